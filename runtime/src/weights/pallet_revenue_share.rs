//! Weights of `pallet_revenue_share`: estimates, until `scripts/bench weights pallet_revenue_share` has
//! measured them.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_revenue_share`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_revenue_share::WeightInfo for WeightInfo<T> {
	fn propose() -> Weight {
		Weight::from_parts(300_000_000, 72000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn accept() -> Weight {
		Weight::from_parts(60_000_000, 24000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn activate() -> Weight {
		Weight::from_parts(80_000_000, 48000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(150_000_000, 24000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(40))
	}
	fn amend() -> Weight {
		Weight::from_parts(350_000_000, 54000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(43))
	}
	fn withdraw_amendment() -> Weight {
		Weight::from_parts(150_000_000, 24000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(40))
	}
	fn terminate() -> Weight {
		Weight::from_parts(60_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn renew() -> Weight {
		Weight::from_parts(320_000_000, 84000)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn forget() -> Weight {
		Weight::from_parts(500_000_000, 192000)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(140))
	}
	fn claim() -> Weight {
		Weight::from_parts(120_000_000, 54000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn report_sales() -> Weight {
		Weight::from_parts(400_000_000, 84000)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn authorize_report_sales() -> Weight {
		Weight::from_parts(300_000_000, 84000)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(0))
	}
	fn settle() -> Weight {
		Weight::from_parts(3000_000_000, 510000)
			.saturating_add(T::DbWeight::get().reads(85))
			.saturating_add(T::DbWeight::get().writes(80))
	}
	fn pay_arrears() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn record_payment() -> Weight {
		Weight::from_parts(100_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn confirm_payment() -> Weight {
		Weight::from_parts(80_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn reject_payment() -> Weight {
		Weight::from_parts(80_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn reverse() -> Weight {
		Weight::from_parts(400_000_000, 192000)
			.saturating_add(T::DbWeight::get().reads(32))
			.saturating_add(T::DbWeight::get().writes(30))
	}
	fn release_reversal() -> Weight {
		Weight::from_parts(60_000_000, 24000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn dispute() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn decide() -> Weight {
		Weight::from_parts(3200_000_000, 570000)
			.saturating_add(T::DbWeight::get().reads(95))
			.saturating_add(T::DbWeight::get().writes(88))
	}
	fn close_period() -> Weight {
		Weight::from_parts(100_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn set_prices() -> Weight {
		Weight::from_parts(90_000_000, 42000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn remove_prices() -> Weight {
		Weight::from_parts(70_000_000, 24000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn purchase() -> Weight {
		Weight::from_parts(250_000_000, 120000)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn purchase_for() -> Weight {
		Weight::from_parts(250_000_000, 120000)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn report_vend() -> Weight {
		Weight::from_parts(3000_000_000, 480000)
			.saturating_add(T::DbWeight::get().reads(80))
			.saturating_add(T::DbWeight::get().writes(70))
	}
	fn authorize_report_vend() -> Weight {
		Weight::from_parts(120_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(0))
	}
	fn claim_refund() -> Weight {
		Weight::from_parts(180_000_000, 72000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(9))
	}
	fn claim_by_ticket() -> Weight {
		Weight::from_parts(260_000_000, 96000)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(11))
	}
	fn settle_purchase() -> Weight {
		Weight::from_parts(2800_000_000, 420000)
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().writes(68))
	}
	fn expire_none() -> Weight {
		Weight::from_parts(20_000_000, 30000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(0))
	}
	fn expire_skip() -> Weight {
		Weight::from_parts(10_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(0))
	}
	fn expire_refund() -> Weight {
		Weight::from_parts(150_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}
}
