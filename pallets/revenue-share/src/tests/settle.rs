use crate::{mock::*, *};
use frame::testing_prelude::*;

fn settle(id: AgreementId, number: u32) -> DispatchResult {
	RevenueShare::settle(signed(STRANGER), id, number)
}

fn pay_arrears(id: AgreementId, payee: AccountId) -> DispatchResult {
	RevenueShare::pay_arrears(signed(STRANGER), id, payee)
}

#[test]
fn the_operator_pays_everybody() {
	build_and_execute(|| {
		let id = active(taxed(&[600_000, 400_000]));
		let before = balance(&OPERATOR);
		let number = settled(id, &[cash(3, 1_000)]);
		System::assert_has_event(Event::ReportSettled { agreement: id, number }.into());
		System::assert_last_event(
			Event::PartPaid { agreement: id, payee: party(1), amount: 336 }.into(),
		);
		assert_eq!(balance(&TAX_OFFICE), 159);
		assert_eq!(balance(&party(0)), START + 505);
		assert_eq!(balance(&party(1)), START + 336);
		assert_eq!(balance(&OPERATOR), before - 1_000);
		assert_eq!(ledger(id, 0).open, 0);
		let report = RevenueShare::report(id, number).unwrap();
		assert_eq!((report.state, report.parts.len()), (ReportState::Settled, 0));
	});
}

#[test]
fn an_operator_who_is_a_party_has_its_part_already() {
	build_and_execute(|| {
		let mut split = shared(&[600_000, 400_000]);
		split.parties[0].account = OPERATOR;
		let id = active(split);
		let before = balance(&OPERATOR);
		settled(id, &[cash(1, 100)]);
		assert_eq!(balance(&OPERATOR), before - 40);
		assert_eq!(position(id, &OPERATOR), Position::default());
	});
}

#[test]
fn what_the_operator_cannot_pay_is_arrears() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		set_balance(&OPERATOR, MINIMUM + 70);
		settled(id, &[cash(1, 100)]);
		System::assert_last_event(
			Event::InArrears { agreement: id, payee: party(1), owed: 30 }.into(),
		);
		assert_eq!(balance(&party(0)), START + 60);
		assert_eq!(balance(&party(1)), START + 10);
		assert_eq!(position(id, &party(1)).owed, 30);
		assert_noop!(pay_arrears(id, party(1)), Error::<Test>::OperatorCannotPay);

		set_balance(&OPERATOR, MINIMUM + 20);
		assert_ok!(pay_arrears(id, party(1)));
		System::assert_last_event(
			Event::InArrears { agreement: id, payee: party(1), owed: 10 }.into(),
		);
		set_balance(&OPERATOR, START);
		assert_ok!(pay_arrears(id, party(1)));
		System::assert_last_event(
			Event::PartPaid { agreement: id, payee: party(1), amount: 10 }.into(),
		);
		assert_eq!(balance(&party(1)), START + 40);
		assert_noop!(pay_arrears(id, party(1)), Error::<Test>::NothingOwed);
		assert_noop!(pay_arrears(id + 1, party(1)), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn a_part_that_cannot_be_received_is_kept() {
	build_and_execute(|| {
		let mut split = shared(&[950_000, 50_000]);
		split.parties[1].account = party(100);
		let id = active(split);
		settled(id, &[cash(1, 100)]);
		System::assert_last_event(
			Event::PartKept { agreement: id, payee: party(100), amount: 5 }.into(),
		);
		assert_eq!(position(id, &party(100)), Position { kept: 5, ..Default::default() });
	});
}

#[test]
fn arrears_that_cannot_be_received_are_kept() {
	build_and_execute(|| {
		let mut split = shared(&[950_000, 50_000]);
		split.parties[1].account = party(100);
		let id = active(split);
		set_balance(&OPERATOR, MINIMUM);
		settled(id, &[cash(1, 100)]);
		set_balance(&OPERATOR, START);
		assert_ok!(pay_arrears(id, party(100)));
		System::assert_last_event(
			Event::PartKept { agreement: id, payee: party(100), amount: 5 }.into(),
		);
	});
}

#[test]
fn what_is_due_outside_the_chain_is_owed_there() {
	build_and_execute(|| {
		let mut split = shared(&[600_000, 400_000]);
		split.parties[1].payout = Payout::External;
		let id = active(split);
		settled(id, &[cash(1, 100)]);
		assert_eq!(balance(&party(1)), START);
		assert_eq!(position(id, &party(1)), Position { owed_outside: 40, ..Default::default() });
		assert_noop!(pay_arrears(id, party(1)), Error::<Test>::NothingOwed);
	});
}

#[test]
fn fails_when_it_is_too_soon_or_there_is_no_such_report() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let number = reported(id, &[cash(1, 100)]);
		pass(conditions().dispute_window - 1);
		assert_noop!(settle(id, number), Error::<Test>::TooSoon);
		assert_noop!(settle(id, number + 1), Error::<Test>::UnknownReport);
		assert_noop!(settle(id + 1, number), Error::<Test>::UnknownAgreement);
		pass(1);
		assert_ok!(settle(id, number));
		assert_noop!(settle(id, number), Error::<Test>::NotOpen);
	});
}

#[test]
fn works_in_an_issued_asset() {
	build_and_execute(|| {
		let conditions = Conditions { asset: EURO, dispute_window: 0, ..conditions() };
		let id = active_with(conditions, shared(&[600_000, 400_000]));
		let number = reported(id, &[cash(1, 100)]);
		assert_ok!(settle(id, number));
		assert_eq!(Assets::balance(1, party(0)), START + 60);
		assert_eq!(Assets::balance(1, OPERATOR), START - MINIMUM - 100);
	});
}
