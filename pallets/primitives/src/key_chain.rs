//! How the key that signed a record came from the key that the device was made with.

use alloc::vec::Vec;
use codec::{Decode, Encode};

use crate::{
	payload::{Delegation, Rotation},
	PublicKey, Signature,
};

/// A change of the root key, with the signatures over it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct SignedRotation {
	/// What was signed, in the epoch that the rotation ended.
	pub rotation: Rotation,
	/// Signature of the old root key; none where that was lost, and the members behind the device
	/// stood in for it.
	pub by_old: Option<Signature>,
	/// Signature of the new root key.
	pub by_new: Signature,
}

/// A delegation, with the root key's signature over it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct SignedDelegation {
	/// What was signed.
	pub delegation: Delegation,
	/// Signature of the root key of the epoch.
	pub signature: Signature,
}

/// What leads from a device's id to the key that signed in one epoch.
///
/// The id is the hash of the provider and the first root key; each rotation gives the root key of
/// the next epoch; the delegation, if any, gives the signing key.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct KeyChain {
	/// The root key that the device was registered with.
	pub first_root_key: PublicKey,
	/// One rotation for each epoch up to the record's.
	pub rotations: Vec<SignedRotation>,
	/// The delegation of the signing key; none where the root key itself signed.
	pub delegation: Option<SignedDelegation>,
}
