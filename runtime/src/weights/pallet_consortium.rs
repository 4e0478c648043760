//! Weights of `pallet_consortium`.
//!
//! Made by `scripts/bench weights pallet_consortium` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_consortium`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_consortium::WeightInfo for WeightInfo<T> {
	fn admit() -> Weight {
		// Least time: 306_184_000 ps. Proof, measured: 69180 bytes.
		Weight::from_parts(323_370_000, 119670)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn set_roles() -> Weight {
		// Least time: 303_089_000 ps. Proof, measured: 69966 bytes.
		Weight::from_parts(310_751_000, 120456)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn suspend() -> Weight {
		// Least time: 306_485_000 ps. Proof, measured: 69966 bytes.
		Weight::from_parts(333_295_000, 120456)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn reinstate() -> Weight {
		// Least time: 307_996_000 ps. Proof, measured: 69294 bytes.
		Weight::from_parts(330_741_000, 119784)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(23))
	}
	fn remove() -> Weight {
		// Least time: 309_830_000 ps. Proof, measured: 69966 bytes.
		Weight::from_parts(319_184_000, 120456)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(24))
	}
	fn dispatch_as_root() -> Weight {
		// Least time: 14_311_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(15_593_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
}
