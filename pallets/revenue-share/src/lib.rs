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
	traits::{Devices, MemberRoles},
	DeviceIndex,
};

use frame::{
	prelude::*,
	traits::fungible::{Inspect, Mutate, MutateHold},
};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
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

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// The parties of an agreement, as they are proposed.
pub type PartiesOf<T> = PerParty<Party<<T as frame_system::Config>::AccountId>>;

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
	pub trait Config: frame_system::Config {
		/// The reasons for which the runtime holds balances.
		type RuntimeHoldReason: From<HoldReason>;

		/// The currency that sales are paid in, and deposits are held in.
		type Currency: Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason, Balance = Balance>;

		/// Members of the consortium.
		type Members: MemberRoles<Self::AccountId>;

		/// Devices that sell.
		type Devices: Devices<Self::AccountId>;

		/// The account that keeps what parties could not receive is derived from this.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Deposit for one stored item.
		#[pallet::constant]
		type ItemDeposit: Get<Balance>;

		/// Deposit for one stored byte.
		#[pallet::constant]
		type ByteDeposit: Get<Balance>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Number of the next agreement.
	#[pallet::storage]
	pub type NextAgreementId<T: Config> = StorageValue<_, AgreementId, ValueQuery>;

	/// Agreements, by number. Created by [`Pallet::propose`], whose signer pays the deposit; removed by
	/// [`Pallet::withdraw`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Agreements<T: Config> = StorageMap<_, Twox64Concat, AgreementId, AgreementOf<T>>;

	/// What was sold under each agreement, by number. There from [`Pallet::propose`] on, and of one
	/// size, so that the deposit pays for it and a sale stores nothing new.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type SalesTotals<T: Config> = StorageMap<_, Twox64Concat, AgreementId, SalesTotal>;

	/// The one agreement that a device's sales are split by. Set by [`Pallet::activate`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type ActiveAgreement<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, AgreementId>;

	/// Why this pallet holds a balance.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what is stored of an agreement.
		#[codec(index = 0)]
		Agreement,
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
			/// Who would get which share.
			parties: PartiesOf<T>,
		},
		/// A party accepted an agreement.
		AgreementAccepted {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who accepted it.
			party: T::AccountId,
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
		/// A sale was paid and split.
		SaleSplit {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the sale under the agreement, from 1.
			sale: u64,
			/// What was paid.
			price: Balance,
			/// What each party is due of it, in the order of the agreement.
			parts: PerParty<Balance>,
		},
		/// A party could not receive its part of a sale, which is kept for it.
		PartKept {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Number of the sale under the agreement, from 1.
			sale: u64,
			/// Whose part it is.
			party: T::AccountId,
			/// How much it is.
			amount: Balance,
		},
		/// A party received what had been kept for it.
		PartClaimed {
			/// Number of the agreement.
			agreement: AgreementId,
			/// Who received it.
			party: T::AccountId,
			/// How much it was.
			amount: Balance,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The party accepted the agreement before.
		AlreadyAccepted,
		/// The agreement, or another one of the device, is active.
		AlreadyActive,
		/// The device is gone for good.
		DeviceNotActive,
		/// Two parties have the same account.
		DuplicateParty,
		/// Some party has yet to accept the agreement.
		NotAccepted,
		/// The agreement is not active.
		NotActive,
		/// The operator of the agreement does not run the device.
		NotDeviceOperator,
		/// Nothing is kept for the party.
		NothingToClaim,
		/// The device's provider or operator is suspended, or was removed.
		NotInStanding,
		/// The signer is no member with the role of an operator, or is suspended.
		NotOperator,
		/// The account is no party of the agreement.
		NotParty,
		/// The signer is not the one who proposed the agreement.
		NotProposer,
		/// A number or an amount would be too large to count.
		Overflow,
		/// The shares do not add up to 1,000,000 parts per million.
		SharesNotWhole,
		/// An agreement has at least two parties.
		TooFewParties,
		/// No agreement has this number, or it was withdrawn.
		UnknownAgreement,
		/// No device has this number.
		UnknownDevice,
		/// A price is at least one unit.
		ZeroPrice,
		/// A party has no share.
		ZeroShare,
	}

	/// Makes the account that keeps what parties could not receive. It has no settings.
	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			// An account below the minimum cannot exist, and parts below it could not be kept.
			let account = Pallet::<T>::account();
			let balance = T::Currency::balance(&account).max(T::Currency::minimum_balance());
			T::Currency::set_balance(&account, balance);
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An agreement; none where there is none of this number.
		pub fn agreement(id: AgreementId) -> Option<AgreementInfo<T::AccountId, Balance>> {
			Agreements::<T>::get(id)
		}

		/// What was sold under an agreement, and what of it each party was due.
		pub fn statement(id: AgreementId) -> Option<Statement<T::AccountId, Balance>> {
			Self::statement_of(id)
		}

		/// What each party would be due of a next sale of `amount`, in the order of the agreement; none
		/// where the agreement is not active or the totals would overflow.
		pub fn quote(id: AgreementId, amount: Balance) -> Option<Vec<(T::AccountId, Balance)>> {
			Self::quote_of(id, amount)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
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
		///
		/// ## Errors
		/// - [`Error::NotOperator`]: the signer is no member with that role.
		/// - [`Error::UnknownDevice`], [`Error::DeviceNotActive`]: there is no such device any more.
		/// - [`Error::NotDeviceOperator`]: another operator runs the device.
		/// - [`Error::TooFewParties`]: there are fewer than two parties.
		/// - [`Error::ZeroShare`], [`Error::SharesNotWhole`]: the shares are not all above zero, or do
		///   not add up to 1,000,000.
		/// - [`Error::DuplicateParty`]: two parties have the same account.
		/// - [`Error::Overflow`]: all numbers are given away.
		///
		/// ## Events
		/// - [`Event::AgreementProposed`]
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose())]
		pub fn propose(
			origin: OriginFor<T>,
			device: DeviceIndex,
			parties: PartiesOf<T>,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_propose(operator, device, parties)
		}

		/// Accept an agreement.
		///
		/// ## Dispatch Origin
		/// Signed by a party of the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotParty`]: the signer is no party of it.
		/// - [`Error::AlreadyAccepted`]: the signer accepted it before.
		///
		/// ## Events
		/// - [`Event::AgreementAccepted`]
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(who, agreement)
		}

		/// Split the sales of a device by an agreement from now on.
		///
		/// ## Dispatch Origin
		/// Signed by the operator who proposed the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer did not propose it.
		/// - [`Error::NotOperator`]: the signer is no member with that role any more.
		/// - [`Error::DeviceNotActive`], [`Error::NotDeviceOperator`]: the device is gone, or another
		///   operator runs it now.
		/// - [`Error::NotAccepted`]: some party has yet to accept it.
		/// - [`Error::AlreadyActive`]: it, or another one of the device, is active.
		///
		/// ## Events
		/// - [`Event::AgreementActivated`]
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::activate())]
		pub fn activate(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(who, agreement)
		}

		/// Give up an agreement that is not active, and return its deposit.
		///
		/// ## Dispatch Origin
		/// Signed by the operator who proposed the agreement.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotProposer`]: the signer did not propose it.
		/// - [`Error::AlreadyActive`]: it is active.
		///
		/// ## Events
		/// - [`Event::AgreementWithdrawn`]
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, agreement)
		}

		/// Pay for something that the device of an agreement sells.
		///
		/// ## Dispatch Origin
		/// Signed by the buyer, who pays and keeps the existential deposit.
		///
		/// ## Details
		/// All parties are paid at once. A part that a party cannot receive does not stop the sale: it
		/// is kept for the party, until [`Pallet::claim`]. What is sold is not said: nothing on the
		/// chain ties a product to an account.
		///
		/// ## Errors
		/// - [`Error::ZeroPrice`]: `price` is zero.
		/// - [`Error::UnknownAgreement`], [`Error::NotActive`]: there is no such active agreement.
		/// - [`Error::DeviceNotActive`], [`Error::NotDeviceOperator`]: the device is gone, or is run by
		///   another operator now.
		/// - [`Error::NotInStanding`]: the device's provider or operator is suspended or was removed.
		/// - [`Error::Overflow`]: all sales together would be worth 2^128 units or more.
		/// - [`TokenError`]: the buyer cannot pay.
		///
		/// ## Events
		/// - [`Event::PartKept`], for each part that could not be received
		/// - [`Event::SaleSplit`]
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::purchase())]
		pub fn purchase(
			origin: OriginFor<T>,
			agreement: AgreementId,
			#[pallet::compact] price: Balance,
		) -> DispatchResult {
			let buyer = ensure_signed(origin)?;
			Self::do_purchase(buyer, agreement, price)
		}

		/// Pay out to a party what was kept for it.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, since a party without an account cannot sign.
		///
		/// ## Errors
		/// - [`Error::UnknownAgreement`]: there is no such agreement.
		/// - [`Error::NotParty`]: `party` is no party of it.
		/// - [`Error::NothingToClaim`]: nothing is kept for the party.
		/// - [`TokenError`]: the party still cannot receive it.
		///
		/// ## Events
		/// - [`Event::PartClaimed`]
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(
			origin: OriginFor<T>,
			agreement: AgreementId,
			party: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(agreement, party)
		}
	}
}
