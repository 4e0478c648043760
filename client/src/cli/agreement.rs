//! Agreements on the sales of a device, purchases and statements.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::Context;
use bot_client::{
	chain::revenue::{parse_share, share_text, Agreement, Share, Statement, WHOLE},
	member_key::{account_text, from_argument, parse_account},
	money, out, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Propose how the sales of a device are to be split.
	Propose {
		/// The device: its DID or its number.
		#[arg(long)]
		device: String,
		/// A party and its share, such as //Eve=60% or 5Grw…=325000 (parts per million). All shares
		/// make 100 %.
		#[arg(long = "party", value_name = "ACCOUNT=SHARE", required = true)]
		parties: Vec<String>,
		/// Key of the device's operator.
		#[arg(long)]
		key: String,
	},
	/// Accept an agreement.
	Accept {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the party.
		#[arg(long)]
		key: String,
	},
	/// Split the sales of the device by an agreement from now on.
	Activate {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the operator who proposed it.
		#[arg(long)]
		key: String,
	},
	/// Give up an agreement that is not active.
	Withdraw {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the operator who proposed it.
		#[arg(long)]
		key: String,
	},
	/// Show an agreement.
	Show {
		/// Number of the agreement.
		agreement: u32,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let agreement = match self {
			Self::Propose { device, parties, key } => {
				let key = from_argument(&key)?;
				let shares: Result<Vec<_>> =
					parties.iter().map(|party| parse_party(party)).collect();
				let shares = whole(shares?)?;
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.propose_agreement(device.index, &shares, &key).await?
			},
			Self::Accept { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.accept_agreement(agreement, &key).await?;
				agreement
			},
			Self::Activate { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.activate_agreement(agreement, &key).await?;
				agreement
			},
			Self::Withdraw { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.withdraw_agreement(agreement, &key).await?;
				let value = json!({ "agreement": agreement, "state": "withdrawn" });
				context.out.result(&value, || format!("agreement {agreement} is withdrawn"));
				return Ok(ExitCode::SUCCESS);
			},
			Self::Show { agreement } => agreement,
		};
		let agreement = context.chain().await?.agreement(agreement).await?;
		context.out.result(&agreement, || text(&agreement));
		Ok(ExitCode::SUCCESS)
	}
}

fn text(agreement: &Agreement) -> String {
	let rows = agreement.parties.iter().map(|party| {
		let accepted = if party.accepted { "yes" } else { "no" };
		[account_text(&party.account), share_text(party.share_ppm), accepted.into()]
	});
	format!(
		"agreement {} over device {}, {}, proposed by {}\n{}",
		agreement.agreement,
		agreement.device,
		agreement.state,
		account_text(&agreement.operator),
		out::table(["party", "share", "accepted"], rows)
	)
}

fn parse_party(text: &str) -> Result<Share> {
	let (account, share) = text
		.rsplit_once('=')
		.ok_or_else(|| Error::input(format!("`{text}` is no party: write //Eve=60%")))?;
	Ok(Share { account: parse_account(account)?, ppm: parse_share(share)? })
}

fn whole(shares: Vec<Share>) -> Result<Vec<Share>> {
	let sum: u64 = shares.iter().map(|share| u64::from(share.ppm)).sum();
	if sum == u64::from(WHOLE) {
		return Ok(shares);
	}
	Err(Error::input(format!("the shares add up to {sum} parts per million, not to {WHOLE}")))
}

/// Pay for something that the device of an agreement sells.
#[derive(clap::Args, Debug)]
pub(super) struct PurchaseArgs {
	/// Number of the agreement.
	#[arg(long)]
	agreement: u32,
	/// Price in BOT, such as 1.50.
	#[arg(long)]
	price: String,
	/// Key of the buyer.
	#[arg(long)]
	key: String,
}

impl PurchaseArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let (price, key) = (money::parse(&self.price)?, from_argument(&self.key)?);
		let chain = context.chain().await?;
		let sale = chain.sale(chain.submit_purchase(self.agreement, price, &key).await?).await?;
		let parties = chain.agreement(self.agreement).await?.parties;
		let value = json!({
			"agreement": self.agreement,
			"sale": sale.sale,
			"price": sale.price.to_string(),
			"parts": sale.parts.iter().map(u128::to_string).collect::<Vec<_>>(),
		});
		context.out.result(&value, || {
			let rows = parties.iter().zip(&sale.parts);
			let rows = rows.map(|(party, part)| [account_text(&party.account), money::text(*part)]);
			let table = out::table(["party", "part"], rows);
			format!("sale {} for {}, split at once\n{table}", sale.sale, money::text(sale.price))
		});
		Ok(ExitCode::SUCCESS)
	}
}

/// Pay out what was kept for a party that could not receive it.
#[derive(clap::Args, Debug)]
pub(super) struct ClaimArgs {
	/// Number of the agreement.
	#[arg(long)]
	agreement: u32,
	/// Account of the party.
	#[arg(long)]
	party: String,
	/// Key of whoever pays the fee.
	#[arg(long)]
	key: String,
}

impl ClaimArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let (party, key) = (parse_account(&self.party)?, from_argument(&self.key)?);
		context.chain().await?.claim(self.agreement, party, &key).await?;
		let value = json!({ "agreement": self.agreement, "party": party });
		context.out.result(&value, || format!("paid out to {}", account_text(&party)));
		Ok(ExitCode::SUCCESS)
	}
}

/// Show what was sold under an agreement, and each party's part.
#[derive(clap::Args, Debug)]
pub(super) struct StatementArgs {
	/// Number of the agreement.
	agreement: u32,
}

impl StatementArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let statement: Statement = context.chain().await?.statement(self.agreement).await?;
		let difference = statement.difference()?;
		context.out.result(&statement, || {
			let rows = statement.parties.iter().map(|party| {
				[
					account_text(&party.account),
					share_text(party.share_ppm),
					money::text(party.total),
					money::text(party.unclaimed),
				]
			});
			format!(
				"agreement {}: {} sales, gross {}\n{}\nparties' sum minus gross: {difference}",
				statement.agreement,
				out::grouped(statement.sales),
				money::text(statement.gross),
				out::table(["party", "share", "due in all", "kept, not received"], rows)
			)
		});
		Ok(ExitCode::SUCCESS)
	}
}
