//! The council: how members come, and how the chain is upgraded.

use bot_primitives::{traits::MemberRoles, Role, Roles};
use bot_runtime::{Consortium, RuntimeCall};
use bot_runtime_tests::chain::{Bot, Chain};
use codec::Encode;
use polkadot_sdk::{
	frame_support::weights::Weight,
	frame_system, pallet_collective,
	pallet_collective::{Call, Instance1},
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve},
	sp_runtime::traits::{BlakeTwo256, Hash},
};

/// Proposes `call`, has `ayes` vote for it, and closes the motion; gives whether it was closed.
fn motion(
	chain: &mut Chain,
	call: impl Into<RuntimeCall>,
	threshold: u32,
	ayes: &[Sr25519Keyring],
) -> bool {
	let call = call.into();
	let length_bound = call.encoded_size() as u32;
	let proposal_hash = BlakeTwo256::hash_of(&call);
	let index = chain.with(pallet_collective::ProposalCount::<Bot, Instance1>::get);
	let proposal = Box::new(call);
	chain.call(Alice, RuntimeCall::Council(Call::propose { threshold, proposal, length_bound }));
	for aye in ayes {
		let vote = Call::vote { proposal: proposal_hash, index, approve: true };
		chain.call(*aye, RuntimeCall::Council(vote));
	}
	let proposal_weight_bound = Weight::from_parts(1_000_000_000_000, 5_000_000);
	let close = Call::close { proposal_hash, index, proposal_weight_bound, length_bound };
	chain.try_call(Dave, RuntimeCall::Council(close)).is_ok()
}

fn admit(who: Sr25519Keyring, role: Role) -> pallet_consortium::Call<Bot> {
	pallet_consortium::Call::admit {
		who: who.to_account_id(),
		roles: Roles::of([role]),
		name: who.to_string().into_bytes().try_into().unwrap(),
	}
}

fn council(chain: &mut Chain) -> usize {
	chain.with(|| pallet_collective::Members::<Bot, Instance1>::get().len())
}

#[test]
fn two_thirds_admit_a_member_who_then_votes() {
	let mut chain = Chain::new();
	assert_eq!(council(&mut chain), 3);
	assert!(motion(&mut chain, admit(Dave, Role::Provider), 2, &[Alice, Bob]));
	chain.with(|| assert!(Consortium::has_role(&Dave.to_account_id(), Role::Provider)));
	assert_eq!(council(&mut chain), 4);
	// Two of four are not two thirds: the motion is carried by its own threshold, and changes
	// nothing.
	assert!(motion(&mut chain, admit(Eve, Role::Operator), 2, &[Alice, Bob]));
	chain.with(|| assert!(!Consortium::has_role(&Eve.to_account_id(), Role::Operator)));
	assert!(motion(&mut chain, admit(Eve, Role::Operator), 3, &[Alice, Bob, Dave]));
	chain.with(|| assert!(Consortium::has_role(&Eve.to_account_id(), Role::Operator)));
	assert_eq!(council(&mut chain), 5);
}

#[test]
fn an_observer_is_a_member_without_a_vote() {
	let mut chain = Chain::new();
	assert!(motion(&mut chain, admit(Dave, Role::Observer), 2, &[Alice, Bob]));
	chain.with(|| assert!(Consortium::has_role(&Dave.to_account_id(), Role::Observer)));
	assert_eq!(council(&mut chain), 3);
}

#[test]
fn three_quarters_authorize_an_upgrade_and_nothing_else() {
	let mut chain = Chain::new();
	let as_root = |call: frame_system::Call<Bot>| {
		pallet_consortium::Call::<Bot>::dispatch_as_root { call: Box::new(call.into()) }
	};
	let authorized =
		|chain: &mut Chain| chain.with(|| bot_runtime::System::authorized_upgrade().is_some());
	let upgrade = || frame_system::Call::authorize_upgrade { code_hash: H256([1; 32]) };
	motion(&mut chain, as_root(upgrade()), 2, &[Alice, Bob]);
	assert!(!authorized(&mut chain));
	motion(&mut chain, as_root(upgrade()), 3, &[Alice, Bob, Charlie]);
	assert!(authorized(&mut chain));

	let code = || frame_system::Call::set_code_without_checks { code: vec![1] };
	motion(&mut chain, as_root(code()), 3, &[Alice, Bob, Charlie]);
	chain.with(|| {
		let stored = polkadot_sdk::frame_support::storage::unhashed::get_raw(b":code");
		assert_ne!(stored, Some(vec![1]));
	});
}

#[test]
fn nobody_is_root_and_the_council_has_no_other_door() {
	let mut chain = Chain::new();
	let set = Call::set_members { new_members: vec![], prime: None, old_count: 3 };
	assert!(chain.try_call(Alice, RuntimeCall::Council(set)).is_err());
	let admission = RuntimeCall::from(admit(Dave, Role::Provider));
	assert!(chain.try_call(Alice, admission).is_err());
	assert_eq!(council(&mut chain), 3);
}
