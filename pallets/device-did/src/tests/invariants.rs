use crate::{mock::*, *};
use bot_primitives::StreamHead;
use frame::testing_prelude::*;

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
		|| {
			HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| {
				hot.as_mut().unwrap().id = DeviceId([0; 32])
			})
		},
		"2: id and number",
	);
}

#[test]
fn invariant_3_is_checked() {
	is_found(
		|| {
			HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| {
				hot.as_mut().unwrap().provider = STRANGER
			})
		},
		"3: id, provider and first root key",
	);
}

#[test]
fn invariant_4_is_checked() {
	is_found(
		|| HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| hot.as_mut().unwrap().epoch = 1),
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
			HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| {
				hot.as_mut().unwrap().signing_key = ed25519(2).public()
			})
		},
		"5: the key that signs",
	);
	is_found(
		|| Details::<Test>::mutate(0, |details| details.as_mut().unwrap().delegation = Some(1)),
		"5: the delegation in force",
	);
	let entry = || KeyAgreementEntry {
		key: X25519Key([9; 32]),
		signature: Signature::Ed25519([0; 64]),
		since: 1,
		until: None,
		deposit: Deposit { payer: PROVIDER, amount: 0 },
	};
	is_found(|| KeyAgreements::<Test>::insert(0, (0, 1), entry()), "5: keys that have not ended");
}

#[test]
fn invariant_6_is_checked() {
	is_found(
		|| Details::<Test>::mutate(0, |details| details.as_mut().unwrap().deposit.amount += 1),
		"6: deposits and holds",
	);
}

#[test]
fn invariant_7_is_checked() {
	let run = || Run::new([ed25519(2)]).enrol();
	is_found(
		|| {
			run();
			NextEnrolmentId::<Test>::put(0);
		},
		"7: enrolments and their devices",
	);
	is_found(
		|| {
			let enrolment = run();
			Enrolments::<Test>::mutate_extant(enrolment, |run| run.activated = 1);
		},
		"7: enrolments and their devices",
	);
}

#[test]
fn invariant_8_is_checked() {
	let offer = |device| {
		let deposit = Deposit { payer: PROVIDER, amount: 0 };
		Transfers::<Test>::insert(device, Transfer { to: OTHER_OPERATOR, deposit });
	};
	is_found(
		|| {
			destroy();
			offer(0);
		},
		"8: offers and recoveries of devices that are gone",
	);
	is_found(|| offer(1), "8: an offer of no device");
	is_found(
		|| {
			let recovery = Recovery {
				new_key: ed25519(3).public(),
				approvals: BoundedVec::default(),
				deposit: Deposit { payer: PROVIDER, amount: 0 },
			};
			Recoveries::<Test>::insert(1, recovery);
		},
		"8: a recovery of no device",
	);
}

#[test]
fn invariant_9_is_checked() {
	is_found(
		|| Details::<Test>::mutate_extant(0, |details| details.services = 1),
		"9: services and metadata, and their counts",
	);
	is_found(
		|| Details::<Test>::mutate_extant(0, |details| details.metadata = 1),
		"9: services and metadata, and their counts",
	);
}

#[test]
fn invariant_10_is_checked() {
	let recall =
		Recall { target: RecallTarget::Model(0), reason: RecallReason::Other, expires_at: None };
	is_found(
		|| Recalls::<Test>::put(BoundedVec::truncate_from(vec![recall; 2])),
		"10: a target recalled twice",
	);
}

#[test]
fn invariant_11_is_checked() {
	let change = |change: fn(&mut StreamHead)| {
		HotDevices::<Test>::mutate(OrderedIndex::from(0), |hot| {
			change(&mut hot.as_mut().unwrap().stream)
		})
	};
	is_found(|| change(|stream| stream.epoch = 1), "11: streams and epochs");
	is_found(|| change(|stream| stream.window &= !1), "11: windows and their ends");
	is_found(|| change(|stream| stream.window &= !2), "11: windows and their ends");
}
