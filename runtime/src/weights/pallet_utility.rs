//! Weights of `pallet_utility`.
//!
//! Made by `scripts/bench weights pallet_utility` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_utility`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	// `c` is from 0 to 1000.
	fn batch(c: u32) -> Weight {
		// Least time: 7_311_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_351_000, 0)
			// Standard error: 264_119
			.saturating_add(Weight::from_parts(8_916_432, 0).saturating_mul(c.into()))
	}
	fn as_derivative() -> Weight {
		// Least time: 7_291_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(8_052_000, 0)
	}
	// `c` is from 0 to 1000.
	fn batch_all(c: u32) -> Weight {
		// Least time: 7_091_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_251_000, 0)
			// Standard error: 326_751
			.saturating_add(Weight::from_parts(8_937_029, 0).saturating_mul(c.into()))
	}
	fn dispatch_as() -> Weight {
		// Least time: 10_505_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(11_066_000, 0)
	}
	// `c` is from 0 to 1000.
	fn force_batch(c: u32) -> Weight {
		// Least time: 7_280_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_581_000, 0)
			// Standard error: 276_805
			.saturating_add(Weight::from_parts(7_774_753, 0).saturating_mul(c.into()))
	}
	fn dispatch_as_fallible() -> Weight {
		// Least time: 10_295_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(11_277_000, 0)
	}
	fn if_else() -> Weight {
		// Least time: 12_338_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(13_219_000, 0)
	}
}
