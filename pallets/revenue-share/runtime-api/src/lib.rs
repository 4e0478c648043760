#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the revenue shares.

extern crate alloc;

use codec::Codec;
use pallet_revenue_share::{AgreementId, AgreementInfo, Statement};
use polkadot_sdk::sp_api;

sp_api::decl_runtime_apis! {
	/// Reads agreements and what was split under them.
	pub trait RevenueShareApi<AccountId, Balance>
	where
		AccountId: Codec,
		Balance: Codec,
	{
		/// An agreement; none where there is none of this number.
		fn agreement(id: AgreementId) -> Option<AgreementInfo<AccountId, Balance>>;

		/// What was sold under an agreement, and what of it went to each party.
		fn statement(id: AgreementId) -> Option<Statement<AccountId, Balance>>;

		/// What each party would get of a next sale of `amount`, in the order of the agreement; none
		/// where the agreement is not active or the totals would overflow.
		fn quote(id: AgreementId, amount: Balance) -> Option<alloc::vec::Vec<(AccountId, Balance)>>;
	}
}
