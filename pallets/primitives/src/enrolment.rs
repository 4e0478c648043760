//! Production runs that are enrolled as the root of a tree, before any device of them is used.
//!
//! The tree is that of RFC 9162 over SHA-256 ([`crate::merkle`]). A leaf holds the SCALE encoding of
//! [`EnrolledDevice`], in the order of the provider's manifest.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

use crate::{merkle, Hash256, ModelId, PublicKey, Sha256};

/// Number of an enrolment on its chain, assigned when it is made, dense from 0.
pub type EnrolmentId = u32;

/// Longest path in a tree of at most 2^32 − 1 leaves.
pub const MAX_ENROLMENT_PATH: u32 = 32;

/// What a leaf of an enrolment's tree says of a device.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct EnrolledDevice {
	/// Its model.
	pub model: ModelId,
	/// The key it was made with.
	pub root_key: PublicKey,
	/// Commitment to its serial number: see [`serial_commitment`].
	pub serial: Hash256,
	/// SHA-256 of its IEEE 802.1AR IDevID certificate (DER); none where it has none.
	pub idevid: Option<Hash256>,
}

impl EnrolledDevice {
	/// Hash of the leaf.
	pub fn leaf_hash<H: Sha256>(&self) -> Hash256 {
		self.using_encoded(merkle::leaf_hash::<H>)
	}
}

/// Commitment to a serial number: the SHA-256 of salt and serial number.
///
/// Serial numbers are short and follow each other: without the salt each can be found by trying.
pub fn serial_commitment<H: Sha256>(salt: &[u8; 16], serial: &[u8]) -> Hash256 {
	H::sha256(&[salt, serial])
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::merkle::SoftSha256;

	const DEVICE: EnrolledDevice = EnrolledDevice {
		model: 7,
		root_key: PublicKey::Ed25519([1; 32]),
		serial: [2; 32],
		idevid: None,
	};

	#[test]
	fn every_part_of_a_device_shows_in_its_leaf() {
		let leaf = DEVICE.leaf_hash::<SoftSha256>();
		for other in [
			EnrolledDevice { model: 8, ..DEVICE },
			EnrolledDevice { root_key: PublicKey::Ed25519([3; 32]), ..DEVICE },
			EnrolledDevice { serial: [3; 32], ..DEVICE },
			EnrolledDevice { idevid: Some([0; 32]), ..DEVICE },
		] {
			assert_ne!(other.leaf_hash::<SoftSha256>(), leaf);
		}
	}

	#[test]
	fn the_salt_hides_the_serial_number() {
		let of = |salt, serial| serial_commitment::<SoftSha256>(salt, serial);
		assert_eq!(of(&[1; 16], b"A-1"), of(&[1; 16], b"A-1"));
		assert_ne!(of(&[1; 16], b"A-1"), of(&[2; 16], b"A-1"));
		assert_ne!(of(&[1; 16], b"A-1"), of(&[1; 16], b"A-2"));
	}
}
