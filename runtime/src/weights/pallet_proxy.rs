//! Weights of `pallet_proxy`.
//!
//! Made by `scripts/bench weights pallet_proxy` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	// `p` is from 1 to 31.
	fn proxy(p: u32) -> Weight {
		// Least time: 19_609_000 ps. Proof, measured: 127 bytes.
		Weight::from_parts(21_474_764, 4706)
			// Standard error: 30_977
			.saturating_add(Weight::from_parts(129_620, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	// `a` is from 0 to 31.
	// `p` is from 1 to 31.
	fn proxy_announced(a: u32, _p: u32) -> Weight {
		// Least time: 53_118_000 ps. Proof, measured: 454 bytes.
		Weight::from_parts(79_490_021, 5698)
			// Standard error: 154_022
			.saturating_add(Weight::from_parts(186_072, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// `a` is from 0 to 31.
	// `p` is from 1 to 31.
	fn remove_announcement(a: u32, p: u32) -> Weight {
		// Least time: 36_925_000 ps. Proof, measured: 369 bytes.
		Weight::from_parts(37_943_526, 5698)
			// Standard error: 22_570
			.saturating_add(Weight::from_parts(425_769, 0).saturating_mul(a.into()))
			// Standard error: 23_337
			.saturating_add(Weight::from_parts(66_033, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// `a` is from 0 to 31.
	// `p` is from 1 to 31.
	fn reject_announcement(a: u32, p: u32) -> Weight {
		// Least time: 37_325_000 ps. Proof, measured: 369 bytes.
		Weight::from_parts(38_614_264, 5698)
			// Standard error: 24_154
			.saturating_add(Weight::from_parts(440_842, 0).saturating_mul(a.into()))
			// Standard error: 24_974
			.saturating_add(Weight::from_parts(28_788, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// `a` is from 0 to 31.
	// `p` is from 1 to 31.
	fn announce(a: u32, p: u32) -> Weight {
		// Least time: 49_604_000 ps. Proof, measured: 386 bytes.
		Weight::from_parts(48_956_332, 5698)
			// Standard error: 51_336
			.saturating_add(Weight::from_parts(444_218, 0).saturating_mul(a.into()))
			// Standard error: 53_079
			.saturating_add(Weight::from_parts(122_081, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	// `p` is from 1 to 31.
	fn add_proxy(p: u32) -> Weight {
		// Least time: 34_471_000 ps. Proof, measured: 127 bytes.
		Weight::from_parts(36_524_403, 4706)
			// Standard error: 28_447
			.saturating_add(Weight::from_parts(178_903, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `p` is from 1 to 31.
	fn remove_proxy(p: u32) -> Weight {
		// Least time: 33_851_000 ps. Proof, measured: 127 bytes.
		Weight::from_parts(36_603_514, 4706)
			// Standard error: 27_324
			.saturating_add(Weight::from_parts(164_074, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `p` is from 1 to 31.
	fn remove_proxies(p: u32) -> Weight {
		// Least time: 34_131_000 ps. Proof, measured: 127 bytes.
		Weight::from_parts(32_617_076, 4706)
			// Standard error: 17_916
			.saturating_add(Weight::from_parts(2_457_361, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `p` is from 1 to 31.
	fn create_pure(_p: u32) -> Weight {
		// Least time: 38_356_000 ps. Proof, measured: 139 bytes.
		Weight::from_parts(43_087_614, 4706)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	// `p` is from 0 to 30.
	fn kill_pure(p: u32) -> Weight {
		// Least time: 35_503_000 ps. Proof, measured: 164 bytes.
		Weight::from_parts(37_348_319, 4706)
			// Standard error: 32_460
			.saturating_add(Weight::from_parts(182_531, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn poke_deposit() -> Weight {
		// Least time: 61_892_000 ps. Proof, measured: 453 bytes.
		Weight::from_parts(63_775_000, 5698)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
