//! Devices that go from one operator to another.

use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{devices::Device, runtime, Chain};
use crate::Result;

impl Chain {
	/// Offers a device to another operator.
	pub async fn offer_transfer(
		&self,
		device: &Device,
		to: AccountId32,
		by: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().device_did().offer_transfer(device.index, to);
		self.call(&call, by).await.map(|_| ())
	}

	/// Takes over a device that is offered to the member with this key.
	pub async fn accept_transfer(&self, device: &Device, by: &Keypair) -> Result<()> {
		let call = runtime::tx().device_did().accept_transfer(device.index);
		self.call(&call, by).await.map(|_| ())
	}

	/// Withdraws or declines an offer of a device.
	pub async fn cancel_transfer(&self, device: &Device, by: &Keypair) -> Result<()> {
		let call = runtime::tx().device_did().cancel_transfer(device.index);
		self.call(&call, by).await.map(|_| ())
	}
}
