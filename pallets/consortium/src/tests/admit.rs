use super::*;

#[test]
fn admit_seats_a_voting_member() {
	build_and_execute(|| {
		let roles = Roles::of([Role::Provider, Role::Observer]);
		assert_ok!(Consortium::admit(council(), EVE, roles, name("Eve Electronics")));

		System::assert_last_event(Event::MemberAdmitted { who: EVE, roles }.into());
		let name = name("Eve Electronics");
		let member = Member { roles, name, suspended: false, since: 1 };
		assert_eq!(Members::<Test>::get(EVE), Some(member));
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE, EVE]);
	});
}

#[test]
fn admit_gives_an_observer_no_seat() {
	build_and_execute(|| {
		assert_ok!(Consortium::admit(council(), EVE, OBSERVER, name("Eve")));

		System::assert_last_event(Event::MemberAdmitted { who: EVE, roles: OBSERVER }.into());
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
	});
}

#[test]
fn admit_puts_a_removed_account_back_in_standing() {
	build_and_execute(|| {
		assert_ok!(Consortium::remove(council(), DAVE));
		assert_eq!(Consortium::not_in_standing(), [DAVE]);

		assert_ok!(Consortium::admit(council(), DAVE, OPERATOR, name("Dave")));
		assert!(Consortium::not_in_standing().is_empty());
	});
}

#[test]
fn admit_fails_when_roles_are_none_or_unknown() {
	build_and_execute(|| {
		for bits in [0, 0b1_0000, 0b1_0001, 0xff] {
			let roles = Roles::decode(&mut &[bits][..]).unwrap();
			assert_noop!(
				Consortium::admit(council(), EVE, roles, name("Eve")),
				Error::<Test>::InvalidRoles
			);
		}
	});
}

#[test]
fn admit_fails_when_the_name_cannot_be_shown() {
	build_and_execute(|| {
		for name in ["", "  ", "Eve\n", "\u{202e}evE"].map(name) {
			assert_noop!(
				Consortium::admit(council(), EVE, PROVIDER, name),
				Error::<Test>::InvalidName
			);
		}
		let name = vec![0xc3, 0x28].try_into().unwrap();
		assert_noop!(Consortium::admit(council(), EVE, PROVIDER, name), Error::<Test>::InvalidName);
	});
}

#[test]
fn admit_fails_when_the_account_is_a_member() {
	build_and_execute(|| {
		assert_noop!(
			Consortium::admit(council(), ALICE, PROVIDER, name("Alice")),
			Error::<Test>::AlreadyMember
		);
		assert_ok!(Consortium::suspend(council(), ALICE));
		assert_noop!(
			Consortium::admit(council(), ALICE, PROVIDER, name("Alice")),
			Error::<Test>::AlreadyMember
		);
	});
}

#[test]
fn admit_fails_when_there_are_as_many_members_as_can_be() {
	build_and_execute(|| {
		for index in 5..=8 {
			assert_ok!(Consortium::admit(council(), nth(index), PROVIDER, name("Full")));
		}
		assert_noop!(
			Consortium::admit(council(), nth(9), PROVIDER, name("Late")),
			Error::<Test>::TooManyMembers
		);
	});
}

#[test]
fn admit_fails_when_less_than_two_thirds_decide() {
	build_and_execute(|| {
		let half = pallet_collective::RawOrigin::Members(2, 4);
		for origin in [half.into(), RuntimeOrigin::signed(ALICE), RuntimeOrigin::root()] {
			assert_noop!(Consortium::admit(origin, EVE, PROVIDER, name("Eve")), BadOrigin);
		}
	});
}
