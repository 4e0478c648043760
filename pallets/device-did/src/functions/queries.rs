//! What other pallets, the runtime API and view functions ask.

use super::*;
use alloc::vec::Vec;
use bot_primitives::{
	key_chain::KeyChain,
	traits::{DeviceRates, DeviceStreams},
	RecallReason, StreamHead,
};
use polkadot_sdk::{sp_core, sp_io};

impl<T: Config> Pallet<T> {
	/// Label of the network in its DIDs.
	pub fn network() -> Option<Network> {
		NetworkLabel::<T>::get()
	}

	/// What there is to know of a device; none where it was never registered. Reads all that is
	/// attached to it: not for calls.
	pub fn device_info(id: &DeviceId) -> Option<DeviceInfo<T::AccountId>> {
		let index = Indices::<T>::get(id)?;
		let hot = HotDevices::<T>::get(OrderedIndex::from(index))?;
		let details = Details::<T>::get(index)?;
		let root_key = RootKeys::<T>::get(index, hot.epoch)?.key;
		let key_agreement = details
			.key_agreement
			.and_then(|number| KeyAgreements::<T>::get(index, (hot.epoch, number)))
			.map(|entry| entry.key);
		let mut services: Vec<_> =
			Services::<T>::iter_prefix(index).map(|(id, stored)| (id, stored.value)).collect();
		services.sort_by(|(a, _), (b, _)| a.cmp(b));
		let mut metadata: Vec<_> =
			Metadata::<T>::iter_prefix(index).map(|(key, stored)| (key, stored.value)).collect();
		metadata.sort_by(|(a, _), (b, _)| a.cmp(b));
		Some(DeviceInfo {
			index,
			standing: Self::standing_of(&Self::recalls(), &hot),
			root_key,
			key_agreement,
			registered: plain(details.registered),
			updated: plain(details.updated),
			version: details.version,
			place: details.place,
			services,
			metadata,
			hot,
		})
	}

	/// Ids of devices, by number, from `start` on: at most `limit` of them. Not for calls.
	pub fn device_ids(start: DeviceIndex, limit: u32) -> Vec<DeviceId> {
		(start..NextDeviceIndex::<T>::get().min(start.saturating_add(limit)))
			.filter_map(|index| HotDevices::<T>::get(OrderedIndex::from(index)).map(|hot| hot.id))
			.collect()
	}

	/// The keys that a device had in a block: those that were in force at its end. None where it was
	/// not registered yet. Reads the device's whole history: not for calls.
	pub fn keys_at(id: &DeviceId, block: BlockNumberFor<T>) -> Option<KeysAt> {
		let device = Indices::<T>::get(id)?;
		let (epoch, RootKey { key: root_key, .. }) = RootKeys::<T>::iter_prefix(device)
			.filter(|(_, root)| root.since <= block)
			.max_by_key(|(epoch, _)| *epoch)?;
		let counts = |at: u16, since: BlockNumberFor<T>, until: Option<BlockNumberFor<T>>| {
			at == epoch && since <= block && until.is_none_or(|until| block < until)
		};
		let delegation = Delegations::<T>::iter_prefix(device)
			.filter(|((at, _), entry)| counts(*at, entry.since, entry.until))
			.max_by_key(|((_, number), _)| *number)
			.map(|(_, entry)| entry);
		let key_agreement = KeyAgreements::<T>::iter_prefix(device)
			.filter(|((at, _), entry)| counts(*at, entry.since, entry.until))
			.max_by_key(|((_, number), _)| *number)
			.map(|(_, entry)| entry.key);
		Some(KeysAt {
			epoch,
			root_key,
			signing_key: delegation.as_ref().map_or(root_key, |entry| entry.key),
			key_expires_at: delegation.map(|entry| entry.expires_at),
			key_agreement,
		})
	}

	/// What leads from a device's id to `key`, which signed in `epoch`. Reads the device's whole
	/// history: not for calls.
	pub fn key_chain(id: &DeviceId, epoch: u16, key: &PublicKey) -> Option<KeyChain> {
		let device = Indices::<T>::get(id)?;
		let first = RootKeys::<T>::get(device, 0)?;
		let mut root_key = first.key;
		let mut rotations = Vec::new();
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

fn plain<BlockNumber: UniqueSaturatedInto<u32>>(moment: Moment<BlockNumber>) -> Moment<u32> {
	Moment { block: moment.block.unique_saturated_into(), time: moment.time }
}

impl<T: Config> Devices<T::AccountId> for Pallet<T> {
	fn index_of(id: &DeviceId) -> Option<DeviceIndex> {
		Indices::<T>::get(id)
	}

	fn hot(index: DeviceIndex) -> Option<HotDeviceOf<T>> {
		HotDevices::<T>::get(OrderedIndex::from(index))
	}

	type Recalls = Vec<Recall>;

	fn recalls() -> Vec<Recall> {
		Self::recalls_in_force()
	}

	fn recall_of(recalls: &Vec<Recall>, device: &HotDeviceOf<T>) -> Option<RecallReason> {
		Self::recall_reason(recalls, device)
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

impl<T: Config> DeviceStreams<T::AccountId> for Pallet<T> {
	fn keep_stream(index: DeviceIndex, hot: HotDeviceOf<T>, head: StreamHead) {
		HotDevices::<T>::insert(
			OrderedIndex::from(index),
			HotDeviceOf::<T> { stream: head, ..hot },
		);
	}
}

impl<T: Config> DeviceRates for Pallet<T> {
	fn set_rate(index: DeviceIndex, rate: Option<Rate>) {
		let rate = rate.unwrap_or(T::DefaultRate::get());
		HotDevices::<T>::mutate_extant(OrderedIndex::from(index), |hot| hot.rate = rate);
	}
}
