//! Times as DID documents and queries have them: xsd:dateTime in UTC, without fractions of a second
//! (W3C DID Core, sections 3.2.1 and 7.1.3).

use bot_primitives::Millis;
use chrono::{DateTime, Datelike, NaiveDateTime, SecondsFormat, Utc};

/// `time` as text; none where four digits are not enough for the year.
pub(super) fn date_time(time: Millis) -> Option<String> {
	text(DateTime::from_timestamp_millis(time.try_into().ok()?)?)
}

/// The second since 1970 that `date_time` names; none where it is malformed.
pub(super) fn second(date_time: &str) -> Option<i64> {
	let time = NaiveDateTime::parse_from_str(date_time, "%Y-%m-%dT%H:%M:%SZ").ok()?.and_utc();
	// The parser takes other forms too, such as single digits.
	(text(time)? == date_time).then(|| time.timestamp())
}

fn text(time: DateTime<Utc>) -> Option<String> {
	(0..=9_999).contains(&time.year()).then(|| time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_beyond_the_calendar_have_no_text() {
		assert_eq!(date_time(0), Some("1970-01-01T00:00:00Z".into()));
		assert_eq!(date_time(1_800_000_000_999), Some("2027-01-15T08:00:00Z".into()));
		assert_eq!(date_time(253_402_300_799_999), Some("9999-12-31T23:59:59Z".into()));
		assert_eq!(date_time(253_402_300_800_000), None);
		assert_eq!(date_time(Millis::MAX), None);
	}

	#[test]
	fn times_have_one_form() {
		assert_eq!(second("2027-01-15T08:00:00Z"), Some(1_800_000_000));
		assert_eq!(second("1969-12-31T23:59:59Z"), Some(-1));
		for text in [
			"",
			"1970-01-01",
			"1970-01-01T00:00:00",
			"1970-01-01T00:00:00.0Z",
			"1970-01-01T00:00:00+00:00",
			"1970-01-01t00:00:00Z",
			"1970-1-01T00:00:00Z",
			"1970-02-30T00:00:00Z",
			"1970-01-01T24:00:00Z",
			"+1970-01-01T00:00:00Z",
			"+10000-01-01T00:00:00Z",
			"-0001-01-01T00:00:00Z",
			" 1970-01-01T00:00:00Z",
			"yesterday",
		] {
			assert_eq!(second(text), None, "{text}");
		}
	}
}
