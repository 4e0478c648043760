//! What the pallet keeps, and how it names its refusals in the transaction pool.

use bot_primitives::{Hash256, Refusal, Sha256};
use codec::{Decode, Encode, MaxEncodedLen};
use frame::prelude::*;
use polkadot_sdk::sp_io;
use scale_info::TypeInfo;

/// How many blocks an attestation stays in the pool.
pub const LONGEVITY: TransactionLongevity = 64;

/// Number and root of the records of one block.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct RecordsOfBlock {
	/// How many there are.
	pub count: u32,
	/// Root of the RFC 9162 tree over them; zero where there is none.
	pub root: Hash256,
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
		Refusal::UnknownDevice
		| Refusal::DeviceGone
		| Refusal::Suspended
		| Refusal::Recalled
		| Refusal::Retired
		| Refusal::KeyExpired
		| Refusal::MemberNotInStanding
		| Refusal::Inconsistent
		| Refusal::TooFar => InvalidTransaction::Custom(refusal.number().unwrap_or_default()),
	}
}
