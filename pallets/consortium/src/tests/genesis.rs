use super::*;

#[test]
fn genesis_members_are_seated_in_order() {
	build_and_execute(|| {
		assert_eq!(Members::<Test>::count(), 4);
		let dave = Member {
			roles: OBSERVER,
			name: name("Department of Dave"),
			suspended: false,
			since: 0,
		};
		assert_eq!(Members::<Test>::get(DAVE), Some(dave));
		assert_eq!(CouncilMembers::sorted_members(), [ALICE, BOB, CHARLIE]);
	});
}

#[test]
fn genesis_may_have_no_members() {
	genesis_with(vec![]).execute_with(|| {
		assert!(CouncilMembers::sorted_members().is_empty());
		assert_ok!(Consortium::do_try_state());
	});
}

#[test]
fn genesis_reads_names_and_roles_from_json() {
	let account = frame::deps::sp_core::crypto::Ss58Codec::to_ss58check(&ALICE);
	let json = format!(r#"{{"members":[["{account}",1,"Alice Appliances"]]}}"#);
	let genesis: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
	assert_eq!(genesis.members, [(ALICE, 1, "Alice Appliances".into())]);
}

fn genesis_also_with(who: AccountId, bits: u8, name: &str) {
	let mut members = genesis_members();
	members.push((who, bits, name.into()));
	genesis_with(members);
}

#[test]
#[should_panic(expected = "(Twice): Err(AlreadyMember)")]
fn genesis_fails_when_an_account_is_there_twice() {
	genesis_also_with(ALICE, PROVIDER.bits(), "Twice");
}

#[test]
#[should_panic(expected = "(Eve): Err(InvalidRoles)")]
fn genesis_fails_when_a_role_is_unknown() {
	genesis_also_with(EVE, 0b1_0000, "Eve");
}

#[test]
#[should_panic(expected = "(Eve): Err(InvalidRoles)")]
fn genesis_fails_when_there_is_no_role() {
	genesis_also_with(EVE, 0, "Eve");
}

#[test]
#[should_panic(expected = "(): Err(InvalidName)")]
fn genesis_fails_when_a_name_is_empty() {
	genesis_also_with(EVE, PROVIDER.bits(), "");
}

#[test]
#[should_panic(expected = "Err(InvalidName)")]
fn genesis_fails_when_a_name_is_too_long() {
	genesis_also_with(EVE, PROVIDER.bits(), &"e".repeat(65));
}

#[test]
#[should_panic(expected = "(Late): Err(TooManyMembers)")]
fn genesis_fails_when_there_are_too_many() {
	let full = (1..=8).map(|index| (nth(index), PROVIDER.bits(), "Full".into()));
	genesis_with(full.chain([(nth(9), PROVIDER.bits(), "Late".into())]).collect());
}

#[test]
#[should_panic(expected = "genesis of the consortium: TooFewVotingMembers")]
fn genesis_fails_when_too_few_vote() {
	let member = |who, roles: Roles| (who, roles.bits(), "Lonely".into());
	genesis_with(vec![member(ALICE, PROVIDER), member(DAVE, OBSERVER)]);
}
