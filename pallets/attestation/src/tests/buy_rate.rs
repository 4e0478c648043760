use crate::{mock::*, *};
use bot_primitives::{signer::SecretKey, traits::OnTransfer, DeviceState};
use frame::{testing_prelude::*, traits::fungible::InspectHold};

/// One attestation in each block: 1,000 in 1,000 blocks.
const ONE: Rate = Rate { interval: 1_000, burst: 4 };
const DEPOSIT: u128 = RATE_DEPOSIT_BASE + 1_000 * RATE_DEPOSIT;

fn held(who: &AccountId) -> u128 {
	Balances::balance_on_hold(&HoldReason::Rate.into(), who)
}

fn buy(who: AccountId, device: DeviceIndex, rate: Rate) -> DispatchResult {
	Attestation::buy_rate(RuntimeOrigin::signed(who), device, rate)
}

fn rate_of(device: DeviceIndex) -> Rate {
	TestDevices::hot(device).unwrap().rate
}

#[test]
fn works_for_a_held_deposit() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_eq!(Attestation::rate_deposit(ONE), Some(DEPOSIT));
		assert_ok!(buy(OPERATOR, device, ONE));
		System::assert_last_event(
			Event::RateSold { device, rate: ONE, payer: OPERATOR, deposit: DEPOSIT }.into(),
		);
		assert_eq!(rate_of(device), ONE);
		assert_eq!(held(&OPERATOR), DEPOSIT);
		assert_eq!(TotalSoldRate::<Test>::get(), 1_000);

		// Attestations hold nothing more.
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_eq!(held(&OPERATOR), DEPOSIT);
	});
}

#[test]
fn takes_the_place_of_a_rate_bought_before() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(buy(OPERATOR, device, ONE));
		let most = Rate { interval: 10, burst: MAX_BURST };
		assert_ok!(buy(OPERATOR, device, most));
		assert_eq!(TotalSoldRate::<Test>::get(), MAX_SOLD_RATE);
		assert_eq!(held(&OPERATOR), RATE_DEPOSIT_BASE + u128::from(MAX_SOLD_RATE) * RATE_DEPOSIT);
		assert_ok!(buy(OPERATOR, device, ONE));
		assert_eq!((TotalSoldRate::<Test>::get(), held(&OPERATOR)), (1_000, DEPOSIT));
	});
}

#[test]
fn ends_with_the_operator() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(buy(OPERATOR, device, ONE));
		TestDevices::change(device, |hot| hot.operator = OTHER_OPERATOR);
		Attestation::on_transfer(device, &OPERATOR, &OTHER_OPERATOR);
		System::assert_last_event(Event::RateReturned { device, payer: OPERATOR }.into());
		assert_eq!((rate_of(device), held(&OPERATOR)), (RATE, 0));
		assert_eq!(TotalSoldRate::<Test>::get(), 0);
		// A device for which nothing was bought has nothing that ends.
		System::reset_events();
		Attestation::on_transfer(device, &OTHER_OPERATOR, &OPERATOR);
		assert!(System::events().is_empty());
	});
}

#[test]
fn sum_of_all_rates_has_a_bound() {
	build_and_execute(|| {
		let devices = [1, 2].map(|n| device_of(&SecretKey::ed25519([n; 32])));
		assert_ok!(buy(OPERATOR, devices[0], Rate { interval: 20, burst: 1 }));
		assert_ok!(buy(OPERATOR, devices[1], Rate { interval: 20, burst: 1 }));
		let slightly_more = Rate { interval: 19, burst: 1 };
		assert_noop!(buy(OPERATOR, devices[1], slightly_more), Error::<Test>::SoldOut);
	});
}

#[test]
fn unknown_device_is_refused() {
	build_and_execute(|| {
		assert_noop!(buy(OPERATOR, 7, ONE), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn a_device_that_is_gone_is_refused() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestDevices::change(device, |hot| hot.state = DeviceState::Compromised);
		assert_noop!(buy(OPERATOR, device, ONE), Error::<Test>::DeviceGone);
	});
}

#[test]
fn another_than_the_operator_is_refused() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_noop!(buy(OTHER_OPERATOR, device, ONE), Error::<Test>::NotOperator);
		TestMembers::suspend();
		assert_noop!(buy(OPERATOR, device, ONE), Error::<Test>::NotOperator);
	});
}

#[test]
fn invalid_rates_are_refused() {
	build_and_execute(|| {
		let device = device_of(&key());
		for (interval, burst) in [(0, 1), (1_000, 0), (1_000, MAX_BURST + 1)] {
			assert_noop!(
				buy(OPERATOR, device, Rate { interval, burst }),
				Error::<Test>::InvalidRate
			);
		}
	});
}

#[test]
fn a_deposit_that_cannot_be_held_is_refused() {
	build_and_execute(|| {
		let device = device_of(&key());
		let _ = Balances::force_set_balance(RuntimeOrigin::root(), OPERATOR, DEPOSIT);
		assert_noop!(buy(OPERATOR, device, ONE), TokenError::FundsUnavailable);
	});
}

#[test]
fn only_accounts_buy() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_noop!(
			Attestation::buy_rate(RuntimeOrigin::root(), device, ONE),
			DispatchError::BadOrigin
		);
	});
}
