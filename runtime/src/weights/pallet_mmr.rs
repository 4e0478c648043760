//! Weights of `pallet_mmr`.
//!
//! Made by `scripts/bench weights pallet_mmr` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_mmr`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_mmr::WeightInfo for WeightInfo<T> {
	// `x` is from 1 to 1000.
	fn on_initialize(x: u32) -> Weight {
		// Least time: 17_707_000 ps. Proof, measured: 212 bytes.
		Weight::from_parts(39_902_220, 7520)
			// Standard error: 3_259
			.saturating_add(Weight::from_parts(41_336, 0).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 10).saturating_mul(x.into()))
	}
}
