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
pub mod deposits;
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
	key_chain::SignedRotation,
	payload::{Delegation, FirmwareUpdate, KeyAgreement, Rotation},
	traits::{MemberRoles, OnTransfer, Records},
	AccountBytes, DeviceId, DeviceIndex, DeviceState, EnrolmentId, Hash256, KeyProtection, Millis,
	ModelId, Network, OrderedIndex, PublicKey, Rate, RecallReason, RecallTarget, Signature,
	X25519Key,
};

use frame::{
	prelude::*,
	traits::{fungible::MutateHold, Time},
};

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
		frame_system::Config<
		AccountId: From<AccountBytes> + Into<AccountBytes>,
		Hash: Into<Hash256>,
	>
	{
		/// The reasons for which the runtime holds balances.
		type RuntimeHoldReason: From<HoldReason>;

		/// The currency that deposits are held in.
		#[cfg(not(feature = "runtime-benchmarks"))]
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The currency that deposits are held in.
		#[cfg(feature = "runtime-benchmarks")]
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ frame::traits::fungible::Mutate<Self::AccountId>;

		/// Members of the consortium.
		type Members: MemberRoles<Self::AccountId>;

		/// The block's records, of which changes of standing are some.
		type Records: Records;

		/// What a record adds to the end of its block. The rest of it is measured with the calls.
		type RecordWeight: Get<Weight>;

		/// What else happens when another member runs a device. Measured with
		/// [`Pallet::accept_transfer`].
		type OnTransfer: OnTransfer<Self::AccountId>;

		/// The chain's clock, in milliseconds since the Unix epoch.
		type Time: Time<Moment = Millis>;

		/// Deposit for one stored item.
		#[pallet::constant]
		type ItemDeposit: Get<BalanceOf<Self>>;

		/// Deposit for one stored byte.
		#[pallet::constant]
		type ByteDeposit: Get<BalanceOf<Self>>;

		/// How often a device may attest from its registration on.
		#[pallet::constant]
		type DefaultRate: Get<Rate>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Label of the network in DIDs. Set at genesis.
	#[pallet::storage]
	pub type NetworkLabel<T: Config> = StorageValue<_, Network, OptionQuery>;

	/// Models, by number. Created by [`Pallet::register_model`]; the provider pays the deposit.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

	/// Number of the next model.
	#[pallet::storage]
	pub type NextModelId<T: Config> = StorageValue<_, ModelId, ValueQuery>;

	/// Production runs, by number. Created by [`Pallet::enrol`]; the provider pays the deposit, and
	/// gets it back by [`Pallet::close_enrolment`].
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Enrolments<T: Config> = StorageMap<_, Twox64Concat, EnrolmentId, EnrolmentOf<T>>;

	/// Number of the next enrolment.
	#[pallet::storage]
	pub type NextEnrolmentId<T: Config> = StorageValue<_, EnrolmentId, ValueQuery>;

	/// Numbers of devices, by id. Never removed: an id cannot come back.
	// Identity: an id is itself a cryptographic hash.
	#[pallet::storage]
	pub type Indices<T: Config> = StorageMap<_, Identity, DeviceId, DeviceIndex>;

	/// Number of the next device.
	#[pallet::storage]
	pub type NextDeviceIndex<T: Config> = StorageValue<_, DeviceIndex, ValueQuery>;

	/// What is read of a device each time it acts.
	// Identity: the chain gives the numbers, in order, so nobody can aim at a place in the state.
	#[pallet::storage]
	pub type HotDevices<T: Config> = StorageMap<_, Identity, OrderedIndex, HotDeviceOf<T>>;

	/// The rest of what is known of a device. Created by [`Pallet::register`] or
	/// [`Pallet::activate`]; who calls it pays the deposit for all that it stores.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Details<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, DeviceDetailsOf<T>>;

	/// Every root key of a device, by epoch. Whoever submits a rotation, or the last approval of a
	/// recovery, pays the deposit.
	// Twox64Concat: the chain gives both numbers, in order.
	#[pallet::storage]
	pub type RootKeys<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DeviceIndex, Twox64Concat, u16, RootKeyOf<T>>;

	/// Every delegation of a device, by epoch and number. Whoever submits one pays the deposit.
	// The second key has a number that the device chooses, so its hash is one that cannot be aimed.
	#[pallet::storage]
	pub type Delegations<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DeviceIndex,
		Blake2_128Concat,
		StatementKey,
		DelegationEntryOf<T>,
	>;

	/// Every key-agreement key of a device, by epoch and number. Whoever submits one pays the
	/// deposit.
	// As for delegations.
	#[pallet::storage]
	pub type KeyAgreements<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DeviceIndex,
		Blake2_128Concat,
		StatementKey,
		KeyAgreementEntryOf<T>,
	>;

	/// Open offers of devices to other operators. Who offers pays the deposit, and gets it back when
	/// the offer ends.
	#[pallet::storage]
	pub type Transfers<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, TransferOf<T>>;

	/// Open recoveries of root keys. Who first approves one pays the deposit, and gets it back when
	/// it ends.
	#[pallet::storage]
	pub type Recoveries<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, RecoveryOf<T>>;

	/// The recalls. One value for all devices, so that a recall of any number of them is one write.
	/// The role of a supervisor stands in for a deposit.
	// Whitelisted as what every block reads once: each attestation needs it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Recalls<T: Config> =
		StorageValue<_, BoundedVec<Recall, ConstU32<MAX_RECALLS>>, ValueQuery>;

	/// Services of devices, by id. At most [`MAX_SERVICES`] of a device. Who sets one pays the
	/// deposit, and gets it back when it is removed or set anew.
	// The members behind a device choose the ids, so their hash is one that cannot be aimed.
	#[pallet::storage]
	pub type Services<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DeviceIndex,
		Blake2_128Concat,
		ServiceId,
		DepositedOf<T, Service>,
	>;

	/// What else is said of devices, by name. At most [`MAX_METADATA`] of a device. Who sets one pays
	/// the deposit, and gets it back when it is removed or set anew.
	// As for services.
	#[pallet::storage]
	pub type Metadata<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DeviceIndex,
		Blake2_128Concat,
		MetadataKey,
		DepositedOf<T, MetadataValue>,
	>;

	/// Why this pallet holds a balance.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what is stored of a model, a device or a key.
		#[codec(index = 0)]
		Storage,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A provider registered a model.
		ModelRegistered {
			/// Number of the model.
			model: ModelId,
			/// Who registered it.
			provider: T::AccountId,
		},
		/// A provider changed what it tells of a model.
		ModelUpdated {
			/// Number of the model.
			model: ModelId,
		},
		/// A provider enrolled a production run.
		Enrolled {
			/// Number of the enrolment.
			enrolment: EnrolmentId,
			/// Model of the devices.
			model: ModelId,
			/// Root of the tree over them.
			root: Hash256,
			/// Number of them.
			count: u32,
		},
		/// No further device of an enrolment can be activated.
		EnrolmentClosed {
			/// Number of the enrolment.
			enrolment: EnrolmentId,
			/// How many devices of it were activated.
			activated: u32,
		},
		/// A device was activated from an enrolment. [`Event::DeviceRegistered`] comes before it.
		DeviceActivated {
			/// Number of the device.
			device: DeviceIndex,
			/// Number of the enrolment.
			enrolment: EnrolmentId,
			/// The device's place in it.
			index: u32,
		},
		/// A device came into use.
		DeviceRegistered {
			/// Number of the device.
			device: DeviceIndex,
			/// Id of the device.
			id: DeviceId,
			/// Its model.
			model: ModelId,
			/// Who made it.
			provider: T::AccountId,
			/// Who runs it.
			operator: T::AccountId,
		},
		/// A device's root key let another key sign.
		KeyDelegated {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// Number of the delegation in the epoch.
			number: u32,
			/// The key that may sign.
			key: PublicKey,
			/// From this time on it may not.
			expires_at: Millis,
		},
		/// The delegation in force was revoked: the root key signs.
		SigningKeyRevoked {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// Number of the delegation in the epoch.
			number: u32,
		},
		/// A device named the key for which messages to it are to be encrypted.
		KeyAgreementSet {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// Number of the statement in the epoch.
			number: u32,
			/// The key.
			key: X25519Key,
		},
		/// No messages are to be encrypted for the key that a device named.
		KeyAgreementRevoked {
			/// Number of the device.
			device: DeviceIndex,
			/// Epoch of its keys.
			epoch: u16,
			/// Number of the statement in the epoch.
			number: u32,
		},
		/// A device runs another firmware.
		FirmwareUpdated {
			/// Number of the device.
			device: DeviceIndex,
			/// SHA-256 of the firmware's image.
			firmware: Hash256,
		},
		/// A device has a new root key, and a new epoch.
		RootKeyRotated {
			/// Number of the device.
			device: DeviceIndex,
			/// The new epoch.
			epoch: u16,
			/// The new root key.
			key: PublicKey,
			/// Whether the members behind the device stood in for the old key.
			recovered: bool,
		},
		/// A member approved a new root key for a device that lost its own.
		RecoveryApproved {
			/// Number of the device.
			device: DeviceIndex,
			/// The new root key.
			new_key: PublicKey,
			/// Who approved it.
			by: T::AccountId,
		},
		/// A recovery was ended without a new root key.
		RecoveryCancelled {
			/// Number of the device.
			device: DeviceIndex,
			/// Who ended it.
			by: T::AccountId,
		},
		/// A device was offered to another operator.
		TransferOffered {
			/// Number of the device.
			device: DeviceIndex,
			/// Who runs it.
			from: T::AccountId,
			/// Who may accept it.
			to: T::AccountId,
		},
		/// Another member runs a device.
		Transferred {
			/// Number of the device.
			device: DeviceIndex,
			/// Who ran it.
			from: T::AccountId,
			/// Who runs it.
			to: T::AccountId,
		},
		/// An offer of a device was withdrawn or declined.
		TransferCancelled {
			/// Number of the device.
			device: DeviceIndex,
			/// Who ended it.
			by: T::AccountId,
		},
		/// The state of a device changed.
		StateChanged {
			/// Number of the device.
			device: DeviceIndex,
			/// Its state now.
			state: DeviceState,
			/// Who changed it.
			by: T::AccountId,
			/// Hash of the record of it.
			record: Hash256,
		},
		/// Devices were recalled.
		Recalled {
			/// Which ones.
			target: RecallTarget,
			/// Why.
			reason: RecallReason,
			/// From this time on they are not recalled any more.
			expires_at: Option<Millis>,
			/// The supervisor who recalled them.
			by: T::AccountId,
			/// Hash of the record of it.
			record: Hash256,
		},
		/// A recall was ended.
		RecallLifted {
			/// Which devices it was about.
			target: RecallTarget,
			/// The supervisor who ended it.
			by: T::AccountId,
			/// Hash of the record of it.
			record: Hash256,
		},
		/// A service of a device was set.
		ServiceSet {
			/// Number of the device.
			device: DeviceIndex,
			/// Id of the service.
			id: ServiceId,
		},
		/// A service of a device was removed.
		ServiceRemoved {
			/// Number of the device.
			device: DeviceIndex,
			/// Id of the service.
			id: ServiceId,
		},
		/// A piece of metadata of a device was set.
		MetadataSet {
			/// Number of the device.
			device: DeviceIndex,
			/// Its name.
			key: MetadataKey,
		},
		/// A piece of metadata of a device was removed.
		MetadataRemoved {
			/// Number of the device.
			device: DeviceIndex,
			/// Its name.
			key: MetadataKey,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The signer, or another supervisor, has approved this recovery already.
		AlreadyApproved,
		/// A device with this id is or was registered.
		AlreadyRegistered,
		/// A recovery with another key is open. It can be cancelled.
		AnotherRecovery,
		/// The signature is not that of the key over what was to be signed, is of another type than
		/// the key, or is a P-256 signature with `s` in the upper half.
		BadSignature,
		/// The device is gone for good.
		DeviceGone,
		/// An enrolment needs at least one device.
		EmptyEnrolment,
		/// No further epoch can be numbered.
		EpochsExhausted,
		/// The time of the delegation or recall is over already.
		Expired,
		/// The enrolment has fewer devices than that.
		IndexOutOfRange,
		/// A name is empty, or has bytes that may not stand in it.
		InvalidName,
		/// This state cannot follow the one that the device has.
		InvalidTransition,
		/// The text is no URI.
		InvalidUri,
		/// The key is no point of its curve.
		KeyNotOnCurve,
		/// No recovery is open.
		NoRecovery,
		/// The device is not on offer.
		NoTransfer,
		/// The signer may not do this with this device.
		NotAuthorized,
		/// The enrolment holds no such device at this place.
		NotEnrolled,
		/// The account named as operator is no member with that role, or is suspended.
		NotOperator,
		/// The signer, or the provider of the enrolled device, is no member with the role of a
		/// provider, or is suspended.
		NotProvider,
		/// Nothing is recalled by this target.
		NotRecalled,
		/// The signer is no member with the role of a supervisor, or is suspended.
		NotSupervisor,
		/// There is no such key in force.
		NothingToRevoke,
		/// The new key is the one that is in force.
		SameKey,
		/// The device is run by this operator already.
		SameOperator,
		/// The statement's number is not above that of the last numbered one in this epoch.
		StatementNumberUsed,
		/// No further device can be numbered.
		TooManyDevices,
		/// No further enrolment can be numbered.
		TooManyEnrolments,
		/// No further model can be numbered.
		TooManyModels,
		/// As many recalls are in force as can be. One can be lifted.
		TooManyRecalls,
		/// The block takes no more records.
		TooManyRecords,
		/// The device has as many services as it may.
		TooManyServices,
		/// The device has as much metadata as it may.
		TooMuchMetadata,
		/// The device is on offer already. The offer can be cancelled.
		TransferOffered,
		/// No device has this number.
		UnknownDevice,
		/// No enrolment has this number, or it is closed.
		UnknownEnrolment,
		/// The device has no metadata of this name.
		UnknownMetadata,
		/// No model has this number, or it is another provider's.
		UnknownModel,
		/// The device has no service of this id.
		UnknownService,
		/// The key is of small order: anybody could sign for it, or read what is encrypted for it.
		WeakKey,
		/// The path has fewer or more hashes than lead from this place to the root.
		WrongPathLength,
	}

	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Label of the network in DIDs: 1 to 16 characters of `a-z` and `0-9`.
		pub network: alloc::string::String,
		/// Nothing: names the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		#[allow(clippy::panic, reason = "a chain with a wrong genesis must not start")]
		fn build(&self) {
			// The default genesis, from which others are patched, has no label.
			if self.network.is_empty() {
				return;
			}
			match Network::new(self.network.as_bytes()) {
				Some(label) => NetworkLabel::<T>::put(label),
				None => panic!(
					"genesis: the network label {:?} is not 1 to 16 characters of a-z and 0-9",
					self.network
				),
			}
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The device with this id; none where it was never registered.
		pub fn device(id: DeviceId) -> Option<DeviceInfo<T::AccountId>> {
			Self::device_info(&id)
		}

		/// The keys that the device with this id had in a block; none where it was not registered yet.
		pub fn key_at(id: DeviceId, block: BlockNumberFor<T>) -> Option<KeysAt> {
			Self::keys_at(&id, block)
		}

		/// The model with this number.
		pub fn model(id: ModelId) -> Option<ModelInfo<T::AccountId>> {
			Models::<T>::get(id).map(Model::info)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Register a model of devices.
		///
		/// ## Dispatch Origin
		/// Signed by a member with the role of a provider, who pays the deposit.
		///
		/// ## Errors
		/// - [`Error::NotProvider`]: the signer is no such member.
		/// - [`Error::InvalidName`]: `name` is empty, no UTF-8, or has control characters.
		/// - [`Error::InvalidUri`]: that of the Thing Description is none.
		/// - [`Error::TooManyModels`]: all numbers are given away.
		///
		/// ## Events
		/// - [`Event::ModelRegistered`]
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_model())]
		pub fn register_model(
			origin: OriginFor<T>,
			name: ModelName,
			protection: KeyProtection,
			description: ModelDescription,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_register_model(provider, name, protection, description)
		}

		/// Register one device of a model.
		///
		/// ## Dispatch Origin
		/// Signed by the model's provider, who pays the deposit.
		///
		/// ## Details
		/// `proof` is the signature of `root_key` over
		/// [`Registration`](bot_primitives::payload::Registration), in epoch 0: whoever registers a
		/// device holds its key. The device's id follows from provider and key.
		///
		/// ## Errors
		/// - [`Error::NotProvider`]: the signer is no member with that role.
		/// - [`Error::UnknownModel`]: there is no such model, or it is another provider's.
		/// - [`Error::NotOperator`]: `operator` is no member with that role.
		/// - [`Error::WeakKey`], [`Error::KeyNotOnCurve`]: `root_key` cannot be a device's key.
		/// - [`Error::AlreadyRegistered`]: the device is or was registered.
		/// - [`Error::BadSignature`]: `proof` is not a signature of `root_key`.
		/// - [`Error::TooManyDevices`]: all numbers are given away.
		///
		/// ## Events
		/// - [`Event::DeviceRegistered`]
		#[pallet::call_index(1)]
		#[pallet::weight(
			T::WeightInfo::register()
				.saturating_add(Pallet::<T>::weight_of_key(root_key))
				.saturating_add(Pallet::<T>::weight_of_signature(proof))
		)]
		pub fn register(
			origin: OriginFor<T>,
			model: ModelId,
			operator: T::AccountId,
			root_key: PublicKey,
			proof: Signature,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_register(provider, model, operator, root_key, &proof)
		}

		/// Let another key sign a device's data until a time.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, who pays the deposit.
		///
		/// ## Details
		/// `signature` is the root key's over `delegation`. The last delegation is the one in
		/// force; earlier ones stay on record.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::StatementNumberUsed`]: the number is not above the last one.
		/// - [`Error::Expired`]: the delegation's time is over already.
		/// - [`Error::WeakKey`], [`Error::KeyNotOnCurve`]: the key cannot be a device's key.
		/// - [`Error::BadSignature`]: `signature` is not the root key's.
		///
		/// ## Events
		/// - [`Event::KeyDelegated`]
		#[pallet::call_index(2)]
		#[pallet::weight(
			T::WeightInfo::delegate()
				.saturating_add(Pallet::<T>::weight_of_key(&delegation.key))
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		pub fn delegate(
			origin: OriginFor<T>,
			device: DeviceIndex,
			delegation: Delegation,
			signature: Signature,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_delegate(payer, device, delegation, signature)
		}

		/// Give a device a new root key, which opens a new epoch.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, who pays the deposit.
		///
		/// ## Details
		/// Both the old and the new root key sign `rotation`, in the old epoch. Delegations, the
		/// key-agreement key and sequence numbers begin anew: nothing that was signed before is
		/// accepted any more. An open recovery ends.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::SameKey`]: the new key is the one in force.
		/// - [`Error::EpochsExhausted`]: the device has had 65,535 rotations.
		/// - [`Error::WeakKey`], [`Error::KeyNotOnCurve`]: the key cannot be a device's key.
		/// - [`Error::BadSignature`]: one of the signatures is not of its key.
		///
		/// ## Events
		/// - [`Event::RootKeyRotated`]
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::rotate()
				.saturating_add(Pallet::<T>::weight_of_key(&rotation.new_key))
				.saturating_add(Pallet::<T>::weight_of_signature(by_old))
				.saturating_add(Pallet::<T>::weight_of_signature(by_new))
		)]
		pub fn rotate(
			origin: OriginFor<T>,
			device: DeviceIndex,
			rotation: Rotation,
			by_old: Signature,
			by_new: Signature,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			let signed = SignedRotation { rotation, by_old: Some(by_old), by_new };
			Self::do_rotate(payer, device, signed)
		}

		/// Change the state of a device.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator; by its operator to suspend it or to let it
		/// go on; by its provider to bring it back from retirement.
		///
		/// ## Details
		/// An active device can be suspended, and a suspended one be active again. Both can be
		/// retired, and a retired one be active again. From each of the three a device can be
		/// destroyed or compromised, and nothing follows these: what is known of it stays on record,
		/// and its id never comes back. An open transfer or recovery ends.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer may not make this change.
		/// - [`Error::InvalidTransition`]: the state cannot follow the one that the device has.
		/// - [`Error::TooManyRecords`]: the block takes no more records.
		///
		/// ## Events
		/// - [`Event::StateChanged`]
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_state().saturating_add(T::RecordWeight::get()))]
		pub fn set_state(
			origin: OriginFor<T>,
			device: DeviceIndex,
			state: DeviceState,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_set_state(by, device, state)
		}

		/// Change what is told of a model.
		///
		/// ## Dispatch Origin
		/// Signed by the model's provider.
		///
		/// ## Details
		/// Devices that are registered from now on run the new firmware. Others say themselves what
		/// they run: see [`Pallet::update_firmware`].
		///
		/// ## Errors
		/// - [`Error::NotProvider`]: the signer is no member with that role.
		/// - [`Error::UnknownModel`]: there is no such model, or it is another provider's.
		/// - [`Error::InvalidUri`]: that of the Thing Description is none.
		///
		/// ## Events
		/// - [`Event::ModelUpdated`]
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::update_model())]
		pub fn update_model(
			origin: OriginFor<T>,
			model: ModelId,
			description: ModelDescription,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_update_model(provider, model, description)
		}

		/// Note that a device runs another firmware.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator.
		///
		/// ## Details
		/// `signature` is the root key's over `update`.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::StatementNumberUsed`]: the number is not above the last one.
		/// - [`Error::BadSignature`]: `signature` is not the root key's.
		///
		/// ## Events
		/// - [`Event::FirmwareUpdated`]
		#[pallet::call_index(6)]
		#[pallet::weight(
			T::WeightInfo::update_firmware()
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		pub fn update_firmware(
			origin: OriginFor<T>,
			device: DeviceIndex,
			update: FirmwareUpdate,
			signature: Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_update_firmware(who, device, update, &signature)
		}

		/// Enrol a production run of a model: any number of devices, without naming them.
		///
		/// ## Dispatch Origin
		/// Signed by the model's provider, who pays the deposit.
		///
		/// ## Details
		/// `root` is that of the tree over `count` devices: see [`bot_primitives::enrolment`]. Each
		/// of them can be activated once.
		///
		/// ## Errors
		/// - [`Error::NotProvider`]: the signer is no member with that role.
		/// - [`Error::UnknownModel`]: there is no such model, or it is another provider's.
		/// - [`Error::EmptyEnrolment`]: `count` is 0.
		/// - [`Error::TooManyEnrolments`]: all numbers are given away.
		///
		/// ## Events
		/// - [`Event::Enrolled`]
		///
		/// ## Complexity
		/// The same for one device and for 4,294,967,295.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::enrol())]
		pub fn enrol(
			origin: OriginFor<T>,
			model: ModelId,
			root: Hash256,
			count: u32,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_enrol(provider, model, root, count)
		}

		/// End an enrolment: no further device of it can be activated.
		///
		/// ## Dispatch Origin
		/// Signed by the provider, who gets the deposit back.
		///
		/// ## Errors
		/// - [`Error::UnknownEnrolment`]: there is no such enrolment any more.
		/// - [`Error::NotProvider`]: the signer is no member with that role.
		/// - [`Error::UnknownModel`]: the enrolment is another provider's.
		///
		/// ## Events
		/// - [`Event::EnrolmentClosed`]
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_enrolment())]
		pub fn close_enrolment(origin: OriginFor<T>, enrolment: EnrolmentId) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_close_enrolment(provider, enrolment)
		}

		/// Put an enrolled device into use.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, who pays the deposit.
		///
		/// ## Details
		/// `proof` leads from the device to the enrolment's root. `signature` is that of `root_key`
		/// over [`Activation`](bot_primitives::payload::Activation), in epoch 0: the device itself
		/// says under whom it goes into use.
		///
		/// ## Errors
		/// - [`Error::UnknownEnrolment`]: there is no such enrolment any more.
		/// - [`Error::NotProvider`]: the provider is no member with that role any more.
		/// - [`Error::IndexOutOfRange`], [`Error::WrongPathLength`], [`Error::NotEnrolled`]: `proof`
		///   does not lead to the root.
		/// - [`Error::NotOperator`]: `operator` is no member with that role.
		/// - [`Error::WeakKey`], [`Error::KeyNotOnCurve`]: `root_key` cannot be a device's key.
		/// - [`Error::AlreadyRegistered`]: the device is or was in use.
		/// - [`Error::BadSignature`]: `signature` is not the device's over this enrolment, place and
		///   operator.
		/// - [`Error::TooManyDevices`]: all numbers are given away.
		///
		/// ## Events
		/// - [`Event::DeviceRegistered`]
		/// - [`Event::DeviceActivated`]
		///
		/// ## Complexity
		/// O(log n) hashes for an enrolment of n devices, at most 32.
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::activate()
				.saturating_add(Pallet::<T>::weight_of_key(root_key))
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		pub fn activate(
			origin: OriginFor<T>,
			enrolment: EnrolmentId,
			proof: EnrolmentProof,
			root_key: PublicKey,
			operator: T::AccountId,
			signature: Signature,
		) -> DispatchResult {
			let submitter = ensure_signed(origin)?;
			Self::do_activate(submitter, enrolment, proof, root_key, operator, &signature)
		}

		/// Name the key for which messages to a device are to be encrypted.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, who pays the deposit.
		///
		/// ## Details
		/// `signature` is the root key's over `statement`. Earlier keys stay on record.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::StatementNumberUsed`]: the number is not above the last one.
		/// - [`Error::WeakKey`]: the key is of small order.
		/// - [`Error::BadSignature`]: `signature` is not the root key's.
		///
		/// ## Events
		/// - [`Event::KeyAgreementSet`]
		#[pallet::call_index(10)]
		#[pallet::weight(
			T::WeightInfo::set_key_agreement()
				.saturating_add(Pallet::<T>::weight_of_signature(signature))
		)]
		pub fn set_key_agreement(
			origin: OriginFor<T>,
			device: DeviceIndex,
			statement: KeyAgreement,
			signature: Signature,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_set_key_agreement(payer, device, statement, signature)
		}

		/// End the delegation in force: the root key signs from now on.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator: a stolen key has to be stopped also where the
		/// root key is out of reach.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::NothingToRevoke`]: no delegation is in force.
		///
		/// ## Events
		/// - [`Event::SigningKeyRevoked`]
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::revoke_signing_key())]
		pub fn revoke_signing_key(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke_signing_key(who, device)
		}

		/// End the use of the key for which messages to a device are encrypted.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::NothingToRevoke`]: there is no such key.
		///
		/// ## Events
		/// - [`Event::KeyAgreementRevoked`]
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::revoke_key_agreement())]
		pub fn revoke_key_agreement(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke_key_agreement(who, device)
		}

		/// Approve a new root key for a device that lost its own.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator; where these are one member, by a supervisor
		/// too. Who approves first pays the deposit for the open recovery and gets it back when it
		/// ends; who approves last pays that of the new key.
		///
		/// ## Details
		/// `by_new` is the signature of the new key over `rotation`, in the epoch that ends. When
		/// provider and operator have approved the same key, or that one member and another who is a
		/// supervisor, it takes the place of the old one as by [`Pallet::rotate`].
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer has no say in it.
		/// - [`Error::SameKey`]: the new key is the one in force.
		/// - [`Error::AnotherRecovery`]: a recovery with another key is open.
		/// - [`Error::AlreadyApproved`]: the signer, or another supervisor, has approved it before.
		/// - [`Error::WeakKey`], [`Error::KeyNotOnCurve`]: the key cannot be a device's key.
		/// - [`Error::BadSignature`]: `by_new` is not that of the new key.
		/// - [`Error::EpochsExhausted`]: the device has had 65,535 rotations.
		///
		/// ## Events
		/// - [`Event::RecoveryApproved`]
		/// - [`Event::RootKeyRotated`] with the last approval.
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::recover()
				.saturating_add(Pallet::<T>::weight_of_key(&rotation.new_key))
				.saturating_add(Pallet::<T>::weight_of_signature(by_new))
		)]
		pub fn recover(
			origin: OriginFor<T>,
			device: DeviceIndex,
			rotation: Rotation,
			by_new: Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recover(who, device, rotation, by_new)
		}

		/// End an open recovery.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::NoRecovery`]: none is open.
		///
		/// ## Events
		/// - [`Event::RecoveryCancelled`]
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::cancel_recovery())]
		pub fn cancel_recovery(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_recovery(who, device)
		}

		/// Offer a device to another operator.
		///
		/// ## Dispatch Origin
		/// Signed by the device's operator; where the device is retired, by its provider too. The
		/// signer pays the deposit, and gets it back when the offer ends.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer may not offer it.
		/// - [`Error::SameOperator`]: `to` runs it already.
		/// - [`Error::NotOperator`]: `to` is no member with that role.
		/// - [`Error::TransferOffered`]: the device is on offer already.
		///
		/// ## Events
		/// - [`Event::TransferOffered`]
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::offer_transfer())]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: DeviceIndex,
			to: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_transfer(who, device, to)
		}

		/// Take over a device that is offered.
		///
		/// ## Dispatch Origin
		/// Signed by the member to whom it is offered.
		///
		/// ## Details
		/// From now on the signer runs the device. What was begun before, such as a sale, is ended
		/// under the operator before. An open recovery goes on, without what that operator approved.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`]: there is no such device.
		/// - [`Error::NoTransfer`]: the device is not on offer.
		/// - [`Error::NotAuthorized`]: it is not offered to the signer.
		/// - [`Error::NotOperator`]: the signer is no member with that role any more.
		///
		/// ## Events
		/// - [`Event::Transferred`]
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::accept_transfer())]
		pub fn accept_transfer(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_transfer(who, device)
		}

		/// Withdraw or decline an offer of a device.
		///
		/// ## Dispatch Origin
		/// Signed by who made the offer, by who runs the device, or by who may accept it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`]: there is no such device.
		/// - [`Error::NoTransfer`]: the device is not on offer.
		/// - [`Error::NotAuthorized`]: the signer is none of the three.
		///
		/// ## Events
		/// - [`Event::TransferCancelled`]
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::cancel_transfer())]
		pub fn cancel_transfer(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_transfer(who, device)
		}

		/// Recall devices: none of them may act until the recall ends.
		///
		/// ## Dispatch Origin
		/// Signed by a member with the role of a supervisor.
		///
		/// ## Details
		/// A recall of the same target takes the place of the one before. Recalls whose time is over
		/// make room for new ones.
		///
		/// ## Errors
		/// - [`Error::NotSupervisor`]: the signer is no such member.
		/// - [`Error::UnknownModel`]: the model to recall does not exist.
		/// - [`Error::Expired`]: the recall's time is over already.
		/// - [`Error::TooManyRecalls`]: 64 others are in force.
		/// - [`Error::TooManyRecords`]: the block takes no more records.
		///
		/// ## Events
		/// - [`Event::Recalled`]
		///
		/// ## Complexity
		/// One write, however many devices it concerns.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::recall().saturating_add(T::RecordWeight::get()))]
		pub fn recall(
			origin: OriginFor<T>,
			target: RecallTarget,
			reason: RecallReason,
			expires_at: Option<Millis>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_recall(by, target, reason, expires_at)
		}

		/// End a recall.
		///
		/// ## Dispatch Origin
		/// Signed by a member with the role of a supervisor.
		///
		/// ## Errors
		/// - [`Error::NotSupervisor`]: the signer is no such member.
		/// - [`Error::NotRecalled`]: there is no recall of this target.
		/// - [`Error::TooManyRecords`]: the block takes no more records.
		///
		/// ## Events
		/// - [`Event::RecallLifted`]
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::lift_recall().saturating_add(T::RecordWeight::get()))]
		pub fn lift_recall(origin: OriginFor<T>, target: RecallTarget) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_lift_recall(by, target)
		}

		/// Set a service of a device: a new one, or another value for one that is there.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, who pays the deposit. That of the value
		/// before goes back to who paid it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::InvalidName`]: `id` is empty or has other characters than letters, digits and
		///   `-._~`, or the service's type is empty, no UTF-8, or has control characters.
		/// - [`Error::InvalidUri`]: the endpoint is no URI.
		/// - [`Error::TooManyServices`]: the device has 16 others.
		///
		/// ## Events
		/// - [`Event::ServiceSet`]
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::set_service())]
		pub fn set_service(
			origin: OriginFor<T>,
			device: DeviceIndex,
			id: ServiceId,
			service: Service,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_set_service(payer, device, id, service)
		}

		/// Remove a service of a device.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, also when the device is gone. The deposit
		/// goes back to who paid it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`]: there is no such device.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::UnknownService`]: the device has no such service.
		///
		/// ## Events
		/// - [`Event::ServiceRemoved`]
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::remove_service())]
		pub fn remove_service(
			origin: OriginFor<T>,
			device: DeviceIndex,
			id: ServiceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_service(who, device, id)
		}

		/// Set a piece of metadata of a device: a new one, or another value for one that is there.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, who pays the deposit. That of the value
		/// before goes back to who paid it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::InvalidName`]: `key` is empty, no UTF-8, or has control characters.
		/// - [`Error::TooMuchMetadata`]: the device has 32 other pieces.
		///
		/// ## Events
		/// - [`Event::MetadataSet`]
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::set_metadata())]
		pub fn set_metadata(
			origin: OriginFor<T>,
			device: DeviceIndex,
			key: MetadataKey,
			value: MetadataValue,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_set_metadata(payer, device, key, value)
		}

		/// Remove a piece of metadata of a device.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator, also when the device is gone. The deposit
		/// goes back to who paid it.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`]: there is no such device.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		/// - [`Error::UnknownMetadata`]: the device has no such piece.
		///
		/// ## Events
		/// - [`Event::MetadataRemoved`]
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::remove_metadata())]
		pub fn remove_metadata(
			origin: OriginFor<T>,
			device: DeviceIndex,
			key: MetadataKey,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_metadata(who, device, key)
		}
	}
}
