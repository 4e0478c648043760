//! A complete chain in one process: no relay chain, no peers, every block final.

use std::{
	sync::Arc,
	time::{Duration, Instant},
};

use bot_runtime::constants::time::SLOT_MILLIS;
use futures::{
	channel::{mpsc, oneshot},
	SinkExt, StreamExt,
};
use futures_timer::Delay;
use pallet_attestation_runtime_api::AttestationApi;
use polkadot_sdk::{
	sc_basic_authorship::ProposerFactory,
	sc_consensus::{DefaultImportQueue, LongestChain},
	sc_consensus_manual_seal::{
		self, consensus::aura::AuraConsensusDataProvider, run_manual_seal, EngineCommand,
		ManualSealParams,
	},
	sc_network::{config::FullNetworkConfiguration, Litep2pNetworkBackend, NotificationMetrics},
	sc_service::{
		self, BuildNetworkParams, Configuration, Error as ServiceError, PartialComponents,
		SpawnTasksParams, TaskManager,
	},
	sc_transaction_pool_api::TransactionPool as _,
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::SlotDuration,
};

use super::{
	dev_inherents, metrics, new_partial, parachain_id, spawn_evidence_tasks,
	spawn_offchain_workers, Block, Client, Hash, Parts, TransactionPool,
};
use crate::{
	cli::{Cli, EvidencePruning, Seal},
	rpc,
};

/// Most orders for blocks that wait to be carried out.
const ORDERS: usize = 1_024;

/// How long the pool may take to follow the chain to a new block.
const POOL_TIMEOUT: Duration = Duration::from_secs(1);

/// Takes orders for blocks.
pub type Orders = mpsc::Sender<EngineCommand<Hash>>;

/// When a block is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sealing {
	/// At this interval.
	Interval(Duration),
	/// As soon as there is a transaction.
	Instant,
	/// When it is ordered by RPC.
	Manual,
}

impl From<&Cli> for Sealing {
	fn from(cli: &Cli) -> Self {
		match cli.seal {
			Seal::Interval => Self::Interval(Duration::from_millis(cli.dev_block_time)),
			Seal::Instant => Self::Instant,
			Seal::Manual => Self::Manual,
		}
	}
}

/// What imports blocks without a seal.
pub(super) fn import_queue(config: &Configuration, parts: &Parts<()>) -> DefaultImportQueue<Block> {
	sc_consensus_manual_seal::import_queue(
		Box::new(parts.client.clone()),
		&parts.task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	)
}

/// Starts the chain.
pub fn start(
	mut config: Configuration,
	sealing: Sealing,
	pruning: EvidencePruning,
) -> Result<TaskManager, ServiceError> {
	config.network.default_peers_set.in_peers = 0;
	config.network.default_peers_set.out_peers = 0;

	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain: (),
		transaction_pool: pool,
		other: mut telemetry,
	} = new_partial(&config)?;

	let net_config =
		FullNetworkConfiguration::<_, _, Litep2pNetworkBackend>::new(&config.network, None);
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics: NotificationMetrics::new(None),
			gap_sync_body_policy: None,
		})?;

	spawn_offchain_workers(
		&config,
		&task_manager,
		&client,
		&backend,
		&pool,
		&keystore_container,
		network.clone(),
	)?;

	spawn_evidence_tasks(&task_manager, &client, &backend, pruning);
	let proofs = metrics::start(&config, &task_manager, &client)?;

	let (orders, orders_stream) = mpsc::channel(ORDERS);
	let slot_duration = SlotDuration::from_millis(SLOT_MILLIS);
	let para_id = parachain_id(&client)?;
	log::info!(target: "dev", "🪪 Parachain id: {para_id}, every block is final");
	task_manager.spawn_essential_handle().spawn_blocking(
		"block-authoring",
		None,
		run_manual_seal(ManualSealParams {
			block_import: client.clone(),
			env: ProposerFactory::new(
				task_manager.spawn_handle(),
				client.clone(),
				pool.clone(),
				config.prometheus_registry(),
				telemetry.as_ref().map(|telemetry| telemetry.handle()),
			),
			client: client.clone(),
			pool: pool.clone(),
			commands_stream: orders_stream,
			select_chain: LongestChain::new(backend.clone()),
			// The slot in the header comes from the timestamp in the inherents.
			consensus_data_provider: Some(Box::new(
				AuraConsensusDataProvider::new_with_slot_duration(slot_duration),
			)),
			create_inherent_data_providers: dev_inherents::provider(client.clone(), para_id),
		}),
	);

	let rpc_deps = rpc::Deps {
		client: client.clone(),
		backend: backend.clone(),
		pool: pool.clone(),
		orders: (sealing == Sealing::Manual).then(|| orders.clone()),
		proofs,
	};
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool: pool.clone(),
		rpc_builder: Box::new(move |_| Ok(rpc::create(rpc_deps.clone())?)),
		network,
		system_rpc_tx,
		tx_handler_controller,
		sync_service,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	// Not before the pool follows the chain, or it would miss the first block.
	let essential = task_manager.spawn_essential_handle();
	match sealing {
		Sealing::Interval(interval) => {
			essential.spawn("block-orders", None, order_at_intervals(orders, interval))
		},
		Sealing::Instant => {
			essential.spawn("block-orders", None, order_instantly(orders, client, pool))
		},
		Sealing::Manual => (),
	}

	Ok(task_manager)
}

/// Orders a block and waits until it is made. Nothing where that failed.
async fn order_block(orders: &mut Orders) -> Option<Hash> {
	let (sender, result) = oneshot::channel();
	let order = EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: true,
		parent_hash: None,
		sender: Some(sender),
	};
	orders.send(order).await.ok()?;
	match result.await.ok()? {
		Ok(block) => Some(block.hash),
		Err(error) => {
			log::error!(target: "dev", "No block was made: {error}");
			None
		},
	}
}

/// Orders a block now, and then one in each `interval`.
async fn order_at_intervals(mut orders: Orders, interval: Duration) {
	let mut next = Instant::now();
	loop {
		order_block(&mut orders).await;
		let now = Instant::now();
		// What was missed while the machine slept, or was too slow, is not made up for.
		next = next.checked_add(interval).unwrap_or(now).max(now);
		Delay::new(next.saturating_duration_since(now)).await;
	}
}

/// Orders a block for each transaction that no block has taken yet, and after a block with records
/// one more, which commits to them.
async fn order_instantly(mut orders: Orders, client: Arc<Client>, pool: Arc<TransactionPool>) {
	let mut imported = pool.import_notification_stream();
	let best = || client.info().best_hash;
	let has_records =
		|| client.runtime_api().records_of_block(best()).is_ok_and(|records| records.count > 0);
	loop {
		while has_records() && order_block(&mut orders).await.is_some() {}
		if imported.next().await.is_none() {
			return;
		}
		// An order that is to make no empty block would not do: it counts the inherents of a parachain
		// wrong, and takes a block with one transaction for an empty one.
		if pool.ready_at_with_timeout(best(), POOL_TIMEOUT).await.next().is_some() {
			order_block(&mut orders).await;
		}
	}
}
