//! Models and devices: registered, looked up, and given keys.

use bot_primitives::{
	payload::{DataStatement, Delegation, Registration, Rotation},
	DeviceId, DeviceIndex, DeviceState, Did, Hash256, KeyProtection, Millis, ModelId, Network,
	PublicKey, Rate, Signature, SigningContext, StreamHead,
};
use serde::{Deserialize, Serialize};
use subxt::{tx::Payload, utils::AccountId32};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{
		self,
		types::{self, bounded_collections::bounded_vec::BoundedVec},
	},
	At, Chain, Submitted,
};
use crate::{device_key, member_key, DeviceKey, Error, Result};

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
}

/// A device, as the chain knows it.
#[derive(Clone, Debug)]
pub struct Device {
	/// Its DID.
	pub did: Did,
	/// Its number.
	pub index: DeviceIndex,
	/// Its id.
	pub id: DeviceId,
	/// Whether it may act.
	pub state: DeviceState,
	/// Its root key.
	pub root_key: PublicKey,
	/// The key it signs data with.
	pub signing_key: PublicKey,
	/// From this time on the signing key is not accepted.
	pub key_expires_at: Option<Millis>,
	/// Number of its root key.
	pub epoch: u16,
	/// How often it may attest.
	pub rate: Rate,
	/// Who made it.
	pub provider: AccountId32,
	/// Who runs it.
	pub operator: AccountId32,
	/// Its model.
	pub model: ModelId,
	/// How it keeps its keys.
	pub protection: KeyProtection,
	/// Block of its registration.
	pub registered_at: u32,
}

impl Device {
	/// What its signatures are bound to.
	pub fn context(&self, genesis_hash: Hash256) -> SigningContext {
		SigningContext { genesis_hash, device_id: self.id, epoch: self.epoch }
	}

	/// Checks that `key` is the one that the device signs data with now.
	pub fn ensure_signing_key(&self, key: &PublicKey) -> Result<()> {
		if *key == self.signing_key {
			return Ok(());
		}
		Err(Error::input(format!(
			"the key is not the one that {} signs data with\n  given    {}\n  expected {}",
			self.did,
			device_key::public_text(key),
			device_key::public_text(&self.signing_key)
		)))
	}

	/// Checks that `key` is the device's root key.
	pub fn ensure_root_key(&self, key: &PublicKey) -> Result<()> {
		if *key == self.root_key {
			return Ok(());
		}
		Err(Error::input(format!(
			"the key is not the root key of {}\n  given    {}\n  expected {}",
			self.did,
			device_key::public_text(key),
			device_key::public_text(&self.root_key)
		)))
	}
}

/// The answer of `attestation_stream`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
	/// Number of the device.
	pub device: DeviceIndex,
	/// Epoch of its keys.
	pub epoch: u16,
	/// One above the highest number used.
	pub next_seq: u64,
	/// How many numbers left the window unused.
	pub unseen: u32,
	/// The numbers in the window that were not used.
	pub missing: Vec<u64>,
}

/// The call that records a statement of a device.
pub fn attest(device: DeviceIndex, statement: DataStatement, signature: Signature) -> impl Payload {
	runtime::tx().attestation().attest(device, statement.into(), signature.into())
}

impl Chain {
	/// Submits the registration of a model of the provider with this key. [`Chain::model`] tells its
	/// number.
	pub async fn submit_model(
		&self,
		name: &str,
		protection: KeyProtection,
		provider: &Keypair,
	) -> Result<Submitted> {
		let name = BoundedVec(name.as_bytes().to_vec());
		let description = types::pallet_device_did::types::ModelDescription {
			thing: None,
			firmware: None,
			issuing_ca: None,
		};
		let call = runtime::tx().device_did().register_model(name, protection.into(), description);
		self.submit(&call, provider).await
	}

	/// Waits for the registration of a model.
	pub async fn model(&self, submitted: Submitted) -> Result<ModelId> {
		let included = submitted.finalized().await?;
		let event = included.events.find_first::<runtime::device_did::events::ModelRegistered>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the model's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.model)
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
				name: String::from_utf8_lossy(&model.name.0).into_owned(),
				provider: model.provider,
				protection: model.protection.0,
			});
		}
		models.sort_by_key(|model| model.model);
		Ok(models)
	}

	/// Submits the registration of the device with the root key `key`, with its proof of possession.
	/// Gives its DID, which is so once the registration is in a block.
	pub async fn submit_device(
		&self,
		model: ModelId,
		operator: AccountId32,
		key: &DeviceKey,
		provider: &Keypair,
	) -> Result<(Did, Submitted)> {
		let account = member_key::account(provider).0;
		let id = DeviceId::derive(&account, &key.public());
		let context = SigningContext { genesis_hash: self.genesis_hash(), device_id: id, epoch: 0 };
		let proof = key.sign(&Registration { provider: account, model }, &context);
		let call =
			runtime::tx().device_did().register(model, operator, key.public().into(), proof.into());
		let submitted = self.submit(&call, provider).await?;
		Ok((Did::of_device(self.network().await?, id), submitted))
	}

	/// Lets `delegate` sign the device's data until `expires_at`. `payer` is its provider or operator.
	pub async fn delegate(
		&self,
		device: &Device,
		root: &DeviceKey,
		delegate: PublicKey,
		expires_at: Millis,
		payer: &Keypair,
	) -> Result<u32> {
		device.ensure_root_key(&root.public())?;
		let address = runtime::storage().device_did().details();
		let at = self.at_best().await?;
		let details = at.storage().fetch(address, (device.index,)).await;
		let details = details.map_err(|error| self.failed(error))?;
		let details = details.decode().map_err(|error| self.failed(error))?;
		let number = details.last_statement.saturating_add(1);
		let delegation = Delegation { number, key: delegate, expires_at };
		let signature = root.sign(&delegation, &device.context(self.genesis_hash()));
		let call =
			runtime::tx().device_did().delegate(device.index, delegation.into(), signature.into());
		self.call(&call, payer).await?;
		Ok(number)
	}

	/// Puts the root key `new` in the place of `old`, which opens a new epoch.
	pub async fn rotate(
		&self,
		device: &Device,
		old: &DeviceKey,
		new: &DeviceKey,
		payer: &Keypair,
	) -> Result<()> {
		device.ensure_root_key(&old.public())?;
		let rotation = Rotation { new_key: new.public() };
		let context = device.context(self.genesis_hash());
		let (by_old, by_new) = (old.sign(&rotation, &context), new.sign(&rotation, &context));
		let call = runtime::tx().device_did().rotate(
			device.index,
			rotation.into(),
			by_old.into(),
			by_new.into(),
		);
		self.call(&call, payer).await.map(|_| ())
	}

	/// Declares a device gone for good.
	pub async fn destroy(&self, device: &Device, by: &Keypair) -> Result<()> {
		let call =
			runtime::tx().device_did().set_state(device.index, DeviceState::Destroyed.into());
		self.call(&call, by).await.map(|_| ())
	}

	/// The device with this DID, as it is at a block.
	pub async fn device_at(&self, did: &Did, at: &At) -> Result<Device> {
		let id = DeviceId(did.subject);
		let call = runtime::apis().device_did_api().device(id.into());
		let info = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		let info = info.ok_or_else(|| {
			Error::Invalid(format!("no device {did} was ever registered on this chain"))
		})?;
		Ok(device(did.network, info))
	}

	/// The device with this DID.
	pub async fn device(&self, did: &Did) -> Result<Device> {
		let network = self.network().await?;
		if network != did.network {
			return Err(Error::Invalid(format!(
				"{did} is of the network `{}`, the node is of `{}`",
				did.network.as_str(),
				network.as_str()
			)));
		}
		self.device_at(did, &self.at_best().await?).await
	}

	/// The device that an argument names: its DID, or its number.
	pub async fn find_device(&self, argument: &str) -> Result<Device> {
		let Ok(index) = argument.parse::<DeviceIndex>() else {
			let did = argument.parse::<Did>();
			return self
				.device(&did.map_err(|error| Error::input(format!("`{argument}`: {error}")))?)
				.await;
		};
		let at = self.at_best().await?;
		let address = runtime::storage().device_did().hot_devices();
		let hot =
			at.storage().try_fetch(address, (index,)).await.map_err(|error| self.failed(error))?;
		let hot =
			hot.ok_or_else(|| Error::Invalid(format!("there is no device number {index}")))?;
		let hot = hot.decode().map_err(|error| self.failed(error))?;
		self.device_at(&Did::of_device(self.network().await?, hot.id.0), &at).await
	}

	/// Numbers and DIDs of all devices.
	pub async fn devices(&self) -> Result<Vec<Device>> {
		let (at, network) = (self.at_best().await?, self.network().await?);
		let address = runtime::storage().device_did().hot_devices();
		let mut entries =
			at.storage().iter(address, ()).await.map_err(|error| self.failed(error))?;
		let mut devices = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let hot = entry.value().decode().map_err(|error| self.failed(error))?;
			devices.push(self.device_at(&Did::of_device(network, hot.id.0), &at).await?);
		}
		devices.sort_by_key(|device| device.index);
		Ok(devices)
	}

	/// The head of a device's stream at a block.
	pub async fn stream_head(&self, device: &Device, at: &At) -> Result<StreamHead> {
		let call = runtime::apis().attestation_api().stream_head(device.index);
		let head = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		Ok(head.map_or(StreamHead::new(device.epoch), |head| head.0).in_epoch(device.epoch))
	}

	/// The state of a device's stream, as the node tells it.
	pub async fn stream(&self, did: &Did) -> Result<Stream> {
		self.request("attestation_stream", rpc_params![did.to_string()]).await
	}

	/// The DID resolution result of a device, as the node tells it.
	pub async fn resolve(&self, did: &Did) -> Result<serde_json::Value> {
		self.request("did_resolve", rpc_params![did.to_string()]).await
	}
}

fn device(
	network: Network,
	info: types::pallet_device_did::types::DeviceInfo<AccountId32>,
) -> Device {
	let hot = info.hot;
	Device {
		did: Did::of_device(network, hot.id.0),
		index: info.index,
		id: hot.id.0,
		state: hot.state.0,
		root_key: info.root_key.0,
		signing_key: hot.signing_key.0,
		key_expires_at: hot.key_expires_at,
		epoch: hot.epoch,
		rate: hot.rate.0,
		provider: hot.provider,
		operator: hot.operator,
		model: hot.model,
		protection: hot.protection.0,
		registered_at: info.registered.block,
	}
}
