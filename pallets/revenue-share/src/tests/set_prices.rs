use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::{testing_prelude::*, traits::fungible::Mutate};

fn set(who: AccountId, device: DeviceIndex, prices: &[Amount]) -> DispatchResult {
	RevenueShare::set_prices(signed(who), device, EURO, tiers(prices))
}

#[test]
fn keeps_the_prices_for_a_deposit() {
	build_and_execute(|| {
		assert_ok!(set(OPERATOR, DEVICE, &[150, 200]));
		System::assert_last_event(
			Event::PricesSet {
				device: DEVICE,
				price_list: 0,
				asset: EURO,
				tiers: tiers(&[150, 200]),
			}
			.into(),
		);
		let list = RevenueShare::prices(DEVICE).unwrap();
		assert_eq!((list.id, list.operator, list.asset), (0, OPERATOR, EURO));
		assert_eq!(list.tiers, tiers(&[150, 200]));
		let bytes = PriceLists::<Test>::get(DEVICE).encode().len() as Amount - 1;
		assert!(list.deposit >= ITEM_DEPOSIT + bytes);
		assert_eq!(held_for(HoldReason::PriceList, &OPERATOR), list.deposit);
	});
}

#[test]
fn a_new_list_takes_the_place_of_the_old_one() {
	build_and_execute(|| {
		assert_ok!(set(OPERATOR, DEVICE, &[150, 200]));
		// The deposit of the old list pays for the new one.
		Balances::set_balance(&OPERATOR, MINIMUM);
		assert_ok!(set(OPERATOR, DEVICE, &[100]));
		let list = RevenueShare::prices(DEVICE).unwrap();
		assert_eq!((list.id, list.tiers), (1, tiers(&[100])));
		assert_eq!(held_for(HoldReason::PriceList, &OPERATOR), list.deposit);
	});
}

#[test]
fn the_list_of_another_operator_is_paid_back() {
	build_and_execute(|| {
		assert_ok!(set(OPERATOR, DEVICE, &[150]));
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_ok!(set(OTHER_OPERATOR, DEVICE, &[150]));
		assert_eq!(held_for(HoldReason::PriceList, &OPERATOR), 0);
		assert_eq!(balance(&OPERATOR), START);
		assert_eq!(RevenueShare::prices(DEVICE).unwrap().operator, OTHER_OPERATOR);
	});
}

#[test]
fn fails_when_the_signer_does_not_run_the_device() {
	build_and_execute(|| {
		assert_noop!(set(STRANGER, DEVICE, &[1]), Error::<Test>::NotOperator);
		assert_noop!(set(OTHER_OPERATOR, DEVICE, &[1]), Error::<Test>::NotDeviceOperator);
		assert_noop!(set(OPERATOR, DEVICE + 1, &[1]), Error::<Test>::UnknownDevice);
		TestDevices::destroy(DEVICE);
		assert_noop!(set(OPERATOR, DEVICE, &[1]), Error::<Test>::DeviceNotActive);
		Members::set(OPERATOR, Roles::default());
		assert_noop!(set(OPERATOR, DEVICE, &[1]), Error::<Test>::NotOperator);
	});
}

#[test]
fn fails_when_there_is_no_price_or_it_is_zero() {
	build_and_execute(|| {
		assert_noop!(set(OPERATOR, DEVICE, &[]), Error::<Test>::NoPrices);
		assert_noop!(set(OPERATOR, DEVICE, &[1, 0]), Error::<Test>::ZeroPrice);
	});
}

#[test]
fn fails_when_there_is_no_number_or_no_deposit() {
	build_and_execute(|| {
		Balances::set_balance(&OPERATOR, MINIMUM);
		assert_noop!(set(OPERATOR, DEVICE, &[1]), TokenError::FundsUnavailable);
		NextPriceListId::<Test>::put(PriceListId::MAX);
		assert_noop!(set(OPERATOR, DEVICE, &[1]), Error::<Test>::Overflow);
	});
}
