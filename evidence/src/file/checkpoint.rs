//! Checkpoint files.

use serde::{Deserialize, Serialize};

use super::{FileError, FileType};
use crate::{Checkpoint, Cosignature, SignedCheckpoint};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct CheckpointJson {
	r#type: String,
	version: u32,
	checkpoint: Checkpoint,
	signatures: Vec<Cosignature>,
}

impl SignedCheckpoint {
	/// The text of the file.
	pub fn to_json(&self) -> Result<String, FileError> {
		FileType::Checkpoint.write(&CheckpointJson {
			r#type: FileType::Checkpoint.name().into(),
			version: FileType::VERSION,
			checkpoint: self.checkpoint,
			signatures: self.signatures.clone(),
		})
	}

	/// Reads the text of a file. The signatures are not verified by this.
	pub fn from_json(text: &[u8]) -> Result<Self, FileError> {
		let CheckpointJson { checkpoint, signatures, .. } = FileType::Checkpoint.read(text)?;
		Ok(Self { checkpoint, signatures })
	}
}
