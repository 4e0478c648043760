use crate::{mock::*, *};
use frame::testing_prelude::*;

fn terminate(who: AccountId, id: AgreementId) -> DispatchResult {
	RevenueShare::terminate(signed(who), id)
}

#[test]
fn ends_the_agreement_after_the_notice() {
	for who in [OPERATOR, party(1)] {
		build_and_execute(|| {
			let id = active(shared(&[600_000, 400_000]));
			let ends_at = now() + TERMINATION_NOTICE;
			assert_ok!(terminate(who.clone(), id));
			System::assert_last_event(
				Event::AgreementTerminated { agreement: id, by: who, ends_at }.into(),
			);
			pass(TERMINATION_NOTICE - 1);
			sell(id, 100);
			pass(1);
			assert_noop!(
				RevenueShare::purchase(signed(BUYER), id, 0, 100),
				Error::<Test>::NotActive
			);
		});
	}
}

#[test]
fn an_amendment_after_the_end_never_comes_into_force() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		amended(id, shared(&[500_000; 2]), now() + TERMINATION_NOTICE + 1);
		assert_ok!(terminate(OPERATOR, id));
		pass(TERMINATION_NOTICE + 1);
		assert_eq!(agreement(id).version_at(now()), 0);
	});
}

#[test]
fn fails_when_the_signer_has_no_part_in_it() {
	build_and_execute(|| {
		let id = active(taxed(&[600_000, 400_000]));
		for who in [STRANGER, TAX_OFFICE, party(2)] {
			assert_noop!(terminate(who, id), Error::<Test>::NotParty);
		}
		assert_noop!(terminate(OPERATOR, id + 1), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_it_is_not_active_or_was_terminated() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		assert_noop!(terminate(OPERATOR, id), Error::<Test>::NotActive);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		assert_ok!(terminate(OPERATOR, id));
		assert_noop!(terminate(party(0), id), Error::<Test>::AlreadyTerminated);
	});
}
