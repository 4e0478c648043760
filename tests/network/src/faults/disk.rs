//! The disk of a collator is lost.

use std::time::Instant;

use anyhow::{ensure, Result};

use super::{Scene, RECOVERY_TIMEOUT};
use crate::network::COLLATORS;

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let [_, victim, witness] = COLLATORS;
	scene.network.take_node(victim)?.kill().await?;
	scene.network.delete_data(victim)?;
	let height = scene.finalized_by(witness).await?;
	let begin = Instant::now();
	scene.network.start_node(victim)?;
	scene.network.wait_for_answer(victim).await?;
	let first = scene.finalized_by(victim).await?;
	ensure!(first < height, "it has block {first} although its disk was lost");
	scene.network.wait_for_finalized_by(victim, height, RECOVERY_TIMEOUT).await?;
	let taken = begin.elapsed().as_secs();
	// It takes transactions as soon as it goes on with the others.
	let next = scene.finalized_by(witness).await?.saturating_add(2);
	scene.network.wait_for_finalized_by(victim, next, RECOVERY_TIMEOUT).await?;
	Ok(format!("{height} blocks were there again {taken} s after its start"))
}
