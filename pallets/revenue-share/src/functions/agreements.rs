//! Agreements, from the proposal until they are forgotten.

use super::*;
use alloc::{collections::BTreeSet, vec};
use bot_primitives::{
	traits::{Devices, HotDevice, MemberRoles, OnTransfer},
	DeviceIndex, Role, Standing,
};
use frame::traits::{
	fungible::MutateHold,
	fungibles::{Inspect, Mutate},
	tokens::{Precision, Preservation},
	AccountTouch,
};
use polkadot_sdk::frame_support::defensive;
use split::MILLION;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(
		operator: T::AccountId,
		device: DeviceIndex,
		conditions: ConditionsOf<T>,
		split: SplitOf<T>,
	) -> DispatchResult {
		Self::ensure_operates(&operator, device)?;
		let asset_exists = T::Fungibles::asset_exists(conditions.asset.clone());
		ensure!(asset_exists, Error::<T>::UnknownAsset);
		ensure!(conditions.are_in_range(), Error::<T>::InvalidConditions);
		Self::ensure_whole(&split)?;
		Self::ensure_neutral(&conditions.arbiter, &operator, &split)?;
		let id = NextAgreementId::<T>::get();
		let next = Self::add(id, 1)?;

		let agreement = AgreementInfo {
			device,
			operator: operator.clone(),
			conditions,
			state: AgreementState::Proposed,
			oldest: 0,
			version: 0,
			amendment: None,
			ends_at: None,
			deposit: Self::price()?,
		};
		Self::hold_deposit(&operator, agreement.deposit)?;
		let missing = split.parties.iter().map(|party| party.account.clone()).collect::<Vec<_>>();
		Self::insert_version(id, 0, &operator, split, missing, 0)?;
		Self::open_keeper(&agreement.conditions.asset, &operator)?;

		NextAgreementId::<T>::put(next);
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::AgreementProposed { agreement: id, device, operator });
		Ok(())
	}

	pub(crate) fn do_accept(
		who: T::AccountId,
		id: AgreementId,
		split: SplitOf<T>,
	) -> DispatchResult {
		let mut agreement = Self::agreement_of(id)?;
		let before = agreement.version_at(Self::now());
		let version = match (agreement.state, agreement.amendment) {
			(AgreementState::Proposed, _) => before,
			(AgreementState::Active, Some(_)) if before == agreement.version => {
				Self::add(before, 1)?
			},
			_ => return Err(Error::<T>::NothingToAccept.into()),
		};
		let late = agreement.amendment.is_some_and(|it| it.in_force_from <= Self::now());
		ensure!(!late, Error::<T>::NothingToAccept);

		let mut terms = Self::terms_of(id, version)?;
		ensure!(terms.split == split, Error::<T>::OtherTerms);
		let Some(place) = terms.missing.iter().position(|missing| *missing == who) else {
			let is_party =
				terms.split.has_party(&who) || Self::terms_of(id, before)?.split.has_party(&who);
			let error = if is_party { Error::AlreadyAccepted } else { Error::<T>::NotParty };
			return Err(error.into());
		};
		terms.missing.remove(place);
		let agreed = terms.is_agreed();
		if let Some(amendment) = agreement.amendment.as_mut().filter(|_| agreed) {
			amendment.agreed = true;
			Agreements::<T>::insert(id, agreement);
		}
		Terms::<T>::insert(id, version, terms);
		Self::deposit_event(Event::AgreementAccepted {
			agreement: id,
			version,
			party: who,
			agreed,
		});
		Ok(())
	}

	pub(crate) fn do_activate(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::operated_by(&who, id)?;
		ensure!(agreement.state == AgreementState::Proposed, Error::<T>::AlreadyActive);
		let device = agreement.device;
		Self::ensure_operates(&who, device)?;
		let mut terms = Self::terms_of(id, 0)?;
		ensure!(terms.is_agreed(), Error::<T>::NotAccepted);
		let now = Self::now();
		// Its reports would be under earlier terms than the device's last one.
		ensure!(Machines::<T>::get(device).terms.0 <= id, Error::<T>::TooLate);
		if let Some(other) = ActiveAgreement::<T>::get(device) {
			Self::end(other, now)?;
		}

		terms.in_force_from = now;
		Terms::<T>::insert(id, 0, terms);
		agreement.state = AgreementState::Active;
		Agreements::<T>::insert(id, agreement);
		ActiveAgreement::<T>::insert(device, id);
		Self::deposit_event(Event::AgreementActivated { agreement: id, device });
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let agreement = Self::operated_by(&who, id)?;
		ensure!(agreement.state == AgreementState::Proposed, Error::<T>::AlreadyActive);
		Self::remove_version(id, 0, &who)?;
		Self::release_deposit(&who, agreement.deposit)?;
		Agreements::<T>::remove(id);
		Self::deposit_event(Event::AgreementWithdrawn { agreement: id });
		Ok(())
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		id: AgreementId,
		split: SplitOf<T>,
		in_force_from: Millis,
	) -> DispatchResult {
		let mut agreement = Self::operated_by(&who, id)?;
		let now = Self::now();
		ensure!(agreement.is_open(now), Error::<T>::NotActive);
		Self::advance(id, &mut agreement, now)?;
		ensure!(agreement.amendment.is_none(), Error::<T>::AmendmentPending);
		let earliest = Self::add(now, T::AmendmentNotice::get())?;
		ensure!(in_force_from >= earliest, Error::<T>::TooSoon);
		Self::ensure_whole(&split)?;
		Self::ensure_neutral(&agreement.conditions.arbiter, &who, &split)?;
		let version = Self::add(agreement.version, 1)?;

		let before = Self::terms_of(id, agreement.version)?.split;
		let parties = before.parties.iter().chain(&split.parties);
		let missing = parties.map(|party| party.account.clone()).collect::<BTreeSet<_>>();
		Self::insert_version(id, version, &who, split, missing, in_force_from)?;
		agreement.amendment = Some(Amendment { in_force_from, agreed: false });
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::AmendmentProposed { agreement: id, version, in_force_from });
		Ok(())
	}

	pub(crate) fn do_withdraw_amendment(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::operated_by(&who, id)?;
		let amendment = agreement.amendment.ok_or(Error::<T>::NoAmendment)?;
		ensure!(!amendment.agreed, Error::<T>::AlreadyAgreed);
		let version = Self::add(agreement.version, 1)?;
		Self::remove_version(id, version, &who)?;
		agreement.amendment = None;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::AmendmentWithdrawn { agreement: id, version });
		Ok(())
	}

	pub(crate) fn do_terminate(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_of(id)?;
		let now = Self::now();
		let version = agreement.version_at(now);
		let is_party = Self::terms_of(id, version)?.split.has_party(&who);
		ensure!(is_party || agreement.operator == who, Error::<T>::NotParty);
		ensure!(agreement.state == AgreementState::Active, Error::<T>::NotActive);
		ensure!(agreement.ends_at.is_none(), Error::<T>::AlreadyTerminated);
		let ends_at = Self::add(now, T::TerminationNotice::get())?;
		agreement.ends_at = Some(ends_at);
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::AgreementTerminated { agreement: id, by: who, ends_at });
		Ok(())
	}

	pub(crate) fn do_renew(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		ensure!(agreement.state == AgreementState::Frozen, Error::<T>::NotFrozen);
		let split = Self::terms_of(id, agreement.version)?.split;
		let renewed = NextAgreementId::<T>::get();
		Self::do_propose(who, agreement.device, agreement.conditions, split)?;
		Self::deposit_event(Event::AgreementRenewed { agreement: id, renewed });
		Ok(())
	}

	pub(crate) fn do_forget(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::operated_by(&who, id)?;
		let now = Self::now();
		Self::advance(id, &mut agreement, now)?;
		let version = agreement.oldest;
		let is_last = version == agreement.version;
		let split = Self::terms_of(id, version)?.split;
		let next = Self::add(version, 1)?;
		let (over_since, staying) = if is_last {
			ensure!(agreement.state != AgreementState::Proposed, Error::<T>::NotActive);
			(agreement.ends_at.ok_or(Error::<T>::TooSoon)?, None)
		} else {
			let terms = Self::terms_of(id, next)?;
			(terms.in_force_from, Some(terms.split))
		};
		ensure!(now >= Self::add(over_since, T::Retention::get())?, Error::<T>::TooSoon);
		ensure!(Self::ledger_of(id, version)?.open == 0, Error::<T>::NotFinished);
		let is_gone = Self::is_gone(&agreement.conditions.asset);
		for (payee, _) in split.payees() {
			if staying.as_ref().is_some_and(|it| it.payees().any(|(other, _)| other == payee)) {
				continue;
			}
			let mut left = Positions::<T>::take(id, payee);
			left.owing = 0;
			if is_gone {
				(left.kept, left.owed) = (0, 0);
			}
			ensure!(left == Position::default(), Error::<T>::NotFinished);
		}

		Self::remove_version(id, version, &who)?;
		if is_last {
			if agreement.amendment.is_some() {
				Self::remove_version(id, next, &who)?;
			}
			Self::remove_agreement(id, &agreement)?;
		} else {
			agreement.oldest = next;
			Agreements::<T>::insert(id, agreement);
		}
		Self::deposit_event(Event::VersionForgotten { agreement: id, version, is_last });
		Ok(())
	}

	fn remove_agreement(id: AgreementId, agreement: &AgreementOf<T>) -> DispatchResult {
		if ActiveAgreement::<T>::get(agreement.device) == Some(id) {
			ActiveAgreement::<T>::remove(agreement.device);
		}
		(0..MAX_REPORTS).for_each(|place| Reports::<T>::remove(id, place));
		Self::release_deposit(&agreement.operator, agreement.deposit)?;
		Agreements::<T>::remove(id);
		Ok(())
	}

	/// Ends an active agreement whose time is over, so that another can be active.
	fn end(id: AgreementId, now: Millis) -> Result<(), Error<T>> {
		let mut agreement = Self::agreement_of(id)?;
		ensure!(!agreement.is_open(now), Error::<T>::AlreadyActive);
		agreement.state = AgreementState::Ended;
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// Brings the agreement's version up to date, and removes the terms of an amendment whose time
	/// went by without agreement.
	fn advance(id: AgreementId, agreement: &mut AgreementOf<T>, now: Millis) -> DispatchResult {
		match agreement.advance(now) {
			Some(lapsed) => Self::remove_version(id, lapsed, &agreement.operator),
			None => Ok(()),
		}
	}

	/// Freezes the agreement that the device sells under.
	fn freeze(device: DeviceIndex) -> DispatchResult {
		let Some(id) = ActiveAgreement::<T>::take(device) else { return Ok(()) };
		let mut agreement = Self::agreement_of(id)?;
		let now = Self::now();
		Self::advance(id, &mut agreement, now)?;
		if agreement.amendment.take().is_some() {
			let next = Self::add(agreement.version, 1)?;
			Self::remove_version(id, next, &agreement.operator)?;
		}
		if agreement.is_open(now) {
			agreement.state = AgreementState::Frozen;
			agreement.ends_at = Some(now);
			Self::deposit_event(Event::AgreementFrozen { agreement: id, device });
		} else {
			agreement.state = AgreementState::Ended;
		}
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// Stores the terms of a version and an empty ledger. The operator pays a deposit for them, for
	/// the position of each payee, and for the latest days.
	fn insert_version(
		id: AgreementId,
		version: AgreementVersion,
		operator: &T::AccountId,
		split: SplitOf<T>,
		missing: impl IntoIterator<Item = T::AccountId>,
		in_force_from: Millis,
	) -> DispatchResult {
		let ledger = Self::empty_ledger(&split);
		let payees = split.payees().count();
		let missing = BoundedVec::truncate_from(missing.into_iter().collect());
		let mut terms = TermsInfo { split, missing, in_force_from, deposit: 0 };
		let position = Position::max_encoded_len().saturating_add(T::AccountId::max_encoded_len());
		let day = DayTotal::empty(payees).encoded_size();
		let bytes = (&terms, &ledger)
			.encoded_size()
			.saturating_add(position.saturating_mul(payees))
			.saturating_add(day.saturating_mul(MAX_DAYS.saturated_into()));
		let items = u32::saturated_from(payees).saturating_add(MAX_DAYS).saturating_add(2);
		terms.deposit = Self::deposit_for(items, bytes)?;
		Self::hold_deposit(operator, terms.deposit)?;
		Terms::<T>::insert(id, version, terms);
		Ledgers::<T>::insert(id, version, ledger);
		Ok(())
	}

	pub(crate) fn empty_ledger(split: &SplitOf<T>) -> Ledger {
		let book = Book {
			deductions: PerDeduction::truncate_from(vec![
				DeductionTotal::default();
				split.deductions.len()
			]),
			parties: PerParty::truncate_from(vec![0; split.parties.len()]),
			..Default::default()
		};
		Ledger {
			sales: book.clone(),
			reversals: book,
			returned: PerPayee::truncate_from(vec![0; split.payees().count()]),
			..Default::default()
		}
	}

	fn remove_version(
		id: AgreementId,
		version: AgreementVersion,
		operator: &T::AccountId,
	) -> DispatchResult {
		let terms = Self::terms_of(id, version)?;
		Terms::<T>::remove(id, version);
		Ledgers::<T>::remove(id, version);
		(0..MAX_DAYS).for_each(|place| Days::<T>::remove((id, version), place));
		Self::release_deposit(operator, terms.deposit)
	}

	/// Lets the pallet's account keep parts of the asset of any size: below the minimum, an account
	/// cannot have any. The first who proposes an agreement in the asset gives it the minimum.
	fn open_keeper(asset: &T::AssetKind, operator: &T::AccountId) -> DispatchResult {
		let keeper = Self::account();
		let minimum = T::Fungibles::minimum_balance(asset.clone());
		if T::Fungibles::balance(asset.clone(), &keeper) >= minimum {
			return Ok(());
		}
		// Anybody can give the account other assets, until it can have no more without a deposit.
		if T::Fungibles::should_touch(asset.clone(), &keeper) {
			T::Fungibles::touch(asset.clone(), &keeper, operator)?;
		}
		T::Fungibles::transfer(asset.clone(), operator, &keeper, minimum, Preservation::Preserve)
			.map(drop)
	}

	/// The deposit for an agreement, with its entry as the active one, what is known of the machine,
	/// and its latest reports.
	fn price() -> Result<Amount, Error<T>> {
		let own = <(AgreementOf<T>, AgreementId, MachineInfo)>::max_encoded_len();
		let report = ReportInfo::max_encoded_len();
		let reports = report.saturating_mul(MAX_REPORTS.saturated_into());
		Self::deposit_for(MAX_REPORTS.saturating_add(3), own.saturating_add(reports))
	}

	fn hold_deposit(who: &T::AccountId, amount: Amount) -> DispatchResult {
		T::Currency::hold(&HoldReason::Agreement.into(), who, amount)
	}

	fn release_deposit(who: &T::AccountId, amount: Amount) -> DispatchResult {
		let reason = HoldReason::Agreement.into();
		T::Currency::release(&reason, who, amount, Precision::Exact).map(drop)
	}

	/// The agreement, if `who` is its operator.
	pub(crate) fn operated_by(
		who: &T::AccountId,
		id: AgreementId,
	) -> Result<AgreementOf<T>, Error<T>> {
		let agreement = Self::agreement_of(id)?;
		ensure!(agreement.operator == *who, Error::<T>::NotProposer);
		Ok(agreement)
	}

	pub(crate) fn ensure_operates(who: &T::AccountId, device: DeviceIndex) -> DispatchResult {
		ensure!(T::Members::has_role(who, Role::Operator), Error::<T>::NotOperator);
		Self::ensure_operated_by(who, device)?;
		Ok(())
	}

	pub(crate) fn ensure_operated_by(
		operator: &T::AccountId,
		device: DeviceIndex,
	) -> Result<HotDevice<T::AccountId>, Error<T>> {
		let device = T::Devices::hot(device).ok_or(Error::<T>::UnknownDevice)?;
		let active = T::Devices::standing_of(&T::Devices::recalls(), &device) == Standing::Active;
		ensure!(active, Error::<T>::DeviceNotActive);
		ensure!(device.operator == *operator, Error::<T>::NotDeviceOperator);
		Ok(device)
	}

	/// Nobody decides in its own cause.
	pub(crate) fn ensure_neutral(
		arbiter: &T::AccountId,
		operator: &T::AccountId,
		split: &SplitOf<T>,
	) -> Result<(), Error<T>> {
		let is_paid = split.payees().any(|(payee, _)| payee == arbiter);
		ensure!(arbiter != operator && !is_paid, Error::<T>::ArbiterNotNeutral);
		Ok(())
	}

	pub(crate) fn ensure_whole(split: &SplitOf<T>) -> Result<(), Error<T>> {
		let parties = &split.parties;
		ensure!(parties.len() >= 2, Error::<T>::TooFewParties);
		ensure!(parties.iter().all(|party| party.share_ppm > 0), Error::<T>::ZeroShare);
		let accounts = parties.iter().map(|party| &party.account).collect::<BTreeSet<_>>();
		ensure!(accounts.len() == parties.len(), Error::<T>::DuplicateParty);
		let sum = parties.iter().map(|party| u64::from(party.share_ppm)).sum::<u64>();
		ensure!(sum == u64::from(MILLION), Error::<T>::SharesNotWhole);
		let takes_a_part = |rule: &Rule| match rule {
			Rule::OfGross(ppm) | Rule::OfRemainder(ppm) => (1..=MILLION).contains(ppm),
			Rule::PerPiece(amount) => *amount > 0,
		};
		let valid = split.deductions.iter().all(|deduction| takes_a_part(&deduction.rule));
		ensure!(valid, Error::<T>::InvalidDeduction);
		Ok(())
	}
}

/// Agreements are their operator's: sales stop until the parties accept the next one.
impl<T: Config> OnTransfer<T::AccountId> for Pallet<T> {
	fn on_transfer(device: DeviceIndex, _: &T::AccountId, _: &T::AccountId) {
		if let Err(error) = Self::freeze(device) {
			defensive!("an active agreement can be frozen", error);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(device: DeviceIndex, from: &T::AccountId) {
		crate::benchmarking::sell_under_an_amended_agreement::<T>(device, from);
	}
}
