//! How payees get what they are due of reported sales.

use super::*;
use frame::traits::{
	fungible::MutateHold as _,
	fungibles::{Inspect, Mutate},
	tokens::{Fortitude, Precision, Preservation},
};
use polkadot_sdk::frame_support::storage::with_storage_layer;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_settle(id: AgreementId, number: u32) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		// First, since another report may have its place by now.
		if let Some(dispute) = Disputes::<T>::get(id, number) {
			return Self::lapse_dispute(id, number, &agreement, dispute);
		}
		let report = Self::report_of(id, number)?;
		ensure!(report.state == ReportState::Open, Error::<T>::NotOpen);
		ensure!(Self::now() >= report.payable_from, Error::<T>::TooSoon);
		Self::close_report(id, number, ReportState::Settled);
		Self::change_ledger(id, report.version, Ledger::finish)?;
		Self::deposit_event(Event::ReportSettled { agreement: id, number });
		Self::pay_out(id, &agreement, report.version, report.parts)
	}

	/// Notes that the operator owes `parts`, and pays of those due on the chain what it can.
	pub(crate) fn pay_out(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		version: AgreementVersion,
		parts: PerPayee<Amount>,
	) -> DispatchResult {
		let split = Self::terms_of(id, version)?.split;
		for ((payee, payout), part) in split.payees().zip(parts) {
			Self::change_position(id, payee, |position| position.owe(part, payout))?;
		}
		for (payee, _) in split.payees() {
			Self::pay_owed(id, agreement, payee)?;
		}
		Ok(())
	}

	pub(crate) fn do_pay_arrears(id: AgreementId, payee: T::AccountId) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		let owed = Positions::<T>::get(id, &payee).owed;
		ensure!(owed > 0, Error::<T>::NothingOwed);
		Self::pay_owed(id, &agreement, &payee)?;
		let left = Positions::<T>::get(id, &payee).owed;
		ensure!(left < owed, Error::<T>::OperatorCannotPay);
		Ok(())
	}

	/// Pays what the operator owes a payee on the chain, as far as its balance goes. The operator
	/// itself has taken its part already.
	fn pay_owed(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		payee: &T::AccountId,
	) -> DispatchResult {
		let operator = &agreement.operator;
		let asset = &agreement.conditions.asset;
		let position = Positions::<T>::get(id, payee);
		let mut owed = position.owed;
		if payee == operator {
			return Self::change_position(id, payee, |position| {
				(position.owed, position.owed_outside) = (0, 0);
				Some(())
			})
			.map_err(Into::into);
		}
		let free = T::Fungibles::reducible_balance(
			asset.clone(),
			operator,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		let amount = owed.min(free);
		if amount > 0 {
			let pay = |to: &T::AccountId| {
				with_storage_layer(|| {
					let asset = asset.clone();
					T::Fungibles::transfer(asset, operator, to, amount, Preservation::Preserve)
				})
				.is_ok()
			};
			let received = pay(payee);
			if received || pay(&Self::account()) {
				owed = owed.checked_sub(amount).ok_or(Error::<T>::Overflow)?;
				Self::change_position(id, payee, |position| {
					position.owed = owed;
					Some(())
				})?;
				let payee = payee.clone();
				if received {
					Self::deposit_event(Event::PartPaid { agreement: id, payee, amount });
				} else {
					Self::keep(id, payee, amount)?;
				}
			}
		}
		if owed > 0 {
			let payee = payee.clone();
			Self::deposit_event(Event::InArrears { agreement: id, payee, owed });
		}
		Ok(())
	}

	pub(crate) fn do_record_payment(
		who: T::AccountId,
		id: AgreementId,
		payee: T::AccountId,
		amount: Amount,
		reference: Hash256,
	) -> DispatchResult {
		Self::operated_by(&who, id)?;
		ensure!(amount > 0, Error::<T>::NothingOwed);
		ensure!(!Payments::<T>::contains_key(id, reference), Error::<T>::DuplicateReference);
		let owed = Positions::<T>::get(id, &payee).owed_outside;
		let left = owed.checked_sub(amount).ok_or(Error::<T>::NothingOwed)?;
		let deposit = Self::deposit_for(1, PaymentOf::<T>::max_encoded_len())?;
		T::Currency::hold(&HoldReason::Payment.into(), &who, deposit)?;
		Self::change_position(id, &payee, |position| {
			position.owed_outside = left;
			position.stated = position.stated.checked_add(amount)?;
			Some(())
		})?;
		let confirm_by = Self::add(Self::now(), T::AnswerWindow::get())?;
		let payment = PaymentInfo { payee: payee.clone(), amount, confirm_by, deposit };
		Payments::<T>::insert(id, reference, payment);
		Self::deposit_event(Event::PaymentRecorded {
			agreement: id,
			payee,
			amount,
			reference,
			confirm_by,
		});
		Ok(())
	}

	pub(crate) fn do_confirm_payment(
		who: T::AccountId,
		id: AgreementId,
		reference: Hash256,
	) -> DispatchResult {
		let payment = Payments::<T>::get(id, reference).ok_or(Error::<T>::UnknownPayment)?;
		let operator = Self::agreement_of(id)?.operator;
		if payment.payee != who {
			ensure!(operator == who, Error::<T>::NotParty);
			ensure!(Self::now() >= payment.confirm_by, Error::<T>::TooSoon);
		}
		Self::end_payment(id, reference, &operator, &payment, false)?;
		Self::deposit_event(Event::PaymentConfirmed { agreement: id, reference, by: who });
		Ok(())
	}

	pub(crate) fn do_reject_payment(
		who: T::AccountId,
		id: AgreementId,
		reference: Hash256,
	) -> DispatchResult {
		let payment = Payments::<T>::get(id, reference).ok_or(Error::<T>::UnknownPayment)?;
		let operator = Self::agreement_of(id)?.operator;
		ensure!([&payment.payee, &operator].contains(&&who), Error::<T>::NotParty);
		Self::end_payment(id, reference, &operator, &payment, true)?;
		Self::deposit_event(Event::PaymentRejected { agreement: id, reference, by: who });
		Ok(())
	}

	/// Removes a payment that was stated. What it was for is owed again where the payee did not get it.
	fn end_payment(
		id: AgreementId,
		reference: Hash256,
		operator: &T::AccountId,
		payment: &PaymentOf<T>,
		is_owed: bool,
	) -> DispatchResult {
		let reason = HoldReason::Payment.into();
		T::Currency::release(&reason, operator, payment.deposit, Precision::Exact)?;
		Payments::<T>::remove(id, reference);
		Self::change_position(id, &payment.payee, |position| {
			position.stated = position.stated.checked_sub(payment.amount)?;
			match is_owed {
				true => position.owe(payment.amount, Payout::External),
				false => Some(()),
			}
		})?;
		Ok(())
	}
}
