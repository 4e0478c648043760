//! What the calls do, and what other pallets and the runtime API ask.

use super::*;
use bot_primitives::{
	key::KeyError,
	key_chain::KeyChain,
	payload::{Delegation, Payload, Registration},
	traits::{DeviceState, Devices, HotDevice},
	Role, SigningContext,
};
use frame::traits::Footprint;
use polkadot_sdk::{sp_core, sp_io};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_model(
		provider: T::AccountId,
		name: ModelName,
		protection: KeyProtection,
	) -> DispatchResult {
		ensure!(T::Members::has_role(&provider, Role::Provider), Error::<T>::NotProvider);
		let text = core::str::from_utf8(&name).map_err(|_| Error::<T>::InvalidName)?;
		ensure!(!text.is_empty() && !text.chars().any(char::is_control), Error::<T>::InvalidName);
		let model = NextModelId::<T>::get();
		let next = model.checked_add(1).ok_or(Error::<T>::TooManyModels)?;

		let deposit = Self::hold(&provider, model_footprint::<T>())?;
		NextModelId::<T>::put(next);
		Models::<T>::insert(model, Model { provider: provider.clone(), name, protection, deposit });
		Self::deposit_event(Event::ModelRegistered { model, provider });
		Ok(())
	}

	pub(crate) fn do_register(
		provider: T::AccountId,
		model: ModelId,
		operator: T::AccountId,
		root_key: PublicKey,
		proof: &Signature,
	) -> DispatchResult {
		ensure!(T::Members::has_role(&provider, Role::Provider), Error::<T>::NotProvider);
		let protection = Models::<T>::get(model)
			.filter(|model| model.provider == provider)
			.ok_or(Error::<T>::UnknownModel)?
			.protection;
		ensure!(T::Members::has_role(&operator, Role::Operator), Error::<T>::NotOperator);
		Self::ensure_usable(&root_key)?;

		let account: AccountBytes = provider.clone().into();
		let id = DeviceId::derive(&account, &root_key);
		ensure!(!Indices::<T>::contains_key(id), Error::<T>::AlreadyRegistered);
		let registration = Registration { provider: account, model };
		Self::ensure_signed_by(&root_key, id, 0, &registration, proof)?;
		let device = NextDeviceIndex::<T>::get();
		let next = device.checked_add(1).ok_or(Error::<T>::TooManyDevices)?;

		let deposit = Self::hold(&provider, device_footprint::<T>())?;
		let now = frame_system::Pallet::<T>::block_number();
		NextDeviceIndex::<T>::put(next);
		Indices::<T>::insert(id, device);
		HotDevices::<T>::insert(
			device,
			HotDevice {
				id,
				state: DeviceState::Active,
				signing_key: root_key,
				key_expires_at: None,
				rate: T::DefaultRate::get(),
				epoch: 0,
				provider: provider.clone(),
				operator: operator.clone(),
				model,
				protection,
			},
		);
		Details::<T>::insert(
			device,
			DeviceDetails {
				registered_at: now,
				updated_at: now,
				version: 1,
				last_delegation: 0,
				deposit,
			},
		);
		RootKeys::<T>::insert(device, 0, RootKey { key: root_key, since: now, succession: None });
		Self::deposit_event(Event::DeviceRegistered { device, id, model, provider, operator });
		Ok(())
	}

	pub(crate) fn do_delegate(
		payer: T::AccountId,
		device: DeviceIndex,
		delegation: Delegation,
		signature: Signature,
	) -> DispatchResult {
		let (mut hot, mut details) = Self::managed_by(&payer, device)?;
		let Delegation { number, key, expires_at } = delegation;
		ensure!(number > details.last_delegation, Error::<T>::DelegationNumberUsed);
		ensure!(expires_at > T::Time::now(), Error::<T>::Expired);
		Self::ensure_usable(&key)?;
		let root_key = Self::root_key(device, hot.epoch)?.key;
		Self::ensure_signed_by(&root_key, hot.id, hot.epoch, &delegation, &signature)?;

		let deposit = Self::hold(&payer, delegation_footprint::<T>())?;
		let since = Self::touch(&mut details);
		details.last_delegation = number;
		hot.signing_key = key;
		hot.key_expires_at = Some(expires_at);
		let epoch = hot.epoch;
		HotDevices::<T>::insert(device, hot);
		Details::<T>::insert(device, details);
		Delegations::<T>::insert(
			device,
			(epoch, number),
			DelegationEntry { key, expires_at, signature, since, deposit },
		);
		Self::deposit_event(Event::KeyDelegated { device, epoch, number, key, expires_at });
		Ok(())
	}

	pub(crate) fn do_rotate(
		payer: T::AccountId,
		device: DeviceIndex,
		signed: SignedRotation,
	) -> DispatchResult {
		let (mut hot, mut details) = Self::managed_by(&payer, device)?;
		let SignedRotation { rotation, by_old, by_new } = signed;
		let old_key = Self::root_key(device, hot.epoch)?.key;
		let key = rotation.new_key;
		ensure!(key != old_key, Error::<T>::SameKey);
		let epoch = hot.epoch.checked_add(1).ok_or(Error::<T>::EpochsExhausted)?;
		Self::ensure_usable(&key)?;
		Self::ensure_signed_by(&old_key, hot.id, hot.epoch, &rotation, &by_old)?;
		Self::ensure_signed_by(&key, hot.id, hot.epoch, &rotation, &by_new)?;

		let deposit = Self::hold(&payer, rotation_footprint::<T>())?;
		let since = Self::touch(&mut details);
		details.last_delegation = 0;
		hot.signing_key = key;
		hot.key_expires_at = None;
		hot.epoch = epoch;
		HotDevices::<T>::insert(device, hot);
		Details::<T>::insert(device, details);
		let succession = Some(Succession { by_old, by_new, deposit });
		RootKeys::<T>::insert(device, epoch, RootKey { key, since, succession });
		Self::deposit_event(Event::RootKeyRotated { device, epoch, key });
		Ok(())
	}

	pub(crate) fn do_destroy(by: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let (mut hot, mut details) = Self::managed_by(&by, device)?;
		Self::touch(&mut details);
		hot.state = DeviceState::Destroyed;
		let id = hot.id;
		HotDevices::<T>::insert(device, hot);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::DeviceDestroyed { device, id, by });
		Ok(())
	}

	/// What is known of a device that is not gone and that `who` may manage.
	fn managed_by(
		who: &T::AccountId,
		device: DeviceIndex,
	) -> Result<(HotDeviceOf<T>, DeviceDetailsOf<T>), Error<T>> {
		let hot = HotDevices::<T>::get(device).ok_or(Error::<T>::UnknownDevice)?;
		let details = Details::<T>::get(device).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(hot.state == DeviceState::Active, Error::<T>::DeviceGone);
		// A suspended or removed member manages nothing, whatever it made or runs.
		let may = |account: &T::AccountId, role| account == who && T::Members::has_role(who, role);
		ensure!(
			may(&hot.provider, Role::Provider) || may(&hot.operator, Role::Operator),
			Error::<T>::NotAuthorized
		);
		Ok((hot, details))
	}

	fn root_key(device: DeviceIndex, epoch: u16) -> Result<RootKeyOf<T>, Error<T>> {
		RootKeys::<T>::get(device, epoch).ok_or(Error::<T>::UnknownDevice)
	}

	/// Marks a change, and gives the block of it.
	fn touch(details: &mut DeviceDetailsOf<T>) -> BlockNumberFor<T> {
		let now = frame_system::Pallet::<T>::block_number();
		details.updated_at = now;
		// A counter that stops at four billion changes harms nobody.
		details.version = details.version.saturating_add(1);
		now
	}

	/// Holds the deposit for `footprint` from `payer`.
	pub(crate) fn hold(
		payer: &T::AccountId,
		footprint: Footprint,
	) -> Result<DepositOf<T>, DispatchError> {
		let amount = Self::price(footprint)?;
		T::Currency::hold(&HoldReason::Storage.into(), payer, amount)?;
		Ok(Deposit { payer: payer.clone(), amount })
	}

	/// The deposit for `footprint`.
	pub fn price(footprint: Footprint) -> Result<BalanceOf<T>, DispatchError> {
		let times = |price: BalanceOf<T>, count: u64| {
			let count = BalanceOf::<T>::try_from(count).map_err(|_| ArithmeticError::Overflow)?;
			price.ensure_mul(count)
		};
		Ok(times(T::ItemDeposit::get(), footprint.count)?
			.ensure_add(times(T::ByteDeposit::get(), footprint.size)?)?)
	}

	fn ensure_usable(key: &PublicKey) -> DispatchResult {
		key.check().map_err(|error| match error {
			KeyError::SmallOrder => Error::<T>::WeakKey,
			KeyError::NotOnCurve => Error::<T>::KeyNotOnCurve,
		})?;
		Ok(())
	}

	fn ensure_signed_by(
		key: &PublicKey,
		device_id: DeviceId,
		epoch: u16,
		payload: &impl Payload,
		signature: &Signature,
	) -> DispatchResult {
		let bytes = payload.signing_bytes(&Self::signing_context(device_id, epoch));
		ensure!(
			<Self as Devices<_>>::verify(key, bytes.as_ref(), signature),
			Error::<T>::BadSignature
		);
		Ok(())
	}

	fn signing_context(device_id: DeviceId, epoch: u16) -> SigningContext {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		SigningContext { genesis_hash: genesis.into(), device_id, epoch }
	}

	/// What a key's type adds to the weight of a call that takes a key: an Ed25519 key is measured
	/// with the call, a point of P-256 has to be found on its curve, which costs less than to verify
	/// a signature with it.
	pub(crate) fn weight_of_key(key: &PublicKey) -> Weight {
		match key {
			PublicKey::Ed25519(_) => Weight::zero(),
			PublicKey::EcdsaP256(_) => T::WeightInfo::verify_p256(),
		}
	}

	/// What a signature's type adds to the weight of a call that checks it: an Ed25519 signature is
	/// measured with the call.
	pub(crate) fn weight_of_signature(signature: &Signature) -> Weight {
		match signature {
			Signature::Ed25519(_) => Weight::zero(),
			Signature::EcdsaP256(_) => T::WeightInfo::verify_p256(),
		}
	}

	/// Label of the network in its DIDs.
	pub fn network() -> Option<Network> {
		NetworkLabel::<T>::get()
	}

	/// What there is to know of a device; none where it was never registered.
	pub fn device_info(id: &DeviceId) -> Option<DeviceInfo<T::AccountId>> {
		let index = Indices::<T>::get(id)?;
		let hot = HotDevices::<T>::get(index)?;
		let details = Details::<T>::get(index)?;
		let root_key = RootKeys::<T>::get(index, hot.epoch)?.key;
		Some(DeviceInfo {
			index,
			hot,
			root_key,
			registered_at: details.registered_at.saturated_into(),
			updated_at: details.updated_at.saturated_into(),
			version: details.version,
		})
	}

	/// What leads from a device's id to `key`, which signed in `epoch`. Reads the device's whole
	/// history: for the runtime API, not for calls.
	pub fn key_chain(id: &DeviceId, epoch: u16, key: &PublicKey) -> Option<KeyChain> {
		let device = Indices::<T>::get(id)?;
		let first = RootKeys::<T>::get(device, 0)?;
		let mut root_key = first.key;
		let mut rotations = alloc::vec::Vec::new();
		for epoch in 1..=epoch {
			let next = RootKeys::<T>::get(device, epoch)?;
			root_key = next.key;
			rotations.push(next.rotation()?);
		}
		let delegation = if root_key == *key {
			None
		} else {
			// Of several delegations of one key the last one counts: it is the one in force.
			let last = Delegations::<T>::iter_prefix(device)
				.filter(|((at, _), entry)| *at == epoch && entry.key == *key)
				.max_by_key(|((_, number), _)| *number);
			let ((_, number), entry) = last?;
			Some(entry.signed(number))
		};
		Some(KeyChain { first_root_key: first.key, rotations, delegation })
	}
}

impl<T: Config> Devices<T::AccountId> for Pallet<T> {
	fn index_of(id: &DeviceId) -> Option<DeviceIndex> {
		Indices::<T>::get(id)
	}

	fn hot(index: DeviceIndex) -> Option<HotDeviceOf<T>> {
		HotDevices::<T>::get(index)
	}

	fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
		match (key, signature) {
			(PublicKey::Ed25519(key), Signature::Ed25519(signature)) => {
				sp_io::crypto::ed25519_verify(
					&sp_core::ed25519::Signature::from_raw(*signature),
					message,
					&sp_core::ed25519::Public::from_raw(*key),
				)
			},
			(PublicKey::EcdsaP256(key), Signature::EcdsaP256(signature)) => {
				bot_primitives::key::verify_p256(key, message, signature)
			},
			_ => false,
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(operator: &T::AccountId, key: PublicKey) -> DeviceIndex {
		crate::benchmarking::register_unproved::<T>(operator, key)
	}
}
