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
use bot_primitives::{record::IndexedRecord, DeviceId, Hash256, MmrLeaf};
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
			for chain in &page.key_chains {
				writer.key_chain(chain.decode()?);
			}
			for block in &page.blocks {
				let leaf: MmrLeaf = decode("a leaf", &block.leaf)?;
				let records: Result<Vec<IndexedRecord>> = block
					.records
					.iter()
					.map(|HexBytes(record)| decode("a record", record))
					.collect();
				writer.block(&leaf, &records?).map_err(written)?;
			}
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

	async fn archive_page(&self, from: u32, at: &str) -> Result<Page> {
		self.request("attestation_archive", rpc_params![from, PAGE, at]).await
	}
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
