//! Evidence as a JSON file.
//!
//! The types here mirror those of the evidence, so that every field can be read, and changed, in a
//! text editor. Nothing but the fields of the format is accepted, each in one spelling.

use bot_primitives::{
	content::SENML_JSON,
	key_chain::{KeyChain, SignedDelegation, SignedRotation},
	payload::{Delegation, Rotation},
	record::{DataBody, RecordKind, SignedRecord},
	AccountBytes, Commitment, DeviceId, Did, Hash256, KeyProtection, Millis, MmrLeaf, ModelId,
	Network, PublicKey, Record, Signature,
};
use codec::{DecodeAll, Encode};
use serde::{Deserialize, Deserializer, Serialize};

use super::{
	hex::{hex_array, hex_bytes, hex_list},
	FileError, FileType,
};
use crate::{Evidence, Header, Reading};

/// An evidence file: evidence, and the network whose label stands in the device's DID.
///
/// The label is what the file claims, for the reader. What names the chain, and is proved, is the
/// genesis hash.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EvidenceFile {
	/// The network that the device's DID names.
	pub network: Network,
	/// The evidence.
	pub evidence: Evidence,
}

impl EvidenceFile {
	/// The text of the file.
	pub fn to_json(&self) -> Result<String, FileError> {
		FileType::Evidence.write(&FileJson::try_from(self)?)
	}

	/// Reads the text of a file. What it says is not verified by this.
	pub fn from_json(text: &[u8]) -> Result<Self, FileError> {
		FileType::Evidence.read::<FileJson>(text)?.try_into()
	}
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FileJson {
	r#type: String,
	version: u32,
	did: String,
	#[serde(with = "hex_array")]
	genesis_hash: Hash256,
	reading: ReadingJson,
	record: RecordJson,
	#[serde(with = "SignatureJson")]
	signature: Signature,
	key_chain: KeyChainJson,
	record_index: u32,
	#[serde(with = "hex_list")]
	record_path: Vec<Hash256>,
	#[serde(with = "MmrLeafJson")]
	leaf: MmrLeaf,
	#[serde(with = "hex_list")]
	mmr_items: Vec<Hash256>,
	header: Header,
}

impl TryFrom<&EvidenceFile> for FileJson {
	type Error = FileError;

	fn try_from(EvidenceFile { network, evidence }: &EvidenceFile) -> Result<Self, FileError> {
		let SignedRecord { record, signature } = &evidence.record;
		let record_json = RecordJson::try_from(record)?;
		let RecordBodyJson::Data(DataBody { commitment, .. }) = &record_json.body;
		let evidence = evidence.clone();
		Ok(Self {
			r#type: FileType::Evidence.name().into(),
			version: FileType::VERSION,
			did: Did::of_device(*network, record.device_id).to_string(),
			genesis_hash: evidence.genesis_hash,
			reading: ReadingJson {
				salt: evidence.reading.salt,
				content: ContentJson::new(evidence.reading.content, commitment.content),
				index: evidence.reading.index,
				path: evidence.reading.path,
			},
			record: record_json,
			signature: *signature,
			key_chain: evidence.key_chain.into(),
			record_index: evidence.record_index,
			record_path: evidence.record_path,
			leaf: evidence.leaf,
			mmr_items: evidence.mmr_items,
			header: Header::decode_all(&mut evidence.header.as_slice())
				.map_err(|_| FileError::Header)?,
		})
	}
}

impl TryFrom<FileJson> for EvidenceFile {
	type Error = FileError;

	fn try_from(file: FileJson) -> Result<Self, FileError> {
		let did: Did = file.did.parse().map_err(FileError::Did)?;
		if did.subject != file.record.device_id {
			return Err(FileError::OtherDevice);
		}
		let evidence = Evidence {
			genesis_hash: file.genesis_hash,
			reading: Reading {
				salt: file.reading.salt,
				content: file.reading.content.into(),
				index: file.reading.index,
				path: file.reading.path,
			},
			record: SignedRecord { record: file.record.into(), signature: file.signature },
			key_chain: file.key_chain.into(),
			record_index: file.record_index,
			record_path: file.record_path,
			leaf: file.leaf,
			mmr_items: file.mmr_items,
			header: file.header.encode(),
		};
		Ok(Self { network: did.network, evidence })
	}
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ReadingJson {
	#[serde(with = "hex_array")]
	salt: [u8; 16],
	content: ContentJson,
	index: u32,
	#[serde(with = "hex_list")]
	path: Vec<Hash256>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum ContentJson {
	Text(String),
	Hex(#[serde(with = "hex_bytes")] Vec<u8>),
}

impl ContentJson {
	fn new(content: Vec<u8>, format: u16) -> Self {
		// JSON escapes the other control characters by numbers, which nobody edits by hand.
		let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
		match String::from_utf8(content) {
			Ok(text) if format == SENML_JSON && text.chars().all(is_plain) => Self::Text(text),
			Ok(text) => Self::Hex(text.into_bytes()),
			Err(error) => Self::Hex(error.into_bytes()),
		}
	}
}

impl From<ContentJson> for Vec<u8> {
	fn from(content: ContentJson) -> Self {
		match content {
			ContentJson::Text(text) => text.into_bytes(),
			ContentJson::Hex(bytes) => bytes,
		}
	}
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RecordJson {
	#[serde(with = "hex_array")]
	device_id: [u8; 32],
	#[serde(with = "hex_array")]
	provider: AccountBytes,
	#[serde(with = "hex_array")]
	operator: AccountBytes,
	model: ModelId,
	#[serde(with = "PublicKeyJson")]
	key: PublicKey,
	#[serde(with = "KeyProtectionJson")]
	protection: KeyProtection,
	epoch: u16,
	seq: u64,
	body: RecordBodyJson,
}

/// The body of a record under the name of its kind.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum RecordBodyJson {
	Data(#[serde(with = "DataBodyJson")] DataBody),
}

impl TryFrom<&Record> for RecordJson {
	type Error = FileError;

	fn try_from(record: &Record) -> Result<Self, FileError> {
		let body = match record.kind {
			RecordKind::Data => DataBody::decode_all(&mut record.body.as_slice())
				.map(RecordBodyJson::Data)
				.map_err(|_| FileError::Body)?,
			RecordKind::Standing
			| RecordKind::SalesReport
			| RecordKind::VendResult
			| RecordKind::RevenueStatement => return Err(FileError::Body),
		};
		Ok(Self {
			device_id: record.device_id.0,
			provider: record.provider,
			operator: record.operator,
			model: record.model,
			key: record.key,
			protection: record.protection,
			epoch: record.epoch,
			seq: record.seq,
			body,
		})
	}
}

impl From<RecordJson> for Record {
	fn from(record: RecordJson) -> Self {
		let (kind, body) = match record.body {
			RecordBodyJson::Data(body) => (RecordKind::Data, body.encode()),
		};
		Self {
			kind,
			device_id: DeviceId(record.device_id),
			provider: record.provider,
			operator: record.operator,
			model: record.model,
			key: record.key,
			protection: record.protection,
			epoch: record.epoch,
			seq: record.seq,
			body,
		}
	}
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "DataBody", deny_unknown_fields)]
struct DataBodyJson {
	#[serde(with = "CommitmentJson")]
	commitment: Commitment,
	clock_suspect: bool,
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "Commitment", deny_unknown_fields)]
struct CommitmentJson {
	#[serde(with = "hex_array")]
	root: Hash256,
	count: u32,
	first_counter: u64,
	last_counter: u64,
	first_at: Millis,
	last_at: Millis,
	content: u16,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KeyChainJson {
	#[serde(with = "PublicKeyJson")]
	first_root_key: PublicKey,
	rotations: Vec<Rotated>,
	#[serde(deserialize_with = "present")]
	delegation: Option<Delegated>,
}

#[derive(Deserialize, Serialize)]
struct Rotated(#[serde(with = "SignedRotationJson")] SignedRotation);

#[derive(Deserialize, Serialize)]
struct Delegated(#[serde(with = "SignedDelegationJson")] SignedDelegation);

impl From<KeyChain> for KeyChainJson {
	fn from(chain: KeyChain) -> Self {
		Self {
			first_root_key: chain.first_root_key,
			rotations: chain.rotations.into_iter().map(Rotated).collect(),
			delegation: chain.delegation.map(Delegated),
		}
	}
}

impl From<KeyChainJson> for KeyChain {
	fn from(chain: KeyChainJson) -> Self {
		Self {
			first_root_key: chain.first_root_key,
			rotations: chain.rotations.into_iter().map(|Rotated(signed)| signed).collect(),
			delegation: chain.delegation.map(|Delegated(signed)| signed),
		}
	}
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "SignedRotation", deny_unknown_fields)]
struct SignedRotationJson {
	#[serde(with = "RotationJson")]
	rotation: Rotation,
	#[serde(default, skip_serializing_if = "Option::is_none", with = "optional_signature")]
	by_old: Option<Signature>,
	#[serde(with = "SignatureJson")]
	by_new: Signature,
}

#[derive(Deserialize, Serialize)]
struct Signed(#[serde(with = "SignatureJson")] Signature);

/// A signature that may be missing, but not null.
mod optional_signature {
	use super::{Signature, Signed};
	use serde::{Deserialize, Deserializer, Serialize, Serializer};

	pub fn serialize<S: Serializer>(
		signature: &Option<Signature>,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		signature.map(Signed).serialize(serializer)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<Option<Signature>, D::Error> {
		Signed::deserialize(deserializer).map(|Signed(signature)| Some(signature))
	}
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "Rotation", deny_unknown_fields)]
struct RotationJson {
	#[serde(with = "PublicKeyJson")]
	new_key: PublicKey,
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "SignedDelegation", deny_unknown_fields)]
struct SignedDelegationJson {
	#[serde(with = "DelegationJson")]
	delegation: Delegation,
	#[serde(with = "SignatureJson")]
	signature: Signature,
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "Delegation", deny_unknown_fields)]
struct DelegationJson {
	number: u32,
	#[serde(with = "PublicKeyJson")]
	key: PublicKey,
	expires_at: Millis,
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "MmrLeaf", deny_unknown_fields)]
struct MmrLeafJson {
	version: u8,
	number: u32,
	#[serde(with = "hex_array")]
	block_hash: Hash256,
	time: Millis,
	count: u32,
	#[serde(with = "hex_array")]
	records_root: Hash256,
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "PublicKey", rename_all = "snake_case")]
enum PublicKeyJson {
	Ed25519(#[serde(with = "hex_array")] [u8; 32]),
	EcdsaP256(#[serde(with = "hex_array")] [u8; 33]),
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "Signature", rename_all = "snake_case")]
enum SignatureJson {
	Ed25519(#[serde(with = "hex_array")] [u8; 64]),
	EcdsaP256(#[serde(with = "hex_array")] [u8; 64]),
}

#[derive(Deserialize, Serialize)]
#[serde(remote = "KeyProtection", rename_all = "snake_case")]
enum KeyProtectionJson {
	Software,
	SecureElement,
}

/// Reads an optional field that may be null, but not left out.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<T, D::Error> {
	T::deserialize(input)
}
