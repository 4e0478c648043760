//! Weights of the calls. The runtime gives the ones that were measured on it.

use frame::prelude::Weight;

/// What each call weighs, at the worst case: as many members as there can be, and as many motions
/// before the council, each with a vote of every member.
pub trait WeightInfo {
	/// Weight of [`crate::Pallet::admit`].
	fn admit() -> Weight;
	/// Weight of [`crate::Pallet::set_roles`].
	fn set_roles() -> Weight;
	/// Weight of [`crate::Pallet::suspend`].
	fn suspend() -> Weight;
	/// Weight of [`crate::Pallet::reinstate`].
	fn reinstate() -> Weight;
	/// Weight of [`crate::Pallet::remove`].
	fn remove() -> Weight;
	/// Weight of [`crate::Pallet::dispatch_as_root`], without the call that is made.
	fn dispatch_as_root() -> Weight;
}

/// For tests only.
impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::zero()
	}

	fn set_roles() -> Weight {
		Weight::zero()
	}

	fn suspend() -> Weight {
		Weight::zero()
	}

	fn reinstate() -> Weight {
		Weight::zero()
	}

	fn remove() -> Weight {
		Weight::zero()
	}

	fn dispatch_as_root() -> Weight {
		Weight::zero()
	}
}
