//! Reads a CSV file of a sensor as a gateway would: row by row, and a bad row is named and left out.

use std::{
	fs::File,
	io::{BufRead, BufReader},
	path::Path,
};

use bot_primitives::Millis;
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone};

use super::senml;
use crate::table::{shown, FileProblem, ShapeProblem, Table};

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
	/// It has not the columns of the header, or is no text.
	#[error(transparent)]
	Shape(#[from] ShapeProblem),
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
}

/// What comes next in a file: a good row, a bad one, or the end of all reading.
pub type Row = Result<Result<Reading, BadRow>, FileProblem>;

/// What to do where a column is missing.
const NAME_IT: &str = "; name it with --time-column or --value-column";

/// The rows of a file, read one line at a time.
pub struct Readings<R> {
	table: Table<R>,
	utc_offset: FixedOffset,
	time: usize,
	value: usize,
	done: bool,
}

impl Readings<BufReader<File>> {
	/// Opens the file at `path` and reads its header.
	pub fn open(path: &Path, options: &CsvOptions) -> Result<Self, FileProblem> {
		Self::of(Table::open(path)?, options)
	}
}

impl<R: BufRead> Readings<R> {
	/// Reads the header.
	pub fn new(input: R, options: &CsvOptions) -> Result<Self, FileProblem> {
		Self::of(Table::new(input)?, options)
	}

	fn of(table: Table<R>, options: &CsvOptions) -> Result<Self, FileProblem> {
		let time = table.required(&options.time_column, NAME_IT)?;
		let value = table.required(&options.value_column, NAME_IT)?;
		Ok(Self { table, utc_offset: options.utc_offset, time, value, done: false })
	}

	fn row(&self) -> Result<Reading, RowProblem> {
		let row = self.table.row()?;
		let (time, value) = (row.text(self.time)?, row.text(self.value)?);
		Ok(Reading {
			at: parse_time(time, self.utc_offset)?,
			value: senml::number(value).ok_or_else(|| RowProblem::NotANumber(shown(value)))?,
			end: self.table.end(),
		})
	}
}

impl<R: BufRead> Iterator for Readings<R> {
	type Item = Row;

	fn next(&mut self) -> Option<Row> {
		if self.done {
			return None;
		}
		let advanced = self.table.advance();
		self.done = !matches!(advanced, Ok(true));
		match advanced {
			Ok(true) => {
				let line = self.table.line();
				Some(Ok(self.row().map_err(|problem| BadRow { line, problem })))
			},
			Ok(false) => None,
			Err(problem) => Some(Err(problem)),
		}
	}
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
		assert_eq!(rows[0], Err(BadRow { line: 2, problem: ShapeProblem::NotText.into() }));
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
		let other = Readings::new(&b"\xff\xfet\0i\0m\0e\0"[..], &CsvOptions::default());
		assert!(other.err().unwrap().to_string().starts_with("line 1: NotText"));
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
