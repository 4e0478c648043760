use crate::{mock::*, *};
use bot_primitives::{
	payload::{Delegation, Rotation},
	signer::SecretKey,
};
use frame::testing_prelude::*;

fn rotate(
	who: AccountId,
	first: &SecretKey,
	old: &SecretKey,
	new: &SecretKey,
	epoch: u16,
) -> DispatchResult {
	let rotation = Rotation { new_key: new.public() };
	let by_old = sign(old, first, epoch, &rotation);
	let by_new = sign(new, first, epoch, &rotation);
	DeviceDid::rotate(RuntimeOrigin::signed(who), 0, rotation, by_old, by_new)
}

#[test]
fn opens_a_new_epoch_and_ends_the_delegation() {
	build_and_execute(|| {
		let (first, second, third) = (ed25519(1), p256(2), ed25519(3));
		device(&first);
		let delegation = Delegation { number: 9, key: ed25519(50).public(), expires_at: NOW + 1 };
		let signature = sign(&first, &first, 0, &delegation);
		assert_ok!(DeviceDid::delegate(RuntimeOrigin::signed(OPERATOR), 0, delegation, signature));
		let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;

		assert_ok!(rotate(OPERATOR, &first, &first, &second, 0));
		System::assert_last_event(
			Event::RootKeyRotated { device: 0, epoch: 1, key: second.public(), recovered: false }
				.into(),
		);
		let hot = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap();
		assert_eq!((hot.id, hot.epoch), (id, 1));
		assert_eq!((hot.signing_key, hot.key_expires_at), (second.public(), None));

		assert_ok!(rotate(PROVIDER, &first, &second, &third, 1));
		assert_eq!(DeviceDid::device(id).unwrap().root_key, third.public());

		// Numbers of delegations begin anew, and the old root key delegates nothing.
		let next = Delegation { number: 1, ..delegation };
		assert_noop!(
			DeviceDid::delegate(
				RuntimeOrigin::signed(OPERATOR),
				0,
				next,
				sign(&first, &first, 2, &next)
			),
			Error::<Test>::BadSignature
		);
		assert_ok!(DeviceDid::delegate(
			RuntimeOrigin::signed(OPERATOR),
			0,
			next,
			sign(&third, &first, 2, &next)
		));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let (old, new) = (ed25519(1), ed25519(2));
		assert_noop!(rotate(OPERATOR, &old, &old, &new, 0), Error::<Test>::UnknownDevice);
		device(&old);
		assert_noop!(rotate(STRANGER, &old, &old, &new, 0), Error::<Test>::NotAuthorized);
		assert_noop!(rotate(OPERATOR, &old, &old, &old, 0), Error::<Test>::SameKey);
		assert_noop!(rotate(OPERATOR, &old, &new, &new, 0), Error::<Test>::BadSignature);
		assert_noop!(rotate(OPERATOR, &old, &old, &new, 1), Error::<Test>::BadSignature);
		let with = |new_key| {
			let rotation = Rotation { new_key };
			let by_old = sign(&old, &old, 0, &rotation);
			DeviceDid::rotate(RuntimeOrigin::signed(OPERATOR), 0, rotation, by_old, by_old)
		};
		assert_noop!(with(new.public()), Error::<Test>::BadSignature);
		assert_noop!(with(PublicKey::Ed25519([0; 32])), Error::<Test>::WeakKey);
		assert_noop!(with(PublicKey::EcdsaP256([0; 33])), Error::<Test>::KeyNotOnCurve);
		destroy();
		assert_noop!(rotate(OPERATOR, &old, &old, &new, 0), Error::<Test>::DeviceGone);
	});
}

#[test]
fn epochs_end() {
	new_test_ext().execute_with(|| {
		let (old, new) = (ed25519(1), ed25519(2));
		device(&old);
		HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| {
			hot.as_mut().unwrap().epoch = u16::MAX
		});
		let key = RootKeys::<Test>::get(0, 0).unwrap();
		RootKeys::<Test>::insert(0, u16::MAX, key);
		assert_noop!(rotate(OPERATOR, &old, &old, &new, u16::MAX), Error::<Test>::EpochsExhausted);
	});
}
