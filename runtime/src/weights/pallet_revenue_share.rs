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
		// Least time: 205_905_000 ps. Proof, measured: 881 bytes.
		Weight::from_parts(209_110_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn accept() -> Weight {
		// Least time: 31_897_000 ps. Proof, measured: 1311 bytes.
		Weight::from_parts(33_219_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn activate() -> Weight {
		// Least time: 56_533_000 ps. Proof, measured: 1777 bytes.
		Weight::from_parts(59_989_000, 6218)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn withdraw() -> Weight {
		// Least time: 185_796_000 ps. Proof, measured: 1292 bytes.
		Weight::from_parts(188_550_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn amend() -> Weight {
		// Least time: 220_267_000 ps. Proof, measured: 3318 bytes.
		Weight::from_parts(222_730_000, 10134)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn withdraw_amendment() -> Weight {
		// Least time: 152_907_000 ps. Proof, measured: 2396 bytes.
		Weight::from_parts(157_654_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn terminate() -> Weight {
		// Least time: 27_110_000 ps. Proof, measured: 1232 bytes.
		Weight::from_parts(29_513_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn renew() -> Weight {
		// Least time: 166_427_000 ps. Proof, measured: 2077 bytes.
		Weight::from_parts(170_863_000, 5562)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn forget() -> Weight {
		// Least time: 582_434_000 ps. Proof, measured: 7028 bytes.
		Weight::from_parts(591_657_000, 63750)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(133))
	}
	fn claim() -> Weight {
		// Least time: 92_778_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(95_742_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn report_sales() -> Weight {
		// Least time: 162_020_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(167_508_000, 5562)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn authorize_report_sales() -> Weight {
		// Least time: 98_897_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(101_100_000, 5562).saturating_add(T::DbWeight::get().reads(6))
	}
	fn settle() -> Weight {
		// Least time: 1_807_922_000 ps. Proof, measured: 4014 bytes.
		Weight::from_parts(1_879_578_000, 68824)
			.saturating_add(T::DbWeight::get().reads(80))
			.saturating_add(T::DbWeight::get().writes(75))
	}
	fn settle_undecided() -> Weight {
		// Least time: 1_876_142_000 ps. Proof, measured: 4727 bytes.
		Weight::from_parts(1_885_696_000, 66215)
			.saturating_add(T::DbWeight::get().reads(83))
			.saturating_add(T::DbWeight::get().writes(81))
	}
	fn pay_arrears() -> Weight {
		// Least time: 110_504_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(115_000_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn record_payment() -> Weight {
		// Least time: 90_994_000 ps. Proof, measured: 542 bytes.
		Weight::from_parts(93_198_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn confirm_payment() -> Weight {
		// Least time: 81_440_000 ps. Proof, measured: 718 bytes.
		Weight::from_parts(83_815_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_payment() -> Weight {
		// Least time: 81_230_000 ps. Proof, measured: 718 bytes.
		Weight::from_parts(84_636_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reverse() -> Weight {
		// Least time: 282_499_000 ps. Proof, measured: 3191 bytes.
		Weight::from_parts(295_168_000, 63750)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(28))
	}
	fn release_reversal() -> Weight {
		// Least time: 75_963_000 ps. Proof, measured: 509 bytes.
		Weight::from_parts(78_937_000, 3925)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn dispute() -> Weight {
		// Least time: 164_174_000 ps. Proof, measured: 2376 bytes.
		Weight::from_parts(168_420_000, 5562)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn decide() -> Weight {
		// Least time: 1_826_539_000 ps. Proof, measured: 5496 bytes.
		Weight::from_parts(1_890_534_000, 63750)
			.saturating_add(T::DbWeight::get().reads(82))
			.saturating_add(T::DbWeight::get().writes(80))
	}
	fn close_period() -> Weight {
		// Least time: 51_917_000 ps. Proof, measured: 2981 bytes.
		Weight::from_parts(55_673_000, 5562)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_prices() -> Weight {
		// Least time: 132_586_000 ps. Proof, measured: 1796 bytes.
		Weight::from_parts(137_704_000, 6506)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn remove_prices() -> Weight {
		// Least time: 65_067_000 ps. Proof, measured: 1331 bytes.
		Weight::from_parts(67_000_000, 4624)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purchase() -> Weight {
		// Least time: 156_322_000 ps. Proof, measured: 3735 bytes.
		Weight::from_parts(164_153_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn purchase_for() -> Weight {
		// Least time: 160_068_000 ps. Proof, measured: 3698 bytes.
		Weight::from_parts(166_107_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn report_vend() -> Weight {
		// Least time: 1_132_810_000 ps. Proof, measured: 4417 bytes.
		Weight::from_parts(1_160_341_000, 63462)
			.saturating_add(T::DbWeight::get().reads(58))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn authorize_report_vend() -> Weight {
		// Least time: 71_246_000 ps. Proof, measured: 585 bytes.
		Weight::from_parts(72_718_000, 3685).saturating_add(T::DbWeight::get().reads(3))
	}
	fn claim_refund() -> Weight {
		// Least time: 123_152_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(126_217_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn claim_by_ticket() -> Weight {
		// Least time: 192_265_000 ps. Proof, measured: 2924 bytes.
		Weight::from_parts(197_122_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn settle_purchase() -> Weight {
		// Least time: 1_052_401_000 ps. Proof, measured: 4216 bytes.
		Weight::from_parts(1_062_426_000, 63462)
			.saturating_add(T::DbWeight::get().reads(56))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn expire_none() -> Weight {
		// Least time: 19_429_000 ps. Proof, measured: 553 bytes.
		Weight::from_parts(20_260_000, 6256).saturating_add(T::DbWeight::get().reads(4))
	}
	fn expire_skip() -> Weight {
		// Least time: 7_401_000 ps. Proof, measured: 384 bytes.
		Weight::from_parts(8_082_000, 3623).saturating_add(T::DbWeight::get().reads(1))
	}
	fn expire_refund() -> Weight {
		// Least time: 125_767_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(129_933_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
}
