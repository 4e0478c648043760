use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn every_block_had_its_keys() {
	build_and_execute(|| {
		let (first, second) = (ed25519(1), p256(2));
		let (data, other) = (ed25519(50), ed25519(51));
		let origin = || RuntimeOrigin::signed(OPERATOR);
		let at = |block| System::set_block_number(block);
		at(10);
		device(&first);
		let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
		let delegate = |key: PublicKey, number| {
			let delegation = Delegation { number, key, expires_at: NOW + number as u64 };
			let signature = sign(&first, &first, 0, &delegation);
			assert_ok!(DeviceDid::delegate(origin(), 0, delegation, signature));
		};
		at(20);
		delegate(data.public(), 1);
		at(30);
		let statement = KeyAgreement { number: 2, key: X25519Key([9; 32]) };
		let signature = sign(&first, &first, 0, &statement);
		assert_ok!(DeviceDid::set_key_agreement(origin(), 0, statement, signature));
		// Two in one block: the last one counts.
		delegate(data.public(), 3);
		delegate(other.public(), 4);
		at(40);
		assert_ok!(DeviceDid::revoke_signing_key(origin(), 0));
		at(50);
		let rotation = Rotation { new_key: second.public() };
		let (by_old, by_new) =
			(sign(&first, &first, 0, &rotation), sign(&second, &first, 0, &rotation));
		assert_ok!(DeviceDid::rotate(origin(), 0, rotation, by_old, by_new));

		let keys = |block| {
			DeviceDid::key_at(id, block).map(|keys| {
				assert_eq!(keys.key_expires_at.is_none(), keys.signing_key == keys.root_key);
				(keys.epoch, keys.root_key, keys.signing_key, keys.key_agreement.is_some())
			})
		};
		let (first, second) = (first.public(), second.public());
		let (data, other) = (data.public(), other.public());
		assert_eq!(keys(9), None);
		assert_eq!(keys(10), Some((0, first, first, false)));
		assert_eq!(keys(19), Some((0, first, first, false)));
		assert_eq!(keys(20), Some((0, first, data, false)));
		assert_eq!(keys(30), Some((0, first, other, true)));
		assert_eq!(keys(39), Some((0, first, other, true)));
		assert_eq!(keys(40), Some((0, first, first, true)));
		assert_eq!(keys(49), Some((0, first, first, true)));
		assert_eq!(keys(50), Some((1, second, second, false)));
		assert_eq!(DeviceDid::key_at(DeviceId([0; 32]), 50), None);
	});
}

#[test]
fn devices_are_listed_by_number() {
	build_and_execute(|| {
		let ids: Vec<_> = (1..=5)
			.map(|n| HotDevices::<Test>::get(OrderedIndex::from(device(&ed25519(n)))).unwrap().id)
			.collect();
		assert_eq!(DeviceDid::device_ids(0, 10), ids);
		assert_eq!(DeviceDid::device_ids(1, 2), ids[1..3]);
		assert_eq!(DeviceDid::device_ids(5, 2), []);
		assert_eq!(DeviceDid::device_ids(u32::MAX, u32::MAX), []);
	});
}
