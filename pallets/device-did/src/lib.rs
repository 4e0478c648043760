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
	key_chain::SignedRotation, traits::MemberRoles, AccountBytes, DeviceId, DeviceIndex, Hash256,
	KeyProtection, Millis, ModelId, Network, PublicKey, Rate, Signature,
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
	use bot_primitives::payload::{Delegation, Rotation};

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

	/// Numbers of devices, by id. Never removed: an id cannot come back.
	// Identity: an id is itself a cryptographic hash.
	#[pallet::storage]
	pub type Indices<T: Config> = StorageMap<_, Identity, DeviceId, DeviceIndex>;

	/// Number of the next device.
	#[pallet::storage]
	pub type NextDeviceIndex<T: Config> = StorageValue<_, DeviceIndex, ValueQuery>;

	/// What is read of a device each time it acts.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type HotDevices<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, HotDeviceOf<T>>;

	/// The rest of what is known of a device. Created by [`Pallet::register`]; the provider pays the
	/// deposit for all that a registration stores.
	// Twox64Concat: the chain gives the numbers, in order.
	#[pallet::storage]
	pub type Details<T: Config> = StorageMap<_, Twox64Concat, DeviceIndex, DeviceDetailsOf<T>>;

	/// Every root key of a device, by epoch. Whoever submits a rotation pays the deposit.
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
		DelegationKey,
		DelegationEntryOf<T>,
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
		/// A provider registered a device.
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
		/// A device has a new root key, and a new epoch.
		RootKeyRotated {
			/// Number of the device.
			device: DeviceIndex,
			/// The new epoch.
			epoch: u16,
			/// The new root key.
			key: PublicKey,
		},
		/// A device is gone for good.
		DeviceDestroyed {
			/// Number of the device.
			device: DeviceIndex,
			/// Id of the device.
			id: DeviceId,
			/// The provider or operator who said so.
			by: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// A device with this id is or was registered.
		AlreadyRegistered,
		/// The signature is not that of the key over what was to be signed, is of another type than
		/// the key, or is a P-256 signature with `s` in the upper half.
		BadSignature,
		/// The delegation's number is not above that of the last one in this epoch.
		DelegationNumberUsed,
		/// The device is gone for good.
		DeviceGone,
		/// No further epoch can be numbered.
		EpochsExhausted,
		/// The delegation's time is over already.
		Expired,
		/// The name is empty, is no UTF-8, or has control characters.
		InvalidName,
		/// The key is no point of its curve.
		KeyNotOnCurve,
		/// The signer is neither the device's provider nor its operator.
		NotAuthorized,
		/// The account named as operator is no member with that role, or is suspended.
		NotOperator,
		/// The signer is no member with the role of a provider, or is suspended.
		NotProvider,
		/// The new key is the one that is in force.
		SameKey,
		/// No further device can be numbered.
		TooManyDevices,
		/// No further model can be numbered.
		TooManyModels,
		/// No device has this number.
		UnknownDevice,
		/// No model has this number, or it is another provider's.
		UnknownModel,
		/// The key is of small order: anybody could sign for it.
		WeakKey,
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
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_register_model(provider, name, protection)
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
		/// - [`Error::DelegationNumberUsed`]: the number is not above the last one's.
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
		/// Both the old and the new root key sign `rotation`, in the old epoch. Delegations and
		/// sequence numbers begin anew: nothing that was signed before is accepted any more.
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
			Self::do_rotate(payer, device, SignedRotation { rotation, by_old, by_new })
		}

		/// Declare a device gone for good.
		///
		/// ## Dispatch Origin
		/// Signed by the device's provider or operator.
		///
		/// ## Details
		/// What is known of the device stays on record, and its id never comes back.
		///
		/// ## Errors
		/// - [`Error::UnknownDevice`], [`Error::DeviceGone`]: there is no such device any more.
		/// - [`Error::NotAuthorized`]: the signer is neither its provider nor its operator.
		///
		/// ## Events
		/// - [`Event::DeviceDestroyed`]
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::destroy())]
		pub fn destroy(origin: OriginFor<T>, device: DeviceIndex) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_destroy(by, device)
		}
	}
}
