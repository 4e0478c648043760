use crate::{mock::*, *};
use frame::testing_prelude::*;

fn enrol(who: AccountId, model: ModelId, count: u32) -> DispatchResult {
	DeviceDid::enrol(RuntimeOrigin::signed(who), model, [7; 32], count)
}

fn close(who: AccountId, enrolment: EnrolmentId) -> DispatchResult {
	DeviceDid::close_enrolment(RuntimeOrigin::signed(who), enrolment)
}

#[test]
fn any_number_of_devices_is_one_value() {
	build_and_execute(|| {
		let model = model();
		let before = held(&PROVIDER);
		for (enrolment, count) in [(0, 1), (1, u32::MAX)] {
			System::set_block_number(5);
			assert_ok!(enrol(PROVIDER, model, count));
			let root = [7; 32];
			System::assert_last_event(Event::Enrolled { enrolment, model, root, count }.into());
			let run = Enrolments::<Test>::get(enrolment).unwrap();
			assert_eq!((run.model, run.count, run.activated, run.since), (model, count, 0, 5));
		}
		assert_eq!(held(&PROVIDER), before + 2 * price(deposits::enrolment::<Test>()));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		let model = model();
		assert_noop!(enrol(OPERATOR, model, 1), Error::<Test>::NotProvider);
		assert_noop!(enrol(OTHER_PROVIDER, model, 1), Error::<Test>::UnknownModel);
		assert_noop!(enrol(PROVIDER, model + 1, 1), Error::<Test>::UnknownModel);
		assert_noop!(enrol(PROVIDER, model, 0), Error::<Test>::EmptyEnrolment);
	});
}

#[test]
fn numbers_end() {
	new_test_ext().execute_with(|| {
		let model = model();
		NextEnrolmentId::<Test>::put(u32::MAX);
		assert_noop!(enrol(PROVIDER, model, 1), Error::<Test>::TooManyEnrolments);
	});
}

#[test]
fn closing_returns_the_deposit_and_ends_activation() {
	build_and_execute(|| {
		let run = Run::new([ed25519(1), ed25519(2)]);
		let before = held(&PROVIDER);
		let enrolment = run.enrol();
		let activate = |index: u32| {
			DeviceDid::activate(
				RuntimeOrigin::signed(STRANGER),
				enrolment,
				run.proof(index),
				run.keys[index as usize].public(),
				OPERATOR,
				run.signature(enrolment, index, OPERATOR),
			)
		};
		assert_ok!(activate(0));
		assert_noop!(close(OPERATOR, enrolment), Error::<Test>::NotProvider);
		assert_noop!(close(OTHER_PROVIDER, enrolment), Error::<Test>::UnknownModel);
		assert_ok!(close(PROVIDER, enrolment));
		System::assert_last_event(Event::EnrolmentClosed { enrolment, activated: 1 }.into());
		assert_eq!(held(&PROVIDER), before);
		assert_noop!(close(PROVIDER, enrolment), Error::<Test>::UnknownEnrolment);
		assert_noop!(activate(1), Error::<Test>::UnknownEnrolment);
		assert_eq!(
			DeviceDid::device(HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id)
				.unwrap()
				.index,
			0
		);
	});
}
