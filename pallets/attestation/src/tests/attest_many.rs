use crate::{mock::*, *};
use bot_primitives::{content, signer::SecretKey, DeviceState, Rate};
use frame::testing_prelude::*;
use polkadot_sdk::frame_support::dispatch::WithPostDispatchInfo;

fn signed(key: &SecretKey, device: DeviceIndex, statement: DataStatement) -> SignedStatement {
	let signature = key.sign(&statement, &context(device));
	SignedStatement { device, statement, signature }
}

fn attest_many(statements: Vec<SignedStatement>) {
	let statements = BoundedVec::try_from(statements).unwrap();
	assert_ok!(Attestation::attest_many(RuntimeOrigin::signed(GATEWAY), statements));
}

/// What was refused, as item and refusal.
fn refusals() -> Vec<(u32, Refusal)> {
	let refused = |event| match event {
		Event::StatementRefused { item, refusal, .. } => Some((item, refusal)),
		_ => None,
	};
	frame_system::Pallet::<Test>::read_events_for_pallet().into_iter().filter_map(refused).collect()
}

#[test]
fn records_statements_of_many_devices_and_batches() {
	build_and_execute(|| {
		let keys = [key(), SecretKey::ed25519([2; 32]), SecretKey::p256(&[3; 32]).unwrap()];
		let devices = keys.each_ref().map(device_of);
		let statements: Vec<_> = (0..4)
			.flat_map(|seq| (0..3).map(move |n| (n, seq)))
			.map(|(n, seq)| signed(&keys[n], devices[n], statement(seq)))
			.collect();
		attest_many(statements);
		assert!(refusals().is_empty());
		assert_eq!(BlockRecords::<Test>::decode_len(), Some(12));
		for device in devices {
			assert_eq!(Attestation::stream_head(device).unwrap().next_seq, 4);
		}
		let record = BlockRecords::<Test>::get()[11];
		let last = Event::Attested { device: devices[2], epoch: 0, seq: 3, record };
		System::assert_last_event(last.into());
	});
}

#[test]
fn makes_the_same_records_as_attest() {
	let records = |submit: &dyn Fn(DeviceIndex)| {
		let mut records = None;
		build_and_execute(|| {
			submit(device_of(&key()));
			records = Some(BlockRecords::<Test>::get());
		});
		records.unwrap()
	};
	let many = records(&|device| attest_many(vec![signed(&key(), device, statement(0))]));
	let one = records(&|device| assert!(submit_signed(&key(), device, statement(0)).is_ok()));
	assert_eq!(many, one);
}

#[test]
fn a_bad_statement_is_told_and_the_others_stand() {
	build_and_execute(|| {
		let device = device_of(&key());
		let gone = device_of(&SecretKey::ed25519([2; 32]));
		TestDevices::change(gone, |hot| hot.state = DeviceState::Destroyed);
		let of = |seq| signed(&key(), device, statement(seq));
		let mut inconsistent = statement(9);
		inconsistent.commitment.count = 0;
		let mut unknown = statement(9);
		unknown.commitment.content = content::SENML_JSON + 1;
		attest_many(vec![
			of(0),
			of(0),
			SignedStatement { device: 77, ..of(1) },
			signed(&key(), gone, statement(0)),
			signed(&key(), device, inconsistent),
			signed(&key(), device, unknown),
			SignedStatement { signature: of(2).signature, ..of(1) },
			of(1 + PAID_REACH),
			of(1),
		]);
		assert_eq!(
			refusals(),
			[
				(1, Refusal::Used),
				(2, Refusal::UnknownDevice),
				(3, Refusal::DeviceGone),
				(4, Refusal::Inconsistent),
				(5, Refusal::UnknownContent),
				(6, Refusal::BadSignature),
				(7, Refusal::TooFar),
			]
		);
		let head = Attestation::stream_head(device).unwrap();
		assert_eq!((head.next_seq, head.missing().count()), (2, 0));
		assert_eq!(BlockRecords::<Test>::decode_len(), Some(2));
	});
}

#[test]
fn what_became_of_a_blocks_statements_is_counted_by_reason() {
	build_and_execute(|| {
		assert_eq!(Attestation::statements_of_block(), StatementsOfBlock::default());
		let device = device_of(&key());
		let of = |seq| signed(&key(), device, statement(seq));
		let unknown = SignedStatement { device: 77, ..of(1) };
		assert_ok!(submit_signed(&key(), device, statement(5)));
		attest_many(vec![of(0), of(0), unknown, of(1)]);
		attest_many(vec![of(1), of(5)]);
		let refused = vec![(Refusal::Used, 3), (Refusal::UnknownDevice, 1)];
		assert_eq!(Attestation::statements_of_block(), StatementsOfBlock { recorded: 3, refused });
		// The events are those of one block.
		System::reset_events();
		assert_eq!(Attestation::statements_of_block(), StatementsOfBlock::default());
	});
}

#[test]
fn a_refusal_is_an_event_and_changes_nothing_else() {
	build_and_execute(|| {
		let device = device_of(&key());
		let bad = SignedStatement { device, ..signed(&key(), device, statement(3)) };
		TestMembers::suspend();
		attest_many(vec![bad]);
		let refusal = Refusal::MemberNotInStanding;
		System::assert_last_event(
			Event::StatementRefused { item: 0, device, seq: 3, refusal }.into(),
		);
		assert_eq!(Attestation::stream_head(device), None);
		assert!(!BlockRecords::<Test>::exists());
	});
}

#[test]
fn the_rate_does_not_count_and_the_reach_is_wide() {
	build_and_execute(|| {
		let device = device_of(&key());
		TestDevices::change(device, |hot| hot.rate = Rate { interval: 1_000, burst: 1 });
		assert_ok!(submit_signed(&key(), device, statement(0)));
		let tat = Attestation::stream_head(device).unwrap().tat;
		let far = PAID_REACH - 1;
		attest_many((1..100).map(|seq| signed(&key(), device, statement(seq))).collect());
		attest_many(vec![signed(&key(), device, statement(100 + far))]);
		assert!(refusals().is_empty());
		let head = Attestation::stream_head(device).unwrap();
		assert_eq!((head.next_seq, head.tat), (101 + far, tat));
		let unseen = head.unseen;
		assert_eq!(u64::from(unseen), far - 63);
		System::assert_last_event(Event::NumbersUnseen { device, epoch: 0, total: unseen }.into());
	});
}

#[test]
fn a_block_takes_all_statements_or_none() {
	let full = Error::<Test>::BlockFull.with_weight(<() as WeightInfo>::attest_many(0));
	build_and_execute(|| {
		let device = device_of(&key());
		let statements = |seqs: std::ops::Range<u64>| -> Vec<_> {
			seqs.map(|seq| signed(&key(), device, statement(seq))).collect()
		};
		fill_block(2);
		assert_noop!(
			Attestation::attest_many(
				RuntimeOrigin::signed(GATEWAY),
				statements(0..3).try_into().unwrap()
			),
			full
		);
		attest_many(statements(0..2));
		assert_noop!(
			Attestation::attest_many(
				RuntimeOrigin::signed(GATEWAY),
				statements(2..3).try_into().unwrap()
			),
			full
		);
		next_block();
		attest_many(statements(2..4));
		assert!(refusals().is_empty());
		assert_eq!(Attestation::stream_head(device).unwrap().next_seq, 4);
	});
}

#[test]
fn no_statements_are_refused() {
	build_and_execute(|| {
		assert_noop!(
			Attestation::attest_many(RuntimeOrigin::signed(GATEWAY), BoundedVec::new()),
			Error::<Test>::NoStatements.with_weight(<() as WeightInfo>::attest_many(0))
		);
	});
}

#[test]
fn somebody_must_pay() {
	build_and_execute(|| {
		let device = device_of(&key());
		let statements = BoundedVec::try_from(vec![signed(&key(), device, statement(0))]).unwrap();
		for origin in [
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			frame_system::RawOrigin::Authorized.into(),
		] {
			assert_noop!(
				Attestation::attest_many(origin, statements.clone()),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn a_p256_signature_has_a_weight_of_its_own() {
	build_and_execute(|| {
		let p256 = SecretKey::p256(&[3; 32]).unwrap();
		let devices = [device_of(&key()), device_of(&p256)];
		let statements = vec![
			signed(&key(), devices[0], statement(0)),
			signed(&p256, devices[1], statement(0)),
			signed(&p256, devices[1], statement(1)),
		];
		let weight = Attestation::weight_of_attest_many(&statements);
		assert_eq!(weight, P256Weight::get() * 2);
	});
}
