//! A runtime for the tests.

use crate as pallet_attestation;
use crate::*;
use bot_primitives::{
	content, signer::SecretKey, traits::HotDevice, Commitment, DeviceId, DeviceState,
	KeyProtection, PublicKey, Rate, RecallReason, Role, Roles, SigningContext,
};
use frame::{
	deps::sp_runtime::AccountId32,
	testing_prelude::*,
	traits::{Authorize, Contains},
};
use polkadot_sdk::{
	pallet_balances, pallet_timestamp, sp_core, sp_io,
	sp_keystore::{testing::MemoryKeystore, KeystoreExt},
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};

pub type AccountId = AccountId32;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Attestation: pallet_attestation,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = MockBlock<Test>;
	type BaseCallFilter = Filter;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

thread_local! {
	static DEVICES: RefCell<BTreeMap<DeviceIndex, HotDevice<AccountId>>> =
		const { RefCell::new(BTreeMap::new()) };
	static IN_STANDING: Cell<bool> = const { Cell::new(true) };
	static OPERATORS: RefCell<Vec<AccountId>> = const { RefCell::new(Vec::new()) };
	static FILTERED: Cell<bool> = const { Cell::new(false) };
	static RECALLED: Cell<bool> = const { Cell::new(false) };
	static VERIFIED: Cell<u32> = const { Cell::new(0) };
}

/// Lets every call through until a test says otherwise.
pub struct Filter;

impl Filter {
	pub(crate) fn close() {
		FILTERED.set(true);
	}
}

impl Contains<RuntimeCall> for Filter {
	fn contains(_: &RuntimeCall) -> bool {
		!FILTERED.get()
	}
}

/// Members that are in standing until a test says otherwise.
pub struct TestMembers;

impl TestMembers {
	pub(crate) fn suspend() {
		IN_STANDING.set(false);
		OPERATORS.take();
	}
}

impl MemberRoles<AccountId> for TestMembers {
	fn roles_of(who: &AccountId) -> Roles {
		match OPERATORS.with_borrow(|operators| operators.contains(who)) {
			true => Roles::of([Role::Operator]),
			false => Roles::default(),
		}
	}

	type NotInStanding = ();

	fn not_in_standing() {}

	fn are_in_standing(_: &(), _: &AccountId, _: &AccountId) -> bool {
		IN_STANDING.get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(who: &AccountId, _: Roles) {
		OPERATORS.with_borrow_mut(|operators| operators.push(who.clone()));
	}
}

/// Devices that a test sets by hand. Counts the signatures that it is asked to check.
pub struct TestDevices;

impl TestDevices {
	pub(crate) fn change(device: DeviceIndex, change: impl FnOnce(&mut HotDevice<AccountId>)) {
		DEVICES.with_borrow_mut(|devices| change(devices.get_mut(&device).unwrap()));
	}

	/// Recalls every device.
	pub(crate) fn recall() {
		RECALLED.set(true);
	}

	pub(crate) fn verified() -> u32 {
		VERIFIED.get()
	}
}

impl Devices<AccountId> for TestDevices {
	fn index_of(id: &DeviceId) -> Option<DeviceIndex> {
		DEVICES.with_borrow(|devices| {
			devices.iter().find(|(_, hot)| hot.id == *id).map(|(device, _)| *device)
		})
	}

	fn hot(index: DeviceIndex) -> Option<HotDevice<AccountId>> {
		DEVICES.with_borrow(|devices| devices.get(&index).cloned())
	}

	type Recalls = ();

	fn recalls() {}

	fn recall_of(_: &(), _: &HotDevice<AccountId>) -> Option<RecallReason> {
		RECALLED.get().then_some(RecallReason::Safety)
	}

	fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
		VERIFIED.set(VERIFIED.get() + 1);
		key.verify(message, signature)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(operator: &AccountId, key: PublicKey) -> DeviceIndex {
		add_device(key, operator.clone())
	}
}

impl DeviceStreams<AccountId> for TestDevices {
	fn keep_stream(index: DeviceIndex, hot: HotDevice<AccountId>, head: StreamHead) {
		DEVICES.with_borrow_mut(|devices| {
			devices.insert(index, HotDevice { stream: head, ..hot });
		});
	}
}

impl DeviceRates for TestDevices {
	fn set_rate(index: DeviceIndex, rate: Option<Rate>) {
		Self::change(index, |hot| hot.rate = rate.unwrap_or(RATE));
	}
}

fn add_device(key: PublicKey, operator: AccountId) -> DeviceIndex {
	DEVICES.with_borrow_mut(|devices| {
		let device = devices.len() as DeviceIndex;
		let hot = HotDevice {
			id: DeviceId::derive(&[1; 32], &key),
			state: DeviceState::Active,
			signing_key: key,
			key_expires_at: None,
			rate: RATE,
			epoch: 0,
			provider: AccountId::new([1; 32]),
			operator,
			model: 5,
			protection: KeyProtection::SecureElement,
			firmware: None,
			stream: StreamHead::new(0),
		};
		devices.insert(device, hot);
		device
	})
}

impl Config for Test {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Devices = TestDevices;
	type Members = TestMembers;
	type Time = Timestamp;
	type P256Weight = P256Weight;
	type SignerWeight = ();
	type P256Cost = ConstU16<P256_COST>;
	type RateDepositBase = ConstU128<RATE_DEPOSIT_BASE>;
	type RateDeposit = ConstU128<RATE_DEPOSIT>;
	type MaxBurst = ConstU16<MAX_BURST>;
	type MaxSoldRate = ConstU64<MAX_SOLD_RATE>;
	type MaxRecordsPerBlock = ConstU32<MAX_RECORDS>;
	type WeightInfo = ();
}

parameter_types! {
	pub P256Weight: Weight = Weight::from_parts(1_000, 0);
}

pub(crate) const NOW: Millis = 1_700_000_000_000;
pub(crate) const GENESIS: [u8; 32] = [7; 32];
/// The rate of a new device.
pub(crate) const RATE: Rate = Rate { interval: 100, burst: 100 };
pub(crate) const OPERATOR: AccountId = AccountId::new([2; 32]);
pub(crate) const OTHER_OPERATOR: AccountId = AccountId::new([3; 32]);
pub(crate) const GATEWAY: AccountId = AccountId::new([4; 32]);
pub(crate) const P256_COST: u16 = 10;
pub(crate) const RATE_DEPOSIT_BASE: u128 = 50;
pub(crate) const RATE_DEPOSIT: u128 = 2;
pub(crate) const MAX_BURST: u16 = 64;
pub(crate) const MAX_RECORDS: u32 = 400;
/// Attestations in 1,000 blocks.
pub(crate) const MAX_SOLD_RATE: u64 = 100_000;
/// What each operator begins with.
pub(crate) const ENDOWMENT: u128 = 1_000_000;

pub(crate) fn new_test_ext() -> TestState {
	let balances = [OPERATOR, OTHER_OPERATOR].map(|who| (who, ENDOWMENT));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: balances.to_vec(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = sp_io::TestExternalities::from(storage);
	ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	DEVICES.with_borrow_mut(BTreeMap::clear);
	IN_STANDING.set(true);
	OPERATORS.set(vec![OPERATOR, OTHER_OPERATOR]);
	FILTERED.set(false);
	RECALLED.set(false);
	VERIFIED.set(0);
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256(GENESIS));
		System::set_block_number(1);
		Timestamp::set_timestamp(NOW);
	});
	ext
}

/// Runs `test`, and then checks what always holds.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Attestation::do_try_state().unwrap();
	});
}

/// The key of the test device.
pub(crate) fn key() -> SecretKey {
	SecretKey::ed25519([1; 32])
}

/// A device with `key`.
pub(crate) fn device_of(key: &SecretKey) -> DeviceIndex {
	add_device(key.public(), OPERATOR)
}

pub(crate) fn statement(seq: u64) -> DataStatement {
	DataStatement {
		seq,
		commitment: Commitment {
			root: [9; 32],
			count: 10,
			first_counter: seq * 10,
			last_counter: seq * 10 + 9,
			first_at: NOW - 100,
			last_at: NOW - 10,
			content: content::SENML_JSON,
		},
	}
}

pub(crate) fn context(device: DeviceIndex) -> SigningContext {
	let hot = TestDevices::hot(device).unwrap();
	SigningContext { genesis_hash: GENESIS, device_id: hot.id, epoch: hot.epoch }
}

/// What the pool and the block do with a statement: check it, and where it passes, dispatch it.
pub(crate) fn submit(
	device: DeviceIndex,
	statement: DataStatement,
	signature: Signature,
) -> Result<ValidTransaction, TransactionValidityError> {
	let call = Call::<Test>::attest { device, statement, signature };
	let validity = call.authorize(TransactionSource::External).unwrap();
	let stream = || TestDevices::hot(device).map(|hot| hot.stream);
	let before = stream();
	match validity {
		Ok((valid, _)) => {
			let origin = frame_system::RawOrigin::Authorized.into();
			assert_ok!(Attestation::attest(origin, device, statement, signature));
			assert_ne!(stream(), before);
			Ok(valid)
		},
		Err(error) => {
			assert_eq!(stream(), before);
			Err(error)
		},
	}
}

/// Submits `statement` of `device`, signed by `key`.
pub(crate) fn submit_signed(
	key: &SecretKey,
	device: DeviceIndex,
	statement: DataStatement,
) -> Result<ValidTransaction, TransactionValidityError> {
	let signature = key.sign(&statement, &context(device));
	submit(device, statement, signature)
}

/// Ends the block and begins the next.
pub(crate) fn next_block() {
	let number = System::block_number();
	Attestation::on_finalize(number);
	System::set_block_number(number + 1);
	Attestation::on_initialize(number + 1);
}

/// Fills the block but for `room` records.
pub(crate) fn fill_block(room: u32) {
	let taken = MAX_RECORDS - room;
	BlockRecords::<Test>::put(BoundedVec::truncate_from(vec![[1; 32]; taken as usize]));
	BlockRecordCount::<Test>::put(taken);
}
