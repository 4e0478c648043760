use crate::{mock::*, *};
use bot_primitives::{
	merkle::SoftSha256, signer::SecretKey, DeviceState, PublicKey, RecordKind, Refusal, Role,
	Roles, SigningContext,
};
use frame::{
	deps::sp_runtime::transaction_validity::TransactionValidityError, testing_prelude::*,
	traits::Authorize,
};
use polkadot_sdk::pallet_assets;
use VendOutcome::{Dispensed, Failed};

fn refused<Valid>(refusal: Refusal) -> Result<Valid, TransactionValidityError> {
	Err(invalid_transaction(refusal).into())
}

fn result(purchase: PurchaseId) -> VendResult {
	VendResult { purchase, outcome: Dispensed }
}

fn last_record() -> Hash256 {
	TestRecords::all().last().unwrap().leaf_hash::<SoftSha256>()
}

#[test]
fn what_was_given_out_is_split_at_once() {
	build_and_execute(|| {
		let id = active(taxed(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		let valid = report(purchase, Dispensed).unwrap();
		assert_eq!((valid.priority, valid.longevity), (0, functions::LONGEVITY));
		assert!(valid.propagate && valid.requires.is_empty());
		assert_eq!(valid.provides, [("BotVend", purchase).encode()]);

		let parts = PerPayee::truncate_from(vec![159, 505, 336]);
		let version = 0;
		System::assert_last_event(
			Event::PurchaseSplit { purchase, agreement: id, version, parts }.into(),
		);
		let record = last_record();
		System::assert_has_event(
			Event::VendReported { purchase, outcome: Dispensed, record }.into(),
		);
		assert_eq!(balance(&TAX_OFFICE), 159);
		assert_eq!([0, 1].map(|n| balance(&party(n)) - START), [505, 336]);
		assert_eq!(balance(&BUYER), START - 1_000);
		assert_eq!(escrow(conditions().asset, &BUYER), 0);
		assert_eq!(held_for(HoldReason::Purchase, &BUYER), 0);
		assert_eq!(RevenueShare::open_purchase(purchase), None);
		assert_eq!((ledger(id, 0).sales.gross, ledger(id, 0).open), (1_000, 0));
	});
}

#[test]
fn what_was_not_given_out_is_paid_back_at_once() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		report(purchase, Failed).unwrap();
		System::assert_last_event(
			Event::PurchaseRefunded { purchase, to: BUYER, amount: 1_000 }.into(),
		);
		assert_eq!(balance(&BUYER), START);
		assert_eq!((ledger(id, 0).sales.gross, ledger(id, 0).open), (0, 0));
		assert_eq!(RevenueShare::open_purchase(purchase), None);
	});
}

#[test]
fn purchases_are_open_until_the_price_is_paid_out_or_back() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_eq!(RevenueShare::open_purchases(), 0);
		let purchases = [paid(id, 1_000), paid(id, 1_000), paid_for(id, 1_000)];
		assert_eq!(RevenueShare::open_purchases(), 3);
		report(purchases[0], Dispensed).unwrap();
		assert_eq!(RevenueShare::open_purchases(), 2);
		report(purchases[1], Failed).unwrap();
		assert_eq!(RevenueShare::open_purchases(), 1);
		// The holder of the ticket has yet to claim it.
		report(purchases[2], Failed).unwrap();
		assert_eq!(RevenueShare::open_purchases(), 1);
	});
}

#[test]
fn a_refund_waits_for_the_holder_of_the_ticket() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		report(purchase, Failed).unwrap();
		let record = last_record();
		System::assert_last_event(Event::VendReported { purchase, outcome: Failed, record }.into());
		let info = RevenueShare::open_purchase(purchase).unwrap();
		assert_eq!(info.state, PurchaseState::Failed);
		assert_eq!(escrow(conditions().asset, &BUYER), 1_000);
		assert_eq!(report(purchase, Dispensed), refused(Refusal::Used));
	});
}

#[test]
fn what_was_given_out_for_a_ticket_is_split() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		report(paid_for(id, 1_000), Dispensed).unwrap();
		assert_eq!(balance(&party(0)), START + 600);
		assert_eq!(balance(&BUYER), START - 1_000);
	});
}

#[test]
fn the_class_of_the_price_decides_what_is_deducted() {
	build_and_execute(|| {
		let mut split = taxed(&[600_000, 400_000]);
		split.deductions[0].class = Some(1);
		split.deductions[0].means = Some(PaymentMeans::Chain);
		let id = active(split);
		set_prices(DEVICE, conditions().asset, &[1_000, 1_000]);
		for (tier, tax) in [(0, 0), (1, 159)] {
			let purchase = NextPurchaseId::<Test>::get();
			assert_ok!(RevenueShare::purchase(signed(BUYER), id, tier, 1_000));
			report(purchase, Dispensed).unwrap();
			assert_eq!(balance(&TAX_OFFICE), tax);
		}
	});
}

#[test]
fn a_part_that_cannot_be_received_is_kept() {
	build_and_execute(|| {
		let mut split = shared(&[700_000, 250_000, 50_000]);
		split.parties[2].account = party(100);
		let id = active(split);
		sell(id, 100);
		System::assert_has_event(
			Event::PartKept { agreement: id, payee: party(100), amount: 5 }.into(),
		);
		assert_eq!(balance(&RevenueShare::account()), MINIMUM + 5);
		// The next part opens an account, and the first is still kept.
		sell(id, 200);
		assert_eq!(balance(&party(100)), 10);
		assert_eq!(Positions::<Test>::get(id, party(100)).kept, 5);
	});
}

#[test]
fn a_buyer_who_is_a_party_has_its_part() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		set_prices(DEVICE, conditions().asset, &[100]);
		assert_ok!(RevenueShare::purchase(signed(party(0)), id, 0, 100));
		report(0, Dispensed).unwrap();
		assert_eq!([0, 1].map(|n| balance(&party(n))), [START - 40, START + 40]);
	});
}

#[test]
fn is_recorded() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		sell(id, 1);
		let purchase = paid(id, 100);
		report(purchase, Failed).unwrap();
		let record = TestRecords::all().pop().unwrap();
		let hot = TestDevices::hot(DEVICE).unwrap();
		assert_eq!((record.kind, record.seq), (RecordKind::VendResult, purchase));
		assert_eq!((record.device_id, record.key), (hot.id, hot.signing_key));
		assert_eq!((record.provider, record.operator), (PROVIDER.into(), OPERATOR.into()));
		assert_eq!(record.body, VendResult { purchase, outcome: Failed }.encode());
	});
}

#[test]
fn a_sale_that_no_sum_can_hold_is_paid_back() {
	build_and_execute(|| {
		let id = active(shared(&[500_000; 2]));
		let [first, second] = [1, 2].map(|price| paid(id, price));
		Ledgers::<Test>::mutate(id, 0, |ledger| {
			let sales = &mut ledger.as_mut().unwrap().sales;
			sales.gross = MAX_GROSS - 1;
			sales.parties.iter_mut().for_each(|total| *total = MAX_GROSS / 2);
		});
		report(second, Dispensed).unwrap();
		System::assert_last_event(
			Event::PurchaseRefunded { purchase: second, to: BUYER, amount: 2 }.into(),
		);
		report(first, Dispensed).unwrap();
		assert_eq!(ledger(id, 0).sales.gross, MAX_GROSS);
		assert_eq!(balance(&BUYER), START - 1);
	});
}

#[test]
fn is_noted_where_the_asset_cannot_be_moved() {
	for (outcome, state) in [(Dispensed, PurchaseState::Dispensed), (Failed, PurchaseState::Failed)]
	{
		build_and_execute(|| {
			let id = active_with(
				Conditions { asset: EURO, ..conditions() },
				shared(&[600_000, 400_000]),
			);
			let purchase = paid(id, 100);
			assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
			report(purchase, outcome).unwrap();
			let error = pallet_assets::Error::<Test>::AssetNotLive.into();
			System::assert_last_event(Event::PurchaseDelayed { purchase, error }.into());
			assert_eq!(RevenueShare::open_purchase(purchase).unwrap().state, state);
			assert_eq!(escrow(EURO, &BUYER), 100);
			assert_eq!((ledger(id, 0).sales.gross, ledger(id, 0).open), (0, 1));
			assert_eq!(report(purchase, outcome), refused(Refusal::Used));
		});
	}
}

#[test]
fn is_refused_when_the_purchase_is_unknown_or_over() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		assert_eq!(report(0, Dispensed), refused(Refusal::UnknownPurchase));
		sell(id, 100);
		for outcome in [Dispensed, Failed] {
			assert_eq!(report(0, outcome), refused(Refusal::Used));
		}
	});
}

#[test]
fn is_refused_when_it_is_late() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		pass(REPORT_WINDOW);
		assert_eq!(report(purchase, Dispensed), refused(Refusal::Used));
		set_time(now() - 1);
		report(purchase, Dispensed).unwrap();
	});
}

#[test]
fn is_refused_when_the_machine_cannot_be_believed() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		for state in [DeviceState::Destroyed, DeviceState::Compromised] {
			TestDevices::change(DEVICE, |device| device.state = state);
			assert_eq!(report(purchase, Dispensed), refused(Refusal::DeviceGone));
		}
		TestDevices::change(DEVICE, |device| {
			device.state = DeviceState::Active;
			device.key_expires_at = Some(now());
		});
		assert_eq!(report(purchase, Dispensed), refused(Refusal::KeyExpired));
		TestDevices::change(DEVICE, |device| device.key_expires_at = Some(now() + 1));
		for (member, role) in [(PROVIDER, Role::Provider), (OPERATOR, Role::Operator)] {
			Members::set(member.clone(), Roles::default());
			assert_eq!(report(purchase, Dispensed), refused(Refusal::MemberNotInStanding));
			Members::set(member, Roles::of([role]));
		}
		report(purchase, Dispensed).unwrap();
	});
}

#[test]
fn a_machine_that_may_not_act_still_tells_what_happened() {
	for state in [DeviceState::Suspended, DeviceState::Retired, DeviceState::Active] {
		build_and_execute(|| {
			let id = active(shared(&[600_000, 400_000]));
			let purchase = paid(id, 100);
			TestDevices::change(DEVICE, |device| device.state = state);
			TestDevices::recall();
			report(purchase, Dispensed).unwrap();
			assert_eq!(balance(&party(0)), START + 60);
		});
	}
}

#[test]
fn is_refused_when_the_signature_is_for_something_else() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		let other = TestDevices::add(&OPERATOR);
		let context = context(DEVICE);
		let genesis_hash = [8; 32];
		let device_id = TestDevices::hot(other).unwrap().id;
		let signatures = [
			key(other).sign(&result(purchase), &context),
			key(DEVICE).sign(&result(purchase + 1), &context),
			key(DEVICE).sign(&VendResult { purchase, outcome: Failed }, &context),
			key(DEVICE).sign(&result(purchase), &SigningContext { genesis_hash, ..context }),
			key(DEVICE).sign(&result(purchase), &SigningContext { device_id, ..context }),
			key(DEVICE).sign(&result(purchase), &SigningContext { epoch: 1, ..context }),
			Signature::Ed25519([0; 64]),
		];
		for signature in signatures {
			assert_eq!(submit_vend(result(purchase), signature), refused(Refusal::BadSignature));
		}
	});
}

#[test]
fn is_refused_when_the_chain_takes_none() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		TestRecords::fill();
		assert_eq!(report(purchase, Dispensed), refused(Refusal::BlockFull));
		Filter::close();
		assert_eq!(report(purchase, Dispensed), refused(Refusal::Filtered));
	});
}

#[test]
fn works_with_p256_at_a_weight_of_its_own() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		let key = SecretKey::p256(&[1; 32]).unwrap();
		TestDevices::change(DEVICE, |device| device.signing_key = key.public());
		let signature = key.sign(&result(purchase), &context(DEVICE));
		assert!(matches!(key.public(), PublicKey::EcdsaP256(_)));
		submit_vend(result(purchase), signature).unwrap();

		let weight = |signature| {
			Call::<Test>::report_vend { result: result(0), signature }.weight_of_authorize()
		};
		assert_eq!(weight(Signature::Ed25519([0; 64])), Weight::zero());
		assert_eq!(weight(Signature::EcdsaP256([0; 64])), P256_WEIGHT);
	});
}

#[test]
fn only_the_check_lets_a_call_in() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 100);
		let signature = key(DEVICE).sign(&result(purchase), &context(DEVICE));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none(), signed(OPERATOR)] {
			assert_noop!(
				RevenueShare::report_vend(origin, result(purchase), signature),
				DispatchError::BadOrigin
			);
		}
	});
}
