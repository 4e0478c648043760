//! The clock of a collator is an hour off, behind and then ahead.

use std::{path::Path, time::Duration};

use anyhow::{ensure, Context, Result};
use tokio::time::sleep;

use super::{Scene, RECOVERY_TIMEOUT};
use crate::{
	network::COLLATORS,
	node::{Start, Tail},
};

/// For how long it runs with such a clock.
const WHILE: Duration = Duration::from_secs(90);

/// Where the library is that tells programs another time: of the package faketime, on any Debian.
const LIBRARIES: [&str; 2] = [
	"/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
	"/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let library = LIBRARIES.into_iter().find(|path| Path::new(path).is_file());
	let library = library.context("there is no libfaketime: install the package faketime")?;
	let [witness, _, victim] = COLLATORS;
	let mut seen = Vec::new();
	for (offset, name) in [("-1h", "behind"), ("+1h", "ahead")] {
		scene.network.take_node(victim)?.stop().await?;
		let mut start: Start = scene.network.how_to_start(victim);
		start.env = vec![
			("LD_PRELOAD".into(), library.into()),
			("FAKETIME".into(), offset.into()),
			("FAKETIME_DONT_FAKE_MONOTONIC".into(), "1".into()),
		];
		scene.network.start_node_as(&start)?;
		scene.network.wait_for_answer(victim).await?;
		let before = scene.finalized_by(witness).await?;
		sleep(WHILE).await;
		scene.attest(witness).await?;
		let after = scene.finalized_by(witness).await?;
		ensure!(after > before, "the chain stands still at block {after}");
		let own = scene.finalized_by(victim).await?;
		seen.push(format!("an hour {name}: blocks {before} to {after} final, for it {own}"));
		let refused = scene.network.log(victim).lines_with(&["from future slot"]);
		if let Some(line) = refused.last() {
			println!("   its log: {line}");
		}
	}
	scene.network.take_node(victim)?.stop().await?;
	scene.network.start_node(victim)?;
	scene.network.wait_for_answer(victim).await?;
	let height = scene.finalized_by(witness).await?;
	scene.network.wait_for_finalized_by(victim, height, RECOVERY_TIMEOUT).await?;
	Ok(seen.join("; "))
}
