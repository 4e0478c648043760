//! A member is cut off from all others, and the cable is mended.

use std::time::{Duration, Instant};

use anyhow::{ensure, Result};
use tokio::time::sleep;

use super::{Scene, RECOVERY_TIMEOUT};
use crate::network::COLLATORS;

/// For how long.
const CUT: Duration = Duration::from_secs(120);

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let [witness, _, victim] = COLLATORS;
	let before = scene.finalized_by(witness).await?;
	// What it has in its pool alone is on its way when the cable is cut.
	scene.attest(victim).await?;
	scene.network.ground().cut(victim)?;
	sleep(CUT).await;
	let meanwhile = scene.finalized_by(witness).await?;
	ensure!(meanwhile > before.saturating_add(2), "the others stand still at block {meanwhile}");
	scene.network.ground().mend(victim)?;
	let begin = Instant::now();
	scene.network.wait_for_finalized_by(victim, meanwhile, RECOVERY_TIMEOUT).await?;
	Ok(format!(
		"cut off for {} s, while blocks {before} to {meanwhile} became final; it had them {} s after",
		CUT.as_secs(),
		begin.elapsed().as_secs()
	))
}
