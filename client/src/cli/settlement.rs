//! What follows the reports of machines: payments, reversals, disputes.

use std::{path::PathBuf, process::ExitCode};

use bot_primitives::{merkle::SoftSha256, Hash256, Sha256};
use clap::Subcommand;
use serde_json::json;
use subxt_signer::sr25519::Keypair;

use super::{args::sha256_of, Context};
use bot_client::{
	chain::{
		agreements::Agreement,
		sales::{Dispute, Report},
		Chain,
	},
	evidence::time_text,
	hex_bytes,
	member_key::{account_text, from_argument, parse_account},
	money::parse_units,
	out,
	sales::SalesStore,
	Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Show the reports of an agreement that the chain keeps.
	Reports {
		/// Number of the agreement.
		agreement: u32,
	},
	/// Show the reports of an agreement that are in dispute.
	Disputes {
		/// Number of the agreement.
		agreement: u32,
	},
	/// Settle the reports that nobody can dispute any more or whose dispute nobody decided, and pay
	/// what is due on the chain.
	Settle {
		/// Number of the agreement.
		agreement: u32,
		/// Key of whoever pays the fees.
		#[arg(long)]
		key: String,
	},
	/// Dispute a report, as the operator or a party: nothing of it is paid until the arbiter decides.
	Dispute {
		#[command(flatten)]
		report: ReportArgs,
		/// What is said against it. The chain gets the SHA-256 of the file.
		#[arg(long, value_name = "FILE")]
		evidence: PathBuf,
	},
	/// Decide how much of a disputed report is paid, as the arbiter.
	Decide {
		#[command(flatten)]
		report: ReportArgs,
		/// What is paid of it, such as 12.50.
		#[arg(long, value_name = "AMOUNT")]
		paid: String,
	},
	/// Give back what was paid for a line of a report, as the operator: a refund, or a payment that
	/// the bank called back.
	Reverse {
		#[command(flatten)]
		report: ReportArgs,
		/// Place of the line in the report, from 0.
		#[arg(long)]
		line: usize,
		/// How much of it, such as 1.50.
		#[arg(long)]
		amount: String,
		/// Directory that keeps the reports.
		#[arg(long, default_value = "bot-store")]
		store: PathBuf,
	},
	/// Pay a payee what the operator owes it on the chain, as far as its balance goes.
	Pay {
		/// Number of the agreement.
		agreement: u32,
		/// Account of the payee.
		#[arg(long)]
		payee: String,
		/// Key of whoever pays the fee.
		#[arg(long)]
		key: String,
	},
	/// State a payment outside the chain, as the operator.
	Record {
		#[command(flatten)]
		payment: PaymentArgs,
		/// Account of the payee.
		#[arg(long)]
		payee: String,
		/// How much was paid, such as 12.50.
		#[arg(long)]
		amount: String,
	},
	/// Confirm a payment outside the chain, as its payee; as the operator, once the payee was silent
	/// for long.
	Confirm {
		#[command(flatten)]
		payment: PaymentArgs,
	},
	/// Reject a payment outside the chain that did not arrive.
	Reject {
		#[command(flatten)]
		payment: PaymentArgs,
	},
	/// Close a period of the version in force, and record what was sold until now.
	Close {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the operator or a party.
		#[arg(long)]
		key: String,
	},
}

/// A report, and who does something with it.
#[derive(clap::Args, Debug)]
pub(super) struct ReportArgs {
	/// Number of the agreement.
	agreement: u32,
	/// Number of the report.
	number: u32,
	/// Key of who does it.
	#[arg(long)]
	key: String,
}

/// A payment outside the chain, and who says something of it.
#[derive(clap::Args, Debug)]
pub(super) struct PaymentArgs {
	/// Number of the agreement.
	agreement: u32,
	/// Reference of the payment at the bank. The chain gets its SHA-256.
	#[arg(long)]
	reference: String,
	/// Key of the operator or the payee.
	#[arg(long)]
	key: String,
}

impl PaymentArgs {
	fn hash(&self) -> Hash256 {
		SoftSha256::sha256(&[self.reference.as_bytes()])
	}
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Reports { agreement } => return reports(context, agreement).await,
			Self::Disputes { agreement } => return disputes(context, agreement).await,
			Self::Settle { agreement, key } => {
				let key = from_argument(&key)?;
				let (chain, agreement) = find(context, agreement).await?;
				let settled = chain.settle_due(agreement.device, agreement.agreement, &key).await?;
				let value = json!({ "agreement": agreement.agreement, "settled": settled });
				context.out.result(&value, || format!("{} reports are settled", settled.len()));
			},
			Self::Dispute { report, evidence } => {
				let (key, hash) = (from_argument(&report.key)?, sha256_of(&evidence)?);
				let chain = context.chain().await?;
				chain.dispute(report.agreement, report.number, hash, &key).await?;
				done(context, report.agreement, "the report is disputed");
			},
			Self::Decide { report, paid } => {
				let key = from_argument(&report.key)?;
				amount(&paid, 18)?;
				let (chain, agreement) = find(context, report.agreement).await?;
				let paid = amount(&paid, agreement.conditions.decimals)?;
				chain.decide_dispute(report.agreement, report.number, paid, &key).await?;
				done(context, report.agreement, "the dispute is decided");
			},
			Self::Reverse { report, line, amount: text, store } => {
				let key = from_argument(&report.key)?;
				amount(&text, 18)?;
				let (chain, agreement) = find(context, report.agreement).await?;
				let given = amount(&text, agreement.conditions.decimals)?;
				let device = chain.find_device(&agreement.device.to_string()).await?;
				let kept = SalesStore::open_to_read(&store, &device.did)?.kept()?;
				let kept = kept.iter().find(|kept| kept.number == report.number);
				let kept = kept.ok_or_else(|| {
					Error::input(format!("the store does not keep report {}", report.number))
				})?;
				chain.reverse(report.agreement, kept, line, given, &key).await?;
				done(context, report.agreement, "the sale is reversed");
			},
			Self::Pay { agreement, payee, key } => {
				let (payee, key) = (parse_account(&payee)?, from_argument(&key)?);
				context.chain().await?.pay_arrears(agreement, payee, &key).await?;
				done(context, agreement, "the payee is paid, as far as the balance goes");
			},
			Self::Record { payment, payee, amount: text } => {
				let (payee, key) = (parse_account(&payee)?, from_argument(&payment.key)?);
				amount(&text, 18)?;
				let (chain, agreement) = find(context, payment.agreement).await?;
				let paid = amount(&text, agreement.conditions.decimals)?;
				let (number, hash) = (payment.agreement, payment.hash());
				chain.record_payment(number, payee, paid, hash, &key).await?;
				done(context, number, "the payment is stated; the payee confirms it");
			},
			Self::Confirm { payment } => {
				let key = from_argument(&payment.key)?;
				let chain = context.chain().await?;
				chain.confirm_payment(payment.agreement, payment.hash(), &key).await?;
				done(context, payment.agreement, "the payment is confirmed");
			},
			Self::Reject { payment } => {
				let key: Keypair = from_argument(&payment.key)?;
				let chain = context.chain().await?;
				chain.reject_payment(payment.agreement, payment.hash(), &key).await?;
				done(context, payment.agreement, "the payment is rejected, and owed again");
			},
			Self::Close { agreement, key } => {
				let key = from_argument(&key)?;
				let (chain, agreement) = find(context, agreement).await?;
				let (number, version) = (agreement.agreement, agreement.version);
				let period = chain.close_period(number, version, &key).await?;
				let value = json!({ "agreement": number, "version": version, "period": period });
				context.out.result(&value, || format!("period {period} is closed and recorded"));
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

async fn find(context: &Context, agreement: u32) -> Result<(Chain, Agreement)> {
	let chain = context.chain().await?;
	let agreement = chain.agreement(agreement).await?;
	Ok((chain, agreement))
}

fn amount(text: &str, decimals: u8) -> Result<u128> {
	parse_units(text, decimals)
		.map_err(|problem| Error::input(format!("`{text}` is no amount: {problem}")))
}

fn done(context: &Context, agreement: u32, what: &str) {
	let value = json!({ "agreement": agreement, "done": what });
	context.out.result(&value, || format!("agreement {agreement}: {what}"));
}

async fn reports(context: &Context, agreement: u32) -> Result<ExitCode> {
	let (chain, agreement) = find(context, agreement).await?;
	let reports = chain.reports(agreement.device, agreement.agreement).await?;
	context.out.result(&reports, || {
		let row = |report: &Report| {
			[
				report.number.to_string(),
				report.version.to_string(),
				report.lines.to_string(),
				format!("{:?}", report.state).to_lowercase(),
				time_text(report.payable_from),
				hex_bytes::encode(report.root),
			]
		};
		out::table(
			["report", "version", "lines", "state", "settled from", "root"],
			reports.iter().map(row),
		)
	});
	Ok(ExitCode::SUCCESS)
}

async fn disputes(context: &Context, agreement: u32) -> Result<ExitCode> {
	let (chain, agreement) = find(context, agreement).await?;
	let disputes = chain.disputes(agreement.agreement).await?;
	context.out.result(&disputes, || {
		let row = |dispute: &Dispute| {
			[
				dispute.number.to_string(),
				account_text(&dispute.by),
				agreement.conditions.amount_text(dispute.amount),
				time_text(dispute.decide_by),
				hex_bytes::encode(dispute.evidence),
			]
		};
		out::table(
			["report", "disputed by", "amount", "stands from", "evidence"],
			disputes.iter().map(row),
		)
	});
	Ok(ExitCode::SUCCESS)
}
