//! What is handed over with an enrolled device, so that it can be activated.

use std::{fs, path::Path};

use bot_primitives::{
	enrolment::serial_commitment,
	merkle::{self, SoftSha256},
	EnrolledDevice, EnrolmentId, Hash256, ModelId, PublicKey,
};
use serde::{Deserialize, Serialize};

use crate::{
	device_key::{as_text, public_text},
	hex_bytes::{self, Hex},
	Error, Result,
};

/// That a device is one of an enrolment: an activation file, as JSON.
///
/// Serial number and salt may be left out, where the holder is not to know them: the commitment is
/// what the chain sees.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
	/// Says what the file is.
	pub r#type: FileType,
	/// Version of the form.
	pub version: Version,
	/// Genesis hash of the chain that the enrolment is on.
	#[serde(with = "hex_bytes")]
	pub genesis_hash: Hash256,
	/// Number of the enrolment.
	pub enrolment: EnrolmentId,
	/// The device's place in it, from 0.
	pub index: u32,
	/// Number of devices in it.
	pub count: u32,
	/// Root of the tree over them.
	#[serde(with = "hex_bytes")]
	pub root: Hash256,
	/// The device's model.
	pub model: ModelId,
	/// The key it was made with.
	#[serde(with = "as_text")]
	pub root_key: PublicKey,
	/// Its serial number.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub serial: Option<String>,
	/// Salt of the commitment.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub salt: Option<Hex<16>>,
	/// Commitment to the serial number.
	#[serde(with = "hex_bytes")]
	pub serial_commitment: Hash256,
	/// SHA-256 of its IDevID certificate (DER).
	#[serde(default)]
	pub idevid_sha256: Option<Hex<32>>,
	/// The hashes beside the way from its leaf to the root, from the bottom.
	pub path: Vec<Hex<32>>,
}

/// The one type of file that a [`Proof`] is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum FileType {
	/// An activation file.
	#[serde(rename = "bot-activation")]
	Activation,
}

/// The versions of the form.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Version;

impl TryFrom<u8> for Version {
	type Error = String;

	fn try_from(number: u8) -> Result<Self, String> {
		match number {
			1 => Ok(Self),
			_ => Err(format!("version {number} is not known to this program")),
		}
	}
}

impl From<Version> for u8 {
	fn from(_: Version) -> Self {
		1
	}
}

impl Proof {
	/// Reads the file at `path`, and checks that it leads from the device to the root.
	pub fn load(path: &Path) -> Result<Self> {
		let text = fs::read_to_string(path).map_err(|error| Error::file(path, error))?;
		let bad = |what: &dyn std::fmt::Display| {
			Error::input(format!("{} is no activation file: {what}", path.display()))
		};
		let proof: Self = serde_json::from_str(&text).map_err(|error| bad(&error))?;
		proof.check().map_err(|error| bad(&error))?;
		Ok(proof)
	}

	/// The path as the chain takes it.
	pub fn path(&self) -> Vec<Hash256> {
		self.path.iter().map(|hash| hash.0).collect()
	}

	/// Checks that `key` is the one that the device is enrolled with.
	pub fn ensure_key(&self, key: &PublicKey) -> Result<()> {
		if *key == self.root_key {
			return Ok(());
		}
		Err(Error::input(format!(
			"the key is not the one that the device is enrolled with\n  given    {}\n  expected {}",
			public_text(key),
			public_text(&self.root_key)
		)))
	}

	/// Checks that the device is one of the enrolment, and that its serial number is the one it is
	/// enrolled with.
	pub fn check(&self) -> Result<(), ProofError> {
		if let (Some(serial), Some(salt)) = (&self.serial, self.salt) {
			let commitment = serial_commitment::<SoftSha256>(&salt.0, serial.as_bytes());
			if commitment != self.serial_commitment {
				return Err(ProofError::AnotherSerial);
			}
		}
		let device = EnrolledDevice {
			model: self.model,
			root_key: self.root_key,
			serial: self.serial_commitment,
			idevid: self.idevid_sha256.map(|hash| hash.0),
		};
		let leaf = device.leaf_hash::<SoftSha256>();
		let (index, count) = (self.index.into(), self.count.into());
		merkle::verify::<SoftSha256>(leaf, index, count, &self.path(), &self.root)
			.map_err(|_| ProofError::NotEnrolled)
	}
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ProofError {
	/// The path leads elsewhere.
	#[error("NotEnrolled: the path does not lead from the device to the root")]
	NotEnrolled,
	/// The commitment is to another serial number.
	#[error("AnotherSerial: the commitment is not to this serial number with this salt")]
	AnotherSerial,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{DeviceKey, KeyType};

	fn proof() -> Proof {
		let salt = [5; 16];
		let mut proof = Proof {
			r#type: FileType::Activation,
			version: Version,
			genesis_hash: [1; 32],
			enrolment: 2,
			index: 0,
			count: 2,
			root: [0; 32],
			model: 3,
			root_key: DeviceKey::development(KeyType::P256, "//D").unwrap().public(),
			serial: Some("SN-1".into()),
			salt: Some(Hex(salt)),
			serial_commitment: serial_commitment::<SoftSha256>(&salt, b"SN-1"),
			idevid_sha256: Some(Hex([6; 32])),
			path: vec![Hex([7; 32])],
		};
		let device = EnrolledDevice {
			model: 3,
			root_key: proof.root_key,
			serial: proof.serial_commitment,
			idevid: Some([6; 32]),
		};
		proof.root = merkle::node_hash::<SoftSha256>(&device.leaf_hash::<SoftSha256>(), &[7; 32]);
		proof
	}

	fn load(text: &str) -> Result<Proof> {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("proof.json");
		fs::write(&path, text).unwrap();
		Proof::load(&path)
	}

	#[test]
	fn a_proof_survives_its_file() {
		let text = serde_json::to_string(&proof()).unwrap();
		assert_eq!(load(&text).unwrap(), proof());
		assert!(text.contains(r#""idevidSha256":"0x06"#), "{text}");
	}

	#[test]
	fn the_serial_number_may_be_kept_back() {
		let told = Proof { serial: None, salt: None, ..proof() };
		let text = serde_json::to_string(&told).unwrap();
		assert!(!text.contains("SN-1") && !text.contains("salt"), "{text}");
		assert_eq!(load(&text).unwrap(), told);
	}

	#[test]
	fn every_change_is_found() {
		let good = proof();
		let other = DeviceKey::development(KeyType::P256, "//E").unwrap().public();
		let not_enrolled = [
			Proof { index: 1, ..good.clone() },
			Proof { count: 1, ..good.clone() },
			Proof { root: [9; 32], ..good.clone() },
			Proof { model: 4, ..good.clone() },
			Proof { root_key: other, ..good.clone() },
			Proof { idevid_sha256: None, ..good.clone() },
			Proof { path: vec![Hex([8; 32])], ..good.clone() },
			Proof { path: vec![], ..good.clone() },
			Proof { serial: None, serial_commitment: [0; 32], ..good.clone() },
		];
		for proof in not_enrolled {
			assert_eq!(proof.check(), Err(ProofError::NotEnrolled), "{proof:?}");
			let error = load(&serde_json::to_string(&proof).unwrap()).err().unwrap();
			assert_eq!(error.exit_code(), 2);
			assert!(error.to_string().contains("NotEnrolled"), "{error}");
		}
		let renamed = Proof { serial: Some("SN-2".into()), ..good };
		assert_eq!(renamed.check(), Err(ProofError::AnotherSerial));
	}

	#[test]
	fn what_is_no_activation_file_is_named() {
		let text = serde_json::to_string(&proof()).unwrap();
		for bad in [
			String::new(),
			"{}".into(),
			text.replace("bot-activation", "bot-evidence"),
			text.replace(r#""version":1"#, r#""version":2"#),
			text.replace("p256:0x", "rsa:0x"),
		] {
			let error = load(&bad).err().unwrap();
			assert!(error.to_string().contains("is no activation file"), "{error}");
			assert_eq!(error.exit_code(), 2);
		}
	}
}
