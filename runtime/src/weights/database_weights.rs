//! Time to read and to write a value of the state in the validation of a block.
//!
//! Made by `scripts/bench base` on 2026-11-25.
//! CPU: AMD EPYC.

use polkadot_sdk::frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
	/// Time to read and to write a value of the state in the validation of a block.
	pub const DatabaseWeight: RuntimeDbWeight =
		RuntimeDbWeight {
			read: WEIGHT_REF_TIME_PER_NANOS.saturating_mul(11_822),
			write: WEIGHT_REF_TIME_PER_NANOS.saturating_mul(28_492),
		};
}
