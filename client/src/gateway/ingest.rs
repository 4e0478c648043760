//! Reads a CSV file into the batches of a store.

use std::path::Path;

use serde::Serialize;

use super::{
	senml::Series,
	source::{already_read, PrefixHasher, Source},
	BadRow, Batch, Batcher, CsvOptions, Readings, Store,
};
use crate::{table::FileProblem, Error, Result};

/// What became of the rows of a file.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ingested {
	/// Good rows put into batches.
	pub readings: u64,
	/// Good rows that were in batches already.
	pub already_read: u64,
	/// Rows left out, each with its line and reason.
	pub bad_rows: Vec<String>,
	/// Why the file could not be read, or not to its end.
	pub file_problem: Option<String>,
	/// Batches written.
	pub batches: u64,
}

impl Ingested {
	/// Whether all of the file was good.
	pub fn is_clean(&self) -> bool {
		self.bad_rows.is_empty() && self.file_problem.is_none()
	}
}

/// Reads `path` row by row into batches in `store`, and tells `on_bad` of each row that is left out.
///
/// What is in batches already, by an earlier run, is not taken again.
pub fn ingest(
	path: &Path,
	options: &CsvOptions,
	series: &Series,
	batcher: &mut Batcher,
	store: &Store,
	mut on_bad: impl FnMut(&str),
) -> Result<Ingested> {
	let mut ingested = Ingested::default();
	let readings = match Readings::open(path, options) {
		Ok(readings) => readings,
		Err(problem) => {
			ingested.file_problem = Some(name_problem(&problem, &mut on_bad));
			return Ok(ingested);
		},
	};
	let file = |error| Error::file(path, error);
	let start = already_read(path, series.name(), store.sources()?.into_iter()).map_err(file)?;
	let mut hasher = PrefixHasher::open(path).map_err(file)?;
	let mut put = |batch: Batch, end: u64| -> Result<()> {
		let sha256 = hasher.up_to(end).map_err(file)?;
		let sha256 = sha256.ok_or_else(|| {
			Error::input(format!("{}: the file became shorter while it was read", path.display()))
		})?;
		let source = Some(Source { series: series.name().into(), bytes: end, sha256 });
		store.put(&Batch { source, ..batch }).map(|_| ())
	};
	let mut end = start;
	for row in readings {
		match row {
			Ok(Ok(reading)) if reading.end <= start => {
				ingested.already_read = ingested.already_read.saturating_add(1);
			},
			Ok(Ok(reading)) => {
				end = reading.end;
				ingested.readings = ingested.readings.saturating_add(1);
				let content = series.pack(reading.at, &reading.value);
				if let Some(batch) = batcher.push(reading.at, content)? {
					put(batch, end)?;
					ingested.batches = ingested.batches.saturating_add(1);
				}
			},
			Ok(Err(bad)) => ingested.bad_rows.push(name_row(&bad, &mut on_bad)),
			Err(problem) => ingested.file_problem = Some(name_problem(&problem, &mut on_bad)),
		}
	}
	if let Some(batch) = batcher.finish()? {
		put(batch, end)?;
		ingested.batches = ingested.batches.saturating_add(1);
	}
	Ok(ingested)
}

fn name_row(bad: &BadRow, on_bad: &mut impl FnMut(&str)) -> String {
	let text = bad.to_string();
	on_bad(&text);
	text
}

fn name_problem(problem: &FileProblem, on_bad: &mut impl FnMut(&str)) -> String {
	let text = problem.to_string();
	on_bad(&text);
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::{Did, Network};
	use std::fs;

	fn did() -> Did {
		Did { network: Network::new(b"dev").unwrap(), subject: [7; 32] }
	}

	fn read(root: &Path, text: &str, size: usize) -> Ingested {
		let path = root.join("data.csv");
		fs::write(&path, text).unwrap();
		let store = Store::open(root, &did()).unwrap();
		let series = Series::new(&did(), "value", None).unwrap();
		let (seq, counter) = (store.next_seq(0).unwrap(), store.next_counter().unwrap());
		let mut batcher = Batcher::new(0, seq, counter, size);
		ingest(&path, &CsvOptions::default(), &series, &mut batcher, &store, |_| ()).unwrap()
	}

	fn rows(range: std::ops::Range<u32>) -> String {
		range.map(|n| format!("2013-12-02 21:{n:02}:00,{n}\n")).collect()
	}

	#[test]
	fn good_rows_are_batched_and_bad_ones_reported() {
		let root = tempfile::tempdir().unwrap();
		let text = format!("timestamp,value\n{}nonsense\n{}", rows(0..5), rows(5..8));
		let ingested = read(root.path(), &text, 4);
		assert_eq!((ingested.readings, ingested.batches, ingested.already_read), (8, 2, 0));
		assert_eq!(ingested.bad_rows, ["line 7: RowCutShort: 1 columns where the header has 2"]);
		assert!(!ingested.is_clean());
		let store = Store::open(root.path(), &did()).unwrap();
		let pending: Vec<_> = store.pending().unwrap().iter().map(|e| e.load().unwrap()).collect();
		let values: Vec<_> = pending.iter().flat_map(|batch| &batch.readings).collect();
		assert_eq!(values.len(), 8);
		assert!(values[7].content.ends_with(r#""v":7}]"#));
	}

	#[test]
	fn a_second_run_takes_only_what_is_new() {
		let root = tempfile::tempdir().unwrap();
		let text = format!("timestamp,value\n{}", rows(0..6));
		assert_eq!(read(root.path(), &text, 4).readings, 6);
		let again = read(root.path(), &text, 4);
		assert_eq!((again.readings, again.already_read, again.batches), (0, 6, 0));
		let grown = read(root.path(), &format!("{text}{}", rows(6..9)), 4);
		assert_eq!((grown.readings, grown.already_read, grown.batches), (3, 6, 1));
		let other = read(root.path(), &format!("timestamp,value\n{}", rows(10..12)), 4);
		assert_eq!((other.readings, other.already_read), (2, 0));
		let store = Store::open(root.path(), &did()).unwrap();
		assert_eq!(store.next_counter().unwrap(), 11);
		assert_eq!(store.next_seq(0).unwrap(), 4);
	}

	#[test]
	fn a_run_that_was_cut_off_goes_on_where_it_stopped() {
		let root = tempfile::tempdir().unwrap();
		let text = format!("timestamp,value\n{}", rows(0..10));
		read(root.path(), &text, 4);
		// The last batch was not written any more.
		let dir =
			root.path().join(format!("dev-{}", did().to_string().rsplit(':').next().unwrap()));
		let mut files: Vec<_> =
			fs::read_dir(dir.join("pending")).unwrap().map(|file| file.unwrap().path()).collect();
		files.sort();
		fs::remove_file(files.pop().unwrap()).unwrap();
		let again = read(root.path(), &text, 4);
		assert_eq!((again.readings, again.already_read), (2, 8));
		assert_eq!(Store::open(root.path(), &did()).unwrap().next_counter().unwrap(), 10);
	}

	#[test]
	fn files_that_cannot_be_read_leave_nothing_behind() {
		let root = tempfile::tempdir().unwrap();
		for text in ["", "time,value\n1,2\n", "timestamp,value\n"] {
			let ingested = read(root.path(), text, 4);
			assert!(ingested.file_problem.is_some());
			assert_eq!(ingested.batches, 0);
		}
		let store = Store::open(root.path(), &did()).unwrap();
		assert_eq!(store.pending().unwrap(), []);
	}
}
