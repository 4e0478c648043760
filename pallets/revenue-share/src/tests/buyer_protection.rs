//! Who gets the money, whatever happens between the payment and the machine's report.

use crate::{mock::*, *};
use frame::{
	testing_prelude::*,
	traits::fungible::{Inspect, Mutate},
};
use VendOutcome::{Dispensed, Failed};

const SHARES: [u32; 2] = [600_000, 400_000];

/// Pays 100 under an agreement in each asset, lets something happen, and tells what the buyer and the
/// two parties have more or less than before.
fn after(happens: impl Fn(AgreementId, PurchaseId)) -> [i128; 3] {
	let outcomes = [AssetKind::Native, EURO].map(|asset| {
		let mut outcome = [0; 3];
		build_and_execute(|| {
			let id =
				active_with(Conditions { asset: asset.clone(), ..conditions() }, shared(&SHARES));
			let total = |who: &AccountId| {
				use frame::traits::fungibles::Inspect as _;
				<Test as Config>::Fungibles::total_balance(asset.clone(), who) as i128
			};
			let who = [BUYER, party(0), party(1)];
			let before = who.clone().map(|who| total(&who));
			let purchase = paid(id, 100);
			happens(id, purchase);
			assert_eq!(Purchases::<Test>::iter().count(), 0);
			assert_eq!(escrow(asset.clone(), &BUYER), 0);
			assert_eq!(held_for(HoldReason::Purchase, &BUYER), 0);
			let after = who.map(|who| total(&who));
			outcome = [0, 1, 2].map(|n: usize| after[n] - before[n]);
		});
		outcome
	});
	assert_eq!(outcomes[0], outcomes[1]);
	outcomes[0]
}

fn time_is_over() {
	pass(REPORT_WINDOW);
	RevenueShare::on_idle(System::block_number(), Weight::MAX);
}

const BACK: [i128; 3] = [0; 3];
const SPLIT: [i128; 3] = [-100, 60, 40];

#[test]
fn the_machine_is_silent() {
	assert_eq!(after(|_, _| time_is_over()), BACK);
}

#[test]
fn the_machine_gives_out() {
	assert_eq!(after(|_, purchase| drop(report(purchase, Dispensed).unwrap())), SPLIT);
}

#[test]
fn the_machine_fails() {
	assert_eq!(after(|_, purchase| drop(report(purchase, Failed).unwrap())), BACK);
}

#[test]
fn the_machine_reports_late_but_in_time() {
	let outcome = after(|_, purchase| {
		pass(REPORT_WINDOW - 1);
		RevenueShare::on_idle(System::block_number(), Weight::MAX);
		report(purchase, Dispensed).unwrap();
	});
	assert_eq!(outcome, SPLIT);
}

#[test]
fn the_machine_reports_too_late() {
	let outcome = after(|_, purchase| {
		time_is_over();
		assert!(report(purchase, Dispensed).is_err());
	});
	assert_eq!(outcome, BACK);
}

#[test]
fn the_machine_is_destroyed() {
	let outcome = after(|_, purchase| {
		TestDevices::destroy(DEVICE);
		assert!(report(purchase, Dispensed).is_err());
		RevenueShare::claim_refund(signed(BUYER), purchase).unwrap();
	});
	assert_eq!(outcome, BACK);
}

#[test]
fn the_machine_goes_to_another_operator() {
	let outcome = after(|_, purchase| {
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		report(purchase, Dispensed).unwrap();
	});
	assert_eq!(outcome, SPLIT);
	let outcome = after(|_, _| {
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		time_is_over();
	});
	assert_eq!(outcome, BACK);
}

#[test]
fn the_agreement_is_amended() {
	let outcome = after(|id, purchase| {
		amended(id, shared(&[100_000, 900_000]), now() + AMENDMENT_NOTICE);
		pass(AMENDMENT_NOTICE);
		assert_eq!(agreement(id).version_at(now()), 1);
		report(purchase, Dispensed).unwrap();
	});
	assert_eq!(outcome, SPLIT);
}

#[test]
fn the_agreement_ends() {
	let outcome = after(|id, purchase| {
		RevenueShare::terminate(signed(party(0)), id).unwrap();
		change_agreement(id, |agreement| agreement.ends_at = Some(now()));
		report(purchase, Dispensed).unwrap();
	});
	assert_eq!(outcome, SPLIT);
}

#[test]
fn a_version_is_not_forgotten_while_a_purchase_is_open() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		let purchase = paid_for(id, 100);
		RevenueShare::terminate(signed(OPERATOR), id).unwrap();
		pass(TERMINATION_NOTICE + RETENTION);
		assert_noop!(RevenueShare::forget(signed(OPERATOR), id), Error::<Test>::NotFinished);
		let to = STRANGER;
		let signature = ticket_claim(purchase, &to);
		assert_ok!(RevenueShare::claim_by_ticket(signed(to.clone()), purchase, to, signature));
		assert_ok!(RevenueShare::forget(signed(OPERATOR), id));
	});
}

#[test]
fn a_partys_account_is_reaped() {
	build_and_execute(|| {
		let id = active(shared(&SHARES));
		let purchase = paid(id, 10);
		Balances::set_balance(&party(0), 0);
		assert_eq!(Balances::total_balance(&party(0)), 0);
		report(purchase, Dispensed).unwrap();
		// Six units open no account: they wait for it.
		assert_eq!(Positions::<Test>::get(id, party(0)).kept, 6);
		assert_eq!(balance(&party(1)), START + 4);
		assert_eq!(balance(&BUYER), START - 10);
	});
}

#[test]
fn a_partys_account_is_frozen() {
	build_and_execute(|| {
		let id = active_with(Conditions { asset: EURO, ..conditions() }, shared(&SHARES));
		let purchase = paid(id, 100);
		assert_ok!(Assets::block(signed(PROVIDER), 1, party(0)));
		report(purchase, Dispensed).unwrap();
		assert_eq!(Positions::<Test>::get(id, party(0)).kept, 60);
		assert_eq!(Assets::balance(1, party(1)), START + 40);
	});
}

#[test]
fn the_buyers_account_is_frozen() {
	build_and_execute(|| {
		let id = active_with(Conditions { asset: EURO, ..conditions() }, shared(&SHARES));
		let [given_out, failed] = [0, 1].map(|_| paid(id, 100));
		assert_ok!(Assets::freeze(signed(PROVIDER), 1, BUYER));
		report(given_out, Dispensed).unwrap();
		report(failed, Failed).unwrap();
		assert_eq!(Assets::balance(1, party(0)), START + 60);
		assert_eq!(Assets::balance(1, BUYER), START - 100);
		assert_eq!(escrow(EURO, &BUYER), 0);
	});
}

#[test]
fn the_buyer_is_a_party_too() {
	for asset in [AssetKind::Native, EURO] {
		build_and_execute(|| {
			let mut split = shared(&SHARES);
			split.parties[0].account = BUYER;
			let id = active_with(Conditions { asset: asset.clone(), ..conditions() }, split);
			let total = |who: &AccountId| {
				use frame::traits::fungibles::Inspect as _;
				<Test as Config>::Fungibles::total_balance(asset.clone(), who)
			};
			let before = [BUYER, party(1)].map(|who| total(&who));
			let purchase = paid(id, 100);
			report(purchase, Dispensed).unwrap();
			assert_eq!(total(&BUYER), before[0] - 40);
			assert_eq!(total(&party(1)), before[1] + 40);
		});
	}
}

#[test]
fn the_prices_change() {
	let outcome = after(|_, purchase| {
		set_prices(DEVICE, EURO, &[1]);
		report(purchase, Dispensed).unwrap();
	});
	assert_eq!(outcome, SPLIT);
}
