//! What each payee is due, and how it gets it.

use super::*;
use crate::deductions::clear;
use frame::traits::{
	fungibles::{Inspect, Mutate, MutateHold},
	tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction},
};
use polkadot_sdk::frame_support::storage::with_storage_layer;

/// Sales by the split of a version.
pub(crate) struct Cleared<T: Config> {
	/// The ledger with the sales in it.
	pub(crate) ledger: Ledger,
	/// The split.
	pub(crate) split: SplitOf<T>,
	/// What each payee is due of the sales.
	pub(crate) parts: PerPayee<Amount>,
}

impl<T: Config> Pallet<T> {
	/// The agreement, if sales may be made under it now, and its version in force.
	pub(crate) fn selling(id: AgreementId) -> Result<(AgreementOf<T>, AgreementVersion), Error<T>> {
		let agreement = Self::agreement_of(id)?;
		let now = Self::now();
		ensure!(agreement.is_open(now), Error::<T>::NotActive);
		let hot = Self::ensure_operated_by(&agreement.operator, agreement.device)?;
		ensure!(
			T::Members::are_in_standing(
				&T::Members::not_in_standing(),
				&hot.provider,
				&hot.operator
			),
			Error::<T>::NotInStanding
		);
		let version = agreement.version_at(now);
		Ok((agreement, version))
	}

	/// Paid sales in the ledger of a version, which is not stored yet, and what each payee is due of
	/// them.
	pub(crate) fn cleared(
		id: AgreementId,
		version: AgreementVersion,
		totals: &[SalesTotal],
	) -> Result<Cleared<T>, Error<T>> {
		let split = Self::terms_of(id, version)?.split;
		let mut ledger = Self::ledger_of(id, version)?;
		let parts = clear(&mut ledger.sales, &split, totals).ok_or(Error::<T>::Overflow)?;
		ensure!(ledger.sales.gross <= MAX_GROSS, Error::<T>::Overflow);
		Ok(Cleared { ledger, split, parts: PerPayee::truncate_from(parts) })
	}

	/// Changes the ledger of a version.
	pub(crate) fn change_ledger(
		id: AgreementId,
		version: AgreementVersion,
		change: impl FnOnce(&mut Ledger) -> Option<()>,
	) -> Result<(), Error<T>> {
		let mut ledger = Self::ledger_of(id, version)?;
		change(&mut ledger).ok_or(Error::<T>::Overflow)?;
		Ledgers::<T>::insert(id, version, ledger);
		Ok(())
	}

	/// Pays `parts` out of what is held of `payer` for `reason`. A part that its payee cannot receive
	/// is kept for it. Fails only where the sum is not held, or the asset cannot be moved at all.
	pub(crate) fn pay_from_hold(
		id: AgreementId,
		asset: T::AssetKind,
		reason: HoldReason,
		payer: &T::AccountId,
		parts: impl IntoIterator<Item = (T::AccountId, Amount)>,
	) -> DispatchResult {
		let reason = reason.into();
		let mut kept = 0;
		for (payee, part) in parts {
			if part == 0 || Self::transfer_held(&asset, &reason, payer, &payee, part).is_ok() {
				continue;
			}
			kept = Self::add(kept, part)?;
			Self::keep(id, payee, part)?;
		}
		if kept > 0 {
			Self::transfer_held(&asset, &reason, payer, &Self::account(), kept)?;
		}
		Ok(())
	}

	/// All of it, or nothing changes.
	pub(crate) fn transfer_held(
		asset: &T::AssetKind,
		reason: &T::RuntimeHoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		with_storage_layer(|| {
			T::Holds::transfer_on_hold(
				asset.clone(),
				reason,
				from,
				to,
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Force,
			)
			.map(drop)
		})
	}

	/// Notes that the pallet's account keeps a part for its payee.
	pub(crate) fn keep(id: AgreementId, payee: T::AccountId, amount: Amount) -> DispatchResult {
		Self::change_position(id, &payee, |position| {
			position.kept = position.kept.checked_add(amount)?;
			Some(())
		})?;
		Self::deposit_event(Event::PartKept { agreement: id, payee, amount });
		Ok(())
	}

	pub(crate) fn do_claim(id: AgreementId, payee: T::AccountId) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		let amount = Positions::<T>::get(id, &payee).kept;
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		let asset = agreement.conditions.asset;
		T::Fungibles::transfer(asset, &Self::account(), &payee, amount, Preservation::Preserve)?;
		Self::change_position(id, &payee, |position| {
			position.kept = 0;
			Some(())
		})?;
		Self::deposit_event(Event::PartClaimed { agreement: id, payee, amount });
		Ok(())
	}

	/// Whether nothing of the asset can ever be moved again: who issues one can destroy it.
	pub(crate) fn is_gone(asset: &T::AssetKind) -> bool {
		let (keeper, amount) = (Self::account(), T::Fungibles::minimum_balance(asset.clone()));
		let deposit = T::Fungibles::can_deposit(asset.clone(), &keeper, amount, Provenance::Extant);
		deposit == DepositConsequence::UnknownAsset
	}

	/// Changes how a payee and the operator stand. An even position is not stored.
	pub(crate) fn change_position(
		id: AgreementId,
		payee: &T::AccountId,
		change: impl FnOnce(&mut Position) -> Option<()>,
	) -> Result<(), Error<T>> {
		let mut position = Positions::<T>::get(id, payee);
		change(&mut position).ok_or(Error::<T>::Overflow)?;
		if position == Position::default() {
			Positions::<T>::remove(id, payee);
		} else {
			Positions::<T>::insert(id, payee, position);
		}
		Ok(())
	}

	pub(crate) fn agreement_of(id: AgreementId) -> Result<AgreementOf<T>, Error<T>> {
		Agreements::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)
	}

	pub(crate) fn terms_of(
		id: AgreementId,
		version: AgreementVersion,
	) -> Result<TermsOf<T>, Error<T>> {
		Terms::<T>::get(id, version).ok_or(Error::<T>::UnknownVersion)
	}

	pub(crate) fn ledger_of(
		id: AgreementId,
		version: AgreementVersion,
	) -> Result<Ledger, Error<T>> {
		Ledgers::<T>::get(id, version).ok_or(Error::<T>::UnknownVersion)
	}
}
