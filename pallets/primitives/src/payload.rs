//! The bytes that devices sign.
//!
//! Every signature is over `SCALE(tag: [u8; 16], genesis_hash, device_id, epoch: u16, body)`. The tag
//! names pallet, action and version, the rest names chain, device and the epoch of its keys: a
//! signature means nothing for another call, on another chain, for another device, or after the root
//! key was replaced.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, Output};

use crate::{AccountBytes, DeviceId, EnrolmentId, Hash256, Millis, ModelId, PublicKey, X25519Key};

/// Longest message that a device signs, in bytes.
pub const MAX_SIGNING_BYTES: usize = 256;

/// Names the purpose of a signature: pallet, action, version, filled up with zero bytes.
pub type Tag = [u8; 16];

const fn tag(text: &[u8]) -> Tag {
	let mut tag = [0; 16];
	let (head, _) = tag.split_at_mut(text.len());
	head.copy_from_slice(text);
	tag
}

/// What a signature is bound to beside its purpose and its body.
#[derive(Clone, Copy, Debug, Encode, Eq, PartialEq)]
pub struct SigningContext {
	/// Hash of the genesis block of the chain.
	pub genesis_hash: Hash256,
	/// The device that signs.
	pub device_id: DeviceId,
	/// Number of the device's root key, from 0. A rotation opens the next.
	pub epoch: u16,
}

/// A message to sign, in a buffer of its own, so that a device needs no allocator.
#[derive(Clone, Copy, Debug)]
pub struct SigningBytes {
	bytes: [u8; MAX_SIGNING_BYTES],
	len: usize,
}

impl SigningBytes {
	const fn new() -> Self {
		Self { bytes: [0; MAX_SIGNING_BYTES], len: 0 }
	}
}

impl Output for SigningBytes {
	fn write(&mut self, bytes: &[u8]) {
		let end = self.len.saturating_add(bytes.len());
		// No payload is longer than the buffer; the tests of this module hold that.
		if let Some(free) = self.bytes.get_mut(self.len..end) {
			free.copy_from_slice(bytes);
			self.len = end;
		}
	}
}

impl AsRef<[u8]> for SigningBytes {
	fn as_ref(&self) -> &[u8] {
		self.bytes.get(..self.len).unwrap_or_default()
	}
}

/// A statement that a device signs for one purpose.
pub trait Payload: Encode + MaxEncodedLen {
	/// Names the purpose.
	const TAG: Tag;

	/// The bytes to sign. An Ed25519 key signs them, a P-256 key signs their SHA-256.
	fn signing_bytes(&self, context: &SigningContext) -> SigningBytes {
		let mut bytes = SigningBytes::new();
		Self::TAG.encode_to(&mut bytes);
		context.encode_to(&mut bytes);
		self.encode_to(&mut bytes);
		bytes
	}
}

/// Signed by the root key of a new device: that whoever registers it holds the key, and that it
/// agrees to be this provider's device of this model. Epoch 0.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Registration {
	/// Account of the provider.
	pub provider: AccountBytes,
	/// The model of which the device is.
	pub model: ModelId,
}

impl Payload for Registration {
	const TAG: Tag = tag(b"did:register:1");
}

/// Signed by the root key of an enrolled device: that it goes into use, and under whom. Epoch 0.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Activation {
	/// The enrolment that the device is of.
	pub enrolment: EnrolmentId,
	/// Its place in the enrolment, from 0.
	pub index: u32,
	/// Account of the member who will run it.
	pub operator: AccountBytes,
}

impl Payload for Activation {
	const TAG: Tag = tag(b"did:activate:1");
}

/// Signed by the root key: another key may sign data until a time.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Delegation {
	/// Number of the statement among the numbered ones of its epoch, from 1. One is refused unless
	/// its number is above the last one's, so that an old one cannot come back.
	pub number: u32,
	/// The key that may sign.
	pub key: PublicKey,
	/// From this time on, by the chain's clock, it may not.
	pub expires_at: Millis,
}

impl Payload for Delegation {
	const TAG: Tag = tag(b"did:delegate:1");
}

/// Signed by the root key: messages to the device are to be encrypted for this key.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct KeyAgreement {
	/// Number of the statement, as in a [`Delegation`].
	pub number: u32,
	/// The key.
	pub key: X25519Key,
}

impl Payload for KeyAgreement {
	const TAG: Tag = tag(b"did:agree:1");
}

/// Signed by the root key: the device runs this firmware from now on.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct FirmwareUpdate {
	/// Number of the statement, as in a [`Delegation`].
	pub number: u32,
	/// SHA-256 of the firmware's image.
	pub firmware: Hash256,
}

impl Payload for FirmwareUpdate {
	const TAG: Tag = tag(b"did:firmware:1");
}

/// Signed by the root key and by the one that takes its place, both in the old epoch. Where the old
/// key is lost, by the new one alone.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct Rotation {
	/// The new root key.
	pub new_key: PublicKey,
}

impl Payload for Rotation {
	const TAG: Tag = tag(b"did:rotate:1");
}

/// A commitment to a batch of readings.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct Commitment {
	/// Root of the RFC 9162 tree over the salted readings.
	pub root: Hash256,
	/// Number of readings, at least 1.
	pub count: u32,
	/// The device's own counter at the first reading.
	pub first_counter: u64,
	/// The device's own counter at the last reading: at least `first_counter + count - 1`, more
	/// where the device skipped readings.
	pub last_counter: u64,
	/// Time of the first reading, by the device's clock.
	pub first_at: Millis,
	/// Time of the last reading, by the device's clock.
	pub last_at: Millis,
	/// Form of the readings: one of [`content::REGISTERED`](crate::content::REGISTERED).
	pub content: u16,
}

impl Commitment {
	/// Whether the counts agree: at least one reading, and no more readings than counter values.
	pub fn is_consistent(&self) -> bool {
		self.last_counter
			.checked_sub(self.first_counter)
			.is_some_and(|steps| self.count > 0 && steps >= u64::from(self.count).saturating_sub(1))
	}

	/// Whether the device's clock looks wrong against the chain's: the readings end before they
	/// begin, end more than [`CLOCK_AHEAD`] in the future, or begin more than [`CLOCK_BEHIND`] in
	/// the past.
	pub fn is_clock_suspect(&self, now: Millis) -> bool {
		self.first_at > self.last_at
			|| self.last_at > now.saturating_add(CLOCK_AHEAD)
			|| self.first_at < now.saturating_sub(CLOCK_BEHIND)
	}
}

/// How far a device's clock may be ahead of the chain's before it is suspect: one minute, ten blocks
/// of 6 s.
pub const CLOCK_AHEAD: Millis = 60_000;

/// How far back readings may begin before the device's clock is suspect: 400 days, a year's backlog
/// and a month.
pub const CLOCK_BEHIND: Millis = 400 * 24 * 60 * 60 * 1_000;

/// Signed by the key a device signs data with: a commitment, under a number of the device's stream.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct DataStatement {
	/// Sequence number in the epoch, from 0, given at upload.
	pub seq: u64,
	/// What is committed to.
	pub commitment: Commitment,
}

impl Payload for DataStatement {
	const TAG: Tag = tag(b"attest:data:1");
}

#[cfg(test)]
mod tests {
	use super::*;

	fn fits<P: Payload>() {
		let envelope = 16 + 32 + 32 + 2;
		assert!(envelope + P::max_encoded_len() <= MAX_SIGNING_BYTES);
	}

	const CONTEXT: SigningContext =
		SigningContext { genesis_hash: [1; 32], device_id: DeviceId([2; 32]), epoch: 0x0304 };

	const COMMITMENT: Commitment = Commitment {
		root: [5; 32],
		count: 3,
		first_counter: 10,
		last_counter: 12,
		first_at: 1_000,
		last_at: 2_000,
		content: 110,
	};

	#[test]
	fn every_payload_fits_the_buffer() {
		fits::<Registration>();
		fits::<Activation>();
		fits::<KeyAgreement>();
		fits::<FirmwareUpdate>();
		fits::<Delegation>();
		fits::<Rotation>();
		fits::<DataStatement>();
		fits::<crate::sales::VendResult>();
		fits::<crate::sales::SalesReport>();
		fits::<crate::sales::TicketClaim>();
	}

	#[test]
	fn signing_bytes_are_the_scale_encoding_of_the_parts() {
		let statement = DataStatement { seq: 7, commitment: COMMITMENT };
		let expected = (
			*b"attest:data:1\0\0\0",
			CONTEXT.genesis_hash,
			CONTEXT.device_id.0,
			CONTEXT.epoch,
			statement,
		)
			.encode();
		assert_eq!(statement.signing_bytes(&CONTEXT).as_ref(), expected);
	}

	#[test]
	fn counts_that_disagree_are_found() {
		assert!(COMMITMENT.is_consistent());
		assert!(Commitment { last_counter: 20, ..COMMITMENT }.is_consistent());
		assert!(!Commitment { count: 0, ..COMMITMENT }.is_consistent());
		assert!(!Commitment { count: 4, ..COMMITMENT }.is_consistent());
		assert!(!Commitment { last_counter: 9, ..COMMITMENT }.is_consistent());
		assert!(
			Commitment { first_counter: 0, last_counter: u64::MAX, ..COMMITMENT }.is_consistent()
		);
	}

	#[test]
	fn suspect_clocks_are_found() {
		let now = CLOCK_BEHIND * 2;
		let good = Commitment { first_at: now - 5, last_at: now, ..COMMITMENT };
		assert!(!good.is_clock_suspect(now));
		assert!(!Commitment { last_at: now + CLOCK_AHEAD, ..good }.is_clock_suspect(now));
		assert!(Commitment { last_at: now + CLOCK_AHEAD + 1, ..good }.is_clock_suspect(now));
		assert!(!Commitment { first_at: now - CLOCK_BEHIND, ..good }.is_clock_suspect(now));
		assert!(Commitment { first_at: now - CLOCK_BEHIND - 1, ..good }.is_clock_suspect(now));
		assert!(Commitment { first_at: now + 1, ..good }.is_clock_suspect(now));
	}
}
