use super::*;

#[test]
fn suspend_takes_seat_and_standing() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), BOB));

		System::assert_last_event(Event::MemberSuspended { who: BOB }.into());
		let member = Members::<Test>::get(BOB).unwrap();
		assert!(member.suspended);
		assert_eq!(member.roles, OPERATOR);
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, CHARLIE]);
		assert_eq!(Consortium::not_in_standing(), [BOB]);
	});
}

#[test]
fn suspend_keeps_the_list_in_order() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), DAVE));
		assert_ok!(Consortium::suspend(council(), ALICE));
		assert_eq!(Consortium::not_in_standing(), [ALICE, DAVE]);
	});
}

#[test]
fn suspend_fails_when_the_account_is_no_member() {
	build_and_execute(|| {
		assert_noop!(Consortium::suspend(council(), EVE), Error::<Test>::NotMember);
	});
}

#[test]
fn suspend_fails_when_the_member_is_suspended() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), BOB));
		assert_noop!(Consortium::suspend(council(), BOB), Error::<Test>::AlreadySuspended);
	});
}

#[test]
fn suspend_fails_when_the_list_is_full() {
	build_and_execute(|| {
		for index in 5..=8 {
			assert_ok!(Consortium::admit(council(), nth(index), OBSERVER, name("Passing")));
			assert_ok!(Consortium::remove(council(), nth(index)));
		}
		assert_noop!(Consortium::suspend(council(), DAVE), Error::<Test>::TooManyNotInStanding);
	});
}

#[test]
fn suspend_fails_when_too_few_would_vote() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), ALICE));
		assert_noop!(Consortium::suspend(council(), BOB), Error::<Test>::TooFewVotingMembers);
		assert_ok!(Consortium::suspend(council(), DAVE));
	});
}

#[test]
fn suspend_fails_when_less_than_two_thirds_decide() {
	build_and_execute(|| {
		assert_noop!(Consortium::suspend(RuntimeOrigin::signed(ALICE), BOB), BadOrigin);
	});
}
