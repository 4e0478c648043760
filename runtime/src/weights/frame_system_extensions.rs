//! Weights of `frame_system_extensions`.
//!
//! Made by `scripts/bench weights frame_system_extensions` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Least time: 18_507_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(29_294_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Least time: 34_171_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(54_301_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Least time: 36_044_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(57_546_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Least time: 4_817_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(6_981_000, 0)
	}
	fn check_nonce() -> Weight {
		// Least time: 58_998_000 ps. Proof, measured: 102 bytes.
		Weight::from_parts(65_888_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Least time: 3_956_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_050_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Least time: 3_836_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_158_000, 0)
	}
	fn check_weight() -> Weight {
		// Least time: 29_885_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(53_930_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Least time: 20_501_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(34_471_000, 0)
	}
}
