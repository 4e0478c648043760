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
		// Least time: 758_618_000 ps. Proof, measured: 586 bytes.
		Weight::from_parts(1_290_380_000, 3604)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	fn register() -> Weight {
		// Least time: 1_158_814_000 ps. Proof, measured: 973 bytes.
		Weight::from_parts(1_900_908_000, 6180)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}
	fn delegate() -> Weight {
		// Least time: 1_139_054_000 ps. Proof, measured: 1105 bytes.
		Weight::from_parts(1_891_404_000, 3704)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn rotate() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn verify_p256() -> Weight {
		// Least time: 1_523_116_000 ps. Proof, measured: 0 bytes.
		Weight::from_parts(2_495_883_000, 0)
	}
	fn set_state() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn update_model() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn update_firmware() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn enrol() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn close_enrolment() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn activate() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn set_key_agreement() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn revoke_signing_key() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn revoke_key_agreement() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn recover() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn cancel_recovery() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn offer_transfer() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn accept_transfer() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn cancel_transfer() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn recall() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn lift_recall() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn set_service() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn remove_service() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn set_metadata() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn remove_metadata() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
	fn verify_ed25519() -> Weight {
		// Least time: 1_228_848_000 ps. Proof, measured: 1063 bytes.
		Weight::from_parts(1_917_643_000, 3704)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}
}
