//! Devices, what they attest, what they earn, and the chain's Merkle Mountain Range.

use crate::{
	configs::system::RuntimeBlockWeights,
	constants::{
		currency::{deposit, BYTE_DEPOSIT, ITEM_DEPOSIT, MILLIBOT},
		part_of, MAXIMUM_BLOCK_WEIGHT, MAX_RECORDS_PER_BLOCK, NORMAL_DISPATCH_RATIO,
	},
	weights::{self, database_weights::DatabaseWeight},
	AccountId, AssetKind, Assets, AssetsHolder, Attestation, Balance, Balances, Consortium,
	DeviceDid, RevenueShare, Runtime, RuntimeCall, RuntimeHoldReason, System, Timestamp,
};
use bot_primitives::{
	record::{MmrLeaf, MMR_LEAF_VERSION, MMR_ROOT_ENGINE_ID},
	Rate,
};
use codec::Encode;
use pallet_device_did::WeightInfo as _;
use polkadot_sdk::*;

use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, UnionOf},
		ConstU128, ConstU16, ConstU32, ConstU64,
	},
	weights::Weight,
	PalletId,
};
use sp_core::H256;
use sp_mmr_primitives::{LeafDataProvider, OnNewRoot};
use sp_runtime::{
	traits::{BlakeTwo256, SaturatedConversion},
	DigestItem,
};

/// One hour, in milliseconds.
const HOUR: u64 = 60 * 60 * 1_000;
/// Deposit for what is stored of a sold rate: its key, the rate, who bought it, and the deposit.
const RATE_DEPOSIT_BASE: Balance = deposit(1, 58);
/// Deposit for each attestation in 1,000 blocks: 100 BOT for one in each block.
const RATE_DEPOSIT: Balance = 100 * MILLIBOT;

parameter_types! {
	/// How often a device may attest: once in ten blocks, so once a minute, on the average, and up
	/// to 64 times at once for a backlog.
	pub const DefaultRate: Rate = Rate { interval: 10_000, burst: 64 };
	/// Weight of one check of a P-256 signature.
	pub P256Weight: Weight = weights::pallet_device_did::WeightInfo::<Runtime>::verify_p256();
	/// What the weight of every extrinsic holds for its signer. The benchmark of that weight executes
	/// signed remarks, whose extensions count the nonce and take the fee, and have weights of their
	/// own besides: <https://github.com/paritytech/polkadot-sdk/issues/9981>.
	pub SignerWeight: Weight = Weight::from_parts(weight_of_signer(), 0);
	/// How many attestations with Ed25519 one with P-256 counts for: as many as its weight is of
	/// theirs, rounded up.
	pub P256Cost: u16 = P256Weight::get()
		.ref_time()
		.div_ceil(weight_of_attestation().max(1))
		.saturating_add(1)
		.saturated_into();
	/// Half of what normal transactions may fill of 1,000 blocks, in attestations.
	pub MaxSoldRate: u64 = part_of(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO)
		.ref_time()
		.saturating_mul(1_000)
		.checked_div(weight_of_attestation().saturating_mul(2))
		.unwrap_or_default();
	/// What a record adds to the end of its block.
	pub RecordWeight: Weight = Attestation::weight_of_records(1);
	/// Owner of the account that keeps what parties could not receive.
	pub const RevenueSharePalletId: PalletId = PalletId(*b"bot/reve");
}

/// The time to count a nonce and to take a fee, in picoseconds, without the weights of the state that
/// they read and write: an account, its fee, and who receives that.
fn weight_of_signer() -> u64 {
	use frame_system::ExtensionsWeightInfo as _;
	use pallet_transaction_payment::WeightInfo as _;

	weights::frame_system_extensions::WeightInfo::<Runtime>::check_nonce()
		.saturating_add(
			weights::pallet_transaction_payment::WeightInfo::<Runtime>::charge_transaction_payment(
			),
		)
		.saturating_sub(DatabaseWeight::get().reads_writes(3, 3))
		.ref_time()
}

/// What one feeless attestation with Ed25519 uses of the time of a block, in picoseconds: what comes
/// with every extrinsic, the extensions that a transaction without a signer goes through, the
/// attestation, and its record.
fn weight_of_attestation() -> u64 {
	type Extensions = weights::frame_system_extensions::WeightInfo<Runtime>;
	use cumulus_pallet_weight_reclaim::WeightInfo as _;
	use frame_system::ExtensionsWeightInfo as _;
	use pallet_attestation::WeightInfo as _;

	[
		RuntimeBlockWeights::get().get(DispatchClass::Normal).base_extrinsic,
		Extensions::check_non_zero_sender(),
		Extensions::check_spec_version(),
		Extensions::check_tx_version(),
		Extensions::check_genesis(),
		Extensions::check_mortality_mortal_transaction(),
		Extensions::check_weight(),
		weights::cumulus_pallet_weight_reclaim::WeightInfo::<Runtime>::storage_weight_reclaim(),
		weights::pallet_attestation::WeightInfo::<Runtime>::attest(),
		Attestation::weight_of_records(1),
	]
	.into_iter()
	.fold(0u64, |sum, weight| weight.ref_time().saturating_add(sum))
	.saturating_sub(weight_of_signer())
}

impl pallet_device_did::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Members = Consortium;
	type Records = Attestation;
	type RecordWeight = RecordWeight;
	// A sold rate ends, and an agreement freezes.
	type OnTransfer = (Attestation, RevenueShare);
	type Time = Timestamp;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<BYTE_DEPOSIT>;
	type DefaultRate = DefaultRate;
	type WeightInfo = weights::pallet_device_did::WeightInfo<Runtime>;
}

impl pallet_attestation::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Devices = DeviceDid;
	type Members = Consortium;
	type Time = Timestamp;
	type P256Weight = P256Weight;
	type SignerWeight = SignerWeight;
	type P256Cost = P256Cost;
	type RateDepositBase = ConstU128<RATE_DEPOSIT_BASE>;
	type RateDeposit = ConstU128<RATE_DEPOSIT>;
	// Four times the window: what two gateways that were away for long have ready.
	type MaxBurst = ConstU16<256>;
	type MaxSoldRate = MaxSoldRate;
	type MaxRecordsPerBlock = ConstU32<MAX_RECORDS_PER_BLOCK>;
	type WeightInfo = weights::pallet_attestation::WeightInfo<Runtime>;
}

impl pallet_revenue_share::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type AssetKind = AssetKind;
	type Fungibles = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;
	type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;
	type Members = Consortium;
	type Devices = DeviceDid;
	type Records = Attestation;
	type Time = Timestamp;
	type RecordWeight = RecordWeight;
	type P256Weight = P256Weight;
	type PalletId = RevenueSharePalletId;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<BYTE_DEPOSIT>;
	type AmendmentNotice = ConstU64<{ 24 * HOUR }>;
	type TerminationNotice = ConstU64<{ 14 * 24 * HOUR }>;
	type ReportGrace = ConstU64<{ 48 * HOUR }>;
	// As long as banks call card payments back.
	type Retention = ConstU64<{ 180 * 24 * HOUR }>;
	// Long enough to walk to the machine, short enough that the price on it still is the one paid.
	type VendWindow = ConstU64<{ HOUR / 6 }>;
	// As long as a machine may be without a connection.
	type ReportWindow = ConstU64<{ 48 * HOUR }>;
	// Long enough to hear both sides, and to look through a bank's monthly statement.
	type AnswerWindow = ConstU64<{ 30 * 24 * HOUR }>;
	type TicketWindow = ConstU64<{ 90 * 24 * HOUR }>;
	type WeightInfo = weights::pallet_revenue_share::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = RevenueShareHelper;
}

/// Issues the asset that the benchmarks of revenue shares use.
#[cfg(feature = "runtime-benchmarks")]
pub struct RevenueShareHelper;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_revenue_share::BenchmarkHelper<AssetKind> for RevenueShareHelper {
	fn asset() -> AssetKind {
		use frame_support::traits::fungibles::{Create, Inspect};
		const ASSET: u32 = 1;
		if !Assets::asset_exists(ASSET) {
			let issuer = AccountId::new([1; 32]);
			<Assets as Create<AccountId>>::create(ASSET, issuer, true, 100)
				.expect("the asset is new");
		}
		AssetKind::WithId(ASSET)
	}

	fn set_time(now: u64) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}
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
