//! How much is done at a time.

use std::{
	sync::{Condvar, Mutex, MutexGuard, PoisonError},
	time::Duration,
};

use crate::error::Error;

/// How many proofs, archives and verifications a node makes at a time. Each takes up a processor.
pub const MAX_AT_ONCE: u32 = 16;

/// How many more may wait until one of these is done. Each keeps a thread, of which a node has one for
/// each connection that it takes, 100 by default: the other methods need some too.
pub const MAX_WAITING: u32 = 48;

/// How long one waits at most.
pub const MAX_WAIT: Duration = Duration::from_secs(1);

/// What is being done and what waits.
#[derive(Default)]
struct Taken {
	working: u32,
	waiting: u32,
}

/// The places of what is being done.
#[derive(Default)]
pub(super) struct Slots {
	taken: Mutex<Taken>,
	freed: Condvar,
}

/// A place that is taken, until this is dropped.
pub(super) struct Slot<'a>(&'a Slots);

impl Slots {
	/// Takes a place as soon as one is free.
	pub(super) fn take(&self) -> Result<Slot<'_>, Error> {
		let mut taken = self.taken();
		if taken.working >= MAX_AT_ONCE {
			if taken.waiting >= MAX_WAITING {
				return Err(Error::Busy);
			}
			taken.waiting = taken.waiting.saturating_add(1);
			let is_full = |taken: &mut Taken| taken.working >= MAX_AT_ONCE;
			let waited = self.freed.wait_timeout_while(taken, MAX_WAIT, is_full);
			let (guard, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
			taken = guard;
			taken.waiting = taken.waiting.saturating_sub(1);
			if timeout.timed_out() {
				return Err(Error::Busy);
			}
		}
		taken.working = taken.working.saturating_add(1);
		Ok(Slot(self))
	}

	/// Nothing fails while this is held, so that it is right even after a panic elsewhere.
	fn taken(&self) -> MutexGuard<'_, Taken> {
		self.taken.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl Drop for Slot<'_> {
	fn drop(&mut self) {
		let mut taken = self.0.taken();
		taken.working = taken.working.saturating_sub(1);
		drop(taken);
		self.0.freed.notify_one();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{sync::mpsc, thread};

	fn all(slots: &Slots) -> Vec<Slot<'_>> {
		(0..MAX_AT_ONCE).map(|_| slots.take().ok().unwrap()).collect()
	}

	#[test]
	fn no_more_is_done_at_a_time_than_there_are_places() {
		let slots = Slots::default();
		let mut taken = all(&slots);
		assert_eq!(slots.take().err().map(|error| error.code()), Some(9092));
		taken.pop();
		assert!(slots.take().is_ok());
		assert_eq!(slots.taken().waiting, 0);
	}

	#[test]
	fn what_waits_is_done_when_a_place_is_free() {
		let slots = Slots::default();
		let mut taken = all(&slots);
		thread::scope(|scope| {
			let (sender, done) = mpsc::channel();
			let slots = &slots;
			scope.spawn(move || sender.send(slots.take().is_ok()));
			while slots.taken().waiting == 0 {
				thread::yield_now();
			}
			taken.pop();
			assert_eq!(done.recv(), Ok(true));
		});
	}

	#[test]
	fn no_more_waits_than_may() {
		let slots = Slots::default();
		let taken = all(&slots);
		thread::scope(|scope| {
			let waiting: Vec<_> =
				(0..MAX_WAITING).map(|_| scope.spawn(|| slots.take().is_ok())).collect();
			while slots.taken().waiting < MAX_WAITING {
				thread::yield_now();
			}
			assert!(slots.take().is_err());
			drop(taken);
			assert!(waiting.into_iter().all(|waiting| waiting.join().unwrap()));
		});
	}
}
