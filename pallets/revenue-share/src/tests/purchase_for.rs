use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn names_the_ticket_and_its_time() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 200);
		let info = RevenueShare::open_purchase(purchase).unwrap();
		let claim_by = now() + REPORT_WINDOW + TICKET_WINDOW;
		assert_eq!(info.ticket, Some(Ticket { key: ticket_key(), claim_by }));
		assert_eq!((info.payer.clone(), info.price), (BUYER, 200));
		assert_eq!(escrow(conditions().asset, &BUYER), 200);
		System::assert_last_event(Event::PurchasePaid { purchase, info }.into());
	});
}

#[test]
fn fails_when_anybody_can_sign_for_the_ticket() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		set_prices(DEVICE, conditions().asset, &[200]);
		let mut one = [0; 32];
		one[0] = 1;
		for weak in [[0; 32], one] {
			assert_noop!(
				RevenueShare::purchase_for(signed(BUYER), id, 0, 200, weak),
				Error::<Test>::WeakTicket
			);
		}
	});
}

#[test]
fn fails_as_a_purchase_does() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		let purchase =
			|max_price| RevenueShare::purchase_for(signed(BUYER), id, 0, max_price, ticket_key());
		assert_noop!(purchase(200), Error::<Test>::NotActive);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		assert_noop!(purchase(200), Error::<Test>::NoPrices);
		set_prices(DEVICE, conditions().asset, &[200]);
		assert_noop!(purchase(199), Error::<Test>::PriceTooHigh);
		set_time(Millis::MAX - REPORT_WINDOW);
		assert_noop!(purchase(200), Error::<Test>::Overflow);
	});
}
