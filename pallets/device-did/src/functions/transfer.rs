//! Another operator for a device.

use super::*;
use bot_primitives::{traits::OnTransfer, DeviceState};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_transfer(
		who: T::AccountId,
		device: DeviceIndex,
		to: T::AccountId,
	) -> DispatchResult {
		let Managed { hot, as_operator, .. } = Self::managed_by(&who, device)?;
		// A provider passes on what came back to it.
		ensure!(as_operator || hot.state == DeviceState::Retired, Error::<T>::NotAuthorized);
		ensure!(to != hot.operator, Error::<T>::SameOperator);
		ensure!(T::Members::has_role(&to, Role::Operator), Error::<T>::NotOperator);
		ensure!(!Transfers::<T>::contains_key(device), Error::<T>::TransferOffered);

		let deposit = Self::hold(&who, deposits::transfer::<T>())?;
		Transfers::<T>::insert(device, Transfer { to: to.clone(), deposit });
		Self::deposit_event(Event::TransferOffered { device, from: hot.operator, to });
		Ok(())
	}

	pub(crate) fn do_accept_transfer(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let (mut hot, mut details) = Self::known(device)?;
		let Transfer { to, deposit } = Transfers::<T>::get(device).ok_or(Error::<T>::NoTransfer)?;
		ensure!(to == who, Error::<T>::NotAuthorized);
		ensure!(T::Members::has_role(&who, Role::Operator), Error::<T>::NotOperator);

		Transfers::<T>::remove(device);
		Self::release(&deposit)?;
		Self::touch(&mut details);
		let from = core::mem::replace(&mut hot.operator, to.clone());
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		T::OnTransfer::on_transfer(device, &from, &to);
		Self::deposit_event(Event::Transferred { device, from, to });
		Ok(())
	}

	pub(crate) fn do_cancel_transfer(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let (hot, _) = Self::known(device)?;
		let offer = Transfers::<T>::get(device).ok_or(Error::<T>::NoTransfer)?;
		let party = [&hot.operator, &offer.to, &offer.deposit.payer].contains(&&who);
		ensure!(party, Error::<T>::NotAuthorized);
		Self::end_transfer(device)?;
		Self::deposit_event(Event::TransferCancelled { device, by: who });
		Ok(())
	}

	/// Ends an open offer, if there is one, and gives its deposit back.
	pub(super) fn end_transfer(device: DeviceIndex) -> DispatchResult {
		match Transfers::<T>::take(device) {
			Some(offer) => Self::release(&offer.deposit),
			None => Ok(()),
		}
	}
}
