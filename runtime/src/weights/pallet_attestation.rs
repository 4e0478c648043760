//! Weights of `pallet_attestation`.
//!
//! Made by `scripts/bench weights pallet_attestation` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_attestation`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_attestation::WeightInfo for WeightInfo<T> {
	fn attest() -> Weight {
		// Least time: 400_977_000 ps. Proof, measured: 485 bytes.
		Weight::from_parts(652_210_000, 3630)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn authorize_attest() -> Weight {
		// Least time: 313_256_000 ps. Proof, measured: 3825 bytes.
		Weight::from_parts(514_525_000, 4687).saturating_add(T::DbWeight::get().reads(4))
	}
	// `n` is from 0 to 16384.
	fn on_finalize(n: u32) -> Weight {
		// Least time: 37_285_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_838_871_578, 0)
			// Standard error: 235_314
			.saturating_add(Weight::from_parts(20_917_734, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
