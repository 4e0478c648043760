//! An upgrade of the runtime, as the council makes it.

use anyhow::{ensure, Result};
use bot_client::chain::{council::Change, Chain};
use subxt_signer::sr25519::dev;

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
