use super::*;

/// Puts `call` before the council, to pass with `threshold` votes, and gives its hash.
fn propose(call: impl Into<RuntimeCall>, threshold: u32) -> H256 {
	let call = call.into();
	let hash = BlakeTwo256::hash_of(&call);
	let alice = RuntimeOrigin::signed(ALICE);
	assert_ok!(Council::propose(alice, threshold, Box::new(call), u32::MAX));
	hash
}

fn vote(hash: H256, who: AccountId) {
	assert_ok!(Council::vote(RuntimeOrigin::signed(who), hash, 0, true));
}

/// Counts the votes. Anybody may ask for it.
fn close(hash: H256) -> DispatchResultWithPostInfo {
	Council::close(RuntimeOrigin::signed(EVE), hash, 0, Weight::MAX, u32::MAX)
}

fn assert_executed(proposal_hash: H256, result: DispatchResult) {
	System::assert_has_event(pallet_collective::Event::Executed { proposal_hash, result }.into());
}

fn admit_eve() -> Call<Test> {
	Call::admit { who: EVE, roles: PROVIDER, name: name("Eve Electronics") }
}

#[test]
fn two_of_three_admit_a_member() {
	build_and_execute(|| {
		let motion = propose(admit_eve(), 2);
		vote(motion, ALICE);
		vote(motion, CHARLIE);
		assert_ok!(close(motion));

		assert_executed(motion, Ok(()));
		System::assert_has_event(Event::MemberAdmitted { who: EVE, roles: PROVIDER }.into());
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE, EVE]);
	});
}

#[test]
fn one_of_three_decides_nothing() {
	build_and_execute(|| {
		let motion = propose(admit_eve(), 1);
		assert_executed(motion, Err(BadOrigin.into()));
		assert_eq!(Members::<Test>::get(EVE), None);
	});
}

#[test]
fn who_does_not_vote_is_taken_to_vote_no() {
	build_and_execute(|| {
		let motion = propose(admit_eve(), 2);
		vote(motion, ALICE);
		assert_noop!(close(motion), pallet_collective::Error::<Test>::TooEarly);

		System::set_block_number(1 + MOTION_DURATION);
		assert_ok!(close(motion));
		System::assert_last_event(
			pallet_collective::Event::Disapproved { proposal_hash: motion }.into(),
		);
		assert_eq!(Members::<Test>::get(EVE), None);
	});
}

#[test]
fn three_quarters_reach_root_and_two_thirds_do_not() {
	build_and_execute(|| {
		let call = Call::dispatch_as_root { call: upgrade() };
		let motion = propose(call.clone(), 2);
		vote(motion, ALICE);
		vote(motion, BOB);
		assert_ok!(close(motion));
		assert_executed(motion, Err(BadOrigin.into()));
		assert!(System::authorized_upgrade().is_none());

		let motion = propose(call, 3);
		for who in [ALICE, BOB, CHARLIE] {
			assert_ok!(Council::vote(RuntimeOrigin::signed(who), motion, 1, true));
		}
		assert_ok!(Council::close(RuntimeOrigin::signed(EVE), motion, 1, Weight::MAX, u32::MAX));
		System::assert_has_event(Event::DispatchedAsRoot { result: Ok(()) }.into());
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn a_suspended_member_loses_the_votes_it_cast() {
	build_and_execute(|| {
		let motion = propose(admit_eve(), 2);
		vote(motion, ALICE);
		vote(motion, BOB);
		assert_ok!(Consortium::suspend(council(), BOB));
		assert_noop!(close(motion), pallet_collective::Error::<Test>::TooEarly);

		assert_noop!(
			Council::vote(RuntimeOrigin::signed(BOB), motion, 0, true),
			pallet_collective::Error::<Test>::NotMember
		);
		assert_ok!(Consortium::reinstate(council(), BOB));
		vote(motion, BOB);
		assert_ok!(close(motion));
		assert_executed(motion, Ok(()));
	});
}

#[test]
fn nobody_else_sets_the_council() {
	build_and_execute(|| {
		for origin in [council(), large_council(), RuntimeOrigin::root()] {
			assert_noop!(Council::set_members(origin, vec![EVE], Some(EVE), 3), BadOrigin);
		}
	});
}
