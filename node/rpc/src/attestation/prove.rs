//! Proofs of records.

use bot_primitives::{
	merkle::{self, SoftSha256},
	record::IndexedRecord,
	MmrLeaf,
};
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
	error::Error,
	finalized_or_last,
	index::Place,
	mmr::{Mmr, ProvedLeaf},
	AccountId, Block, BlockNumber, Hash,
};

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

impl<C, S, M> AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage,
	M: Mmr,
{
	pub(super) fn proof(
		&self,
		did: &str,
		epoch: u16,
		seq: u64,
		at: Option<Hash>,
	) -> Result<RecordProof, Error> {
		let header = finalized_or_last(&*self.client, at)?;
		let (id, place) = self.locate(did, epoch, seq)?;
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
			.key_chain(self.client.info().best_hash, id, epoch, signed.record.key)?
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
