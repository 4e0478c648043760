//! Weights of `pallet_consortium`.
//!
//! Made by `scripts/bench weights pallet_consortium` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_consortium`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_consortium::WeightInfo for WeightInfo<T> {
	fn admit() -> Weight {
		// Least time: 1_454_164_000 ps. Proof, measured: 72581 bytes.
		Weight::from_parts(2_476_404_000, 123071)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn set_roles() -> Weight {
		// Least time: 1_390_238_000 ps. Proof, measured: 70162 bytes.
		Weight::from_parts(2_390_346_000, 120652)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn suspend() -> Weight {
		// Least time: 1_524_308_000 ps. Proof, measured: 73335 bytes.
		Weight::from_parts(2_467_551_000, 123825)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn reinstate() -> Weight {
		// Least time: 1_582_525_000 ps. Proof, measured: 72695 bytes.
		Weight::from_parts(2_320_402_000, 123185)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn remove() -> Weight {
		// Least time: 2_067_206_000 ps. Proof, measured: 73335 bytes.
		Weight::from_parts(2_556_463_000, 123825)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn dispatch_as_root() -> Weight {
		// Least time: 150_984_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(275_970_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
}
