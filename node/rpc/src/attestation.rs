//! Streams of attestations, and proofs of their records.

use std::{sync::Arc, thread, time::Duration};

use bot_primitives::{
	merkle::{self, SoftSha256},
	record::IndexedRecord,
	DeviceId, DeviceIndex, MmrLeaf, StreamHead,
};
use codec::{DecodeAll, Encode};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_attestation_runtime_api::AttestationApi as AttestationRuntimeApi;
use pallet_device_did::DeviceInfo;
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use polkadot_sdk::{
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::{offchain::OffchainStorage, Bytes},
};
use serde::{Deserialize, Serialize};

use crate::{
	block_or_best,
	did::device,
	error::Error,
	finalized_or_last,
	index::{EvidenceIndex, Place},
	mmr::{Mmr, OffchainMmr, ProvedLeaf},
	AccountId, Block, BlockNumber, Hash,
};

/// How often, and after which delay, it is seen whether the index has taken up what is final. It
/// does so in the milliseconds after a block became final.
const INDEX_TRIES: u32 = 20;
const INDEX_DELAY: Duration = Duration::from_millis(10);

/// Methods about attestations.
#[rpc(client, server)]
pub trait AttestationApi {
	/// The state of the stream of the device `did`.
	#[method(name = "attestation_stream", blocking)]
	fn stream(&self, did: String, at: Option<Hash>) -> RpcResult<Stream>;

	/// All that proves the record with the number `number` in `epoch` of the device `did`, up to the
	/// header `at`, which is finalized.
	#[method(name = "attestation_prove", blocking)]
	fn prove(
		&self,
		did: String,
		epoch: u16,
		// The macro keeps a variable named `seq`.
		#[argument(rename = "seq")] number: u64,
		at: Option<Hash>,
	) -> RpcResult<RecordProof>;
}

/// The state of a device's stream.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
	/// Number of the device.
	pub device: DeviceIndex,
	/// Epoch of the device's keys.
	pub epoch: u16,
	/// One above the highest number used.
	pub next_seq: u64,
	/// How many numbers left the window unused.
	pub unseen: u32,
	/// The numbers in the window that were not used.
	pub missing: Vec<u64>,
	/// Theoretical arrival time, in thousandths of a block since genesis.
	pub tat: u64,
}

/// All that an evidence file holds but the reading.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordProof {
	/// Hash of the chain's genesis block.
	pub genesis_hash: Hash,
	/// The record with its signature, SCALE-encoded.
	pub record: Bytes,
	/// What leads from the device's id to the key that signed, SCALE-encoded.
	pub key_chain: Bytes,
	/// Index of the record in its block.
	pub record_index: u32,
	/// Path from the record to the root of the block's records.
	pub record_path: Vec<Hash>,
	/// The leaf of the block in the Merkle Mountain Range, SCALE-encoded.
	pub leaf: Bytes,
	/// The nodes that lead from the leaf to the root in the header's digest.
	pub mmr_items: Vec<Hash>,
	/// The header, SCALE-encoded.
	pub header: Bytes,
	/// Hash of the header.
	pub header_hash: Hash,
}

/// The server's side of [`AttestationApiServer`].
pub struct AttestationRpc<C, S, M> {
	client: Arc<C>,
	index: EvidenceIndex<S>,
	mmr: M,
}

impl<C, S: OffchainStorage> AttestationRpc<C, S, OffchainMmr<C, S>> {
	/// Answers from `client` and from what the off-chain `storage` holds.
	pub fn new(client: Arc<C>, storage: S) -> Self {
		Self {
			client: client.clone(),
			index: EvidenceIndex::new(storage.clone()),
			mmr: OffchainMmr::new(client, storage),
		}
	}
}

impl<C, S, M> AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage,
	M: Mmr,
{
	fn stream_of(&self, did: &str, at: Option<Hash>) -> Result<Stream, Error> {
		let block = block_or_best(&*self.client, at)?;
		let (_, device) = device(&*self.client, block, did)?;
		let head = self.stream_head(block, &device)?;
		Ok(Stream {
			device: device.index,
			epoch: head.epoch,
			next_seq: head.next_seq,
			unseen: head.unseen,
			missing: head.missing().collect(),
			tat: head.tat,
		})
	}

	fn stream_head(
		&self,
		block: Hash,
		device: &DeviceInfo<AccountId>,
	) -> Result<StreamHead, Error> {
		let head = self.client.runtime_api().stream_head(block, device.index)?;
		Ok(head.unwrap_or(StreamHead::new(device.hot.epoch)))
	}

	fn proof(
		&self,
		did: &str,
		epoch: u16,
		seq: u64,
		at: Option<Hash>,
	) -> Result<RecordProof, Error> {
		let header = finalized_or_last(&*self.client, at)?;
		// All is read at the best block: the past does not depend on it, and the state of the block
		// to prove with may be pruned.
		let best = self.client.info().best_hash;
		let (id, device) = device(&*self.client, best, did)?;
		let Some(place) = self.place(&id, epoch, seq) else {
			return Err(self.why_no_place(&device, epoch, seq)?);
		};
		// The leaf of a block is appended by the next one.
		if place.number >= header.number {
			return Err(match at {
				Some(_) => Error::BlockTooEarly(place.number),
				None => Error::RecordNotFinal,
			});
		}

		let hashes = self
			.index
			.hashes(&place.records_root)
			.ok_or(Error::IncompleteIndex("the hashes of the block's records"))?;
		let position = usize::try_from(place.index).unwrap_or(usize::MAX);
		let path = merkle::path::<SoftSha256>(&hashes, position);
		let signed = hashes.get(position).and_then(|hash| self.index.record(hash));
		let (Some(path), Some(signed)) = (path, signed.and_then(IndexedRecord::signed)) else {
			return Err(Error::IncompleteIndex("the record"));
		};
		let key_chain = self
			.client
			.runtime_api()
			.key_chain(best, id, epoch, signed.record.key)?
			.ok_or(Error::IncompleteIndex("the key chain of the record"))?;
		let (leaf, mmr_items) = self.prove_leaf(&place, header.number)?;

		Ok(RecordProof {
			genesis_hash: self.client.info().genesis_hash,
			record: signed.encode().into(),
			key_chain: key_chain.encode().into(),
			record_index: place.index,
			record_path: path.into_iter().map(Hash::from).collect(),
			leaf: leaf.into(),
			mmr_items,
			header: header.encode().into(),
			header_hash: header.hash(),
		})
	}

	/// Where the record stands, after a moment for the index to take up what is final.
	fn place(&self, id: &DeviceId, epoch: u16, seq: u64) -> Option<Place> {
		let finalized = self.client.info().finalized_number;
		for _ in 0..INDEX_TRIES {
			if self.index.progress().indexed >= finalized {
				break;
			}
			thread::sleep(INDEX_DELAY);
		}
		self.index.place(id, epoch, seq)
	}

	/// Tells a record that the index does not hold yet from one that it does not hold at all.
	fn why_no_place(
		&self,
		device: &DeviceInfo<AccountId>,
		epoch: u16,
		seq: u64,
	) -> Result<Error, Error> {
		let info = self.client.info();
		let head = self.stream_head(info.best_hash, device)?;
		let is_used = head.epoch == epoch
			&& seq < head.next_seq
			&& head.missing().all(|unused| unused != seq);
		let is_indexed = self.index.progress().indexed >= info.best_number;
		Ok(if is_used && !is_indexed { Error::RecordNotFinal } else { Error::UnknownRecord })
	}

	/// The leaf of the block at `place`, and what leads from it to the root in the header of block
	/// `by`.
	fn prove_leaf(&self, place: &Place, by: BlockNumber) -> Result<ProvedLeaf, Error> {
		let (leaf, nodes) = self.mmr.prove(place.number, by)?;
		let is_of_block = MmrLeaf::decode_all(&mut &leaf[..]).is_ok_and(|leaf| {
			leaf.number == place.number && leaf.records_root == place.records_root
		});
		if is_of_block {
			Ok((leaf, nodes))
		} else {
			Err(Error::IncompleteIndex("the block's leaf"))
		}
	}
}

impl<C, S, M> AttestationApiServer for AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage + 'static,
	M: Mmr + Send + Sync + 'static,
{
	fn stream(&self, did: String, at: Option<Hash>) -> RpcResult<Stream> {
		Ok(self.stream_of(&did, at)?)
	}

	fn prove(
		&self,
		did: String,
		epoch: u16,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<RecordProof> {
		Ok(self.proof(&did, epoch, number, at)?)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{
		device_id, hash, header, network, record, refusal, signing_key, store_records, Chain, BEST,
		FINALIZED, RECORDED,
	};
	use bot_primitives::{
		key_chain::KeyChain,
		record::{index_key, SignedRecord},
		stream::WINDOW,
		Did,
	};
	use codec::Decode;
	use polkadot_sdk::sp_core::offchain::{storage::InMemOffchainStorage, STORAGE_PREFIX};

	fn did() -> String {
		Did::of_device(network(), device_id()).to_string()
	}

	fn stranger() -> String {
		Did::of_device(network(), DeviceId([3; 32])).to_string()
	}

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
		AttestationRpc { client, index: EvidenceIndex::new(storage), mmr }
	}

	#[test]
	fn stream_shows_what_is_missing() {
		let (mut chain, storage) = node();
		let head = [4, 5, 7]
			.into_iter()
			.fold(StreamHead::new(0), |head, seq| head.with_seq(seq, WINDOW).unwrap());
		chain.head = Some(StreamHead { tat: 9_000, unseen: 2, ..head });
		let stream = rpc((chain, storage)).stream(did(), None).unwrap();
		let expected = Stream {
			device: 6,
			epoch: 0,
			next_seq: 8,
			unseen: 2,
			missing: vec![0, 1, 2, 3, 6],
			tat: 9_000,
		};
		assert_eq!(stream, expected);
		assert_eq!(
			serde_json::to_value(&stream).unwrap(),
			serde_json::json!({
				"device": 6,
				"epoch": 0,
				"nextSeq": 8,
				"unseen": 2,
				"missing": [0, 1, 2, 3, 6],
				"tat": 9_000,
			})
		);
	}

	#[test]
	fn stream_is_empty_before_the_first_attestation() {
		let mut chain = node().0;
		chain.device.hot.epoch = 2;
		let stream = rpc((chain, Default::default())).stream(did(), Some(hash(2))).unwrap();
		assert_eq!((stream.epoch, stream.next_seq, stream.unseen), (2, 0, 0));
		assert!(stream.missing.is_empty());
	}

	#[test]
	fn stream_is_refused_when_did_or_block_is_wrong() {
		let stream = |did: String, at| refusal(rpc(node()).stream(did, at));
		assert_eq!(stream("did:bot:dev".into(), None), 9001);
		assert_eq!(stream(did().replace(":dev:", ":prod:"), None), 9002);
		assert_eq!(stream(stranger(), None), 9003);
		assert_eq!(stream(did(), Some(hash(0))), 9003);
		assert_eq!(stream(did(), Some(Hash::zero())), 9010);
	}

	#[test]
	fn stream_is_refused_when_the_state_is_discarded() {
		let (mut chain, storage) = node();
		chain.pruned_before = 5;
		let rpc = rpc((chain, storage));
		assert_eq!(refusal(rpc.stream(did(), Some(hash(4)))), 9013);
		assert!(rpc.stream(did(), Some(hash(5))).is_ok());
	}

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
}
