use crate::{mock::*, *};
use frame::testing_prelude::*;
use polkadot_sdk::pallet_assets;
use VendOutcome::{Dispensed, Failed};

fn settle(purchase: PurchaseId) -> DispatchResult {
	RevenueShare::settle_purchase(signed(STRANGER), purchase)
}

/// A purchase in an asset that is frozen when the machine reports.
fn delayed(outcome: VendOutcome) -> PurchaseId {
	let id = active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
	let purchase = paid(id, 1_000);
	assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
	report(purchase, outcome).unwrap();
	purchase
}

#[test]
fn splits_what_was_given_out() {
	build_and_execute(|| {
		let purchase = delayed(Dispensed);
		assert_noop!(settle(purchase), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(signed(PROVIDER), 1));
		assert_ok!(settle(purchase));
		let parts = PerPayee::truncate_from(vec![600, 400]);
		System::assert_last_event(
			Event::PurchaseSplit { purchase, agreement: 0, version: 0, parts }.into(),
		);
		assert_eq!([0, 1].map(|n| Assets::balance(1, party(n)) - START), [600, 400]);
		assert_eq!(balance(&BUYER), START);
		assert_noop!(settle(purchase), Error::<Test>::UnknownPurchase);
	});
}

#[test]
fn fails_when_nothing_was_given_out() {
	build_and_execute(|| {
		let purchase = delayed(Failed);
		assert_ok!(Assets::thaw_asset(signed(PROVIDER), 1));
		assert_noop!(settle(purchase), Error::<Test>::NotDispensed);
		let open = paid(0, 1_000);
		assert_noop!(settle(open), Error::<Test>::NotDispensed);
	});
}
