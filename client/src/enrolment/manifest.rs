//! Reads the manifest of a production run: a CSV file with one device in each row.
//!
//! ```text
//! serial,public_key,idevid_file,salt
//! SN-0001,p256:0x02…,certificates/0001.pem,0x00112233445566778899aabbccddeeff
//! ```
//!
//! `idevid_sha256` may stand for `idevid_file`; both that column and `salt` may be missing or empty.

use std::{
	collections::HashMap,
	fs::File,
	io::{BufRead, BufReader},
	path::{Path, PathBuf},
};

use bot_primitives::{key::KeyError, merkle::SoftSha256, Hash256, PublicKey, Sha256};
use codec::Encode;

use crate::{
	device_key::parse_public,
	hex_bytes,
	idevid::{self, FileError},
	table::{shown, FileProblem, Row, ShapeProblem, Table},
};

/// What the header must have.
const COLUMNS: &str =
	"; a manifest has the columns serial,public_key[,idevid_sha256|idevid_file][,salt]";

/// A device of a run, as its row tells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
	/// Its serial number.
	pub serial: String,
	/// The key it was made with.
	pub key: PublicKey,
	/// SHA-256 of its IDevID certificate (DER).
	pub idevid: Option<Hash256>,
	/// Salt of the commitment to its serial number.
	pub salt: Option<[u8; 16]>,
}

/// A row that is no device, and why.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct BadRow {
	/// Line of the row, from 1.
	pub line: u64,
	/// What is wrong with it.
	pub problem: RowProblem,
}

/// Why a row is no device.
#[derive(Debug, thiserror::Error)]
pub enum RowProblem {
	/// It has not the columns of the header, or is no text.
	#[error(transparent)]
	Shape(#[from] ShapeProblem),
	/// It has no serial number.
	#[error("EmptySerial: the device has no serial number")]
	EmptySerial,
	/// The key is not written as it must be.
	#[error("BadKey: `{0}` is no public key: ed25519:0x… (32 bytes) or p256:0x… (33 bytes)")]
	BadKey(String),
	/// The key is of small order.
	#[error("WeakKey: the key is of small order: anybody could sign for it")]
	WeakKey,
	/// The key is no point of its curve.
	#[error("KeyNotOnCurve: the key is no compressed point of its curve")]
	KeyNotOnCurve,
	/// The hash of the certificate is none.
	#[error("BadHash: `{0}` is no SHA-256: 32 bytes in hex digits")]
	BadHash(String),
	/// The certificate cannot be read.
	#[error("BadCertificate: {}: {cause}", .path.display())]
	BadCertificate {
		/// Where it was looked for.
		path: PathBuf,
		/// What is wrong with it.
		cause: FileError,
	},
	/// The salt is none.
	#[error("BadSalt: `{0}` is no salt: 16 bytes in hex digits")]
	BadSalt(String),
	/// Another row has the serial number.
	#[error("DuplicateSerial: line {0} has this serial number too")]
	DuplicateSerial(u32),
	/// Another row has the key.
	#[error("DuplicateKey: line {0} has this key too")]
	DuplicateKey(u32),
	/// No enrolment has that many devices.
	#[error("TooManyRows: an enrolment has at most 4,294,967,295 devices")]
	TooManyRows,
}

/// What comes next in a manifest.
pub type Next = Result<Result<Entry, BadRow>, FileProblem>;

/// The devices of a production run, row by row.
pub struct Manifest<R> {
	table: Table<R>,
	columns: Columns,
	/// Where it is. The paths of certificates begin at its directory.
	path: PathBuf,
	serials: Seen,
	keys: Seen,
	done: bool,
}

/// The places of the columns.
struct Columns {
	serial: usize,
	key: usize,
	idevid_sha256: Option<usize>,
	idevid_file: Option<usize>,
	salt: Option<usize>,
}

impl Manifest<BufReader<File>> {
	/// Opens the file at `path` and reads its header.
	pub fn open(path: &Path) -> Result<Self, FileProblem> {
		Self::of(Table::open(path)?, path)
	}
}

impl<R: BufRead> Manifest<R> {
	/// The manifest in a table that is at `path`.
	pub fn of(table: Table<R>, path: &Path) -> Result<Self, FileProblem> {
		let columns = Columns {
			serial: table.required("serial", COLUMNS)?,
			key: table.required("public_key", COLUMNS)?,
			idevid_sha256: table.column("idevid_sha256")?,
			idevid_file: table.column("idevid_file")?,
			salt: table.column("salt")?,
		};
		if columns.idevid_sha256.is_some() && columns.idevid_file.is_some() {
			return Err(FileProblem::AmbiguousColumn("idevid_sha256` and `idevid_file".into()));
		}
		let path = path.to_path_buf();
		let (serials, keys) = (Seen::default(), Seen::default());
		Ok(Self { table, columns, path, serials, keys, done: false })
	}

	/// Where it is.
	pub fn path(&self) -> &Path {
		&self.path
	}

	fn entry(&mut self) -> Result<Entry, RowProblem> {
		let row = self.table.row()?;
		let serial = row.text(self.columns.serial)?;
		if serial.is_empty() {
			return Err(RowProblem::EmptySerial);
		}
		let key = parse_key(row.text(self.columns.key)?)?;
		let salt = match optional(&row, self.columns.salt)? {
			Some(text) => Some(bytes(text).ok_or_else(|| RowProblem::BadSalt(shown(text)))?),
			None => None,
		};
		let idevid = self.idevid(&row)?;
		let line = u32::try_from(self.table.line()).map_err(|_| RowProblem::TooManyRows)?;
		self.serials.note(serial.as_bytes(), line).map_err(RowProblem::DuplicateSerial)?;
		self.keys.note(&key.encode(), line).map_err(RowProblem::DuplicateKey)?;
		Ok(Entry { serial: serial.into(), key, idevid, salt })
	}

	fn idevid(&self, row: &Row<'_>) -> Result<Option<Hash256>, RowProblem> {
		if let Some(text) = optional(row, self.columns.idevid_sha256)? {
			return bytes(text).map(Some).ok_or_else(|| RowProblem::BadHash(shown(text)));
		}
		let Some(text) = optional(row, self.columns.idevid_file)? else { return Ok(None) };
		let path = self.path.parent().unwrap_or(Path::new("")).join(text);
		match idevid::fingerprint(&path) {
			Ok(hash) => Ok(Some(hash)),
			Err(cause) => Err(RowProblem::BadCertificate { path, cause }),
		}
	}
}

impl<R: BufRead> Iterator for Manifest<R> {
	type Item = Next;

	fn next(&mut self) -> Option<Next> {
		if self.done {
			return None;
		}
		let advanced = self.table.advance();
		self.done = !matches!(advanced, Ok(true));
		match advanced {
			Ok(true) => {
				let line = self.table.line();
				Some(Ok(self.entry().map_err(|problem| BadRow { line, problem })))
			},
			Ok(false) => None,
			Err(problem) => Some(Err(problem)),
		}
	}
}

/// What rows have had, by the line that had it first.
///
/// Half a SHA-256 stands for each value: a million of any length take 44 MB, and nobody finds two
/// with the same half.
#[derive(Default)]
struct Seen(HashMap<[u8; 16], u32>);

impl Seen {
	/// Notes the value of a line; the line that had it before, if one had.
	fn note(&mut self, value: &[u8], line: u32) -> Result<(), u32> {
		let hash = SoftSha256::sha256(&[value]);
		let mut half = [0; 16];
		half.copy_from_slice(&hash[..16]);
		match self.0.insert(half, line) {
			Some(before) => {
				self.0.insert(half, before);
				Err(before)
			},
			None => Ok(()),
		}
	}
}

/// The text in a column that may be missing or empty.
fn optional<'a>(row: &Row<'a>, column: Option<usize>) -> Result<Option<&'a str>, ShapeProblem> {
	let text = column.map(|column| row.text(column)).transpose()?;
	Ok(text.filter(|text| !text.is_empty()))
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
	hex_bytes::decode(text).ok()?.try_into().ok()
}

fn parse_key(text: &str) -> Result<PublicKey, RowProblem> {
	let key = parse_public(text).map_err(|_| RowProblem::BadKey(shown(text)))?;
	key.check().map_err(|error| match error {
		KeyError::SmallOrder => RowProblem::WeakKey,
		KeyError::NotOnCurve => RowProblem::KeyNotOnCurve,
	})?;
	Ok(key)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{device_key::public_text, DeviceKey, KeyType};

	fn read(text: &[u8]) -> Result<Vec<Next>, FileProblem> {
		let table = Table::new(text)?;
		Manifest::of(table, Path::new("runs/manifest.csv")).map(Iterator::collect)
	}

	/// What became of each row: its serial number, or its error in words.
	fn rows(text: &str) -> Vec<String> {
		let row = |row: Next| match row {
			Ok(Ok(entry)) => entry.serial,
			Ok(Err(bad)) => bad.to_string(),
			Err(problem) => problem.to_string(),
		};
		read(text.as_bytes()).unwrap().into_iter().map(row).collect()
	}

	fn key(number: u8, key_type: KeyType) -> String {
		public_text(&DeviceKey::from_secret(key_type, [number; 32]).unwrap().public())
	}

	#[test]
	fn devices_are_read_in_any_order_of_columns() {
		let (ed25519, p256) = (key(1, KeyType::Ed25519), key(2, KeyType::P256));
		let (hash, salt) = ("ab".repeat(32), "cd".repeat(16));
		let text = format!(
			"salt,note,public_key,serial,idevid_sha256\n\
			 {salt},first,{ed25519},SN-1,\n\
			 ,,{p256},\"SN,2\",0x{hash}\n"
		);
		let entries: Vec<_> =
			read(text.as_bytes()).unwrap().into_iter().map(|row| row.unwrap().unwrap()).collect();
		let first = Entry {
			serial: "SN-1".into(),
			key: parse_public(&ed25519).unwrap(),
			idevid: None,
			salt: Some([0xcd; 16]),
		};
		let second = Entry {
			serial: "SN,2".into(),
			key: parse_public(&p256).unwrap(),
			idevid: Some([0xab; 32]),
			salt: None,
		};
		assert_eq!(entries, [first, second]);
	}

	#[test]
	fn bad_rows_are_named_with_their_line() {
		let (one, two) = (key(1, KeyType::Ed25519), key(2, KeyType::Ed25519));
		let weak = format!("ed25519:0x{}", "00".repeat(32));
		let off_curve = format!("p256:0x02{}", "ff".repeat(32));
		let text = format!(
			"serial,public_key,salt\n\
			 A,{one},\n\
			 B,{one},\n\
			 A,{two},\n\
			 ,{two},\n\
			 C\n\
			 C,rsa:0x00,\n\
			 C,{weak},\n\
			 C,{off_curve},\n\
			 C,{two},0x00\n\
			 C,{two},,\n\
			 C,{two},\n"
		);
		assert_eq!(
			rows(&text),
			[
				"A",
				"line 3: DuplicateKey: line 2 has this key too",
				"line 4: DuplicateSerial: line 2 has this serial number too",
				"line 5: EmptySerial: the device has no serial number",
				"line 6: RowCutShort: 1 columns where the header has 3",
				"line 7: BadKey: `rsa:0x00` is no public key: ed25519:0x… (32 bytes) or p256:0x… (33 \
				 bytes)",
				"line 8: WeakKey: the key is of small order: anybody could sign for it",
				"line 9: KeyNotOnCurve: the key is no compressed point of its curve",
				"line 10: BadSalt: `0x00` is no salt: 16 bytes in hex digits",
				"line 11: RowTooLong: 4 columns where the header has 3",
				"C",
			]
		);
	}

	#[test]
	fn bad_certificates_are_named() {
		let key = key(1, KeyType::P256);
		let hash = rows(&format!("serial,public_key,idevid_sha256\nA,{key},0x12\n"));
		assert_eq!(hash, ["line 2: BadHash: `0x12` is no SHA-256: 32 bytes in hex digits"]);
		let file = rows(&format!("serial,public_key,idevid_file\nA,{key},none.pem\n")).remove(0);
		let path = Path::new("runs").join("none.pem");
		let expected = format!("line 2: BadCertificate: {}: CannotRead", path.display());
		assert!(file.starts_with(&expected), "{file}");
	}

	#[test]
	fn files_that_are_no_manifest_are_named() {
		let problem = |text: &[u8]| read(text).err().unwrap().to_string();
		assert!(problem(b"").starts_with("line 1: EmptyFile"));
		assert!(problem(b"serial,key\nA,B\n").contains("MissingColumn: no column `public_key`"));
		assert!(problem(b"sn,public_key\n").contains("MissingColumn: no column `serial`"));
		assert!(problem(b"serial,serial,public_key\n").contains("AmbiguousColumn"));
		assert!(
			problem(b"serial,public_key,idevid_file,idevid_sha256\n").contains("AmbiguousColumn")
		);
		assert!(problem(b"\xff\xfes\0e\0r\0").starts_with("line 1: NotText"));
		assert_eq!(
			rows("serial,public_key\n"),
			["line 2: NoRows: there is nothing below the header"]
		);
		let row = read(b"serial,public_key\n\xff,x\n").unwrap().remove(0).unwrap();
		assert_eq!(row.err().unwrap().to_string(), "line 2: NotText: the row is not UTF-8 text");
		let missing = Manifest::open(Path::new("/no/such/file")).err().unwrap();
		assert!(missing.to_string().starts_with("CannotOpen"));
	}
}
