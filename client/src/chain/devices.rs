//! Devices: registered and looked up.

use bot_primitives::{
	payload::Registration, DeviceId, DeviceIndex, DeviceState, Did, EnrolmentId, Hash256,
	KeyProtection, Millis, ModelId, Network, OrderedIndex, PublicKey, Rate, SigningContext,
	Standing, StreamHead, X25519Key,
};
use serde::{Deserialize, Serialize};
use subxt::utils::{AccountId32, Static};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{self, types},
	standing::standing_text,
	At, Chain, Submitted,
};
use crate::{device_key, member_key, DeviceKey, Error, Result};

/// A device, as the chain knows it.
#[derive(Clone, Debug)]
pub struct Device {
	/// Its DID.
	pub did: Did,
	/// Its number.
	pub index: DeviceIndex,
	/// Its id.
	pub id: DeviceId,
	/// What the registry keeps of whether it may act.
	pub state: DeviceState,
	/// Whether it may act now.
	pub standing: Standing,
	/// Its root key.
	pub root_key: PublicKey,
	/// The key it signs data with.
	pub signing_key: PublicKey,
	/// From this time on the signing key is not accepted.
	pub key_expires_at: Option<Millis>,
	/// The key for which messages to it are encrypted.
	pub key_agreement: Option<X25519Key>,
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
	/// SHA-256 of the firmware it runs, as it last said.
	pub firmware: Option<Hash256>,
	/// Block of its registration.
	pub registered_at: u32,
	/// Where it was enrolled, if it was activated from an enrolment.
	pub place: Option<Place>,
	/// Its services: id, type and endpoint.
	pub services: Vec<[String; 3]>,
	/// What else is said of it: name and value.
	pub metadata: Vec<(String, Vec<u8>)>,
}

/// The place of a device in the enrolment that it was activated from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Place {
	/// The enrolment.
	pub enrolment: EnrolmentId,
	/// Its place, from 0.
	pub index: u32,
	/// SHA-256 of its IDevID certificate (DER).
	pub idevid: Option<Hash256>,
}

impl Device {
	/// What its signatures are bound to.
	pub fn context(&self, genesis_hash: Hash256) -> SigningContext {
		SigningContext { genesis_hash, device_id: self.id, epoch: self.epoch }
	}

	/// Checks that the device may act now.
	pub fn ensure_in_standing(&self) -> Result<()> {
		match self.standing {
			Standing::Active => Ok(()),
			standing => Err(Error::Invalid(format!(
				"{} {}: it cannot attest",
				self.did,
				standing_text(standing)
			))),
		}
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

impl Chain {
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
		let key = Static(OrderedIndex::from(index));
		let hot = self
			.value(&at, address, (key,))
			.await?
			.ok_or_else(|| Error::Invalid(format!("there is no device number {index}")))?;
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
	let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
	let services = info.services.into_iter();
	Device {
		did: Did::of_device(network, hot.id.0),
		index: info.index,
		id: hot.id.0,
		state: hot.state.0,
		standing: info.standing.0,
		root_key: info.root_key.0,
		signing_key: hot.signing_key.0,
		key_expires_at: hot.key_expires_at,
		key_agreement: info.key_agreement.map(|key| key.0),
		epoch: hot.epoch,
		rate: hot.rate.0,
		provider: hot.provider,
		operator: hot.operator,
		model: hot.model,
		protection: hot.protection.0,
		firmware: hot.firmware,
		registered_at: info.registered.block,
		place: info.place.map(|place| Place {
			enrolment: place.enrolment,
			index: place.index,
			idevid: place.idevid,
		}),
		services: services
			.map(|(id, service)| [text(id.0), text(service.kind.0), text(service.endpoint.0)])
			.collect(),
		metadata: info.metadata.into_iter().map(|(key, value)| (text(key.0), value.0)).collect(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::RecallReason;

	fn device(standing: Standing) -> Device {
		let key = PublicKey::Ed25519([1; 32]);
		let account = AccountId32([2; 32]);
		Device {
			did: Did { network: Network::new(b"dev").unwrap(), subject: [3; 32] },
			index: 0,
			id: DeviceId([3; 32]),
			state: DeviceState::Active,
			standing,
			root_key: key,
			signing_key: key,
			key_expires_at: None,
			key_agreement: None,
			epoch: 0,
			rate: Rate { interval: 1, burst: 1 },
			provider: account,
			operator: account,
			model: 0,
			protection: KeyProtection::Software,
			firmware: None,
			registered_at: 1,
			place: None,
			services: Vec::new(),
			metadata: Vec::new(),
		}
	}

	#[test]
	fn a_device_that_may_not_act_is_told_why() {
		assert!(device(Standing::Active).ensure_in_standing().is_ok());
		for (standing, words) in [
			(Standing::Suspended, "is suspended by its operator: it cannot attest"),
			(Standing::Recalled(RecallReason::Safety), "is recalled (safety): it cannot attest"),
			(Standing::Retired, "is out of use: it cannot attest"),
			(Standing::Destroyed, "is gone for good (destroyed): it cannot attest"),
			(Standing::Compromised, "is gone for good (compromised): it cannot attest"),
		] {
			let error = device(standing).ensure_in_standing().err().unwrap();
			assert_eq!(error.exit_code(), 1);
			assert!(error.to_string().ends_with(words), "{error}");
		}
	}
}
