//! Random sequences of calls, against a model of the registry in plain Rust.

use crate::{mock::*, *};
use bot_primitives::{
	payload::{Delegation, Rotation},
	signer::SecretKey,
	traits::DeviceState,
};
use frame::testing_prelude::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Register { key: u8 },
	Delegate { device: usize, number: u32, key: u8 },
	Rotate { device: usize, key: u8 },
	Destroy { device: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let device = 0usize..3;
	let key = 1u8..6;
	proptest::collection::vec(
		prop_oneof![
			key.clone().prop_map(|key| Step::Register { key }),
			(device.clone(), 0u32..4, key.clone())
				.prop_map(|(device, number, key)| Step::Delegate { device, number, key }),
			(device.clone(), key).prop_map(|(device, key)| Step::Rotate { device, key }),
			device.prop_map(|device| Step::Destroy { device }),
		],
		0..30,
	)
}

struct Device {
	first: u8,
	root: u8,
	signing: u8,
	epoch: u16,
	delegations: u32,
	gone: bool,
}

/// What the registry should be; gives whether a step should pass.
#[derive(Default)]
struct Registry(Vec<Device>);

impl Registry {
	fn apply(&mut self, step: &Step) -> bool {
		match *step {
			Step::Register { key } => {
				let new = self.0.iter().all(|device| device.first != key);
				if new {
					self.0.push(Device {
						first: key,
						root: key,
						signing: key,
						epoch: 0,
						delegations: 0,
						gone: false,
					});
				}
				new
			},
			Step::Delegate { device, number, key } => match self.0.get_mut(device) {
				Some(device) if !device.gone && number > device.delegations => {
					device.delegations = number;
					device.signing = key;
					true
				},
				_ => false,
			},
			Step::Rotate { device, key } => match self.0.get_mut(device) {
				Some(device) if !device.gone && key != device.root => {
					device.root = key;
					device.signing = key;
					device.epoch += 1;
					device.delegations = 0;
					true
				},
				_ => false,
			},
			Step::Destroy { device } => match self.0.get_mut(device) {
				Some(device) if !device.gone => {
					device.gone = true;
					true
				},
				_ => false,
			},
		}
	}
}

/// Odd keys are of one type, even ones of the other.
fn key(n: u8) -> SecretKey {
	if n.is_multiple_of(2) {
		p256(n)
	} else {
		ed25519(n)
	}
}

fn apply(step: &Step, registry: &Registry) -> DispatchResult {
	let origin = RuntimeOrigin::signed(PROVIDER);
	let signers = |device: usize| {
		let device = registry.0.get(device);
		device.map_or((key(1), key(1), 0), |d| (key(d.first), key(d.root), d.epoch))
	};
	match *step {
		Step::Register { key: n } => {
			DeviceDid::register(origin, 0, OPERATOR, key(n).public(), proof(&key(n), 0))
		},
		Step::Delegate { device, number, key: n } => {
			let (first, root, epoch) = signers(device);
			let delegation = Delegation { number, key: key(n).public(), expires_at: NOW + 1 };
			let signature = sign(&root, &first, epoch, &delegation);
			DeviceDid::delegate(origin, device as u32, delegation, signature)
		},
		Step::Rotate { device, key: n } => {
			let (first, root, epoch) = signers(device);
			let rotation = Rotation { new_key: key(n).public() };
			let by_old = sign(&root, &first, epoch, &rotation);
			let by_new = sign(&key(n), &first, epoch, &rotation);
			DeviceDid::rotate(origin, device as u32, rotation, by_old, by_new)
		},
		Step::Destroy { device } => DeviceDid::destroy(origin, device as u32),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn the_registry_equals_the_model(steps in steps()) {
		build_and_execute(|| {
			model();
			let mut registry = Registry::default();
			for step in steps {
				let result = apply(&step, &registry);
				assert_eq!(result.is_ok(), registry.apply(&step), "{step:?}: {result:?}");
				for (index, device) in registry.0.iter().enumerate() {
					let hot = HotDevices::<Test>::get(index as u32).unwrap();
					assert_eq!(hot.signing_key, key(device.signing).public());
					assert_eq!(hot.epoch, device.epoch);
					assert_eq!(hot.state == DeviceState::Destroyed, device.gone);
					let info = DeviceDid::device(hot.id).unwrap();
					assert_eq!(info.root_key, key(device.root).public());
				}
			}
			assert_eq!(NextDeviceIndex::<Test>::get() as usize, registry.0.len());
		});
	}
}
