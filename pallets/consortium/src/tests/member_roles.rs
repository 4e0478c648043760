use super::*;
use bot_primitives::traits::MemberRoles;

#[test]
fn a_suspended_or_removed_account_has_no_roles() {
	build_and_execute(|| {
		assert!(Consortium::has_role(&BOB, Role::Operator));
		assert!(!Consortium::has_role(&BOB, Role::Provider));
		assert_eq!(Consortium::roles_of(&EVE), Roles::default());

		assert_ok!(Consortium::suspend(council(), BOB));
		assert_ok!(Consortium::remove(council(), DAVE));
		assert_eq!(Consortium::roles_of(&BOB), Roles::default());
		assert_eq!(Consortium::roles_of(&DAVE), Roles::default());

		assert_ok!(Consortium::reinstate(council(), BOB));
		assert_eq!(Consortium::roles_of(&BOB), OPERATOR);
	});
}

fn are_in_standing(provider: &AccountId, operator: &AccountId) -> bool {
	let not_in_standing = <Consortium as MemberRoles<AccountId>>::not_in_standing();
	Consortium::are_in_standing(&not_in_standing, provider, operator)
}

#[test]
fn provider_and_operator_must_both_be_in_standing() {
	build_and_execute(|| {
		assert!(are_in_standing(&ALICE, &BOB));
		assert!(are_in_standing(&EVE, &EVE));

		assert_ok!(Consortium::suspend(council(), BOB));
		assert!(!are_in_standing(&ALICE, &BOB));
		assert!(!are_in_standing(&BOB, &ALICE));

		assert_ok!(Consortium::remove(council(), BOB));
		assert!(!are_in_standing(&BOB, &BOB));

		assert_ok!(Consortium::admit(council(), BOB, OPERATOR, name("Bob again")));
		assert!(are_in_standing(&ALICE, &BOB));
	});
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn admit_for_benchmark_admits_and_changes_roles() {
	build_and_execute(|| {
		for roles in [PROVIDER, OPERATOR] {
			Consortium::admit_for_benchmark(&EVE, roles);
			assert_eq!(Consortium::roles_of(&EVE), roles);
			assert!(are_in_standing(&EVE, &EVE));
			assert!(NotInStanding::<Test>::get().is_full());
		}
	});
}
