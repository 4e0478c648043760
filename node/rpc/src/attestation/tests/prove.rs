//! `attestation_prove`.

use super::*;
use crate::mock::{header, signing_key, BEST};
use bot_primitives::{
	key_chain::KeyChain,
	merkle::{self, SoftSha256},
	record::{index_key, SignedRecord},
	stream::WINDOW,
	MmrLeaf,
};
use codec::{Decode, Encode};
use polkadot_sdk::{sp_core::offchain::STORAGE_PREFIX, substrate_prometheus_endpoint::Counter};

#[test]
fn prove_gives_all_parts_of_the_proof() {
	for (at, number) in [(None, FINALIZED), (Some(hash(RECORDED + 1)), RECORDED + 1)] {
		let (chain, storage) = node();
		let leaf = chain.leaf();
		let proof = rpc((chain, storage)).prove(did(), 0, 7, at).unwrap();

		assert_eq!(proof.genesis_hash, hash(0));
		assert_eq!(proof.header_hash, hash(number));
		assert_eq!(proof.header.0, header(number).encode());
		assert_eq!(proof.mmr_items, [Hash::repeat_byte(5)]);
		assert_eq!(proof.leaf.0, leaf.encode());

		let signed = SignedRecord::decode(&mut &proof.record[..]).unwrap();
		assert_eq!(Some(&signed), record(7).signed().as_ref());
		assert_eq!(signed.record.key, signing_key());
		assert!(KeyChain::decode(&mut &proof.key_chain[..]).is_ok());

		let path: Vec<_> = proof.record_path.iter().map(|node| node.0).collect();
		let leads = merkle::verify::<SoftSha256>(
			signed.record.leaf_hash::<SoftSha256>(),
			proof.record_index.into(),
			leaf.count.into(),
			&path,
			&leaf.records_root,
		);
		assert_eq!(leads, Ok(()));
	}
}

#[test]
fn proofs_are_counted_that_are_given_out() {
	let proofs = Counter::new("proofs", "Proofs that were given out").unwrap();
	let rpc = AttestationRpc { proofs: Some(proofs.clone()), ..rpc(node()) };
	rpc.prove(did(), 0, 4, None).unwrap();
	rpc.prove(did(), 0, 7, None).unwrap();
	assert_eq!(refusal(rpc.prove(stranger(), 0, 4, None)), 9003);
	assert_eq!(proofs.get(), 2);
}

#[test]
fn proof_is_json_with_hexadecimal_bytes() {
	let proof = rpc(node()).prove(did(), 0, 4, None).unwrap();
	let json = serde_json::to_value(&proof).unwrap();
	assert_eq!(json["recordIndex"], 0);
	assert_eq!(json["mmrItems"][0], format!("0x{}", "05".repeat(32)));
	assert!(json["record"].as_str().unwrap().starts_with("0x"));
	assert_eq!(serde_json::from_value::<RecordProof>(json).unwrap(), proof);
}

#[test]
fn prove_is_refused_when_did_or_number_is_wrong() {
	let prove = |did: String, epoch, seq| refusal(rpc(node()).prove(did, epoch, seq, None));
	assert_eq!(prove("did:web:dev".into(), 0, 4), 9001);
	assert_eq!(prove(did().replace(":dev:", ":prod:"), 0, 4), 9002);
	assert_eq!(prove(stranger(), 0, 4), 9003);
	assert_eq!(prove(did(), 0, 6), 9020);
	assert_eq!(prove(did(), 1, 4), 9020);
}

#[test]
fn prove_is_refused_when_the_block_cannot_prove_the_record() {
	let prove = |at| refusal(rpc(node()).prove(did(), 0, 4, Some(at)));
	assert_eq!(prove(Hash::zero()), 9010);
	assert_eq!(prove(hash(BEST)), 9011);
	assert_eq!(prove(hash(RECORDED)), 9012);
}

#[test]
fn prove_says_retry_when_the_record_is_not_final() {
	let (mut chain, storage) = node();
	let head = StreamHead::new(0).with_seq(9, WINDOW).unwrap();
	chain.head = Some(head);
	let prove = |chain: &Chain, storage: &InMemOffchainStorage, seq| {
		refusal(rpc((chain.clone(), storage.clone())).prove(did(), 0, seq, None))
	};
	// In a block that is not indexed yet.
	assert_eq!(prove(&chain, &storage, 9), 9021);
	assert_eq!(prove(&chain, &storage, 10), 9020);

	// In none of the blocks up to the best one, so it was pruned.
	let storage = indexed(storage, BEST, 0, &chain);
	assert_eq!(prove(&chain, &storage, 9), 9020);

	// In the last finalized block.
	let mut storage = InMemOffchainStorage::default();
	store_records(&mut storage, &[4, 5, 7].map(record));
	let storage = indexed(storage, FINALIZED, FINALIZED, &chain);
	assert_eq!(prove(&chain, &storage, 4), 9021);
}

#[test]
fn prove_is_refused_when_the_index_is_incomplete() {
	let prove = |node| refusal(rpc(node).prove(did(), 0, 4, None));

	let (chain, mut storage) = node();
	storage.remove(STORAGE_PREFIX, &index_key::hashes(&chain.records_root));
	assert_eq!(prove((chain, storage)), 9022);

	let (chain, mut storage) = node();
	let hash = record(4).record.leaf_hash::<SoftSha256>();
	storage.remove(STORAGE_PREFIX, &index_key::record(&hash));
	assert_eq!(prove((chain, storage)), 9022);

	for leaf in [
		None,
		Some(MmrLeaf { number: RECORDED + 1, ..node().0.leaf() }),
		Some(MmrLeaf { records_root: [0; 32], ..node().0.leaf() }),
	] {
		let (mut chain, storage) = node();
		chain.wrong_leaf = Some(leaf);
		assert_eq!(prove((chain, storage)), 9022);
	}
}
