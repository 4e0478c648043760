use crate::{mock::*, *};
use frame::testing_prelude::*;

const OTHER_SHARES: [u32; 2] = [100_000, 900_000];

fn amend(id: AgreementId, from: Millis) -> DispatchResult {
	RevenueShare::amend(signed(OPERATOR), id, shared(&OTHER_SHARES), from)
}

fn withdraw(id: AgreementId) -> DispatchResult {
	RevenueShare::withdraw_amendment(signed(OPERATOR), id)
}

#[test]
fn sales_are_split_by_the_new_terms_from_its_date_on() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let from = now() + AMENDMENT_NOTICE;
		assert_ok!(amend(id, from));
		System::assert_last_event(
			Event::AmendmentProposed { agreement: id, version: 1, in_force_from: from }.into(),
		);
		accept_all(id, 1);
		pass(AMENDMENT_NOTICE - 1);
		sell(id, 100);
		pass(1);
		sell(id, 100);
		assert_eq!(ledger(id, 0).sales.parties.to_vec(), [60, 40]);
		assert_eq!(ledger(id, 1).sales.parties.to_vec(), [10, 90]);
		assert_eq!(balance(&party(1)), START + 130);

		// The next one finds the version up to date.
		assert_ok!(amend(id, now() + AMENDMENT_NOTICE));
		assert_eq!(agreement(id).version, 1);
		assert!(Terms::<Test>::contains_key(id, 2));
	});
}

#[test]
fn lapses_where_not_all_accept_in_time() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let before = held(&OPERATOR);
		assert_ok!(amend(id, now() + AMENDMENT_NOTICE));
		assert_ok!(RevenueShare::accept(signed(party(0)), id, shared(&OTHER_SHARES)));
		pass(AMENDMENT_NOTICE);
		sell(id, 100);
		assert_eq!(ledger(id, 0).sales.gross, 100);
		let deposit = Terms::<Test>::get(id, 1).unwrap().deposit;
		assert_ok!(amend(id, now() + AMENDMENT_NOTICE));
		assert_eq!(held(&OPERATOR), before + deposit);
		assert_eq!(agreement(id).version, 0);
	});
}

#[test]
fn fails_when_it_is_too_soon_or_another_is_pending() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(amend(id, now() + AMENDMENT_NOTICE - 1), Error::<Test>::TooSoon);
		assert_ok!(amend(id, now() + AMENDMENT_NOTICE));
		assert_noop!(amend(id, now() + AMENDMENT_NOTICE), Error::<Test>::AmendmentPending);
	});
}

#[test]
fn fails_when_the_agreement_is_not_active_or_not_the_signers() {
	build_and_execute(|| {
		let from = now() + AMENDMENT_NOTICE;
		let id = accepted(shared(&[600_000, 400_000]));
		assert_noop!(amend(id, from), Error::<Test>::NotActive);
		assert_noop!(amend(id + 1, from), Error::<Test>::UnknownAgreement);
		assert_noop!(
			RevenueShare::amend(signed(party(0)), id, shared(&OTHER_SHARES), from),
			Error::<Test>::NotProposer
		);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		assert_ok!(RevenueShare::terminate(signed(OPERATOR), id));
		pass(TERMINATION_NOTICE);
		assert_noop!(amend(id, now() + AMENDMENT_NOTICE), Error::<Test>::NotActive);
	});
}

#[test]
fn fails_when_the_terms_are_not_whole() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let fails = |split, error: Error<Test>| {
			let from = now() + AMENDMENT_NOTICE;
			assert_noop!(RevenueShare::amend(signed(OPERATOR), id, split, from), error);
		};
		fails(shared(&[1_000_000]), Error::TooFewParties);
		fails(shared(&[1_000_000, 0]), Error::ZeroShare);
		fails(shared(&[1_000_000, 1]), Error::SharesNotWhole);
		let mut twice = shared(&[500_000; 2]);
		twice.parties[1].account = party(0);
		fails(twice, Error::DuplicateParty);
		let mut nothing = taxed(&[500_000; 2]);
		nothing.deductions[0].rule = Rule::PerPiece(0);
		fails(nothing, Error::InvalidDeduction);
		let mut partial = shared(&[500_000; 2]);
		partial.parties[1].account = ARBITER;
		fails(partial, Error::ArbiterNotNeutral);
		change_agreement(id, |it| it.version = u16::MAX);
		fails(shared(&[500_000; 2]), Error::Overflow);
		change_agreement(id, |it| it.version = 0);
		set_balance(&OPERATOR, 100);
		let result = amend(id, now() + AMENDMENT_NOTICE);
		assert_noop!(result, TokenError::FundsUnavailable);
	});
}

#[test]
fn withdrawing_returns_the_deposit() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let before = held(&OPERATOR);
		assert_ok!(amend(id, now() + AMENDMENT_NOTICE));
		assert!(held(&OPERATOR) > before);
		assert_ok!(withdraw(id));
		System::assert_last_event(Event::AmendmentWithdrawn { agreement: id, version: 1 }.into());
		assert_eq!(held(&OPERATOR), before);
		assert!(!Terms::<Test>::contains_key(id, 1));
	});
}

#[test]
fn withdrawing_fails_when_there_is_none_or_all_accepted() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(withdraw(id), Error::<Test>::NoAmendment);
		assert_noop!(withdraw(id + 1), Error::<Test>::UnknownAgreement);
		assert_noop!(
			RevenueShare::withdraw_amendment(signed(party(0)), id),
			Error::<Test>::NotProposer
		);
		amended(id, shared(&OTHER_SHARES), now() + AMENDMENT_NOTICE);
		assert_noop!(withdraw(id), Error::<Test>::AlreadyAgreed);
	});
}
