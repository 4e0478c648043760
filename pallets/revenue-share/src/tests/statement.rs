//! Statements, by day and by period.

use crate::{mock::*, *};
use bot_primitives::{sales::StatementBody, RecordKind};
use codec::DecodeAll;
use frame::testing_prelude::*;

fn today() -> Day {
	conditions().day_of(now())
}

fn close(who: AccountId, id: AgreementId, version: AgreementVersion) -> DispatchResult {
	RevenueShare::close_period(signed(who), id, version)
}

#[test]
fn a_day_begins_where_the_agreement_says() {
	let ahead = Conditions { utc_offset_minutes: 60, ..conditions() };
	assert_eq!(ahead.day_of(23 * HOUR - 1), 0);
	assert_eq!(ahead.day_of(23 * HOUR), 1);
	let behind = Conditions { utc_offset_minutes: -60, ..conditions() };
	assert_eq!(behind.day_of(25 * HOUR - 1), 0);
	assert_eq!(behind.day_of(25 * HOUR), 1);
	assert_eq!(behind.day_of(0), 0);
}

#[test]
fn tells_what_was_due_and_how_it_stands() {
	build_and_execute(|| {
		let mut split = taxed(&[600_000, 400_000]);
		split.deductions[0].payee = party(1);
		split.parties[1].payout = Payout::External;
		let id = active(split);
		let first = today();
		sell(id, 1_000);
		reported(id, &[cash(2, 1_000)]);
		pass(2 * DAY);
		reported(id, &[cash(1, 500)]);

		// A payee twice: the tax, and a share.
		let statement = RevenueShare::statement(id, party(1), 0, Day::MAX).unwrap();
		assert_eq!((statement.agreement, statement.currency_code), (id, *b"EUR"));
		let version = &statement.versions[0];
		assert_eq!((version.quantity, version.gross), (4, 2_500));
		let tax = 2_500 * 159_664 / 1_000_000;
		assert_eq!(version.due, tax + (2_500 - tax) * 4 / 10);
		let days = statement.days.iter().map(|it| (it.day, it.quantity, it.gross));
		assert!(days.eq([(first, 3, 2_000), (first + 2, 1, 500)]));
		assert_eq!(statement.days.iter().map(|it| it.due).sum::<Amount>(), version.due);
		let received = balance(&party(1)) - START;
		assert_eq!(statement.pending, version.due - received);
		assert_eq!((statement.paid, statement.position), (received, Position::default()));

		let later = RevenueShare::statement(id, party(1), first + 1, first + 2).unwrap();
		assert_eq!(later.days.len(), 1);
		assert_eq!(RevenueShare::statement(id + 1, party(1), 0, Day::MAX), None);
		let stranger = RevenueShare::statement(id, STRANGER, 0, Day::MAX).unwrap();
		assert_eq!((stranger.versions.len(), stranger.paid), (0, 0));
	});
}

#[test]
fn a_day_that_is_too_long_ago_makes_place() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let first = today();
		for _ in 0..=MAX_DAYS {
			sell(id, 10);
			pass(DAY);
		}
		let statement = RevenueShare::statement(id, party(0), 0, Day::MAX).unwrap();
		assert_eq!(statement.days.len(), MAX_DAYS as usize);
		assert_eq!(statement.days[0].day, first + 1);
		assert_eq!(statement.versions[0].gross, 10 * Amount::from(MAX_DAYS + 1));
	});
}

#[test]
fn what_goes_back_is_told_too() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		reported(id, &[cash(1, 1_000)]);
		assert_ok!(RevenueShare::dispute(signed(party(0)), id, 0, [9; 32]));
		let statement = RevenueShare::statement(id, party(1), 0, Day::MAX).unwrap();
		assert_eq!((statement.pending, statement.paid), (400, 0));
		assert_ok!(RevenueShare::decide(signed(ARBITER), id, 0, 500));
		let statement = RevenueShare::statement(id, party(1), 0, Day::MAX).unwrap();
		assert_eq!((statement.versions[0].returned, statement.days[0].back), (200, 200));
		assert_eq!((statement.pending, statement.paid), (0, 200));
	});
}

#[test]
fn closing_a_period_records_what_was_sold() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		sell(id, 100);
		for (period, who) in [(0, OPERATOR), (1, party(1))] {
			assert_ok!(close(who, id, 0));
			let record = TestRecords::all().pop().unwrap();
			assert_eq!(record.kind, RecordKind::RevenueStatement);
			assert_eq!((record.seq, record.operator), (period.into(), OPERATOR.into()));
			let body = StatementBody::decode_all(&mut &record.body[..]).unwrap();
			assert_eq!((body.agreement, body.version, body.period), (id, 0, period));
			assert_eq!((body.quantity, body.gross, body.closed_at), (1, 100, now()));
			let due = body.payees.iter().map(|it| (AccountId::new(it.account), it.due));
			assert!(due.eq([(party(0), 60), (party(1), 40)]));
			let record = record.leaf_hash::<bot_primitives::merkle::SoftSha256>();
			System::assert_last_event(
				Event::PeriodClosed { agreement: id, version: 0, period, record }.into(),
			);
		}
	});
}

#[test]
fn closing_fails_when_the_signer_is_no_party_or_nothing_can_be_recorded() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(close(STRANGER, id, 0), Error::<Test>::NotParty);
		assert_noop!(close(OPERATOR, id, 1), Error::<Test>::UnknownVersion);
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		assert_noop!(close(OPERATOR, id, 1), Error::<Test>::UnknownVersion);
		assert_noop!(close(OPERATOR, id + 1, 0), Error::<Test>::UnknownAgreement);
		TestRecords::fill();
		assert_noop!(close(OPERATOR, id, 0), Error::<Test>::TooManyRecords);
		change_agreement(id, |it| it.device = 9);
		assert_noop!(close(OPERATOR, id, 0), Error::<Test>::UnknownDevice);
		change_agreement(id, |it| it.device = DEVICE);
	});
}
