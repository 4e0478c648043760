//! What is stored for each item, and so what its deposit is.

use crate::{types::*, Config};
use bot_primitives::DeviceIndex;
use codec::{Encode, MaxEncodedLen};
use frame::traits::Footprint;

fn one(bytes: usize) -> Footprint {
	Footprint::from_parts(1, bytes)
}

/// What the registration of a model stores.
pub fn model<T: Config>() -> Footprint {
	one(ModelOf::<T>::max_encoded_len())
}

/// What an enrolment stores, however many devices it holds.
pub fn enrolment<T: Config>() -> Footprint {
	one(EnrolmentOf::<T>::max_encoded_len())
}

/// What the registration or activation of a device stores: its number, its hot and its other values,
/// and its first root key.
pub fn device<T: Config>() -> Footprint {
	let bytes = [
		DeviceIndex::max_encoded_len(),
		HotDeviceOf::<T>::max_encoded_len(),
		DeviceDetailsOf::<T>::max_encoded_len(),
		RootKeyOf::<T>::max_encoded_len(),
	];
	Footprint::from_parts(bytes.len(), bytes.into_iter().fold(0, usize::saturating_add))
}

/// What a new root key stores.
pub fn root_key<T: Config>() -> Footprint {
	one(RootKeyOf::<T>::max_encoded_len())
}

/// What a delegation stores.
pub fn delegation<T: Config>() -> Footprint {
	one(DelegationEntryOf::<T>::max_encoded_len())
}

/// What a key-agreement key stores.
pub fn key_agreement<T: Config>() -> Footprint {
	one(KeyAgreementEntryOf::<T>::max_encoded_len())
}

/// What an offer of a device stores.
pub fn transfer<T: Config>() -> Footprint {
	one(TransferOf::<T>::max_encoded_len())
}

/// What an open recovery stores.
pub fn recovery<T: Config>() -> Footprint {
	one(RecoveryOf::<T>::max_encoded_len())
}

/// What a value of a device stores under a name: the bytes of both, and who paid.
pub fn named<T: Config>(name: &impl Encode, value: &impl Encode) -> Footprint {
	let bytes = [name.encoded_size(), value.encoded_size(), DepositOf::<T>::max_encoded_len()];
	one(bytes.into_iter().fold(0, usize::saturating_add))
}
