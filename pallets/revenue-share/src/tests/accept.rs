use crate::{mock::*, *};
use frame::testing_prelude::*;

fn accept(who: AccountId, agreement: AgreementId) -> DispatchResult {
	RevenueShare::accept(RuntimeOrigin::signed(who), agreement)
}

#[test]
fn accepts_the_agreement_when_all_parties_did() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		for (n, state) in [(1, AgreementState::Proposed), (0, AgreementState::Accepted)] {
			assert_ok!(accept(party(n), id));
			System::assert_last_event(
				Event::AgreementAccepted { agreement: id, party: party(n) }.into(),
			);
			assert_eq!(RevenueShare::agreement(id).unwrap().state, state);
		}
	});
}

#[test]
fn fails_when_there_is_no_such_agreement() {
	build_and_execute(|| {
		assert_noop!(accept(party(0), 0), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_the_signer_is_no_party() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		assert_noop!(accept(party(2), id), Error::<Test>::NotParty);
		assert_noop!(accept(OPERATOR, id), Error::<Test>::NotParty);
	});
}

#[test]
fn fails_when_the_signer_accepted_before() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		assert_ok!(accept(party(0), id));
		assert_noop!(accept(party(0), id), Error::<Test>::AlreadyAccepted);
		let id = active(parties(&[500_000; 2]));
		assert_noop!(accept(party(0), id), Error::<Test>::AlreadyAccepted);
	});
}
