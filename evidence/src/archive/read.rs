//! Making evidence from archives.

use bot_primitives::{
	merkle::{self, SoftSha256},
	record::{IndexedRecord, RecordKind, SignedRecord},
	DeviceId, Hash256, MmrLeaf,
};
use codec::{Decode, IoReader};
use std::io::{ErrorKind, Read};

use super::{check_block, ArchiveError, ArchivedChain, ARCHIVE_TAG};
use crate::{ProvedRecord, Range, SignedCheckpoint};

/// The record of a commitment that is looked for in an archive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Wanted {
	/// The device that signed it.
	pub device_id: DeviceId,
	/// The epoch of its keys.
	pub epoch: u16,
	/// The sequence number in the epoch.
	pub seq: u64,
}

impl Wanted {
	fn is(&self, IndexedRecord { record, .. }: &IndexedRecord) -> bool {
		record.kind == RecordKind::Data
			&& (record.device_id, record.epoch, record.seq)
				== (self.device_id, self.epoch, self.seq)
	}
}

/// The wanted record in its block.
struct Found {
	record: SignedRecord,
	record_index: u32,
	record_path: Vec<Hash256>,
	leaf: MmrLeaf,
}

/// Reads the whole archive, checks it, and gives what proves the wanted record, and the checkpoint
/// that it leads to. Nobody has checked the checkpoint's signatures, nor those of the record and its
/// keys: verification does.
///
/// `progress` is told after each block how many there were, and how many there will be.
pub fn prove(
	input: impl Read,
	wanted: &Wanted,
	mut progress: impl FnMut(u32, u32),
) -> Result<(ProvedRecord, SignedCheckpoint), ArchiveError> {
	let mut input = Input(IoReader(input));
	if input.next::<[u8; 16]>("tag")? != ARCHIVE_TAG {
		return Err(ArchiveError::Tag);
	}
	let signed: SignedCheckpoint = input.next("checkpoint")?;
	let checkpoint = signed.checkpoint;
	let header: Vec<u8> = input.next("header")?;
	checkpoint.header(&header).map_err(ArchiveError::Header)?;

	let mut range = Range::default();
	let mut found = None;
	for number in 0..checkpoint.number {
		let leaf: MmrLeaf = input.next("leaf")?;
		let mut records: Vec<IndexedRecord> = Vec::new();
		for _ in 0..leaf.count {
			records.push(input.next("record")?);
		}
		let hashes = check_block(&leaf, &records, number, &checkpoint.genesis_hash)?;
		range.push(&leaf).ok_or(ArchiveError::Root)?;
		if found.is_none() {
			found = find(wanted, leaf, records, &hashes);
		}
		progress(range.len(), checkpoint.number);
	}
	if range.root() != Some(checkpoint.mmr_root) {
		return Err(ArchiveError::Root);
	}

	let chains: u32 = input.next("number of key chains")?;
	let mut key_chain = None;
	for _ in 0..chains {
		let archived: ArchivedChain = input.next("key chain")?;
		let is_wanted = found.as_ref().is_some_and(|Found { record, .. }| {
			(archived.device_id, archived.epoch, archived.key)
				== (wanted.device_id, wanted.epoch, record.record.key)
		});
		if is_wanted {
			key_chain = Some(archived.chain);
		}
	}
	input.end()?;

	let Found { record, record_index, record_path, leaf } =
		found.ok_or(ArchiveError::UnknownRecord)?;
	let proved = ProvedRecord {
		genesis_hash: checkpoint.genesis_hash,
		record,
		key_chain: key_chain.ok_or(ArchiveError::NoKeyChain)?,
		record_index,
		record_path,
		leaf,
		mmr_items: range.proof(leaf.number).ok_or(ArchiveError::Root)?,
		header,
	};
	Ok((proved, signed))
}

/// The wanted record, if it is among these of one block.
fn find(
	wanted: &Wanted,
	leaf: MmrLeaf,
	records: Vec<IndexedRecord>,
	hashes: &[Hash256],
) -> Option<Found> {
	let (index, record) = records.into_iter().enumerate().find(|(_, record)| wanted.is(record))?;
	Some(Found {
		record: record.signed()?,
		record_index: u32::try_from(index).ok()?,
		record_path: merkle::path::<SoftSha256>(hashes, index)?,
		leaf,
	})
}

/// An archive that is read.
struct Input<R: Read>(IoReader<R>);

impl<R: Read> Input<R> {
	/// The next part.
	fn next<T: Decode>(&mut self, part: &'static str) -> Result<T, ArchiveError> {
		T::decode(&mut self.0).map_err(|error| ArchiveError::Encoding { part, error })
	}

	/// Checks that nothing follows.
	fn end(&mut self) -> Result<(), ArchiveError> {
		loop {
			match self.0 .0.read(&mut [0]) {
				Ok(0) => return Ok(()),
				Ok(_) => return Err(ArchiveError::TooLong),
				Err(error) if error.kind() == ErrorKind::Interrupted => {},
				Err(error) => return Err(error.into()),
			}
		}
	}
}
