//! Services and metadata of a device.

use super::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_service(
		payer: T::AccountId,
		device: DeviceIndex,
		id: ServiceId,
		service: Service,
	) -> DispatchResult {
		let Managed { mut details, .. } = Self::managed_by(&payer, device)?;
		let in_fragment =
			|byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
		ensure!(
			!id.is_empty() && id.iter().all(in_fragment) && is_text(&service.kind),
			Error::<T>::InvalidName
		);
		ensure!(is_uri(&service.endpoint), Error::<T>::InvalidUri);
		match Services::<T>::get(device, &id) {
			Some(old) => Self::release(&old.deposit)?,
			None => {
				ensure!(details.services < MAX_SERVICES, Error::<T>::TooManyServices);
				details.services = details.services.saturating_add(1);
			},
		}

		let deposit = Self::hold(&payer, deposits::named::<T>(&id, &service))?;
		Self::touch(&mut details);
		Details::<T>::insert(device, details);
		Services::<T>::insert(device, &id, Deposited { value: service, deposit });
		Self::deposit_event(Event::ServiceSet { device, id });
		Ok(())
	}

	pub(crate) fn do_remove_service(
		who: T::AccountId,
		device: DeviceIndex,
		id: ServiceId,
	) -> DispatchResult {
		let mut details = Self::ensure_may_remove(&who, device)?;
		let old = Services::<T>::take(device, &id).ok_or(Error::<T>::UnknownService)?;
		Self::release(&old.deposit)?;
		Self::touch(&mut details);
		details.services = details.services.saturating_sub(1);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::ServiceRemoved { device, id });
		Ok(())
	}

	pub(crate) fn do_set_metadata(
		payer: T::AccountId,
		device: DeviceIndex,
		key: MetadataKey,
		value: MetadataValue,
	) -> DispatchResult {
		let Managed { mut details, .. } = Self::managed_by(&payer, device)?;
		ensure!(is_text(&key), Error::<T>::InvalidName);
		match Metadata::<T>::get(device, &key) {
			Some(old) => Self::release(&old.deposit)?,
			None => {
				ensure!(details.metadata < MAX_METADATA, Error::<T>::TooMuchMetadata);
				details.metadata = details.metadata.saturating_add(1);
			},
		}

		let deposit = Self::hold(&payer, deposits::named::<T>(&key, &value))?;
		Self::touch(&mut details);
		Details::<T>::insert(device, details);
		Metadata::<T>::insert(device, &key, Deposited { value, deposit });
		Self::deposit_event(Event::MetadataSet { device, key });
		Ok(())
	}

	pub(crate) fn do_remove_metadata(
		who: T::AccountId,
		device: DeviceIndex,
		key: MetadataKey,
	) -> DispatchResult {
		let mut details = Self::ensure_may_remove(&who, device)?;
		let old = Metadata::<T>::take(device, &key).ok_or(Error::<T>::UnknownMetadata)?;
		Self::release(&old.deposit)?;
		Self::touch(&mut details);
		details.metadata = details.metadata.saturating_sub(1);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::MetadataRemoved { device, key });
		Ok(())
	}

	/// That `who` made or runs the device, which may be gone: deposits come back then too, and also
	/// to who is no member any more.
	fn ensure_may_remove(
		who: &T::AccountId,
		device: DeviceIndex,
	) -> Result<DeviceDetailsOf<T>, Error<T>> {
		let (hot, details) = Self::known(device)?;
		ensure!([&hot.provider, &hot.operator].contains(&who), Error::<T>::NotAuthorized);
		Ok(details)
	}
}
