//! A collator is killed again and again while devices attest through it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use tokio::time::sleep;

use super::Scene;
use crate::network::COLLATORS;

/// How often it is killed.
const KILLS: u32 = 20;

/// The longest time between the statements and the kill that follows.
const LONGEST: u64 = 6_000;

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let [_, victim, witness] = COLLATORS;
	for kill in 1..=KILLS {
		scene.attest(victim).await?;
		let delay = some_millis()?;
		sleep(Duration::from_millis(delay)).await;
		scene.network.take_node(victim)?.kill().await?;
		let chain = scene.network.chain(witness).await?;
		scene.load.look(&chain).await?;
		scene.network.start_node(victim)?;
		scene.network.wait_for_answer(victim).await?;
		println!(
			"   kill {kill} of {KILLS}, {delay} ms after statements: {} of {} final",
			scene.load.finalized(),
			scene.load.sent()
		);
	}
	Ok(format!("a collator was killed {KILLS} times within 6 s of statements sent to it"))
}

/// A time that nobody foresees, in milliseconds.
fn some_millis() -> Result<u64> {
	let nanos = SystemTime::now().duration_since(UNIX_EPOCH)?.subsec_nanos();
	Ok(u64::from(nanos) / 1_000 % LONGEST)
}
