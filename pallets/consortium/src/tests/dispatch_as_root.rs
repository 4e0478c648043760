use super::*;

#[test]
fn dispatch_as_root_makes_an_allowed_call() {
	build_and_execute(|| {
		assert_ok!(Consortium::dispatch_as_root(large_council(), upgrade()));

		System::assert_last_event(Event::DispatchedAsRoot { result: Ok(()) }.into());
		assert_eq!(System::authorized_upgrade().unwrap().code_hash(), &H256([7; 32]));
	});
}

#[test]
fn dispatch_as_root_tells_why_the_call_failed() {
	build_and_execute(|| {
		let call = frame_system::Call::apply_authorized_upgrade { code: vec![] };
		assert_ok!(Consortium::dispatch_as_root(large_council(), Box::new(call.into())));

		let result = Err(frame_system::Error::<Test>::NothingAuthorized.into());
		System::assert_last_event(Event::DispatchedAsRoot { result }.into());
	});
}

#[test]
fn dispatch_as_root_weighs_as_much_as_the_call_more() {
	let inner = upgrade().get_dispatch_info();
	let outer = Call::<Test>::dispatch_as_root { call: upgrade() }.get_dispatch_info();
	assert!(!inner.call_weight.is_zero());
	assert_eq!(outer.call_weight, inner.call_weight);
	assert_eq!(outer.class, inner.class);
}

#[test]
fn dispatch_as_root_fails_when_the_call_is_not_allowed() {
	build_and_execute(|| {
		let remark = frame_system::Call::remark { remark: vec![] };
		let nested = Call::dispatch_as_root { call: upgrade() };
		for call in [remark.into(), nested.into()] {
			assert_noop!(
				Consortium::dispatch_as_root(large_council(), Box::new(call)),
				Error::<Test>::CallNotAllowed
			);
		}
	});
}

#[test]
fn dispatch_as_root_fails_when_less_than_three_quarters_decide() {
	build_and_execute(|| {
		for origin in [council(), RuntimeOrigin::signed(ALICE), RuntimeOrigin::root()] {
			assert_noop!(Consortium::dispatch_as_root(origin, upgrade()), BadOrigin);
		}
	});
}
