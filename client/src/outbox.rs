//! Files that wait to be sent, and files that were sent.
//!
//! ```text
//! <dir>/pending/   written before anything is sent
//! <dir>/sent/      moved here when the chain has recorded it
//! <dir>/lock       held by the one gateway that works on it
//! ```

use std::{
	fs::{self, File, TryLockError},
	path::{Path, PathBuf},
};

use bot_primitives::Did;

use crate::{files::write_whole, Error, Result};

/// Whether a file was sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
	/// It is still to be sent.
	Pending,
	/// The chain has recorded it.
	Sent,
}

impl Part {
	fn name(self) -> &'static str {
		match self {
			Self::Pending => "pending",
			Self::Sent => "sent",
		}
	}
}

/// A directory of such files.
pub(crate) struct Outbox {
	dir: PathBuf,
	/// Held as long as files may be written.
	_lock: Option<File>,
}

impl Outbox {
	/// Opens `dir`, and makes it where there is none. One process at a time.
	pub(crate) fn open(dir: PathBuf) -> Result<Self> {
		for part in [Part::Pending, Part::Sent] {
			let part = dir.join(part.name());
			fs::create_dir_all(&part).map_err(|error| Error::file(&part, error))?;
		}
		let path = dir.join("lock");
		let lock = File::create(&path).map_err(|error| Error::file(&path, error))?;
		match lock.try_lock() {
			Ok(()) => Ok(Self { dir, _lock: Some(lock) }),
			Err(TryLockError::WouldBlock) => {
				Err(Error::input(format!("another gateway is at work in {}", dir.display())))
			},
			Err(TryLockError::Error(error)) => Err(Error::file(&path, error)),
		}
	}

	/// Opens `dir` for reading, also while a gateway is at work in it; nothing where there is none.
	pub(crate) fn open_to_read(dir: PathBuf) -> Option<Self> {
		dir.is_dir().then_some(Self { dir, _lock: None })
	}

	/// The directory.
	pub(crate) fn dir(&self) -> &Path {
		&self.dir
	}

	/// Where a file is.
	pub(crate) fn path(&self, part: Part, name: &str) -> PathBuf {
		self.dir.join(part.name()).join(name)
	}

	/// Writes a file that is to be sent.
	pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
		write_whole(&self.path(Part::Pending, name), bytes)
	}

	/// Notes that the chain has recorded a pending file.
	pub(crate) fn mark_sent(&self, name: &str) -> Result<()> {
		let path = self.path(Part::Pending, name);
		fs::rename(&path, self.path(Part::Sent, name)).map_err(|error| Error::file(&path, error))
	}

	/// The files, in no order.
	pub(crate) fn files(&self, part: Part) -> Result<Vec<PathBuf>> {
		let dir = self.dir.join(part.name());
		let failed = |error| Error::file(&dir, error);
		let entries = fs::read_dir(&dir).map_err(failed)?;
		entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect()
	}
}

/// Where what belongs to a device is kept below `root`.
pub(crate) fn directory(root: &Path, did: &Did) -> PathBuf {
	root.join(did.to_string().trim_start_matches("did:bot:").replace(':', "-"))
}
