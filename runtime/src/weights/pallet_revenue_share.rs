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
		// Least time: 209_400_000 ps. Proof, measured: 881 bytes.
		Weight::from_parts(211_423_000, 6208)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn accept() -> Weight {
		// Least time: 33_179_000 ps. Proof, measured: 1311 bytes.
		Weight::from_parts(34_271_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn activate() -> Weight {
		// Least time: 55_202_000 ps. Proof, measured: 1777 bytes.
		Weight::from_parts(57_205_000, 6218)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn withdraw() -> Weight {
		// Least time: 191_244_000 ps. Proof, measured: 1292 bytes.
		Weight::from_parts(191_885_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn amend() -> Weight {
		// Least time: 225_765_000 ps. Proof, measured: 3318 bytes.
		Weight::from_parts(229_541_000, 10134)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn withdraw_amendment() -> Weight {
		// Least time: 160_508_000 ps. Proof, measured: 2396 bytes.
		Weight::from_parts(163_973_000, 5562)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(39))
	}
	fn terminate() -> Weight {
		// Least time: 28_322_000 ps. Proof, measured: 1232 bytes.
		Weight::from_parts(32_147_000, 5562)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn renew() -> Weight {
		// Least time: 173_457_000 ps. Proof, measured: 2077 bytes.
		Weight::from_parts(176_372_000, 5562)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn forget() -> Weight {
		// Least time: 575_594_000 ps. Proof, measured: 7028 bytes.
		Weight::from_parts(590_345_000, 63750)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(133))
	}
	fn claim() -> Weight {
		// Least time: 94_921_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(98_997_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn report_sales() -> Weight {
		// Least time: 153_147_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(159_677_000, 5562)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn authorize_report_sales() -> Weight {
		// Least time: 89_814_000 ps. Proof, measured: 2987 bytes.
		Weight::from_parts(91_526_000, 5562).saturating_add(T::DbWeight::get().reads(6))
	}
	fn settle() -> Weight {
		// Least time: 1_818_988_000 ps. Proof, measured: 4014 bytes.
		Weight::from_parts(1_853_108_000, 68824)
			.saturating_add(T::DbWeight::get().reads(79))
			.saturating_add(T::DbWeight::get().writes(75))
	}
	fn settle_undecided() -> Weight {
		// Least time: 1_906_238_000 ps. Proof, measured: 5488 bytes.
		Weight::from_parts(1_957_423_000, 63750)
			.saturating_add(T::DbWeight::get().reads(82))
			.saturating_add(T::DbWeight::get().writes(80))
	}
	fn pay_arrears() -> Weight {
		// Least time: 110_875_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(112_687_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn record_payment() -> Weight {
		// Least time: 90_584_000 ps. Proof, measured: 542 bytes.
		Weight::from_parts(94_550_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn confirm_payment() -> Weight {
		// Least time: 80_609_000 ps. Proof, measured: 710 bytes.
		Weight::from_parts(83_443_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reject_payment() -> Weight {
		// Least time: 82_533_000 ps. Proof, measured: 710 bytes.
		Weight::from_parts(85_076_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn reverse() -> Weight {
		// Least time: 275_418_000 ps. Proof, measured: 3191 bytes.
		Weight::from_parts(278_834_000, 63750)
			.saturating_add(T::DbWeight::get().reads(31))
			.saturating_add(T::DbWeight::get().writes(28))
	}
	fn release_reversal() -> Weight {
		// Least time: 75_022_000 ps. Proof, measured: 509 bytes.
		Weight::from_parts(76_734_000, 3925)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn dispute() -> Weight {
		// Least time: 166_677_000 ps. Proof, measured: 2376 bytes.
		Weight::from_parts(174_999_000, 5562)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn decide() -> Weight {
		// Least time: 1_906_238_000 ps. Proof, measured: 5488 bytes.
		Weight::from_parts(1_957_423_000, 63750)
			.saturating_add(T::DbWeight::get().reads(82))
			.saturating_add(T::DbWeight::get().writes(80))
	}
	fn close_period() -> Weight {
		// Least time: 53_499_000 ps. Proof, measured: 2981 bytes.
		Weight::from_parts(58_998_000, 5562)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_prices() -> Weight {
		// Least time: 137_694_000 ps. Proof, measured: 1796 bytes.
		Weight::from_parts(142_031_000, 6506)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn remove_prices() -> Weight {
		// Least time: 66_299_000 ps. Proof, measured: 1331 bytes.
		Weight::from_parts(69_273_000, 4624)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purchase() -> Weight {
		// Least time: 163_312_000 ps. Proof, measured: 3735 bytes.
		Weight::from_parts(169_031_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn purchase_for() -> Weight {
		// Least time: 165_736_000 ps. Proof, measured: 3698 bytes.
		Weight::from_parts(171_073_000, 4956)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn report_vend() -> Weight {
		// Least time: 1_185_148_000 ps. Proof, measured: 4417 bytes.
		Weight::from_parts(1_218_467_000, 63462)
			.saturating_add(T::DbWeight::get().reads(58))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn authorize_report_vend() -> Weight {
		// Least time: 66_979_000 ps. Proof, measured: 585 bytes.
		Weight::from_parts(69_823_000, 3685).saturating_add(T::DbWeight::get().reads(3))
	}
	fn claim_refund() -> Weight {
		// Least time: 126_618_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(133_067_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn claim_by_ticket() -> Weight {
		// Least time: 190_373_000 ps. Proof, measured: 2924 bytes.
		Weight::from_parts(197_583_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn settle_purchase() -> Weight {
		// Least time: 1_099_961_000 ps. Proof, measured: 4216 bytes.
		Weight::from_parts(1_124_148_000, 63462)
			.saturating_add(T::DbWeight::get().reads(56))
			.saturating_add(T::DbWeight::get().writes(54))
	}
	fn expire_none() -> Weight {
		// Least time: 19_518_000 ps. Proof, measured: 553 bytes.
		Weight::from_parts(21_142_000, 6256).saturating_add(T::DbWeight::get().reads(4))
	}
	fn expire_skip() -> Weight {
		// Least time: 7_301_000 ps. Proof, measured: 384 bytes.
		Weight::from_parts(7_942_000, 3623).saturating_add(T::DbWeight::get().reads(1))
	}
	fn expire_refund() -> Weight {
		// Least time: 122_491_000 ps. Proof, measured: 2710 bytes.
		Weight::from_parts(124_975_000, 4956)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
}
