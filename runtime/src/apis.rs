//! What clients can ask of the runtime.

use crate::{
	configs::collation::ConsensusHook,
	constants::{time::SLOT_MILLIS, BLOCK_PROCESSING_VELOCITY, RELAY_PARENT_OFFSET},
	genesis_config_presets, AccountId, AssetKind, Attestation, Balance, Block, BlockNumber,
	Consortium, DeviceDid, Executive, Hash, InherentDataExt, Mmr, Nonce, ParachainInfo,
	ParachainSystem, RevenueShare, Runtime, RuntimeCall, RuntimeGenesisConfig, SessionKeys, System,
	TransactionPayment, VERSION,
};
use alloc::vec::Vec;
use bot_primitives::{
	key_chain::KeyChain, DeviceId, DeviceIndex, ModelId, Network, PublicKey, StreamHead,
};
use pallet_attestation::{RecordsOfBlock, StatementsOfBlock};
use pallet_consortium::{Member, Membership};
use pallet_device_did::{DeviceInfo, KeysAt, ModelInfo};
use pallet_revenue_share::{
	AgreementId, AgreementInfo, AgreementVersion, Amount, Day, Ledger, MachineInfo, PriceList,
	PurchaseId, PurchaseInfo, ReportInfo, SalesTotal, Statement, TermsInfo,
};
use polkadot_sdk::*;

use cumulus_primitives_core::{ParaId, VerifySchedulingSignature};
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_mmr_primitives as mmr;
use sp_runtime::{
	traits::{BlakeTwo256, Block as BlockT},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(SLOT_MILLIS)
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl cumulus_primitives_aura::AuraUnincludedSegmentApi<Block> for Runtime {
		fn can_build_upon(
			included_hash: <Block as BlockT>::Hash,
			slot: cumulus_primitives_aura::Slot,
		) -> bool {
			ConsensusHook::can_build_upon(included_hash, slot)
		}
	}

	impl cumulus_primitives_core::RelayParentOffsetApi<Block> for Runtime {
		fn relay_parent_offset() -> u32 {
			RELAY_PARENT_OFFSET
		}

		fn max_claim_queue_offset() -> u8 {
			ParachainSystem::max_claim_queue_offset()
		}
	}

	impl cumulus_primitives_core::SchedulingV3EnabledApi<Block> for Runtime {
		fn scheduling_v3_enabled() -> bool {
			<Runtime as cumulus_pallet_parachain_system::Config>::SchedulingSignatureVerifier
				::V3_SCHEDULING_ENABLED
		}
	}

	impl cumulus_primitives_core::TargetBlockRate<Block> for Runtime {
		fn target_block_rate() -> u32 {
			BLOCK_PROCESSING_VELOCITY
		}
	}

	impl cumulus_primitives_core::KeyToIncludeInRelayProof<Block> for Runtime {
		fn keys_to_prove() -> cumulus_primitives_core::RelayProofRequest {
			// The chain reads nothing of the relay chain but what every parachain does.
			Default::default()
		}
	}

	impl cumulus_primitives_core::CollectCollationInfo<Block> for Runtime {
		fn collect_collation_info(
			header: &<Block as BlockT>::Header,
		) -> cumulus_primitives_core::CollationInfo {
			ParachainSystem::collect_collation_info(header)
		}
	}

	impl cumulus_primitives_core::GetParachainInfo<Block> for Runtime {
		fn parachain_id() -> ParaId {
			ParachainInfo::parachain_id()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block, Balance, RuntimeCall,
	> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl sp_mmr_primitives::MmrApi<Block, Hash, BlockNumber> for Runtime {
		fn mmr_root() -> Result<Hash, mmr::Error> {
			Ok(pallet_mmr::RootHash::<Runtime>::get())
		}

		fn mmr_leaf_count() -> Result<mmr::LeafIndex, mmr::Error> {
			Ok(pallet_mmr::NumberOfLeaves::<Runtime>::get())
		}

		fn generate_proof(
			block_numbers: Vec<BlockNumber>,
			best_known_block_number: Option<BlockNumber>,
		) -> Result<(Vec<mmr::EncodableOpaqueLeaf>, mmr::LeafProof<Hash>), mmr::Error> {
			let (leaves, proof) = Mmr::generate_proof(block_numbers, best_known_block_number)?;
			let leaves = leaves.iter().map(mmr::EncodableOpaqueLeaf::from_leaf).collect();
			Ok((leaves, proof))
		}

		fn generate_ancestry_proof(
			prev_block_number: BlockNumber,
			best_known_block_number: Option<BlockNumber>,
		) -> Result<mmr::AncestryProof<Hash>, mmr::Error> {
			Mmr::generate_ancestry_proof(prev_block_number, best_known_block_number)
		}

		fn verify_proof(
			leaves: Vec<mmr::EncodableOpaqueLeaf>,
			proof: mmr::LeafProof<Hash>,
		) -> Result<(), mmr::Error> {
			let leaves = leaves
				.into_iter()
				.map(|leaf| leaf.into_opaque_leaf().try_decode().ok_or(mmr::Error::Verify))
				.collect::<Result<Vec<_>, _>>()?;
			Mmr::verify_leaves(leaves, proof)
		}

		fn verify_proof_stateless(
			root: Hash,
			leaves: Vec<mmr::EncodableOpaqueLeaf>,
			proof: mmr::LeafProof<Hash>,
		) -> Result<(), mmr::Error> {
			// A proof of no leaf proves nothing.
			if leaves.is_empty() {
				return Err(mmr::Error::Verify);
			}
			let nodes = leaves
				.into_iter()
				.map(|leaf| mmr::DataOrHash::Data(leaf.into_opaque_leaf()))
				.collect();
			pallet_mmr::verify_leaves_proof::<BlakeTwo256, _>(root, nodes, proof)
		}
	}

	impl pallet_consortium_runtime_api::ConsortiumApi<Block, AccountId, BlockNumber> for Runtime {
		fn membership(who: AccountId) -> Option<Membership<BlockNumber>> {
			Consortium::membership(who)
		}

		fn members() -> Vec<(AccountId, Member<BlockNumber>)> {
			Consortium::members()
		}
	}

	impl pallet_device_did_runtime_api::DeviceDidApi<Block, AccountId> for Runtime {
		fn network() -> Option<Network> {
			DeviceDid::network()
		}

		fn device(id: DeviceId) -> Option<DeviceInfo<AccountId>> {
			DeviceDid::device_info(&id)
		}

		fn device_ids(start: DeviceIndex, limit: u32) -> Vec<DeviceId> {
			DeviceDid::device_ids(start, limit)
		}

		fn model(id: ModelId) -> Option<ModelInfo<AccountId>> {
			DeviceDid::model(id)
		}

		fn keys_at(id: DeviceId, block: BlockNumber) -> Option<KeysAt> {
			DeviceDid::keys_at(&id, block)
		}

		fn key_chain(id: DeviceId, epoch: u16, key: PublicKey) -> Option<KeyChain> {
			DeviceDid::key_chain(&id, epoch, &key)
		}
	}

	impl pallet_attestation_runtime_api::AttestationApi<Block> for Runtime {
		fn stream_head(device: DeviceIndex) -> Option<StreamHead> {
			Attestation::head_of(device)
		}

		fn records_of_block() -> RecordsOfBlock {
			Attestation::records_of_block()
		}

		fn statements_of_block() -> StatementsOfBlock {
			Attestation::statements_of_block()
		}
	}

	impl pallet_revenue_share_runtime_api::RevenueShareApi<Block, AccountId, AssetKind> for Runtime {
		fn agreement(id: AgreementId) -> Option<AgreementInfo<AccountId, AssetKind>> {
			RevenueShare::agreement(id)
		}

		fn active_agreement(device: DeviceIndex) -> Option<AgreementId> {
			RevenueShare::active_agreement(device)
		}

		fn next_agreement_id() -> AgreementId {
			pallet_revenue_share::NextAgreementId::<Runtime>::get()
		}

		fn terms(id: AgreementId, version: AgreementVersion) -> Option<TermsInfo<AccountId>> {
			RevenueShare::terms(id, version)
		}

		fn ledger(id: AgreementId, version: AgreementVersion) -> Option<Ledger> {
			RevenueShare::ledger(id, version)
		}

		fn statement(
			id: AgreementId,
			payee: AccountId,
			from: Day,
			to: Day,
		) -> Option<Statement<AssetKind>> {
			RevenueShare::statement(id, payee, from, to)
		}

		fn quote(id: AgreementId, sold: SalesTotal) -> Option<Vec<(AccountId, Amount)>> {
			RevenueShare::quote(id, sold)
		}

		fn machine(device: DeviceIndex) -> MachineInfo {
			RevenueShare::machine(device)
		}

		fn report(id: AgreementId, number: u32) -> Option<ReportInfo> {
			RevenueShare::report(id, number)
		}

		fn prices(device: DeviceIndex) -> Option<PriceList<AccountId, AssetKind>> {
			RevenueShare::prices(device)
		}

		fn purchase(id: PurchaseId) -> Option<PurchaseInfo<AccountId, AssetKind>> {
			RevenueShare::open_purchase(id)
		}

		fn open_purchases() -> u32 {
			RevenueShare::open_purchases()
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_config_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_config_presets::preset_names()
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(
			checks: frame_try_runtime::UpgradeCheckSelect,
		) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade passes");
			(weight, crate::configs::system::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block passes")
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			use crate::{benchmarks::*, *};
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use crate::{benchmarks::*, *};
			use frame_benchmarking::BenchmarkBatch;
			use frame_support::traits::WhitelistedStorageKeys;

			let mut whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
			whitelist.extend(read_in_every_block());
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}
}
