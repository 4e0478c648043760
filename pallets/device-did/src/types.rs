//! What the registry keeps.

use super::Config;
use alloc::vec::Vec;
use bot_primitives::{
	enrolment::MAX_ENROLMENT_PATH,
	key_chain::{SignedDelegation, SignedRotation},
	payload::{Delegation, Rotation},
	traits::HotDevice,
	DeviceIndex, EnrolmentId, Hash256, KeyProtection, Millis, ModelId, PublicKey, RecallReason,
	RecallTarget, Signature, Standing, X25519Key,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use frame::{prelude::*, traits::fungible::Inspect};

/// Balance of the currency that deposits are held in.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// Name of a model, UTF-8.
pub type ModelName = BoundedVec<u8, ConstU32<64>>;

/// A URI (RFC 3986).
pub type Uri = BoundedVec<u8, ConstU32<256>>;

/// Id of a service of a device: the fragment of its URL in the DID document.
pub type ServiceId = BoundedVec<u8, ConstU32<32>>;

/// Name of a piece of metadata, UTF-8.
pub type MetadataKey = BoundedVec<u8, ConstU32<32>>;

/// Value of a piece of metadata: any bytes.
pub type MetadataValue = BoundedVec<u8, ConstU32<256>>;

/// Hashes beside the way from an enrolled device's leaf to the root, from the bottom.
pub type EnrolmentPath = BoundedVec<Hash256, ConstU32<MAX_ENROLMENT_PATH>>;

/// Largest number of services of one device.
pub const MAX_SERVICES: u8 = 16;

/// Largest number of pieces of metadata of one device.
pub const MAX_METADATA: u8 = 32;

/// Largest number of recalls in force at one time.
pub const MAX_RECALLS: u32 = 64;

/// Epoch of a device's keys, and number of a statement of the root key in it.
pub type StatementKey = (u16, u32);

/// A block, and the chain's time in it.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Moment<BlockNumber> {
	/// The block.
	pub block: BlockNumber,
	/// The time.
	pub time: Millis,
}

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

/// What a provider tells of a model. It may change.
#[derive(
	Clone,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct ModelDescription {
	/// Its Thing Description (W3C Web of Things).
	pub thing: Option<ThingDescription>,
	/// SHA-256 of the image of the firmware that new devices run.
	pub firmware: Option<Hash256>,
	/// SHA-256 of the certificate (DER) of the authority that signs the devices' IDevID certificates
	/// (IEEE 802.1AR).
	pub issuing_ca: Option<Hash256>,
}

/// Where a Thing Description is, and which one it is.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct ThingDescription {
	/// Its SHA-256.
	pub hash: Hash256,
	/// Where it can be fetched.
	pub uri: Uri,
}

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
	/// What else the provider tells of it.
	pub description: ModelDescription,
	/// What the provider paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`Model`] of a runtime.
pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

impl<AccountId, Balance> Model<AccountId, Balance> {
	/// What there is to know of the model.
	pub fn info(self) -> ModelInfo<AccountId> {
		let Self { provider, name, protection, description, deposit: _ } = self;
		ModelInfo { provider, name, protection, description }
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
	/// What else the provider tells of it.
	pub description: ModelDescription,
}

/// A production run, as the root of a tree: see [`bot_primitives::enrolment`].
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Enrolment<AccountId, Balance, BlockNumber> {
	/// The model of its devices.
	pub model: ModelId,
	/// Root of the tree over them.
	pub root: Hash256,
	/// Number of them.
	pub count: u32,
	/// How many of them were activated.
	pub activated: u32,
	/// Block in which it was made.
	pub since: BlockNumber,
	/// What the provider paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// An [`Enrolment`] of a runtime.
pub type EnrolmentOf<T> =
	Enrolment<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

/// That a device is one of an enrolment. The rest of its leaf is its key and the enrolment's model.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct EnrolmentProof {
	/// Its place, from 0.
	pub index: u32,
	/// Commitment to its serial number.
	pub serial: Hash256,
	/// SHA-256 of its IDevID certificate (DER).
	pub idevid: Option<Hash256>,
	/// The hashes beside the way to the root.
	pub path: EnrolmentPath,
}

/// What is known of a device from its enrolment.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct EnrolmentPlace {
	/// The enrolment.
	pub enrolment: EnrolmentId,
	/// The device's place in it.
	pub index: u32,
	/// Commitment to the device's serial number.
	pub serial: Hash256,
	/// SHA-256 of the device's IDevID certificate (DER).
	pub idevid: Option<Hash256>,
}

/// A [`HotDevice`] of a runtime.
pub type HotDeviceOf<T> = HotDevice<<T as frame_system::Config>::AccountId>;

/// What is kept of a device beside [`HotDevice`].
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct DeviceDetails<AccountId, Balance, BlockNumber> {
	/// When it was registered or activated.
	pub registered: Moment<BlockNumber>,
	/// When it last changed.
	pub updated: Moment<BlockNumber>,
	/// Number of the last change, from 1 for the registration.
	pub version: u32,
	/// Number of the root key's last numbered statement in the epoch; 0 before the first.
	pub last_statement: u32,
	/// Number of the delegation in force.
	pub delegation: Option<u32>,
	/// Number of the statement that names the key-agreement key in force.
	pub key_agreement: Option<u32>,
	/// Number of its services.
	pub services: u8,
	/// Number of its pieces of metadata.
	pub metadata: u8,
	/// Its place in the enrolment that it was activated from; none where it was registered alone.
	pub place: Option<EnrolmentPlace>,
	/// What was paid for the storage.
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
	/// Signature of the old key over the rotation; none where that was lost, and the members
	/// behind the device stood in for it.
	pub by_old: Option<Signature>,
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
	/// Block from which on it is not any more, because another took its place, it was revoked, or
	/// its epoch ended; none while it is the last.
	pub until: Option<BlockNumber>,
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

/// A key-agreement key on record.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct KeyAgreementEntry<AccountId, Balance, BlockNumber> {
	/// The key.
	pub key: X25519Key,
	/// Signature of the root key.
	pub signature: Signature,
	/// Block from which on it is in force.
	pub since: BlockNumber,
	/// Block from which on it is not any more; none while it is the last.
	pub until: Option<BlockNumber>,
	/// What was paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`KeyAgreementEntry`] of a runtime.
pub type KeyAgreementEntryOf<T> =
	KeyAgreementEntry<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

/// The keys of a device at one block.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct KeysAt {
	/// Epoch of the keys.
	pub epoch: u16,
	/// The root key.
	pub root_key: PublicKey,
	/// The key that signs data: a delegated one, or else the root key.
	pub signing_key: PublicKey,
	/// From this time on the signing key is not accepted.
	pub key_expires_at: Option<Millis>,
	/// The key for which messages are encrypted.
	pub key_agreement: Option<X25519Key>,
}

/// An offer of a device to another operator.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Transfer<AccountId, Balance> {
	/// Who may accept it.
	pub to: AccountId,
	/// What was paid for the storage, by who made the offer.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`Transfer`] of a runtime.
pub type TransferOf<T> = Transfer<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A new root key in place of a lost one, that not all have approved yet.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Recovery<AccountId, Balance> {
	/// The new key.
	pub new_key: PublicKey,
	/// Who has approved it: two are enough.
	pub approvals: BoundedVec<AccountId, ConstU32<2>>,
	/// What the first of them paid for the storage.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`Recovery`] of a runtime.
pub type RecoveryOf<T> = Recovery<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A recall.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Recall {
	/// Which devices it is about.
	pub target: RecallTarget,
	/// Why.
	pub reason: RecallReason,
	/// From this time on it does not count; none where only a supervisor can end it.
	pub expires_at: Option<Millis>,
}

impl Recall {
	/// Whether it counts at this time.
	pub fn is_in_force(&self, now: Millis) -> bool {
		self.expires_at.is_none_or(|expires_at| now < expires_at)
	}
}

/// A service of a device, as in its DID document.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Service {
	/// Its type, UTF-8.
	pub kind: BoundedVec<u8, ConstU32<64>>,
	/// Where it is.
	pub endpoint: Uri,
}

/// A value, and what was paid for its storage.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deposited<Value, AccountId, Balance> {
	/// The value.
	pub value: Value,
	/// What was paid for it.
	pub deposit: Deposit<AccountId, Balance>,
}

/// A [`Deposited`] value of a runtime.
pub type DepositedOf<T, Value> =
	Deposited<Value, <T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// What there is to know of a device.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DeviceInfo<AccountId> {
	/// Number of the device.
	pub index: DeviceIndex,
	/// What is read of it each time it acts.
	pub hot: HotDevice<AccountId>,
	/// Whether it may act now.
	pub standing: Standing,
	/// Its root key.
	pub root_key: PublicKey,
	/// The key for which messages to it are encrypted.
	pub key_agreement: Option<X25519Key>,
	/// When it was registered or activated.
	pub registered: Moment<u32>,
	/// When it last changed.
	pub updated: Moment<u32>,
	/// Number of the last change, from 1 for the registration.
	pub version: u32,
	/// Its place in the enrolment that it was activated from.
	pub place: Option<EnrolmentPlace>,
	/// Its services, by id.
	pub services: Vec<(ServiceId, Service)>,
	/// What else is said of it, by name.
	pub metadata: Vec<(MetadataKey, MetadataValue)>,
}
