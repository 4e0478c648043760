//! Keys of a device: delegated, agreed on, revoked, rotated; and its firmware, which its root key
//! signs too.

use super::*;
use bot_primitives::{
	key_chain::SignedRotation,
	payload::{Delegation, FirmwareUpdate, KeyAgreement},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_delegate(
		payer: T::AccountId,
		device: DeviceIndex,
		delegation: Delegation,
		signature: Signature,
	) -> DispatchResult {
		let Managed { mut hot, mut details, .. } = Self::managed_by(&payer, device)?;
		let Delegation { number, key, expires_at } = delegation;
		ensure!(number > details.last_statement, Error::<T>::StatementNumberUsed);
		ensure!(expires_at > T::Time::now(), Error::<T>::Expired);
		Self::ensure_usable(&key)?;
		Self::ensure_signed_by_root(device, &hot, &delegation, &signature)?;

		let deposit = Self::hold(&payer, deposits::delegation::<T>())?;
		let since = Self::touch(&mut details);
		Self::end_delegation(device, hot.epoch, &mut details);
		details.last_statement = number;
		details.delegation = Some(number);
		hot.signing_key = key;
		hot.key_expires_at = Some(expires_at);
		let epoch = hot.epoch;
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		let entry = DelegationEntry { key, expires_at, signature, since, until: None, deposit };
		Delegations::<T>::insert(device, (epoch, number), entry);
		Self::deposit_event(Event::KeyDelegated { device, epoch, number, key, expires_at });
		Ok(())
	}

	pub(crate) fn do_revoke_signing_key(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let Managed { mut hot, mut details, .. } = Self::managed_by(&who, device)?;
		let number = details.delegation.ok_or(Error::<T>::NothingToRevoke)?;
		let root_key = Self::root_key(device, hot.epoch)?.key;

		Self::touch(&mut details);
		let epoch = hot.epoch;
		Self::end_delegation(device, epoch, &mut details);
		hot.signing_key = root_key;
		hot.key_expires_at = None;
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::SigningKeyRevoked { device, epoch, number });
		Ok(())
	}

	pub(crate) fn do_set_key_agreement(
		payer: T::AccountId,
		device: DeviceIndex,
		statement: KeyAgreement,
		signature: Signature,
	) -> DispatchResult {
		let Managed { hot, mut details, .. } = Self::managed_by(&payer, device)?;
		let KeyAgreement { number, key } = statement;
		ensure!(number > details.last_statement, Error::<T>::StatementNumberUsed);
		ensure!(!key.is_small_order(), Error::<T>::WeakKey);
		Self::ensure_signed_by_root(device, &hot, &statement, &signature)?;

		let deposit = Self::hold(&payer, deposits::key_agreement::<T>())?;
		let since = Self::touch(&mut details);
		let epoch = hot.epoch;
		Self::end_key_agreement(device, epoch, &mut details);
		details.last_statement = number;
		details.key_agreement = Some(number);
		Details::<T>::insert(device, details);
		let entry = KeyAgreementEntry { key, signature, since, until: None, deposit };
		KeyAgreements::<T>::insert(device, (epoch, number), entry);
		Self::deposit_event(Event::KeyAgreementSet { device, epoch, number, key });
		Ok(())
	}

	pub(crate) fn do_revoke_key_agreement(
		who: T::AccountId,
		device: DeviceIndex,
	) -> DispatchResult {
		let Managed { hot, mut details, .. } = Self::managed_by(&who, device)?;
		let number = details.key_agreement.ok_or(Error::<T>::NothingToRevoke)?;

		Self::touch(&mut details);
		let epoch = hot.epoch;
		Self::end_key_agreement(device, epoch, &mut details);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::KeyAgreementRevoked { device, epoch, number });
		Ok(())
	}

	pub(crate) fn do_update_firmware(
		who: T::AccountId,
		device: DeviceIndex,
		update: FirmwareUpdate,
		signature: &Signature,
	) -> DispatchResult {
		let Managed { mut hot, mut details, .. } = Self::managed_by(&who, device)?;
		let FirmwareUpdate { number, firmware } = update;
		ensure!(number > details.last_statement, Error::<T>::StatementNumberUsed);
		Self::ensure_signed_by_root(device, &hot, &update, signature)?;

		Self::touch(&mut details);
		details.last_statement = number;
		hot.firmware = Some(firmware);
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::FirmwareUpdated { device, firmware });
		Ok(())
	}

	pub(crate) fn do_rotate(
		payer: T::AccountId,
		device: DeviceIndex,
		signed: SignedRotation,
	) -> DispatchResult {
		let Managed { hot, details, .. } = Self::managed_by(&payer, device)?;
		let by_old = signed.by_old.ok_or(Error::<T>::BadSignature)?;
		let key = signed.rotation.new_key;
		let old_key = Self::root_key(device, hot.epoch)?.key;
		ensure!(key != old_key, Error::<T>::SameKey);
		Self::ensure_usable(&key)?;
		Self::ensure_signed_by(&old_key, hot.id, hot.epoch, &signed.rotation, &by_old)?;
		Self::ensure_signed_by(&key, hot.id, hot.epoch, &signed.rotation, &signed.by_new)?;
		Self::replace_root_key(&payer, device, hot, details, signed)
	}

	/// Opens a new epoch with the key of `signed`, which was checked.
	pub(super) fn replace_root_key(
		payer: &T::AccountId,
		device: DeviceIndex,
		mut hot: HotDeviceOf<T>,
		mut details: DeviceDetailsOf<T>,
		signed: SignedRotation,
	) -> DispatchResult {
		let SignedRotation { rotation, by_old, by_new } = signed;
		let key = rotation.new_key;
		let epoch = hot.epoch.checked_add(1).ok_or(Error::<T>::EpochsExhausted)?;

		// Whoever was asked for a recovery was asked for one of the epoch that ends.
		Self::end_recovery(device)?;
		let deposit = Self::hold(payer, deposits::root_key::<T>())?;
		let since = Self::touch(&mut details);
		Self::end_delegation(device, hot.epoch, &mut details);
		Self::end_key_agreement(device, hot.epoch, &mut details);
		details.last_statement = 0;
		hot.signing_key = key;
		hot.key_expires_at = None;
		hot.epoch = epoch;
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		let recovered = by_old.is_none();
		let succession = Some(Succession { by_old, by_new, deposit });
		RootKeys::<T>::insert(device, epoch, RootKey { key, since, succession });
		Self::deposit_event(Event::RootKeyRotated { device, epoch, key, recovered });
		Ok(())
	}

	/// Marks the delegation in force, if there is one, as ended in this block.
	fn end_delegation(device: DeviceIndex, epoch: u16, details: &mut DeviceDetailsOf<T>) {
		if let Some(number) = details.delegation.take() {
			Delegations::<T>::mutate(device, (epoch, number), |entry| {
				if let Some(entry) = entry {
					entry.until = Some(details.updated.block);
				}
			});
		}
	}

	/// Marks the key-agreement key in force, if there is one, as ended in this block.
	fn end_key_agreement(device: DeviceIndex, epoch: u16, details: &mut DeviceDetailsOf<T>) {
		if let Some(number) = details.key_agreement.take() {
			KeyAgreements::<T>::mutate(device, (epoch, number), |entry| {
				if let Some(entry) = entry {
					entry.until = Some(details.updated.block);
				}
			});
		}
	}

	pub(super) fn root_key(device: DeviceIndex, epoch: u16) -> Result<RootKeyOf<T>, Error<T>> {
		RootKeys::<T>::get(device, epoch).ok_or(Error::<T>::UnknownDevice)
	}

	fn ensure_signed_by_root(
		device: DeviceIndex,
		hot: &HotDeviceOf<T>,
		payload: &impl Payload,
		signature: &Signature,
	) -> DispatchResult {
		let root_key = Self::root_key(device, hot.epoch)?.key;
		Self::ensure_signed_by(&root_key, hot.id, hot.epoch, payload, signature)
	}
}
