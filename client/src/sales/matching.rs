//! Finds the sales of a file among those that were reported.

use std::collections::{BTreeMap, BTreeSet};

use super::{
	csv::{Refused, RowProblem, Sale},
	lines::KeptLine,
	report::KeptReport,
};
use crate::money::units_text;

/// A line, and the report that it is in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reported<'a> {
	/// Number of the report.
	pub report: u32,
	/// The line.
	pub line: &'a KeptLine,
}

/// What became of the rows and the reported lines of one transaction.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Matched<'a> {
	/// Rows that were reported as they are.
	pub same: Vec<(&'a Sale, Reported<'a>)>,
	/// Rows that were reported with other contents.
	pub altered: Vec<(&'a Sale, Reported<'a>)>,
	/// Rows that say the same as another one which was reported once.
	pub repeated: Vec<(&'a Sale, &'a Sale)>,
	/// Rows that were not reported.
	pub unreported: Vec<&'a Sale>,
	/// Lines that no row has.
	pub unknown: Vec<Reported<'a>>,
}

/// Matches the rows of one transaction with its reported lines, whatever their order: first those
/// that say the same, then those of the same product, then what is left.
pub fn match_lines<'a>(rows: &[&'a Sale], lines: &[Reported<'a>]) -> Matched<'a> {
	let mut matched = Matched { unknown: lines.to_vec(), ..Matched::default() };
	let mut rest = Vec::new();
	for row in rows.iter().copied() {
		let contents = row.contents();
		match take(&mut matched.unknown, |line| line.contents() == contents) {
			Some(line) => matched.same.push((row, line)),
			None => rest.push(row),
		}
	}
	let mut other = Vec::new();
	for row in rest {
		let first = matched.same.iter().find(|(first, _)| first.contents() == row.contents());
		match first {
			Some((first, _)) => matched.repeated.push((row, *first)),
			None => other.push(row),
		}
	}
	let by_product = |row: &Sale, line: &KeptLine| row.selection == line.selection;
	let rest = pair(other, &mut matched, by_product);
	matched.unreported = pair(rest, &mut matched, |_, _| true);
	matched
}

/// Pairs rows with lines of other contents, and gives the rows that are left.
fn pair<'a>(
	rows: Vec<&'a Sale>,
	matched: &mut Matched<'a>,
	is_pair: impl Fn(&Sale, &KeptLine) -> bool,
) -> Vec<&'a Sale> {
	let mut rest = Vec::new();
	for row in rows {
		match take(&mut matched.unknown, |line| is_pair(row, line)) {
			Some(line) => matched.altered.push((row, line)),
			None => rest.push(row),
		}
	}
	rest
}

fn take<'a>(
	lines: &mut Vec<Reported<'a>>,
	is_wanted: impl Fn(&KeptLine) -> bool,
) -> Option<Reported<'a>> {
	let place = lines.iter().position(|reported| is_wanted(reported.line))?;
	Some(lines.remove(place))
}

/// The lines of reports by their transaction.
pub fn by_transaction(reports: &[KeptReport]) -> BTreeMap<&str, Vec<Reported<'_>>> {
	let mut transactions: BTreeMap<_, Vec<_>> = BTreeMap::new();
	for report in reports {
		for line in &report.lines {
			let reported = Reported { report: report.number, line };
			transactions.entry(line.transaction.as_str()).or_default().push(reported);
		}
	}
	transactions
}

/// The sales of a machine that are still to be reported, how many were already, and those that must
/// not be: they are in a report with other contents.
///
/// A line that comes late to a reported transaction is new.
pub fn fresh<'a>(
	sales: &[&'a Sale],
	kept: &[KeptReport],
	decimals: u8,
) -> (Vec<&'a Sale>, usize, Vec<Refused>) {
	let reported = by_transaction(kept);
	let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
	for sale in sales {
		rows.entry(sale.transaction.as_str()).or_default().push(*sale);
	}
	let (mut new, mut already, mut refused) = (BTreeSet::new(), 0usize, Vec::new());
	for (transaction, rows) in rows {
		let lines = reported.get(transaction).map_or(&[][..], Vec::as_slice);
		let matched = match_lines(&rows, lines);
		already = already.saturating_add(matched.same.len());
		// The file was checked by itself, so an equal row is another piece.
		let repeated = matched.repeated.iter().map(|(row, _)| *row);
		new.extend(matched.unreported.iter().copied().chain(repeated).map(|sale| sale.row));
		refused.extend(matched.altered.iter().map(|(row, line)| Refused {
			row: row.row,
			problem: RowProblem::ReportedOtherwise {
				report: line.report,
				reported: line_text(line.line, decimals),
			},
			transaction: Some((row.machine.clone(), row.transaction.clone())),
			sale: Some((*row).clone()),
		}));
	}
	(sales.iter().copied().filter(|sale| new.contains(&sale.row)).collect(), already, refused)
}

/// A line in words.
pub fn line_text(line: &KeptLine, decimals: u8) -> String {
	contents_text(line.selection, line.quantity, line.amount, decimals)
}

/// What was sold, in words.
pub fn contents_text(selection: u32, quantity: u16, amount: u128, decimals: u8) -> String {
	format!("{quantity} of selection {selection} for {}", units_text(amount, decimals))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::{kept_report, names, sale};

	fn of(row: u64, selection: u32, amount: u128) -> Sale {
		Sale { selection, ..sale(row, "T", amount) }
	}

	#[test]
	fn the_order_of_rows_makes_no_difference() {
		let sales = [of(2, 1, 150), of(3, 2, 200)];
		let report = kept_report(0, &sales);
		let reversed = [of(2, 2, 200), of(3, 1, 150)];
		let reports = [report];
		let lines = by_transaction(&reports);
		let matched = match_lines(&reversed.iter().collect::<Vec<_>>(), &lines["T"]);
		assert_eq!(matched.same.len(), 2);
		assert!(matched.altered.is_empty() && matched.unknown.is_empty());
	}

	#[test]
	fn every_kind_of_difference_is_told_from_the_others() {
		let reports = [kept_report(4, &[of(2, 1, 150), of(3, 2, 200), of(4, 3, 300)])];
		let rows = [of(2, 1, 150), of(3, 1, 150), of(4, 2, 250), of(5, 9, 100), of(6, 8, 100)];
		let lines = by_transaction(&reports);
		let matched = match_lines(&rows.iter().collect::<Vec<_>>(), &lines["T"]);
		let row = |row: usize| &rows[row];
		assert_eq!(matched.same.len(), 1);
		assert_eq!(matched.repeated, [(row(1), row(0))]);
		let altered: Vec<_> =
			matched.altered.iter().map(|(row, line)| (row.row, line.line.selection)).collect();
		assert_eq!(altered, [(4, 2), (5, 3)]);
		assert_eq!(matched.unreported, [row(4)]);
		assert!(matched.unknown.is_empty());
		let matched = match_lines(&[row(0)], &lines["T"]);
		assert_eq!(matched.unknown.len(), 2);
	}

	#[test]
	fn only_what_is_new_is_reported() {
		let reports = [kept_report(0, &[of(2, 1, 150), of(3, 2, 200)])];
		let rows = [of(2, 1, 150), of(3, 2, 200), of(4, 3, 100), sale(5, "U", 50)];
		let rows: Vec<_> = rows.iter().collect();
		let (new, already, refused) = fresh(&rows, &reports, 2);
		assert_eq!(new.iter().map(|sale| sale.row).collect::<Vec<_>>(), [4, 5]);
		assert_eq!((already, refused.len()), (2, 0));
		let altered = of(2, 1, 160);
		let (new, already, refused) = fresh(&[&altered], &reports, 2);
		assert_eq!((new.len(), already), (0, 0));
		assert_eq!(names(&refused), ["line 2: ReportedOtherwise"]);
		assert!(refused[0].to_string().ends_with("report 0 has it as 1 of selection 1 for 1.50"));
	}
}
