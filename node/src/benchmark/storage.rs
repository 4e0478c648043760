//! `benchmark storage`: what a read and a write cost, on a chain that begins with many devices.

use std::sync::Arc;

use polkadot_sdk::{
	frame_benchmarking_cli::StorageCmd,
	sc_cli,
	sc_client_db::DbHash,
	sc_service::Configuration,
	sp_database::Database,
	sp_runtime::traits::HashingFor,
	sp_state_machine::{self, DBValue},
	sp_trie,
};

use super::fleet::{Chain, Fleet};
use crate::service::{Backend, Block, Hash};

/// Devices that the chain begins with.
const DEVICES: u32 = 1_000_000;

/// Column of sc-client-db that holds the state.
const STATE: u32 = 1;

/// Measures.
pub fn run(cmd: &StorageCmd, config: Configuration) -> sc_cli::Result<()> {
	let chain = Chain::new(&config, &Fleet::new(DEVICES)?)?;
	let state = Arc::new(State(chain.database.clone()));
	cmd.run::<_, Backend, _>(config, chain.client, (chain.database, STATE), state, None)
}

/// The nodes of the state's trie in a database.
struct State(Arc<dyn Database<DbHash>>);

impl sp_state_machine::Storage<HashingFor<Block>> for State {
	fn get(&self, key: &Hash, prefix: (&[u8], Option<u8>)) -> Result<Option<DBValue>, String> {
		// As sc-client-db writes them where the database does not count references.
		let key = sp_trie::prefixed_key::<HashingFor<Block>>(key, prefix);
		Ok(self.0.get(STATE, &key))
	}
}
