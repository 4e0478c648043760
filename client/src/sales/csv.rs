//! Reads sales files: row by row, and a bad row is named and left out.

use std::{
	collections::{BTreeMap, BTreeSet},
	io::BufRead,
	path::Path,
};

use bot_primitives::{
	sales::{Amount, LineKind, PaymentMeans, ProductClass},
	Millis,
};
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::{
	columns::{ColumnMap, Field},
	transactions,
};
use crate::{
	money::{parse_units, units_text, AmountProblem},
	table::{shown, FileProblem, Row, ShapeProblem, Table},
};

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct SalesOptions {
	/// Which column holds what.
	pub columns: ColumnMap,
	/// Offset from UTC of the dates.
	pub utc_offset: FixedOffset,
	/// Most decimals of a price in the file. Amounts are counted in the last of them.
	pub decimals: u8,
	/// Classes of the categories. Where none is given, all products are of class 0.
	pub classes: BTreeMap<String, ProductClass>,
	/// The machines whose sales may be in the file, as the file names them. Without, any may.
	pub machines: Option<BTreeSet<String>>,
}

impl Default for SalesOptions {
	fn default() -> Self {
		Self {
			columns: ColumnMap::default(),
			utc_offset: chrono::Offset::fix(&chrono::Utc),
			decimals: 2,
			classes: BTreeMap::new(),
			machines: None,
		}
	}
}

/// One good row: so many of one product, in one transaction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sale {
	/// Line of the file on which the row begins, from 1.
	pub row: u64,
	/// The machine, as the file names it.
	pub machine: String,
	/// The transaction, as the file names it.
	pub transaction: String,
	/// The product in words; empty where the file has none.
	pub product: String,
	/// The product as the machine numbers it; 0 where the file does not say.
	pub selection: u32,
	/// Class of the product.
	pub class: ProductClass,
	/// How it was paid.
	pub means: PaymentMeans,
	/// Paid, or free where nothing was paid.
	pub kind: LineKind,
	/// How many pieces.
	pub quantity: u16,
	/// What was paid for all of them, in the smallest unit of the currency.
	pub amount: Amount,
	/// When it was sold.
	pub at: Millis,
	/// When the payment system took it up; when it was sold, where the file does not say.
	pub processed_at: Millis,
	/// What was paid for the whole transaction, where the file says it.
	pub transaction_total: Option<Amount>,
	/// What is odd about the row, though it can be used.
	pub remark: Option<Remark>,
}

impl Sale {
	/// The same in a currency that is finer by this factor; nothing where that is too large.
	pub fn finer(self, factor: Amount) -> Option<Self> {
		let total = |amount: Amount| amount.checked_mul(factor);
		let transaction_total = match self.transaction_total {
			Some(amount) => Some(total(amount)?),
			None => None,
		};
		Some(Self { amount: total(self.amount)?, transaction_total, ..self })
	}
}

/// The payment system has another price or quantity than the machine. What was paid is the total of
/// the line, with which one of both agrees.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("PricesDiffer: {reported} as reported, {mapped} as mapped, {total} in total")]
pub struct Remark {
	/// Price and quantity as the machine reported them.
	pub reported: String,
	/// Price and quantity as the payment system has them.
	pub mapped: String,
	/// What was paid.
	pub total: String,
}

/// A row that is left out, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {row}: {problem}")]
pub struct Refused {
	/// Line of the file on which the row begins, from 1.
	pub row: u64,
	/// Why it is left out.
	pub problem: RowProblem,
	/// The machine and the transaction, where they could be read.
	pub transaction: Option<(String, String)>,
	/// The sale, where the row is good by itself and does not go with other rows.
	pub sale: Option<Sale>,
}

/// Why a row is left out.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RowProblem {
	/// It has not the columns of the header, or is no text.
	#[error(transparent)]
	Shape(#[from] ShapeProblem),
	/// The payment system does not know what was sold.
	#[error("UnlinkedStatus: the payment system could not link the sale to a product")]
	UnlinkedStatus,
	/// The status is none that counts as a sale.
	#[error("UnknownStatus: `{0}` is not Processed")]
	UnknownStatus(String),
	/// The machine is none of those that may be in the file.
	#[error("UnknownMachine: no device is named for the machine `{0}`")]
	UnknownMachine(String),
	/// The row names no transaction.
	#[error("NoTransaction: the row names no transaction")]
	NoTransaction,
	/// The selection is no number.
	#[error("BadSelection: `{0}` is no number of a selection")]
	BadSelection(String),
	/// No class is given for the category.
	#[error("UnknownCategory: no class is given for the category `{0}`")]
	UnknownCategory(String),
	/// The date cannot be read.
	#[error(
		"BadDate: `{0}` is no date such as `Saturday, January 1, 2022`, 1/31/2022 or 2022-01-31 \
		 (from 1970 on)"
	)]
	BadDate(String),
	/// The means of payment is none that is known.
	#[error("UnknownMeans: `{0}` is neither cash nor a card")]
	UnknownMeans(String),
	/// A price is below zero.
	#[error("NegativePrice: `{0}` is below zero")]
	NegativePrice(String),
	/// A price has more decimals than its currency.
	#[error("TooManyDecimals: `{0}` has more than {1} decimals")]
	TooManyDecimals(String, u8),
	/// A price is no decimal number.
	#[error("NotAPrice: `{0}` is no decimal number")]
	NotAPrice(String),
	/// A price is larger than any amount.
	#[error("PriceTooLarge: `{0}` is too large")]
	PriceTooLarge(String),
	/// The quantity is no number of pieces.
	#[error("BadQuantity: `{0}` is no number from 1 to 65,535")]
	BadQuantity(String),
	/// Price and quantity do not make the total of the line.
	#[error("TotalMismatch: {price_and_quantity} is not the line's total, {total}")]
	TotalMismatch {
		/// Price and quantity.
		price_and_quantity: String,
		/// The total of the line.
		total: String,
	},
	/// The transaction has the line already.
	#[error("DuplicateLine: line {0} has the same line of the same transaction")]
	DuplicateLine(u64),
	/// The lines of the transaction do not make its total.
	#[error("TransactionMismatch: the transaction's lines make {lines}, its total is {total}")]
	TransactionMismatch {
		/// The lines together.
		lines: String,
		/// The total of the transaction.
		total: String,
	},
	/// The sale was reported with other contents.
	#[error("ReportedOtherwise: report {report} has it as {reported}")]
	ReportedOtherwise {
		/// The report.
		report: u32,
		/// What the report has.
		reported: String,
	},
}

/// What to do where a column is missing.
const NAME_IT: &str = "; name it with --map field=Column, or write field= where there is none";

/// What a file holds.
#[derive(Debug, Default)]
pub struct SalesFile {
	/// The good rows, in the order of the file.
	pub sales: Vec<Sale>,
	/// The rows that are left out, in the order of the file.
	pub refused: Vec<Refused>,
	/// Why the file could not be read, or not to its end.
	pub problem: Option<FileProblem>,
}

impl SalesFile {
	/// Reads the file at `path`.
	pub fn open(path: &Path, options: &SalesOptions) -> Self {
		Self::of(Table::open(path), options)
	}

	/// Reads a file.
	pub fn read(input: impl BufRead, options: &SalesOptions) -> Self {
		Self::of(Table::new(input), options)
	}

	fn of<R: BufRead>(table: Result<Table<R>, FileProblem>, options: &SalesOptions) -> Self {
		let mut file = Self::default();
		if let Err(problem) = table.and_then(|table| file.take(table, options)) {
			file.problem = Some(problem);
		}
		let (sales, doubtful) = transactions::check(file.sales, &file.refused, options.decimals);
		file.sales = sales;
		file.refused.extend(doubtful);
		file.refused.sort_by_key(|refused| refused.row);
		file
	}

	fn take<R: BufRead>(
		&mut self,
		mut table: Table<R>,
		options: &SalesOptions,
	) -> Result<(), FileProblem> {
		let places = Places::find(&table, &options.columns)?;
		while table.advance()? {
			let row = table.line();
			let mut reader = RowReader { places: &places, options, row, transaction: None };
			let sale = table.row().map_err(RowProblem::from).and_then(|row| reader.sale(&row));
			match sale {
				Ok(sale) => self.sales.push(sale),
				Err(problem) => self.refused.push(Refused {
					row,
					problem,
					transaction: reader.transaction,
					sale: None,
				}),
			}
		}
		Ok(())
	}

	/// Whether all of the file was good.
	pub fn is_clean(&self) -> bool {
		self.refused.is_empty() && self.problem.is_none()
	}
}

/// The places of the columns.
struct Places {
	machine: usize,
	transaction: usize,
	date: usize,
	means: usize,
	price: usize,
	quantity: usize,
	status: Option<usize>,
	product: Option<usize>,
	selection: Option<usize>,
	category: Option<usize>,
	processed: Option<usize>,
	mapped_price: Option<usize>,
	mapped_quantity: Option<usize>,
	total: Option<usize>,
	transaction_total: Option<usize>,
}

impl Places {
	fn find<R: BufRead>(table: &Table<R>, columns: &ColumnMap) -> Result<Self, FileProblem> {
		let optional =
			|field| columns.column(field).map(|name| table.required(name, NAME_IT)).transpose();
		// A map always names the columns of these.
		let required = |field| table.required(columns.column(field).unwrap_or_default(), NAME_IT);
		Ok(Self {
			machine: required(Field::Machine)?,
			transaction: required(Field::Transaction)?,
			date: required(Field::Date)?,
			means: required(Field::Means)?,
			price: required(Field::Price)?,
			quantity: required(Field::Quantity)?,
			status: optional(Field::Status)?,
			product: optional(Field::Product)?,
			selection: optional(Field::Selection)?,
			category: optional(Field::Category)?,
			processed: optional(Field::Processed)?,
			mapped_price: optional(Field::MappedPrice)?,
			mapped_quantity: optional(Field::MappedQuantity)?,
			total: optional(Field::Total)?,
			transaction_total: optional(Field::TransactionTotal)?,
		})
	}
}

/// Reads one row, and notes of which transaction it is as soon as that is known.
struct RowReader<'a> {
	places: &'a Places,
	options: &'a SalesOptions,
	row: u64,
	transaction: Option<(String, String)>,
}

impl RowReader<'_> {
	fn sale(&mut self, row: &Row<'_>) -> Result<Sale, RowProblem> {
		let places = self.places;
		let optional = |place: Option<usize>| place.map(|place| row.text(place)).transpose();
		let (machine, transaction) = (row.text(places.machine)?, row.text(places.transaction)?);
		let machines = self.options.machines.as_ref();
		if machines.is_some_and(|known| !known.contains(machine)) || machine.is_empty() {
			return Err(RowProblem::UnknownMachine(shown(machine)));
		}
		if transaction.is_empty() {
			return Err(RowProblem::NoTransaction);
		}
		self.transaction = Some((machine.into(), transaction.into()));
		if let Some(status) = optional(places.status)? {
			check_status(status)?;
		}
		let at = self.date(row.text(places.date)?)?;
		let processed = optional(places.processed)?.filter(|text| !text.is_empty());
		let (paid, remark) = self.paid(row)?;
		let transaction_total = optional(places.transaction_total)?;
		Ok(Sale {
			row: self.row,
			machine: machine.into(),
			transaction: transaction.into(),
			product: optional(places.product)?.unwrap_or_default().into(),
			selection: optional(places.selection)?.map_or(Ok(0), selection)?,
			class: self.class(optional(places.category)?.unwrap_or_default())?,
			means: means(row.text(places.means)?)?,
			kind: if paid.total == 0 { LineKind::Free } else { LineKind::Paid },
			quantity: paid.quantity,
			amount: paid.total,
			at,
			processed_at: processed.map_or(Ok(at), |text| self.date(text))?,
			transaction_total: transaction_total.map(|text| self.price(text)).transpose()?,
			remark,
		})
	}

	/// What was paid, by the total of the line where there is one, else by price and quantity.
	fn paid(&self, row: &Row<'_>) -> Result<(Paid, Option<Remark>), RowProblem> {
		let places = self.places;
		let reported = self.priced(row, places.price, places.quantity)?;
		let mapped = match (places.mapped_price, places.mapped_quantity) {
			(Some(price), Some(quantity)) => Some(self.priced(row, price, quantity)?),
			_ => None,
		};
		let total = match places.total {
			Some(place) => self.price(row.text(place)?)?,
			None => reported.total,
		};
		let candidates = [Some(reported), mapped];
		let paid = candidates.into_iter().flatten().find(|priced| priced.total == total);
		let paid = paid.ok_or_else(|| RowProblem::TotalMismatch {
			price_and_quantity: self.priced_text(reported),
			total: units_text(total, self.options.decimals),
		})?;
		let remark = mapped.filter(|mapped| *mapped != reported).map(|mapped| Remark {
			reported: self.priced_text(reported),
			mapped: self.priced_text(mapped),
			total: units_text(total, self.options.decimals),
		});
		Ok((paid, remark))
	}

	fn priced(&self, row: &Row<'_>, price: usize, quantity: usize) -> Result<Paid, RowProblem> {
		let (price_text, quantity) = (row.text(price)?, row.text(quantity)?);
		let price = self.price(price_text)?;
		let quantity = quantity
			.parse::<u16>()
			.ok()
			.filter(|quantity| *quantity > 0)
			.ok_or_else(|| RowProblem::BadQuantity(shown(quantity)))?;
		let total = price
			.checked_mul(quantity.into())
			.ok_or_else(|| RowProblem::PriceTooLarge(shown(price_text)))?;
		Ok(Paid { price, quantity, total })
	}

	fn priced_text(&self, paid: Paid) -> String {
		format!("{} × {}", units_text(paid.price, self.options.decimals), paid.quantity)
	}

	fn price(&self, text: &str) -> Result<Amount, RowProblem> {
		parse_units(text, self.options.decimals).map_err(|problem| match problem {
			AmountProblem::Negative => RowProblem::NegativePrice(shown(text)),
			AmountProblem::TooManyDecimals(most) => RowProblem::TooManyDecimals(shown(text), most),
			AmountProblem::NotANumber => RowProblem::NotAPrice(shown(text)),
			AmountProblem::TooLarge => RowProblem::PriceTooLarge(shown(text)),
		})
	}

	fn class(&self, category: &str) -> Result<ProductClass, RowProblem> {
		if self.options.classes.is_empty() {
			return Ok(0);
		}
		let class = self.options.classes.get(category);
		class.copied().ok_or_else(|| RowProblem::UnknownCategory(shown(category)))
	}

	fn date(&self, text: &str) -> Result<Millis, RowProblem> {
		parse_date(text, self.options.utc_offset).ok_or_else(|| RowProblem::BadDate(shown(text)))
	}
}

/// Price, quantity, and their product.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Paid {
	price: Amount,
	quantity: u16,
	total: Amount,
}

fn check_status(text: &str) -> Result<(), RowProblem> {
	match text.to_ascii_lowercase().as_str() {
		"processed" => Ok(()),
		"unlinked" => Err(RowProblem::UnlinkedStatus),
		_ => Err(RowProblem::UnknownStatus(shown(text))),
	}
}

fn selection(text: &str) -> Result<u32, RowProblem> {
	text.parse().map_err(|_| RowProblem::BadSelection(shown(text)))
}

fn means(text: &str) -> Result<PaymentMeans, RowProblem> {
	match text.to_ascii_lowercase().as_str() {
		"cash" => Ok(PaymentMeans::Cash),
		"credit" | "debit" | "card" | "cashless" => Ok(PaymentMeans::Card),
		"chain" => Ok(PaymentMeans::Chain),
		_ => Err(RowProblem::UnknownMeans(shown(text))),
	}
}

/// Forms of dates. A weekday must be that of its date.
const DATES: [&str; 3] = ["%A, %B %d, %Y", "%m/%d/%Y", "%Y-%m-%d"];

/// Forms of dates with a time.
const TIMES: [&str; 3] = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %H:%M:%S"];

/// The time that a text stands for: a date is its first moment.
fn parse_date(text: &str, utc_offset: FixedOffset) -> Option<Millis> {
	let date = |form| NaiveDate::parse_from_str(text, form).ok();
	let time = |form| NaiveDateTime::parse_from_str(text, form).ok();
	let local = DATES
		.into_iter()
		.find_map(date)
		.map(|date| date.and_time(NaiveTime::MIN))
		.or_else(|| TIMES.into_iter().find_map(time))?;
	let millis = utc_offset.from_local_datetime(&local).single()?.timestamp_millis();
	Millis::try_from(millis).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::{as_csv, file, names, random_sales, HEADER};
	use proptest::prelude::*;

	fn read(rows: &str) -> SalesFile {
		SalesFile::read(format!("{HEADER}\n{rows}").as_bytes(), &SalesOptions::default())
	}

	fn problem(text: &[u8]) -> String {
		let file = SalesFile::read(text, &SalesOptions::default());
		file.problem.map_or_else(|| "none".into(), |problem| problem.to_string())
	}

	const GOOD: &str = "Processed,VJ1,Mall,Mall x1,\"Water, still\",Water,1001,\
		\"Saturday, January 1, 2022\",Credit,148,3.5,2,148,3.5,2,7,7,1/3/2022\n";

	#[test]
	fn a_row_is_read_with_all_that_it_says() {
		let file = read(GOOD);
		assert!(file.is_clean(), "{:?}", file.refused);
		let sale = Sale {
			row: 2,
			machine: "VJ1".into(),
			transaction: "1001".into(),
			product: "Water, still".into(),
			selection: 148,
			class: 0,
			means: PaymentMeans::Card,
			kind: LineKind::Paid,
			quantity: 2,
			amount: 700,
			at: 1_640_995_200_000,
			processed_at: 1_641_168_000_000,
			transaction_total: Some(700),
			remark: None,
		};
		assert_eq!(file.sales, [sale]);
	}

	#[test]
	fn the_marks_and_line_ends_of_other_systems_make_no_difference() {
		let plain = read(GOOD);
		let text = format!("\u{feff}{HEADER}\r\n{}\r\n", GOOD.trim_end());
		let marked = SalesFile::read(text.as_bytes(), &SalesOptions::default());
		assert_eq!(marked.sales, plain.sales);
		assert!(marked.is_clean());
	}

	#[test]
	fn bad_rows_are_named_with_their_line_and_the_good_ones_go_on() {
		let row = |changed: &str, to: &str| {
			let other = GOOD.replace("1001", "1002");
			assert!(other.contains(changed), "{changed}");
			other.replace(changed, to)
		};
		for (row, name) in [
			(row("Processed", "Unlinked"), "UnlinkedStatus"),
			(row("Processed", "Failed"), "UnknownStatus: `Failed`"),
			(row("VJ1", ""), "UnknownMachine"),
			(row("1002", ""), "NoTransaction"),
			(row(",148,3.5", ",A1,3.5"), "BadSelection: `A1`"),
			(row("Saturday", "Sunday"), "BadDate"),
			(row("January 1", "January 32"), "BadDate"),
			(row("1/3/2022", "1/3/22"), "BadDate: `1/3/22`"),
			(row("1/3/2022", "soon"), "BadDate: `soon`"),
			(row("Credit", "Voucher"), "UnknownMeans: `Voucher`"),
			(row("Credit,148,3.5", "Credit,148,-3.5"), "NegativePrice: `-3.5`"),
			(row("7,7,1", "-7,7,1"), "NegativePrice: `-7`"),
			(row("Credit,148,3.5", "Credit,148,3.505"), "TooManyDecimals: `3.505` has more than 2"),
			(row("Credit,148,3.5", "Credit,148,free"), "NotAPrice: `free`"),
			(row("Credit,148,3.5", "Credit,148,"), "NotAPrice: ``"),
			(row("3.5,2,7", "3.5,0,7"), "BadQuantity: `0`"),
			(row("3.5,2,7", "3.5,-2,7"), "BadQuantity: `-2`"),
			(row("3.5,2,7", "3.5,65536,7"), "BadQuantity: `65536`"),
			(row("2,7,7", "2,6,6"), "TotalMismatch: 3.50 × 2 is not the line's total, 6.00"),
			(row("7,7,1", "7,8,1"), "TransactionMismatch: the transaction's lines make 7.00"),
			("Processed,VJ1\n".into(), "RowCutShort"),
			(row(",Mall x1,", ",Mall,x1,"), "RowTooLong"),
		] {
			let file = read(&format!("{GOOD}{row}{}", GOOD.replace("1001", "1003")));
			assert_eq!(names(&file.refused).len(), 1, "{row}: {:?}", file.refused);
			let text = file.refused[0].to_string();
			assert!(text.starts_with(&format!("line 3: {name}")), "{text}");
			assert_eq!(file.sales.iter().map(|sale| sale.row).collect::<Vec<_>>(), [2, 4]);
		}
	}

	#[test]
	fn text_in_another_encoding_is_named() {
		let latin = [HEADER.as_bytes(), b"\n", &GOOD.as_bytes()[..20], b"\xe9\n"].concat();
		assert!(SalesFile::read(&latin[..], &SalesOptions::default()).refused.len() == 1);
		let product = GOOD.replace("Water, still", "Caf\u{1}").replace('\u{1}', "e");
		let mut bytes = format!("{HEADER}\n{product}").into_bytes();
		let place = bytes.windows(4).position(|window| window == b"Cafe").unwrap();
		bytes[place + 3] = 0xe9;
		let file = SalesFile::read(&bytes[..], &SalesOptions::default());
		assert_eq!(names(&file.refused), ["line 2: NotText"]);
		let utf16: Vec<u8> =
			format!("\u{feff}{HEADER}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
		assert!(problem(&utf16).starts_with("line 1: NotText"));
	}

	#[test]
	fn a_file_that_cannot_be_read_is_named() {
		assert!(problem(b"").starts_with("line 1: EmptyFile"));
		assert!(problem(b"\n\n").starts_with("line 1: EmptyFile"));
		assert!(problem(HEADER.as_bytes()).starts_with("line 2: NoRows"));
		let missing = problem(HEADER.replace("RPrice", "Cost").as_bytes());
		assert!(missing.starts_with("line 1: MissingColumn: no column `RPrice`"), "{missing}");
		let twice =
			problem(HEADER.replace("RPrice", "MPrice").replace("RQty", "RPrice").as_bytes());
		assert!(twice.contains("MissingColumn: no column `RQty`"), "{twice}");
		let path = Path::new("no such file");
		let file = SalesFile::open(path, &SalesOptions::default());
		assert!(file.problem.unwrap().to_string().starts_with("CannotOpen"));
	}

	#[test]
	fn other_columns_and_categories_can_be_named() {
		let options = SalesOptions {
			columns: "machine=m,transaction=t,date=d,means=p,price=c,quantity=q,status=,product=,\
				selection=,category=k,processed=,mapped-price=,mapped-quantity=,total=,\
				transaction-total="
				.parse()
				.unwrap(),
			decimals: 0,
			classes: [("Food".into(), 2)].into(),
			machines: Some(["A".into()].into()),
			..SalesOptions::default()
		};
		let text = "m,t,d,p,c,q,k\nA,1,2022-01-31 10:30:00,cash,150,2,Food\n\
			B,2,2022-01-31,cash,150,1,Food\nA,3,2022-01-31,CASHLESS,150,1,Drink\n\
			A,4,2022-01-31,card,0,1,Food\n";
		let file = SalesFile::read(text.as_bytes(), &options);
		let rows = file.sales.iter().map(|s| (s.row, s.class, s.kind, s.amount));
		assert_eq!(
			rows.collect::<Vec<_>>(),
			[(2, 2, LineKind::Paid, 300), (5, 2, LineKind::Free, 0)]
		);
		assert_eq!(file.sales[0].at, 1_643_625_000_000);
		assert_eq!(names(&file.refused), ["line 3: UnknownMachine", "line 4: UnknownCategory"]);
	}

	#[test]
	fn the_total_decides_where_prices_differ() {
		let file = read(&GOOD.replace(",148,3.5,2,7,7,", ",148,3,2,7,7,"));
		assert_eq!(file.sales[0].amount, 700);
		let remark = file.sales[0].remark.clone().unwrap().to_string();
		assert_eq!(remark, "PricesDiffer: 3.50 × 2 as reported, 3.00 × 2 as mapped, 7.00 in total");
		let file = read(&GOOD.replace("Credit,148,3.5,2,", "Credit,148,4,1,"));
		assert_eq!((file.sales[0].amount, file.sales[0].quantity), (700, 2));
	}

	#[test]
	fn sales_can_be_counted_in_a_finer_currency() {
		let sale = read(GOOD).sales.remove(0);
		let finer = sale.clone().finer(1_000).unwrap();
		assert_eq!((finer.amount, finer.transaction_total), (700_000, Some(700_000)));
		assert_eq!(sale.finer(u128::MAX), None);
	}

	#[test]
	fn days_begin_where_the_machine_stands() {
		let options =
			SalesOptions { utc_offset: "-05:00".parse().unwrap(), ..SalesOptions::default() };
		let text = format!("{HEADER}\n{GOOD}");
		let sales = SalesFile::read(text.as_bytes(), &options).sales;
		assert_eq!(sales[0].at, 1_640_995_200_000 + 5 * 3_600_000);
	}

	#[test]
	fn the_files_of_the_tests_hold_what_they_must() {
		let file = SalesFile::open(&file("sales.csv"), &SalesOptions::default());
		assert!(file.is_clean(), "{:?} {:?}", file.refused, file.problem);
		assert_eq!(file.sales.len(), 12);
		let gross: Amount = file.sales.iter().map(|sale| sale.amount).sum();
		assert_eq!(gross, 2_675);
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]

		#[test]
		fn sales_survive_their_file(sales in random_sales()) {
			let classes = (0..3).map(|class| (class.to_string(), class)).collect();
			let options = SalesOptions { classes, ..SalesOptions::default() };
			let file = SalesFile::read(as_csv(&sales).as_bytes(), &options);
			prop_assert_eq!(file.refused, []);
			prop_assert_eq!(file.sales, sales);
		}

		#[test]
		fn no_file_of_any_bytes_does_harm(bytes: Vec<u8>, rows: Vec<String>) {
			SalesFile::read(&bytes[..], &SalesOptions::default());
			let text = format!("{HEADER}\n{}", rows.join("\n"));
			SalesFile::read(text.as_bytes(), &SalesOptions::default());
		}
	}
}
