//! Random sequences of calls, against a model of the registry in plain Rust.

use crate::{mock::*, *};
use bot_primitives::{signer::SecretKey, Role, Roles, Standing};
use frame::testing_prelude::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Who acts, of the members that may have a say.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
	Provider,
	Operator,
	OtherOperator,
}

impl By {
	fn account(self) -> AccountId {
		match self {
			Self::Provider => PROVIDER,
			Self::Operator => OPERATOR,
			Self::OtherOperator => OTHER_OPERATOR,
		}
	}
}

#[derive(Clone, Debug)]
enum Step {
	Register { key: u8 },
	Activate { index: u32 },
	Delegate { device: usize, number: u32, key: u8 },
	Agree { device: usize, number: u32, key: u8 },
	Revoke { device: usize },
	Rotate { device: usize, key: u8 },
	Recover { device: usize, key: u8, by: By },
	SetState { device: usize, state: DeviceState, by: By },
	Offer { device: usize, to: By, by: By },
	Accept { device: usize, by: By },
	Recall { firmware: bool, lift: bool },
	SetService { device: usize, name: u8, by: By },
	RemoveService { device: usize, name: u8 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let device = 0usize..4;
	let key = 1u8..6;
	let by = prop::sample::select(vec![By::Provider, By::Operator, By::OtherOperator]);
	let state = prop::sample::select(vec![
		DeviceState::Active,
		DeviceState::Active,
		DeviceState::Suspended,
		DeviceState::Retired,
		DeviceState::Destroyed,
	]);
	proptest::collection::vec(
		prop_oneof![
			3 => key.clone().prop_map(|key| Step::Register { key }),
			1 => (0u32..3).prop_map(|index| Step::Activate { index }),
			1 => (device.clone(), 0u32..6, key.clone())
				.prop_map(|(device, number, key)| Step::Delegate { device, number, key }),
			1 => (device.clone(), 0u32..6, 8u8..12)
				.prop_map(|(device, number, key)| Step::Agree { device, number, key }),
			1 => device.clone().prop_map(|device| Step::Revoke { device }),
			1 => (device.clone(), key.clone()).prop_map(|(device, key)| Step::Rotate { device, key }),
			2 => (device.clone(), key, by.clone())
				.prop_map(|(device, key, by)| Step::Recover { device, key, by }),
			1 => (device.clone(), state, by.clone())
				.prop_map(|(device, state, by)| Step::SetState { device, state, by }),
			1 => (device.clone(), by.clone(), by.clone())
				.prop_map(|(device, to, by)| Step::Offer { device, to, by }),
			1 => (device.clone(), by.clone()).prop_map(|(device, by)| Step::Accept { device, by }),
			1 => any::<(bool, bool)>().prop_map(|(firmware, lift)| Step::Recall { firmware, lift }),
			1 => (device.clone(), b'a'..b'd', by)
				.prop_map(|(device, name, by)| Step::SetService { device, name, by }),
			1 => (device, b'a'..b'd')
				.prop_map(|(device, name)| Step::RemoveService { device, name }),
		],
		0..40,
	)
}

struct Device {
	first: u8,
	root: u8,
	signing: Option<u8>,
	agreement: Option<u8>,
	epoch: u16,
	number: u32,
	state: DeviceState,
	operator: By,
	offer: Option<By>,
	recovery: Option<(u8, Vec<By>)>,
	services: BTreeMap<u8, By>,
}

impl Device {
	fn new(key: u8) -> Self {
		Self {
			first: key,
			root: key,
			signing: None,
			agreement: None,
			epoch: 0,
			number: 0,
			state: DeviceState::Active,
			operator: By::Operator,
			offer: None,
			recovery: None,
			services: BTreeMap::new(),
		}
	}

	fn has_say(&self, by: By) -> bool {
		by == By::Provider || by == self.operator
	}

	fn replace_root(&mut self, key: u8) {
		self.root = key;
		self.signing = None;
		self.agreement = None;
		self.epoch += 1;
		self.number = 0;
		self.recovery = None;
	}
}

/// The keys of the production run, by their place in it.
const ENROLLED: [u8; 3] = [1, 20, 21];

/// What the registry should be.
#[derive(Default)]
struct Registry {
	devices: Vec<Device>,
	/// Whether the model, and whether the firmware, is recalled.
	recalls: [bool; 2],
}

impl Registry {
	fn add(&mut self, key: u8) -> bool {
		let new = self.devices.iter().all(|device| device.first != key);
		if new {
			self.devices.push(Device::new(key));
		}
		new
	}

	/// Applies a step, and gives whether the call should pass.
	fn apply(&mut self, step: &Step) -> bool {
		use DeviceState::{Active, Destroyed, Retired, Suspended};
		let device = match *step {
			Step::Register { key } => return self.add(key),
			Step::Activate { index } => return self.add(ENROLLED[index as usize]),
			Step::Recall { firmware, lift } => {
				let recalled = &mut self.recalls[usize::from(firmware)];
				let may = !lift || *recalled;
				*recalled = !lift;
				return may;
			},
			Step::Delegate { device, .. }
			| Step::Agree { device, .. }
			| Step::Revoke { device }
			| Step::Rotate { device, .. }
			| Step::Recover { device, .. }
			| Step::SetState { device, .. }
			| Step::Offer { device, .. }
			| Step::Accept { device, .. }
			| Step::SetService { device, .. }
			| Step::RemoveService { device, .. } => device,
		};
		let Some(device) = self.devices.get_mut(device) else { return false };
		if let Step::RemoveService { name, .. } = step {
			return device.services.remove(name).is_some();
		}
		if device.state == Destroyed {
			return false;
		}
		match *step {
			Step::Delegate { number, key, .. } if number > device.number => {
				device.number = number;
				device.signing = Some(key);
				true
			},
			Step::Agree { number, key, .. } if number > device.number => {
				device.number = number;
				device.agreement = Some(key);
				true
			},
			Step::Revoke { .. } => device.signing.take().is_some(),
			Step::Rotate { key, .. } if key != device.root => {
				device.replace_root(key);
				true
			},
			Step::Recover { key, by, .. } if key != device.root && device.has_say(by) => {
				let operator = device.operator;
				let (open, approvals) = device.recovery.get_or_insert((key, Vec::new()));
				if *open != key || approvals.contains(&by) {
					return false;
				}
				approvals.push(by);
				if approvals.contains(&By::Provider) && approvals.contains(&operator) {
					device.replace_root(key);
				}
				true
			},
			Step::SetState { state, by, .. } => {
				let (is_operator, is_provider) = (by == device.operator, by == By::Provider);
				let may = match (device.state, state) {
					(Active, Suspended) | (Suspended, Active) => is_operator,
					(Retired, Active) => is_provider,
					(Active | Suspended, Retired) | (_, Destroyed) => is_operator || is_provider,
					_ => false,
				};
				if may {
					device.state = state;
					device.offer = None;
					device.recovery = None;
				}
				may
			},
			Step::Offer { to, by, .. } => {
				let may = (by == device.operator
					|| (by == By::Provider && device.state == Retired))
					&& ![device.operator, By::Provider].contains(&to)
					&& device.offer.is_none();
				if may {
					device.offer = Some(to);
				}
				may
			},
			Step::Accept { by, .. } if device.offer == Some(by) => {
				device.offer = None;
				device.operator = by;
				if let Some((_, approvals)) = &mut device.recovery {
					approvals.retain(|other| [By::Provider, by].contains(other));
				}
				true
			},
			Step::SetService { name, by, .. } if device.has_say(by) => {
				device.services.insert(name, by);
				true
			},
			_ => false,
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

fn apply(step: &Step, run: &Run, registry: &Registry) -> DispatchResult {
	let signed = |by: By| RuntimeOrigin::signed(by.account());
	let provider = RuntimeOrigin::signed(PROVIDER);
	let signers = |device: usize| {
		let device = registry.devices.get(device);
		device.map_or((key(1), key(1), 0), |d| (key(d.first), key(d.root), d.epoch))
	};
	let index = |device: usize| device as DeviceIndex;
	match *step {
		Step::Register { key: n } => {
			DeviceDid::register(provider, 0, OPERATOR, key(n).public(), proof(&key(n), 0))
		},
		Step::Activate { index } => {
			let root_key = run.keys[index as usize].public();
			let signature = run.signature(0, index, OPERATOR);
			DeviceDid::activate(provider, 0, run.proof(index), root_key, OPERATOR, signature)
		},
		Step::Delegate { device, number, key: n } => {
			let (first, root, epoch) = signers(device);
			let delegation = Delegation { number, key: key(n).public(), expires_at: NOW + 1 };
			let signature = sign(&root, &first, epoch, &delegation);
			DeviceDid::delegate(provider, index(device), delegation, signature)
		},
		Step::Agree { device, number, key: n } => {
			let (first, root, epoch) = signers(device);
			let statement = KeyAgreement { number, key: X25519Key([n; 32]) };
			let signature = sign(&root, &first, epoch, &statement);
			DeviceDid::set_key_agreement(provider, index(device), statement, signature)
		},
		Step::Revoke { device } => DeviceDid::revoke_signing_key(provider, index(device)),
		Step::Rotate { device, key: n } => {
			let (first, root, epoch) = signers(device);
			let rotation = Rotation { new_key: key(n).public() };
			let by_old = sign(&root, &first, epoch, &rotation);
			let by_new = sign(&key(n), &first, epoch, &rotation);
			DeviceDid::rotate(provider, index(device), rotation, by_old, by_new)
		},
		Step::Recover { device, key: n, by } => {
			let (first, _, epoch) = signers(device);
			let rotation = Rotation { new_key: key(n).public() };
			let by_new = sign(&key(n), &first, epoch, &rotation);
			DeviceDid::recover(signed(by), index(device), rotation, by_new)
		},
		Step::SetState { device, state, by } => {
			DeviceDid::set_state(signed(by), index(device), state)
		},
		Step::Offer { device, to, by } => {
			DeviceDid::offer_transfer(signed(by), index(device), to.account())
		},
		Step::Accept { device, by } => DeviceDid::accept_transfer(signed(by), index(device)),
		Step::Recall { firmware, lift } => {
			let target =
				if firmware { RecallTarget::Firmware(FIRMWARE) } else { RecallTarget::Model(0) };
			let origin = RuntimeOrigin::signed(SUPERVISOR);
			if lift {
				DeviceDid::lift_recall(origin, target)
			} else {
				DeviceDid::recall(origin, target, RecallReason::Other, None)
			}
		},
		Step::SetService { device, name, by } => {
			let service = Service {
				kind: b"x".to_vec().try_into().unwrap(),
				endpoint: b"a:b".to_vec().try_into().unwrap(),
			};
			let id = vec![name].try_into().unwrap();
			DeviceDid::set_service(signed(by), index(device), id, service)
		},
		Step::RemoveService { device, name } => {
			DeviceDid::remove_service(provider, index(device), vec![name].try_into().unwrap())
		},
	}
}

fn check(registry: &Registry) {
	for (index, device) in registry.devices.iter().enumerate() {
		let hot = HotDevices::<Test>::get(OrderedIndex::from(index as u32)).unwrap();
		let info = DeviceDid::device(hot.id).unwrap();
		let signing = device.signing.unwrap_or(device.root);
		assert_eq!(hot.signing_key, key(signing).public());
		assert_eq!((hot.epoch, hot.state), (device.epoch, device.state));
		assert_eq!(hot.operator, device.operator.account());
		assert_eq!(info.root_key, key(device.root).public());
		assert_eq!(info.key_agreement, device.agreement.map(|n| X25519Key([n; 32])));
		assert_eq!(info.services.len(), device.services.len());
		let recall = registry.recalls.contains(&true).then_some(RecallReason::Other);
		assert_eq!(info.standing, Standing::new(device.state, recall));
		let now = DeviceDid::key_at(hot.id, System::block_number()).unwrap();
		assert_eq!((now.signing_key, now.root_key), (hot.signing_key, info.root_key));
		assert_eq!(now.key_agreement, info.key_agreement);
		for by in [By::Provider, By::Operator, By::OtherOperator] {
			let set = device.services.values().filter(|payer| **payer == by).count();
			let paid = Services::<Test>::iter_prefix_values(index as u32)
				.filter(|stored| stored.deposit.payer == by.account())
				.count();
			assert_eq!(set, paid);
		}
	}
	assert_eq!(NextDeviceIndex::<Test>::get() as usize, registry.devices.len());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_registry_equals_the_model(steps in steps()) {
		build_and_execute(|| {
			Members::set(PROVIDER, Roles::of([Role::Provider]));
			let run = Run::new(ENROLLED.map(key));
			run.enrol();
			let mut registry = Registry::default();
			for (block, step) in steps.into_iter().enumerate() {
				System::set_block_number(block as u64 + 1);
				let result = apply(&step, &run, &registry);
				assert_eq!(result.is_ok(), registry.apply(&step), "{step:?}: {result:?}");
				check(&registry);
			}
		});
	}
}
