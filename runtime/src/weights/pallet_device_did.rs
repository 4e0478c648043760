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
		// Least time: 82_051_000 ps. Proof, measured: 336 bytes.
		Weight::from_parts(86_368_000, 3622)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn update_model() -> Weight {
		// Least time: 27_141_000 ps. Proof, measured: 704 bytes.
		Weight::from_parts(29_804_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn enrol() -> Weight {
		// Least time: 88_331_000 ps. Proof, measured: 933 bytes.
		Weight::from_parts(91_065_000, 3981)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn close_enrolment() -> Weight {
		// Least time: 81_191_000 ps. Proof, measured: 1032 bytes.
		Weight::from_parts(88_181_000, 3981)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn register() -> Weight {
		// Least time: 159_636_000 ps. Proof, measured: 1003 bytes.
		Weight::from_parts(196_752_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn activate() -> Weight {
		// Least time: 198_344_000 ps. Proof, measured: 1140 bytes.
		Weight::from_parts(219_806_000, 6180)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn delegate() -> Weight {
		// Least time: 170_422_000 ps. Proof, measured: 929 bytes.
		Weight::from_parts(194_859_000, 3705)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn revoke_signing_key() -> Weight {
		// Least time: 54_511_000 ps. Proof, measured: 733 bytes.
		Weight::from_parts(62_062_000, 3705)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_key_agreement() -> Weight {
		// Least time: 164_544_000 ps. Proof, measured: 919 bytes.
		Weight::from_parts(177_253_000, 3705)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn revoke_key_agreement() -> Weight {
		// Least time: 43_455_000 ps. Proof, measured: 674 bytes.
		Weight::from_parts(49_393_000, 3663)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn update_firmware() -> Weight {
		// Least time: 88_542_000 ps. Proof, measured: 500 bytes.
		Weight::from_parts(96_353_000, 3705)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn rotate() -> Weight {
		// Least time: 300_806_000 ps. Proof, measured: 1433 bytes.
		Weight::from_parts(317_230_000, 6254)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn recover() -> Weight {
		// Least time: 266_545_000 ps. Proof, measured: 1507 bytes.
		Weight::from_parts(383_158_000, 6254)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn cancel_recovery() -> Weight {
		// Least time: 91_896_000 ps. Proof, measured: 769 bytes.
		Weight::from_parts(101_741_000, 3663)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn offer_transfer() -> Weight {
		// Least time: 96_263_000 ps. Proof, measured: 652 bytes.
		Weight::from_parts(100_870_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn accept_transfer() -> Weight {
		// Least time: 143_853_000 ps. Proof, measured: 809 bytes.
		Weight::from_parts(148_501_000, 3663)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn cancel_transfer() -> Weight {
		// Least time: 77_685_000 ps. Proof, measured: 544 bytes.
		Weight::from_parts(79_688_000, 3663)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_state() -> Weight {
		// Least time: 160_428_000 ps. Proof, measured: 1101 bytes.
		Weight::from_parts(173_096_000, 6254)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn recall() -> Weight {
		// Least time: 38_688_000 ps. Proof, measured: 225 bytes.
		Weight::from_parts(46_680_000, 3981).saturating_add(T::DbWeight::get().reads(2))
	}
	fn lift_recall() -> Weight {
		// Least time: 30_485_000 ps. Proof, measured: 158 bytes.
		Weight::from_parts(31_767_000, 3585).saturating_add(T::DbWeight::get().reads(1))
	}
	fn set_service() -> Weight {
		// Least time: 151_324_000 ps. Proof, measured: 1181 bytes.
		Weight::from_parts(154_609_000, 6254)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_service() -> Weight {
		// Least time: 83_314_000 ps. Proof, measured: 920 bytes.
		Weight::from_parts(86_729_000, 3898)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn set_metadata() -> Weight {
		// Least time: 150_463_000 ps. Proof, measured: 1115 bytes.
		Weight::from_parts(166_247_000, 6254)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_metadata() -> Weight {
		// Least time: 82_562_000 ps. Proof, measured: 854 bytes.
		Weight::from_parts(88_641_000, 3832)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn verify_p256() -> Weight {
		// Least time: 1_511_902_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(1_544_822_000, 0)
	}
	fn verify_ed25519() -> Weight {
		// Least time: 39_929_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(42_012_000, 0)
	}
}
