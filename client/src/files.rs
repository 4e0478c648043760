//! Files that are there whole or not at all.

use std::{
	fs::{self, File},
	io::Write,
	path::Path,
};

use crate::{Error, Result};

/// Writes a file at once: under another name first, so that an older one is there until the new one
/// is whole.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
	let part = path.with_extension("part");
	let write = || {
		let mut file = File::create(&part)?;
		file.write_all(bytes)?;
		file.sync_all()?;
		fs::rename(&part, path)?;
		match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
			Some(parent) => File::open(parent)?.sync_all(),
			None => Ok(()),
		}
	};
	write().map_err(|error| Error::file(path, error))
}
