//! What the chain ends by itself when time is over.

use crate::{mock::*, *};
use frame::testing_prelude::*;
use VendOutcome::{Dispensed, Failed};

/// Lets the chain use `limit`, and gives what it used.
fn idle(limit: Weight) -> Weight {
	RevenueShare::on_idle(System::block_number(), limit)
}

fn open() -> Vec<PurchaseId> {
	let mut open = Purchases::<Test>::iter_keys().collect::<Vec<_>>();
	open.sort();
	open
}

/// What it takes to refund so many.
fn enough_for(refunds: u64) -> Weight {
	<() as WeightInfo>::expire_none()
		.saturating_add(<() as WeightInfo>::expire_refund().saturating_mul(refunds))
}

#[test]
fn refunds_each_purchase_when_its_time_is_over() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let first = paid(id, 1_000);
		pass(HOUR);
		let second = paid(id, 1_000);
		pass(REPORT_WINDOW - HOUR - 1);
		idle(Weight::MAX);
		assert_eq!(open(), [first, second]);
		pass(1);
		assert_eq!(idle(Weight::MAX), enough_for(1));
		System::assert_last_event(
			Event::PurchaseRefunded { purchase: first, to: BUYER, amount: 1_000 }.into(),
		);
		assert_eq!(open(), [second]);
		pass(HOUR);
		idle(Weight::MAX);
		assert!(open().is_empty());
		assert_eq!(balance(&BUYER), START);
		assert_eq!(ExpiredPurchases::<Test>::get(), Expired { without_ticket: 2, with_ticket: 2 });
	});
}

#[test]
fn refunds_a_ticket_when_its_time_is_over() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let [silent, failed] = [0, 1].map(|_| paid_for(id, 1_000));
		let wallet = paid(id, 1_000);
		report(failed, Failed).unwrap();
		pass(REPORT_WINDOW);
		idle(Weight::MAX);
		assert_eq!(open(), [silent, failed]);
		pass(TICKET_WINDOW - 1);
		idle(Weight::MAX);
		assert_eq!(open(), [silent, failed]);
		pass(1);
		idle(Weight::MAX);
		assert!(open().is_empty());
		assert_eq!(balance(&BUYER), START);
		assert!(ExpiredPurchases::<Test>::get().with_ticket > wallet);
	});
}

#[test]
fn goes_on_in_the_next_block() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let all = [0; 5].map(|_| paid(id, 1_000));
		pass(REPORT_WINDOW);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		assert_eq!(idle(<() as WeightInfo>::expire_none()), enough_for(0));
		assert_eq!(open(), all);
		for left in [&all[2..], &all[4..], &[]] {
			let used = idle(enough_for(2));
			assert!(used.all_lte(enough_for(2)));
			assert_eq!(open(), left);
		}
		assert_eq!(balance(&BUYER), START);
	});
}

#[test]
fn looks_at_what_is_over_once() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		(0..3).for_each(|_| sell(id, 10));
		let skipped = <() as WeightInfo>::expire_skip().saturating_mul(6);
		assert_eq!(idle(Weight::MAX), enough_for(0).saturating_add(skipped));
		assert_eq!(idle(Weight::MAX), enough_for(0));
	});
}

#[test]
fn leaves_what_cannot_be_moved_to_a_claim() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let [silent, given_out] = [0, 1].map(|_| paid(id, 1_000));
		assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
		report(given_out, Dispensed).unwrap();
		pass(REPORT_WINDOW);
		idle(Weight::MAX);
		let error = polkadot_sdk::pallet_assets::Error::<Test>::AssetNotLive.into();
		System::assert_last_event(Event::PurchaseDelayed { purchase: silent, error }.into());
		assert_eq!(open(), [silent, given_out]);
		assert_ok!(Assets::thaw_asset(signed(PROVIDER), 1));
		idle(Weight::MAX);
		assert_eq!(open(), [silent, given_out]);
		assert_ok!(RevenueShare::claim_refund(signed(STRANGER), silent));
		assert_ok!(RevenueShare::settle_purchase(signed(STRANGER), given_out));
	});
}
