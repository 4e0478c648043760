//! A runtime for the tests.

use crate as pallet_device_did;
use crate::*;
use bot_primitives::{
	enrolment::EnrolledDevice,
	merkle::{self, SoftSha256},
	payload::{Activation, Payload, Registration},
	signer::SecretKey,
	Record, RecordsFull, Role, Roles, SigningContext,
};
use frame::testing_prelude::*;
use polkadot_sdk::{
	pallet_balances, pallet_timestamp, sp_io,
	sp_keystore::{testing::MemoryKeystore, KeystoreExt},
	sp_runtime,
};
use std::{cell::RefCell, collections::BTreeMap};

pub type AccountId = sp_runtime::AccountId32;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		DeviceDid: pallet_device_did,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
}

thread_local! {
	static MEMBERS: RefCell<BTreeMap<AccountId, Roles>> = const { RefCell::new(BTreeMap::new()) };
}

/// Members that a test sets by hand.
pub struct Members;

impl Members {
	pub(crate) fn set(who: AccountId, roles: Roles) {
		MEMBERS.with_borrow_mut(|members| members.insert(who, roles));
	}
}

impl MemberRoles<AccountId> for Members {
	fn roles_of(who: &AccountId) -> Roles {
		MEMBERS.with_borrow(|members| members.get(who).copied().unwrap_or_default())
	}

	type NotInStanding = ();

	fn not_in_standing() {}

	fn are_in_standing(_: &(), provider: &AccountId, operator: &AccountId) -> bool {
		[provider, operator].iter().all(|who| Self::roles_of(who) != Roles::default())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(who: &AccountId, roles: Roles) {
		Self::set(who.clone(), roles);
	}
}

thread_local! {
	static RECORDS: RefCell<Option<Vec<Record>>> = const { RefCell::new(Some(Vec::new())) };
	static TRANSFERS: RefCell<Vec<(DeviceIndex, AccountId, AccountId)>> =
		const { RefCell::new(Vec::new()) };
}

/// The records of all blocks.
pub struct TestRecords;

impl TestRecords {
	pub(crate) fn last() -> Record {
		RECORDS.with_borrow(|records| records.as_ref().unwrap().last().unwrap().clone())
	}

	/// No further record is taken.
	pub(crate) fn fill() {
		RECORDS.set(None);
	}
}

impl Records for TestRecords {
	fn takes_record() -> bool {
		RECORDS.with_borrow(Option::is_some)
	}

	fn append_signed(record: Record, _: Signature) -> Result<Hash256, RecordsFull> {
		Self::append(record)
	}

	fn append(record: Record) -> Result<Hash256, RecordsFull> {
		let hash = record.leaf_hash::<SoftSha256>();
		RECORDS.with_borrow_mut(|records| {
			records.as_mut().ok_or(RecordsFull)?.push(record);
			Ok(hash)
		})
	}
}

/// What other pallets were told of transfers.
pub struct Told;

impl Told {
	pub(crate) fn all() -> Vec<(DeviceIndex, AccountId, AccountId)> {
		TRANSFERS.take()
	}
}

impl OnTransfer<AccountId> for Told {
	fn on_transfer(device: DeviceIndex, from: &AccountId, to: &AccountId) {
		TRANSFERS.with_borrow_mut(|told| told.push((device, from.clone(), to.clone())));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(_: DeviceIndex, _: &AccountId) {}
}

parameter_types! {
	pub const NoWeight: Weight = Weight::zero();
	pub const DefaultRate: Rate = Rate { interval: 1_000, burst: 4 };
}

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Members = Members;
	type Records = TestRecords;
	type RecordWeight = NoWeight;
	type OnTransfer = Told;
	type Time = Timestamp;
	type ItemDeposit = ConstU128<1_000>;
	type ByteDeposit = ConstU128<1>;
	type DefaultRate = DefaultRate;
	type WeightInfo = ();
}

pub(crate) const PROVIDER: AccountId = AccountId::new([1; 32]);
pub(crate) const OTHER_PROVIDER: AccountId = AccountId::new([2; 32]);
pub(crate) const OPERATOR: AccountId = AccountId::new([3; 32]);
pub(crate) const STRANGER: AccountId = AccountId::new([4; 32]);
pub(crate) const OTHER_OPERATOR: AccountId = AccountId::new([5; 32]);
pub(crate) const SUPERVISOR: AccountId = AccountId::new([6; 32]);
pub(crate) const NOW: Millis = 1_700_000_000_000;
pub(crate) const GENESIS: [u8; 32] = [7; 32];

pub(crate) fn new_test_ext() -> TestState {
	let accounts = [PROVIDER, OTHER_PROVIDER, OPERATOR, OTHER_OPERATOR, STRANGER, SUPERVISOR];
	let balances = accounts.map(|who| (who, 1_000_000));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: balances.to_vec(),
			..Default::default()
		},
		device_did: pallet_device_did::GenesisConfig {
			network: "test".into(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = sp_io::TestExternalities::from(storage);
	ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, H256(GENESIS));
		System::set_block_number(1);
		Timestamp::set_timestamp(NOW);
		Members::set(PROVIDER, Roles::of([Role::Provider]));
		Members::set(OTHER_PROVIDER, Roles::of([Role::Provider]));
		Members::set(OPERATOR, Roles::of([Role::Operator]));
		Members::set(OTHER_OPERATOR, Roles::of([Role::Operator]));
		Members::set(SUPERVISOR, Roles::of([Role::Supervisor]));
		Members::set(STRANGER, Roles::default());
		RECORDS.set(Some(Vec::new()));
	});
	ext
}

/// Runs `test`, and then checks what always holds.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		DeviceDid::do_try_state().unwrap();
	});
}

/// The key of the test device number `n`.
pub(crate) fn ed25519(n: u8) -> SecretKey {
	SecretKey::ed25519([n; 32])
}

/// The P-256 key of the test device number `n`.
pub(crate) fn p256(n: u8) -> SecretKey {
	SecretKey::p256(&[n; 32]).unwrap()
}

pub(crate) fn context(id: DeviceId, epoch: u16) -> SigningContext {
	SigningContext { genesis_hash: GENESIS, device_id: id, epoch }
}

/// Signs `payload` for the device that `PROVIDER` made with `first`, as `signer`, in `epoch`.
pub(crate) fn sign(
	signer: &SecretKey,
	first: &SecretKey,
	epoch: u16,
	payload: &impl Payload,
) -> Signature {
	let id = DeviceId::derive(&PROVIDER.into(), &first.public());
	signer.sign(payload, &context(id, epoch))
}

pub(crate) fn proof(key: &SecretKey, model: ModelId) -> Signature {
	sign(key, key, 0, &Registration { provider: PROVIDER.into(), model })
}

pub(crate) const FIRMWARE: Hash256 = [0xf1; 32];

pub(crate) fn description() -> ModelDescription {
	ModelDescription {
		thing: Some(ThingDescription {
			hash: [0x7d; 32],
			uri: b"https://acme.example/m-1.td.jsonld".to_vec().try_into().unwrap(),
		}),
		firmware: Some(FIRMWARE),
		issuing_ca: Some([0xca; 32]),
	}
}

/// Registers a model of `PROVIDER`.
pub(crate) fn model() -> ModelId {
	let model = NextModelId::<Test>::get();
	let name = b"M-1".to_vec().try_into().unwrap();
	let origin = RuntimeOrigin::signed(PROVIDER);
	let protection = KeyProtection::SecureElement;
	assert_ok!(DeviceDid::register_model(origin, name, protection, description()));
	model
}

/// Registers the device of `key`, and its model.
pub(crate) fn device(key: &SecretKey) -> DeviceIndex {
	let device = NextDeviceIndex::<Test>::get();
	let model = model();
	let origin = RuntimeOrigin::signed(PROVIDER);
	assert_ok!(DeviceDid::register(origin, model, OPERATOR, key.public(), proof(key, model)));
	device
}

/// A production run of the devices with these keys.
pub(crate) struct Run {
	pub(crate) model: ModelId,
	pub(crate) keys: Vec<SecretKey>,
}

impl Run {
	pub(crate) fn new(keys: impl IntoIterator<Item = SecretKey>) -> Self {
		Self { model: model(), keys: keys.into_iter().collect() }
	}

	fn leaves(&self) -> Vec<Hash256> {
		let leaf = |(index, key): (usize, &SecretKey)| {
			let device = EnrolledDevice {
				model: self.model,
				root_key: key.public(),
				serial: [index as u8; 32],
				idevid: None,
			};
			device.leaf_hash::<SoftSha256>()
		};
		self.keys.iter().enumerate().map(leaf).collect()
	}

	pub(crate) fn root(&self) -> Hash256 {
		merkle::root::<SoftSha256>(&self.leaves()).unwrap()
	}

	/// Enrols it.
	pub(crate) fn enrol(&self) -> EnrolmentId {
		let enrolment = NextEnrolmentId::<Test>::get();
		let origin = RuntimeOrigin::signed(PROVIDER);
		let count = self.keys.len() as u32;
		assert_ok!(DeviceDid::enrol(origin, self.model, self.root(), count));
		enrolment
	}

	pub(crate) fn proof(&self, index: u32) -> EnrolmentProof {
		let path = merkle::path::<SoftSha256>(&self.leaves(), index as usize).unwrap();
		EnrolmentProof {
			index,
			serial: [index as u8; 32],
			idevid: None,
			path: path.try_into().unwrap(),
		}
	}

	/// The signature of device `index` over its activation under `operator`.
	pub(crate) fn signature(
		&self,
		enrolment: EnrolmentId,
		index: u32,
		operator: AccountId,
	) -> Signature {
		let key = &self.keys[index as usize];
		sign(key, key, 0, &Activation { enrolment, index, operator: operator.into() })
	}
}

pub(crate) fn set_state(who: AccountId, state: DeviceState) -> DispatchResult {
	DeviceDid::set_state(RuntimeOrigin::signed(who), 0, state)
}

/// Makes the device number 0 gone for good.
pub(crate) fn destroy() {
	assert_ok!(set_state(OPERATOR, DeviceState::Destroyed));
}

/// The deposit for `footprint`.
pub(crate) fn price(footprint: frame::traits::Footprint) -> u128 {
	DeviceDid::price(footprint).unwrap()
}

pub(crate) fn held(who: &AccountId) -> u128 {
	use frame::traits::fungible::InspectHold;
	Balances::balance_on_hold(&HoldReason::Storage.into(), who)
}
