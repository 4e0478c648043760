use crate::{mock::*, *};
use frame::testing_prelude::*;

const SHARES: [u32; 2] = [600_000, 400_000];
const OTHER_SHARES: [u32; 2] = [500_000, 500_000];

/// Party number `n` accepts these shares.
fn accept(n: u8, id: AgreementId, shares: &[u32]) -> DispatchResult {
	RevenueShare::accept(signed(party(n)), id, shared(shares))
}

fn amend(id: AgreementId, split: SplitOf<Test>) {
	let from = now() + AMENDMENT_NOTICE;
	assert_ok!(RevenueShare::amend(signed(OPERATOR), id, split, from));
}

#[test]
fn takes_the_party_off_those_who_are_missing() {
	build_and_execute(|| {
		let id = proposed(shared(&SHARES));
		for (n, agreed) in [(0, false), (1, true)] {
			assert_ok!(accept(n, id, &SHARES));
			System::assert_last_event(
				Event::AgreementAccepted { agreement: id, version: 0, party: party(n), agreed }
					.into(),
			);
		}
		assert!(Terms::<Test>::get(id, 0).unwrap().is_agreed());
	});
}

#[test]
fn an_amendment_is_accepted_by_the_parties_before_and_after_it() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		let mut split = shared(&SHARES);
		split.parties[1].account = party(2);
		amend(id, split.clone());
		let accept = |n| RevenueShare::accept(signed(party(n)), id, split.clone());
		assert_ok!(accept(0));
		assert_ok!(accept(2));
		assert!(!agreement(id).amendment.unwrap().agreed);
		assert_ok!(accept(1));
		assert!(agreement(id).amendment.unwrap().agreed);
	});
}

#[test]
fn fails_when_the_operator_proposed_something_else_meanwhile() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		amend(id, shared(&OTHER_SHARES));
		assert_ok!(RevenueShare::withdraw_amendment(signed(OPERATOR), id));
		amend(id, shared(&[999_999, 1]));
		assert_noop!(accept(1, id, &OTHER_SHARES), Error::<Test>::OtherTerms);
		let with_tax = RevenueShare::accept(signed(party(1)), id, taxed(&[999_999, 1]));
		assert_noop!(with_tax, Error::<Test>::OtherTerms);
		assert_ok!(accept(1, id, &[999_999, 1]));
	});
}

#[test]
fn fails_when_the_account_is_no_party_or_accepted_before() {
	build_and_execute(|| {
		let id = proposed(shared(&SHARES));
		assert_noop!(accept(2, id, &SHARES), Error::<Test>::NotParty);
		assert_ok!(accept(0, id, &SHARES));
		assert_noop!(accept(0, id, &SHARES), Error::<Test>::AlreadyAccepted);
		assert_noop!(accept(0, id + 1, &SHARES), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_there_is_nothing_to_accept() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		assert_noop!(accept(0, id, &SHARES), Error::<Test>::NothingToAccept);
		amend(id, shared(&OTHER_SHARES));
		assert_ok!(accept(0, id, &OTHER_SHARES));
		pass(AMENDMENT_NOTICE);
		assert_noop!(accept(1, id, &OTHER_SHARES), Error::<Test>::NothingToAccept);
	});
}

#[test]
fn fails_when_the_amendment_is_in_force() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		amended(id, shared(&OTHER_SHARES), now() + AMENDMENT_NOTICE);
		assert_noop!(accept(0, id, &OTHER_SHARES), Error::<Test>::AlreadyAccepted);
		pass(AMENDMENT_NOTICE);
		assert_noop!(accept(0, id, &OTHER_SHARES), Error::<Test>::NothingToAccept);
	});
}
