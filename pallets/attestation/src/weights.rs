//! Weights of the calls. The runtime has those that its benchmarks gave.

use frame::prelude::*;

/// Weights of the calls of this pallet.
pub trait WeightInfo {
	/// Of [`attest`](crate::Pallet::attest) with its check, without the end of the block.
	fn attest() -> Weight;
	/// Of the check of [`attest`](crate::Pallet::attest), with an Ed25519 signature.
	fn authorize_attest() -> Weight;
	/// Of [`attest_many`](crate::Pallet::attest_many) with `n` statements, with Ed25519 signatures,
	/// without the end of the block.
	fn attest_many(n: u32) -> Weight;
	/// Of [`buy_rate`](crate::Pallet::buy_rate).
	fn buy_rate() -> Weight;
	/// Of [`return_rate`](crate::Pallet::return_rate).
	fn return_rate() -> Weight;
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
	fn attest_many(_: u32) -> Weight {
		Weight::zero()
	}
	fn buy_rate() -> Weight {
		Weight::zero()
	}
	fn return_rate() -> Weight {
		Weight::zero()
	}
	fn on_finalize(_: u32) -> Weight {
		Weight::zero()
	}
}
