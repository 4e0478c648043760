use super::*;

#[test]
fn remove_takes_membership_seat_and_standing() {
	build_and_execute(|| {
		assert_ok!(Consortium::remove(council(), ALICE));

		System::assert_last_event(Event::MemberRemoved { who: ALICE }.into());
		assert_eq!(Members::<Test>::get(ALICE), None);
		assert_eq!(CouncilMembers::sorted_members(), [BOB, CHARLIE]);
		assert_eq!(Consortium::not_in_standing(), [ALICE]);
	});
}

#[test]
fn remove_of_a_suspended_member_needs_no_room_on_the_list() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), DAVE));
		for index in 5..=7 {
			assert_ok!(Consortium::admit(council(), nth(index), OBSERVER, name("Passing")));
			assert_ok!(Consortium::remove(council(), nth(index)));
		}
		assert_ok!(Consortium::remove(council(), DAVE));
		assert_eq!(Consortium::not_in_standing(), [DAVE, nth(5), nth(6), nth(7)]);
	});
}

#[test]
fn remove_fails_when_the_account_is_no_member() {
	build_and_execute(|| {
		assert_noop!(Consortium::remove(council(), EVE), Error::<Test>::NotMember);
		assert_ok!(Consortium::remove(council(), DAVE));
		assert_noop!(Consortium::remove(council(), DAVE), Error::<Test>::NotMember);
	});
}

#[test]
fn remove_fails_when_the_list_is_full() {
	build_and_execute(|| {
		for index in 5..=8 {
			assert_ok!(Consortium::admit(council(), nth(index), OBSERVER, name("Passing")));
			assert_ok!(Consortium::remove(council(), nth(index)));
		}
		assert_noop!(Consortium::remove(council(), DAVE), Error::<Test>::TooManyNotInStanding);
	});
}

#[test]
fn remove_fails_when_too_few_would_vote() {
	build_and_execute(|| {
		assert_ok!(Consortium::remove(council(), ALICE));
		assert_noop!(Consortium::remove(council(), BOB), Error::<Test>::TooFewVotingMembers);
		assert_ok!(Consortium::remove(council(), DAVE));
	});
}

#[test]
fn remove_fails_when_less_than_two_thirds_decide() {
	build_and_execute(|| {
		assert_noop!(Consortium::remove(RuntimeOrigin::signed(ALICE), ALICE), BadOrigin);
	});
}
