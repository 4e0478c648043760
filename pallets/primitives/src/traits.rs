//! How the pallets reach each other. A pallet names the traits it needs in its `Config`; the runtime
//! says which pallet answers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

use crate::{
	standing::{DeviceState, RecallReason, Standing},
	DeviceId, DeviceIndex, Hash256, KeyProtection, Millis, ModelId, PublicKey, Rate, Role, Roles,
	Signature, StreamHead,
};
#[cfg(feature = "alloc")]
use crate::{Record, RecordsFull};

/// Members of the consortium and what they may do.
pub trait MemberRoles<AccountId> {
	/// Roles of `who`; none for an account that is no member, or suspended.
	fn roles_of(who: &AccountId) -> Roles;

	/// Whether `who` has `role`, and is not suspended.
	fn has_role(who: &AccountId, role: Role) -> bool {
		Self::roles_of(who).contains(role)
	}

	/// Who is suspended or was removed: read once for any number of devices.
	type NotInStanding;

	/// Who is suspended or was removed.
	fn not_in_standing() -> Self::NotInStanding;

	/// Whether neither of the two is among those who are not in standing.
	fn are_in_standing(
		not_in_standing: &Self::NotInStanding,
		provider: &AccountId,
		operator: &AccountId,
	) -> bool;

	/// Makes `who` a member with these roles.
	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(who: &AccountId, roles: Roles);
}

/// What is read of a device each time it acts: all in one value.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct HotDevice<AccountId> {
	/// Id of the device.
	pub id: DeviceId,
	/// Whether it may act.
	pub state: DeviceState,
	/// The key it signs data with: a delegated one, or else its root key.
	pub signing_key: PublicKey,
	/// From this time on the signing key is not accepted. A root key has no such time.
	pub key_expires_at: Option<Millis>,
	/// How often it may attest.
	pub rate: Rate,
	/// Epoch of its keys.
	pub epoch: u16,
	/// Who made it.
	pub provider: AccountId,
	/// Who runs it.
	pub operator: AccountId,
	/// Its model.
	pub model: ModelId,
	/// How it keeps its keys, as the provider declared for the model.
	pub protection: KeyProtection,
	/// Hash of the firmware it runs, as it last said; before that the model's. None where neither
	/// is known.
	pub firmware: Option<Hash256>,
	/// Head of the stream of its statements.
	pub stream: StreamHead,
}

/// Devices, as the other pallets see them.
pub trait Devices<AccountId> {
	/// Number of the device with this id.
	fn index_of(id: &DeviceId) -> Option<DeviceIndex>;

	/// What is read of a device each time it acts. A device that is gone is still there.
	fn hot(index: DeviceIndex) -> Option<HotDevice<AccountId>>;

	/// The recalls in force: read once for any number of devices.
	type Recalls;

	/// The recalls that are in force now.
	fn recalls() -> Self::Recalls;

	/// Why the device is recalled; none where it is not.
	fn recall_of(recalls: &Self::Recalls, device: &HotDevice<AccountId>) -> Option<RecallReason>;

	/// Whether the device may act now.
	fn standing_of(recalls: &Self::Recalls, device: &HotDevice<AccountId>) -> Standing {
		Standing::new(device.state, Self::recall_of(recalls, device))
	}

	/// Whether `signature` is that of `key` over `message`. `key` is one that was let in as a
	/// device's key.
	fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool;

	/// Registers a device that signs with `key`, run by `operator`, and gives its number.
	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(operator: &AccountId, key: PublicKey) -> DeviceIndex;
}

/// Keeps the streams of devices.
pub trait DeviceStreams<AccountId> {
	/// Keeps `head` as that of the stream of a device, of which `hot` is what was read just now.
	fn keep_stream(index: DeviceIndex, hot: HotDevice<AccountId>, head: StreamHead);
}

/// Changes how often devices may attest.
pub trait DeviceRates {
	/// Lets a device attest at `rate` from now on; at the rate of a new device where none is given.
	/// Nothing where there is no such device.
	fn set_rate(index: DeviceIndex, rate: Option<Rate>);
}

/// What else happens when another member runs a device from now on.
pub trait OnTransfer<AccountId> {
	/// `to` runs the device instead of `from`. What was begun under `from` is ended under it.
	fn on_transfer(device: DeviceIndex, from: &AccountId, to: &AccountId);

	/// Prepares the device so that its next transfer has the most to do.
	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(device: DeviceIndex, from: &AccountId);
}

impl<AccountId> OnTransfer<AccountId> for () {
	fn on_transfer(_: DeviceIndex, _: &AccountId, _: &AccountId) {}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(_: DeviceIndex, _: &AccountId) {}
}

impl<AccountId, A: OnTransfer<AccountId>, B: OnTransfer<AccountId>> OnTransfer<AccountId>
	for (A, B)
{
	fn on_transfer(device: DeviceIndex, from: &AccountId, to: &AccountId) {
		A::on_transfer(device, from, to);
		B::on_transfer(device, from, to);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(device: DeviceIndex, from: &AccountId) {
		A::prepare_for_benchmark(device, from);
		B::prepare_for_benchmark(device, from);
	}
}

/// The records of a block.
#[cfg(feature = "alloc")]
pub trait Records {
	/// Whether the block takes a further record.
	fn takes_record() -> bool;

	/// Appends a record that a device signed, with the signature that was checked, and gives the
	/// record's hash.
	fn append_signed(record: Record, signature: Signature) -> Result<Hash256, RecordsFull>;

	/// Appends a record that no device signed, and gives its hash.
	fn append(record: Record) -> Result<Hash256, RecordsFull>;
}
