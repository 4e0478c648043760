//! `attestation_archive`.

use super::*;
use crate::mock::{header, root_key, signing_key, BEST};
use bot_primitives::{
	key_chain::{KeyChain, SignedDelegation},
	merkle::SoftSha256,
	payload::Delegation,
	record::{index_key, DataBody, IndexedRecord},
	Commitment, MmrLeaf, PublicKey, Signature,
};
use codec::{Decode, DecodeAll, Encode};
use polkadot_sdk::sp_core::{offchain::STORAGE_PREFIX, Bytes};
use serde_json::json;

/// The numbers of the blocks in an answer, each with the number of its records.
fn contents(archive: &Archive) -> Vec<(BlockNumber, usize)> {
	let block = |block: &ArchivedBlock| {
		let leaf = MmrLeaf::decode_all(&mut &block.leaf[..]).unwrap();
		assert_eq!(usize::try_from(leaf.count), Ok(block.records.len()));
		(leaf.number, block.records.len())
	};
	archive.blocks.iter().map(block).collect()
}

#[test]
fn archive_has_the_leaves_and_records_of_the_blocks_before_the_header() {
	let rpc = rpc(node());
	let archive = rpc.archive(0, MAX_ENTRIES, None).unwrap();
	assert_eq!(contents(&archive), [(0, 0), (1, 0), (2, 0), (3, 3), (4, 0)]);
	assert_eq!(archive.header_hash, hash(FINALIZED));
	assert_eq!(archive.header.0, header(FINALIZED).encode());
	let records: Vec<_> = archive.blocks[3]
		.records
		.iter()
		.map(|bytes| IndexedRecord::decode_all(&mut &bytes[..]).unwrap())
		.collect();
	assert_eq!(records, [4, 5, 7].map(record));

	// One key signed the three records.
	let [chain] = &archive.key_chains[..] else { panic!("{:?}", archive.key_chains) };
	assert_eq!((chain.device_id, chain.epoch), (device_id().0.into(), 0));
	assert_eq!(PublicKey::decode(&mut &chain.key[..]), Ok(signing_key()));
	let decoded = KeyChain::decode_all(&mut &chain.chain[..]).unwrap();
	assert_eq!(decoded.first_root_key, root_key());
}

#[test]
fn archive_is_given_in_parts() {
	let rpc = rpc(node());
	let part = |from, limit, at| contents(&rpc.archive(from, limit, at).unwrap());
	assert_eq!(part(1, 2, None), [(1, 0), (2, 0)]);
	assert_eq!(part(3, 256, None), [(3, 3), (4, 0)]);
	assert_eq!(part(0, 256, Some(hash(2))), [(0, 0), (1, 0)]);
	assert_eq!(part(FINALIZED, 1, None), []);
	assert_eq!(part(u32::MAX, 256, None), []);
	assert!(rpc.archive(4, 1, None).unwrap().key_chains.is_empty());
}

#[test]
fn archive_is_json_with_hexadecimal_bytes() {
	let archive = rpc(node()).archive(3, 1, None).unwrap();
	let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
	let [chain] = &archive.key_chains[..] else { panic!("{:?}", archive.key_chains) };
	let records = [4, 5, 7].map(|seq| hex(&record(seq).encode()));
	let expected = json!({
		"header": hex(&header(FINALIZED).encode()),
		"headerHash": hash(FINALIZED),
		"blocks": [{
			"leaf": hex(&node().0.leaf().encode()),
			"records": records,
		}],
		"keyChains": [{
			"deviceId": hex(&device_id().0),
			"epoch": 0,
			"key": hex(&signing_key().encode()),
			"chain": hex(&chain.chain),
		}],
	});
	assert_eq!(serde_json::to_value(&archive).unwrap(), expected);
	assert_eq!(serde_json::from_value::<Archive>(expected).unwrap(), archive);
}

#[test]
fn archive_ends_before_a_block_that_makes_it_too_long() {
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	let count = u64::try_from(MAX_RECORDS).unwrap() + 1;
	let records: Vec<_> = (0..count).map(record).collect();
	chain.records_root = store_records(&mut storage, &records);
	let leaf = MmrLeaf { count: u32::try_from(count).unwrap(), ..chain.leaf() };
	chain.wrong_leaf = Some(Some(leaf));
	let rpc = rpc((chain, storage));
	assert_eq!(contents(&rpc.archive(1, 256, None).unwrap()), [(1, 0), (2, 0)]);
	// A block that is too long by itself is given whole, and what holds nothing comes with it.
	assert_eq!(contents(&rpc.archive(3, 256, None).unwrap()), [(3, MAX_RECORDS + 1), (4, 0)]);
}

#[test]
fn archive_is_refused_when_limit_or_block_is_wrong() {
	let archive = |limit, at| refusal(rpc(node()).archive(0, limit, at));
	assert_eq!(archive(0, None), 9004);
	assert_eq!(archive(MAX_ENTRIES + 1, None), 9004);
	assert_eq!(archive(1, Some(Hash::zero())), 9010);
	assert_eq!(archive(1, Some(hash(BEST))), 9011);
}

#[test]
fn archive_is_refused_when_the_index_is_incomplete() {
	let archive = |node| refusal(rpc(node).archive(2, 2, None));
	for key in [
		index_key::hashes(&node().0.records_root),
		index_key::record(&record(5).record.leaf_hash::<SoftSha256>()),
	] {
		let (chain, mut storage) = node();
		storage.remove(STORAGE_PREFIX, &key);
		assert_eq!(archive((chain, storage)), 9022);
	}
	for leaf in [None, Some(MmrLeaf { number: RECORDED + 1, ..node().0.leaf() })] {
		let (mut chain, storage) = node();
		chain.wrong_leaf = Some(leaf);
		assert_eq!(archive((chain, storage)), 9022);
	}
	// A record of a key that never was the device's.
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	let mut strange = record(4);
	strange.record.epoch = 1;
	chain.records_root = store_records(&mut storage, &[strange]);
	chain.wrong_leaf = Some(Some(MmrLeaf { count: 1, ..chain.leaf() }));
	assert_eq!(archive((chain, storage)), 9022);
}

#[test]
fn archive_says_which_records_are_pruned() {
	let (chain, storage) = node();
	let mut index = EvidenceIndex::new(storage);
	assert!(index.step(FINALIZED, Some(1), |_| Ok(None)).advanced);
	let rpc = rpc((chain, index.into_storage()));
	assert_eq!(refusal(rpc.archive(2, 2, None)), 9023);
	assert_eq!(contents(&rpc.archive(4, 1, None).unwrap()), [(4, 0)]);
}

#[test]
fn a_record_and_its_key_chain_are_as_long_as_is_counted_on() {
	let mut record = record(u64::MAX);
	let commitment = Commitment {
		root: [1; 32],
		count: u32::MAX,
		first_counter: 0,
		last_counter: u64::MAX,
		first_at: 0,
		last_at: u64::MAX,
		content: 110,
	};
	record.record.body = DataBody { commitment, clock_suspect: true }.encode();
	let key = signing_key();
	let delegation = Delegation { number: u32::MAX, key, expires_at: u64::MAX };
	let signature = Signature::EcdsaP256([4; 64]);
	let chain = KeyChain {
		first_root_key: key,
		rotations: Vec::new(),
		delegation: Some(SignedDelegation { delegation, signature }),
	};
	let archived = ArchivedKeyChain {
		device_id: device_id().0.into(),
		epoch: u16::MAX,
		key: key.encode().into(),
		chain: chain.encode().into(),
	};
	let entry = json!([Bytes::from(record.encode()), archived]).to_string();
	assert!(entry.len() <= RECORD_LEN, "{} characters", entry.len());
}
