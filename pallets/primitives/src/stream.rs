//! The state of one device's stream: which sequence numbers it has used, and how fast it may go on.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

/// Number of sequence numbers that the window holds.
pub const WINDOW: u64 = 64;

/// Units of time in one block: rates are counted in thousandths of a block.
pub const UNITS_PER_BLOCK: u64 = 1_000;

/// How often a device may attest. Counted in attestations with an Ed25519 signature.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Rate {
	/// Time that one attestation takes up, in thousandths of a block. At least 1.
	pub interval: u32,
	/// How many attestations may come in one block after a long enough pause. At least 1. A device
	/// that is to send more than one in each block needs as large a burst.
	pub burst: u16,
}

impl Rate {
	/// How many attestations in 1,000 blocks the rate allows in the long run, rounded up.
	pub fn per_thousand_blocks(&self) -> u64 {
		UNITS_PER_BLOCK.saturating_mul(1_000).div_ceil(u64::from(self.interval.max(1)))
	}
}

/// Why a sequence number or its time is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SequenceError {
	/// The number was used before.
	Used,
	/// The number has left the window, so nobody can tell whether it was used.
	TooOld,
	/// The number is further ahead than it may be.
	TooFar,
	/// The device sends faster than its rate allows.
	OverRate,
}

/// State of a device's stream: all that the chain keeps of it, however much it attests. 30 bytes,
/// which a trie leaf holds inline.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct StreamHead {
	/// One above the highest number used; 0 before the first.
	pub next_seq: u64,
	/// Bit `i` tells whether `next_seq - 1 - i` was used. Bits of numbers below 0 are set.
	pub window: u64,
	/// How many numbers left the window unused. Stops at the largest value.
	pub unseen: u32,
	/// Theoretical arrival time, in thousandths of a block since genesis.
	pub tat: u64,
	/// Epoch of the device's keys that the numbers belong to.
	pub epoch: u16,
}

impl StreamHead {
	/// The head of a stream in which nothing was sent yet.
	pub const fn new(epoch: u16) -> Self {
		Self { next_seq: 0, window: u64::MAX, unseen: 0, tat: 0, epoch }
	}

	/// This head, or where the device has a newer epoch by now, the head that epoch begins with.
	/// The numbers begin anew, the rate goes on.
	pub const fn in_epoch(self, epoch: u16) -> Self {
		if self.epoch == epoch {
			self
		} else {
			Self { tat: self.tat, ..Self::new(epoch) }
		}
	}

	/// The head after `seq` was used. `reach` is how far above [`next_seq`](Self::next_seq) a number
	/// may be: `seq < next_seq + reach`.
	///
	/// The sliding window of RFC 4303, appendix A2: numbers may come out of order, and none comes
	/// twice.
	pub fn with_seq(self, seq: u64, reach: u64) -> Result<Self, SequenceError> {
		match seq.checked_sub(self.next_seq) {
			Some(ahead) if ahead >= reach => Err(SequenceError::TooFar),
			Some(ahead) => self.advance(ahead),
			None => self.fill(self.next_seq.saturating_sub(seq).saturating_sub(1)),
		}
	}

	/// Uses the number `ahead` steps above `next_seq`, and moves the window up to it.
	fn advance(self, ahead: u64) -> Result<Self, SequenceError> {
		let shift = ahead.saturating_add(1);
		// The largest number is never used: there is no next one to keep.
		let next_seq = self.next_seq.checked_add(shift).ok_or(SequenceError::TooFar)?;
		// What leaves the window: its oldest `shift` numbers, and in a step longer than the window
		// those that never were in it.
		let kept = u32::try_from(WINDOW.saturating_sub(shift)).unwrap_or_default();
		let left = !self.window.checked_shr(kept).unwrap_or_default() & low_bits(shift);
		let skipped = shift.saturating_sub(WINDOW);
		let unseen = u64::from(left.count_ones()).saturating_add(skipped);
		let moved = u32::try_from(shift).ok().and_then(|shift| self.window.checked_shl(shift));
		Ok(Self {
			next_seq,
			window: moved.unwrap_or_default() | 1,
			unseen: self.unseen.saturating_add(u32::try_from(unseen).unwrap_or(u32::MAX)),
			..self
		})
	}

	/// Uses the number `behind` steps below the highest one used.
	fn fill(self, behind: u64) -> Result<Self, SequenceError> {
		let bit = u32::try_from(behind)
			.ok()
			.and_then(|behind| 1u64.checked_shl(behind))
			.ok_or(SequenceError::TooOld)?;
		if self.window & bit != 0 {
			return Err(SequenceError::Used);
		}
		Ok(Self { window: self.window | bit, ..self })
	}

	/// The head after one attestation at block `block` under `rate`. `cost` is how many intervals it
	/// takes up: 1, and more for one that is dearer to check.
	///
	/// The generic cell rate algorithm (ITU-T I.371), as virtual scheduling: an attestation takes up
	/// its intervals, and may run ahead of the clock by as much as the burst. One that comes after a
	/// long enough pause always passes, whatever it costs.
	pub fn with_rate(self, block: u32, rate: Rate, cost: u16) -> Result<Self, SequenceError> {
		let now = u64::from(block).saturating_mul(UNITS_PER_BLOCK);
		let interval = u64::from(rate.interval.max(1));
		let cost = cost.max(1);
		let tat = self.tat.max(now).saturating_add(interval.saturating_mul(cost.into()));
		let allowance = interval.saturating_mul(rate.burst.max(cost).into());
		if tat.saturating_sub(now) > allowance {
			return Err(SequenceError::OverRate);
		}
		Ok(Self { tat, ..self })
	}

	/// The numbers in the window that were not used, from the lowest.
	pub fn missing(self) -> impl Iterator<Item = u64> {
		let highest = self.next_seq.saturating_sub(1);
		(0..WINDOW).rev().filter_map(move |behind| {
			let used = self.window & bit(behind) != 0;
			(!used).then(|| highest.checked_sub(behind)).flatten()
		})
	}
}

/// A word in which bit `index` alone is set.
fn bit(index: u64) -> u64 {
	u32::try_from(index).ok().and_then(|index| 1u64.checked_shl(index)).unwrap_or_default()
}

/// A word in which the lowest `count` bits are set.
fn low_bits(count: u64) -> u64 {
	bit(count).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::collections::BTreeSet;

	/// What the head stands for, kept without a bound.
	#[derive(Default)]
	struct Model {
		used: BTreeSet<u64>,
		next_seq: u64,
	}

	impl Model {
		fn accept(&mut self, seq: u64, reach: u64) -> Result<(), SequenceError> {
			if seq >= self.next_seq.saturating_add(reach) {
				return Err(SequenceError::TooFar);
			}
			if seq + WINDOW < self.next_seq {
				return Err(SequenceError::TooOld);
			}
			if !self.used.insert(seq) {
				return Err(SequenceError::Used);
			}
			self.next_seq = self.next_seq.max(seq + 1);
			Ok(())
		}

		fn in_window(&self, seq: u64) -> bool {
			seq + WINDOW >= self.next_seq
		}

		fn unseen(&self) -> u64 {
			(0..self.next_seq).filter(|s| !self.in_window(*s) && !self.used.contains(s)).count()
				as u64
		}

		fn missing(&self) -> Vec<u64> {
			(0..self.next_seq).filter(|s| self.in_window(*s) && !self.used.contains(s)).collect()
		}
	}

	proptest! {
		#[test]
		fn window_equals_the_model(
			steps in proptest::collection::vec((-80i64..80, any::<bool>()), 0..100),
		) {
			let mut head = StreamHead::new(0);
			let mut model = Model::default();
			for (step, wide) in steps {
				let reach = if wide { 1 << 20 } else { WINDOW };
				let step = if wide { step * 5 } else { step };
				let Some(seq) = head.next_seq.checked_add_signed(step) else { continue };
				let next = head.with_seq(seq, reach);
				prop_assert_eq!(next.map(|_| ()), model.accept(seq, reach));
				if let Ok(next) = next {
					prop_assert_ne!(next, head);
					head = next;
				}
				prop_assert_eq!(head.next_seq, model.next_seq);
				prop_assert_eq!(u64::from(head.unseen), model.unseen());
				prop_assert_eq!(head.missing().collect::<Vec<_>>(), model.missing());
			}
		}

		#[test]
		fn no_more_than_the_rate_allows_ever_passes(
			interval in 1u32..5_000, burst in 1u16..20, cost in 1u16..30,
			gaps in proptest::collection::vec(0u32..10, 1..200),
		) {
			let rate = Rate { interval, burst };
			let mut head = StreamHead::new(0);
			let mut block = 1_000;
			let start = block;
			let mut passed = 0u64;
			for gap in gaps {
				block += gap;
				if let Ok(next) = head.with_rate(block, rate, cost) {
					prop_assert!(next.tat > head.tat);
					head = next;
					passed += u64::from(cost);
				}
				let time = u64::from(block - start) * UNITS_PER_BLOCK;
				let burst = u64::from(burst.max(cost));
				prop_assert!(passed <= burst + time / u64::from(interval) + 1);
			}
		}
	}

	#[test]
	fn a_head_fits_inline_in_a_trie_leaf() {
		assert_eq!(StreamHead::max_encoded_len(), 30);
		assert_eq!(StreamHead::new(3).encode().len(), 30);
	}

	#[test]
	fn a_burst_passes_and_the_next_one_waits() {
		let rate = Rate { interval: 500, burst: 4 };
		let mut head = StreamHead::new(0);
		for _ in 0..4 {
			head = head.with_rate(10, rate, 1).unwrap();
		}
		assert_eq!(head.with_rate(10, rate, 1), Err(SequenceError::OverRate));
		assert!(head.with_rate(11, rate, 1).is_ok());
	}

	#[test]
	fn what_costs_more_takes_up_more_time_and_passes_after_a_pause() {
		let rate = Rate { interval: 500, burst: 4 };
		let head = StreamHead::new(0).with_rate(10, rate, 3).unwrap();
		assert_eq!(head.tat, 11_500);
		assert_eq!(head.with_rate(10, rate, 3), Err(SequenceError::OverRate));
		assert!(head.with_rate(10, rate, 1).is_ok());
		let dear = StreamHead::new(0).with_rate(10, rate, 16).unwrap();
		assert_eq!(dear.with_rate(17, rate, 16), Err(SequenceError::OverRate));
		assert!(dear.with_rate(18, rate, 16).is_ok());
	}

	#[test]
	fn a_rate_counts_attestations_in_a_thousand_blocks() {
		let count = |interval| Rate { interval, burst: 1 }.per_thousand_blocks();
		assert_eq!([1, 999, 1_000, 10_000, u32::MAX].map(count), [1_000_000, 1_002, 1_000, 100, 1]);
	}

	#[test]
	fn a_new_epoch_begins_the_numbers_anew_and_keeps_the_rate() {
		let head = StreamHead::new(0).with_seq(5, WINDOW).unwrap();
		let head = head.with_rate(7, Rate { interval: 1_000, burst: 1 }, 1).unwrap();
		assert_eq!(head.in_epoch(0), head);
		assert_eq!(head.in_epoch(1), StreamHead { tat: head.tat, ..StreamHead::new(1) });
	}

	#[test]
	fn the_largest_number_is_never_used() {
		let head = StreamHead { next_seq: u64::MAX, ..StreamHead::new(0) };
		assert_eq!(head.with_seq(u64::MAX, WINDOW), Err(SequenceError::TooFar));
	}
}
