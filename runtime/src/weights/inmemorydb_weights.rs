//! Time to read and to write one value of the state in `validate_block`, with a million devices.

use polkadot_sdk::frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
	/// Time to read and to write one value.
	pub const StorageWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 13_036 * WEIGHT_REF_TIME_PER_NANOS,
		write: 31_223 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
