//! Where a piece of evidence is broken.

use bot_primitives::{merkle::PathError, Hash256, Millis};
use core::fmt;

/// The first broken link of a piece of evidence, in the order from the trusted header down to the
/// reading.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum BrokenLink {
	/// The evidence is of another chain than the trusted checkpoint.
	CheckpointChain,
	/// The header is not the trusted one.
	HeaderHash {
		/// Hash of the header in the evidence.
		found: Hash256,
	},
	/// The header is not the SCALE encoding of a header, or more bytes follow it.
	HeaderEncoding,
	/// The header's digest holds no root of a Merkle Mountain Range.
	MmrRootMissing,
	/// The header's digest holds more than one root of a Merkle Mountain Range.
	MmrRootRepeated,
	/// The root in the header's digest is not 32 bytes long.
	MmrRootLength,
	/// The header has another number than the members signed.
	CheckpointNumber {
		/// Number in the checkpoint.
		checkpoint: u32,
		/// Number of the header.
		header: u32,
	},
	/// The header holds another root than the members signed.
	CheckpointRoot,
	/// The leaf of the record's block is of another version than this verifier knows.
	LeafVersion {
		/// Version in the evidence.
		found: u8,
	},
	/// The record's block does not come before the trusted header.
	LeafNumber {
		/// Number of the record's block.
		leaf: u32,
		/// Number of the trusted header.
		header: u32,
	},
	/// The proof of the leaf has more or fewer hashes than that of this leaf in a range of this
	/// size.
	MmrProofLength {
		/// How many it must have.
		expected: usize,
		/// How many it has.
		found: usize,
	},
	/// The leaf does not lead to the root in the trusted header: the leaf or its proof was changed.
	MmrProof,
	/// The record's block is of a later time than the members signed for the header.
	CheckpointTime {
		/// Time in the checkpoint.
		checkpoint: Millis,
		/// Time of the record's block.
		leaf: Millis,
	},
	/// The record does not lead to the root of the block's records: the record, its index or its
	/// path was changed.
	RecordPath(PathError),
	/// The record's device id is not that of its provider and the first root key.
	DeviceId,
	/// There is not exactly one rotation for each epoch before the record's.
	RotationCount {
		/// Epoch of the record.
		epoch: u16,
		/// How many rotations there are.
		found: usize,
	},
	/// The old root key did not sign the rotation that ended this epoch.
	RotationByOldKey {
		/// The epoch that the rotation ended.
		epoch: u16,
	},
	/// The new root key did not sign the rotation that ended this epoch.
	RotationByNewKey {
		/// The epoch that the rotation ended.
		epoch: u16,
	},
	/// The root key did not sign the delegation.
	Delegation,
	/// The record's key is not the delegated one.
	DelegatedKey,
	/// The delegation had expired when the chain received the record.
	DelegationExpired,
	/// Nothing was delegated, and the record's key is not the root key.
	RootKey,
	/// The record's body is not a commitment to readings.
	RecordBody,
	/// The record's key did not sign the record's commitment.
	RecordSignature,
	/// The counts in the commitment disagree.
	Counts,
	/// The reading does not lead to the root that the device signed: the reading, its salt, its
	/// index or its path was changed.
	Reading(PathError),
}

impl BrokenLink {
	/// The link's name, under which every verifier of the format knows it.
	pub fn name(&self) -> &'static str {
		match self {
			Self::CheckpointChain => "CheckpointChain",
			Self::HeaderHash { .. } => "HeaderHash",
			Self::HeaderEncoding => "HeaderEncoding",
			Self::MmrRootMissing => "MmrRootMissing",
			Self::MmrRootRepeated => "MmrRootRepeated",
			Self::MmrRootLength => "MmrRootLength",
			Self::CheckpointNumber { .. } => "CheckpointNumber",
			Self::CheckpointRoot => "CheckpointRoot",
			Self::LeafVersion { .. } => "LeafVersion",
			Self::LeafNumber { .. } => "LeafNumber",
			Self::MmrProofLength { .. } => "MmrProofLength",
			Self::MmrProof => "MmrProof",
			Self::CheckpointTime { .. } => "CheckpointTime",
			Self::RecordPath(_) => "RecordPath",
			Self::DeviceId => "DeviceId",
			Self::RotationCount { .. } => "RotationCount",
			Self::RotationByOldKey { .. } => "RotationByOldKey",
			Self::RotationByNewKey { .. } => "RotationByNewKey",
			Self::Delegation => "Delegation",
			Self::DelegatedKey => "DelegatedKey",
			Self::DelegationExpired => "DelegationExpired",
			Self::RootKey => "RootKey",
			Self::RecordBody => "RecordBody",
			Self::RecordSignature => "RecordSignature",
			Self::Counts => "Counts",
			Self::Reading(_) => "Reading",
		}
	}
}

impl fmt::Display for BrokenLink {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::CheckpointChain => {
				f.write_str("chain: it is another one than that of the trusted checkpoint")
			},
			Self::HeaderHash { found } => {
				f.write_str("header: it is not the trusted one; its hash is 0x")?;
				found.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
			},
			Self::HeaderEncoding => f.write_str("header: it is not the encoding of a header"),
			Self::MmrRootMissing => {
				f.write_str("header digest: it holds no root of a Merkle Mountain Range")
			},
			Self::MmrRootRepeated => {
				f.write_str("header digest: it holds more than one root of a Merkle Mountain Range")
			},
			Self::MmrRootLength => f.write_str("header digest: the root is not 32 bytes long"),
			Self::CheckpointNumber { checkpoint, header } => {
				write!(f, "header: its number is {header}, and the members signed {checkpoint}")
			},
			Self::CheckpointRoot => {
				f.write_str("header digest: the root is not the one that the members signed")
			},
			Self::LeafVersion { found } => {
				write!(f, "block leaf: its version {found} is not one this verifier knows")
			},
			Self::LeafNumber { leaf, header } => write!(
				f,
				"block leaf: block {leaf} does not come before the trusted header, number {header}"
			),
			Self::MmrProofLength { expected, found } => {
				write!(f, "block proof: it has {found} hashes and must have {expected}")
			},
			Self::MmrProof => f.write_str(
				"block proof: the block's leaf does not lead to the root in the trusted header",
			),
			Self::CheckpointTime { checkpoint, leaf } => write!(
				f,
				"block leaf: its time {leaf} is later than {checkpoint}, which the members signed for the \
				 header"
			),
			Self::RecordPath(error) => {
				write!(f, "record: {} the root of its block's records", path_error(error))
			},
			Self::DeviceId => {
				f.write_str("key chain: the device's id is not that of its provider and first key")
			},
			Self::RotationCount { epoch, found } => {
				write!(f, "key chain: it has {found} rotations and the record is of epoch {epoch}")
			},
			Self::RotationByOldKey { epoch } => write!(
				f,
				"key chain: the old key did not sign the rotation that ended epoch {epoch}"
			),
			Self::RotationByNewKey { epoch } => write!(
				f,
				"key chain: the new key did not sign the rotation that ended epoch {epoch}"
			),
			Self::Delegation => f.write_str("key chain: the root key did not sign the delegation"),
			Self::DelegatedKey => {
				f.write_str("key chain: the record's key is not the delegated one")
			},
			Self::DelegationExpired => f.write_str(
				"key chain: the delegation had expired when the chain received the record",
			),
			Self::RootKey => f.write_str("key chain: the record's key is not the root key"),
			Self::RecordBody => f.write_str("record: its body is not a commitment to readings"),
			Self::RecordSignature => {
				f.write_str("signature: the record's key did not sign the commitment")
			},
			Self::Counts => f.write_str("commitment: its counts disagree"),
			Self::Reading(error) => {
				write!(f, "reading: {} the root that the device signed", path_error(error))
			},
		}
	}
}

impl core::error::Error for BrokenLink {}

/// How `error` reads before "the root ...".
fn path_error(error: &PathError) -> &'static str {
	match error {
		PathError::IndexOutOfRange => "its index is not below the number of leaves under",
		PathError::Length => "its path is too short or too long to lead to",
		PathError::Root => "it does not lead to",
	}
}
