use crate::{mock::*, *};
use frame::testing_prelude::*;

fn register(who: AccountId, name: &[u8]) -> DispatchResult {
	let name = name.to_vec().try_into().unwrap();
	DeviceDid::register_model(RuntimeOrigin::signed(who), name, KeyProtection::Software)
}

#[test]
fn works_and_takes_the_deposit() {
	build_and_execute(|| {
		assert_ok!(register(PROVIDER, "Kühler 2".as_bytes()));
		let event = Event::ModelRegistered { model: 0, provider: PROVIDER };
		System::assert_last_event(event.into());
		let info = DeviceDid::model(0).unwrap();
		assert_eq!((info.provider, info.protection), (PROVIDER, KeyProtection::Software));
		assert_eq!(info.name.to_vec(), "Kühler 2".as_bytes());
		assert_eq!(held(&PROVIDER), DeviceDid::price(types::model_footprint::<Test>()).unwrap());
		assert_ok!(register(OTHER_PROVIDER, b"x"));
		assert_eq!(DeviceDid::model(1).unwrap().provider, OTHER_PROVIDER);
	});
}

#[test]
fn only_a_provider_may() {
	build_and_execute(|| {
		assert_noop!(register(OPERATOR, b"x"), Error::<Test>::NotProvider);
		assert_noop!(register(STRANGER, b"x"), Error::<Test>::NotProvider);
		let name = ModelName::try_from(b"x".to_vec()).unwrap();
		assert_noop!(
			DeviceDid::register_model(RuntimeOrigin::root(), name, KeyProtection::Software),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_name_must_be_readable() {
	build_and_execute(|| {
		for name in [&b""[..], b"\xff", b"a\nb", b"\0"] {
			assert_noop!(register(PROVIDER, name), Error::<Test>::InvalidName);
		}
	});
}

#[test]
fn numbers_end() {
	new_test_ext().execute_with(|| {
		NextModelId::<Test>::put(u32::MAX);
		assert_noop!(register(PROVIDER, b"x"), Error::<Test>::TooManyModels);
	});
}

#[test]
fn without_the_deposit_nothing_is_stored() {
	build_and_execute(|| {
		let poor = AccountId::new([9; 32]);
		Members::set(poor.clone(), bot_primitives::Roles::of([bot_primitives::Role::Provider]));
		assert_noop!(register(poor, b"x"), TokenError::FundsUnavailable);
	});
}
