//! What the tests of the composed runtime share: a chain without a node, and its actors.
//!
//! Every transaction goes through the whole of what a node does with it: its check in the pool, and
//! its execution in a block that has its inherents and is finalized.

pub mod chain;
pub mod council;
pub mod devices;
pub mod versions;

use bot_runtime::Runtime;
use polkadot_sdk::sp_io::TestExternalities;

/// Version of the metadata that the client is generated from.
pub const METADATA_VERSION: u32 = 16;

/// The runtime's metadata.
pub fn metadata() -> Vec<u8> {
	TestExternalities::default().execute_with(|| {
		let metadata = Runtime::metadata_at_version(METADATA_VERSION);
		metadata.map(|metadata| metadata.to_vec()).unwrap_or_default()
	})
}
