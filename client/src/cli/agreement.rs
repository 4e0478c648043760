//! Agreements on the sales of a device.

use std::process::ExitCode;

use bot_primitives::Millis;
use chrono::{DateTime, FixedOffset, Utc};
use clap::Subcommand;
use serde_json::json;

use super::{
	args::{millis, parse_duration, parse_means},
	Context,
};
use bot_client::{
	chain::{
		agreement_list::ListedParty,
		agreements::{
			parse_share, share_text, Agreement, Asset, Conditions, Deduction, Party, Payout, Rule,
			Split, Version,
		},
	},
	evidence::time_text,
	gateway::csv::parse_utc_offset,
	member_key::{account, account_text, from_argument, parse_account},
	money::{parse_units, units_text, BOT_DECIMALS},
	out, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Propose how the sales of a device are to be split.
	Propose {
		/// The device: its DID or its number.
		#[arg(long)]
		device: String,
		#[command(flatten)]
		split: SplitArgs,
		/// Who decides disputes.
		#[arg(long, value_name = "ACCOUNT")]
		arbiter: String,
		/// Number of the issued asset that sales are counted in. Without, it is BOT.
		#[arg(long, value_name = "NUMBER", requires = "currency")]
		asset: Option<u32>,
		/// Code of the currency that the asset stands for, such as EUR. BOT is its own.
		#[arg(long, value_name = "CODE")]
		currency: Option<String>,
		/// How many digits of an amount are behind the point: 2, or 12 of BOT, unless another number
		/// is given.
		#[arg(long, value_parser = clap::value_parser!(u8).range(0..=18))]
		decimals: Option<u8>,
		/// Where days begin, as an offset from UTC.
		#[arg(long, default_value = "+00:00", allow_hyphen_values = true, value_parser = parse_utc_offset)]
		utc_offset: FixedOffset,
		/// How long a party may dispute a report, such as 72h, 30m or 0s. Nothing of a report is paid
		/// before.
		#[arg(long, default_value = "72h", value_name = "DURATION", value_parser = parse_duration)]
		dispute_window: Millis,
		/// Key of the device's operator.
		#[arg(long)]
		key: String,
	},
	/// Accept an agreement that is proposed, or its amendment.
	Accept {
		/// Number of the agreement.
		agreement: u32,
		/// The share that the party agrees to, such as 15%; 0 for one that leaves. Where another one is
		/// proposed by now, nothing is accepted.
		#[arg(long, value_name = "SHARE")]
		share: Option<String>,
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
	/// Propose new terms for an active agreement. All parties, old and new, accept them.
	Amend {
		/// Number of the agreement.
		agreement: u32,
		#[command(flatten)]
		split: SplitArgs,
		/// From when on sales are split by the new terms, such as 2027-01-01T00:00:00Z.
		#[arg(long, value_name = "TIME")]
		from: DateTime<Utc>,
		/// Key of the operator.
		#[arg(long)]
		key: String,
	},
	/// Give up an agreement that was not activated, or an amendment that not all have accepted.
	Withdraw {
		/// Number of the agreement.
		agreement: u32,
		/// Give up its amendment.
		#[arg(long)]
		amendment: bool,
		/// Key of the operator who proposed it.
		#[arg(long)]
		key: String,
	},
	/// End an agreement, with notice.
	Terminate {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the operator or a party.
		#[arg(long)]
		key: String,
	},
	/// Propose a frozen agreement again, as the operator who runs the device now.
	Renew {
		/// Number of the frozen agreement.
		agreement: u32,
		/// Key of the device's operator.
		#[arg(long)]
		key: String,
	},
	/// Remove the oldest version of an agreement, or one that has ended, and have the deposit back.
	Forget {
		/// Number of the agreement.
		agreement: u32,
		/// Key of the operator.
		#[arg(long)]
		key: String,
	},
	/// List the agreements.
	List {
		/// Only those over this device: its DID or its number.
		#[arg(long)]
		device: Option<String>,
	},
	/// Show an agreement.
	Show {
		/// Number of the agreement.
		agreement: u32,
	},
}

/// How sales are split.
#[derive(clap::Args, Debug)]
pub(super) struct SplitArgs {
	/// A party and its share of what deductions leave, such as //Eve=60% or 5Grw…=325000 (parts per
	/// million). All shares make 100 %. With `,external` behind, its parts of reported sales are paid
	/// outside the chain.
	#[arg(long = "party", value_name = "ACCOUNT=SHARE", required = true)]
	parties: Vec<String>,
	/// What is taken off first, in this order: //Tax=gross:15.9664%, //Bank=rest:1.5%,means=card or
	/// //Pool=piece:0.25,class=2. Also `,external`, as of a party.
	#[arg(long = "deduct", value_name = "ACCOUNT=RULE")]
	deductions: Vec<String>,
}

impl SplitArgs {
	fn parse(&self, decimals: u8) -> Result<Split> {
		let split = Split {
			deductions: self
				.deductions
				.iter()
				.map(|text| parse_deduction(text, decimals))
				.collect::<Result<_>>()?,
			parties: self.parties.iter().map(|text| parse_party(text)).collect::<Result<_>>()?,
		};
		split.check()?;
		Ok(split)
	}
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let agreement = match self {
			Self::Propose {
				device,
				split,
				arbiter,
				asset,
				currency,
				decimals,
				utc_offset,
				dispute_window,
				key,
			} => {
				let key = from_argument(&key)?;
				let of_asset = if asset.is_some() { 2 } else { BOT_DECIMALS };
				let conditions = Conditions {
					asset: asset.map_or(Asset::Native, Asset::Issued),
					arbiter: parse_account(&arbiter)?,
					currency: currency.unwrap_or_else(|| "BOT".into()),
					decimals: decimals.unwrap_or(of_asset),
					utc_offset_minutes: i16::try_from(utc_offset.local_minus_utc() / 60)
						.map_err(Error::input)?,
					dispute_window,
				};
				let split = split.parse(conditions.decimals)?;
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.propose_agreement(device.index, &conditions, &split, &key).await?
			},
			Self::Accept { agreement, share, key } => {
				let key = from_argument(&key)?;
				let share = share.as_deref().map(parse_share).transpose()?;
				let chain = context.chain().await?;
				let proposed = chain.agreement(agreement).await?;
				let split = proposed.latest_split()?;
				let own = split.share_of(&account(&key));
				if share.is_some_and(|share| share != own) {
					return Err(Error::Invalid(format!(
						"the share of {} is {} by what is proposed: nothing was accepted; see `bot \
						 agreement show {agreement}`",
						account_text(&account(&key)),
						share_text(own)
					)));
				}
				chain.accept_agreement(agreement, split, &key).await?;
				agreement
			},
			Self::Activate { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.activate_agreement(agreement, &key).await?;
				agreement
			},
			Self::Amend { agreement, split, from, key } => {
				let key = from_argument(&key)?;
				let from = millis("--from", from)?;
				// What can be told without a node is told without one.
				split.parse(18)?;
				let chain = context.chain().await?;
				let decimals = chain.agreement(agreement).await?.conditions.decimals;
				chain.amend_agreement(agreement, &split.parse(decimals)?, from, &key).await?;
				agreement
			},
			Self::Withdraw { agreement, amendment, key } => {
				let key = from_argument(&key)?;
				let chain = context.chain().await?;
				if amendment {
					chain.withdraw_amendment(agreement, &key).await?;
				} else {
					chain.withdraw_agreement(agreement, &key).await?;
				}
				let what = if amendment { "amendment" } else { "agreement" };
				return Ok(done(context, agreement, what, "withdrawn"));
			},
			Self::Terminate { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.terminate_agreement(agreement, &key).await?;
				agreement
			},
			Self::Renew { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.renew_agreement(agreement, &key).await?
			},
			Self::Forget { agreement, key } => {
				let key = from_argument(&key)?;
				context.chain().await?.forget_agreement(agreement, &key).await?;
				return Ok(done(context, agreement, "oldest version", "forgotten"));
			},
			Self::List { device } => return list(context, device.as_deref()).await,
			Self::Show { agreement } => agreement,
		};
		let agreement = context.chain().await?.agreement(agreement).await?;
		context.out.result(&agreement, || text(&agreement));
		Ok(ExitCode::SUCCESS)
	}
}

async fn list(context: &Context, device: Option<&str>) -> Result<ExitCode> {
	let chain = context.chain().await?;
	let mut agreements = chain.agreements().await?;
	if let Some(device) = device {
		let device = chain.find_device(device).await?.index;
		agreements.retain(|each| each.device == device);
	}
	context.out.result(&agreements, || {
		let rows = agreements.iter().map(|each| {
			let share = |it: &ListedParty| {
				format!("{} {}", account_text(&it.account), share_text(it.share_ppm))
			};
			[
				each.agreement.to_string(),
				each.device.to_string(),
				each.state.clone(),
				account_text(&each.operator),
				each.currency_code.clone(),
				each.parties.iter().map(share).collect::<Vec<_>>().join("\n"),
			]
		});
		out::table(["agreement", "device", "state", "operator", "currency", "parties"], rows)
	});
	Ok(ExitCode::SUCCESS)
}

fn done(context: &Context, agreement: u32, what: &str, state: &str) -> ExitCode {
	let value = json!({ "agreement": agreement, "what": what, "state": state });
	context.out.result(&value, || format!("agreement {agreement}: the {what} is {state}"));
	ExitCode::SUCCESS
}

fn text(agreement: &Agreement) -> String {
	let Conditions { arbiter, .. } = &agreement.conditions;
	let ends = agreement.ends_at.map(|at| format!(", ends {}", time_text(at)));
	let mut text = format!(
		"agreement {} over device {}, {}{}\n{}",
		agreement.agreement,
		agreement.device,
		agreement.state,
		ends.unwrap_or_default(),
		out::pairs([
			("operator", account_text(&agreement.operator)),
			("arbiter", account_text(arbiter)),
			("asset", asset_text(&agreement.conditions)),
			("disputes within", format!("{} s", agreement.conditions.dispute_window / 1_000)),
		])
	);
	for version in &agreement.versions {
		text += "\n";
		text += &version_text(version, agreement);
	}
	text
}

fn asset_text(conditions: &Conditions) -> String {
	match conditions.asset {
		Asset::Native => format!("BOT, {} decimals", conditions.decimals),
		Asset::Issued(number) => {
			format!("{number} ({}, {} decimals)", conditions.currency, conditions.decimals)
		},
	}
}

fn version_text(version: &Version, agreement: &Agreement) -> String {
	let state = match version.version == agreement.version {
		true if agreement.state == "proposed" => "proposed".into(),
		true => format!("in force since {}", time_text(version.in_force_from)),
		false if version.version > agreement.version => {
			format!("in force from {}, if all accept", time_text(version.in_force_from))
		},
		false => "of the past".into(),
	};
	let accepted = |account| if version.missing.contains(account) { "no" } else { "yes" };
	let payout = |payout| match payout {
		Payout::OnChain => "on the chain",
		Payout::External => "outside",
	};
	let deductions = version.split.deductions.iter().map(|it| {
		let payee = account_text(&it.payee);
		[payee, rule_text(it, &agreement.conditions), payout(it.payout).into(), String::new()]
	});
	let parties = version.split.parties.iter().map(|it| {
		[
			account_text(&it.account),
			share_text(it.share_ppm),
			payout(it.payout).into(),
			accepted(&it.account).into(),
		]
	});
	let table =
		out::table(["payee", "what", "reported sales", "accepted"], deductions.chain(parties));
	format!("version {}, {state}\n{table}", version.version)
}

fn rule_text(deduction: &Deduction, conditions: &Conditions) -> String {
	let mut text = match deduction.rule {
		Rule::OfGross(ppm) => format!("{} of gross", share_text(ppm)),
		Rule::OfRemainder(ppm) => format!("{} of the rest", share_text(ppm)),
		Rule::PerPiece(amount) => {
			format!("{} a piece", units_text(amount, conditions.decimals))
		},
	};
	if let Some(class) = deduction.class {
		text += &format!(", class {class}");
	}
	if let Some(means) = deduction.means {
		text += &format!(", {means:?}");
	}
	text
}

fn parse_party(text: &str) -> Result<Party> {
	let bad = || Error::input(format!("`{text}` is no party: write //Eve=60%"));
	let (account, rest) = text.rsplit_once('=').ok_or_else(bad)?;
	let (share, payout) = match rest.strip_suffix(",external") {
		Some(share) => (share, Payout::External),
		None => (rest, Payout::OnChain),
	};
	Ok(Party { account: parse_account(account)?, share_ppm: parse_share(share)?, payout })
}

fn parse_deduction(text: &str, decimals: u8) -> Result<Deduction> {
	let bad = || {
		Error::input(format!(
			"`{text}` is no deduction: write //Tax=gross:15.9664%, //Bank=rest:1.5%,means=card or \
			 //Pool=piece:0.25,class=2"
		))
	};
	let (account, rest) = text.split_once('=').ok_or_else(bad)?;
	let mut parts = rest.split(',');
	let (kind, value) = parts.next().unwrap_or_default().split_once(':').ok_or_else(bad)?;
	let rule = match kind {
		"gross" => Rule::OfGross(parse_share(value)?),
		"rest" => Rule::OfRemainder(parse_share(value)?),
		"piece" => Rule::PerPiece(parse_units(value, decimals).map_err(|problem| {
			Error::input(format!("`{value}` is no amount for each piece: {problem}"))
		})?),
		_ => return Err(bad()),
	};
	let payee = parse_account(account)?;
	let mut deduction =
		Deduction { payee, payout: Payout::OnChain, rule, class: None, means: None };
	for part in parts {
		match part.split_once('=') {
			None if part == "external" => deduction.payout = Payout::External,
			Some(("class", class)) => deduction.class = Some(class.parse().map_err(|_| bad())?),
			Some(("means", means)) => {
				deduction.means = Some(parse_means(means).map_err(Error::Input)?);
			},
			_ => return Err(bad()),
		}
	}
	Ok(deduction)
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::sales::PaymentMeans;

	#[test]
	fn parties_and_deductions_are_read() {
		let account = parse_account("//Eve").unwrap();
		let party = |share_ppm, payout| Party { account, share_ppm, payout };
		assert_eq!(parse_party("//Eve=60%").unwrap(), party(600_000, Payout::OnChain));
		assert_eq!(parse_party("//Eve=7,external").unwrap(), party(7, Payout::External));
		let deduction =
			|payout, rule, class, means| Deduction { payee: account, payout, rule, class, means };
		for (text, expected) in [
			(
				"//Eve=gross:15.9664%",
				deduction(Payout::OnChain, Rule::OfGross(159_664), None, None),
			),
			(
				"//Eve=rest:1.5%,means=card,external",
				deduction(
					Payout::External,
					Rule::OfRemainder(15_000),
					None,
					Some(PaymentMeans::Card),
				),
			),
			(
				"//Eve=piece:0.25,class=2",
				deduction(Payout::OnChain, Rule::PerPiece(25), Some(2), None),
			),
		] {
			assert_eq!(parse_deduction(text, 2).unwrap(), expected);
		}
		for bad in ["//Eve", "//Eve=60%", "//Eve=half:1", "//Eve=gross:1,x", "//Eve=piece:0.255"] {
			assert_eq!(parse_deduction(bad, 2).err().map(|error| error.exit_code()), Some(2));
		}
		assert!(parse_deduction("//Eve=rest:1%,class=300", 2).is_err());
		assert!(parse_deduction("//Eve=rest:1%,means=shells", 2).is_err());
	}
}
