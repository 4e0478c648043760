//! What is kept of a member.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use bot_primitives::Roles;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use frame::{
	prelude::{BlockNumberFor, BoundedVec},
	traits::ConstU32,
};

/// Name of a member: at most 64 bytes of UTF-8.
pub type Name = BoundedVec<u8, ConstU32<64>>;

/// A [`Member`] of the chain's consortium.
pub type MemberOf<T> = Member<BlockNumberFor<T>>;

/// A member of the consortium.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Member<BlockNumber> {
	/// What it may do, unless it is suspended.
	pub roles: Roles,
	/// Name of the organisation, for people to read.
	pub name: Name,
	/// Whether it is suspended.
	pub suspended: bool,
	/// The block in which it was admitted.
	pub since: BlockNumber,
}

impl<BlockNumber> Member<BlockNumber> {
	/// Whether the member has a seat in the council.
	pub fn is_seated(&self) -> bool {
		!self.suspended && self.roles.is_voting()
	}
}

/// Whether an account is a member, or was one.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Membership<BlockNumber> {
	/// It is one.
	Member(Member<BlockNumber>),
	/// It was one, and was removed.
	Removed,
}

/// Whether people can read `name`, and read nothing else than what is there.
pub fn is_printable(name: &[u8]) -> bool {
	core::str::from_utf8(name)
		.is_ok_and(|name| !name.trim().is_empty() && name.chars().all(|char| !is_hidden(char)))
}

/// Whether `char` does not show, or changes the order in which others are shown. With such ones,
/// two names could look the same.
fn is_hidden(char: char) -> bool {
	char.is_control()
		|| matches!(
			char,
			'\u{ad}' |
				'\u{200b}'..='\u{200f}' |
				'\u{2028}'..='\u{202e}' |
				'\u{2060}'..='\u{206f}' |
				'\u{feff}'
		)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_can_be_read() {
		for good in ["Acme", "Müller & Söhne AG", "株式会社", "a"] {
			assert!(is_printable(good.as_bytes()), "{good}");
		}
		for bad in ["", " ", "a\nb", "a\0", "\u{202e}emcA", "Ac\u{200b}me", "\u{feff}Acme"] {
			assert!(!is_printable(bad.as_bytes()), "{bad:?}");
		}
		assert!(!is_printable(&[b'a', 0xff]));
	}
}
