#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the device registry.

use bot_primitives::{key_chain::KeyChain, DeviceId, Network, PublicKey};
use codec::Codec;
use pallet_device_did::DeviceInfo;
use polkadot_sdk::sp_api;

sp_api::decl_runtime_apis! {
	/// Reads devices.
	pub trait DeviceDidApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Label of this network in its DIDs; none where its genesis gave none.
		fn network() -> Option<Network>;

		/// The device with this id; none where it was never registered. One that is gone is still
		/// found.
		fn device(id: DeviceId) -> Option<DeviceInfo<AccountId>>;

		/// What leads from the id to `key`, which signed in `epoch`; none where that key never
		/// signed for the device in that epoch.
		fn key_chain(id: DeviceId, epoch: u16, key: PublicKey) -> Option<KeyChain>;
	}
}
