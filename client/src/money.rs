//! Amounts of BOT, exact: text in, text out, never a floating point number.

use crate::{Error, Result};

/// Decimals of the token.
const DECIMALS: usize = 12;

/// Units in one BOT.
const UNITS: u128 = 1_000_000_000_000;

/// The units that a text such as `2.50` or `2.50 BOT` stands for.
pub fn parse(text: &str) -> Result<u128> {
	let bad = |why: &str| Error::input(format!("`{text}` is no amount of BOT: {why}"));
	let amount = text.trim().trim_end_matches("BOT").trim_end();
	let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) {
		return Err(bad("write it as 2 or 2.50"));
	}
	if part.len() > DECIMALS {
		return Err(bad("BOT has 12 decimals"));
	}
	let number = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<u128>() };
	let too_large = || bad("it is too large");
	let whole = number(whole).map_err(|_| too_large())?;
	let part = number(&format!("{part:0<DECIMALS$}")).map_err(|_| too_large())?;
	whole.checked_mul(UNITS).and_then(|whole| whole.checked_add(part)).ok_or_else(too_large)
}

/// An amount as text, with at least two decimals and no more than it needs.
pub fn text(units: u128) -> String {
	let part = format!("{:0DECIMALS$}", units % UNITS);
	let (cents, rest) = part.split_at(2);
	format!("{}.{cents}{} BOT", units / UNITS, rest.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
	use super::*;

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
}
