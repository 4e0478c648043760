//! Headers of the chain.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use alloc::vec::Vec;
use bot_primitives::{record::MMR_ROOT_ENGINE_ID, Hash256};
use codec::{Decode, DecodeAll, Encode};
#[cfg(feature = "std")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "std")]
use crate::file::hex::{hex_array, hex_bytes};
use crate::{blake2_256, BrokenLink};

/// A header. The BLAKE2b-256 of its SCALE encoding is the block's hash.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "std", derive(Deserialize, Serialize), serde(deny_unknown_fields))]
pub struct Header {
	/// Hash of the block before.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub parent_hash: Hash256,
	/// Number of the block.
	#[codec(compact)]
	pub number: u32,
	/// Root of the state after the block.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub state_root: Hash256,
	/// Root of the block's extrinsics.
	#[cfg_attr(feature = "std", serde(with = "hex_array"))]
	pub extrinsics_root: Hash256,
	/// What the runtime and the consensus added.
	pub digest: Vec<DigestItem>,
}

/// An item of a header's digest.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(
	feature = "std",
	derive(Deserialize, Serialize),
	serde(deny_unknown_fields, rename_all = "snake_case")
)]
pub enum DigestItem {
	/// Bytes without a form.
	#[codec(index = 0)]
	Other(#[cfg_attr(feature = "std", serde(with = "hex_bytes"))] Vec<u8>),
	/// From the runtime to a consensus engine or, as here, to those who read headers.
	#[codec(index = 4)]
	Consensus {
		/// Whom it is for.
		#[cfg_attr(feature = "std", serde(with = "hex_array"))]
		engine: [u8; 4],
		/// What it says.
		#[cfg_attr(feature = "std", serde(with = "hex_bytes"))]
		data: Vec<u8>,
	},
	/// The block's author's signature.
	#[codec(index = 5)]
	Seal {
		/// Whose form it has.
		#[cfg_attr(feature = "std", serde(with = "hex_array"))]
		engine: [u8; 4],
		/// The signature.
		#[cfg_attr(feature = "std", serde(with = "hex_bytes"))]
		data: Vec<u8>,
	},
	/// From a consensus engine to the runtime.
	#[codec(index = 6)]
	PreRuntime {
		/// Whom it is from.
		#[cfg_attr(feature = "std", serde(with = "hex_array"))]
		engine: [u8; 4],
		/// What it says.
		#[cfg_attr(feature = "std", serde(with = "hex_bytes"))]
		data: Vec<u8>,
	},
	/// The runtime's code or memory changed.
	#[codec(index = 8)]
	RuntimeEnvironmentUpdated,
}

impl Header {
	/// The header of these bytes, if their hash is `hash`.
	pub(crate) fn of_hash(hash: &Hash256, bytes: &[u8]) -> Result<Self, BrokenLink> {
		let found = blake2_256(&[bytes]);
		if found != *hash {
			return Err(BrokenLink::HeaderHash { found });
		}
		Self::decode_all(&mut &*bytes).map_err(|_| BrokenLink::HeaderEncoding)
	}

	/// Root of the chain's Merkle Mountain Range over all blocks before this one.
	pub fn mmr_root(&self) -> Result<Hash256, BrokenLink> {
		let mut roots = self.digest.iter().filter_map(|item| match item {
			DigestItem::Consensus { engine: MMR_ROOT_ENGINE_ID, data } => Some(data),
			_ => None,
		});
		let root = roots.next().ok_or(BrokenLink::MmrRootMissing)?;
		if roots.next().is_some() {
			return Err(BrokenLink::MmrRootRepeated);
		}
		root.as_slice().try_into().map_err(|_| BrokenLink::MmrRootLength)
	}
}
