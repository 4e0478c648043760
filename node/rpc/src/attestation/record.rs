//! Records, with their places.

use bot_primitives::{
	merkle::SoftSha256,
	record::{DataBody, IndexedRecord},
	sales::{
		AgreementId, AgreementVersion, PayeeTotal, PurchaseId, SalesReport, StatementBody,
		VendOutcome, VendResult,
	},
	standing::{StandingBody, StandingChange},
	AccountBytes, Commitment, DeviceState, Did, KeyProtection, Millis, ModelId, Network, PublicKey,
	RecallReason, RecallTarget, Record, RecordKind, Signature,
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
	address, error::Error, finalized_or_last, index::Place, mmr::Mmr, AccountId, Block,
	BlockNumber, Hash,
};

/// A record, and where it stands.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundRecord {
	/// Hash of the record, a leaf of the block's tree.
	pub record_hash: Hash,
	/// Number of the block that recorded it.
	pub block_number: BlockNumber,
	/// Hash of this block; none where the node does not know it, as one that did not begin with the
	/// first block may not.
	pub block_hash: Option<Hash>,
	/// Root of the block's records.
	pub records_root: Hash,
	/// Index of the record in the block.
	pub index: u32,
	/// Number of records in the block.
	pub count: u32,
	/// What was recorded.
	pub record: RecordFields,
	/// The signature that the chain checked; none where no device signed.
	pub signature: Option<SignatureBytes>,
	/// The record and its signature as the index keeps them, SCALE-encoded (`IndexedRecord`).
	pub encoded: Bytes,
}

/// What was recorded.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordFields {
	/// The DID of the device; none where the record names no device.
	pub did: Option<String>,
	/// Id of the device.
	pub device_id: Hash,
	/// Who made the device, an SS58 address.
	pub provider: String,
	/// Who ran it then, an SS58 address.
	pub operator: String,
	/// The device's model.
	pub model: ModelId,
	/// The key that signed.
	pub key: Key,
	/// How the device keeps its keys, as the provider declared.
	pub protection: Protection,
	/// Epoch of the device's keys.
	pub epoch: u16,
	/// Sequence number in the epoch; of a change of standing, the number of the change.
	pub seq: u64,
	/// What was stated, under the name of its kind.
	pub body: Body,
}

/// What was stated.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
	/// A commitment to readings.
	Data(DataFields),
	/// A change of standing.
	Standing(StandingFields),
	/// A report of sales.
	SalesReport(SalesReportFields),
	/// What became of a purchase.
	VendResult(VendResultFields),
	/// What had been sold under an agreement when a period was closed.
	RevenueStatement(RevenueStatementFields),
	/// What this node cannot read, SCALE-encoded.
	Unknown(Bytes),
}

/// A commitment to readings, as the chain received it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataFields {
	/// What was committed to.
	pub commitment: CommitmentFields,
	/// Whether the device's clock looked wrong.
	pub clock_suspect: bool,
}

/// What was committed to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentFields {
	/// Root of the tree over the salted readings.
	pub root: Hash,
	/// Number of readings.
	pub count: u32,
	/// The device's counter at the first reading.
	pub first_counter: u64,
	/// The device's counter at the last reading.
	pub last_counter: u64,
	/// Time of the first reading by the device's clock, in milliseconds since 1970.
	pub first_at: Millis,
	/// Time of the last reading by the device's clock, in milliseconds since 1970.
	pub last_at: Millis,
	/// Form of the readings: number of a CoAP Content-Format.
	pub content: u16,
}

/// A report of sales.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SalesReportFields {
	/// Number of the report.
	pub number: u32,
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// The version of it that the sales were split by.
	pub version: AgreementVersion,
	/// Begin of the period, in milliseconds since 1970.
	pub opened_at: Millis,
	/// End of the period, in milliseconds since 1970.
	pub closed_at: Millis,
	/// Number of lines.
	pub lines: u32,
	/// Root of the tree over the lines.
	pub root: Hash,
	/// SHA-256 of the totals.
	pub totals: Hash,
	/// Pieces that were sold.
	pub quantity: u32,
	/// What was paid for them, a decimal number.
	pub gross: String,
	/// Pieces that the machine ever sold.
	pub lifetime_quantity: u64,
	/// What was ever paid for them, a decimal number.
	pub lifetime_gross: String,
}

/// What became of a purchase.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VendResultFields {
	/// Number of the purchase.
	pub purchase: PurchaseId,
	/// What became of it.
	pub outcome: VendOutcome,
}

/// What had been sold under a version of an agreement when a period was closed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RevenueStatementFields {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// The version.
	pub version: AgreementVersion,
	/// Number of the period.
	pub period: u32,
	/// When it was closed, in milliseconds since 1970.
	pub closed_at: Millis,
	/// Pieces that were sold.
	pub quantity: u64,
	/// What was paid for them, a decimal number.
	pub gross: String,
	/// What each payee was due.
	pub payees: Vec<PayeeFields>,
}

/// What a payee was due, as decimal numbers.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayeeFields {
	/// The payee, an SS58 address.
	pub account: String,
	/// What it was due of all sales.
	pub due: String,
	/// What of that was reversed.
	pub reversed: String,
	/// What of that an arbiter gave back to the operator.
	pub returned: String,
}

impl From<SalesReport> for SalesReportFields {
	fn from(report: SalesReport) -> Self {
		Self {
			number: report.number,
			agreement: report.agreement,
			version: report.version,
			opened_at: report.opened_at,
			closed_at: report.closed_at,
			lines: report.lines,
			root: report.root.into(),
			totals: report.totals.into(),
			quantity: report.quantity,
			gross: report.gross.to_string(),
			lifetime_quantity: report.lifetime_quantity,
			lifetime_gross: report.lifetime_gross.to_string(),
		}
	}
}

impl From<StatementBody> for RevenueStatementFields {
	fn from(body: StatementBody) -> Self {
		let payee = |payee: PayeeTotal| PayeeFields {
			account: account_text(payee.account),
			due: payee.due.to_string(),
			reversed: payee.reversed.to_string(),
			returned: payee.returned.to_string(),
		};
		Self {
			agreement: body.agreement,
			version: body.version,
			period: body.period,
			closed_at: body.closed_at,
			quantity: body.quantity,
			gross: body.gross.to_string(),
			payees: body.payees.into_iter().map(payee).collect(),
		}
	}
}

/// A change of standing.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StandingFields {
	/// The member who changed it, an SS58 address.
	pub by: String,
	/// What changed.
	pub change: StandingChangeFields,
}

/// What changed in the standing of one device, or of all that a recall is about.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StandingChangeFields {
	/// The device has this state now.
	State(DeviceState),
	/// Devices are recalled.
	Recalled {
		/// Which ones.
		target: Target,
		/// Why.
		reason: RecallReason,
		/// From this time on they are not, in milliseconds since 1970.
		expires_at: Option<Millis>,
	},
	/// Devices are not recalled any more.
	RecallLifted(Target),
}

/// Which devices a recall is about.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Target {
	/// Those of a model.
	Model(ModelId),
	/// Those that run a firmware, by its hash.
	Firmware(Hash),
	/// Those that a provider made, by its SS58 address.
	Provider(String),
	/// Those that a member made or runs, by its SS58 address.
	Member(String),
}

/// A public key.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Key {
	/// Ed25519.
	Ed25519(Bytes),
	/// ECDSA over NIST P-256, a compressed point.
	EcdsaP256(Bytes),
}

/// A signature.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SignatureBytes {
	/// Ed25519.
	Ed25519(Bytes),
	/// ECDSA over NIST P-256: r and s.
	EcdsaP256(Bytes),
}

/// How a device keeps its keys.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Protection {
	/// In memory that its software can read.
	Software,
	/// In a chip that does not give them away.
	SecureElement,
}

impl From<KeyProtection> for Protection {
	fn from(protection: KeyProtection) -> Self {
		match protection {
			KeyProtection::Software => Self::Software,
			KeyProtection::SecureElement => Self::SecureElement,
		}
	}
}

impl From<PublicKey> for Key {
	fn from(key: PublicKey) -> Self {
		match key {
			PublicKey::Ed25519(bytes) => Self::Ed25519(bytes.to_vec().into()),
			PublicKey::EcdsaP256(bytes) => Self::EcdsaP256(bytes.to_vec().into()),
		}
	}
}

impl From<Signature> for SignatureBytes {
	fn from(signature: Signature) -> Self {
		match signature {
			Signature::Ed25519(bytes) => Self::Ed25519(bytes.to_vec().into()),
			Signature::EcdsaP256(bytes) => Self::EcdsaP256(bytes.to_vec().into()),
		}
	}
}

impl From<Commitment> for CommitmentFields {
	fn from(commitment: Commitment) -> Self {
		let Commitment { root, count, first_counter, last_counter, first_at, last_at, content } =
			commitment;
		let root = root.into();
		Self { root, count, first_counter, last_counter, first_at, last_at, content }
	}
}

impl From<RecallTarget> for Target {
	fn from(target: RecallTarget) -> Self {
		match target {
			RecallTarget::Model(model) => Self::Model(model),
			RecallTarget::Firmware(hash) => Self::Firmware(hash.into()),
			RecallTarget::Provider(account) => Self::Provider(account_text(account)),
			RecallTarget::Member(account) => Self::Member(account_text(account)),
		}
	}
}

impl From<StandingBody> for StandingFields {
	fn from(body: StandingBody) -> Self {
		let change = match body.change {
			StandingChange::State(state) => StandingChangeFields::State(state),
			StandingChange::Recalled { target, reason, expires_at } => {
				StandingChangeFields::Recalled { target: target.into(), reason, expires_at }
			},
			StandingChange::RecallLifted(target) => {
				StandingChangeFields::RecallLifted(target.into())
			},
		};
		Self { by: account_text(body.by), change }
	}
}

impl Body {
	fn of(record: &Record) -> Self {
		let body = &record.body[..];
		let fields = match record.kind {
			RecordKind::Data => DataBody::decode_all(&mut &*body).map(|body| {
				let DataBody { commitment, clock_suspect } = body;
				Self::Data(DataFields { commitment: commitment.into(), clock_suspect })
			}),
			RecordKind::Standing => {
				StandingBody::decode_all(&mut &*body).map(|body| Self::Standing(body.into()))
			},
			RecordKind::SalesReport => {
				SalesReport::decode_all(&mut &*body).map(|body| Self::SalesReport(body.into()))
			},
			RecordKind::VendResult => VendResult::decode_all(&mut &*body).map(|body| {
				let VendResult { purchase, outcome } = body;
				Self::VendResult(VendResultFields { purchase, outcome })
			}),
			RecordKind::RevenueStatement => StatementBody::decode_all(&mut &*body)
				.map(|body| Self::RevenueStatement(body.into())),
		};
		fields.unwrap_or_else(|_| Self::Unknown(body.to_vec().into()))
	}
}

impl RecordFields {
	fn new(record: &Record, network: Option<Network>) -> Self {
		// A recall names no device.
		let network = network.filter(|_| record.device_id.0 != [0; 32]);
		Self {
			did: network.map(|network| Did::of_device(network, record.device_id).to_string()),
			device_id: record.device_id.0.into(),
			provider: account_text(record.provider),
			operator: account_text(record.operator),
			model: record.model,
			key: record.key.into(),
			protection: record.protection.into(),
			epoch: record.epoch,
			seq: record.seq,
			body: Body::of(record),
		}
	}
}

/// An account as text.
pub(super) fn account_text(account: AccountBytes) -> String {
	address(&account.into())
}

impl<C, S, M> AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage,
	M: Mmr,
{
	pub(super) fn numbered_record(
		&self,
		did: &str,
		epoch: u16,
		seq: u64,
		at: Option<Hash>,
	) -> Result<FoundRecord, Error> {
		let header = finalized_or_last(&*self.client, at)?;
		let (_, place) = self.locate(did, epoch, seq)?;
		self.record_at(place, header.number)
	}

	pub(super) fn hashed_record(&self, hash: Hash, at: Option<Hash>) -> Result<FoundRecord, Error> {
		let header = finalized_or_last(&*self.client, at)?;
		self.wait_for_index();
		// Records of blocks that were never final are kept too. They have no place, or another record
		// has it.
		let indexed = self.index.record(&hash.0).ok_or(Error::UnknownRecord)?;
		let place = self.index.place_of(&indexed.record).ok_or_else(|| self.not_indexed())?;
		let found = self.record_at(place, header.number)?;
		if found.record_hash == hash {
			Ok(found)
		} else {
			Err(Error::UnknownRecord)
		}
	}

	/// The record at `place`, which is not after block `last`.
	fn record_at(&self, place: Place, last: BlockNumber) -> Result<FoundRecord, Error> {
		if place.number > last {
			return Err(Error::BlockTooEarly(place.number));
		}
		let hashes = self
			.index
			.hashes(&place.records_root)
			.ok_or(Error::IncompleteIndex("the hashes of the block's records"))?;
		let position = usize::try_from(place.index).unwrap_or(usize::MAX);
		let indexed = hashes.get(position).and_then(|hash| self.index.record(hash));
		let indexed = indexed.ok_or(Error::IncompleteIndex("the record"))?;
		let network = self.client.runtime_api().network(self.client.info().best_hash)?;
		let IndexedRecord { record, signature } = &indexed;
		Ok(FoundRecord {
			record_hash: record.leaf_hash::<SoftSha256>().into(),
			block_number: place.number,
			block_hash: self.client.hash(place.number)?,
			records_root: place.records_root.into(),
			index: place.index,
			count: u32::try_from(hashes.len()).unwrap_or(u32::MAX),
			record: RecordFields::new(record, network),
			signature: signature.map(Into::into),
			encoded: indexed.encode().into(),
		})
	}
}
