//! What the view functions tell.

use crate::{mock::*, *};
use frame::testing_prelude::*;

fn sold(amount: Amount) -> SalesTotal {
	SalesTotal { class: 0, means: PaymentMeans::Chain, quantity: 1, amount }
}

#[test]
fn a_quote_is_what_the_next_sale_pays() {
	build_and_execute(|| {
		let id = active(taxed(&[333_333, 666_667]));
		for price in [1, 100, 77, 1_000_003] {
			let quote = RevenueShare::quote(id, sold(price)).unwrap();
			let before = ledger(id, 0).sales.payees().collect::<Vec<_>>();
			sell(id, price);
			let after = ledger(id, 0).sales;
			let parts = after.payees().zip(before).map(|(after, before)| after - before);
			assert!(quote.iter().map(|(_, part)| *part).eq(parts));
			assert_eq!(quote.iter().map(|(_, part)| part).sum::<Amount>(), price);
			assert_eq!(quote[0].0, TAX_OFFICE);
		}
	});
}

#[test]
fn there_is_none_where_nothing_can_be_sold() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		assert_eq!(RevenueShare::quote(id, sold(1)), None);
		assert_eq!(RevenueShare::quote(id + 1, sold(1)), None);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		sell(id, 1);
		assert_eq!(RevenueShare::quote(id, sold(Amount::MAX)), None);
	});
}

#[test]
fn all_that_is_kept_can_be_read() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_eq!(RevenueShare::agreement(id), Some(agreement(id)));
		assert_eq!(RevenueShare::terms(id, 0).unwrap().split, shared(&[600_000, 400_000]));
		assert_eq!(RevenueShare::ledger(id, 0), Some(ledger(id, 0)));
		assert_eq!(RevenueShare::ledger(id, 1), None);
	});
}
