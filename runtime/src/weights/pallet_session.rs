//! Weights of `pallet_session`.
//!
//! Made by `scripts/bench weights pallet_session` on 2026-11-29: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_session`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_session::WeightInfo for WeightInfo<T> {
	fn set_keys() -> Weight {
		// Least time: 53_741_000 ps. Proof, measured: 271 bytes.
		Weight::from_parts(57_566_000, 3736)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purge_keys() -> Weight {
		// Least time: 34_061_000 ps. Proof, measured: 243 bytes.
		Weight::from_parts(35_583_000, 3748)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
