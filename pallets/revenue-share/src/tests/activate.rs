use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn activate(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::activate(signed(who), id)
}

#[test]
fn makes_the_agreement_the_active_one() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		assert_ok!(activate(OPERATOR, id));
		System::assert_last_event(
			Event::AgreementActivated { agreement: id, device: DEVICE }.into(),
		);
		assert_eq!(agreement(id).state, AgreementState::Active);
		assert_eq!(ActiveAgreement::<Test>::get(DEVICE), Some(id));
		assert_eq!(RevenueShare::active_agreement(DEVICE), Some(id));
		assert_eq!(RevenueShare::active_agreement(DEVICE + 1), None);
		assert_eq!(Terms::<Test>::get(id, 0).unwrap().in_force_from, now());
	});
}

#[test]
fn takes_the_place_of_one_that_has_ended() {
	build_and_execute(|| {
		let before = active(shared(&[600_000, 400_000]));
		let id = accepted(shared(&[500_000; 2]));
		assert_ok!(RevenueShare::terminate(signed(OPERATOR), before));
		assert_noop!(activate(OPERATOR, id), Error::<Test>::AlreadyActive);
		assert_eq!(RevenueShare::active_agreement(DEVICE), Some(before));
		pass(TERMINATION_NOTICE);
		assert_eq!(RevenueShare::active_agreement(DEVICE), None);
		assert_ok!(activate(OPERATOR, id));
		assert_eq!(agreement(before).state, AgreementState::Ended);
		assert_eq!(ActiveAgreement::<Test>::get(DEVICE), Some(id));
	});
}

#[test]
fn fails_when_the_device_has_reported_under_a_later_proposal() {
	build_and_execute(|| {
		let first = accepted(shared(&[600_000, 400_000]));
		let second = active(shared(&[500_000; 2]));
		reported(second, &[cash(1, 100)]);
		assert_ok!(RevenueShare::terminate(signed(OPERATOR), second));
		pass(TERMINATION_NOTICE);
		assert_noop!(activate(OPERATOR, first), Error::<Test>::TooLate);
		let third = accepted(shared(&[600_000, 400_000]));
		assert_ok!(activate(OPERATOR, third));
		reported(third, &[cash(1, 100)]);
	});
}

#[test]
fn fails_when_some_party_has_yet_to_accept() {
	build_and_execute(|| {
		let split = shared(&[600_000, 400_000]);
		let id = proposed(split.clone());
		assert_ok!(RevenueShare::accept(signed(party(0)), id, split));
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotAccepted);
	});
}

#[test]
fn fails_when_the_signer_did_not_propose_it() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		assert_noop!(activate(party(0), id), Error::<Test>::NotProposer);
		assert_noop!(activate(OPERATOR, id + 1), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_the_operator_or_the_device_changed() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		let roles = Members::roles_of(&OPERATOR);
		Members::set(OPERATOR, Roles::default());
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotOperator);
		Members::set(OPERATOR, roles);
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_noop!(activate(OPERATOR, id), Error::<Test>::NotDeviceOperator);
		TestDevices::transfer(DEVICE, OPERATOR);
		TestDevices::recall();
		assert_noop!(activate(OPERATOR, id), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_it_or_another_is_active() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(activate(OPERATOR, id), Error::<Test>::AlreadyActive);
		let other = accepted(shared(&[600_000, 400_000]));
		assert_noop!(activate(OPERATOR, other), Error::<Test>::AlreadyActive);
	});
}
