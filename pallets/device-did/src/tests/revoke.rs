use crate::{mock::*, *};
use frame::testing_prelude::*;

fn revoke(who: AccountId) -> DispatchResult {
	DeviceDid::revoke_signing_key(RuntimeOrigin::signed(who), 0)
}

fn delegate(number: u32) -> DispatchResult {
	let root = ed25519(1);
	let delegation = Delegation { number, key: ed25519(50).public(), expires_at: NOW + 1 };
	let signature = sign(&root, &root, 0, &delegation);
	DeviceDid::delegate(RuntimeOrigin::signed(OPERATOR), 0, delegation, signature)
}

#[test]
fn the_root_key_signs_again() {
	for who in [PROVIDER, OPERATOR] {
		build_and_execute(|| {
			device(&ed25519(1));
			assert_ok!(delegate(1));
			System::set_block_number(9);
			assert_ok!(revoke(who));
			System::assert_last_event(
				Event::SigningKeyRevoked { device: 0, epoch: 0, number: 1 }.into(),
			);
			let hot = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap();
			assert_eq!((hot.signing_key, hot.key_expires_at), (ed25519(1).public(), None));
			assert_eq!(Delegations::<Test>::get(0, (0, 1)).unwrap().until, Some(9));
			// A delegation that was revoked does not come back.
			assert_noop!(delegate(1), Error::<Test>::StatementNumberUsed);
			assert_ok!(delegate(2));
		});
	}
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(revoke(OPERATOR), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(revoke(OPERATOR), Error::<Test>::NothingToRevoke);
		assert_ok!(delegate(1));
		assert_noop!(revoke(STRANGER), Error::<Test>::NotAuthorized);
		assert_noop!(revoke(SUPERVISOR), Error::<Test>::NotAuthorized);
		destroy();
		assert_noop!(revoke(OPERATOR), Error::<Test>::DeviceGone);
	});
}
