//! Archives: the records and leaves of all blocks up to a checkpoint, from which evidence is made
//! when there is no node any more.
//!
//! ```text
//! tag                16 bytes, "bot:archive:1" filled up with zero bytes
//! checkpoint         SCALE of SignedCheckpoint
//! header             SCALE of its bytes, with their length
//! for each block below the header, from block 0:
//!     leaf           SCALE of MmrLeaf, 81 bytes
//!     records        SCALE of as many IndexedRecord as the leaf counts
//! chains             SCALE of their number, u32, and of as many ArchivedChain
//! ```
//!
//! It is written and read from the beginning to the end, once. Whoever reads it to the end knows that
//! every record is one that the header commits to, and that none is missing: the records of a block
//! hash to the root in its leaf, and the leaves to the root in the header, which is the checkpoint's.
//! Signatures and key chains are checked where evidence is verified.

mod read;
mod write;

use bot_primitives::{
	key_chain::KeyChain,
	merkle::{self, SoftSha256},
	record::IndexedRecord,
	DeviceId, Hash256, MmrLeaf, PublicKey,
};
use codec::{Decode, Encode};
use core::fmt;
use std::io;

pub use read::{prove, Wanted};
pub use write::ArchiveWriter;

use crate::BrokenLink;

/// What an archive begins with.
pub const ARCHIVE_TAG: [u8; 16] = *b"bot:archive:1\0\0\0";

/// How a device came to the key that signed its records in one epoch.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct ArchivedChain {
	/// The device.
	pub device_id: DeviceId,
	/// The epoch.
	pub epoch: u16,
	/// The key that signed.
	pub key: PublicKey,
	/// What leads from the device's id to this key.
	pub chain: KeyChain,
}

/// Why something is not an archive, or not the whole of one, or does not hold what is wanted.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArchiveError {
	/// It cannot be read or written.
	Io(io::Error),
	/// It does not begin as archives do.
	Tag,
	/// It ends too early, or has a part of another form.
	Encoding {
		/// The part.
		part: &'static str,
		/// What is wrong with it.
		error: codec::Error,
	},
	/// Something follows where the archive should end.
	TooLong,
	/// The header is not the one that the checkpoint is about.
	Header(BrokenLink),
	/// A leaf is that of another block.
	Leaf {
		/// The block whose leaf comes next.
		expected: u32,
		/// The block whose leaf came.
		found: u32,
	},
	/// The first block is not the genesis block of the checkpoint's chain.
	Genesis,
	/// The records of a block are not those that its leaf commits to.
	Records {
		/// Number of the block.
		block: u32,
	},
	/// There are fewer or more blocks than below the header.
	Blocks {
		/// How many there must be.
		expected: u32,
		/// How many there are.
		found: u32,
	},
	/// The leaves do not lead to the root in the header.
	Root,
	/// There is no such record.
	UnknownRecord,
	/// The record is there, and no key chain for its key.
	NoKeyChain,
}

impl ArchiveError {
	/// Its name.
	pub fn name(&self) -> &'static str {
		match self {
			Self::Io(_) => "Io",
			Self::Tag => "Tag",
			Self::Encoding { .. } => "Encoding",
			Self::TooLong => "TooLong",
			Self::Header(_) => "Header",
			Self::Leaf { .. } => "Leaf",
			Self::Genesis => "Genesis",
			Self::Records { .. } => "Records",
			Self::Blocks { .. } => "Blocks",
			Self::Root => "Root",
			Self::UnknownRecord => "UnknownRecord",
			Self::NoKeyChain => "NoKeyChain",
		}
	}
}

impl fmt::Display for ArchiveError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Io(error) => error.fmt(f),
			Self::Tag => f.write_str("not an archive of this version"),
			Self::Encoding { part, error } => {
				write!(f, "{part}: cut short or of another form: {error}")
			},
			Self::TooLong => f.write_str("something follows where the archive should end"),
			Self::Header(broken) => write!(f, "not the checkpoint's header: {broken}"),
			Self::Leaf { expected, found } => {
				write!(f, "the leaf of block {found} where that of block {expected} must be")
			},
			Self::Genesis => {
				f.write_str("block 0 is not the genesis block of the checkpoint's chain")
			},
			Self::Records { block } => {
				write!(f, "block {block}: its records are not those that its leaf commits to")
			},
			Self::Blocks { expected, found } => {
				write!(f, "{found} blocks, where the {expected} below the header must be")
			},
			Self::Root => {
				f.write_str("the leaves do not lead to the root in the checkpoint's header")
			},
			Self::UnknownRecord => f.write_str("it holds no such record"),
			Self::NoKeyChain => f.write_str("it holds the record, and no key chain for its key"),
		}
	}
}

impl std::error::Error for ArchiveError {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Io(error) => Some(error),
			Self::Encoding { error, .. } => Some(error),
			Self::Header(broken) => Some(broken),
			_ => None,
		}
	}
}

impl From<io::Error> for ArchiveError {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

/// Checks that the leaf is that of block `expected`, and gives the hashes of its records if they are
/// those that it commits to.
fn check_block(
	leaf: &MmrLeaf,
	records: &[IndexedRecord],
	expected: u32,
	genesis_hash: &Hash256,
) -> Result<Vec<Hash256>, ArchiveError> {
	if leaf.number != expected {
		return Err(ArchiveError::Leaf { expected, found: leaf.number });
	}
	if leaf.number == 0 && leaf.block_hash != *genesis_hash {
		return Err(ArchiveError::Genesis);
	}
	let hashes: Vec<_> =
		records.iter().map(|indexed| indexed.record.leaf_hash::<SoftSha256>()).collect();
	let root = merkle::root::<SoftSha256>(&hashes).unwrap_or_default();
	if usize::try_from(leaf.count) != Ok(records.len()) || root != leaf.records_root {
		return Err(ArchiveError::Records { block: leaf.number });
	}
	Ok(hashes)
}
