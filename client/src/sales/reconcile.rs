//! Compares what a machine sold, by its files, with what the chain has of it.
//!
//! The chain has the reports, whose lines only the gateway knows. So each row is looked for among the
//! lines that the gateway kept, and each kept report is held against the one on the chain. What
//! neither explains shows in the counters that a machine never resets: those in its reports, and
//! those of its audit file.

use std::{
	collections::{BTreeMap, BTreeSet},
	fmt,
};

use bot_primitives::{
	sales::{Amount, LineKind, PaymentMeans, SalesReport},
	Hash256,
};
use serde::Serialize;

use super::{
	csv::{Refused, Sale},
	dts::{Audit, Counted, Product, Vends},
	lines::KeptLine,
	matching::{by_transaction, contents_text, line_text, match_lines, Matched, Reported},
	report::KeptReport,
};
use crate::{money::units_text, Error, Result};

/// What the chain has of a report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ChainReport {
	/// Its number.
	pub number: u32,
	/// Number of its lines.
	pub lines: u32,
	/// Root of the tree over its lines.
	pub root: Hash256,
	/// Pieces sold in its period.
	pub quantity: u32,
	/// What was paid for them.
	pub gross: Amount,
	/// Pieces that the machine ever sold.
	pub lifetime_quantity: u64,
	/// What was ever paid for them.
	pub lifetime_gross: Amount,
}

impl From<&SalesReport> for ChainReport {
	fn from(report: &SalesReport) -> Self {
		Self {
			number: report.number,
			lines: report.lines,
			root: report.root,
			quantity: report.quantity,
			gross: report.gross,
			lifetime_quantity: report.lifetime_quantity,
			lifetime_gross: report.lifetime_gross,
		}
	}
}

/// What is compared: all of one machine.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
	/// The good rows of its file.
	pub sales: &'a [&'a Sale],
	/// The other rows of its file.
	pub refused: &'a [&'a Refused],
	/// The reports that the chain has, in the order of their numbers.
	pub chain: &'a [ChainReport],
	/// The reports that the gateway keeps, in the order of their numbers.
	pub kept: &'a [KeptReport],
	/// Its audit file, read when the last of the rows was sold.
	pub audit: Option<&'a Audit>,
	/// Decimals of the currency.
	pub decimals: u8,
}

/// What does not agree.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Name {
	/// A row cannot be read.
	Unreadable,
	/// A row says two things.
	Odd,
	/// A row is there twice.
	Duplicated,
	/// A row was reported with other contents.
	Altered,
	/// A sale was reported, and the file does not have it.
	MissingInFile,
	/// The file has a sale that was not reported.
	NotReported,
	/// The chain lacks a report before its last one.
	HiddenReport,
	/// The gateway has a report that was not sent yet.
	NotSent,
	/// The chain has another report than the gateway under a number, or one that it does not keep.
	ForeignReport,
	/// The lifetime totals of a report do not go on from those of the one before.
	LifetimeGap,
	/// The machine counted more or less than all of this explains.
	Unexplained,
}

/// Something that does not agree.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Finding {
	/// What it is.
	pub name: Name,
	/// The line of the file, where there is one.
	pub row: Option<u64>,
	/// The report, where there is one.
	pub report: Option<u32>,
	/// The transaction, where there is one.
	pub transaction: Option<String>,
	/// The rest in words.
	pub what: String,
}

impl fmt::Display for Finding {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let row = self.row.map(|row| format!("line {row}"));
		let report = self.report.map(|report| format!("report {report}"));
		let transaction = self.transaction.as_ref().map(|number| format!("transaction {number}"));
		let places: Vec<_> = [row, transaction, report].into_iter().flatten().collect();
		let places = if places.is_empty() { String::new() } else { places.join(", ") + ": " };
		write!(f, "{:?}: {places}{}", self.name, self.what)
	}
}

/// Lists what does not agree. Nothing where all is well.
pub fn reconcile(sides: &Sides<'_>) -> Result<Vec<Finding>> {
	let mut findings = compare_reports(sides);
	let on_chain: BTreeSet<_> = sides.chain.iter().map(|report| report.number).collect();
	let unreported = compare_rows(sides, &on_chain, &mut findings);
	if let Some(audit) = sides.audit {
		compare_audit(sides, audit, &unreported, &mut findings)?;
	}
	findings.sort();
	Ok(findings)
}

/// Holds the reports of the chain against each other and against those that were kept.
fn compare_reports(sides: &Sides<'_>) -> Vec<Finding> {
	let mut findings = Vec::new();
	let mut before: Option<&ChainReport> = None;
	let kept: BTreeMap<_, _> = sides.kept.iter().map(|report| (report.number, report)).collect();
	for report in sides.chain {
		let first = before.map_or(0, |before| before.number.saturating_add(1));
		let hidden = first..report.number;
		for number in hidden.clone() {
			let lost = kept.get(&number).map(|report| report_text(report, sides.decimals));
			let lost = lost.unwrap_or_else(|| "its lines are not known here".into());
			findings.push(of_report(Name::HiddenReport, number, lost));
		}
		let from = Vends {
			number: report.lifetime_quantity.saturating_sub(report.quantity.into()),
			value: report.lifetime_gross.saturating_sub(report.gross),
		};
		let to = before.map_or(Vends::default(), |before| Vends {
			number: before.lifetime_quantity,
			value: before.lifetime_gross,
		});
		// A hidden report explains the gap that it leaves.
		if from != to && from != hidden_until(&kept, &hidden, to) {
			let what =
				format!("{} between this report and the one before", differ(from, to, sides));
			findings.push(of_report(Name::LifetimeGap, report.number, what));
		}
		match kept.get(&report.number) {
			Some(kept) if is_same(kept, report) => {},
			Some(_) => findings.push(of_report(
				Name::ForeignReport,
				report.number,
				"the chain has another report than the gateway under this number".into(),
			)),
			None => findings.push(of_report(
				Name::ForeignReport,
				report.number,
				"the gateway does not keep this report".into(),
			)),
		}
		before = Some(report);
	}
	let next = before.map_or(0, |before| before.number.saturating_add(1));
	findings.extend(kept.range(next..).map(|(number, report)| {
		of_report(Name::NotSent, *number, report_text(report, sides.decimals))
	}));
	findings
}

/// Where the lifetime totals stand after the hidden reports that were kept.
fn hidden_until(
	kept: &BTreeMap<u32, &KeptReport>,
	hidden: &std::ops::Range<u32>,
	before: Vends,
) -> Vends {
	let last = kept.range(hidden.clone()).next_back();
	last.map_or(before, |(_, report)| Vends {
		number: report.lifetime_quantity,
		value: report.lifetime_gross,
	})
}

fn is_same(kept: &KeptReport, report: &ChainReport) -> bool {
	kept.statement().is_ok_and(|statement| ChainReport::from(&statement) == *report)
}

/// Looks for each row among the lines that were kept, and gives the rows that no report has.
fn compare_rows<'a>(
	sides: &Sides<'a>,
	on_chain: &BTreeSet<u32>,
	findings: &mut Vec<Finding>,
) -> Vec<&'a Sale> {
	let reported = by_transaction(sides.kept);
	let mut rows: BTreeMap<&str, Vec<&Sale>> = BTreeMap::new();
	let doubtful = sides.refused.iter().filter_map(|refused| refused.sale.as_ref());
	for sale in sides.sales.iter().copied().chain(doubtful) {
		rows.entry(&sale.transaction).or_default().push(sale);
		if let Some(remark) = &sale.remark {
			findings.push(of_row(Name::Odd, sale, None, remark.to_string()));
		}
	}
	rows.values_mut().for_each(|rows| rows.sort_by_key(|sale| sale.row));

	let mut unreadable: BTreeMap<&str, usize> = BTreeMap::new();
	for refused in sides.refused.iter().filter(|refused| refused.sale.is_none()) {
		let transaction = refused.transaction.as_ref().map(|(_, transaction)| transaction);
		if let Some(transaction) = transaction {
			let count = unreadable.entry(transaction).or_default();
			*count = count.saturating_add(1);
		}
		findings.push(Finding {
			name: Name::Unreadable,
			row: Some(refused.row),
			report: None,
			transaction: transaction.cloned(),
			what: refused.problem.to_string(),
		});
	}

	let transactions: BTreeSet<_> = rows.keys().chain(reported.keys()).copied().collect();
	let mut unreported = Vec::new();
	for transaction in transactions {
		let rows = rows.get(transaction).map_or(&[][..], Vec::as_slice);
		let lines = reported.get(transaction).map_or(&[][..], Vec::as_slice);
		let matched = match_lines(rows, lines);
		let unreadable = unreadable.get(transaction).copied().unwrap_or(0);
		name_differences(&matched, unreadable, on_chain, sides.decimals, findings);
		unreported.extend(matched.unreported);
	}
	unreported
}

/// Names what differs in one transaction. Of `unreadable` rows it is not known which lines they are:
/// so many may be missing.
fn name_differences(
	matched: &Matched<'_>,
	unreadable: usize,
	on_chain: &BTreeSet<u32>,
	decimals: u8,
	findings: &mut Vec<Finding>,
) {
	let row_text = |row: &Sale| contents_text(row.selection, row.quantity, row.amount, decimals);
	for (row, line) in &matched.altered {
		let mut what = format!("{}, reported as {}", row_text(row), line_text(line.line, decimals));
		if (row.selection, row.quantity, row.amount)
			== (line.line.selection, line.line.quantity, line.line.amount)
		{
			what += ": date, class or means of payment differ";
		}
		findings.push(of_row(Name::Altered, row, Some(line.report), what));
	}
	for (row, first) in &matched.repeated {
		let what = format!("{}, as in line {}", row_text(row), first.row);
		findings.push(of_row(Name::Duplicated, row, None, what));
	}
	for row in &matched.unreported {
		findings.push(of_row(Name::NotReported, row, None, row_text(row)));
	}
	// What was kept and not sent, or is hidden, is named as a whole report.
	let is_on_chain = |reported: &&Reported<'_>| on_chain.contains(&reported.report);
	for reported in matched.unknown.iter().filter(is_on_chain).skip(unreadable) {
		findings.push(Finding {
			name: Name::MissingInFile,
			row: None,
			report: Some(reported.report),
			transaction: Some(reported.line.transaction.clone()),
			what: line_text(reported.line, decimals),
		});
	}
}

/// Holds the counters of the machine against all sales that are known: those of the gateway's
/// reports, sent or not, and those that only the file has.
fn compare_audit(
	sides: &Sides<'_>,
	audit: &Audit,
	unreported: &[&Sale],
	findings: &mut Vec<Finding>,
) -> Result<()> {
	let kept = sides.kept.iter().flat_map(|report| &report.lines).map(Sold::of_line);
	let known: Vec<_> = kept
		.chain(unreported.iter().map(|sale| Sold::of_sale(sale)))
		.filter(|sold| sold.kind == LineKind::Paid)
		.collect();
	let of_means = |means| sum(known.iter().filter(move |sold| sold.means == means));
	let all = sum(known.iter())?;
	let (cash, card) = (of_means(PaymentMeans::Cash)?, of_means(PaymentMeans::Card)?);
	let counters = [
		("all paid vends (VA1)", audit.paid, all),
		("vends for cash (CA2)", audit.cash, cash),
		("cashless vends (DA2, DB2)", audit.cashless, card),
	];
	for (name, counted, known) in counters {
		let Some(Counted { lifetime, .. }) = counted else { continue };
		if lifetime != known {
			findings.push(unexplained(format!("{name}: {}", differ(lifetime, known, sides))));
		}
	}
	for (number, product) in &audit.products {
		// A product whose number is no selection stands in no sales file.
		let Ok(selection) = number.parse::<u32>() else { continue };
		let known = sum(known.iter().filter(|sold| sold.selection == selection))?;
		if let Some(counted) = counted_product(product, known) {
			if counted != known {
				let what = format!("product {number} (PA2): {}", differ(counted, known, sides));
				findings.push(unexplained(what));
			}
		}
	}
	Ok(())
}

/// The vends of a product, whose value is taken as known where the machine does not tell it.
fn counted_product(product: &Product, known: Vends) -> Option<Vends> {
	let value = product.value.unwrap_or(known.value);
	product.number.map(|number| Vends { number, value })
}

/// What counts of a sale.
#[derive(Clone, Copy)]
struct Sold {
	selection: u32,
	means: PaymentMeans,
	kind: LineKind,
	vends: Vends,
}

impl Sold {
	fn of_line(line: &KeptLine) -> Self {
		let vends = Vends { number: line.quantity.into(), value: line.amount };
		Self { selection: line.selection, means: line.means, kind: line.kind, vends }
	}

	fn of_sale(sale: &Sale) -> Self {
		let vends = Vends { number: sale.quantity.into(), value: sale.amount };
		Self { selection: sale.selection, means: sale.means, kind: sale.kind, vends }
	}
}

fn sum<'a>(mut sold: impl Iterator<Item = &'a Sold>) -> Result<Vends> {
	let sum = sold.try_fold(Vends::default(), |sum, sold| sum.and(sold.vends));
	sum.ok_or_else(|| Error::input("the machine sold more than can be counted"))
}

/// How much more or less was counted than is known.
fn differ(counted: Vends, known: Vends, sides: &Sides<'_>) -> String {
	let sign = |is_more| if is_more { "+" } else { "-" };
	let number = counted.number.abs_diff(known.number);
	let value = units_text(counted.value.abs_diff(known.value), sides.decimals);
	format!(
		"{}{number} pieces, {}{value}",
		sign(counted.number >= known.number),
		sign(counted.value >= known.value)
	)
}

fn report_text(report: &KeptReport, decimals: u8) -> String {
	let statement = report.statement();
	let gross = statement
		.map_or_else(|error| error.to_string(), |statement| units_text(statement.gross, decimals));
	format!("{} lines, {gross} in all", report.lines.len())
}

fn of_report(name: Name, report: u32, what: String) -> Finding {
	Finding { name, row: None, report: Some(report), transaction: None, what }
}

fn of_row(name: Name, row: &Sale, report: Option<u32>, what: String) -> Finding {
	let transaction = Some(row.transaction.clone());
	Finding { name, row: Some(row.row), report, transaction, what }
}

fn unexplained(what: String) -> Finding {
	Finding { name: Name::Unexplained, row: None, report: None, transaction: None, what }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::{
		csv::{SalesFile, SalesOptions},
		lines::Blinder,
		period::Period,
		report::{reports, Counters, Terms},
		testing::{as_csv, file, random_sales},
	};
	use proptest::prelude::*;

	/// What the machine sold, its reports, and those that the chain has.
	struct Machine {
		sales: Vec<Sale>,
		kept: Vec<KeptReport>,
		chain: Vec<ChainReport>,
	}

	fn options() -> SalesOptions {
		let classes = (0..3).map(|class| (class.to_string(), class)).collect();
		SalesOptions { classes, ..SalesOptions::default() }
	}

	impl Machine {
		fn new(sales: Vec<Sale>) -> Self {
			let kept = {
				let sales: Vec<_> = sales.iter().collect();
				let terms = Terms { agreement: 0, version: 0 };
				let period = (Period::Week, "+00:00".parse().unwrap());
				let blinder = Blinder::new(&[1; 32]).unwrap();
				reports(&sales, terms, period, &[], Counters::default(), &blinder).unwrap()
			};
			let chain = kept.iter().map(|report| (&report.statement().unwrap()).into()).collect();
			Self { sales, kept, chain }
		}

		/// The findings against a file.
		fn against(&self, text: &str, audit: Option<&Audit>) -> Vec<Finding> {
			let file = SalesFile::read(text.as_bytes(), &options());
			assert!(file.problem.is_none(), "{:?}", file.problem);
			let sales: Vec<_> = file.sales.iter().collect();
			let refused: Vec<_> = file.refused.iter().collect();
			reconcile(&Sides {
				sales: &sales,
				refused: &refused,
				chain: &self.chain,
				kept: &self.kept,
				audit,
				decimals: 2,
			})
			.unwrap()
		}

		fn audit(&self) -> Audit {
			let of = |means: Option<PaymentMeans>| {
				let sold = self.sales.iter().filter(|s| means.is_none_or(|means| s.means == means));
				let lifetime = sold.fold(Vends::default(), |sum, sale| {
					sum.and(Sold::of_sale(sale).vends).unwrap()
				});
				Some(Counted { lifetime, interval: None })
			};
			Audit {
				paid: of(None),
				cash: of(Some(PaymentMeans::Cash)),
				cashless: of(Some(PaymentMeans::Card)),
				..Audit::default()
			}
		}
	}

	fn named(findings: &[Finding]) -> Vec<(Name, Option<u64>, Option<u32>)> {
		findings.iter().map(|finding| (finding.name, finding.row, finding.report)).collect()
	}

	/// The report that a sale is in.
	fn report_of(machine: &Machine, sale: &Sale) -> u32 {
		let has = |report: &&KeptReport| {
			report.lines.iter().any(|line| {
				line.transaction == sale.transaction && line.contents() == sale.contents()
			})
		};
		machine.kept.iter().find(has).unwrap().number
	}

	/// The file without the row at `place`, as an editor would leave it.
	fn without(text: &str, place: usize) -> String {
		let mut lines: Vec<_> = text.lines().collect();
		lines.remove(place + 1);
		lines.join("\n")
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(48))]

		#[test]
		fn what_agrees_is_not_found(sales in random_sales()) {
			let machine = Machine::new(sales);
			let findings = machine.against(&as_csv(&machine.sales), Some(&machine.audit()));
			prop_assert_eq!(findings, []);
		}

		#[test]
		fn a_removed_row_is_found(sales in random_sales(), place: prop::sample::Index) {
			let machine = Machine::new(sales);
			prop_assume!(machine.sales.len() > 1);
			let place = place.index(machine.sales.len());
			let report = report_of(&machine, &machine.sales[place]);
			let findings = machine.against(&without(&as_csv(&machine.sales), place), None);
			prop_assert_eq!(named(&findings), [(Name::MissingInFile, None, Some(report))]);
			prop_assert_eq!(
				findings[0].transaction.as_ref(),
				Some(&machine.sales[place].transaction)
			);
		}

		#[test]
		fn an_altered_price_is_found(sales in random_sales(), place: prop::sample::Index) {
			let machine = Machine::new(sales);
			let place = place.index(machine.sales.len());
			let mut sales = machine.sales.clone();
			let sale = &mut sales[place];
			sale.amount += u128::from(sale.quantity);
			let (row, report) = (sale.row, report_of(&machine, &machine.sales[place]));
			let findings = machine.against(&as_csv(&sales), None);
			prop_assert_eq!(named(&findings), [(Name::Altered, Some(row), Some(report))]);
		}

		#[test]
		fn a_row_that_is_there_twice_is_found(sales in random_sales(), place: prop::sample::Index) {
			let machine = Machine::new(sales);
			let place = place.index(machine.sales.len());
			let text = as_csv(&machine.sales);
			let twice = format!("{text}\n{}", text.lines().nth(place + 1).unwrap());
			let last = machine.sales.len() as u64 + 2;
			prop_assert_eq!(
				named(&machine.against(&twice, None)),
				[(Name::Duplicated, Some(last), None)]
			);
		}

		#[test]
		fn a_hidden_report_is_found(sales in random_sales(), place: prop::sample::Index) {
			let mut machine = Machine::new(sales);
			prop_assume!(machine.chain.len() > 1);
			let place = place.index(machine.chain.len());
			let hidden = machine.chain.remove(place);
			let name = if place == machine.chain.len() { Name::NotSent } else { Name::HiddenReport };
			let text = as_csv(&machine.sales);
			let expected = [(name, None, Some(hidden.number))];
			prop_assert_eq!(named(&machine.against(&text, Some(&machine.audit()))), expected);

			// Whoever does not have it either sees it by the counters, and by its sales.
			machine.kept.remove(place);
			let findings = named(&machine.against(&text, None));
			let has = |name| findings.iter().any(|finding| finding.0 == name);
			prop_assert!(has(Name::NotReported));
			prop_assert_eq!(has(Name::HiddenReport), name == Name::HiddenReport);
			let counts = hidden.quantity > 0 && name == Name::HiddenReport;
			prop_assert_eq!(has(Name::LifetimeGap), counts);
		}

		#[test]
		fn a_vend_that_no_sales_filehas_is_found(sales in random_sales()) {
			let machine = Machine::new(sales);
			let mut audit = machine.audit();
			prop_assume!(audit.cash.unwrap().lifetime.value > 0);
			audit.paid.as_mut().unwrap().lifetime.number += 1;
			audit.paid.as_mut().unwrap().lifetime.value += 150;
			audit.cash.as_mut().unwrap().lifetime.value -= 1;
			let findings = machine.against(&as_csv(&machine.sales), Some(&audit));
			let found: Vec<_> = findings.iter().map(|finding| finding.what.as_str()).collect();
			let expected = [
				"all paid vends (VA1): +1 pieces, +1.50",
				"vends for cash (CA2): +0 pieces, -0.01",
			];
			prop_assert_eq!(found, expected);
		}

		#[test]
		fn another_report_under_a_number_is_found(sales in random_sales()) {
			let mut machine = Machine::new(sales);
			machine.chain[0].root = [9; 32];
			let text = as_csv(&machine.sales);
			prop_assert_eq!(
				named(&machine.against(&text, None)),
				[(Name::ForeignReport, None, Some(0))]
			);
			machine.chain[0] = (&machine.kept[0].statement().unwrap()).into();
			machine.chain[0].lifetime_gross += 1;
			let findings = named(&machine.against(&text, None));
			prop_assert!(findings.contains(&(Name::LifetimeGap, None, Some(0))));
			prop_assert!(findings.contains(&(Name::ForeignReport, None, Some(0))));
		}

		#[test]
		fn an_unreadable_row_is_named_once(sales in random_sales(), place: prop::sample::Index) {
			let machine = Machine::new(sales);
			let place = place.index(machine.sales.len());
			let text = as_csv(&machine.sales);
			let lines: Vec<_> = text
				.lines()
				.enumerate()
				.map(|(index, line)| match index == place + 1 {
					true => line.replace("Processed", "Unlinked"),
					false => line.into(),
				})
				.collect();
			let findings = machine.against(&lines.join("\n"), None);
			prop_assert_eq!(
				named(&findings),
				[(Name::Unreadable, Some(place as u64 + 2), None)]
			);
		}
	}

	#[test]
	fn the_files_of_the_tests_agree() {
		let options = SalesOptions::default();
		let sales_file = SalesFile::open(&file("sales.csv"), &options);
		let of_machine = |sale: &&Sale| sale.machine == "VJ900000001";
		let machine = Machine::new(sales_file.sales.iter().filter(of_machine).cloned().collect());
		let bytes = std::fs::read(file("audit.dts")).unwrap();
		let (audit, _) = Audit::read(&bytes, 2).unwrap();
		let sales: Vec<_> = sales_file.sales.iter().filter(of_machine).collect();
		let sides = |chain| Sides {
			sales: &sales,
			refused: &[],
			chain,
			kept: &machine.kept,
			audit: Some(&audit),
			decimals: 2,
		};
		assert_eq!(reconcile(&sides(&machine.chain)).unwrap(), []);
	}

	#[test]
	fn a_finding_is_read_as_a_sentence() {
		let finding = Finding {
			name: Name::Altered,
			row: Some(7),
			report: Some(3),
			transaction: Some("1001".into()),
			what: "1 of selection 7 for 1.60".into(),
		};
		assert_eq!(
			finding.to_string(),
			"Altered: line 7, transaction 1001, report 3: 1 of selection 7 for 1.60"
		);
		let unexplained = unexplained("all".into());
		assert_eq!(unexplained.to_string(), "Unexplained: all");
	}
}
