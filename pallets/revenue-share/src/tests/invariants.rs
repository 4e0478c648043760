use crate::{mock::*, *};
use frame::deps::sp_runtime::TryRuntimeError;

/// Sells something, breaks storage, and expects the invariant with this number to notice.
fn breaks(number: char, harm: impl FnOnce(AgreementId)) {
	new_test_ext().execute_with(|| {
		let mut split = taxed(&[600_000, 400_000]);
		split.parties[1].account = party(100);
		let id = active(split);
		sell(id, 20);
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		assert!(Positions::<Test>::get(id, party(100)).kept > 0);
		RevenueShare::do_try_state().unwrap();
		harm(id);
		let TryRuntimeError::Other(message) = RevenueShare::do_try_state().unwrap_err() else {
			panic!("not a message");
		};
		assert!(message.starts_with(number), "{message}");
	});
}

fn change_terms(id: AgreementId, change: impl FnOnce(&mut TermsOf<Test>)) {
	Terms::<Test>::mutate(id, 0, |terms| change(terms.as_mut().unwrap()));
}

fn change_ledger(id: AgreementId, change: impl FnOnce(&mut Ledger)) {
	Ledgers::<Test>::mutate(id, 0, |ledger| change(ledger.as_mut().unwrap()));
}

fn change_kept(id: AgreementId, change: impl FnOnce(&mut Position)) {
	Positions::<Test>::mutate(id, party(100), change);
}

#[test]
fn invariant_1_is_checked() {
	breaks('1', |_| NextAgreementId::<Test>::put(0));
	breaks('1', |id| change_agreement(id, |agreement| agreement.conditions.decimals = 99));
	breaks('1', |id| change_agreement(id, |agreement| agreement.conditions.arbiter = party(0)));
	breaks('1', |id| change_terms(id, |terms| terms.split.parties[0].share_ppm += 1));
	breaks('1', |id| change_terms(id, |terms| terms.split.parties[0].account = party(100)));
	breaks('1', |id| change_terms(id, |terms| terms.split.deductions[0].rule = Rule::OfGross(0)));
	breaks('1', |id| Terms::<Test>::remove(id, 0));
	breaks('1', |id| Ledgers::<Test>::remove(id, 1));
	breaks('1', |id| Ledgers::<Test>::insert(id + 1, 0, ledger(id, 0)));
	breaks('1', |id| Terms::<Test>::insert(id, 2, Terms::<Test>::get(id, 1).unwrap()));
}

#[test]
fn invariant_2_is_checked() {
	breaks('2', |id| change_terms(id, |terms| terms.missing.try_push(party(0)).unwrap()));
	breaks('2', |id| {
		change_agreement(id, |agreement| agreement.amendment.as_mut().unwrap().agreed = false)
	});
	breaks('2', |id| {
		change_agreement(id, |agreement| agreement.amendment.as_mut().unwrap().in_force_from = 1)
	});
	breaks('2', |id| change_agreement(id, |agreement| agreement.state = AgreementState::Proposed));
	breaks('2', |id| change_agreement(id, |agreement| agreement.state = AgreementState::Ended));
}

#[test]
fn invariant_3_is_checked() {
	breaks('3', |_| ActiveAgreement::<Test>::remove(DEVICE));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE, id + 1));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE + 1, id + 1));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE + 1, id));
}

#[test]
fn invariant_4_is_checked() {
	breaks('4', |id| change_ledger(id, |ledger| ledger.sales.gross += 1));
	breaks('4', |id| change_ledger(id, |ledger| ledger.reversals.quantity = 2));
	breaks('4', |id| change_ledger(id, |ledger| ledger.returned.truncate(1)));
	breaks('4', |id| change_ledger(id, |ledger| ledger.sales.parties.truncate(1)));
	breaks('4', |id| {
		change_ledger(id, |ledger| {
			ledger.sales.deductions[0].total += 1;
			ledger.sales.parties[0] -= 1;
		})
	});
	breaks('4', |id| {
		change_ledger(id, |ledger| {
			ledger.sales.parties[0] += 2;
			ledger.sales.parties[1] -= 2;
		})
	});
}

#[test]
fn invariant_5_is_checked() {
	breaks('5', |id| change_kept(id, |position| position.kept += 1));
	breaks('5', |id| change_kept(id, |position| (position.owed, position.owing) = (1, 1)));
	breaks('5', |id| change_kept(id, |position| *position = Position::default()));
	breaks('5', |id| {
		Positions::<Test>::insert(id + 1, party(0), Position { owed: 1, ..Default::default() })
	});
}

#[test]
fn invariant_6_is_checked() {
	breaks('6', |id| change_agreement(id, |agreement| agreement.deposit += 1));
	breaks('6', |id| change_terms(id, |terms| terms.deposit += 1));
}

/// Reports something in many ways, breaks storage, and expects the invariant with this number to notice.
fn breaks_reports(number: &str, harm: impl FnOnce(AgreementId)) {
	new_test_ext().execute_with(|| {
		let mut split = taxed(&[600_000, 400_000]);
		split.parties[1].payout = Payout::External;
		let id = active(split);
		settled(id, &[cash(1, 1_000)]);
		RevenueShare::record_payment(signed(OPERATOR), id, party(1), 5, [1; 32]).unwrap();
		reported(id, &[cash(1, 100)]);
		RevenueShare::dispute(signed(party(0)), id, 1, [2; 32]).unwrap();
		reported(id, &[cash(1, 100)]);
		RevenueShare::do_try_state().unwrap();
		harm(id);
		let TryRuntimeError::Other(message) = RevenueShare::do_try_state().unwrap_err() else {
			panic!("not a message");
		};
		assert!(message.starts_with(number), "{message}");
	});
}

fn change_report(id: AgreementId, change: impl FnOnce(&mut ReportInfo)) {
	Reports::<Test>::mutate(id, 2, |report| change(report.as_mut().unwrap()));
}

fn change_dispute(id: AgreementId, change: impl FnOnce(&mut DisputeOf<Test>)) {
	Disputes::<Test>::mutate(id, 1, |dispute| change(dispute.as_mut().unwrap()));
}

#[test]
fn invariant_7_is_checked() {
	breaks_reports("7", |id| change_report(id, |report| report.number = 3));
	breaks_reports("7", |id| change_report(id, |report| report.version = 1));
	breaks_reports("7", |id| change_report(id, |report| report.parts.clear()));
	breaks_reports("7", |id| change_report(id, |report| report.state = ReportState::Settled));
	breaks_reports("7", |id| change_dispute(id, |dispute| dispute.parts.clear()));
	breaks_reports("7", |id| change_dispute(id, |dispute| dispute.version = 1));
	breaks_reports("7", |id| {
		Reports::<Test>::mutate(id, 1, |it| it.as_mut().unwrap().state = ReportState::Settled)
	});
	breaks_reports("7", |id| {
		Reports::<Test>::mutate(id, 0, |it| it.as_mut().unwrap().state = ReportState::Disputed)
	});
	breaks_reports("7", |id| change_ledger(id, |ledger| ledger.open = 3));
}

#[test]
fn invariant_8_is_checked() {
	breaks_reports("8", |id| {
		Positions::<Test>::mutate(id, party(1), |position| position.stated -= 1)
	});
	breaks_reports("8", |id| {
		let payment = Payments::<Test>::get(id, [1; 32]).unwrap();
		Payments::<Test>::insert(id, [2; 32], PaymentInfo { payee: STRANGER, ..payment });
	});
}

#[test]
fn invariant_9_is_checked() {
	breaks_reports("9", |id| {
		Positions::<Test>::mutate(id, party(1), |position| position.owed_outside += 10_000)
	});
	breaks_reports("9", |id| change_report(id, |report| report.parts[0] += 10_000));
	let change_day = |id, change: fn(&mut DayTotal)| {
		let day = conditions().day_of(now());
		Days::<Test>::mutate((id, 0), day % MAX_DAYS, |total| change(total.as_mut().unwrap()));
	};
	breaks_reports("9", |id| change_day(id, |total| total.gross += 1));
	breaks_reports("9", |id| change_day(id, |total| total.day += 1));
	breaks_reports("9", |id| Days::<Test>::insert((id, 1), 0, DayTotal::empty(3)));
}

#[test]
fn invariant_10_is_checked() {
	breaks_reports("10", |id| change_dispute(id, |dispute| dispute.deposit += 1));
	breaks_reports("10", |id| change_dispute(id, |dispute| dispute.held += 1));
	breaks_reports("10", |id| {
		Payments::<Test>::mutate(id, [1; 32], |it| it.as_mut().unwrap().deposit += 1)
	});
	breaks_reports("10", |id| {
		let reversal = ReversalInfo { amount: 1, pieces: 0, payer: OPERATOR, deposit: 1 };
		Reversals::<Test>::insert(id, (0, 0), reversal);
	});
}
