//! Bytes as `0x…` text in JSON.

use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that are `0x…` text in JSON, where they stand in a list or may be missing.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Hex<const N: usize>(#[serde(with = "crate::hex_bytes")] pub [u8; N]);

/// Writes `bytes` as hex digits behind `0x`.
pub fn serialize<S: Serializer>(
	bytes: &impl AsRef<[u8]>,
	serializer: S,
) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(&format!("0x{}", hex::encode(bytes)))
}

/// Reads hex digits, with `0x` or without.
pub fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
	D: Deserializer<'de>,
	T: TryFrom<Vec<u8>>,
{
	let text = String::deserialize(deserializer)?;
	let bytes = decode(&text).map_err(D::Error::custom)?;
	let len = bytes.len();
	T::try_from(bytes)
		.map_err(|_| D::Error::custom(format!("{len} bytes are not the right number")))
}

/// The bytes that hex digits stand for, with `0x` or without.
pub fn decode(text: &str) -> Result<Vec<u8>, hex::FromHexError> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text))
}

/// Hex digits behind `0x`.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// The bytes that an argument stands for: `what`, as hex digits of exactly `N` bytes.
pub fn parse<const N: usize>(what: &str, text: &str) -> crate::Result<[u8; N]> {
	let bytes = decode(text).ok().and_then(|bytes| bytes.try_into().ok());
	bytes.ok_or_else(|| {
		crate::Error::input(format!(
			"`{text}` is no {what}: {N} bytes in hex digits, such as 0x12…"
		))
	})
}
