//! Weights of `frame_system`.
//!
//! Made by `scripts/bench weights frame_system` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
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
		// Least time: 45_147_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(48_572_000, 0)
			// Standard error: 30
			.saturating_add(Weight::from_parts(841, 0).saturating_mul(b.into()))
	}
	// `b` is from 0 to 3932160.
	fn remark_with_event(b: u32) -> Weight {
		// Least time: 71_947_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(479_186_260, 0)
			// Standard error: 66
			.saturating_add(Weight::from_parts(1_771, 0).saturating_mul(b.into()))
	}
	fn set_heap_pages() -> Weight {
		// Least time: 43_935_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(76_053_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn set_code() -> Weight {
		// Least time: 292_615_282_000 ps. Proof, measured: 51 bytes.
		Weight::from_parts(321_621_042_000, 1536)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	// `i` is from 0 to 1000.
	fn set_storage(i: u32) -> Weight {
		// Least time: 26_339_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(53_114_148, 0)
			// Standard error: 38_711
			.saturating_add(Weight::from_parts(4_328_703, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	// `i` is from 0 to 1000.
	fn kill_storage(i: u32) -> Weight {
		// Least time: 28_202_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(96_360_377, 0)
			// Standard error: 65_037
			.saturating_add(Weight::from_parts(2_805_117, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	// `p` is from 0 to 1000.
	fn kill_prefix(p: u32) -> Weight {
		// Least time: 52_888_000 ps. Proof, measured: 38 bytes.
		Weight::from_parts(53_159_000, 48)
			// Standard error: 109_102
			.saturating_add(Weight::from_parts(6_607_601, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
	}
	fn authorize_upgrade() -> Weight {
		// Least time: 97_555_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(124_375_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}
	fn apply_authorized_upgrade() -> Weight {
		// Least time: 214_284_575_000 ps. Proof, measured: 73 bytes.
		Weight::from_parts(247_080_093_000, 1558)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}
