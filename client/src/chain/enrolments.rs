//! Production runs on the chain, and the activation of their devices.

use bot_primitives::{payload::Activation, DeviceId, Did, EnrolmentId, ModelId, SigningContext};
use serde::Serialize;
use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{
		self,
		types::{bounded_collections::bounded_vec::BoundedVec, pallet_device_did::types},
	},
	Chain,
};
use crate::{
	enrolment::{Proof, Run},
	hex_bytes::Hex,
	DeviceKey, Error, Result,
};

/// A production run, as the chain knows it.
#[derive(Clone, Debug, Serialize)]
pub struct Enrolment {
	/// Its number.
	pub enrolment: EnrolmentId,
	/// The model of its devices.
	pub model: ModelId,
	/// Root of the tree over them.
	pub root: Hex<32>,
	/// Number of them.
	pub count: u32,
	/// How many of them were activated.
	pub activated: u32,
	/// Block in which it was made.
	pub since: u32,
	/// Who paid for its storage.
	pub payer: AccountId32,
}

impl Enrolment {
	fn new(enrolment: EnrolmentId, stored: types::Enrolment<AccountId32, u128, u32>) -> Self {
		Self {
			enrolment,
			model: stored.model,
			root: Hex(stored.root),
			count: stored.count,
			activated: stored.activated,
			since: stored.since,
			payer: stored.deposit.payer,
		}
	}

	/// Whether it is the enrolment of this run.
	pub fn is_of(&self, run: &Run) -> bool {
		(self.model, self.root.0, self.count) == (run.model, run.root, run.count)
	}
}

impl Chain {
	/// Enrols a run, and gives the number of the enrolment.
	pub async fn enrol(&self, run: &Run, provider: &Keypair) -> Result<EnrolmentId> {
		let call = runtime::tx().device_did().enrol(run.model, run.root, run.count);
		let included = self.call(&call, provider).await?;
		let event = included.events.find_first::<runtime::device_did::events::Enrolled>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the enrolment"))?;
		Ok(event.map_err(|error| self.failed(error))?.enrolment)
	}

	/// Ends an enrolment, and says how many of its devices were activated.
	pub async fn close_enrolment(&self, enrolment: EnrolmentId, by: &Keypair) -> Result<u32> {
		let call = runtime::tx().device_did().close_enrolment(enrolment);
		let included = self.call(&call, by).await?;
		let event = included.events.find_first::<runtime::device_did::events::EnrolmentClosed>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the enrolment"))?;
		Ok(event.map_err(|error| self.failed(error))?.activated)
	}

	/// The enrolments that are open.
	pub async fn enrolments(&self) -> Result<Vec<Enrolment>> {
		let at = self.at_best().await?;
		let address = runtime::storage().device_did().enrolments();
		let mut entries =
			at.storage().iter(address, ()).await.map_err(|error| self.failed(error))?;
		let mut enrolments = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let key = entry.key().map_err(|error| self.failed(error))?;
			let (number,) = key.decode().map_err(|error| self.failed(error))?;
			let stored = entry.value().decode().map_err(|error| self.failed(error))?;
			enrolments.push(Enrolment::new(number, stored));
		}
		enrolments.sort_by_key(|enrolment| enrolment.enrolment);
		Ok(enrolments)
	}

	/// The open enrolment of this number.
	pub async fn enrolment(&self, enrolment: EnrolmentId) -> Result<Enrolment> {
		let at = self.at_best().await?;
		let address = runtime::storage().device_did().enrolments();
		let stored = self.value(&at, address, (enrolment,)).await?.ok_or_else(|| {
			Error::Invalid(format!("there is no enrolment number {enrolment}, or it is closed"))
		})?;
		Ok(Enrolment::new(enrolment, stored))
	}

	/// Puts the device with the key `key` into use under `operator`, and gives its DID. Anybody can
	/// pay for it.
	pub async fn activate(
		&self,
		proof: &Proof,
		key: &DeviceKey,
		operator: AccountId32,
		payer: &Keypair,
	) -> Result<Did> {
		proof.ensure_key(&key.public())?;
		if proof.genesis_hash != self.genesis_hash() {
			return Err(Error::Invalid("the device is enrolled on another chain".into()));
		}
		let enrolment = self.enrolment(proof.enrolment).await?;
		if (enrolment.root.0, enrolment.count) != (proof.root, proof.count) {
			return Err(Error::Invalid(format!(
				"NotEnrolled: enrolment {} has another root than the activation file",
				proof.enrolment
			)));
		}
		let provider = self.find_model(enrolment.model).await?.provider;
		let id = DeviceId::derive(&provider.0, &key.public());
		let context = SigningContext { genesis_hash: self.genesis_hash(), device_id: id, epoch: 0 };
		let (enrolment, index) = (proof.enrolment, proof.index);
		let signature = key.sign(&Activation { enrolment, index, operator: operator.0 }, &context);
		let place = types::EnrolmentProof {
			index,
			serial: proof.serial_commitment,
			idevid: proof.idevid_sha256.map(|hash| hash.0),
			path: BoundedVec(proof.path()),
		};
		let call = runtime::tx().device_did().activate(
			enrolment,
			place,
			key.public().into(),
			operator,
			signature.into(),
		);
		self.call(&call, payer).await?;
		Ok(Did::of_device(self.network().await?, id))
	}
}
