//! The parts of a node, and how they are put together.

use std::sync::Arc;

use polkadot_sdk::{
	cumulus_primitives_proof_size_hostfunction::storage_proof_size,
	mmr_gadget::MmrGadget,
	sc_client_api::Backend as _,
	sc_consensus::DefaultImportQueue,
	sc_consensus_manual_seal,
	sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY},
	sc_service::{self, Configuration, PartialComponents, TFullBackend, TFullClient, TaskManager},
	sc_telemetry::{Telemetry, TelemetryWorker},
	sc_transaction_pool::{self, TransactionPoolHandle},
	sp_io, sp_mmr_primitives,
};

pub use bot_rpc::{Block, Hash};

use crate::cli::EvidencePruning;

pub mod dev;
pub(crate) mod dev_inherents;
mod evidence_index;
pub(crate) mod metrics;

/// What the runtime may call: the functions of every Substrate host, and the one that tells how
/// large the storage proof has grown.
pub type HostFunctions = (storage_proof_size::HostFunctions, sp_io::SubstrateHostFunctions);
/// Database of the node.
pub type Backend = TFullBackend<Block>;
/// Client of the node.
pub type Client = TFullClient<Block, bot_runtime::RuntimeApi, WasmExecutor<HostFunctions>>;
/// Transaction pool of the node.
pub type TransactionPool = TransactionPoolHandle<Block, Client>;
/// What every command and every kind of node begins with.
pub type Partial = PartialComponents<
	Client,
	Backend,
	(),
	DefaultImportQueue<Block>,
	TransactionPool,
	Option<Telemetry>,
>;

/// Builds the parts of a node that work without a network.
pub fn new_partial(config: &Configuration) -> Result<Partial, sc_service::Error> {
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

	let import_queue = sc_consensus_manual_seal::import_queue(
		Box::new(client.clone()),
		&task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	);

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
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
