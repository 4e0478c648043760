//! What always holds of the registry.

use super::*;
use alloc::collections::BTreeMap;
use bot_primitives::traits::HotDevice;
use frame::{deps::sp_runtime::TryRuntimeError, traits::fungible::InspectHold};

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 1. models have the numbers below the next one, and all of them;
	/// 2. devices have the numbers below the next one, and all of them; id and number lead to each
	///    other, and every value of a device is there;
	/// 3. the id of a device is that of its provider and first root key;
	/// 4. a device has a root key for each epoch up to its own, and none beyond;
	/// 5. a device signs with the root key of its epoch, or with the key of the last delegation;
	/// 6. of every account as much is held as the deposits that it paid.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		let mut count = |deposit: DepositOf<T>| {
			let sum = held.entry(deposit.payer).or_default();
			*sum = sum.saturating_add(deposit.amount);
		};

		ensure!(
			Models::<T>::iter().count() == size(NextModelId::<T>::get())
				&& Models::<T>::iter_keys().all(|model| model < NextModelId::<T>::get()),
			"1: models and their numbers"
		);
		Models::<T>::iter_values().for_each(|model| count(model.deposit));

		let next = NextDeviceIndex::<T>::get();
		ensure!(
			[
				Indices::<T>::iter().count(),
				HotDevices::<T>::iter().count(),
				Details::<T>::iter().count(),
			] == [size(next); 3],
			"2: devices and their numbers"
		);
		for (id, device) in Indices::<T>::iter() {
			ensure!(device < next, "2: devices and their numbers");
			let (Some(hot), Some(details)) =
				(HotDevices::<T>::get(device), Details::<T>::get(device))
			else {
				return Err("2: devices and their values".into());
			};
			ensure!(hot.id == id, "2: id and number");
			Self::check_keys(device, &hot, &details)?;
			count(details.deposit);
		}
		RootKeys::<T>::iter_values()
			.filter_map(|key| key.succession)
			.for_each(|succession| count(succession.deposit));
		Delegations::<T>::iter_values().for_each(|entry| count(entry.deposit));

		for (payer, sum) in held {
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Storage.into(), &payer) == sum,
				"6: deposits and holds"
			);
		}
		Ok(())
	}

	fn check_keys(
		device: DeviceIndex,
		hot: &HotDevice<T::AccountId>,
		details: &DeviceDetailsOf<T>,
	) -> Result<(), TryRuntimeError> {
		let first = RootKeys::<T>::get(device, 0).ok_or("4: root keys and epochs")?;
		let provider: AccountBytes = hot.provider.clone().into();
		ensure!(
			DeviceId::derive(&provider, &first.key) == hot.id,
			"3: id, provider and first root key"
		);
		let epochs = RootKeys::<T>::iter_key_prefix(device).collect::<alloc::vec::Vec<_>>();
		ensure!(
			epochs.len() == usize::from(hot.epoch).saturating_add(1)
				&& epochs.iter().all(|epoch| *epoch <= hot.epoch),
			"4: root keys and epochs"
		);
		let root_key = RootKeys::<T>::get(device, hot.epoch).ok_or("4: root keys and epochs")?.key;
		let (key, expires_at) =
			match Delegations::<T>::get(device, (hot.epoch, details.last_delegation)) {
				Some(entry) => (entry.key, Some(entry.expires_at)),
				None if details.last_delegation == 0 => (root_key, None),
				None => return Err("5: the last delegation".into()),
			};
		ensure!(
			hot.signing_key == key && hot.key_expires_at == expires_at,
			"5: the key that signs"
		);
		Ok(())
	}
}

fn size(next: u32) -> usize {
	usize::try_from(next).unwrap_or(usize::MAX)
}
