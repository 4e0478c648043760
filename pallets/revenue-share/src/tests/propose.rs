use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn propose(who: AccountId, split: SplitOf<Test>) -> DispatchResult {
	RevenueShare::propose(signed(who), DEVICE, conditions(), split)
}

#[test]
fn stores_what_is_proposed_and_holds_the_deposits() {
	build_and_execute(|| {
		let split = taxed(&[600_000, 400_000]);
		assert_ok!(propose(OPERATOR, split.clone()));
		System::assert_last_event(
			Event::AgreementProposed { agreement: 0, device: DEVICE, operator: OPERATOR }.into(),
		);
		let agreement = agreement(0);
		assert_eq!(agreement.state, AgreementState::Proposed);
		assert_eq!((agreement.device, agreement.operator), (DEVICE, OPERATOR));
		assert_eq!(agreement.conditions, conditions());
		let terms = Terms::<Test>::get(0, 0).unwrap();
		assert_eq!(terms.split, split);
		assert_eq!(terms.missing.to_vec(), [party(0), party(1)]);
		assert!(terms.deposit > 5 * ITEM_DEPOSIT);
		assert_eq!(held(&OPERATOR), agreement.deposit + terms.deposit);
		assert_eq!(NextAgreementId::<Test>::get(), 1);
	});
}

#[test]
fn fails_when_the_signer_does_not_run_the_device() {
	build_and_execute(|| {
		let split = shared(&[600_000, 400_000]);
		assert_noop!(propose(STRANGER, split.clone()), Error::<Test>::NotOperator);
		assert_noop!(propose(OTHER_OPERATOR, split.clone()), Error::<Test>::NotDeviceOperator);
		assert_noop!(
			RevenueShare::propose(signed(OPERATOR), 9, conditions(), split.clone()),
			Error::<Test>::UnknownDevice
		);
		Members::set(OPERATOR, Roles::default());
		assert_noop!(propose(OPERATOR, split), Error::<Test>::NotOperator);
	});
}

#[test]
fn fails_when_the_device_may_not_act() {
	build_and_execute(|| {
		TestDevices::destroy(DEVICE);
		let split = shared(&[600_000, 400_000]);
		assert_noop!(propose(OPERATOR, split), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_the_shares_are_not_whole() {
	build_and_execute(|| {
		assert_noop!(propose(OPERATOR, shared(&[1_000_000])), Error::<Test>::TooFewParties);
		assert_noop!(propose(OPERATOR, shared(&[1_000_000, 0])), Error::<Test>::ZeroShare);
		for second in [399_999, 400_001, u32::MAX] {
			let split = shared(&[600_000, second]);
			assert_noop!(propose(OPERATOR, split), Error::<Test>::SharesNotWhole);
		}
		let mut split = shared(&[600_000, 400_000]);
		split.parties[1].account = party(0);
		assert_noop!(propose(OPERATOR, split), Error::<Test>::DuplicateParty);
	});
}

#[test]
fn fails_when_a_deduction_takes_nothing_or_more_than_all() {
	build_and_execute(|| {
		for rule in [
			Rule::OfGross(0),
			Rule::OfGross(1_000_001),
			Rule::OfRemainder(0),
			Rule::OfRemainder(1_000_001),
			Rule::PerPiece(0),
		] {
			let mut split = taxed(&[600_000, 400_000]);
			split.deductions[0].rule = rule;
			assert_noop!(propose(OPERATOR, split), Error::<Test>::InvalidDeduction);
		}
		let mut split = taxed(&[600_000, 400_000]);
		split.deductions[0].rule = Rule::OfGross(1_000_000);
		assert_ok!(propose(OPERATOR, split));
	});
}

#[test]
fn fails_when_the_arbiter_has_a_part_in_it() {
	build_and_execute(|| {
		for arbiter in [OPERATOR, party(1), TAX_OFFICE] {
			let conditions = Conditions { arbiter, ..conditions() };
			let split = taxed(&[600_000, 400_000]);
			assert_noop!(
				RevenueShare::propose(signed(OPERATOR), DEVICE, conditions, split),
				Error::<Test>::ArbiterNotNeutral
			);
		}
	});
}

#[test]
fn fails_when_the_conditions_are_out_of_range() {
	build_and_execute(|| {
		let good = conditions();
		let fails = |conditions, error: Error<Test>| {
			let split = shared(&[600_000, 400_000]);
			assert_noop!(RevenueShare::propose(signed(OPERATOR), DEVICE, conditions, split), error);
		};
		let unknown = frame::traits::fungible::NativeOrWithId::WithId(9);
		fails(Conditions { asset: unknown, ..good.clone() }, Error::UnknownAsset);
		let invalid = || Error::InvalidConditions;
		fails(Conditions { currency_code: *b"eur", ..good.clone() }, invalid());
		fails(Conditions { decimals: 19, ..good.clone() }, invalid());
		fails(Conditions { utc_offset_minutes: 841, ..good.clone() }, invalid());
		fails(Conditions { utc_offset_minutes: -721, ..good.clone() }, invalid());
		fails(Conditions { dispute_window: MAX_DISPUTE_WINDOW + 1, ..good }, invalid());
	});
}

#[test]
fn fails_when_the_operator_cannot_pay() {
	build_and_execute(|| {
		set_balance(&OPERATOR, 100);
		let split = shared(&[600_000, 400_000]);
		assert_noop!(propose(OPERATOR, split), TokenError::FundsUnavailable);
	});
}

#[test]
fn fails_when_all_numbers_are_given_away() {
	build_and_execute(|| {
		NextAgreementId::<Test>::put(u32::MAX);
		let split = shared(&[600_000, 400_000]);
		assert_noop!(propose(OPERATOR, split), Error::<Test>::Overflow);
	});
}
