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
	/// Of [`destroy`](crate::Pallet::destroy).
	fn destroy() -> Weight;
	/// Of one check of a P-256 signature.
	fn verify_p256() -> Weight;
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
	fn destroy() -> Weight {
		Weight::zero()
	}
	fn verify_p256() -> Weight {
		Weight::zero()
	}
}
