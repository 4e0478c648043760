use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn removes_the_agreement_and_returns_the_deposit() {
	build_and_execute(|| {
		let id = accepted(taxed(&[600_000, 400_000]));
		assert_ok!(RevenueShare::withdraw(signed(OPERATOR), id));
		System::assert_last_event(Event::AgreementWithdrawn { agreement: id }.into());
		assert_eq!(held(&OPERATOR), 0);
		assert_eq!(balance(&OPERATOR), START);
		assert!(!Agreements::<Test>::contains_key(id));
		assert_eq!(Terms::<Test>::iter().count() + Ledgers::<Test>::iter().count(), 0);
	});
}

#[test]
fn fails_when_the_signer_did_not_propose_it() {
	build_and_execute(|| {
		let id = proposed(shared(&[600_000, 400_000]));
		let withdraw = |who, id| RevenueShare::withdraw(signed(who), id);
		assert_noop!(withdraw(party(0), id), Error::<Test>::NotProposer);
		assert_noop!(withdraw(OPERATOR, id + 1), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_it_was_activated() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(RevenueShare::withdraw(signed(OPERATOR), id), Error::<Test>::AlreadyActive);
	});
}
