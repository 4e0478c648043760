//! Devices that come into use: registered alone, or activated from an enrolment.

use super::*;
use bot_primitives::{
	payload::{Activation, Registration},
	traits::HotDevice,
	DeviceState, StreamHead,
};

/// A device about to come into use.
struct NewDevice<'a, T: Config> {
	root_key: PublicKey,
	provider: T::AccountId,
	operator: T::AccountId,
	model: ModelId,
	protection: KeyProtection,
	firmware: Option<Hash256>,
	place: Option<EnrolmentPlace>,
	payer: &'a T::AccountId,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(
		provider: T::AccountId,
		model: ModelId,
		operator: T::AccountId,
		root_key: PublicKey,
		proof: &Signature,
	) -> DispatchResult {
		let Model { protection, description, .. } = Self::model_of(&provider, model)?;
		let registration = Registration { provider: provider.clone().into(), model };
		let new = NewDevice {
			root_key,
			provider: provider.clone(),
			operator,
			model,
			protection,
			firmware: description.firmware,
			place: None,
			payer: &provider,
		};
		Self::bring_into_use(new, &registration, proof)?;
		Ok(())
	}

	pub(crate) fn do_activate(
		submitter: T::AccountId,
		enrolment: EnrolmentId,
		proof: EnrolmentProof,
		root_key: PublicKey,
		operator: T::AccountId,
		signature: &Signature,
	) -> DispatchResult {
		let mut run = Enrolments::<T>::get(enrolment).ok_or(Error::<T>::UnknownEnrolment)?;
		let model = run.model;
		let Model { provider, protection, description, .. } =
			Models::<T>::get(model).ok_or(Error::<T>::UnknownModel)?;
		ensure!(T::Members::has_role(&provider, Role::Provider), Error::<T>::NotProvider);
		let EnrolmentProof { index, serial, idevid, path } = proof;
		Self::ensure_enrolled(&run, &root_key, index, serial, idevid, &path)?;

		let activation = Activation { enrolment, index, operator: operator.clone().into() };
		let new = NewDevice {
			root_key,
			provider,
			operator,
			model,
			protection,
			firmware: description.firmware,
			place: Some(EnrolmentPlace { enrolment, index, serial, idevid }),
			payer: &submitter,
		};
		let device = Self::bring_into_use(new, &activation, signature)?;
		run.activated = run.activated.saturating_add(1);
		Enrolments::<T>::insert(enrolment, run);
		Self::deposit_event(Event::DeviceActivated { device, enrolment, index });
		Ok(())
	}

	/// Stores a device that is new and has signed `payload`.
	fn bring_into_use(
		new: NewDevice<'_, T>,
		payload: &impl Payload,
		signature: &Signature,
	) -> Result<DeviceIndex, DispatchError> {
		let id = Self::ensure_new(&new.provider, &new.operator, &new.root_key)?;
		Self::ensure_signed_by(&new.root_key, id, 0, payload, signature)?;
		let (model, provider, operator) = (new.model, new.provider.clone(), new.operator.clone());
		let device = Self::insert_device(id, new)?;
		Self::deposit_event(Event::DeviceRegistered { device, id, model, provider, operator });
		Ok(device)
	}

	/// That the key can be a device's key, the device was never there, and its operator is one.
	fn ensure_new(
		provider: &T::AccountId,
		operator: &T::AccountId,
		root_key: &PublicKey,
	) -> Result<DeviceId, DispatchError> {
		ensure!(T::Members::has_role(operator, Role::Operator), Error::<T>::NotOperator);
		Self::ensure_usable(root_key)?;
		let account: AccountBytes = provider.clone().into();
		let id = DeviceId::derive(&account, root_key);
		ensure!(!Indices::<T>::contains_key(id), Error::<T>::AlreadyRegistered);
		Ok(id)
	}

	fn insert_device(id: DeviceId, new: NewDevice<'_, T>) -> Result<DeviceIndex, DispatchError> {
		let NewDevice { root_key, provider, operator, model, protection, firmware, .. } = new;
		let device = NextDeviceIndex::<T>::get();
		let next = device.checked_add(1).ok_or(Error::<T>::TooManyDevices)?;

		let deposit = Self::hold(new.payer, deposits::device::<T>())?;
		let now = Self::now();
		NextDeviceIndex::<T>::put(next);
		Indices::<T>::insert(id, device);
		HotDevices::<T>::insert(
			OrderedIndex::from(device),
			HotDevice {
				id,
				state: DeviceState::Active,
				signing_key: root_key,
				key_expires_at: None,
				rate: T::DefaultRate::get(),
				epoch: 0,
				provider,
				operator,
				model,
				protection,
				firmware,
				stream: StreamHead::new(0),
			},
		);
		Details::<T>::insert(
			device,
			DeviceDetails {
				registered: now,
				updated: now,
				version: 1,
				last_statement: 0,
				delegation: None,
				key_agreement: None,
				services: 0,
				metadata: 0,
				place: new.place,
				deposit,
			},
		);
		let first = RootKey { key: root_key, since: now.block, succession: None };
		RootKeys::<T>::insert(device, 0, first);
		Ok(device)
	}

	/// Registers a device without a proof, for benchmarks of this pallet and of others.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn register_unproved(
		provider: T::AccountId,
		operator: T::AccountId,
		model: ModelId,
		root_key: PublicKey,
	) -> Result<DeviceIndex, DispatchError> {
		let id = Self::ensure_new(&provider, &operator, &root_key)?;
		let new = NewDevice {
			root_key,
			payer: &provider.clone(),
			provider,
			operator,
			model,
			protection: KeyProtection::SecureElement,
			firmware: Some([9; 32]),
			place: None,
		};
		Self::insert_device(id, new)
	}
}
