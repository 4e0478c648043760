//! What was recorded under one runtime is proved under the next one.
//!
//! This test needs a node that is built, and a second runtime: `scripts/test-upgrade` makes that and
//! runs it.

use anyhow::{ensure, Result};
use bot_client::chain::Chain;
use bot_node_tests::{
	device::register_one,
	node::Node,
	proof::{archive, ensure_proved},
	sealing::{seal_many, while_sealing, MANUAL},
	upgrade::{next_runtime, spec_version, upgrade},
};
use tempfile::tempdir;

/// Blocks within which the relay chain lets an upgrade through.
const PATIENCE: u32 = 20;

#[tokio::test]
#[ignore = "needs a built node and a second runtime: run scripts/test-upgrade"]
async fn a_record_survives_an_upgrade_of_the_runtime() -> Result<()> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	let signer = while_sealing(&chain, register_one(&chain)).await?;
	let did = signer.did();
	let old = signer.batch(0)?;
	signer.attest(&chain, &old).await?;
	seal_many(&chain, 2).await?;
	let before = ensure_proved(&chain, &did, &old).await?;
	let first_version = spec_version(&chain).await?;

	let code = next_runtime()?;
	println!("the next runtime has {} bytes, compressed", code.len());
	while_sealing(&chain, upgrade(&chain, code)).await?;
	let mut blocks = 0;
	while spec_version(&chain).await? == first_version {
		ensure!(blocks < PATIENCE, "no new runtime after {blocks} blocks");
		seal_many(&chain, 1).await?;
		blocks += 1;
	}
	let version = spec_version(&chain).await?;
	ensure!(version > first_version);
	println!("runtime {first_version} was replaced by {version}, {blocks} blocks later");

	// A client that knew the first runtime, and one that meets the second at once.
	let fresh = Chain::connect(node.url()).await?;
	for chain in [&chain, &fresh] {
		ensure!(ensure_proved(chain, &did, &old).await? == before);
	}
	let new = signer.batch(1)?;
	signer.attest(&fresh, &new).await?;
	seal_many(&fresh, 2).await?;
	ensure_proved(&fresh, &did, &new).await?;
	let other = while_sealing(&fresh, register_one(&fresh)).await;
	ensure!(other.is_err(), "the device is registered already, as the new runtime knows");
	drop((chain, fresh));
	node.stop().await?;

	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	ensure!(spec_version(&chain).await? == version);
	ensure!(ensure_proved(&chain, &did, &old).await? == before);
	ensure_proved(&chain, &did, &new).await?;
	let records: usize = archive(&chain).await?.iter().map(|(_, records)| records.len()).sum();
	ensure!(records == 2, "{records} records");
	node.stop().await
}
