//! Weights of `pallet_revenue_share`.
//!
//! Made by `scripts/bench weights pallet_revenue_share` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_revenue_share`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_revenue_share::WeightInfo for WeightInfo<T> {
	fn propose() -> Weight {
		// Least time: 98_316_000 ps. Proof, measured: 402 bytes.
		Weight::from_parts(99_498_000, 3663)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn accept() -> Weight {
		// Least time: 20_260_000 ps. Proof, measured: 750 bytes.
		Weight::from_parts(23_665_000, 4123)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn activate() -> Weight {
		// Least time: 42_223_000 ps. Proof, measured: 1091 bytes.
		Weight::from_parts(45_688_000, 4123)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn withdraw() -> Weight {
		// Least time: 71_356_000 ps. Proof, measured: 843 bytes.
		Weight::from_parts(72_788_000, 4123)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn purchase() -> Weight {
		// Least time: 878_402_000 ps. Proof, measured: 2041 bytes.
		Weight::from_parts(893_335_000, 47844)
			.saturating_add(T::DbWeight::get().reads(21))
			.saturating_add(T::DbWeight::get().writes(18))
	}
	fn claim() -> Weight {
		// Least time: 84_235_000 ps. Proof, measured: 1475 bytes.
		Weight::from_parts(86_969_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
