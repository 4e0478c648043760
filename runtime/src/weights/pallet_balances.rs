//! Weights of `pallet_balances`.
//!
//! Made by `scripts/bench weights pallet_balances` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_balances`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		// Least time: 341_158_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(426_805_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_keep_alive() -> Weight {
		// Least time: 271_754_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(434_597_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_creating() -> Weight {
		// Least time: 163_463_000 ps. Proof, measured: 39 bytes.
		Weight::from_parts(294_939_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_killing() -> Weight {
		// Least time: 161_600_000 ps. Proof, measured: 174 bytes.
		Weight::from_parts(291_944_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_transfer() -> Weight {
		// Least time: 355_389_000 ps. Proof, measured: 103 bytes.
		Weight::from_parts(577_298_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_all() -> Weight {
		// Least time: 330_201_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(476_078_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_unreserve() -> Weight {
		// Least time: 135_060_000 ps. Proof, measured: 174 bytes.
		Weight::from_parts(199_547_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `u` is from 1 to 1000.
	fn upgrade_accounts(u: u32) -> Weight {
		// Least time: 142_602_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(905_791_746, 990)
			// Standard error: 5_462_791
			.saturating_add(Weight::from_parts(119_641_003, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Least time: 54_160_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(93_489_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Least time: 257_793_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(348_198_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Least time: 182_431_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(245_065_000, 0)
	}
}
