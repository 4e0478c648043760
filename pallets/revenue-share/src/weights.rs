//! Weights of the calls.

use super::*;

/// Weights of the calls, each at its worst case.
pub trait WeightInfo {
	/// Of [`propose`](crate::Pallet::propose).
	fn propose() -> Weight;
	/// Of [`accept`](crate::Pallet::accept).
	fn accept() -> Weight;
	/// Of [`activate`](crate::Pallet::activate).
	fn activate() -> Weight;
	/// Of [`withdraw`](crate::Pallet::withdraw).
	fn withdraw() -> Weight;
	/// Of [`amend`](crate::Pallet::amend).
	fn amend() -> Weight;
	/// Of [`withdraw_amendment`](crate::Pallet::withdraw_amendment).
	fn withdraw_amendment() -> Weight;
	/// Of [`terminate`](crate::Pallet::terminate).
	fn terminate() -> Weight;
	/// Of [`renew`](crate::Pallet::renew).
	fn renew() -> Weight;
	/// Of [`forget`](crate::Pallet::forget).
	fn forget() -> Weight;
	/// Of [`claim`](crate::Pallet::claim).
	fn claim() -> Weight;
	/// Of [`report_sales`](crate::Pallet::report_sales).
	fn report_sales() -> Weight;
	/// Of the check of [`report_sales`](crate::Pallet::report_sales).
	fn authorize_report_sales() -> Weight;
	/// Of [`settle`](crate::Pallet::settle), of a report that nobody disputes.
	fn settle() -> Weight;
	/// Of [`settle`](crate::Pallet::settle), of a report in a dispute that nobody decided.
	fn settle_undecided() -> Weight;
	/// Of [`pay_arrears`](crate::Pallet::pay_arrears).
	fn pay_arrears() -> Weight;
	/// Of [`record_payment`](crate::Pallet::record_payment).
	fn record_payment() -> Weight;
	/// Of [`confirm_payment`](crate::Pallet::confirm_payment).
	fn confirm_payment() -> Weight;
	/// Of [`reject_payment`](crate::Pallet::reject_payment).
	fn reject_payment() -> Weight;
	/// Of [`reverse`](crate::Pallet::reverse).
	fn reverse() -> Weight;
	/// Of [`release_reversal`](crate::Pallet::release_reversal).
	fn release_reversal() -> Weight;
	/// Of [`dispute`](crate::Pallet::dispute).
	fn dispute() -> Weight;
	/// Of [`decide`](crate::Pallet::decide).
	fn decide() -> Weight;
	/// Of [`close_period`](crate::Pallet::close_period).
	fn close_period() -> Weight;
	/// Of [`set_prices`](crate::Pallet::set_prices).
	fn set_prices() -> Weight;
	/// Of [`remove_prices`](crate::Pallet::remove_prices).
	fn remove_prices() -> Weight;
	/// Of [`purchase`](crate::Pallet::purchase).
	fn purchase() -> Weight;
	/// Of [`purchase_for`](crate::Pallet::purchase_for).
	fn purchase_for() -> Weight;
	/// Of [`report_vend`](crate::Pallet::report_vend) and its check.
	fn report_vend() -> Weight;
	/// Of the check of [`report_vend`](crate::Pallet::report_vend).
	fn authorize_report_vend() -> Weight;
	/// Of [`claim_refund`](crate::Pallet::claim_refund).
	fn claim_refund() -> Weight;
	/// Of [`claim_by_ticket`](crate::Pallet::claim_by_ticket).
	fn claim_by_ticket() -> Weight;
	/// Of [`settle_purchase`](crate::Pallet::settle_purchase).
	fn settle_purchase() -> Weight;
	/// Of looking for purchases whose time is over, where there is none.
	fn expire_none() -> Weight;
	/// Of looking at one that is over already.
	fn expire_skip() -> Weight;
	/// Of refunding one whose time is over.
	fn expire_refund() -> Weight;
}

/// Next to no weights: for tests, where nothing is measured.
impl WeightInfo for () {
	fn propose() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn activate() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn amend() -> Weight {
		Weight::zero()
	}
	fn withdraw_amendment() -> Weight {
		Weight::zero()
	}
	fn terminate() -> Weight {
		Weight::zero()
	}
	fn renew() -> Weight {
		Weight::zero()
	}
	fn forget() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn report_sales() -> Weight {
		Weight::zero()
	}
	fn authorize_report_sales() -> Weight {
		Weight::zero()
	}
	fn settle() -> Weight {
		Weight::zero()
	}
	fn settle_undecided() -> Weight {
		Weight::zero()
	}
	fn pay_arrears() -> Weight {
		Weight::zero()
	}
	fn record_payment() -> Weight {
		Weight::zero()
	}
	fn confirm_payment() -> Weight {
		Weight::zero()
	}
	fn reject_payment() -> Weight {
		Weight::zero()
	}
	fn reverse() -> Weight {
		Weight::zero()
	}
	fn release_reversal() -> Weight {
		Weight::zero()
	}
	fn dispute() -> Weight {
		Weight::zero()
	}
	fn decide() -> Weight {
		Weight::zero()
	}
	fn close_period() -> Weight {
		Weight::zero()
	}
	fn set_prices() -> Weight {
		Weight::zero()
	}
	fn remove_prices() -> Weight {
		Weight::zero()
	}
	fn purchase() -> Weight {
		Weight::zero()
	}
	fn purchase_for() -> Weight {
		Weight::zero()
	}
	fn report_vend() -> Weight {
		Weight::zero()
	}
	fn authorize_report_vend() -> Weight {
		Weight::zero()
	}
	fn claim_refund() -> Weight {
		Weight::zero()
	}
	fn claim_by_ticket() -> Weight {
		Weight::zero()
	}
	fn settle_purchase() -> Weight {
		Weight::zero()
	}
	fn expire_none() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn expire_skip() -> Weight {
		Weight::from_parts(1, 1)
	}
	fn expire_refund() -> Weight {
		Weight::from_parts(10, 10)
	}
}
