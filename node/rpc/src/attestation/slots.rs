//! How much is done at a time.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;

/// How many proofs, archives and verifications a node makes at a time. Each takes up a processor.
pub const MAX_AT_ONCE: u32 = 16;

/// The places of what is being done.
#[derive(Default)]
pub(super) struct Slots(AtomicU32);

/// A place that is taken, until this is dropped.
pub(super) struct Slot<'a>(&'a AtomicU32);

impl Slots {
	/// Takes a place if one is free.
	pub(super) fn take(&self) -> Result<Slot<'_>, Error> {
		let more = |taken: u32| taken.checked_add(1).filter(|taken| *taken <= MAX_AT_ONCE);
		match self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, more) {
			Ok(_) => Ok(Slot(&self.0)),
			Err(_) => Err(Error::Busy),
		}
	}
}

impl Drop for Slot<'_> {
	fn drop(&mut self) {
		self.0.fetch_sub(1, Ordering::AcqRel);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_more_is_done_at_a_time_than_there_are_places() {
		let slots = Slots::default();
		let mut taken: Vec<_> = (0..MAX_AT_ONCE).map(|_| slots.take().ok().unwrap()).collect();
		assert_eq!(slots.take().err().map(|error| error.code()), Some(9092));
		taken.pop();
		assert!(slots.take().is_ok());
	}
}
