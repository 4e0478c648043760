//! What the pallet keeps, and what it tells.

use super::*;
use bot_primitives::DeviceIndex;

/// How many parties an agreement has at most.
pub const MAX_PARTIES: u32 = 16;

/// Number of an agreement on its chain, assigned when it is proposed, dense from 0.
pub type AgreementId = u32;

/// An amount of the currency.
pub type Balance = u128;

/// One value for each party, in the order of the agreement.
pub type PerParty<Value> = BoundedVec<Value, ConstU32<MAX_PARTIES>>;

/// Who gets which share.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Party<AccountId> {
	/// Who is paid.
	pub account: AccountId,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
}

/// A party, and whether it accepted.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PartyInfo<AccountId> {
	/// Who is paid.
	pub account: AccountId,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
	/// Whether it accepted the agreement.
	pub accepted: bool,
}

/// How far an agreement has come.
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
pub enum AgreementState {
	/// Some party has yet to accept it.
	#[codec(index = 0)]
	Proposed,
	/// Every party accepted it.
	#[codec(index = 1)]
	Accepted,
	/// The device's sales are split by it.
	#[codec(index = 2)]
	Active,
}

/// An agreement.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct AgreementInfo<AccountId, Balance> {
	/// The device whose sales it splits.
	pub device: DeviceIndex,
	/// Who proposed it, and runs the device.
	pub operator: AccountId,
	/// Who gets which share, and who accepted.
	pub parties: PerParty<PartyInfo<AccountId>>,
	/// How far it has come.
	pub state: AgreementState,
	/// What is held of the operator's balance for the storage.
	pub deposit: Balance,
}

/// An [`AgreementInfo`] of a runtime.
pub type AgreementOf<T> = AgreementInfo<<T as frame_system::Config>::AccountId, Balance>;

/// What one party was due so far.
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
pub struct PartyTotal {
	/// All its parts together.
	pub total: Balance,
	/// What of it could not be received, and is kept for the party.
	pub unclaimed: Balance,
}

/// What was sold under an agreement so far. Apart from the agreement, since each sale changes it.
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
pub struct SalesTotal {
	/// How many sales there were.
	pub sales: u64,
	/// All their prices together.
	pub gross: Balance,
	/// What each party was due.
	pub parties: PerParty<PartyTotal>,
}

/// What one party was due so far, for all to read.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct PartyStatement<AccountId, Balance> {
	/// Who is paid.
	pub account: AccountId,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
	/// All its parts together.
	pub total: Balance,
	/// What of it could not be received, and is kept for the party.
	pub unclaimed: Balance,
}

/// What was sold under an agreement so far, for all to read.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Statement<AccountId, Balance> {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// How many sales there were.
	pub sales: u64,
	/// All their prices together.
	pub gross: Balance,
	/// What each party was due, in the order of the agreement.
	pub parties: Vec<PartyStatement<AccountId, Balance>>,
}
