//! Collators: who makes the blocks.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{council::Voters, Context};
use bot_client::{
	chain::{collators::Collator, council::Change},
	hex_bytes,
	member_key::{account_text, from_argument, parse_account},
	out, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// List those whom the council lets make blocks, and those who do now.
	List,
	/// Put a new session key of the node on the chain, with the proof that the node holds it.
	///
	/// The node that --url names makes the key and keeps it: name the collator's own node, from its own
	/// machine. The key is used from the session after next on. To replace a key is the same command.
	SetKeys {
		/// Key of the account that is to make blocks.
		#[arg(long)]
		key: String,
	},
	/// Take the session key of a collator off the chain.
	///
	/// Do it when the council has removed the collator, not before: a collator without a key makes no
	/// blocks, and its turns pass without one.
	PurgeKeys {
		/// Key of the account.
		#[arg(long)]
		key: String,
	},
	/// Vote to let an account make blocks. It needs a session key first: see `set-keys`.
	///
	/// Each council member runs the same command with its own key, as for members.
	Add {
		/// The account.
		account: String,
		#[command(flatten)]
		voters: Voters,
	},
	/// Vote to let an account make no more blocks, from the session after next on.
	Remove {
		/// The account.
		account: String,
		#[command(flatten)]
		voters: Voters,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::List => list(context).await,
			Self::SetKeys { key } => {
				let key = from_argument(&key)?;
				let session_key = context.chain().await?.set_session_keys(&key).await?;
				context.out.result(&json!({ "key": session_key }), || {
					let key = hex_bytes::encode(session_key.0);
					format!("session key {key}, used from the session after next on")
				});
				Ok(ExitCode::SUCCESS)
			},
			Self::PurgeKeys { key } => {
				let key = from_argument(&key)?;
				context.chain().await?.purge_session_keys(&key).await?;
				context.out.result(&json!({ "key": null }), || "the session key is gone".into());
				Ok(ExitCode::SUCCESS)
			},
			Self::Add { account, voters } => {
				voters.decide(Change::AddCollator(parse_account(&account)?), context).await
			},
			Self::Remove { account, voters } => {
				voters.decide(Change::RemoveCollator(parse_account(&account)?), context).await
			},
		}
	}
}

async fn list(context: &Context) -> Result<ExitCode> {
	let collators = context.chain().await?.collators().await?;
	context.out.result(&collators, || {
		let rows = collators.iter().map(|collator| {
			let Collator { account, named, active, key } = collator;
			let state = match (named, active) {
				(true, true) => "makes blocks",
				(true, false) => "not yet",
				(false, _) => "removed, until the session after next",
			};
			let key = key.map_or("none".into(), |key| hex_bytes::encode(key.0));
			[account_text(account), state.into(), key]
		});
		out::table(["account", "state", "session key"], rows)
	});
	Ok(ExitCode::SUCCESS)
}
