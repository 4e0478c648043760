//! Writing archives.

use bot_primitives::{record::IndexedRecord, MmrLeaf};
use codec::Encode;
use std::{collections::BTreeMap, io::Write};

use super::{check_block, ArchiveError, ArchivedChain, ARCHIVE_TAG};
use crate::{Checkpoint, Range, SignedCheckpoint};

/// Writes an archive, block by block. What it is given it checks as a reader does, so that no archive
/// comes to be that cannot be read.
pub struct ArchiveWriter<W> {
	output: W,
	checkpoint: Checkpoint,
	range: Range,
	records: u64,
	/// By the encoding of device, epoch and key.
	chains: BTreeMap<Vec<u8>, ArchivedChain>,
}

impl<W: Write> ArchiveWriter<W> {
	/// Begins an archive of the blocks below `header`, which `signed` is about.
	pub fn new(
		mut output: W,
		signed: &SignedCheckpoint,
		header: &[u8],
	) -> Result<Self, ArchiveError> {
		let checkpoint = signed.checkpoint;
		checkpoint.header(header).map_err(ArchiveError::Header)?;
		output.write_all(&ARCHIVE_TAG)?;
		output.write_all(&signed.encode())?;
		output.write_all(&header.encode())?;
		let range = Range::default();
		Ok(Self { output, checkpoint, range, records: 0, chains: BTreeMap::new() })
	}

	/// How many blocks were written.
	pub fn blocks(&self) -> u32 {
		self.range.len()
	}

	/// How many records were written.
	pub fn records(&self) -> u64 {
		self.records
	}

	/// How many key chains there are.
	pub fn key_chains(&self) -> usize {
		self.chains.len()
	}

	/// Writes the next block.
	pub fn block(&mut self, leaf: &MmrLeaf, records: &[IndexedRecord]) -> Result<(), ArchiveError> {
		let next = self.range.len();
		if next >= self.checkpoint.number {
			let found = next.saturating_add(1);
			return Err(ArchiveError::Blocks { expected: self.checkpoint.number, found });
		}
		check_block(leaf, records, next, &self.checkpoint.genesis_hash)?;
		self.range.push(leaf).ok_or(ArchiveError::Root)?;
		self.output.write_all(&leaf.encode())?;
		for record in records {
			self.output.write_all(&record.encode())?;
			self.records = self.records.saturating_add(1);
		}
		Ok(())
	}

	/// Keeps a key chain. That of one key of one device in one epoch is kept once.
	pub fn key_chain(&mut self, chain: ArchivedChain) {
		self.chains.insert((chain.device_id, chain.epoch, chain.key).encode(), chain);
	}

	/// Ends the archive, if it holds all the blocks that the checkpoint commits to.
	pub fn finish(mut self) -> Result<W, ArchiveError> {
		let (expected, found) = (self.checkpoint.number, self.range.len());
		if found != expected {
			return Err(ArchiveError::Blocks { expected, found });
		}
		if self.range.root() != Some(self.checkpoint.mmr_root) {
			return Err(ArchiveError::Root);
		}
		let count = u32::try_from(self.chains.len()).map_err(|_| ArchiveError::NoKeyChain)?;
		self.output.write_all(&count.encode())?;
		for chain in self.chains.values() {
			self.output.write_all(&chain.encode())?;
		}
		self.output.flush()?;
		Ok(self.output)
	}
}
