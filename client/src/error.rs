//! Why a command did not do what it was asked, and the exit code that says so.

use std::{fmt, io, path::Path};

/// What a function of this crate gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// Something given to the command is not what it must be.
	#[error("{0}")]
	Input(String),
	/// The chain refused a call.
	#[error(transparent)]
	Refused(Refusal),
	/// What was asked for is not there, or is not as it was claimed to be.
	#[error("{0}")]
	Invalid(String),
	/// No node answers.
	#[error("no answer from the node at {url}: {cause}\nStart one with ./scripts/run, or name another with --url.")]
	Unreachable {
		/// Where the node was looked for.
		url: String,
		/// What went wrong.
		cause: String,
	},
	/// The node answered with something that this program does not understand.
	#[error("the node gave an unexpected answer: {0}\nIs it a BoT node of this version?")]
	Unexpected(String),
}

impl Error {
	/// Bad input, in these words.
	pub fn input(what: impl fmt::Display) -> Self {
		Self::Input(what.to_string())
	}

	/// A file or directory that could not be used.
	pub fn file(path: &Path, cause: io::Error) -> Self {
		Self::Input(format!("{}: {cause}", path.display()))
	}

	/// An answer of the node that makes no sense.
	pub fn unexpected(what: impl fmt::Display) -> Self {
		Self::Unexpected(what.to_string())
	}

	/// The exit code of the program: 1 where something was refused or is invalid, 2 for bad input, 3
	/// where the node cannot be used.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Refused(_) | Self::Invalid(_) => 1,
			Self::Input(_) => 2,
			Self::Unreachable { .. } | Self::Unexpected(_) => 3,
		}
	}

	/// The name of the refusal, where the chain refused.
	pub fn refusal(&self) -> Option<&str> {
		match self {
			Self::Refused(refusal) => Some(&refusal.name),
			_ => None,
		}
	}
}

/// A call that the chain refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
	/// The call, such as `DeviceDid.register`, or the method of the node.
	pub call: String,
	/// Name of the reason, such as `DeviceDid::UnknownModel` or `Stale`.
	pub name: String,
	/// The reason in words; empty where the name says it all.
	pub reason: String,
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		// Calls of the chain are `Pallet.call`, methods of the node are not.
		let who = if self.call.contains('.') { "chain" } else { "node" };
		write!(f, "the {who} refused {}: {}", self.call, self.name)?;
		if self.reason.is_empty() {
			Ok(())
		} else {
			write!(f, ": {}", self.reason)
		}
	}
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_kind_of_failure_has_its_exit_code() {
		let refusal = Refusal {
			call: "Attestation.attest".into(),
			name: "Stale".into(),
			reason: String::new(),
		};
		let unreachable = Error::Unreachable { url: "ws://x".into(), cause: "refused".into() };
		assert_eq!(Error::Refused(refusal).exit_code(), 1);
		assert_eq!(Error::Invalid("no".into()).exit_code(), 1);
		assert_eq!(Error::input("what").exit_code(), 2);
		assert_eq!(unreachable.exit_code(), 3);
		assert_eq!(Error::unexpected("what").exit_code(), 3);
	}

	#[test]
	fn a_refusal_says_what_was_refused_and_why() {
		let refusal = Refusal {
			call: "DeviceDid.register".into(),
			name: "DeviceDid::NotProvider".into(),
			reason: "The sender is no provider.".into(),
		};
		assert_eq!(
			refusal.to_string(),
			"the chain refused DeviceDid.register: DeviceDid::NotProvider: The sender is no provider."
		);
	}
}
