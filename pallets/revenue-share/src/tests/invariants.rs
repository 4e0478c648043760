use crate::{mock::*, *};
use frame::deps::sp_runtime::TryRuntimeError;

/// Sells something, breaks storage, and expects the invariant with this number to notice.
fn breaks(number: char, harm: impl FnOnce(AgreementId)) {
	new_test_ext().execute_with(|| {
		let id = active(parties(&[600_000, 400_000]));
		RevenueShare::purchase(RuntimeOrigin::signed(BUYER), id, 100).unwrap();
		RevenueShare::do_try_state().unwrap();
		harm(id);
		let TryRuntimeError::Other(message) = RevenueShare::do_try_state().unwrap_err() else {
			panic!("not a message");
		};
		assert!(message.starts_with(number), "{message}");
	});
}

fn change_agreement(id: AgreementId, change: impl FnOnce(&mut AgreementOf<Test>)) {
	Agreements::<Test>::mutate(id, |agreement| change(agreement.as_mut().unwrap()));
}

fn change_total(id: AgreementId, change: impl FnOnce(&mut SalesTotal)) {
	SalesTotals::<Test>::mutate(id, |total| change(total.as_mut().unwrap()));
}

#[test]
fn invariant_1_is_checked() {
	breaks('1', |_| NextAgreementId::<Test>::put(0));
	breaks('1', |id| change_agreement(id, |agreement| agreement.parties[0].share_ppm += 1));
	breaks('1', |id| change_agreement(id, |agreement| agreement.parties[0].account = party(1)));
}

#[test]
fn invariant_2_is_checked() {
	breaks('2', |id| change_agreement(id, |agreement| agreement.parties[0].accepted = false));
	breaks('2', |id| change_agreement(id, |agreement| agreement.state = AgreementState::Proposed));
}

#[test]
fn invariant_3_is_checked() {
	breaks('3', |_| ActiveAgreement::<Test>::remove(DEVICE));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE, id + 1));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE + 1, id + 1));
	breaks('3', |id| ActiveAgreement::<Test>::insert(DEVICE + 1, id));
	breaks('3', |id| change_agreement(id, |agreement| agreement.state = AgreementState::Accepted));
}

#[test]
fn invariant_4_is_checked() {
	breaks('4', SalesTotals::<Test>::remove);
	breaks('4', |id| SalesTotals::<Test>::insert(id + 1, SalesTotal::default()));
	breaks('4', |id| {
		change_agreement(id, |agreement| agreement.state = AgreementState::Accepted);
		ActiveAgreement::<Test>::remove(DEVICE);
	});
}

#[test]
fn invariant_5_is_checked() {
	breaks('5', |id| change_total(id, |total| total.gross += 1));
	breaks('5', |id| {
		change_total(id, |total| {
			total.parties[0].total += 1;
			total.parties[1].total -= 1;
		})
	});
	breaks('5', |id| change_total(id, |total| total.parties.truncate(1)));
}

#[test]
fn invariant_6_is_checked() {
	breaks('6', |id| change_total(id, |total| total.parties[0].unclaimed = 61));
	breaks('6', |id| change_total(id, |total| total.parties[0].unclaimed = 1));
}

#[test]
fn invariant_7_is_checked() {
	breaks('7', |id| change_agreement(id, |agreement| agreement.deposit += 1));
}
