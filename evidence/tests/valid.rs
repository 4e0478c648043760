//! Evidence that is valid, and what its verdict says.

mod common;

use bot_evidence::{verify, Signer};
use bot_primitives::{record::DataBody, Hash256};
use codec::Decode;
use common::*;

#[test]
fn valid_evidence_of_every_kind_of_key_is_accepted() {
	for plan in plans() {
		let (evidence, anchor) = plan.evidence();
		assert!(verify(&evidence, &anchor).is_ok(), "{plan:?}");
	}
}

#[test]
fn valid_evidence_is_accepted_at_every_place() {
	for count in 1..20 {
		for index in 0..count {
			let place = (count, index);
			let plan = Plan { readings: place, records: place, blocks: place, ..Plan::default() };
			let (evidence, anchor) = plan.evidence();
			assert!(verify(&evidence, &anchor).is_ok(), "{place:?}");
		}
	}
}

#[test]
fn the_verdict_says_what_the_evidence_holds() {
	let plan = Plan { roots: vec![Ed25519, P256], ..Plan::default() };
	let (evidence, anchor) = plan.evidence();
	let verdict = verify(&evidence, &anchor).unwrap();
	let record = &evidence.record.record;
	let body = DataBody::decode(&mut &record.body[..]).unwrap();

	assert_eq!(verdict.genesis_hash, GENESIS);
	assert_eq!(verdict.device_id, record.device_id);
	assert_eq!(verdict.provider, record.provider);
	assert_eq!(verdict.operator, record.operator);
	assert_eq!(verdict.model, record.model);
	assert_eq!(verdict.key, plan.signer().public());
	assert_eq!(verdict.signer, Signer::Delegated { expires_at: RECEIVED_AT + 1 });
	assert_eq!(verdict.protection, record.protection);
	assert_eq!((verdict.epoch, verdict.seq), (1, record.seq));
	assert_eq!(verdict.commitment, body.commitment);
	assert_eq!(verdict.clock_suspect, body.clock_suspect);
	assert_eq!(verdict.reading_index, 4);
	assert_eq!(verdict.reading, evidence.reading.content);
	assert_eq!(verdict.received_at, RECEIVED_AT);
	assert_eq!((verdict.block_number, verdict.block_hash), (34, evidence.leaf.block_hash));
	assert_eq!((verdict.header_number, verdict.header_hash), (43, blake2_256(&evidence.header)));

	let plan = Plan { delegated: None, ..plan };
	let (evidence, anchor) = plan.evidence();
	assert_eq!(verify(&evidence, &anchor).unwrap().signer, Signer::Root);
}

/// The range as docs/evidence.md describes it.
fn root_by_definition(leaves: &[Hash256]) -> Hash256 {
	fn mountain(leaves: &[Hash256]) -> Hash256 {
		match leaves {
			[leaf] => *leaf,
			_ => {
				let (left, right) = leaves.split_at(leaves.len() / 2);
				blake2_256(&[mountain(left), mountain(right)].concat())
			},
		}
	}
	let highest = 1 << leaves.len().ilog2();
	let (left, rest) = leaves.split_at(highest);
	if rest.is_empty() {
		return mountain(left);
	}
	blake2_256(&[root_by_definition(rest), mountain(left)].concat())
}

#[test]
fn the_range_is_the_one_that_the_format_describes() {
	let leaves: Vec<_> = (0..100u32).map(|n| blake2_256(&n.to_le_bytes())).collect();
	for count in 1..=leaves.len() {
		let leaves = &leaves[..count];
		assert_eq!(range(leaves, 0).0, root_by_definition(leaves), "{count}");
	}
}
