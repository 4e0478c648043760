//! Weights of `pallet_collator_selection`.
//!
//! Made by `scripts/bench weights pallet_collator_selection` on 2026-11-29: STEPS 20, REPEAT 10, Compiled Wasm.
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
		// Least time: 12_559_000 ps. Proof, measured: 180 bytes.
		Weight::from_parts(22_220_919, 1168)
			// Standard error: 22_043
			.saturating_add(Weight::from_parts(3_381_462, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 2554).saturating_mul(b.into()))
	}
	// `b` is from 1 to 99.
	// `c` is from 1 to 19.
	fn add_invulnerable(b: u32, c: u32) -> Weight {
		// Least time: 54_882_000 ps. Proof, measured: 864 bytes.
		Weight::from_parts(59_097_180, 4687)
			// Standard error: 10_870
			.saturating_add(Weight::from_parts(181_852, 0).saturating_mul(b.into()))
			// Standard error: 57_814
			.saturating_add(Weight::from_parts(3_502, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 52).saturating_mul(c.into()))
	}
	// `b` is from 2 to 100.
	fn remove_invulnerable(b: u32) -> Weight {
		// Least time: 15_834_000 ps. Proof, measured: 119 bytes.
		Weight::from_parts(26_001_611, 4687)
			// Standard error: 13_154
			.saturating_add(Weight::from_parts(160_493, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_desired_candidates() -> Weight {
		// Least time: 4_216_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(4_788_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	// `c` is from 0 to 20.
	// `k` is from 0 to 20.
	fn set_candidacy_bond(c: u32, k: u32) -> Weight {
		// Least time: 10_856_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(10_997_000, 3593)
			// Standard error: 345_318
			.saturating_add(Weight::from_parts(6_127_998, 0).saturating_mul(c.into()))
			// Standard error: 345_318
			.saturating_add(Weight::from_parts(5_664_346, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 844).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 844).saturating_mul(k.into()))
	}
	// `c` is from 1 to 20.
	fn update_bond(c: u32) -> Weight {
		// Least time: 24_677_000 ps. Proof, measured: 189 bytes.
		Weight::from_parts(26_149_211, 2446)
			// Standard error: 37_338
			.saturating_add(Weight::from_parts(742_486, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `c` is from 1 to 19.
	fn register_as_candidate(c: u32) -> Weight {
		// Least time: 36_805_000 ps. Proof, measured: 479 bytes.
		Weight::from_parts(37_596_330, 4687)
			// Standard error: 43_348
			.saturating_add(Weight::from_parts(1_312_131, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 61).saturating_mul(c.into()))
	}
	// `c` is from 1 to 20.
	fn take_candidate_slot(c: u32) -> Weight {
		// Least time: 56_545_000 ps. Proof, measured: 581 bytes.
		Weight::from_parts(59_838_515, 4687)
			// Standard error: 49_684
			.saturating_add(Weight::from_parts(980_967, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 61).saturating_mul(c.into()))
	}
	// `c` is from 1 to 20.
	fn leave_intent(c: u32) -> Weight {
		// Least time: 27_241_000 ps. Proof, measured: 208 bytes.
		Weight::from_parts(31_141_570, 4687)
			// Standard error: 42_380
			.saturating_add(Weight::from_parts(772_753, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn note_author() -> Weight {
		// Least time: 45_428_000 ps. Proof, measured: 155 bytes.
		Weight::from_parts(46_209_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `r` is from 1 to 20.
	// `c` is from 1 to 20.
	fn new_session(r: u32, c: u32) -> Weight {
		// Least time: 17_136_000 ps. Proof, measured: 361 bytes.
		Weight::from_parts(17_687_000, 4687)
			// Standard error: 594_027
			.saturating_add(Weight::from_parts(13_494_120, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2519).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(r.into()))
	}
}
