//! The consortium and its council.

use crate::{
	configs::system::RuntimeBlockWeights,
	constants::{part_of, time::DAYS},
	weights, AccountId, BlockNumber, Council, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use polkadot_sdk::*;

use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, SortedMembers},
	weights::Weight,
};
use pallet_collective::{EnsureProportionAtLeast, PrimeDefaultVote};
use sp_runtime::Perbill;

/// The council's place among collectives.
type CouncilInstance = pallet_collective::Instance1;

/// Two thirds of the council: who decides on members, collators and assets.
pub type TwoThirdsOfCouncil = EnsureProportionAtLeast<AccountId, CouncilInstance, 2, 3>;

/// Three quarters of the council: who may upgrade the runtime.
pub type ThreeQuartersOfCouncil = EnsureProportionAtLeast<AccountId, CouncilInstance, 3, 4>;

/// Two thirds of the council, and root where benchmarks of the SDK's pallets act as root.
#[cfg(feature = "runtime-benchmarks")]
pub type TwoThirdsOrBenchmark =
	frame_support::traits::EitherOfDiverse<TwoThirdsOfCouncil, frame_system::EnsureRoot<AccountId>>;
/// Two thirds of the council. Nobody acts as root.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type TwoThirdsOrBenchmark = TwoThirdsOfCouncil;

/// Greatest number of members of the consortium, and so of the council.
const MAX_MEMBERS: u32 = 100;
/// Greatest number of motions at a time.
const MAX_MOTIONS: u32 = 20;

parameter_types! {
	/// Largest weight of a call that the council decides on.
	pub MaxProposalWeight: Weight =
		part_of(RuntimeBlockWeights::get().max_block, Perbill::from_percent(50));
	/// How long a motion is open.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	// There never is a prime, so who does not vote votes no.
	type DefaultVote = PrimeDefaultVote;
	type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
	// The consortium alone sets the members.
	#[cfg(not(feature = "runtime-benchmarks"))]
	type SetMembersOrigin = frame_system::EnsureNever<()>;
	#[cfg(feature = "runtime-benchmarks")]
	type SetMembersOrigin = frame_system::EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = TwoThirdsOrBenchmark;
	type KillOrigin = TwoThirdsOrBenchmark;
	type Consideration = ();
}

/// The members of the council.
pub struct CouncilMembers;

impl SortedMembers<AccountId> for CouncilMembers {
	fn sorted_members() -> alloc::vec::Vec<AccountId> {
		pallet_collective::Members::<Runtime, CouncilInstance>::get()
	}
}

/// The calls that the council may make as root: to authorize an upgrade of the runtime, which anyone
/// then may apply.
pub struct RootCalls;

impl Contains<RuntimeCall> for RootCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::authorize_upgrade { .. }))
	}
}

impl pallet_consortium::Config for Runtime {
	type Council = Council;
	type CouncilMembers = CouncilMembers;
	type CouncilOrigin = TwoThirdsOfCouncil;
	type RootOrigin = ThreeQuartersOfCouncil;
	type RootCalls = RootCalls;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type MaxNotInStanding = ConstU32<MAX_MEMBERS>;
	type MinVotingMembers = ConstU32<1>;
	type WeightInfo = weights::pallet_consortium::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = CouncilMembers;
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_consortium::BenchmarkHelper for CouncilMembers {
	fn fill_council_with_motions() {
		use alloc::boxed::Box;
		use codec::Encode;
		use sp_runtime::traits::{BlakeTwo256, Hash};

		let members = Self::sorted_members();
		let Some(proposer) = members.first() else { return };
		let threshold = u32::try_from(members.len()).expect("as many as the council takes");
		for index in 0..MAX_MOTIONS {
			let call: RuntimeCall = frame_system::Call::remark { remark: index.encode() }.into();
			let hash = BlakeTwo256::hash_of(&call);
			Council::do_propose_proposed(proposer.clone(), threshold, Box::new(call), u32::MAX)
				.expect("a motion");
			for member in &members {
				Council::do_vote(member.clone(), hash, index, true).expect("a vote");
			}
		}
	}
}
