//! Benchmarks of the call, its check, and the end of a block. What P-256 adds is measured by the
//! registry of devices.

use super::*;
use crate::Pallet as Attestation;
use bot_primitives::{payload::Payload, Commitment, PublicKey, Role, Roles, SigningContext};
use frame::{benchmarking::prelude::*, traits::Authorize};
use polkadot_sdk::{
	sp_core::crypto::KeyTypeId,
	sp_io::crypto::{ed25519_generate, ed25519_sign},
};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"bot_");

/// A statement of a new device, whose stream has a head, and which leaves numbers unused.
fn statement<T: Config>() -> (DeviceIndex, DataStatement, Signature) {
	let operator: T::AccountId = account("operator", 0, 0);
	T::Members::admit_for_benchmark(&operator, Roles::of([Role::Operator]));
	let key = ed25519_generate(KEY_TYPE, None);
	let device = T::Devices::register_for_benchmark(&operator, PublicKey::Ed25519(key.0));
	let hot = T::Devices::hot(device).expect("registered");
	let head = StreamHead { next_seq: 200, window: 1, ..StreamHead::new(hot.epoch) };
	StreamHeads::<T>::insert(device, head);

	let commitment = Commitment {
		root: [7; 32],
		count: 1_024,
		first_counter: 0,
		last_counter: 1_023,
		first_at: 1,
		last_at: 2,
		content: 110,
	};
	let statement = DataStatement { seq: head.next_seq + 63, commitment };
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let context =
		SigningContext { genesis_hash: genesis.into(), device_id: hot.id, epoch: hot.epoch };
	let bytes = statement.signing_bytes(&context);
	let signature = ed25519_sign(KEY_TYPE, &key, bytes.as_ref()).expect("the key was made here");
	(device, statement, Signature::Ed25519(signature.0))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn attest() -> Result<(), BenchmarkError> {
		let (device, statement, signature) = statement::<T>();

		#[extrinsic_call]
		_(RawOrigin::Authorized, device, statement, signature);

		let head = StreamHeads::<T>::get(device).expect("attested");
		assert_eq!(head.next_seq, statement.seq + 1);
		assert_eq!(BlockRecords::<T>::decode_len(), Some(1));
		Ok(())
	}

	#[benchmark]
	fn authorize_attest() -> Result<(), BenchmarkError> {
		let (device, statement, signature) = statement::<T>();
		let call = Call::<T>::attest { device, statement, signature };
		let validity;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
		}

		assert!(validity.expect("the call has a check").is_ok());
		Ok(())
	}

	#[benchmark]
	fn on_finalize(n: Linear<0, { T::MaxRecordsPerBlock::get() }>) -> Result<(), BenchmarkError> {
		let hashes = (0..n)
			.map(|n| bot_primitives::merkle::leaf_hash::<HostSha256>(&n.to_le_bytes()))
			.collect::<alloc::vec::Vec<_>>();
		BlockRecords::<T>::put(BoundedVec::truncate_from(hashes));

		#[block]
		{
			Attestation::<T>::close_block();
		}

		assert_eq!(Attestation::<T>::records_of_block().count, n);
		Ok(())
	}

	impl_benchmark_test_suite!(Attestation, crate::mock::new_test_ext(), crate::mock::Test);
}
