//! A new root key for a device that lost its own.

use super::*;
use bot_primitives::{key_chain::SignedRotation, payload::Rotation};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recover(
		who: T::AccountId,
		device: DeviceIndex,
		rotation: Rotation,
		by_new: Signature,
	) -> DispatchResult {
		let (hot, details) = Self::known(device)?;
		ensure!(!hot.state.is_final(), Error::<T>::DeviceGone);
		ensure!(Self::may_approve(&who, &hot), Error::<T>::NotAuthorized);
		let new_key = rotation.new_key;
		ensure!(new_key != Self::root_key(device, hot.epoch)?.key, Error::<T>::SameKey);
		let mut recovery = match Recoveries::<T>::get(device) {
			Some(open) => {
				ensure!(open.new_key == new_key, Error::<T>::AnotherRecovery);
				open
			},
			None => {
				let deposit = Self::hold(&who, deposits::recovery::<T>())?;
				Recovery { new_key, approvals: BoundedVec::new(), deposit }
			},
		};
		Self::ensure_usable(&new_key)?;
		Self::ensure_signed_by(&new_key, hot.id, hot.epoch, &rotation, &by_new)?;
		// Approvals of who has no say any more, after a transfer, make room.
		recovery.approvals.retain(|other| Self::may_approve(other, &hot));
		let one_member = hot.provider == hot.operator;
		let spoken = |other: &T::AccountId| {
			*other == who || (one_member && *other != hot.provider && who != hot.provider)
		};
		ensure!(!recovery.approvals.iter().any(spoken), Error::<T>::AlreadyApproved);
		recovery.approvals.try_push(who.clone()).map_err(|_| Error::<T>::AlreadyApproved)?;

		let complete = Self::is_approved(&recovery.approvals, &hot);
		Recoveries::<T>::insert(device, recovery);
		Self::deposit_event(Event::RecoveryApproved { device, new_key, by: who.clone() });
		if complete {
			let signed = SignedRotation { rotation, by_old: None, by_new };
			Self::replace_root_key(&who, device, hot, details, signed)?;
		}
		Ok(())
	}

	pub(crate) fn do_cancel_recovery(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		Self::managed_by(&who, device)?;
		ensure!(Recoveries::<T>::contains_key(device), Error::<T>::NoRecovery);
		Self::end_recovery(device)?;
		Self::deposit_event(Event::RecoveryCancelled { device, by: who });
		Ok(())
	}

	/// Ends an open recovery, if there is one, and gives its deposit back.
	pub(super) fn end_recovery(device: DeviceIndex) -> DispatchResult {
		match Recoveries::<T>::take(device) {
			Some(open) => Self::release(&open.deposit),
			None => Ok(()),
		}
	}

	/// Whether `who` has a say in a recovery: the provider, the operator, and where these are one
	/// member any supervisor beside it.
	fn may_approve(who: &T::AccountId, hot: &HotDeviceOf<T>) -> bool {
		let is = |account: &T::AccountId, role| account == who && T::Members::has_role(who, role);
		is(&hot.provider, Role::Provider)
			|| is(&hot.operator, Role::Operator)
			|| (hot.provider == hot.operator
				&& hot.provider != *who
				&& T::Members::has_role(who, Role::Supervisor))
	}

	/// Whether all whose say it needs have approved, and still have their roles.
	fn is_approved(approvals: &[T::AccountId], hot: &HotDeviceOf<T>) -> bool {
		let has =
			|who: &T::AccountId, role| approvals.contains(who) && T::Members::has_role(who, role);
		has(&hot.provider, Role::Provider)
			&& has(&hot.operator, Role::Operator)
			&& (hot.provider != hot.operator
				|| approvals.iter().any(|who| *who != hot.provider && has(who, Role::Supervisor)))
	}
}
