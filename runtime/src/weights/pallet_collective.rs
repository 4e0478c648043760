//! Weights of `pallet_collective`.
//!
//! Made by `scripts/bench weights pallet_collective` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_collective`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_collective::WeightInfo for WeightInfo<T> {
	// `m` is from 0 to 100.
	// `n` is from 0 to 100.
	// `p` is from 0 to 20.
	fn set_members(m: u32, _n: u32, p: u32) -> Weight {
		// Least time: 16_023_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(16_454_000, 10017)
			// Standard error: 24_630
			.saturating_add(Weight::from_parts(623_942, 0).saturating_mul(m.into()))
			// Standard error: 122_505
			.saturating_add(Weight::from_parts(6_863_713, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 418).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4206).saturating_mul(p.into()))
	}
	// `b` is from 2 to 1024.
	// `m` is from 1 to 100.
	fn execute(b: u32, m: u32) -> Weight {
		// Least time: 16_495_000 ps. Proof, measured: 30 bytes.
		Weight::from_parts(16_541_659, 1515)
			// Standard error: 198
			.saturating_add(Weight::from_parts(952, 0).saturating_mul(b.into()))
			// Standard error: 2_046
			.saturating_add(Weight::from_parts(10_449, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	// `b` is from 2 to 1024.
	// `m` is from 1 to 100.
	fn propose_execute(b: u32, m: u32) -> Weight {
		// Least time: 21_101_000 ps. Proof, measured: 30 bytes.
		Weight::from_parts(20_317_309, 3495)
			// Standard error: 288
			.saturating_add(Weight::from_parts(1_837, 0).saturating_mul(b.into()))
			// Standard error: 2_964
			.saturating_add(Weight::from_parts(24_245, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
	}
	// `b` is from 2 to 1024.
	// `m` is from 2 to 100.
	// `p` is from 1 to 20.
	fn propose_proposed(b: u32, m: u32, p: u32) -> Weight {
		// Least time: 26_950_000 ps. Proof, measured: 92 bytes.
		Weight::from_parts(25_500_238, 3517)
			// Standard error: 351
			.saturating_add(Weight::from_parts(2_892, 0).saturating_mul(b.into()))
			// Standard error: 3_648
			.saturating_add(Weight::from_parts(18_210, 0).saturating_mul(m.into()))
			// Standard error: 18_913
			.saturating_add(Weight::from_parts(483_410, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 53).saturating_mul(p.into()))
	}
	// `m` is from 5 to 100.
	fn vote(m: u32) -> Weight {
		// Least time: 24_987_000 ps. Proof, measured: 570 bytes.
		Weight::from_parts(26_599_107, 4035)
			// Standard error: 2_937
			.saturating_add(Weight::from_parts(41_416, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
	}
	// `m` is from 4 to 100.
	// `p` is from 1 to 20.
	fn close_early_disapproved(m: u32, p: u32) -> Weight {
		// Least time: 31_596_000 ps. Proof, measured: 125 bytes.
		Weight::from_parts(28_496_051, 3591)
			// Standard error: 2_725
			.saturating_add(Weight::from_parts(42_541, 0).saturating_mul(m.into()))
			// Standard error: 13_803
			.saturating_add(Weight::from_parts(367_046, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 55).saturating_mul(p.into()))
	}
	// `b` is from 2 to 1024.
	// `m` is from 4 to 100.
	// `p` is from 1 to 20.
	fn close_early_approved(b: u32, m: u32, p: u32) -> Weight {
		// Least time: 42_974_000 ps. Proof, measured: 62 bytes.
		Weight::from_parts(39_418_056, 3596)
			// Standard error: 309
			.saturating_add(Weight::from_parts(2_856, 0).saturating_mul(b.into()))
			// Standard error: 3_292
			.saturating_add(Weight::from_parts(27_579, 0).saturating_mul(m.into()))
			// Standard error: 16_677
			.saturating_add(Weight::from_parts(535_133, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 75).saturating_mul(p.into()))
	}
	// `m` is from 4 to 100.
	// `p` is from 1 to 20.
	fn close_disapproved(m: u32, p: u32) -> Weight {
		// Least time: 32_889_000 ps. Proof, measured: 145 bytes.
		Weight::from_parts(31_825_490, 3611)
			// Standard error: 5_874
			.saturating_add(Weight::from_parts(37_935, 0).saturating_mul(m.into()))
			// Standard error: 29_747
			.saturating_add(Weight::from_parts(351_467, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 55).saturating_mul(p.into()))
	}
	// `b` is from 2 to 1024.
	// `m` is from 4 to 100.
	// `p` is from 1 to 20.
	fn close_approved(b: u32, m: u32, p: u32) -> Weight {
		// Least time: 45_197_000 ps. Proof, measured: 82 bytes.
		Weight::from_parts(40_950_042, 3616)
			// Standard error: 329
			.saturating_add(Weight::from_parts(3_469, 0).saturating_mul(b.into()))
			// Standard error: 3_505
			.saturating_add(Weight::from_parts(28_822, 0).saturating_mul(m.into()))
			// Standard error: 17_756
			.saturating_add(Weight::from_parts(583_128, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 75).saturating_mul(p.into()))
	}
	// `p` is from 1 to 20.
	fn disapprove_proposal(p: u32) -> Weight {
		// Least time: 15_773_000 ps. Proof, measured: 187 bytes.
		Weight::from_parts(16_915_208, 1672)
			// Standard error: 10_365
			.saturating_add(Weight::from_parts(307_317, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(p.into()))
	}
	// `d` is from 0 to 1.
	// `p` is from 1 to 20.
	fn kill(d: u32, p: u32) -> Weight {
		// Least time: 25_007_000 ps. Proof, measured: 1241 bytes.
		Weight::from_parts(26_148_539, 4709)
			// Standard error: 14_280
			.saturating_add(Weight::from_parts(463_153, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(0, 55).saturating_mul(p.into()))
	}
	fn release_proposal_cost() -> Weight {
		// Least time: 17_466_000 ps. Proof, measured: 674 bytes.
		Weight::from_parts(18_077_000, 4139).saturating_add(T::DbWeight::get().reads(2))
	}
}
