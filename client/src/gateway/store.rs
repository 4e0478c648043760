//! Keeps the batches of one device in files: what the chain does not hold, and what is still to be
//! sent.
//!
//! They are in `<root>/<network>-<id>`. A file is
//! `e<epoch>-s<seq>-r<first counter>-<last counter>.json`, whole or not there.

use std::{
	fs,
	path::{Path, PathBuf},
};

use bot_primitives::{Commitment, Did};

use super::{source::Source, Batch};
use crate::{
	outbox::{directory, Outbox, Part},
	Error, Result,
};

/// What the name of a batch's file says.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Entry {
	/// Epoch of the batch.
	pub epoch: u16,
	/// Sequence number of the batch.
	pub seq: u64,
	/// Counter of its first reading.
	pub first_counter: u64,
	/// Counter of its last reading.
	pub last_counter: u64,
	path: PathBuf,
}

impl Entry {
	fn name(&self) -> &str {
		self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
	}

	fn parse(path: PathBuf) -> Option<Self> {
		let name = path.file_name()?.to_str()?;
		let (epoch, rest) = name.strip_prefix('e')?.strip_suffix(".json")?.split_once("-s")?;
		let (seq, rest) = rest.split_once("-r")?;
		let (first, last) = rest.split_once('-')?;
		Some(Self {
			epoch: epoch.parse().ok()?,
			seq: seq.parse().ok()?,
			first_counter: first.parse().ok()?,
			last_counter: last.parse().ok()?,
			path,
		})
	}

	/// How many readings the batch has at most.
	pub fn readings(&self) -> u64 {
		self.last_counter.saturating_sub(self.first_counter).saturating_add(1)
	}

	/// Reads the batch, and checks that its readings are those it commits to.
	pub fn load(&self) -> Result<Batch> {
		let text =
			fs::read_to_string(&self.path).map_err(|error| Error::file(&self.path, error))?;
		let batch: Batch = serde_json::from_str(&text).map_err(|error| {
			Error::input(format!("{} is no batch: {error}", self.path.display()))
		})?;
		if !batch.is_intact() || (batch.epoch, batch.seq) != (self.epoch, self.seq) {
			return Err(Error::input(format!(
				"{} was changed: its readings are not those it commits to",
				self.path.display()
			)));
		}
		Ok(batch)
	}
}

/// The batches of one device.
pub struct Store {
	outbox: Outbox,
}

impl Store {
	/// Opens the store of a device below `root`, and makes it where there is none. One process at a
	/// time.
	pub fn open(root: &Path, did: &Did) -> Result<Self> {
		Ok(Self { outbox: Outbox::open(directory(root, did))? })
	}

	/// Opens the store of a device for reading, also while a gateway is at work in it.
	pub fn open_to_read(root: &Path, did: &Did) -> Result<Self> {
		let outbox = Outbox::open_to_read(directory(root, did)).ok_or_else(|| {
			Error::input(format!(
				"no readings of {did} in {}: name the directory that `bot attest` wrote to with --store",
				root.display()
			))
		})?;
		Ok(Self { outbox })
	}

	/// Writes a batch that is to be sent.
	pub fn put(&self, batch: &Batch) -> Result<Entry> {
		let entry = self.entry(batch)?;
		let json = serde_json::to_vec(batch).map_err(Error::input)?;
		self.outbox.put(entry.name(), &json)?;
		Ok(entry)
	}

	/// Notes that the chain has recorded a pending batch.
	pub fn mark_sent(&self, pending: &Entry) -> Result<()> {
		self.outbox.mark_sent(pending.name())
	}

	/// Gives a pending batch another number.
	pub fn renumber(&self, pending: &Entry, epoch: u16, seq: u64) -> Result<Entry> {
		let renumbered = self.put(&Batch { epoch, seq, ..pending.load()? })?;
		if renumbered.path != pending.path {
			fs::remove_file(&pending.path).map_err(|error| Error::file(&pending.path, error))?;
		}
		Ok(renumbered)
	}

	/// The batches that are still to be sent, in the order of their numbers.
	pub fn pending(&self) -> Result<Vec<Entry>> {
		self.entries(Part::Pending)
	}

	/// The batches that the chain has recorded, in the order of their numbers.
	pub fn sent(&self) -> Result<Vec<Entry>> {
		self.entries(Part::Sent)
	}

	/// The batch with the reading of this counter, and whether it was sent.
	pub fn find(&self, counter: u64) -> Result<Option<(Batch, bool)>> {
		for (entries, sent) in [(self.sent()?, true), (self.pending()?, false)] {
			for entry in entries {
				if (entry.first_counter..=entry.last_counter).contains(&counter) {
					let batch = entry.load()?;
					if batch.position(counter).is_some() {
						return Ok(Some((batch, sent)));
					}
				}
			}
		}
		Ok(None)
	}

	/// The counter of the next reading.
	pub fn next_counter(&self) -> Result<u64> {
		let entries = [self.sent()?, self.pending()?].concat();
		Ok(entries.iter().map(|entry| entry.last_counter.saturating_add(1)).max().unwrap_or(0))
	}

	/// The sequence number above all those in the store for `epoch`.
	pub fn next_seq(&self, epoch: u16) -> Result<u64> {
		let entries = [self.sent()?, self.pending()?].concat();
		let of_epoch = entries.iter().filter(|entry| entry.epoch == epoch);
		Ok(of_epoch.map(|entry| entry.seq.saturating_add(1)).max().unwrap_or(0))
	}

	/// How far files were read, by the batches.
	pub fn sources(&self) -> Result<Vec<Source>> {
		let entries = [self.sent()?, self.pending()?].concat();
		let sources: Result<Vec<_>> =
			entries.iter().map(|entry| entry.load().map(|batch| batch.source)).collect();
		Ok(sources?.into_iter().flatten().collect())
	}

	fn entry(&self, batch: &Batch) -> Result<Entry> {
		let Commitment { first_counter, last_counter, .. } = batch.statement()?.commitment;
		let (epoch, seq) = (batch.epoch, batch.seq);
		let name = format!("e{epoch:05}-s{seq:010}-r{first_counter:012}-{last_counter:012}.json");
		let path = self.outbox.path(Part::Pending, &name);
		Ok(Entry { epoch, seq, first_counter, last_counter, path })
	}

	fn entries(&self, part: Part) -> Result<Vec<Entry>> {
		let files = self.outbox.files(part)?.into_iter();
		let mut entries = files.filter_map(Entry::parse).collect::<Vec<_>>();
		entries.sort();
		Ok(entries)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::gateway::SaltedReading;
	use bot_primitives::Network;

	fn did() -> Did {
		Did { network: Network::new(b"dev").unwrap(), subject: [7; 32] }
	}

	fn batch(seq: u64, counters: std::ops::Range<u64>) -> Batch {
		let readings =
			counters.map(|n| SaltedReading::new(n, n, format!("[{n}]")).unwrap()).collect();
		Batch::new(0, seq, readings).unwrap()
	}

	#[test]
	fn batches_go_from_pending_to_sent_and_survive_a_restart() {
		let root = tempfile::tempdir().unwrap();
		let (first, second) = (batch(0, 0..10), batch(1, 10..15));
		let store = Store::open(root.path(), &did()).unwrap();
		assert_eq!((store.next_counter().unwrap(), store.next_seq(0).unwrap()), (0, 0));
		let entry = store.put(&first).unwrap();
		store.put(&second).unwrap();
		assert_eq!(entry.readings(), 10);
		store.mark_sent(&entry).unwrap();
		drop(store);
		let store = Store::open(root.path(), &did()).unwrap();
		let load = |entries: Vec<Entry>| -> Vec<Batch> {
			entries.iter().map(|e| e.load().unwrap()).collect()
		};
		assert_eq!(load(store.sent().unwrap()), std::slice::from_ref(&first));
		assert_eq!(load(store.pending().unwrap()), std::slice::from_ref(&second));
		assert_eq!((store.next_counter().unwrap(), store.next_seq(0).unwrap()), (15, 2));
		assert_eq!(store.next_seq(1).unwrap(), 0);
		assert_eq!(store.find(9).unwrap(), Some((first, true)));
		assert_eq!(store.find(10).unwrap(), Some((second, false)));
		assert_eq!(store.find(15).unwrap(), None);
	}

	#[test]
	fn a_batch_of_an_old_epoch_gets_a_new_number() {
		let root = tempfile::tempdir().unwrap();
		let store = Store::open(root.path(), &did()).unwrap();
		let old = batch(7, 0..3);
		let entry = store.put(&old).unwrap();
		let entry = store.renumber(&entry, 1, 0).unwrap();
		assert_eq!(store.pending().unwrap(), std::slice::from_ref(&entry));
		let new = entry.load().unwrap();
		assert_eq!((new.epoch, new.seq, new.root), (1, 0, old.root));
		store.renumber(&entry, 1, 0).unwrap();
		assert_eq!(store.pending().unwrap().len(), 1);
	}

	#[test]
	fn half_a_batch_is_none() {
		let root = tempfile::tempdir().unwrap();
		let store = Store::open(root.path(), &did()).unwrap();
		store.put(&batch(0, 0..3)).unwrap();
		let path = store.pending().unwrap()[0].path.clone();
		fs::rename(&path, path.with_extension("part")).unwrap();
		assert_eq!(store.pending().unwrap(), []);
		assert_eq!(store.next_counter().unwrap(), 0);
	}

	#[test]
	fn a_changed_batch_is_not_sent() {
		let root = tempfile::tempdir().unwrap();
		let store = Store::open(root.path(), &did()).unwrap();
		store.put(&batch(0, 0..3)).unwrap();
		let entry = store.pending().unwrap().remove(0);
		let text = fs::read_to_string(&entry.path).unwrap().replace("[1]", "[8]");
		fs::write(&entry.path, text).unwrap();
		assert!(entry.load().err().unwrap().to_string().contains("was changed"));
		fs::write(&entry.path, "{").unwrap();
		assert!(entry.load().err().unwrap().to_string().contains("is no batch"));
	}

	#[test]
	fn one_gateway_works_on_a_device_at_a_time() {
		let root = tempfile::tempdir().unwrap();
		let store = Store::open(root.path(), &did()).unwrap();
		let second = Store::open(root.path(), &did()).err().unwrap();
		assert!(second.to_string().contains("another gateway"));
		assert!(Store::open_to_read(root.path(), &did()).is_ok());
		assert!(Store::open_to_read(&root.path().join("none"), &did()).is_err());
		drop(store);
		assert!(Store::open(root.path(), &did()).is_ok());
	}
}
