//! Devices, what they attest, what they earn, and the chain's Merkle Mountain Range.

use crate::{
	constants::currency::{BYTE_DEPOSIT, ITEM_DEPOSIT},
	weights, Attestation, Balances, Consortium, DeviceDid, Runtime, RuntimeCall, RuntimeHoldReason,
	System, Timestamp,
};
use bot_primitives::{
	record::{MmrLeaf, MMR_LEAF_VERSION, MMR_ROOT_ENGINE_ID},
	Rate,
};
use codec::Encode;
use pallet_device_did::WeightInfo as _;
use polkadot_sdk::*;

use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32},
	weights::Weight,
	PalletId,
};
use sp_core::H256;
use sp_mmr_primitives::{LeafDataProvider, OnNewRoot};
use sp_runtime::{traits::BlakeTwo256, DigestItem};

parameter_types! {
	/// How often a device may attest: once in ten blocks, so once a minute, on the average, and up
	/// to 64 times at once for a backlog.
	pub const DefaultRate: Rate = Rate { interval: 10_000, burst: 64 };
	/// Weight of one check of a P-256 signature.
	pub P256Weight: Weight = weights::pallet_device_did::WeightInfo::<Runtime>::verify_p256();
	/// What a record adds to the end of its block.
	pub RecordWeight: Weight = Attestation::weight_of_record();
	/// Owner of the account that keeps what parties could not receive.
	pub const RevenueSharePalletId: PalletId = PalletId(*b"bot/reve");
}

impl pallet_device_did::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Members = Consortium;
	type Records = Attestation;
	type RecordWeight = RecordWeight;
	// Sales look at who runs the device.
	type OnTransfer = ();
	type Time = Timestamp;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<BYTE_DEPOSIT>;
	type DefaultRate = DefaultRate;
	type WeightInfo = weights::pallet_device_did::WeightInfo<Runtime>;
}

impl pallet_attestation::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type Devices = DeviceDid;
	type Members = Consortium;
	type Time = Timestamp;
	type P256Weight = P256Weight;
	type MaxRecordsPerBlock = ConstU32<16_384>;
	type WeightInfo = weights::pallet_attestation::WeightInfo<Runtime>;
}

impl pallet_revenue_share::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Members = Consortium;
	type Devices = DeviceDid;
	type PalletId = RevenueSharePalletId;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<BYTE_DEPOSIT>;
	type WeightInfo = weights::pallet_revenue_share::WeightInfo<Runtime>;
}

/// The leaf for the block before this one: what it was, when it was, and what it recorded.
pub struct RecordsLeaf;

impl LeafDataProvider for RecordsLeaf {
	type LeafData = MmrLeaf;

	fn leaf_data() -> MmrLeaf {
		let records = Attestation::records_of_block();
		MmrLeaf {
			version: MMR_LEAF_VERSION,
			number: System::block_number().saturating_sub(1),
			block_hash: System::parent_hash().0,
			// Not set yet in this block, so that of the one before.
			time: Timestamp::get(),
			count: records.count,
			records_root: records.root,
		}
	}
}

/// Puts the root of the Merkle Mountain Range into the header.
pub struct RootDigest;

impl OnNewRoot<H256> for RootDigest {
	fn on_new_root(root: &H256) {
		System::deposit_log(DigestItem::Consensus(MMR_ROOT_ENGINE_ID, root.encode()));
	}
}

impl pallet_mmr::Config for Runtime {
	const INDEXING_PREFIX: &'static [u8] = sp_mmr_primitives::INDEXING_PREFIX;
	type Hashing = BlakeTwo256;
	type LeafData = RecordsLeaf;
	type OnNewRoot = RootDigest;
	type BlockHashProvider = pallet_mmr::DefaultBlockHashProvider<Runtime>;
	type WeightInfo = weights::pallet_mmr::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}
