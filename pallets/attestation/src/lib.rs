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
	traits::{Devices, MemberRoles},
	AccountBytes, DeviceIndex, Hash256, Millis, Refusal, Signature, StreamHead,
};
use frame::{prelude::*, traits::Time};
use polkadot_sdk::frame_system;

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

		/// The registered devices.
		type Devices: Devices<Self::AccountId>;

		/// Members of the consortium.
		type Members: MemberRoles<Self::AccountId>;

		/// The chain's clock, in milliseconds since the Unix epoch.
		type Time: Time<Moment = Millis>;

		/// What a P-256 signature adds to the weight of a call, which is measured with Ed25519.
		type P256Weight: Get<Weight>;

		/// Largest number of records in one block. More than the weight of a block lets in.
		#[pallet::constant]
		type MaxRecordsPerBlock: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Heads of the devices' streams: all that is kept of a device's attestations. Created by a
	/// device's first attestation, never removed; the deposit is part of the device's.
	// Twox64Concat: the chain gives the numbers of devices, in order.
	#[pallet::storage]
	pub type StreamHeads<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, StreamHead>;

	/// Hashes of the records of this block, in order. Lives until the block ends.
	// Whitelisted as the system's events are: it never reaches the state, so no proof holds it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type BlockRecords<T: Config> =
		StorageValue<_, BoundedVec<Hash256, T::MaxRecordsPerBlock>, ValueQuery>;

	/// Number and root of the records of the last block that ended; none where it had no record.
	#[pallet::storage]
	pub type LastRecords<T: Config> = StorageValue<_, RecordsOfBlock, OptionQuery>;

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
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Head of a device's stream in the epoch of its keys; none where it never attested in that.
		pub fn stream_head(device: DeviceIndex) -> Option<StreamHead> {
			Self::head_of(device)
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
		#[pallet::weight(T::WeightInfo::attest().saturating_add(Pallet::<T>::weight_of_record()))]
		#[pallet::weight_of_authorize(
			T::WeightInfo::authorize_attest()
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
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
