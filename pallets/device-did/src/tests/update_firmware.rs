use crate::{mock::*, *};
use bot_primitives::signer::SecretKey;
use frame::testing_prelude::*;

fn update(who: AccountId, root: &SecretKey, number: u32) -> DispatchResult {
	let update = FirmwareUpdate { number, firmware: [0xf2; 32] };
	let signature = sign(root, &p256(1), 0, &update);
	DeviceDid::update_firmware(RuntimeOrigin::signed(who), 0, update, signature)
}

#[test]
fn the_device_says_what_it_runs() {
	build_and_execute(|| {
		let root = p256(1);
		device(&root);
		assert_eq!(
			HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().firmware,
			Some(FIRMWARE)
		);
		assert_ok!(update(OPERATOR, &root, 1));
		System::assert_last_event(
			Event::FirmwareUpdated { device: 0, firmware: [0xf2; 32] }.into(),
		);
		let hot = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap();
		assert_eq!(hot.firmware, Some([0xf2; 32]));
		assert_eq!(DeviceDid::device(hot.id).unwrap().version, 2);
		assert_ok!(update(PROVIDER, &root, 2));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let root = p256(1);
		assert_noop!(update(OPERATOR, &root, 1), Error::<Test>::UnknownDevice);
		device(&root);
		assert_noop!(update(STRANGER, &root, 1), Error::<Test>::NotAuthorized);
		assert_noop!(update(OPERATOR, &root, 0), Error::<Test>::StatementNumberUsed);
		assert_noop!(update(OPERATOR, &p256(2), 1), Error::<Test>::BadSignature);
		assert_noop!(update(OPERATOR, &ed25519(1), 1), Error::<Test>::BadSignature);
		destroy();
		assert_noop!(update(OPERATOR, &root, 1), Error::<Test>::DeviceGone);
	});
}
