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

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod functions;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use bot_primitives::{
	payload::DataStatement,
	traits::{DeviceRates, DeviceStreams, Devices, MemberRoles},
	AccountBytes, DeviceIndex, Hash256, Millis, Rate, Refusal, Signature, StreamHead,
};
use frame::{
	prelude::*,
	traits::{fungible::MutateHold, Time},
};
use polkadot_sdk::{frame_support::dispatch::WithPostDispatchInfo, frame_system};

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros write both; what a call does stands in `functions`, without them"
)]
#[frame::pallet]
pub mod pallet {
	use super::*;
	use frame::deps::sp_runtime::transaction_validity::TransactionValidityWithRefund;

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
		type RuntimeHoldReason: From<HoldReason>;

		/// The currency that deposits are held in.
		#[cfg(not(feature = "runtime-benchmarks"))]
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The currency that deposits are held in.
		#[cfg(feature = "runtime-benchmarks")]
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ frame::traits::fungible::Mutate<Self::AccountId>;

		/// The registered devices, and the heads of their streams: all that is kept of attestations.
		type Devices: Devices<Self::AccountId> + DeviceRates + DeviceStreams<Self::AccountId>;

		/// Members of the consortium.
		type Members: MemberRoles<Self::AccountId>;

		/// The chain's clock, in milliseconds since the Unix epoch.
		type Time: Time<Moment = Millis>;

		/// What a P-256 signature adds to the weight of a call, which is measured with Ed25519.
		type P256Weight: Get<Weight>;

		/// What the weight that comes with every extrinsic holds for its signer: the nonce and the fee.
		/// A transaction without one is not charged for it.
		type SignerWeight: Get<Weight>;

		/// How many attestations with Ed25519 one with P-256 counts for, where a rate is counted.
		#[pallet::constant]
		type P256Cost: Get<u16>;

		/// Deposit for a rate that is sold, however high.
		#[pallet::constant]
		type RateDepositBase: Get<BalanceOf<Self>>;

		/// Deposit for each attestation in 1,000 blocks that a sold rate allows.
		#[pallet::constant]
		type RateDeposit: Get<BalanceOf<Self>>;

		/// Largest burst that is sold.
		#[pallet::constant]
		type MaxBurst: Get<u16>;

		/// The most that is sold to all devices together, in attestations in 1,000 blocks.
		#[pallet::constant]
		type MaxSoldRate: Get<u64>;

		/// Largest number of records in one block: as many as a validator has the memory for.
		#[pallet::constant]
		type MaxRecordsPerBlock: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Hashes of the records of this block, in order. Lives until the block ends.
	// Whitelisted as the system's events are: it never reaches the state, so no proof holds it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type BlockRecords<T: Config> =
		StorageValue<_, BoundedVec<Hash256, T::MaxRecordsPerBlock>, ValueQuery>;

	/// Number of the records of this block.
	// Beside the list, because a list has to be copied to be asked for its length.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type BlockRecordCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Number and root of the records of the last block that ended; none where it had no record.
	#[pallet::storage]
	pub type LastRecords<T: Config> = StorageValue<_, RecordsOfBlock, OptionQuery>;

	/// The rates that operators bought for devices. The deposit is held until the rate is returned, or
	/// the device goes to another operator.
	// Twox64Concat: the chain gives the numbers of devices, in order.
	#[pallet::storage]
	pub type SoldRates<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, SoldRateOf<T>>;

	/// The sum of the rates sold, in attestations in 1,000 blocks.
	#[pallet::storage]
	pub type TotalSoldRate<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Why this pallet holds a balance.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For a rate above that of a new device.
		#[codec(index = 0)]
		Rate,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A commitment of a device was recorded.
		Attested {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// Sequence number in the epoch.
			seq: u64,
			/// Hash of the record, a leaf of the block's tree.
			record: Hash256,
		},
		/// Sequence numbers of a device left the window and were never used.
		NumbersUnseen {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// How many there are in this epoch by now.
			total: u32,
		},
		/// One of many statements was not recorded; what stands against it does not stand against
		/// the others.
		StatementRefused {
			/// Place of the statement among the others, from 0.
			item: u32,
			/// Number of the device.
			device: DeviceIndex,
			/// Sequence number of the statement.
			seq: u64,
			/// What stands against it.
			refusal: Refusal,
		},
		/// An operator bought a rate for a device.
		RateSold {
			/// Number of the device.
			device: DeviceIndex,
			/// The rate.
			rate: Rate,
			/// The operator.
			payer: T::AccountId,
			/// What is held for it.
			deposit: BalanceOf<T>,
		},
		/// A device has the rate of a new one again, and what was held was released.
		RateReturned {
			/// Number of the device.
			device: DeviceIndex,
			/// Who had bought the rate.
			payer: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no statement among the statements.
		NoStatements,
		/// No device has this number.
		UnknownDevice,
		/// The device is gone for good.
		DeviceGone,
		/// The account does not run the device, or has no operator's role, or did not buy the rate.
		NotOperator,
		/// The interval or the burst is zero, or the burst is larger than any that is sold.
		InvalidRate,
		/// As much is sold to all devices together as can be.
		SoldOut,
		/// No rate was bought for the device.
		NotSold,
		/// The block takes fewer further records than there are statements.
		BlockFull,
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Head of a device's stream in the epoch of its keys; none where it never attested in that.
		pub fn stream_head(device: DeviceIndex) -> Option<StreamHead> {
			Self::head_of(device)
		}

		/// The deposit for a rate; none where it is more than a balance can be.
		pub fn rate_deposit(rate: Rate) -> Option<BalanceOf<T>> {
			Self::deposit_for(rate).ok()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Charges what [`Hooks::on_finalize`] does in a block without records. Each record brings
		/// its own part.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::on_finalize(0)
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::close_block();
		}

		fn integrity_test() {
			assert!(T::MaxRecordsPerBlock::get() > 0, "a block must take at least one record");
			assert!(
				T::MaxBurst::get() > 0,
				"a burst that is sold must be one attestation at least"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Record a device's commitment to a batch of readings.
		///
		/// ## Dispatch Origin
		/// Authorized: a general transaction without a signer and without a fee, in which the
		/// device's own signature stands for both.
		///
		/// ## Details
		/// `signature` is that of the device's signing key over `statement`. Whatever could stand
		/// against the call is checked before it enters a block, the signature last; a call that is
		/// in a block always uses its sequence number. Anyone may submit it.
		///
		/// The device's clock is never a reason to refuse: where it looks wrong, the record says so.
		///
		/// ## Errors
		/// None. What is not accepted never enters a block: see [`Refusal`] for the reasons.
		///
		/// ## Events
		/// - [`Event::Attested`]
		/// - [`Event::NumbersUnseen`] where sequence numbers left the window unused.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::weight_of_attest())]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_attest(signature))]
		#[pallet::authorize(Pallet::<T>::authorize_attest)]
		pub fn attest(
			origin: OriginFor<T>,
			device: DeviceIndex,
			statement: DataStatement,
			signature: Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_attest(device, statement, signature);
			Ok(())
		}

		/// Record the commitments of up to [`MAX_STATEMENTS`] devices or batches.
		///
		/// ## Dispatch Origin
		/// Signed, by anyone: a gateway, say, which pays the fee.
		///
		/// ## Details
		/// The statements are those of [`Pallet::attest`], and the same can stand against each, but
		/// for two things: the device's rate does not count, because somebody pays, and a sequence
		/// number may be up to [`PAID_REACH`] above the next one, so that a stream that lost much can
		/// go on. What stands against one statement is told in an event, and the others are recorded.
		///
		/// A call that is refused is charged little, and can be sent again.
		///
		/// ## Errors
		/// - [`Error::NoStatements`]
		/// - [`Error::BlockFull`] where the block takes fewer records than there are statements.
		///
		/// ## Events
		/// - [`Event::Attested`] for each statement that is recorded
		/// - [`Event::NumbersUnseen`] where sequence numbers left the window unused
		/// - [`Event::StatementRefused`] for each statement that is not
		///
		/// ## Complexity
		/// In the number of statements; a P-256 signature has a weight of its own.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::weight_of_attest_many(statements))]
		pub fn attest_many(
			origin: OriginFor<T>,
			statements: BoundedVec<SignedStatement, ConstU32<MAX_STATEMENTS>>,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let refused = |error: Error<T>| error.with_weight(T::WeightInfo::attest_many(0));
			ensure!(!statements.is_empty(), refused(Error::NoStatements));
			let fit = Self::takes_records(statements.len().saturated_into());
			ensure!(fit, refused(Error::BlockFull));
			Self::do_attest_many(&statements);
			Ok(().into())
		}

		/// Buy a rate for a device, instead of the one it has.
		///
		/// ## Dispatch Origin
		/// Signed, by the operator of the device.
		///
		/// ## Details
		/// Holds the deposit until the rate is returned or the device goes to another operator. A rate
		/// bought before is returned first. No attestation costs more for it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]
		/// - [`Error::NotOperator`]
		/// - [`Error::InvalidRate`]
		/// - [`Error::SoldOut`] where all devices together may not attest more often.
		/// - [`TokenError::FundsUnavailable`] where the deposit cannot be held.
		///
		/// ## Events
		/// - [`Event::RateSold`]
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::buy_rate())]
		pub fn buy_rate(origin: OriginFor<T>, device: DeviceIndex, rate: Rate) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_buy_rate(who, device, rate)
		}

		/// Return the rate that was bought for a device, which then has that of a new device.
		///
		/// ## Dispatch Origin
		/// Signed, by who bought it; by anyone where the device is gone for good.
		///
		/// ## Details
		/// Releases the deposit.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`]
		/// - [`Error::NotSold`]
		/// - [`Error::NotOperator`]
		///
		/// ## Events
		/// - [`Event::RateReturned`]
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::return_rate())]
		pub fn return_rate(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_return_rate(who, device)
		}
	}

	impl<T: Config> Pallet<T> {
		pub(crate) fn authorize_attest(
			_source: TransactionSource,
			device: &DeviceIndex,
			statement: &DataStatement,
			signature: &Signature,
		) -> TransactionValidityWithRefund {
			let epoch = Self::ensure_acceptable(*device, statement, signature)
				.map_err(types::invalid_transaction)?;
			ValidTransaction::with_tag_prefix("BotAttest")
				.priority(0)
				.and_provides((device, epoch, statement.seq))
				.longevity(types::LONGEVITY)
				.propagate(true)
				.build()
				.map(|validity| (validity, Weight::zero()))
		}
	}
}
