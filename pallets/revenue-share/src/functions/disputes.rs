//! Reports in dispute, until the arbiter decides.

use super::{statements::add_each, *};
use frame::{
	arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Rounding},
	traits::{
		fungible::MutateHold as _,
		fungibles::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(
		who: T::AccountId,
		id: AgreementId,
		number: u32,
		evidence: Hash256,
	) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		let report = Self::report_of(id, number)?;
		let split = Self::terms_of(id, report.version)?.split;
		ensure!(split.has_party(&who) || agreement.operator == who, Error::<T>::NotParty);
		ensure!(report.state == ReportState::Open, Error::<T>::NotOpen);
		ensure!(Self::now() < report.payable_from, Error::<T>::TooLate);

		let deposit = Self::deposit_for(1, DisputeOf::<T>::max_encoded_len())?;
		T::Currency::hold(&HoldReason::Dispute.into(), &who, deposit)?;
		let held = Self::hold_disputed(&agreement, &split, &report.parts)?;
		Self::close_report(id, number, ReportState::Disputed);
		let decide_by = Self::add(Self::now(), T::AnswerWindow::get())?;
		let ReportInfo { version, parts, .. } = report;
		let by = who.clone();
		let dispute = DisputeInfo { version, by, evidence, parts, held, decide_by, deposit };
		Disputes::<T>::insert(id, number, dispute);
		Self::deposit_event(Event::ReportDisputed {
			agreement: id,
			number,
			by: who,
			evidence,
			held,
			decide_by,
		});
		Ok(())
	}

	pub(crate) fn do_decide(
		who: T::AccountId,
		id: AgreementId,
		number: u32,
		paid: Amount,
	) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		let dispute = Disputes::<T>::get(id, number).ok_or(Error::<T>::UnknownDispute)?;
		ensure!(who == agreement.conditions.arbiter, Error::<T>::NotArbiter);
		ensure!(Self::now() < dispute.decide_by, Error::<T>::TooLate);
		let disputed = sum(&dispute.parts).ok_or(Error::<T>::Overflow)?;
		ensure!(paid <= disputed, Error::<T>::MoreThanDue);
		let parts = in_proportion(&dispute.parts, paid, disputed).ok_or(Error::<T>::Overflow)?;

		Self::end_dispute(id, number, &agreement, &dispute, &parts)?;
		let returned = disputed.saturating_sub(paid);
		Self::deposit_event(Event::DisputeDecided { agreement: id, number, paid, returned });
		Self::pay_out(id, &agreement, dispute.version, parts)
	}

	/// Ends a dispute that the arbiter has not decided in time: the report stands.
	pub(crate) fn lapse_dispute(
		id: AgreementId,
		number: u32,
		agreement: &AgreementOf<T>,
		dispute: DisputeOf<T>,
	) -> DispatchResult {
		ensure!(Self::now() >= dispute.decide_by, Error::<T>::NotOpen);
		Self::end_dispute(id, number, agreement, &dispute, &dispute.parts)?;
		Self::deposit_event(Event::DisputeLapsed { agreement: id, number });
		Self::pay_out(id, agreement, dispute.version, dispute.parts)
	}

	/// Releases what is held for a dispute, and notes what of the disputed parts is not in `paid`: the
	/// operator keeps that.
	fn end_dispute(
		id: AgreementId,
		number: u32,
		agreement: &AgreementOf<T>,
		dispute: &DisputeOf<T>,
		paid: &[Amount],
	) -> DispatchResult {
		let DisputeInfo { version, by, parts, held, deposit, .. } = dispute;
		T::Currency::release(&HoldReason::Dispute.into(), by, *deposit, Precision::Exact)?;
		// Of an account that is not there, not even nothing can be released.
		if *held > 0 {
			let (operator, asset) = (&agreement.operator, agreement.conditions.asset.clone());
			let reason = HoldReason::Disputed.into();
			T::Holds::release(asset, &reason, operator, *held, Precision::Exact)?;
		}
		Disputes::<T>::remove(id, number);

		let back = parts
			.iter()
			.zip(paid)
			.map(|(part, paid)| part.checked_sub(paid))
			.collect::<Option<Vec<_>>>()
			.ok_or(Error::<T>::Overflow)?;
		Self::change_ledger(id, *version, |ledger| {
			ledger.finish()?;
			add_each(&mut ledger.returned, &back)
		})?;
		Self::note_back(id, *version, &back)?;
		let stands = back.iter().all(|part| *part == 0);
		let state = if stands { ReportState::Settled } else { ReportState::Returned };
		Self::close_report(id, number, state);
		Ok(())
	}

	/// Holds what the operator would have to pay on the chain, or as much of it as there is.
	fn hold_disputed(
		agreement: &AgreementOf<T>,
		split: &SplitOf<T>,
		parts: &[Amount],
	) -> Result<Amount, DispatchError> {
		let Conditions { asset, .. } = &agreement.conditions;
		let operator = &agreement.operator;
		let mut due = 0;
		for ((payee, payout), part) in split.payees().zip(parts) {
			if payout == Payout::OnChain && payee != operator {
				due = Self::add(due, *part)?;
			}
		}
		let free = T::Fungibles::reducible_balance(
			asset.clone(),
			operator,
			Preservation::Protect,
			Fortitude::Polite,
		);
		let held = due.min(free);
		let reason = HoldReason::Disputed.into();
		let can_hold = held > 0 && T::Holds::can_hold(asset.clone(), &reason, operator, held);
		if !can_hold {
			return Ok(0);
		}
		T::Holds::hold(asset.clone(), &reason, operator, held)?;
		Ok(held)
	}
}

fn sum(parts: &[Amount]) -> Option<Amount> {
	parts.iter().try_fold(0, |sum: Amount, part| sum.checked_add(*part))
}

/// The parts, made smaller in proportion so that they sum to `paid` instead of `all`. The units that
/// rounding leaves go to the first that can have one more.
fn in_proportion(parts: &[Amount], paid: Amount, all: Amount) -> Option<PerPayee<Amount>> {
	let mut smaller = parts
		.iter()
		.map(|part| match all {
			0 => Some(0),
			_ => multiply_by_rational_with_rounding(*part, paid, all, Rounding::Down),
		})
		.collect::<Option<Vec<_>>>()?;
	let mut left = paid.checked_sub(sum(&smaller)?)?;
	for (smaller, part) in smaller.iter_mut().zip(parts) {
		if left > 0 && *smaller < *part {
			*smaller = smaller.checked_add(1)?;
			left = left.checked_sub(1)?;
		}
	}
	PerPayee::try_from(smaller).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn parts_in_proportion_sum_to_what_is_paid(
			parts in prop::collection::vec(prop_oneof![0..3u128, 0..u128::MAX / 24], 1..=24),
			seed: u128,
		) {
			let all = sum(&parts).unwrap();
			let paid = if all == u128::MAX { seed } else { seed % (all + 1) };
			let smaller = in_proportion(&parts, paid, all).unwrap();
			prop_assert_eq!(sum(&smaller), Some(paid));
			prop_assert!(smaller.iter().zip(&parts).all(|(smaller, part)| smaller <= part));
		}
	}
}
