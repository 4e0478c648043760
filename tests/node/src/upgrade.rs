//! An upgrade of the runtime, as the council makes it.

use std::path::PathBuf;

use anyhow::{ensure, Context, Result};
use bot_client::chain::{council::Change, Chain};
use polkadot_sdk::sp_maybe_compressed_blob::{compress_strongly, CODE_BLOB_BOMB_LIMIT};
use subxt_signer::sr25519::dev;

/// The runtime that `scripts/next-runtime` has made and the variable `BOT_NEXT_RUNTIME` names,
/// compressed as on any chain: the relay chain bounds its size.
pub fn next_runtime() -> Result<Vec<u8>> {
	let path = std::env::var_os("BOT_NEXT_RUNTIME").map(PathBuf::from);
	let path = path.context("BOT_NEXT_RUNTIME names no runtime: see scripts/next-runtime")?;
	let code = std::fs::read(&path).with_context(|| path.display().to_string())?;
	compress_strongly(&code, CODE_BLOB_BOMB_LIMIT).context("the runtime is too large")
}

/// The version of the runtime at the best block.
pub async fn spec_version(chain: &Chain) -> Result<u32> {
	Ok(chain.runtime_version().await?.spec_version)
}

/// Lets the whole council authorize `code` as the next runtime, and applies it.
pub async fn upgrade(chain: &Chain, code: Vec<u8>) -> Result<()> {
	let hash = chain.code_hash(&code).await?;
	let council = [dev::alice(), dev::bob(), dev::charlie()];
	let motion = chain.decide(Change::Upgrade(hash), &council).await?;
	ensure!(motion.carried_in.is_some(), "{motion:?}");
	ensure!(chain.authorized_upgrade().await? == Some(hash));
	chain.apply_upgrade(code, &dev::alice()).await?;
	ensure!(chain.authorized_upgrade().await?.is_none());
	Ok(())
}
