use crate::{mock::*, *};
use frame::testing_prelude::*;

fn forget(id: AgreementId) -> DispatchResult {
	RevenueShare::forget(signed(OPERATOR), id)
}

/// An agreement whose first version was over for as long as it has to be kept.
fn amended_long_ago() -> AgreementId {
	let id = active(shared(&[600_000, 400_000]));
	let mut split = shared(&[500_000; 2]);
	split.parties[1].account = party(2);
	amended(id, split, now() + AMENDMENT_NOTICE);
	pass(AMENDMENT_NOTICE + RETENTION);
	id
}

#[test]
fn removes_the_oldest_version_and_then_the_agreement() {
	build_and_execute(|| {
		let id = amended_long_ago();
		assert_ok!(forget(id));
		System::assert_last_event(
			Event::VersionForgotten { agreement: id, version: 0, is_last: false }.into(),
		);
		assert_eq!((agreement(id).oldest, agreement(id).version), (1, 1));
		assert!(!Terms::<Test>::contains_key(id, 0));
		assert_noop!(forget(id), Error::<Test>::TooSoon);

		assert_ok!(RevenueShare::terminate(signed(OPERATOR), id));
		assert_ok!(RevenueShare::amend(
			signed(OPERATOR),
			id,
			shared(&[500_000; 2]),
			now() + 100 * DAY
		));
		pass(TERMINATION_NOTICE + RETENTION - 1);
		assert_noop!(forget(id), Error::<Test>::TooSoon);
		pass(1);
		assert_ok!(forget(id));
		System::assert_last_event(
			Event::VersionForgotten { agreement: id, version: 1, is_last: true }.into(),
		);
		assert_eq!(held(&OPERATOR), 0);
		assert_eq!(balance(&OPERATOR), START);
		assert_eq!(Terms::<Test>::iter().count() + Ledgers::<Test>::iter().count(), 0);
		assert_eq!(ActiveAgreement::<Test>::get(DEVICE), None);
	});
}

#[test]
fn a_frozen_agreement_is_forgotten_too() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		pass(RETENTION);
		assert_ok!(forget(id));
		assert_eq!(held(&OPERATOR), 0);
	});
}

#[test]
fn fails_before_its_time() {
	build_and_execute(|| {
		let id = proposed(shared(&[600_000, 400_000]));
		assert_noop!(forget(id), Error::<Test>::NotActive);
		accept_all(id, 0);
		assert_ok!(RevenueShare::activate(signed(OPERATOR), id));
		pass(RETENTION);
		assert_noop!(forget(id), Error::<Test>::TooSoon);
		assert_noop!(forget(id + 1), Error::<Test>::UnknownAgreement);
		assert_noop!(RevenueShare::forget(signed(party(0)), id), Error::<Test>::NotProposer);
	});
}

#[test]
fn fails_when_something_is_not_finished() {
	build_and_execute(|| {
		let id = amended_long_ago();
		assert_ok!(Pallet::<Test>::change_ledger(id, 0, Ledger::begin));
		assert_noop!(forget(id), Error::<Test>::NotFinished);
		assert_ok!(Pallet::<Test>::change_ledger(id, 0, Ledger::finish));
		let leaving = party(1);
		Positions::<Test>::insert(id, &leaving, Position { owed: 1, ..Default::default() });
		assert_noop!(forget(id), Error::<Test>::NotFinished);
		Positions::<Test>::insert(id, &leaving, Position { kept: 1, ..Default::default() });
		assert_noop!(forget(id), Error::<Test>::NotFinished);
		Positions::<Test>::insert(id, &leaving, Position { owing: 1, ..Default::default() });
		Positions::<Test>::insert(id, party(0), Position { owed: 1, ..Default::default() });
		assert_ok!(forget(id));
		assert_eq!(Positions::<Test>::get(id, leaving), Position::default());
		assert_eq!(Positions::<Test>::get(id, party(0)).owed, 1);
	});
}
