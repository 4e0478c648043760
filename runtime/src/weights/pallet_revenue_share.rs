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
		// Least time: 858_037_000 ps. Proof, measured: 774 bytes.
		Weight::from_parts(1_322_767_000, 3630)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn accept() -> Weight {
		// Least time: 193_457_000 ps. Proof, measured: 750 bytes.
		Weight::from_parts(334_027_000, 4123)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn activate() -> Weight {
		// Least time: 375_920_000 ps. Proof, measured: 1463 bytes.
		Weight::from_parts(642_666_000, 4123)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn withdraw() -> Weight {
		// Least time: 609_156_000 ps. Proof, measured: 843 bytes.
		Weight::from_parts(1_018_425_000, 4123)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn purchase() -> Weight {
		// Least time: 8_056_415_000 ps. Proof, measured: 5605 bytes.
		Weight::from_parts(13_561_574_000, 47844)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(18))
	}
	fn claim() -> Weight {
		// Least time: 746_110_000 ps. Proof, measured: 1475 bytes.
		Weight::from_parts(1_104_583_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
