use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn activate(who: AccountId, agreement: AgreementId) -> DispatchResult {
	RevenueShare::activate(RuntimeOrigin::signed(who), agreement)
}

#[test]
fn makes_it_the_active_agreement_of_the_device() {
	build_and_execute(|| {
		let id = accepted(parties(&[500_000; 2]));
		assert_ok!(activate(OPERATOR, id));
		System::assert_last_event(
			Event::AgreementActivated { agreement: id, device: DEVICE }.into(),
		);
		assert_eq!(RevenueShare::agreement(id).unwrap().state, AgreementState::Active);
		assert_eq!(ActiveAgreement::<Test>::get(DEVICE), Some(id));
	});
}

#[test]
fn each_device_can_have_one() {
	build_and_execute(|| {
		active(parties(&[500_000; 2]));
		let device = TestDevices::add(&OTHER_OPERATOR);
		let signed = RuntimeOrigin::signed;
		assert_ok!(RevenueShare::propose(signed(OTHER_OPERATOR), device, parties(&[500_000; 2])));
		assert_ok!(RevenueShare::accept(signed(party(0)), 1));
		assert_ok!(RevenueShare::accept(signed(party(1)), 1));
		assert_ok!(activate(OTHER_OPERATOR, 1));
	});
}

#[test]
fn fails_when_the_signer_may_not() {
	build_and_execute(|| {
		let id = accepted(parties(&[500_000; 2]));
		assert_noop!(activate(OPERATOR, id + 1), Error::<Test>::UnknownAgreement);
		assert_noop!(activate(OTHER_OPERATOR, id), Error::<Test>::NotProposer);
		Members::set(OPERATOR, Roles::default());
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotOperator);
	});
}

#[test]
fn fails_when_the_device_changed_since() {
	build_and_execute(|| {
		let id = accepted(parties(&[500_000; 2]));
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotDeviceOperator);
		TestDevices::destroy(DEVICE);
		assert_noop!(activate(OPERATOR, id), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_a_party_has_not_accepted() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		assert_ok!(RevenueShare::accept(RuntimeOrigin::signed(party(0)), id));
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotAccepted);
	});
}

#[test]
fn fails_when_the_device_has_an_active_agreement() {
	build_and_execute(|| {
		let first = active(parties(&[500_000; 2]));
		let second = accepted(parties(&[250_000; 4]));
		assert_noop!(activate(OPERATOR, first), Error::<Test>::AlreadyActive);
		assert_noop!(activate(OPERATOR, second), Error::<Test>::AlreadyActive);
	});
}
