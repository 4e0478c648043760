use crate::{mock::*, *};
use frame::testing_prelude::*;

const EVIDENCE: Hash256 = [9; 32];

/// An agreement with a report of 1,000 that is open.
fn sold() -> AgreementId {
	let id = active(taxed(&[600_000, 400_000]));
	reported(id, &[cash(3, 1_000)]);
	id
}

fn dispute(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::dispute(signed(who), id, 0, EVIDENCE)
}

fn decide(who: AccountId, id: AgreementId, paid: Amount) -> DispatchResult {
	RevenueShare::decide(signed(who), id, 0, paid)
}

fn disputed(asset: AssetKind) -> Amount {
	<<Test as Config>::Holds as fungibles::InspectHold<_>>::balance_on_hold(
		asset,
		&HoldReason::Disputed.into(),
		&OPERATOR,
	)
}

#[test]
fn nothing_is_paid_and_the_money_is_held() {
	build_and_execute(|| {
		let id = sold();
		let before = balance(&party(0));
		assert_ok!(dispute(party(0), id));
		System::assert_last_event(
			Event::ReportDisputed {
				agreement: id,
				number: 0,
				by: party(0),
				evidence: EVIDENCE,
				held: 1_000,
				decide_by: now() + ANSWER_WINDOW,
			}
			.into(),
		);
		assert_eq!(disputed(conditions().asset), 1_000);
		assert!(balance(&party(0)) < before);
		assert_eq!(RevenueShare::report(id, 0).unwrap().state, ReportState::Disputed);
		pass(conditions().dispute_window);
		assert_noop!(RevenueShare::settle(signed(STRANGER), id, 0), Error::<Test>::NotOpen);
		assert_eq!(ledger(id, 0).open, 1);
	});
}

#[test]
fn what_the_operator_lacks_is_not_held() {
	build_and_execute(|| {
		let id = sold();
		set_balance(&OPERATOR, MINIMUM + 70);
		assert_ok!(dispute(party(0), id));
		assert!(disputed(conditions().asset) <= 70 + MINIMUM);
		assert_ok!(decide(ARBITER, id, 1_000));
		assert!(position(id, &party(1)).owed > 0);
	});
}

#[test]
fn the_arbiter_has_all_paid() {
	build_and_execute(|| {
		let id = sold();
		let before = balance(&party(0));
		assert_ok!(dispute(party(0), id));
		assert_ok!(decide(ARBITER, id, 1_000));
		System::assert_has_event(
			Event::DisputeDecided { agreement: id, number: 0, paid: 1_000, returned: 0 }.into(),
		);
		assert_eq!(balance(&party(0)), before + 505);
		assert_eq!(balance(&party(1)), START + 336);
		assert_eq!(disputed(conditions().asset), 0);
		assert_eq!(RevenueShare::report(id, 0).unwrap().state, ReportState::Settled);
		assert_eq!(ledger(id, 0).open, 0);
		assert_noop!(decide(ARBITER, id, 1_000), Error::<Test>::UnknownDispute);
	});
}

#[test]
fn the_arbiter_gives_all_or_a_part_back() {
	for (paid, parts) in [(0, [0, 0, 0]), (500, [80, 252, 168])] {
		build_and_execute(|| {
			let id = sold();
			let before = balance(&party(0));
			let operator = balance(&OPERATOR);
			assert_ok!(dispute(party(0), id));
			assert_ok!(decide(ARBITER, id, paid));
			let received =
				[balance(&TAX_OFFICE), balance(&party(0)) - before, balance(&party(1)) - START];
			assert_eq!(received, parts);
			assert_eq!(balance(&OPERATOR), operator - paid);
			let returned = ledger(id, 0).returned;
			assert_eq!(returned.iter().sum::<Amount>(), 1_000 - paid);
			assert_eq!(RevenueShare::report(id, 0).unwrap().state, ReportState::Returned);
		});
	}
}

#[test]
fn whoever_is_first_cannot_take_the_dispute_from_the_others() {
	build_and_execute(|| {
		let id = sold();
		assert_ok!(dispute(party(0), id));
		assert_noop!(decide(party(0), id, 1_000), Error::<Test>::NotArbiter);
		assert_ok!(decide(ARBITER, id, 0));
		assert_eq!(ledger(id, 0).returned.iter().sum::<Amount>(), 1_000);
	});
}

#[test]
fn the_operator_disputes_what_it_would_have_to_pay() {
	build_and_execute(|| {
		let id = sold();
		let before = balance(&OPERATOR);
		assert_ok!(dispute(OPERATOR, id));
		assert_ok!(decide(ARBITER, id, 0));
		assert_eq!(balance(&OPERATOR), before);
	});
}

#[test]
fn a_report_stands_when_the_arbiter_is_silent() {
	build_and_execute(|| {
		let id = sold();
		let before = balance(&party(0));
		assert_ok!(dispute(party(0), id));
		pass(ANSWER_WINDOW - 1);
		assert_noop!(RevenueShare::settle(signed(STRANGER), id, 0), Error::<Test>::NotOpen);
		pass(1);
		assert_noop!(decide(ARBITER, id, 0), Error::<Test>::TooLate);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
		System::assert_has_event(Event::DisputeLapsed { agreement: id, number: 0 }.into());
		// The party's deposit is back, and all have their parts.
		assert_eq!(balance(&party(0)), before + 505);
		assert_eq!(balance(&party(1)), START + 336);
		assert_eq!(disputed(conditions().asset), 0);
		assert_eq!(RevenueShare::report(id, 0).unwrap().state, ReportState::Settled);
		assert_eq!(ledger(id, 0).open, 0);
		assert_eq!(ledger(id, 0).returned.iter().sum::<Amount>(), 0);
		assert_noop!(RevenueShare::settle(signed(STRANGER), id, 0), Error::<Test>::NotOpen);
	});
}

#[test]
fn a_dispute_lapses_after_its_report_made_place() {
	build_and_execute(|| {
		let id = sold();
		assert_ok!(dispute(party(0), id));
		let sold = [cash(1, 1)];
		assert_ok!(submit_signed(sales_report((id, 0), MAX_REPORTS, &sold, (0, 0)), &sold));
		pass(ANSWER_WINDOW);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
		assert_eq!(balance(&party(1)), START + 336);
		let other = RevenueShare::report(id, MAX_REPORTS).unwrap();
		assert_eq!((other.state, other.parts.len()), (ReportState::Open, 3));
	});
}

#[test]
fn a_dispute_ends_once_a_frozen_asset_can_be_moved() {
	build_and_execute(|| {
		let conditions = Conditions { asset: EURO, ..conditions() };
		let id = active_with(conditions, shared(&[600_000, 400_000]));
		reported(id, &[cash(1, 100)]);
		assert_ok!(dispute(party(0), id));
		assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
		pass(ANSWER_WINDOW);
		let frozen = || polkadot_sdk::pallet_assets::Error::<Test>::AssetNotLive;
		assert_noop!(RevenueShare::settle(signed(STRANGER), id, 0), frozen());
		set_time(now() - 1);
		assert_noop!(decide(ARBITER, id, 0), frozen());
		pass(1);
		assert_ok!(Assets::thaw_asset(signed(PROVIDER), 1));
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
		assert_eq!(Assets::balance(1, party(0)), START + 60);
	});
}

#[test]
fn a_dispute_of_what_is_paid_outside_the_chain_holds_nothing() {
	for asset in [conditions().asset, EURO] {
		build_and_execute(|| {
			let mut split = shared(&[600_000, 400_000]);
			split.parties.iter_mut().for_each(|party| party.payout = Payout::External);
			let id = active_with(Conditions { asset: asset.clone(), ..conditions() }, split);
			reported(id, &[cash(1, 100)]);
			assert_ok!(dispute(party(0), id));
			assert_eq!(disputed(asset.clone()), 0);
			assert_ok!(decide(ARBITER, id, 50));
			assert_eq!(position(id, &party(0)).owed_outside, 30);
		});
	}
}

#[test]
fn works_in_an_issued_asset() {
	build_and_execute(|| {
		let conditions = Conditions { asset: EURO, ..conditions() };
		let id = active_with(conditions, shared(&[600_000, 400_000]));
		reported(id, &[cash(1, 100)]);
		assert_ok!(dispute(party(0), id));
		assert_eq!(disputed(EURO), 100);
		assert_ok!(decide(ARBITER, id, 50));
		assert_eq!(disputed(EURO), 0);
		assert_eq!(Assets::balance(1, party(0)), START + 30);
		assert_eq!(Assets::balance(1, OPERATOR), START - MINIMUM - 50);
	});
}

#[test]
fn a_disputed_report_keeps_no_place() {
	build_and_execute(|| {
		let id = sold();
		assert_ok!(dispute(party(0), id));
		let sold = [cash(1, 1)];
		assert_ok!(submit_signed(sales_report((id, 0), MAX_REPORTS, &sold, (0, 0)), &sold));
		assert_ok!(decide(ARBITER, id, 1_000));
		let other = RevenueShare::report(id, MAX_REPORTS).unwrap();
		assert_eq!((other.state, other.parts.len()), (ReportState::Open, 3));
	});
}

#[test]
fn fails_when_it_is_not_open_or_the_signer_is_no_party() {
	build_and_execute(|| {
		let id = sold();
		for who in [STRANGER, TAX_OFFICE, ARBITER] {
			assert_noop!(dispute(who, id), Error::<Test>::NotParty);
		}
		assert_noop!(dispute(party(0), id + 1), Error::<Test>::UnknownAgreement);
		assert_noop!(
			RevenueShare::dispute(signed(party(0)), id, 1, EVIDENCE),
			Error::<Test>::UnknownReport
		);
		set_balance(&party(0), MINIMUM);
		assert_noop!(dispute(party(0), id), TokenError::FundsUnavailable);
		assert_ok!(dispute(party(1), id));
		assert_noop!(dispute(party(1), id), Error::<Test>::NotOpen);
		assert_noop!(decide(ARBITER, id + 1, 0), Error::<Test>::UnknownAgreement);
		assert_noop!(decide(ARBITER, id, 1_001), Error::<Test>::MoreThanDue);
	});
}

#[test]
fn fails_when_it_is_too_late() {
	build_and_execute(|| {
		let id = sold();
		pass(conditions().dispute_window);
		assert_noop!(dispute(party(0), id), Error::<Test>::TooLate);
	});
}

#[test]
fn a_dispute_ends_even_when_the_operator_has_no_account_in_the_asset() {
	for decided in [true, false] {
		build_and_execute(|| {
			let conditions = Conditions { asset: EURO, ..conditions() };
			let id = active_with(conditions, shared(&[600_000, 400_000]));
			reported(id, &[cash(1, 100)]);
			<Assets as fungibles::Mutate<_>>::set_balance(1, &OPERATOR, 0);
			assert_ok!(dispute(party(0), id));
			if decided {
				assert_ok!(decide(ARBITER, id, 100));
			} else {
				pass(ANSWER_WINDOW);
				assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
			}
			assert_eq!(position(id, &party(0)).owed, 60);
		});
	}
}
