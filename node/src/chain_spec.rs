//! The chains that the node knows by name. Their genesis comes from the presets of the runtime.

use polkadot_sdk::{
	sc_chain_spec::{ChainType, GenericChainSpec, Properties},
	sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
};

/// The chain that runs in a single process.
pub fn development() -> Result<GenericChainSpec, String> {
	chain_spec("BoT Development", "bot_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// The parachain of a relay chain on the same machine.
pub fn local_testnet() -> Result<GenericChainSpec, String> {
	chain_spec("BoT Local Testnet", "bot_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}

fn chain_spec(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<GenericChainSpec, String> {
	let code = bot_runtime::WASM_BINARY
		.ok_or("this build has no runtime: build again without SKIP_WASM_BUILD")?;
	let properties = Properties::from_iter([
		("ss58Format".into(), 42.into()),
		("tokenDecimals".into(), 12.into()),
		("tokenSymbol".into(), "BOT".into()),
	]);
	Ok(GenericChainSpec::builder(code, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id(id)
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}
