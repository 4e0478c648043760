//! Makes sales into the reports that a machine signs.

use std::collections::BTreeMap;

use bot_primitives::{
	merkle::{self, SoftSha256},
	sales::{
		AgreementId, AgreementVersion, Amount, LineKind, SalesReport, SalesTotal, MAX_SALES_TOTALS,
	},
	Hash256, Millis, Sha256,
};
use chrono::FixedOffset;
use codec::Encode;
use serde::{Deserialize, Serialize};

use super::{
	csv::Sale,
	lines::{Blinder, KeptLine},
	period::Period,
};
use crate::{hex_bytes, money::decimal, Error, Result};

/// By what the sales of a report are split.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Terms {
	/// The agreement.
	pub agreement: AgreementId,
	/// The version of it.
	pub version: AgreementVersion,
}

/// Where the reports of a machine stand.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counters {
	/// Number of the next report.
	pub number: u32,
	/// Pieces that the machine ever sold.
	pub quantity: u64,
	/// What was ever paid for them.
	pub gross: Amount,
}

/// A report with all that the chain does not hold.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptReport {
	/// Number of the report.
	pub number: u32,
	/// By what the sales are split.
	#[serde(flatten)]
	pub terms: Terms,
	/// Begin of the period.
	pub opened_at: Millis,
	/// End of the period.
	pub closed_at: Millis,
	/// Pieces that the machine ever sold, this report included.
	pub lifetime_quantity: u64,
	/// What was ever paid for them, this report included.
	#[serde(with = "decimal")]
	pub lifetime_gross: Amount,
	/// Root of the tree over the lines.
	#[serde(with = "hex_bytes")]
	pub root: Hash256,
	/// The lines.
	pub lines: Vec<KeptLine>,
}

impl KeptReport {
	/// What was sold, by class and means, in paid lines.
	pub fn totals(&self) -> Result<Vec<SalesTotal>> {
		totals(&self.lines)
	}

	/// What the machine signs.
	pub fn statement(&self) -> Result<SalesReport> {
		let totals = self.totals()?;
		let (quantity, gross) = sum(&totals)?;
		Ok(SalesReport {
			number: self.number,
			agreement: self.terms.agreement,
			version: self.terms.version,
			opened_at: self.opened_at,
			closed_at: self.closed_at,
			lines: u32::try_from(self.lines.len()).map_err(Error::input)?,
			root: self.root,
			totals: SoftSha256::sha256(&[&totals.encode()]),
			quantity,
			gross,
			lifetime_quantity: self.lifetime_quantity,
			lifetime_gross: self.lifetime_gross,
		})
	}

	/// The leaf hashes of the lines.
	pub fn leaves(&self) -> Vec<Hash256> {
		self.lines.iter().map(KeptLine::leaf_hash).collect()
	}

	/// The line at a place, and the hashes beside the way from it up to the root.
	pub fn proven_line(&self, index: usize) -> Result<(&KeptLine, Vec<Hash256>)> {
		let line = self.lines.get(index);
		let path = merkle::path::<SoftSha256>(&self.leaves(), index);
		line.zip(path).ok_or_else(|| {
			Error::input(format!("report {} has no line at the place {index}", self.number))
		})
	}

	/// Whether the lines are those that the root is of.
	pub fn is_intact(&self) -> bool {
		root(&self.lines) == self.root
	}

	/// Where the reports stand after this one.
	pub fn counters(&self) -> Result<Counters> {
		Ok(Counters {
			number: self.number.checked_add(1).ok_or_else(used_up)?,
			quantity: self.lifetime_quantity,
			gross: self.lifetime_gross,
		})
	}
}

/// Makes the sales of one machine into reports, each of which has those that were taken up in one
/// period: a sale that comes late is in the report of the period in which it came. `kept` are the
/// machine's reports so far, `counters` tell where they stand.
pub fn reports(
	sales: &[&Sale],
	terms: Terms,
	(period, utc_offset): (Period, FixedOffset),
	kept: &[KeptReport],
	mut counters: Counters,
	blinder: &Blinder,
) -> Result<Vec<KeptReport>> {
	let mut numbers = line_numbers(kept);
	let mut reports = Vec::new();
	for ((opened_at, closed_at), sales) in by_period(sales, period, utc_offset)? {
		let lines = sales
			.into_iter()
			.map(|sale| {
				let number = numbers.entry(sale.transaction.clone()).or_default();
				let line = KeptLine::new(sale, *number, blinder)?;
				*number = number.checked_add(1).ok_or_else(|| too_many_lines(sale))?;
				Ok(line)
			})
			.collect::<Result<Vec<_>>>()?;
		let (quantity, gross) = sum(&totals(&lines)?)?;
		let lifetime_quantity = counters.quantity.checked_add(quantity.into());
		let report = KeptReport {
			number: counters.number,
			terms,
			opened_at,
			closed_at,
			lifetime_quantity: lifetime_quantity.ok_or_else(used_up)?,
			lifetime_gross: counters.gross.checked_add(gross).ok_or_else(used_up)?,
			root: root(&lines),
			lines,
		};
		counters = report.counters()?;
		reports.push(report);
	}
	Ok(reports)
}

type ByPeriod<'a> = BTreeMap<(Millis, Millis), Vec<&'a Sale>>;

fn by_period<'a>(
	sales: &[&'a Sale],
	period: Period,
	utc_offset: FixedOffset,
) -> Result<ByPeriod<'a>> {
	let mut periods = ByPeriod::new();
	for sale in sales {
		// What was taken up before it was sold, by the dates, was not: the later one counts.
		let taken_up = sale.processed_at.max(sale.at);
		let around = period.around(taken_up, utc_offset);
		let around =
			around.ok_or_else(|| Error::input(format!("line {}: no such time", sale.row)))?;
		periods.entry(around).or_default().push(sale);
	}
	for sales in periods.values_mut() {
		sales.sort_by_key(|sale| (sale.at, sale.row));
	}
	Ok(periods)
}

/// The number of the next line of each transaction.
fn line_numbers(kept: &[KeptReport]) -> BTreeMap<String, u16> {
	let mut numbers = BTreeMap::<String, u16>::new();
	for line in kept.iter().flat_map(|report| &report.lines) {
		let number = numbers.entry(line.transaction.clone()).or_default();
		*number = line.line.saturating_add(1).max(*number);
	}
	numbers
}

fn totals(lines: &[KeptLine]) -> Result<Vec<SalesTotal>> {
	let mut totals = BTreeMap::new();
	for line in lines.iter().filter(|line| line.kind == LineKind::Paid) {
		let (quantity, amount) = totals.entry((line.class, line.means)).or_insert((0u32, 0u128));
		*quantity = quantity.checked_add(line.quantity.into()).ok_or_else(used_up)?;
		*amount = amount.checked_add(line.amount).ok_or_else(used_up)?;
	}
	if u32::try_from(totals.len()).is_ok_and(|count| count <= MAX_SALES_TOTALS) {
		let total =
			|((class, means), (quantity, amount))| SalesTotal { class, means, quantity, amount };
		return Ok(totals.into_iter().map(total).collect());
	}
	Err(Error::input(format!(
		"a report has at most {MAX_SALES_TOTALS} pairs of a class and a means of payment; this one \
		 would have {}",
		totals.len()
	)))
}

fn sum(totals: &[SalesTotal]) -> Result<(u32, Amount)> {
	let quantity = totals.iter().try_fold(0u32, |sum, total| sum.checked_add(total.quantity));
	let gross = totals.iter().try_fold(0u128, |sum, total| sum.checked_add(total.amount));
	Ok((quantity.ok_or_else(used_up)?, gross.ok_or_else(used_up)?))
}

fn root(lines: &[KeptLine]) -> Hash256 {
	let leaves: Vec<_> = lines.iter().map(KeptLine::leaf_hash).collect();
	merkle::root::<SoftSha256>(&leaves).unwrap_or_default()
}

fn used_up() -> Error {
	Error::input("the machine sold more than can be counted")
}

fn too_many_lines(sale: &Sale) -> Error {
	Error::input(format!("line {}: its transaction has more than 65,535 lines", sale.row))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::{random_sales, sale};
	use bot_primitives::sales::PaymentMeans;
	use proptest::prelude::*;

	const TERMS: Terms = Terms { agreement: 3, version: 1 };
	const DAY: Millis = 86_400_000;

	fn blinder() -> Blinder {
		Blinder::new(&[1; 32]).unwrap()
	}

	fn utc() -> FixedOffset {
		"+00:00".parse().unwrap()
	}

	fn make(sales: &[Sale], period: Period, kept: &[KeptReport]) -> Vec<KeptReport> {
		let sales: Vec<_> = sales.iter().collect();
		let counters = kept.last().map_or(Counters::default(), |report| report.counters().unwrap());
		reports(&sales, TERMS, (period, utc()), kept, counters, &blinder()).unwrap()
	}

	fn on(day: Millis, sale: Sale) -> Sale {
		Sale { at: day * DAY, processed_at: day * DAY, ..sale }
	}

	#[test]
	fn a_late_sale_is_in_the_report_of_the_day_on_which_it_came() {
		let late = Sale { at: DAY, processed_at: 3 * DAY, ..sale(4, "L", 100) };
		let early = Sale { at: 2 * DAY, processed_at: DAY, ..sale(5, "E", 100) };
		let sales = [on(1, sale(2, "A", 100)), on(3, sale(3, "B", 100)), late, early];
		let reports = make(&sales, Period::Day, &[]);
		let rows: Vec<Vec<_>> = reports
			.iter()
			.map(|report| report.lines.iter().map(|line| line.transaction.as_str()).collect())
			.collect();
		assert_eq!(rows, [vec!["A"], vec!["E"], vec!["L", "B"]]);
		let periods: Vec<_> = reports.iter().map(|r| (r.opened_at, r.closed_at)).collect();
		assert_eq!(periods, [(DAY, 2 * DAY), (2 * DAY, 3 * DAY), (3 * DAY, 4 * DAY)]);
	}

	#[test]
	fn numbers_and_lifetime_totals_run_on() {
		let first = make(&[on(1, sale(2, "A", 100)), on(2, sale(3, "B", 200))], Period::Day, &[]);
		let second = make(&[on(5, sale(2, "C", 400))], Period::Day, &first);
		let all = [first, second].concat();
		let counted: Vec<_> =
			all.iter().map(|r| (r.number, r.lifetime_quantity, r.lifetime_gross)).collect();
		assert_eq!(counted, [(0, 1, 100), (1, 2, 300), (2, 3, 700)]);
	}

	#[test]
	fn totals_are_those_of_paid_lines_by_class_and_means() {
		let card = PaymentMeans::Card;
		let sales = [
			sale(2, "A", 100),
			Sale { class: 1, ..sale(3, "B", 200) },
			Sale { means: card, quantity: 3, ..sale(4, "C", 300) },
			Sale { kind: LineKind::Free, ..sale(5, "D", 0) },
			sale(6, "E", 50),
		];
		let report = make(&sales, Period::Day, &[]).remove(0);
		let total = |class, means, quantity, amount| SalesTotal { class, means, quantity, amount };
		assert_eq!(
			report.totals().unwrap(),
			[
				total(0, PaymentMeans::Cash, 2, 150),
				total(0, card, 3, 300),
				total(1, PaymentMeans::Cash, 1, 200)
			]
		);
		let statement = report.statement().unwrap();
		assert_eq!((statement.lines, statement.quantity, statement.gross), (5, 6, 650));
		assert_eq!((statement.agreement, statement.version), (3, 1));
	}

	#[test]
	fn lines_of_a_transaction_are_numbered_through_all_reports() {
		let first = make(&[sale(2, "T", 1), sale(3, "T", 2), sale(4, "U", 3)], Period::Day, &[]);
		let second = make(&[sale(2, "T", 4)], Period::Day, &first);
		let numbers: Vec<_> = [&first, &second]
			.into_iter()
			.flatten()
			.flat_map(|report| &report.lines)
			.map(|line| (line.transaction.as_str(), line.line))
			.collect();
		assert_eq!(numbers, [("T", 0), ("T", 1), ("U", 0), ("T", 2)]);
	}

	#[test]
	fn too_many_classes_are_named() {
		let sales: Vec<_> = (0..17).map(|class| Sale { class, ..sale(2, "A", 1) }).collect();
		let sales: Vec<_> = sales.iter().collect();
		let made =
			reports(&sales, TERMS, (Period::Day, utc()), &[], Counters::default(), &blinder());
		assert!(made.err().unwrap().to_string().contains("at most 16 pairs"));
	}

	#[test]
	fn counters_that_would_run_over_are_named() {
		let full = Counters { number: 0, quantity: u64::MAX, gross: 0 };
		let sales = [&sale(2, "A", 1)];
		let made = reports(&sales, TERMS, (Period::Day, utc()), &[], full, &blinder());
		assert!(made.err().unwrap().to_string().contains("more than can be counted"));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]

		#[test]
		fn reports_hold_every_sale_once_and_agree_among_themselves(sales in random_sales()) {
			let reports = make(&sales, Period::Week, &[]);
			let mut before = (0u64, 0u128);
			for (number, report) in reports.iter().enumerate() {
				let statement = report.statement().unwrap();
				prop_assert!(statement.is_consistent());
				prop_assert!(statement.has_totals::<SoftSha256>(&report.totals().unwrap()));
				prop_assert_eq!(statement.number as usize, number);
				let period = (u64::from(statement.quantity), statement.gross);
				let lifetime = (statement.lifetime_quantity, statement.lifetime_gross);
				prop_assert_eq!((before.0 + period.0, before.1 + period.1), lifetime);
				before = lifetime;

				let leaves = report.leaves();
				let count = leaves.len() as u64;
				for (index, leaf) in leaves.iter().enumerate() {
					let path = merkle::path::<SoftSha256>(&leaves, index).unwrap();
					let verified =
						merkle::verify::<SoftSha256>(*leaf, index as u64, count, &path, &report.root);
					prop_assert_eq!(verified, Ok(()));
				}
				let json = serde_json::to_string(report).unwrap();
				prop_assert_eq!(&serde_json::from_str::<KeptReport>(&json).unwrap(), report);
			}
			let lines = || reports.iter().flat_map(|report| &report.lines);
			prop_assert_eq!(lines().count(), sales.len());
			let named: std::collections::BTreeSet<_> =
				lines().map(|line| (line.reference, line.line)).collect();
			prop_assert_eq!(named.len(), sales.len());
			let gross: u128 = sales.iter().map(|sale| sale.amount).sum();
			prop_assert_eq!(before.1, gross);
		}
	}
}
