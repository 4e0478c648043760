//! Amounts of money, exact: text in, text out, never a floating point number.

use crate::{Error, Result};

/// Decimals of BOT.
pub const BOT_DECIMALS: u8 = 12;

/// Most decimals of a currency: with more, one whole would not fit.
pub const MAX_DECIMALS: u8 = 38;

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AmountProblem {
	/// It is below zero.
	#[error("it is below zero")]
	Negative,
	/// It has more decimals than the currency.
	#[error("it has more than {0} decimals")]
	TooManyDecimals(u8),
	/// It is no decimal number.
	#[error("write it as 2 or 2.50")]
	NotANumber,
	/// It is larger than any amount.
	#[error("it is too large")]
	TooLarge,
}

/// The smallest units that a decimal number stands for, in a currency with so many decimals.
pub fn parse_units(text: &str, decimals: u8) -> Result<u128, AmountProblem> {
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	let (sign, amount) = match text.strip_prefix('-') {
		Some(amount) => (Err(AmountProblem::Negative), amount),
		None => (Ok(()), text),
	};
	let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
	if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) {
		return Err(AmountProblem::NotANumber);
	}
	sign?;
	let places = usize::from(decimals);
	if part.len() > places {
		return Err(AmountProblem::TooManyDecimals(decimals));
	}
	// The digits of the whole and of the part, filled up, are those of the number of units.
	let units = format!("{whole}{part:0<places$}");
	let units = if units.is_empty() { "0" } else { &units };
	units.parse().map_err(|_| AmountProblem::TooLarge)
}

/// An amount as text, with at least two decimals, where the currency has them, and no more than it
/// needs.
pub fn units_text(units: u128, decimals: u8) -> String {
	let places = usize::from(decimals);
	let digits = format!("{units:0>width$}", width = places.saturating_add(1));
	let (whole, part) = digits.split_at(digits.len().saturating_sub(places));
	let (cents, rest) = part.split_at(places.min(2));
	let point = if cents.is_empty() { "" } else { "." };
	format!("{whole}{point}{cents}{}", rest.trim_end_matches('0'))
}

/// The units that a text such as `2.50` or `2.50 BOT` stands for.
pub fn parse(text: &str) -> Result<u128> {
	let amount = text.trim().trim_end_matches("BOT").trim_end();
	parse_units(amount, BOT_DECIMALS)
		.map_err(|problem| Error::input(format!("`{text}` is no amount of BOT: {problem}")))
}

/// An amount of BOT as text, with at least two decimals and no more than it needs.
pub fn text(units: u128) -> String {
	format!("{} BOT", units_text(units, BOT_DECIMALS))
}

/// Amounts as decimal text in JSON, whose own numbers end at 2^53.
pub mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes an amount.
	pub fn serialize<S: Serializer>(amount: &u128, output: S) -> Result<S::Ok, S::Error> {
		output.serialize_str(&amount.to_string())
	}

	/// Reads an amount.
	pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<u128, D::Error> {
		String::deserialize(input)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const UNITS: u128 = 1_000_000_000_000;

	#[test]
	fn amounts_survive_their_text() {
		for (given, units, shown) in [
			("2", 2 * UNITS, "2.00 BOT"),
			("2.5", 2 * UNITS + UNITS / 2, "2.50 BOT"),
			(".000000000001", 1, "0.000000000001 BOT"),
			(" 1.234 BOT", 1_234_000_000_000, "1.234 BOT"),
			("0", 0, "0.00 BOT"),
		] {
			assert_eq!(parse(given).unwrap(), units);
			assert_eq!(text(units), shown);
			assert_eq!(parse(shown).unwrap(), units);
		}
		assert_eq!(parse(&text(u128::MAX)).unwrap(), u128::MAX);
	}

	#[test]
	fn what_is_no_amount_is_refused() {
		for bad in ["", ".", "-1", "1e3", "1,5", "2.0000000000001", "1.2.3", "EUR", &"9".repeat(40)]
		{
			assert_eq!(parse(bad).err().map(|error| error.exit_code()), Some(2), "{bad}");
		}
	}

	#[test]
	fn prices_are_read_to_the_cent() {
		for (text, cents) in
			[("3.5", 350), ("1.25", 125), ("2", 200), ("2.", 200), (".05", 5), ("0.00", 0)]
		{
			assert_eq!(parse_units(text, 2), Ok(cents), "{text}");
		}
		for (text, problem) in [
			("-1.50", AmountProblem::Negative),
			("-0.005", AmountProblem::Negative),
			("1.505", AmountProblem::TooManyDecimals(2)),
			("1.500", AmountProblem::TooManyDecimals(2)),
			("", AmountProblem::NotANumber),
			("-", AmountProblem::NotANumber),
			("$1.50", AmountProblem::NotANumber),
			("1,50", AmountProblem::NotANumber),
			("+1", AmountProblem::NotANumber),
			("1.5e2", AmountProblem::NotANumber),
			("NaN", AmountProblem::NotANumber),
			("3402823669209384634633746074317682114.56", AmountProblem::TooLarge),
		] {
			assert_eq!(parse_units(text, 2), Err(problem), "{text}");
		}
	}

	#[test]
	fn a_currency_without_decimals_has_none() {
		assert_eq!(units_text(150, 0), "150");
		assert_eq!(units_text(0, 1), "0.0");
		assert_eq!(parse_units("150", 0), Ok(150));
		assert_eq!(parse_units("1.5", 0), Err(AmountProblem::TooManyDecimals(0)));
	}

	proptest! {
		#[test]
		fn any_amount_survives_its_text(units: u128, decimals in 0..=MAX_DECIMALS) {
			prop_assert_eq!(parse_units(&units_text(units, decimals), decimals), Ok(units));
		}
	}
}
