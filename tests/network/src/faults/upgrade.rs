//! The council replaces the runtime while devices attest.

use std::time::Instant;

use anyhow::{ensure, Result};
use bot_node_tests::upgrade::{next_runtime, spec_version, upgrade};

use super::{Scene, RECOVERY_TIMEOUT};
use crate::{network::COLLATORS, node::wait_until};

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let code = next_runtime()?;
	let size = code.len();
	let chain = scene.network.chain(COLLATORS[0]).await?;
	let before = spec_version(&chain).await?;
	let begin = Instant::now();
	upgrade(&chain, code).await?;
	let authorized = begin.elapsed().as_secs();
	scene.attest(COLLATORS[2]).await?;
	let what = "the next runtime is in force";
	let after = wait_until(what, RECOVERY_TIMEOUT, async || {
		let version = spec_version(&chain).await?;
		Ok((version > before).then_some(version))
	})
	.await?;
	let in_force = begin.elapsed().as_secs();
	for number in COLLATORS {
		let chain = scene.network.chain(number).await?;
		let what = format!("{} has the next runtime", scene.network.name(number));
		let version = wait_until(&what, RECOVERY_TIMEOUT, async || {
			let version = spec_version(&chain).await?;
			Ok((version == after).then_some(version))
		})
		.await?;
		ensure!(version == after);
	}
	Ok(format!(
		"runtime {before} replaced by {after} ({size} bytes): authorized and applied in {authorized} s, in \
		 force after {in_force} s"
	))
}
