//! The chains that the node knows by name. Their genesis comes from the presets of the runtime.

use polkadot_sdk::{
	sc_chain_spec::{ChainSpecExtension, ChainSpecGroup, ChainType, GenericChainSpec, Properties},
	sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
};
use serde::{Deserialize, Serialize};

/// What the specification of a parachain has beside that of any chain.
#[derive(
	Clone, Debug, Default, PartialEq, Serialize, Deserialize, ChainSpecGroup, ChainSpecExtension,
)]
pub struct Extensions {
	/// The relay chain: its name, where the node knows it, or else the file of its specification.
	#[serde(alias = "relayChain", default, skip_serializing_if = "String::is_empty")]
	pub relay_chain: String,
}

#[cfg(feature = "collator")]
impl Extensions {
	/// Those of a chain: none where it has none.
	pub fn of(chain: &dyn polkadot_sdk::sc_chain_spec::ChainSpec) -> Self {
		polkadot_sdk::sc_chain_spec::get_extension(chain.extensions()).cloned().unwrap_or_default()
	}
}

/// A chain of this node.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// The chain that runs in a single process.
pub fn development() -> Result<ChainSpec, String> {
	chain_spec("BoT Development", "bot_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// The parachain of a relay chain on the same machine.
pub fn local_testnet() -> Result<ChainSpec, String> {
	chain_spec("BoT Local Testnet", "bot_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}

fn chain_spec(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	let code = bot_runtime::WASM_BINARY
		.ok_or("this build has no runtime: build again without SKIP_WASM_BUILD")?;
	let properties = Properties::from_iter([
		("ss58Format".into(), 42.into()),
		("tokenDecimals".into(), 12.into()),
		("tokenSymbol".into(), "BOT".into()),
	]);
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id(id)
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}
