use crate::{mock::*, *};
use frame::testing_prelude::*;

fn register(who: AccountId, name: &[u8]) -> DispatchResult {
	let name = name.to_vec().try_into().unwrap();
	let origin = RuntimeOrigin::signed(who);
	DeviceDid::register_model(origin, name, KeyProtection::Software, description())
}

fn update(who: AccountId, model: ModelId, description: ModelDescription) -> DispatchResult {
	DeviceDid::update_model(RuntimeOrigin::signed(who), model, description)
}

fn at(uri: &[u8]) -> ModelDescription {
	let uri = uri.to_vec().try_into().unwrap();
	ModelDescription { thing: Some(ThingDescription { hash: [0; 32], uri }), ..description() }
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
		assert_eq!(info.description, description());
		assert_eq!(held(&PROVIDER), DeviceDid::price(deposits::model::<Test>()).unwrap());
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
			DeviceDid::register_model(
				RuntimeOrigin::root(),
				name,
				KeyProtection::Software,
				description()
			),
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

#[test]
fn a_description_can_change() {
	build_and_execute(|| {
		let model = model();
		let deposit = held(&PROVIDER);
		let next = ModelDescription { firmware: Some([2; 32]), thing: None, issuing_ca: None };
		assert_ok!(update(PROVIDER, model, next.clone()));
		System::assert_last_event(Event::ModelUpdated { model }.into());
		assert_eq!(DeviceDid::model(model).unwrap().description, next);
		assert_eq!(held(&PROVIDER), deposit);
		let key = ed25519(1);
		let origin = RuntimeOrigin::signed(PROVIDER);
		assert_ok!(DeviceDid::register(origin, model, OPERATOR, key.public(), proof(&key, model)));
		assert_eq!(HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().firmware, Some([2; 32]));

		assert_noop!(update(OPERATOR, model, next.clone()), Error::<Test>::NotProvider);
		assert_noop!(update(OTHER_PROVIDER, model, next.clone()), Error::<Test>::UnknownModel);
		assert_noop!(update(PROVIDER, model + 1, next), Error::<Test>::UnknownModel);
		assert_noop!(update(PROVIDER, model, at(b"nowhere")), Error::<Test>::InvalidUri);
	});
}

#[test]
fn a_uri_has_the_form_of_one() {
	build_and_execute(|| {
		let model = model();
		for good in [&b"https://acme.example/td?x=1#y"[..], b"urn:x", b"ipfs://bafy", b"a+b-c.1:x"]
		{
			assert_ok!(update(PROVIDER, model, at(good)));
		}
		for bad in
			[&b""[..], b":", b"https", b"https:", b"1a:x", b"a b:c", b"a:b c", b"a:<b>", b"a:\n"]
		{
			assert_noop!(update(PROVIDER, model, at(bad)), Error::<Test>::InvalidUri);
			let name = ModelName::try_from(b"x".to_vec()).unwrap();
			let origin = RuntimeOrigin::signed(PROVIDER);
			assert_noop!(
				DeviceDid::register_model(origin, name, KeyProtection::Software, at(bad)),
				Error::<Test>::InvalidUri
			);
		}
	});
}
