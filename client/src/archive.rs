//! Archives: made of what a node holds, and evidence made from them without one.

use std::{
	fs::File,
	io::{BufReader, Write},
	path::Path,
};

use bot_evidence::{
	archive::{self, ArchiveError, ArchiveWriter, ArchivedChain, Wanted},
	ProvedRecord, SignedCheckpoint,
};
use bot_primitives::{record::IndexedRecord, DeviceId, Hash256, MmrLeaf, Record};
use serde::{Deserialize, Serialize};
use subxt_rpcs::rpc_params;

use crate::{chain::Chain, evidence::decode, hex_bytes, Error, Result};

/// How many blocks are asked for at once: as many as the node gives.
const PAGE: u32 = 256;

/// The answer of `attestation_archive`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
	/// SCALE encoding of the header that all is below.
	#[serde(with = "hex_bytes")]
	header: Vec<u8>,
	/// The blocks, in order.
	pub(crate) blocks: Vec<BlockJson>,
	/// What leads to the keys that signed the records of these blocks.
	key_chains: Vec<ChainJson>,
}

#[derive(Deserialize)]
pub(crate) struct BlockJson {
	/// SCALE encoding of the leaf.
	#[serde(with = "hex_bytes")]
	pub(crate) leaf: Vec<u8>,
	records: Vec<HexBytes>,
}

#[derive(Deserialize)]
struct HexBytes(#[serde(with = "hex_bytes")] Vec<u8>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChainJson {
	#[serde(with = "hex_bytes")]
	device_id: Hash256,
	epoch: u16,
	#[serde(with = "hex_bytes")]
	key: Vec<u8>,
	#[serde(with = "hex_bytes")]
	chain: Vec<u8>,
}

impl ChainJson {
	fn decode(&self) -> Result<ArchivedChain> {
		Ok(ArchivedChain {
			device_id: DeviceId(self.device_id),
			epoch: self.epoch,
			key: decode("the key of a chain", &self.key)?,
			chain: decode("the key chain", &self.chain)?,
		})
	}
}

/// What was put into an archive.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Archived {
	/// How many blocks.
	pub blocks: u32,
	/// How many records.
	pub records: u64,
	/// How many key chains.
	pub key_chains: usize,
}

impl Chain {
	/// Writes the archive of all blocks below the header of `signed`. `progress` is told after each
	/// page how many blocks there were, and how many there will be.
	pub async fn archive(
		&self,
		signed: &SignedCheckpoint,
		output: impl Write,
		mut progress: impl FnMut(u32, u32),
	) -> Result<Archived> {
		let last = signed.checkpoint.number;
		let at = hex_bytes::encode(signed.checkpoint.header_hash);
		let mut page: Page = self.archive_page(0, &at).await?;
		let mut writer = ArchiveWriter::new(output, signed, &page.header).map_err(written)?;
		loop {
			append(&mut writer, &page)?;
			progress(writer.blocks(), last);
			if writer.blocks() >= last {
				break;
			}
			let before = writer.blocks();
			page = self.archive_page(before, &at).await?;
			if page.blocks.is_empty() {
				return Err(Error::unexpected(format!("no block {before} for the archive")));
			}
		}
		let archived = Archived {
			blocks: writer.blocks(),
			records: writer.records(),
			key_chains: writer.key_chains(),
		};
		writer.finish().map_err(written)?;
		Ok(archived)
	}

	/// Tells `take` all records of the blocks below `end`, a block that is final.
	pub(crate) async fn for_each_record(
		&self,
		end: u32,
		mut take: impl FnMut(&Record) -> Result<()>,
	) -> Result<()> {
		let hash = self.at_number(end).await?.block_hash();
		let at = hex_bytes::encode(hash);
		let mut next = 0u32;
		while next < end {
			let page: Page = self.archive_page(next, &at).await?;
			if page.blocks.is_empty() {
				return Err(Error::unexpected(format!("no records of block {next}")));
			}
			for block in &page.blocks {
				for HexBytes(record) in &block.records {
					let indexed: IndexedRecord = decode("a record", record)?;
					take(&indexed.record)?;
				}
				next = next.saturating_add(1);
			}
		}
		Ok(())
	}

	async fn archive_page(&self, from: u32, at: &str) -> Result<Page> {
		self.request("attestation_archive", rpc_params![from, PAGE, at]).await
	}
}

/// Writes what a page holds.
fn append<W: Write>(writer: &mut ArchiveWriter<W>, page: &Page) -> Result<()> {
	for chain in &page.key_chains {
		writer.key_chain(chain.decode()?);
	}
	for block in &page.blocks {
		let leaf: MmrLeaf = decode("a leaf", &block.leaf)?;
		let records: Result<Vec<IndexedRecord>> =
			block.records.iter().map(|HexBytes(record)| decode("a record", record)).collect();
		writer.block(&leaf, &records?).map_err(written)?;
	}
	Ok(())
}

/// What became of an archive that could not be written.
fn written(error: ArchiveError) -> Error {
	match error {
		ArchiveError::Io(error) => Error::input(format!("the archive cannot be written: {error}")),
		ArchiveError::Header(_) => Error::Invalid(format!("{}: {error}", error.name())),
		error => Error::unexpected(error),
	}
}

/// What proves the record that an archive holds under `wanted`, and the checkpoint that it leads to.
pub fn prove(
	path: &Path,
	wanted: &Wanted,
	progress: impl FnMut(u32, u32),
) -> Result<(ProvedRecord, SignedCheckpoint)> {
	let file = File::open(path).map_err(|error| Error::file(path, error))?;
	archive::prove(BufReader::new(file), wanted, progress).map_err(|error| {
		let text = format!("{}: {}: {error}", path.display(), error.name());
		match error {
			ArchiveError::Io(_)
			| ArchiveError::Tag
			| ArchiveError::Encoding { .. }
			| ArchiveError::TooLong => Error::input(text),
			_ => Error::Invalid(text),
		}
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_evidence::{Checkpoint, DigestItem, Header, Range};
	use bot_primitives::{
		key_chain::KeyChain,
		merkle::{self, SoftSha256},
		record::RecordKind,
		KeyProtection, PublicKey, Record, Signature,
	};
	use codec::Encode;
	use serde_json::{json, Value};
	use subxt::config::{substrate::BlakeTwo256, Hasher};

	/// The checkpoint of a chain of two blocks, of which the second has a record, and the answer of
	/// `attestation_archive` about it.
	fn chain() -> (SignedCheckpoint, Value) {
		let key = PublicKey::Ed25519([3; 32]);
		let record = IndexedRecord {
			record: Record {
				kind: RecordKind::Data,
				device_id: DeviceId([1; 32]),
				provider: [2; 32],
				operator: [2; 32],
				model: 0,
				key,
				protection: KeyProtection::Software,
				epoch: 0,
				seq: 0,
				body: vec![4; 71],
			},
			signature: Some(Signature::Ed25519([5; 64])),
		};
		let leaf = |number, records: &[IndexedRecord]| {
			let hashes: Vec<_> =
				records.iter().map(|one| one.record.leaf_hash::<SoftSha256>()).collect();
			MmrLeaf {
				version: 0,
				number,
				block_hash: [6; 32],
				time: 0,
				count: records.len() as u32,
				records_root: merkle::root::<SoftSha256>(&hashes).unwrap_or_default(),
			}
		};
		let leaves = [leaf(0, &[]), leaf(1, std::slice::from_ref(&record))];
		let mut range = Range::default();
		leaves.iter().for_each(|leaf| range.push(leaf).unwrap());
		let mmr_root = range.root().unwrap();
		let digest = vec![DigestItem::Consensus { engine: *b"BOTM", data: mmr_root.to_vec() }];
		let header = Header {
			parent_hash: [6; 32],
			number: 2,
			state_root: [0; 32],
			extrinsics_root: [0; 32],
			digest,
		}
		.encode();
		let header_hash = BlakeTwo256.hash(&header).0;
		let checkpoint =
			Checkpoint { genesis_hash: [6; 32], number: 2, header_hash, mmr_root, time: 0 };
		let chain = KeyChain { first_root_key: key, rotations: vec![], delegation: None };
		let hex = |bytes: Vec<u8>| hex_bytes::encode(bytes);
		let page = json!({
			"header": hex(header),
			"headerHash": hex_bytes::encode(header_hash),
			"blocks": [
				{ "leaf": hex(leaves[0].encode()), "records": [] },
				{ "leaf": hex(leaves[1].encode()), "records": [hex(record.encode())] },
			],
			"keyChains": [{
				"deviceId": hex(vec![1; 32]),
				"epoch": 0,
				"key": hex(key.encode()),
				"chain": hex(chain.encode()),
			}],
		});
		(SignedCheckpoint { checkpoint, signatures: vec![] }, page)
	}

	fn archive(signed: &SignedCheckpoint, page: &Value) -> Result<Vec<u8>> {
		let page: Page = serde_json::from_value(page.clone()).unwrap();
		let mut writer = ArchiveWriter::new(Vec::new(), signed, &page.header).map_err(written)?;
		append(&mut writer, &page)?;
		writer.finish().map_err(written)
	}

	#[test]
	fn what_the_node_answers_becomes_an_archive() {
		let (signed, page) = chain();
		let bytes = archive(&signed, &page).unwrap();
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("chain.archive");
		std::fs::write(&path, bytes).unwrap();
		let wanted = Wanted { device_id: DeviceId([1; 32]), epoch: 0, seq: 0 };
		let (proved, read) = prove(&path, &wanted, |_, _| ()).unwrap();
		assert_eq!(read, signed);
		assert_eq!((proved.leaf.number, proved.record.record.body), (1, vec![4; 71]));
	}

	#[test]
	fn answers_that_are_not_those_of_the_checkpoint_are_told() {
		let (signed, page) = chain();
		let refused = |change: fn(&mut SignedCheckpoint, &mut Value)| {
			let (mut signed, mut page) = (signed.clone(), page.clone());
			change(&mut signed, &mut page);
			let error = archive(&signed, &page).unwrap_err();
			(error.exit_code(), error.to_string())
		};
		let (code, text) = refused(|signed, _| signed.checkpoint.header_hash[0] ^= 1);
		assert_eq!(code, 1);
		assert!(text.starts_with("Header: not the checkpoint's header"), "{text}");
		for (change, expected) in [
			(
				(|_, page| page["blocks"][1]["records"] = json!([])) as fn(&mut _, &mut Value),
				"block 1: its records are not those",
			),
			(|_, page| page["blocks"][0]["leaf"] = "0x00".into(), "a leaf: "),
			(|_, page| page["keyChains"][0]["chain"] = "0x".into(), "the key chain: "),
			(
				|_, page| {
					page["blocks"].as_array_mut().unwrap().pop();
				},
				"1 blocks, where the 2 below the header must be",
			),
		] {
			let (code, text) = refused(change);
			assert_eq!(code, 3, "{text}");
			assert!(text.contains(expected), "{text}");
		}
	}
}
