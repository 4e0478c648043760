//! A runtime for the tests.

use crate as pallet_revenue_share;
use crate::*;
use bot_primitives::{
	merkle::SoftSha256,
	sales::{SalesReport, TicketClaim},
	signer::SecretKey,
	traits::HotDevice,
	DeviceId, DeviceState, KeyProtection, PublicKey, Rate, RecallReason, Record, RecordsFull, Role,
	Roles, Sha256, Signature, SigningContext, StreamHead,
};
use frame::{
	deps::sp_runtime::AccountId32,
	testing_prelude::*,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		AsEnsureOriginWithArg, Authorize, Contains,
	},
};
use polkadot_sdk::{
	pallet_assets, pallet_assets_holder, pallet_balances, pallet_timestamp, sp_core,
	sp_keystore::{testing::MemoryKeystore, KeystoreExt},
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};

pub(crate) type AccountId = AccountId32;
pub(crate) type AssetKind = NativeOrWithId<u32>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Assets: pallet_assets,
		AssetsHolder: pallet_assets_holder,
		RevenueShare: pallet_revenue_share,
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

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

/// Least balance of an account, in either asset.
pub(crate) const MINIMUM: Amount = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Amount;
	type ExistentialDeposit = ConstU128<MINIMUM>;
	type AccountStore = System;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = Amount;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

thread_local! {
	static MEMBERS: RefCell<BTreeMap<AccountId, Roles>> = const { RefCell::new(BTreeMap::new()) };
	static DEVICES: RefCell<Vec<HotDevice<AccountId>>> = const { RefCell::new(Vec::new()) };
	static RECALLED: Cell<bool> = const { Cell::new(false) };
	static FILTERED: Cell<bool> = const { Cell::new(false) };
	static FULL: Cell<bool> = const { Cell::new(false) };
	static RECORDS: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
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
		Self::set(PROVIDER, Roles::of([Role::Provider]));
	}
}

/// Devices that a test sets by hand.
pub struct TestDevices;

impl TestDevices {
	/// Adds a device that `operator` runs, with the key of [`key`].
	pub(crate) fn add(operator: &AccountId) -> DeviceIndex {
		let index = DEVICES.with_borrow(|devices| devices.len() as DeviceIndex);
		Self::add_with_key(operator, key(index).public())
	}

	fn add_with_key(operator: &AccountId, signing_key: PublicKey) -> DeviceIndex {
		DEVICES.with_borrow_mut(|devices| {
			let index = devices.len() as DeviceIndex;
			devices.push(HotDevice {
				id: DeviceId([index as u8; 32]),
				state: DeviceState::Active,
				signing_key,
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

	pub(crate) fn change(index: DeviceIndex, change: impl FnOnce(&mut HotDevice<AccountId>)) {
		DEVICES.with_borrow_mut(|devices| change(&mut devices[index as usize]));
	}

	pub(crate) fn destroy(index: DeviceIndex) {
		Self::change(index, |device| device.state = DeviceState::Destroyed);
	}

	/// Recalls every device.
	pub(crate) fn recall() {
		RECALLED.set(true);
	}

	/// Gives the device to another operator, and tells the pallet.
	pub(crate) fn transfer(index: DeviceIndex, to: AccountId) {
		use bot_primitives::traits::OnTransfer;
		let from = Self::hot(index).unwrap().operator;
		Self::change(index, |device| device.operator = to.clone());
		RevenueShare::on_transfer(index, &from, &to);
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

	fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
		key.verify(message, signature)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(operator: &AccountId, key: PublicKey) -> DeviceIndex {
		Self::add_with_key(operator, key)
	}
}

/// Records that a test looks at.
pub struct TestRecords;

impl TestRecords {
	/// The records, the latest last.
	pub(crate) fn all() -> Vec<Record> {
		RECORDS.with_borrow(Clone::clone)
	}

	/// Lets no further record in.
	pub(crate) fn fill() {
		FULL.set(true);
	}
}

impl Records for TestRecords {
	fn takes_record() -> bool {
		!FULL.get()
	}

	fn append_signed(record: Record, _: Signature) -> Result<Hash256, RecordsFull> {
		Self::append(record)
	}

	fn append(record: Record) -> Result<Hash256, RecordsFull> {
		ensure!(Self::takes_record(), RecordsFull);
		let hash = record.leaf_hash::<SoftSha256>();
		RECORDS.with_borrow_mut(|records| records.push(record));
		Ok(hash)
	}
}

parameter_types! {
	pub const RevenuePalletId: PalletId = PalletId(*b"bot/reve");
	pub NoWeight: Weight = Weight::zero();
	pub P256Weight: Weight = P256_WEIGHT;
}

pub(crate) const P256_WEIGHT: Weight = Weight::from_parts(1_000, 0);
pub(crate) const ITEM_DEPOSIT: Amount = 100;
pub(crate) const HOUR: Millis = 60 * 60 * 1_000;
pub(crate) const DAY: Millis = 24 * HOUR;
pub(crate) const AMENDMENT_NOTICE: Millis = DAY;
pub(crate) const TERMINATION_NOTICE: Millis = 14 * DAY;
pub(crate) const REPORT_GRACE: Millis = 2 * DAY;
pub(crate) const RETENTION: Millis = 60 * DAY;
pub(crate) const VEND_WINDOW: Millis = HOUR / 12;
pub(crate) const REPORT_WINDOW: Millis = 2 * DAY;
pub(crate) const ANSWER_WINDOW: Millis = 30 * DAY;
pub(crate) const TICKET_WINDOW: Millis = 90 * DAY;

impl Config for Test {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type AssetKind = AssetKind;
	type Fungibles = UnionOf<Balances, Assets, NativeFromLeft, AssetKind, AccountId>;
	type Holds = UnionOf<Balances, AssetsHolder, NativeFromLeft, AssetKind, AccountId>;
	type Members = Members;
	type Devices = TestDevices;
	type Records = TestRecords;
	type Time = Timestamp;
	type RecordWeight = NoWeight;
	type P256Weight = P256Weight;
	type PalletId = RevenuePalletId;
	type ItemDeposit = ConstU128<ITEM_DEPOSIT>;
	type ByteDeposit = ConstU128<1>;
	type AmendmentNotice = ConstU64<AMENDMENT_NOTICE>;
	type TerminationNotice = ConstU64<TERMINATION_NOTICE>;
	type ReportGrace = ConstU64<REPORT_GRACE>;
	type Retention = ConstU64<RETENTION>;
	type VendWindow = ConstU64<VEND_WINDOW>;
	type ReportWindow = ConstU64<REPORT_WINDOW>;
	type AnswerWindow = ConstU64<ANSWER_WINDOW>;
	type TicketWindow = ConstU64<TICKET_WINDOW>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AssetKind> for Helper {
	fn asset() -> AssetKind {
		EURO
	}

	fn set_time(now: Millis) {
		set_time(now);
	}
}

pub(crate) const GENESIS: [u8; 32] = [7; 32];
/// When every test begins.
pub(crate) const START_TIME: Millis = 1_700_000_000_000;
pub(crate) const PROVIDER: AccountId = AccountId::new([1; 32]);
pub(crate) const OPERATOR: AccountId = AccountId::new([2; 32]);
pub(crate) const OTHER_OPERATOR: AccountId = AccountId::new([3; 32]);
pub(crate) const BUYER: AccountId = AccountId::new([4; 32]);
pub(crate) const STRANGER: AccountId = AccountId::new([5; 32]);
pub(crate) const ARBITER: AccountId = AccountId::new([6; 32]);
/// Whom a tax goes to. It starts without an account.
pub(crate) const TAX_OFFICE: AccountId = AccountId::new([7; 32]);
/// The one device that every test starts with. [`OPERATOR`] runs it.
pub(crate) const DEVICE: DeviceIndex = 0;
/// What each account that has one starts with, in either asset.
pub(crate) const START: Amount = 1_000_000_000;
/// The asset that is not the native one.
pub(crate) const EURO: AssetKind = NativeOrWithId::WithId(1);

/// The key of a device.
pub(crate) fn key(device: DeviceIndex) -> SecretKey {
	SecretKey::ed25519([device as u8 + 1; 32])
}

/// What a device's signature is bound to.
pub(crate) fn context(device: DeviceIndex) -> SigningContext {
	let hot = TestDevices::hot(device).unwrap();
	SigningContext { genesis_hash: GENESIS, device_id: hot.id, epoch: hot.epoch }
}

/// The report of [`DEVICE`] under an agreement with this number and these totals, the first one since
/// `lifetime`.
pub(crate) fn sales_report(
	(agreement, version): (AgreementId, AgreementVersion),
	number: u32,
	totals: &[SalesTotal],
	lifetime: (u64, Amount),
) -> SalesReport {
	let quantity = totals.iter().map(|total| total.quantity).sum::<u32>();
	let gross = totals.iter().map(|total| total.amount).sum::<Amount>();
	SalesReport {
		number,
		agreement,
		version,
		opened_at: now() - HOUR,
		closed_at: now(),
		lines: 1,
		root: [1; 32],
		totals: SoftSha256::sha256(&[&totals.encode()]),
		quantity,
		gross,
		lifetime_quantity: lifetime.0 + u64::from(quantity),
		lifetime_gross: lifetime.1 + gross,
	}
}

/// So many pieces that were sold for cash, for so much.
pub(crate) fn cash(quantity: u32, amount: Amount) -> SalesTotal {
	SalesTotal { class: 0, means: PaymentMeans::Cash, quantity, amount }
}

/// What the pool and the block do with a report: check it, and where it passes, dispatch it.
pub(crate) fn submit(
	report: SalesReport,
	totals: &[SalesTotal],
	signature: Signature,
) -> Result<ValidTransaction, TransactionValidityError> {
	let totals = ReportTotals::truncate_from(totals.to_vec());
	let call =
		Call::<Test>::report_sales { device: DEVICE, report, totals: totals.clone(), signature };
	let before = Machines::<Test>::get(DEVICE);
	match call.authorize(TransactionSource::External).unwrap() {
		Ok((valid, _)) => {
			let origin = frame_system::RawOrigin::Authorized.into();
			assert_ok!(RevenueShare::report_sales(origin, DEVICE, report, totals, signature));
			assert_ne!(Machines::<Test>::get(DEVICE), before);
			Ok(valid)
		},
		Err(error) => {
			assert_eq!(Machines::<Test>::get(DEVICE), before);
			Err(error)
		},
	}
}

/// Submits a report, signed by [`DEVICE`].
pub(crate) fn submit_signed(
	report: SalesReport,
	totals: &[SalesTotal],
) -> Result<ValidTransaction, TransactionValidityError> {
	submit(report, totals, key(DEVICE).sign(&report, &context(DEVICE)))
}

/// Has the machine report what it sold, as the next report under the version in force.
pub(crate) fn reported(agreement: AgreementId, totals: &[SalesTotal]) -> u32 {
	let info = Agreements::<Test>::get(agreement).unwrap();
	let MachineInfo { next_report, lifetime_quantity, lifetime_gross, .. } =
		Machines::<Test>::get(info.device);
	let terms = (agreement, info.version_at(now()));
	let report = sales_report(terms, next_report, totals, (lifetime_quantity, lifetime_gross));
	submit_signed(report, totals).unwrap();
	next_report
}

/// Has the machine report what it sold, and settles the report once it can be.
pub(crate) fn settled(agreement: AgreementId, totals: &[SalesTotal]) -> u32 {
	let number = reported(agreement, totals);
	pass(conditions().dispute_window);
	RevenueShare::settle(signed(STRANGER), agreement, number).unwrap();
	number
}

pub(crate) fn position(id: AgreementId, payee: &AccountId) -> Position {
	Positions::<Test>::get(id, payee)
}

/// Account number `n` of those that are parties. Those from 100 on start without an account.
pub(crate) const fn party(n: u8) -> AccountId {
	AccountId::new([n + 10; 32])
}

/// The first accounts of those that are parties, with these shares, and no deductions.
pub(crate) fn shared(shares: &[u32]) -> SplitOf<Test> {
	let share = |(n, share_ppm): (usize, &u32)| Party {
		account: party(n as u8),
		share_ppm: *share_ppm,
		payout: Payout::OnChain,
	};
	Split {
		deductions: Default::default(),
		parties: PerParty::truncate_from(shares.iter().enumerate().map(share).collect()),
	}
}

/// A tax of 19 % that prices include.
pub(crate) fn tax() -> Deduction<AccountId> {
	Deduction {
		payee: TAX_OFFICE,
		payout: Payout::OnChain,
		rule: Rule::OfGross(159_664),
		class: None,
		means: None,
	}
}

/// A tax first, and then shared.
pub(crate) fn taxed(shares: &[u32]) -> SplitOf<Test> {
	let deductions = PerDeduction::truncate_from(vec![tax()]);
	Split { deductions, ..shared(shares) }
}

/// Conditions with the native asset.
pub(crate) fn conditions() -> ConditionsOf<Test> {
	Conditions {
		asset: NativeOrWithId::Native,
		arbiter: ARBITER,
		currency_code: *b"EUR",
		decimals: 2,
		utc_offset_minutes: 60,
		dispute_window: 3 * DAY,
	}
}

pub(crate) fn new_test_ext() -> TestState {
	let funded = [PROVIDER, OPERATOR, OTHER_OPERATOR, BUYER, STRANGER, ARBITER]
		.into_iter()
		.chain((0..20).map(party))
		.collect::<Vec<_>>();
	let euros = funded.iter().map(|who| (1, who.clone(), START)).collect();
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: funded.into_iter().map(|who| (who, START)).collect(),
			..Default::default()
		},
		assets: pallet_assets::GenesisConfig {
			assets: vec![(1, PROVIDER, true, MINIMUM)],
			accounts: euros,
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = TestState::from(storage);
	ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256(GENESIS));
		System::set_block_number(1);
		set_time(START_TIME);
		MEMBERS.take();
		DEVICES.take();
		RECORDS.take();
		RECALLED.set(false);
		FILTERED.set(false);
		FULL.set(false);
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

pub(crate) fn now() -> Millis {
	Timestamp::get()
}

pub(crate) fn set_time(now: Millis) {
	pallet_timestamp::Now::<Test>::put(now);
}

pub(crate) fn pass(time: Millis) {
	set_time(now() + time);
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// An agreement on [`DEVICE`] that was proposed.
pub(crate) fn proposed_with(conditions: ConditionsOf<Test>, split: SplitOf<Test>) -> AgreementId {
	let id = NextAgreementId::<Test>::get();
	RevenueShare::propose(signed(OPERATOR), DEVICE, conditions, split).unwrap();
	id
}

pub(crate) fn proposed(split: SplitOf<Test>) -> AgreementId {
	proposed_with(conditions(), split)
}

/// All whose acceptance is missing accept.
pub(crate) fn accept_all(id: AgreementId, version: AgreementVersion) {
	let TermsInfo { split, missing, .. } = Terms::<Test>::get(id, version).unwrap();
	for who in missing {
		RevenueShare::accept(signed(who), id, split.clone()).unwrap();
	}
}

/// An agreement on [`DEVICE`] that all parties accepted.
pub(crate) fn accepted(split: SplitOf<Test>) -> AgreementId {
	let id = proposed(split);
	accept_all(id, 0);
	id
}

/// An agreement on [`DEVICE`] that is active.
pub(crate) fn active_with(conditions: ConditionsOf<Test>, split: SplitOf<Test>) -> AgreementId {
	let id = proposed_with(conditions, split);
	accept_all(id, 0);
	RevenueShare::activate(signed(OPERATOR), id).unwrap();
	id
}

pub(crate) fn active(split: SplitOf<Test>) -> AgreementId {
	active_with(conditions(), split)
}

/// Amends the agreement from a date on, and has all accept it.
pub(crate) fn amended(id: AgreementId, split: SplitOf<Test>, from: Millis) -> AgreementVersion {
	RevenueShare::amend(signed(OPERATOR), id, split, from).unwrap();
	let version = agreement(id).version + 1;
	accept_all(id, version);
	version
}

pub(crate) fn agreement(id: AgreementId) -> AgreementOf<Test> {
	Agreements::<Test>::get(id).unwrap()
}

pub(crate) fn change_agreement(id: AgreementId, change: impl FnOnce(&mut AgreementOf<Test>)) {
	Agreements::<Test>::mutate(id, |agreement| change(agreement.as_mut().unwrap()));
}

pub(crate) fn ledger(id: AgreementId, version: AgreementVersion) -> Ledger {
	Ledgers::<Test>::get(id, version).unwrap()
}

/// Balance that an account can spend, of the native asset.
pub(crate) fn balance(who: &AccountId) -> Amount {
	Balances::free_balance(who)
}

/// Sets the balance of an account that it can spend, of the native asset.
pub(crate) fn set_balance(who: &AccountId, amount: Amount) {
	<Balances as fungible::Mutate<_>>::set_balance(who, amount);
}

/// What is held of an account for its agreements.
pub(crate) fn held(who: &AccountId) -> Amount {
	use frame::traits::fungible::InspectHold;
	Balances::balance_on_hold(&HoldReason::Agreement.into(), who)
}

/// The operator of the device charges these prices. The class of each is its place.
pub(crate) fn set_prices(device: DeviceIndex, asset: AssetKind, prices: &[Amount]) {
	let operator = TestDevices::hot(device).unwrap().operator;
	RevenueShare::set_prices(signed(operator), device, asset, tiers(prices)).unwrap();
}

/// Prices of which each one's class is its place.
pub(crate) fn tiers(prices: &[Amount]) -> Tiers {
	let tier = |(class, price): (usize, &Amount)| Tier { class: class as u8, price: *price };
	Tiers::truncate_from(prices.iter().enumerate().map(tier).collect())
}

/// [`BUYER`] pays for something that the device of the agreement sells at this price.
pub(crate) fn paid(id: AgreementId, price: Amount) -> PurchaseId {
	let AgreementInfo { device, conditions, .. } = agreement(id);
	set_prices(device, conditions.asset, &[price]);
	let purchase = NextPurchaseId::<Test>::get();
	RevenueShare::purchase(signed(BUYER), id, 0, price).unwrap();
	purchase
}

/// As [`paid`], and the machine gives it out.
pub(crate) fn sell(id: AgreementId, price: Amount) {
	report(paid(id, price), VendOutcome::Dispensed).unwrap();
}

/// What the machine signs of a purchase.
pub(crate) fn report(
	purchase: PurchaseId,
	outcome: VendOutcome,
) -> Result<ValidTransaction, TransactionValidityError> {
	let device = Purchases::<Test>::get(purchase).map_or(DEVICE, |purchase| purchase.device);
	let result = VendResult { purchase, outcome };
	submit_vend(result, key(device).sign(&result, &context(device)))
}

/// What the pool and the block do with a report: check it, and where it passes, dispatch it.
pub(crate) fn submit_vend(
	result: VendResult,
	signature: Signature,
) -> Result<ValidTransaction, TransactionValidityError> {
	let call = Call::<Test>::report_vend { result, signature };
	let validity = call.authorize(TransactionSource::External).unwrap();
	let before = Purchases::<Test>::get(result.purchase);
	match validity {
		Ok((valid, _)) => {
			let origin = frame_system::RawOrigin::Authorized.into();
			assert_ok!(RevenueShare::report_vend(origin, result, signature));
			assert_ne!(Purchases::<Test>::get(result.purchase), before);
			Ok(valid)
		},
		Err(error) => {
			assert_eq!(Purchases::<Test>::get(result.purchase), before);
			Err(error)
		},
	}
}

/// Key of the ticket that tests use.
pub(crate) fn ticket() -> SecretKey {
	SecretKey::ed25519([99; 32])
}

/// The public half of [`ticket`], as a purchase names it.
pub(crate) fn ticket_key() -> Hash256 {
	let PublicKey::Ed25519(key) = ticket().public() else { unreachable!("made as one") };
	key
}

/// As [`paid`], with [`ticket`].
pub(crate) fn paid_for(id: AgreementId, price: Amount) -> PurchaseId {
	let AgreementInfo { device, conditions, .. } = agreement(id);
	set_prices(device, conditions.asset, &[price]);
	let purchase = NextPurchaseId::<Test>::get();
	RevenueShare::purchase_for(signed(BUYER), id, 0, price, ticket_key()).unwrap();
	purchase
}

/// What the holder of [`ticket`] signs.
pub(crate) fn ticket_claim(purchase: PurchaseId, to: &AccountId) -> [u8; 64] {
	let device = Purchases::<Test>::get(purchase).map_or(DEVICE, |purchase| purchase.device);
	let claim = TicketClaim { purchase, to: to.clone().into() };
	let context = SigningContext { epoch: TicketClaim::EPOCH, ..context(device) };
	let Signature::Ed25519(signature) = ticket().sign(&claim, &context) else {
		unreachable!("made as one")
	};
	signature
}

/// What is held of an account in escrow.
pub(crate) fn escrow(asset: AssetKind, who: &AccountId) -> Amount {
	use frame::traits::fungibles::InspectHold;
	<Test as Config>::Holds::balance_on_hold(asset, &HoldReason::Escrow.into(), who)
}

/// What is held of an account for a reason, of the native asset.
pub(crate) fn held_for(reason: HoldReason, who: &AccountId) -> Amount {
	use frame::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}
