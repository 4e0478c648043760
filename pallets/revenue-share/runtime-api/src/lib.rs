#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the revenue shares.

extern crate alloc;

use alloc::vec::Vec;
use bot_primitives::DeviceIndex;
use codec::Codec;
use pallet_revenue_share::{
	AgreementId, AgreementInfo, AgreementVersion, Amount, Day, Ledger, MachineInfo, PriceList,
	PurchaseId, PurchaseInfo, ReportInfo, SalesTotal, Statement, TermsInfo,
};
use polkadot_sdk::sp_api;

sp_api::decl_runtime_apis! {
	/// Reads agreements and what was split under them.
	#[api_version(4)]
	pub trait RevenueShareApi<AccountId, AssetKind>
	where
		AccountId: Codec,
		AssetKind: Codec,
	{
		/// An agreement, with the version that is in force now; none where there is none of this number.
		fn agreement(id: AgreementId) -> Option<AgreementInfo<AccountId, AssetKind>>;

		/// The agreement that a device's sales are split by now; none where nothing is sold.
		fn active_agreement(device: DeviceIndex) -> Option<AgreementId>;

		/// Number of the next agreement: all agreements have smaller ones. Those that were withdrawn or
		/// forgotten leave gaps.
		fn next_agreement_id() -> AgreementId;

		/// The terms of a version of an agreement.
		fn terms(id: AgreementId, version: AgreementVersion) -> Option<TermsInfo<AccountId>>;

		/// What was sold under a version of an agreement.
		fn ledger(id: AgreementId, version: AgreementVersion) -> Option<Ledger>;

		/// What a payee was due under all versions that are kept, by day from `from` to `to` as far as
		/// these are, and how it stands; none where there is no such agreement.
		fn statement(
			id: AgreementId,
			payee: AccountId,
			from: Day,
			to: Day,
		) -> Option<Statement<AssetKind>>;

		/// What each payee would be due of `sold`, were it sold now: deductions first, then parties;
		/// none where the agreement is not active or a sum would be too large to count.
		fn quote(id: AgreementId, sold: SalesTotal) -> Option<Vec<(AccountId, Amount)>>;

		/// What is known of a machine that reports sales.
		fn machine(device: DeviceIndex) -> MachineInfo;

		/// A report of an agreement, while it is kept.
		fn report(id: AgreementId, number: u32) -> Option<ReportInfo>;

		/// What a device charges; none where no prices are set.
		fn prices(device: DeviceIndex) -> Option<PriceList<AccountId, AssetKind>>;

		/// A purchase; none where there is none of this number, or it is over.
		fn purchase(id: PurchaseId) -> Option<PurchaseInfo<AccountId, AssetKind>>;

		/// How many purchases hold their price in escrow. It looks at each of them.
		fn open_purchases() -> u32;
	}
}
