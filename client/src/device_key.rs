//! Keys of devices: made, kept in files, and used to sign.

use std::{
	fmt, fs,
	io::{self, Write},
	path::Path,
	str::FromStr,
};

use bot_primitives::{
	merkle::SoftSha256,
	payload::{Payload, SigningContext},
	signer::SecretKey,
	PublicKey, Sha256, Signature,
};
use serde::{Deserialize, Serialize};

use crate::{hex_bytes, Error, Result};

/// What is hashed before the type and the name of a development key:
/// `secret = SHA-256("bot:dev-device-key:v1:" ++ type ++ ":" ++ name)`, such as
/// `bot:dev-device-key:v1:ed25519://Sensor1`. Anybody can compute it: never for production.
const DEV_KEY_CONTEXT: &str = "bot:dev-device-key:v1:";

/// Type of a device's key.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyType {
	/// Ed25519.
	Ed25519,
	/// ECDSA over NIST P-256.
	P256,
}

impl KeyType {
	/// Every type.
	pub const ALL: [Self; 2] = [Self::Ed25519, Self::P256];

	/// The name of the type in files and arguments.
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::Ed25519 => "ed25519",
			Self::P256 => "p256",
		}
	}
}

impl fmt::Display for KeyType {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl FromStr for KeyType {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		Self::ALL
			.into_iter()
			.find(|kind| kind.as_str() == text)
			.ok_or_else(|| format!("`{text}` is no type of device key: ed25519 or p256"))
	}
}

/// The secret key of a device.
#[derive(Clone)]
pub struct DeviceKey {
	key_type: KeyType,
	secret: [u8; 32],
	key: SecretKey,
}

/// A key file: JSON, readable by its owner alone.
#[derive(Deserialize, Serialize)]
struct KeyFile {
	r#type: KeyType,
	#[serde(with = "hex_bytes")]
	secret: [u8; 32],
	/// For the reader; the secret alone counts.
	#[serde(default, skip_deserializing)]
	public: String,
}

impl DeviceKey {
	/// A new key, from the randomness of the operating system.
	pub fn generate(key_type: KeyType) -> Result<Self> {
		loop {
			let mut secret = [0; 32];
			getrandom::fill(&mut secret)
				.map_err(|error| Error::input(format!("no randomness: {error}")))?;
			// One in 2^32 secrets is no P-256 key.
			if let Some(key) = Self::from_secret(key_type, secret) {
				return Ok(key);
			}
		}
	}

	/// The key with this secret; none where P-256 has no such key.
	pub fn from_secret(key_type: KeyType, secret: [u8; 32]) -> Option<Self> {
		let key = match key_type {
			KeyType::Ed25519 => Some(SecretKey::ed25519(secret)),
			KeyType::P256 => SecretKey::p256(&secret),
		};
		key.map(|key| Self { key_type, secret, key })
	}

	/// The development key of this name, such as `//Sensor1`. Everybody knows its secret.
	pub fn development(key_type: KeyType, name: &str) -> Result<Self> {
		let secret = SoftSha256::sha256(&[
			DEV_KEY_CONTEXT.as_bytes(),
			key_type.as_str().as_bytes(),
			b":",
			name.as_bytes(),
		]);
		Self::from_secret(key_type, secret).ok_or_else(|| {
			Error::input(format!("{name} names no {key_type} key: take another name"))
		})
	}

	/// The key that an argument names: `//Name` (Ed25519) or `p256://Name` for a development key,
	/// anything else is the path of a key file.
	pub fn from_argument(argument: &str) -> Result<Self> {
		for key_type in KeyType::ALL {
			let rest =
				argument.strip_prefix(key_type.as_str()).and_then(|rest| rest.strip_prefix(':'));
			if let Some(name) = rest.filter(|name| name.starts_with("//")) {
				return Self::development(key_type, name);
			}
		}
		if argument.starts_with("//") {
			return Self::development(KeyType::Ed25519, argument);
		}
		Self::load(Path::new(argument))
	}

	/// Reads a key file.
	pub fn load(path: &Path) -> Result<Self> {
		let text = fs::read_to_string(path).map_err(|error| match error.kind() {
			io::ErrorKind::NotFound => Error::input(format!(
				"no key file {}: make one with `bot device keygen --out FILE`",
				path.display()
			)),
			_ => Error::file(path, error),
		})?;
		let file: KeyFile = serde_json::from_str(&text).map_err(|error| {
			Error::input(format!("{} is no device key file: {error}", path.display()))
		})?;
		Self::from_secret(file.r#type, file.secret).ok_or_else(|| {
			Error::input(format!("{}: the secret is no {} key", path.display(), file.r#type))
		})
	}

	/// Writes the key to a new file that only its owner can read. A file that is there stays.
	pub fn save(&self, path: &Path) -> Result<()> {
		let file = KeyFile {
			r#type: self.key_type,
			secret: self.secret,
			public: format!("0x{}", hex::encode(public_bytes(&self.public()))),
		};
		let text = serde_json::to_string_pretty(&file).map_err(Error::input)?;
		let mut options = fs::OpenOptions::new();
		options.write(true).create_new(true);
		#[cfg(unix)]
		std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
		let mut file = options.open(path).map_err(|error| Error::file(path, error))?;
		writeln!(file, "{text}")
			.and_then(|()| file.sync_all())
			.map_err(|error| Error::file(path, error))
	}

	/// The public key.
	pub fn public(&self) -> PublicKey {
		self.key.public()
	}

	/// Signs a statement of this device, on this chain, in this epoch.
	pub fn sign(&self, payload: &impl Payload, context: &SigningContext) -> Signature {
		self.key.sign(payload, context)
	}
}

/// The bytes of a public key.
pub fn public_bytes(key: &PublicKey) -> &[u8] {
	match key {
		PublicKey::Ed25519(bytes) => bytes,
		PublicKey::EcdsaP256(bytes) => bytes,
	}
}

/// A public key as people read it, such as `ed25519:0x1234…`.
pub fn public_text(key: &PublicKey) -> String {
	let name = match key {
		PublicKey::Ed25519(_) => KeyType::Ed25519,
		PublicKey::EcdsaP256(_) => KeyType::P256,
	};
	format!("{name}:0x{}", hex::encode(public_bytes(key)))
}

/// The public key that a text of the form of [`public_text`] stands for.
pub fn parse_public(text: &str) -> Result<PublicKey> {
	let bad = || {
		Error::input(format!(
			"`{text}` is no public key: ed25519:0x… (32 bytes) or p256:0x… (33 bytes)"
		))
	};
	let (name, digits) = text.split_once(":0x").ok_or_else(bad)?;
	let bytes = hex::decode(digits).map_err(|_| bad())?;
	match name.parse::<KeyType>() {
		Ok(KeyType::Ed25519) => bytes.try_into().map(PublicKey::Ed25519).map_err(|_| bad()),
		Ok(KeyType::P256) => bytes.try_into().map(PublicKey::EcdsaP256).map_err(|_| bad()),
		Err(_) => Err(bad()),
	}
}

/// Public keys as text in JSON.
pub mod as_text {
	use super::{parse_public, public_text, PublicKey};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes a key in the form of [`public_text`].
	pub fn serialize<S: Serializer>(key: &PublicKey, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&public_text(key))
	}

	/// Reads a key in the form of [`public_text`].
	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PublicKey, D::Error> {
		parse_public(&String::deserialize(deserializer)?).map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::{payload::Registration, DeviceId};

	const CONTEXT: SigningContext =
		SigningContext { genesis_hash: [1; 32], device_id: DeviceId([2; 32]), epoch: 0 };

	#[test]
	fn what_a_key_signs_is_accepted() {
		let payload = Registration { provider: [3; 32], model: 4 };
		for key_type in KeyType::ALL {
			for key in [
				DeviceKey::generate(key_type).unwrap(),
				DeviceKey::development(key_type, "//Sensor1").unwrap(),
			] {
				let signature = key.sign(&payload, &CONTEXT);
				let message = payload.signing_bytes(&CONTEXT);
				assert!(key.public().verify(message.as_ref(), &signature));
				assert!(key.public().check().is_ok());
			}
		}
	}

	#[test]
	fn a_key_survives_its_file() {
		let dir = tempfile::tempdir().unwrap();
		for key_type in KeyType::ALL {
			let path = dir.path().join(key_type.as_str());
			let key = DeviceKey::generate(key_type).unwrap();
			key.save(&path).unwrap();
			let argument = path.to_str().unwrap();
			assert_eq!(DeviceKey::from_argument(argument).unwrap().public(), key.public());
			#[cfg(unix)]
			{
				use std::os::unix::fs::PermissionsExt;
				assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
			}
			assert!(key.save(&path).is_err(), "a key file is never written over");
		}
	}

	#[test]
	fn development_keys_are_those_of_the_documented_text() {
		let secret = SoftSha256::sha256(&[b"bot:dev-device-key:v1:ed25519://Sensor1"]);
		let key = DeviceKey::from_secret(KeyType::Ed25519, secret).unwrap();
		let public = |argument: &str| DeviceKey::from_argument(argument).unwrap().public();
		assert_eq!(public("//Sensor1"), key.public());
		assert_eq!(public("ed25519://Sensor1"), key.public());
		assert!(matches!(public("p256://Sensor1"), PublicKey::EcdsaP256(_)));
		assert_ne!(public("//Sensor1"), public("//Sensor2"));
	}

	#[test]
	fn a_bad_key_file_is_named() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		let load = |text: &str| {
			fs::write(&path, text).unwrap();
			match DeviceKey::load(&path) {
				Err(error) => error.to_string(),
				Ok(_) => "read".into(),
			}
		};
		assert!(load("").contains("is no device key file"));
		assert!(load(r#"{"type":"rsa","secret":"00"}"#).contains("is no device key file"));
		assert!(load(r#"{"type":"ed25519","secret":"0x00"}"#).contains("is no device key file"));
		let zero = format!(r#"{{"type":"p256","secret":"{}"}}"#, "00".repeat(32));
		assert!(load(&zero).contains("the secret is no p256 key"));
		fs::remove_file(&path).unwrap();
		let error = DeviceKey::load(&path).err().unwrap();
		assert!(error.to_string().contains("bot device keygen"));
		assert_eq!(error.exit_code(), 2);
	}

	#[test]
	fn public_keys_survive_their_text() {
		for key_type in KeyType::ALL {
			let key = DeviceKey::generate(key_type).unwrap().public();
			assert_eq!(parse_public(&public_text(&key)).unwrap(), key);
		}
		for bad in ["", "ed25519:0x00", "p256:0x", "rsa:0x00", "ed25519:0xzz"] {
			assert!(parse_public(bad).is_err(), "{bad}");
		}
	}
}
