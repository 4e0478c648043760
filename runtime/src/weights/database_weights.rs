//! Time to read and to write a value of the state in the validation of a block, where all that the
//! block needs of the state is in memory.
//!
//! Those of asset-hub-westend-runtime 0.57.0, `weights/inmemorydb_weights.rs`.

use polkadot_sdk::frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
	/// Time to read and to write a value of the state.
	pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS.saturating_mul(13_036),
		write: WEIGHT_REF_TIME_PER_NANOS.saturating_mul(31_223),
	};
}
