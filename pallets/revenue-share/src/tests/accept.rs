use crate::{mock::*, *};
use frame::testing_prelude::*;

fn accept(n: u8, id: AgreementId) -> DispatchResult {
	RevenueShare::accept(signed(party(n)), id)
}

#[test]
fn takes_the_party_off_those_who_are_missing() {
	build_and_execute(|| {
		let id = proposed(shared(&[600_000, 400_000]));
		for (n, agreed) in [(0, false), (1, true)] {
			assert_ok!(accept(n, id));
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
		let id = active(shared(&[600_000, 400_000]));
		let mut split = shared(&[600_000, 400_000]);
		split.parties[1].account = party(2);
		let from = now() + AMENDMENT_NOTICE;
		assert_ok!(RevenueShare::amend(signed(OPERATOR), id, split, from));
		assert_ok!(accept(0, id));
		assert_ok!(accept(2, id));
		assert!(!agreement(id).amendment.unwrap().agreed);
		assert_ok!(accept(1, id));
		assert!(agreement(id).amendment.unwrap().agreed);
	});
}

#[test]
fn fails_when_the_account_is_no_party_or_accepted_before() {
	build_and_execute(|| {
		let id = proposed(shared(&[600_000, 400_000]));
		assert_noop!(accept(2, id), Error::<Test>::NotParty);
		assert_ok!(accept(0, id));
		assert_noop!(accept(0, id), Error::<Test>::AlreadyAccepted);
		assert_noop!(accept(0, id + 1), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_there_is_nothing_to_accept() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(accept(0, id), Error::<Test>::NothingToAccept);
		let from = now() + AMENDMENT_NOTICE;
		assert_ok!(RevenueShare::amend(signed(OPERATOR), id, shared(&[500_000; 2]), from));
		assert_ok!(accept(0, id));
		pass(AMENDMENT_NOTICE);
		assert_noop!(accept(1, id), Error::<Test>::NothingToAccept);
	});
}

#[test]
fn fails_when_the_amendment_is_in_force() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		assert_noop!(accept(0, id), Error::<Test>::AlreadyAccepted);
		pass(AMENDMENT_NOTICE);
		assert_noop!(accept(0, id), Error::<Test>::NothingToAccept);
	});
}
