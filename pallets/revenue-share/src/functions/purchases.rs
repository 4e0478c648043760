//! Purchases on the chain: held in escrow, and ended by what the machine reports, or by time.

use super::{ledger::Cleared, machine::validity, *};
use bot_primitives::{
	key::is_small_order,
	payload::Payload,
	sales::TicketClaim,
	traits::{Devices, HotDevice},
	PublicKey, RecordKind, Refusal, SigningContext,
};
use frame::deps::sp_runtime::transaction_validity::TransactionValidityWithRefund;
use frame::traits::{
	fungible::MutateHold as _, fungibles::MutateHold as _, tokens::Precision, Contains,
};
use polkadot_sdk::frame_support::{defensive, storage::with_storage_layer, weights::WeightMeter};

/// What becomes of a purchase that the chain looks at because its time may be over.
#[derive(Debug, PartialEq)]
pub(crate) enum Expiry {
	/// It has time left, and so have all after it.
	Waits,
	/// There was nothing to do.
	Skipped,
	/// Its time was over.
	Ended,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_purchase(
		payer: T::AccountId,
		agreement: AgreementId,
		tier: u8,
		max_price: Amount,
		ticket: Option<Hash256>,
	) -> DispatchResult {
		// For a key of small order anybody can sign.
		ensure!(!ticket.as_ref().is_some_and(is_small_order), Error::<T>::WeakTicket);
		let (AgreementInfo { device, operator, conditions, .. }, version) =
			Self::selling(agreement)?;
		let list = PriceLists::<T>::get(device)
			.filter(|list| list.operator == operator)
			.ok_or(Error::<T>::NoPrices)?;
		ensure!(list.asset == conditions.asset, Error::<T>::OtherAsset);
		let Tier { class, price } =
			*list.tiers.get(usize::from(tier)).ok_or(Error::<T>::UnknownTier)?;
		ensure!(price <= max_price, Error::<T>::PriceTooHigh);

		let id = NextPurchaseId::<T>::get();
		let next = Self::add(id, 1)?;
		let now = Self::now();
		let report_by = Self::add(now, T::ReportWindow::get())?;
		let ticket = match ticket {
			Some(key) => {
				Some(Ticket { key, claim_by: Self::add(report_by, T::TicketWindow::get())? })
			},
			None => None,
		};
		let mut purchase = PurchaseInfo {
			device,
			agreement,
			version,
			price_list: list.id,
			class,
			asset: list.asset,
			price,
			payer,
			ticket,
			vend_by: Self::add(now, T::VendWindow::get())?,
			report_by,
			state: PurchaseState::Open,
			deposit: 0,
		};
		purchase.deposit = Self::deposit_for(1, (id, &purchase).encoded_size())?;
		let PurchaseInfo { payer, deposit, .. } = &purchase;
		T::Currency::hold(&HoldReason::Purchase.into(), payer, *deposit)?;
		T::Holds::hold(purchase.asset.clone(), &HoldReason::Escrow.into(), payer, price)?;
		Self::change_ledger(agreement, version, Ledger::begin)?;

		NextPurchaseId::<T>::put(next);
		Purchases::<T>::insert(id, &purchase);
		Self::deposit_event(Event::PurchasePaid { purchase: id, info: purchase });
		Ok(())
	}

	pub(crate) fn authorize_report_vend(
		_: TransactionSource,
		result: &VendResult,
		signature: &Signature,
	) -> TransactionValidityWithRefund {
		validity(Self::ensure_vend_reportable(result, signature), "BotVend", result.purchase)
	}

	/// Checks all that could stand against a machine's report on a purchase, the signature last.
	pub(crate) fn ensure_vend_reportable(
		result: &VendResult,
		signature: &Signature,
	) -> Result<(), Refusal> {
		let call = Call::<T>::report_vend { result: *result, signature: *signature };
		let call = <T as Config>::RuntimeCall::from(call).into();
		ensure!(T::BaseCallFilter::contains(&call), Refusal::Filtered);
		ensure!(result.purchase < NextPurchaseId::<T>::get(), Refusal::UnknownPurchase);
		let (_, hot) = Self::reportable(result.purchase)?;
		Self::ensure_signed_by_machine(&hot, result, signature)
	}

	/// A purchase that the machine may report on now, and the machine.
	fn reportable(id: PurchaseId) -> Result<(PurchaseOf<T>, HotDevice<T::AccountId>), Refusal> {
		let purchase = Purchases::<T>::get(id).ok_or(Refusal::Used)?;
		let reports = purchase.state == PurchaseState::Open && Self::now() < purchase.report_by;
		ensure!(reports, Refusal::Used);
		let hot = T::Devices::hot(purchase.device).ok_or(Refusal::UnknownDevice)?;
		Ok((purchase, hot))
	}

	/// Ends a purchase as the machine reports.
	///
	/// Never fails, and always changes the purchase: a call that failed in a block could be repeated
	/// without a fee, for ever.
	pub(crate) fn do_report_vend(result: VendResult, signature: Signature) {
		let VendResult { purchase: id, outcome } = result;
		let reported = Self::reportable(id).ok().and_then(|(purchase, hot)| {
			let seq = id;
			let record = Self::record_signed(RecordKind::VendResult, hot, seq, &result, signature);
			Some((purchase, record.ok()?))
		});
		let Some((mut purchase, record)) = reported else {
			// Nothing runs between the check of the call and the call.
			defensive!("an authorized report is one on an open purchase, and has room");
			return;
		};

		purchase.state = match outcome {
			VendOutcome::Dispensed => PurchaseState::Dispensed,
			VendOutcome::Failed => PurchaseState::Failed,
		};
		Purchases::<T>::insert(id, &purchase);
		Self::deposit_event(Event::VendReported { purchase: id, outcome, record });

		let ended = with_storage_layer(|| match (outcome, purchase.ticket) {
			(VendOutcome::Dispensed, _) => Self::split_purchase(id, &purchase),
			(VendOutcome::Failed, None) => Self::refund(id, &purchase),
			(VendOutcome::Failed, Some(_)) => Ok(()),
		});
		if let Err(error) = ended {
			Self::deposit_event(Event::PurchaseDelayed { purchase: id, error });
		}
	}

	pub(crate) fn do_settle_purchase(id: PurchaseId) -> DispatchResult {
		let purchase = Self::purchase_of(id)?;
		ensure!(purchase.state == PurchaseState::Dispensed, Error::<T>::NotDispensed);
		Self::split_purchase(id, &purchase)
	}

	pub(crate) fn do_claim_refund(id: PurchaseId) -> DispatchResult {
		let purchase = Self::purchase_of(id)?;
		let is_ticket_over = |ticket: Ticket| ticket.claim_by <= Self::now();
		ensure!(
			Self::is_undelivered(&purchase) && purchase.ticket.is_none_or(is_ticket_over),
			Error::<T>::NotRefundable
		);
		Self::refund(id, &purchase)
	}

	pub(crate) fn do_claim_by_ticket(
		id: PurchaseId,
		to: T::AccountId,
		signature: [u8; 64],
	) -> DispatchResult {
		let purchase = Self::purchase_of(id)?;
		let ticket = purchase.ticket.ok_or(Error::<T>::NoTicket)?;
		ensure!(Self::is_undelivered(&purchase), Error::<T>::NotRefundable);

		let hot = T::Devices::hot(purchase.device).ok_or(Error::<T>::UnknownDevice)?;
		let claim = TicketClaim { purchase: id, to: to.clone().into() };
		let bytes = claim.signing_bytes(&SigningContext {
			genesis_hash: Self::genesis_hash(),
			device_id: hot.id,
			epoch: TicketClaim::EPOCH,
		});
		let (key, signature) = (PublicKey::Ed25519(ticket.key), Signature::Ed25519(signature));
		let signed = T::Devices::verify(&key, bytes.as_ref(), &signature);
		ensure!(signed, Error::<T>::WrongTicket);

		let PurchaseInfo { asset, payer, price: amount, .. } = &purchase;
		Self::transfer_held(asset, &HoldReason::Escrow.into(), payer, &to, *amount)?;
		Self::close(id, &purchase)?;
		Self::deposit_event(Event::PurchaseRefunded { purchase: id, to, amount: *amount });
		Ok(())
	}

	/// Refunds purchases whose time is over, as many as `limit` allows, and gives what that took. The
	/// rest is for the next blocks.
	pub(crate) fn expire(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		if meter.try_consume(T::WeightInfo::expire_none()).is_err() {
			return Weight::zero();
		}
		let before = ExpiredPurchases::<T>::get();
		let after = Expired {
			without_ticket: Self::expire_from(before.without_ticket, &mut meter, |purchase| {
				purchase.ticket.is_none().then_some(purchase.report_by)
			}),
			with_ticket: Self::expire_from(before.with_ticket, &mut meter, |purchase| {
				purchase.ticket.map(|ticket| ticket.claim_by)
			}),
		};
		if after != before {
			ExpiredPurchases::<T>::put(after);
		}
		meter.consumed()
	}

	/// Refunds purchases from `next` on that run out at a time that `deadline` names, until one has
	/// time left, and gives its number.
	fn expire_from(
		mut next: PurchaseId,
		meter: &mut WeightMeter,
		deadline: impl Fn(&PurchaseOf<T>) -> Option<Millis>,
	) -> PurchaseId {
		let now = Self::now();
		let end = NextPurchaseId::<T>::get();
		while next < end && meter.can_consume(T::WeightInfo::expire_refund()) {
			match Self::expire_one(next, now, &deadline) {
				Expiry::Waits => break,
				Expiry::Skipped => meter.consume(T::WeightInfo::expire_skip()),
				Expiry::Ended => meter.consume(T::WeightInfo::expire_refund()),
			}
			next = next.saturating_add(1);
		}
		next
	}

	/// Refunds a purchase if the time that `deadline` names is over.
	pub(crate) fn expire_one(
		id: PurchaseId,
		now: Millis,
		deadline: impl Fn(&PurchaseOf<T>) -> Option<Millis>,
	) -> Expiry {
		let Some(purchase) = Purchases::<T>::get(id) else { return Expiry::Skipped };
		match deadline(&purchase) {
			Some(due_at) if now < due_at => Expiry::Waits,
			Some(_) if purchase.state != PurchaseState::Dispensed => {
				// Where the asset cannot be moved now, the payer claims it later.
				if let Err(error) = with_storage_layer(|| Self::refund(id, &purchase)) {
					Self::deposit_event(Event::PurchaseDelayed { purchase: id, error });
				}
				Expiry::Ended
			},
			_ => Expiry::Skipped,
		}
	}

	/// Books the sale and pays everybody its part.
	fn split_purchase(id: PurchaseId, purchase: &PurchaseOf<T>) -> DispatchResult {
		let PurchaseInfo { agreement, version, class, price, payer, asset, .. } = purchase;
		let sold =
			SalesTotal { class: *class, means: PaymentMeans::Chain, quantity: 1, amount: *price };
		// A sale that no total can hold any more is none: the payer has the money back.
		let Ok(cleared) = Self::cleared(*agreement, *version, &[sold]) else {
			return Self::refund(id, purchase);
		};
		let Cleared { mut ledger, split, parts } = cleared;
		ledger.finish().ok_or(Error::<T>::Overflow)?;
		Ledgers::<T>::insert(*agreement, *version, ledger);
		Self::note_sales(*agreement, *version, &[sold], &parts)?;
		let payees = split.payees().map(|(payee, _)| payee.clone()).zip(parts.iter().copied());
		Self::pay_from_hold(*agreement, asset.clone(), HoldReason::Escrow, payer, payees)?;
		Self::forget_purchase(id, purchase)?;
		Self::deposit_event(Event::PurchaseSplit {
			purchase: id,
			agreement: *agreement,
			version: *version,
			parts,
		});
		Ok(())
	}

	/// Gives the payer all of it back.
	fn refund(id: PurchaseId, purchase: &PurchaseOf<T>) -> DispatchResult {
		let PurchaseInfo { asset, payer, price: amount, .. } = purchase;
		let reason = HoldReason::Escrow.into();
		T::Holds::release(asset.clone(), &reason, payer, *amount, Precision::Exact)?;
		Self::close(id, purchase)?;
		let (to, amount) = (payer.clone(), *amount);
		Self::deposit_event(Event::PurchaseRefunded { purchase: id, to, amount });
		Ok(())
	}

	/// Ends a purchase of which nothing was sold.
	fn close(id: PurchaseId, purchase: &PurchaseOf<T>) -> DispatchResult {
		Self::change_ledger(purchase.agreement, purchase.version, Ledger::finish)?;
		Self::forget_purchase(id, purchase)
	}

	/// Removes a purchase that is over, and returns its deposit.
	fn forget_purchase(id: PurchaseId, purchase: &PurchaseOf<T>) -> DispatchResult {
		let PurchaseInfo { payer, deposit, .. } = purchase;
		let reason = HoldReason::Purchase.into();
		T::Currency::release(&reason, payer, *deposit, Precision::Exact)?;
		Purchases::<T>::remove(id);
		Ok(())
	}

	/// Whether the product was not given out and never will be.
	fn is_undelivered(purchase: &PurchaseOf<T>) -> bool {
		match purchase.state {
			PurchaseState::Failed => true,
			PurchaseState::Dispensed => false,
			PurchaseState::Open => {
				// A machine that is gone for good reports nothing any more.
				let is_gone =
					|| T::Devices::hot(purchase.device).is_none_or(|hot| hot.state.is_final());
				purchase.report_by <= Self::now() || is_gone()
			},
		}
	}

	fn purchase_of(id: PurchaseId) -> Result<PurchaseOf<T>, Error<T>> {
		Purchases::<T>::get(id).ok_or(Error::<T>::UnknownPurchase)
	}

	/// What the call adds to its check, as both are measured together.
	pub(crate) fn weight_of_report_vend() -> Weight {
		T::WeightInfo::report_vend()
			.saturating_sub(T::WeightInfo::authorize_report_vend())
			.saturating_add(T::RecordWeight::get())
	}
}
