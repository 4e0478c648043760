use crate::{mock::*, *};
use bot_primitives::payload::Activation;
use frame::testing_prelude::*;
use proptest::prelude::*;

fn activate(
	run: &Run,
	enrolment: EnrolmentId,
	proof: EnrolmentProof,
	root_key: PublicKey,
	operator: AccountId,
) -> DispatchResult {
	let signature = run.signature(enrolment, proof.index.min(run.keys.len() as u32 - 1), OPERATOR);
	let origin = RuntimeOrigin::signed(STRANGER);
	DeviceDid::activate(origin, enrolment, proof, root_key, operator, signature)
}

fn run() -> Run {
	Run::new([ed25519(1), p256(2), ed25519(3), ed25519(4), p256(5)])
}

#[test]
fn anybody_can_submit_it_and_pays() {
	build_and_execute(|| {
		let run = run();
		let enrolment = run.enrol();
		let before = held(&PROVIDER);
		for (device, index) in [(0, 4), (1, 0)] {
			let key = run.keys[index as usize].public();
			assert_ok!(activate(&run, enrolment, run.proof(index), key, OPERATOR));
			System::assert_last_event(Event::DeviceActivated { device, enrolment, index }.into());
			let id = DeviceId::derive(&PROVIDER.into(), &key);
			System::assert_has_event(
				Event::DeviceRegistered {
					device,
					id,
					model: run.model,
					provider: PROVIDER,
					operator: OPERATOR,
				}
				.into(),
			);
			let info = DeviceDid::device(id).unwrap();
			assert_eq!((info.index, info.root_key), (device, key));
			assert_eq!((info.hot.provider, info.hot.operator), (PROVIDER, OPERATOR));
			assert_eq!(info.hot.protection, KeyProtection::SecureElement);
			assert_eq!(info.hot.firmware, Some(FIRMWARE));
			let place =
				EnrolmentPlace { enrolment, index, serial: [index as u8; 32], idevid: None };
			assert_eq!(info.place, Some(place));
		}
		assert_eq!(Enrolments::<Test>::get(enrolment).unwrap().activated, 2);
		assert_eq!(held(&PROVIDER), before);
		assert_eq!(held(&STRANGER), 2 * price(deposits::device::<Test>()));
	});
}

#[test]
fn a_device_is_activated_once() {
	build_and_execute(|| {
		let run = Run::new([ed25519(1), ed25519(2), ed25519(1)]);
		let (first, second) = (run.enrol(), run.enrol());
		let key = ed25519(1).public();
		assert_ok!(activate(&run, first, run.proof(0), key, OPERATOR));
		for (enrolment, index) in [(first, 0), (first, 2), (second, 0)] {
			assert_noop!(
				activate(&run, enrolment, run.proof(index), key, OPERATOR),
				Error::<Test>::AlreadyRegistered
			);
		}
		let proof = proof(&ed25519(1), run.model);
		assert_noop!(
			DeviceDid::register(RuntimeOrigin::signed(PROVIDER), run.model, OPERATOR, key, proof),
			Error::<Test>::AlreadyRegistered
		);
		destroy();
		assert_noop!(
			activate(&run, first, run.proof(0), key, OPERATOR),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn a_wrong_proof_is_refused() {
	build_and_execute(|| {
		let run = run();
		let enrolment = run.enrol();
		let key = run.keys[1].public();
		let refused = |change: &dyn Fn(&mut EnrolmentProof), error: Error<Test>| {
			let mut proof = run.proof(1);
			change(&mut proof);
			assert_noop!(activate(&run, enrolment, proof, key, OPERATOR), error);
		};
		refused(&|proof| proof.path[0][0] ^= 1, Error::<Test>::NotEnrolled);
		refused(&|proof| proof.serial = [9; 32], Error::<Test>::NotEnrolled);
		refused(&|proof| proof.idevid = Some([9; 32]), Error::<Test>::NotEnrolled);
		refused(&|proof| proof.index = 0, Error::<Test>::NotEnrolled);
		refused(&|proof| proof.index = 4, Error::<Test>::WrongPathLength);
		refused(&|proof| proof.index = 5, Error::<Test>::IndexOutOfRange);
		refused(&|proof| proof.path.truncate(2), Error::<Test>::WrongPathLength);
		refused(&|proof| proof.path.try_push([0; 32]).unwrap(), Error::<Test>::WrongPathLength);
		let other = run.keys[0].public();
		assert_noop!(
			activate(&run, enrolment, run.proof(1), other, OPERATOR),
			Error::<Test>::NotEnrolled
		);
		assert_noop!(
			activate(&run, enrolment + 1, run.proof(1), key, OPERATOR),
			Error::<Test>::UnknownEnrolment
		);
	});
}

#[test]
fn only_the_device_names_its_operator() {
	build_and_execute(|| {
		let run = run();
		let enrolment = run.enrol();
		let key = run.keys[0].public();
		assert_noop!(
			activate(&run, enrolment, run.proof(0), key, OTHER_OPERATOR),
			Error::<Test>::BadSignature
		);
		assert_noop!(
			activate(&run, enrolment, run.proof(0), key, STRANGER),
			Error::<Test>::NotOperator
		);
		let by = |signer: &Key, activation: Activation| {
			let signature = sign(signer, &run.keys[0], 0, &activation);
			let origin = RuntimeOrigin::signed(STRANGER);
			DeviceDid::activate(origin, enrolment, run.proof(0), key, OPERATOR, signature)
		};
		let good = Activation { enrolment, index: 0, operator: OPERATOR.into() };
		for (signer, activation) in [
			(&run.keys[1], good),
			(&run.keys[2], good),
			(&run.keys[0], Activation { enrolment: enrolment + 1, ..good }),
			(&run.keys[0], Activation { index: 1, ..good }),
		] {
			assert_noop!(by(signer, activation), Error::<Test>::BadSignature);
		}
		assert_ok!(by(&run.keys[0], good));
	});
}

type Key = bot_primitives::signer::SecretKey;

#[test]
fn a_provider_that_left_has_no_new_devices() {
	build_and_execute(|| {
		let run = run();
		let enrolment = run.enrol();
		Members::set(PROVIDER, Default::default());
		assert_noop!(
			activate(&run, enrolment, run.proof(0), run.keys[0].public(), OPERATOR),
			Error::<Test>::NotProvider
		);
	});
}

#[test]
fn weak_keys_and_no_numbers_are_refused() {
	new_test_ext().execute_with(|| {
		// The tree can hold any key: what it may be is checked when it comes into use.
		let model = model();
		let origin = || RuntimeOrigin::signed(STRANGER);
		let enrol = |key: PublicKey| {
			let device = bot_primitives::EnrolledDevice {
				model,
				root_key: key,
				serial: [0; 32],
				idevid: None,
			};
			let root = device.leaf_hash::<bot_primitives::merkle::SoftSha256>();
			assert_ok!(DeviceDid::enrol(RuntimeOrigin::signed(PROVIDER), model, root, 1));
			let proof = EnrolmentProof {
				index: 0,
				serial: [0; 32],
				idevid: None,
				path: Default::default(),
			};
			(NextEnrolmentId::<Test>::get() - 1, proof)
		};
		let none = Signature::Ed25519([0; 64]);
		for (key, error) in [
			(PublicKey::Ed25519([0; 32]), Error::<Test>::WeakKey),
			(PublicKey::EcdsaP256([0; 33]), Error::<Test>::KeyNotOnCurve),
		] {
			let (enrolment, proof) = enrol(key);
			assert_noop!(
				DeviceDid::activate(origin(), enrolment, proof, key, OPERATOR, none),
				error
			);
		}
		let run = run();
		let enrolment = run.enrol();
		NextDeviceIndex::<Test>::put(u32::MAX);
		assert_noop!(
			activate(&run, enrolment, run.proof(0), run.keys[0].public(), OPERATOR),
			Error::<Test>::TooManyDevices
		);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn of_any_run_each_device_is_activated_at_its_place(count in 1u8..40, pick in any::<u8>()) {
		build_and_execute(|| {
			let run = Run::new((1..=count).map(ed25519));
			let enrolment = run.enrol();
			let index = u32::from(pick % count);
			let key = run.keys[index as usize].public();
			for other in 0..u32::from(count) {
				if other != index {
					let proof = EnrolmentProof { index: other, ..run.proof(index) };
					assert!(activate(&run, enrolment, proof, key, OPERATOR).is_err());
				}
			}
			assert_ok!(activate(&run, enrolment, run.proof(index), key, OPERATOR));
		});
	}
}
