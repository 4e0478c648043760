//! Benchmarks of the calls, with Ed25519 keys. What P-256 adds is measured on its own.

use super::*;
use crate::Pallet as DeviceDid;
use bot_primitives::{
	payload::{Delegation, Payload, Registration, Rotation},
	traits::{DeviceState, HotDevice},
	Role, Roles, SigningContext,
};
use frame::{benchmarking::prelude::*, traits::fungible::Mutate};
use polkadot_sdk::{
	sp_core::{crypto::KeyTypeId, ed25519},
	sp_io::crypto::{ed25519_generate, ed25519_sign},
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
	let price = DeviceDid::<T>::price(types::device_footprint::<T>()).expect("a price");
	let money = price.saturating_mul(1_000u32.into());
	T::Currency::set_balance(&who, money);
	who
}

fn model<T: Config>(provider: &T::AccountId) -> ModelId {
	let model = NextModelId::<T>::get();
	let name = ModelName::truncate_from(alloc::vec![b'm'; 64]);
	let protection = KeyProtection::SecureElement;
	DeviceDid::<T>::do_register_model(provider.clone(), name, protection).expect("a model");
	model
}

/// Registers a device without a proof, for benchmarks of this pallet and of others.
pub(crate) fn register_unproved<T: Config>(operator: &T::AccountId, key: PublicKey) -> DeviceIndex {
	let provider = member::<T>("provider", Role::Provider);
	let model = model::<T>(&provider);
	let account: AccountBytes = provider.clone().into();
	let id = DeviceId::derive(&account, &key);
	let device = NextDeviceIndex::<T>::get();
	NextDeviceIndex::<T>::put(device + 1);
	Indices::<T>::insert(id, device);
	let deposit = DeviceDid::<T>::hold(&provider, types::device_footprint::<T>()).expect("money");
	let now = frame_system::Pallet::<T>::block_number();
	HotDevices::<T>::insert(
		device,
		HotDevice {
			id,
			state: DeviceState::Active,
			signing_key: key,
			key_expires_at: None,
			rate: T::DefaultRate::get(),
			epoch: 0,
			provider,
			operator: operator.clone(),
			model,
			protection: KeyProtection::SecureElement,
		},
	);
	Details::<T>::insert(
		device,
		DeviceDetails {
			registered_at: now,
			updated_at: now,
			version: 1,
			last_delegation: 0,
			deposit,
		},
	);
	RootKeys::<T>::insert(device, 0, RootKey { key, since: now, succession: None });
	device
}

/// A device, its id, its operator and its root key.
fn device<T: Config>() -> (DeviceIndex, DeviceId, T::AccountId, ed25519::Public) {
	let operator = member::<T>("operator", Role::Operator);
	let key = new_key();
	let device = register_unproved::<T>(&operator, public(&key));
	let id = HotDevices::<T>::get(device).expect("registered").id;
	(device, id, operator, key)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_model() -> Result<(), BenchmarkError> {
		let provider = member::<T>("provider", Role::Provider);
		let name = ModelName::truncate_from(alloc::vec![b'm'; 64]);

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), name, KeyProtection::SecureElement);

		assert_eq!(Models::<T>::iter().count(), 1);
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

	#[benchmark]
	fn delegate() -> Result<(), BenchmarkError> {
		let (device, id, operator, key) = device::<T>();
		let delegation = Delegation { number: 1, key: public(&new_key()), expires_at: LATER };
		let signature = sign::<T>(&key, id, &delegation);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, delegation, signature);

		assert!(Delegations::<T>::contains_key(device, (0, 1)));
		Ok(())
	}

	#[benchmark]
	fn rotate() -> Result<(), BenchmarkError> {
		let (device, id, operator, old) = device::<T>();
		let new = new_key();
		let rotation = Rotation { new_key: public(&new) };
		let (by_old, by_new) = (sign::<T>(&old, id, &rotation), sign::<T>(&new, id, &rotation));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, rotation, by_old, by_new);

		assert!(RootKeys::<T>::contains_key(device, 1));
		Ok(())
	}

	#[benchmark]
	fn destroy() -> Result<(), BenchmarkError> {
		let (device, _, operator, _) = device::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device);

		let state = HotDevices::<T>::get(device).expect("registered").state;
		assert_eq!(state, DeviceState::Destroyed);
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

	impl_benchmark_test_suite!(DeviceDid, crate::mock::new_test_ext(), crate::mock::Test);
}

/// The P-256 key of the scalar that is 32 times the byte 7. The Wasm of a chain cannot sign.
const P256_KEY: [u8; 33] = [
	0x03, 0x1e, 0x18, 0x53, 0x2f, 0xd4, 0x75, 0x4c, 0x02, 0xf3, 0x04, 0x1d, 0x9c, 0x75, 0xce, 0xb3,
	0x3b, 0x83, 0xff, 0xd8, 0x1a, 0xc7, 0xce, 0x4f, 0xe8, 0x82, 0xcc, 0xb1, 0xc9, 0x8b, 0xc5, 0x89,
	0x6e,
];

/// Signature of [`P256_KEY`] over a message of 192 bytes 7.
const P256_SIGNATURE: [u8; 64] = [
	0x54, 0xd5, 0x89, 0x10, 0x69, 0x59, 0xbd, 0x18, 0xd5, 0x08, 0xd1, 0xaf, 0x74, 0x4b, 0x5b, 0xb6,
	0xcf, 0x7d, 0x66, 0x59, 0x58, 0xb1, 0xca, 0x13, 0x53, 0xe7, 0x50, 0xa6, 0x74, 0x40, 0x63, 0x2b,
	0x08, 0x18, 0xd9, 0xbe, 0x65, 0x7c, 0xe7, 0xaf, 0x12, 0xcc, 0x3a, 0xbf, 0x98, 0xee, 0xfd, 0x59,
	0x88, 0x87, 0x40, 0xfb, 0xc2, 0xa2, 0xc3, 0x3b, 0x63, 0x34, 0xb3, 0x51, 0xbf, 0x4a, 0xdf, 0x35,
];
