//! Reads the audit file of a vending machine: EVA-DTS, the European Vending Association's Data
//! Transfer Standard (version 6.1, appendix A), which DEX/UCS machines write too.
//!
//! A file has one segment in each line, whose elements are parted by `*`. These are read, all others
//! passed over, and neither the check sum (G85) nor the count of segments (SE) is looked at:
//!
//! | segment | elements read |
//! |---|---|
//! | ID1 | 01 serial number of the machine |
//! | ID4 | 01 decimals of all values |
//! | VA1 | 01, 02 value and number of paid vends since the machine was made, 03, 04 since the last reset |
//! | VA2 | the same of test vends |
//! | VA3 | the same of free vends |
//! | CA2 | the same of vends for cash |
//! | CA3 | 01 value of cash in since the last reset, 05 since the machine was made |
//! | DA2, DB2 | as VA1, of vends by the first and the second cashless device |
//! | PA1 | 01 number of the product, 02 its price: begins a product |
//! | PA2 | 01, 02 number and value of its paid vends since the machine was made, 03, 04 since the last reset |
//!
//! Note that PA2 has the number first and the others have the value first. What was counted since the
//! machine was made cannot be reset.

use std::collections::BTreeMap;

use bot_primitives::sales::Amount;

use crate::table::shown;

/// Number and value of vends.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Vends {
	/// How many.
	pub number: u64,
	/// What was paid for them, in the smallest unit of the currency.
	pub value: Amount,
}

/// Vends as a machine counts them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counted {
	/// Since the machine was made.
	pub lifetime: Vends,
	/// Since the last reset, where the machine tells it.
	pub interval: Option<Vends>,
}

/// A product, and its paid vends.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Product {
	/// Its price.
	pub price: Option<Amount>,
	/// How many of it were paid for; a machine need not tell their value.
	pub number: Option<u64>,
	/// What was paid for them.
	pub value: Option<Amount>,
}

/// What an audit file tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Audit {
	/// Serial number of the machine.
	pub serial: Option<String>,
	/// Paid vends (VA1).
	pub paid: Option<Counted>,
	/// Test vends (VA2).
	pub test: Option<Counted>,
	/// Free vends (VA3).
	pub free: Option<Counted>,
	/// Vends for cash (CA2).
	pub cash: Option<Counted>,
	/// Vends by cashless devices (DA2 and DB2).
	pub cashless: Option<Counted>,
	/// Cash that was put in since the last reset, and since the machine was made (CA3).
	pub cash_in: Option<(Amount, Option<Amount>)>,
	/// The products by their number (PA1 and PA2).
	pub products: BTreeMap<String, Product>,
}

/// A line of an audit file that cannot be used, and why.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct BadSegment {
	/// The line, from 1.
	pub line: usize,
	/// Why it cannot be used.
	pub problem: SegmentProblem,
}

/// Why a line of an audit file cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SegmentProblem {
	/// It is no text.
	#[error("NotText: the line is not ASCII text")]
	NotText,
	/// It does not begin with the name of a segment.
	#[error("NoSegment: `{0}` is no segment of an audit file")]
	NoSegment(String),
	/// An element is missing.
	#[error("MissingElement: {0} has no value")]
	MissingElement(String),
	/// An element is no number.
	#[error("BadNumber: {0} is `{1}`, which is no number")]
	BadNumber(String, String),
	/// The segment was there already.
	#[error("Repeated: {0} was there before")]
	Repeated(String),
	/// A PA2 follows no PA1.
	#[error("NoProduct: there is no PA1 that says of which product this is")]
	NoProduct,
	/// The machine counts in another unit than the agreement.
	#[error(
		"OtherDecimals: the machine counts with {found} decimals, the agreement with {expected}"
	)]
	OtherDecimals {
		/// Decimals of the machine.
		found: u64,
		/// Decimals of the agreement.
		expected: u8,
	},
	/// It can hold no more.
	#[error("TooLarge: {0} is too large")]
	TooLarge(String),
}

/// Why an audit file is none.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AuditProblem {
	/// The file holds nothing.
	#[error("line 1: EmptyFile: an audit file was expected")]
	EmptyFile,
	/// Nothing in it tells how much was sold.
	#[error("NoTotals: no VA1 tells what was sold: is this an EVA-DTS audit file?")]
	NoTotals,
}

impl Audit {
	/// Reads an audit file whose values have so many decimals, and the lines that cannot be used.
	pub fn read(bytes: &[u8], decimals: u8) -> Result<(Self, Vec<BadSegment>), AuditProblem> {
		let mut reader = Reader { decimals, ..Reader::default() };
		let mut bad = Vec::new();
		let mut is_empty = true;
		for (index, line) in lines(bytes).enumerate() {
			is_empty &= line.is_empty();
			if let Err(problem) = reader.line(line) {
				bad.push(BadSegment { line: index.saturating_add(1), problem });
			}
		}
		if is_empty {
			return Err(AuditProblem::EmptyFile);
		}
		if reader.audit.paid.is_none() && bad.is_empty() {
			return Err(AuditProblem::NoTotals);
		}
		Ok((reader.audit, bad))
	}
}

impl Audit {
	/// The same in a currency that is finer by this factor; nothing where that is too large.
	pub fn finer(mut self, factor: Amount) -> Option<Self> {
		let counters = [&mut self.paid, &mut self.test, &mut self.free];
		for counted in counters.into_iter().chain([&mut self.cash, &mut self.cashless]).flatten() {
			for vends in [Some(&mut counted.lifetime), counted.interval.as_mut()] {
				scale(vends.map(|vends| &mut vends.value), factor)?;
			}
		}
		if let Some((interval, lifetime)) = &mut self.cash_in {
			scale(Some(interval), factor)?;
			scale(lifetime.as_mut(), factor)?;
		}
		for product in self.products.values_mut() {
			scale(product.price.as_mut(), factor)?;
			scale(product.value.as_mut(), factor)?;
		}
		Some(self)
	}
}

fn scale(amount: Option<&mut Amount>, factor: Amount) -> Option<()> {
	if let Some(amount) = amount {
		*amount = amount.checked_mul(factor)?;
	}
	Some(())
}

/// The lines of a file, whichever line ends it has, without space around them.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
	let without_mark = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
	let has_newlines = without_mark.contains(&b'\n');
	let end = if has_newlines { b'\n' } else { b'\r' };
	without_mark.split(move |byte| *byte == end).map(<[u8]>::trim_ascii)
}

#[derive(Default)]
struct Reader {
	decimals: u8,
	audit: Audit,
	/// Names of the segments that may be there once, and were.
	seen: Vec<String>,
	/// The product of the last PA1.
	product: Option<String>,
}

impl Reader {
	fn line(&mut self, line: &[u8]) -> Result<(), SegmentProblem> {
		if line.is_empty() {
			return Ok(());
		}
		let text = std::str::from_utf8(line).ok().filter(|text| text.is_ascii());
		let segment = Segment::parse(text.ok_or(SegmentProblem::NotText)?)?;
		match segment.name {
			"ID1" => {
				self.once(&segment)?;
				self.audit.serial = segment.text(1).map(Into::into);
			},
			"ID4" => {
				self.once(&segment)?;
				let (found, expected) = (segment.required(1)?, self.decimals);
				if found != u128::from(expected) {
					let found = u64::try_from(found).unwrap_or(u64::MAX);
					return Err(SegmentProblem::OtherDecimals { found, expected });
				}
			},
			"VA1" => self.audit.paid = Some(self.counted(&segment)?),
			"VA2" => self.audit.test = Some(self.counted(&segment)?),
			"VA3" => self.audit.free = Some(self.counted(&segment)?),
			"CA2" => self.audit.cash = Some(self.counted(&segment)?),
			"DA2" | "DB2" => {
				let counted = self.counted(&segment)?;
				let sum = self.audit.cashless.map_or(Some(counted), |other| other.and(counted));
				self.audit.cashless =
					Some(sum.ok_or_else(|| SegmentProblem::TooLarge(segment.name.into()))?);
			},
			"CA3" => {
				self.once(&segment)?;
				self.audit.cash_in = Some((segment.required(1)?, segment.number(5)?));
			},
			"PA1" => self.begin_product(&segment)?,
			"PA2" => self.product_vends(&segment)?,
			_ => {},
		}
		Ok(())
	}

	fn once(&mut self, segment: &Segment<'_>) -> Result<(), SegmentProblem> {
		if self.seen.iter().any(|name| name == segment.name) {
			return Err(SegmentProblem::Repeated(segment.name.into()));
		}
		self.seen.push(segment.name.into());
		Ok(())
	}

	fn counted(&mut self, segment: &Segment<'_>) -> Result<Counted, SegmentProblem> {
		self.once(segment)?;
		let lifetime = Vends { value: segment.required(1)?, number: segment.count(2)? };
		let interval = match (segment.number(3)?, segment.text(4)) {
			(Some(value), Some(_)) => Some(Vends { value, number: segment.count(4)? }),
			_ => None,
		};
		Ok(Counted { lifetime, interval })
	}

	fn begin_product(&mut self, segment: &Segment<'_>) -> Result<(), SegmentProblem> {
		// What follows a bad PA1 is of no product, rather than of the one before.
		self.product = None;
		let name = segment.text(1).ok_or_else(|| segment.missing(1))?;
		if self.audit.products.contains_key(name) {
			return Err(SegmentProblem::Repeated(format!("the product {}", shown(name))));
		}
		let product = Product { price: segment.number(2)?, ..Product::default() };
		self.audit.products.insert(name.into(), product);
		self.product = Some(name.into());
		Ok(())
	}

	fn product_vends(&mut self, segment: &Segment<'_>) -> Result<(), SegmentProblem> {
		let name = self.product.as_ref().ok_or(SegmentProblem::NoProduct)?;
		let product = self.audit.products.get_mut(name).ok_or(SegmentProblem::NoProduct)?;
		if product.number.is_some() {
			return Err(SegmentProblem::Repeated("the product's PA2".into()));
		}
		let (number, value) = (segment.count(1)?, segment.number(2)?);
		(product.number, product.value) = (Some(number), value);
		Ok(())
	}
}

impl Counted {
	/// Both together; nothing where they are more than can be counted.
	fn and(self, other: Self) -> Option<Self> {
		let interval = match (self.interval, other.interval) {
			(Some(one), Some(other)) => Some(one.and(other)?),
			_ => None,
		};
		Some(Self { lifetime: self.lifetime.and(other.lifetime)?, interval })
	}
}

impl Vends {
	/// Both together; nothing where they are more than can be counted.
	pub fn and(self, other: Self) -> Option<Self> {
		Some(Self {
			number: self.number.checked_add(other.number)?,
			value: self.value.checked_add(other.value)?,
		})
	}
}

/// A line of an audit file.
struct Segment<'a> {
	name: &'a str,
	elements: Vec<&'a str>,
}

impl<'a> Segment<'a> {
	fn parse(line: &'a str) -> Result<Self, SegmentProblem> {
		let mut parts = line.split('*').map(str::trim);
		let name = parts.next().unwrap_or_default();
		let is_name = (2..=4).contains(&name.len())
			&& name.starts_with(|first: char| first.is_ascii_uppercase())
			&& name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
		if !is_name {
			return Err(SegmentProblem::NoSegment(shown(line)));
		}
		Ok(Self { name, elements: parts.collect() })
	}

	/// The text of an element, which count from 1; nothing where it is empty or missing.
	fn text(&self, element: usize) -> Option<&'a str> {
		let text = self.elements.get(element.checked_sub(1)?).copied();
		text.filter(|text| !text.is_empty())
	}

	fn number(&self, element: usize) -> Result<Option<u128>, SegmentProblem> {
		let Some(text) = self.text(element) else { return Ok(None) };
		let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
		let number = is_number.then(|| text.parse().ok()).flatten();
		let bad = || SegmentProblem::BadNumber(self.label(element), shown(text));
		number.ok_or_else(bad).map(Some)
	}

	fn required(&self, element: usize) -> Result<u128, SegmentProblem> {
		self.number(element)?.ok_or_else(|| self.missing(element))
	}

	fn count(&self, element: usize) -> Result<u64, SegmentProblem> {
		let number = self.required(element)?;
		u64::try_from(number).map_err(|_| SegmentProblem::TooLarge(self.label(element)))
	}

	fn missing(&self, element: usize) -> SegmentProblem {
		SegmentProblem::MissingElement(self.label(element))
	}

	/// The name of an element, such as VA101.
	fn label(&self, element: usize) -> String {
		format!("{}{element:02}", self.name)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::file;

	const TEXT: &str = "DXS*ABC1234567*VA*V0/6*1\r\nST*001*0001\r\nID1*SN-42*Model*1\r\n\
		ID4*2*978*EUR\r\nVA1*2675*14*400*2\r\nVA2*0*3*0*1\r\nVA3*150*1*0*0\r\nCA2*1575*9*250*1\r\n\
		CA3*300*250*50*0*1700*1600*100*0\r\nDA2*1000*4*150*1\r\nDB2*100*1*0*0\r\nPA1*101*150*Water\r\n\
		PA2*6*900*1*150\r\nPA1*A2*250\r\nPA2*7**1\r\nEA3*5\r\nG85*1234\r\nSE*15*0001\r\nDXE*1*1\r\n";

	fn vends(number: u64, value: Amount) -> Vends {
		Vends { number, value }
	}

	fn counted(lifetime: Vends, interval: Vends) -> Option<Counted> {
		Some(Counted { lifetime, interval: Some(interval) })
	}

	#[test]
	fn an_audit_file_tells_what_was_sold() {
		let (audit, bad) = Audit::read(TEXT.as_bytes(), 2).unwrap();
		assert_eq!(bad, []);
		let product =
			|price, number, value| Product { price: Some(price), number: Some(number), value };
		let expected = Audit {
			serial: Some("SN-42".into()),
			paid: counted(vends(14, 2_675), vends(2, 400)),
			test: counted(vends(3, 0), vends(1, 0)),
			free: counted(vends(1, 150), vends(0, 0)),
			cash: counted(vends(9, 1_575), vends(1, 250)),
			cashless: counted(vends(5, 1_100), vends(1, 150)),
			cash_in: Some((300, Some(1_700))),
			products: [
				("101".into(), product(150, 6, Some(900))),
				("A2".into(), product(250, 7, None)),
			]
			.into(),
		};
		assert_eq!(audit, expected);
	}

	#[test]
	fn values_can_be_told_in_a_finer_currency() {
		let audit = Audit::read(TEXT.as_bytes(), 2).unwrap().0;
		let finer = audit.clone().finer(10).unwrap();
		assert_eq!(finer.paid, counted(vends(14, 26_750), vends(2, 4_000)));
		assert_eq!(finer.cashless, counted(vends(5, 11_000), vends(1, 1_500)));
		assert_eq!(finer.cash_in, Some((3_000, Some(17_000))));
		assert_eq!(finer.products["101"].value, Some(9_000));
		assert_eq!(finer.products["A2"].price, Some(2_500));
		assert_eq!(audit.finer(u128::MAX), None);
	}

	#[test]
	fn line_ends_make_no_difference() {
		let audit = Audit::read(TEXT.as_bytes(), 2).unwrap();
		for text in
			[TEXT.replace("\r\n", "\n"), TEXT.replace("\r\n", "\r"), format!("\u{feff}{TEXT}")]
		{
			assert_eq!(Audit::read(text.as_bytes(), 2).unwrap(), audit);
		}
	}

	#[test]
	fn bad_lines_are_named_and_the_good_ones_go_on() {
		let bad = |text: &str| -> Vec<String> {
			let (_, bad) = Audit::read(format!("VA1*10*1\n{text}\n").as_bytes(), 2).unwrap();
			bad.iter().map(ToString::to_string).collect()
		};
		for (text, name) in [
			("VA2*10", "line 2: MissingElement: VA202 has no value"),
			("VA2**1", "line 2: MissingElement: VA201 has no value"),
			("VA2*1.50*1", "line 2: BadNumber: VA201 is `1.50`, which is no number"),
			("CA2*-5*1", "line 2: BadNumber: CA201 is `-5`, which is no number"),
			("CA2*5*1*x*1", "line 2: BadNumber: CA203 is `x`, which is no number"),
			("VA1*10*1", "line 2: Repeated: VA1 was there before"),
			("CA2*1*18446744073709551616", "line 2: TooLarge: CA202 is too large"),
			("PA2*1*1", "line 2: NoProduct: there is no PA1 that says of which product this is"),
			("PA1**150", "line 2: MissingElement: PA101 has no value"),
			("PA1*1*5\nPA1*1*6", "line 3: Repeated: the product 1 was there before"),
			("PA1*1*5\nPA2*1*5\nPA2*1*5", "line 4: Repeated: the product's PA2 was there before"),
			(
				"ID4*3",
				"line 2: OtherDecimals: the machine counts with 3 decimals, the agreement with 2",
			),
			("hello", "line 2: NoSegment: `hello` is no segment of an audit file"),
			("<html>", "line 2: NoSegment: `<html>` is no segment of an audit file"),
			("VÄ1*1*1", "line 2: NotText: the line is not ASCII text"),
		] {
			assert_eq!(bad(text), [name]);
		}
		let (audit, bad) = Audit::read(b"CA2*x*1\nVA1*10*1\nDA2*\nVA2*0*2\n", 2).unwrap();
		assert_eq!(bad.len(), 2);
		assert_eq!(audit.test.unwrap().lifetime.number, 2);
	}

	#[test]
	fn a_file_without_totals_is_no_audit_file() {
		assert_eq!(Audit::read(b"", 2), Err(AuditProblem::EmptyFile));
		assert_eq!(Audit::read(b"\r\n \r\n", 2), Err(AuditProblem::EmptyFile));
		assert_eq!(Audit::read(b"ST*001*0001\n", 2), Err(AuditProblem::NoTotals));
	}

	#[test]
	fn the_file_of_the_tests_agrees_with_the_sales_of_its_machine() {
		let bytes = std::fs::read(file("audit.dts")).unwrap();
		let (audit, bad) = Audit::read(&bytes, 2).unwrap();
		assert_eq!(bad, []);
		assert_eq!(audit.serial.as_deref(), Some("VJ900000001"));
	}
}
