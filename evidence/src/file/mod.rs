//! Evidence, checkpoints and members as JSON files.
//!
//! The types here mirror those of the library, so that every field can be read, and changed, in a
//! text editor. Nothing but the fields of the format is accepted, each in one spelling.

pub(crate) mod account;
mod checkpoint;
mod evidence;
pub(crate) mod hex;
mod members;

use bot_primitives::DidError;
use core::fmt;
use serde::{de::DeserializeOwned, Deserialize, Serialize};

pub use account::{account_from_text, account_to_text};
pub use evidence::EvidenceFile;

use crate::MembersError;

/// The files of this crate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FileType {
	/// One reading, with everything needed to check it.
	Evidence,
	/// What members of the consortium cosigned.
	Checkpoint,
	/// The members that a verifier trusts.
	Members,
}

impl FileType {
	/// Version of all formats.
	pub const VERSION: u32 = 1;

	/// What the field `type` of the file says.
	pub fn name(self) -> &'static str {
		match self {
			Self::Evidence => "bot-evidence",
			Self::Checkpoint => "bot-checkpoint",
			Self::Members => "bot-members",
		}
	}

	/// Reads the text of a file of this type. One of another type or version is told so, and not which
	/// of its fields is unknown.
	fn read<T: DeserializeOwned>(self, text: &[u8]) -> Result<T, FileError> {
		let json = |error| FileError::Json { file: self, error };
		let FileKind { r#type, version } = serde_json::from_slice(text).map_err(json)?;
		if r#type != self.name() {
			return Err(FileError::Type { file: self, found: r#type });
		}
		if version != Self::VERSION {
			return Err(FileError::Version { file: self, found: version });
		}
		serde_json::from_slice(text).map_err(json)
	}

	/// The text of a file of this type.
	fn write<T: Serialize>(self, file: &T) -> Result<String, FileError> {
		let mut text = serde_json::to_string_pretty(file)
			.map_err(|error| FileError::Json { file: self, error })?;
		text.push('\n');
		Ok(text)
	}
}

impl fmt::Display for FileType {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Evidence => "an evidence file",
			Self::Checkpoint => "a checkpoint file",
			Self::Members => "a members file",
		})
	}
}

#[derive(Deserialize)]
struct FileKind {
	r#type: String,
	version: u32,
}

/// Why a text is not that of a file, or something cannot be written as one.
#[derive(Debug)]
#[non_exhaustive]
pub enum FileError {
	/// The text is not JSON, or not that of the format: a field is missing, unknown, or has another
	/// form than it must.
	Json {
		/// What was to be read.
		file: FileType,
		/// What is wrong, and where.
		error: serde_json::Error,
	},
	/// The field `type` says something else.
	Type {
		/// What was to be read.
		file: FileType,
		/// What the field says.
		found: String,
	},
	/// The field `version` is not [`FileType::VERSION`].
	Version {
		/// What was to be read.
		file: FileType,
		/// What the field says.
		found: u32,
	},
	/// The field `did` is not a DID of the method `bot`.
	Did(DidError),
	/// The DID is that of another device than the record's.
	OtherDevice,
	/// The header to be written is not the SCALE encoding of a header.
	Header,
	/// The body of the record to be written is not a commitment to readings.
	Body,
	/// The members and the quorum do not fit together.
	Members(MembersError),
}

impl fmt::Display for FileError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Json { file, error } => write!(f, "not {file}: {error}"),
			Self::Type { file, found } => write!(f, "not {file}: its type is {found:?}"),
			Self::Version { file, found } => write!(
				f,
				"{file} of version {found}; this program reads version {}",
				FileType::VERSION
			),
			Self::Did(error) => write!(f, "did: {error}"),
			Self::OtherDevice => f.write_str("did: it is that of another device than the record's"),
			Self::Header => f.write_str("header: it is not the encoding of a header"),
			Self::Body => f.write_str("record: its body is not a commitment to readings"),
			Self::Members(error) => write!(f, "members: {error}"),
		}
	}
}

impl std::error::Error for FileError {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Json { error, .. } => Some(error),
			Self::Did(error) => Some(error),
			Self::Members(error) => Some(error),
			_ => None,
		}
	}
}
