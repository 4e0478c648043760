//! What was sold under an agreement, and how each payee stands.

use std::collections::BTreeMap;

use bot_primitives::sales::{AgreementId, Amount, SalesTotal};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use subxt::utils::{AccountId32, Static};

use super::{
	runtime::{self, types::pallet_revenue_share::types::day as chain},
	Chain,
};
use crate::{money::decimal, Error, Result};

/// What one payee was due under one version of an agreement, from its first day on.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionStatement {
	/// The version.
	pub version: u16,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	#[serde(with = "decimal")]
	pub gross: Amount,
	/// What the payee was due of it.
	#[serde(with = "decimal")]
	pub due: Amount,
	/// What of that was reversed.
	#[serde(with = "decimal")]
	pub reversed: Amount,
	/// What of that an arbiter gave back to the operator.
	#[serde(with = "decimal")]
	pub returned: Amount,
}

/// What one payee was due on one day under one version of an agreement.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DayStatement {
	/// The version.
	pub version: u16,
	/// The day.
	#[serde(serialize_with = "day_text")]
	pub day: NaiveDate,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	#[serde(with = "decimal")]
	pub gross: Amount,
	/// What the payee was due of it.
	#[serde(with = "decimal")]
	pub due: Amount,
	/// What its parts of earlier sales became less by.
	#[serde(with = "decimal")]
	pub back: Amount,
}

/// How a payee of an agreement stands, and how it came about.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// The payee.
	pub payee: AccountId32,
	/// Code of the currency.
	pub currency: String,
	/// How many digits of an amount are behind the point.
	pub decimals: u8,
	/// All versions that are kept, the oldest first.
	pub versions: Vec<VersionStatement>,
	/// The days that were asked for and are kept, in order.
	pub days: Vec<DayStatement>,
	/// What the payee was paid.
	#[serde(with = "decimal")]
	pub paid: Amount,
	/// What of reported sales can be disputed or is in dispute.
	#[serde(with = "decimal")]
	pub pending: Amount,
	/// What could not be received and is kept for it.
	#[serde(with = "decimal")]
	pub kept: Amount,
	/// What the operator owes it on the chain.
	#[serde(with = "decimal")]
	pub owed: Amount,
	/// What the operator owes it outside the chain.
	#[serde(with = "decimal")]
	pub owed_outside: Amount,
	/// What the operator says it has paid outside the chain, and the payee has yet to confirm.
	#[serde(with = "decimal")]
	pub stated: Amount,
	/// What it owes the operator.
	#[serde(with = "decimal")]
	pub owing: Amount,
}

impl Statement {
	/// What the payee was due in all, less what was reversed or returned.
	pub fn net(&self) -> Result<Amount> {
		let net = self.versions.iter().try_fold(0, |sum: Amount, it| {
			let back = it.reversed.checked_add(it.returned)?;
			sum.checked_add(it.due.checked_sub(back)?)
		});
		net.ok_or_else(|| Error::unexpected("a payee gave back more than it was due"))
	}
}

/// What all payees of an agreement were due, less what was sold: 0, or something is wrong. In words,
/// since it may be below zero.
pub fn difference(statements: &[Statement]) -> Result<String> {
	// Each statement tells what was sold under the versions that its payee is in.
	let mut sold = BTreeMap::new();
	let versions = || statements.iter().flat_map(|statement| &statement.versions);
	for version in versions() {
		sold.insert(version.version, version.gross);
	}
	let due = sum(versions().map(|version| version.due));
	let (Some(due), Some(gross)) = (due, sum(sold.into_values())) else {
		return Err(Error::unexpected("the parts add up to more than there is"));
	};
	Ok(match due.checked_sub(gross) {
		Some(more) => more.to_string(),
		None => format!("-{}", gross.abs_diff(due)),
	})
}

fn sum(mut amounts: impl Iterator<Item = Amount>) -> Option<Amount> {
	amounts.try_fold(0, |sum: Amount, amount| sum.checked_add(amount))
}

fn day_text<S: serde::Serializer>(day: &NaiveDate, output: S) -> Result<S::Ok, S::Error> {
	output.collect_str(day)
}

/// The day with this number, from 1970 on.
fn day(number: u32) -> Result<NaiveDate> {
	let day = NaiveDate::default().checked_add_days(Days::new(number.into()));
	day.ok_or_else(|| Error::unexpected(format!("there is no day {number}")))
}

/// The number of a day, from 1970 on.
pub fn day_number(day: NaiveDate) -> Result<u32> {
	let days = day.signed_duration_since(NaiveDate::default()).num_days();
	u32::try_from(days).map_err(|_| Error::input(format!("{day} is before 1970")))
}

impl Chain {
	/// How a payee of an agreement stands, with the days from `from` to `to`, by their numbers.
	pub async fn statement(
		&self,
		agreement: AgreementId,
		payee: AccountId32,
		(from, to): (u32, u32),
	) -> Result<Statement> {
		let at = self.at_best().await?;
		let call = runtime::apis().revenue_share_api().statement(agreement, payee, from, to);
		let statement = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		let statement = statement
			.ok_or_else(|| Error::Invalid(format!("there is no agreement {agreement}")))?;
		let position = statement.position;
		let days = statement.days.into_iter().map(day_of).collect::<Result<_>>()?;
		Ok(Statement {
			agreement,
			payee,
			currency: String::from_utf8_lossy(&statement.currency_code).into_owned(),
			decimals: statement.decimals,
			versions: statement.versions.into_iter().map(version_of).collect(),
			days,
			paid: statement.paid,
			pending: statement.pending,
			kept: position.kept,
			owed: position.owed,
			owed_outside: position.owed_outside,
			stated: position.stated,
			owing: position.owing,
		})
	}

	/// What each payee would be due of a sale now, deductions first; nothing where nothing can be sold.
	pub async fn quote(
		&self,
		agreement: AgreementId,
		sold: SalesTotal,
	) -> Result<Option<Vec<(AccountId32, Amount)>>> {
		let at = self.at_best().await?;
		let call = runtime::apis().revenue_share_api().quote(agreement, Static(sold));
		at.runtime_apis().call(call).await.map_err(|error| self.failed(error))
	}
}

fn version_of(it: chain::VersionStatement) -> VersionStatement {
	VersionStatement {
		version: it.version,
		quantity: it.quantity,
		gross: it.gross,
		due: it.due,
		reversed: it.reversed,
		returned: it.returned,
	}
}

fn day_of(it: chain::DayStatement) -> Result<DayStatement> {
	Ok(DayStatement {
		version: it.version,
		day: day(it.day)?,
		quantity: it.quantity,
		gross: it.gross,
		due: it.due,
		back: it.back,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn days_are_counted_from_1970() {
		let date = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap();
		assert_eq!(day_number(date).unwrap(), 18_993);
		assert_eq!(day(18_993).unwrap(), date);
		assert!(day_number(NaiveDate::from_ymd_opt(1969, 12, 31).unwrap()).is_err());
		assert!(day(u32::MAX).is_err());
	}

	#[test]
	fn what_came_back_is_not_due() {
		let version = |due, reversed, returned| VersionStatement {
			version: 0,
			quantity: 1,
			gross: due,
			due,
			reversed,
			returned,
		};
		let statement = |versions| Statement {
			agreement: 0,
			payee: AccountId32([0; 32]),
			currency: "EUR".into(),
			decimals: 2,
			versions,
			days: vec![],
			paid: 0,
			pending: 0,
			kept: 0,
			owed: 0,
			owed_outside: 0,
			stated: 0,
			owing: 0,
		};
		assert_eq!(statement(vec![version(10, 2, 3), version(7, 0, 0)]).net().unwrap(), 12);
		assert!(statement(vec![version(1, 1, 1)]).net().is_err());
		let share = |due| statement(vec![VersionStatement { gross: 10, ..version(due, 0, 0) }]);
		assert_eq!(difference(&[share(5), share(5)]).unwrap(), "0");
		assert_eq!(difference(&[share(5), share(6)]).unwrap(), "1");
		assert_eq!(difference(&[share(5), share(4)]).unwrap(), "-1");
		assert!(difference(&[share(u128::MAX), share(1)]).is_err());
		let json = serde_json::to_value(statement(vec![version(u128::MAX, 0, 0)])).unwrap();
		assert_eq!(json["versions"][0]["due"], u128::MAX.to_string());
	}
}
