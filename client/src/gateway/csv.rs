//! Reads a CSV file of a sensor as a gateway would: row by row, and a bad row is named and left out.

use std::{
	fs::File,
	io::{self, BufRead, BufReader, Read},
	path::Path,
};

use ::csv::{ByteRecord, ReaderBuilder, Trim};
use bot_primitives::Millis;
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};

use super::senml;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct CsvOptions {
	/// Name of the column with the times.
	pub time_column: String,
	/// Name of the column with the values.
	pub value_column: String,
	/// Offset from UTC of times that come without one.
	pub utc_offset: FixedOffset,
}

impl Default for CsvOptions {
	fn default() -> Self {
		Self {
			time_column: "timestamp".into(),
			value_column: "value".into(),
			utc_offset: chrono::Offset::fix(&chrono::Utc),
		}
	}
}

/// One good row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reading {
	/// Time of the reading.
	pub at: Millis,
	/// The value, as a JSON number with the digits of the file.
	pub value: String,
	/// Where the row ends in the file, in bytes.
	pub end: u64,
}

/// A row that is left out, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct BadRow {
	/// Line on which the row begins, from 1.
	pub line: u64,
	/// Why it is left out.
	pub problem: RowProblem,
}

/// Why a row is left out.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RowProblem {
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
	/// The value is no decimal number.
	#[error("NotANumber: `{0}` is no decimal number")]
	NotANumber(String),
	/// The time cannot be read.
	#[error("BadTime: `{0}` is no time of the form YYYY-MM-DD HH:MM:SS")]
	BadTime(String),
	/// The time is too early for SenML, which takes numbers below 2^28 for times relative to now.
	#[error(
		"TimeTooEarly: `{0}` is before 1978-07-04, which SenML cannot tell from a relative time"
	)]
	TimeTooEarly(String),
	/// The row is no UTF-8 text.
	#[error("NotText: the row is not UTF-8 text")]
	NotText,
}

/// Why a file cannot be read, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
	/// The file cannot be opened.
	#[error("CannotOpen: {0}")]
	CannotOpen(io::Error),
	/// The file holds nothing.
	#[error("line 1: EmptyFile: a header such as `timestamp,value` was expected")]
	EmptyFile,
	/// The header lacks a column.
	#[error("line 1: MissingColumn: no column `{column}` among {found}; name it with --time-column or --value-column")]
	MissingColumn {
		/// The column that was looked for.
		column: String,
		/// The columns that are there.
		found: String,
	},
	/// The header has a column twice.
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

/// What comes next in a file: a good row, a bad one, or the end of all reading.
pub type Row = Result<Result<Reading, BadRow>, FileProblem>;

/// The rows of a file, read one line at a time: a stray quote spoils its own row only.
pub struct Readings<R> {
	lines: Lines<R>,
	utc_offset: FixedOffset,
	time: usize,
	value: usize,
	columns: usize,
	rows: u64,
	done: bool,
}

impl Readings<BufReader<File>> {
	/// Opens the file at `path` and reads its header.
	pub fn open(path: &Path, options: &CsvOptions) -> Result<Self, FileProblem> {
		let file = File::open(path).map_err(FileProblem::CannotOpen)?;
		if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
			return Err(FileProblem::CannotOpen(io::ErrorKind::IsADirectory.into()));
		}
		Self::new(BufReader::new(file), options)
	}
}

impl<R: BufRead> Readings<R> {
	/// Reads the header.
	pub fn new(input: R, options: &CsvOptions) -> Result<Self, FileProblem> {
		let mut lines = Lines { input, bytes: Vec::new(), number: 0, end: 0 };
		if !lines.advance()? {
			return Err(FileProblem::EmptyFile);
		}
		let header = lines.fields();
		let time = column(&header, &options.time_column)?;
		let value = column(&header, &options.value_column)?;
		let columns = header.len();
		let utc_offset = options.utc_offset;
		Ok(Self { lines, utc_offset, time, value, columns, rows: 0, done: false })
	}

	fn row(&self) -> Result<Reading, RowProblem> {
		let record = self.lines.fields();
		let (found, expected) = (record.len(), self.columns);
		if found < expected {
			return Err(RowProblem::RowCutShort { found, expected });
		}
		if found > expected {
			return Err(RowProblem::RowTooLong { found, expected });
		}
		let field = |index| {
			let bytes = record.get(index).unwrap_or_default();
			std::str::from_utf8(bytes).map_err(|_| RowProblem::NotText)
		};
		let (time, value) = (field(self.time)?, field(self.value)?);
		Ok(Reading {
			at: parse_time(time, self.utc_offset)?,
			value: senml::number(value).ok_or_else(|| RowProblem::NotANumber(shown(value)))?,
			end: self.lines.end,
		})
	}
}

impl<R: BufRead> Iterator for Readings<R> {
	type Item = Row;

	fn next(&mut self) -> Option<Row> {
		if self.done {
			return None;
		}
		match self.lines.advance() {
			Ok(true) => {
				self.rows = self.rows.saturating_add(1);
				let line = self.lines.number;
				Some(Ok(self.row().map_err(|problem| BadRow { line, problem })))
			},
			Ok(false) => {
				self.done = true;
				let line = self.lines.number.saturating_add(1);
				(self.rows == 0).then_some(Err(FileProblem::NoRows { line }))
			},
			Err(problem) => {
				self.done = true;
				Some(Err(problem))
			},
		}
	}
}

/// Longest line that is read, in bytes.
const MAX_LINE: u64 = 64 * 1024;

/// The lines of a file that are not blank.
struct Lines<R> {
	input: R,
	/// The line last read.
	bytes: Vec<u8>,
	/// Its number, from 1.
	number: u64,
	/// Where it ends in the file.
	end: u64,
}

impl<R: BufRead> Lines<R> {
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
				return Ok(true);
			}
		}
	}

	/// The fields of the line last read.
	fn fields(&self) -> ByteRecord {
		let mut record = ByteRecord::new();
		let mut reader = ReaderBuilder::new()
			.has_headers(false)
			.trim(Trim::All)
			.buffer_capacity(self.bytes.len())
			.from_reader(&self.bytes[..]);
		// Reading one record of bytes in memory, whatever they are, does not fail.
		let _ = reader.read_byte_record(&mut record);
		record
	}
}

fn column(header: &ByteRecord, name: &str) -> Result<usize, FileProblem> {
	let mut places = header.iter().enumerate().filter(|(_, field)| *field == name.as_bytes());
	let Some((place, _)) = places.next() else {
		let field = |field| format!("`{}`", shown(&String::from_utf8_lossy(field)));
		let found: Vec<_> = header.iter().take(20).map(field).collect();
		return Err(FileProblem::MissingColumn { column: name.into(), found: found.join(", ") });
	};
	match places.next() {
		Some(_) => Err(FileProblem::AmbiguousColumn(name.into())),
		None => Ok(place),
	}
}

/// A field as it is shown in a message: not too long, and without control characters.
fn shown(field: &str) -> String {
	let mut shown: String = field.chars().take(40).flat_map(char::escape_debug).collect();
	if field.chars().nth(40).is_some() {
		shown.push('…');
	}
	shown
}

/// The time that `text` stands for: `YYYY-MM-DD HH:MM:SS`, with `T` for the space, a fraction and an
/// offset from UTC where there is one.
fn parse_time(text: &str, utc_offset: FixedOffset) -> Result<Millis, RowProblem> {
	let bad = || RowProblem::BadTime(shown(text));
	let local = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"]
		.into_iter()
		.find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
	let time = match local {
		Some(local) => utc_offset.from_local_datetime(&local).single().ok_or_else(bad)?,
		None => DateTime::parse_from_rfc3339(text).map_err(|_| bad())?,
	};
	let millis = time.timestamp_millis();
	Millis::try_from(millis)
		.ok()
		.filter(|millis| *millis >= senml::EARLIEST)
		.ok_or_else(|| RowProblem::TimeTooEarly(shown(text)))
}

/// Reads an offset from UTC such as `+01:00`.
pub fn parse_utc_offset(text: &str) -> Result<FixedOffset, String> {
	text.parse().map_err(|_| format!("`{text}` is no offset from UTC such as +01:00"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(text: &str) -> Result<Vec<Row>, FileProblem> {
		Readings::new(text.as_bytes(), &CsvOptions::default()).map(Iterator::collect)
	}

	/// What became of each row: its value, or its error in words.
	fn rows(text: &str) -> Vec<String> {
		let row = |row: Row| match row {
			Ok(Ok(reading)) => reading.value,
			Ok(Err(bad)) => bad.to_string(),
			Err(problem) => problem.to_string(),
		};
		read(text).unwrap().into_iter().map(row).collect()
	}

	#[test]
	fn good_rows_are_read_with_the_digits_of_the_file() {
		let text = "timestamp,value\n2013-12-02 21:15:00,73.96732207\n2013-12-02 21:20:00,74.93588199999998\n";
		let readings: Vec<_> =
			read(text).unwrap().into_iter().map(|row| row.unwrap().unwrap()).collect();
		assert_eq!(readings[0].at, 1_386_018_900_000);
		assert_eq!(readings[0].value, "73.96732207");
		assert_eq!(readings[1].value, "74.93588199999998");
		assert_eq!(readings[1].end, text.len() as u64);
	}

	#[test]
	fn bad_rows_are_named_with_their_line_and_the_good_ones_go_on() {
		let text = "timestamp,value\n\
			2013-12-02 21:15:00,1\n\
			2013-12-02 21:20:00\n\
			2013-12-02 21:25:00,two\n\
			2013-12-02 21:30:00,3,3\n\
			\n\
			2013-13-02 21:35:00,4\n\
			1970-01-01 00:00:00,5\n\
			2013-12-02 21:40:00,NaN\n\
			2013-12-02 21:45:00,\n\
			2013-12-02 21:50:00,\"5\n\
			2013-12-02 21:55:00,\"6\"\n";
		let rows = rows(text);
		assert_eq!(
			rows,
			[
				"1",
				"line 3: RowCutShort: 1 columns where the header has 2",
				"line 4: NotANumber: `two` is no decimal number",
				"line 5: RowTooLong: 3 columns where the header has 2",
				"line 7: BadTime: `2013-13-02 21:35:00` is no time of the form YYYY-MM-DD HH:MM:SS",
				"line 8: TimeTooEarly: `1970-01-01 00:00:00` is before 1978-07-04, which SenML cannot \
				 tell from a relative time",
				"line 9: NotANumber: `NaN` is no decimal number",
				"line 10: NotANumber: `` is no decimal number",
				"5",
				"6",
			]
		);
	}

	#[test]
	fn bytes_that_are_no_text_spoil_their_row_only() {
		let text = b"timestamp,value\n2013-12-02 21:15:00,\xff\n2013-12-02 21:20:00,2\n";
		let readings = Readings::new(&text[..], &CsvOptions::default()).unwrap();
		let rows: Vec<_> = readings.map(|row| row.unwrap()).collect();
		assert_eq!(rows[0], Err(BadRow { line: 2, problem: RowProblem::NotText }));
		assert!(rows[1].is_ok());
	}

	#[test]
	fn a_line_without_an_end_is_not_read_on() {
		let text = format!("timestamp,value\n2013-12-02 21:15:00,{}", "1".repeat(70_000));
		let last = rows(&text).remove(0);
		assert_eq!(last, "line 2: Unreadable: the line is longer than 64 KiB");
		let long = format!("timestamp,value\n{},1\n", "x".repeat(50));
		assert!(rows(&long)[0].contains(&format!("`{}…`", "x".repeat(40))));
	}

	#[test]
	fn files_that_cannot_be_read_are_named() {
		let problem = |text: &str| read(text).err().unwrap().to_string();
		assert!(problem("").starts_with("line 1: EmptyFile"));
		assert!(problem("\n\n").starts_with("line 1: EmptyFile"));
		assert!(problem("time,value\n1,2\n")
			.starts_with("line 1: MissingColumn: no column `timestamp` among `time`, `value`"));
		assert!(
			problem("timestamp;value\n").contains("no column `timestamp` among `timestamp;value`")
		);
		assert!(problem("timestamp,value,value\n").contains("AmbiguousColumn"));
		assert_eq!(
			rows("timestamp,value\n"),
			["line 2: NoRows: there is nothing below the header"]
		);
		let missing = Readings::open(Path::new("/no/such/file"), &CsvOptions::default());
		assert!(missing.err().unwrap().to_string().starts_with("CannotOpen"));
		let directory = Readings::open(Path::new("/"), &CsvOptions::default());
		assert!(directory.err().unwrap().to_string().starts_with("CannotOpen"));
	}

	#[test]
	fn columns_are_found_by_name_in_any_order() {
		let options = CsvOptions { value_column: "celsius".into(), ..CsvOptions::default() };
		let text = "celsius , id,\u{a0}x,timestamp\r\n 7.5 ,a,b, 2013-12-02 21:15:00 \r\n";
		let mut readings = Readings::new(text.as_bytes(), &options).unwrap();
		assert_eq!(readings.next().unwrap().unwrap().unwrap().value, "7.5");
	}

	#[test]
	fn a_byte_order_mark_is_no_part_of_the_header() {
		assert_eq!(rows("\u{feff}timestamp,value\n2013-12-02 21:15:00,1\n"), ["1"]);
	}

	#[test]
	fn times_are_read_in_their_offset() {
		let utc = parse_utc_offset("+00:00").unwrap();
		let cet = parse_utc_offset("+01:00").unwrap();
		let at = |text, offset| parse_time(text, offset);
		assert_eq!(at("2013-12-02 21:15:00", utc), Ok(1_386_018_900_000));
		assert_eq!(at("2013-12-02 21:15:00", cet), Ok(1_386_015_300_000));
		assert_eq!(at("2013-12-02T21:15:00.250", utc), Ok(1_386_018_900_250));
		assert_eq!(at("2013-12-02T21:15:00Z", cet), Ok(1_386_018_900_000));
		assert_eq!(at("2013-12-02T22:15:00+01:00", utc), Ok(1_386_018_900_000));
		for bad in
			["", "now", "2013-12-02", "2013-02-30 00:00:00", "02.12.2013 21:15:00", "1386018900"]
		{
			assert_eq!(at(bad, utc), Err(RowProblem::BadTime(bad.into())));
		}
		assert!(parse_utc_offset("CET").is_err());
		assert!(parse_utc_offset("+25:00").is_err());
	}

	#[test]
	fn times_out_of_order_or_repeated_are_no_errors() {
		let text = "timestamp,value\n2013-12-02 21:20:00,1\n2013-12-02 21:15:00,2\n2013-12-02 21:15:00,3\n";
		assert_eq!(rows(text), ["1", "2", "3"]);
	}
}
