use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn purchase(who: AccountId, agreement: AgreementId, price: Amount) -> DispatchResult {
	RevenueShare::purchase(signed(who), agreement, price)
}

#[test]
fn splits_the_price_at_once() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 250_000, 150_000]));
		assert_ok!(purchase(BUYER, id, 200));
		System::assert_has_event(
			Event::SaleSplit { agreement: id, version: 0, price: 200 }.into(),
		);
		assert_eq!([0, 1, 2].map(|n| balance(&party(n)) - START), [120, 50, 30]);
		assert_eq!(balance(&BUYER), START - 200);
	});
}

#[test]
fn a_part_that_cannot_be_received_is_kept() {
	build_and_execute(|| {
		let mut split = shared(&[700_000, 250_000, 50_000]);
		split.parties[2].account = party(100);
		let id = active(split);
		assert_ok!(purchase(BUYER, id, 100));
		System::assert_has_event(
			Event::PartKept { agreement: id, payee: party(100), amount: 5 }.into(),
		);
		assert_eq!(balance(&RevenueShare::account()), MINIMUM + 5);
		// The next part opens an account, and the first is still kept.
		assert_ok!(purchase(BUYER, id, 200));
		assert_eq!(balance(&party(100)), 10);
		assert_eq!(Positions::<Test>::get(id, party(100)).kept, 5);
	});
}

#[test]
fn fails_when_nothing_can_be_sold() {
	build_and_execute(|| {
		let id = accepted(shared(&[500_000; 2]));
		assert_noop!(purchase(BUYER, id, 0), Error::<Test>::ZeroPrice);
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotActive);
		assert_noop!(purchase(BUYER, id + 1, 1), Error::<Test>::UnknownAgreement);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		for member in [PROVIDER, OPERATOR] {
			let roles = Members::roles_of(&member);
			Members::set(member.clone(), Roles::default());
			assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotInStanding);
			Members::set(member, roles);
		}
		assert_noop!(purchase(BUYER, id, START), TokenError::FundsUnavailable);
		TestDevices::change(DEVICE, |device| device.operator = OTHER_OPERATOR);
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotDeviceOperator);
		TestDevices::change(DEVICE, |device| device.operator = OPERATOR);
		TestDevices::recall();
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_the_sums_would_be_too_large() {
	build_and_execute(|| {
		let id = active(shared(&[500_000; 2]));
		Ledgers::<Test>::mutate(id, 0, |ledger| {
			let sales = &mut ledger.as_mut().unwrap().sales;
			sales.gross = Amount::MAX - 1;
			sales.parties.iter_mut().for_each(|total| *total = Amount::MAX / 2);
		});
		assert_noop!(purchase(BUYER, id, 2), Error::<Test>::Overflow);
		assert_ok!(purchase(BUYER, id, 1));
	});
}
