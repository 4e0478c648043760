//! What always holds of prices and purchases, broken by hand.

use crate::{mock::*, *};
use frame::{deps::sp_runtime::TryRuntimeError, traits::fungible::MutateHold};

/// Pays with a ticket and without one, breaks storage, and expects the invariant with this letter to
/// notice.
fn breaks(letter: char, harm: impl FnOnce(PurchaseId)) {
	new_test_ext().execute_with(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		paid_for(id, 100);
		RevenueShare::do_try_state().unwrap();
		harm(purchase);
		let TryRuntimeError::Other(message) = RevenueShare::do_try_state().unwrap_err() else {
			panic!("not a message");
		};
		assert!(message.starts_with(letter), "{message}");
	});
}

fn change(id: PurchaseId, change: impl FnOnce(&mut PurchaseOf<Test>)) {
	Purchases::<Test>::mutate(id, |purchase| change(purchase.as_mut().unwrap()));
}

fn change_list(change: impl FnOnce(&mut PriceListOf<Test>)) {
	PriceLists::<Test>::mutate(DEVICE, |list| change(list.as_mut().unwrap()));
}

#[test]
fn invariant_a_is_checked() {
	breaks('a', |_| NextPriceListId::<Test>::put(0));
	breaks('a', |_| change_list(|list| list.tiers[0].price = 0));
	breaks('a', |_| change_list(|list| list.tiers.truncate(0)));
}

#[test]
fn invariant_b_is_checked() {
	breaks('b', NextPurchaseId::<Test>::put);
	breaks('b', |id| change(id, |purchase| purchase.price = 0));
	breaks('b', |id| change(id, |purchase| purchase.vend_by = purchase.report_by + 1));
	breaks('b', |id| {
		change(id + 1, |purchase| {
			purchase.ticket.as_mut().unwrap().claim_by = purchase.report_by - 1;
		})
	});
	breaks('b', |id| change(id, |purchase| purchase.version = 1));
	breaks('b', |id| change(id, |purchase| purchase.agreement = 1));
	breaks('7', |_| {
		Ledgers::<Test>::mutate(0, 0, |ledger| ledger.as_mut().unwrap().open = 1);
	});
	breaks('b', |id| {
		ExpiredPurchases::<Test>::put(Expired { without_ticket: 0, with_ticket: id + 3 });
	});
	breaks('b', |id| {
		ExpiredPurchases::<Test>::put(Expired { without_ticket: id + 3, with_ticket: 0 });
	});
}

#[test]
fn invariant_c_is_checked() {
	breaks('c', |id| change(id, |purchase| purchase.price += 1));
	breaks('c', |id| change(id, |purchase| purchase.asset = EURO));
	breaks('c', |id| change(id, |purchase| purchase.payer = STRANGER));
	breaks('c', |_| Balances::hold(&HoldReason::Escrow.into(), &BUYER, 1).unwrap());
}

#[test]
fn invariant_d_is_checked() {
	breaks('d', |id| change(id, |purchase| purchase.deposit += 1));
	breaks('d', |_| Balances::hold(&HoldReason::Purchase.into(), &BUYER, 1).unwrap());
	breaks('d', |_| change_list(|list| list.deposit += 1));
	breaks('d', |_| change_list(|list| list.operator = STRANGER));
}
