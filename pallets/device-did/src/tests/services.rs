use crate::{mock::*, *};
use frame::testing_prelude::*;

fn service(endpoint: &[u8]) -> Service {
	Service {
		kind: b"LinkedDomains".to_vec().try_into().unwrap(),
		endpoint: endpoint.to_vec().try_into().unwrap(),
	}
}

fn id(text: &[u8]) -> ServiceId {
	text.to_vec().try_into().unwrap()
}

fn set(who: AccountId, name: &[u8], service: Service) -> DispatchResult {
	DeviceDid::set_service(RuntimeOrigin::signed(who), 0, id(name), service)
}

fn remove(who: AccountId, name: &[u8]) -> DispatchResult {
	DeviceDid::remove_service(RuntimeOrigin::signed(who), 0, id(name))
}

#[test]
fn every_byte_has_a_deposit_that_returns() {
	build_and_execute(|| {
		device(&ed25519(1));
		let before = (held(&PROVIDER), held(&OPERATOR));
		let short = service(b"https://a.example");
		assert_ok!(set(OPERATOR, b"web", short.clone()));
		System::assert_last_event(Event::ServiceSet { device: 0, id: id(b"web") }.into());
		assert_eq!(held(&OPERATOR), before.1 + price(deposits::named::<Test>(&id(b"web"), &short)));
		// Who sets it anew pays, and who paid before gets it back.
		let long = service(b"https://a.example/much/longer");
		assert_ok!(set(PROVIDER, b"web", long.clone()));
		let longer = price(deposits::named::<Test>(&id(b"web"), &long));
		assert_eq!((held(&PROVIDER), held(&OPERATOR)), (before.0 + longer, before.1));
		let device = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
		assert_eq!(DeviceDid::device(device).unwrap().services, [(id(b"web"), long)]);

		assert_ok!(remove(OPERATOR, b"web"));
		System::assert_last_event(Event::ServiceRemoved { device: 0, id: id(b"web") }.into());
		assert_eq!((held(&PROVIDER), held(&OPERATOR)), before);
	});
}

#[test]
fn it_can_be_removed_from_a_device_that_is_gone() {
	build_and_execute(|| {
		device(&ed25519(1));
		assert_ok!(set(OPERATOR, b"web", service(b"a:b")));
		destroy();
		Members::set(OPERATOR, Default::default());
		assert_noop!(set(PROVIDER, b"web", service(b"a:b")), Error::<Test>::DeviceGone);
		assert_ok!(remove(OPERATOR, b"web"));
		assert_eq!(held(&OPERATOR), 0);
	});
}

#[test]
fn there_is_room_for_16() {
	build_and_execute(|| {
		device(&ed25519(1));
		for n in 0..MAX_SERVICES {
			assert_ok!(set(OPERATOR, &[b'a' + n], service(b"a:b")));
		}
		assert_noop!(set(OPERATOR, b"Z", service(b"a:b")), Error::<Test>::TooManyServices);
		assert_ok!(set(OPERATOR, b"a", service(b"a:c")));
		assert_ok!(remove(OPERATOR, b"b"));
		assert_ok!(set(OPERATOR, b"Z", service(b"a:b")));
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(set(OPERATOR, b"web", service(b"a:b")), Error::<Test>::UnknownDevice);
		assert_noop!(remove(OPERATOR, b"web"), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(set(STRANGER, b"web", service(b"a:b")), Error::<Test>::NotAuthorized);
		for name in [&b""[..], b"a b", b"a#", "ä".as_bytes()] {
			assert_noop!(set(OPERATOR, name, service(b"a:b")), Error::<Test>::InvalidName);
		}
		let nameless = Service { kind: Default::default(), ..service(b"a:b") };
		assert_noop!(set(OPERATOR, b"web", nameless), Error::<Test>::InvalidName);
		assert_noop!(set(OPERATOR, b"web", service(b"b")), Error::<Test>::InvalidUri);
		assert_noop!(remove(OPERATOR, b"web"), Error::<Test>::UnknownService);
		assert_ok!(set(OPERATOR, b"web", service(b"a:b")));
		assert_noop!(remove(STRANGER, b"web"), Error::<Test>::NotAuthorized);
	});
}
