#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the device registry.

extern crate alloc;

use alloc::vec::Vec;
use bot_primitives::{key_chain::KeyChain, DeviceId, DeviceIndex, ModelId, Network, PublicKey};
use codec::Codec;
use pallet_device_did::{DeviceInfo, KeysAt, ModelInfo};
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

		/// Ids of devices, by number, from `start` on: at most `limit` of them.
		fn device_ids(start: DeviceIndex, limit: u32) -> Vec<DeviceId>;

		/// The model with this number.
		fn model(id: ModelId) -> Option<ModelInfo<AccountId>>;

		/// The keys that the device with this id had at the end of a block; none where it was not
		/// registered yet.
		fn keys_at(id: DeviceId, block: u32) -> Option<KeysAt>;

		/// What leads from the id to `key`, which signed in `epoch`; none where that key never
		/// signed for the device in that epoch.
		fn key_chain(id: DeviceId, epoch: u16, key: PublicKey) -> Option<KeyChain>;
	}
}
