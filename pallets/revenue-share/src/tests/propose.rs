use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn propose(who: AccountId, device: DeviceIndex, parties: PartiesOf<Test>) -> DispatchResult {
	RevenueShare::propose(RuntimeOrigin::signed(who), device, parties)
}

#[test]
fn stores_the_agreement_and_holds_the_deposit() {
	build_and_execute(|| {
		let parties = parties(&[600_000, 250_000, 150_000]);
		assert_ok!(propose(OPERATOR, DEVICE, parties.clone()));
		System::assert_last_event(
			Event::AgreementProposed {
				agreement: 0,
				device: DEVICE,
				operator: OPERATOR,
				parties: parties.clone(),
			}
			.into(),
		);

		let agreement = RevenueShare::agreement(0).unwrap();
		assert_eq!((agreement.device, &agreement.operator), (DEVICE, &OPERATOR));
		assert_eq!(agreement.state, AgreementState::Proposed);
		assert!(agreement.parties.iter().all(|party| !party.accepted));
		let stored = agreement.encoded_size() + SalesTotals::<Test>::get(0).encoded_size() - 1 + 4;
		assert_eq!(agreement.deposit, 3 * ITEM_DEPOSIT + stored as Balance);
		assert_eq!(held(&OPERATOR), agreement.deposit);

		assert_ok!(propose(OPERATOR, DEVICE, parties));
		assert_eq!(NextAgreementId::<Test>::get(), 2);
		assert_eq!(held(&OPERATOR), 2 * agreement.deposit);
	});
}

#[test]
fn two_to_sixteen_parties_are_possible() {
	build_and_execute(|| {
		assert_ok!(propose(OPERATOR, DEVICE, parties(&[999_999, 1])));
		assert_ok!(propose(OPERATOR, DEVICE, parties(&[62_500; 16])));
	});
}

#[test]
fn fails_when_the_signer_does_not_operate_the_device() {
	build_and_execute(|| {
		let parties = parties(&[500_000; 2]);
		let of = |who, device| propose(who, device, parties.clone());
		assert_noop!(of(STRANGER, DEVICE), Error::<Test>::NotOperator);
		assert_noop!(of(PROVIDER, DEVICE), Error::<Test>::NotOperator);
		assert_noop!(of(OTHER_OPERATOR, DEVICE), Error::<Test>::NotDeviceOperator);
		assert_noop!(of(OPERATOR, DEVICE + 1), Error::<Test>::UnknownDevice);
		Members::set(OPERATOR, Roles::default());
		assert_noop!(of(OPERATOR, DEVICE), Error::<Test>::NotOperator);
	});
}

#[test]
fn fails_when_the_device_is_gone() {
	build_and_execute(|| {
		TestDevices::destroy(DEVICE);
		assert_noop!(
			propose(OPERATOR, DEVICE, parties(&[500_000; 2])),
			Error::<Test>::DeviceNotActive
		);
	});
}

#[test]
fn fails_when_the_parties_do_not_share_the_whole() {
	build_and_execute(|| {
		let of = |shares: &[u32]| propose(OPERATOR, DEVICE, parties(shares));
		assert_noop!(of(&[]), Error::<Test>::TooFewParties);
		assert_noop!(of(&[1_000_000]), Error::<Test>::TooFewParties);
		assert_noop!(of(&[1_000_000, 0]), Error::<Test>::ZeroShare);
		assert_noop!(of(&[500_000, 499_999]), Error::<Test>::SharesNotWhole);
		assert_noop!(of(&[500_000, 500_001]), Error::<Test>::SharesNotWhole);
		assert_noop!(of(&[u32::MAX; 16]), Error::<Test>::SharesNotWhole);
		let mut twice = parties(&[500_000; 2]);
		twice[1].account = twice[0].account.clone();
		assert_noop!(propose(OPERATOR, DEVICE, twice), Error::<Test>::DuplicateParty);
	});
}

#[test]
fn fails_when_the_numbers_are_used_up() {
	build_and_execute(|| {
		NextAgreementId::<Test>::put(AgreementId::MAX);
		assert_noop!(propose(OPERATOR, DEVICE, parties(&[500_000; 2])), Error::<Test>::Overflow);
	});
}

#[test]
fn fails_when_the_operator_cannot_pay_the_deposit() {
	build_and_execute(|| {
		Balances::set_balance(&OPERATOR, MINIMUM);
		assert_noop!(
			propose(OPERATOR, DEVICE, parties(&[500_000; 2])),
			TokenError::FundsUnavailable
		);
	});
}
