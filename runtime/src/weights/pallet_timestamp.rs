//! Weights of `pallet_timestamp`.
//!
//! Made by `scripts/bench weights pallet_timestamp` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_timestamp`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_timestamp::WeightInfo for WeightInfo<T> {
	fn set() -> Weight {
		// Least time: 9_103_000 ps. Proof, measured: 42 bytes.
		Weight::from_parts(10_165_000, 1493).saturating_add(T::DbWeight::get().reads(1))
	}
	fn on_finalize() -> Weight {
		// Least time: 1_853_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_064_000, 0)
	}
}
