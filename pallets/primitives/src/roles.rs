//! Roles of consortium members.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

/// What a member does in the consortium.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum Role {
	/// Makes devices, registers their models and the devices themselves.
	#[codec(index = 0)]
	Provider,
	/// Runs devices and does business with them.
	#[codec(index = 1)]
	Operator,
	/// Supervises safety: may recall devices.
	#[codec(index = 2)]
	Supervisor,
	/// Reads and receives grants, and has no vote.
	#[codec(index = 3)]
	Observer,
}

impl Role {
	/// Every role.
	pub const ALL: [Self; 4] = [Self::Provider, Self::Operator, Self::Supervisor, Self::Observer];

	const fn bit(self) -> u8 {
		match self {
			Self::Provider => 1,
			Self::Operator => 1 << 1,
			Self::Supervisor => 1 << 2,
			Self::Observer => 1 << 3,
		}
	}
}

/// A set of [`Role`]s, one bit each, by the index of the role.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Roles(u8);

impl Roles {
	/// The set of `roles`.
	pub const fn of<const N: usize>(roles: [Role; N]) -> Self {
		let mut bits = 0;
		let mut rest: &[Role] = &roles;
		while let [role, tail @ ..] = rest {
			bits |= role.bit();
			rest = tail;
		}
		Self(bits)
	}

	/// The set with these bits, or nothing where a bit stands for no role.
	pub fn from_bits(bits: u8) -> Option<Self> {
		let all = Self::of(Role::ALL);
		(bits & !all.0 == 0).then_some(Self(bits))
	}

	/// The set as bits.
	pub const fn bits(self) -> u8 {
		self.0
	}

	/// Whether `role` is in the set.
	pub const fn contains(self, role: Role) -> bool {
		self.0 & role.bit() != 0
	}

	/// Whether the set is one that a member may have: not empty, and of roles that there are.
	pub fn is_valid(self) -> bool {
		self.0 != 0 && Self::from_bits(self.0).is_some()
	}

	/// Whether a member with these roles has a vote in the council: any role but observer gives one.
	pub const fn is_voting(self) -> bool {
		self.0 & !Role::Observer.bit() != 0
	}

	/// The roles in the set, in the order of their index.
	pub fn iter(self) -> impl Iterator<Item = Role> {
		Role::ALL.into_iter().filter(move |role| self.contains(*role))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sets_hold_what_was_put_in() {
		let roles = Roles::of([Role::Provider, Role::Supervisor]);
		assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Provider, Role::Supervisor]);
		assert_eq!(roles.bits(), 0b101);
		assert!(roles.is_valid());
	}

	#[test]
	fn an_observer_alone_has_no_vote() {
		assert!(!Roles::of([Role::Observer]).is_voting());
		assert!(Roles::of([Role::Observer, Role::Operator]).is_voting());
		assert!(!Roles::default().is_voting());
	}

	#[test]
	fn unknown_bits_are_no_roles() {
		assert_eq!(Roles::from_bits(0b1_0000), None);
		assert!(!Roles(0b1_0001).is_valid());
		assert!(!Roles::default().is_valid());
	}
}
