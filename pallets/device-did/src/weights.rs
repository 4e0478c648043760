//! Weights of the calls. The runtime has those that its benchmarks gave.

use frame::prelude::*;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// Of [`register_model`](crate::Pallet::register_model).
	fn register_model() -> Weight;
	/// Of [`register`](crate::Pallet::register) with Ed25519.
	fn register() -> Weight;
	/// Of [`delegate`](crate::Pallet::delegate) with Ed25519.
	fn delegate() -> Weight;
	/// Of [`rotate`](crate::Pallet::rotate) with Ed25519.
	fn rotate() -> Weight;
	/// Of [`set_state`](crate::Pallet::set_state), without the end of the block.
	fn set_state() -> Weight;
	/// Of [`update_model`](crate::Pallet::update_model).
	fn update_model() -> Weight;
	/// Of [`update_firmware`](crate::Pallet::update_firmware) with Ed25519.
	fn update_firmware() -> Weight;
	/// Of [`enrol`](crate::Pallet::enrol).
	fn enrol() -> Weight;
	/// Of [`close_enrolment`](crate::Pallet::close_enrolment).
	fn close_enrolment() -> Weight;
	/// Of [`activate`](crate::Pallet::activate) with Ed25519.
	fn activate() -> Weight;
	/// Of [`set_key_agreement`](crate::Pallet::set_key_agreement) with Ed25519.
	fn set_key_agreement() -> Weight;
	/// Of [`revoke_signing_key`](crate::Pallet::revoke_signing_key).
	fn revoke_signing_key() -> Weight;
	/// Of [`revoke_key_agreement`](crate::Pallet::revoke_key_agreement).
	fn revoke_key_agreement() -> Weight;
	/// Of [`recover`](crate::Pallet::recover) with Ed25519.
	fn recover() -> Weight;
	/// Of [`cancel_recovery`](crate::Pallet::cancel_recovery).
	fn cancel_recovery() -> Weight;
	/// Of [`offer_transfer`](crate::Pallet::offer_transfer).
	fn offer_transfer() -> Weight;
	/// Of [`accept_transfer`](crate::Pallet::accept_transfer).
	fn accept_transfer() -> Weight;
	/// Of [`cancel_transfer`](crate::Pallet::cancel_transfer).
	fn cancel_transfer() -> Weight;
	/// Of [`recall`](crate::Pallet::recall), without the end of the block.
	fn recall() -> Weight;
	/// Of [`lift_recall`](crate::Pallet::lift_recall), without the end of the block.
	fn lift_recall() -> Weight;
	/// Of [`set_service`](crate::Pallet::set_service).
	fn set_service() -> Weight;
	/// Of [`remove_service`](crate::Pallet::remove_service).
	fn remove_service() -> Weight;
	/// Of [`set_metadata`](crate::Pallet::set_metadata).
	fn set_metadata() -> Weight;
	/// Of [`remove_metadata`](crate::Pallet::remove_metadata).
	fn remove_metadata() -> Weight;
	/// Of one check of a P-256 signature.
	fn verify_p256() -> Weight;
	/// Of one check of an Ed25519 signature, which the weights of the calls hold already.
	fn verify_ed25519() -> Weight;
}

/// No weights: for tests, where nothing is measured.
impl WeightInfo for () {
	fn register_model() -> Weight {
		Weight::zero()
	}
	fn register() -> Weight {
		Weight::zero()
	}
	fn delegate() -> Weight {
		Weight::zero()
	}
	fn rotate() -> Weight {
		Weight::zero()
	}
	fn set_state() -> Weight {
		Weight::zero()
	}
	fn update_model() -> Weight {
		Weight::zero()
	}
	fn update_firmware() -> Weight {
		Weight::zero()
	}
	fn enrol() -> Weight {
		Weight::zero()
	}
	fn close_enrolment() -> Weight {
		Weight::zero()
	}
	fn activate() -> Weight {
		Weight::zero()
	}
	fn set_key_agreement() -> Weight {
		Weight::zero()
	}
	fn revoke_signing_key() -> Weight {
		Weight::zero()
	}
	fn revoke_key_agreement() -> Weight {
		Weight::zero()
	}
	fn recover() -> Weight {
		Weight::zero()
	}
	fn cancel_recovery() -> Weight {
		Weight::zero()
	}
	fn offer_transfer() -> Weight {
		Weight::zero()
	}
	fn accept_transfer() -> Weight {
		Weight::zero()
	}
	fn cancel_transfer() -> Weight {
		Weight::zero()
	}
	fn recall() -> Weight {
		Weight::zero()
	}
	fn lift_recall() -> Weight {
		Weight::zero()
	}
	fn set_service() -> Weight {
		Weight::zero()
	}
	fn remove_service() -> Weight {
		Weight::zero()
	}
	fn set_metadata() -> Weight {
		Weight::zero()
	}
	fn remove_metadata() -> Weight {
		Weight::zero()
	}
	fn verify_p256() -> Weight {
		Weight::zero()
	}
	fn verify_ed25519() -> Weight {
		Weight::zero()
	}
}
