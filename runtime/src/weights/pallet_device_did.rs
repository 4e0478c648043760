//! Weights of `pallet_device_did`.
//!
//! Made by `scripts/bench weights pallet_device_did` on 2026-11-25: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_device_did`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_device_did::WeightInfo for WeightInfo<T> {
	fn register_model() -> Weight {
		// Least time: 72_247_000 ps. Proof, measured: 336 bytes.
		Weight::from_parts(74_480_000, 3748)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn update_model() -> Weight {
		// Least time: 24_466_000 ps. Proof, measured: 704 bytes.
		Weight::from_parts(25_337_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn enrol() -> Weight {
		// Least time: 77_906_000 ps. Proof, measured: 933 bytes.
		Weight::from_parts(80_439_000, 3981)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn close_enrolment() -> Weight {
		// Least time: 71_226_000 ps. Proof, measured: 1032 bytes.
		Weight::from_parts(72_999_000, 3981)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn register() -> Weight {
		// Least time: 145_506_000 ps. Proof, measured: 1003 bytes.
		Weight::from_parts(150_253_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn activate() -> Weight {
		// Least time: 172_195_000 ps. Proof, measured: 1140 bytes.
		Weight::from_parts(186_977_000, 6180)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn delegate() -> Weight {
		// Least time: 154_749_000 ps. Proof, measured: 951 bytes.
		Weight::from_parts(173_707_000, 3748)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn revoke_signing_key() -> Weight {
		// Least time: 48_482_000 ps. Proof, measured: 755 bytes.
		Weight::from_parts(52_888_000, 3705)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_key_agreement() -> Weight {
		// Least time: 149_682_000 ps. Proof, measured: 941 bytes.
		Weight::from_parts(160_929_000, 3748)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn revoke_key_agreement() -> Weight {
		// Least time: 43_765_000 ps. Proof, measured: 696 bytes.
		Weight::from_parts(51_646_000, 3685)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn update_firmware() -> Weight {
		// Least time: 86_108_000 ps. Proof, measured: 522 bytes.
		Weight::from_parts(90_474_000, 3705)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn rotate() -> Weight {
		// Least time: 267_857_000 ps. Proof, measured: 1455 bytes.
		Weight::from_parts(273_465_000, 6506)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn recover() -> Weight {
		// Least time: 233_206_000 ps. Proof, measured: 1529 bytes.
		Weight::from_parts(274_247_000, 6506)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn cancel_recovery() -> Weight {
		// Least time: 84_846_000 ps. Proof, measured: 791 bytes.
		Weight::from_parts(89_583_000, 3748)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn offer_transfer() -> Weight {
		// Least time: 85_537_000 ps. Proof, measured: 674 bytes.
		Weight::from_parts(91_055_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn accept_transfer() -> Weight {
		// Least time: 273_556_000 ps. Proof, measured: 3155 bytes.
		Weight::from_parts(278_823_000, 5562)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(46))
	}
	fn cancel_transfer() -> Weight {
		// Least time: 69_583_000 ps. Proof, measured: 566 bytes.
		Weight::from_parts(72_317_000, 3748)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_state() -> Weight {
		// Least time: 143_062_000 ps. Proof, measured: 1123 bytes.
		Weight::from_parts(151_465_000, 6506)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn recall() -> Weight {
		// Least time: 28_953_000 ps. Proof, measured: 225 bytes.
		Weight::from_parts(29_864_000, 3981).saturating_add(T::DbWeight::get().reads(2))
	}
	fn lift_recall() -> Weight {
		// Least time: 22_013_000 ps. Proof, measured: 158 bytes.
		Weight::from_parts(22_804_000, 3585).saturating_add(T::DbWeight::get().reads(1))
	}
	fn set_service() -> Weight {
		// Least time: 134_620_000 ps. Proof, measured: 1203 bytes.
		Weight::from_parts(140_158_000, 6506)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_service() -> Weight {
		// Least time: 75_783_000 ps. Proof, measured: 942 bytes.
		Weight::from_parts(76_534_000, 3898)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn set_metadata() -> Weight {
		// Least time: 132_997_000 ps. Proof, measured: 1137 bytes.
		Weight::from_parts(135_682_000, 6506)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_metadata() -> Weight {
		// Least time: 74_441_000 ps. Proof, measured: 876 bytes.
		Weight::from_parts(76_784_000, 3832)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn verify_p256() -> Weight {
		// Least time: 1_521_637_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(1_576_228_000, 0)
	}
	fn verify_ed25519() -> Weight {
		// Least time: 40_109_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(41_182_000, 0)
	}
}
