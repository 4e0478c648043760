//! Weights of the calls. The runtime has those that its benchmarks gave.

use frame::prelude::*;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// Of [`attest`](crate::Pallet::attest), without its check and without the end of the block.
	fn attest() -> Weight;
	/// Of the check of [`attest`](crate::Pallet::attest), with an Ed25519 signature.
	fn authorize_attest() -> Weight;
	/// Of the end of a block with `n` records.
	fn on_finalize(n: u32) -> Weight;
}

/// No weights: for tests, where nothing is measured.
impl WeightInfo for () {
	fn attest() -> Weight {
		Weight::zero()
	}
	fn authorize_attest() -> Weight {
		Weight::zero()
	}
	fn on_finalize(_: u32) -> Weight {
		Weight::zero()
	}
}
