//! What the pallet keeps, and how it names its refusals in the transaction pool.

use crate::Config;
use alloc::vec::Vec;
use bot_primitives::{
	payload::DataStatement, DeviceIndex, Hash256, Rate, Refusal, Sha256, Signature,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{prelude::*, traits::fungible::Inspect};
use polkadot_sdk::{frame_system, sp_io};
use scale_info::TypeInfo;

/// How many blocks an attestation stays in the pool.
pub const LONGEVITY: TransactionLongevity = 64;

/// Most statements in one call.
pub const MAX_STATEMENTS: u32 = 256;

/// How far above the next one the sequence number of a paid statement may be.
pub const PAID_REACH: u64 = 1 << 20;

/// Amount of the currency of deposits.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A rate that is sold, with this runtime's types.
pub type SoldRateOf<T> = SoldRate<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// One of many statements.
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
pub struct SignedStatement {
	/// Number of the device.
	pub device: DeviceIndex,
	/// What it states.
	pub statement: DataStatement,
	/// Signature of the device's signing key over it.
	pub signature: Signature,
}

/// A rate that an operator bought for a device.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct SoldRate<AccountId, Balance> {
	/// The rate.
	pub rate: Rate,
	/// The operator.
	pub payer: AccountId,
	/// What is held for it.
	pub deposit: Balance,
}

/// Number and root of the records of one block.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct RecordsOfBlock {
	/// How many there are.
	pub count: u32,
	/// Root of the RFC 9162 tree over them; zero where there is none.
	pub root: Hash256,
}

/// What became of the attestations of one block.
#[derive(Clone, Debug, Decode, Default, Encode, Eq, PartialEq, TypeInfo)]
pub struct StatementsOfBlock {
	/// How many were recorded.
	pub recorded: u32,
	/// How many [`Pallet::attest_many`](crate::Pallet::attest_many) refused, for each reason that there
	/// was.
	pub refused: Vec<(Refusal, u32)>,
}

/// SHA-256 by the host.
pub struct HostSha256;

impl Sha256 for HostSha256 {
	fn sha256(parts: &[&[u8]]) -> Hash256 {
		sp_io::hashing::sha2_256(&parts.concat())
	}
}

/// The pool's name for a refusal.
pub fn invalid_transaction(refusal: Refusal) -> InvalidTransaction {
	match refusal {
		Refusal::Used => InvalidTransaction::Stale,
		Refusal::OverRate => InvalidTransaction::Future,
		// The one refusal that lets a block's author keep the transaction for the next block.
		Refusal::BlockFull => InvalidTransaction::ExhaustsResources,
		Refusal::Filtered => InvalidTransaction::Call,
		Refusal::BadSignature => InvalidTransaction::BadProof,
		other => InvalidTransaction::Custom(other.number().unwrap_or_default()),
	}
}
