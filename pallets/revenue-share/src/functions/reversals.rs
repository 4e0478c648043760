//! What the operator gave back to buyers: refunds, and payments that a bank called back.

use super::{reports::place_of, *};
use crate::deductions::clear;
use bot_primitives::{
	merkle,
	sales::{LineKind, SaleLine},
};
use frame::traits::{fungible::MutateHold, tokens::Precision};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reverse(
		who: T::AccountId,
		id: AgreementId,
		number: u32,
		proven: ProvenLine,
		amount: Amount,
	) -> DispatchResult {
		Self::operated_by(&who, id)?;
		let mut report = Self::report_of(id, number)?;
		ensure!(report.state == ReportState::Settled, Error::<T>::NotSettled);
		let ProvenLine { line, salt, index, path } = proven;
		let counts = line.kind == LineKind::Paid && line.means != PaymentMeans::Chain;
		ensure!(counts && amount > 0, Error::<T>::NotReversible);
		let leaf = line.leaf_hash::<HostSha256>(&salt);
		merkle::verify::<HostSha256>(leaf, index.into(), report.lines.into(), &path, &report.root)
			.map_err(|_| Error::<T>::NotInReport)?;

		let mut reversal = match Reversals::<T>::get(id, (number, index)) {
			Some(reversal) => reversal,
			None => Self::new_reversal(who)?,
		};
		let sum = Self::add(reversal.amount, amount)?;
		ensure!(sum <= line.amount, Error::<T>::MoreThanPaid);
		let pieces = pieces_of(&line, sum).ok_or(Error::<T>::Overflow)?;
		let quantity = pieces.checked_sub(reversal.pieces).ok_or(Error::<T>::Overflow)?;
		(reversal.amount, reversal.pieces) = (sum, pieces);
		Reversals::<T>::insert(id, (number, index), reversal);
		// A machine may have signed totals below the sum of its lines.
		report.quantity = report.quantity.checked_sub(quantity).ok_or(Error::<T>::MoreThanPaid)?;
		report.gross = report.gross.checked_sub(amount).ok_or(Error::<T>::MoreThanPaid)?;

		let version = report.version;
		let split = Self::terms_of(id, version)?.split;
		let mut ledger = Self::ledger_of(id, version)?;
		let given = SalesTotal { class: line.class, means: line.means, quantity, amount };
		let parts = clear(&mut ledger.reversals, &split, &[given]).ok_or(Error::<T>::Overflow)?;
		Reports::<T>::insert(id, place_of(number), report);
		Ledgers::<T>::insert(id, version, ledger);
		Self::note_back(id, version, &parts)?;
		for ((payee, _), part) in split.payees().zip(parts) {
			Self::change_position(id, payee, |position| position.take_back(part))?;
		}
		Self::deposit_event(Event::SaleReversed { agreement: id, number, index, amount });
		Ok(())
	}

	pub(crate) fn do_release_reversal(id: AgreementId, number: u32, index: u32) -> DispatchResult {
		let reversal =
			Reversals::<T>::get(id, (number, index)).ok_or(Error::<T>::UnknownReversal)?;
		ensure!(Self::report_of(id, number).is_err(), Error::<T>::TooSoon);
		let reason = HoldReason::Reversal.into();
		T::Currency::release(&reason, &reversal.payer, reversal.deposit, Precision::Exact)?;
		Reversals::<T>::remove(id, (number, index));
		Self::deposit_event(Event::ReversalReleased { agreement: id, number, index });
		Ok(())
	}

	fn new_reversal(payer: T::AccountId) -> Result<ReversalOf<T>, DispatchError> {
		let deposit = Self::deposit_for(1, ReversalOf::<T>::max_encoded_len())?;
		T::Currency::hold(&HoldReason::Reversal.into(), &payer, deposit)?;
		Ok(ReversalInfo { amount: 0, pieces: 0, payer, deposit })
	}
}

/// How many pieces of the line go with `amount` of what was paid for it, rounded down.
fn pieces_of(line: &SaleLine, amount: Amount) -> Option<u32> {
	let pieces = Amount::from(line.quantity).checked_mul(amount)?.checked_div(line.amount)?;
	pieces.try_into().ok()
}
