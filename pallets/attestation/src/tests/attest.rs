use crate::{mock::*, *};
use bot_primitives::signer::SecretKey;
use frame::testing_prelude::*;

#[test]
fn works_and_keeps_one_value() {
	build_and_execute(|| {
		let device = device_of(&key());
		let valid = submit_signed(&key(), device, statement(0)).unwrap();
		assert_eq!(valid.priority, 0);
		assert_eq!(valid.longevity, LONGEVITY);
		assert!(valid.propagate && valid.requires.is_empty());
		assert_eq!(valid.provides, [("BotAttest", (device, 0u16, 0u64)).encode()]);

		let record = BlockRecords::<Test>::get()[0];
		System::assert_last_event(Event::Attested { device, epoch: 0, seq: 0, record }.into());
		let head = Attestation::stream_head(device).unwrap();
		assert_eq!((head.next_seq, head.unseen, head.epoch), (1, 0, 0));
	});
}

#[test]
fn works_with_p256_at_a_weight_of_its_own() {
	build_and_execute(|| {
		let key = SecretKey::p256(&[1; 32]).unwrap();
		let device = device_of(&key);
		assert_ok!(submit_signed(&key, device, statement(0)));

		use frame::traits::Authorize;
		let weight = |signature| {
			Call::<Test>::attest { device, statement: statement(1), signature }
				.weight_of_authorize()
		};
		assert_eq!(weight(Signature::Ed25519([0; 64])), Weight::zero());
		assert_eq!(weight(Signature::EcdsaP256([0; 64])), P256Weight::get());
	});
}

#[test]
fn only_the_check_lets_a_call_in() {
	build_and_execute(|| {
		let device = device_of(&key());
		let signature = key().sign(&statement(0), &context(device));
		for origin in [
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			RuntimeOrigin::signed(AccountId::new([1; 32])),
		] {
			assert_noop!(
				Attestation::attest(origin, device, statement(0), signature),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_wrong_clock_is_recorded_and_not_refused() {
	use bot_primitives::record::{index_key, DataBody, IndexedRecord};
	use codec::{Decode, DecodeAll};
	use polkadot_sdk::sp_core::offchain::{testing::TestOffchainExt, OffchainDbExt};

	let mut ext = new_test_ext();
	let (offchain, _) = TestOffchainExt::new();
	ext.register_extension(OffchainDbExt::new(offchain));
	let mut records = Vec::new();
	ext.execute_with(|| {
		let device = device_of(&key());
		let mut suspect = statement(1);
		suspect.commitment.last_at = NOW + bot_primitives::payload::CLOCK_AHEAD + 1;
		assert_ok!(submit_signed(&key(), device, statement(0)));
		assert_ok!(submit_signed(&key(), device, suspect));
		records = BlockRecords::<Test>::get().into_inner();
		Attestation::do_try_state().unwrap();
	});
	ext.persist_offchain_overlay();
	let db = ext.offchain_db();
	for (hash, suspect) in records.iter().zip([false, true]) {
		let bytes = db.get(&index_key::record(hash)).unwrap();
		let signed = IndexedRecord::decode(&mut &bytes[..]).unwrap();
		assert!(signed.signature.is_some());
		assert_eq!(signed.record.leaf_hash::<HostSha256>(), *hash);
		let body = DataBody::decode_all(&mut &signed.record.body[..]).unwrap();
		assert_eq!(body.clock_suspect, suspect);
		assert_eq!(signed.record.provider, [1; 32]);
		assert_eq!(signed.record.operator, [2; 32]);
		assert_eq!(signed.record.model, 5);
		assert_eq!(signed.record.key, key().public());
	}
}

#[test]
fn other_pallets_add_records_until_the_block_is_full() {
	use bot_primitives::{
		traits::Records, DeviceId, KeyProtection, PublicKey, Record, RecordsFull,
	};

	build_and_execute(|| {
		let device = device_of(&key());
		let record = |seq| Record {
			kind: bot_primitives::RecordKind::Standing,
			device_id: DeviceId([1; 32]),
			provider: [0; 32],
			operator: [0; 32],
			model: 0,
			key: PublicKey::Ed25519([0; 32]),
			protection: KeyProtection::Software,
			epoch: 0,
			seq,
			body: Vec::new(),
		};
		let max = <<Test as Config>::MaxRecordsPerBlock as Get<u32>>::get();
		for seq in 0..max {
			let hash = Attestation::append(record(seq.into())).unwrap();
			assert_eq!(hash, record(seq.into()).leaf_hash::<HostSha256>());
		}
		assert_eq!(Attestation::append(record(max.into())), Err(RecordsFull));
		assert_eq!(
			submit_signed(&key(), device, statement(0)),
			Err(types::invalid_transaction(Refusal::BlockFull).into())
		);
		Attestation::close_block();
		assert_eq!(Attestation::records_of_block().count, max);
	});
}
