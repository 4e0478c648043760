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
		// Least time: 78_226_000 ps. Proof, measured: 201 bytes.
		Weight::from_parts(85_887_000, 3685)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn authorize_attest() -> Weight {
		// Least time: 54_841_000 ps. Proof, measured: 201 bytes.
		Weight::from_parts(57_134_000, 3685).saturating_add(T::DbWeight::get().reads(1))
	}
	// `n` is from 1 to 256.
	fn attest_many(n: u32) -> Weight {
		// Least time: 74_711_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(78_026_000, 990)
			// Standard error: 72_130
			.saturating_add(Weight::from_parts(55_197_953, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2695).saturating_mul(n.into()))
	}
	fn buy_rate() -> Weight {
		// Least time: 127_009_000 ps. Proof, measured: 610 bytes.
		Weight::from_parts(130_974_000, 3748)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn return_rate() -> Weight {
		// Least time: 69_563_000 ps. Proof, measured: 452 bytes.
		Weight::from_parts(76_023_000, 3748)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	// `n` is from 0 to 16384.
	fn on_finalize(n: u32) -> Weight {
		// Least time: 2_183_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(33_216_297, 0)
			// Standard error: 732
			.saturating_add(Weight::from_parts(576_043, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
