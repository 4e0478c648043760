//! The off-chain index of evidence.
//!
//! The runtime writes the hashes of each block's records, and the records, under keys made of their
//! content ([`index_key`]). The node's index task adds, for finalized blocks only, where to find a
//! record by its device, epoch and number.

use bot_primitives::{
	merkle::SoftSha256,
	record::{index_key, IndexedRecord},
	DeviceId, Hash256, Record, RecordKind,
};
use codec::{Decode, Encode};
use polkadot_sdk::sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};

use crate::BlockNumber;

/// What all keys of the index task begin with.
const PREFIX: &[u8] = b"bot:evidence:";

/// The key of [`Progress`].
const PROGRESS: &[u8] = b"progress";

/// Leads from a device, an epoch and a number to the record's [`Place`].
fn place_key(device: &DeviceId, epoch: u16, seq: u64) -> Vec<u8> {
	(*b"place:", device, epoch, seq).encode()
}

/// Under what a record's place is kept: its number in a device's stream, or its hash where it has
/// none.
fn place_key_of(record: &Record) -> Vec<u8> {
	match record.kind {
		RecordKind::Data => place_key(&record.device_id, record.epoch, record.seq),
		RecordKind::Standing
		| RecordKind::SalesReport
		| RecordKind::VendResult
		| RecordKind::RevenueStatement => (*b"record:", record.leaf_hash::<SoftSha256>()).encode(),
	}
}

/// Leads from a block with records to their root.
fn block_key(number: BlockNumber) -> Vec<u8> {
	(*b"block:", number).encode()
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Place {
	/// Number of the block that accepted it.
	pub number: BlockNumber,
	/// Root of the block's records.
	pub records_root: Hash256,
	/// Index of the record in the block.
	pub index: u32,
}

/// How far the index task has come.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, PartialEq)]
pub struct Progress {
	/// The last block whose records have a place.
	pub indexed: BlockNumber,
	/// The last block whose records are deleted.
	pub pruned: BlockNumber,
}

/// Most blocks that one [`step`](EvidenceIndex::step) indexes, and prunes.
const STEP: BlockNumber = 256;

/// What one step of the index task came to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
	/// Whether any block was indexed or pruned.
	pub advanced: bool,
	/// The first block whose records could not be given a place, and why.
	pub failure: Option<(BlockNumber, String)>,
}

/// What the off-chain storage should hold for a block and does not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Missing {
	/// The hashes of the block's records.
	Hashes,
	/// One of the records.
	Record,
}

impl std::fmt::Display for Missing {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(match self {
			Self::Hashes => "the hashes of its records are missing",
			Self::Record => "one of its records is missing",
		})
	}
}

/// The index, in the off-chain storage of a node.
#[derive(Clone)]
pub struct EvidenceIndex<S>(S);

impl<S: OffchainStorage> EvidenceIndex<S> {
	/// The index in `storage`.
	pub fn new(storage: S) -> Self {
		Self(storage)
	}

	#[cfg(test)]
	pub(crate) fn into_storage(self) -> S {
		self.0
	}

	fn read<T: Decode>(&self, prefix: &[u8], key: &[u8]) -> Option<T> {
		T::decode(&mut &self.0.get(prefix, key)?[..]).ok()
	}

	/// Hashes of the records of a block, in order.
	pub fn hashes(&self, records_root: &Hash256) -> Option<Vec<Hash256>> {
		self.read(STORAGE_PREFIX, &index_key::hashes(records_root))
	}

	/// The record with this hash.
	pub fn record(&self, hash: &Hash256) -> Option<IndexedRecord> {
		self.read(STORAGE_PREFIX, &index_key::record(hash))
	}

	/// Where the record of `device` with this number in `epoch` stands.
	pub fn place(&self, device: &DeviceId, epoch: u16, seq: u64) -> Option<Place> {
		self.read(PREFIX, &place_key(device, epoch, seq))
	}

	/// Where `record`, or another under the same number of the same stream, stands. Of several places
	/// it is the last one.
	pub fn place_of(&self, record: &Record) -> Option<Place> {
		self.read(PREFIX, &place_key_of(record))
	}

	/// How far the index task has come.
	pub fn progress(&self) -> Progress {
		self.read(PREFIX, PROGRESS).unwrap_or_default()
	}

	/// Indexes the blocks up to `finalized`, and prunes all but the last `kept` of them, a bounded
	/// number at a time. `records_root` tells the root of a block's records, if it has any.
	///
	/// A block that fails is passed over: what it lacks will not come.
	pub fn step(
		&mut self,
		finalized: BlockNumber,
		kept: Option<BlockNumber>,
		records_root: impl Fn(BlockNumber) -> Result<Option<Hash256>, String>,
	) -> Step {
		let before = self.progress();
		let mut failure = None;

		let indexed = finalized.min(before.indexed.saturating_add(STEP)).max(before.indexed);
		for number in before.indexed.saturating_add(1)..=indexed {
			let added = records_root(number).and_then(|root| match root {
				Some(root) => self.add_block(number, root).map_err(|missing| missing.to_string()),
				None => Ok(()),
			});
			if let (Err(error), None) = (added, &failure) {
				failure = Some((number, error));
			}
		}

		let old = kept.map_or(0, |kept| indexed.saturating_sub(kept));
		let pruned = old.min(before.pruned.saturating_add(STEP)).max(before.pruned);
		for number in before.pruned.saturating_add(1)..=pruned {
			self.remove_block(number);
		}

		let after = Progress { indexed, pruned };
		if after != before {
			self.0.set(PREFIX, PROGRESS, &after.encode());
		}
		Step { advanced: after != before, failure }
	}

	/// Gives the records of the finalized block `number` their places.
	fn add_block(&mut self, number: BlockNumber, records_root: Hash256) -> Result<(), Missing> {
		let hashes = self.hashes(&records_root).ok_or(Missing::Hashes)?;
		self.0.set(PREFIX, &block_key(number), &records_root.encode());
		for (index, hash) in (0..).zip(&hashes) {
			let record = self.record(hash).ok_or(Missing::Record)?.record;
			let place = Place { number, records_root, index };
			self.0.set(PREFIX, &place_key_of(&record), &place.encode());
		}
		Ok(())
	}

	/// Deletes the records of the finalized block `number`, and their places, but not what a later
	/// block has recorded again.
	fn remove_block(&mut self, number: BlockNumber) {
		let Some(records_root) = self.read::<Hash256>(PREFIX, &block_key(number)) else { return };
		let mut is_needed = false;
		for hash in self.hashes(&records_root).unwrap_or_default() {
			let Some(IndexedRecord { record, .. }) = self.record(&hash) else { continue };
			match self.place_of(&record) {
				Some(later) if later.number > number => {
					is_needed |= later.records_root == records_root;
				},
				_ => {
					self.0.remove(PREFIX, &place_key_of(&record));
					self.0.remove(STORAGE_PREFIX, &index_key::record(&hash));
				},
			}
		}
		if !is_needed {
			self.0.remove(STORAGE_PREFIX, &index_key::hashes(&records_root));
		}
		self.0.remove(PREFIX, &block_key(number));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{record, store_records};
	use polkadot_sdk::sp_core::offchain::storage::InMemOffchainStorage;

	/// The root of the records of block `number`: 9 has the records 4, 5 and 7, 11 has the record 8.
	fn root_in(storage: &mut InMemOffchainStorage, number: BlockNumber) -> Option<Hash256> {
		match number {
			9 => Some(store_records(storage, &[4, 5, 7].map(record))),
			11 => Some(store_records(storage, &[record(8)])),
			_ => None,
		}
	}

	fn root(number: BlockNumber) -> Option<Hash256> {
		root_in(&mut InMemOffchainStorage::default(), number)
	}

	fn index() -> EvidenceIndex<InMemOffchainStorage> {
		let mut storage = InMemOffchainStorage::default();
		root_in(&mut storage, 9);
		root_in(&mut storage, 11);
		EvidenceIndex::new(storage)
	}

	fn place(index: &EvidenceIndex<InMemOffchainStorage>, seq: u64) -> Option<Place> {
		index.place(&record(seq).record.device_id, 0, seq)
	}

	fn step(
		index: &mut EvidenceIndex<InMemOffchainStorage>,
		finalized: BlockNumber,
		kept: Option<BlockNumber>,
	) -> Step {
		index.step(finalized, kept, |number| Ok(root(number)))
	}

	const ADVANCED: Step = Step { advanced: true, failure: None };
	const IDLE: Step = Step { advanced: false, failure: None };

	#[test]
	fn step_gives_each_record_its_place() {
		let mut index = index();
		assert_eq!(step(&mut index, 12, None), ADVANCED);
		assert_eq!(step(&mut index, 12, None), IDLE);
		assert_eq!(index.progress(), Progress { indexed: 12, pruned: 0 });
		for (number, at, seq) in [(9, 0, 4), (9, 1, 5), (9, 2, 7), (11, 0, 8)] {
			let records_root = root(number).unwrap();
			assert_eq!(place(&index, seq), Some(Place { number, records_root, index: at }));
			let hash = index.hashes(&records_root).unwrap()[at as usize];
			assert_eq!(index.record(&hash), Some(record(seq)));
		}
		assert_eq!(place(&index, 6), None);
		assert_eq!(index.place(&record(4).record.device_id, 1, 4), None);
	}

	#[test]
	fn step_takes_up_where_the_last_one_stopped() {
		let mut index = index();
		assert_eq!(step(&mut index, 10, None), ADVANCED);
		assert_eq!(place(&index, 8), None);
		let calls = std::cell::RefCell::new(vec![]);
		index.step(12, None, |number| {
			calls.borrow_mut().push(number);
			Ok(root(number))
		});
		assert_eq!(calls.into_inner(), [11, 12]);
		assert!(place(&index, 8).is_some());
	}

	#[test]
	fn step_is_bounded() {
		let mut index = index();
		assert_eq!(step(&mut index, 3 * STEP, Some(1)), ADVANCED);
		assert_eq!(index.progress(), Progress { indexed: STEP, pruned: STEP - 1 });
		while step(&mut index, 3 * STEP, Some(1)).advanced {}
		assert_eq!(index.progress(), Progress { indexed: 3 * STEP, pruned: 3 * STEP - 1 });
	}

	#[test]
	fn step_prunes_what_is_old_and_nothing_else() {
		let mut index = index();
		step(&mut index, 12, Some(3));
		assert_eq!(place(&index, 5), None);
		assert!(place(&index, 8).is_some());
		assert_eq!(index.hashes(&root(9).unwrap()), None);
		step(&mut index, 20, Some(3));
		assert_eq!(index.0.iter().count(), 1, "only the progress is left");
	}

	#[test]
	fn step_prunes_later_what_was_kept_before() {
		let mut index = index();
		step(&mut index, 12, None);
		assert_eq!(step(&mut index, 12, Some(1)), ADVANCED);
		assert_eq!(place(&index, 4), None);
		assert_eq!(step(&mut index, 12, None), IDLE);
	}

	/// A change of standing, which has no number in a stream.
	fn recall() -> IndexedRecord {
		let mut recall = record(0);
		recall.record.kind = RecordKind::Standing;
		IndexedRecord { signature: None, ..recall }
	}

	#[test]
	fn what_is_recorded_again_stays_until_its_last_place_is_pruned() {
		let mut storage = InMemOffchainStorage::default();
		let alone = store_records(&mut storage, &[recall()]);
		let with_other = store_records(&mut storage, &[record(4), recall()]);
		let mut index = EvidenceIndex::new(storage);
		let root = |number| match number {
			3 | 9 => Some(alone),
			5 => Some(with_other),
			_ => None,
		};
		let mut step = |finalized, kept| {
			let step = index.step(finalized, kept, |number| Ok(root(number)));
			assert_eq!(step.failure, None);
			let place = index.place_of(&recall().record).map(|place| place.number);
			(place, index.hashes(&alone).is_some(), index.hashes(&with_other).is_some())
		};
		assert_eq!(step(4, None), (Some(3), true, true));
		assert_eq!(step(6, None), (Some(5), true, true));
		assert_eq!(step(10, None), (Some(9), true, true));
		assert_eq!(step(10, Some(6)), (Some(9), true, true), "3 is pruned");
		assert_eq!(step(10, Some(4)), (Some(9), true, false), "5 is pruned");
		assert_eq!(step(20, Some(4)), (None, false, false), "9 is pruned");
		assert_eq!(index.0.iter().count(), 1, "only the progress is left");
	}

	#[test]
	fn step_passes_over_blocks_that_fail_and_tells_the_first() {
		let mut index = index();
		index.0.remove(STORAGE_PREFIX, &index_key::hashes(&root(9).unwrap()));
		let failure = |index: &mut EvidenceIndex<_>| {
			index.step(12, None, |number| match number {
				3.. => Ok(root(number)),
				_ => Err("the state is gone".into()),
			})
		};
		assert_eq!(failure(&mut index).failure, Some((1, "the state is gone".into())));
		assert!(place(&index, 8).is_some());

		let mut index = self::index();
		index.0.remove(STORAGE_PREFIX, &index_key::hashes(&root(9).unwrap()));
		assert_eq!(step(&mut index, 12, None).failure, Some((9, Missing::Hashes.to_string())));

		let mut index = self::index();
		let hash = index.hashes(&root(9).unwrap()).unwrap()[1];
		index.0.remove(STORAGE_PREFIX, &index_key::record(&hash));
		assert_eq!(step(&mut index, 12, None).failure, Some((9, Missing::Record.to_string())));
		assert!(place(&index, 4).is_some());
	}
}
