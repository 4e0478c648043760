use crate::{mock::*, *};
use frame::testing_prelude::*;

const NEWCOMER: AccountId = party(100);

fn claim(agreement: AgreementId, party: AccountId) -> DispatchResult {
	RevenueShare::claim(RuntimeOrigin::signed(STRANGER), agreement, party)
}

fn purchase(agreement: AgreementId, price: Balance) -> DispatchResult {
	RevenueShare::purchase(RuntimeOrigin::signed(BUYER), agreement, price)
}

/// An active agreement, one party of which has no account.
fn with_newcomer() -> AgreementId {
	let mut parties = parties(&[940_000, 60_000]);
	parties[1].account = NEWCOMER;
	active(parties)
}

#[test]
fn anybody_pays_out_what_was_kept() {
	build_and_execute(|| {
		let id = with_newcomer();
		assert_ok!(purchase(id, 100));
		assert_ok!(purchase(id, 100));
		assert_ok!(claim(id, NEWCOMER));
		System::assert_last_event(
			Event::PartClaimed { agreement: id, party: NEWCOMER, amount: 12 }.into(),
		);
		assert_eq!(Balances::balance(&NEWCOMER), 12);
		assert_eq!(Balances::balance(&RevenueShare::account()), MINIMUM);
		let statement = RevenueShare::statement(id).unwrap();
		assert_eq!((statement.parties[1].total, statement.parties[1].unclaimed), (12, 0));
		assert_noop!(claim(id, NEWCOMER), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn fails_when_the_party_still_cannot_receive_it() {
	build_and_execute(|| {
		let id = with_newcomer();
		assert_ok!(purchase(id, 100));
		assert_noop!(claim(id, NEWCOMER), TokenError::BelowMinimum);
		Balances::set_balance(&NEWCOMER, MINIMUM);
		assert_ok!(claim(id, NEWCOMER));
	});
}

#[test]
fn fails_when_there_is_nothing_to_claim() {
	build_and_execute(|| {
		let id = with_newcomer();
		assert_noop!(claim(id, NEWCOMER), Error::<Test>::NothingToClaim);
		assert_noop!(claim(id, STRANGER), Error::<Test>::NotParty);
		assert_noop!(claim(id + 1, NEWCOMER), Error::<Test>::UnknownAgreement);
	});
}
