//! Identifiers of devices and models, and the DIDs made of them.

use blake2::{digest::consts::U32, Blake2b, Digest};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

use crate::{AccountBytes, PublicKey};

/// What is hashed before a device's provider and key, so that a device id is the hash of nothing
/// else.
const DEVICE_ID_CONTEXT: &[u8] = b"bot:device-id:v1";

/// Number of a device on its chain, assigned at registration, dense from 0. The key of every map
/// that is read often.
pub type DeviceIndex = u32;

/// A [`DeviceIndex`] as the key under which the chain keeps what it reads of a device each time the
/// device acts: big-endian, so that devices whose numbers are near are near in the state, and one
/// proof of a gateway's devices shares most of its nodes.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct OrderedIndex([u8; 4]);

impl From<DeviceIndex> for OrderedIndex {
	fn from(index: DeviceIndex) -> Self {
		Self(index.to_be_bytes())
	}
}

impl From<OrderedIndex> for DeviceIndex {
	fn from(key: OrderedIndex) -> Self {
		Self::from_be_bytes(key.0)
	}
}

/// Number of a model on its chain, assigned at registration, dense from 0.
pub type ModelId = u32;

/// Id of a device: the hash of who made it and of the key it was made with.
///
/// Nobody can take the id of another's device, and anybody can recompute it.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct DeviceId(pub [u8; 32]);

impl DeviceId {
	/// The id of the device that `provider` made with `root_key`:
	/// `blake2b_256("bot:device-id:v1" ++ provider ++ SCALE(root_key))`.
	pub fn derive(provider: &AccountBytes, root_key: &PublicKey) -> Self {
		let mut hasher = Blake2b::<U32>::new();
		hasher.update(DEVICE_ID_CONTEXT);
		hasher.update(provider);
		root_key.using_encoded(|key| hasher.update(key));
		Self(hasher.finalize().into())
	}
}

impl AsRef<[u8]> for DeviceId {
	fn as_ref(&self) -> &[u8] {
		&self.0
	}
}

/// Longest label of a network, in bytes.
pub const MAX_NETWORK_LEN: usize = 16;

/// Label of a network in its DIDs: 1 to 16 characters of `a-z` and `0-9`.
///
/// It comes from the genesis of the chain, so that the DIDs of a test network and of production
/// never mix.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Network([u8; MAX_NETWORK_LEN]);

impl Network {
	/// The label `label`, or nothing where that is empty, longer than 16 bytes, or has other
	/// characters than `a-z` and `0-9`.
	pub fn new(label: &[u8]) -> Option<Self> {
		let valid = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
		if label.is_empty() || !label.iter().all(valid) {
			return None;
		}
		let mut bytes = [0; MAX_NETWORK_LEN];
		bytes.get_mut(..label.len())?.copy_from_slice(label);
		Some(Self(bytes))
	}

	/// The label as text.
	pub fn as_str(&self) -> &str {
		let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(MAX_NETWORK_LEN);
		self.0.get(..end).and_then(|label| core::str::from_utf8(label).ok()).unwrap_or_default()
	}
}

#[cfg(feature = "alloc")]
pub use did::{Did, DidError};

#[cfg(feature = "alloc")]
mod did {
	use super::{DeviceId, Network};
	use core::{fmt, str::FromStr};

	/// What every DID of the method begins with.
	const PREFIX: &str = "did:bot:";

	/// A W3C Decentralized Identifier of the method `bot`:
	/// `did:bot:<network>:<base58btc of 32 bytes>`.
	///
	/// The 32 bytes are a device id, or the account of a member.
	#[derive(Clone, Copy, Debug, Eq, PartialEq)]
	pub struct Did {
		/// The network on which the subject is registered.
		pub network: Network,
		/// Id of the device, or account of the member.
		pub subject: [u8; 32],
	}

	impl Did {
		/// The DID of a device.
		pub fn of_device(network: Network, id: DeviceId) -> Self {
			Self { network, subject: id.0 }
		}
	}

	impl fmt::Display for Did {
		fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
			let id = bs58::encode(self.subject).into_string();
			write!(f, "{PREFIX}{}:{id}", self.network.as_str())
		}
	}

	/// Why a text is not a DID of the method `bot`.
	#[derive(Clone, Copy, Debug, Eq, PartialEq)]
	pub enum DidError {
		/// It does not begin with `did:bot:`.
		Method,
		/// The network label is missing, too long, or has other characters than `a-z` and `0-9`.
		Network,
		/// What follows the network label is not the base58btc form of 32 bytes.
		Id,
	}

	impl fmt::Display for DidError {
		fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
			f.write_str(match self {
				Self::Method => "not a did:bot identifier",
				Self::Network => "the network label is not 1 to 16 characters of a-z and 0-9",
				Self::Id => "the id is not the base58btc form of 32 bytes",
			})
		}
	}

	impl core::error::Error for DidError {}

	impl FromStr for Did {
		type Err = DidError;

		fn from_str(text: &str) -> Result<Self, DidError> {
			let rest = text.strip_prefix(PREFIX).ok_or(DidError::Method)?;
			let (network, id) = rest.split_once(':').ok_or(DidError::Network)?;
			let network = Network::new(network.as_bytes()).ok_or(DidError::Network)?;
			let mut subject = [0; 32];
			let written = bs58::decode(id).onto(&mut subject).map_err(|_| DidError::Id)?;
			let did = Self { network, subject };
			// Base58 writes a number of leading zero bytes in one way only, so a text that does not
			// come back as it was is another spelling of the same id.
			let canonical = bs58::encode(subject).into_string() == id;
			if written == 32 && canonical {
				Ok(did)
			} else {
				Err(DidError::Id)
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn device_id_depends_on_provider_and_key() {
		let key = PublicKey::Ed25519([7; 32]);
		let id = DeviceId::derive(&[1; 32], &key);
		assert_ne!(id, DeviceId::derive(&[2; 32], &key));
		assert_ne!(id, DeviceId::derive(&[1; 32], &PublicKey::Ed25519([8; 32])));
	}

	#[test]
	fn network_takes_only_lower_case_and_digits() {
		assert_eq!(Network::new(b"dev").unwrap().as_str(), "dev");
		assert_eq!(Network::new(&[b'a'; 16]).unwrap().as_str().len(), 16);
		for bad in [&b""[..], b"Dev", b"a b", b"a:b", &[b'a'; 17], b"\0"] {
			assert!(Network::new(bad).is_none(), "{bad:?}");
		}
	}

	#[test]
	fn did_survives_its_text() {
		let network = Network::new(b"dev").unwrap();
		for subject in [[0; 32], [255; 32], [9; 32]] {
			let did = Did { network, subject };
			assert_eq!(did.to_string().parse(), Ok(did));
		}
	}

	#[test]
	fn malformed_dids_are_named() {
		let id = bs58::encode([9u8; 32]).into_string();
		let parse = |text: &str| text.parse::<Did>();
		assert_eq!(parse(&format!("did:web:dev:{id}")), Err(DidError::Method));
		assert_eq!(parse(&format!("did:bot:{id}")), Err(DidError::Network));
		assert_eq!(parse(&format!("did:bot:DEV:{id}")), Err(DidError::Network));
		assert_eq!(parse("did:bot:dev:"), Err(DidError::Id));
		assert_eq!(parse("did:bot:dev:0OIl"), Err(DidError::Id));
		assert_eq!(parse(&format!("did:bot:dev:1{id}")), Err(DidError::Id));
		let short = bs58::encode([9u8; 31]).into_string();
		assert_eq!(parse(&format!("did:bot:dev:{short}")), Err(DidError::Id));
	}
}
