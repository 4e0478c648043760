//! A validator of the relay chain stands still, and goes on.

use std::time::{Duration, Instant};

use anyhow::{ensure, Result};
use tokio::time::sleep;

use super::{Scene, RECOVERY_TIMEOUT};
use crate::network::{COLLATORS, VALIDATORS};

/// For how long.
const PAUSE: Duration = Duration::from_secs(60);

/// Blocks that may still become final on what was agreed before.
const ON_ITS_WAY: u32 = 4;

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let [_, victim] = VALIDATORS;
	let witness = COLLATORS[0];
	scene.network.node(victim)?.pause()?;
	let before = scene.finalized_by(witness).await?;
	sleep(PAUSE).await;
	let meanwhile = scene.finalized_by(witness).await?;
	scene.network.node(victim)?.resume()?;
	// Two of two validators are needed: nothing is final without both, and nothing is made up.
	ensure!(
		meanwhile <= before.saturating_add(ON_ITS_WAY),
		"blocks {before} to {meanwhile} became final without one of two validators"
	);
	let begin = Instant::now();
	let goal = meanwhile.saturating_add(2);
	scene.network.wait_for_finalized(goal, RECOVERY_TIMEOUT).await?;
	Ok(format!(
		"one of two stood still for {} s: block {before}, then {meanwhile}; blocks were final again {} s \
		 after it went on",
		PAUSE.as_secs(),
		begin.elapsed().as_secs()
	))
}
