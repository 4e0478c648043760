//! Which sales go into one report.

use std::{fmt, str::FromStr};

use bot_primitives::Millis;
use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone};

/// How long the period of a report is. Periods begin and end at midnight, where the machine stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Period {
	/// A day.
	Day,
	/// A week, from Monday.
	Week,
	/// A month of the calendar.
	Month,
}

impl Period {
	const ALL: [(Self, &'static str); 3] =
		[(Self::Day, "day"), (Self::Week, "week"), (Self::Month, "month")];

	/// Begin and end of the period that a time is in; nothing at the end of all time.
	pub fn around(self, at: Millis, utc_offset: FixedOffset) -> Option<(Millis, Millis)> {
		let at = DateTime::from_timestamp_millis(i64::try_from(at).ok()?)?;
		let day = at.with_timezone(&utc_offset).date_naive();
		let begin = match self {
			Self::Day => day,
			Self::Week => {
				day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?
			},
			Self::Month => day.with_day(1)?,
		};
		let end = match self {
			Self::Day => begin.checked_add_days(Days::new(1))?,
			Self::Week => begin.checked_add_days(Days::new(7))?,
			Self::Month => begin.checked_add_months(Months::new(1))?,
		};
		// What begins before 1970 begins at the first time that can be told.
		let begin = midnight(begin, utc_offset)?.max(0);
		Some((Millis::try_from(begin).ok()?, Millis::try_from(midnight(end, utc_offset)?).ok()?))
	}
}

fn midnight(day: NaiveDate, utc_offset: FixedOffset) -> Option<i64> {
	let local = day.and_time(NaiveTime::MIN);
	Some(utc_offset.from_local_datetime(&local).single()?.timestamp_millis())
}

impl FromStr for Period {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let found = Self::ALL.into_iter().find(|(_, name)| *name == text);
		found
			.map(|(period, _)| period)
			.ok_or_else(|| format!("`{text}` is no period: day, week or month"))
	}
}

impl fmt::Display for Period {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let name = Self::ALL.into_iter().find(|(period, _)| period == self);
		f.write_str(name.map_or("", |(_, name)| name))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn at(text: &str) -> Millis {
		DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis().try_into().unwrap()
	}

	#[test]
	fn periods_begin_and_end_at_midnight_where_the_machine_stands() {
		let offset: FixedOffset = "-05:00".parse().unwrap();
		let around = |period: &str| {
			period.parse::<Period>().unwrap().around(at("2022-02-02T03:00:00Z"), offset)
		};
		let from_to = |begin, end| Some((at(begin), at(end)));
		assert_eq!(
			around("day"),
			from_to("2022-02-01T00:00:00-05:00", "2022-02-02T00:00:00-05:00")
		);
		assert_eq!(
			around("week"),
			from_to("2022-01-31T00:00:00-05:00", "2022-02-07T00:00:00-05:00")
		);
		assert_eq!(
			around("month"),
			from_to("2022-02-01T00:00:00-05:00", "2022-03-01T00:00:00-05:00")
		);
	}

	#[test]
	fn the_ends_of_time_are_no_trouble() {
		let utc: FixedOffset = "+00:00".parse().unwrap();
		assert_eq!(Period::Week.around(0, utc).map(|(begin, _)| begin), Some(0));
		assert_eq!(Period::Day.around(Millis::MAX, utc), None);
		assert!("year".parse::<Period>().is_err());
		assert_eq!(Period::Month.to_string(), "month");
	}
}
