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
		// Least time: 102_813_000 ps. Proof, measured: 207 bytes.
		Weight::from_parts(117_584_000, 3663)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn authorize_attest() -> Weight {
		// Least time: 73_338_000 ps. Proof, measured: 207 bytes.
		Weight::from_parts(80_188_000, 3663).saturating_add(T::DbWeight::get().reads(2))
	}
	// `n` is from 1 to 256.
	fn attest_many(n: u32) -> Weight {
		// Least time: 97_495_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(102_251_000, 990)
			// Standard error: 1_354_053
			.saturating_add(Weight::from_parts(101_847_991, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2673).saturating_mul(n.into()))
	}
	fn buy_rate() -> Weight {
		// Least time: 135_161_000 ps. Proof, measured: 588 bytes.
		Weight::from_parts(140_258_000, 3663)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn return_rate() -> Weight {
		// Least time: 75_081_000 ps. Proof, measured: 430 bytes.
		Weight::from_parts(76_803_000, 3663)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	// `n` is from 0 to 16384.
	fn on_finalize(n: u32) -> Weight {
		// Least time: 2_163_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(325_316_736, 0)
			// Standard error: 31_855
			.saturating_add(Weight::from_parts(897_043, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
