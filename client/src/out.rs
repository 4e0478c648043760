//! What the program prints.

use std::io::Write;

use comfy_table::{presets, ContentArrangement, Table};
use serde::Serialize;

/// Where the output goes, and in which form.
#[derive(Clone, Copy, Debug)]
pub struct Out {
	/// Results as JSON on the standard output, everything else on the standard error.
	pub json: bool,
}

impl Out {
	/// A line about what is going on.
	pub fn line(&self, text: &str) {
		if self.json {
			note(text);
		} else {
			print(text);
		}
	}

	/// The result of a command: as JSON, or for people.
	pub fn result<T: Serialize>(&self, value: &T, human: impl FnOnce() -> String) {
		if self.json {
			// What is printed here has text keys only, so it always has a JSON form.
			print(&serde_json::to_string_pretty(value).unwrap_or_default());
		} else {
			print(&human());
		}
	}
}

/// Prints a line. That nobody reads it is no failure.
fn print(text: &str) {
	let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a line to the standard error.
pub fn note(text: &str) {
	let _ = writeln!(std::io::stderr(), "{text}");
}

/// A table with these columns.
pub fn table<const N: usize>(
	header: [&str; N],
	rows: impl IntoIterator<Item = [String; N]>,
) -> String {
	let mut table = Table::new();
	table.load_preset(presets::UTF8_FULL_CONDENSED).set_header(header);
	table.set_content_arrangement(ContentArrangement::Disabled).add_rows(rows);
	table.to_string()
}

/// Names and values below each other.
pub fn pairs<'a>(rows: impl IntoIterator<Item = (&'a str, String)>) -> String {
	let rows: Vec<_> = rows.into_iter().collect();
	let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
	let row = |(name, value): &(&str, String)| format!("{name:width$}  {value}");
	rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// A number with a comma between the thousands.
pub fn grouped(number: u64) -> String {
	let digits = number.to_string();
	let mut grouped = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	grouped
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thousands_are_grouped() {
		assert_eq!(grouped(0), "0");
		assert_eq!(grouped(999), "999");
		assert_eq!(grouped(22_695), "22,695");
		assert_eq!(grouped(1_000_000), "1,000,000");
	}

	#[test]
	fn values_stand_below_each_other() {
		assert_eq!(pairs([("a", "1".into()), ("long", "2".into())]), "a     1\nlong  2");
		assert_eq!(pairs([]), "");
	}
}
