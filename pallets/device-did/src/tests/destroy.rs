use crate::{mock::*, *};
use bot_primitives::traits::DeviceState;
use frame::testing_prelude::*;

fn destroy(who: AccountId) -> DispatchResult {
	DeviceDid::destroy(RuntimeOrigin::signed(who), 0)
}

#[test]
fn leaves_a_tombstone() {
	for who in [PROVIDER, OPERATOR] {
		build_and_execute(|| {
			device(&ed25519(1));
			let id = HotDevices::<Test>::get(0).unwrap().id;
			assert_ok!(destroy(who.clone()));
			System::assert_last_event(Event::DeviceDestroyed { device: 0, id, by: who }.into());
			// Gone is another answer than never there.
			assert_eq!(DeviceDid::device(id).unwrap().hot.state, DeviceState::Destroyed);
			assert_eq!(DeviceDid::device(DeviceId([0; 32])), None);
		});
	}
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(destroy(PROVIDER), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(destroy(STRANGER), Error::<Test>::NotAuthorized);
		assert_ok!(destroy(PROVIDER));
		assert_noop!(destroy(PROVIDER), Error::<Test>::DeviceGone);
	});
}
