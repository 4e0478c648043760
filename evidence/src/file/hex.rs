//! How bytes stand in files.

/// Bytes as `0x` and lower-case hexadecimal digits.
pub(crate) mod hex_bytes {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(crate) fn serialize<S: Serializer>(bytes: &[u8], output: S) -> Result<S::Ok, S::Error> {
		output.serialize_str(&text(bytes))
	}

	pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<u8>, D::Error> {
		parse(&String::deserialize(input)?)
	}

	pub(crate) fn text(bytes: &[u8]) -> String {
		format!("0x{}", hex::encode(bytes))
	}

	pub(crate) fn parse<E: Error>(text: &str) -> Result<Vec<u8>, E> {
		let digits = text.strip_prefix("0x").ok_or_else(|| E::custom("no 0x before the digits"))?;
		if digits.bytes().any(|digit| digit.is_ascii_uppercase()) {
			return Err(E::custom("hexadecimal digits in upper case"));
		}
		hex::decode(digits).map_err(E::custom)
	}
}

/// A fixed number of bytes as `0x` and lower-case hexadecimal digits.
pub(crate) mod hex_array {
	use super::hex_bytes;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(crate) fn serialize<S: Serializer, const N: usize>(
		bytes: &[u8; N],
		output: S,
	) -> Result<S::Ok, S::Error> {
		hex_bytes::serialize(bytes, output)
	}

	pub(crate) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
		input: D,
	) -> Result<[u8; N], D::Error> {
		parse(&String::deserialize(input)?)
	}

	pub(crate) fn parse<E: Error, const N: usize>(text: &str) -> Result<[u8; N], E> {
		let bytes = hex_bytes::parse::<E>(text)?;
		let found = bytes.len();
		bytes.try_into().map_err(|_| E::custom(format!("{found} bytes, where {N} must be")))
	}
}

/// Hashes as a list of hexadecimal texts.
pub(crate) mod hex_list {
	use super::{hex_array, hex_bytes};
	use bot_primitives::Hash256;
	use serde::{Deserialize, Deserializer, Serializer};

	pub(crate) fn serialize<S: Serializer>(
		hashes: &[Hash256],
		output: S,
	) -> Result<S::Ok, S::Error> {
		output.collect_seq(hashes.iter().map(|hash| hex_bytes::text(hash)))
	}

	pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
		input: D,
	) -> Result<Vec<Hash256>, D::Error> {
		let texts = Vec::<String>::deserialize(input)?;
		texts.iter().map(|text| hex_array::parse(text)).collect()
	}
}
