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
		// Least time: 1_284_191_000 ps. Proof, measured: 72508 bytes.
		Weight::from_parts(1_379_993_000, 122998)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn set_roles() -> Weight {
		// Least time: 919_809_000 ps. Proof, measured: 70089 bytes.
		Weight::from_parts(1_407_023_000, 120579)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn suspend() -> Weight {
		// Least time: 1_003_863_000 ps. Proof, measured: 73262 bytes.
		Weight::from_parts(1_689_954_000, 123752)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn reinstate() -> Weight {
		// Least time: 1_096_791_000 ps. Proof, measured: 72622 bytes.
		Weight::from_parts(1_561_724_000, 123112)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn remove() -> Weight {
		// Least time: 948_221_000 ps. Proof, measured: 73262 bytes.
		Weight::from_parts(1_441_474_000, 123752)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}
	fn dispatch_as_root() -> Weight {
		// Least time: 77_395_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(127_200_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
}
