//! What the composed runtime refuses: each statement that may not count is kept out of the pool and
//! out of blocks, and changes nothing.

use bot_primitives::{
	payload::{Delegation, Rotation},
	signer::SecretKey,
	DeviceState, OrderedIndex, PublicKey, Rate, Refusal, Signature, SigningContext,
};
use bot_runtime::UncheckedExtrinsic;
use bot_runtime_tests::{
	chain::{Bot, Chain, START},
	council::motion,
	devices::{statement, Device},
};
use pallet_attestation::invalid_transaction;
use polkadot_sdk::{
	frame_system,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie},
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		DispatchError, ModuleError,
	},
};

/// Expects that the pool and a block refuse `extrinsic` for `reason`, and that the device's head is
/// as it was.
fn refused_for(
	chain: &mut Chain,
	device: &Device,
	extrinsic: UncheckedExtrinsic,
	reason: InvalidTransaction,
) {
	let before = device.head(chain);
	let error = TransactionValidityError::Invalid(reason);
	assert_eq!(chain.validate(extrinsic.clone()), Err(error));
	assert_eq!(chain.block(vec![extrinsic]), [Err(error)]);
	assert_eq!(device.head(chain), before);
}

fn refused(chain: &mut Chain, device: &Device, extrinsic: UncheckedExtrinsic, refusal: Refusal) {
	refused_for(chain, device, extrinsic, invalid_transaction(refusal));
}

fn accepted(chain: &mut Chain, device: &Device, extrinsic: UncheckedExtrinsic) {
	let before = device.head(chain);
	assert!(chain.validate(extrinsic.clone()).is_ok());
	assert_eq!(chain.block(vec![extrinsic]), [Ok(Ok(()))]);
	assert_ne!(device.head(chain), before);
}

fn failed_with(result: Result<(), DispatchError>, name: &str) {
	match result {
		Err(DispatchError::Module(ModuleError { message, .. })) => assert_eq!(message, Some(name)),
		other => panic!("{other:?}"),
	}
}

#[test]
fn a_replayed_batch() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	accepted(&mut chain, &device, device.attest(0));
	refused(&mut chain, &device, device.attest(0), Refusal::Used);
	// Twice in one block: once.
	let outcomes = chain.block(vec![device.attest(1), device.attest(1)]);
	let stale = TransactionValidityError::Invalid(InvalidTransaction::Stale);
	assert_eq!(outcomes, [Ok(Ok(())), Err(stale)]);
}

#[test]
fn another_chains_genesis() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let elsewhere = SigningContext { genesis_hash: [1; 32], ..device.context };
	let signature = device.key.sign(&statement(0), &elsewhere);
	let extrinsic = device.attest_as(statement(0), signature);
	refused(&mut chain, &device, extrinsic, Refusal::BadSignature);
}

#[test]
fn another_devices_signature() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let other = Device::register(&mut chain, SecretKey::ed25519([2; 32]));
	let signature = other.key.sign(&statement(0), &other.context);
	let extrinsic = device.attest_as(statement(0), signature);
	refused(&mut chain, &device, extrinsic, Refusal::BadSignature);
	let signature = device.key.sign(&statement(0), &other.context);
	let extrinsic = device.attest_as(statement(0), signature);
	refused(&mut chain, &device, extrinsic, Refusal::BadSignature);
}

#[test]
fn an_old_epoch() {
	let mut chain = Chain::new();
	let mut device = Device::new(&mut chain);
	let old = device.attest(0);
	let new_key = SecretKey::p256(&[3; 32]).unwrap();
	let rotation = Rotation { new_key: new_key.public() };
	chain.call(
		Bob,
		pallet_device_did::Call::rotate {
			device: device.index,
			rotation,
			by_old: device.key.sign(&rotation, &device.context),
			by_new: new_key.sign(&rotation, &device.context),
		},
	);
	refused(&mut chain, &device, old, Refusal::BadSignature);
	device.key = new_key;
	refused(&mut chain, &device, device.attest(0), Refusal::BadSignature);
	device.context.epoch = 1;
	accepted(&mut chain, &device, device.attest(0));
}

#[test]
fn an_expired_signing_key() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let data_key = SecretKey::ed25519([5; 32]);
	// Two blocks from now.
	let expires_at = START + u64::from(chain.header().number + 3) * 6_000;
	let delegation = Delegation { number: 1, key: data_key.public(), expires_at };
	let signature = device.key.sign(&delegation, &device.context);
	chain.call(
		Bob,
		pallet_device_did::Call::delegate { device: device.index, delegation, signature },
	);
	let delegated = Device { key: data_key, ..device };
	accepted(&mut chain, &delegated, delegated.attest(0));
	// The pool knows the time of the last block only, the block its own.
	let expired = TransactionValidityError::Invalid(invalid_transaction(Refusal::KeyExpired));
	assert_eq!(chain.block(vec![delegated.attest(1)]), [Err(expired)]);
	refused(&mut chain, &delegated, delegated.attest(1), Refusal::KeyExpired);
}

#[test]
fn a_suspended_member() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	accepted(&mut chain, &device, device.attest(0));
	let who = Bob.to_account_id();
	let suspend = pallet_consortium::Call::suspend { who: who.clone() };
	assert_eq!(motion(&mut chain, suspend, 3, &[Alice, Bob, Charlie]), Some(Ok(())));
	refused(&mut chain, &device, device.attest(1), Refusal::MemberNotInStanding);
	chain.with(|| {
		use bot_primitives::{traits::MemberRoles, Role};
		assert!(!bot_runtime::Consortium::has_role(&who, Role::Operator));
	});
}

#[test]
fn a_destroyed_device() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	chain.call(
		Bob,
		pallet_device_did::Call::set_state { device: device.index, state: DeviceState::Destroyed },
	);
	refused(&mut chain, &device, device.attest(0), Refusal::DeviceGone);
}

#[test]
fn over_rate() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let burst = (0..64).map(|seq| device.attest(seq)).collect();
	assert!(chain.block(burst).iter().all(|outcome| *outcome == Ok(Ok(()))));
	refused(&mut chain, &device, device.attest(64), Refusal::OverRate);
	// One more after the ten blocks that one takes up, of which one is over.
	for _ in 0..9 {
		chain.block(vec![]);
	}
	accepted(&mut chain, &device, device.attest(64));
}

#[test]
fn a_number_too_far_ahead() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	refused(&mut chain, &device, device.attest(64), Refusal::TooFar);
	accepted(&mut chain, &device, device.attest(63));
}

#[test]
fn a_small_order_key() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let registered = |chain: &mut Chain, root_key| {
		chain.try_call(
			Alice,
			pallet_device_did::Call::register {
				model: 0,
				operator: Bob.to_account_id(),
				root_key,
				proof: Signature::Ed25519([0; 64]),
			},
		)
	};
	failed_with(registered(&mut chain, PublicKey::Ed25519([0; 32])), "WeakKey");
	// Neither may it be delegated to.
	let key = PublicKey::Ed25519([0; 32]);
	let delegation = Delegation { number: 1, key, expires_at: u64::MAX };
	let signature = device.key.sign(&delegation, &device.context);
	let call = pallet_device_did::Call::delegate { device: device.index, delegation, signature };
	failed_with(chain.try_call(Bob, call), "WeakKey");
}

#[test]
fn a_high_s() {
	let mut chain = Chain::new();
	let device = Device::register(&mut chain, SecretKey::p256(&[4; 32]).unwrap());
	let Signature::EcdsaP256(low) = device.key.sign(&statement(0), &device.context) else {
		unreachable!()
	};
	let high = Signature::EcdsaP256(negate_s(low));
	let extrinsic = device.attest_as(statement(0), high);
	refused(&mut chain, &device, extrinsic, Refusal::BadSignature);
	accepted(&mut chain, &device, device.attest(0));
}

/// The same signature with `s` in the upper half of the order of P-256 (SEC 2, section 2.4.2).
fn negate_s(mut signature: [u8; 64]) -> [u8; 64] {
	const ORDER: [u8; 32] = [
		0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
		0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
	];
	let mut borrow = 0;
	for (digit, order) in signature[32..].iter_mut().zip(ORDER).rev() {
		let difference = i16::from(order) - i16::from(*digit) - borrow;
		borrow = i16::from(difference < 0);
		*digit = u8::try_from(difference.rem_euclid(256)).unwrap();
	}
	signature
}

#[test]
fn a_block_that_takes_no_more() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let full = TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);
	let before = device.head(&mut chain);

	// Full of records, which the check of the call sees.
	let outcome = chain.block_with(|apply| {
		let records = vec![[1; 32]; 16_384];
		pallet_attestation::BlockRecords::<Bot>::put(
			polkadot_sdk::frame_support::BoundedVec::truncate_from(records),
		);
		pallet_attestation::BlockRecordCount::<Bot>::put(16_384);
		apply(device.attest(0))
	});
	assert_eq!(outcome, Err(full));

	// Full by weight, which stops every transaction.
	let outcome = chain.block_with(|apply| {
		frame_system::Pallet::<Bot>::set_block_consumed_resources(
			bot_runtime::constants::MAXIMUM_BLOCK_WEIGHT,
			0,
		);
		apply(device.attest(0))
	});
	assert_eq!(outcome, Err(full));
	assert_eq!(device.head(&mut chain), before);
	accepted(&mut chain, &device, device.attest(0));
}

#[test]
fn a_rate_of_nothing_is_still_one() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	chain.with(|| {
		pallet_device_did::HotDevices::<Bot>::mutate(OrderedIndex::from(device.index), |hot| {
			hot.as_mut().unwrap().rate = Rate { interval: 0, burst: 0 };
		});
	});
	accepted(&mut chain, &device, device.attest(0));
}
