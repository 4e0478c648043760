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
	/// 5. a device signs with the root key of its epoch, or with the key of the delegation in force;
	///    of its delegations and key-agreement keys, only those in force have not ended;
	/// 6. of every account as much is held as the deposits that it paid;
	/// 7. enrolments have numbers below the next one, and count the devices activated from them;
	/// 8. offers and recoveries are of devices that are not gone;
	/// 9. of each device as many services and pieces of metadata are stored as are counted;
	/// 10. no target is recalled twice;
	/// 11. the stream of a device is of an epoch that its keys had; its highest number is used, and none
	///     below 0 counts as missing.
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
		let mut activated = BTreeMap::<EnrolmentId, u32>::new();
		for (id, device) in Indices::<T>::iter() {
			ensure!(device < next, "2: devices and their numbers");
			let (Some(hot), Some(details)) =
				(HotDevices::<T>::get(OrderedIndex::from(device)), Details::<T>::get(device))
			else {
				return Err("2: devices and their values".into());
			};
			ensure!(hot.id == id, "2: id and number");
			Self::check_keys(device, &hot, &details)?;
			Self::check_stream(&hot)?;
			ensure!(
				!hot.state.is_final()
					|| !(Transfers::<T>::contains_key(device)
						|| Recoveries::<T>::contains_key(device)),
				"8: offers and recoveries of devices that are gone"
			);
			ensure!(
				Services::<T>::iter_key_prefix(device).count() == usize::from(details.services)
					&& Metadata::<T>::iter_key_prefix(device).count()
						== usize::from(details.metadata)
					&& details.services <= MAX_SERVICES
					&& details.metadata <= MAX_METADATA,
				"9: services and metadata, and their counts"
			);
			if let Some(place) = details.place {
				let count = activated.entry(place.enrolment).or_default();
				*count = count.saturating_add(1);
			}
			count(details.deposit);
		}
		RootKeys::<T>::iter_values()
			.filter_map(|key| key.succession)
			.for_each(|succession| count(succession.deposit));
		Delegations::<T>::iter_values().for_each(|entry| count(entry.deposit));
		KeyAgreements::<T>::iter_values().for_each(|entry| count(entry.deposit));
		Services::<T>::iter_values().for_each(|stored| count(stored.deposit));
		Metadata::<T>::iter_values().for_each(|stored| count(stored.deposit));
		for (device, offer) in Transfers::<T>::iter() {
			ensure!(device < next, "8: an offer of no device");
			count(offer.deposit);
		}
		for (device, recovery) in Recoveries::<T>::iter() {
			ensure!(device < next, "8: a recovery of no device");
			count(recovery.deposit);
		}
		for (enrolment, run) in Enrolments::<T>::iter() {
			ensure!(
				enrolment < NextEnrolmentId::<T>::get()
					&& run.activated <= run.count
					&& run.activated == activated.get(&enrolment).copied().unwrap_or_default(),
				"7: enrolments and their devices"
			);
			count(run.deposit);
		}

		for (payer, sum) in held {
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Storage.into(), &payer) == sum,
				"6: deposits and holds"
			);
		}

		let recalls = Recalls::<T>::get();
		let twice = recalls.iter().enumerate().any(|(place, recall)| {
			recalls.iter().skip(place.saturating_add(1)).any(|other| other.target == recall.target)
		});
		ensure!(!twice, "10: a target recalled twice");
		Ok(())
	}

	fn check_stream(hot: &HotDevice<T::AccountId>) -> Result<(), TryRuntimeError> {
		let stream = &hot.stream;
		ensure!(stream.epoch <= hot.epoch, "11: streams and epochs");
		// Numbers below 0 count as used, so every unused number of the window can be named.
		let unused = usize::try_from(stream.window.count_zeros()).unwrap_or(usize::MAX);
		ensure!(
			stream.window & 1 == 1 && stream.missing().count() == unused,
			"11: windows and their ends"
		);
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
		let (key, expires_at) = match details.delegation {
			Some(number) => {
				let entry = Delegations::<T>::get(device, (hot.epoch, number))
					.ok_or("5: the delegation in force")?;
				(entry.key, Some(entry.expires_at))
			},
			None => (root_key, None),
		};
		ensure!(
			hot.signing_key == key && hot.key_expires_at == expires_at,
			"5: the key that signs"
		);
		let in_force =
			|at: u16, number: u32, of: Option<u32>| at == hot.epoch && of == Some(number);
		let delegations = Delegations::<T>::iter_prefix(device).all(|((at, number), entry)| {
			entry.until.is_none() == in_force(at, number, details.delegation)
		});
		let agreements = KeyAgreements::<T>::iter_prefix(device).all(|((at, number), entry)| {
			entry.until.is_none() == in_force(at, number, details.key_agreement)
		});
		ensure!(delegations && agreements, "5: keys that have not ended");
		Ok(())
	}
}

fn size(next: u32) -> usize {
	usize::try_from(next).unwrap_or(usize::MAX)
}
