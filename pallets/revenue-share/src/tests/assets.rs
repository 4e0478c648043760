//! Agreements in an issued asset.

use crate::{mock::*, *};
use frame::testing_prelude::*;

fn euros() -> ConditionsOf<Test> {
	Conditions { asset: EURO, ..conditions() }
}

#[test]
fn sales_are_paid_and_split_in_the_asset() {
	build_and_execute(|| {
		let native = [BUYER, party(0), party(1)].map(|who| balance(&who));
		let id = active_with(euros(), taxed(&[600_000, 400_000]));
		sell(id, 1_000);
		assert_eq!(Assets::balance(1, BUYER), START - 1_000);
		assert_eq!(Assets::balance(1, TAX_OFFICE), 159);
		assert_eq!(Assets::balance(1, party(0)), START + 505);
		assert_eq!(Assets::balance(1, party(1)), START + 336);
		assert_eq!([BUYER, party(0), party(1)].map(|who| balance(&who)), native);
	});
}

#[test]
fn the_first_proposal_pays_for_the_keeper_of_the_asset() {
	build_and_execute(|| {
		for _ in 0..2 {
			proposed_with(euros(), shared(&[600_000, 400_000]));
			assert_eq!(Assets::balance(1, RevenueShare::account()), MINIMUM);
			assert_eq!(Assets::balance(1, OPERATOR), START - MINIMUM);
		}
	});
}

#[test]
fn nobody_can_fill_the_keeper_with_other_assets() {
	build_and_execute(|| {
		let keeper = RevenueShare::account();
		let issue = |asset, to, amount| {
			assert_ok!(Assets::force_create(RuntimeOrigin::root(), asset, STRANGER, false, 1));
			assert_ok!(Assets::mint(signed(STRANGER), asset, to, amount));
		};
		issue(2, OPERATOR, 1_000);
		let mut junk = 3..;
		while System::can_accrue_consumers(&keeper, 2) {
			issue(junk.next().unwrap(), keeper.clone(), 1);
		}
		let asset = AssetKind::WithId(2);
		proposed_with(Conditions { asset, ..conditions() }, shared(&[500_000; 2]));
		assert_eq!(Assets::balance(2, keeper), 1);
	});
}

#[test]
fn a_proposal_fails_when_the_keeper_cannot_be_paid_for() {
	build_and_execute(|| {
		TestDevices::change(DEVICE, |device| device.operator = OTHER_OPERATOR);
		<Assets as fungibles::Mutate<_>>::set_balance(1, &OTHER_OPERATOR, 0);
		assert_noop!(
			RevenueShare::propose(
				signed(OTHER_OPERATOR),
				DEVICE,
				euros(),
				shared(&[600_000, 400_000])
			),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn a_part_that_a_frozen_account_cannot_receive_is_kept() {
	build_and_execute(|| {
		let id = active_with(euros(), shared(&[600_000, 400_000]));
		assert_ok!(Assets::block(signed(PROVIDER), 1, party(0)));
		sell(id, 100);
		assert_eq!(Positions::<Test>::get(id, party(0)).kept, 60);
		assert_eq!(Assets::balance(1, party(1)), START + 40);
		assert_ok!(Assets::thaw(signed(PROVIDER), 1, party(0)));
		assert_ok!(RevenueShare::claim(signed(STRANGER), id, party(0)));
		assert_eq!(Assets::balance(1, party(0)), START + 60);
	});
}

#[test]
fn nothing_stands_when_the_asset_is_destroyed() {
	build_and_execute(|| {
		let mut split = shared(&[500_000; 2]);
		split.parties[1].account = party(100);
		let id = active_with(euros(), split);
		sell(id, 10);
		assert_eq!(position(id, &party(100)).kept, 5);
		// The operator has none of it, so both are owed, and nothing is held for a dispute.
		<Assets as fungibles::Mutate<_>>::set_balance(1, &OPERATOR, 0);
		settled(id, &[cash(1, 100)]);
		assert_eq!(position(id, &party(0)).owed, 50);
		let number = reported(id, &[cash(1, 100)]);
		assert_ok!(RevenueShare::dispute(signed(party(0)), id, number, [1; 32]));
		assert_ok!(RevenueShare::terminate(signed(OPERATOR), id));

		assert_ok!(Assets::start_destroy(signed(PROVIDER), 1));
		RevenueShare::do_try_state().unwrap();
		for _ in 0..10 {
			assert_ok!(Assets::destroy_accounts(signed(PROVIDER), 1));
		}
		assert_ok!(Assets::finish_destroy(signed(PROVIDER), 1));
		RevenueShare::do_try_state().unwrap();
		assert!(RevenueShare::claim(signed(STRANGER), id, party(100)).is_err());
		pass(TERMINATION_NOTICE + RETENTION);
		assert_noop!(RevenueShare::forget(signed(OPERATOR), id), Error::<Test>::NotFinished);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, number));
		assert_ok!(RevenueShare::forget(signed(OPERATOR), id));
		assert_eq!(held(&OPERATOR), 0);
	});
}

#[test]
fn an_asset_is_not_destroyed_while_a_purchase_is_open() {
	build_and_execute(|| {
		let purchase = paid(active_with(euros(), shared(&[600_000, 400_000])), 100);
		let refused = polkadot_sdk::pallet_assets::Error::<Test>::ContainsHolds;
		assert_noop!(Assets::start_destroy(signed(PROVIDER), 1), refused);
		report(purchase, VendOutcome::Dispensed).unwrap();
		assert_ok!(Assets::start_destroy(signed(PROVIDER), 1));
	});
}
