use crate::{mock::*, *};
use frame::testing_prelude::*;

/// Breaks the storage of a chain with one attestation by hand, and expects the check to name it.
fn is_found(break_it: impl FnOnce(), message: &'static str) {
	new_test_ext().execute_with(|| {
		let device = device_of(&key());
		assert_ok!(submit_signed(&key(), device, statement(0)));
		next_block();
		Attestation::do_try_state().unwrap();
		break_it();
		assert_eq!(Attestation::do_try_state(), Err(message.into()));
	});
}

#[test]
fn invariant_1_is_checked() {
	is_found(|| LastRecords::<Test>::put(RecordsOfBlock::default()), "1: records and their root");
}

#[test]
fn invariant_2_is_checked() {
	is_found(|| BlockRecordCount::<Test>::put(1), "2: records of the block");
}

#[test]
fn invariant_3_is_checked() {
	let rate = Rate { interval: 1_000, burst: 1 };
	let sold = |deposit| SoldRate { rate, payer: OPERATOR, deposit };
	is_found(|| SoldRates::<Test>::insert(9, sold(0)), "3: rates and devices");
	is_found(|| SoldRates::<Test>::insert(0, sold(0)), "3: rates of devices");
	is_found(|| TotalSoldRate::<Test>::put(1), "3: sum of the rates");
	let unpaid = || {
		TestDevices::change(0, |hot| hot.rate = rate);
		SoldRates::<Test>::insert(0, sold(1));
		TotalSoldRate::<Test>::put(1_000);
	};
	is_found(unpaid, "3: deposits for rates");
}
