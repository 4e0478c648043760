//! Which pallets are benchmarked, and what their benchmarks need of the runtime.

use crate::{ParachainSystem, Runtime, RuntimeEvent, SessionKeys, System};
use alloc::vec::Vec;
use codec::Encode;
use polkadot_sdk::*;

use frame_benchmarking::BenchmarkError;
use frame_support::traits::TrackedStorageKey;

pub(crate) use cumulus_pallet_session_benchmarking::Pallet as SessionBench;
pub(crate) use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[cumulus_pallet_parachain_system, ParachainSystem]
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[pallet_timestamp, Timestamp]
	[pallet_balances, Balances]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_assets, Assets]
	[pallet_collator_selection, CollatorSelection]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_utility, Utility]
	[pallet_multisig, Multisig]
	[pallet_proxy, Proxy]
	[pallet_collective, Council]
	[pallet_consortium, Consortium]
	[pallet_device_did, DeviceDid]
	[pallet_attestation, Attestation]
	[pallet_revenue_share, RevenueShare]
	[pallet_mmr, Mmr]
);

/// What each block reads or writes whatever is in it, beside what its pallets name: the time, which
/// an inherent sets, and the hash of the genesis block, for which every transaction is checked.
pub(crate) fn read_in_every_block() -> [TrackedStorageKey; 2] {
	[
		pallet_timestamp::Now::<Runtime>::hashed_key().to_vec().into(),
		frame_system::BlockHash::<Runtime>::hashed_key_for(0).into(),
	]
}

impl frame_system_benchmarking::Config for Runtime {
	fn setup_set_code_requirements(code: &Vec<u8>) -> Result<(), BenchmarkError> {
		ParachainSystem::initialize_for_set_code_benchmark(code.len() as u32);
		Ok(())
	}

	fn verify_set_code() {
		let stored = cumulus_pallet_parachain_system::Event::<Runtime>::ValidationFunctionStored;
		System::assert_last_event(RuntimeEvent::from(stored));
	}
}

impl cumulus_pallet_session_benchmarking::Config for Runtime {
	fn generate_session_keys_and_proof(owner: Self::AccountId) -> (Self::Keys, Vec<u8>) {
		let keys = SessionKeys::generate(&owner.encode(), None);
		(keys.keys, keys.proof.encode())
	}
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}
