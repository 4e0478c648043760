use crate::{mock::*, *};
use bot_primitives::{
	standing::{StandingBody, StandingChange},
	traits::Devices,
	Role, Roles, Standing,
};
use codec::Encode;
use frame::testing_prelude::*;

const REASON: RecallReason = RecallReason::Safety;

fn recall(target: RecallTarget, expires_at: Option<Millis>) -> DispatchResult {
	DeviceDid::recall(RuntimeOrigin::signed(SUPERVISOR), target, REASON, expires_at)
}

fn lift(target: RecallTarget) -> DispatchResult {
	DeviceDid::lift_recall(RuntimeOrigin::signed(SUPERVISOR), target)
}

fn standing(device: DeviceIndex) -> Standing {
	DeviceDid::standing_of(
		&DeviceDid::recalls(),
		&HotDevices::<Test>::get(OrderedIndex::from(device)).unwrap(),
	)
}

#[test]
fn each_target_concerns_its_devices_alone() {
	let own = |by: AccountId| RecallTarget::Member(by.into());
	for (target, first, second) in [
		(RecallTarget::Model(0), true, false),
		(RecallTarget::Firmware(FIRMWARE), true, false),
		(RecallTarget::Firmware([0; 32]), false, false),
		(RecallTarget::Provider(PROVIDER.into()), true, false),
		(RecallTarget::Provider(OPERATOR.into()), false, false),
		(own(PROVIDER), true, false),
		(own(OPERATOR), true, true),
		(own(STRANGER), false, false),
	] {
		build_and_execute(|| {
			device(&ed25519(1));
			// Another provider's device, without a firmware, under the same operator.
			let name = b"other".to_vec().try_into().unwrap();
			let origin = || RuntimeOrigin::signed(OTHER_PROVIDER);
			let protection = KeyProtection::Software;
			assert_ok!(DeviceDid::register_model(origin(), name, protection, Default::default()));
			let key = ed25519(2);
			let payload =
				bot_primitives::payload::Registration { provider: OTHER_PROVIDER.into(), model: 1 };
			let id = DeviceId::derive(&OTHER_PROVIDER.into(), &key.public());
			let proof = key.sign(&payload, &context(id, 0));
			assert_ok!(DeviceDid::register(origin(), 1, OPERATOR, key.public(), proof));

			assert_ok!(recall(target, None));
			for (device, concerned) in [(0, first), (1, second)] {
				let expected =
					if concerned { Standing::Recalled(REASON) } else { Standing::Active };
				assert_eq!(standing(device), expected, "{target:?} {device}");
			}
			assert_ok!(lift(target));
			assert_eq!([standing(0), standing(1)], [Standing::Active; 2]);
		});
	}
}

#[test]
fn it_ends_by_itself() {
	build_and_execute(|| {
		device(&ed25519(1));
		assert_ok!(recall(RecallTarget::Model(0), Some(NOW + 10)));
		Timestamp::set_timestamp(NOW + 9);
		assert_eq!(standing(0), Standing::Recalled(REASON));
		Timestamp::set_timestamp(NOW + 10);
		assert_eq!(standing(0), Standing::Active);
	});
}

#[test]
fn a_new_recall_of_a_target_takes_the_place_of_the_old() {
	build_and_execute(|| {
		device(&ed25519(1));
		let target = RecallTarget::Model(0);
		assert_ok!(recall(target, Some(NOW + 10)));
		assert_ok!(recall(target, None));
		assert_eq!(Recalls::<Test>::get().len(), 1);
		Timestamp::set_timestamp(NOW + 10);
		assert_eq!(standing(0), Standing::Recalled(REASON));
	});
}

#[test]
fn there_is_room_for_64_that_are_in_force() {
	build_and_execute(|| {
		let target = |n: u8| RecallTarget::Firmware([n; 32]);
		for n in 0..64 {
			assert_ok!(recall(target(n), (n == 7).then_some(NOW + 10)));
		}
		assert_noop!(recall(target(64), None), Error::<Test>::TooManyRecalls);
		assert_ok!(recall(target(0), None));
		Timestamp::set_timestamp(NOW + 10);
		assert_ok!(recall(target(64), None));
		assert_noop!(lift(target(7)), Error::<Test>::NotRecalled);
	});
}

#[test]
fn both_are_records() {
	build_and_execute(|| {
		let target = RecallTarget::Firmware([1; 32]);
		assert_ok!(recall(target, Some(NOW + 1)));
		let check = |change: StandingChange| {
			let record = TestRecords::last();
			assert_eq!(record.device_id, DeviceId([0; 32]));
			assert_eq!(record.body, StandingBody { by: SUPERVISOR.into(), change }.encode());
			record.leaf_hash::<bot_primitives::merkle::SoftSha256>()
		};
		let (by, expires_at) = (SUPERVISOR, Some(NOW + 1));
		let record = check(StandingChange::Recalled { target, reason: REASON, expires_at });
		System::assert_last_event(
			Event::Recalled { target, reason: REASON, expires_at, by: by.clone(), record }.into(),
		);
		assert_ok!(lift(target));
		let record = check(StandingChange::RecallLifted(target));
		System::assert_last_event(Event::RecallLifted { target, by, record }.into());
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let target = RecallTarget::Model(0);
		let origin = RuntimeOrigin::signed;
		for who in [PROVIDER, OPERATOR, STRANGER] {
			assert_noop!(
				DeviceDid::recall(origin(who.clone()), target, REASON, None),
				Error::<Test>::NotSupervisor
			);
			assert_noop!(DeviceDid::lift_recall(origin(who), target), Error::<Test>::NotSupervisor);
		}
		assert_noop!(recall(target, None), Error::<Test>::UnknownModel);
		model();
		assert_noop!(recall(target, Some(NOW)), Error::<Test>::Expired);
		assert_noop!(lift(target), Error::<Test>::NotRecalled);
		assert_ok!(recall(target, None));
		TestRecords::fill();
		assert_noop!(lift(target), Error::<Test>::TooManyRecords);
		assert_noop!(recall(target, None), Error::<Test>::TooManyRecords);
		Members::set(SUPERVISOR, Roles::of([Role::Observer]));
		assert_noop!(lift(target), Error::<Test>::NotSupervisor);
	});
}
