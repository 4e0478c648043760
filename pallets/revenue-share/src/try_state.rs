//! What always holds of the agreements.

use super::*;
use alloc::collections::BTreeMap;
use frame::{
	deps::sp_runtime::TryRuntimeError,
	traits::{
		fungible::InspectHold,
		tokens::{Fortitude, Preservation},
	},
};

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 1. an agreement has a number below the next one, and 2 to 16 distinct parties with shares above
	///    zero that add up to 1,000,000;
	/// 2. it is proposed as long as some party has yet to accept it, and no longer;
	/// 3. it is active where it is the active one of its device, and nowhere else;
	/// 4. it has totals, and only an agreement has; nothing was sold under one that is not active;
	/// 5. what its parties were due adds up to what was sold, and each party's is within one unit of
	///    its exact share;
	/// 6. no party has more unclaimed than it was due, and the pallet's account has all that is;
	/// 7. of every operator as much is held as the deposits.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::<T::AccountId, Balance>::new();
		let mut unclaimed: Balance = 0;

		for (id, agreement) in Agreements::<T>::iter() {
			let parties = agreement
				.parties
				.iter()
				.map(|party| Party { account: party.account.clone(), share_ppm: party.share_ppm })
				.collect::<Vec<_>>();
			ensure!(
				id < NextAgreementId::<T>::get() && Self::ensure_whole(&parties).is_ok(),
				"1: number, parties and shares"
			);
			ensure!(
				agreement.parties.iter().all(|party| party.accepted)
					== (agreement.state != AgreementState::Proposed),
				"2: state and acceptance"
			);
			ensure!(
				(ActiveAgreement::<T>::get(agreement.device) == Some(id))
					== (agreement.state == AgreementState::Active),
				"3: state and active agreement"
			);
			let total = SalesTotals::<T>::get(id).ok_or("4: totals of each agreement")?;
			ensure!(
				agreement.state == AgreementState::Active || (total.sales, total.gross) == (0, 0),
				"4: sales and state"
			);
			unclaimed = unclaimed.saturating_add(Self::check_totals(&agreement, &total)?);
			let deposits = held.entry(agreement.operator).or_default();
			*deposits = deposits.saturating_add(agreement.deposit);
		}
		ensure!(
			ActiveAgreement::<T>::iter().all(|(device, id)| {
				Agreements::<T>::get(id).is_some_and(|agreement| agreement.device == device)
			}),
			"3: active agreements and their devices"
		);
		ensure!(
			SalesTotals::<T>::iter_keys().all(Agreements::<T>::contains_key),
			"4: totals of no agreement"
		);
		ensure!(
			T::Currency::reducible_balance(
				&Self::account(),
				Preservation::Preserve,
				Fortitude::Polite
			) >= unclaimed,
			"6: unclaimed parts and the account"
		);
		for (operator, deposits) in held {
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Agreement.into(), &operator) == deposits,
				"7: deposits and holds"
			);
		}
		Ok(())
	}

	/// Checks 5 and the first half of 6, and gives what is unclaimed.
	fn check_totals(
		agreement: &AgreementOf<T>,
		total: &SalesTotal,
	) -> Result<Balance, TryRuntimeError> {
		ensure!(total.parties.len() == agreement.parties.len(), "5: a total for each party");
		let (mut sum, mut unclaimed): (Balance, Balance) = (0, 0);
		for (party, due) in agreement.parties.iter().zip(&total.parties) {
			let (units, fraction) =
				split::owed(party.share_ppm, total.gross).ok_or("5: parts and shares")?;
			let above = due.total.checked_sub(units).ok_or("5: parts and shares")?;
			ensure!(above <= fraction.min(1), "5: parts and shares");
			ensure!(due.unclaimed <= due.total, "6: unclaimed parts and totals");
			sum = sum.saturating_add(due.total);
			unclaimed = unclaimed.saturating_add(due.unclaimed);
		}
		ensure!(sum == total.gross, "5: parts and sales");
		Ok(unclaimed)
	}
}
