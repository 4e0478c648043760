//! The members whom a verifier trusts, and how many of them it takes.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use bot_primitives::{AccountBytes, Hash256};
use core::fmt;

use crate::{Checkpoint, SignedCheckpoint};

/// A member of the consortium.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Member {
	/// Its account: the public key itself.
	pub account: AccountBytes,
	/// Its name, for people to read.
	pub name: String,
}

/// The members whom a verifier trusts, and how many of them must say the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Members {
	genesis_hash: Hash256,
	quorum: u32,
	members: Vec<Member>,
}

/// Why members and a quorum do not fit together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MembersError {
	/// The quorum is zero, or there are fewer members.
	Quorum {
		/// The quorum.
		quorum: u32,
		/// How many members there are.
		members: usize,
	},
	/// An account stands there twice.
	Repeated(AccountBytes),
	/// The account is all zero: nobody's key, in whose name anybody could sign.
	NoKey,
}

impl fmt::Display for MembersError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Quorum { quorum, members } => {
				write!(f, "a quorum of {quorum} among {members} members; it must be at least 1 and at most all")
			},
			Self::Repeated(account) => {
				f.write_str("two are of the account 0x")?;
				account.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
			},
			Self::NoKey => f.write_str("the account that is all zero is nobody's"),
		}
	}
}

impl core::error::Error for MembersError {}

/// What a signature under a checkpoint is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "std", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum CosignatureState {
	/// A member's, which counts.
	Valid,
	/// It is not this member's signature over this checkpoint.
	Invalid,
	/// The account is no member's.
	Stranger,
	/// The member has a valid signature before this one.
	Repeated,
}

/// Why a verifier does not trust a checkpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum CheckpointError {
	/// The checkpoint is of another chain than the members.
	OtherChain {
		/// Hash of the genesis block in the checkpoint.
		found: Hash256,
	},
	/// Fewer members than the quorum signed.
	Quorum {
		/// How many members signed.
		valid: u32,
		/// How many must.
		quorum: u32,
	},
}

impl CheckpointError {
	/// The name under which every verifier of the format knows it.
	pub fn name(&self) -> &'static str {
		match self {
			Self::OtherChain { .. } => "OtherChain",
			Self::Quorum { .. } => "Quorum",
		}
	}
}

impl fmt::Display for CheckpointError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::OtherChain { found } => {
				f.write_str(
					"checkpoint: it is of another chain than the members; its genesis hash is 0x",
				)?;
				found.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
			},
			Self::Quorum { valid, quorum } => {
				write!(f, "checkpoint: {valid} members signed it and {quorum} must")
			},
		}
	}
}

impl core::error::Error for CheckpointError {}

/// A checkpoint that a quorum of trusted members signed. There is no other way to one than
/// [`Members::trust`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TrustedCheckpoint(Checkpoint);

impl TrustedCheckpoint {
	/// What the members signed.
	pub fn checkpoint(&self) -> &Checkpoint {
		&self.0
	}
}

impl Members {
	/// These members of the chain with this genesis block, of whom `quorum` must say the same.
	pub fn new(
		genesis_hash: Hash256,
		quorum: u32,
		members: Vec<Member>,
	) -> Result<Self, MembersError> {
		let enough = usize::try_from(quorum).is_ok_and(|quorum| quorum <= members.len());
		if quorum == 0 || !enough {
			return Err(MembersError::Quorum { quorum, members: members.len() });
		}
		let mut accounts = BTreeSet::new();
		for Member { account, .. } in &members {
			if *account == [0; 32] {
				return Err(MembersError::NoKey);
			}
			if !accounts.insert(*account) {
				return Err(MembersError::Repeated(*account));
			}
		}
		Ok(Self { genesis_hash, quorum, members })
	}

	/// Hash of the genesis block of the chain whose members they are.
	pub fn genesis_hash(&self) -> Hash256 {
		self.genesis_hash
	}

	/// How many must say the same.
	pub fn quorum(&self) -> u32 {
		self.quorum
	}

	/// The members.
	pub fn members(&self) -> &[Member] {
		&self.members
	}

	/// The member with this account.
	pub fn find(&self, account: &AccountBytes) -> Option<&Member> {
		self.members.iter().find(|member| member.account == *account)
	}

	/// What each signature is worth, in the order of the signatures.
	pub fn states(&self, signed: &SignedCheckpoint) -> Vec<CosignatureState> {
		let mut counted = BTreeSet::new();
		let state = |cosignature: &crate::Cosignature| {
			if self.find(&cosignature.account).is_none() {
				CosignatureState::Stranger
			} else if counted.contains(&cosignature.account) {
				CosignatureState::Repeated
			} else if cosignature.is_over(&signed.checkpoint) {
				counted.insert(cosignature.account);
				CosignatureState::Valid
			} else {
				CosignatureState::Invalid
			}
		};
		signed.signatures.iter().map(state).collect()
	}

	/// The checkpoint, if a quorum of the members signed it.
	///
	/// Signatures that do not count are no reason to refuse: anybody can add one to a file.
	pub fn trust(&self, signed: &SignedCheckpoint) -> Result<TrustedCheckpoint, CheckpointError> {
		let found = signed.checkpoint.genesis_hash;
		if found != self.genesis_hash {
			return Err(CheckpointError::OtherChain { found });
		}
		let states = self.states(signed);
		let valid = states.iter().filter(|state| **state == CosignatureState::Valid).count();
		// No more than there are members, of whom there are fewer than 2^32.
		let valid = u32::try_from(valid).unwrap_or(u32::MAX);
		if valid < self.quorum {
			return Err(CheckpointError::Quorum { valid, quorum: self.quorum });
		}
		Ok(TrustedCheckpoint(signed.checkpoint))
	}
}
