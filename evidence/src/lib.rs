#![cfg_attr(not(feature = "std"), no_std)]
#![doc = include_str!("../README.md")]
#![cfg_attr(
	not(test),
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

#[cfg(feature = "std")]
pub mod archive;
mod checkpoint;
mod error;
#[cfg(feature = "std")]
mod file;
mod header;
mod members;
mod mmr;
mod verify;

use alloc::vec::Vec;
use blake2::{digest::consts::U32, Blake2b, Digest};
use bot_primitives::{key_chain::KeyChain, record::SignedRecord, Hash256, MmrLeaf};

pub use checkpoint::{
	Checkpoint, Cosignature, MemberSignature, SignedCheckpoint, CHECKPOINT_MESSAGE_LEN,
	CHECKPOINT_TAG,
};
pub use error::BrokenLink;
#[cfg(feature = "std")]
pub use file::{account_from_text, account_to_text, EvidenceFile, FileError, FileType};
pub use header::{DigestItem, Header};
pub use members::{
	CheckpointError, CosignatureState, Member, Members, MembersError, TrustedCheckpoint,
};
pub use mmr::Range;
pub use verify::{verify, Signer, Verdict};

/// One reading, with everything needed to check it against a header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
	/// Hash of the genesis block of the chain.
	pub genesis_hash: Hash256,
	/// The reading, and its place in the batch that the device committed to.
	pub reading: Reading,
	/// The record of the commitment, with the signature that the chain checked.
	pub record: SignedRecord,
	/// What leads from the device's id to the key that signed.
	pub key_chain: KeyChain,
	/// Place of the record among those of its block.
	pub record_index: u32,
	/// The hashes beside the way from the record up to the root of its block's records.
	pub record_path: Vec<Hash256>,
	/// The leaf of the record's block in the chain's Merkle Mountain Range.
	pub leaf: MmrLeaf,
	/// What leads from the leaf to the root of the range, as pallet-mmr gives it.
	pub mmr_items: Vec<Hash256>,
	/// SCALE encoding of the header that holds this root.
	pub header: Vec<u8>,
}

/// A record that is proved: everything of evidence but the reading.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProvedRecord {
	/// Hash of the genesis block of the chain.
	pub genesis_hash: Hash256,
	/// The record of a commitment, with the signature that the chain checked.
	pub record: SignedRecord,
	/// What leads from the device's id to the key that signed.
	pub key_chain: KeyChain,
	/// Place of the record among those of its block.
	pub record_index: u32,
	/// The hashes beside the way from the record up to the root of its block's records.
	pub record_path: Vec<Hash256>,
	/// The leaf of the record's block in the chain's Merkle Mountain Range.
	pub leaf: MmrLeaf,
	/// What leads from the leaf to the root of the range.
	pub mmr_items: Vec<Hash256>,
	/// SCALE encoding of the header that holds this root.
	pub header: Vec<u8>,
}

impl ProvedRecord {
	/// Evidence of a reading that the record commits to.
	pub fn evidence(self, reading: Reading) -> Evidence {
		let Self {
			genesis_hash,
			record,
			key_chain,
			record_index,
			record_path,
			leaf,
			mmr_items,
			header,
		} = self;
		Evidence {
			genesis_hash,
			reading,
			record,
			key_chain,
			record_index,
			record_path,
			leaf,
			mmr_items,
			header,
		}
	}
}

/// A reading, and its place in the batch that the device committed to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reading {
	/// What was hashed before the content, so that nobody can guess the content from its hash.
	pub salt: [u8; 16],
	/// The reading itself, in the form that the commitment names.
	pub content: Vec<u8>,
	/// Place of the reading in the batch.
	pub index: u32,
	/// The hashes beside the way from the reading up to the root of the batch.
	pub path: Vec<Hash256>,
}

/// What a verifier trusts before it reads any evidence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Anchor {
	/// Hash of a finalized header of the chain.
	HeaderHash(Hash256),
	/// A checkpoint that a quorum of the chain's members signed.
	Checkpoint(TrustedCheckpoint),
}

/// BLAKE2b with a 32-byte digest, over the concatenation of `parts`.
fn blake2_256(parts: &[&[u8]]) -> Hash256 {
	let mut hasher = Blake2b::<U32>::new();
	for part in parts {
		hasher.update(part);
	}
	hasher.finalize().into()
}
