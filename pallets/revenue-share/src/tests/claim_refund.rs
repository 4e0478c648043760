use crate::{mock::*, *};
use frame::testing_prelude::*;
use polkadot_sdk::pallet_assets;
use VendOutcome::{Dispensed, Failed};

fn claim(purchase: PurchaseId) -> DispatchResult {
	RevenueShare::claim_refund(signed(STRANGER), purchase)
}

#[test]
fn gives_all_of_it_back_after_the_time_to_report() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		pass(REPORT_WINDOW - 1);
		assert_noop!(claim(purchase), Error::<Test>::NotRefundable);
		pass(1);
		assert_ok!(claim(purchase));
		System::assert_last_event(
			Event::PurchaseRefunded { purchase, to: BUYER, amount: 1_000 }.into(),
		);
		assert_eq!(balance(&BUYER), START);
		assert_eq!(ledger(id, 0).open, 0);
		assert_noop!(claim(purchase), Error::<Test>::UnknownPurchase);
	});
}

#[test]
fn gives_it_back_at_once_when_the_machine_is_gone() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		TestDevices::destroy(DEVICE);
		assert_ok!(claim(purchase));
		assert_eq!(balance(&BUYER), START);
	});
}

#[test]
fn gives_it_to_the_payer_after_the_time_of_a_ticket() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let [silent, failed] = [0, 1].map(|_| paid_for(id, 1_000));
		report(failed, Failed).unwrap();
		pass(REPORT_WINDOW + TICKET_WINDOW - 1);
		for purchase in [silent, failed] {
			assert_noop!(claim(purchase), Error::<Test>::NotRefundable);
		}
		pass(1);
		for purchase in [silent, failed] {
			assert_ok!(claim(purchase));
		}
		assert_eq!(balance(&BUYER), START);
	});
}

#[test]
fn fails_when_the_product_was_given_out() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
		report(purchase, Dispensed).unwrap();
		pass(REPORT_WINDOW);
		assert_noop!(claim(purchase), Error::<Test>::NotRefundable);
	});
}

#[test]
fn fails_while_the_asset_cannot_be_moved() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
		report(purchase, Failed).unwrap();
		assert_noop!(claim(purchase), pallet_assets::Error::<Test>::AssetNotLive);
		assert_ok!(Assets::thaw_asset(signed(PROVIDER), 1));
		assert_ok!(claim(purchase));
		assert_eq!(Assets::balance(1, BUYER), START);
		assert_eq!(balance(&BUYER), START);
	});
}

#[test]
fn fails_when_there_is_no_such_purchase() {
	build_and_execute(|| {
		assert_noop!(claim(0), Error::<Test>::UnknownPurchase);
	});
}
