#![cfg_attr(not(feature = "std"), no_std)]
#![doc = include_str!("../README.md")]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

use alloc::vec::Vec;

use bot_primitives::{
	sales::{SalesReport, VendOutcome, VendResult},
	traits::{Devices, MemberRoles, Records},
	AccountBytes, DeviceIndex, Hash256, Millis, Signature,
};

use codec::Encode;
use frame::{
	prelude::*,
	traits::{fungible, fungibles, AccountTouch, Time},
};
use polkadot_sdk::frame_system;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod deductions;
mod functions;
#[cfg(test)]
mod mock;
pub mod split;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

pub use functions::invalid_transaction;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// What benchmarks need of the runtime.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AssetKind> {
	/// An asset that exists, the dearest one to move.
	fn asset() -> AssetKind;

	/// Sets the chain's time.
	fn set_time(now: Millis);
}

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros write both; what a call does stands in `functions`, without them"
)]
#[frame::pallet]
pub mod pallet {
	use super::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId: Into<AccountBytes>, Hash: Into<Hash256>>
	{
		/// The runtime's call type.
		type RuntimeCall: From<Call<Self>> + Into<<Self as frame_system::Config>::RuntimeCall>;

		/// The reasons for which the runtime holds balances.
		type RuntimeHoldReason: Parameter + From<HoldReason>;

		/// The native currency, in which deposits are held.
		type Currency: fungible::Mutate<Self::AccountId>
			+ fungible::MutateHold<
				Self::AccountId,
				Reason = Self::RuntimeHoldReason,
				Balance = Amount,
			>;

		/// What sales can be paid in: the native currency, or an issued asset.
		type AssetKind: Parameter + MaxEncodedLen;

		/// Balances of assets, the native one among them.
		type Fungibles: fungibles::Mutate<Self::AccountId, AssetId = Self::AssetKind, Balance = Amount>
			+ AccountTouch<Self::AssetKind, Self::AccountId, Balance = Amount>;

		/// Holds on the balances of [`Config::Fungibles`].
		type Holds: fungibles::MutateHold<
			Self::AccountId,
			AssetId = Self::AssetKind,
			Balance = Amount,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Members of the consortium.
		type Members: MemberRoles<Self::AccountId>;

		/// Devices that sell.
		type Devices: Devices<Self::AccountId>;

		/// The records of the block.
		type Records: Records;

		/// The chain's clock, in milliseconds since the Unix epoch.
		type Time: Time<Moment = Millis>;

		/// What a record adds to the end of its block.
		type RecordWeight: Get<Weight>;

		/// What a P-256 signature adds to the weight of a call, which is measured with Ed25519.
		type P256Weight: Get<Weight>;

		/// The account that keeps what payees could not receive is derived from this.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Deposit for one stored item.
		#[pallet::constant]
		type ItemDeposit: Get<Amount>;

		/// Deposit for one stored byte.
		#[pallet::constant]
		type ByteDeposit: Get<Amount>;

		/// How long before it comes into force an amendment is proposed at least, in milliseconds.
		#[pallet::constant]
		type AmendmentNotice: Get<Millis>;

		/// How long an agreement goes on after it was terminated, in milliseconds.
		#[pallet::constant]
		type TerminationNotice: Get<Millis>;

		/// How long after its time a version still takes reports, in milliseconds: a machine may learn
		/// late of a new one.
		#[pallet::constant]
		type ReportGrace: Get<Millis>;

		/// How long a version is kept after its time, in milliseconds: for reports that are late, for
		/// reversals, and to be read.
		#[pallet::constant]
		type Retention: Get<Millis>;

		/// How long a machine gives out what was paid for, from the payment on, in milliseconds. More
		/// than zero.
		#[pallet::constant]
		type VendWindow: Get<Millis>;

		/// How long a machine can report what became of a purchase, from the payment on, in
		/// milliseconds. At least [`Config::VendWindow`].
		#[pallet::constant]
		type ReportWindow: Get<Millis>;

		/// How long an arbiter has to decide a dispute, and a payee to answer a payment that was
		/// recorded, in milliseconds.
		#[pallet::constant]
		type AnswerWindow: Get<Millis>;

		/// How long a refund waits for the holder of a ticket, from the end of
		/// [`Config::ReportWindow`] on, in milliseconds.
		#[pallet::constant]
		type TicketWindow: Get<Millis>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of the runtime.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AssetKind>;
	}

	/// Number of the next agreement.
	#[pallet::storage]
	pub type NextAgreementId<T: Config> = StorageValue<_, AgreementId, ValueQuery>;

	/// Agreements, by number. Created by [`Pallet::propose`], whose signer pays the deposit; removed by
	/// [`Pallet::withdraw`] and [`Pallet::forget`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Agreements<T: Config> = StorageMap<_, Twox64Concat, AgreementId, AgreementOf<T>>;

	/// The terms of agreements, by version. Created by [`Pallet::propose`] and [`Pallet::amend`], whose
	/// signer pays the deposit for them, their ledger and the payees' positions.
	// Twox64Concat: the chain gives both numbers, in order.
	#[pallet::storage]
	pub type Terms<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, AgreementVersion, TermsOf<T>>;

	/// What was sold under each version of an agreement. There as long as the terms are.
	// Twox64Concat: the chain gives both numbers, in order.
	#[pallet::storage]
	pub type Ledgers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, AgreementVersion, Ledger>;

	/// How payees and the operator of an agreement stand, where anything is kept or owed. The deposit
	/// is part of that for the terms that name the payee.
	// Blake2_128Concat: a payee's account can be chosen.
	#[pallet::storage]
	pub type Positions<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AgreementId,
		Blake2_128Concat,
		T::AccountId,
		Position,
		ValueQuery,
	>;

	/// What was sold on the latest days, by version and place: see [`MAX_DAYS`]. The deposit is part of
	/// that for the terms.
	// Twox64Concat: the chain gives all the numbers.
	#[pallet::storage]
	pub type Days<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(AgreementId, AgreementVersion),
		Twox64Concat,
		u32,
		DayTotal,
	>;

	/// What the chain knows of machines that report sales. Never removed, so that no number is used
	/// again; the deposit is part of that for the agreements of the machine.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Machines<T: Config> =
		StorageMap<_, Twox64Concat, DeviceIndex, MachineInfo, ValueQuery>;

	/// The latest reports of each agreement, by place: see [`MAX_REPORTS`]. The deposit is part of the
	/// agreement's.
	// Twox64Concat: the chain gives the numbers, and a place is small.
	#[pallet::storage]
	pub type Reports<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, u32, ReportInfo>;

	/// Reports in dispute, by agreement and number. Whoever disputes pays the deposit, until the
	/// dispute ends.
	// Twox64Concat: a number that is disputed is one that was accepted.
	#[pallet::storage]
	pub type Disputes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, u32, DisputeOf<T>>;

	/// What was given back of lines of reports, by agreement, and number of the report and of the line.
	/// The operator pays the deposit, until the report is not kept any more.
	// Twox64Concat: both are numbers of what was accepted.
	#[pallet::storage]
	pub type Reversals<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, (u32, u32), ReversalOf<T>>;

	/// Payments outside the chain that are not confirmed, by agreement and reference. The operator pays
	/// the deposit, until the payment is confirmed or rejected.
	// Blake2_128Concat: a reference can be chosen.
	#[pallet::storage]
	pub type Payments<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Blake2_128Concat, Hash256, PaymentOf<T>>;

	/// The one agreement that a device's sales are split by. Set by [`Pallet::activate`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type ActiveAgreement<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, AgreementId>;

	/// Number of the next price list.
	#[pallet::storage]
	pub type NextPriceListId<T: Config> = StorageValue<_, PriceListId, ValueQuery>;

	/// What machines charge. Set by [`Pallet::set_prices`], whose signer pays the deposit; removed by
	/// [`Pallet::remove_prices`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type PriceLists<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, PriceListOf<T>>;

	/// Number of the next purchase.
	#[pallet::storage]
	pub type NextPurchaseId<T: Config> = StorageValue<_, PurchaseId, ValueQuery>;

	/// Purchases that are not over. Created by [`Pallet::purchase`] and [`Pallet::purchase_for`], whose
	/// signer pays the deposit; removed when the price goes to the payees or back.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Purchases<T: Config> = StorageMap<_, Twox64Concat, PurchaseId, PurchaseOf<T>>;

	/// How far purchases were looked through for those whose time is over.
	#[pallet::storage]
	pub type ExpiredPurchases<T: Config> = StorageValue<_, Expired, ValueQuery>;

	/// Why this pallet holds a balance.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what is stored of an agreement.
		#[codec(index = 0)]
		Agreement,
		/// For what is stored of a dispute.
		#[codec(index = 1)]
		Dispute,
		/// For parts of a report in dispute, until the arbiter decides.
		#[codec(index = 2)]
		Disputed,
		/// For what is stored of a payment outside the chain.
		#[codec(index = 3)]
		Payment,
		/// For what is stored of a reversal.
		#[codec(index = 4)]
		Reversal,
		/// The price of a purchase, until it goes to the payees or back.
		#[codec(index = 5)]
		Escrow,
		/// For what is stored of a purchase.
		#[codec(index = 6)]
		Purchase,
		/// For a price list.
		#[codec(index = 7)]
		PriceList,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The operator of a device proposed an agreement.
		AgreementProposed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The device whose sales it would split.
			device: DeviceIndex,
			/// Who proposed it.
			operator: T::AccountId,
		},
		/// A party accepted an agreement or an amendment.
		AgreementAccepted {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version that was accepted.
			version: AgreementVersion,
			/// Who accepted it.
			party: T::AccountId,
			/// Whether all have by now.
			agreed: bool,
		},
		/// The sales of a device are split by an agreement from now on.
		AgreementActivated {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The device.
			device: DeviceIndex,
		},
		/// An agreement was given up before it was active.
		AgreementWithdrawn {
			/// Number of the agreement.
			agreement: AgreementId,
		},
		/// The operator proposed new terms.
		AmendmentProposed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version that the terms would be.
			version: AgreementVersion,
			/// From when on they are in force, if all accept before.
			in_force_from: Millis,
		},
		/// New terms were given up before all had accepted them.
		AmendmentWithdrawn {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version that the terms would have been.
			version: AgreementVersion,
		},
		/// An agreement ends.
		AgreementTerminated {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who terminated it.
			by: T::AccountId,
			/// When it ends.
			ends_at: Millis,
		},
		/// Another operator runs the device from now on: nothing more is sold under the agreement.
		AgreementFrozen {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The device.
			device: DeviceIndex,
		},
		/// The operator of the device proposed the terms of a frozen agreement again.
		AgreementRenewed {
			/// Number of the frozen agreement.
			agreement: AgreementId,
			/// Number of the one that was proposed.
			renewed: AgreementId,
		},
		/// A version whose time is over was removed.
		VersionForgotten {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version.
			version: AgreementVersion,
			/// Whether it was the last one, so that the agreement was removed with it.
			is_last: bool,
		},
		/// A payee could not receive its part of a sale, which is kept for it.
		PartKept {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Whose part it is.
			payee: T::AccountId,
			/// How much it is.
			amount: Amount,
		},
		/// A machine reported sales.
		SalesReported {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version that they are split by.
			version: AgreementVersion,
			/// The machine.
			device: DeviceIndex,
			/// Number of the report.
			number: u32,
			/// How many pieces it is about.
			quantity: u32,
			/// What was paid for them.
			gross: Amount,
			/// Hash of the record, a leaf of the block's tree.
			record: Hash256,
		},
		/// Reports of a machine were never received: their numbers are past.
		ReportsMissing {
			/// The machine.
			device: DeviceIndex,
			/// The first of the numbers.
			first: u32,
			/// How many there are.
			count: u32,
		},
		/// What a machine ever sold is not what it had ever sold before and the report together: sales
		/// were hidden, or counted twice.
		LifetimeGap {
			/// The machine.
			device: DeviceIndex,
			/// Number of the report.
			number: u32,
			/// Pieces before and of the report.
			expected_quantity: u64,
			/// What was paid for these.
			expected_gross: Amount,
			/// Pieces that the machine ever sold, as the report says.
			stated_quantity: u64,
			/// What was paid for these.
			stated_gross: Amount,
		},
		/// Nobody can dispute a report any more, and the operator owes what everybody is due of it.
		ReportSettled {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
		},
		/// The operator paid on the chain what a payee was due of reported sales.
		PartPaid {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who received it.
			payee: T::AccountId,
			/// How much it was.
			amount: Amount,
		},
		/// The operator has too little to pay what a payee is due.
		InArrears {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who is owed.
			payee: T::AccountId,
			/// How much is owed.
			owed: Amount,
		},
		/// The operator states a payment outside the chain.
		PaymentRecorded {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who was paid.
			payee: T::AccountId,
			/// How much.
			amount: Amount,
			/// Hash of the payment's reference.
			reference: Hash256,
			/// From when on the operator may confirm it for a payee that is silent.
			confirm_by: Millis,
		},
		/// A payment outside the chain is confirmed.
		PaymentConfirmed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Hash of the payment's reference.
			reference: Hash256,
			/// The payee, or the operator where the payee was silent.
			by: T::AccountId,
		},
		/// A payment outside the chain did not arrive, or was stated by mistake: what it was for is owed
		/// again.
		PaymentRejected {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Hash of the payment's reference.
			reference: Hash256,
			/// The payee or the operator.
			by: T::AccountId,
		},
		/// The operator gave back what a buyer had paid; every payee's part goes back too.
		SaleReversed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
			/// Place of the line in the report.
			index: u32,
			/// How much was given back.
			amount: Amount,
		},
		/// A reversal cannot go on any more, and what was held for it was released.
		ReversalReleased {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
			/// Place of the line in the report.
			index: u32,
		},
		/// Somebody disputes a report: nothing of it is paid until the arbiter decides.
		ReportDisputed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
			/// The operator or a party.
			by: T::AccountId,
			/// Hash of what it says against the report.
			evidence: Hash256,
			/// What is held of the operator's balance meanwhile.
			held: Amount,
			/// From when on the arbiter does not decide any more, and the report stands.
			decide_by: Millis,
		},
		/// The arbiter decided a dispute.
		DisputeDecided {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
			/// What of the report is paid.
			paid: Amount,
			/// What of it the operator keeps.
			returned: Amount,
		},
		/// The arbiter has not decided a dispute in time: the report stands.
		DisputeLapsed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the report.
			number: u32,
		},
		/// A period was closed, and what had been sold until then recorded.
		PeriodClosed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version.
			version: AgreementVersion,
			/// Number of the period.
			period: u32,
			/// Hash of the record, a leaf of the block's tree.
			record: Hash256,
		},
		/// A payee received what had been kept for it.
		PartClaimed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who received it.
			payee: T::AccountId,
			/// How much it was.
			amount: Amount,
		},
		/// The operator of a device set its prices.
		PricesSet {
			/// The device.
			device: DeviceIndex,
			/// Number of the price list.
			price_list: PriceListId,
			/// What the prices are in.
			asset: T::AssetKind,
			/// The prices.
			tiers: Tiers,
		},
		/// A device has no prices any more.
		PricesRemoved {
			/// The device.
			device: DeviceIndex,
			/// Number of the price list that it had.
			price_list: PriceListId,
		},
		/// Something was paid for, and the price is held.
		PurchasePaid {
			/// Number of the purchase.
			purchase: PurchaseId,
			/// All that the machine needs to know of it.
			info: PurchaseOf<T>,
		},
		/// A machine reported what became of a purchase.
		VendReported {
			/// Number of the purchase.
			purchase: PurchaseId,
			/// What became of it.
			outcome: VendOutcome,
			/// Hash of the record, a leaf of the block's tree.
			record: Hash256,
		},
		/// The price of a purchase was split among the payees.
		PurchaseSplit {
			/// Number of the purchase.
			purchase: PurchaseId,
			/// Number of the agreement.
			agreement: AgreementId,
			/// The version that it was split by.
			version: AgreementVersion,
			/// What each payee was due: deductions first, then parties.
			parts: PerPayee<Amount>,
		},
		/// The price of a purchase went back.
		PurchaseRefunded {
			/// Number of the purchase.
			purchase: PurchaseId,
			/// Who received it: the payer, or whom the holder of the ticket named.
			to: T::AccountId,
			/// How much it was.
			amount: Amount,
		},
		/// The price of a purchase could not be moved, and is still held: see
		/// [`Pallet::settle_purchase`] and [`Pallet::claim_refund`].
		PurchaseDelayed {
			/// Number of the purchase.
			purchase: PurchaseId,
			/// What stood against it.
			error: DispatchError,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The party accepted the terms before.
		AlreadyAccepted,
		/// The agreement, or another one of the device, is active.
		AlreadyActive,
		/// Everybody accepted the amendment.
		AlreadyAgreed,
		/// The agreement has been terminated.
		AlreadyTerminated,
		/// Another amendment is proposed, or agreed and not in force yet.
		AmendmentPending,
		/// The arbiter is the operator, or a payee.
		ArbiterNotNeutral,
		/// The device may not act.
		DeviceNotActive,
		/// Two parties have the same account.
		DuplicateParty,
		/// A payment with this reference is recorded already.
		DuplicateReference,
		/// A currency's code, the decimals, the offset from UTC or the dispute window is out of range.
		InvalidConditions,
		/// A deduction takes nothing, or more than all.
		InvalidDeduction,
		/// More is to be paid than was due.
		MoreThanDue,
		/// More would be given back than was paid.
		MoreThanPaid,
		/// No amendment is proposed.
		NoAmendment,
		/// The device's operator has set no prices.
		NoPrices,
		/// Some party has yet to accept the agreement.
		NotAccepted,
		/// The agreement is not active.
		NotActive,
		/// The signer is not the arbiter.
		NotArbiter,
		/// The operator of the agreement does not run the device.
		NotDeviceOperator,
		/// The machine has not reported that it gave the product out.
		NotDispensed,
		/// Something is not paid, claimed or finished yet.
		NotFinished,
		/// The agreement is not frozen.
		NotFrozen,
		/// The operator does not owe the payee that much.
		NothingOwed,
		/// There are no terms to accept, or their time went by.
		NothingToAccept,
		/// Nothing is kept for the payee.
		NothingToClaim,
		/// The purchase has no ticket.
		NoTicket,
		/// The line is not one of the report.
		NotInReport,
		/// The device's provider or operator is suspended, or was removed.
		NotInStanding,
		/// The report was settled, or is in a dispute that the arbiter can still decide.
		NotOpen,
		/// The signer is no member with the role of an operator, or is suspended.
		NotOperator,
		/// The account is no party of the agreement.
		NotParty,
		/// The signer is not the operator who set the prices.
		NotPriceSetter,
		/// The signer is not the one who proposed the agreement.
		NotProposer,
		/// The machine gave the product out, or may still report, or the refund is for the holder of
		/// the ticket.
		NotRefundable,
		/// The line was not paid for at the machine, or nothing is to be given back.
		NotReversible,
		/// The report is not settled, or the arbiter gave it back.
		NotSettled,
		/// The operator has nothing to pay with.
		OperatorCannotPay,
		/// The device's prices are in another asset than the agreement.
		OtherAsset,
		/// The terms that are proposed are not those that the signer accepts.
		OtherTerms,
		/// A number or an amount would be too large to count.
		Overflow,
		/// The price is higher than the buyer wants to pay.
		PriceTooHigh,
		/// The shares do not add up to 1,000,000 parts per million.
		SharesNotWhole,
		/// An agreement has at least two parties.
		TooFewParties,
		/// It is too late for this.
		TooLate,
		/// The block takes no more records.
		TooManyRecords,
		/// It is too early for this.
		TooSoon,
		/// No agreement has this number, or it was withdrawn or forgotten.
		UnknownAgreement,
		/// There is no such asset.
		UnknownAsset,
		/// No device has this number.
		UnknownDevice,
		/// No such report is in dispute.
		UnknownDispute,
		/// No such payment waits to be confirmed.
		UnknownPayment,
		/// No purchase has this number, or it is over.
		UnknownPurchase,
		/// No report has this number, or it is not kept any more.
		UnknownReport,
		/// Nothing was given back of such a line.
		UnknownReversal,
		/// The device has fewer prices.
		UnknownTier,
		/// The agreement has no such version, or it was forgotten, or is not in force yet.
		UnknownVersion,
		/// For a key of small order, anybody can sign.
		WeakTicket,
		/// The signature is not that of the ticket's key over this claim.
		WrongTicket,
		/// A price is at least one unit.
		ZeroPrice,
		/// A party has no share.
		ZeroShare,
	}

	/// Makes the account that keeps what payees could not receive. It has no settings.
	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			use fungible::{Inspect, Mutate};
			// An account below the minimum cannot exist, and parts below it could not be kept.
			let account = Pallet::<T>::account();
			let balance = T::Currency::balance(&account).max(T::Currency::minimum_balance());
			T::Currency::set_balance(&account, balance);
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An agreement, with the version that is in force now; none where there is none of this number.
		pub fn agreement(id: AgreementId) -> Option<AgreementOf<T>> {
			let mut agreement = Agreements::<T>::get(id)?;
			agreement.advance(Self::now());
			Some(agreement)
		}

		/// The agreement that a device's sales are split by now; none where nothing is sold.
		pub fn active_agreement(device: DeviceIndex) -> Option<AgreementId> {
			Self::active_agreement_of(device)
		}

		/// The terms of a version of an agreement.
		pub fn terms(id: AgreementId, version: AgreementVersion) -> Option<TermsOf<T>> {
			Terms::<T>::get(id, version)
		}

		/// What was sold under a version of an agreement.
		pub fn ledger(id: AgreementId, version: AgreementVersion) -> Option<Ledger> {
			Ledgers::<T>::get(id, version)
		}

		/// What a payee was due under all versions that are kept, by day from `from` to `to` as far as
		/// these are, and how it stands; none where there is no such agreement.
		pub fn statement(
			id: AgreementId,
			payee: T::AccountId,
			from: Day,
			to: Day,
		) -> Option<Statement<T::AssetKind>> {
			Self::statement_of(id, &payee, from, to)
		}

		/// What is known of a machine that reports sales.
		pub fn machine(device: DeviceIndex) -> MachineInfo {
			Machines::<T>::get(device)
		}

		/// A report of an agreement, while it is kept.
		pub fn report(id: AgreementId, number: u32) -> Option<ReportInfo> {
			Self::report_of(id, number).ok()
		}

		/// What each payee would be due of `sold`, were it sold now: deductions first, then parties;
		/// none where the agreement is not active or a sum would be too large to count.
		pub fn quote(id: AgreementId, sold: SalesTotal) -> Option<Vec<(T::AccountId, Amount)>> {
			Self::quote_of(id, sold)
		}

		/// What a device charges; none where no prices are set.
		pub fn prices(device: DeviceIndex) -> Option<PriceListOf<T>> {
			PriceLists::<T>::get(device)
		}

		/// A purchase; none where there is none of this number, or it is over.
		pub fn open_purchase(id: PurchaseId) -> Option<PurchaseOf<T>> {
			Purchases::<T>::get(id)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Refunds purchases whose time is over. What does not fit is for the next block.
		fn on_idle(_: BlockNumberFor<T>, limit: Weight) -> Weight {
			Self::expire(limit)
		}

		fn integrity_test() {
			assert!(
				(1..=T::ReportWindow::get()).contains(&T::VendWindow::get()),
				"a machine gives out for some time, and can report as long"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Propose how the sales of a device are to be split.
		///
		/// ## Dispatch Origin
		/// Signed by the device's operator, who pays the deposit.
		///
		/// ## Details
		/// A proposal does not count as acceptance: an operator who is a party accepts like the others.
		/// Who first proposes an agreement in an issued asset also gives its least balance to the
		/// account that keeps what payees cannot receive, and pays the asset's deposit for it where
		/// that account has too many assets to have one more without.
		///
		/// ## Errors
		/// - [`Error::NotOperator`]: the signer is no member with that role.
		/// - [`Error::UnknownDevice`], [`Error::DeviceNotActive`]: there is no such device, or it may
		///   not act.
		/// - [`Error::NotDeviceOperator`]: another operator runs the device.
		/// - [`Error::UnknownAsset`], [`Error::InvalidConditions`]: the conditions are not such as
		///   [`Conditions`] allows.
		/// - [`Error::TooFewParties`]: there are fewer than two parties.
		/// - [`Error::ZeroShare`], [`Error::SharesNotWhole`]: the shares are not all above zero, or do
		///   not add up to 1,000,000.
		/// - [`Error::DuplicateParty`]: two parties have the same account.
		/// - [`Error::InvalidDeduction`]: a deduction takes nothing, or more than 1,000,000 parts per
		///   million.
		/// - [`Error::ArbiterNotNeutral`]: the arbiter is the operator, or a payee.
		/// - [`Error::Overflow`]: all numbers are given away.
		/// - [`TokenError`]: the operator cannot pay the deposit, or the least balance.
		///
		/// ## Events
		/// - [`Event::AgreementProposed`]
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose())]
		pub fn propose(
			origin: OriginFor<T>,
			device: DeviceIndex,
			conditions: ConditionsOf<T>,
			split: SplitOf<T>,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_propose(operator, device, conditions, split)
		}

		/// Accept an agreement that is proposed, or its amendment.
		///
		/// ## Dispatch Origin
		/// Signed by a party of the agreement, before or after the amendment.
		///
		/// ## Details
		/// `split` is what the signer accepts. The operator can withdraw an amendment and propose
		/// another one meanwhile: that one is not accepted.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NothingToAccept`]: it is not proposed, and no amendment is, or the date of the
		///   amendment went by.
		/// - [`Error::OtherTerms`]: something else is proposed.
		/// - [`Error::NotParty`]: the signer is no party of it.
		/// - [`Error::AlreadyAccepted`]: the signer accepted before.
		///
		/// ## Events
		/// - [`Event::AgreementAccepted`]
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(
			origin: OriginFor<T>,
			agreement: AgreementId,
			split: SplitOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(who, agreement, split)
		}

		/// Split the sales of the device by an agreement from now on.
		///
		/// ## Dispatch Origin
		/// Signed by the operator who proposed the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer did not propose it.
		/// - [`Error::AlreadyActive`]: it was activated before, or another one of the device is active.
		/// - [`Error::NotOperator`]: the signer is no member with that role any more.
		/// - [`Error::DeviceNotActive`], [`Error::NotDeviceOperator`]: the device may not act, or
		///   another operator runs it now.
		/// - [`Error::NotAccepted`]: some party has yet to accept it.
		/// - [`Error::TooLate`]: the device has reported sales under an agreement that was proposed
		///   later.
		///
		/// ## Events
		/// - [`Event::AgreementActivated`]
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::activate())]
		pub fn activate(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(who, agreement)
		}

		/// Give up an agreement that was not activated, and return its deposit.
		///
		/// ## Dispatch Origin
		/// Signed by the operator who proposed the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer did not propose it.
		/// - [`Error::AlreadyActive`]: it was activated.
		///
		/// ## Events
		/// - [`Event::AgreementWithdrawn`]
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, agreement)
		}

		/// Propose new terms for an active agreement.
		///
		/// ## Dispatch Origin
		/// Signed by the operator of the agreement, who pays the deposit for the new version.
		///
		/// ## Details
		/// The parties before and after the amendment accept it. Where all have before `in_force_from`,
		/// sales that the chain receives from then on are split by the new terms; otherwise the
		/// amendment has lapsed, and its deposit returns with the next change of the agreement. What is
		/// sold before is ended under the old terms.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer is not its operator.
		/// - [`Error::NotActive`]: it is not active.
		/// - [`Error::AmendmentPending`]: another amendment is not in force yet.
		/// - [`Error::TooSoon`]: `in_force_from` is less than [`Config::AmendmentNotice`] away.
		/// - [`Error::TooFewParties`], [`Error::ZeroShare`], [`Error::SharesNotWhole`],
		///   [`Error::DuplicateParty`], [`Error::InvalidDeduction`], [`Error::ArbiterNotNeutral`]: as of
		///   [`Pallet::propose`].
		/// - [`Error::Overflow`]: all versions are given away.
		/// - [`TokenError`]: the operator cannot pay the deposit.
		///
		/// ## Events
		/// - [`Event::AmendmentProposed`]
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::amend())]
		pub fn amend(
			origin: OriginFor<T>,
			agreement: AgreementId,
			split: SplitOf<T>,
			in_force_from: Millis,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend(who, agreement, split, in_force_from)
		}

		/// Give up an amendment that not everybody has accepted, and return its deposit.
		///
		/// ## Dispatch Origin
		/// Signed by the operator of the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer is not its operator.
		/// - [`Error::NoAmendment`]: no amendment is proposed.
		/// - [`Error::AlreadyAgreed`]: everybody accepted the amendment.
		///
		/// ## Events
		/// - [`Event::AmendmentWithdrawn`]
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::withdraw_amendment())]
		pub fn withdraw_amendment(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_amendment(who, agreement)
		}

		/// End an active agreement, [`Config::TerminationNotice`] from now.
		///
		/// ## Dispatch Origin
		/// Signed by the operator or a party of the agreement.
		///
		/// ## Details
		/// Until then, it goes on as before. What is sold before is ended under it.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotParty`]: the signer is neither its operator nor a party of it.
		/// - [`Error::NotActive`]: it is not active.
		/// - [`Error::AlreadyTerminated`]: it has been terminated.
		///
		/// ## Events
		/// - [`Event::AgreementTerminated`]
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::terminate())]
		pub fn terminate(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_terminate(who, agreement)
		}

		/// Propose a frozen agreement again, under the operator who runs the device now.
		///
		/// ## Dispatch Origin
		/// Signed by the device's operator, who pays the deposit.
		///
		/// ## Details
		/// The new agreement has the conditions and the last terms of the frozen one. Its parties
		/// accept it like any other. The frozen one stays with the operator before, who ends what was
		/// sold under it.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotFrozen`]: it is not frozen.
		/// - those of [`Pallet::propose`].
		///
		/// ## Events
		/// - [`Event::AgreementProposed`]
		/// - [`Event::AgreementRenewed`]
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::renew())]
		pub fn renew(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_renew(who, agreement)
		}

		/// Remove the oldest version of an agreement and return its deposit; with the last version of
		/// one that has ended, the agreement.
		///
		/// ## Dispatch Origin
		/// Signed by the operator of the agreement.
		///
		/// ## Details
		/// What a payee who is not in the next version still owes the operator is given up; so is what
		/// it would get of an asset that was destroyed.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer is not its operator.
		/// - [`Error::NotActive`]: the agreement is proposed: it can be withdrawn.
		/// - [`Error::TooSoon`]: the version is in force, or was less than [`Config::Retention`] ago.
		/// - [`Error::NotFinished`]: a purchase or a report is not finished, or a payee who is not in
		///   the next version is owed something.
		///
		/// ## Events
		/// - [`Event::VersionForgotten`]
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::forget())]
		pub fn forget(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_forget(who, agreement)
		}

		/// Pay out to a payee what was kept for it.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, since a payee without an account cannot sign.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NothingToClaim`]: nothing is kept for the payee.
		/// - [`TokenError`]: the payee still cannot receive it.
		///
		/// ## Events
		/// - [`Event::PartClaimed`]
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(
			origin: OriginFor<T>,
			agreement: AgreementId,
			payee: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(agreement, payee)
		}

		/// Book what a machine sold for cash and by card.
		///
		/// ## Dispatch Origin
		/// Authorized: a general transaction without a signer and without a fee, in which the machine's
		/// own signature stands for both.
		///
		/// ## Details
		/// `totals` are those whose hash the report names, and `signature` is that of the machine's
		/// signing key over the report. Whatever could stand against the call is checked before it
		/// enters a block, the signature last; a call that is in a block always uses the report's
		/// number. Anyone may submit it.
		///
		/// A report that was left out shows as a gap in the numbers, and its sales as a gap in what the
		/// machine ever sold; neither is a reason to refuse. The report names the version that its
		/// sales are split by: the one in force, or the one before for [`Config::ReportGrace`]. What
		/// was sold on the chain is counted in the report, and not split again. At most
		/// [`MAX_REPORTS`] reports of an agreement can be open.
		///
		/// ## Errors
		/// None. What is not accepted never enters a block: see
		/// [`Refusal`](bot_primitives::Refusal) for the reasons.
		///
		/// ## Events
		/// - [`Event::SalesReported`]
		/// - [`Event::ReportsMissing`] where numbers were left out
		/// - [`Event::LifetimeGap`] where the lifetime totals do not go on from the last report's
		#[pallet::call_index(10)]
		#[pallet::weight(Pallet::<T>::weight_of_report())]
		#[pallet::weight_of_authorize(
			T::WeightInfo::authorize_report_sales()
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		#[pallet::authorize(Pallet::<T>::authorize_report_sales)]
		pub fn report_sales(
			origin: OriginFor<T>,
			device: DeviceIndex,
			report: SalesReport,
			totals: ReportTotals,
			signature: Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_report(device, report, totals, signature);
			Ok(())
		}

		/// Pay out a report that nobody can dispute any more, or whose dispute nobody decided.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// From now on the operator owes everybody's parts, less what reversals have left the payee
		/// owing. Those due on the chain are paid from the operator's balance, as far as it goes
		/// without closing the account; the rest is arrears, for [`Pallet::pay_arrears`]. A part that
		/// cannot be received is kept for the payee.
		///
		/// A report in dispute stands where the arbiter has not decided for [`Config::AnswerWindow`].
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::UnknownReport`]: there is no such agreement, or no
		///   such report is kept.
		/// - [`Error::NotOpen`]: it was settled, or is in a dispute that can still be decided.
		/// - [`Error::TooSoon`]: it can still be disputed.
		/// - [`TokenError`]: what is held for the dispute cannot be moved now.
		///
		/// ## Events
		/// - [`Event::ReportSettled`], or [`Event::DisputeLapsed`] where it was in dispute
		/// - [`Event::PartPaid`], [`Event::PartKept`] or [`Event::InArrears`] for each payee
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::settle().max(T::WeightInfo::settle_undecided()))]
		pub fn settle(origin: OriginFor<T>, agreement: AgreementId, number: u32) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle(agreement, number)
		}

		/// Pay what the operator owes a payee on the chain, as far as its balance goes.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NothingOwed`]: nothing is owed to the payee on the chain.
		/// - [`Error::OperatorCannotPay`]: the operator has nothing to pay with.
		///
		/// ## Events
		/// - [`Event::PartPaid`] or [`Event::PartKept`]
		/// - [`Event::InArrears`] where something is left
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::pay_arrears())]
		pub fn pay_arrears(
			origin: OriginFor<T>,
			agreement: AgreementId,
			payee: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_pay_arrears(agreement, payee)
		}

		/// State a payment outside the chain.
		///
		/// ## Dispatch Origin
		/// Signed by the operator of the agreement, who pays the deposit.
		///
		/// ## Details
		/// `reference` is the hash of what the bank calls the payment; the text stays off the chain. The
		/// amount is not owed any more, unless the payment is rejected.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer is not its operator.
		/// - [`Error::NothingOwed`]: `amount` is zero, or more than is owed outside the chain.
		/// - [`Error::DuplicateReference`]: the reference is in use.
		/// - [`TokenError`]: the operator cannot pay the deposit.
		///
		/// ## Events
		/// - [`Event::PaymentRecorded`]
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::record_payment())]
		pub fn record_payment(
			origin: OriginFor<T>,
			agreement: AgreementId,
			payee: T::AccountId,
			amount: Amount,
			reference: Hash256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record_payment(who, agreement, payee, amount, reference)
		}

		/// Confirm a payment outside the chain.
		///
		/// ## Dispatch Origin
		/// Signed by the payee; or by the operator, once the payee was silent for
		/// [`Config::AnswerWindow`].
		///
		/// ## Errors
		/// - [`Error::UnknownPayment`]: no such payment waits to be confirmed.
		/// - [`Error::NotParty`]: the signer is neither its payee nor the operator.
		/// - [`Error::TooSoon`]: the payee can still answer.
		///
		/// ## Events
		/// - [`Event::PaymentConfirmed`]
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::confirm_payment())]
		pub fn confirm_payment(
			origin: OriginFor<T>,
			agreement: AgreementId,
			reference: Hash256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm_payment(who, agreement, reference)
		}

		/// Reject a payment outside the chain that did not arrive, or withdraw one that was stated by
		/// mistake.
		///
		/// ## Dispatch Origin
		/// Signed by the payee or the operator.
		///
		/// ## Errors
		/// - [`Error::UnknownPayment`]: no such payment waits to be confirmed.
		/// - [`Error::NotParty`]: the signer is neither its payee nor the operator.
		///
		/// ## Events
		/// - [`Event::PaymentRejected`]
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::reject_payment())]
		pub fn reject_payment(
			origin: OriginFor<T>,
			agreement: AgreementId,
			reference: Hash256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reject_payment(who, agreement, reference)
		}

		/// Take back everybody's part of what the operator gave back to a buyer.
		///
		/// ## Dispatch Origin
		/// Signed by the operator of the agreement, who pays the deposit for the first reversal of a
		/// line.
		///
		/// ## Details
		/// The line is proven to be one of a report that is settled and kept. It can be given back in
		/// parts, and no more of it than was paid; of all lines of a report together, no more than its
		/// totals say was paid. The parts are those of the version that the sale was
		/// split by. They come off what the payees are owed; what is more than that, they owe, and it
		/// comes off what they are due next.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::UnknownReport`]: there is no such agreement, or no
		///   such report is kept.
		/// - [`Error::NotProposer`]: the signer is not the operator.
		/// - [`Error::NotSettled`]: the report is open or in dispute, or the arbiter gave it back.
		/// - [`Error::NotReversible`]: the line was not paid for at the machine, or `amount` is zero.
		/// - [`Error::NotInReport`]: the line is not proven to be one of the report.
		/// - [`Error::UnknownVersion`]: the version of the report was forgotten.
		/// - [`Error::MoreThanPaid`]: more would be given back than was paid.
		/// - [`Error::Overflow`]: a sum would be too large to count.
		/// - [`TokenError`]: the operator cannot pay the deposit.
		///
		/// ## Events
		/// - [`Event::SaleReversed`]
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::reverse())]
		pub fn reverse(
			origin: OriginFor<T>,
			agreement: AgreementId,
			number: u32,
			proven: ProvenLine,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reverse(who, agreement, number, proven, amount)
		}

		/// Release what is held for a reversal, once the report is not kept any more.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Errors
		/// - [`Error::UnknownReversal`]: nothing was given back of such a line.
		/// - [`Error::TooSoon`]: the report is still kept.
		///
		/// ## Events
		/// - [`Event::ReversalReleased`]
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::release_reversal())]
		pub fn release_reversal(
			origin: OriginFor<T>,
			agreement: AgreementId,
			number: u32,
			index: u32,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_release_reversal(agreement, number, index)
		}

		/// Dispute a report.
		///
		/// ## Dispatch Origin
		/// Signed by the operator or a party of the version that the report was split by, who pays the
		/// deposit.
		///
		/// ## Details
		/// Nothing of the report is paid until the arbiter decides, for which it has
		/// [`Config::AnswerWindow`]; after that the report stands, see [`Pallet::settle`]. Of the
		/// operator's balance is held what it would have to pay on the chain, or as much of that as
		/// there is. `evidence` is the hash of what is said against the report.
		///
		/// A dispute is not given up: whoever comes first would take it from the others by disputing
		/// and giving up at once. The arbiter hears all of them.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::UnknownReport`]: there is no such agreement, or no
		///   such report is kept.
		/// - [`Error::NotParty`]: the signer is neither the operator nor such a party.
		/// - [`Error::NotOpen`]: it was settled, or is in dispute.
		/// - [`Error::TooLate`]: the time to dispute it is over.
		/// - [`TokenError`]: the signer cannot pay the deposit.
		///
		/// ## Events
		/// - [`Event::ReportDisputed`]
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(
			origin: OriginFor<T>,
			agreement: AgreementId,
			number: u32,
			evidence: Hash256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, agreement, number, evidence)
		}

		/// Decide how much of a report in dispute is paid: all, nothing or a part.
		///
		/// ## Dispatch Origin
		/// Signed by the arbiter.
		///
		/// ## Details
		/// Of a part, everybody gets in proportion. The rest stays with the operator. What is paid is
		/// paid as by [`Pallet::settle`].
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::UnknownDispute`]: there is no such dispute.
		/// - [`Error::NotArbiter`]: the signer is not the arbiter.
		/// - [`Error::TooLate`]: the time to decide is over.
		/// - [`Error::MoreThanDue`]: `paid` is more than everybody is due of the report.
		/// - [`TokenError`]: what is held for the dispute cannot be moved now.
		///
		/// ## Events
		/// - [`Event::DisputeDecided`]
		/// - [`Event::PartPaid`], [`Event::PartKept`] or [`Event::InArrears`] for each payee
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::decide())]
		pub fn decide(
			origin: OriginFor<T>,
			agreement: AgreementId,
			number: u32,
			paid: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decide(who, agreement, number, paid)
		}

		/// Record what was sold under a version of an agreement until now.
		///
		/// ## Dispatch Origin
		/// Signed by the operator, or a party of the version.
		///
		/// ## Details
		/// The record says what was sold from the version's first day on, and what every payee was due
		/// of it. What the period added is the difference of two such records.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::UnknownVersion`]: there is no such version, or it is
		///   not in force yet.
		/// - [`Error::NotParty`]: the signer is neither the operator nor a party of it.
		/// - [`Error::UnknownDevice`]: there is no such device.
		/// - [`Error::TooManyRecords`]: the block takes no more records.
		///
		/// ## Events
		/// - [`Event::PeriodClosed`]
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::close_period().saturating_add(T::RecordWeight::get()))]
		pub fn close_period(
			origin: OriginFor<T>,
			agreement: AgreementId,
			version: AgreementVersion,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_period(who, agreement, version)
		}

		/// Set what a device charges, instead of what it charged before.
		///
		/// ## Dispatch Origin
		/// Signed by the device's operator, who pays the deposit.
		///
		/// ## Details
		/// The list has a new number. What was paid for before is not changed by it. `asset` is that of
		/// the agreement under which the device sells, or nothing can be bought.
		///
		/// ## Errors
		/// - [`Error::NotOperator`]: the signer is no member with that role.
		/// - [`Error::UnknownDevice`], [`Error::DeviceNotActive`]: there is no such device, or it may
		///   not act.
		/// - [`Error::NotDeviceOperator`]: another operator runs the device.
		/// - [`Error::NoPrices`]: there is no price.
		/// - [`Error::ZeroPrice`]: a price is zero.
		/// - [`Error::Overflow`]: all numbers are given away.
		/// - [`TokenError`]: the operator cannot pay the deposit.
		///
		/// ## Events
		/// - [`Event::PricesSet`]
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::set_prices())]
		pub fn set_prices(
			origin: OriginFor<T>,
			device: DeviceIndex,
			asset: T::AssetKind,
			tiers: Tiers,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_set_prices(operator, device, asset, tiers)
		}

		/// Remove what a device charges, and return the deposit.
		///
		/// ## Dispatch Origin
		/// Signed by the operator who set the prices; by anybody where the device is gone for good.
		///
		/// ## Errors
		/// - [`Error::NoPrices`]: no prices are set.
		/// - [`Error::NotPriceSetter`]: the signer did not set them.
		///
		/// ## Events
		/// - [`Event::PricesRemoved`]
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::remove_prices())]
		pub fn remove_prices(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_prices(who, device)
		}

		/// Pay for something that the device of an agreement sells.
		///
		/// ## Dispatch Origin
		/// Signed by the buyer, of whose balance the price is held, and a deposit.
		///
		/// ## Details
		/// `tier` is the place of the price in the device's list, from 0. Nothing is paid before the
		/// machine has reported. Where it gave the product out, the price is split by the version of
		/// the agreement that is in force now; where it did not, or does not report within
		/// [`Config::ReportWindow`], the buyer has all of it back. The deposit returns in each case.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`], [`Error::NotActive`]: there is no such active agreement.
		/// - [`Error::DeviceNotActive`], [`Error::NotDeviceOperator`]: the device may not act, or is
		///   run by another operator now.
		/// - [`Error::NotInStanding`]: the device's provider or operator is suspended or was removed.
		/// - [`Error::NoPrices`]: the device's operator has set no prices.
		/// - [`Error::OtherAsset`]: the prices are in another asset than the agreement.
		/// - [`Error::UnknownTier`]: the device has fewer prices.
		/// - [`Error::PriceTooHigh`]: the price is higher than `max_price`.
		/// - [`Error::Overflow`]: all numbers are given away.
		/// - [`TokenError`]: the buyer has not the price or the deposit.
		///
		/// ## Events
		/// - [`Event::PurchasePaid`]
		#[pallet::call_index(32)]
		#[pallet::weight(T::WeightInfo::purchase())]
		pub fn purchase(
			origin: OriginFor<T>,
			#[pallet::compact] agreement: AgreementId,
			tier: u8,
			#[pallet::compact] max_price: Amount,
		) -> DispatchResult {
			let buyer = ensure_signed(origin)?;
			Self::do_purchase(buyer, agreement, tier, max_price, None)
		}

		/// Pay for something for a buyer without an account, who holds the secret of a ticket.
		///
		/// ## Dispatch Origin
		/// Signed by the payer, a payment service, say, of whose balance the price is held, and a
		/// deposit.
		///
		/// ## Details
		/// As [`Pallet::purchase`], but for refunds: these wait for the holder of the ticket for
		/// [`Config::TicketWindow`], and go to the payer after that. `ticket` is an Ed25519 key of
		/// which the buyer holds the secret.
		///
		/// ## Errors
		/// - [`Error::WeakTicket`]: anybody can sign for the key.
		/// - those of [`Pallet::purchase`].
		///
		/// ## Events
		/// - [`Event::PurchasePaid`]
		#[pallet::call_index(33)]
		#[pallet::weight(T::WeightInfo::purchase_for())]
		pub fn purchase_for(
			origin: OriginFor<T>,
			#[pallet::compact] agreement: AgreementId,
			tier: u8,
			#[pallet::compact] max_price: Amount,
			ticket: Hash256,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_purchase(payer, agreement, tier, max_price, Some(ticket))
		}

		/// Report what became of a purchase.
		///
		/// ## Dispatch Origin
		/// Authorized: a general transaction without a signer and without a fee, in which the
		/// machine's own signature stands for both.
		///
		/// ## Details
		/// `signature` is that of the machine's signing key over `result`. Whatever could stand against
		/// the call is checked before it enters a block, the signature last; a call that is in a block
		/// always ends the purchase, or at least notes what became of it. Anyone may submit it.
		///
		/// A machine that is suspended, recalled, retired or run by another operator now still tells
		/// what happened, as long as its key is valid and its members are in standing. One that is gone
		/// for good does not.
		///
		/// ## Errors
		/// None. What is not accepted never enters a block: see
		/// [`Refusal`](bot_primitives::Refusal) for the reasons.
		///
		/// ## Events
		/// - [`Event::VendReported`]
		/// - [`Event::PurchaseSplit`] where the machine gave the product out, with
		///   [`Event::PartKept`] for each part that could not be received.
		/// - [`Event::PurchaseRefunded`] where it did not, and the purchase has no ticket; or where a
		///   sum would be too large to count.
		/// - [`Event::PurchaseDelayed`] where the asset cannot be moved now.
		#[pallet::call_index(34)]
		#[pallet::weight(Pallet::<T>::weight_of_report_vend())]
		#[pallet::weight_of_authorize(
			T::WeightInfo::authorize_report_vend()
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		#[pallet::authorize(Pallet::<T>::authorize_report_vend)]
		pub fn report_vend(
			origin: OriginFor<T>,
			result: VendResult,
			signature: Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_report_vend(result, signature);
			Ok(())
		}

		/// Give the payer of a purchase all of it back.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// Due where the machine reported that it gave nothing out, where it can report no more because
		/// its time is over, or where it is gone for good. With a ticket, also the time of the ticket
		/// has to be over. The chain does the same by itself, when it has time.
		///
		/// ## Errors
		/// - [`Error::UnknownPurchase`]: there is no such purchase, or it is over.
		/// - [`Error::NotRefundable`]: no refund is due to the payer, or not yet.
		/// - [`TokenError`]: the asset cannot be moved now.
		///
		/// ## Events
		/// - [`Event::PurchaseRefunded`]
		#[pallet::call_index(35)]
		#[pallet::weight(T::WeightInfo::claim_refund())]
		pub fn claim_refund(
			origin: OriginFor<T>,
			#[pallet::compact] purchase: PurchaseId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_refund(purchase)
		}

		/// Give all of a purchase to whom the holder of its ticket names.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, since who holds a ticket may have no account.
		///
		/// ## Details
		/// `signature` is that of the ticket's key over a
		/// [`TicketClaim`](bot_primitives::sales::TicketClaim): it names `to`, so that nobody who sees
		/// it can turn the refund to himself. Due as [`Pallet::claim_refund`] is, without the wait for
		/// the ticket.
		///
		/// ## Errors
		/// - [`Error::UnknownPurchase`]: there is no such purchase, or it is over.
		/// - [`Error::NoTicket`]: it was paid for without a ticket.
		/// - [`Error::NotRefundable`]: no refund is due, or not yet.
		/// - [`Error::WrongTicket`]: the signature is not that of the ticket's key over this claim.
		/// - [`TokenError`]: `to` cannot receive it, or the asset cannot be moved now.
		///
		/// ## Events
		/// - [`Event::PurchaseRefunded`]
		#[pallet::call_index(36)]
		#[pallet::weight(T::WeightInfo::claim_by_ticket())]
		pub fn claim_by_ticket(
			origin: OriginFor<T>,
			#[pallet::compact] purchase: PurchaseId,
			to: T::AccountId,
			signature: [u8; 64],
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_by_ticket(purchase, to, signature)
		}

		/// Split a purchase that was given out when its asset could not be moved.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Errors
		/// - [`Error::UnknownPurchase`]: there is no such purchase, or it is over.
		/// - [`Error::NotDispensed`]: the machine has not reported that it gave the product out.
		/// - [`TokenError`]: the asset still cannot be moved.
		///
		/// ## Events
		/// - [`Event::PurchaseSplit`], [`Event::PartKept`], [`Event::PurchaseRefunded`]: as of
		///   [`Pallet::report_vend`].
		#[pallet::call_index(37)]
		#[pallet::weight(T::WeightInfo::settle_purchase())]
		pub fn settle_purchase(
			origin: OriginFor<T>,
			#[pallet::compact] purchase: PurchaseId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_purchase(purchase)
		}
	}
}
