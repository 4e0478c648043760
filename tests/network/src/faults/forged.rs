//! A member runs a runtime that pays its collator for each block.

use std::{
	fs,
	path::{Path, PathBuf},
	process::{Command, Output},
	time::Duration,
};

use anyhow::{ensure, Context, Result};
use bot_client::{
	chain::{runtime, Chain},
	member_key::account,
};
use serde_json::Value;
use subxt_signer::sr25519::dev;

use super::{Scene, RECOVERY_TIMEOUT};
use crate::{
	network::{COLLATORS, VALIDATORS},
	node::{wait_until, Tail},
};

/// How long validators may take to meet a block of the forger.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(300);

/// What validators log of a block that they refuse.
const REFUSALS: [&str; 2] =
	["Failed to validate candidate", "Validation yielded an invalid candidate"];

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

	// Those who are honest are held meanwhile, so that the next block is the forger's to make.
	let honest = [COLLATORS[0], COLLATORS[1]];
	for number in honest {
		scene.network.node(number)?.pause()?;
	}
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
	scene.network.take_node(forger)?.stop().await?;
	for number in honest {
		scene.network.node(number)?.resume()?;
	}
	let count = refusals(scene).len().saturating_sub(refusals_before);
	let refused = refuse_import(scene, forger)?;

	let height = scene.finalized_by(witness).await?.saturating_add(3);
	scene.network.wait_for_finalized_by(witness, height, RECOVERY_TIMEOUT).await?;
	let after = balance(&chain).await?;
	ensure!(after <= before, "the forger was paid {} units", after.saturating_sub(before));
	// What it holds is of a chain that nobody else has.
	scene.network.delete_data(forger)?;
	scene.network.start_node(forger)?;
	scene.network.wait_for_answer(forger).await?;
	scene.network.wait_for_finalized_by(forger, height, RECOVERY_TIMEOUT).await?;
	Ok(format!(
		"validators refused {count} times what the forger sent; another member's node takes its chain up to \
		 block {refused} and not further; the chain went on, and nobody was paid"
	))
}

/// Imports what the forger has by the node as it is, and gives the last block that this takes.
fn refuse_import(scene: &Scene, forger: u8) -> Result<u64> {
	let start = scene.network.how_to_start(forger);
	let dir = scene.network.dir();
	let (blocks, copy) = (dir.join("forged-blocks"), dir.join("refused"));
	let specs = scene.network.specs();
	let run = |base_path: &Path, args: &[&str]| -> Result<Output> {
		let mut command = Command::new(&start.program);
		let command = command.args(args).arg("--base-path").arg(base_path);
		Ok(command.arg("--chain").arg(&specs.parachain).output()?)
	};
	let file = blocks.display().to_string();
	let exported = run(&start.base_path, &["export-blocks", "--binary", &file])?;
	let told = String::from_utf8_lossy(&exported.stderr);
	ensure!(exported.status.success(), "the forger's blocks are not exported: {told}");
	let imported = run(&copy, &["import-blocks", "--binary", &file])?;
	let told = String::from_utf8_lossy(&imported.stderr);
	let line = told.lines().find(|line| line.contains("rror")).context("all were imported")?;
	println!("   another node's log, of the forger's blocks: {line}");
	let best = |base_path: &Path| -> Result<u64> {
		let info: Value = serde_json::from_slice(&run(base_path, &["chain-info"])?.stdout)?;
		info["best_number"].as_u64().context("the node tells no best block")
	};
	let (forged, taken) = (best(&start.base_path)?, best(&copy)?);
	ensure!(taken < forged, "block {forged} of the forger was imported");
	Ok(taken)
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
