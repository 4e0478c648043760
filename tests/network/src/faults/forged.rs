//! A member runs a runtime that pays its collator for each block.

use std::{fs, path::PathBuf, time::Duration};

use anyhow::{ensure, Context, Result};
use bot_client::{chain::{runtime, Chain}, member_key::account};
use subxt_signer::sr25519::dev;

use super::{Scene, RECOVERY_TIMEOUT};
use crate::{
	network::{COLLATORS, VALIDATORS},
	node::{wait_until, Tail},
};

/// How long validators may take to meet a block of the forger.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(300);

/// What validators log of a block that they refuse.
const REFUSALS: [&str; 2] = ["Failed to validate candidate", "Validation yielded an invalid candidate"];

/// The forged runtime, which `scripts/test-network` builds.
fn forged_runtime() -> Result<PathBuf> {
	let path = std::env::var_os("BOT_FORGED_RUNTIME").map(PathBuf::from);
	path.context("BOT_FORGED_RUNTIME names no runtime: run scripts/test-network")
}

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let [witness, _, forger] = COLLATORS;
	let runtime = forged_runtime()?;
	let overrides = scene.network.dir().join("forged");
	fs::create_dir_all(&overrides)?;
	fs::copy(&runtime, overrides.join("forged.wasm"))?;
	let chain = scene.network.chain(witness).await?;
	let before = balance(&chain).await?;
	let refusals_before = refusals(scene).len();

	let height = scene.finalized_by(witness).await?;
	scene.network.take_node(forger)?.stop().await?;
	let mut start = scene.network.how_to_start(forger);
	let overriding = ["--wasm-runtime-overrides".into(), overrides.display().to_string()];
	start.args.splice(0..0, overriding);
	scene.network.start_node_as(&start)?;
	scene.network.wait_for_answer(forger).await?;

	let line = wait_until("a validator refuses a forged block", REFUSAL_TIMEOUT, async || {
		Ok(refusals(scene).get(refusals_before).cloned())
	})
	.await?;
	println!("   a validator's log: {line}");
	let refused_own = scene.network.log(forger).lines_with(&["Storage root must match"]);
	if let Some(line) = refused_own.last() {
		println!("   the forger's log, of blocks of others: {line}");
	}
	let meanwhile = scene.finalized_by(witness).await?;
	scene
		.network
		.wait_for_finalized_by(witness, meanwhile.max(height).saturating_add(3), RECOVERY_TIMEOUT)
		.await?;
	let after = balance(&chain).await?;
	ensure!(after <= before, "the forger was paid {} units", after.saturating_sub(before));

	let count = refusals(scene).len().saturating_sub(refusals_before);
	scene.network.take_node(forger)?.stop().await?;
	// What it holds is of a chain that nobody else has.
	scene.network.delete_data(forger)?;
	scene.network.start_node(forger)?;
	scene.network.wait_for_answer(forger).await?;
	Ok(format!("validators refused {count} forged blocks; the chain went on, and nobody was paid"))
}

/// What validators have logged of blocks that they refused.
fn refusals(scene: &Scene) -> Vec<String> {
	let logs = VALIDATORS.into_iter().map(|validator| scene.network.log(validator));
	logs.flat_map(|log| log.lines_with(&REFUSALS)).collect()
}

/// What the forger has, on the chain that is final.
async fn balance(chain: &Chain) -> Result<u128> {
	let at = chain.at_finalized().await?;
	let who = account(&dev::charlie());
	let found = at.storage().try_fetch(runtime::storage().system().account(), (who,)).await?;
	Ok(found.context("the account is there")?.decode()?.data.free)
}
