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
