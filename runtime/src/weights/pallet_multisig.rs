//! Weights of `pallet_multisig`.
//!
//! Made by `scripts/bench weights pallet_multisig` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	// `z` is from 0 to 10000.
	fn as_multi_threshold_1(z: u32) -> Weight {
		// Least time: 46_188_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(54_030_931, 0)
			// Standard error: 266
			.saturating_add(Weight::from_parts(7_520, 0).saturating_mul(z.into()))
	}
	// `s` is from 2 to 100.
	// `z` is from 0 to 10000.
	fn as_multi_create(s: u32, z: u32) -> Weight {
		// Least time: 76_955_000 ps. Proof, measured: 6 bytes.
		Weight::from_parts(44_108_786, 6811)
			// Standard error: 26_128
			.saturating_add(Weight::from_parts(496_488, 0).saturating_mul(s.into()))
			// Standard error: 257
			.saturating_add(Weight::from_parts(6_997, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `s` is from 3 to 100.
	// `z` is from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32) -> Weight {
		// Least time: 59_228_000 ps. Proof, measured: 211 bytes.
		Weight::from_parts(5_817_533, 6811)
			// Standard error: 24_310
			.saturating_add(Weight::from_parts(560_929, 0).saturating_mul(s.into()))
			// Standard error: 236
			.saturating_add(Weight::from_parts(8_596, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `s` is from 2 to 100.
	// `z` is from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32) -> Weight {
		// Least time: 101_891_000 ps. Proof, measured: 318 bytes.
		Weight::from_parts(66_342_459, 6811)
			// Standard error: 42_350
			.saturating_add(Weight::from_parts(372_966, 0).saturating_mul(s.into()))
			// Standard error: 416
			.saturating_add(Weight::from_parts(9_076, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// `s` is from 2 to 100.
	fn approve_as_multi_create(s: u32) -> Weight {
		// Least time: 40_410_000 ps. Proof, measured: 6 bytes.
		Weight::from_parts(46_529_593, 6811)
			// Standard error: 52_524
			.saturating_add(Weight::from_parts(556_442, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `s` is from 2 to 100.
	fn approve_as_multi_approve(s: u32) -> Weight {
		// Least time: 22_263_000 ps. Proof, measured: 211 bytes.
		Weight::from_parts(23_351_438, 6811)
			// Standard error: 14_424
			.saturating_add(Weight::from_parts(416_501, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `s` is from 2 to 100.
	fn cancel_as_multi(s: u32) -> Weight {
		// Least time: 39_529_000 ps. Proof, measured: 211 bytes.
		Weight::from_parts(42_283_014, 6811)
			// Standard error: 18_055
			.saturating_add(Weight::from_parts(396_092, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `s` is from 2 to 100.
	fn poke_deposit(s: u32) -> Weight {
		// Least time: 38_337_000 ps. Proof, measured: 211 bytes.
		Weight::from_parts(40_473_474, 6811)
			// Standard error: 10_858
			.saturating_add(Weight::from_parts(363_896, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
