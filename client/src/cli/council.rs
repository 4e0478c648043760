//! Motions of the council.

use std::process::ExitCode;

use clap::Subcommand;
use subxt_signer::sr25519::Keypair;

use super::Context;
use bot_client::{
	chain::council::{Change, Motion, OpenMotion},
	hex_bytes,
	member_key::{account_text, from_argument},
	Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// List the motions that are open.
	List,
	/// Vote for a motion of any call.
	///
	/// Each council member runs the same command with its own key: the first one proposes, all vote,
	/// and the vote that makes two thirds of the council carries the motion; three quarters where the
	/// call is to be made as root. Members, collators and upgrades have commands of their own.
	Decide {
		/// The call, SCALE-encoded, in hexadecimal: the "encoded call data" of polkadot.js Apps.
		#[arg(value_parser = parse_bytes)]
		call: Bytes,
		#[command(flatten)]
		voters: Voters,
	},
}

/// Bytes that were given in hexadecimal.
#[derive(Clone, Debug)]
pub(super) struct Bytes(Vec<u8>);

fn parse_bytes(text: &str) -> Result<Bytes, String> {
	hex_bytes::decode(text).map(Bytes).map_err(|error| format!("no hexadecimal: {error}"))
}

/// Members of the council that vote.
#[derive(clap::Args, Debug)]
pub(super) struct Voters {
	/// Key of a council member that votes for it. May be given several times.
	#[arg(long = "key", value_name = "KEY", required = true)]
	keys: Vec<String>,
}

impl Voters {
	/// Moves `change` in their name, and tells how the motion stands.
	pub(super) async fn decide(&self, change: Change, context: &Context) -> Result<ExitCode> {
		let keys: Vec<Keypair> =
			self.keys.iter().map(|key| from_argument(key)).collect::<Result<_>>()?;
		let motion = context.chain().await?.decide(change, &keys).await?;
		context.out.result(&motion, || text(&motion));
		Ok(ExitCode::SUCCESS)
	}
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::List => list(context).await,
			Self::Decide { call: Bytes(bytes), voters } => {
				let call = context.chain().await?.decode_call(&bytes).await?;
				voters.decide(Change::Call(Box::new(call)), context).await
			},
		}
	}
}

fn text(motion: &Motion) -> String {
	let Motion { hash, ayes, threshold, seats, carried_in } = motion;
	match carried_in {
		Some(block) => format!("carried in block {block} by {ayes} of {seats} votes"),
		None => format!(
			"{ayes} of {seats} votes, {threshold} carry it (motion {hash})\nThe other members vote by \
			 running the same command with their --key."
		),
	}
}

async fn list(context: &Context) -> Result<ExitCode> {
	let motions = context.chain().await?.open_motions().await?;
	context.out.result(&motions, || match motions.is_empty() {
		true => "no motion is open".into(),
		false => motions.iter().map(open_text).collect::<Vec<_>>().join("\n\n"),
	});
	Ok(ExitCode::SUCCESS)
}

fn open_text(motion: &OpenMotion) -> String {
	let OpenMotion { hash, call, bytes, arguments, ayes, nays, threshold, ends_in } = motion;
	let names = |accounts: &[_]| match accounts.is_empty() {
		true => "nobody".into(),
		false => accounts.iter().map(account_text).collect::<Vec<_>>().join(", "),
	};
	format!(
		"{call} (motion {hash})\n  {arguments}\n  for: {}\n  against: {}\n  {threshold} votes carry it; \
		 it lapses in block {ends_in}\n  to vote for it: bot council decide {bytes} --key …",
		names(ayes),
		names(nays),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_call_is_hexadecimal() {
		assert_eq!(parse_bytes("0x0a0B").unwrap().0, [10, 11]);
		assert!(parse_bytes("0x0").is_err() && parse_bytes("call").is_err());
	}
}
