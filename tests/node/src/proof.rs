//! What a node proves, checked without it.

use anyhow::{bail, ensure, Context, Result};
use bot_client::{chain::Chain, gateway::Batch, hex_bytes};
use bot_evidence::{verify, Anchor, EvidenceFile};
use bot_primitives::{record::IndexedRecord, Did, Hash256, MmrLeaf};
use codec::DecodeAll;
use serde::Deserialize;
use subxt::config::substrate::H256;
use subxt_rpcs::rpc_params;

use crate::sealing::hash_of;

/// A record, as `attestation_record` tells of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Found {
	/// Hash of the record.
	pub record_hash: H256,
	/// Number of the block that recorded it.
	pub block_number: u32,
	/// Hash of this block.
	pub block_hash: Option<H256>,
	/// The record and its signature, SCALE-encoded.
	pub encoded: String,
}

/// The record of a batch.
pub async fn record(chain: &Chain, did: &Did, batch: &Batch) -> bot_client::Result<Found> {
	let params = rpc_params![did.to_string(), batch.epoch, batch.seq];
	chain.request("attestation_record", params).await
}

/// The name under which the node refuses to tell of the record of a batch.
pub async fn refusal_of_record(chain: &Chain, did: &Did, batch: &Batch) -> Result<String> {
	match record(chain, did, batch).await {
		Ok(found) => bail!("the node has it: {found:?}"),
		Err(error) => Ok(error.refusal().with_context(|| error.to_string())?.into()),
	}
}

/// Checks that the chain proves each reading of `batch`, and gives where it recorded the batch.
///
/// The proof is verified against the last finalized header, by the library and by the node, and the
/// record and the leaf are compared with what the chain says its blocks are.
pub async fn ensure_proved(chain: &Chain, did: &Did, batch: &Batch) -> Result<Found> {
	let found = record(chain, did, batch).await?;
	ensure!(found.block_hash == Some(hash_of(chain, found.block_number).await?));
	for (position, reading) in batch.readings.iter().enumerate() {
		let proved = chain.prove(did, batch, position, None).await?;
		let file = EvidenceFile::from_json(proved.json.as_bytes())?;
		let verdict = verify(&file.evidence, &Anchor::HeaderHash(proved.header_hash))?;
		ensure!((verdict.epoch, verdict.seq) == (batch.epoch, batch.seq));
		ensure!(verdict.reading == reading.content.as_bytes());
		ensure!(verdict.block_number == found.block_number);
		ensure!(Some(H256(verdict.block_hash)) == found.block_hash);
		let answer: serde_json::Value =
			chain.request("attestation_verify", rpc_params![&proved.json]).await?;
		ensure!(answer["valid"] == true, "the node verifies what it proves: {answer}");
	}
	Ok(found)
}

/// An answer of `attestation_archive`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ArchivePart {
	header_hash: H256,
	blocks: Vec<ArchivedBlock>,
}

#[derive(Debug, Deserialize)]
struct ArchivedBlock {
	leaf: String,
	records: Vec<String>,
}

/// What a finalized block holds: its leaf, and its records.
pub type BlockOfRecords = (MmrLeaf, Vec<IndexedRecord>);

/// All that the chain has recorded up to its last finalized header, each leaf compared with the block
/// that it is of.
pub async fn archive(chain: &Chain) -> Result<Vec<BlockOfRecords>> {
	let mut blocks = Vec::new();
	let mut at: Option<H256> = None;
	loop {
		let from = blocks.len();
		let part: ArchivePart =
			chain.request("attestation_archive", rpc_params![from, 256, at]).await?;
		if part.blocks.is_empty() {
			return Ok(blocks);
		}
		at = Some(part.header_hash);
		for block in part.blocks {
			let leaf: MmrLeaf = decode(&block.leaf)?;
			let number = u32::try_from(blocks.len())?;
			ensure!(leaf.number == number, "leaf {} in the place of {number}", leaf.number);
			let hash: Hash256 = hash_of(chain, number).await?.0;
			ensure!(leaf.block_hash == hash, "the leaf of block {number} is of another block");
			let records = block.records.iter().map(|record| decode(record));
			blocks.push((leaf, records.collect::<Result<_>>()?));
		}
	}
}

fn decode<T: DecodeAll>(hex: &str) -> Result<T> {
	Ok(T::decode_all(&mut &hex_bytes::decode(hex)?[..])?)
}
