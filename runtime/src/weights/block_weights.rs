//! Time to execute a block that is empty but for its inherents.
//!
//! Made by `scripts/bench base` on 2026-11-25.
//! CPU: AMD EPYC.

use polkadot_sdk::frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, Weight},
};

parameter_types! {
	/// Time to execute a block that is empty but for its inherents.
	pub const BlockExecutionWeight: Weight =
		Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS.saturating_mul(494_050), 0);
}
