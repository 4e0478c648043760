//! The parts of a node, and how they are put together.

use std::sync::Arc;

use futures::FutureExt;
use polkadot_sdk::{
	cumulus_primitives_core::{GetParachainInfo, ParaId},
	cumulus_primitives_proof_size_hostfunction::storage_proof_size,
	mmr_gadget::MmrGadget,
	sc_client_api::Backend as _,
	sc_consensus::DefaultImportQueue,
	sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY},
	sc_network::service::traits::NetworkService,
	sc_offchain::{OffchainWorkerOptions, OffchainWorkers},
	sc_service::{
		self, Configuration, KeystoreContainer, PartialComponents, TFullBackend, TFullClient,
		TaskManager,
	},
	sc_telemetry::{Telemetry, TelemetryWorker},
	sc_transaction_pool::{self, TransactionPoolHandle},
	sc_transaction_pool_api::OffchainTransactionPoolFactory,
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_io, sp_mmr_primitives,
};

#[cfg(feature = "collator")]
use polkadot_sdk::sc_chain_spec;

pub use bot_rpc::{Block, Hash};

use crate::cli::EvidencePruning;

#[cfg(feature = "collator")]
pub mod collator;
pub mod dev;
pub(crate) mod dev_inherents;
mod evidence_index;
pub(crate) mod metrics;
#[cfg(feature = "collator")]
pub mod relay_chain;

/// What the runtime may call: the functions of every Substrate host, and the one that tells how
/// large the storage proof has grown.
pub type HostFunctions = (storage_proof_size::HostFunctions, sp_io::SubstrateHostFunctions);
/// Database of the node.
pub type Backend = TFullBackend<Block>;
/// Client of the node.
pub type Client = TFullClient<Block, bot_runtime::RuntimeApi, WasmExecutor<HostFunctions>>;
/// Transaction pool of the node.
pub type TransactionPool = TransactionPoolHandle<Block, Client>;
/// The parts of a node that work without a network, with a way to import blocks or without one.
pub type Parts<ImportQueue> =
	PartialComponents<Client, Backend, (), ImportQueue, TransactionPool, Option<Telemetry>>;
/// What every command begins with.
pub type Partial = Parts<DefaultImportQueue<Block>>;

/// Builds the parts of a node that work without a network.
pub fn new_partial(config: &Configuration) -> Result<Partial, sc_service::Error> {
	let parts = new_parts(config)?;
	let import_queue = import_queue(config, &parts);
	Ok(with_import_queue(parts, import_queue))
}

/// What imports the blocks of a chain: it checks who made them, unless nobody could forge them.
fn import_queue(config: &Configuration, parts: &Parts<()>) -> DefaultImportQueue<Block> {
	#[cfg(feature = "collator")]
	if config.chain_spec.chain_type() != sc_chain_spec::ChainType::Development {
		let (block_import, _) = collator::block_import(parts);
		return collator::import_queue(config, parts, block_import);
	}
	dev::import_queue(config, parts)
}

fn with_import_queue<ImportQueue>(
	parts: Parts<()>,
	import_queue: ImportQueue,
) -> Parts<ImportQueue> {
	let PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		import_queue: (),
		transaction_pool,
		select_chain,
		other,
	} = parts;
	PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		import_queue,
		transaction_pool,
		select_chain,
		other,
	}
}

fn new_parts(config: &Configuration) -> Result<Parts<()>, sc_service::Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok::<_, sc_service::Error>((worker, telemetry))
		})
		.transpose()?;

	let executor = executor(config);

	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_record_import(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			true,
			Vec::new(),
		)?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue: (),
		keystore_container,
		select_chain: (),
		transaction_pool,
		other: telemetry,
	})
}

/// What runs the runtime.
pub fn executor(config: &Configuration) -> WasmExecutor<HostFunctions> {
	let heap_pages = match config.executor.default_heap_pages {
		None => DEFAULT_HEAP_ALLOC_STRATEGY,
		Some(pages) => {
			let extra_pages = u32::try_from(pages).unwrap_or(u32::MAX);
			HeapAllocStrategy::Static { extra_pages }
		},
	};
	WasmExecutor::builder()
		.with_execution_method(config.executor.wasm_method)
		.with_onchain_heap_alloc_strategy(heap_pages)
		.with_offchain_heap_alloc_strategy(heap_pages)
		.with_max_runtime_instances(config.executor.max_runtime_instances)
		.with_runtime_cache_size(config.executor.runtime_cache_size)
		.build()
}

/// The id under which the relay chain knows the chain.
fn parachain_id(client: &Client) -> Result<ParaId, sc_service::Error> {
	client
		.runtime_api()
		.parachain_id(client.info().best_hash)
		.map_err(|error| sc_service::Error::Application(error.into()))
}

/// Starts what runs the runtime's off-chain workers, where the node is to.
fn spawn_offchain_workers(
	config: &Configuration,
	task_manager: &TaskManager,
	client: &Arc<Client>,
	backend: &Arc<Backend>,
	pool: &Arc<TransactionPool>,
	keystore: &KeystoreContainer,
	network: Arc<dyn NetworkService>,
) -> Result<(), sc_service::Error> {
	if !config.offchain_worker.enabled {
		return Ok(());
	}
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: client.clone(),
		keystore: Some(keystore.keystore()),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(pool.clone())),
		network_provider: Arc::new(network),
		is_validator: config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-worker",
		workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}

/// Starts the tasks that keep what proves records in the off-chain storage: mmr-gadget for the
/// nodes of the Merkle Mountain Range, and the index of the records.
fn spawn_evidence_tasks(
	task_manager: &TaskManager,
	client: &Arc<Client>,
	backend: &Arc<Backend>,
	pruning: EvidencePruning,
) {
	let Some(storage) = backend.offchain_storage() else { return };
	let handle = task_manager.spawn_handle();
	handle.spawn_blocking(
		"mmr-gadget",
		None,
		MmrGadget::start(
			client.clone(),
			backend.clone(),
			sp_mmr_primitives::INDEXING_PREFIX.to_vec(),
		),
	);
	handle.spawn_blocking(
		"evidence-index",
		None,
		evidence_index::run(client.clone(), storage, pruning.kept()),
	);
}
