use crate::{mock::*, *};
use frame::testing_prelude::*;

fn offer(who: AccountId, to: AccountId) -> DispatchResult {
	DeviceDid::offer_transfer(RuntimeOrigin::signed(who), 0, to)
}

fn accept(who: AccountId) -> DispatchResult {
	DeviceDid::accept_transfer(RuntimeOrigin::signed(who), 0)
}

fn cancel(who: AccountId) -> DispatchResult {
	DeviceDid::cancel_transfer(RuntimeOrigin::signed(who), 0)
}

#[test]
fn an_offer_that_is_accepted_changes_the_operator() {
	build_and_execute(|| {
		device(&ed25519(1));
		assert_ok!(offer(OPERATOR, OTHER_OPERATOR));
		let (from, to) = (OPERATOR, OTHER_OPERATOR);
		System::assert_last_event(
			Event::TransferOffered { device: 0, from: from.clone(), to: to.clone() }.into(),
		);
		assert_eq!(held(&OPERATOR), price(deposits::transfer::<Test>()));
		assert_eq!(HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().operator, OPERATOR);

		assert_ok!(accept(OTHER_OPERATOR));
		System::assert_last_event(
			Event::Transferred { device: 0, from: from.clone(), to: to.clone() }.into(),
		);
		assert_eq!(
			HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().operator,
			OTHER_OPERATOR
		);
		assert_eq!(held(&OPERATOR), 0);
		assert_eq!(Told::all(), [(0, from, to)]);
		assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::NoTransfer);
		assert_noop!(offer(OPERATOR, OTHER_OPERATOR), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn each_side_can_end_an_offer() {
	for who in [OPERATOR, OTHER_OPERATOR] {
		build_and_execute(|| {
			device(&ed25519(1));
			assert_noop!(cancel(OPERATOR), Error::<Test>::NoTransfer);
			assert_ok!(offer(OPERATOR, OTHER_OPERATOR));
			assert_noop!(cancel(STRANGER), Error::<Test>::NotAuthorized);
			assert_noop!(cancel(PROVIDER), Error::<Test>::NotAuthorized);
			assert_ok!(cancel(who.clone()));
			System::assert_last_event(Event::TransferCancelled { device: 0, by: who }.into());
			assert_eq!(held(&OPERATOR), 0);
			assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::NoTransfer);
		});
	}
}

#[test]
fn a_provider_passes_on_what_came_back_to_it() {
	build_and_execute(|| {
		device(&ed25519(1));
		assert_noop!(offer(PROVIDER, OTHER_OPERATOR), Error::<Test>::NotAuthorized);
		assert_ok!(set_state(OPERATOR, DeviceState::Retired));
		assert_ok!(offer(PROVIDER, OTHER_OPERATOR));
		assert_ok!(cancel(PROVIDER));
		assert_ok!(offer(PROVIDER, OTHER_OPERATOR));
		assert_ok!(accept(OTHER_OPERATOR));
		assert_ok!(set_state(PROVIDER, DeviceState::Active));
		assert_eq!(
			HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().operator,
			OTHER_OPERATOR
		);
	});
}

#[test]
fn a_change_of_state_ends_an_offer() {
	build_and_execute(|| {
		device(&ed25519(1));
		assert_ok!(set_state(OPERATOR, DeviceState::Retired));
		let before = held(&PROVIDER);
		assert_ok!(offer(PROVIDER, OTHER_OPERATOR));
		// Without this a provider could take an active device from its operator.
		assert_ok!(set_state(PROVIDER, DeviceState::Active));
		assert_eq!(held(&PROVIDER), before);
		assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::NoTransfer);
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(offer(OPERATOR, OTHER_OPERATOR), Error::<Test>::UnknownDevice);
		assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::UnknownDevice);
		assert_noop!(cancel(OPERATOR), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(offer(STRANGER, OTHER_OPERATOR), Error::<Test>::NotAuthorized);
		assert_noop!(offer(OPERATOR, OPERATOR), Error::<Test>::SameOperator);
		assert_noop!(offer(OPERATOR, STRANGER), Error::<Test>::NotOperator);
		assert_ok!(offer(OPERATOR, OTHER_OPERATOR));
		assert_noop!(offer(OPERATOR, OTHER_OPERATOR), Error::<Test>::TransferOffered);
		assert_noop!(accept(STRANGER), Error::<Test>::NotAuthorized);
		Members::set(OTHER_OPERATOR, Default::default());
		assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::NotOperator);
		destroy();
		assert_noop!(offer(OPERATOR, OTHER_OPERATOR), Error::<Test>::DeviceGone);
		assert_noop!(accept(OTHER_OPERATOR), Error::<Test>::NoTransfer);
	});
}
