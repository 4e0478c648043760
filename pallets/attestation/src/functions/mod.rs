//! What the calls do, and what the runtime asks.

mod rates;
mod records;
mod statements;

use super::*;

impl<T: Config> Pallet<T> {
	/// Head of a device's stream in the epoch of its keys; none where it never attested in that.
	pub fn head_of(device: DeviceIndex) -> Option<StreamHead> {
		let hot = T::Devices::hot(device)?;
		Some(hot.stream).filter(|head| head.epoch == hot.epoch && head.next_seq > 0)
	}

	/// What a signature's type adds to a check that is measured with Ed25519.
	pub(crate) fn weight_of_signature(signature: &Signature) -> Weight {
		match signature {
			Signature::Ed25519(_) => Weight::zero(),
			Signature::EcdsaP256(_) => T::P256Weight::get(),
		}
	}
}
