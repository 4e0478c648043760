//! `bot statement`: what was sold under an agreement, and how each payee stands.

use std::process::ExitCode;

use chrono::NaiveDate;

use super::Context;
use bot_client::{
	chain::statements::{day_number, difference, Statement},
	member_key::{account_text, parse_account},
	money::units_text,
	out, Result,
};

/// Show what was sold under an agreement, and how each payee stands.
#[derive(clap::Args, Debug)]
pub(super) struct StatementArgs {
	/// Number of the agreement.
	agreement: u32,
	/// Show this payee only.
	#[arg(long, value_name = "ACCOUNT")]
	payee: Option<String>,
	/// The first day that is shown, such as 2027-01-01.
	#[arg(long, value_name = "DAY")]
	from: Option<NaiveDate>,
	/// The last day that is shown.
	#[arg(long, value_name = "DAY")]
	to: Option<NaiveDate>,
	/// Print CSV: a line for each payee, version and day, and one with the totals of the version.
	#[arg(long, conflicts_with = "json")]
	csv: bool,
}

impl StatementArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let payee = self.payee.as_deref().map(parse_account).transpose()?;
		let day = |day: Option<NaiveDate>, default| day.map_or(Ok(default), day_number);
		let days = (day(self.from, 0)?, day(self.to, u32::MAX)?);
		let chain = context.chain().await?;
		let payees = match payee {
			Some(payee) => vec![payee],
			None => chain.agreement(self.agreement).await?.payees(),
		};
		let mut statements = Vec::new();
		for payee in payees {
			statements.push(chain.statement(self.agreement, payee, days).await?);
		}
		let difference = match payee {
			Some(_) => None,
			None => Some(difference(&statements)?),
		};
		context.out.result(&statements, || match self.csv {
			true => csv(&statements),
			false => text(self.agreement, &statements, difference.as_deref()),
		});
		Ok(ExitCode::SUCCESS)
	}
}

fn text(agreement: u32, statements: &[Statement], difference: Option<&str>) -> String {
	let mut lines = vec![format!("agreement {agreement}")];
	if let Some(statement) = statements.first() {
		lines.extend(statement.versions.iter().map(|version| {
			format!(
				"version {}: {} pieces, gross {} {}",
				version.version,
				out::grouped(version.quantity),
				units_text(version.gross, statement.decimals),
				statement.currency
			)
		}));
	}
	let rows = statements.iter().map(|statement| {
		let amount = |amount| units_text(amount, statement.decimals);
		let net = statement.net().map_or_else(|error| error.to_string(), amount);
		[
			account_text(&statement.payee),
			net,
			amount(statement.paid),
			amount(statement.pending),
			amount(statement.kept),
			amount(statement.owed),
			amount(statement.owed_outside),
			amount(statement.stated),
			amount(statement.owing),
		]
	});
	let header =
		["payee", "due", "paid", "pending", "kept", "owed", "owed outside", "stated", "owing"];
	lines.push(out::table(header, rows));
	lines.extend(difference.map(|it| format!("payees' sum minus gross: {it}")));
	lines.join("\n")
}

fn csv(statements: &[Statement]) -> String {
	let mut lines =
		vec!["agreement,payee,currency,version,day,quantity,gross,due,back".to_string()];
	for statement in statements {
		let Statement { agreement, payee, currency, decimals, .. } = statement;
		let amount = |amount| units_text(amount, *decimals);
		for day in &statement.days {
			let (gross, due, back) = (amount(day.gross), amount(day.due), amount(day.back));
			lines.push(format!(
				"{agreement},{payee},{currency},{},{},{},{gross},{due},{back}",
				day.version, day.day, day.quantity
			));
		}
		for version in &statement.versions {
			let back = version.reversed.saturating_add(version.returned);
			let (gross, due, back) = (amount(version.gross), amount(version.due), amount(back));
			lines.push(format!(
				"{agreement},{payee},{currency},{},total,{},{gross},{due},{back}",
				version.version, version.quantity
			));
		}
	}
	lines.join("\n")
}
