//! Verification of evidence files.

use bot_evidence::{Anchor, BrokenLink, EvidenceFile, Signer, Verdict};
use bot_primitives::{Did, Millis, ModelId, Network};
use polkadot_sdk::{
	sp_blockchain::HeaderBackend,
	sp_core::Bytes,
	sp_runtime::traits::{BlakeTwo256, Hash as _},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
	record::{account_text, CommitmentFields, Key, Protection},
	AttestationRpc,
};
use crate::{error::Error, finalized_or_last, Block, BlockNumber, Hash};

/// Whether an evidence file is valid.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Verification {
	/// It is, and proves this.
	Valid(Box<ValidEvidence>),
	/// It is not.
	Broken(BrokenEvidence),
}

/// Why an evidence file is not valid.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BrokenEvidence {
	/// Always false.
	pub valid: bool,
	/// The first link that is broken, by its name in `docs/evidence.md`, or `GenesisHash` where the evidence
	/// is of another chain than the node's.
	pub broken_link: String,
	/// What is wrong with it.
	pub reason: String,
}

/// What valid evidence proves.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ValidEvidence {
	/// Always true.
	pub valid: bool,
	/// Hash of the genesis block of the chain.
	pub genesis_hash: Hash,
	/// DID of the device that signed. The network's label in it is the file's word: what names the
	/// chain is the genesis hash.
	pub did: String,
	/// Id of the device.
	pub device_id: Hash,
	/// Who made it, an SS58 address.
	pub provider: String,
	/// Who ran it when the chain received the commitment, an SS58 address.
	pub operator: String,
	/// Its model.
	pub model: ModelId,
	/// The key that signed.
	pub key: Key,
	/// In what role it did.
	pub signer: SignedBy,
	/// Epochs whose root key the members behind the device set, because the one before was lost.
	pub recovered_epochs: Vec<u16>,
	/// How the device keeps its keys, as the provider declared.
	pub protection: Protection,
	/// Epoch of the device's keys.
	pub epoch: u16,
	/// Sequence number of the commitment.
	pub seq: u64,
	/// The batch that the reading is of: what the device claims.
	pub commitment: CommitmentFields,
	/// Whether the device's clock looked wrong when the chain received the commitment.
	pub clock_suspect: bool,
	/// Place of the reading in the batch.
	pub reading_index: u32,
	/// The reading, not one byte changed.
	pub reading: Reading,
	/// When the chain received the commitment by its clock, in milliseconds since 1970.
	pub received_at: Millis,
	/// Number of the block in which it did.
	pub block_number: BlockNumber,
	/// Hash of this block.
	pub block_hash: Hash,
	/// Number of the trusted header.
	pub header_number: BlockNumber,
	/// Hash of the trusted header.
	pub header_hash: Hash,
}

/// In what role a key signed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SignedBy {
	/// As the device's root key.
	Root,
	/// As a key that the root key let sign.
	Delegated {
		/// Until when, in milliseconds since 1970.
		expires_at: Millis,
	},
}

/// The content of a reading.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
	/// Where it is text.
	Text(String),
	/// Where it is not.
	Hex(Bytes),
}

impl From<Vec<u8>> for Reading {
	fn from(content: Vec<u8>) -> Self {
		match String::from_utf8(content) {
			Ok(text) => Self::Text(text),
			Err(error) => Self::Hex(error.into_bytes().into()),
		}
	}
}

impl From<Signer> for SignedBy {
	fn from(signer: Signer) -> Self {
		match signer {
			Signer::Root => Self::Root,
			Signer::Delegated { expires_at } => Self::Delegated { expires_at },
		}
	}
}

impl ValidEvidence {
	fn new(network: Network, verdict: Verdict) -> Self {
		Self {
			valid: true,
			genesis_hash: verdict.genesis_hash.into(),
			did: Did::of_device(network, verdict.device_id).to_string(),
			device_id: verdict.device_id.0.into(),
			provider: account_text(verdict.provider),
			operator: account_text(verdict.operator),
			model: verdict.model,
			key: verdict.key.into(),
			signer: verdict.signer.into(),
			recovered_epochs: verdict.recovered_epochs,
			protection: verdict.protection.into(),
			epoch: verdict.epoch,
			seq: verdict.seq,
			commitment: verdict.commitment.into(),
			clock_suspect: verdict.clock_suspect,
			reading_index: verdict.reading_index,
			reading: verdict.reading.into(),
			received_at: verdict.received_at,
			block_number: verdict.block_number,
			block_hash: verdict.block_hash.into(),
			header_number: verdict.header_number,
			header_hash: verdict.header_hash.into(),
		}
	}
}

impl Verification {
	fn broken(link: &str, reason: String) -> Self {
		Self::Broken(BrokenEvidence { valid: false, broken_link: link.into(), reason })
	}
}

impl From<BrokenLink> for Verification {
	fn from(broken: BrokenLink) -> Self {
		Self::broken(broken.name(), broken.to_string())
	}
}

impl<C: HeaderBackend<Block>, S, M> AttestationRpc<C, S, M> {
	pub(super) fn verification(
		&self,
		file: Value,
		trust: Option<Hash>,
	) -> Result<Verification, Error> {
		let text = match file {
			Value::String(text) => text.into_bytes(),
			file => file.to_string().into_bytes(),
		};
		let EvidenceFile { network, evidence } = EvidenceFile::from_json(&text)?;
		let trusted = match trust {
			Some(hash) => hash,
			None if Hash::from(evidence.genesis_hash) != self.client.info().genesis_hash => {
				let reason = "genesis: the evidence is of another chain than this node's";
				return Ok(Verification::broken("GenesisHash", reason.into()));
			},
			None => {
				let hash = BlakeTwo256::hash(&evidence.header);
				match finalized_or_last(&*self.client, Some(hash)) {
					Ok(_) => hash,
					Err(Error::UnknownBlock(_) | Error::BlockNotFinal(_)) => {
						let reason = format!(
							"header: it is not a finalized one of this node's chain; its hash is \
							 {hash:?}"
						);
						return Ok(Verification::broken("HeaderHash", reason));
					},
					Err(error) => return Err(error),
				}
			},
		};
		Ok(match bot_evidence::verify(&evidence, &Anchor::HeaderHash(trusted.0)) {
			Ok(verdict) => Verification::Valid(Box::new(ValidEvidence::new(network, verdict))),
			Err(broken) => broken.into(),
		})
	}
}
