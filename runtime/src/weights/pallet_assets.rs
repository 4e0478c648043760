//! Weights of `pallet_assets`.
//!
//! Made by `scripts/bench weights pallet_assets` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_assets`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_assets::WeightInfo for WeightInfo<T> {
	fn create() -> Weight {
		// Least time: 35_533_000 ps. Proof, measured: 171 bytes.
		Weight::from_parts(36_974_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn force_create() -> Weight {
		// Least time: 12_919_000 ps. Proof, measured: 31 bytes.
		Weight::from_parts(13_720_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn start_destroy() -> Weight {
		// Least time: 19_889_000 ps. Proof, measured: 282 bytes.
		Weight::from_parts(20_750_000, 3768)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `c` is from 0 to 1000.
	fn destroy_accounts(c: u32) -> Weight {
		// Least time: 18_708_000 ps. Proof, measured: 163 bytes.
		Weight::from_parts(18_978_000, 3675)
			// Standard error: 98_163
			.saturating_add(Weight::from_parts(32_751_654, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2778).saturating_mul(c.into()))
	}
	// `a` is from 0 to 1000.
	fn destroy_approvals(a: u32) -> Weight {
		// Least time: 19_299_000 ps. Proof, measured: 404 bytes.
		Weight::from_parts(20_009_000, 3675)
			// Standard error: 43_984
			.saturating_add(Weight::from_parts(20_670_437, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(Weight::from_parts(0, 2623).saturating_mul(a.into()))
	}
	fn finish_destroy() -> Weight {
		// Least time: 19_148_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(20_370_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn mint() -> Weight {
		// Least time: 29_534_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(30_325_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn burn() -> Weight {
		// Least time: 58_697_000 ps. Proof, measured: 356 bytes.
		Weight::from_parts(60_359_000, 3768)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn transfer() -> Weight {
		// Least time: 74_451_000 ps. Proof, measured: 395 bytes.
		Weight::from_parts(75_792_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn transfer_keep_alive() -> Weight {
		// Least time: 56_474_000 ps. Proof, measured: 395 bytes.
		Weight::from_parts(57_295_000, 6208)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn force_transfer() -> Weight {
		// Least time: 75_071_000 ps. Proof, measured: 395 bytes.
		Weight::from_parts(76_213_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn freeze() -> Weight {
		// Least time: 20_661_000 ps. Proof, measured: 350 bytes.
		Weight::from_parts(21_522_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn thaw() -> Weight {
		// Least time: 20_670_000 ps. Proof, measured: 350 bytes.
		Weight::from_parts(21_211_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn freeze_asset() -> Weight {
		// Least time: 14_582_000 ps. Proof, measured: 276 bytes.
		Weight::from_parts(15_013_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn thaw_asset() -> Weight {
		// Least time: 14_171_000 ps. Proof, measured: 276 bytes.
		Weight::from_parts(14_882_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_ownership() -> Weight {
		// Least time: 17_736_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(18_738_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_team() -> Weight {
		// Least time: 14_010_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(14_702_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `n` is from 0 to 5.
	fn set_reserves(n: u32) -> Weight {
		// Least time: 15_323_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(16_109_727, 3675)
			// Standard error: 20_548
			.saturating_add(Weight::from_parts(74_998, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `n` is from 0 to 50.
	// `s` is from 0 to 50.
	fn set_metadata(n: u32, s: u32) -> Weight {
		// Least time: 36_053_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(37_653_078, 3675)
			// Standard error: 6_460
			.saturating_add(Weight::from_parts(10_031, 0).saturating_mul(n.into()))
			// Standard error: 6_460
			.saturating_add(Weight::from_parts(7_295, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn clear_metadata() -> Weight {
		// Least time: 35_843_000 ps. Proof, measured: 406 bytes.
		Weight::from_parts(36_334_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `n` is from 0 to 50.
	// `s` is from 0 to 50.
	fn force_set_metadata(_n: u32, _s: u32) -> Weight {
		// Least time: 14_893_000 ps. Proof, measured: 81 bytes.
		Weight::from_parts(16_346_214, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_clear_metadata() -> Weight {
		// Least time: 35_222_000 ps. Proof, measured: 406 bytes.
		Weight::from_parts(36_785_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn force_asset_status() -> Weight {
		// Least time: 13_711_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(15_122_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn approve_transfer() -> Weight {
		// Least time: 42_393_000 ps. Proof, measured: 276 bytes.
		Weight::from_parts(43_024_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn transfer_approved() -> Weight {
		// Least time: 102_112_000 ps. Proof, measured: 565 bytes.
		Weight::from_parts(104_495_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn cancel_approval() -> Weight {
		// Least time: 41_701_000 ps. Proof, measured: 446 bytes.
		Weight::from_parts(42_913_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn force_cancel_approval() -> Weight {
		// Least time: 44_476_000 ps. Proof, measured: 446 bytes.
		Weight::from_parts(45_548_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_min_balance() -> Weight {
		// Least time: 15_323_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(15_783_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn touch() -> Weight {
		// Least time: 42_503_000 ps. Proof, measured: 345 bytes.
		Weight::from_parts(43_775_000, 3675)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn touch_other() -> Weight {
		// Least time: 40_830_000 ps. Proof, measured: 242 bytes.
		Weight::from_parts(41_451_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn refund() -> Weight {
		// Least time: 54_390_000 ps. Proof, measured: 477 bytes.
		Weight::from_parts(55_593_000, 3768)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn refund_other() -> Weight {
		// Least time: 52_708_000 ps. Proof, measured: 407 bytes.
		Weight::from_parts(53_289_000, 3768)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn block() -> Weight {
		// Least time: 20_821_000 ps. Proof, measured: 350 bytes.
		Weight::from_parts(21_542_000, 3675)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn transfer_all() -> Weight {
		// Least time: 91_336_000 ps. Proof, measured: 395 bytes.
		Weight::from_parts(93_098_000, 6208)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn total_issuance() -> Weight {
		// Least time: 7_371_000 ps. Proof, measured: 276 bytes.
		Weight::from_parts(7_711_000, 3675).saturating_add(T::DbWeight::get().reads(1))
	}
	fn balance() -> Weight {
		// Least time: 8_593_000 ps. Proof, measured: 150 bytes.
		Weight::from_parts(8_963_000, 3599).saturating_add(T::DbWeight::get().reads(1))
	}
	fn allowance() -> Weight {
		// Least time: 11_948_000 ps. Proof, measured: 245 bytes.
		Weight::from_parts(12_219_000, 3613).saturating_add(T::DbWeight::get().reads(1))
	}
	fn migration_v2_foreign_asset_set_reserve_weight() -> Weight {
		// Least time: 8_713_000 ps. Proof, measured: 81 bytes.
		Weight::from_parts(9_374_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn get_metadata() -> Weight {
		// Least time: 7_872_000 ps. Proof, measured: 206 bytes.
		Weight::from_parts(8_362_000, 3605).saturating_add(T::DbWeight::get().reads(1))
	}
}
