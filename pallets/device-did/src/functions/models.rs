//! Models.

use super::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_model(
		provider: T::AccountId,
		name: ModelName,
		protection: KeyProtection,
		description: ModelDescription,
	) -> DispatchResult {
		ensure!(T::Members::has_role(&provider, Role::Provider), Error::<T>::NotProvider);
		ensure!(is_text(&name), Error::<T>::InvalidName);
		Self::ensure_sound(&description)?;
		let model = NextModelId::<T>::get();
		let next = model.checked_add(1).ok_or(Error::<T>::TooManyModels)?;

		let deposit = Self::hold(&provider, deposits::model::<T>())?;
		NextModelId::<T>::put(next);
		let stored = Model { provider: provider.clone(), name, protection, description, deposit };
		Models::<T>::insert(model, stored);
		Self::deposit_event(Event::ModelRegistered { model, provider });
		Ok(())
	}

	pub(crate) fn do_update_model(
		provider: T::AccountId,
		model: ModelId,
		description: ModelDescription,
	) -> DispatchResult {
		let mut stored = Self::model_of(&provider, model)?;
		Self::ensure_sound(&description)?;
		stored.description = description;
		Models::<T>::insert(model, stored);
		Self::deposit_event(Event::ModelUpdated { model });
		Ok(())
	}

	/// A model of `provider`, who must be in standing.
	pub(super) fn model_of(
		provider: &T::AccountId,
		model: ModelId,
	) -> Result<ModelOf<T>, Error<T>> {
		ensure!(T::Members::has_role(provider, Role::Provider), Error::<T>::NotProvider);
		Models::<T>::get(model)
			.filter(|model| model.provider == *provider)
			.ok_or(Error::<T>::UnknownModel)
	}

	fn ensure_sound(description: &ModelDescription) -> Result<(), Error<T>> {
		let sound = description.thing.as_ref().is_none_or(|thing| is_uri(&thing.uri));
		ensure!(sound, Error::<T>::InvalidUri);
		Ok(())
	}
}
