//! Keys and accounts of members.

use std::{fs, path::Path, str::FromStr};

use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

use crate::{Error, Result};

/// The key that an argument names: a development URI such as `//Alice`, or the path of a file that
/// holds a secret URI (a phrase or a 0x seed, with derivations).
///
/// A phrase itself is no argument: it would stay in the history of the shell.
pub fn from_argument(argument: &str) -> Result<Keypair> {
	if argument.starts_with("//") {
		return from_uri(argument)
			.map_err(|error| Error::input(format!("`{argument}` is no key: {error}")));
	}
	let path = Path::new(argument);
	let text = fs::read_to_string(path).map_err(|error| {
		Error::input(format!("{argument}: {error}\nA key is //Alice or the path of a file that holds a secret phrase."))
	})?;
	from_uri(text.trim())
		.map_err(|error| Error::input(format!("{argument} holds no secret URI: {error}")))
}

fn from_uri(uri: &str) -> Result<Keypair, String> {
	let uri = SecretUri::from_str(uri).map_err(|error| error.to_string())?;
	Keypair::from_uri(&uri).map_err(|error| error.to_string())
}

/// The account of a key.
pub fn account(key: &Keypair) -> AccountId32 {
	key.public_key().to_account_id()
}

/// The account that an argument names: an SS58 address, or the development URI of its key.
pub fn parse_account(argument: &str) -> Result<AccountId32> {
	if argument.starts_with("//") {
		return from_argument(argument).map(|key| account(&key));
	}
	AccountId32::from_str(argument).map_err(|_| {
		Error::input(format!(
			"`{argument}` is no account: an SS58 address such as {EXAMPLE}, or //Alice"
		))
	})
}

const EXAMPLE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// Accounts that everybody knows the keys of, by their development URIs.
const DEVELOPMENT: [&str; 10] = [
	"//Alice",
	"//Bob",
	"//Charlie",
	"//Dave",
	"//Eve",
	"//Ferdie",
	"//Alice//stash",
	"//Bob//stash",
	"//One",
	"//Two",
];

/// An account as people read it: its address, with the name of the development account if it is
/// one.
pub fn account_text(account: &AccountId32) -> String {
	match development_name(account) {
		Some(name) => format!("{account} ({name})"),
		None => account.to_string(),
	}
}

/// The name of a development account, such as `Alice`.
pub fn development_name(wanted: &AccountId32) -> Option<&'static str> {
	DEVELOPMENT
		.into_iter()
		.find(|uri| from_uri(uri).is_ok_and(|key| account(&key) == *wanted))
		.map(|uri| uri.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_and_accounts_are_found_by_name_address_and_file() {
		let alice = parse_account("//Alice").unwrap();
		assert_eq!(alice.to_string(), EXAMPLE);
		assert_eq!(parse_account(EXAMPLE).unwrap(), alice);
		assert_eq!(development_name(&alice), Some("Alice"));
		assert_eq!(development_name(&AccountId32([9; 32])), None);
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("alice");
		let phrase =
			"bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice\n";
		fs::write(&path, phrase).unwrap();
		assert_eq!(account(&from_argument(path.to_str().unwrap()).unwrap()), alice);
	}

	#[test]
	fn bad_keys_and_accounts_are_named() {
		for error in [
			parse_account("Alice").err().unwrap(),
			from_argument("/no/such/file").err().unwrap(),
			from_argument("bottom drive obey lake").err().unwrap(),
		] {
			assert_eq!(error.exit_code(), 2);
			assert!(error.to_string().contains("//Alice"), "{error}");
		}
	}
}
