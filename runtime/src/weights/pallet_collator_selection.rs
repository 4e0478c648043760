//! Weights of `pallet_collator_selection`.
//!
//! Made by `scripts/bench weights pallet_collator_selection` on 2026-11-25: STEPS 10, REPEAT 5, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_collator_selection`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_collator_selection::WeightInfo for WeightInfo<T> {
	// `b` is from 1 to 100.
	fn set_invulnerables(b: u32) -> Weight {
		// Least time: 18_397_000 ps. Proof, measured: 182 bytes.
		Weight::from_parts(27_459_594, 1168)
			// Standard error: 79_424
			.saturating_add(Weight::from_parts(4_342_199, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2554).saturating_mul(b.into()))
	}
	// `b` is from 1 to 99.
	// `c` is from 1 to 19.
	fn add_invulnerable(b: u32, c: u32) -> Weight {
		// Least time: 71_466_000 ps. Proof, measured: 899 bytes.
		Weight::from_parts(74_979_987, 4687)
			// Standard error: 22_311
			.saturating_add(Weight::from_parts(127_354, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 54).saturating_mul(c.into()))
	}
	// `b` is from 2 to 100.
	fn remove_invulnerable(b: u32) -> Weight {
		// Least time: 22_433_000 ps. Proof, measured: 118 bytes.
		Weight::from_parts(29_041_289, 4687)
			// Standard error: 15_120
			.saturating_add(Weight::from_parts(109_160, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_desired_candidates() -> Weight {
		// Least time: 7_130_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_431_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	// `c` is from 0 to 20.
	// `k` is from 0 to 20.
	fn set_candidacy_bond(c: u32, k: u32) -> Weight {
		// Least time: 15_914_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(16_064_000, 6196)
			// Standard error: 946_514
			.saturating_add(Weight::from_parts(7_899_489, 0).saturating_mul(c.into()))
			// Standard error: 946_514
			.saturating_add(Weight::from_parts(7_269_551, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 800).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 800).saturating_mul(k.into()))
	}
	// `c` is from 1 to 20.
	fn update_bond(c: u32) -> Weight {
		// Least time: 36_674_000 ps. Proof, measured: 189 bytes.
		Weight::from_parts(41_806_336, 2446)
			// Standard error: 120_462
			.saturating_add(Weight::from_parts(568_930, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `c` is from 1 to 19.
	fn register_as_candidate(c: u32) -> Weight {
		// Least time: 53_430_000 ps. Proof, measured: 472 bytes.
		Weight::from_parts(62_347_329, 4687)
			// Standard error: 189_953
			.saturating_add(Weight::from_parts(407_840, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 61).saturating_mul(c.into()))
	}
	// `c` is from 1 to 20.
	fn take_candidate_slot(c: u32) -> Weight {
		// Least time: 72_838_000 ps. Proof, measured: 580 bytes.
		Weight::from_parts(80_895_090, 4687)
			// Standard error: 90_208
			.saturating_add(Weight::from_parts(465_802, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 62).saturating_mul(c.into()))
	}
	// `c` is from 1 to 20.
	fn leave_intent(c: u32) -> Weight {
		// Least time: 41_431_000 ps. Proof, measured: 208 bytes.
		Weight::from_parts(51_090_833, 4687)
			// Standard error: 409_399
			.saturating_add(Weight::from_parts(541_092, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn note_author() -> Weight {
		// Least time: 61_030_000 ps. Proof, measured: 155 bytes.
		Weight::from_parts(62_473_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `r` is from 1 to 20.
	// `c` is from 1 to 20.
	fn new_session(r: u32, c: u32) -> Weight {
		// Least time: 23_835_000 ps. Proof, measured: 344 bytes.
		Weight::from_parts(24_336_000, 4687)
			// Standard error: 1_413_428
			.saturating_add(Weight::from_parts(15_622_887, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2519).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(r.into()))
	}
}
