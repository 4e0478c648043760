//! `attestation_record` and `attestation_recordByHash`.

use super::*;
use crate::mock::{signing_key, BEST, OPERATOR};
use bot_primitives::{
	merkle::SoftSha256,
	record::{index_key, IndexedRecord},
	sales::{PayeeTotal, SalesReport, StatementBody, VendOutcome, VendResult},
	standing::{StandingBody, StandingChange},
	KeyProtection, PublicKey, RecallReason, RecallTarget, Record, RecordKind,
};
use codec::Encode;
use polkadot_sdk::sp_core::offchain::STORAGE_PREFIX;
use serde_json::json;

fn record_hash(indexed: &IndexedRecord) -> Hash {
	indexed.record.leaf_hash::<SoftSha256>().into()
}

/// A recall of model 7, which names no device.
fn recall() -> IndexedRecord {
	let change = StandingChange::Recalled {
		target: RecallTarget::Model(7),
		reason: RecallReason::Safety,
		expires_at: None,
	};
	let record = Record {
		kind: RecordKind::Standing,
		device_id: DeviceId([0; 32]),
		provider: [0; 32],
		operator: [0; 32],
		model: 0,
		key: PublicKey::Ed25519([0; 32]),
		protection: KeyProtection::Software,
		epoch: 0,
		seq: 0,
		body: StandingBody { by: OPERATOR.into(), change }.encode(),
	};
	IndexedRecord { record, signature: None }
}

/// A node whose index holds a recall in block 3.
fn node_with_recall() -> (Chain, InMemOffchainStorage) {
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	chain.records_root = store_records(&mut storage, &[record(4), recall()]);
	let storage = indexed(storage, FINALIZED, RECORDED, &chain);
	(chain, storage)
}

#[test]
fn record_is_given_with_signature_and_place() {
	let (chain, storage) = node();
	let root = Hash::from(chain.records_root);
	let found = rpc((chain, storage)).record(did(), 0, 7, None).unwrap();
	let expected = json!({
		"recordHash": record_hash(&record(7)),
		"blockNumber": RECORDED,
		"blockHash": hash(RECORDED),
		"recordsRoot": root,
		"index": 2,
		"count": 3,
		"record": {
			"did": did(),
			"deviceId": Hash::from(device_id().0),
			"provider": "5CGYyLcrWUfBDKExbvRjDQinEoCZWQmD6SjaXBLhny6A2wjE",
			"operator": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
			"model": 0,
			"key": { "ecdsaP256": "0x037f235830dd3defa722ef1aa249d6a0ddbba4f990b0817538933f573640653542" },
			"protection": "software",
			"epoch": 0,
			"seq": 7,
			"body": { "unknown": "0x010203" },
		},
		"signature": { "ecdsaP256": format!("0x{}", "04".repeat(64)) },
		"encoded": format!("0x{}", hex::encode(record(7).encode())),
	});
	assert_eq!(serde_json::to_value(&found).unwrap(), expected);
	assert_eq!(serde_json::from_value::<FoundRecord>(expected).unwrap(), found);
	assert_eq!(found.record.key, signing_key().into());
}

#[test]
fn record_shows_what_was_committed_to() {
	use bot_primitives::{record::DataBody, Commitment};

	let commitment = Commitment {
		root: [5; 32],
		count: 3,
		first_counter: 10,
		last_counter: 12,
		first_at: 1_000,
		last_at: 2_000,
		content: 110,
	};
	let mut data = record(4);
	data.record.body = DataBody { commitment, clock_suspect: true }.encode();
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	chain.records_root = store_records(&mut storage, &[data]);
	let storage = indexed(storage, FINALIZED, RECORDED, &chain);
	let found = rpc((chain, storage)).record(did(), 0, 4, None).unwrap();
	let expected = json!({ "data": {
		"commitment": {
			"root": format!("0x{}", "05".repeat(32)),
			"count": 3,
			"firstCounter": 10,
			"lastCounter": 12,
			"firstAt": 1_000,
			"lastAt": 2_000,
			"content": 110,
		},
		"clockSuspect": true,
	}});
	assert_eq!(serde_json::to_value(&found.record.body).unwrap(), expected);
}

#[test]
fn record_is_found_by_its_hash_whether_a_device_signed_it_or_not() {
	let rpc = rpc(node_with_recall());
	let data = rpc.record_by_hash(record_hash(&record(4)), None).unwrap();
	assert_eq!(data, rpc.record(did(), 0, 4, None).unwrap());

	let found = rpc.record_by_hash(record_hash(&recall()), None).unwrap();
	assert_eq!((found.block_number, found.index, found.count), (RECORDED, 1, 2));
	assert_eq!((found.signature, found.record.did), (None, None));
	let expected = json!({ "standing": {
		"by": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
		"change": { "recalled": {
			"target": { "model": 7 },
			"reason": "Safety",
			"expiresAt": null,
		}},
	}});
	assert_eq!(serde_json::to_value(&found.record.body).unwrap(), expected);
}

#[test]
fn record_is_that_of_a_block_up_to_the_one_named() {
	let record_by = |at| rpc(node()).record(did(), 0, 4, Some(at)).map(|found| found.block_number);
	assert_eq!(record_by(hash(RECORDED)).unwrap(), RECORDED);
	assert_eq!(refusal(record_by(hash(RECORDED - 1))), 9012);
	assert_eq!(refusal(record_by(hash(BEST))), 9011);
	assert_eq!(refusal(record_by(Hash::zero())), 9010);
	let by_hash = |at| refusal(rpc(node()).record_by_hash(record_hash(&record(4)), Some(at)));
	assert_eq!(by_hash(hash(RECORDED - 1)), 9012);
	assert_eq!(by_hash(hash(BEST)), 9011);
	assert_eq!(by_hash(Hash::zero()), 9010);
}

#[test]
fn record_is_refused_when_did_or_number_is_wrong() {
	let record = |did: String, epoch, seq| refusal(rpc(node()).record(did, epoch, seq, None));
	assert_eq!(record("did:web:dev".into(), 0, 4), 9001);
	assert_eq!(record(did().replace(":dev:", ":prod:"), 0, 4), 9002);
	assert_eq!(record(stranger(), 0, 4), 9003);
	assert_eq!(record(did(), 0, 6), 9020);
	assert_eq!(record(did(), 1, 4), 9020);
	assert_eq!(refusal(rpc(node()).record_by_hash(Hash::zero(), None)), 9020);
}

#[test]
fn record_that_is_not_final_has_no_place_yet() {
	let (mut chain, mut storage) = node();
	chain.head = StreamHead::new(0).with_seq(9, 64).ok();
	// The blocks of all forks leave their records, here one with another body under the number 7.
	let mut other = record(7);
	other.record.body.push(4);
	store_records(&mut storage, &[record(9), other.clone()]);
	let asked = |storage: &InMemOffchainStorage, record: &IndexedRecord| {
		let rpc = rpc((chain.clone(), storage.clone()));
		refusal(rpc.record_by_hash(record_hash(record), None))
	};
	assert_eq!(refusal(rpc((chain.clone(), storage.clone())).record(did(), 0, 9, None)), 9021);
	assert_eq!(asked(&storage, &record(9)), 9021);
	assert_eq!(asked(&storage, &other), 9020);
	// Once all blocks are indexed, nothing will come of it.
	let storage = indexed(storage, BEST, 0, &chain);
	assert_eq!(asked(&storage, &record(9)), 9020);
}

#[test]
fn record_is_refused_when_the_index_is_incomplete() {
	for key in
		[index_key::hashes(&node().0.records_root), index_key::record(&record_hash(&record(4)).0)]
	{
		let (chain, mut storage) = node();
		storage.remove(STORAGE_PREFIX, &key);
		assert_eq!(refusal(rpc((chain, storage)).record(did(), 0, 4, None)), 9022);
	}
}

/// The record of the device with the number `seq`, with another body.
fn record_of(kind: RecordKind, seq: u64, body: &impl Encode) -> IndexedRecord {
	let mut indexed = record(seq);
	(indexed.record.kind, indexed.record.body) = (kind, body.encode());
	indexed
}

#[test]
fn what_was_sold_is_found_by_the_hash_of_its_record() {
	let report = SalesReport {
		number: 4,
		agreement: 3,
		version: 1,
		opened_at: 5,
		closed_at: 6,
		lines: 2,
		root: [7; 32],
		totals: [8; 32],
		quantity: 9,
		gross: u128::MAX,
		lifetime_quantity: u64::MAX,
		lifetime_gross: u128::MAX,
	};
	let account = OPERATOR.into();
	let statement = StatementBody {
		agreement: 3,
		version: 1,
		period: 2,
		closed_at: 6,
		quantity: 9,
		gross: 10,
		payees: vec![PayeeTotal { account, due: 7, reversed: 2, returned: 1 }],
	};
	let vend = VendResult { purchase: 11, outcome: VendOutcome::Failed };
	let most = u128::MAX.to_string();
	let expected = [
		(
			// Under the number of a commitment that the node has too.
			record_of(RecordKind::SalesReport, 4, &report),
			json!({ "salesReport": {
				"number": 4,
				"agreement": 3,
				"version": 1,
				"openedAt": 5,
				"closedAt": 6,
				"lines": 2,
				"root": format!("0x{}", "07".repeat(32)),
				"totals": format!("0x{}", "08".repeat(32)),
				"quantity": 9,
				"gross": most,
				"lifetimeQuantity": u64::MAX,
				"lifetimeGross": most,
			} }),
		),
		(
			record_of(RecordKind::VendResult, 11, &vend),
			json!({ "vendResult": { "purchase": 11, "outcome": "Failed" } }),
		),
		(
			record_of(RecordKind::RevenueStatement, 2, &statement),
			json!({ "revenueStatement": {
				"agreement": 3,
				"version": 1,
				"period": 2,
				"closedAt": 6,
				"quantity": 9,
				"gross": "10",
				"payees": [{
					"account": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
					"due": "7",
					"reversed": "2",
					"returned": "1",
				}],
			} }),
		),
	];
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	let records = expected.iter().map(|(record, _)| record.clone()).chain([record(4)]);
	chain.records_root = store_records(&mut storage, &records.collect::<Vec<_>>());
	let storage = indexed(storage, FINALIZED, RECORDED, &chain);
	let rpc = rpc((chain, storage));
	for (record, body) in expected {
		let found = rpc.record_by_hash(record_hash(&record), None).unwrap();
		assert_eq!(serde_json::to_value(&found.record.body).unwrap(), body);
	}
	let found = rpc.record(did(), 0, 4, None).unwrap();
	assert_eq!(found.record_hash, record_hash(&record(4)));
}
