//! Salts readings and commits to them in batches.

use bot_primitives::{
	content,
	merkle::{self, SoftSha256},
	payload::DataStatement,
	Commitment, Millis,
};
use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::{hex_bytes, Error, Result};

/// One reading with its salt, as it is kept beside the chain.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SaltedReading {
	/// The device's own number of the reading.
	pub counter: u64,
	/// Time of the reading, by the device's clock.
	pub at: Millis,
	/// 16 secret bytes, without which a reading could be guessed from its hash.
	#[serde(with = "hex_bytes")]
	pub salt: [u8; 16],
	/// The reading, in the form that the commitment names.
	pub content: String,
}

impl SaltedReading {
	/// Salts a reading, with the randomness of the operating system.
	pub fn new(counter: u64, at: Millis, content: String) -> Result<Self> {
		let mut salt = [0; 16];
		getrandom::fill(&mut salt)
			.map_err(|error| Error::input(format!("no randomness: {error}")))?;
		Ok(Self { counter, at, salt, content })
	}

	/// The reading as a leaf of its batch's tree.
	pub fn leaf_hash(&self) -> [u8; 32] {
		merkle::salted_leaf_hash::<SoftSha256>(&self.salt, self.content.as_bytes())
	}
}

/// Readings under one commitment and one sequence number.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
	/// Epoch of the keys that the batch is to be signed in.
	pub epoch: u16,
	/// Sequence number.
	pub seq: u64,
	/// Root of the tree over the readings.
	#[serde(with = "hex_bytes")]
	pub root: [u8; 32],
	/// How far its file was read, where the readings are from a file.
	pub source: Option<Source>,
	/// The readings, in the order of their counters. Never empty.
	pub readings: Vec<SaltedReading>,
}

impl Batch {
	/// A batch of these readings; nothing where there are none.
	pub fn new(epoch: u16, seq: u64, readings: Vec<SaltedReading>) -> Option<Self> {
		let root = root(&readings)?;
		Some(Self { epoch, seq, root, source: None, readings })
	}

	/// What the device signs.
	pub fn statement(&self) -> Result<DataStatement> {
		let empty = || Error::Invalid(format!("batch {} holds no readings", self.seq));
		let (first, last) = self.readings.first().zip(self.readings.last()).ok_or_else(empty)?;
		let commitment = Commitment {
			root: self.root,
			count: u32::try_from(self.readings.len()).map_err(Error::input)?,
			first_counter: first.counter,
			last_counter: last.counter,
			first_at: first.at,
			last_at: last.at,
			content: content::SENML_JSON,
		};
		Ok(DataStatement { seq: self.seq, commitment })
	}

	/// The leaf hashes of the readings.
	pub fn leaves(&self) -> Vec<[u8; 32]> {
		self.readings.iter().map(SaltedReading::leaf_hash).collect()
	}

	/// Whether the readings are those that the root is of.
	pub fn is_intact(&self) -> bool {
		root(&self.readings) == Some(self.root)
	}

	/// The place of the reading with this counter.
	pub fn position(&self, counter: u64) -> Option<usize> {
		self.readings.iter().position(|reading| reading.counter == counter)
	}
}

fn root(readings: &[SaltedReading]) -> Option<[u8; 32]> {
	let leaves: Vec<_> = readings.iter().map(SaltedReading::leaf_hash).collect();
	merkle::root::<SoftSha256>(&leaves)
}

/// Gathers readings until there are enough for a batch.
pub struct Batcher {
	epoch: u16,
	next_seq: u64,
	next_counter: u64,
	size: usize,
	readings: Vec<SaltedReading>,
}

impl Batcher {
	/// Begins at these numbers. A batch holds at most `size` readings, at least 1.
	pub fn new(epoch: u16, next_seq: u64, next_counter: u64, size: usize) -> Self {
		Self { epoch, next_seq, next_counter, size: size.max(1), readings: Vec::new() }
	}

	/// Adds a reading, and gives the batch that it fills.
	pub fn push(&mut self, at: Millis, content: String) -> Result<Option<Batch>> {
		self.readings.push(SaltedReading::new(self.next_counter, at, content)?);
		self.next_counter = self
			.next_counter
			.checked_add(1)
			.ok_or_else(|| Error::input("the reading counter is used up"))?;
		if self.readings.len() < self.size {
			Ok(None)
		} else {
			self.finish()
		}
	}

	/// The readings that are left, if any, as a batch.
	pub fn finish(&mut self) -> Result<Option<Batch>> {
		let batch = Batch::new(self.epoch, self.next_seq, std::mem::take(&mut self.readings));
		if batch.is_some() {
			self.skip_seq()?;
		}
		Ok(batch)
	}

	/// Leaves out one sequence number.
	pub fn skip_seq(&mut self) -> Result<()> {
		self.next_seq = self
			.next_seq
			.checked_add(1)
			.ok_or_else(|| Error::input("the sequence numbers are used up"))?;
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn batches(count: u64, size: usize) -> Vec<Batch> {
		let mut batcher = Batcher::new(2, 5, 100, size);
		let mut batches: Vec<_> =
			(0..count).filter_map(|n| batcher.push(1_000 + n, format!("[{n}]")).unwrap()).collect();
		batches.extend(batcher.finish().unwrap());
		assert_eq!(batcher.finish().unwrap(), None);
		batches
	}

	#[test]
	fn every_reading_is_in_one_batch_and_the_numbers_run_on() {
		let batches = batches(10, 4);
		assert_eq!(batches.iter().map(|b| b.readings.len()).collect::<Vec<_>>(), [4, 4, 2]);
		assert_eq!(batches.iter().map(|b| b.seq).collect::<Vec<_>>(), [5, 6, 7]);
		let counters: Vec<_> =
			batches.iter().flat_map(|b| b.readings.iter().map(|r| r.counter)).collect();
		assert_eq!(counters, (100..110).collect::<Vec<_>>());
		let commitment = batches[1].statement().unwrap().commitment;
		assert!(commitment.is_consistent());
		assert_eq!((commitment.first_counter, commitment.last_counter), (104, 107));
		assert_eq!((commitment.first_at, commitment.last_at), (1_004, 1_007));
		assert_eq!((commitment.count, commitment.content), (4, 110));
	}

	#[test]
	fn full_batches_leave_nothing_behind() {
		assert_eq!(batches(8, 4).len(), 2);
		assert_eq!(batches(0, 4).len(), 0);
		assert_eq!(batches(2, 0).len(), 2);
	}

	#[test]
	fn no_two_readings_share_a_salt() {
		let batch = batches(50, 50).remove(0);
		let salts: std::collections::BTreeSet<_> = batch.readings.iter().map(|r| r.salt).collect();
		assert_eq!(salts.len(), 50);
	}

	#[test]
	fn every_reading_has_a_path_to_the_root() {
		let batch = batches(11, 11).remove(0);
		let leaves = batch.leaves();
		for (index, leaf) in leaves.iter().enumerate() {
			let path = merkle::path::<SoftSha256>(&leaves, index).unwrap();
			let verified =
				merkle::verify::<SoftSha256>(*leaf, index as u64, 11, &path, &batch.root);
			assert_eq!(verified, Ok(()));
		}
		assert_eq!(batch.position(107), Some(7));
		assert_eq!(batch.position(111), None);
	}

	#[test]
	fn a_changed_reading_is_noticed() {
		let mut batch = batches(3, 3).remove(0);
		assert!(batch.is_intact());
		batch.readings[1].content = "[9]".into();
		assert!(!batch.is_intact());
	}
}
