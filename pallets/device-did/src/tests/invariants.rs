use crate::{mock::*, *};

/// Breaks the storage of a chain with one device by hand, and expects the check to name it.
fn is_found(break_it: impl FnOnce(), message: &'static str) {
	new_test_ext().execute_with(|| {
		device(&ed25519(1));
		DeviceDid::do_try_state().unwrap();
		break_it();
		assert_eq!(DeviceDid::do_try_state(), Err(message.into()));
	});
}

#[test]
fn invariant_1_is_checked() {
	is_found(|| NextModelId::<Test>::put(0), "1: models and their numbers");
	is_found(|| Models::<Test>::remove(0), "1: models and their numbers");
}

#[test]
fn invariant_2_is_checked() {
	is_found(|| NextDeviceIndex::<Test>::put(2), "2: devices and their numbers");
	is_found(|| Details::<Test>::remove(0), "2: devices and their numbers");
	is_found(
		|| HotDevices::<Test>::mutate(0, |hot| hot.as_mut().unwrap().id = DeviceId([0; 32])),
		"2: id and number",
	);
}

#[test]
fn invariant_3_is_checked() {
	is_found(
		|| HotDevices::<Test>::mutate(0, |hot| hot.as_mut().unwrap().provider = STRANGER),
		"3: id, provider and first root key",
	);
}

#[test]
fn invariant_4_is_checked() {
	is_found(
		|| HotDevices::<Test>::mutate(0, |hot| hot.as_mut().unwrap().epoch = 1),
		"4: root keys and epochs",
	);
	is_found(
		|| RootKeys::<Test>::insert(0, 1, RootKeys::<Test>::get(0, 0).unwrap()),
		"4: root keys and epochs",
	);
}

#[test]
fn invariant_5_is_checked() {
	is_found(
		|| {
			HotDevices::<Test>::mutate(0, |hot| {
				hot.as_mut().unwrap().signing_key = ed25519(2).public()
			})
		},
		"5: the key that signs",
	);
	is_found(
		|| Details::<Test>::mutate(0, |details| details.as_mut().unwrap().last_delegation = 1),
		"5: the last delegation",
	);
}

#[test]
fn invariant_6_is_checked() {
	is_found(
		|| Details::<Test>::mutate(0, |details| details.as_mut().unwrap().deposit.amount += 1),
		"6: deposits and holds",
	);
}
