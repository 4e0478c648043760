//! What happens to an agreement when another operator runs the device.

use crate::{mock::*, *};
use frame::testing_prelude::*;

fn renew(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::renew(signed(who), id)
}

#[test]
fn the_agreement_freezes() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let deposits = held(&OPERATOR);
		assert_ok!(RevenueShare::amend(
			signed(OPERATOR),
			id,
			shared(&[500_000; 2]),
			now() + AMENDMENT_NOTICE
		));
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		System::assert_last_event(Event::AgreementFrozen { agreement: id, device: DEVICE }.into());
		let frozen = agreement(id);
		assert_eq!((frozen.state, frozen.ends_at), (AgreementState::Frozen, Some(now())));
		assert_eq!(frozen.amendment, None);
		assert_eq!(held(&OPERATOR), deposits);
		assert_eq!(ActiveAgreement::<Test>::get(DEVICE), None);
		assert_noop!(RevenueShare::purchase(signed(BUYER), id, 0, 1), Error::<Test>::NotActive);
	});
}

#[test]
fn an_agreement_whose_time_was_over_has_ended() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_ok!(RevenueShare::terminate(signed(OPERATOR), id));
		let ends_at = now() + TERMINATION_NOTICE;
		pass(TERMINATION_NOTICE + DAY);
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_eq!(agreement(id).state, AgreementState::Ended);
		assert_eq!(agreement(id).ends_at, Some(ends_at));
	});
}

#[test]
fn the_new_operator_renews_it_and_the_parties_accept_again() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		pass(AMENDMENT_NOTICE);
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_ok!(renew(OTHER_OPERATOR, id));
		System::assert_last_event(Event::AgreementRenewed { agreement: id, renewed: 1 }.into());
		let renewed = agreement(1);
		assert_eq!(renewed.operator, OTHER_OPERATOR);
		assert_eq!(renewed.conditions, agreement(id).conditions);
		assert_eq!(Terms::<Test>::get(1, 0).unwrap().split, shared(&[500_000; 2]));
		accept_all(1, 0);
		assert_ok!(RevenueShare::activate(signed(OTHER_OPERATOR), 1));
		sell(1, 100);
		assert_eq!(balance(&party(1)), START + 50);
	});
}

#[test]
fn renewing_fails_when_it_is_not_frozen_or_the_signer_does_not_run_the_device() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_noop!(renew(OPERATOR, id), Error::<Test>::NotFrozen);
		assert_noop!(renew(OPERATOR, id + 1), Error::<Test>::UnknownAgreement);
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_noop!(renew(OPERATOR, id), Error::<Test>::NotDeviceOperator);
		assert_noop!(renew(STRANGER, id), Error::<Test>::NotOperator);
		change_agreement(id, |it| it.conditions.arbiter = OTHER_OPERATOR);
		assert_noop!(renew(OTHER_OPERATOR, id), Error::<Test>::ArbiterNotNeutral);
	});
}
