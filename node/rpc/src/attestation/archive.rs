//! The records of whole blocks, for those who keep them beside the chain.

use std::collections::BTreeMap;

use bot_primitives::{record::IndexedRecord, DeviceId, Hash256, MmrLeaf, PublicKey};
use codec::{DecodeAll, Encode};
use pallet_attestation_runtime_api::AttestationApi as AttestationRuntimeApi;
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use polkadot_sdk::{
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::{offchain::OffchainStorage, Bytes},
};
use serde::{Deserialize, Serialize};

use super::AttestationRpc;
use crate::{
	entries, error::Error, finalized_or_last, mmr::Mmr, AccountId, Block, BlockNumber, Hash,
};

/// An answer takes no further block with records where it would have more than these. A single block
/// with more is given whole: that may take up to [`MAX_ANSWER`], and such a node needs
/// `--rpc-max-response-size` above its default.
pub const MAX_RECORDS: usize = 4_096;

/// Most that a record and its key chain take up in an answer, in bytes, where each record is of another
/// device whose first root key lets another key sign.
pub const RECORD_LEN: usize = 1_536;

/// Length of an answer with the fullest block that the runtime makes, in MiB. The tests of the node hold
/// it against the runtime.
pub const MAX_ANSWER: usize = 24;

/// What the chain recorded in some blocks.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Archive {
	/// The finalized header up to which the blocks are told, SCALE-encoded.
	pub header: Bytes,
	/// Hash of the header.
	pub header_hash: Hash,
	/// The blocks, by number.
	pub blocks: Vec<ArchivedBlock>,
	/// What leads to the keys that signed the records: each key of a device and epoch once.
	pub key_chains: Vec<ArchivedKeyChain>,
}

/// What the chain recorded in a block.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchivedBlock {
	/// The block's leaf in the Merkle Mountain Range, SCALE-encoded.
	pub leaf: Bytes,
	/// Its records with their signatures, in order, each SCALE-encoded.
	pub records: Vec<Bytes>,
}

/// What leads from a device's id to a key that signed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchivedKeyChain {
	/// Id of the device.
	pub device_id: Hash,
	/// Epoch of its keys.
	pub epoch: u16,
	/// The key, SCALE-encoded.
	pub key: Bytes,
	/// What leads to it, SCALE-encoded.
	pub chain: Bytes,
}

impl<C, S, M> AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage,
	M: Mmr,
{
	pub(super) fn part_of_archive(
		&self,
		from: BlockNumber,
		limit: u32,
		at: Option<Hash>,
	) -> Result<Archive, Error> {
		let limit = entries(Some(limit))?;
		let header = finalized_or_last(&*self.client, at)?;
		let end = from.saturating_add(limit).min(header.number);
		let leaves = if from < end { self.mmr.leaves(from..end, header.number)? } else { vec![] };

		let mut blocks = Vec::new();
		let mut keys = Keys::new();
		let mut count = 0usize;
		for (number, leaf) in (from..end).zip(leaves) {
			let records = self.records_of_leaf(number, &leaf)?;
			count = count.saturating_add(records.len());
			if count > MAX_RECORDS && !blocks.is_empty() && !records.is_empty() {
				break;
			}
			keys.extend(records.iter().filter_map(signing_key));
			let records = records.iter().map(|record| record.encode().into()).collect();
			blocks.push(ArchivedBlock { leaf: leaf.into(), records });
		}
		let key_chains = self.key_chains(keys)?;
		Ok(Archive {
			header: header.encode().into(),
			header_hash: header.hash(),
			blocks,
			key_chains,
		})
	}

	/// The records to which `leaf` commits, that of block `number`.
	fn records_of_leaf(
		&self,
		number: BlockNumber,
		leaf: &[u8],
	) -> Result<Vec<IndexedRecord>, Error> {
		let decoded = MmrLeaf::decode_all(&mut &*leaf).ok().filter(|leaf| leaf.number == number);
		let leaf = decoded.ok_or(Error::IncompleteIndex("the block's leaf"))?;
		if leaf.count == 0 {
			return Ok(Vec::new());
		}
		let missing = |what| {
			let pruned = self.index.progress().pruned;
			if number <= pruned {
				Error::PrunedIndex(pruned)
			} else {
				Error::IncompleteIndex(what)
			}
		};
		let hashes = self
			.index
			.hashes(&leaf.records_root)
			.ok_or_else(|| missing("the hashes of the block's records"))?;
		let record = |hash| self.index.record(hash).ok_or_else(|| missing("a record of the block"));
		hashes.iter().map(record).collect()
	}

	fn key_chains(&self, keys: Keys) -> Result<Vec<ArchivedKeyChain>, Error> {
		// The past does not depend on the block, and the state of an earlier one may be pruned.
		let best = self.client.info().best_hash;
		let api = self.client.runtime_api();
		let chain = |((id, epoch, encoded), key): (Signer, PublicKey)| {
			let chain = api
				.key_chain(best, DeviceId(id), epoch, key)?
				.ok_or(Error::IncompleteIndex("the key chain of a record"))?;
			Ok(ArchivedKeyChain {
				device_id: id.into(),
				epoch,
				key: encoded.into(),
				chain: chain.encode().into(),
			})
		};
		keys.into_iter().map(chain).collect()
	}
}

/// A key that signed: device, epoch, and its own encoding.
type Signer = (Hash256, u16, Vec<u8>);

/// Keys that signed.
type Keys = BTreeMap<Signer, PublicKey>;

/// The key that signed the record; none where no device did.
fn signing_key(indexed: &IndexedRecord) -> Option<(Signer, PublicKey)> {
	let record = &indexed.record;
	let signer = (record.device_id.0, record.epoch, record.key.encode());
	indexed.signature.map(|_| (signer, record.key))
}
