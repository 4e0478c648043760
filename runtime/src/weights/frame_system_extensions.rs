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
		// Least time: 2_453_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_594_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Least time: 4_757_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_197_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Least time: 4_727_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(4_977_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Least time: 761_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(821_000, 0)
	}
	fn check_nonce() -> Weight {
		// Least time: 9_865_000 ps. Proof, measured: 102 bytes.
		Weight::from_parts(10_435_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Least time: 591_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(641_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Least time: 611_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(661_000, 0)
	}
	fn check_weight() -> Weight {
		// Least time: 5_208_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_528_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Least time: 3_255_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(3_405_000, 0)
	}
}
