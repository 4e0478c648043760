//! The registry of devices at the sizes that it is made for, in the composed runtime.

use bot_primitives::{
	merkle::{self, SoftSha256},
	payload::Activation,
	record::{index_key, IndexedRecord},
	signer::SecretKey,
	standing::{StandingBody, StandingChange},
	traits::Devices,
	AccountBytes, DeviceId, DeviceIndex, DeviceState, EnrolledDevice, EnrolmentId, Hash256,
	KeyProtection, ModelId, RecallReason, RecallTarget, Record, RecordKind, Refusal, Role, Roles,
	SigningContext, Standing,
};
use bot_runtime::{Attestation, DeviceDid, RuntimeOrigin};
use bot_runtime_tests::{
	chain::{signed, Bot, Chain, START},
	devices::Device,
};
use codec::Decode;
use pallet_attestation::invalid_transaction;
use pallet_device_did::{Call, EnrolmentProof, Error};
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, traits::UnfilteredDispatchable},
	sp_io,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave},
	sp_runtime::DispatchError,
};
use std::collections::BTreeMap;

/// A production run, with every level of the tree over it.
struct Run {
	keys: Vec<SecretKey>,
	levels: Vec<Vec<Hash256>>,
}

impl Run {
	/// The run of `count` devices, of which the first `real` have keys that can sign.
	fn new(model: ModelId, count: u32, real: u32) -> Self {
		let key = |n: u32| {
			let mut seed = [7; 32];
			seed[..4].copy_from_slice(&n.to_le_bytes());
			SecretKey::ed25519(seed)
		};
		let keys: Vec<_> = (0..real).map(key).collect();
		let leaf = |n: u32| {
			let root_key = match keys.get(n as usize) {
				Some(key) => key.public(),
				None => bot_primitives::PublicKey::Ed25519(merkle::leaf_hash::<SoftSha256>(
					&n.to_le_bytes(),
				)),
			};
			EnrolledDevice { model, root_key, serial: serial(n), idevid: None }
				.leaf_hash::<SoftSha256>()
		};
		let mut levels = vec![(0..count).map(leaf).collect::<Vec<_>>()];
		while levels.last().is_some_and(|level| level.len() > 1) {
			let above = levels.last().unwrap().chunks(2).map(|pair| match pair {
				[left, right] => merkle::node_hash::<SoftSha256>(left, right),
				lone => lone[0],
			});
			levels.push(above.collect());
		}
		Self { keys, levels }
	}

	fn count(&self) -> u32 {
		self.levels[0].len() as u32
	}

	fn root(&self) -> Hash256 {
		self.levels.last().unwrap()[0]
	}

	fn proof(&self, index: u32) -> EnrolmentProof {
		let path: Vec<_> = self
			.levels
			.iter()
			.enumerate()
			.filter_map(|(height, level)| level.get((index as usize >> height) ^ 1).copied())
			.collect();
		EnrolmentProof {
			index,
			serial: serial(index),
			idevid: None,
			path: path.try_into().expect("at most 32 levels"),
		}
	}

	/// The activation of device `index` under Bob, with this proof.
	fn activate(
		&self,
		genesis_hash: Hash256,
		enrolment: EnrolmentId,
		proof: EnrolmentProof,
	) -> Call<Bot> {
		let key = &self.keys[proof.index as usize];
		let provider = Alice.to_account_id();
		let device_id = DeviceId::derive(provider.as_ref(), &key.public());
		let context = SigningContext { genesis_hash, device_id, epoch: 0 };
		let activation =
			Activation { enrolment, index: proof.index, operator: Bob.to_account_id().into() };
		Call::activate {
			enrolment,
			proof,
			root_key: key.public(),
			operator: Bob.to_account_id(),
			signature: key.sign(&activation, &context),
		}
	}
}

fn serial(n: u32) -> Hash256 {
	bot_primitives::enrolment::serial_commitment::<SoftSha256>(&[3; 16], &n.to_le_bytes())
}

fn register_model(chain: &mut Chain) -> ModelId {
	let model = chain.with(pallet_device_did::NextModelId::<Bot>::get);
	let name = b"cooler".to_vec().try_into().expect("a short name");
	let protection = KeyProtection::SecureElement;
	chain.call(Alice, Call::register_model { name, protection, description: Default::default() });
	model
}

/// All of the state that is not of the system's, of balances or of what every block writes.
fn registry(chain: &mut Chain) -> BTreeMap<Vec<u8>, Vec<u8>> {
	chain.with(|| {
		let prefix = sp_io::hashing::twox_128(b"DeviceDid");
		let (mut state, mut key) = (BTreeMap::new(), prefix.to_vec());
		while let Some(next) = sp_io::storage::next_key(&key) {
			if !next.starts_with(&prefix) {
				break;
			}
			state.insert(next.clone(), sp_io::storage::get(&next).unwrap_or_default().to_vec());
			key = next;
		}
		state
	})
}

fn refused(chain: &mut Chain, who: Sr25519Keyring, call: Call<Bot>, error: Error<Bot>) {
	assert_eq!(chain.try_call(who, call), Err(DispatchError::from(error)));
}

#[test]
fn a_million_devices_are_one_extrinsic() {
	let mut chain = Chain::new();
	let model = register_model(&mut chain);
	let enrol = |run: &Run| Call::<Bot>::enrol { model, root: run.root(), count: run.count() };
	let stored = |chain: &mut Chain, run: &Run| {
		let before = registry(chain);
		chain.call(Alice, enrol(run));
		let after = registry(chain);
		let size = |state: &BTreeMap<Vec<u8>, Vec<u8>>| -> usize {
			state.iter().map(|(key, value)| key.len() + value.len()).sum()
		};
		size(&after) - size(&before)
	};
	let (one, million) = (Run::new(model, 1, 1), Run::new(model, 1_000_000, 3));
	let weight = |run: &Run| enrol(run).get_dispatch_info().call_weight;
	assert_eq!(weight(&one), weight(&million));
	// The first one also creates the counter of enrolments.
	stored(&mut chain, &one);
	let bytes = [stored(&mut chain, &one), stored(&mut chain, &million)];
	assert_eq!(bytes[0], bytes[1]);
	println!(
		"1,000,000 devices enrolled: one extrinsic, weight {}, {} bytes of state",
		weight(&million),
		bytes[1]
	);

	let (enrolment, genesis) = (2, chain.genesis_hash());
	let activate = |run: &Run, proof: EnrolmentProof| run.activate(genesis, enrolment, proof);
	for index in 0..3 {
		// Dave is no member: whoever unpacks a device can activate it.
		chain.call(Dave, activate(&million, million.proof(index)));
	}
	let again = activate(&million, million.proof(0));
	refused(&mut chain, Dave, again, Error::AlreadyRegistered);

	let other = Run::new(model, 1_000_000, 4);
	let forged = activate(&other, other.proof(3));
	refused(&mut chain, Dave, forged, Error::NotEnrolled);
	let moved = EnrolmentProof { index: 1, ..million.proof(0) };
	refused(&mut chain, Dave, activate(&million, moved), Error::NotEnrolled);
	let mut short = million.proof(0);
	short.path.pop();
	refused(&mut chain, Dave, activate(&million, short), Error::WrongPathLength);
	let mut long = million.proof(0);
	long.path.try_push([0; 32]).expect("a million needs 20 hashes of 32");
	refused(&mut chain, Dave, activate(&million, long), Error::WrongPathLength);

	let fresh = Run::new(model, 1_000_000, 4);
	chain.call(Alice, enrol(&fresh));
	chain.with(|| {
		pallet_consortium::Members::<Bot>::mutate(Alice.to_account_id(), |member| {
			member.as_mut().unwrap().roles = Roles::of([Role::Provider, Role::Operator]);
		});
	});
	let mut stolen = fresh.activate(genesis, 3, fresh.proof(3));
	if let Call::activate { operator, .. } = &mut stolen {
		*operator = Alice.to_account_id();
	}
	refused(&mut chain, Dave, stolen, Error::BadSignature);
	chain.call(Dave, fresh.activate(genesis, 3, fresh.proof(3)));
}

#[test]
fn a_recall_of_ten_thousand_devices_is_one_write() {
	const COUNT: u32 = 10_000;
	let mut chain = Chain::new();
	let other = Device::new(&mut chain);
	let model = register_model(&mut chain);
	let run = Run::new(model, COUNT, COUNT);
	chain.call(Alice, Call::enrol { model, root: run.root(), count: COUNT });
	let genesis = chain.genesis_hash();
	let devices: Vec<Device> = (0..COUNT)
		.map(|index| {
			let call = run.activate(genesis, 0, run.proof(index));
			chain.with(|| {
				call.dispatch_bypass_filter(RuntimeOrigin::signed(Dave.to_account_id()))
					.expect("the device is enrolled")
			});
			let key = run.keys[index as usize].clone();
			let provider = Alice.to_account_id();
			let device_id = DeviceId::derive(provider.as_ref(), &key.public());
			let context = SigningContext { genesis_hash: genesis, device_id, epoch: 0 };
			Device { index: index + 1, key, context }
		})
		.collect();
	let sample: Vec<&Device> = devices.iter().step_by(997).collect();
	let attest = |chain: &mut Chain, device: &Device, seq| chain.validate(device.attest(seq));
	for device in &sample {
		assert!(attest(&mut chain, device, 0).is_ok());
	}

	let before = registry(&mut chain);
	let target = RecallTarget::Model(model);
	let expires_at = Some(START + 10 * 6_000);
	let reason = RecallReason::Safety;
	chain.call(Charlie, Call::recall { target, reason, expires_at });
	let after = registry(&mut chain);
	let written = after.iter().filter(|(key, value)| before.get(*key) != Some(*value)).count();
	assert_eq!((written, after.len()), (1, before.len() + 1));

	let recalled = |chain: &mut Chain, device: DeviceIndex| {
		chain.with(|| {
			let hot = DeviceDid::hot(device).expect("registered");
			DeviceDid::standing_of(&DeviceDid::recalls(), &hot) == Standing::Recalled(reason)
		})
	};
	for device in &devices {
		assert!(recalled(&mut chain, device.index));
	}
	for device in &sample {
		let refusal = invalid_transaction(Refusal::Recalled);
		assert_eq!(attest(&mut chain, device, 0), Err(refusal.into()));
	}
	assert!(!recalled(&mut chain, other.index));
	assert_eq!(chain.block(vec![other.attest(0)]), [Ok(Ok(()))]);

	while u64::from(chain.header().number) < 11 {
		chain.block(vec![]);
	}
	assert_eq!(chain.block(vec![devices[0].attest(0)]), [Ok(Ok(()))]);
}

#[test]
fn a_change_of_standing_is_a_record_in_the_block() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let target = RecallTarget::Firmware([1; 32]);
	let results = chain.block_with(|apply| {
		let state = Call::set_state { device: device.index, state: DeviceState::Suspended };
		let recall = Call::recall { target, reason: RecallReason::Other, expires_at: None };
		[(Bob, state), (Charlie, recall)].map(|(who, call)| apply(signed(who, call.into())))
	});
	assert_eq!(results, [Ok(Ok(())), Ok(Ok(()))]);
	let records = chain.with(Attestation::records_of_block);
	assert_eq!(records.count, 2);
	let hashes: Vec<Hash256> = chain.indexed(&index_key::hashes(&records.root));
	assert_eq!(merkle::root::<SoftSha256>(&hashes), Some(records.root));
	let [state, recall] =
		[0, 1].map(|n| chain.indexed::<IndexedRecord>(&index_key::record(&hashes[n])));
	assert_eq!((state.signature, recall.signature), (None, None));
	assert_eq!(state.record.device_id, device.context.device_id);
	let body = |record: &Record| StandingBody::decode(&mut &record.body[..]).unwrap();
	let expected = StandingBody {
		by: Bob.to_account_id().into(),
		change: StandingChange::State(DeviceState::Suspended),
	};
	assert_eq!(body(&state.record), expected);
	assert_eq!(body(&recall.record).by, AccountBytes::from(Charlie.to_account_id()));
	assert_eq!(recall.record.kind, RecordKind::Standing);

	let refusal = invalid_transaction(Refusal::Suspended);
	assert_eq!(chain.validate(device.attest(0)), Err(refusal.into()));
	// The block of the records has a leaf like any other.
	let number = chain.header().number;
	chain.block(vec![]);
	let (leaf, _) = chain.mmr_proof(number);
	assert_eq!((leaf.count, leaf.records_root), (2, records.root));
}
