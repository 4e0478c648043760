//! Balances, assets and fees.

use crate::{
	configs::governance::TwoThirdsOrBenchmark,
	constants::{
		currency::{deposit, BYTE_DEPOSIT, EXISTENTIAL_DEPOSIT},
		MAXIMUM_BLOCK_WEIGHT,
	},
	weights, AccountId, AssetsHolder, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System,
};
use polkadot_sdk::*;

use frame_support::{
	parameter_types,
	traits::{tokens::imbalance::ResolveTo, AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8},
	weights::{ConstantMultiplier, Weight, WeightToFee as WeightToFeeTrait},
};
use frame_system::EnsureSigned;
use pallet_collator_selection::StakingPotAccountId;
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::traits::One;

impl pallet_balances::Config for Runtime {
	type Balance = Balance;
	type DustRemoval = ();
	type RuntimeEvent = RuntimeEvent;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type FreezeIdentifier = ();
	type MaxFreezes = ConstU32<0>;
	type DoneSlashHandler = ();
}

/// What a transaction pays for what it uses: the smallest unit for each picosecond, so one BOT for a
/// second; or the same for the same part of the largest proof, where that is more.
pub struct WeightToFee;

impl WeightToFeeTrait for WeightToFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		const PER_BYTE: u64 = MAXIMUM_BLOCK_WEIGHT.ref_time() / MAXIMUM_BLOCK_WEIGHT.proof_size();
		let for_proof = Balance::from(weight.proof_size()).saturating_mul(PER_BYTE.into());
		Balance::from(weight.ref_time()).max(for_proof)
	}
}

parameter_types! {
	/// Fees do not depend on how full the chain is, so that members can plan with them.
	pub FeeMultiplier: Multiplier = Multiplier::one();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// Fees go to the collators.
	type OnChargeTransaction =
		FungibleAdapter<Balances, ResolveTo<StakingPotAccountId<Runtime>, Balances>>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightToFee = WeightToFee;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<{ BYTE_DEPOSIT / 10 }>>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
}

parameter_types! {
	/// Deposit for an asset.
	pub const AssetDeposit: Balance = deposit(1, 190);
	/// Deposit for an account of an asset.
	pub const AssetAccountDeposit: Balance = deposit(1, 16);
	/// Deposit for the metadata of an asset, without its text.
	pub const MetadataDepositBase: Balance = deposit(1, 68);
	/// Deposit for each byte of that text.
	pub const MetadataDepositPerByte: Balance = deposit(0, 1);
	/// Deposit for an approval.
	pub const ApprovalDeposit: Balance = EXISTENTIAL_DEPOSIT;
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1_000>;
	type AssetId = u32;
	type AssetIdAllocator = ();
	type AssetIdParameter = codec::Compact<u32>;
	type ReserveData = ();
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = TwoThirdsOrBenchmark;
	type AssetDeposit = AssetDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	type ApprovalDeposit = ApprovalDeposit;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type WeightInfo = weights::pallet_assets::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}
