use crate::{mock::*, *};
use bot_primitives::{
	merkle::{self, SoftSha256},
	sales::{LineKind, SaleLine},
};
use frame::testing_prelude::*;

const SALT: [u8; 16] = [3; 16];

fn line(n: u16) -> SaleLine {
	SaleLine {
		reference: [n as u8; 16],
		line: 0,
		product: 1,
		class: 0,
		means: PaymentMeans::Cash,
		kind: LineKind::Paid,
		quantity: 3,
		amount: 100,
		at: START_TIME,
	}
}

fn leaves(lines: &[SaleLine]) -> Vec<Hash256> {
	lines.iter().map(|line| line.leaf_hash::<SoftSha256>(&SALT)).collect()
}

fn proven(lines: &[SaleLine], index: usize) -> ProvenLine {
	let path = merkle::path::<SoftSha256>(&leaves(lines), index).unwrap();
	ProvenLine {
		line: lines[index],
		salt: SALT,
		index: index as u32,
		path: LinePath::truncate_from(path),
	}
}

/// Three lines, 300 together.
fn lines() -> [SaleLine; 3] {
	[line(0), line(1), line(2)]
}

/// Has the machine report `lines` as cash sales, and gives the number of the report.
fn reported_lines(id: AgreementId, lines: &[SaleLine]) -> u32 {
	let total = cash(9, 300);
	let MachineInfo { next_report, lifetime_quantity, lifetime_gross, .. } =
		Machines::<Test>::get(DEVICE);
	let report = SalesReport {
		lines: lines.len() as u32,
		root: merkle::root::<SoftSha256>(&leaves(lines)).unwrap(),
		..sales_report((id, 0), next_report, &[total], (lifetime_quantity, lifetime_gross))
	};
	submit_signed(report, &[total]).unwrap();
	next_report
}

/// An agreement with a report of three lines that is settled.
fn sold(split: SplitOf<Test>) -> AgreementId {
	let id = active(split);
	let number = reported_lines(id, &lines());
	pass(conditions().dispute_window);
	RevenueShare::settle(signed(STRANGER), id, number).unwrap();
	id
}

fn reverse(id: AgreementId, index: usize, amount: Amount) -> DispatchResult {
	RevenueShare::reverse(signed(OPERATOR), id, 0, proven(&lines(), index), amount)
}

#[test]
fn every_payee_owes_its_part_and_it_comes_off_the_next() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		assert_eq!(balance(&party(0)), START + 180);
		assert_ok!(reverse(id, 1, 100));
		System::assert_last_event(
			Event::SaleReversed { agreement: id, number: 0, index: 1, amount: 100 }.into(),
		);
		assert_eq!(position(id, &party(0)), Position { owing: 60, ..Default::default() });
		assert_eq!(position(id, &party(1)), Position { owing: 40, ..Default::default() });
		let reversals = ledger(id, 0).reversals;
		assert_eq!((reversals.quantity, reversals.gross), (3, 100));

		settled(id, &[cash(1, 50)]);
		assert_eq!(balance(&party(0)), START + 180);
		assert_eq!(position(id, &party(0)), Position { owing: 30, ..Default::default() });
		settled(id, &[cash(1, 100)]);
		assert_eq!(balance(&party(0)), START + 180 + 30);
		assert_eq!(position(id, &party(0)), Position::default());
	});
}

#[test]
fn comes_off_arrears_first() {
	build_and_execute(|| {
		let mut split = shared(&[600_000, 400_000]);
		split.parties[1].payout = Payout::External;
		let id = sold(split);
		Positions::<Test>::mutate(id, party(0), |it| it.owed = 50);
		assert_ok!(reverse(id, 0, 100));
		assert_eq!(position(id, &party(0)), Position { owing: 10, ..Default::default() });
		assert_eq!(position(id, &party(1)), Position { owed_outside: 80, ..Default::default() });
	});
}

#[test]
fn is_split_by_the_version_of_the_sale() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		pass(AMENDMENT_NOTICE);
		assert_ok!(reverse(id, 0, 100));
		assert_eq!(position(id, &party(0)).owing, 60);
		assert_eq!(ledger(id, 0).reversals.gross, 100);
		settled(id, &[cash(1, 100)]);
		assert_eq!(position(id, &party(0)).owing, 10);
	});
}

#[test]
fn a_line_goes_back_in_parts_and_no_more_than_was_paid() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		for (amount, pieces) in [(33, 0), (33, 1), (34, 3)] {
			assert_ok!(reverse(id, 0, amount));
			assert_eq!(ledger(id, 0).reversals.quantity, pieces);
		}
		assert_noop!(reverse(id, 0, 1), Error::<Test>::MoreThanPaid);
		assert_noop!(reverse(id, 1, 101), Error::<Test>::MoreThanPaid);
		assert_ok!(reverse(id, 1, 100));
		assert_ok!(reverse(id, 2, 100));
		assert_eq!(ledger(id, 0).reversals.gross, 300);
	});
}

#[test]
fn no_more_goes_back_than_the_totals_say_was_sold() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let lines = [line(0), line(1), line(2), line(3)];
		let number = reported_lines(id, &lines);
		// What was sold besides is no cover for lines that the totals do not have.
		sell(id, 1_000);
		settled(id, &[cash(9, 1_000)]);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, number));
		let reverse =
			|index| RevenueShare::reverse(signed(OPERATOR), id, number, proven(&lines, index), 100);
		assert_ok!(reverse(0));
		assert_ok!(reverse(1));
		assert_ok!(reverse(2));
		let report = RevenueShare::report(id, number).unwrap();
		assert_eq!((report.quantity, report.gross), (0, 0));
		assert_noop!(reverse(3), Error::<Test>::MoreThanPaid);
	});
}

#[test]
fn fails_when_a_sum_would_be_too_large() {
	build_and_execute(|| {
		let lines = [SaleLine { amount: Amount::MAX, ..line(0) }];
		let id = active(shared(&[600_000, 400_000]));
		let number = reported_lines(id, &lines);
		pass(conditions().dispute_window);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, number));
		let reverse =
			|amount| RevenueShare::reverse(signed(OPERATOR), id, number, proven(&lines, 0), amount);
		assert_noop!(reverse(Amount::MAX), Error::<Test>::Overflow);
		assert_ok!(reverse(1));
		assert_noop!(reverse(Amount::MAX), Error::<Test>::Overflow);
	});
}

#[test]
fn fails_when_the_version_of_the_report_was_forgotten() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		pass(AMENDMENT_NOTICE + RETENTION);
		assert_ok!(RevenueShare::forget(signed(OPERATOR), id));
		assert_noop!(reverse(id, 0, 1), Error::<Test>::UnknownVersion);
	});
}

#[test]
fn fails_when_the_line_is_not_one_of_the_report() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		let fails = |proven| {
			assert_noop!(
				RevenueShare::reverse(signed(OPERATOR), id, 0, proven, 1),
				Error::<Test>::NotInReport
			);
		};
		let good = proven(&lines(), 1);
		fails(ProvenLine { index: 0, ..good.clone() });
		fails(ProvenLine { salt: [4; 16], ..good.clone() });
		fails(ProvenLine { line: SaleLine { amount: 101, ..good.line }, ..good.clone() });
		fails(ProvenLine { path: Default::default(), ..good });
	});
}

#[test]
fn fails_when_the_line_was_not_paid_at_the_machine() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		let fails = |line, amount| {
			let proven = ProvenLine { line, ..proven(&lines(), 0) };
			assert_noop!(
				RevenueShare::reverse(signed(OPERATOR), id, 0, proven, amount),
				Error::<Test>::NotReversible
			);
		};
		for kind in [LineKind::Free, LineKind::Test, LineKind::Refund] {
			fails(SaleLine { kind, ..line(0) }, 1);
		}
		fails(SaleLine { means: PaymentMeans::Chain, ..line(0) }, 1);
		fails(line(0), 0);
	});
}

#[test]
fn fails_when_the_report_is_not_settled_or_not_the_signers() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(reverse(id, 0, 1), Error::<Test>::UnknownReport);
		assert_noop!(reverse(id + 1, 0, 1), Error::<Test>::UnknownAgreement);
		reported_lines(id, &lines());
		assert_noop!(reverse(id, 0, 1), Error::<Test>::NotSettled);
		assert_noop!(
			RevenueShare::reverse(signed(party(0)), id, 0, proven(&lines(), 0), 1),
			Error::<Test>::NotProposer
		);
		pass(conditions().dispute_window);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
		set_balance(&OPERATOR, MINIMUM);
		assert_noop!(reverse(id, 0, 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn the_deposit_returns_once_the_report_is_not_kept() {
	build_and_execute(|| {
		let id = sold(shared(&[600_000, 400_000]));
		let release = |index| RevenueShare::release_reversal(signed(STRANGER), id, 0, index);
		assert_noop!(release(0), Error::<Test>::UnknownReversal);
		let before = balance(&OPERATOR);
		assert_ok!(reverse(id, 0, 1));
		assert!(balance(&OPERATOR) < before);
		assert_noop!(release(0), Error::<Test>::TooSoon);
		let sold = [cash(1, 1)];
		assert_ok!(submit_signed(sales_report((id, 0), MAX_REPORTS, &sold, (0, 0)), &sold));
		assert_ok!(release(0));
		System::assert_last_event(
			Event::ReversalReleased { agreement: id, number: 0, index: 0 }.into(),
		);
		assert_eq!(balance(&OPERATOR), before);
	});
}
