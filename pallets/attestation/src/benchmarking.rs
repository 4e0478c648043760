//! Benchmarks of the calls, of the check of the feeless one, and of the end of a block, with Ed25519
//! signatures. What P-256 adds is measured by the registry of devices.

use super::*;
use crate::Pallet as Attestation;
use alloc::vec::Vec;
use bot_primitives::{
	content, payload::Payload, Commitment, PublicKey, Role, Roles, SigningContext,
};
use frame::{
	benchmarking::prelude::*,
	traits::{
		fungible::{InspectHold, Mutate},
		Authorize,
	},
};
use polkadot_sdk::{
	sp_core::crypto::KeyTypeId,
	sp_io::crypto::{ed25519_generate, ed25519_sign},
};

const KEY_TYPE: KeyTypeId = KeyTypeId(*b"bot_");

fn operator<T: Config>() -> T::AccountId {
	let operator: T::AccountId = account("operator", 0, 0);
	T::Members::admit_for_benchmark(&operator, Roles::of([Role::Operator]));
	operator
}

/// Gives `who` enough for every deposit.
pub(crate) fn fund<T: Config>(who: &T::AccountId) {
	T::Currency::set_balance(who, BalanceOf::<T>::max_value() / 1_000u32.into());
}

fn device<T: Config>(operator: &T::AccountId) -> (DeviceIndex, PublicKey) {
	let key = PublicKey::Ed25519(ed25519_generate(KEY_TYPE, None).0);
	(T::Devices::register_for_benchmark(operator, key), key)
}

/// A statement of a new device, whose stream has a head, and which leaves numbers unused.
fn signed_statement<T: Config>(operator: &T::AccountId) -> SignedStatement {
	let (device, key) = device::<T>(operator);
	let hot = T::Devices::hot(device).expect("registered");
	let head = StreamHead { next_seq: 200, window: 1, ..StreamHead::new(hot.epoch) };
	T::Devices::keep_stream(device, hot.clone(), head);

	let commitment = Commitment {
		root: [7; 32],
		count: 1_024,
		first_counter: 0,
		last_counter: 1_023,
		first_at: 1,
		last_at: 2,
		content: content::SENML_JSON,
	};
	let statement = DataStatement { seq: head.next_seq + 63, commitment };
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let context =
		SigningContext { genesis_hash: genesis.into(), device_id: hot.id, epoch: hot.epoch };
	let bytes = statement.signing_bytes(&context);
	let PublicKey::Ed25519(key) = key else { unreachable!("made as one") };
	let signature = ed25519_sign(KEY_TYPE, &key.into(), bytes.as_ref()).expect("made here");
	SignedStatement { device, statement, signature: Signature::Ed25519(signature.0) }
}

/// That a statement was recorded, and that numbers before it were not used.
fn assert_recorded<T: Config>(signed: &SignedStatement) {
	let head = Attestation::<T>::head_of(signed.device).expect("attested");
	assert_eq!(head.next_seq, signed.statement.seq + 1);
	assert!(head.unseen > 0);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The check and the call, one after the other as in a block.
	#[benchmark]
	fn attest() -> Result<(), BenchmarkError> {
		let signed = signed_statement::<T>(&operator::<T>());
		let SignedStatement { device, statement, signature } = signed;
		let call = Call::<T>::attest { device, statement, signature };
		let origin = <T as frame_system::Config>::RuntimeOrigin::from(RawOrigin::Authorized);
		let validity;
		let outcome;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
			outcome = Attestation::<T>::attest(origin, device, statement, signature);
		}

		assert!(validity.expect("the call has a check").is_ok());
		outcome?;
		assert_recorded::<T>(&signed);
		assert_eq!(BlockRecords::<T>::decode_len(), Some(1));
		Ok(())
	}

	#[benchmark]
	fn authorize_attest() -> Result<(), BenchmarkError> {
		let SignedStatement { device, statement, signature } =
			signed_statement::<T>(&operator::<T>());
		let call = Call::<T>::attest { device, statement, signature };
		let validity;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
		}

		assert!(validity.expect("the call has a check").is_ok());
		Ok(())
	}

	/// Each statement of another device.
	#[benchmark]
	fn attest_many(n: Linear<1, MAX_STATEMENTS>) -> Result<(), BenchmarkError> {
		let operator = operator::<T>();
		let statements: Vec<_> = (0..n).map(|_| signed_statement::<T>(&operator)).collect();
		let gateway: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(gateway), BoundedVec::truncate_from(statements.clone()));

		statements.iter().for_each(assert_recorded::<T>);
		assert_eq!(BlockRecords::<T>::decode_len(), usize::try_from(n).ok());
		Ok(())
	}

	/// Instead of a rate that was bought before.
	#[benchmark]
	fn buy_rate() -> Result<(), BenchmarkError> {
		let operator = operator::<T>();
		fund::<T>(&operator);
		let (device, _) = device::<T>(&operator);
		let rate = |interval| Rate { interval, burst: 1 };
		Attestation::<T>::do_buy_rate(operator.clone(), device, rate(2_000))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, rate(1_000));

		assert_eq!(SoldRates::<T>::get(device).expect("sold").rate, rate(1_000));
		Ok(())
	}

	#[benchmark]
	fn return_rate() -> Result<(), BenchmarkError> {
		let operator = operator::<T>();
		fund::<T>(&operator);
		let (device, _) = device::<T>(&operator);
		let rate = Rate { interval: 1_000, burst: 1 };
		Attestation::<T>::do_buy_rate(operator.clone(), device, rate)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), device);

		let held = T::Currency::balance_on_hold(&HoldReason::Rate.into(), &operator);
		assert!(held.is_zero());
		Ok(())
	}

	#[benchmark]
	fn on_finalize(n: Linear<0, { T::MaxRecordsPerBlock::get() }>) -> Result<(), BenchmarkError> {
		let hashes = (0..n)
			.map(|n| bot_primitives::merkle::leaf_hash::<HostSha256>(&n.to_le_bytes()))
			.collect::<Vec<_>>();
		BlockRecords::<T>::put(BoundedVec::truncate_from(hashes));
		BlockRecordCount::<T>::put(n);

		#[block]
		{
			Attestation::<T>::close_block();
		}

		assert_eq!(Attestation::<T>::records_of_block().count, n);
		Ok(())
	}

	impl_benchmark_test_suite!(Attestation, crate::mock::new_test_ext(), crate::mock::Test);
}
