//! Why the chain does not take a statement of a device.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;

/// Why the chain refuses a device's statement.
///
/// The transaction pool has names of its own for some of these; the others have a number there,
/// under which a client finds the name again.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum Refusal {
	/// No device has this number.
	#[codec(index = 0)]
	UnknownDevice,
	/// The device is gone for good.
	#[codec(index = 1)]
	DeviceGone,
	/// The device's operator has stopped it.
	#[codec(index = 2)]
	Suspended,
	/// The device is recalled.
	#[codec(index = 3)]
	Recalled,
	/// The device is out of use.
	#[codec(index = 4)]
	Retired,
	/// The device's signing key has expired.
	#[codec(index = 5)]
	KeyExpired,
	/// The device's provider or operator is suspended or was removed.
	#[codec(index = 6)]
	MemberNotInStanding,
	/// The counts of the commitment, or of the report, do not agree.
	#[codec(index = 7)]
	Inconsistent,
	/// The number of the statement is further ahead than it may be.
	#[codec(index = 8)]
	TooFar,
	/// A statement of this number was taken before, or its time is over: the sequence number has left
	/// the window, or the purchase has ended. The pool's name: `Stale`.
	#[codec(index = 9)]
	Used,
	/// The device sends faster than its rate allows; a later block takes it. The pool's name:
	/// `Future`.
	#[codec(index = 10)]
	OverRate,
	/// The block takes no more records; a later one does. The pool's name: `ExhaustsResources`.
	#[codec(index = 11)]
	BlockFull,
	/// The chain takes no such calls at present. The pool's name: `Call`.
	#[codec(index = 12)]
	Filtered,
	/// The signature is not that of the device's signing key over this statement, on this chain, in
	/// this epoch. The pool's name: `BadProof`.
	#[codec(index = 13)]
	BadSignature,
	/// The form of the readings is not one that the chain takes.
	#[codec(index = 14)]
	UnknownContent,
	/// There is no such agreement of the device, or it was forgotten.
	#[codec(index = 15)]
	UnknownAgreement,
	/// The version of the agreement is not in force, or its time is over, or later sales were reported
	/// under a later one.
	#[codec(index = 16)]
	WrongVersion,
	/// There is no such purchase at the device.
	#[codec(index = 17)]
	UnknownPurchase,
	/// A sum would be too large to count.
	#[codec(index = 18)]
	Overflow,
}

impl Refusal {
	/// Every refusal that has a number in the pool, under that number. Numbers are never reused.
	pub const NUMBERED: [(u8, Self); 14] = [
		(1, Self::UnknownDevice),
		(2, Self::DeviceGone),
		(3, Self::KeyExpired),
		(4, Self::MemberNotInStanding),
		(5, Self::Inconsistent),
		(6, Self::TooFar),
		(7, Self::Suspended),
		(8, Self::Recalled),
		(9, Self::Retired),
		(10, Self::UnknownContent),
		(11, Self::UnknownAgreement),
		(12, Self::WrongVersion),
		(13, Self::UnknownPurchase),
		(14, Self::Overflow),
	];

	/// Number in the pool; none for a refusal that has a name there.
	pub fn number(self) -> Option<u8> {
		Self::NUMBERED.iter().find(|(_, refusal)| *refusal == self).map(|(number, _)| *number)
	}

	/// The refusal with this number.
	pub fn from_number(number: u8) -> Option<Self> {
		Self::NUMBERED.iter().find(|(n, _)| *n == number).map(|(_, refusal)| *refusal)
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::UnknownDevice => "no device has this number",
			Self::DeviceGone => "the device is gone for good",
			Self::Suspended => "the device's operator has stopped it",
			Self::Recalled => "the device is recalled",
			Self::Retired => "the device is out of use",
			Self::KeyExpired => "the device's signing key has expired",
			Self::MemberNotInStanding => "the device's provider or operator is not in standing",
			Self::Inconsistent => "the counts do not agree",
			Self::TooFar => "the number is too far ahead",
			Self::Used => "a statement of this number was taken before, or its time is over",
			Self::OverRate => "the device sends faster than its rate allows",
			Self::BlockFull => "the block takes no more records",
			Self::Filtered => "the chain takes no such calls at present",
			Self::BadSignature => "the signature is not that of the device over this statement",
			Self::UnknownContent => "the form of the readings is not one that the chain takes",
			Self::UnknownAgreement => "the device has no such agreement",
			Self::WrongVersion => "the agreement's version is not the one for these sales",
			Self::UnknownPurchase => "there is no such purchase at the device",
			Self::Overflow => "a sum would be too large to count",
		})
	}
}
