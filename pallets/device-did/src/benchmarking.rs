//! Benchmarks of the calls, with Ed25519 keys. What P-256 adds is measured on its own.

use super::*;
use crate::{functions::HostSha256, Pallet as DeviceDid};
use bot_primitives::{
	enrolment::{EnrolledDevice, MAX_ENROLMENT_PATH},
	merkle,
	payload::{Activation, Payload, Registration},
	Role, Roles, SigningContext,
};
use frame::{benchmarking::prelude::*, traits::fungible::Mutate};
use polkadot_sdk::{
	sp_core::{crypto::KeyTypeId, ed25519},
	sp_io::{
		crypto::{ed25519_generate, ed25519_sign, ed25519_verify},
		hashing::sha2_256,
	},
};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"bot_");

/// A delegation made in a benchmark never expires.
const LATER: Millis = Millis::MAX;

fn new_key() -> ed25519::Public {
	ed25519_generate(KEY_TYPE, None)
}

fn public(key: &ed25519::Public) -> PublicKey {
	PublicKey::Ed25519(key.0)
}

fn sign<T: Config>(key: &ed25519::Public, id: DeviceId, payload: &impl Payload) -> Signature {
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let context = SigningContext { genesis_hash: genesis.into(), device_id: id, epoch: 0 };
	let bytes = payload.signing_bytes(&context);
	let signature = ed25519_sign(KEY_TYPE, key, bytes.as_ref()).expect("the key was made here");
	Signature::Ed25519(signature.0)
}

/// A member with this role and money for deposits.
fn member<T: Config>(name: &'static str, role: Role) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	T::Members::admit_for_benchmark(&who, Roles::of([role]));
	let price = DeviceDid::<T>::price(deposits::device::<T>()).expect("a price");
	let money = price.saturating_mul(1_000u32.into());
	T::Currency::set_balance(&who, money);
	who
}

fn uri() -> Uri {
	let mut uri = alloc::vec![b'x'; 256];
	uri[1] = b':';
	Uri::truncate_from(uri)
}

fn description() -> ModelDescription {
	ModelDescription {
		thing: Some(ThingDescription { hash: [1; 32], uri: uri() }),
		firmware: Some([2; 32]),
		issuing_ca: Some([3; 32]),
	}
}

fn model<T: Config>(provider: &T::AccountId) -> ModelId {
	let model = NextModelId::<T>::get();
	let name = ModelName::truncate_from(alloc::vec![b'm'; 64]);
	let protection = KeyProtection::SecureElement;
	DeviceDid::<T>::do_register_model(provider.clone(), name, protection, description())
		.expect("a model");
	model
}

/// Registers a device without a proof, for benchmarks of this pallet and of others: with as many
/// recalls in force as can be, none of which concerns it.
pub(crate) fn register_unproved<T: Config>(operator: &T::AccountId, key: PublicKey) -> DeviceIndex {
	let provider = member::<T>("provider", Role::Provider);
	let model = model::<T>(&provider);
	fill_recalls::<T>(MAX_RECALLS);
	DeviceDid::<T>::register_unproved(provider, operator.clone(), model, key).expect("a device")
}

fn fill_recalls<T: Config>(count: u32) {
	let recall = |n: u32| Recall {
		target: RecallTarget::Firmware(n.using_encoded(sha2_256)),
		reason: RecallReason::Safety,
		expires_at: Some(LATER),
	};
	Recalls::<T>::put(BoundedVec::truncate_from((0..count).map(recall).collect()));
}

/// A device, its id, its operator and its root key.
fn device<T: Config>() -> (DeviceIndex, DeviceId, T::AccountId, ed25519::Public) {
	let operator = member::<T>("operator", Role::Operator);
	let key = new_key();
	let device = register_unproved::<T>(&operator, public(&key));
	let id = HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").id;
	(device, id, operator, key)
}

/// Gives a device a delegation and a key-agreement key.
fn with_keys<T: Config>(
	device: DeviceIndex,
	id: DeviceId,
	who: &T::AccountId,
	key: &ed25519::Public,
) {
	let delegation = Delegation { number: 1, key: public(&new_key()), expires_at: LATER };
	let signature = sign::<T>(key, id, &delegation);
	DeviceDid::<T>::do_delegate(who.clone(), device, delegation, signature).expect("delegated");
	let statement = KeyAgreement { number: 2, key: X25519Key([9; 32]) };
	let signature = sign::<T>(key, id, &statement);
	DeviceDid::<T>::do_set_key_agreement(who.clone(), device, statement, signature).expect("set");
}

/// Opens a recovery, approved by the provider, with the key that it gives.
fn open_recovery<T: Config>(device: DeviceIndex, id: DeviceId) -> (Rotation, Signature) {
	let new = new_key();
	let rotation = Rotation { new_key: public(&new) };
	let by_new = sign::<T>(&new, id, &rotation);
	let provider = HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").provider;
	DeviceDid::<T>::do_recover(provider, device, rotation, by_new).expect("approved");
	(rotation, by_new)
}

fn offer<T: Config>(device: DeviceIndex, from: &T::AccountId) -> T::AccountId {
	let to = member::<T>("next operator", Role::Operator);
	DeviceDid::<T>::do_offer_transfer(from.clone(), device, to.clone()).expect("offered");
	to
}

fn service() -> Service {
	Service { kind: BoundedVec::truncate_from(alloc::vec![b'k'; 64]), endpoint: uri() }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_model() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let name = ModelName::truncate_from(alloc::vec![b'm'; 64]);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), name, KeyProtection::SecureElement, description());

		assert_eq!(Models::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn update_model() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let model = model::<T>(&provider);
		let next = ModelDescription { firmware: Some([9; 32]), ..description() };

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), model, next.clone());

		assert_eq!(Models::<T>::get(model).expect("registered").description, next);
		Ok(())
	}

	#[benchmark]
	fn enrol() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let model = model::<T>(&provider);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), model, [7; 32], u32::MAX);

		assert!(Enrolments::<T>::contains_key(0));
		Ok(())
	}

	#[benchmark]
	fn close_enrolment() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let model = model::<T>(&provider);
		DeviceDid::<T>::do_enrol(provider.clone(), model, [7; 32], u32::MAX)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), 0);

		assert!(!Enrolments::<T>::contains_key(0));
		Ok(())
	}

	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let operator = member::<T>("operator", Role::Operator);
		let model = model::<T>(&provider);
		let key = new_key();
		let account: AccountBytes = provider.clone().into();
		let id = DeviceId::derive(&account, &public(&key));
		let proof = sign::<T>(&key, id, &Registration { provider: account, model });

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), model, operator, public(&key), proof);

		assert!(Indices::<T>::contains_key(id));
		Ok(())
	}

	/// The first device of the largest run: its path is as long as any.
	#[benchmark]
	fn activate() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let operator = member::<T>("operator", Role::Operator);
		let submitter = member::<T>("submitter", Role::Observer);
		let model = model::<T>(&provider);
		let key = new_key();
		let leaf = EnrolledDevice {
			model,
			root_key: public(&key),
			serial: [1; 32],
			idevid: Some([2; 32]),
		};
		let path: alloc::vec::Vec<Hash256> =
			(0..MAX_ENROLMENT_PATH).map(|n| n.using_encoded(sha2_256)).collect();
		let root = path.iter().fold(leaf.leaf_hash::<HostSha256>(), |hash, next| {
			merkle::node_hash::<HostSha256>(&hash, next)
		});
		DeviceDid::<T>::do_enrol(provider.clone(), model, root, u32::MAX)?;
		let id = DeviceId::derive(&provider.into(), &public(&key));
		let activation = Activation { enrolment: 0, index: 0, operator: operator.clone().into() };
		let signature = sign::<T>(&key, id, &activation);
		let proof = EnrolmentProof {
			index: 0,
			serial: [1; 32],
			idevid: Some([2; 32]),
			path: EnrolmentPath::truncate_from(path),
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(submitter), 0, proof, public(&key), operator, signature);

		assert!(Indices::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn delegate() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		with_keys::<T>(device, id, &operator, &key);
		let delegation = Delegation { number: 3, key: public(&new_key()), expires_at: LATER };
		let signature = sign::<T>(&key, id, &delegation);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, delegation, signature);

		assert!(Delegations::<T>::contains_key(device, (0, 3)));
		Ok(())
	}

	#[benchmark]
	fn revoke_signing_key() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		with_keys::<T>(device, id, &operator, &key);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device);

		assert_eq!(Details::<T>::get(device).expect("registered").delegation, None);
		Ok(())
	}

	#[benchmark]
	fn set_key_agreement() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		with_keys::<T>(device, id, &operator, &key);
		let statement = KeyAgreement { number: 3, key: X25519Key([10; 32]) };
		let signature = sign::<T>(&key, id, &statement);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, statement, signature);

		assert!(KeyAgreements::<T>::contains_key(device, (0, 3)));
		Ok(())
	}

	#[benchmark]
	fn revoke_key_agreement() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		with_keys::<T>(device, id, &operator, &key);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device);

		assert_eq!(Details::<T>::get(device).expect("registered").key_agreement, None);
		Ok(())
	}

	#[benchmark]
	fn update_firmware() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		let update = FirmwareUpdate { number: 1, firmware: [5; 32] };
		let signature = sign::<T>(&key, id, &update);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, update, signature);

		assert_eq!(
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").firmware,
			Some([5; 32])
		);
		Ok(())
	}

	#[benchmark]
	fn rotate() -> Result<(), BenchmarkError> {
		let (device, id, operator, old) = device::<T>();
		with_keys::<T>(device, id, &operator, &old);
		open_recovery::<T>(device, id);
		let new = new_key();
		let rotation = Rotation { new_key: public(&new) };
		let (by_old, by_new) = (sign::<T>(&old, id, &rotation), sign::<T>(&new, id, &rotation));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, rotation, by_old, by_new);

		assert!(RootKeys::<T>::contains_key(device, 1));
		Ok(())
	}

	/// The last approval, which replaces the key.
	#[benchmark]
	fn recover() -> Result<(), BenchmarkError> {
		let (device, id, operator, old) = device::<T>();
		with_keys::<T>(device, id, &operator, &old);
		let (rotation, by_new) = open_recovery::<T>(device, id);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, rotation, by_new);

		assert!(RootKeys::<T>::contains_key(device, 1));
		Ok(())
	}

	#[benchmark]
	fn cancel_recovery() -> Result<(), BenchmarkError> {
		let (device, id, operator, _) = device::<T>();
		open_recovery::<T>(device, id);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device);

		assert!(!Recoveries::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn offer_transfer() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let to = member::<T>("next operator", Role::Operator);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, to);

		assert!(Transfers::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn accept_transfer() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let to = offer::<T>(device, &operator);
		T::OnTransfer::prepare_for_benchmark(device, &operator);

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), device);

		assert_eq!(
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").operator,
			to
		);
		Ok(())
	}

	#[benchmark]
	fn cancel_transfer() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		offer::<T>(device, &operator);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device);

		assert!(!Transfers::<T>::contains_key(device));
		Ok(())
	}

	/// With an offer and a recovery to end.
	#[benchmark]
	fn set_state() -> Result<(), BenchmarkError> {
		let (device, id, operator, _) = device::<T>();
		offer::<T>(device, &operator);
		open_recovery::<T>(device, id);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, DeviceState::Destroyed);

		assert!(HotDevices::<T>::get(OrderedIndex::from(device))
			.expect("registered")
			.state
			.is_final());
		Ok(())
	}

	#[benchmark]
	fn recall() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let supervisor = member::<T>("supervisor", Role::Supervisor);
		let model = model::<T>(&provider);
		fill_recalls::<T>(MAX_RECALLS - 1);
		let target = RecallTarget::Model(model);

		#[extrinsic_call]
		_(RawOrigin::Signed(supervisor), target, RecallReason::Safety, Some(LATER));

		assert_eq!(Recalls::<T>::decode_len(), Some(MAX_RECALLS as usize));
		Ok(())
	}

	#[benchmark]
	fn lift_recall() -> Result<(), BenchmarkError> {
		let supervisor = member::<T>("supervisor", Role::Supervisor);
		fill_recalls::<T>(MAX_RECALLS);
		let last = *Recalls::<T>::get().last().expect("filled");

		#[extrinsic_call]
		_(RawOrigin::Signed(supervisor), last.target);

		assert_eq!(Recalls::<T>::decode_len(), Some(MAX_RECALLS as usize - 1));
		Ok(())
	}

	/// In place of another one, whose payer gets the deposit back.
	#[benchmark]
	fn set_service() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let id = ServiceId::truncate_from(alloc::vec![b's'; 32]);
		let provider =
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").provider;
		DeviceDid::<T>::do_set_service(provider, device, id.clone(), service())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), device, id.clone(), service());

		assert_eq!(Services::<T>::get(device, id).expect("set").deposit.payer, operator);
		Ok(())
	}

	#[benchmark]
	fn remove_service() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let id = ServiceId::truncate_from(alloc::vec![b's'; 32]);
		let provider =
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").provider;
		DeviceDid::<T>::do_set_service(provider, device, id.clone(), service())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, id.clone());

		assert!(!Services::<T>::contains_key(device, id));
		Ok(())
	}

	/// In place of another one, whose payer gets the deposit back.
	#[benchmark]
	fn set_metadata() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let key = MetadataKey::truncate_from(alloc::vec![b'k'; 32]);
		let value = MetadataValue::truncate_from(alloc::vec![7; 256]);
		let provider =
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").provider;
		DeviceDid::<T>::do_set_metadata(provider, device, key.clone(), value.clone())?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), device, key.clone(), value);

		assert_eq!(Metadata::<T>::get(device, key).expect("set").deposit.payer, operator);
		Ok(())
	}

	#[benchmark]
	fn remove_metadata() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();
		let key = MetadataKey::truncate_from(alloc::vec![b'k'; 32]);
		let value = MetadataValue::truncate_from(alloc::vec![7; 256]);
		let provider =
			HotDevices::<T>::get(OrderedIndex::from(device)).expect("registered").provider;
		DeviceDid::<T>::do_set_metadata(provider, device, key.clone(), value)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, key.clone());

		assert!(!Metadata::<T>::contains_key(device, key));
		Ok(())
	}

	#[benchmark]
	fn verify_p256() -> Result<(), BenchmarkError> {
		let message = [7; bot_primitives::payload::MAX_SIGNING_BYTES];
		let verified;

		#[block]
		{
			verified = bot_primitives::key::verify_p256(&P256_KEY, &message, &P256_SIGNATURE);
		}

		assert!(verified);
		Ok(())
	}

	#[benchmark]
	fn verify_ed25519() -> Result<(), BenchmarkError> {
		let message = [7; bot_primitives::payload::MAX_SIGNING_BYTES];
		let key = new_key();
		let signature = ed25519_sign(KEY_TYPE, &key, &message).expect("the key was made here");
		let verified;

		#[block]
		{
			verified = ed25519_verify(&signature, &message, &key);
		}

		assert!(verified);
		Ok(())
	}

	impl_benchmark_test_suite!(DeviceDid, crate::mock::new_test_ext(), crate::mock::Test);
}
/// The P-256 key of the scalar that is 32 times the byte 7. The Wasm of a chain cannot sign.
const P256_KEY: [u8; 33] = [
	0x03, 0x1e, 0x18, 0x53, 0x2f, 0xd4, 0x75, 0x4c, 0x02, 0xf3, 0x04, 0x1d, 0x9c, 0x75, 0xce, 0xb3,
	0x3b, 0x83, 0xff, 0xd8, 0x1a, 0xc7, 0xce, 0x4f, 0xe8, 0x82, 0xcc, 0xb1, 0xc9, 0x8b, 0xc5, 0x89,
	0x6e,
];

/// Signature of [`P256_KEY`] over a message of 256 bytes 7.
const P256_SIGNATURE: [u8; 64] = [
	0xef, 0xde, 0x00, 0xf0, 0xdd, 0x31, 0x4c, 0xcf, 0x76, 0xb7, 0x3c, 0xc5, 0x58, 0x4f, 0xf8, 0x6b,
	0xf2, 0x06, 0xf0, 0x89, 0x24, 0x91, 0x65, 0x37, 0xcc, 0x0e, 0xe5, 0x9f, 0x8d, 0x79, 0x89, 0x8d,
	0x7a, 0x77, 0xe2, 0x1c, 0xf0, 0x92, 0x09, 0xc3, 0xbd, 0x68, 0x81, 0xcd, 0x2d, 0x9c, 0x20, 0xf9,
	0x68, 0x84, 0xa7, 0x53, 0x09, 0xef, 0xcf, 0x55, 0xbc, 0xe8, 0xba, 0x79, 0x5f, 0x9e, 0xf5, 0x3b,
];
