//! Payments outside the chain.

use crate::{mock::*, *};
use frame::testing_prelude::*;

const REFERENCE: Hash256 = [8; 32];

/// An agreement whose second party is owed 40 outside the chain.
fn owing() -> AgreementId {
	let mut split = shared(&[600_000, 400_000]);
	split.parties[1].payout = Payout::External;
	let id = active(split);
	settled(id, &[cash(1, 100)]);
	id
}

fn record(id: AgreementId, amount: Amount) -> DispatchResult {
	RevenueShare::record_payment(signed(OPERATOR), id, party(1), amount, REFERENCE)
}

fn confirm(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::confirm_payment(signed(who), id, REFERENCE)
}

fn reject(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::reject_payment(signed(who), id, REFERENCE)
}

#[test]
fn the_operator_states_a_payment_and_the_payee_confirms_it() {
	build_and_execute(|| {
		let id = owing();
		let before = balance(&OPERATOR);
		assert_ok!(record(id, 30));
		System::assert_last_event(
			Event::PaymentRecorded {
				agreement: id,
				payee: party(1),
				amount: 30,
				reference: REFERENCE,
				confirm_by: now() + ANSWER_WINDOW,
			}
			.into(),
		);
		let stated = Position { owed_outside: 10, stated: 30, ..Default::default() };
		assert_eq!(position(id, &party(1)), stated);
		assert!(balance(&OPERATOR) < before);
		assert_ok!(confirm(party(1), id));
		System::assert_last_event(
			Event::PaymentConfirmed { agreement: id, reference: REFERENCE, by: party(1) }.into(),
		);
		assert_eq!(position(id, &party(1)), Position { owed_outside: 10, ..Default::default() });
		assert_eq!(balance(&OPERATOR), before);
	});
}

#[test]
fn the_operator_confirms_for_a_payee_that_is_silent() {
	build_and_execute(|| {
		let id = owing();
		let before = balance(&OPERATOR);
		assert_ok!(record(id, 40));
		pass(ANSWER_WINDOW - 1);
		assert_noop!(confirm(OPERATOR, id), Error::<Test>::TooSoon);
		pass(1);
		assert_noop!(confirm(STRANGER, id), Error::<Test>::NotParty);
		assert_ok!(confirm(OPERATOR, id));
		System::assert_last_event(
			Event::PaymentConfirmed { agreement: id, reference: REFERENCE, by: OPERATOR }.into(),
		);
		assert_eq!(position(id, &party(1)), Position::default());
		assert_eq!(balance(&OPERATOR), before);
	});
}

#[test]
fn a_payee_rejects_as_long_as_nobody_has_confirmed() {
	build_and_execute(|| {
		let id = owing();
		assert_ok!(record(id, 40));
		pass(ANSWER_WINDOW);
		assert_ok!(reject(party(1), id));
		assert_eq!(position(id, &party(1)).owed_outside, 40);
	});
}

#[test]
fn a_payment_that_is_rejected_is_owed_again() {
	for who in [party(1), OPERATOR] {
		build_and_execute(|| {
			let id = owing();
			let before = balance(&OPERATOR);
			assert_ok!(record(id, 30));
			assert_ok!(reject(who.clone(), id));
			System::assert_last_event(
				Event::PaymentRejected { agreement: id, reference: REFERENCE, by: who }.into(),
			);
			let owed = Position { owed_outside: 40, ..Default::default() };
			assert_eq!(position(id, &party(1)), owed);
			assert_eq!(balance(&OPERATOR), before);
		});
	}
}

#[test]
fn recording_fails_when_it_is_not_owed_or_not_the_operators() {
	build_and_execute(|| {
		let id = owing();
		assert_noop!(record(id, 0), Error::<Test>::NothingOwed);
		assert_noop!(record(id, 41), Error::<Test>::NothingOwed);
		assert_noop!(record(id + 1, 1), Error::<Test>::UnknownAgreement);
		assert_noop!(
			RevenueShare::record_payment(signed(party(1)), id, party(1), 1, REFERENCE),
			Error::<Test>::NotProposer
		);
		assert_ok!(record(id, 1));
		assert_noop!(record(id, 1), Error::<Test>::DuplicateReference);
		assert_ok!(reject(OPERATOR, id));
		set_balance(&OPERATOR, MINIMUM);
		assert_noop!(record(id, 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn confirming_and_rejecting_fail_when_it_is_not_the_signers() {
	build_and_execute(|| {
		let id = owing();
		assert_noop!(confirm(party(1), id), Error::<Test>::UnknownPayment);
		assert_noop!(reject(party(1), id), Error::<Test>::UnknownPayment);
		assert_ok!(record(id, 1));
		assert_noop!(confirm(OPERATOR, id), Error::<Test>::TooSoon);
		assert_noop!(reject(party(0), id), Error::<Test>::NotParty);
	});
}
