use crate::{mock::*, *};
use bot_primitives::payload::Delegation;
use frame::testing_prelude::*;

const LATER: Millis = NOW + 1_000;

fn delegation(number: u32) -> Delegation {
	Delegation { number, key: ed25519(50).public(), expires_at: LATER }
}

fn delegate(who: AccountId, delegation: Delegation, signature: Signature) -> DispatchResult {
	DeviceDid::delegate(RuntimeOrigin::signed(who), 0, delegation, signature)
}

#[test]
fn works_for_provider_and_operator() {
	build_and_execute(|| {
		let root = p256(1);
		device(&root);
		System::set_block_number(5);
		for (number, who) in [(1, PROVIDER), (7, OPERATOR)] {
			let delegation = delegation(number);
			assert_ok!(delegate(who, delegation, sign(&root, &root, 0, &delegation)));
			let Delegation { key, expires_at, .. } = delegation;
			System::assert_last_event(
				Event::KeyDelegated { device: 0, epoch: 0, number, key, expires_at }.into(),
			);
		}
		let hot = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap();
		assert_eq!(hot.signing_key, ed25519(50).public());
		assert_eq!(hot.key_expires_at, Some(LATER));
		let info = DeviceDid::device(hot.id).unwrap();
		assert_eq!((info.root_key, info.version, info.updated.block), (root.public(), 3, 5));
		assert_eq!(held(&OPERATOR), DeviceDid::price(deposits::delegation::<Test>()).unwrap());
	});
}

#[test]
fn an_old_delegation_does_not_come_back() {
	build_and_execute(|| {
		let root = ed25519(1);
		device(&root);
		let old = delegation(3);
		assert_ok!(delegate(OPERATOR, old, sign(&root, &root, 0, &old)));
		for number in [0, 2, 3] {
			let again = delegation(number);
			assert_noop!(
				delegate(OPERATOR, again, sign(&root, &root, 0, &again)),
				Error::<Test>::StatementNumberUsed
			);
		}
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let root = ed25519(1);
		let good = delegation(1);
		let signature = sign(&root, &root, 0, &good);
		assert_noop!(delegate(OPERATOR, good, signature), Error::<Test>::UnknownDevice);
		device(&root);
		assert_noop!(delegate(STRANGER, good, signature), Error::<Test>::NotAuthorized);
		assert_noop!(delegate(OTHER_PROVIDER, good, signature), Error::<Test>::NotAuthorized);
		let over = Delegation { expires_at: NOW, ..good };
		assert_noop!(
			delegate(OPERATOR, over, sign(&root, &root, 0, &over)),
			Error::<Test>::Expired
		);
		let weak = Delegation { key: PublicKey::Ed25519([0; 32]), ..good };
		assert_noop!(
			delegate(OPERATOR, weak, sign(&root, &root, 0, &weak)),
			Error::<Test>::WeakKey
		);
		let off = Delegation { key: PublicKey::EcdsaP256([0; 33]), ..good };
		assert_noop!(
			delegate(OPERATOR, off, sign(&root, &root, 0, &off)),
			Error::<Test>::KeyNotOnCurve
		);
		assert_noop!(delegate(OPERATOR, delegation(2), signature), Error::<Test>::BadSignature);
		assert_noop!(
			delegate(OPERATOR, good, sign(&ed25519(50), &root, 0, &good)),
			Error::<Test>::BadSignature
		);
		destroy();
		assert_noop!(delegate(OPERATOR, good, signature), Error::<Test>::DeviceGone);
	});
}

#[test]
fn a_suspended_member_manages_nothing() {
	build_and_execute(|| {
		let root = ed25519(1);
		device(&root);
		Members::set(OPERATOR, Default::default());
		let good = delegation(1);
		assert_noop!(
			delegate(OPERATOR, good, sign(&root, &root, 0, &good)),
			Error::<Test>::NotAuthorized
		);
	});
}
