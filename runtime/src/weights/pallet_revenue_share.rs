//! Weights of `pallet_revenue_share`.
//!
//! Made by `scripts/bench weights pallet_revenue_share` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_revenue_share`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_revenue_share::WeightInfo for WeightInfo<T> {
	fn propose() -> Weight {
		// Least time: 452_683_000 ps. Proof, measured: 580 bytes.
		Weight::from_parts(712_049_000, 3663)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn accept() -> Weight {
		// Least time: 189_141_000 ps. Proof, measured: 750 bytes.
		Weight::from_parts(250_663_000, 4123)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn activate() -> Weight {
		// Least time: 237_073_000 ps. Proof, measured: 1269 bytes.
		Weight::from_parts(299_976_000, 4123)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn withdraw() -> Weight {
		// Least time: 327_768_000 ps. Proof, measured: 843 bytes.
		Weight::from_parts(611_890_000, 4123)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn purchase() -> Weight {
		// Least time: 3_597_412_000 ps. Proof, measured: 5411 bytes.
		Weight::from_parts(5_484_558_000, 47844)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(18))
	}
	fn claim() -> Weight {
		// Least time: 396_349_000 ps. Proof, measured: 1475 bytes.
		Weight::from_parts(481_006_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
