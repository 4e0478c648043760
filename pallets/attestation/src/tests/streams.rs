//! Streams: what is missing, what was lost, and what a new epoch does.

use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn skipped_numbers_are_missing_and_then_unseen() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_ok!(submit_signed(&key(), device, statement(3)));
		let missing = || Attestation::stream_head(device).unwrap().missing().collect::<Vec<_>>();
		assert_eq!(missing(), [1, 2]);
		assert_ok!(submit_signed(&key(), device, statement(2)));
		assert_eq!(missing(), [1]);

		for seq in 4..65 {
			assert_ok!(submit_signed(&key(), device, statement(seq)));
		}
		assert_eq!(missing(), [1]);
		assert_ok!(submit_signed(&key(), device, statement(65)));
		assert!(missing().is_empty());
		System::assert_last_event(Event::NumbersUnseen { device, epoch: 0, total: 1 }.into());
		assert_eq!(Attestation::stream_head(device).unwrap().unseen, 1);
	});
}

#[test]
fn a_new_epoch_begins_a_new_stream() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(submit_signed(&key(), device, statement(5)));
		TestDevices::change(device, |hot| hot.epoch = 1);
		assert_eq!(Attestation::stream_head(device), None);
		assert_ok!(submit_signed(&key(), device, statement(0)));
		let head = Attestation::stream_head(device).unwrap();
		assert_eq!((head.epoch, head.next_seq, head.unseen), (1, 1, 0));
	});
}
