//! Weights of `cumulus_pallet_parachain_system`.
//!
//! Made by `scripts/bench weights cumulus_pallet_parachain_system` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `cumulus_pallet_parachain_system`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> cumulus_pallet_parachain_system::WeightInfo for WeightInfo<T> {
	// `n` is from 0 to 1000.
	fn enqueue_inbound_downward_messages(n: u32) -> Weight {
		// Least time: 2_063_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_133_000, 1485)
			// Standard error: 98_872
			.saturating_add(Weight::from_parts(2_440_282, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn block_weight_tx_extension_max_weight() -> Weight {
		// Least time: 13_019_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(13_430_000, 0)
	}
	fn block_weight_tx_extension_stays_fraction_of_core() -> Weight {
		// Least time: 12_708_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(13_040_000, 0)
	}
	fn block_weight_tx_extension_full_core() -> Weight {
		// Least time: 6_509_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(6_890_000, 0)
	}
}
