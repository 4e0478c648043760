//! What the calls do, and what the view functions and the runtime API tell.

use super::*;
use alloc::{collections::BTreeSet, vec};
use bot_primitives::{
	traits::{Devices, HotDevice, MemberRoles},
	DeviceIndex, Role, Standing,
};
use frame::traits::{
	fungible::{Mutate, MutateHold},
	tokens::{Precision, Preservation},
};
use split::{split, MILLION};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(
		operator: T::AccountId,
		device: DeviceIndex,
		parties: PartiesOf<T>,
	) -> DispatchResult {
		Self::ensure_operates(&operator, device)?;
		Self::ensure_whole(&parties)?;
		let id = NextAgreementId::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;

		let mut agreement = AgreementInfo {
			device,
			operator: operator.clone(),
			parties: PerParty::truncate_from(
				parties
					.iter()
					.cloned()
					.map(|Party { account, share_ppm }| PartyInfo {
						account,
						share_ppm,
						accepted: false,
					})
					.collect(),
			),
			state: AgreementState::Proposed,
			deposit: 0,
		};
		let sales = SalesTotal {
			parties: PerParty::truncate_from(vec![PartyTotal::default(); parties.len()]),
			..Default::default()
		};
		agreement.deposit = Self::price(&agreement, &sales)?;
		T::Currency::hold(&HoldReason::Agreement.into(), &operator, agreement.deposit)?;

		NextAgreementId::<T>::put(next);
		Agreements::<T>::insert(id, agreement);
		SalesTotals::<T>::insert(id, sales);
		Self::deposit_event(Event::AgreementProposed { agreement: id, device, operator, parties });
		Ok(())
	}

	pub(crate) fn do_accept(who: T::AccountId, id: AgreementId) -> DispatchResult {
		Agreements::<T>::try_mutate(id, |agreement| {
			let agreement = agreement.as_mut().ok_or(Error::<T>::UnknownAgreement)?;
			let party = agreement
				.parties
				.iter_mut()
				.find(|party| party.account == who)
				.ok_or(Error::<T>::NotParty)?;
			ensure!(!party.accepted, Error::<T>::AlreadyAccepted);
			party.accepted = true;
			if agreement.parties.iter().all(|party| party.accepted) {
				agreement.state = AgreementState::Accepted;
			}
			Self::deposit_event(Event::AgreementAccepted { agreement: id, party: who });
			Ok(())
		})
	}

	pub(crate) fn do_activate(who: T::AccountId, id: AgreementId) -> DispatchResult {
		Agreements::<T>::try_mutate(id, |agreement| {
			let agreement = agreement.as_mut().ok_or(Error::<T>::UnknownAgreement)?;
			let device = agreement.device;
			ensure!(agreement.operator == who, Error::<T>::NotProposer);
			Self::ensure_operates(&who, device)?;
			ensure!(agreement.state != AgreementState::Proposed, Error::<T>::NotAccepted);
			ensure!(!ActiveAgreement::<T>::contains_key(device), Error::<T>::AlreadyActive);

			agreement.state = AgreementState::Active;
			ActiveAgreement::<T>::insert(device, id);
			Self::deposit_event(Event::AgreementActivated { agreement: id, device });
			Ok(())
		})
	}

	pub(crate) fn do_withdraw(who: T::AccountId, id: AgreementId) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		ensure!(agreement.operator == who, Error::<T>::NotProposer);
		ensure!(agreement.state != AgreementState::Active, Error::<T>::AlreadyActive);

		T::Currency::release(
			&HoldReason::Agreement.into(),
			&who,
			agreement.deposit,
			Precision::Exact,
		)?;
		Agreements::<T>::remove(id);
		SalesTotals::<T>::remove(id);
		Self::deposit_event(Event::AgreementWithdrawn { agreement: id });
		Ok(())
	}

	pub(crate) fn do_purchase(
		buyer: T::AccountId,
		id: AgreementId,
		price: Balance,
	) -> DispatchResult {
		ensure!(price > 0, Error::<T>::ZeroPrice);
		let agreement = Self::agreement_of(id)?;
		ensure!(agreement.state == AgreementState::Active, Error::<T>::NotActive);
		let device = Self::ensure_operated_by(&agreement.operator, agreement.device)?;
		ensure!(
			T::Members::are_in_standing(
				&T::Members::not_in_standing(),
				&device.provider,
				&device.operator
			),
			Error::<T>::NotInStanding
		);

		let mut total = SalesTotals::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		let parts = Self::parts(&agreement, &total, price).ok_or(Error::<T>::Overflow)?;
		total.sales = Self::add(total.sales, 1)?;
		total.gross = Self::add(total.gross, price)?;
		let mut kept = 0;
		for ((party, due), part) in agreement.parties.iter().zip(&mut total.parties).zip(&parts) {
			due.total = Self::add(due.total, *part)?;
			if !Self::pay(&buyer, &party.account, *part) {
				due.unclaimed = Self::add(due.unclaimed, *part)?;
				kept = Self::add(kept, *part)?;
				Self::deposit_event(Event::PartKept {
					agreement: id,
					sale: total.sales,
					party: party.account.clone(),
					amount: *part,
				});
			}
		}
		// A buyer who cannot pay fails here too: what was not paid to a party is asked for again.
		if kept > 0 {
			T::Currency::transfer(&buyer, &Self::account(), kept, Preservation::Preserve)?;
		}

		Self::deposit_event(Event::SaleSplit {
			agreement: id,
			sale: total.sales,
			price,
			parts: PerParty::truncate_from(parts),
		});
		SalesTotals::<T>::insert(id, total);
		Ok(())
	}

	pub(crate) fn do_claim(id: AgreementId, party: T::AccountId) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		SalesTotals::<T>::try_mutate(id, |total| {
			let due = total
				.iter_mut()
				.flat_map(|total| total.parties.iter_mut())
				.zip(&agreement.parties)
				.find_map(|(due, entry)| (entry.account == party).then_some(due))
				.ok_or(Error::<T>::NotParty)?;
			let amount = core::mem::take(&mut due.unclaimed);
			ensure!(amount > 0, Error::<T>::NothingToClaim);
			T::Currency::transfer(&Self::account(), &party, amount, Preservation::Preserve)?;
			Self::deposit_event(Event::PartClaimed { agreement: id, party, amount });
			Ok(())
		})
	}

	/// The account that keeps what parties could not receive.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	pub(crate) fn statement_of(id: AgreementId) -> Option<Statement<T::AccountId, Balance>> {
		let agreement = Agreements::<T>::get(id)?;
		let SalesTotal { sales, gross, parties } = SalesTotals::<T>::get(id)?;
		let parties = agreement
			.parties
			.into_iter()
			.zip(parties)
			.map(|(party, due)| PartyStatement {
				account: party.account,
				share_ppm: party.share_ppm,
				total: due.total,
				unclaimed: due.unclaimed,
			})
			.collect();
		Some(Statement { agreement: id, sales, gross, parties })
	}

	pub(crate) fn quote_of(
		id: AgreementId,
		amount: Balance,
	) -> Option<Vec<(T::AccountId, Balance)>> {
		let agreement = Agreements::<T>::get(id)?;
		if agreement.state != AgreementState::Active {
			return None;
		}
		let parts = Self::parts(&agreement, &SalesTotals::<T>::get(id)?, amount)?;
		Some(agreement.parties.into_iter().map(|party| party.account).zip(parts).collect())
	}

	fn parts(
		agreement: &AgreementOf<T>,
		total: &SalesTotal,
		amount: Balance,
	) -> Option<Vec<Balance>> {
		let parties = agreement
			.parties
			.iter()
			.zip(&total.parties)
			.map(|(party, due)| (party.share_ppm, due.total))
			.collect::<Vec<_>>();
		split(amount, &parties)
	}

	/// Pays `part` to `party`, and says whether it could be received.
	fn pay(buyer: &T::AccountId, party: &T::AccountId, part: Balance) -> bool {
		part == 0 || T::Currency::transfer(buyer, party, part, Preservation::Preserve).is_ok()
	}

	/// The deposit for an agreement: three items, for its entry as the active one too.
	fn price(agreement: &AgreementOf<T>, sales: &SalesTotal) -> Result<Balance, Error<T>> {
		let bytes = (agreement, sales, AgreementId::MAX).encoded_size().saturated_into::<Balance>();
		let items = T::ItemDeposit::get().checked_mul(3).ok_or(Error::<T>::Overflow)?;
		let bytes = T::ByteDeposit::get().checked_mul(bytes).ok_or(Error::<T>::Overflow)?;
		Self::add(items, bytes)
	}

	fn agreement_of(id: AgreementId) -> Result<AgreementOf<T>, Error<T>> {
		Agreements::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)
	}

	fn ensure_operates(who: &T::AccountId, device: DeviceIndex) -> DispatchResult {
		ensure!(T::Members::has_role(who, Role::Operator), Error::<T>::NotOperator);
		Self::ensure_operated_by(who, device)?;
		Ok(())
	}

	fn ensure_operated_by(
		operator: &T::AccountId,
		device: DeviceIndex,
	) -> Result<HotDevice<T::AccountId>, Error<T>> {
		let device = T::Devices::hot(device).ok_or(Error::<T>::UnknownDevice)?;
		let active = T::Devices::standing_of(&T::Devices::recalls(), &device) == Standing::Active;
		ensure!(active, Error::<T>::DeviceNotActive);
		ensure!(device.operator == *operator, Error::<T>::NotDeviceOperator);
		Ok(device)
	}

	pub(crate) fn ensure_whole(parties: &[Party<T::AccountId>]) -> Result<(), Error<T>> {
		ensure!(parties.len() >= 2, Error::<T>::TooFewParties);
		ensure!(parties.iter().all(|party| party.share_ppm > 0), Error::<T>::ZeroShare);
		let accounts = parties.iter().map(|party| &party.account).collect::<BTreeSet<_>>();
		ensure!(accounts.len() == parties.len(), Error::<T>::DuplicateParty);
		let sum = parties.iter().map(|party| u64::from(party.share_ppm)).sum::<u64>();
		ensure!(sum == u64::from(MILLION), Error::<T>::SharesNotWhole);
		Ok(())
	}

	fn add<Number: CheckedAdd>(a: Number, b: Number) -> Result<Number, Error<T>> {
		a.checked_add(&b).ok_or(Error::<T>::Overflow)
	}
}
