//! What members signed and what was archived proves a reading when there is no node any more, with
//! nothing but the command line program.
//!
//! Needs a node that is built: `scripts/test-node` runs it.

use std::fs;

use anyhow::{ensure, Result};
use bot_client::chain::number_of;
use bot_node_tests::{cli::Bot, device::register_one, node::Node};
use tempfile::tempdir;

const CSV: &str = "timestamp,value\n\
	2026-01-01 00:00:00,3.9\n\
	2026-01-01 00:05:00,4.1\n\
	2026-01-01 00:10:00,4.4\n";

/// Arguments that verify `file` by what members signed.
fn by_members<'a>(file: &'a str, checkpoint: &'a str) -> [&'a str; 6] {
	["verify", file, "--members", "members.json", "--checkpoint", checkpoint]
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn a_reading_is_proved_by_members_and_an_archive_without_a_node() -> Result<()> {
	let dir = tempdir()?;
	let args = ["--dev-block-time", "250"];
	let (node, chain) = Node::start(dir.path(), &args).await?;
	let bot = Bot::new(dir.path(), node.url())?;
	let did = register_one(&chain).await?.did().to_string();
	fs::write(dir.path().join("readings.csv"), CSV)?;
	bot.succeed(&[
		"attest",
		"--device",
		&did,
		"--device-key",
		"//node-test",
		"--csv",
		"readings.csv",
		"--unit",
		"Cel",
	])
	.await?;
	let prove = |reading| ["prove", "--device", &did, "--reading", reading, "--out", "early.json"];
	bot.succeed(&prove("1")).await?;
	chain.wait_for_finalized(number_of(&chain.at_finalized().await?)? + 3).await?;

	// Two of three members sign the same header, each in a file of its own.
	bot.succeed(&["checkpoint", "members"]).await?;
	bot.succeed(&["checkpoint", "sign", "--key", "//Alice", "--out", "alice.json"]).await?;
	bot.succeed(&[
		"checkpoint",
		"sign",
		"--key",
		"//Bob",
		"--file",
		"alice.json",
		"--out",
		"both.json",
	])
	.await?;
	let alone = ["checkpoint", "verify", "alice.json", "--members", "members.json"];
	ensure!(bot.fail(1, &alone).await?.contains("INVALID"), "one member is no quorum");
	bot.succeed(&["checkpoint", "collect", "alice.json", "both.json", "--out", "checkpoint.json"])
		.await?;
	bot.succeed(&["checkpoint", "verify", "checkpoint.json", "--members", "members.json"]).await?;

	// The proof of before leads to an older header: the members do not vouch for that one.
	ensure!(bot.fail(1, &by_members("early.json", "checkpoint.json")).await?.contains("INVALID"));
	bot.succeed(&[
		"prove",
		"--refresh",
		"early.json",
		"--checkpoint",
		"checkpoint.json",
		"--out",
		"fresh.json",
	])
	.await?;
	bot.succeed(&["archive", "--checkpoint", "checkpoint.json", "--out", "archive.bot"]).await?;
	drop(chain);
	node.stop().await?;

	bot.succeed(&by_members("fresh.json", "checkpoint.json")).await?;
	ensure!(bot.fail(1, &by_members("fresh.json", "alice.json")).await?.contains("INVALID"));
	let archived = ["--archive", "archive.bot"];
	bot.succeed(
		&[&["prove", "--refresh", "early.json", "--out", "refreshed.json"], &archived[..]].concat(),
	)
	.await?;
	ensure!(
		fs::read(dir.path().join("refreshed.json"))? == fs::read(dir.path().join("fresh.json"))?,
		"a node and an archive prove the same"
	);
	bot.succeed(&[&prove("2")[..5], &["--out", "late.json"], &archived[..]].concat()).await?;
	let told = bot.succeed(&by_members("late.json", "checkpoint.json")).await?;
	ensure!(told.contains("VALID") && told.contains("4.4"), "{told}");

	let text = fs::read_to_string(dir.path().join("late.json"))?;
	ensure!(text.contains("4.4"), "the reading stands in the file as it was read");
	fs::write(dir.path().join("forged.json"), text.replace("4.4", "3.4"))?;
	let told = bot.fail(1, &by_members("forged.json", "checkpoint.json")).await?;
	ensure!(told.contains("INVALID"), "{told}");
	Ok(())
}
