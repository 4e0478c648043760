//! What always holds of the agreements, and of what is sold under them.

mod purchases;
mod reports;

use super::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame::{
	deps::sp_runtime::TryRuntimeError,
	traits::{fungible::InspectHold as _, fungibles::Inspect},
};

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 1. an agreement has a number below the next one, conditions and terms that can be proposed, and
	///    terms and a ledger for each version from the oldest to that in force and its amendment, and
	///    nothing else has;
	/// 2. terms miss no acceptance once they are in force, an amendment is agreed where its terms are,
	///    and what is not active yet has neither an amendment nor an end;
	/// 3. an agreement is active where it is the active one of its device, and nowhere else;
	/// 4. what payees were due adds up to what was sold and to what was reversed, no deduction is above
	///    what is due of its base, and no party a whole unit away from its share of the rest;
	/// 5. a position is not even, names an agreement, and one side of it owes at most; the pallet's
	///    account has all that is kept, in each asset that was not destroyed;
	/// 6. of every operator as much is held as the deposits;
	///
	/// and what [`Self::check_reports`] and [`Self::check_purchases`] do.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_agreements()?;
		Self::check_active_agreements()?;
		Self::check_ledgers()?;
		Self::check_positions()?;
		Self::check_deposits()?;
		Self::check_purchases()?;
		Self::check_reports()
	}

	fn check_agreements() -> Result<(), TryRuntimeError> {
		let mut versions = 0usize;
		for (id, agreement) in Agreements::<T>::iter() {
			ensure!(id < NextAgreementId::<T>::get(), "1: number");
			ensure!(agreement.conditions.are_in_range(), "1: conditions");
			let proposed = agreement.state == AgreementState::Proposed;
			let pending = agreement.amendment.is_some() || agreement.ends_at.is_some();
			ensure!(!(proposed && pending), "2: state, amendment and end");
			ensure!(
				agreement.ends_at.is_some()
					|| matches!(agreement.state, AgreementState::Proposed | AgreementState::Active),
				"2: state and end"
			);
			for version in agreement.oldest..=agreement.version {
				versions = versions.saturating_add(1);
				let terms = Self::check_terms(id, version)?;
				let Conditions { arbiter, .. } = &agreement.conditions;
				let neutral = Self::ensure_neutral(arbiter, &agreement.operator, &terms.split);
				ensure!(neutral.is_ok(), "1: arbiter");
				ensure!(proposed || terms.is_agreed(), "2: acceptance");
			}
			if let Some(amendment) = agreement.amendment {
				versions = versions.saturating_add(1);
				let terms = Self::check_terms(id, agreement.version.saturating_add(1))?;
				ensure!(amendment.agreed == terms.is_agreed(), "2: amendment and acceptance");
				ensure!(amendment.in_force_from == terms.in_force_from, "2: amendment and date");
			}
		}
		ensure!(Terms::<T>::iter_keys().count() == versions, "1: terms of no version");
		ensure!(Ledgers::<T>::iter_keys().count() == versions, "1: ledgers of no version");
		Ok(())
	}

	fn check_terms(
		id: AgreementId,
		version: AgreementVersion,
	) -> Result<TermsOf<T>, TryRuntimeError> {
		let terms = Terms::<T>::get(id, version).ok_or("1: terms of each version")?;
		ensure!(Ledgers::<T>::contains_key(id, version), "1: a ledger of each version");
		ensure!(Self::ensure_whole(&terms.split).is_ok(), "1: parties and deductions");
		Ok(terms)
	}

	fn check_active_agreements() -> Result<(), TryRuntimeError> {
		for (id, agreement) in Agreements::<T>::iter() {
			ensure!(
				(ActiveAgreement::<T>::get(agreement.device) == Some(id))
					== (agreement.state == AgreementState::Active),
				"3: state and active agreement"
			);
		}
		ensure!(
			ActiveAgreement::<T>::iter().all(|(device, id)| {
				Agreements::<T>::get(id).is_some_and(|agreement| agreement.device == device)
			}),
			"3: active agreements and their devices"
		);
		Ok(())
	}

	fn check_ledgers() -> Result<(), TryRuntimeError> {
		for (id, version, ledger) in Ledgers::<T>::iter() {
			let terms = Terms::<T>::get(id, version).ok_or("1: terms of each ledger")?;
			for book in [&ledger.sales, &ledger.reversals] {
				Self::check_book(&terms.split, book)?;
			}
			let reversed = (ledger.reversals.quantity, ledger.reversals.gross);
			let sold = (ledger.sales.quantity, ledger.sales.gross);
			ensure!(reversed.0 <= sold.0 && reversed.1 <= sold.1, "4: reversals and sales");
			ensure!(ledger.returned.len() == terms.split.payees().count(), "4: a sum for each");
		}
		Ok(())
	}

	fn check_book(split: &SplitOf<T>, book: &Book) -> Result<(), TryRuntimeError> {
		ensure!(
			(book.deductions.len(), book.parties.len())
				== (split.deductions.len(), split.parties.len()),
			"4: a sum for each"
		);
		ensure!(sum(book.payees()) == Some(book.gross), "4: parts and sales");
		for (deduction, taken) in split.deductions.iter().zip(&book.deductions) {
			let due = deduction.due(taken.base).ok_or("4: deductions and bases")?;
			ensure!(taken.total <= due, "4: deductions and bases");
		}
		let rest = sum(book.parties.iter().copied()).ok_or("4: parts and sales")?;
		for (party, total) in split.parties.iter().zip(&book.parties) {
			let (units, fraction) =
				split::owed(party.share_ppm, rest).ok_or("4: parts and shares")?;
			let above = (*total).checked_sub(units).ok_or("4: parts and shares")?;
			ensure!(above <= fraction.min(1), "4: parts and shares");
		}
		Ok(())
	}

	fn check_positions() -> Result<(), TryRuntimeError> {
		let mut kept = BTreeMap::<Vec<u8>, (T::AssetKind, Amount)>::new();
		for (id, _, position) in Positions::<T>::iter() {
			ensure!(position != Position::default(), "5: even positions");
			let owed = position.owed > 0 || position.owed_outside > 0;
			ensure!(!owed || position.owing == 0, "5: both sides owe");
			let agreement = Agreements::<T>::get(id).ok_or("5: positions of no agreement")?;
			let asset = agreement.conditions.asset;
			let (_, sum) = kept.entry(asset.encode()).or_insert((asset, 0));
			*sum = sum.saturating_add(position.kept);
		}
		for (asset, sum) in kept.into_values().filter(|(asset, _)| !Self::is_gone(asset)) {
			// Not what can be spent now: an asset that is frozen is still there.
			let least = T::Fungibles::minimum_balance(asset.clone()).saturating_add(sum);
			let has_all = T::Fungibles::balance(asset, &Self::account()) >= least;
			ensure!(sum == 0 || has_all, "5: kept parts and the account");
		}
		Ok(())
	}

	fn check_deposits() -> Result<(), TryRuntimeError> {
		let deposits = Agreements::<T>::iter().map(|(id, agreement)| {
			let terms = Terms::<T>::iter_prefix_values(id).map(|terms| terms.deposit);
			(agreement.operator, terms.fold(agreement.deposit, Amount::saturating_add))
		});
		Self::check_held(HoldReason::Agreement, deposits, "6: deposits and holds")
	}

	/// Checks that of each account as much is held as its deposits.
	fn check_held(
		reason: HoldReason,
		deposits: impl Iterator<Item = (T::AccountId, Amount)>,
		wrong: &'static str,
	) -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<T::AccountId, Amount>::new();
		for (who, deposit) in deposits {
			let sum = sums.entry(who).or_default();
			*sum = sum.saturating_add(deposit);
		}
		let reason = reason.into();
		for (who, sum) in sums {
			ensure!(T::Currency::balance_on_hold(&reason, &who) == sum, wrong);
		}
		Ok(())
	}
}

fn sum(mut parts: impl Iterator<Item = Amount>) -> Option<Amount> {
	parts.try_fold(0u128, |sum, part| sum.checked_add(part))
}
