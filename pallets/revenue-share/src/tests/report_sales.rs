use crate::{mock::*, *};
use bot_primitives::{signer::SecretKey, DeviceState, RecordKind, Refusal, Roles, Signature};
use codec::DecodeAll;
use frame::{
	deps::sp_runtime::transaction_validity::TransactionValidityError, testing_prelude::*,
	traits::Authorize,
};

const SOLD: [SalesTotal; 3] = [
	SalesTotal { class: 0, means: PaymentMeans::Cash, quantity: 2, amount: 300 },
	SalesTotal { class: 0, means: PaymentMeans::Card, quantity: 1, amount: 150 },
	SalesTotal { class: 0, means: PaymentMeans::Chain, quantity: 1, amount: 1_000 },
];

fn first(id: AgreementId) -> SalesReport {
	sales_report((id, 0), 0, &SOLD, (0, 0))
}

fn is_refused(result: Result<ValidTransaction, TransactionValidityError>, refusal: Refusal) {
	let expected = TransactionValidityError::Invalid(invalid_transaction(refusal));
	assert_eq!(result.unwrap_err(), expected);
}

#[test]
fn books_the_sales_and_records_the_report() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let report = first(id);
		let valid = submit_signed(report, &SOLD).unwrap();
		assert_eq!((valid.priority, valid.longevity), (0, functions::LONGEVITY));
		let sales = ledger(id, 0).sales;
		// What was sold on the chain is counted, and not split.
		assert_eq!((sales.quantity, sales.gross), (3, 450));
		assert_eq!(sales.parties.to_vec(), [270, 180]);
		assert_eq!(ledger(id, 0).open, 1);
		let kept = RevenueShare::report(id, 0).unwrap();
		assert_eq!(kept.parts.to_vec(), [270, 180]);
		assert_eq!((kept.state, kept.version), (ReportState::Open, 0));
		assert_eq!((kept.quantity, kept.gross), (3, 450));
		assert_eq!(kept.payable_from, now() + conditions().dispute_window);
		let machine = RevenueShare::machine(DEVICE);
		assert_eq!((machine.next_report, machine.missing), (1, 0));
		assert_eq!((machine.lifetime_quantity, machine.lifetime_gross), (4, 1_450));

		let record = TestRecords::all().pop().unwrap();
		assert_eq!((record.kind, record.seq), (RecordKind::SalesReport, 0));
		assert_eq!(SalesReport::decode_all(&mut &record.body[..]).unwrap(), report);
		System::assert_last_event(
			Event::SalesReported {
				agreement: id,
				version: 0,
				device: DEVICE,
				number: 0,
				quantity: 4,
				gross: 1_450,
				record: record.leaf_hash::<bot_primitives::merkle::SoftSha256>(),
			}
			.into(),
		);
	});
}

#[test]
fn nothing_is_paid_before_it_is_settled() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		reported(id, &SOLD);
		assert_eq!(balance(&party(0)), START);
		assert_eq!(position(id, &party(0)), Position::default());
	});
}

#[test]
fn a_report_that_is_missing_shows() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		reported(id, &[cash(1, 100)]);
		// Report 1 was hidden, and 70 with it.
		assert_ok!(submit_signed(
			sales_report((id, 0), 2, &[cash(1, 30)], (2, 170)),
			&[cash(1, 30)]
		));
		System::assert_has_event(
			Event::ReportsMissing { device: DEVICE, first: 1, count: 1 }.into(),
		);
		System::assert_has_event(
			Event::LifetimeGap {
				device: DEVICE,
				number: 2,
				expected_quantity: 2,
				expected_gross: 130,
				stated_quantity: 3,
				stated_gross: 200,
			}
			.into(),
		);
		assert_eq!(RevenueShare::machine(DEVICE).missing, 1);
		// What goes on from there has no gap.
		System::reset_events();
		reported(id, &[cash(1, 30)]);
		let gaps = System::events().into_iter().filter(|it| {
			let event = &it.event;
			matches!(
				event,
				RuntimeEvent::RevenueShare(
					Event::LifetimeGap { .. } | Event::ReportsMissing { .. }
				)
			)
		});
		assert_eq!(gaps.count(), 0);
	});
}

#[test]
fn the_first_report_of_a_machine_has_a_history_before_the_chain() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_ok!(submit_signed(sales_report((id, 0), 0, &SOLD, (5_000, 9_000)), &SOLD));
		assert!(!System::events().iter().any(|it| {
			matches!(it.event, RuntimeEvent::RevenueShare(Event::LifetimeGap { .. }))
		}));
	});
}

#[test]
fn a_number_is_used_once_and_not_far_ahead() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_ok!(submit_signed(first(id), &SOLD));
		is_refused(submit_signed(first(id), &SOLD), Refusal::Used);
		let far = sales_report((id, 0), 1 + REPORT_REACH, &SOLD, (0, 0));
		is_refused(submit_signed(far, &SOLD), Refusal::TooFar);
		let next = sales_report((id, 0), REPORT_REACH, &SOLD, (0, 0));
		is_refused(submit_signed(next, &SOLD), Refusal::OverRate);
		let next = sales_report((id, 0), REPORT_REACH - 1, &SOLD, (0, 0));
		assert_ok!(submit_signed(next, &SOLD));
	});
}

#[test]
fn is_refused_when_its_counts_disagree() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let good = first(id);
		is_refused(submit_signed(good, &SOLD[..1]), Refusal::Inconsistent);
		let bad = SalesReport { gross: good.gross + 1, ..good };
		is_refused(submit_signed(bad, &SOLD), Refusal::Inconsistent);
		let bad = SalesReport { opened_at: good.closed_at + 1, ..good };
		is_refused(submit_signed(bad, &SOLD), Refusal::Inconsistent);
	});
}

#[test]
fn is_refused_under_an_agreement_that_is_not_the_machines() {
	build_and_execute(|| {
		let id = accepted(shared(&[600_000, 400_000]));
		is_refused(submit_signed(first(id), &SOLD), Refusal::WrongVersion);
		is_refused(submit_signed(first(id + 1), &SOLD), Refusal::UnknownAgreement);
		change_agreement(id, |it| it.device = DEVICE + 1);
		is_refused(submit_signed(first(id), &SOLD), Refusal::UnknownAgreement);
		change_agreement(id, |it| it.device = DEVICE);
	});
}

#[test]
fn a_version_takes_reports_while_in_force_and_for_the_grace_after() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let sold = [cash(1, 100)];
		let of = |version, number| sales_report((id, version), number, &sold, (number.into(), 0));
		is_refused(submit_signed(of(1, 0), &sold), Refusal::WrongVersion);
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		is_refused(submit_signed(of(1, 0), &sold), Refusal::WrongVersion);
		pass(AMENDMENT_NOTICE + REPORT_GRACE - 1);
		assert_ok!(submit_signed(of(0, 0), &sold));
		assert_eq!(ledger(id, 0).sales.parties.to_vec(), [60, 40]);
		pass(1);
		is_refused(submit_signed(of(0, 1), &sold), Refusal::WrongVersion);
		assert_ok!(submit_signed(of(1, 1), &sold));
		assert_eq!(ledger(id, 1).sales.parties.to_vec(), [50, 50]);
	});
}

#[test]
fn later_reports_are_never_under_earlier_terms() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let sold = [cash(1, 100)];
		amended(id, shared(&[500_000; 2]), now() + AMENDMENT_NOTICE);
		pass(AMENDMENT_NOTICE);
		assert_ok!(submit_signed(sales_report((id, 1), 0, &sold, (0, 0)), &sold));
		let earlier = sales_report((id, 0), 1, &sold, (1, 100));
		is_refused(submit_signed(earlier, &sold), Refusal::WrongVersion);
	});
}

#[test]
fn an_agreement_that_ended_or_froze_takes_reports_for_the_grace() {
	for freeze in [true, false] {
		build_and_execute(|| {
			let id = active(shared(&[600_000, 400_000]));
			if freeze {
				TestDevices::transfer(DEVICE, OTHER_OPERATOR);
			} else {
				assert_ok!(RevenueShare::terminate(signed(OPERATOR), id));
				pass(TERMINATION_NOTICE);
			}
			pass(REPORT_GRACE - 1);
			reported(id, &SOLD);
			pass(1);
			let late = sales_report((id, 0), 1, &SOLD, (4, 1_450));
			is_refused(submit_signed(late, &SOLD), Refusal::WrongVersion);
		});
	}
}

#[test]
fn a_place_is_free_once_its_report_is_settled() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		for _ in 0..MAX_REPORTS {
			reported(id, &[cash(1, 100)]);
		}
		let sold = [cash(1, 100)];
		let next = sales_report((id, 0), MAX_REPORTS, &sold, (32, 3_200));
		is_refused(submit_signed(next, &sold), Refusal::OverRate);
		pass(conditions().dispute_window);
		assert_ok!(RevenueShare::settle(signed(STRANGER), id, 0));
		assert_ok!(submit_signed(next, &sold));
		assert_eq!(RevenueShare::report(id, 0), None);
	});
}

#[test]
fn is_refused_when_a_sum_would_be_too_large() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		reported(id, &[cash(1, 1)]);
		let sold = [cash(1, Amount::MAX)];
		let large =
			SalesReport { lifetime_gross: Amount::MAX, ..sales_report((id, 0), 1, &sold, (1, 0)) };
		is_refused(submit_signed(large, &sold), Refusal::Overflow);
	});
}

#[test]
fn is_refused_when_the_machine_may_not_be_believed() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let report = first(id);
		let submit = || submit_signed(report, &SOLD);
		for state in [DeviceState::Destroyed, DeviceState::Compromised] {
			TestDevices::change(DEVICE, |device| device.state = state);
			is_refused(submit(), Refusal::DeviceGone);
		}
		TestDevices::change(DEVICE, |device| {
			device.state = DeviceState::Active;
			device.key_expires_at = Some(START_TIME);
		});
		is_refused(submit(), Refusal::KeyExpired);
		TestDevices::change(DEVICE, |device| device.key_expires_at = Some(START_TIME + 1));
		let roles = Members::roles_of(&PROVIDER);
		Members::set(PROVIDER, Roles::default());
		is_refused(submit(), Refusal::MemberNotInStanding);
		Members::set(PROVIDER, roles);
		let forged = Signature::Ed25519([7; 64]);
		is_refused(crate::mock::submit(report, &SOLD, forged), Refusal::BadSignature);
		let signature = key(DEVICE).sign(&report, &context(DEVICE));
		TestDevices::change(DEVICE, |device| device.epoch = 1);
		is_refused(crate::mock::submit(report, &SOLD, signature), Refusal::BadSignature);
		TestRecords::fill();
		is_refused(submit(), Refusal::BlockFull);
		Filter::close();
		is_refused(submit(), Refusal::Filtered);
	});
}

#[test]
fn a_machine_that_may_not_act_still_tells_what_it_sold() {
	for state in [DeviceState::Suspended, DeviceState::Retired] {
		build_and_execute(|| {
			let id = active(shared(&[600_000, 400_000]));
			TestDevices::change(DEVICE, |device| device.state = state);
			TestDevices::recall();
			assert_ok!(submit_signed(first(id), &SOLD));
		});
	}
}

#[test]
fn an_unknown_device_is_refused() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		change_agreement(id, |it| it.device = 9);
		let totals = ReportTotals::truncate_from(SOLD.to_vec());
		let signature = Signature::Ed25519([7; 64]);
		let result = Pallet::<Test>::ensure_reportable(9, &first(id), &totals, &signature);
		assert_eq!(result, Err(Refusal::UnknownDevice));
		change_agreement(id, |it| it.device = DEVICE);
	});
}

#[test]
fn takes_no_other_origin() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let totals = ReportTotals::truncate_from(SOLD.to_vec());
		let signature = key(DEVICE).sign(&first(id), &context(DEVICE));
		for origin in [signed(OPERATOR), RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call =
				RevenueShare::report_sales(origin, DEVICE, first(id), totals.clone(), signature);
			assert_noop!(call, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_machine_may_sign_with_p256_at_its_own_weight() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let key = SecretKey::p256(&[1; 32]).unwrap();
		TestDevices::change(DEVICE, |device| device.signing_key = key.public());
		let signature = key.sign(&first(id), &context(DEVICE));
		assert_ok!(submit(first(id), &SOLD, signature));
		let weight = |signature| {
			let totals = ReportTotals::truncate_from(SOLD.to_vec());
			Call::<Test>::report_sales { device: DEVICE, report: first(id), totals, signature }
				.weight_of_authorize()
		};
		assert_eq!(weight(Signature::Ed25519([0; 64])), Weight::zero());
		assert_eq!(weight(Signature::EcdsaP256([0; 64])), P256_WEIGHT);
	});
}
