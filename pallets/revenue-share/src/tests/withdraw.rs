use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn withdraw(who: AccountId, agreement: AgreementId) -> DispatchResult {
	RevenueShare::withdraw(RuntimeOrigin::signed(who), agreement)
}

#[test]
fn removes_the_agreement_and_returns_the_deposit() {
	build_and_execute(|| {
		for id in [proposed(parties(&[500_000; 2])), accepted(parties(&[62_500; 16]))] {
			assert_ok!(withdraw(OPERATOR, id));
			System::assert_last_event(Event::AgreementWithdrawn { agreement: id }.into());
			assert_eq!(RevenueShare::agreement(id), None);
			assert_eq!(RevenueShare::statement(id), None);
		}
		assert_eq!(held(&OPERATOR), 0);
		assert_eq!(Balances::balance(&OPERATOR), START);
		assert_eq!(proposed(parties(&[500_000; 2])), 2);
	});
}

#[test]
fn works_when_the_operator_is_suspended_and_the_device_gone() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		Members::set(OPERATOR, Roles::default());
		TestDevices::destroy(DEVICE);
		assert_ok!(withdraw(OPERATOR, id));
		assert_eq!(held(&OPERATOR), 0);
	});
}

#[test]
fn fails_when_there_is_no_such_agreement() {
	build_and_execute(|| {
		assert_noop!(withdraw(OPERATOR, 0), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_the_signer_did_not_propose_it() {
	build_and_execute(|| {
		let id = proposed(parties(&[500_000; 2]));
		assert_noop!(withdraw(party(0), id), Error::<Test>::NotProposer);
	});
}

#[test]
fn fails_when_it_is_active() {
	build_and_execute(|| {
		let id = active(parties(&[500_000; 2]));
		assert_noop!(withdraw(OPERATOR, id), Error::<Test>::AlreadyActive);
	});
}
