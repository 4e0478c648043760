//! How far a file has been read, so that reading it again begins where it ended.

use std::{
	fs::File,
	io::{self, Read},
	path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hex_bytes;

/// The part of a file from its beginning to the end of a row that is in a batch.
///
/// The hash tells the same file, perhaps grown, from another one of the same name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Source {
	/// Name of the readings that were taken from the file.
	pub series: String,
	/// Length of the part, in bytes.
	pub bytes: u64,
	/// SHA-256 of the part.
	#[serde(with = "hex_bytes")]
	pub sha256: [u8; 32],
}

/// Hashes a file from its beginning, as far as it is asked to.
pub struct PrefixHasher {
	file: File,
	at: u64,
	hasher: Sha256,
}

impl PrefixHasher {
	/// Begins at the beginning of the file at `path`.
	pub fn open(path: &Path) -> io::Result<Self> {
		Ok(Self { file: File::open(path)?, at: 0, hasher: Sha256::new() })
	}

	/// The hash of the first `bytes` bytes; nothing where the file is shorter. Only goes forward.
	pub fn up_to(&mut self, bytes: u64) -> io::Result<Option<[u8; 32]>> {
		let wanted = bytes.saturating_sub(self.at);
		let mut part = (&mut self.file).take(wanted);
		let read = io::copy(&mut part, &mut self.hasher)?;
		self.at = self.at.saturating_add(read);
		Ok((self.at == bytes).then(|| self.hasher.clone().finalize().into()))
	}
}

/// How many bytes of the file at `path` are in batches: the longest of `sources` that the file
/// begins with.
pub fn already_read(
	path: &Path,
	series: &str,
	sources: impl Iterator<Item = Source>,
) -> io::Result<u64> {
	let mut sources: Vec<_> = sources.filter(|source| source.series == series).collect();
	sources.sort_by_key(|source| source.bytes);
	let mut hasher = PrefixHasher::open(path)?;
	let mut read = 0;
	for source in sources {
		match hasher.up_to(source.bytes)? {
			Some(hash) if hash == source.sha256 => read = source.bytes,
			Some(_) => {},
			None => break,
		}
	}
	Ok(read)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn source(text: &str) -> Source {
		Source { series: "t".into(), bytes: text.len() as u64, sha256: Sha256::digest(text).into() }
	}

	#[test]
	fn a_file_that_grew_is_read_on_and_another_one_anew() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("data");
		let sources = || [source("one\ntwo\n"), source("one\n"), source("other\n")].into_iter();
		let read = |text: &str, series: &str| {
			fs::write(&path, text).unwrap();
			already_read(&path, series, sources()).unwrap()
		};
		assert_eq!(read("one\ntwo\nthree\n", "t"), 8);
		assert_eq!(read("one\ntwo\n", "t"), 8);
		assert_eq!(read("one\n", "t"), 4);
		assert_eq!(read("one\nten\n", "t"), 4);
		assert_eq!(read("two\none\n", "t"), 0);
		assert_eq!(read("", "t"), 0);
		assert_eq!(read("one\ntwo\n", "other"), 0);
	}
}
