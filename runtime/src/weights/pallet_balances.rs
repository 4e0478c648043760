//! Weights of `pallet_balances`.
//!
//! Made by `scripts/bench weights pallet_balances` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_balances`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		// Least time: 75_542_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(76_533_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_keep_alive() -> Weight {
		// Least time: 58_507_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(59_308_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_creating() -> Weight {
		// Least time: 29_424_000 ps. Proof, measured: 39 bytes.
		Weight::from_parts(31_547_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_set_balance_killing() -> Weight {
		// Least time: 30_335_000 ps. Proof, measured: 174 bytes.
		Weight::from_parts(31_406_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_transfer() -> Weight {
		// Least time: 77_816_000 ps. Proof, measured: 103 bytes.
		Weight::from_parts(80_740_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_all() -> Weight {
		// Least time: 72_688_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(75_382_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_unreserve() -> Weight {
		// Least time: 26_670_000 ps. Proof, measured: 174 bytes.
		Weight::from_parts(27_461_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `u` is from 1 to 1000.
	fn upgrade_accounts(u: u32) -> Weight {
		// Least time: 23_915_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(24_567_000, 990)
			// Standard error: 289_009
			.saturating_add(Weight::from_parts(33_368_872, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Least time: 8_623_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(8_993_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Least time: 45_918_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(47_371_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Least time: 30_605_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(32_148_000, 0)
	}
}
