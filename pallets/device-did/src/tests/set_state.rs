use crate::{mock::*, *};
use bot_primitives::{
	record::RecordKind,
	signer::SecretKey,
	standing::{StandingBody, StandingChange},
	Standing,
};
use codec::Encode;
use frame::testing_prelude::*;
use DeviceState::{Active, Compromised, Destroyed, Retired, Suspended};

const ALL: [DeviceState; 5] = [Active, Suspended, Retired, Destroyed, Compromised];

fn state() -> DeviceState {
	HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().state
}

fn reach(state: DeviceState) {
	device(&ed25519(1));
	if state != Active {
		assert_ok!(set_state(OPERATOR, state));
	}
}

#[test]
fn each_change_is_for_who_may_make_it() {
	for from in ALL {
		for to in ALL {
			let (operator, provider) = match (from, to) {
				(Active, Suspended) | (Suspended, Active) => (true, false),
				(Retired, Active) => (false, true),
				(Active | Suspended, Retired) => (true, true),
				(Active | Suspended | Retired, Destroyed | Compromised) => (true, true),
				_ => (false, false),
			};
			for (who, may) in [(OPERATOR, operator), (PROVIDER, provider)] {
				build_and_execute(|| {
					reach(from);
					let result = set_state(who.clone(), to);
					assert_eq!(result.is_ok(), may, "{from:?} to {to:?} by {who:?}: {result:?}");
					assert_eq!(state(), if may { to } else { from });
					let other = if operator || provider {
						Error::<Test>::NotAuthorized
					} else {
						Error::<Test>::InvalidTransition
					};
					let refused = if from.is_final() { Error::<Test>::DeviceGone } else { other };
					assert!(may || result == Err(refused.into()), "{from:?} {to:?} {result:?}");
				});
			}
		}
	}
}

#[test]
fn every_change_is_a_record() {
	build_and_execute(|| {
		let key: SecretKey = ed25519(1);
		device(&key);
		assert_ok!(set_state(PROVIDER, Compromised));
		let record = TestRecords::last();
		assert_eq!((record.kind, record.seq), (RecordKind::Standing, 2));
		assert_eq!(record.device_id, HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id);
		assert_eq!(record.key, key.public());
		let change = StandingChange::State(Compromised);
		assert_eq!(record.body, StandingBody { by: PROVIDER.into(), change }.encode());
		let hash = record.leaf_hash::<bot_primitives::merkle::SoftSha256>();
		System::assert_last_event(
			Event::StateChanged { device: 0, state: Compromised, by: PROVIDER, record: hash }
				.into(),
		);
	});
}

#[test]
fn gone_is_another_answer_than_never_there() {
	build_and_execute(|| {
		reach(Destroyed);
		let id = HotDevices::<Test>::get(OrderedIndex::from(0)).unwrap().id;
		assert_eq!(DeviceDid::device(id).unwrap().standing, Standing::Destroyed);
		assert_eq!(DeviceDid::device(DeviceId([0; 32])), None);
	});
}

#[test]
fn a_full_block_takes_no_change() {
	build_and_execute(|| {
		device(&ed25519(1));
		TestRecords::fill();
		assert_noop!(set_state(OPERATOR, Suspended), Error::<Test>::TooManyRecords);
	});
}

#[test]
fn every_refusal_has_its_name() {
	build_and_execute(|| {
		assert_noop!(set_state(PROVIDER, Retired), Error::<Test>::UnknownDevice);
		device(&ed25519(1));
		assert_noop!(set_state(STRANGER, Retired), Error::<Test>::NotAuthorized);
		assert_noop!(set_state(SUPERVISOR, Destroyed), Error::<Test>::NotAuthorized);
		assert_noop!(set_state(PROVIDER, Suspended), Error::<Test>::NotAuthorized);
		assert_noop!(set_state(OPERATOR, Active), Error::<Test>::InvalidTransition);
		destroy();
		assert_noop!(set_state(PROVIDER, Active), Error::<Test>::DeviceGone);
	});
}
