use crate::{mock::*, *};
use frame::testing_prelude::*;

fn remove(who: AccountId, device: DeviceIndex) -> DispatchResult {
	RevenueShare::remove_prices(signed(who), device)
}

#[test]
fn returns_the_deposit() {
	build_and_execute(|| {
		set_prices(DEVICE, EURO, &[150]);
		assert_ok!(remove(OPERATOR, DEVICE));
		System::assert_last_event(Event::PricesRemoved { device: DEVICE, price_list: 0 }.into());
		assert_eq!(RevenueShare::prices(DEVICE), None);
		assert_eq!(held_for(HoldReason::PriceList, &OPERATOR), 0);
		assert_eq!(balance(&OPERATOR), START);
	});
}

#[test]
fn works_for_who_set_them_after_another_runs_the_device() {
	build_and_execute(|| {
		set_prices(DEVICE, EURO, &[150]);
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_noop!(remove(OTHER_OPERATOR, DEVICE), Error::<Test>::NotPriceSetter);
		assert_ok!(remove(OPERATOR, DEVICE));
	});
}

#[test]
fn works_for_anybody_once_the_device_is_gone() {
	build_and_execute(|| {
		set_prices(DEVICE, EURO, &[150]);
		assert_noop!(remove(STRANGER, DEVICE), Error::<Test>::NotPriceSetter);
		TestDevices::destroy(DEVICE);
		assert_ok!(remove(STRANGER, DEVICE));
		assert_eq!(balance(&OPERATOR), START);
	});
}

#[test]
fn fails_when_there_are_none() {
	build_and_execute(|| {
		assert_noop!(remove(OPERATOR, DEVICE), Error::<Test>::NoPrices);
		assert_noop!(remove(OPERATOR, DEVICE + 1), Error::<Test>::NoPrices);
	});
}
