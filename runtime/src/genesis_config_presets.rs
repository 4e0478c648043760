//! What a chain begins with.

use crate::{
	constants::currency::{BOT, EXISTENTIAL_DEPOSIT},
	AccountId, Balance, BalancesConfig, CollatorSelectionConfig, ConsortiumConfig, DeviceDidConfig,
	ParachainInfoConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
};
use alloc::{string::String, vec, vec::Vec};
use bot_primitives::{Role, Roles};
use polkadot_sdk::*;

use cumulus_primitives_core::ParaId;
use frame_support::build_struct_json_patch;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};

/// Number of the parachain in the presets: the first that a relay chain gives to anyone.
const PARA_ID: ParaId = ParaId::new(2000);

/// What every well-known development account begins with.
const ENDOWMENT: Balance = 1_000_000 * BOT;

/// A chain whose consortium Alice, Bob and Charlie found, and whose blocks `collators` make.
fn genesis(network: &str, collators: &[Sr25519Keyring]) -> serde_json::Value {
	let accounts = || collators.iter().map(|collator| collator.to_account_id());
	let founders = [
		(Alice, Roles::of([Role::Provider]), "Alice Machines"),
		(Bob, Roles::of([Role::Operator]), "Bob Vending"),
		(Charlie, Roles::of([Role::Supervisor]), "Charlie Safety"),
	];
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: Sr25519Keyring::well_known()
				.map(|account| (account.to_account_id(), ENDOWMENT))
				.collect::<Vec<(AccountId, Balance)>>(),
		},
		parachain_info: ParachainInfoConfig { parachain_id: PARA_ID },
		collator_selection: CollatorSelectionConfig {
			invulnerables: accounts().collect::<Vec<_>>(),
			candidacy_bond: EXISTENTIAL_DEPOSIT * 16,
		},
		session: SessionConfig {
			keys: collators
				.iter()
				.map(|collator| {
					let account = collator.to_account_id();
					(account.clone(), account, SessionKeys { aura: collator.public().into() })
				})
				.collect::<Vec<_>>(),
		},
		consortium: ConsortiumConfig {
			members: founders
				.into_iter()
				.map(|(account, roles, name)| {
					(account.to_account_id(), roles.bits(), String::from(name))
				})
				.collect::<Vec<_>>(),
		},
		device_did: DeviceDidConfig { network: String::from(network) },
	})
}

/// The preset of this name, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => genesis("dev", &[Alice]),
		LOCAL_TESTNET_RUNTIME_PRESET => genesis("local", &[Alice, Bob, Charlie]),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
