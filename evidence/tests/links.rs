//! Every link, broken in every way it can be, gives its own error.

mod common;

use bot_evidence::{verify, Anchor, BrokenLink, Evidence, Header};
use bot_primitives::{
	key_chain::SignedDelegation,
	merkle::PathError,
	payload::{DataStatement, Registration, Rotation},
	record::{DataBody, MMR_ROOT_ENGINE_ID},
	Commitment, PublicKey, Signature, SigningContext,
};
use codec::{Decode, Encode};
use common::*;

/// What is wrong with the default plan's evidence after `change`. The anchor stays.
fn broken_by(change: impl FnOnce(&mut Evidence)) -> BrokenLink {
	let (mut evidence, anchor) = Plan::default().evidence();
	change(&mut evidence);
	verify(&evidence, &anchor).unwrap_err()
}

/// What is wrong with the evidence of `plan` after `change`, when the record is put into a block and
/// a range as it is: what somebody gets who makes up a chain of his own.
fn forged_by(plan: &Plan, change: impl FnOnce(&mut Evidence)) -> BrokenLink {
	let (mut evidence, _) = plan.evidence();
	change(&mut evidence);
	let anchor = seal(&mut evidence, plan.records, plan.blocks);
	verify(&evidence, &anchor).unwrap_err()
}

/// What is wrong with a header of these digest items.
fn broken_by_digest(items: &[Vec<u8>]) -> BrokenLink {
	let (mut evidence, _) = Plan::default().evidence();
	evidence.header = header(43, items);
	verify(&evidence, &anchor(&evidence)).unwrap_err()
}

fn rotated() -> Plan {
	Plan { roots: vec![Ed25519, P256, Ed25519], ..Plan::default() }
}

fn rooted() -> Plan {
	Plan { delegated: None, ..Plan::default() }
}

fn context(evidence: &Evidence) -> SigningContext {
	let record = &evidence.record.record;
	SigningContext { genesis_hash: GENESIS, device_id: record.device_id, epoch: record.epoch }
}

fn set_commitment(evidence: &mut Evidence, change: impl FnOnce(&mut Commitment)) {
	let record = &mut evidence.record.record;
	let mut body = DataBody::decode(&mut &record.body[..]).unwrap();
	change(&mut body.commitment);
	record.body = body.encode();
	let statement = DataStatement { seq: record.seq, commitment: body.commitment };
	evidence.record.signature = Plan::default().signer().sign(&statement, &context(evidence));
}

fn flip(signature: &mut Signature) {
	let (Signature::Ed25519(bytes) | Signature::EcdsaP256(bytes)) = signature;
	bytes[40] ^= 1;
}

#[test]
fn header_that_is_not_the_trusted_one() {
	let (mut evidence, anchor) = Plan::default().evidence();
	evidence.header[50] ^= 1;
	let found = blake2_256(&evidence.header);
	assert_eq!(verify(&evidence, &anchor), Err(BrokenLink::HeaderHash { found }));
	assert_eq!(broken_by(|e| e.header.clear()), BrokenLink::HeaderHash { found: blake2_256(&[]) });
}

#[test]
fn header_that_is_none() {
	let (evidence, _) = Plan::default().evidence();
	let with = |header: Vec<u8>| {
		let evidence = Evidence { header, ..evidence.clone() };
		verify(&evidence, &anchor(&evidence)).unwrap_err()
	};
	assert_eq!(with(vec![]), BrokenLink::HeaderEncoding);
	assert_eq!(with([&evidence.header[..], &[0]].concat()), BrokenLink::HeaderEncoding);
	let shorter = evidence.header[..evidence.header.len() - 1].to_vec();
	assert_eq!(with(shorter), BrokenLink::HeaderEncoding);
	let unknown_item = vec![1u8, 0];
	assert_eq!(broken_by_digest(&[unknown_item]), BrokenLink::HeaderEncoding);
}

#[test]
fn digest_without_exactly_one_root() {
	let root = consensus(MMR_ROOT_ENGINE_ID, &[7; 32]);
	let other = consensus(*b"MMR_", &[7; 32]);
	let pre_runtime = (6u8, MMR_ROOT_ENGINE_ID, vec![7u8; 32]).encode();
	let environment = vec![8u8];
	assert_eq!(broken_by_digest(&[]), BrokenLink::MmrRootMissing);
	assert_eq!(broken_by_digest(&[other, pre_runtime, environment]), BrokenLink::MmrRootMissing);
	assert_eq!(broken_by_digest(&[root.clone(), root.clone()]), BrokenLink::MmrRootRepeated);
	for data in [&[][..], &[7; 31], &[7; 33]] {
		let root = consensus(MMR_ROOT_ENGINE_ID, data);
		assert_eq!(broken_by_digest(&[root]), BrokenLink::MmrRootLength);
	}
	assert_eq!(broken_by_digest(&[root]), BrokenLink::MmrProof);
}

#[test]
fn leaf_of_an_unknown_version() {
	let (mut evidence, _) = Plan::default().evidence();
	evidence.leaf.version = 1;
	let anchor = seal_leaf(&mut evidence, Plan::default().blocks);
	assert_eq!(verify(&evidence, &anchor), Err(BrokenLink::LeafVersion { found: 1 }));
}

#[test]
fn leaf_that_does_not_come_before_the_header() {
	for leaf in [43, 44, u32::MAX] {
		let broken = BrokenLink::LeafNumber { leaf, header: 43 };
		assert_eq!(broken_by(|e| e.leaf.number = leaf), broken);
	}
	let (mut evidence, _) = Plan::default().evidence();
	evidence.header = header(0, &[consensus(MMR_ROOT_ENGINE_ID, &[0; 32])]);
	evidence.mmr_items.clear();
	let broken = BrokenLink::LeafNumber { leaf: 34, header: 0 };
	assert_eq!(verify(&evidence, &anchor(&evidence)), Err(broken));
}

#[test]
fn block_proof_of_another_length() {
	// Of the 43 = 32 + 8 + 2 + 1 blocks, number 34 is in the second mountain.
	let expected = 1 + 3 + 1;
	let broken = |found| BrokenLink::MmrProofLength { expected, found };
	assert_eq!(broken_by(|e| e.mmr_items.clear()), broken(0));
	assert_eq!(broken_by(|e| e.mmr_items.truncate(4)), broken(4));
	assert_eq!(broken_by(|e| e.mmr_items.push([0; 32])), broken(6));
}

#[test]
fn block_proof_with_the_mountains_to_the_right_one_by_one() {
	let (mut evidence, anchor) = Plan::default().evidence();
	let leaf = |n: u32| blake2_256(&leaf_of(n).encode());
	let two = blake2_256(&[leaf(40), leaf(41)].concat());
	let bagged = evidence.mmr_items.pop().unwrap();
	assert_eq!(bagged, blake2_256(&[leaf(42), two].concat()));
	evidence.mmr_items.extend([two, leaf(42)]);
	let broken = BrokenLink::MmrProofLength { expected: 5, found: 6 };
	assert_eq!(verify(&evidence, &anchor), Err(broken));
}

#[test]
fn block_that_does_not_lead_to_the_header() {
	for item in 0..5 {
		assert_eq!(broken_by(|e| e.mmr_items[item][0] ^= 1), BrokenLink::MmrProof);
	}
	assert_eq!(broken_by(|e| e.mmr_items.swap(1, 2)), BrokenLink::MmrProof);
	assert_eq!(broken_by(|e| e.leaf.number = 35), BrokenLink::MmrProof);
	assert_eq!(broken_by(|e| e.leaf.time += 1), BrokenLink::MmrProof);
	assert_eq!(broken_by(|e| e.leaf.count += 1), BrokenLink::MmrProof);
	assert_eq!(broken_by(|e| e.leaf.block_hash[0] ^= 1), BrokenLink::MmrProof);
	assert_eq!(broken_by(|e| e.leaf.records_root[0] ^= 1), BrokenLink::MmrProof);
}

#[test]
fn leaf_count_is_that_of_the_header() {
	let (mut evidence, _) = Plan::default().evidence();
	let root = Header::decode(&mut &evidence.header[..]).unwrap().mmr_root().unwrap();
	evidence.header = header(40, &[consensus(MMR_ROOT_ENGINE_ID, &root)]);
	let broken = BrokenLink::MmrProofLength { expected: 4, found: 5 };
	assert_eq!(verify(&evidence, &anchor(&evidence)), Err(broken));
}

#[test]
fn record_that_does_not_lead_to_its_block() {
	let broken = |change: fn(&mut Evidence)| match broken_by(change) {
		BrokenLink::RecordPath(error) => error,
		other => panic!("{other:?}"),
	};
	assert_eq!(broken(|e| e.record_path[0][0] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.record.record.operator[0] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.record.record.body[0] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.record_index = 4), PathError::Root);
	assert_eq!(broken(|e| e.record_index = 7), PathError::IndexOutOfRange);
	assert_eq!(broken(|e| e.record_path.clear()), PathError::Length);
	assert_eq!(broken(|e| e.record_path.push([0; 32])), PathError::Length);
}

#[test]
fn block_without_records() {
	let (mut evidence, _) = Plan::default().evidence();
	evidence.leaf = leaf_of(34);
	let anchor = seal_leaf(&mut evidence, Plan::default().blocks);
	let broken = BrokenLink::RecordPath(PathError::IndexOutOfRange);
	assert_eq!(verify(&evidence, &anchor), Err(broken));
}

#[test]
fn device_that_is_not_its_providers() {
	let plan = Plan::default();
	let other = key(P256, 9).public();
	assert_eq!(broken_by(|e| e.key_chain.first_root_key = other), BrokenLink::DeviceId);
	assert_eq!(forged_by(&plan, |e| e.record.record.provider[0] ^= 1), BrokenLink::DeviceId);
	assert_eq!(forged_by(&plan, |e| e.record.record.device_id.0[0] ^= 1), BrokenLink::DeviceId);
}

#[test]
fn rotations_of_another_number_than_the_epoch() {
	let broken = |epoch, found| BrokenLink::RotationCount { epoch, found };
	assert_eq!(forged_by(&rotated(), |e| e.key_chain.rotations.clear()), broken(2, 0));
	assert_eq!(forged_by(&rotated(), |e| e.record.record.epoch = 1), broken(1, 2));
	assert_eq!(
		forged_by(&Plan::default(), |e| e.record.record.epoch = u16::MAX),
		broken(u16::MAX, 0)
	);
}

#[test]
fn rotation_that_a_key_did_not_sign() {
	for epoch in [0, 1] {
		let at = usize::from(epoch);
		assert_eq!(
			forged_by(&rotated(), |e| flip(e.key_chain.rotations[at].by_old.as_mut().unwrap())),
			BrokenLink::RotationByOldKey { epoch }
		);
		assert_eq!(
			forged_by(&rotated(), |e| flip(&mut e.key_chain.rotations[at].by_new)),
			BrokenLink::RotationByNewKey { epoch }
		);
	}
	let other = key(Ed25519, 9).public();
	assert_eq!(
		forged_by(&rotated(), |e| e.key_chain.rotations[1].rotation.new_key = other),
		BrokenLink::RotationByOldKey { epoch: 1 }
	);
	assert_eq!(
		forged_by(&rotated(), |e| e.key_chain.rotations.swap(0, 1)),
		BrokenLink::RotationByOldKey { epoch: 0 }
	);
}

#[test]
fn a_recovered_key_shows() {
	let (mut evidence, anchor) = rotated().evidence();
	assert_eq!(verify(&evidence, &anchor).unwrap().recovered_epochs, [0; 0]);
	evidence.key_chain.rotations[1].by_old = None;
	assert_eq!(verify(&evidence, &anchor).unwrap().recovered_epochs, [2]);
	flip(&mut evidence.key_chain.rotations[1].by_new);
	assert_eq!(verify(&evidence, &anchor).unwrap_err(), BrokenLink::RotationByNewKey { epoch: 1 });
}

#[test]
fn rotation_to_a_weak_key() {
	let plan = Plan { roots: vec![Ed25519, Ed25519], delegated: None, ..Plan::default() };
	let broken = forged_by(&plan, |e| {
		let weak = PublicKey::Ed25519([0; 32]);
		let rotation = Rotation { new_key: weak };
		let context = SigningContext { epoch: 0, ..context(e) };
		let signed = &mut e.key_chain.rotations[0];
		signed.rotation = rotation;
		signed.by_old = Some(plan.keys()[0].sign(&rotation, &context));
		signed.by_new = Signature::Ed25519([0; 64]);
		e.record.record.key = weak;
		e.record.signature = Signature::Ed25519([0; 64]);
	});
	assert_eq!(broken, BrokenLink::RotationByNewKey { epoch: 0 });
}

fn delegation(evidence: &mut Evidence) -> &mut SignedDelegation {
	evidence.key_chain.delegation.as_mut().unwrap()
}

#[test]
fn delegation_that_the_root_key_did_not_sign() {
	assert_eq!(broken_by(|e| flip(&mut delegation(e).signature)), BrokenLink::Delegation);
	assert_eq!(broken_by(|e| delegation(e).delegation.number += 1), BrokenLink::Delegation);
	assert_eq!(broken_by(|e| delegation(e).delegation.expires_at += 1), BrokenLink::Delegation);
	let other = key(Ed25519, 9).public();
	assert_eq!(broken_by(|e| delegation(e).delegation.key = other), BrokenLink::Delegation);
}

#[test]
fn delegation_of_an_older_epoch() {
	let old = Plan { roots: vec![Ed25519], ..Plan::default() }.evidence().0.key_chain.delegation;
	let plan = Plan { roots: vec![Ed25519, Ed25519], ..Plan::default() };
	assert_eq!(forged_by(&plan, |e| e.key_chain.delegation = old), BrokenLink::Delegation);
}

#[test]
fn delegation_to_another_key() {
	let other = key(Ed25519, 9).public();
	assert_eq!(
		forged_by(&Plan::default(), |e| e.record.record.key = other),
		BrokenLink::DelegatedKey
	);
}

#[test]
fn delegation_that_had_expired() {
	for (late, result) in [(0, Ok(())), (1, Err(BrokenLink::DelegationExpired))] {
		let (mut evidence, _) = Plan::default().evidence();
		evidence.leaf.time = RECEIVED_AT + late;
		let anchor = seal_leaf(&mut evidence, Plan::default().blocks);
		assert_eq!(verify(&evidence, &anchor).map(|_| ()), result);
	}
}

#[test]
fn key_that_is_not_the_root_key() {
	let other = key(Ed25519, 9).public();
	assert_eq!(forged_by(&rooted(), |e| e.record.record.key = other), BrokenLink::RootKey);
	assert_eq!(broken_by(|e| e.key_chain.delegation = None), BrokenLink::RootKey);
}

#[test]
fn body_that_is_no_commitment() {
	let plan = Plan::default();
	assert_eq!(forged_by(&plan, |e| e.record.record.body.clear()), BrokenLink::RecordBody);
	assert_eq!(forged_by(&plan, |e| e.record.record.body.push(0)), BrokenLink::RecordBody);
	assert_eq!(
		forged_by(&plan, |e| *e.record.record.body.last_mut().unwrap() = 2),
		BrokenLink::RecordBody
	);
}

#[test]
fn signature_that_is_not_of_the_record() {
	let plan = Plan::default();
	assert_eq!(broken_by(|e| flip(&mut e.record.signature)), BrokenLink::RecordSignature);
	assert_eq!(forged_by(&plan, |e| e.record.record.seq += 1), BrokenLink::RecordSignature);
	assert_eq!(forged_by(&plan, |e| e.record.record.body[0] ^= 1), BrokenLink::RecordSignature);
	assert_eq!(
		forged_by(&plan, |e| e.record.signature = Signature::EcdsaP256([1; 64])),
		BrokenLink::RecordSignature
	);
	// The root key alone signed in no other context, so the chain's name shows here.
	assert_eq!(forged_by(&rooted(), |e| e.genesis_hash[0] ^= 1), BrokenLink::RecordSignature);
}

#[test]
fn high_s_signature() {
	let plan = Plan { roots: vec![P256], delegated: None, ..Plan::default() };
	let broken = forged_by(&plan, |e| {
		let Signature::EcdsaP256(bytes) = &mut e.record.signature else { panic!() };
		let low = p256::ecdsa::Signature::from_slice(bytes).unwrap();
		let (r, s) = low.split_scalars();
		let high = p256::ecdsa::Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
		*bytes = high.to_bytes().into();
	});
	assert_eq!(broken, BrokenLink::RecordSignature);
}

#[test]
fn counts_that_disagree() {
	let plan = Plan::default();
	let broken = forged_by(&plan, |e| set_commitment(e, |c| c.last_counter -= 1));
	assert_eq!(broken, BrokenLink::Counts);
	assert_eq!(forged_by(&plan, |e| set_commitment(e, |c| c.count = 0)), BrokenLink::Counts);
}

#[test]
fn reading_that_does_not_lead_to_the_commitment() {
	let broken = |change: fn(&mut Evidence)| match broken_by(change) {
		BrokenLink::Reading(error) => error,
		other => panic!("{other:?}"),
	};
	assert_eq!(broken(|e| e.reading.content[30] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.reading.content.clear()), PathError::Root);
	assert_eq!(broken(|e| e.reading.salt[0] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.reading.path[0][0] ^= 1), PathError::Root);
	assert_eq!(broken(|e| e.reading.index = 5), PathError::Root);
	assert_eq!(broken(|e| e.reading.index = 13), PathError::IndexOutOfRange);
	assert_eq!(broken(|e| e.reading.path.clear()), PathError::Length);
	assert_eq!(broken(|e| e.reading.path.push([0; 32])), PathError::Length);
}

#[test]
fn every_message_names_its_link() {
	let (evidence, _) = Plan::default().evidence();
	let broken = verify(&evidence, &Anchor::HeaderHash([0; 32])).unwrap_err().to_string();
	let hash = hex::encode(blake2_256(&evidence.header));
	assert_eq!(broken, format!("header: it is not the trusted one; its hash is 0x{hash}"));
	let broken = broken_by(|e| e.reading.content[30] ^= 1).to_string();
	assert_eq!(broken, "reading: it does not lead to the root that the device signed");
}

#[test]
fn statement_signed_for_another_purpose() {
	let broken = forged_by(&rooted(), |e| {
		let registration = Registration { provider: [0xa1; 32], model: 3 };
		e.record.signature = rooted().signer().sign(&registration, &context(e));
	});
	assert_eq!(broken, BrokenLink::RecordSignature);
}
