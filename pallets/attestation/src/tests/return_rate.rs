use crate::{mock::*, *};
use bot_primitives::DeviceState;
use frame::{testing_prelude::*, traits::fungible::InspectHold};

const ONE: Rate = Rate { interval: 1_000, burst: 4 };

fn device_with_rate() -> DeviceIndex {
	let device = device_of(&key());
	assert_ok!(Attestation::buy_rate(RuntimeOrigin::signed(OPERATOR), device, ONE));
	device
}

fn return_rate(who: AccountId, device: DeviceIndex) -> DispatchResult {
	Attestation::return_rate(RuntimeOrigin::signed(who), device)
}

#[test]
fn works_and_releases_the_deposit() {
	build_and_execute(|| {
		let device = device_with_rate();
		assert_ok!(return_rate(OPERATOR, device));
		System::assert_last_event(Event::RateReturned { device, payer: OPERATOR }.into());
		assert_eq!(Balances::balance_on_hold(&HoldReason::Rate.into(), &OPERATOR), 0);
		assert_eq!(Balances::free_balance(&OPERATOR), ENDOWMENT);
		assert_eq!(TestDevices::hot(device).unwrap().rate, RATE);
		assert_eq!(TotalSoldRate::<Test>::get(), 0);
	});
}

#[test]
fn works_for_a_suspended_operator() {
	build_and_execute(|| {
		let device = device_with_rate();
		TestMembers::suspend();
		assert_ok!(return_rate(OPERATOR, device));
	});
}

#[test]
fn anyone_returns_the_rate_of_a_device_that_is_gone() {
	build_and_execute(|| {
		let device = device_with_rate();
		TestDevices::change(device, |hot| hot.state = DeviceState::Destroyed);
		assert_ok!(return_rate(GATEWAY, device));
		assert_eq!(Balances::free_balance(&OPERATOR), ENDOWMENT);
	});
}

#[test]
fn unknown_device_is_refused() {
	build_and_execute(|| {
		assert_noop!(return_rate(OPERATOR, 7), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn a_rate_that_was_not_bought_is_refused() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_noop!(return_rate(OPERATOR, device), Error::<Test>::NotSold);
	});
}

#[test]
fn another_than_who_bought_it_is_refused() {
	build_and_execute(|| {
		let device = device_with_rate();
		assert_noop!(return_rate(OTHER_OPERATOR, device), Error::<Test>::NotOperator);
	});
}

#[test]
fn only_accounts_return() {
	build_and_execute(|| {
		let device = device_with_rate();
		assert_noop!(
			Attestation::return_rate(RuntimeOrigin::none(), device),
			DispatchError::BadOrigin
		);
	});
}
