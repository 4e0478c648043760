//! Keeps the reports of one machine in files: what the chain does not hold, and what is still to be
//! sent.
//!
//! They are in `<root>/<network>-<id>/sales`, with the file `key`, which blinds the numbers of
//! transactions and can be read by its owner alone.
//!
//! A file is `r<number>.json`. The last report tells where numbers and lifetime totals stand: a report
//! that is taken away leaves a gap in both.

use std::{fs, io::Write, path::Path};

use bot_primitives::Did;

use super::{
	lines::{random, Blinder},
	report::{Counters, KeptReport},
};
use crate::{
	hex_bytes,
	outbox::{directory, Outbox, Part},
	Error, Result,
};

/// The reports of one machine.
pub struct SalesStore {
	outbox: Outbox,
}

impl SalesStore {
	/// Opens the store of a machine below `root`, and makes it where there is none. One process at a
	/// time.
	pub fn open(root: &Path, did: &Did) -> Result<Self> {
		let outbox = Outbox::open(directory(root, did).join("sales"))?;
		Ok(Self { outbox })
	}

	/// Opens the store of a machine for reading, also while a gateway is at work in it.
	pub fn open_to_read(root: &Path, did: &Did) -> Result<Self> {
		let outbox = Outbox::open_to_read(directory(root, did).join("sales")).ok_or_else(|| {
			Error::input(format!(
				"no sales of {did} in {}: name the directory that `bot report` wrote to with --store",
				root.display()
			))
		})?;
		Ok(Self { outbox })
	}

	/// What blinds the machine's transactions, with a key that is made once.
	pub fn blinder(&self) -> Result<Blinder> {
		let path = self.outbox.dir().join("key");
		let key = match fs::read_to_string(&path) {
			Ok(text) => hex_bytes::parse("key of a gateway", text.trim())?,
			Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
				let key = random()?;
				save_key(&path, &key)?;
				key
			},
			Err(error) => return Err(Error::file(&path, error)),
		};
		Blinder::new(&key)
	}

	/// Writes a report that is to be sent.
	pub fn put(&self, report: &KeptReport) -> Result<()> {
		let json = serde_json::to_vec(report).map_err(Error::input)?;
		self.outbox.put(&name_of(report.number), &json)
	}

	/// Notes that the chain has booked a pending report.
	pub fn mark_sent(&self, number: u32) -> Result<()> {
		self.outbox.mark_sent(&name_of(number))
	}

	/// The reports that are still to be sent, in the order of their numbers.
	pub fn pending(&self) -> Result<Vec<KeptReport>> {
		self.load(Part::Pending)
	}

	/// All reports, in the order of their numbers.
	pub fn kept(&self) -> Result<Vec<KeptReport>> {
		let mut kept = [self.load(Part::Sent)?, self.load(Part::Pending)?].concat();
		kept.sort_by_key(|report| report.number);
		Ok(kept)
	}

	/// Number of the last report that the chain has booked.
	pub fn last_sent(&self) -> Result<Option<u32>> {
		Ok(self.load(Part::Sent)?.last().map(|report| report.number))
	}

	fn load(&self, part: Part) -> Result<Vec<KeptReport>> {
		let mut reports = Vec::new();
		for path in self.outbox.files(part)? {
			if let Some(number) = number_of(&path) {
				reports.push(load(&path, number)?);
			}
		}
		reports.sort_by_key(|report| report.number);
		Ok(reports)
	}
}

/// Where the reports stand after `kept`, which are in order.
pub fn counters(kept: &[KeptReport]) -> Result<Counters> {
	kept.last().map_or(Ok(Counters::default()), KeptReport::counters)
}

fn name_of(number: u32) -> String {
	format!("r{number:010}.json")
}

fn number_of(path: &Path) -> Option<u32> {
	path.file_name()?.to_str()?.strip_prefix('r')?.strip_suffix(".json")?.parse().ok()
}

fn load(path: &Path, number: u32) -> Result<KeptReport> {
	let text = fs::read_to_string(path).map_err(|error| Error::file(path, error))?;
	let report: KeptReport = serde_json::from_str(&text)
		.map_err(|error| Error::input(format!("{} is no sales report: {error}", path.display())))?;
	if !report.is_intact() || report.number != number {
		return Err(Error::input(format!(
			"{} was changed: its lines are not those it commits to",
			path.display()
		)));
	}
	Ok(report)
}

fn save_key(path: &Path, key: &[u8; 32]) -> Result<()> {
	let mut options = fs::OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(path).map_err(|error| Error::file(path, error))?;
	writeln!(file, "{}", hex_bytes::encode(key))
		.and_then(|()| file.sync_all())
		.map_err(|error| Error::file(path, error))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::{kept_report, sale};
	use bot_primitives::Network;

	fn did() -> Did {
		Did { network: Network::new(b"dev").unwrap(), subject: [7; 32] }
	}

	#[test]
	fn reports_go_from_pending_to_sent_and_survive_a_restart() {
		let root = tempfile::tempdir().unwrap();
		let store = SalesStore::open(root.path(), &did()).unwrap();
		assert_eq!(counters(&store.kept().unwrap()).unwrap(), Counters::default());
		let reports = [0, 1, 2].map(|number| kept_report(number, &[sale(2, "T", 150)]));
		reports.iter().for_each(|report| store.put(report).unwrap());
		store.mark_sent(0).unwrap();
		let reference = store.blinder().unwrap().reference("T");
		drop(store);
		let store = SalesStore::open(root.path(), &did()).unwrap();
		assert_eq!(store.kept().unwrap(), reports);
		assert_eq!(store.pending().unwrap(), reports[1..]);
		assert_eq!(store.last_sent().unwrap(), Some(0));
		assert_eq!(counters(&store.kept().unwrap()).unwrap().number, 3);
		assert_eq!(store.blinder().unwrap().reference("T"), reference);
	}

	#[test]
	fn a_changed_report_is_not_sent() {
		let root = tempfile::tempdir().unwrap();
		let store = SalesStore::open(root.path(), &did()).unwrap();
		store.put(&kept_report(0, &[sale(2, "T", 150)])).unwrap();
		let path = store.outbox.path(Part::Pending, &name_of(0));
		let text = fs::read_to_string(&path).unwrap();
		fs::write(&path, text.replace("\"150\"", "\"140\"")).unwrap();
		assert!(store.kept().err().unwrap().to_string().contains("was changed"));
		fs::write(&path, "{").unwrap();
		assert!(store.kept().err().unwrap().to_string().contains("is no sales report"));
		fs::write(store.outbox.path(Part::Pending, &name_of(1)), text).unwrap();
		fs::remove_file(&path).unwrap();
		assert!(store.kept().is_err(), "a report under another number is another report");
	}

	#[test]
	fn one_gateway_works_on_a_machine_at_a_time() {
		let root = tempfile::tempdir().unwrap();
		let store = SalesStore::open(root.path(), &did()).unwrap();
		let second = SalesStore::open(root.path(), &did()).err().unwrap();
		assert!(second.to_string().contains("another gateway"));
		assert!(SalesStore::open_to_read(root.path(), &did()).is_ok());
		assert!(SalesStore::open_to_read(&root.path().join("none"), &did()).is_err());
		drop(store);
		assert!(SalesStore::open(root.path(), &did()).is_ok());
	}

	#[cfg(unix)]
	#[test]
	fn the_key_is_for_its_owner_alone() {
		use std::os::unix::fs::PermissionsExt;
		let root = tempfile::tempdir().unwrap();
		let store = SalesStore::open(root.path(), &did()).unwrap();
		store.blinder().unwrap();
		let mode = fs::metadata(store.outbox.dir().join("key")).unwrap().permissions().mode();
		assert_eq!(mode & 0o777, 0o600);
	}
}
