//! Weights of `pallet_device_did`.
//!
//! Made by `scripts/bench weights pallet_device_did` on 2026-11-23: STEPS 20, REPEAT 10, Compiled Wasm.
//! CPU: AMD EPYC.

#![allow(unused_imports, reason = "not every pallet reads or writes")]

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_device_did`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_device_did::WeightInfo for WeightInfo<T> {
	fn register_model() -> Weight {
		// Least time: 374_878_000 ps. Proof, measured: 472 bytes.
		Weight::from_parts(544_770_000, 3604)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn update_model() -> Weight {
		// Least time: 162_101_000 ps. Proof, measured: 840 bytes.
		Weight::from_parts(283_111_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn enrol() -> Weight {
		// Least time: 438_722_000 ps. Proof, measured: 1111 bytes.
		Weight::from_parts(622_956_000, 3981)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn close_enrolment() -> Weight {
		// Least time: 387_326_000 ps. Proof, measured: 1168 bytes.
		Weight::from_parts(731_168_000, 3981)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn register() -> Weight {
		// Least time: 916_744_000 ps. Proof, measured: 1235 bytes.
		Weight::from_parts(1_086_076_000, 6180)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn activate() -> Weight {
		// Least time: 820_330_000 ps. Proof, measured: 1372 bytes.
		Weight::from_parts(878_487_000, 6180)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn delegate() -> Weight {
		// Least time: 763_005_000 ps. Proof, measured: 1161 bytes.
		Weight::from_parts(1_116_221_000, 3705)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn revoke_signing_key() -> Weight {
		// Least time: 448_978_000 ps. Proof, measured: 911 bytes.
		Weight::from_parts(491_361_000, 3705)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_key_agreement() -> Weight {
		// Least time: 704_208_000 ps. Proof, measured: 1151 bytes.
		Weight::from_parts(1_099_966_000, 3705)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn revoke_key_agreement() -> Weight {
		// Least time: 292_025_000 ps. Proof, measured: 852 bytes.
		Weight::from_parts(454_045_000, 3663)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn update_firmware() -> Weight {
		// Least time: 443_921_000 ps. Proof, measured: 732 bytes.
		Weight::from_parts(680_553_000, 3705)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	fn rotate() -> Weight {
		// Least time: 1_431_069_000 ps. Proof, measured: 1665 bytes.
		Weight::from_parts(1_796_553_000, 6218)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn recover() -> Weight {
		// Least time: 1_097_723_000 ps. Proof, measured: 1739 bytes.
		Weight::from_parts(2_016_810_000, 6218)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(10))
	}
	fn cancel_recovery() -> Weight {
		// Least time: 473_294_000 ps. Proof, measured: 905 bytes.
		Weight::from_parts(755_624_000, 3663)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn offer_transfer() -> Weight {
		// Least time: 504_060_000 ps. Proof, measured: 788 bytes.
		Weight::from_parts(727_302_000, 6180)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn accept_transfer() -> Weight {
		// Least time: 657_438_000 ps. Proof, measured: 913 bytes.
		Weight::from_parts(802_063_000, 3663)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn cancel_transfer() -> Weight {
		// Least time: 550_669_000 ps. Proof, measured: 544 bytes.
		Weight::from_parts(646_372_000, 3663)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	fn set_state() -> Weight {
		// Least time: 1_023_552_000 ps. Proof, measured: 1279 bytes.
		Weight::from_parts(1_232_313_000, 6218)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}
	fn recall() -> Weight {
		// Least time: 242_821_000 ps. Proof, measured: 403 bytes.
		Weight::from_parts(416_590_000, 3981).saturating_add(T::DbWeight::get().reads(3))
	}
	fn lift_recall() -> Weight {
		// Least time: 186_938_000 ps. Proof, measured: 294 bytes.
		Weight::from_parts(307_888_000, 3585).saturating_add(T::DbWeight::get().reads(1))
	}
	fn set_service() -> Weight {
		// Least time: 993_478_000 ps. Proof, measured: 1359 bytes.
		Weight::from_parts(1_292_794_000, 6218)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_service() -> Weight {
		// Least time: 443_419_000 ps. Proof, measured: 962 bytes.
		Weight::from_parts(635_165_000, 3898)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn set_metadata() -> Weight {
		// Least time: 744_247_000 ps. Proof, measured: 1293 bytes.
		Weight::from_parts(1_232_783_000, 6218)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}
	fn remove_metadata() -> Weight {
		// Least time: 443_680_000 ps. Proof, measured: 896 bytes.
		Weight::from_parts(682_204_000, 3832)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn verify_p256() -> Weight {
		// Least time: 1_541_694_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_456_415_000, 0)
	}
	fn verify_ed25519() -> Weight {
		// Least time: 71_766_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(104_355_000, 0)
	}
}
