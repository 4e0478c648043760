//! Readings as SenML (RFC 8428): the form in which they are committed to.

use bot_primitives::{Did, Millis};

/// The earliest time that SenML can say: numbers below 2^28 s are times relative to now.
pub const EARLIEST: Millis = (1 << 28) * 1_000;

/// What the readings of one sensor have in common.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Series {
	base_name: String,
	name: String,
	unit: Option<String>,
}

impl Series {
	/// Readings called `name` of the device `did`, in the unit `unit` of the SenML registry, such as
	/// `Cel`. Says what is wrong with a name or unit that SenML does not allow.
	pub fn new(did: &Did, name: &str, unit: Option<&str>) -> Result<Self, String> {
		let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-:./_".contains(&byte);
		if name.is_empty() || !name.bytes().all(is_name) {
			return Err(format!("`{name}` is no SenML name: letters, digits and - : . / _ only"));
		}
		if let Some(unit) = unit {
			if unit.is_empty() || !unit.bytes().all(|byte| byte.is_ascii_graphic()) {
				return Err(format!("`{unit}` is no SenML unit: Cel, %RH, kWh and the like"));
			}
		}
		Ok(Self { base_name: format!("{did}/"), name: name.into(), unit: unit.map(Into::into) })
	}

	/// The name of the readings.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// One reading, as a SenML pack of one record. The digits of `value` stay as they are.
	pub fn pack(&self, at: Millis, value: &str) -> String {
		// Names and units hold no character that JSON escapes, but for the quotes and the backslash
		// that a unit might.
		let text = |text: &str| serde_json::Value::from(text).to_string();
		let unit =
			self.unit.as_ref().map(|unit| format!(r#","u":{}"#, text(unit))).unwrap_or_default();
		format!(
			r#"[{{"bn":{},"n":{}{unit},"t":{},"v":{value}}}]"#,
			text(&self.base_name),
			text(&self.name),
			seconds(at)
		)
	}
}

/// A time in seconds, with no more digits than it needs.
fn seconds(at: Millis) -> String {
	match at % 1_000 {
		0 => (at / 1_000).to_string(),
		part => format!("{}.{part:03}", at / 1_000).trim_end_matches('0').into(),
	}
}

/// `text` as a JSON number with the same digits, or nothing where it is no decimal number.
///
/// Spellings that JSON lacks are completed: `.5` and `5.` and `+5` and `007` are numbers in many
/// files.
pub fn number(text: &str) -> Option<String> {
	let (sign, rest) = match text.strip_prefix('-') {
		Some(rest) => ("-", rest),
		None => ("", text.strip_prefix('+').unwrap_or(text)),
	};
	let (mantissa, exponent) = match rest.find(['e', 'E']) {
		Some(at) => rest.split_at(at),
		None => (rest, ""),
	};
	let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
	let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) {
		return None;
	}
	if !exponent.is_empty() {
		let power = exponent.get(1..)?;
		let power = power.strip_prefix(['+', '-']).unwrap_or(power);
		if power.is_empty() || !digits(power) {
			return None;
		}
	}
	let whole = match whole.trim_start_matches('0') {
		"" => "0",
		whole => whole,
	};
	let point = if part.is_empty() { "" } else { "." };
	Some(format!("{sign}{whole}{point}{part}{exponent}"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::Network;

	fn did() -> Did {
		Did { network: Network::new(b"dev").unwrap(), subject: [7; 32] }
	}

	#[test]
	fn a_reading_is_a_pack_of_one_record() {
		let series = Series::new(&did(), "temperature", Some("Cel")).unwrap();
		let pack = series.pack(1_386_018_900_000, "74.93588199999998");
		let expected = format!(
			r#"[{{"bn":"{}/","n":"temperature","u":"Cel","t":1386018900,"v":74.93588199999998}}]"#,
			did()
		);
		assert_eq!(pack, expected);
		let json: serde_json::Value = serde_json::from_str(&pack).unwrap();
		assert_eq!(json[0]["n"], "temperature");
		let bare = Series::new(&did(), "temperature", None).unwrap().pack(1_386_018_900_250, "1");
		assert!(bare.ends_with(r#""n":"temperature","t":1386018900.25,"v":1}]"#), "{bare}");
	}

	#[test]
	fn names_and_units_that_senml_lacks_are_refused() {
		for name in ["", "two words", "größe", "a\"b"] {
			assert!(Series::new(&did(), name, None).is_err(), "{name}");
		}
		assert!(Series::new(&did(), "t", Some("")).is_err());
		assert!(Series::new(&did(), "t", Some("k W")).is_err());
		let quoted = Series::new(&did(), "t", Some("\"")).unwrap().pack(EARLIEST, "1");
		assert!(serde_json::from_str::<serde_json::Value>(&quoted).is_ok());
	}

	#[test]
	fn numbers_keep_their_digits() {
		for (text, number_) in [
			("73.96732207", "73.96732207"),
			("-0.10", "-0.10"),
			("1e-7", "1e-7"),
			("2.5E+3", "2.5E+3"),
			("+5", "5"),
			(".5", "0.5"),
			("5.", "5"),
			("007", "7"),
			("000", "0"),
			("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
		] {
			let found = number(text).unwrap();
			assert_eq!(found, number_);
			assert!(serde_json::from_str::<serde_json::Value>(&found).is_ok());
		}
		for bad in [
			"", ".", "-", "+", "NaN", "inf", "1,5", "1.2.3", "0x10", "1e", "1e+", "e5", "1 2", "½",
			"--1",
		] {
			assert_eq!(number(bad), None, "{bad}");
		}
	}
}
