use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::{testing_prelude::*, traits::fungible::Mutate};

fn purchase(id: AgreementId, tier: u8, max_price: Amount) -> DispatchResult {
	RevenueShare::purchase(signed(BUYER), id, tier, max_price)
}

/// An agreement on a device that charges 150 and 200.
fn selling() -> AgreementId {
	let id = active(shared(&[600_000, 400_000]));
	set_prices(DEVICE, conditions().asset, &[150, 200]);
	id
}

#[test]
fn holds_the_price_and_a_deposit() {
	build_and_execute(|| {
		let id = selling();
		assert_ok!(purchase(id, 1, 200));
		let info = RevenueShare::open_purchase(0).unwrap();
		System::assert_last_event(Event::PurchasePaid { purchase: 0, info: info.clone() }.into());
		let deposit = info.deposit;
		let expected = PurchaseInfo {
			device: DEVICE,
			agreement: id,
			version: 0,
			price_list: 0,
			class: 1,
			asset: conditions().asset,
			price: 200,
			payer: BUYER,
			ticket: None,
			vend_by: now() + VEND_WINDOW,
			report_by: now() + REPORT_WINDOW,
			state: PurchaseState::Open,
			deposit,
		};
		assert_eq!(info, expected);
		assert!(deposit >= ITEM_DEPOSIT + info.encode().len() as Amount);
		assert_eq!(escrow(conditions().asset, &BUYER), 200);
		assert_eq!(held_for(HoldReason::Purchase, &BUYER), deposit);
		assert_eq!(balance(&BUYER), START - 200 - deposit);
		assert_eq!([0, 1].map(|n| balance(&party(n))), [START; 2]);
		assert_eq!(ledger(id, 0).sales.gross, 0);
	});
}

#[test]
fn the_price_of_another_asset_is_held_in_it() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let purchase = paid(id, 200);
		let deposit = RevenueShare::open_purchase(purchase).unwrap().deposit;
		assert_eq!(escrow(EURO, &BUYER), 200);
		assert_eq!(Assets::balance(1, BUYER), START - 200);
		assert_eq!(balance(&BUYER), START - deposit);
	});
}

#[test]
fn fails_when_the_price_is_higher_than_the_buyer_wants_to_pay() {
	build_and_execute(|| {
		let id = selling();
		assert_noop!(purchase(id, 0, 149), Error::<Test>::PriceTooHigh);
		assert_ok!(purchase(id, 0, 150));
		// The list changes between display and payment.
		set_prices(DEVICE, conditions().asset, &[160]);
		assert_noop!(purchase(id, 0, 150), Error::<Test>::PriceTooHigh);
	});
}

#[test]
fn fails_when_there_is_no_such_price() {
	build_and_execute(|| {
		let id = selling();
		assert_noop!(purchase(id, 2, 200), Error::<Test>::UnknownTier);
		set_prices(DEVICE, EURO, &[150]);
		assert_noop!(purchase(id, 0, 200), Error::<Test>::OtherAsset);
		assert_ok!(RevenueShare::remove_prices(signed(OPERATOR), DEVICE));
		assert_noop!(purchase(id, 0, 200), Error::<Test>::NoPrices);
	});
}

#[test]
fn the_prices_of_another_operator_have_no_effect() {
	build_and_execute(|| {
		let id = selling();
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_ok!(RevenueShare::renew(signed(OTHER_OPERATOR), id));
		accept_all(id + 1, 0);
		assert_ok!(RevenueShare::activate(signed(OTHER_OPERATOR), id + 1));
		assert_noop!(purchase(id + 1, 0, 200), Error::<Test>::NoPrices);
		set_prices(DEVICE, conditions().asset, &[150]);
		assert_ok!(purchase(id + 1, 0, 200));
	});
}

#[test]
fn fails_when_nothing_can_be_sold() {
	build_and_execute(|| {
		let id = accepted(shared(&[500_000; 2]));
		set_prices(DEVICE, conditions().asset, &[1]);
		assert_noop!(purchase(id, 0, 1), Error::<Test>::NotActive);
		assert_noop!(purchase(id + 1, 0, 1), Error::<Test>::UnknownAgreement);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		for member in [PROVIDER, OPERATOR] {
			let roles = Members::roles_of(&member);
			Members::set(member.clone(), Roles::default());
			assert_noop!(purchase(id, 0, 1), Error::<Test>::NotInStanding);
			Members::set(member, roles);
		}
		TestDevices::change(DEVICE, |device| device.operator = OTHER_OPERATOR);
		assert_noop!(purchase(id, 0, 1), Error::<Test>::NotDeviceOperator);
		TestDevices::change(DEVICE, |device| device.operator = OPERATOR);
		assert_ok!(purchase(id, 0, 1));
		TestDevices::recall();
		assert_noop!(purchase(id, 0, 1), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_the_buyer_has_not_the_price_or_the_deposit() {
	build_and_execute(|| {
		let id = selling();
		Balances::set_balance(&BUYER, MINIMUM + 200);
		assert_noop!(purchase(id, 1, 200), TokenError::FundsUnavailable);
		Balances::set_balance(&BUYER, START);
		set_prices(DEVICE, conditions().asset, &[START]);
		assert_noop!(purchase(id, 0, START), TokenError::FundsUnavailable);
	});
}

#[test]
fn fails_when_all_numbers_are_given_away() {
	build_and_execute(|| {
		let id = selling();
		NextPurchaseId::<Test>::put(PurchaseId::MAX);
		assert_noop!(purchase(id, 0, 200), Error::<Test>::Overflow);
		NextPurchaseId::<Test>::put(0);
		set_time(Millis::MAX);
		assert_noop!(purchase(id, 0, 200), Error::<Test>::Overflow);
	});
}
