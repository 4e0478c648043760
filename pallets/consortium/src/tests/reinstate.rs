use super::*;

#[test]
fn reinstate_gives_seat_and_standing_back() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), BOB));
		assert_ok!(Consortium::reinstate(council(), BOB));

		System::assert_last_event(Event::MemberReinstated { who: BOB }.into());
		assert!(!Members::<Test>::get(BOB).unwrap().suspended);
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
		assert!(Consortium::not_in_standing().is_empty());
	});
}

#[test]
fn reinstate_gives_an_observer_no_seat() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), DAVE));
		assert_ok!(Consortium::reinstate(council(), DAVE));
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
	});
}

#[test]
fn reinstate_fails_when_the_account_is_no_member() {
	build_and_execute(|| {
		assert_noop!(Consortium::reinstate(council(), EVE), Error::<Test>::NotMember);
		assert_ok!(Consortium::remove(council(), DAVE));
		assert_noop!(Consortium::reinstate(council(), DAVE), Error::<Test>::NotMember);
	});
}

#[test]
fn reinstate_fails_when_the_member_is_not_suspended() {
	build_and_execute(|| {
		assert_noop!(Consortium::reinstate(council(), BOB), Error::<Test>::NotSuspended);
	});
}

#[test]
fn reinstate_fails_when_less_than_two_thirds_decide() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), BOB));
		assert_noop!(Consortium::reinstate(RuntimeOrigin::signed(BOB), BOB), BadOrigin);
	});
}
