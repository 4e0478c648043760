//! Accounts of members as text.

use blake2::{Blake2b512, Digest};
use bot_primitives::AccountBytes;

/// The SS58 prefix of addresses that are of no chain in particular, and of this one.
const PREFIX: u8 = 42;

/// What is hashed before an address for its checksum.
const CHECKSUM_CONTEXT: &[u8] = b"SS58PRE";

const CHECKSUM_LEN: usize = 2;

/// The account that a text stands for: an SS58 address of any chain, or `0x` and 64 lower-case
/// hexadecimal digits. Nothing where it is neither.
pub fn account_from_text(text: &str) -> Option<AccountBytes> {
	if let Some(digits) = text.strip_prefix("0x") {
		let mut account = [0; 32];
		let lower = !digits.bytes().any(|digit| digit.is_ascii_uppercase());
		return (lower && hex::decode_to_slice(digits, &mut account).is_ok()).then_some(account);
	}
	let bytes = bs58::decode(text).into_vec().ok()?;
	let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM_LEN)?)?;
	if checksum_of(body) != checksum {
		return None;
	}
	match body {
		[0..64, account @ ..] | [64..128, _, account @ ..] => account.try_into().ok(),
		_ => None,
	}
}

/// The SS58 address of an account.
pub fn account_to_text(account: &AccountBytes) -> String {
	let mut bytes = vec![PREFIX];
	bytes.extend(account);
	bytes.extend(checksum_of(&bytes));
	bs58::encode(bytes).into_string()
}

fn checksum_of(body: &[u8]) -> [u8; CHECKSUM_LEN] {
	let hash: [u8; 64] =
		Blake2b512::new().chain_update(CHECKSUM_CONTEXT).chain_update(body).finalize().into();
	let [first, second, ..] = hash;
	[first, second]
}

/// An account as a field of a file.
pub(crate) mod field {
	use super::{account_from_text, account_to_text};
	use bot_primitives::AccountBytes;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(crate) fn serialize<S: Serializer>(
		account: &AccountBytes,
		output: S,
	) -> Result<S::Ok, S::Error> {
		output.serialize_str(&account_to_text(account))
	}

	pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
		input: D,
	) -> Result<AccountBytes, D::Error> {
		let text = String::deserialize(input)?;
		account_from_text(&text).ok_or_else(|| {
			D::Error::custom(format!(
				"{text:?} is neither an SS58 address nor 0x and 64 lower-case digits"
			))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const ALICE_HEX: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

	#[test]
	fn an_account_has_many_texts_and_one_that_is_written() {
		let alice = account_from_text(ALICE_HEX).unwrap();
		// Addresses of Alice on Polkadot, and on a chain whose prefix takes two bytes.
		for text in [
			ALICE,
			"15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5",
			"yGHXkYLYqxijLKKfd9Q2CB9shRVu8rPNBS53wvwGTutYg4zTg",
		] {
			assert_eq!(account_from_text(text), Some(alice), "{text}");
		}
		assert_eq!(account_to_text(&alice), ALICE);
	}

	#[test]
	fn what_is_no_account_is_refused() {
		let upper = ALICE_HEX.to_uppercase().replace("0X", "0x");
		for text in
			["", "0x", "Alice", &ALICE[1..], &ALICE.replace('Y', "Z"), &ALICE_HEX[..64], &upper]
		{
			assert_eq!(account_from_text(text), None, "{text}");
		}
		let short = [&[PREFIX][..], &[7; 31]].concat();
		let short = bs58::encode([&short[..], &checksum_of(&short)].concat()).into_string();
		assert_eq!(account_from_text(&short), None);
		let reserved = [&[200][..], &[7; 32]].concat();
		let reserved =
			bs58::encode([&reserved[..], &checksum_of(&reserved)].concat()).into_string();
		assert_eq!(account_from_text(&reserved), None);
	}
}
