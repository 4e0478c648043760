//! Checkpoints: what members of the consortium say about one header, over their signatures.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use alloc::vec::Vec;
use bot_primitives::{AccountBytes, Hash256, Millis, PublicKey, Signature};
use codec::{Decode, Encode};
#[cfg(feature = "std")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "std")]
use crate::file::hex::hex_array;
use crate::{BrokenLink, Header};

/// What stands before a checkpoint where it is signed.
pub const CHECKPOINT_TAG: [u8; 16] = *b"bot:checkpoint:1";

/// Length of what is signed, in bytes.
pub const CHECKPOINT_MESSAGE_LEN: usize = 124;

/// What wallets put before and behind bytes that are no transaction.
const WRAPPING: [&[u8]; 2] = [b"<Bytes>", b"</Bytes>"];

/// The context in which accounts of Substrate chains sign by sr25519.
const SR25519_CONTEXT: &[u8] = b"substrate";

/// A finalized header, and what a verifier would ask of the chain about it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "std", derive(Deserialize, Serialize), serde(deny_unknown_fields))]
pub struct Checkpoint {
	/// Hash of the genesis block of the chain.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub genesis_hash: Hash256,
	/// Number of the header.
	pub number: u32,
	/// Hash of the header.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub header_hash: Hash256,
	/// Root of the chain's Merkle Mountain Range in the header's digest, over all blocks before it.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub mmr_root: Hash256,
	/// The chain's time in the header's block.
	pub time: Millis,
}

impl Checkpoint {
	/// What members sign: `SCALE(tag, genesis_hash, number, header_hash, mmr_root, time)`.
	pub fn signing_bytes(&self) -> Vec<u8> {
		(CHECKPOINT_TAG, self).encode()
	}

	/// The header of these bytes, if it is the one that the checkpoint is about.
	pub fn header(&self, bytes: &[u8]) -> Result<Header, BrokenLink> {
		let header = Header::of_hash(&self.header_hash, bytes)?;
		if header.number != self.number {
			let (checkpoint, header) = (self.number, header.number);
			return Err(BrokenLink::CheckpointNumber { checkpoint, header });
		}
		if header.mmr_root()? != self.mmr_root {
			return Err(BrokenLink::CheckpointRoot);
		}
		Ok(header)
	}
}

/// Signature of an account's key.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "std", derive(Deserialize, Serialize), serde(rename_all = "snake_case"))]
pub enum MemberSignature {
	/// By Ed25519 (RFC 8032, checked by the rules of ZIP 215).
	#[codec(index = 0)]
	Ed25519(#[cfg_attr(feature = "std", serde(with = "hex_array"))] [u8; 64]),
	/// By sr25519: Schnorr over Ristretto, in the context `substrate`.
	#[codec(index = 1)]
	Sr25519(#[cfg_attr(feature = "std", serde(with = "hex_array"))] [u8; 64]),
}

impl MemberSignature {
	/// Whether this is the signature of `account`'s key over `message`, or over `message` as wallets
	/// wrap it: between `<Bytes>` and `</Bytes>`. A weak key signs nothing.
	pub fn is_of(&self, account: &AccountBytes, message: &[u8]) -> bool {
		let [before, behind] = WRAPPING;
		self.is_over(account, message) || self.is_over(account, &[before, message, behind].concat())
	}

	fn is_over(&self, account: &AccountBytes, message: &[u8]) -> bool {
		match self {
			Self::Ed25519(signature) => {
				PublicKey::Ed25519(*account).verify(message, &Signature::Ed25519(*signature))
			},
			Self::Sr25519(signature) => {
				// The neutral element, which is all zero, is the one weak key of a group of prime order.
				*account != [0; 32]
					&& schnorrkel::PublicKey::from_bytes(account)
						.and_then(|key| {
							let signature = schnorrkel::Signature::from_bytes(signature)?;
							key.verify_simple(SR25519_CONTEXT, message, &signature)
						})
						.is_ok()
			},
		}
	}
}

/// The signature of one account over a checkpoint.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "std", derive(Deserialize, Serialize), serde(deny_unknown_fields))]
pub struct Cosignature {
	/// The account: the public key itself.
	#[cfg_attr(feature = "std", serde(with = "crate::file::account::field"))]
	pub account: AccountBytes,
	/// Its signature.
	pub signature: MemberSignature,
}

impl Cosignature {
	/// Whether the account signed `checkpoint`.
	pub fn is_over(&self, checkpoint: &Checkpoint) -> bool {
		self.signature.is_of(&self.account, &checkpoint.signing_bytes())
	}
}

/// A checkpoint, with signatures that may be of anybody and say anything until they are checked.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct SignedCheckpoint {
	/// What was signed.
	pub checkpoint: Checkpoint,
	/// The signatures.
	pub signatures: Vec<Cosignature>,
}
