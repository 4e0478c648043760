//! Weights of `pallet_attestation`.
//!
//! Made by `scripts/bench weights pallet_attestation` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_attestation`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_attestation::WeightInfo for WeightInfo<T> {
	fn attest() -> Weight {
		// Least time: 78_807_000 ps. Proof, measured: 201 bytes.
		Weight::from_parts(81_651_000, 3685)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn authorize_attest() -> Weight {
		// Least time: 56_213_000 ps. Proof, measured: 201 bytes.
		Weight::from_parts(57_635_000, 3685).saturating_add(T::DbWeight::get().reads(1))
	}
	// `n` is from 1 to 256.
	fn attest_many(n: u32) -> Weight {
		// Least time: 77_095_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(78_696_000, 990)
			// Standard error: 98_395
			.saturating_add(Weight::from_parts(56_303_892, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2695).saturating_mul(n.into()))
	}
	fn buy_rate() -> Weight {
		// Least time: 121_190_000 ps. Proof, measured: 610 bytes.
		Weight::from_parts(127_910_000, 3748)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn return_rate() -> Weight {
		// Least time: 67_991_000 ps. Proof, measured: 452 bytes.
		Weight::from_parts(70_965_000, 3748)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	// `n` is from 0 to 8192.
	fn on_finalize(n: u32) -> Weight {
		// Least time: 2_093_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_482_676, 0)
			// Standard error: 908
			.saturating_add(Weight::from_parts(557_802, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
