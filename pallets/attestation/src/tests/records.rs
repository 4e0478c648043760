//! The end of a block.

use crate::{mock::*, *};
use bot_primitives::merkle;
use frame::testing_prelude::*;

#[test]
fn the_tree_of_a_block_holds_its_records_and_the_list_is_forgotten() {
	build_and_execute(|| {
		let device = device_of(&key());
		for seq in 0..5 {
			assert_ok!(submit_signed(&key(), device, statement(seq)));
		}
		let hashes = BlockRecords::<Test>::get();
		next_block();
		assert!(!BlockRecords::<Test>::exists());
		let records = Attestation::records_of_block();
		assert_eq!(records.count, 5);
		assert_eq!(Some(records.root), merkle::root::<HostSha256>(&hashes));
		assert_eq!(Some(records.root), merkle::root::<merkle::SoftSha256>(&hashes));
	});
}

#[test]
fn a_block_without_records_has_none_and_stores_none() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(submit_signed(&key(), device, statement(0)));
		next_block();
		next_block();
		assert_eq!(Attestation::records_of_block(), RecordsOfBlock::default());
		assert!(!LastRecords::<Test>::exists());
	});
}

#[test]
fn state_does_not_grow_with_attestations() {
	use polkadot_sdk::sp_io::{storage::get, storage::next_key};
	fn size_of_state() -> usize {
		let (mut size, mut key) = (0, Vec::new());
		while let Some(next) = next_key(&key) {
			size += next.len() + get(&next).unwrap().len();
			key = next;
		}
		size
	}
	build_and_execute(|| {
		let device = device_of(&key());
		let attest = |seqs: std::ops::Range<u64>| {
			for seq in seqs {
				assert_ok!(submit_signed(&key(), device, statement(seq)));
				System::reset_events();
				next_block();
			}
		};
		attest(0..1);
		let before = size_of_state();
		attest(1..1_001);
		assert_eq!(size_of_state(), before);
	});
}

#[test]
fn other_pallets_append_records_until_the_block_is_full() {
	use bot_primitives::{traits::Records, Record, RecordKind, RecordsFull, Signature};
	build_and_execute(|| {
		let record = Record {
			kind: RecordKind::SalesReport,
			device_id: bot_primitives::DeviceId([1; 32]),
			provider: [2; 32],
			operator: [3; 32],
			model: 0,
			key: key().public(),
			protection: bot_primitives::KeyProtection::Software,
			epoch: 0,
			seq: 0,
			body: vec![1],
		};
		let signature = Signature::Ed25519([4; 64]);
		fill_block(2);
		let hash = Attestation::append_signed(record.clone(), signature);
		assert_eq!(hash, Ok(record.leaf_hash::<HostSha256>()));
		assert!(<Attestation as Records>::takes_record());
		assert_ok!(Attestation::append(record.clone()));
		assert!(!<Attestation as Records>::takes_record());
		assert_eq!(Attestation::append_signed(record.clone(), signature), Err(RecordsFull));
		assert_eq!(Attestation::append(record), Err(RecordsFull));
	});
}
