//! Weights of `cumulus_pallet_weight_reclaim`.
//!
//! Made by `scripts/bench weights cumulus_pallet_weight_reclaim` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `cumulus_pallet_weight_reclaim`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> cumulus_pallet_weight_reclaim::WeightInfo for WeightInfo<T> {
	fn storage_weight_reclaim() -> Weight {
		// Least time: 3_715_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(5_007_000, 0)
	}
}
