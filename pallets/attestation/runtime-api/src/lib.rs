#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the attestations.

use bot_primitives::{DeviceIndex, StreamHead};
use pallet_attestation::{RecordsOfBlock, StatementsOfBlock};
use polkadot_sdk::sp_api;

sp_api::decl_runtime_apis! {
	/// Reads streams and what a block recorded.
	#[api_version(2)]
	pub trait AttestationApi {
		/// Head of a device's stream in the epoch of its keys; none where it never attested in that.
		fn stream_head(device: DeviceIndex) -> Option<StreamHead>;

		/// Number and root of the records of the block at whose state this is called.
		fn records_of_block() -> RecordsOfBlock;

		/// What became of the attestations of the block at whose state this is called.
		fn statements_of_block() -> StatementsOfBlock;
	}
}
