//! Blocks: filled, executed as on import, and validated as the relay chain's validators do.

use std::time::{Duration, Instant};

use bot_runtime::{constants::time::SLOT_MILLIS, Runtime};
use codec::{Decode, Encode};
use cumulus_primitives_core::{
	relay_chain::HeadData, GetParachainInfo, ParachainBlockData, PersistedValidationData,
};
use frame_support::{dispatch::DispatchClass, weights::Weight};
use polkadot_sdk::{
	cumulus_primitives_core, cumulus_primitives_parachain_inherent, frame_support, frame_system,
	polkadot_parachain_primitives::primitives::{BlockData, ValidationParams, ValidationResult},
	sc_block_builder::BlockBuilderBuilder,
	sc_cli,
	sc_executor::WasmtimeInstantiationStrategy,
	sc_executor_common::{
		runtime_blob::RuntimeBlob,
		wasm_runtime::{HeapAllocStrategy, WasmInstance, WasmModule},
	},
	sc_executor_wasmtime::{self, Config, Semantics},
	sp_api::{ApiExt, CallContext, Core, ProofRecorder, ProvideRuntimeApi},
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature},
	sp_externalities::Extensions,
	sp_inherents::{InherentData, InherentDataProvider},
	sp_io,
	sp_keyring::Sr25519Keyring::Alice,
	sp_runtime::{
		traits::{Block as _, HashingFor, Header as _},
		Digest, DigestItem, OpaqueExtrinsic,
	},
	sp_trie::{proof_size_extension::ProofSizeExt, CompactProof},
};

use super::{
	fleet::{Chain, Fleet},
	workload::Workload,
};
use crate::service::{dev_inherents, Block, Hash};

/// A block that is full of one kind of transaction.
pub struct FullBlock {
	/// What it is full of.
	pub workload: Workload,
	/// How many transactions it has beside its inherents.
	pub transactions: u32,
	/// What was charged for them.
	pub charged: Weight,
	/// What was charged for the whole block.
	pub charged_in_all: Weight,
	/// Bytes of the proof of the state that the block reads and writes, as the relay chain gets it.
	pub proof_bytes: usize,
	block: Block,
	parent: Hash,
	proof: CompactProof,
	validation: PersistedValidationData,
}

impl FullBlock {
	/// Fills a block that follows the first one of `chain`.
	pub fn new(chain: &Chain, fleet: &Fleet, workload: Workload) -> sc_cli::Result<Self> {
		let client = &chain.client;
		let genesis = client.info().genesis_hash;
		let para_id = client.runtime_api().parachain_id(genesis).map_err(error)?;
		let provide = dev_inherents::provider(client.clone(), para_id);
		let (time, relay) = futures::executor::block_on(provide(genesis, ())).map_err(error)?;
		let slot = (time.timestamp().as_millis() / SLOT_MILLIS).into();
		let mut inherents = InherentData::new();
		for provider in [&time as &dyn InherentDataProvider, &relay] {
			futures::executor::block_on(provider.provide_inherent_data(&mut inherents))
				.map_err(error)?;
		}
		let header = client.header(genesis).map_err(error)?.ok_or("no first block")?;
		let validation = name_parent(&mut inherents, HeadData(header.encode()))?;

		let recorder = ProofRecorder::<Block>::default();
		let mut extensions = Extensions::new();
		extensions.register(ProofSizeExt::new(recorder.clone()));
		let pre_digest =
			<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot);
		let mut builder = BlockBuilderBuilder::new(&**client)
			.on_parent_block(genesis)
			.with_parent_block_number(0)
			.with_proof_recorder(recorder.clone())
			.with_extra_extensions(extensions)
			.with_inherent_digests(Digest { logs: vec![pre_digest] })
			.build()
			.map_err(error)?;
		for inherent in builder.create_inherents(inherents).map_err(error)? {
			builder.push(inherent).map_err(error)?;
		}
		let mut transactions = 0u32;
		// A block that takes no more records is full, though it has time left.
		let most = workload.transactions_of_records();
		for nth in 0..workload.transactions() {
			if most == Some(transactions) {
				break;
			}
			let transaction = workload.transaction(nth, fleet, genesis)?;
			let opaque = OpaqueExtrinsic::try_from_encoded_extrinsic(&transaction.encode())
				.map_err(error)?;
			match builder.push(opaque) {
				Ok(()) => transactions = transactions.saturating_add(1),
				Err(full) if is_full(&full) => break,
				Err(other) => return Err(error(other)),
			}
		}
		if transactions == workload.transactions() {
			return Err(
				format!("{}: there are too few signers to fill a block", workload.name()).into()
			);
		}
		let built = builder.build().map_err(error)?;

		let weight_key = frame_system::BlockWeight::<Runtime>::hashed_key().to_vec();
		let weights = built
			.storage_changes
			.main_storage_changes
			.iter()
			.find(|(key, _)| *key == weight_key)
			.and_then(|(_, value)| value.as_ref())
			.ok_or("the block keeps no weight")?;
		let weights = frame_system::ConsumedWeight::decode(&mut &weights[..])?;
		let proof = recorder
			.drain_storage_proof()
			.into_compact_proof::<HashingFor<Block>>(*header.state_root())
			.map_err(error)?;
		Ok(Self {
			workload,
			transactions,
			charged: *weights.get(DispatchClass::Normal),
			charged_in_all: weights.total(),
			proof_bytes: proof.encoded_size(),
			block: built.block,
			parent: genesis,
			proof,
			validation,
		})
	}

	/// How many items the block has.
	pub fn items(&self) -> u32 {
		self.transactions.saturating_mul(self.workload.items())
	}

	/// Executes the block as on import: with its proof recorded, up to the new state's root.
	pub fn import(&self, chain: &Chain) -> sc_cli::Result<Duration> {
		let start = Instant::now();
		let mut api = chain.client.runtime_api();
		api.set_call_context(CallContext::Onchain { import: true });
		let recorder = ProofRecorder::<Block>::default();
		api.record_proof_with_recorder(recorder.clone());
		api.register_extension(ProofSizeExt::new(recorder));
		api.execute_block(self.parent, self.block.clone().into()).map_err(error)?;
		Ok(start.elapsed())
	}

	/// What a validator of the relay chain is given to validate the block.
	pub fn candidate(&self) -> Candidate {
		let (mut header, extrinsics) = self.block.clone().deconstruct();
		let signature: AuthoritySignature = Alice.sign(header.hash().as_ref()).into();
		header
			.digest
			.push(<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_seal(signature));
		let head = header.encode();
		let blocks = vec![Block::new(header, extrinsics)];
		let data = ParachainBlockData::<Block>::new(blocks, self.proof.clone(), None);
		let params = ValidationParams {
			parent_head: self.validation.parent_head.clone(),
			block_data: BlockData(data.encode()),
			relay_parent_number: self.validation.relay_parent_number,
			relay_parent_storage_root: self.validation.relay_parent_storage_root,
		};
		Candidate { params: params.encode(), head }
	}
}

/// A block for a validator of the relay chain.
pub struct Candidate {
	/// What the validator is given.
	params: Vec<u8>,
	/// The head that it must come to.
	head: Vec<u8>,
}

/// The memory that a validator gives a runtime: `MaxMemoryPages` of the relay chain, 64 KiB each, as
/// Polkadot has it; and 32 for the runtime's own data, as in `executor_interface` of
/// polkadot-node-core-pvf-common.
const HEAP: HeapAllocStrategy = HeapAllocStrategy::Dynamic { maximum_pages: Some(8_192 + 32) };

/// The runtime, as a validator of the relay chain runs it.
pub struct Validator(Box<dyn WasmModule>);

impl Validator {
	/// Compiles `code`.
	pub fn new(code: &[u8]) -> sc_cli::Result<Self> {
		let blob = RuntimeBlob::uncompress_if_needed(code).map_err(error)?;
		// The features are those of polkadot-node-core-pvf-common, `executor_interface`.
		let semantics = Semantics {
			heap_alloc_strategy: HEAP,
			instantiation_strategy: WasmtimeInstantiationStrategy::RecreateInstance,
			deterministic_stack_limit: None,
			canonicalize_nans: false,
			parallel_compilation: true,
			wasm_multi_value: false,
			wasm_bulk_memory: false,
			wasm_reference_types: false,
			wasm_simd: false,
		};
		let config = Config { allow_missing_func_imports: true, cache_path: None, semantics };
		let module =
			sc_executor_wasmtime::create_runtime::<sp_io::SubstrateHostFunctions>(blob, config)
				.map_err(error)?;
		Ok(Self(Box::new(module)))
	}

	/// A new instance of the runtime.
	pub fn instance(&self) -> sc_cli::Result<Box<dyn WasmInstance>> {
		self.0.new_instance(HEAP).map_err(error)
	}

	/// Validates a candidate, and gives how long that took.
	pub fn validate(&self, candidate: &Candidate) -> sc_cli::Result<Duration> {
		let mut instance = self.instance()?;
		let start = Instant::now();
		let result = instance.call_export("validate_block", &candidate.params).map_err(error)?;
		let elapsed = start.elapsed();
		match ValidationResult::decode(&mut &result[..])?.head_data.0 == candidate.head {
			true => Ok(elapsed),
			false => Err("validation came to another head than the block's".into()),
		}
	}
}

/// Names the parent in what the inherents tell of the relay chain, where a development chain leaves it
/// out, and gives what validators then check the block against.
fn name_parent(
	inherents: &mut InherentData,
	parent: HeadData,
) -> sc_cli::Result<PersistedValidationData> {
	let identifier = cumulus_primitives_parachain_inherent::INHERENT_IDENTIFIER;
	let mut relay: cumulus_primitives_parachain_inherent::ParachainInherentData = inherents
		.get_data(&identifier)
		.map_err(error)?
		.ok_or("the inherents do not tell of a relay chain")?;
	relay.validation_data.parent_head = parent;
	inherents.replace_data(identifier, &relay);
	Ok(relay.validation_data)
}

fn is_full(failure: &polkadot_sdk::sp_blockchain::Error) -> bool {
	use polkadot_sdk::sp_blockchain::{ApplyExtrinsicFailed, Error};
	matches!(
		failure,
		Error::ApplyExtrinsicFailed(ApplyExtrinsicFailed::Validity(reason))
			if reason.exhausted_resources()
	)
}

pub(super) fn error(cause: impl std::fmt::Display) -> sc_cli::Error {
	sc_cli::Error::Input(cause.to_string())
}
