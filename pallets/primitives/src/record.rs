//! Records of accepted statements, and the leaf under which the chain commits to them.

use alloc::vec::Vec;
use codec::{Decode, Encode};

use crate::{
	merkle, traits::HotDevice, AccountBytes, Commitment, DeviceId, Hash256, KeyProtection, Millis,
	ModelId, PublicKey, Sha256, Signature,
};

/// What a record is about. Names the type of its body.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum RecordKind {
	/// A commitment to readings; the body is a [`DataBody`].
	#[codec(index = 0)]
	Data,
	/// A change of standing; the body is a [`StandingBody`](crate::standing::StandingBody). No device
	/// signs it: a member's signed extrinsic did. `seq` is the number of the change of the device,
	/// as its DID document's version. A recall names no device: all of the record but its body is
	/// zero, whatever it recalls.
	#[codec(index = 1)]
	Standing,
	/// A report of sales; the body is a [`SalesReport`](crate::sales::SalesReport). `seq` is the
	/// report's number.
	#[codec(index = 2)]
	SalesReport,
	/// What became of a purchase; the body is a [`VendResult`](crate::sales::VendResult). `seq` is the
	/// purchase's number.
	#[codec(index = 3)]
	VendResult,
	/// The statement of a period under an agreement; the body is a
	/// [`StatementBody`](crate::sales::StatementBody). No device signs it: the record names the one
	/// that sold. `seq` is the number of the period.
	#[codec(index = 4)]
	RevenueStatement,
}

/// One accepted statement, signed by the device that it is about unless its kind says otherwise.
///
/// The record does not hold the signature: it is the same whoever signs it again.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Record {
	/// What it is about.
	pub kind: RecordKind,
	/// The device that made the statement.
	pub device_id: DeviceId,
	/// Who made the device.
	pub provider: AccountBytes,
	/// Who ran the device when the statement was accepted.
	pub operator: AccountBytes,
	/// The device's model.
	pub model: ModelId,
	/// The key that signed.
	pub key: PublicKey,
	/// How the device keeps its keys, as the provider declared.
	pub protection: KeyProtection,
	/// Epoch of the device's keys.
	pub epoch: u16,
	/// Sequence number in the epoch.
	pub seq: u64,
	/// What was stated, in the form that `kind` names.
	pub body: Vec<u8>,
}

impl<AccountId: Clone + Into<AccountBytes>> HotDevice<AccountId> {
	/// A record of the device as it is: who stands behind it, and which key it signs with.
	pub fn record(&self, kind: RecordKind, seq: u64, body: Vec<u8>) -> Record {
		Record {
			kind,
			device_id: self.id,
			provider: self.provider.clone().into(),
			operator: self.operator.clone().into(),
			model: self.model,
			key: self.signing_key,
			protection: self.protection,
			epoch: self.epoch,
			seq,
			body,
		}
	}
}

impl Record {
	/// Hash of the record as a leaf of its block's tree.
	pub fn leaf_hash<H: Sha256>(&self) -> Hash256 {
		self.using_encoded(merkle::leaf_hash::<H>)
	}
}

/// Body of a [`RecordKind::Data`] record.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct DataBody {
	/// What was committed to.
	pub commitment: Commitment,
	/// Whether the device's clock looked wrong when the chain received the statement. Never a
	/// reason to refuse one.
	pub clock_suspect: bool,
}

/// A record as a node's off-chain index keeps it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct IndexedRecord {
	/// The record.
	pub record: Record,
	/// The signature of the record's key that was checked; none where no device signed.
	pub signature: Option<Signature>,
}

impl IndexedRecord {
	/// The record with its signature; none where no device signed.
	pub fn signed(self) -> Option<SignedRecord> {
		let Self { record, signature } = self;
		signature.map(|signature| SignedRecord { record, signature })
	}
}

/// The block takes no more records.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RecordsFull;

/// A record that a device signed, with the signature that was checked.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct SignedRecord {
	/// The record.
	pub record: Record,
	/// The signature of the record's key.
	pub signature: Signature,
}

/// Version of [`MmrLeaf`] that the chain writes.
pub const MMR_LEAF_VERSION: u8 = 0;

/// The leaf for one block in the chain's Merkle Mountain Range, appended by the block that follows
/// it. 81 bytes, so never as long as two hashes.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct MmrLeaf {
	/// Version of this format.
	pub version: u8,
	/// Number of the block. It is also the index of the leaf.
	pub number: u32,
	/// Hash of the block's header.
	pub block_hash: Hash256,
	/// The chain's time in the block.
	pub time: Millis,
	/// Number of records in the block.
	pub count: u32,
	/// Root of the RFC 9162 tree over the records; zero where there is none.
	pub records_root: Hash256,
}

/// Engine id of the header digest that holds the root of the Merkle Mountain Range.
pub const MMR_ROOT_ENGINE_ID: [u8; 4] = *b"BOTM";

/// Keys of the off-chain index. Each is made of the content it leads to, so that imports of blocks
/// that are never finalized write nothing wrong.
pub mod index_key {
	use crate::Hash256;
	use alloc::vec::Vec;

	/// Leads from a records root to the hashes of the block's records, in order:
	/// `Vec<Hash256>`.
	pub fn hashes(records_root: &Hash256) -> Vec<u8> {
		[&b"bot:records:"[..], records_root].concat()
	}

	/// Leads from the hash of a record to its [`IndexedRecord`](super::IndexedRecord).
	pub fn record(leaf_hash: &Hash256) -> Vec<u8> {
		[&b"bot:record:"[..], leaf_hash].concat()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn mmr_leaf_has_a_fixed_length() {
		let leaf = MmrLeaf {
			version: MMR_LEAF_VERSION,
			number: u32::MAX,
			block_hash: [255; 32],
			time: u64::MAX,
			count: u32::MAX,
			records_root: [255; 32],
		};
		assert_eq!(leaf.encode().len(), 81);
	}
}
