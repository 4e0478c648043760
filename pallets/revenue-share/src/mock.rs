//! A runtime for the tests.

use crate as pallet_revenue_share;
use crate::*;
use bot_primitives::{
	traits::HotDevice, DeviceId, DeviceState, KeyProtection, PublicKey, Rate, RecallReason, Role,
	Roles, Signature, StreamHead,
};
use frame::{deps::sp_runtime::AccountId32, testing_prelude::*};
use polkadot_sdk::pallet_balances;
use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};

pub(crate) type AccountId = AccountId32;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		RevenueShare: pallet_revenue_share,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u128>;
}

pub(crate) const MINIMUM: Balance = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<MINIMUM>;
	type AccountStore = System;
}

thread_local! {
	static MEMBERS: RefCell<BTreeMap<AccountId, Roles>> = const { RefCell::new(BTreeMap::new()) };
	static DEVICES: RefCell<Vec<HotDevice<AccountId>>> = const { RefCell::new(Vec::new()) };
	static RECALLED: Cell<bool> = const { Cell::new(false) };
}

/// Members that a test sets by hand. One without roles is suspended.
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

/// Devices that a test sets by hand.
pub struct TestDevices;

impl TestDevices {
	/// Adds a device that `operator` runs.
	pub(crate) fn add(operator: &AccountId) -> DeviceIndex {
		DEVICES.with_borrow_mut(|devices| {
			let index = devices.len() as DeviceIndex;
			devices.push(HotDevice {
				id: DeviceId([index as u8; 32]),
				state: DeviceState::Active,
				signing_key: PublicKey::Ed25519([index as u8; 32]),
				key_expires_at: None,
				rate: Rate { interval: 1_000, burst: 1 },
				epoch: 0,
				provider: PROVIDER,
				operator: operator.clone(),
				model: 0,
				protection: KeyProtection::Software,
				firmware: None,
				stream: StreamHead::new(0),
			});
			index
		})
	}

	pub(crate) fn destroy(index: DeviceIndex) {
		DEVICES.with_borrow_mut(|devices| devices[index as usize].state = DeviceState::Destroyed);
	}

	/// Recalls every device.
	pub(crate) fn recall() {
		RECALLED.set(true);
	}

	pub(crate) fn transfer(index: DeviceIndex, operator: AccountId) {
		DEVICES.with_borrow_mut(|devices| devices[index as usize].operator = operator);
	}
}

impl Devices<AccountId> for TestDevices {
	fn index_of(id: &DeviceId) -> Option<DeviceIndex> {
		let index = DEVICES.with_borrow(|devices| devices.iter().position(|it| it.id == *id))?;
		Some(index as DeviceIndex)
	}

	fn hot(index: DeviceIndex) -> Option<HotDevice<AccountId>> {
		DEVICES.with_borrow(|devices| devices.get(index as usize).cloned())
	}

	type Recalls = ();

	fn recalls() {}

	fn recall_of(_: &(), _: &HotDevice<AccountId>) -> Option<RecallReason> {
		RECALLED.get().then_some(RecallReason::Safety)
	}

	fn verify(_: &PublicKey, _: &[u8], _: &Signature) -> bool {
		false
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(operator: &AccountId, _: PublicKey) -> DeviceIndex {
		Self::add(operator)
	}
}

parameter_types! {
	pub const RevenuePalletId: PalletId = PalletId(*b"bot/reve");
}

pub(crate) const ITEM_DEPOSIT: Balance = 100;

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Members = Members;
	type Devices = TestDevices;
	type PalletId = RevenuePalletId;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<1>;
	type WeightInfo = ();
}

pub(crate) const PROVIDER: AccountId = AccountId::new([1; 32]);
pub(crate) const OPERATOR: AccountId = AccountId::new([2; 32]);
pub(crate) const OTHER_OPERATOR: AccountId = AccountId::new([3; 32]);
pub(crate) const BUYER: AccountId = AccountId::new([4; 32]);
pub(crate) const STRANGER: AccountId = AccountId::new([5; 32]);
/// The one device that every test starts with. [`OPERATOR`] runs it.
pub(crate) const DEVICE: DeviceIndex = 0;
/// What each account that has one starts with.
pub(crate) const START: Balance = 1_000_000_000;

/// Account number `n` of those that are parties. Those from 100 on start without an account.
pub(crate) const fn party(n: u8) -> AccountId {
	AccountId::new([n + 10; 32])
}

/// The first accounts of those that are parties, with these shares.
pub(crate) fn parties(shares: &[u32]) -> PartiesOf<Test> {
	let share =
		|(n, share_ppm): (usize, &u32)| Party { account: party(n as u8), share_ppm: *share_ppm };
	PerParty::truncate_from(shares.iter().enumerate().map(share).collect())
}

pub(crate) fn new_test_ext() -> TestState {
	let funded = [PROVIDER, OPERATOR, OTHER_OPERATOR, BUYER, STRANGER]
		.into_iter()
		.chain((0..20).map(party))
		.map(|who| (who, START));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: funded.collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = TestState::from(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		MEMBERS.take();
		DEVICES.take();
		RECALLED.set(false);
		Members::set(PROVIDER, Roles::of([Role::Provider]));
		Members::set(OPERATOR, Roles::of([Role::Operator]));
		Members::set(OTHER_OPERATOR, Roles::of([Role::Operator]));
		TestDevices::add(&OPERATOR);
	});
	ext
}

/// Runs `test`, and then checks what always holds.
pub(crate) fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		RevenueShare::do_try_state().unwrap();
	});
}

/// An agreement on [`DEVICE`] that was proposed.
pub(crate) fn proposed(parties: PartiesOf<Test>) -> AgreementId {
	let id = NextAgreementId::<Test>::get();
	RevenueShare::propose(RuntimeOrigin::signed(OPERATOR), DEVICE, parties).unwrap();
	id
}

/// An agreement on [`DEVICE`] that all parties accepted.
pub(crate) fn accepted(parties: PartiesOf<Test>) -> AgreementId {
	let id = proposed(parties.clone());
	for party in parties {
		RevenueShare::accept(RuntimeOrigin::signed(party.account), id).unwrap();
	}
	id
}

/// An agreement on [`DEVICE`] that is active.
pub(crate) fn active(parties: PartiesOf<Test>) -> AgreementId {
	let id = accepted(parties);
	RevenueShare::activate(RuntimeOrigin::signed(OPERATOR), id).unwrap();
	id
}

/// What is held of an account for its agreements.
pub(crate) fn held(who: &AccountId) -> Balance {
	use frame::traits::fungible::InspectHold;
	Balances::balance_on_hold(&HoldReason::Agreement.into(), who)
}
