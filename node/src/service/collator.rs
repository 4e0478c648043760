//! A node of the parachain: it follows the chain that the relay chain's validators have included, and
//! where it collates, makes blocks for them to back.

use std::{sync::Arc, time::Duration};

use bot_runtime::constants::time::RELAY_SLOT_MILLIS;
use codec::Encode;
use polkadot_sdk::{
	cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams},
	cumulus_client_cli::CollatorOptions,
	cumulus_client_collator::service::CollatorService,
	cumulus_client_consensus_aura::{
		collators::slot_based::{
			self, Params as CollatorParams, SlotBasedBlockImport, SlotBasedBlockImportHandle,
		},
		equivocation_import_queue::fully_verifying_import_queue,
	},
	cumulus_client_consensus_common::ParachainBlockImport,
	cumulus_client_service::{
		build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks,
		BuildNetworkParams, DARecoveryProfile, ParachainTracingExecuteBlock,
		StartRelayChainTasksParams,
	},
	cumulus_primitives_core::{
		relay_chain::{CollatorPair, ValidationCode},
		ParaId,
	},
	cumulus_relay_chain_interface::RelayChainInterface,
	sc_basic_authorship::ProposerFactory,
	sc_consensus::{DefaultImportQueue, ImportQueue},
	sc_network::{
		config::FullNetworkConfiguration, NetworkBackend, NetworkBlock, NetworkStateInfo, PeerId,
	},
	sc_service::{self, Configuration, Error as ServiceError, PartialComponents, TaskManager},
	sc_telemetry::TelemetryHandle,
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::sr25519::AuthorityPair,
	sp_keystore::KeystorePtr,
	sp_timestamp,
	substrate_prometheus_endpoint::Registry,
};

use super::{
	metrics, new_parts, parachain_id, spawn_evidence_tasks, spawn_offchain_workers,
	with_import_queue, Backend, Block, Client, Hash, Parts, TransactionPool,
};
use crate::{cli::EvidencePruning, rpc};

/// Length of a slot of the relay chain.
const RELAY_SLOT: Duration = Duration::from_millis(RELAY_SLOT_MILLIS as u64);

/// How long after the begin of a slot a block is begun, so that the relay chain's block of the slot is
/// there to build on.
const SLOT_OFFSET: Duration = Duration::from_secs(1);

/// What imports blocks, and tells the collator of its own.
type BlockImport =
	ParachainBlockImport<Block, SlotBasedBlockImport<Block, Arc<Client>, Client>, Backend>;

pub(super) fn block_import(parts: &Parts<()>) -> (BlockImport, SlotBasedBlockImportHandle<Block>) {
	let (import, handle) = SlotBasedBlockImport::new(parts.client.clone(), parts.client.clone());
	(ParachainBlockImport::new(import, parts.backend.clone()), handle)
}

/// What imports blocks that collators have sealed.
pub(super) fn import_queue(
	config: &Configuration,
	parts: &Parts<()>,
	block_import: BlockImport,
) -> DefaultImportQueue<Block> {
	fully_verifying_import_queue::<AuthorityPair, _, _, _, _>(
		parts.client.clone(),
		block_import,
		|_, ()| async { Ok(sp_timestamp::InherentDataProvider::from_system_time()) },
		&parts.task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
		parts.other.as_ref().map(|telemetry| telemetry.handle()),
	)
}

/// Starts a node that follows the relay chain as `relay_config` and `options` say.
pub async fn start<Network: NetworkBackend<Block, Hash>>(
	config: Configuration,
	relay_config: Configuration,
	options: CollatorOptions,
	pruning: EvidencePruning,
) -> Result<TaskManager, ServiceError> {
	let config = prepare_node_config(config);
	let parts = new_parts(&config)?;
	let (block_import, block_import_handle) = block_import(&parts);
	let import_queue = import_queue(&config, &parts, block_import.clone());
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain: (),
		transaction_pool: pool,
		other: mut telemetry,
	} = with_import_queue(parts, import_queue);

	let para_id = parachain_id(&client)?;
	log::info!("🪪 Parachain id: {para_id}");

	let relay_chain_fork_id = relay_config.chain_spec.fork_id().map(String::from);
	let (relay_chain, collator_key, relay_chain_network, relay_chain_requests) =
		build_relay_chain_interface(
			relay_config,
			&config,
			None,
			&mut task_manager,
			options.clone(),
			None,
		)
		.await
		.map_err(|error| ServiceError::Application(error.into()))?;

	let is_collator = config.role.is_authority();
	let registry = config.prometheus_registry().cloned();
	let import_queue_service = import_queue.service();
	let net_config =
		FullNetworkConfiguration::<_, _, Network>::new(&config.network, registry.clone());
	let metrics = Network::register_notification_metrics(registry.as_ref());
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		build_network(BuildNetworkParams {
			parachain_config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: pool.clone(),
			para_id,
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			relay_chain_interface: relay_chain.clone(),
			import_queue,
			metrics,
			gap_sync_body_policy: None,
		})
		.await?;

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

	let announce_block = {
		let sync_service = sync_service.clone();
		Arc::new(move |hash, data| sync_service.announce_block(hash, data))
	};
	let overseer =
		relay_chain.overseer_handle().map_err(|error| ServiceError::Application(error.into()))?;
	start_relay_chain_tasks(StartRelayChainTasksParams {
		client: client.clone(),
		announce_block: announce_block.clone(),
		para_id,
		relay_chain_interface: relay_chain.clone(),
		task_manager: &mut task_manager,
		da_recovery_profile: if is_collator {
			DARecoveryProfile::Collator
		} else {
			DARecoveryProfile::FullNode
		},
		import_queue: import_queue_service,
		relay_chain_slot_duration: RELAY_SLOT,
		recovery_handle: Box::new(overseer),
		sync_service: sync_service.clone(),
		prometheus_registry: registry.as_ref(),
	})?;
	let collator_peer_id = relay_chain_network.local_peer_id();
	start_bootnode_tasks(StartBootnodeTasksParams {
		embedded_dht_bootnode: options.embedded_dht_bootnode,
		dht_bootnode_discovery: options.dht_bootnode_discovery,
		para_id,
		task_manager: &mut task_manager,
		relay_chain_interface: relay_chain.clone(),
		relay_chain_fork_id,
		relay_chain_network,
		request_receiver: relay_chain_requests,
		parachain_network: network.clone(),
		advertise_non_global_ips: config.network.allow_non_globals_in_dht,
		parachain_genesis_hash: client.info().genesis_hash.encode(),
		parachain_fork_id: config.chain_spec.fork_id().map(String::from),
		parachain_public_addresses: config.network.public_addresses.clone(),
	});

	let rpc_deps = rpc::Deps {
		client: client.clone(),
		backend: backend.clone(),
		pool: pool.clone(),
		orders: None,
		proofs,
	};
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool: pool.clone(),
		rpc_builder: Box::new(move |_| Ok(rpc::create(rpc_deps.clone())?)),
		network,
		system_rpc_tx,
		tx_handler_controller,
		sync_service,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(client.clone()))),
	})?;

	if is_collator {
		let key = collator_key.ok_or("the node of the relay chain gave no key to collate with")?;
		collate(Collation {
			client,
			backend,
			pool,
			task_manager: &task_manager,
			relay_chain,
			block_import,
			block_import_handle,
			keystore: keystore_container.keystore(),
			key,
			peer_id: collator_peer_id,
			para_id,
			announce_block,
			registry: registry.as_ref(),
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
		});
	}
	Ok(task_manager)
}

/// What making blocks takes.
struct Collation<'a> {
	client: Arc<Client>,
	backend: Arc<Backend>,
	pool: Arc<TransactionPool>,
	task_manager: &'a TaskManager,
	relay_chain: Arc<dyn RelayChainInterface>,
	block_import: BlockImport,
	block_import_handle: SlotBasedBlockImportHandle<Block>,
	keystore: KeystorePtr,
	key: CollatorPair,
	peer_id: PeerId,
	para_id: ParaId,
	announce_block: Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>,
	registry: Option<&'a Registry>,
	telemetry: Option<TelemetryHandle>,
}

/// Starts the tasks that make blocks in the slots of this node, and send them to validators.
fn collate(
	Collation {
		client,
		backend,
		pool,
		task_manager,
		relay_chain,
		block_import,
		block_import_handle,
		keystore,
		key,
		peer_id,
		para_id,
		announce_block,
		registry,
		telemetry,
	}: Collation<'_>,
) {
	let proposer = ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		pool,
		registry,
		telemetry,
	);
	let code_of = client.clone();
	slot_based::run::<Block, AuthorityPair, _, _, _, _, _, _, _, _, _>(CollatorParams {
		create_inherent_data_providers: |_, ()| async { Ok(()) },
		block_import,
		para_client: client.clone(),
		para_backend: backend,
		relay_client: relay_chain,
		code_hash_provider: move |block| {
			code_of.code_at(block).ok().map(|code| ValidationCode::from(code).hash())
		},
		keystore,
		collator_key: key,
		collator_peer_id: peer_id,
		para_id,
		proposer,
		collator_service: CollatorService::new(client.clone(), announce_block, client),
		reinitialize: false,
		slot_offset: SLOT_OFFSET,
		block_import_handle,
		spawner: task_manager.spawn_essential_handle(),
		relay_chain_slot_duration: RELAY_SLOT,
		export_pov: None,
		max_pov_percentage: None,
	});
}
