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
		// Least time: 263_242_000 ps. Proof, measured: 249 bytes.
		Weight::from_parts(439_804_000, 3663)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn authorize_attest() -> Weight {
		// Least time: 372_955_000 ps. Proof, measured: 3631 bytes.
		Weight::from_parts(432_854_000, 4687).saturating_add(T::DbWeight::get().reads(5))
	}
	fn attest_many(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 3663).saturating_mul(n.into())
	}
	fn buy_rate() -> Weight {
		Weight::from_parts(100_000_000, 3663)
	}
	fn return_rate() -> Weight {
		Weight::from_parts(100_000_000, 3663)
	}
	// `n` is from 0 to 16384.
	fn on_finalize(n: u32) -> Weight {
		// Least time: 19_900_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(20_891_000, 0)
			// Standard error: 43_193
			.saturating_add(Weight::from_parts(3_149_577, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
