use crate::{mock::*, *};
use frame::testing_prelude::*;

fn key(text: &[u8]) -> MetadataKey {
	text.to_vec().try_into().unwrap()
}

fn set(who: AccountId, name: &[u8], value: &[u8]) -> DispatchResult {
	let value = value.to_vec().try_into().unwrap();
	DeviceDid::set_metadata(RuntimeOrigin::signed(who), 0, key(name), value)
}

fn remove(who: AccountId, name: &[u8]) -> DispatchResult {
	DeviceDid::remove_metadata(RuntimeOrigin::signed(who), 0, key(name))
}

#[test]
fn every_byte_has_a_deposit_that_returns() {
	build_and_execute(|| {
		device(&ed25519(1));
		let before = (held(&PROVIDER), held(&OPERATOR));
		assert_ok!(set(OPERATOR, b"unit", b"Celsius"));
		System::assert_last_event(Event::MetadataSet { device: 0, key: key(b"unit") }.into());
		assert_ok!(set(PROVIDER, b"unit", &[0xff; 256]));
		let value = MetadataValue::truncate_from(vec![0xff; 256]);
		let longer = price(deposits::named::<Test>(&key(b"unit"), &value));
		assert_eq!((held(&PROVIDER), held(&OPERATOR)), (before.0 + longer, before.1));
		let device = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
		assert_eq!(DeviceDid::device(device).unwrap().metadata, [(key(b"unit"), value)]);

		destroy();
		assert_noop!(set(PROVIDER, b"unit", b""), Error::<Test>::DeviceGone);
		assert_ok!(remove(OPERATOR, b"unit"));
		System::assert_last_event(Event::MetadataRemoved { device: 0, key: key(b"unit") }.into());
		assert_eq!((held(&PROVIDER), held(&OPERATOR)), before);
	});
}

#[test]
fn there_is_room_for_32() {
	build_and_execute(|| {
		device(&ed25519(1));
		for n in 0..MAX_METADATA {
			assert_ok!(set(OPERATOR, &[b'A' + n], b""));
		}
		assert_noop!(set(OPERATOR, b"z", b""), Error::<Test>::TooMuchMetadata);
		assert_ok!(set(OPERATOR, b"A", b"x"));
		assert_ok!(remove(OPERATOR, b"A"));
		assert_ok!(set(OPERATOR, b"z", b""));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(set(OPERATOR, b"unit", b""), Error::<Test>::UnknownDevice);
		assert_noop!(remove(OPERATOR, b"unit"), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(set(STRANGER, b"unit", b""), Error::<Test>::NotAuthorized);
		for name in [&b""[..], b"\xff", b"a\n"] {
			assert_noop!(set(OPERATOR, name, b""), Error::<Test>::InvalidName);
		}
		assert_noop!(remove(OPERATOR, b"unit"), Error::<Test>::UnknownMetadata);
		assert_ok!(set(OPERATOR, b"unit", b""));
		assert_noop!(remove(STRANGER, b"unit"), Error::<Test>::NotAuthorized);
	});
}
