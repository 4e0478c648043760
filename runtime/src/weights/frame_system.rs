//! Weights of `frame_system`.
//!
//! Made by `scripts/bench weights frame_system` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	// `b` is from 0 to 3932160.
	fn remark(b: u32) -> Weight {
		// Least time: 3_455_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(34_141_059, 0)
			// Standard error: 6
			.saturating_add(Weight::from_parts(384, 0).saturating_mul(b.into()))
	}
	// `b` is from 0 to 3932160.
	fn remark_with_event(b: u32) -> Weight {
		// Least time: 8_052_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(8_102_000, 0)
			// Standard error: 20
			.saturating_add(Weight::from_parts(1_371, 0).saturating_mul(b.into()))
	}
	fn set_heap_pages() -> Weight {
		// Least time: 6_349_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(7_041_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_code() -> Weight {
		// Least time: 116_943_854_000 ps. Proof, measured: 51 bytes.
		Weight::from_parts(117_436_336_000, 1536)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `i` is from 0 to 1000.
	fn set_storage(i: u32) -> Weight {
		// Least time: 3_525_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(3_626_000, 0)
			// Standard error: 3_058
			.saturating_add(Weight::from_parts(1_003_098, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	// `i` is from 0 to 1000.
	fn kill_storage(i: u32) -> Weight {
		// Least time: 5_498_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(21_461_168, 0)
			// Standard error: 13_252
			.saturating_add(Weight::from_parts(774_282, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	// `p` is from 0 to 1000.
	fn kill_prefix(p: u32) -> Weight {
		// Least time: 5_939_000 ps. Proof, measured: 41 bytes.
		Weight::from_parts(6_129_000, 53)
			// Standard error: 22_296
			.saturating_add(Weight::from_parts(1_639_166, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
	}
	fn authorize_upgrade() -> Weight {
		// Least time: 33_179_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(35_382_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn apply_authorized_upgrade() -> Weight {
		// Least time: 122_904_575_000 ps. Proof, measured: 73 bytes.
		Weight::from_parts(136_389_435_000, 1558)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}
