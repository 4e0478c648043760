use crate::{mock::*, *};
use bot_primitives::{signer::SecretKey, Role, Roles};
use frame::testing_prelude::*;

fn recover(who: AccountId, new: &SecretKey) -> DispatchResult {
	let epoch = HotDevices::<Test>::get(OrderedIndex::from(0)).map_or(0, |hot| hot.epoch);
	let rotation = Rotation { new_key: new.public() };
	let by_new = sign(new, &ed25519(1), epoch, &rotation);
	DeviceDid::recover(RuntimeOrigin::signed(who), 0, rotation, by_new)
}

fn cancel(who: AccountId) -> DispatchResult {
	DeviceDid::cancel_recovery(RuntimeOrigin::signed(who), 0)
}

fn root_key() -> PublicKey {
	let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
	DeviceDid::device(id).unwrap().root_key
}

/// A device whose provider runs it itself.
fn own_device() {
	Members::set(PROVIDER, Roles::of([Role::Provider, Role::Operator]));
	let (model, key) = (model(), ed25519(1));
	let origin = RuntimeOrigin::signed(PROVIDER);
	assert_ok!(DeviceDid::register(origin, model, PROVIDER, key.public(), proof(&key, model)));
}

#[test]
fn provider_and_operator_together_stand_in_for_a_lost_key() {
	for (first, second) in [(PROVIDER, OPERATOR), (OPERATOR, PROVIDER)] {
		build_and_execute(|| {
			device(&ed25519(1));
			let (before, new) = (held(&first), p256(2));
			let new_key = new.public();
			assert_ok!(recover(first.clone(), &new));
			System::assert_last_event(
				Event::RecoveryApproved { device: 0, new_key, by: first.clone() }.into(),
			);
			assert_eq!(root_key(), ed25519(1).public());
			assert_eq!(held(&first), before + price(deposits::recovery::<Test>()));

			assert_ok!(recover(second, &new));
			System::assert_last_event(
				Event::RootKeyRotated { device: 0, epoch: 1, key: new_key, recovered: true }.into(),
			);
			assert_eq!(root_key(), new_key);
			assert_eq!(held(&first), before);
			assert_eq!(Recoveries::<Test>::get(0), None);
			let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
			let chain = DeviceDid::key_chain(&id, 1, &new_key).unwrap();
			assert_eq!(chain.rotations[0].by_old, None);
		});
	}
}

#[test]
fn one_member_alone_needs_a_supervisor_beside_it() {
	for order in [[PROVIDER, SUPERVISOR], [SUPERVISOR, PROVIDER]] {
		build_and_execute(|| {
			own_device();
			let [first, second] = order.clone();
			assert_ok!(recover(first.clone(), &ed25519(2)));
			assert_eq!(root_key(), ed25519(1).public());
			assert_noop!(recover(first, &ed25519(2)), Error::<Test>::AlreadyApproved);
			assert_ok!(recover(second, &ed25519(2)));
			assert_eq!(root_key(), ed25519(2).public());
		});
	}
	// Not one who is both.
	build_and_execute(|| {
		own_device();
		Members::set(PROVIDER, Roles::of([Role::Provider, Role::Operator, Role::Supervisor]));
		assert_ok!(recover(PROVIDER, &ed25519(2)));
		assert_eq!(root_key(), ed25519(1).public());
	});
	// Two supervisors are no more than one.
	build_and_execute(|| {
		own_device();
		Members::set(STRANGER, Roles::of([Role::Supervisor]));
		assert_ok!(recover(SUPERVISOR, &ed25519(2)));
		assert_noop!(recover(STRANGER, &ed25519(2)), Error::<Test>::AlreadyApproved);
	});
}

#[test]
fn an_approval_counts_while_its_member_has_a_say() {
	build_and_execute(|| {
		device(&ed25519(1));
		let new = ed25519(2);
		assert_ok!(recover(OPERATOR, &new));
		let origin = RuntimeOrigin::signed;
		assert_ok!(DeviceDid::offer_transfer(origin(OPERATOR), 0, OTHER_OPERATOR));
		assert_ok!(DeviceDid::accept_transfer(origin(OTHER_OPERATOR), 0));
		assert_ok!(recover(PROVIDER, &new));
		assert_eq!(root_key(), ed25519(1).public());
		assert_noop!(recover(OPERATOR, &new), Error::<Test>::NotAuthorized);
		assert_ok!(recover(OTHER_OPERATOR, &new));
		assert_eq!(root_key(), new.public());
	});
	build_and_execute(|| {
		device(&ed25519(1));
		assert_ok!(recover(PROVIDER, &ed25519(2)));
		Members::set(PROVIDER, Default::default());
		assert_ok!(recover(OPERATOR, &ed25519(2)));
		assert_eq!(root_key(), ed25519(1).public());
	});
}

#[test]
fn it_can_be_cancelled() {
	build_and_execute(|| {
		device(&ed25519(1));
		let before = held(&PROVIDER);
		assert_noop!(cancel(OPERATOR), Error::<Test>::NoRecovery);
		assert_ok!(recover(PROVIDER, &ed25519(2)));
		assert_noop!(recover(OPERATOR, &ed25519(3)), Error::<Test>::AnotherRecovery);
		assert_noop!(cancel(SUPERVISOR), Error::<Test>::NotAuthorized);
		assert_ok!(cancel(OPERATOR));
		System::assert_last_event(Event::RecoveryCancelled { device: 0, by: OPERATOR }.into());
		assert_eq!(held(&PROVIDER), before);
		assert_ok!(recover(OPERATOR, &ed25519(3)));
		destroy();
		assert_noop!(cancel(OPERATOR), Error::<Test>::DeviceGone);
		let unknown = DeviceDid::cancel_recovery(RuntimeOrigin::signed(OPERATOR), 1);
		assert_eq!(unknown, Err(Error::<Test>::UnknownDevice.into()));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let new = ed25519(2);
		assert_noop!(recover(OPERATOR, &new), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(recover(STRANGER, &new), Error::<Test>::NotAuthorized);
		assert_noop!(recover(SUPERVISOR, &new), Error::<Test>::NotAuthorized);
		assert_noop!(recover(OPERATOR, &ed25519(1)), Error::<Test>::SameKey);
		let with = |new_key, by_new| {
			let origin = RuntimeOrigin::signed(OPERATOR);
			DeviceDid::recover(origin, 0, Rotation { new_key }, by_new)
		};
		let none = Signature::Ed25519([0; 64]);
		assert_noop!(with(PublicKey::Ed25519([0; 32]), none), Error::<Test>::WeakKey);
		assert_noop!(with(PublicKey::EcdsaP256([0; 33]), none), Error::<Test>::KeyNotOnCurve);
		assert_noop!(with(new.public(), none), Error::<Test>::BadSignature);
		destroy();
		assert_noop!(recover(OPERATOR, &new), Error::<Test>::DeviceGone);
	});
}

#[test]
fn epochs_end() {
	new_test_ext().execute_with(|| {
		device(&ed25519(1));
		HotDevices::<Test>::mutate_extant(OrderedIndex::from(0), |hot| hot.epoch = u16::MAX);
		RootKeys::<Test>::insert(0, u16::MAX, RootKeys::<Test>::get(0, 0).unwrap());
		assert_ok!(recover(OPERATOR, &ed25519(2)));
		frame::testing_prelude::hypothetically!({
			assert_eq!(recover(PROVIDER, &ed25519(2)), Err(Error::<Test>::EpochsExhausted.into()));
		});
	});
}
