//! Lines about long work.

use std::time::{Duration, Instant};

use bot_client::out::{grouped, note};

/// How long it is silent between two lines.
const SILENCE: Duration = Duration::from_secs(2);

/// Tells how far work on blocks is, now and then: short work ends without a line.
pub(super) struct Progress {
	what: &'static str,
	told: Instant,
}

impl Progress {
	/// Of work that begins now, called so in its lines: "read", "written".
	pub(super) fn new(what: &'static str) -> Self {
		Self { what, told: Instant::now() }
	}

	/// Tells that `done` of `of` blocks are done, if there was silence for long enough.
	pub(super) fn tell(&mut self, done: u32, of: u32) {
		if self.told.elapsed() >= SILENCE {
			self.told = Instant::now();
			note(&format!(
				"{} of {} blocks {}",
				grouped(done.into()),
				grouped(of.into()),
				self.what
			));
		}
	}
}
