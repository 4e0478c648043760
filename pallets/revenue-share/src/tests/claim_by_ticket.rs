use crate::{mock::*, *};
use bot_primitives::{sales::TicketClaim, SigningContext};
use frame::testing_prelude::*;
use VendOutcome::{Dispensed, Failed};

const HOLDER: AccountId = AccountId::new([200; 32]);

fn claim(purchase: PurchaseId, to: AccountId, signature: [u8; 64]) -> DispatchResult {
	RevenueShare::claim_by_ticket(signed(STRANGER), purchase, to, signature)
}

/// As the holder of the ticket would.
fn claim_own(purchase: PurchaseId) -> DispatchResult {
	claim(purchase, HOLDER, ticket_claim(purchase, &HOLDER))
}

#[test]
fn gives_all_of_it_to_whom_the_holder_names() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		report(purchase, Failed).unwrap();
		assert_ok!(claim_own(purchase));
		System::assert_last_event(
			Event::PurchaseRefunded { purchase, to: HOLDER, amount: 1_000 }.into(),
		);
		assert_eq!(balance(&HOLDER), 1_000);
		assert_eq!(balance(&BUYER), START - 1_000);
		assert_eq!(held_for(HoldReason::Purchase, &BUYER), 0);
		assert_eq!(ledger(id, 0).open, 0);
		assert_noop!(claim_own(purchase), Error::<Test>::UnknownPurchase);
	});
}

#[test]
fn works_when_the_machine_is_silent_or_gone() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		assert_noop!(claim_own(purchase), Error::<Test>::NotRefundable);
		pass(REPORT_WINDOW);
		assert_ok!(claim_own(purchase));

		let purchase = paid_for(id, 1_000);
		TestDevices::destroy(DEVICE);
		assert_ok!(claim_own(purchase));
		assert_eq!(balance(&HOLDER), 2_000);
	});
}

#[test]
fn works_after_the_machine_has_another_key() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		report(purchase, Failed).unwrap();
		TestDevices::change(DEVICE, |device| device.epoch = 7);
		assert_ok!(claim_own(purchase));
	});
}

#[test]
fn works_in_an_issued_asset() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		report(purchase, Failed).unwrap();
		assert_ok!(claim_own(purchase));
		assert_eq!(Assets::balance(1, HOLDER), 1_000);
		assert_eq!(balance(&BUYER), START);
	});
}

#[test]
fn fails_when_the_claim_is_not_the_holders() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let [purchase, other] = [0, 1].map(|_| paid_for(id, 1_000));
		report(purchase, Failed).unwrap();
		// Who sees a claim on its way cannot turn it to himself.
		let seen = ticket_claim(purchase, &HOLDER);
		assert_noop!(claim(purchase, STRANGER, seen), Error::<Test>::WrongTicket);

		let context = SigningContext { epoch: TicketClaim::EPOCH, ..context(DEVICE) };
		let body = TicketClaim { purchase, to: HOLDER.into() };
		let genesis_hash = [8; 32];
		for signature in [
			key(DEVICE).sign(&body, &context),
			ticket().sign(&body, &SigningContext { genesis_hash, ..context }),
			ticket().sign(&TicketClaim { purchase: other, ..body }, &context),
			Signature::Ed25519([0; 64]),
		] {
			let Signature::Ed25519(signature) = signature else { unreachable!("made as one") };
			assert_noop!(claim(purchase, HOLDER, signature), Error::<Test>::WrongTicket);
		}
	});
}

#[test]
fn fails_when_no_refund_is_due() {
	build_and_execute(|| {
		let id =
			active_with(Conditions { asset: EURO, ..conditions() }, shared(&[600_000, 400_000]));
		let purchase = paid_for(id, 1_000);
		assert_ok!(Assets::freeze_asset(signed(PROVIDER), 1));
		report(purchase, Dispensed).unwrap();
		assert_noop!(claim_own(purchase), Error::<Test>::NotRefundable);
	});
}

#[test]
fn fails_when_there_is_no_ticket_or_no_purchase() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid(id, 1_000);
		pass(REPORT_WINDOW);
		assert_noop!(claim_own(purchase), Error::<Test>::NoTicket);
		assert_noop!(claim_own(purchase + 1), Error::<Test>::UnknownPurchase);
	});
}

#[test]
fn fails_when_it_cannot_be_received() {
	build_and_execute(|| {
		let id = active(shared(&[600_000, 400_000]));
		let purchase = paid_for(id, MINIMUM - 1);
		report(purchase, Failed).unwrap();
		assert_noop!(claim_own(purchase), TokenError::CannotCreate);
		assert_ok!(claim(purchase, STRANGER, ticket_claim(purchase, &STRANGER)));
		assert_eq!(balance(&STRANGER), START + MINIMUM - 1);
	});
}
