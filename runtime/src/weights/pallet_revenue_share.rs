//! Weights of `pallet_revenue_share`.
//!
//! Made by `scripts/bench weights pallet_revenue_share` on 2026-11-29: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_revenue_share`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_revenue_share::WeightInfo for WeightInfo<T> {
	fn propose() -> Weight {
		// Least time: 155_403_000 ps. Proof, measured: 881 bytes.
		Weight::from_parts(158_738_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn accept() -> Weight {
		// Least time: 23_746_000 ps. Proof, measured: 1311 bytes.
		Weight::from_parts(25_438_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn activate() -> Weight {
		// Least time: 41_883_000 ps. Proof, measured: 1777 bytes.
		Weight::from_parts(43_165_000, 6218)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn withdraw() -> Weight {
		// Least time: 138_948_000 ps. Proof, measured: 1292 bytes.
		Weight::from_parts(140_902_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn amend() -> Weight {
		// Least time: 160_961_000 ps. Proof, measured: 3318 bytes.
		Weight::from_parts(165_087_000, 10134)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn withdraw_amendment() -> Weight {
		// Least time: 111_137_000 ps. Proof, measured: 2396 bytes.
		Weight::from_parts(114_923_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn terminate() -> Weight {
		// Least time: 19_319_000 ps. Proof, measured: 1232 bytes.
		Weight::from_parts(21_312_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn renew() -> Weight {
		// Least time: 126_240_000 ps. Proof, measured: 2077 bytes.
		Weight::from_parts(127_791_000, 5562)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn forget() -> Weight {
		// Least time: 417_136_000 ps. Proof, measured: 7450 bytes.
		Weight::from_parts(423_646_000, 63750)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(133))
	}
	fn claim() -> Weight {
		// Least time: 71_707_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(73_179_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn report_sales() -> Weight {
		// Least time: 117_036_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(121_713_000, 5562)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn authorize_report_sales() -> Weight {
		// Least time: 70_276_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(72_509_000, 5562).saturating_add(T::DbWeight::get().reads(6))
	}
	fn settle() -> Weight {
		// Least time: 1_411_247_000 ps. Proof, measured: 4034 bytes.
		Weight::from_parts(1_445_980_000, 68824)
			.saturating_add(T::DbWeight::get().reads(80))
			.saturating_add(T::DbWeight::get().writes(75))
	}
	fn settle_undecided() -> Weight {
		// Least time: 1_458_739_000 ps. Proof, measured: 4748 bytes.
		Weight::from_parts(1_488_254_000, 66215)
			.saturating_add(T::DbWeight::get().reads(83))
			.saturating_add(T::DbWeight::get().writes(81))
	}
	fn pay_arrears() -> Weight {
		// Least time: 83_906_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(86_219_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn record_payment() -> Weight {
		// Least time: 67_241_000 ps. Proof, measured: 542 bytes.
		Weight::from_parts(69_925_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn confirm_payment() -> Weight {
		// Least time: 59_849_000 ps. Proof, measured: 718 bytes.
		Weight::from_parts(61_572_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_payment() -> Weight {
		// Least time: 60_781_000 ps. Proof, measured: 718 bytes.
		Weight::from_parts(61_893_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reverse() -> Weight {
		// Least time: 209_144_000 ps. Proof, measured: 3212 bytes.
		Weight::from_parts(212_639_000, 63750)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(29))
	}
	fn release_reversal() -> Weight {
		// Least time: 59_249_000 ps. Proof, measured: 530 bytes.
		Weight::from_parts(61_322_000, 3945)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn dispute() -> Weight {
		// Least time: 125_919_000 ps. Proof, measured: 2396 bytes.
		Weight::from_parts(133_149_000, 5562)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn decide() -> Weight {
		// Least time: 1_418_840_000 ps. Proof, measured: 5517 bytes.
		Weight::from_parts(1_449_726_000, 63750)
			.saturating_add(T::DbWeight::get().reads(82))
			.saturating_add(T::DbWeight::get().writes(80))
	}
	fn close_period() -> Weight {
		// Least time: 35_333_000 ps. Proof, measured: 2981 bytes.
		Weight::from_parts(36_926_000, 5562)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_prices() -> Weight {
		// Least time: 103_305_000 ps. Proof, measured: 1796 bytes.
		Weight::from_parts(105_038_000, 6506)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn remove_prices() -> Weight {
		// Least time: 48_292_000 ps. Proof, measured: 1331 bytes.
		Weight::from_parts(50_426_000, 4624)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purchase() -> Weight {
		// Least time: 123_245_000 ps. Proof, measured: 3735 bytes.
		Weight::from_parts(125_389_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn purchase_for() -> Weight {
		// Least time: 122_824_000 ps. Proof, measured: 3698 bytes.
		Weight::from_parts(127_472_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn report_vend() -> Weight {
		// Least time: 891_688_000 ps. Proof, measured: 4417 bytes.
		Weight::from_parts(903_366_000, 63462)
			.saturating_add(T::DbWeight::get().reads(58))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn authorize_report_vend() -> Weight {
		// Least time: 50_986_000 ps. Proof, measured: 585 bytes.
		Weight::from_parts(52_088_000, 3685).saturating_add(T::DbWeight::get().reads(3))
	}
	fn claim_refund() -> Weight {
		// Least time: 91_658_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(94_502_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn claim_by_ticket() -> Weight {
		// Least time: 145_659_000 ps. Proof, measured: 2924 bytes.
		Weight::from_parts(151_287_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn settle_purchase() -> Weight {
		// Least time: 810_656_000 ps. Proof, measured: 4216 bytes.
		Weight::from_parts(825_049_000, 63462)
			.saturating_add(T::DbWeight::get().reads(56))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn expire_none() -> Weight {
		// Least time: 15_483_000 ps. Proof, measured: 553 bytes.
		Weight::from_parts(16_164_000, 6256).saturating_add(T::DbWeight::get().reads(4))
	}
	fn expire_skip() -> Weight {
		// Least time: 5_419_000 ps. Proof, measured: 384 bytes.
		Weight::from_parts(5_749_000, 3623).saturating_add(T::DbWeight::get().reads(1))
	}
	fn expire_refund() -> Weight {
		// Least time: 90_556_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(92_389_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
}
