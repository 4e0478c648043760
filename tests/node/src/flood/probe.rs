//! How fast a node answers somebody else.

use std::time::{Duration, Instant};

use anyhow::Result;
use bot_client::chain::Chain;
use subxt_rpcs::rpc_params;
use tokio::{sync::watch, time::sleep};

use crate::latencies::Latencies;

/// Pause between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// Asks the node for its health, over a connection of its own, until `done`.
pub async fn ask_of(url: String, mut done: watch::Receiver<bool>) -> Result<Latencies> {
	let chain = Chain::connect(&url).await?;
	let mut latencies = Vec::new();
	while !*done.borrow() {
		let begin = Instant::now();
		let _: serde_json::Value = chain.request("system_health", rpc_params![]).await?;
		latencies.push(begin.elapsed());
		tokio::select! {
			_ = sleep(PAUSE) => (),
			_ = done.changed() => break,
		}
	}
	Ok(Latencies::new(latencies))
}
