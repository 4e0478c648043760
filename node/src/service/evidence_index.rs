//! The task that keeps the off-chain index of evidence, driven by finality.

use std::{sync::Arc, time::Duration};

use bot_rpc::{index::EvidenceIndex, BlockNumber};
use futures::StreamExt;
use futures_timer::Delay;
use pallet_attestation_runtime_api::AttestationApi;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents, sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend,
	sp_core::offchain::OffchainStorage,
};

use super::{Client, Hash};

const LOG_TARGET: &str = "evidence-index";

/// Keeps the index in `storage`, with the records of the last `kept` finalized blocks or else of
/// all. At the start it takes up what was finalized while it was not running.
pub async fn run(client: Arc<Client>, storage: impl OffchainStorage, kept: Option<BlockNumber>) {
	let mut finality = client.finality_notification_stream();
	let mut index = EvidenceIndex::new(storage);
	loop {
		let finalized = client.info().finalized_number;
		let step = index.step(finalized, kept, |number| records_root(&client, number));
		if let Some((number, error)) = step.failure {
			log::warn!(
				target: LOG_TARGET,
				"Records of block {number}, and perhaps of some after it, cannot be proved by this \
				node: {error}",
			);
		}
		if step.advanced {
			// A stop of the node takes effect where a task waits, and only there.
			Delay::new(Duration::ZERO).await;
		} else if finality.next().await.is_none() {
			return;
		}
	}
}

/// The root of the records of the finalized block `number`, if it has any.
fn records_root(client: &Client, number: BlockNumber) -> Result<Option<[u8; 32]>, String> {
	let hash: Option<Hash> = client.hash(number).map_err(|error| error.to_string())?;
	let hash = hash.ok_or("the node does not have the block")?;
	let records = client.runtime_api().records_of_block(hash).map_err(|error| error.to_string())?;
	Ok((records.count > 0).then_some(records.root))
}
