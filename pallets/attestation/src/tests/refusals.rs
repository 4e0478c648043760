//! One test for each refusal. `submit` itself checks that a refused statement changes nothing.

use crate::{mock::*, *};
use bot_primitives::{content, signer::SecretKey, DeviceState, Rate, SigningContext};
use frame::testing_prelude::*;

fn refused(refusal: Refusal) -> Result<ValidTransaction, TransactionValidityError> {
	Err(types::invalid_transaction(refusal).into())
}

#[test]
fn refusals_have_the_pools_names() {
	assert_eq!(types::invalid_transaction(Refusal::Used), InvalidTransaction::Stale);
	assert_eq!(types::invalid_transaction(Refusal::OverRate), InvalidTransaction::Future);
	for (number, refusal) in Refusal::NUMBERED {
		let name = types::invalid_transaction(refusal);
		assert_eq!(name, InvalidTransaction::Custom(number));
		assert_eq!(Refusal::from_number(number), Some(refusal));
	}
}

#[test]
fn unknown_device() {
	build_and_execute(|| {
		let device = device_of(&key());
		let signature = key().sign(&statement(0), &context(device));
		assert_eq!(submit(device + 1, statement(0), signature), refused(Refusal::UnknownDevice));
	});
}

#[test]
fn device_gone() {
	build_and_execute(|| {
		let device = device_of(&key());
		for state in [DeviceState::Destroyed, DeviceState::Compromised] {
			TestDevices::change(device, |hot| hot.state = state);
			assert_eq!(submit_signed(&key(), device, statement(0)), refused(Refusal::DeviceGone));
		}
	});
}

#[test]
fn not_in_use() {
	build_and_execute(|| {
		let device = device_of(&key());
		for (state, refusal) in
			[(DeviceState::Suspended, Refusal::Suspended), (DeviceState::Retired, Refusal::Retired)]
		{
			TestDevices::change(device, |hot| hot.state = state);
			assert_eq!(submit_signed(&key(), device, statement(0)), refused(refusal));
		}
		TestDevices::change(device, |hot| hot.state = DeviceState::Active);
		TestDevices::recall();
		assert_eq!(submit_signed(&key(), device, statement(0)), refused(Refusal::Recalled));
	});
}

#[test]
fn key_expired() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestDevices::change(device, |hot| hot.key_expires_at = Some(NOW + 1));
		assert_ok!(submit_signed(&key(), device, statement(0)));
		TestDevices::change(device, |hot| hot.key_expires_at = Some(NOW));
		assert_eq!(submit_signed(&key(), device, statement(1)), refused(Refusal::KeyExpired));
	});
}

#[test]
fn member_not_in_standing() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestMembers::suspend();
		assert_eq!(
			submit_signed(&key(), device, statement(0)),
			refused(Refusal::MemberNotInStanding)
		);
	});
}

#[test]
fn inconsistent_counts() {
	build_and_execute(|| {
		let device = device_of(&key());
		let mut bad = statement(0);
		bad.commitment.count = 0;
		assert_eq!(submit_signed(&key(), device, bad), refused(Refusal::Inconsistent));
		bad.commitment.count = 11;
		assert_eq!(submit_signed(&key(), device, bad), refused(Refusal::Inconsistent));
	});
}

#[test]
fn unknown_content() {
	build_and_execute(|| {
		let device = device_of(&key());
		let mut bad = statement(0);
		bad.commitment.content = 50;
		assert_eq!(submit_signed(&key(), device, bad), refused(Refusal::UnknownContent));
		for (seq, content) in (0..).zip(content::REGISTERED) {
			let mut good = statement(seq);
			good.commitment.content = content;
			assert_ok!(submit_signed(&key(), device, good));
		}
	});
}

#[test]
fn filtered_calls() {
	build_and_execute(|| {
		let device = device_of(&key());
		Filter::close();
		assert_eq!(submit_signed(&key(), device, statement(0)), refused(Refusal::Filtered));
	});
}

#[test]
fn a_full_block() {
	build_and_execute(|| {
		let device = device_of(&key());
		fill_block(0);
		assert_eq!(submit_signed(&key(), device, statement(0)), refused(Refusal::BlockFull));
		next_block();
		assert_ok!(submit_signed(&key(), device, statement(0)));
	});
}

#[test]
fn a_number_is_used_once() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_eq!(submit_signed(&key(), device, statement(0)), refused(Refusal::Used));
		// Out of order is fine, within the window.
		assert_ok!(submit_signed(&key(), device, statement(60)));
		assert_ok!(submit_signed(&key(), device, statement(1)));
		assert_ok!(submit_signed(&key(), device, statement(70)));
		assert_eq!(submit_signed(&key(), device, statement(2)), refused(Refusal::Used));
	});
}

#[test]
fn a_number_too_far_ahead() {
	build_and_execute(|| {
		let device = device_of(&key());
		assert_eq!(submit_signed(&key(), device, statement(64)), refused(Refusal::TooFar));
		assert_ok!(submit_signed(&key(), device, statement(63)));
		assert_eq!(submit_signed(&key(), device, statement(128)), refused(Refusal::TooFar));
	});
}

#[test]
fn over_rate() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestDevices::change(device, |hot| hot.rate = Rate { interval: 500, burst: 2 });
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_ok!(submit_signed(&key(), device, statement(1)));
		assert_eq!(submit_signed(&key(), device, statement(2)), refused(Refusal::OverRate));
		next_block();
		assert_ok!(submit_signed(&key(), device, statement(2)));
	});
}

#[test]
fn over_rate_comes_sooner_with_p256() {
	build_and_execute(|| {
		let p256 = SecretKey::p256(&[1; 32]).unwrap();
		let device = device_of(&p256);
		// Each takes up ten intervals of a tenth of a block.
		TestDevices::change(device, |hot| hot.rate = Rate { interval: 100, burst: 20 });
		assert_ok!(submit_signed(&p256, device, statement(0)));
		assert_ok!(submit_signed(&p256, device, statement(1)));
		assert_eq!(submit_signed(&p256, device, statement(2)), refused(Refusal::OverRate));
		next_block();
		assert_ok!(submit_signed(&p256, device, statement(2)));
		// What one takes up always fits.
		TestDevices::change(device, |hot| hot.rate = Rate { interval: 100, burst: 1 });
		next_block();
		next_block();
		assert_ok!(submit_signed(&p256, device, statement(3)));
	});
}

#[test]
fn a_signature_counts_for_one_chain_device_epoch_number_and_key() {
	build_and_execute(|| {
		let (device, other) = (device_of(&key()), device_of(&SecretKey::ed25519([2; 32])));
		let context = context(device);
		let bad = |device, signature| {
			assert_eq!(submit(device, statement(0), signature), refused(Refusal::BadSignature));
		};
		let good = key().sign(&statement(0), &context);
		bad(other, good);
		bad(device, SecretKey::ed25519([3; 32]).sign(&statement(0), &context));
		bad(device, key().sign(&statement(1), &context));
		let elsewhere = SigningContext { genesis_hash: [0; 32], ..context };
		bad(device, key().sign(&statement(0), &elsewhere));
		let later = SigningContext { epoch: 1, ..context };
		bad(device, key().sign(&statement(0), &later));
		let Signature::Ed25519(bytes) = good else { unreachable!() };
		bad(device, Signature::EcdsaP256(bytes));

		TestDevices::change(device, |hot| hot.epoch = 1);
		bad(device, good);
	});
}

#[test]
fn the_signature_is_checked_last() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestDevices::change(device, |hot| hot.rate = Rate { interval: 1_000, burst: 1 });
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_eq!(TestDevices::verified(), 1);
		let junk = Signature::Ed25519([0; 64]);
		assert_eq!(submit(device, statement(0), junk), refused(Refusal::Used));
		assert_eq!(submit(device, statement(65), junk), refused(Refusal::TooFar));
		assert_eq!(submit(device, statement(1), junk), refused(Refusal::OverRate));
		assert_eq!(submit(device + 1, statement(1), junk), refused(Refusal::UnknownDevice));
		assert_eq!(TestDevices::verified(), 1);
	});
}
