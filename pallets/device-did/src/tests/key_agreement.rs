use crate::{mock::*, *};
use bot_primitives::signer::SecretKey;
use frame::testing_prelude::*;

const KEY: X25519Key = X25519Key([9; 32]);

fn set(who: AccountId, root: &SecretKey, number: u32, key: X25519Key) -> DispatchResult {
	let statement = KeyAgreement { number, key };
	let signature = sign(root, &ed25519(1), 0, &statement);
	DeviceDid::set_key_agreement(RuntimeOrigin::signed(who), 0, statement, signature)
}

fn in_force() -> Option<X25519Key> {
	let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
	DeviceDid::device(id).unwrap().key_agreement
}

#[test]
fn the_last_key_is_in_force() {
	build_and_execute(|| {
		let root = ed25519(1);
		device(&root);
		assert_eq!(in_force(), None);
		assert_ok!(set(PROVIDER, &root, 1, KEY));
		System::set_block_number(4);
		let key = X25519Key([10; 32]);
		assert_ok!(set(OPERATOR, &root, 3, key));
		System::assert_last_event(
			Event::KeyAgreementSet { device: 0, epoch: 0, number: 3, key }.into(),
		);
		assert_eq!(in_force(), Some(key));
		assert_eq!(KeyAgreements::<Test>::get(0, (0, 1)).unwrap().until, Some(4));
		assert_eq!(held(&OPERATOR), price(deposits::key_agreement::<Test>()));
	});
}

#[test]
fn it_can_be_revoked_and_set_anew() {
	build_and_execute(|| {
		let root = ed25519(1);
		device(&root);
		let revoke = |who| DeviceDid::revoke_key_agreement(RuntimeOrigin::signed(who), 0);
		assert_noop!(revoke(OPERATOR), Error::<Test>::NothingToRevoke);
		assert_ok!(set(OPERATOR, &root, 1, KEY));
		assert_noop!(revoke(STRANGER), Error::<Test>::NotAuthorized);
		assert_ok!(revoke(PROVIDER));
		System::assert_last_event(
			Event::KeyAgreementRevoked { device: 0, epoch: 0, number: 1 }.into(),
		);
		assert_eq!(in_force(), None);
		assert_noop!(revoke(OPERATOR), Error::<Test>::NothingToRevoke);
		assert_noop!(set(OPERATOR, &root, 1, KEY), Error::<Test>::StatementNumberUsed);
		assert_ok!(set(OPERATOR, &root, 2, KEY));
		assert_eq!(in_force(), Some(KEY));
		destroy();
		assert_noop!(revoke(OPERATOR), Error::<Test>::DeviceGone);
		let other = DeviceDid::revoke_key_agreement(RuntimeOrigin::signed(OPERATOR), 1);
		assert_eq!(other, Err(Error::<Test>::UnknownDevice.into()));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let root = ed25519(1);
		assert_noop!(set(OPERATOR, &root, 1, KEY), Error::<Test>::UnknownDevice);
		device(&root);
		assert_noop!(set(STRANGER, &root, 1, KEY), Error::<Test>::NotAuthorized);
		assert_noop!(set(OPERATOR, &root, 0, KEY), Error::<Test>::StatementNumberUsed);
		assert_noop!(set(OPERATOR, &root, 1, X25519Key([0; 32])), Error::<Test>::WeakKey);
		assert_noop!(set(OPERATOR, &ed25519(2), 1, KEY), Error::<Test>::BadSignature);
		destroy();
		assert_noop!(set(OPERATOR, &root, 1, KEY), Error::<Test>::DeviceGone);
	});
}
