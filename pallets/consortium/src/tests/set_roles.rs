use super::*;

#[test]
fn set_roles_replaces_the_roles() {
	build_and_execute(|| {
		let new_roles = Roles::of([Role::Operator, Role::Supervisor]);
		assert_ok!(Consortium::set_roles(council(), ALICE, new_roles));

		System::assert_last_event(
			Event::RolesChanged { who: ALICE, old_roles: PROVIDER, new_roles }.into(),
		);
		assert_eq!(Members::<Test>::get(ALICE).unwrap().roles, new_roles);
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
	});
}

#[test]
fn set_roles_takes_and_gives_the_seat() {
	build_and_execute(|| {
		assert_ok!(Consortium::set_roles(council(), BOB, OBSERVER));
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, CHARLIE]);

		assert_ok!(Consortium::set_roles(council(), DAVE, SUPERVISOR));
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, CHARLIE, DAVE]);
	});
}

#[test]
fn set_roles_leaves_a_suspended_member_suspended() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), DAVE));
		assert_ok!(Consortium::set_roles(council(), DAVE, OPERATOR));

		assert!(Members::<Test>::get(DAVE).unwrap().suspended);
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
	});
}

#[test]
fn set_roles_fails_when_roles_are_none_or_unknown() {
	build_and_execute(|| {
		for bits in [0, 0b1_0001] {
			let roles = Roles::decode(&mut &[bits][..]).unwrap();
			assert_noop!(
				Consortium::set_roles(council(), ALICE, roles),
				Error::<Test>::InvalidRoles
			);
		}
	});
}

#[test]
fn set_roles_fails_when_the_account_is_no_member() {
	build_and_execute(|| {
		assert_noop!(Consortium::set_roles(council(), EVE, PROVIDER), Error::<Test>::NotMember);
	});
}

#[test]
fn set_roles_fails_when_too_few_would_vote() {
	build_and_execute(|| {
		assert_ok!(Consortium::set_roles(council(), ALICE, OBSERVER));
		assert_noop!(
			Consortium::set_roles(council(), BOB, OBSERVER),
			Error::<Test>::TooFewVotingMembers
		);
	});
}

#[test]
fn set_roles_fails_when_less_than_two_thirds_decide() {
	build_and_execute(|| {
		let alice = RuntimeOrigin::signed(ALICE);
		assert_noop!(Consortium::set_roles(alice, ALICE, SUPERVISOR), BadOrigin);
	});
}
