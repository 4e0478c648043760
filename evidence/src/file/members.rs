//! Members files.

use bot_primitives::{AccountBytes, Hash256};
use serde::{Deserialize, Serialize};

use super::{account, hex::hex_array, FileError, FileType};
use crate::{Member, Members};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct MembersJson {
	r#type: String,
	version: u32,
	#[serde(with = "hex_array")]
	genesis_hash: Hash256,
	quorum: u32,
	members: Vec<MemberJson>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct MemberJson {
	#[serde(with = "account::field")]
	account: AccountBytes,
	name: String,
}

impl Members {
	/// The text of the file.
	pub fn to_json(&self) -> Result<String, FileError> {
		let member =
			|member: &Member| MemberJson { account: member.account, name: member.name.clone() };
		FileType::Members.write(&MembersJson {
			r#type: FileType::Members.name().into(),
			version: FileType::VERSION,
			genesis_hash: self.genesis_hash(),
			quorum: self.quorum(),
			members: self.members().iter().map(member).collect(),
		})
	}

	/// Reads the text of a file.
	pub fn from_json(text: &[u8]) -> Result<Self, FileError> {
		let MembersJson { genesis_hash, quorum, members, .. } = FileType::Members.read(text)?;
		let member = |MemberJson { account, name }| Member { account, name };
		Self::new(genesis_hash, quorum, members.into_iter().map(member).collect())
			.map_err(FileError::Members)
	}
}
