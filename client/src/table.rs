//! Reads CSV files one line at a time: a stray quote spoils its own row only.

use std::{
	fs::File,
	io::{self, BufRead, BufReader, Read},
	path::Path,
};

use csv_core::ReadRecordResult;

/// Why a file cannot be read, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
	/// The file cannot be opened.
	#[error("CannotOpen: {0}")]
	CannotOpen(io::Error),
	/// The file holds nothing.
	#[error("line 1: EmptyFile: a header with the names of the columns was expected")]
	EmptyFile,
	/// The header is in another encoding.
	#[error("line 1: NotText: the header is not UTF-8 text")]
	NotText,
	/// The header lacks a column.
	#[error("line 1: MissingColumn: no column `{column}` among {found}{hint}")]
	MissingColumn {
		/// The column that was looked for.
		column: String,
		/// The columns that are there.
		found: String,
		/// What can be done about it.
		hint: &'static str,
	},
	/// Two columns claim to be the same.
	#[error("line 1: AmbiguousColumn: there are two columns `{0}`")]
	AmbiguousColumn(String),
	/// There is a header and nothing else.
	#[error("line {line}: NoRows: there is nothing below the header")]
	NoRows {
		/// Line on which the first row was expected.
		line: u64,
	},
	/// The file cannot be read any further.
	#[error("line {line}: Unreadable: {cause}")]
	Unreadable {
		/// Line that could not be read.
		line: u64,
		/// Why.
		cause: io::Error,
	},
}

/// Why a line is no row of its table.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ShapeProblem {
	/// It has fewer columns than the header.
	#[error("RowCutShort: {found} columns where the header has {expected}")]
	RowCutShort {
		/// Columns of the row.
		found: usize,
		/// Columns of the header.
		expected: usize,
	},
	/// It has more columns than the header.
	#[error("RowTooLong: {found} columns where the header has {expected}")]
	RowTooLong {
		/// Columns of the row.
		found: usize,
		/// Columns of the header.
		expected: usize,
	},
	/// It is no UTF-8 text.
	#[error("NotText: the row is not UTF-8 text")]
	NotText,
}

/// A file with a header and rows.
pub struct Table<R> {
	lines: Lines<R>,
	header: Fields,
	rows: u64,
}

/// The fields of a row.
pub struct Row<'a>(&'a Fields);

impl<'a> Row<'a> {
	/// The text in a column.
	pub fn text(&self, column: usize) -> Result<&'a str, ShapeProblem> {
		let bytes = self.0.get(column).unwrap_or_default();
		std::str::from_utf8(bytes).map_err(|_| ShapeProblem::NotText)
	}
}

impl Table<BufReader<File>> {
	/// Opens the file at `path` and reads its header.
	pub fn open(path: &Path) -> Result<Self, FileProblem> {
		let file = File::open(path).map_err(FileProblem::CannotOpen)?;
		if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
			return Err(FileProblem::CannotOpen(io::ErrorKind::IsADirectory.into()));
		}
		Self::new(BufReader::new(file))
	}
}

impl<R: BufRead> Table<R> {
	/// Reads the header.
	pub fn new(input: R) -> Result<Self, FileProblem> {
		let mut lines = Lines::new(input);
		if !lines.advance()? {
			return Err(FileProblem::EmptyFile);
		}
		if std::str::from_utf8(&lines.bytes).is_err() {
			return Err(FileProblem::NotText);
		}
		let header = std::mem::take(&mut lines.fields);
		Ok(Self { lines, header, rows: 0 })
	}

	/// The place of the column of this name, if there is one.
	pub fn column(&self, name: &str) -> Result<Option<usize>, FileProblem> {
		let mut places =
			self.header.iter().enumerate().filter(|(_, field)| *field == name.as_bytes());
		match (places.next(), places.next()) {
			(_, Some(_)) => Err(FileProblem::AmbiguousColumn(name.into())),
			(place, None) => Ok(place.map(|(place, _)| place)),
		}
	}

	/// The place of the column of this name. Where there is none, the error ends with `hint`.
	pub fn required(&self, name: &str, hint: &'static str) -> Result<usize, FileProblem> {
		self.column(name)?.ok_or_else(|| {
			let field = |field| format!("`{}`", shown(&String::from_utf8_lossy(field)));
			let found: Vec<_> = self.header.iter().take(20).map(field).collect();
			FileProblem::MissingColumn { column: name.into(), found: found.join(", "), hint }
		})
	}

	/// Goes on to the next row. False at the end of the file.
	pub fn advance(&mut self) -> Result<bool, FileProblem> {
		if self.lines.advance()? {
			self.rows = self.rows.saturating_add(1);
			return Ok(true);
		}
		match self.rows {
			0 => Err(FileProblem::NoRows { line: self.lines.number.saturating_add(1) }),
			_ => Ok(false),
		}
	}

	/// Number of the line last read, from 1.
	pub fn line(&self) -> u64 {
		self.lines.number
	}

	/// Where the line last read ends in the file, in bytes.
	pub fn end(&self) -> u64 {
		self.lines.end
	}

	/// The row last read.
	pub fn row(&self) -> Result<Row<'_>, ShapeProblem> {
		let (found, expected) = (self.lines.fields.len(), self.header.len());
		if found < expected {
			return Err(ShapeProblem::RowCutShort { found, expected });
		}
		if found > expected {
			return Err(ShapeProblem::RowTooLong { found, expected });
		}
		Ok(Row(&self.lines.fields))
	}
}

/// Longest line that is read, in bytes.
const MAX_LINE: u64 = 64 * 1024;

/// The lines of a file that are not blank.
struct Lines<R> {
	input: R,
	/// Made once, because to make one takes longer than to read a line.
	parser: csv_core::Reader,
	/// The line last read.
	bytes: Vec<u8>,
	/// Its fields.
	fields: Fields,
	/// Its number, from 1.
	number: u64,
	/// Where it ends in the file.
	end: u64,
}

impl<R: BufRead> Lines<R> {
	fn new(input: R) -> Self {
		let (parser, fields) = (csv_core::Reader::new(), Fields::default());
		Self { input, parser, bytes: Vec::new(), fields, number: 0, end: 0 }
	}

	/// Goes on to the next line that is not blank. False at the end of the file.
	fn advance(&mut self) -> Result<bool, FileProblem> {
		loop {
			self.bytes.clear();
			let line = self.number.saturating_add(1);
			let read = (&mut self.input)
				.take(MAX_LINE)
				.read_until(b'\n', &mut self.bytes)
				.map_err(|cause| FileProblem::Unreadable { line, cause })?;
			if read == 0 {
				return Ok(false);
			}
			let read = u64::try_from(read).unwrap_or(u64::MAX);
			if read == MAX_LINE && self.bytes.last() != Some(&b'\n') {
				let cause = io::Error::other("the line is longer than 64 KiB");
				return Err(FileProblem::Unreadable { line, cause });
			}
			self.number = line;
			self.end = self.end.saturating_add(read);
			if !self.bytes.trim_ascii().is_empty() {
				self.fields.parse(&mut self.parser, &self.bytes);
				return Ok(true);
			}
		}
	}
}

/// The fields of a line.
#[derive(Default)]
struct Fields {
	bytes: Vec<u8>,
	/// Where each field ends in `bytes`.
	ends: Vec<usize>,
}

impl Fields {
	/// Takes the fields of one line.
	fn parse(&mut self, parser: &mut csv_core::Reader, line: &[u8]) {
		parser.reset();
		// No line has more bytes in its fields than in all, nor more than one field for each byte.
		self.bytes.resize(line.len(), 0);
		self.ends.resize(line.len().saturating_add(1), 0);
		let (mut input, mut written, mut fields) = (line, 0, 0);
		loop {
			let (result, read, wrote, ended) =
				parser.read_record(input, &mut self.bytes[written..], &mut self.ends[fields..]);
			input = &input[read..];
			written += wrote;
			fields += ended;
			// An empty input after the whole line tells the parser that this is the end.
			if result != ReadRecordResult::InputEmpty {
				break;
			}
		}
		self.ends.truncate(fields);
	}

	fn len(&self) -> usize {
		self.ends.len()
	}

	/// A field, without the space around it.
	fn get(&self, index: usize) -> Option<&[u8]> {
		let begin = match index.checked_sub(1) {
			Some(before) => *self.ends.get(before)?,
			None => 0,
		};
		self.bytes.get(begin..*self.ends.get(index)?).map(<[u8]>::trim_ascii)
	}

	fn iter(&self) -> impl Iterator<Item = &[u8]> {
		(0..self.len()).filter_map(|index| self.get(index))
	}
}

/// A field as it is shown in a message: not too long, and without control characters.
pub fn shown(field: &str) -> String {
	let mut shown: String = field.chars().take(40).flat_map(char::escape_debug).collect();
	if field.chars().nth(40).is_some() {
		shown.push('…');
	}
	shown
}

#[cfg(test)]
mod tests {
	use super::*;

	fn rows(text: &str) -> Vec<Vec<String>> {
		let mut table = Table::new(text.as_bytes()).unwrap();
		let mut rows = Vec::new();
		while table.advance().unwrap() {
			let row = table.row().unwrap();
			let fields = (0..table.header.len()).map(|column| row.text(column).unwrap().into());
			rows.push(fields.collect());
		}
		rows
	}

	#[test]
	fn fields_are_read_with_their_quotes_and_without_space_around() {
		let rows = rows("\u{feff}a,b\r\n 1 ,\"x, \"\"y\"\"\"\r\n,\"z\n2,3");
		assert_eq!(rows, [["1", "x, \"y\""], ["", "z"], ["2", "3"]]);
	}

	#[test]
	fn lines_are_numbered_as_an_editor_does() {
		let mut table = Table::new(&b"a,b\n\n1,2\n3\n4,5,6\n,\n"[..]).unwrap();
		let mut next = || {
			table.advance().unwrap();
			(table.line(), table.row().err())
		};
		assert_eq!(next(), (3, None));
		assert_eq!(next(), (4, Some(ShapeProblem::RowCutShort { found: 1, expected: 2 })));
		assert_eq!(next(), (5, Some(ShapeProblem::RowTooLong { found: 3, expected: 2 })));
		assert_eq!(next(), (6, None));
	}
}
