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
	/// Of [`amend`](crate::Pallet::amend).
	fn amend() -> Weight;
	/// Of [`withdraw_amendment`](crate::Pallet::withdraw_amendment).
	fn withdraw_amendment() -> Weight;
	/// Of [`terminate`](crate::Pallet::terminate).
	fn terminate() -> Weight;
	/// Of [`renew`](crate::Pallet::renew).
	fn renew() -> Weight;
	/// Of [`forget`](crate::Pallet::forget).
	fn forget() -> Weight;
	/// Of [`claim`](crate::Pallet::claim).
	fn claim() -> Weight;
	/// Of [`purchase`](crate::Pallet::purchase).
	fn purchase() -> Weight;
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
	fn amend() -> Weight {
		Weight::zero()
	}
	fn withdraw_amendment() -> Weight {
		Weight::zero()
	}
	fn terminate() -> Weight {
		Weight::zero()
	}
	fn renew() -> Weight {
		Weight::zero()
	}
	fn forget() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn purchase() -> Weight {
		Weight::zero()
	}
}
