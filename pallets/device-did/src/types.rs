//! What the registry keeps.

use super::Config;
use bot_primitives::{
	key_chain::{SignedDelegation, SignedRotation},
	payload::{Delegation, Rotation},
	traits::HotDevice,
	DeviceIndex, KeyProtection, Millis, PublicKey, Signature, StreamHead,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use frame::{
	prelude::*,
	traits::{fungible::Inspect, Footprint},
};

/// Balance of the currency that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// Name of a model, UTF-8.
pub type ModelName = BoundedVec<u8, ConstU32<64>>;

/// Epoch of a device's keys, and number of a delegation in it.
pub type DelegationKey = (u16, u32);

/// A deposit, and who paid it.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deposit<AccountId, Balance> {
	/// Whose balance is held.
	pub payer: AccountId,
	/// How much of it.
	pub amount: Balance,
}

/// A [`Deposit`] of a runtime.
pub type DepositOf<T> = Deposit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A kind of device that a provider makes.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Model<AccountId, Balance> {
	/// Who makes it.
	pub provider: AccountId,
	/// Its name.
	pub name: ModelName,
	/// How its devices keep their keys, as the provider declares.
	pub protection: KeyProtection,
	/// What the provider paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`Model`] of a runtime.
pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

impl<AccountId, Balance> Model<AccountId, Balance> {
	/// What there is to know of the model.
	pub fn info(self) -> ModelInfo<AccountId> {
		ModelInfo { provider: self.provider, name: self.name, protection: self.protection }
	}
}

/// What there is to know of a model.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct ModelInfo<AccountId> {
	/// Who makes it.
	pub provider: AccountId,
	/// Its name.
	pub name: ModelName,
	/// How its devices keep their keys, as the provider declares.
	pub protection: KeyProtection,
}

/// A [`HotDevice`] of a runtime.
pub type HotDeviceOf<T> = HotDevice<<T as frame_system::Config>::AccountId>;

/// What is kept of a device beside [`HotDevice`].
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct DeviceDetails<AccountId, Balance, BlockNumber> {
	/// Block of the registration.
	pub registered_at: BlockNumber,
	/// Block of the last change.
	pub updated_at: BlockNumber,
	/// Number of the last change, from 1 for the registration.
	pub version: u32,
	/// Number of the last delegation in the epoch; 0 before the first.
	pub last_delegation: u32,
	/// What the provider paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// [`DeviceDetails`] of a runtime.
pub type DeviceDetailsOf<T> =
	DeviceDetails<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

/// A root key of a device.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct RootKey<AccountId, Balance, BlockNumber> {
	/// The key.
	pub key: PublicKey,
	/// Block from which on it is in force. It ends with the block of the next epoch's key.
	pub since: BlockNumber,
	/// How it took the place of the key before; none for the first, which the registration holds.
	pub succession: Option<Succession<AccountId, Balance>>,
}

/// A [`RootKey`] of a runtime.
pub type RootKeyOf<T> =
	RootKey<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

/// How a root key took the place of the one before.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Succession<AccountId, Balance> {
	/// Signature of the old key over the rotation.
	pub by_old: Signature,
	/// Signature of the new key over the rotation.
	pub by_new: Signature,
	/// What was paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

impl<AccountId, Balance, BlockNumber> RootKey<AccountId, Balance, BlockNumber> {
	/// The rotation that brought the key; none for the first.
	pub fn rotation(&self) -> Option<SignedRotation> {
		self.succession.as_ref().map(|succession| SignedRotation {
			rotation: Rotation { new_key: self.key },
			by_old: succession.by_old,
			by_new: succession.by_new,
		})
	}
}

/// A delegation on record.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct DelegationEntry<AccountId, Balance, BlockNumber> {
	/// The key that may sign.
	pub key: PublicKey,
	/// From this time on it may not.
	pub expires_at: Millis,
	/// Signature of the root key.
	pub signature: Signature,
	/// Block from which on it is in force.
	pub since: BlockNumber,
	/// What was paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`DelegationEntry`] of a runtime.
pub type DelegationEntryOf<T> =
	DelegationEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

impl<AccountId, Balance, BlockNumber> DelegationEntry<AccountId, Balance, BlockNumber> {
	/// The delegation as it was signed, under its number.
	pub fn signed(&self, number: u32) -> SignedDelegation {
		let delegation = Delegation { number, key: self.key, expires_at: self.expires_at };
		SignedDelegation { delegation, signature: self.signature }
	}
}

/// What there is to know of a device.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DeviceInfo<AccountId> {
	/// Number of the device.
	pub index: DeviceIndex,
	/// What is read of it each time it acts.
	pub hot: HotDevice<AccountId>,
	/// Its root key.
	pub root_key: PublicKey,
	/// Block of the registration.
	pub registered_at: u32,
	/// Block of the last change.
	pub updated_at: u32,
	/// Number of the last change, from 1 for the registration.
	pub version: u32,
}

/// What the registration of a model stores.
pub fn model_footprint<T: Config>() -> Footprint {
	Footprint::from_parts(1, ModelOf::<T>::max_encoded_len())
}

/// What the registration of a device stores: its number, its hot and its other values, its first
/// root key, and the head of its stream, which is stored when it first attests.
pub fn device_footprint<T: Config>() -> Footprint {
	let bytes = [
		DeviceIndex::max_encoded_len(),
		HotDeviceOf::<T>::max_encoded_len(),
		DeviceDetailsOf::<T>::max_encoded_len(),
		RootKeyOf::<T>::max_encoded_len(),
		StreamHead::max_encoded_len(),
	];
	Footprint::from_parts(bytes.len(), bytes.into_iter().fold(0, usize::saturating_add))
}

/// What a rotation stores.
pub fn rotation_footprint<T: Config>() -> Footprint {
	Footprint::from_parts(1, RootKeyOf::<T>::max_encoded_len())
}

/// What a delegation stores.
pub fn delegation_footprint<T: Config>() -> Footprint {
	Footprint::from_parts(1, DelegationEntryOf::<T>::max_encoded_len())
}
