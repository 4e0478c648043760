//! Services and metadata of devices.

use subxt_signer::sr25519::Keypair;

use super::{
	bounded, devices::Device, models::MAX_URI, runtime, runtime::types::pallet_device_did::types,
	Chain,
};
use crate::Result;

/// Longest id of a service and longest name of metadata, in bytes.
const MAX_NAME: usize = 32;

/// Longest type of a service, in bytes.
const MAX_KIND: usize = 64;

/// Longest value of metadata, in bytes.
const MAX_VALUE: usize = 256;

impl Chain {
	/// Sets a service of a device. `payer` is its provider or operator.
	pub async fn set_service(
		&self,
		device: &Device,
		id: &str,
		kind: &str,
		endpoint: &str,
		payer: &Keypair,
	) -> Result<()> {
		let id = bounded("the id", id.as_bytes(), MAX_NAME)?;
		let service = types::Service {
			kind: bounded("the type", kind.as_bytes(), MAX_KIND)?,
			endpoint: bounded("the endpoint", endpoint.as_bytes(), MAX_URI)?,
		};
		let call = runtime::tx().device_did().set_service(device.index, id, service);
		self.call(&call, payer).await.map(|_| ())
	}

	/// Removes a service of a device.
	pub async fn remove_service(&self, device: &Device, id: &str, by: &Keypair) -> Result<()> {
		let id = bounded("the id", id.as_bytes(), MAX_NAME)?;
		let call = runtime::tx().device_did().remove_service(device.index, id);
		self.call(&call, by).await.map(|_| ())
	}

	/// Sets a piece of metadata of a device. `payer` is its provider or operator.
	pub async fn set_metadata(
		&self,
		device: &Device,
		name: &str,
		value: &[u8],
		payer: &Keypair,
	) -> Result<()> {
		let name = bounded("the name", name.as_bytes(), MAX_NAME)?;
		let value = bounded("the value", value, MAX_VALUE)?;
		let call = runtime::tx().device_did().set_metadata(device.index, name, value);
		self.call(&call, payer).await.map(|_| ())
	}

	/// Removes a piece of metadata of a device.
	pub async fn remove_metadata(&self, device: &Device, name: &str, by: &Keypair) -> Result<()> {
		let name = bounded("the name", name.as_bytes(), MAX_NAME)?;
		let call = runtime::tx().device_did().remove_metadata(device.index, name);
		self.call(&call, by).await.map(|_| ())
	}
}
