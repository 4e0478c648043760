//! Upgrades of the runtime.

use std::{
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

use clap::Subcommand;
use serde_json::json;

use super::{council::Voters, Context};
use bot_client::{chain::council::Change, member_key::from_argument, Error, Result};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Show the runtime of the chain, and the one that the council has authorized.
	Show,
	/// Vote to authorize an upgrade of the runtime.
	///
	/// Each council member runs the same command with its own key, with the code that it has built
	/// itself: the vote that makes three quarters of the council carries the motion.
	Authorize {
		/// The code of the runtime, compressed.
		code: PathBuf,
		#[command(flatten)]
		voters: Voters,
	},
	/// Hand in the code of the runtime that the council has authorized. Anyone may.
	Apply {
		/// The code of the runtime, compressed.
		code: PathBuf,
		/// Key of the account that hands it in. A valid upgrade costs nothing.
		#[arg(long)]
		key: String,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Show => show(context).await,
			Self::Authorize { code, voters } => {
				let code = read(&code)?;
				let hash = context.chain().await?.code_hash(&code).await?;
				context.out.line(&format!("code of {} bytes, hash {hash:?}", code.len()));
				voters.decide(Change::Upgrade(hash), context).await
			},
			Self::Apply { code, key } => {
				let (code, key) = (read(&code)?, from_argument(&key)?);
				let block = context.chain().await?.apply_upgrade(code, &key).await?.number;
				context.out.result(&json!({ "block": block }), || {
					format!(
						"the code is in block {block}; the runtime changes when the relay chain lets it"
					)
				});
				Ok(ExitCode::SUCCESS)
			},
		}
	}
}

async fn show(context: &Context) -> Result<ExitCode> {
	let chain = context.chain().await?;
	let runtime = chain.runtime_version().await?;
	let authorized = chain.authorized_upgrade().await?.map(|hash| format!("{hash:?}"));
	context.out.result(&json!({ "runtime": runtime, "authorized": authorized }), || {
		let authorized = authorized.as_deref().unwrap_or("none");
		format!(
			"runtime {} version {}\nauthorized upgrade: {authorized}",
			runtime.spec_name, runtime.spec_version
		)
	});
	Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Vec<u8>> {
	fs::read(path).map_err(|error| Error::file(path, error))
}
