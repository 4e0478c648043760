//! A chain with a real council.

use crate as pallet_consortium;
use crate::*;
use bot_primitives::Role;
use frame::{
	deps::sp_runtime::AccountId32, runtime::prelude::*, testing_prelude::*, traits::IdentityLookup,
};
use polkadot_sdk::pallet_collective::{self, EnsureProportionAtLeast};

pub(crate) type AccountId = AccountId32;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Council: pallet_collective,
		Consortium: pallet_consortium,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Block = MockBlock<Test>;
	type Lookup = IdentityLookup<AccountId>;
}

pub(crate) const MAX_MOTIONS: u32 = 5;
pub(crate) const MOTION_DURATION: u64 = 10;

impl pallet_collective::Config for Test {
	type Consideration = ();
	// There is never a prime, so who does not vote is taken to vote no.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type DisapproveOrigin = EnsureNever<()>;
	type KillOrigin = EnsureNever<()>;
	type MaxMembers = ConstU32<8>;
	type MaxProposalWeight = MaxProposalWeight;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MotionDuration = ConstU64<MOTION_DURATION>;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type SetMembersOrigin = EnsureNever<()>;
	type WeightInfo = ();
}

parameter_types! {
	pub const MaxProposalWeight: Weight = Weight::MAX;
}

/// The members of the council.
pub struct CouncilMembers;

impl SortedMembers<AccountId> for CouncilMembers {
	fn sorted_members() -> Vec<AccountId> {
		pallet_collective::Members::<Test>::get()
	}
}

/// Only an upgrade may be made as root.
pub struct RootCalls;

impl Contains<RuntimeCall> for RootCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use frame_system::Call::{apply_authorized_upgrade, authorize_upgrade};
		matches!(
			call,
			RuntimeCall::System(authorize_upgrade { .. } | apply_authorized_upgrade { .. })
		)
	}
}

impl Config for Test {
	type Council = Council;
	type CouncilMembers = CouncilMembers;
	type CouncilOrigin = EnsureProportionAtLeast<AccountId, (), 2, 3>;
	type MaxMembers = ConstU32<8>;
	type MaxNotInStanding = ConstU32<4>;
	type MinVotingMembers = ConstU32<2>;
	type RootCalls = RootCalls;
	type RootOrigin = EnsureProportionAtLeast<AccountId, (), 3, 4>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = CouncilMembers;
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for CouncilMembers {
	fn fill_council_with_motions() {
		let members = Self::sorted_members();
		let threshold = members.len() as u32;
		for index in 0..MAX_MOTIONS {
			let call: RuntimeCall = frame_system::Call::remark { remark: index.encode() }.into();
			let hash = BlakeTwo256::hash_of(&call);
			let call = Box::new(call);
			Council::do_propose_proposed(members[0].clone(), threshold, call, u32::MAX).unwrap();
			for member in &members {
				Council::do_vote(member.clone(), hash, index, true).unwrap();
			}
		}
	}
}

pub(crate) const ALICE: AccountId = AccountId::new([1; 32]);
pub(crate) const BOB: AccountId = AccountId::new([2; 32]);
pub(crate) const CHARLIE: AccountId = AccountId::new([3; 32]);
pub(crate) const DAVE: AccountId = AccountId::new([4; 32]);
pub(crate) const EVE: AccountId = AccountId::new([5; 32]);

pub(crate) const PROVIDER: Roles = Roles::of([Role::Provider]);
pub(crate) const OPERATOR: Roles = Roles::of([Role::Operator]);
pub(crate) const SUPERVISOR: Roles = Roles::of([Role::Supervisor]);
pub(crate) const OBSERVER: Roles = Roles::of([Role::Observer]);

/// The account that is the `index`th in order.
pub(crate) fn nth(index: u8) -> AccountId {
	AccountId::new([index; 32])
}

pub(crate) fn name(text: &str) -> Name {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// What two thirds of the council decided.
pub(crate) fn council() -> RuntimeOrigin {
	pallet_collective::RawOrigin::Members(2, 3).into()
}

/// What three quarters of the council decided.
pub(crate) fn large_council() -> RuntimeOrigin {
	pallet_collective::RawOrigin::Members(3, 4).into()
}

pub(crate) fn upgrade() -> Box<RuntimeCall> {
	Box::new(frame_system::Call::authorize_upgrade { code_hash: H256([7; 32]) }.into())
}

/// Three voting members and an observer.
pub(crate) fn genesis_members() -> Vec<(AccountId, u8, String)> {
	vec![
		// Not in the order of their accounts.
		(CHARLIE, SUPERVISOR.bits(), "Charlie Certification".into()),
		(ALICE, PROVIDER.bits(), "Alice Appliances".into()),
		(DAVE, OBSERVER.bits(), "Department of Dave".into()),
		(BOB, OPERATOR.bits(), "Bob Beverages".into()),
	]
}

pub(crate) fn genesis_with(members: Vec<(AccountId, u8, String)>) -> TestState {
	let consortium = pallet_consortium::GenesisConfig { members };
	let genesis = RuntimeGenesisConfig { consortium, ..Default::default() };
	let mut ext = TestState::new(genesis.build_storage().unwrap());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

pub(crate) fn new_test_ext() -> TestState {
	genesis_with(genesis_members())
}

pub(crate) fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Consortium::do_try_state().unwrap();
	});
}
