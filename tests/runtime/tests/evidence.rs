//! Evidence from the composed runtime: what the chain commits to is what verifiers check.

use bot_evidence::{verify, Anchor, Evidence, Reading};
use bot_primitives::{
	merkle::{self, SoftSha256},
	payload::{DataStatement, Delegation, Rotation},
	record::{index_key, IndexedRecord},
	signer::SecretKey,
	Commitment, Hash256,
};
use bot_runtime_tests::{
	chain::{Bot, Chain, START},
	devices::Device,
};
use codec::Encode;
use polkadot_sdk::sp_keyring::Sr25519Keyring::Bob;

const SALT: [u8; 16] = [3; 16];

fn reading(n: u32) -> Vec<u8> {
	format!("[{{\"n\":\"t\",\"v\":{n}}}]").into_bytes()
}

/// Attests five readings under `seq`, and gives their leaves.
fn attest(chain: &mut Chain, device: &Device, seq: u64) -> Vec<Hash256> {
	let leaves: Vec<_> =
		(0..5).map(|n| merkle::salted_leaf_hash::<SoftSha256>(&SALT, &reading(n))).collect();
	let statement = DataStatement {
		seq,
		commitment: Commitment {
			root: merkle::root::<SoftSha256>(&leaves).unwrap(),
			count: 5,
			first_counter: 0,
			last_counter: 4,
			first_at: START,
			last_at: START + 4_000,
			content: 110,
		},
	};
	let signature = device.key.sign(&statement, &device.context);
	let others = Device::register(chain, SecretKey::ed25519([90 + seq as u8; 32]));
	let outcomes = chain.block(vec![others.attest(0), device.attest_as(statement, signature)]);
	assert!(outcomes.iter().all(|outcome| *outcome == Ok(Ok(()))), "{outcomes:?}");
	leaves
}

/// Evidence for reading 2 of the second record of block `number`, against the last header.
fn prove(chain: &mut Chain, device: &Device, number: u32, leaves: &[Hash256]) -> Evidence {
	let header = chain.header().clone();
	let (leaf, items) = chain.mmr_proof(number);
	assert_eq!(leaf.number, number);
	let hashes: Vec<Hash256> = chain.indexed(&index_key::hashes(&leaf.records_root));
	let record: IndexedRecord = chain.indexed(&index_key::record(&hashes[1]));
	let key_chain = chain.with(|| {
		let record = &record.record;
		pallet_device_did::Pallet::<Bot>::key_chain(&record.device_id, record.epoch, &record.key)
	});
	Evidence {
		genesis_hash: device.context.genesis_hash,
		reading: Reading {
			salt: SALT,
			content: reading(2),
			index: 2,
			path: merkle::path::<SoftSha256>(leaves, 2).unwrap(),
		},
		record: record.signed().unwrap(),
		key_chain: key_chain.unwrap(),
		record_index: 1,
		record_path: merkle::path::<SoftSha256>(&hashes, 1).unwrap(),
		leaf,
		mmr_items: items,
		header: header.encode(),
	}
}

#[test]
fn a_reading_is_proved_through_rotation_and_delegation_and_many_blocks() {
	let mut chain = Chain::new();
	let mut device = Device::new(&mut chain);

	// The root key gives its place to another, which lets a third sign.
	let (root, data) = (SecretKey::p256(&[8; 32]).unwrap(), SecretKey::ed25519([9; 32]));
	let rotation = Rotation { new_key: root.public() };
	let (by_old, by_new) =
		(device.key.sign(&rotation, &device.context), root.sign(&rotation, &device.context));
	let index = device.index;
	chain.call(Bob, pallet_device_did::Call::rotate { device: index, rotation, by_old, by_new });
	device.context.epoch = 1;
	let delegation = Delegation { number: 1, key: data.public(), expires_at: u64::MAX };
	let signature = root.sign(&delegation, &device.context);
	chain.call(Bob, pallet_device_did::Call::delegate { device: index, delegation, signature });
	device.key = data;

	let leaves = attest(&mut chain, &device, 0);
	let number = chain.header().number;
	for distance in 1..40 {
		chain.block(vec![]);
		let evidence = prove(&mut chain, &device, number, &leaves);
		let anchor = Anchor::HeaderHash(chain.header().hash().0);
		let verdict = verify(&evidence, &anchor).unwrap_or_else(|broken| {
			panic!("at a distance of {distance} blocks: {broken}");
		});
		assert_eq!(verdict.device_id, device.context.device_id);
		assert_eq!((verdict.epoch, verdict.seq), (1, 0));
	}
}

#[test]
fn another_chains_header_proves_nothing() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let leaves = attest(&mut chain, &device, 0);
	let number = chain.header().number;
	chain.block(vec![]);
	let evidence = prove(&mut chain, &device, number, &leaves);
	let parent = Anchor::HeaderHash(chain.header().parent_hash.0);
	assert!(verify(&evidence, &parent).is_err());
	let own = Anchor::HeaderHash(chain.header().hash().0);
	assert!(verify(&evidence, &own).is_ok());
}
