//! Models of devices.

use bot_primitives::{Hash256, KeyProtection, ModelId};
use serde::Serialize;
use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{
	bounded,
	runtime::{self, types::pallet_device_did::types as did},
	Chain, Submitted,
};
use crate::{hex_bytes::Hex, Error, Result};

/// Longest name of a model, in bytes.
const MAX_NAME: usize = 64;

/// Longest URI, in bytes.
pub(super) const MAX_URI: usize = 256;

/// A kind of device.
#[derive(Clone, Debug, Serialize)]
pub struct Model {
	/// Its number.
	pub model: ModelId,
	/// Its name.
	pub name: String,
	/// Who makes it.
	pub provider: AccountId32,
	/// How its devices keep their keys.
	pub protection: KeyProtection,
	/// What else the provider tells of it.
	#[serde(flatten)]
	pub description: Description,
}

/// What a provider tells of a model.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
	/// Its Thing Description (W3C Web of Things).
	pub thing_description: Option<ThingDescription>,
	/// SHA-256 of the firmware that new devices run.
	pub firmware: Option<Hex<32>>,
	/// SHA-256 of the certificate of the authority that signs the devices' IDevID certificates.
	pub issuing_ca: Option<Hex<32>>,
}

/// Where a Thing Description is, and which one it is.
#[derive(Clone, Debug, Serialize)]
pub struct ThingDescription {
	/// Where it can be fetched.
	pub uri: String,
	/// Its SHA-256.
	pub sha256: Hex<32>,
}

impl Description {
	/// What this one tells, and what `before` told that this one does not.
	pub fn or(self, before: Self) -> Self {
		Self {
			thing_description: self.thing_description.or(before.thing_description),
			firmware: self.firmware.or(before.firmware),
			issuing_ca: self.issuing_ca.or(before.issuing_ca),
		}
	}

	fn encoded(&self) -> Result<did::ModelDescription> {
		let thing = |thing: &ThingDescription| {
			let uri = bounded("the URI", thing.uri.as_bytes(), MAX_URI)?;
			Ok(did::ThingDescription { hash: thing.sha256.0, uri })
		};
		let hash = |hash: Option<Hex<32>>| -> Option<Hash256> { hash.map(|hash| hash.0) };
		Ok(did::ModelDescription {
			thing: self.thing_description.as_ref().map(thing).transpose()?,
			firmware: hash(self.firmware),
			issuing_ca: hash(self.issuing_ca),
		})
	}

	fn decoded(description: did::ModelDescription) -> Self {
		Self {
			thing_description: description
				.thing
				.map(|thing| ThingDescription { uri: text(&thing.uri.0), sha256: Hex(thing.hash) }),
			firmware: description.firmware.map(Hex),
			issuing_ca: description.issuing_ca.map(Hex),
		}
	}
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

impl Chain {
	/// Submits the registration of a model of the provider with this key. [`Chain::model`] tells its
	/// number.
	pub async fn submit_model(
		&self,
		name: &str,
		protection: KeyProtection,
		description: &Description,
		provider: &Keypair,
	) -> Result<Submitted> {
		let name = bounded("the name", name.as_bytes(), MAX_NAME)?;
		let (protection, description) = (protection.into(), description.encoded()?);
		let call = runtime::tx().device_did().register_model(name, protection, description);
		self.submit(&call, provider).await
	}

	/// Waits for the registration of a model.
	pub async fn model(&self, submitted: Submitted) -> Result<ModelId> {
		let included = submitted.finalized().await?;
		let event = included.events.find_first::<runtime::device_did::events::ModelRegistered>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the model's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.model)
	}

	/// Changes what is told of a model, and gives what is told of it now. What `description` does not
	/// tell stays as it was.
	pub async fn update_model(
		&self,
		model: ModelId,
		description: Description,
		provider: &Keypair,
	) -> Result<Description> {
		let description = description.or(self.find_model(model).await?.description);
		let call = runtime::tx().device_did().update_model(model, description.encoded()?);
		self.call(&call, provider).await?;
		Ok(description)
	}

	/// The model of this number.
	pub async fn find_model(&self, model: ModelId) -> Result<Model> {
		let call = runtime::apis().device_did_api().model(model);
		let at = self.at_best().await?;
		let info = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		let info =
			info.ok_or_else(|| Error::Invalid(format!("there is no model number {model}")))?;
		Ok(Model {
			model,
			name: text(&info.name.0),
			provider: info.provider,
			protection: info.protection.0,
			description: Description::decoded(info.description),
		})
	}

	/// All models.
	pub async fn models(&self) -> Result<Vec<Model>> {
		let at = self.at_best().await?;
		let address = runtime::storage().device_did().models();
		let mut entries =
			at.storage().iter(address, ()).await.map_err(|error| self.failed(error))?;
		let mut models = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let key = entry.key().map_err(|error| self.failed(error))?;
			let (number,) = key.decode().map_err(|error| self.failed(error))?;
			let model = entry.value().decode().map_err(|error| self.failed(error))?;
			models.push(Model {
				model: number,
				name: text(&model.name.0),
				provider: model.provider,
				protection: model.protection.0,
				description: Description::decoded(model.description),
			});
		}
		models.sort_by_key(|model| model.model);
		Ok(models)
	}
}
