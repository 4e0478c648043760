//! How long answers took.

use std::time::Duration;

/// How long answers took, from the shortest.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
	/// These times.
	pub fn new(mut times: Vec<Duration>) -> Self {
		times.sort();
		Self(times)
	}

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
