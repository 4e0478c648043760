use crate::{mock::*, *};
use bot_primitives::payload::{Delegation, Payload, Rotation};
use frame::testing_prelude::*;

/// A device with a history: a delegation in epoch 0, a rotation, two delegations of one key in
/// epoch 1.
fn with_history() -> DeviceId {
	let (first, second, data) = (ed25519(1), p256(2), ed25519(50));
	device(&first);
	let origin = || RuntimeOrigin::signed(OPERATOR);
	let delegate = |root, epoch, number| {
		let delegation = Delegation { number, key: data.public(), expires_at: NOW + 1 };
		let signature = sign(root, &first, epoch, &delegation);
		assert_ok!(DeviceDid::delegate(origin(), 0, delegation, signature));
	};
	delegate(&first, 0, 1);
	let rotation = Rotation { new_key: second.public() };
	let (by_old, by_new) =
		(sign(&first, &first, 0, &rotation), sign(&second, &first, 0, &rotation));
	assert_ok!(DeviceDid::rotate(origin(), 0, rotation, by_old, by_new));
	delegate(&second, 1, 1);
	delegate(&second, 1, 2);
	HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id
}

#[test]
fn a_key_chain_leads_from_the_id_to_the_key() {
	build_and_execute(|| {
		let id = with_history();
		let data = ed25519(50).public();

		let chain = DeviceDid::key_chain(&id, 0, &ed25519(1).public()).unwrap();
		assert_eq!(chain.first_root_key, ed25519(1).public());
		assert_eq!((chain.rotations.len(), chain.delegation), (0, None));

		let chain = DeviceDid::key_chain(&id, 0, &data).unwrap();
		assert_eq!(chain.delegation.unwrap().delegation.key, data);

		let chain = DeviceDid::key_chain(&id, 1, &data).unwrap();
		assert_eq!(DeviceId::derive(&PROVIDER.into(), &chain.first_root_key), id);
		let [signed] = chain.rotations[..] else { panic!("one rotation") };
		let bytes = signed.rotation.signing_bytes(&context(id, 0));
		assert!(chain.first_root_key.verify(bytes.as_ref(), &signed.by_old.unwrap()));
		let root = signed.rotation.new_key;
		assert!(root.verify(bytes.as_ref(), &signed.by_new));
		let signed = chain.delegation.unwrap();
		assert_eq!(signed.delegation.number, 2);
		let bytes = signed.delegation.signing_bytes(&context(id, 1));
		assert!(root.verify(bytes.as_ref(), &signed.signature));
	});
}

#[test]
fn a_key_that_never_signed_has_no_chain() {
	build_and_execute(|| {
		let id = with_history();
		assert_eq!(DeviceDid::key_chain(&id, 0, &ed25519(9).public()), None);
		assert_eq!(DeviceDid::key_chain(&id, 1, &ed25519(1).public()), None);
		assert_eq!(DeviceDid::key_chain(&id, 2, &p256(2).public()), None);
		assert_eq!(DeviceDid::key_chain(&DeviceId([0; 32]), 0, &ed25519(1).public()), None);
	});
}
