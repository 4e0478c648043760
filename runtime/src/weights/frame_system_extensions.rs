//! Weights of `frame_system_extensions`.
//!
//! Made by `scripts/bench weights frame_system_extensions` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Least time: 2_523_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_724_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Least time: 5_207_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_518_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Least time: 4_927_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_158_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Least time: 821_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(882_000, 0)
	}
	fn check_nonce() -> Weight {
		// Least time: 10_986_000 ps. Proof, measured: 102 bytes.
		Weight::from_parts(11_628_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Least time: 611_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(661_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Least time: 571_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(641_000, 0)
	}
	fn check_weight() -> Weight {
		// Least time: 6_069_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(6_600_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Least time: 3_375_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(3_656_000, 0)
	}
}
