use crate::{mock::*, *};
use bot_primitives::{payload::Registration, SigningContext};
use frame::testing_prelude::*;

fn register(who: AccountId, model: ModelId, key: PublicKey, proof: Signature) -> DispatchResult {
	DeviceDid::register(RuntimeOrigin::signed(who), model, OPERATOR, key, proof)
}

#[test]
fn works_with_both_types_of_keys() {
	build_and_execute(|| {
		let model = model();
		for (device, key) in [(0, ed25519(1)), (1, p256(1))] {
			let id = DeviceId::derive(&PROVIDER.into(), &key.public());
			assert_ok!(register(PROVIDER, model, key.public(), proof(&key, model)));
			System::assert_last_event(
				Event::DeviceRegistered {
					device,
					id,
					model,
					provider: PROVIDER,
					operator: OPERATOR,
				}
				.into(),
			);
			let info = DeviceDid::device(id).unwrap();
			assert_eq!(
				(info.index, info.version, info.registered),
				(device, 1, Moment { block: 1, time: NOW })
			);
			assert_eq!((info.standing, info.place), (bot_primitives::Standing::Active, None));
			assert_eq!(info.hot.firmware, Some(FIRMWARE));
			assert_eq!(info.root_key, key.public());
			assert_eq!(info.hot.signing_key, key.public());
			assert_eq!(info.hot.state, DeviceState::Active);
			assert_eq!(info.hot.protection, KeyProtection::SecureElement);
			assert_eq!(info.hot.rate, DefaultRate::get());
			assert_eq!((info.hot.provider, info.hot.operator), (PROVIDER, OPERATOR));
			assert_eq!((info.hot.epoch, info.hot.key_expires_at), (0, None));
		}
		let price = |footprint| DeviceDid::price(footprint).unwrap();
		assert_eq!(
			held(&PROVIDER),
			price(deposits::model::<Test>()) + 2 * price(deposits::device::<Test>())
		);
	});
}

#[test]
fn only_the_provider_of_the_model_may() {
	build_and_execute(|| {
		let (model, key) = (model(), ed25519(1));
		let proof = proof(&key, model);
		let of = |who| register(who, model, key.public(), proof);
		assert_noop!(of(OPERATOR), Error::<Test>::NotProvider);
		assert_noop!(of(OTHER_PROVIDER), Error::<Test>::UnknownModel);
		assert_noop!(
			register(PROVIDER, model + 1, key.public(), proof),
			Error::<Test>::UnknownModel
		);
	});
}

#[test]
fn the_operator_must_be_one() {
	build_and_execute(|| {
		let (model, key) = (model(), ed25519(1));
		let origin = RuntimeOrigin::signed(PROVIDER);
		assert_noop!(
			DeviceDid::register(origin, model, STRANGER, key.public(), proof(&key, model)),
			Error::<Test>::NotOperator
		);
	});
}

#[test]
fn weak_keys_are_refused() {
	build_and_execute(|| {
		let model = model();
		let proof = Signature::Ed25519([0; 64]);
		let key = PublicKey::Ed25519([0; 32]);
		assert_noop!(register(PROVIDER, model, key, proof), Error::<Test>::WeakKey);
		let key = PublicKey::EcdsaP256([0; 33]);
		assert_noop!(register(PROVIDER, model, key, proof), Error::<Test>::KeyNotOnCurve);
	});
}

#[test]
fn a_device_is_registered_once() {
	build_and_execute(|| {
		let key = ed25519(1);
		device(&key);
		assert_noop!(
			register(PROVIDER, 0, key.public(), proof(&key, 0)),
			Error::<Test>::AlreadyRegistered
		);
		destroy();
		assert_noop!(
			register(PROVIDER, 0, key.public(), proof(&key, 0)),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn a_proof_for_anything_else_is_refused() {
	build_and_execute(|| {
		let (model, key) = (model(), ed25519(1));
		let id = DeviceId::derive(&PROVIDER.into(), &key.public());
		let good = Registration { provider: PROVIDER.into(), model };
		let refused = |proof| {
			assert_noop!(
				register(PROVIDER, model, key.public(), proof),
				Error::<Test>::BadSignature
			);
		};
		refused(ed25519(2).sign(&good, &context(id, 0)));
		refused(key.sign(&good, &context(id, 1)));
		refused(key.sign(&good, &context(DeviceId([0; 32]), 0)));
		refused(key.sign(&good, &SigningContext { genesis_hash: [0; 32], ..context(id, 0) }));
		refused(key.sign(&Registration { model: model + 1, ..good }, &context(id, 0)));
		refused(key.sign(&Registration { provider: OPERATOR.into(), ..good }, &context(id, 0)));
		refused(p256(1).sign(&good, &context(id, 0)));
	});
}

#[test]
fn a_high_s_is_refused() {
	build_and_execute(|| {
		let (model, key) = (model(), p256(1));
		let Signature::EcdsaP256(low) = proof(&key, model) else { unreachable!() };
		// The order of P-256 (SEC 2, section 2.4.2), minus s.
		let order: [u8; 32] = [
			0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
			0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63,
			0x25, 0x51,
		];
		let mut high = low;
		let mut borrow = 0i16;
		for i in (0..32).rev() {
			let digit = i16::from(order[i]) - i16::from(low[32 + i]) - borrow;
			borrow = i16::from(digit < 0);
			high[32 + i] = digit.rem_euclid(256) as u8;
		}
		assert_noop!(
			register(PROVIDER, model, key.public(), Signature::EcdsaP256(high)),
			Error::<Test>::BadSignature
		);
		assert_ok!(register(PROVIDER, model, key.public(), Signature::EcdsaP256(low)));
	});
}

#[test]
fn numbers_end() {
	new_test_ext().execute_with(|| {
		let (model, key) = (model(), ed25519(1));
		NextDeviceIndex::<Test>::put(u32::MAX);
		assert_noop!(
			register(PROVIDER, model, key.public(), proof(&key, model)),
			Error::<Test>::TooManyDevices
		);
	});
}
