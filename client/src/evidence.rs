//! Evidence files: put together from a batch and what the node proves, written, read and verified.

use std::{fs, path::Path};

use bot_evidence::{
	Anchor, BrokenLink, DigestItem, Evidence, EvidenceFile, Header, ProvedRecord, Reading, Signer,
	Verdict,
};
use bot_primitives::{
	merkle::{self, SoftSha256},
	record::DataBody,
	Commitment, Did, Hash256, KeyProtection, Millis, Record,
};
use chrono::{DateTime, SecondsFormat};
use codec::DecodeAll;
use serde::{Deserialize, Serialize};
use subxt::utils::AccountId32;
use subxt_rpcs::rpc_params;

use crate::{
	chain::{number_of, Chain},
	device_key,
	gateway::Batch,
	hex_bytes, member_key, Error, Result,
};

/// Engine id of the header digest in which Aura names the slot.
const AURA_ENGINE_ID: [u8; 4] = *b"aura";

/// Length of a slot.
const SLOT_MS: Millis = 6_000;

/// How many blocks to wait until a record can be proved.
const PATIENCE: u32 = 5;

/// The answer of `attestation_prove`: all that an evidence file holds but the reading.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordProof {
	#[serde(with = "hex_bytes")]
	genesis_hash: Hash256,
	#[serde(with = "hex_bytes")]
	record: Vec<u8>,
	#[serde(with = "hex_bytes")]
	key_chain: Vec<u8>,
	record_index: u32,
	record_path: Vec<HexHash>,
	#[serde(with = "hex_bytes")]
	leaf: Vec<u8>,
	mmr_items: Vec<HexHash>,
	#[serde(with = "hex_bytes")]
	header: Vec<u8>,
	/// Hash of the header that the proof leads to.
	#[serde(with = "hex_bytes")]
	pub header_hash: Hash256,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct HexHash(#[serde(with = "hex_bytes")] Hash256);

impl RecordProof {
	/// The proof, decoded.
	fn decode(&self) -> Result<ProvedRecord> {
		let hashes = |list: &[HexHash]| list.iter().map(|hash| hash.0).collect();
		Ok(ProvedRecord {
			genesis_hash: self.genesis_hash,
			record: decode("the record", &self.record)?,
			key_chain: decode("the key chain", &self.key_chain)?,
			record_index: self.record_index,
			record_path: hashes(&self.record_path),
			leaf: decode("the leaf", &self.leaf)?,
			mmr_items: hashes(&self.mmr_items),
			header: self.header.clone(),
		})
	}

	/// The commitment in the record.
	pub fn commitment(&self) -> Result<Commitment> {
		commitment_of(&self.decode()?.record.record)
	}
}

fn commitment_of(record: &Record) -> Result<Commitment> {
	let body: DataBody = decode("the record's body", &record.body)?;
	Ok(body.commitment)
}

/// Decodes an answer of the node.
pub(crate) fn decode<T: codec::Decode>(what: &str, bytes: &[u8]) -> Result<T> {
	T::decode_all(&mut &*bytes).map_err(|error| Error::unexpected(format!("{what}: {error}")))
}

/// The evidence file for the reading at `position` of `batch`, which `proved` records for `did`.
pub fn assemble(
	did: &Did,
	batch: &Batch,
	position: usize,
	proved: ProvedRecord,
) -> Result<EvidenceFile> {
	if commitment_of(&proved.record.record)? != batch.statement()?.commitment {
		return Err(Error::Invalid(format!(
			"the chain holds another commitment under number {} than the store: is this the store of \
			 another chain?",
			batch.seq
		)));
	}
	let no_reading = || Error::input(format!("the batch has no reading {position}"));
	let reading = batch.readings.get(position).ok_or_else(no_reading)?;
	let reading = Reading {
		salt: reading.salt,
		content: reading.content.clone().into_bytes(),
		index: u32::try_from(position).map_err(Error::input)?,
		path: merkle::path::<SoftSha256>(&batch.leaves(), position).ok_or_else(no_reading)?,
	};
	Ok(EvidenceFile { network: did.network, evidence: proved.evidence(reading) })
}

/// Puts a fresh proof into an old evidence file: the way from the block's leaf to another header. All
/// else has to be what the file says.
pub fn refresh(old: &EvidenceFile, fresh: ProvedRecord) -> Result<EvidenceFile> {
	let Evidence { genesis_hash, record, record_index, record_path, leaf, .. } = &old.evidence;
	let same = [
		("genesis hash", *genesis_hash == fresh.genesis_hash),
		("record", record.record == fresh.record.record),
		("block leaf", *leaf == fresh.leaf),
		("index of the record", *record_index == fresh.record_index),
		("path of the record", *record_path == fresh.record_path),
	];
	if let Some((what, _)) = same.into_iter().find(|(_, same)| !same) {
		return Err(Error::Invalid(format!("the chain holds another {what} than the file")));
	}
	let evidence =
		Evidence { mmr_items: fresh.mmr_items, header: fresh.header, ..old.evidence.clone() };
	Ok(EvidenceFile { network: old.network, evidence })
}

/// An evidence file, and the header that it leads to.
pub struct Proved {
	/// The text of the file.
	pub json: String,
	/// Hash of the header.
	pub header_hash: Hash256,
}

impl Proved {
	/// `file`, if it is valid for whoever trusts this header.
	pub fn new(file: &EvidenceFile, header_hash: Hash256) -> Result<Self> {
		bot_evidence::verify(&file.evidence, &Anchor::HeaderHash(header_hash)).map_err(
			|broken| {
				Error::Invalid(format!("this would be no evidence: {}: {broken}", broken.name()))
			},
		)?;
		Ok(Self { json: file.to_json().map_err(Error::unexpected)?, header_hash })
	}
}

impl Chain {
	/// What proves the record with the number `seq` in `epoch` of `did`, to the header `at` or to the
	/// last final one. Waits for the block that makes a new record provable.
	async fn prove_record(
		&self,
		did: &Did,
		epoch: u16,
		seq: u64,
		at: Option<Hash256>,
	) -> Result<RecordProof> {
		let at = at.map(hex_bytes::encode);
		let params = || rpc_params![did.to_string(), epoch, seq, at.clone()];
		let mut number = number_of(&self.at_finalized().await?)?;
		let last = number.saturating_add(PATIENCE);
		loop {
			match self.request::<RecordProof>("attestation_prove", params()).await {
				Err(error) if error.refusal() == Some("RecordNotFinal") && number < last => {
					number = number_of(&self.wait_for_finalized(number).await?)?
				},
				answer => return answer,
			}
		}
	}

	/// Evidence of the reading at `position` of `batch`, which `did` has attested, to the header `at`
	/// or to the last final one.
	pub async fn prove(
		&self,
		did: &Did,
		batch: &Batch,
		position: usize,
		at: Option<Hash256>,
	) -> Result<Proved> {
		let proof = self.prove_record(did, batch.epoch, batch.seq, at).await?;
		let file = assemble(did, batch, position, proof.decode()?)?;
		Proved::new(&file, proof.header_hash)
	}

	/// The same evidence as in `file`, to the header `at` or to the last final one.
	pub async fn refresh(&self, file: &EvidenceFile, at: Option<Hash256>) -> Result<Proved> {
		let record = &file.evidence.record.record;
		let did = Did::of_device(file.network, record.device_id);
		let proof = self.prove_record(&did, record.epoch, record.seq, at).await?;
		Proved::new(&refresh(file, proof.decode()?)?, proof.header_hash)
	}
}

/// Reads an evidence file.
pub fn load(path: &Path) -> Result<EvidenceFile> {
	let text = fs::read(path).map_err(|error| Error::file(path, error))?;
	EvidenceFile::from_json(&text)
		.map_err(|error| Error::input(format!("{}: {error}", path.display())))
}

/// Verifies evidence against what the verifier trusts.
pub fn verify(file: &EvidenceFile, trusted: &Anchor) -> Result<Verified, BrokenLink> {
	let verdict = bot_evidence::verify(&file.evidence, trusted)?;
	Ok(Verified::new(file, verdict))
}

/// Beginning and end of the slot in which a header was made; none where it names no slot.
fn slot(header: &[u8]) -> Option<[Millis; 2]> {
	let header = Header::decode_all(&mut &*header).ok()?;
	let slot = header.digest.iter().find_map(|item| match item {
		DigestItem::PreRuntime { engine: AURA_ENGINE_ID, data } => {
			u64::decode_all(&mut data.as_slice()).ok()
		},
		_ => None,
	})?;
	Some([slot.checked_mul(SLOT_MS)?, slot.checked_add(1)?.checked_mul(SLOT_MS)?])
}

/// What valid evidence proves, for people to read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
	/// Always true.
	pub valid: bool,
	/// The device that signed.
	pub device: String,
	/// Who made it.
	pub provider: AccountId32,
	/// Who ran it when the chain received the commitment.
	pub operator: AccountId32,
	/// Its model.
	pub model: u32,
	/// The key that signed.
	pub key: String,
	/// Whether this is the root key or a delegated one.
	pub signer: String,
	/// Epochs whose root key the members behind the device set, because the one before was lost.
	pub recovered_epochs: Vec<u16>,
	/// How the device keeps its keys, as the provider declared.
	pub protection: KeyProtection,
	/// Epoch of its keys.
	pub epoch: u16,
	/// Sequence number of the commitment.
	pub seq: u64,
	/// The reading, not one byte changed.
	pub reading: String,
	/// Counter of the reading's batch: the first, and the last.
	pub counters: [u64; 2],
	/// When the readings of the batch were taken, by the device's clock: the first, and the last.
	pub claimed_by_device: [String; 2],
	/// When the chain received the commitment.
	pub received_by_chain: String,
	/// The block in which it did.
	pub block: u32,
	/// Number of the trusted header.
	pub trusted_header: u32,
	/// Hash of the trusted header.
	pub trusted_header_hash: String,
	/// When the trusted header was made: the beginning and the end of its slot.
	pub trusted_header_slot: Option<[String; 2]>,
	/// The chain's time in the trusted header's block, where members signed a checkpoint of it.
	pub checkpoint_time: Option<String>,
	/// Whether the device's clock looked wrong when the chain received the commitment.
	pub clock_suspect: bool,
	/// Hash of the chain's genesis block.
	pub genesis_hash: String,
}

impl Verified {
	fn new(file: &EvidenceFile, verdict: Verdict) -> Self {
		Self {
			valid: true,
			device: Did::of_device(file.network, verdict.device_id).to_string(),
			provider: AccountId32(verdict.provider),
			operator: AccountId32(verdict.operator),
			model: verdict.model,
			key: device_key::public_text(&verdict.key),
			signer: match verdict.signer {
				Signer::Root => "the root key".into(),
				Signer::Delegated { expires_at } => {
					format!("a key delegated until {}", time_text(expires_at))
				},
			},
			recovered_epochs: verdict.recovered_epochs,
			protection: verdict.protection,
			epoch: verdict.epoch,
			seq: verdict.seq,
			reading: String::from_utf8(verdict.reading)
				.unwrap_or_else(|error| hex_bytes::encode(error.as_bytes())),
			counters: [verdict.commitment.first_counter, verdict.commitment.last_counter],
			claimed_by_device: [
				time_text(verdict.commitment.first_at),
				time_text(verdict.commitment.last_at),
			],
			received_by_chain: time_text(verdict.received_at),
			block: verdict.block_number,
			trusted_header: verdict.header_number,
			trusted_header_hash: hex_bytes::encode(verdict.header_hash),
			trusted_header_slot: slot(&file.evidence.header).map(|slot| slot.map(time_text)),
			checkpoint_time: verdict.checkpoint_time.map(time_text),
			clock_suspect: verdict.clock_suspect,
			genesis_hash: hex_bytes::encode(verdict.genesis_hash),
		}
	}

	/// What is proved, as name and value.
	pub fn rows(&self) -> Vec<(&'static str, String)> {
		let [first, last] = &self.claimed_by_device;
		let suspect = if self.clock_suspect { " (far from the chain's time: suspect)" } else { "" };
		let mut rows = vec![
			("reading", self.reading.clone()),
			("device", self.device.clone()),
			("model", self.model.to_string()),
			("provider", member_key::account_text(&self.provider)),
			("operator", member_key::account_text(&self.operator)),
			("signed by", format!("{}: {}", self.signer, self.key)),
			("key protection", format!("{:?}, as the provider declared", self.protection)),
			("time 1: the device claims", format!("{first} to {last}{suspect}")),
			(
				"time 2: the chain received",
				format!("{}, block {}", self.received_by_chain, self.block),
			),
			("time 3: the trusted header", {
				let time = match (&self.checkpoint_time, &self.trusted_header_slot) {
					(Some(time), _) => format!("{time}, as members signed"),
					(None, Some([from, to])) => format!("{from} to {to}"),
					(None, None) => "names no slot".into(),
				};
				format!("{time}, block {}", self.trusted_header)
			}),
			("trusted header", self.trusted_header_hash.clone()),
			("chain", self.genesis_hash.clone()),
		];
		if !self.recovered_epochs.is_empty() {
			let epochs: Vec<_> = self.recovered_epochs.iter().map(u16::to_string).collect();
			let text = format!("of epoch {}: set by the members behind it", epochs.join(", "));
			rows.push(("recovered root key", text));
		}
		rows
	}
}

/// A time as people read it, in UTC.
pub fn time_text(time: Millis) -> String {
	i64::try_from(time)
		.ok()
		.and_then(DateTime::from_timestamp_millis)
		.map(|time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
		.unwrap_or_else(|| format!("{time} ms after 1970"))
}
