//! Weights of `pallet_session`.
//!
//! Made by `scripts/bench weights pallet_session` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_session`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_session::WeightInfo for WeightInfo<T> {
	fn set_keys() -> Weight {
		// Least time: 80_219_000 ps. Proof, measured: 271 bytes.
		Weight::from_parts(101_070_000, 3736)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purge_keys() -> Weight {
		// Least time: 55_462_000 ps. Proof, measured: 243 bytes.
		Weight::from_parts(65_758_000, 3708)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
