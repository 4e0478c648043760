//! Whether a device may act, and what changes it.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

use crate::{AccountBytes, Hash256, Millis, ModelId};

/// State of a device, as its registry keeps it. A recall is not kept with the device: see
/// [`Standing`].
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum DeviceState {
	/// It may act.
	#[codec(index = 0)]
	Active,
	/// It is gone for good, and its id with it.
	#[codec(index = 1)]
	Destroyed,
	/// Its operator has stopped it, and may let it go on.
	#[codec(index = 2)]
	Suspended,
	/// It is out of use. Its provider may put it to use again.
	#[codec(index = 3)]
	Retired,
	/// Others may hold its root key: nothing it says counts any more, and its id never comes back.
	#[codec(index = 4)]
	Compromised,
}

impl DeviceState {
	/// Whether nothing can follow.
	pub fn is_final(self) -> bool {
		matches!(self, Self::Destroyed | Self::Compromised)
	}
}

/// Whether a device may act now.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum Standing {
	/// It may.
	#[codec(index = 0)]
	Active,
	/// Its operator has stopped it.
	#[codec(index = 1)]
	Suspended,
	/// A supervisor has recalled its model, its firmware or a member behind it.
	#[codec(index = 2)]
	Recalled(RecallReason),
	/// It is out of use.
	#[codec(index = 3)]
	Retired,
	/// It is gone for good.
	#[codec(index = 4)]
	Destroyed,
	/// Others may hold its root key.
	#[codec(index = 5)]
	Compromised,
}

impl Standing {
	/// The standing of a device in this state, under this recall if there is one.
	pub fn new(state: DeviceState, recall: Option<RecallReason>) -> Self {
		match (state, recall) {
			(DeviceState::Destroyed, _) => Self::Destroyed,
			(DeviceState::Compromised, _) => Self::Compromised,
			(DeviceState::Retired, _) => Self::Retired,
			(_, Some(reason)) => Self::Recalled(reason),
			(DeviceState::Suspended, None) => Self::Suspended,
			(DeviceState::Active, None) => Self::Active,
		}
	}
}

/// Which devices a recall is about.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum RecallTarget {
	/// Those of a model.
	#[codec(index = 0)]
	Model(ModelId),
	/// Those that run a firmware, by its hash.
	#[codec(index = 1)]
	Firmware(Hash256),
	/// Those that a provider made.
	#[codec(index = 2)]
	Provider(AccountBytes),
	/// Those that a member made or runs.
	#[codec(index = 3)]
	Member(AccountBytes),
}

/// Why devices are recalled.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum RecallReason {
	/// They may harm somebody.
	#[codec(index = 0)]
	Safety,
	/// They can be broken into, or were.
	#[codec(index = 1)]
	Security,
	/// They measure or deliver wrongly.
	#[codec(index = 2)]
	Malfunction,
	/// A rule or an order forbids them.
	#[codec(index = 3)]
	Regulation,
	/// Another reason, told outside the chain.
	#[codec(index = 4)]
	Other,
}

/// What changed in the standing of one device, or of all that a recall is about.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum StandingChange {
	/// The record's device has this state now.
	#[codec(index = 0)]
	State(DeviceState),
	/// Devices are recalled. The record names none.
	#[codec(index = 1)]
	Recalled {
		/// Which ones.
		target: RecallTarget,
		/// Why.
		reason: RecallReason,
		/// From this time on, by the chain's clock, they are not recalled any more; none where only
		/// a supervisor can end it.
		expires_at: Option<Millis>,
	},
	/// Devices are not recalled any more. The record names none.
	#[codec(index = 2)]
	RecallLifted(RecallTarget),
}

/// Body of a [`RecordKind::Standing`](crate::RecordKind::Standing) record.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct StandingBody {
	/// The member who changed it.
	pub by: AccountBytes,
	/// What changed.
	pub change: StandingChange,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_recall_does_not_hide_what_outlasts_it() {
		let recall = Some(RecallReason::Safety);
		for (state, standing) in [
			(DeviceState::Active, Standing::Recalled(RecallReason::Safety)),
			(DeviceState::Suspended, Standing::Recalled(RecallReason::Safety)),
			(DeviceState::Retired, Standing::Retired),
			(DeviceState::Destroyed, Standing::Destroyed),
			(DeviceState::Compromised, Standing::Compromised),
		] {
			assert_eq!(Standing::new(state, recall), standing);
		}
		assert_eq!(Standing::new(DeviceState::Active, None), Standing::Active);
		assert_eq!(Standing::new(DeviceState::Suspended, None), Standing::Suspended);
	}

	#[test]
	fn two_states_are_final() {
		assert!(DeviceState::Destroyed.is_final() && DeviceState::Compromised.is_final());
		for state in [DeviceState::Active, DeviceState::Suspended, DeviceState::Retired] {
			assert!(!state.is_final());
		}
	}
}
