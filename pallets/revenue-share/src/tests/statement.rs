use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn tells_what_was_sold_and_what_each_party_was_due() {
	build_and_execute(|| {
		let id = active(parties(&[600_000, 400_000]));
		for price in [7, 8] {
			assert_ok!(RevenueShare::purchase(RuntimeOrigin::signed(BUYER), id, price));
		}
		let due = |n, share_ppm, total| PartyStatement {
			account: party(n),
			share_ppm,
			total,
			unclaimed: 0,
		};
		assert_eq!(
			RevenueShare::statement(id),
			Some(Statement {
				agreement: id,
				sales: 2,
				gross: 15,
				parties: vec![due(0, 600_000, 9), due(1, 400_000, 6)],
			})
		);
		assert_eq!(RevenueShare::statement(id + 1), None);
		assert_eq!(RevenueShare::agreement(id + 1), None);
	});
}

#[test]
fn a_quote_is_what_the_next_sale_is_split_into() {
	build_and_execute(|| {
		let id = active(parties(&[333_333, 333_333, 333_334]));
		for price in [1, 1, 5, 1_000] {
			let quote = RevenueShare::quote(id, price).unwrap();
			assert!(quote.iter().map(|(account, _)| account).eq([0, 1, 2].map(party).iter()));
			assert_ok!(RevenueShare::purchase(RuntimeOrigin::signed(BUYER), id, price));
			let parts = quote.into_iter().map(|(_, part)| part).collect();
			System::assert_last_event(
				Event::SaleSplit {
					agreement: id,
					sale: RevenueShare::statement(id).unwrap().sales,
					price,
					parts: PerParty::truncate_from(parts),
				}
				.into(),
			);
		}
		assert_eq!(RevenueShare::quote(id, Balance::MAX), None);
	});
}

#[test]
fn there_is_no_quote_where_nothing_is_sold() {
	build_and_execute(|| {
		assert_eq!(RevenueShare::quote(0, 1), None);
		let id = accepted(parties(&[500_000; 2]));
		assert_eq!(RevenueShare::quote(id, 1), None);
	});
}
