//! The methods on a small chain.

mod archive;
mod prove;
mod record;
mod stream;
mod verify;

use super::*;
use crate::{
	mock::{
		device_id, did, hash, record, refusal, store_records, stranger, Chain, FINALIZED, RECORDED,
	},
	MAX_ENTRIES,
};
use polkadot_sdk::sp_core::offchain::storage::InMemOffchainStorage;

/// A node whose index holds the records 4, 5 and 7 of the device in block 3.
fn node() -> (Chain, InMemOffchainStorage) {
	let mut chain = Chain::default();
	let mut storage = InMemOffchainStorage::default();
	chain.records_root = store_records(&mut storage, &[4, 5, 7].map(record));
	let storage = indexed(storage, FINALIZED, RECORDED, &chain);
	(chain, storage)
}

/// `storage` after the blocks up to `finalized` are indexed, of which `recorded` has the records.
fn indexed(
	storage: InMemOffchainStorage,
	finalized: BlockNumber,
	recorded: BlockNumber,
	chain: &Chain,
) -> InMemOffchainStorage {
	let mut index = EvidenceIndex::new(storage);
	let root = |number| Ok((number == recorded).then_some(chain.records_root));
	assert_eq!(index.step(finalized, None, root).failure, None);
	index.into_storage()
}

fn rpc(
	(chain, storage): (Chain, InMemOffchainStorage),
) -> AttestationRpc<Chain, InMemOffchainStorage, Chain> {
	let (client, mmr) = (Arc::new(chain.clone()), chain);
	AttestationRpc {
		client,
		index: EvidenceIndex::new(storage),
		mmr,
		slots: Slots::default(),
		proofs: None,
	}
}

#[test]
fn what_takes_up_a_processor_is_refused_while_as_much_as_may_be_is_done() {
	let rpc = rpc(node());
	let _taken: Vec<_> = (0..MAX_AT_ONCE).map(|_| rpc.slots.take().ok().unwrap()).collect();
	assert_eq!(refusal(rpc.prove(did(), 0, 4, None)), 9092);
	assert_eq!(refusal(rpc.verify(Value::Null, None)), 9092);
	assert_eq!(refusal(rpc.archive(0, 1, None)), 9092);
	assert!(rpc.record(did(), 0, 4, None).is_ok() && rpc.stream(did(), None).is_ok());
}
