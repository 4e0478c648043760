//! Recalls.

use std::process::ExitCode;

use bot_primitives::{Hash256, ModelId, RecallReason, RecallTarget};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use serde_json::json;

use super::{
	args::{millis, parse_hash},
	Context,
};
use bot_client::{
	chain::standing::{reason_text, target_text, REASONS},
	evidence::time_text,
	hex_bytes,
	member_key::{from_argument, parse_account},
	out, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Recall devices: none of them may act until the recall ends.
	Add {
		#[command(flatten)]
		target: Target,
		/// Why: safety, security, malfunction, regulation or other.
		#[arg(long, value_parser = parse_reason)]
		reason: RecallReason,
		/// When it ends by itself, such as 2027-01-31T00:00:00Z.
		#[arg(long)]
		until: Option<DateTime<Utc>>,
		/// Key of a supervisor.
		#[arg(long)]
		key: String,
	},
	/// End a recall.
	Lift {
		#[command(flatten)]
		target: Target,
		/// Key of a supervisor.
		#[arg(long)]
		key: String,
	},
	/// List the recalls.
	List,
}

/// Which devices are recalled.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct Target {
	/// Those of the model of this number.
	#[arg(long)]
	model: Option<ModelId>,
	/// Those that run the firmware with this SHA-256.
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	firmware: Option<Hash256>,
	/// Those that this provider made.
	#[arg(long, value_name = "ACCOUNT")]
	provider: Option<String>,
	/// Those that this member made or runs.
	#[arg(long, value_name = "ACCOUNT")]
	member: Option<String>,
}

impl Target {
	fn parse(self) -> Result<RecallTarget> {
		match self {
			Self { model: Some(model), .. } => Ok(RecallTarget::Model(model)),
			Self { firmware: Some(firmware), .. } => Ok(RecallTarget::Firmware(firmware)),
			Self { provider: Some(account), .. } => {
				parse_account(&account).map(|account| RecallTarget::Provider(account.0))
			},
			Self { member: Some(account), .. } => {
				parse_account(&account).map(|account| RecallTarget::Member(account.0))
			},
			_ => Err(Error::input("name a model, a firmware, a provider or a member")),
		}
	}
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Add { target, reason, until, key } => {
				let (target, key) = (target.parse()?, from_argument(&key)?);
				let until = until.map(|time| millis("--until", time)).transpose()?;
				let chain = context.chain().await?;
				let record = chain.recall(target, reason, until, &key).await?;
				let (target, reason) = (target_text(&target), reason_text(reason));
				let until = until.map(time_text);
				let value = json!({
					"target": target,
					"reason": reason,
					"until": until,
					"record": hex_bytes::encode(record),
				});
				context.out.result(&value, || {
					let until =
						until.map_or("until it is lifted".into(), |time| format!("until {time}"));
					format!("recalled: {target} ({reason}), {until}")
				});
			},
			Self::Lift { target, key } => {
				let (target, key) = (target.parse()?, from_argument(&key)?);
				let record = context.chain().await?.lift_recall(target, &key).await?;
				let target = target_text(&target);
				let value = json!({ "target": target, "record": hex_bytes::encode(record) });
				context.out.result(&value, || format!("not recalled any more: {target}"));
			},
			Self::List => {
				let recalls = context.chain().await?.recalls().await?;
				context.out.result(&recalls, || {
					let rows = recalls.iter().map(|recall| {
						let until = recall.until.clone();
						[
							recall.target.clone(),
							recall.reason.clone(),
							until.unwrap_or_else(|| "lifted".into()),
						]
					});
					out::table(["devices", "reason", "until"], rows)
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

fn parse_reason(text: &str) -> Result<RecallReason, String> {
	REASONS.iter().find(|(name, _)| *name == text).map(|(_, reason)| *reason).ok_or_else(|| {
		let names = REASONS.map(|(name, _)| name).join(", ");
		format!("`{text}` is no reason: {names}")
	})
}
