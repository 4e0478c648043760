//! How fast a node answers somebody else.

use std::time::{Duration, Instant};

use anyhow::Result;
use bot_client::chain::Chain;
use subxt_rpcs::rpc_params;
use tokio::{sync::watch, time::sleep};

/// Pause between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// How long answers took, from the shortest.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
	/// The time within which so many of a thousand answers came.
	pub fn within(&self, thousandth: usize) -> Duration {
		let last = self.0.len().saturating_sub(1);
		self.0.get(last.saturating_mul(thousandth) / 1_000).copied().unwrap_or_default()
	}

	/// How many answers there were.
	pub fn count(&self) -> usize {
		self.0.len()
	}
}

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
	latencies.sort();
	Ok(Latencies(latencies))
}
