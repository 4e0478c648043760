//! Weights of the calls.

use super::*;

/// Weights of the calls, each at its worst case.
pub trait WeightInfo {
	/// Of [`propose`](crate::Pallet::propose).
	fn propose() -> Weight;
	/// Of [`accept`](crate::Pallet::accept).
	fn accept() -> Weight;
	/// Of [`activate`](crate::Pallet::activate).
	fn activate() -> Weight;
	/// Of [`withdraw`](crate::Pallet::withdraw).
	fn withdraw() -> Weight;
	/// Of [`purchase`](crate::Pallet::purchase).
	fn purchase() -> Weight;
	/// Of [`claim`](crate::Pallet::claim).
	fn claim() -> Weight;
}

/// No weights: for tests, where nothing is measured.
impl WeightInfo for () {
	fn propose() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn activate() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn purchase() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
}
