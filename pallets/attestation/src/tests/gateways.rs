//! Two gateways that send the same stream, against a model of the stream in plain Rust.

use crate::{mock::*, *};
use bot_primitives::stream::WINDOW;
use frame::testing_prelude::*;
use proptest::prelude::{any, prop_assert_eq, proptest, Just, ProptestConfig, Strategy};
use std::collections::BTreeSet;

/// Numbers of the stream.
const NUMBERS: u64 = 150;

/// One number as a gateway sends it.
#[derive(Clone, Copy, Debug)]
struct Sent {
	seq: u64,
	/// In a call that somebody pays for.
	paid: bool,
}

/// What a gateway sends: the numbers it got, some of them twice, not quite in order.
fn gateway() -> impl Strategy<Value = Vec<Sent>> {
	let numbers = proptest::collection::vec((0u8..8, 0u64..40, any::<bool>()), NUMBERS as usize);
	numbers.prop_map(|numbers| {
		let mut sent = Vec::new();
		for (seq, (luck, delay, paid)) in (0..).zip(numbers) {
			// One in eight is lost, one is sent twice.
			let times = match luck {
				0 => 0,
				1 => 2,
				_ => 1,
			};
			for time in 0..times {
				sent.push((seq + delay * (time + 1), Sent { seq, paid }));
			}
		}
		sent.sort_by_key(|(at, _)| *at);
		sent.into_iter().map(|(_, sent)| sent).collect()
	})
}

/// What two gateways send, in the order in which it arrives.
fn arrivals() -> impl Strategy<Value = Vec<Sent>> {
	(gateway(), gateway()).prop_flat_map(|(one, other)| {
		let turns = proptest::collection::vec(any::<bool>(), one.len() + other.len());
		(Just(one), Just(other), turns).prop_map(|(one, other, turns)| {
			let (mut one, mut other) = (one.into_iter(), other.into_iter());
			let turn = |first: bool| match first {
				true => one.next().or_else(|| other.next()),
				false => other.next().or_else(|| one.next()),
			};
			turns.into_iter().filter_map(turn).collect()
		})
	})
}

/// Every number that was used, kept without a bound.
#[derive(Default)]
struct Model {
	used: BTreeSet<u64>,
}

impl Model {
	fn next_seq(&self) -> u64 {
		self.used.last().map_or(0, |last| last + 1)
	}

	/// Lowest number of the window.
	fn window(&self) -> u64 {
		self.next_seq().saturating_sub(WINDOW)
	}

	fn accepts(&self, Sent { seq, paid }: Sent) -> bool {
		let reach = if paid { PAID_REACH } else { WINDOW };
		seq < self.next_seq() + reach && seq >= self.window() && !self.used.contains(&seq)
	}

	fn unused(&self, numbers: std::ops::Range<u64>) -> Vec<u64> {
		numbers.filter(|seq| !self.used.contains(seq)).collect()
	}
}

fn send(device: DeviceIndex, Sent { seq, paid }: Sent) -> bool {
	let before = BlockRecords::<Test>::decode_len();
	let statement = statement(seq);
	let signature = key().sign(&statement, &context(device));
	if paid {
		let signed = SignedStatement { device, statement, signature };
		let statements = BoundedVec::try_from(vec![signed]).unwrap();
		assert_ok!(Attestation::attest_many(RuntimeOrigin::signed(GATEWAY), statements));
	} else {
		let accepted = submit(device, statement, signature).is_ok();
		assert_eq!(accepted, BlockRecords::<Test>::decode_len() != before);
	}
	BlockRecords::<Test>::decode_len() != before
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_head_equals_the_model(arrivals in arrivals()) {
		let mut heads = Vec::new();
		build_and_execute(|| {
			let device = device_of(&key());
			let mut model = Model::default();
			for sent in arrivals {
				let expected = model.accepts(sent);
				heads.push((sent, send(device, sent), expected));
				if expected {
					model.used.insert(sent.seq);
				}
				let head = Attestation::stream_head(device).unwrap_or(StreamHead::new(0));
				assert_eq!(head.next_seq, model.next_seq());
				assert_eq!(
					head.missing().collect::<Vec<_>>(),
					model.unused(model.window()..model.next_seq())
				);
				assert_eq!(head.unseen as usize, model.unused(0..model.window()).len());
				System::reset_events();
				next_block();
			}
		});
		for (sent, accepted, expected) in heads {
			prop_assert_eq!(accepted, expected, "{:?}", sent);
		}
	}
}
