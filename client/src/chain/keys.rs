//! Keys of devices, and what else their root keys state.

use bot_primitives::{
	payload::{Delegation, FirmwareUpdate, KeyAgreement, Rotation},
	Hash256, Millis, PublicKey, X25519Key,
};
use serde::Serialize;
use subxt_signer::sr25519::Keypair;

use super::{devices::Device, runtime, Chain};
use crate::{
	device_key::public_text, evidence::time_text, hex_bytes::Hex, DeviceKey, Error, Result,
};

/// The keys of a device at one block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeysAt {
	/// Number of its root key.
	pub epoch: u16,
	/// Its root key.
	pub root_key: String,
	/// The key that signed its data.
	pub signing_key: String,
	/// From this time on the signing key was not accepted.
	pub expires_at: Option<String>,
	/// The key for which messages to it were encrypted (X25519).
	pub key_agreement: Option<Hex<32>>,
}

/// A key that can be revoked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Revocable {
	/// The one that the root key let sign.
	SigningKey,
	/// The one for which messages are encrypted.
	KeyAgreement,
}

impl Chain {
	/// Lets `delegate` sign the device's data until `expires_at`. `payer` is its provider or operator.
	pub async fn delegate(
		&self,
		device: &Device,
		root: &DeviceKey,
		delegate: PublicKey,
		expires_at: Millis,
		payer: &Keypair,
	) -> Result<u32> {
		let number = self.next_statement(device, root).await?;
		let delegation = Delegation { number, key: delegate, expires_at };
		let signature = root.sign(&delegation, &device.context(self.genesis_hash()));
		let call =
			runtime::tx().device_did().delegate(device.index, delegation.into(), signature.into());
		self.call(&call, payer).await?;
		Ok(number)
	}

	/// Names the key for which messages to the device are to be encrypted.
	pub async fn set_key_agreement(
		&self,
		device: &Device,
		root: &DeviceKey,
		key: X25519Key,
		payer: &Keypair,
	) -> Result<u32> {
		let number = self.next_statement(device, root).await?;
		let statement = KeyAgreement { number, key };
		let signature = root.sign(&statement, &device.context(self.genesis_hash()));
		let call = runtime::tx().device_did().set_key_agreement(
			device.index,
			statement.into(),
			signature.into(),
		);
		self.call(&call, payer).await?;
		Ok(number)
	}

	/// Notes that the device runs the firmware with this SHA-256.
	pub async fn update_firmware(
		&self,
		device: &Device,
		root: &DeviceKey,
		firmware: Hash256,
		payer: &Keypair,
	) -> Result<u32> {
		let number = self.next_statement(device, root).await?;
		let update = FirmwareUpdate { number, firmware };
		let signature = root.sign(&update, &device.context(self.genesis_hash()));
		let call = runtime::tx().device_did().update_firmware(
			device.index,
			update.into(),
			signature.into(),
		);
		self.call(&call, payer).await?;
		Ok(number)
	}

	/// Ends the use of a key. `by` is the device's provider or operator.
	pub async fn revoke(&self, device: &Device, key: Revocable, by: &Keypair) -> Result<()> {
		let calls = runtime::tx().device_did();
		let included = match key {
			Revocable::SigningKey => self.call(&calls.revoke_signing_key(device.index), by).await,
			Revocable::KeyAgreement => {
				self.call(&calls.revoke_key_agreement(device.index), by).await
			},
		};
		included.map(|_| ())
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

	/// Approves `new` as root key of a device that lost its own. Says whether it has it now, or
	/// somebody else has to approve it too.
	pub async fn recover(&self, device: &Device, new: &DeviceKey, by: &Keypair) -> Result<bool> {
		let rotation = Rotation { new_key: new.public() };
		let by_new = new.sign(&rotation, &device.context(self.genesis_hash()));
		let call = runtime::tx().device_did().recover(device.index, rotation.into(), by_new.into());
		let included = self.call(&call, by).await?;
		let rotated = included.events.find_first::<runtime::device_did::events::RootKeyRotated>();
		Ok(rotated.is_some())
	}

	/// Ends an open recovery. `by` is the device's provider or operator.
	pub async fn cancel_recovery(&self, device: &Device, by: &Keypair) -> Result<()> {
		let call = runtime::tx().device_did().cancel_recovery(device.index);
		self.call(&call, by).await.map(|_| ())
	}

	/// The keys that a device had at the end of a block.
	pub async fn keys_at(&self, device: &Device, block: u32) -> Result<KeysAt> {
		let at = self.at_best().await?;
		let call = runtime::apis().device_did_api().keys_at(device.id.into(), block);
		let keys = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		let keys = keys.ok_or_else(|| {
			Error::Invalid(format!("{} was not registered yet in block {block}", device.did))
		})?;
		Ok(KeysAt {
			epoch: keys.epoch,
			root_key: public_text(&keys.root_key.0),
			signing_key: public_text(&keys.signing_key.0),
			expires_at: keys.key_expires_at.map(time_text),
			key_agreement: keys.key_agreement.map(|key| Hex(key.0 .0)),
		})
	}

	/// The number of the next statement that `root` signs for the device.
	async fn next_statement(&self, device: &Device, root: &DeviceKey) -> Result<u32> {
		device.ensure_root_key(&root.public())?;
		let address = runtime::storage().device_did().details();
		let at = self.at_best().await?;
		let details = at.storage().fetch(address, (device.index,)).await;
		let details = details.map_err(|error| self.failed(error))?;
		let details = details.decode().map_err(|error| self.failed(error))?;
		Ok(details.last_statement.saturating_add(1))
	}
}
