//! Keys of devices, and what else their root keys state.

use std::{path::PathBuf, process::ExitCode};

use bot_primitives::X25519Key;
use chrono::{DateTime, Utc};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::super::{
	args::{millis, By, Firmware, Signed},
	Context,
};
use bot_client::{
	chain::keys::Revocable,
	device_key::{parse_public, public_text},
	evidence::time_text,
	hex_bytes, out, DeviceKey, Error, KeyType, Result,
};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
	/// Make a key, and write it to a file that only its owner can read.
	Keygen {
		/// The file. One that is there is not written over.
		#[arg(long)]
		out: PathBuf,
		/// Type of the key.
		#[arg(long = "type", default_value = "ed25519", value_parser = parse_key_type)]
		key_type: KeyType,
	},
	/// Let another key sign a device's data until a time.
	Delegate {
		#[command(flatten)]
		signed: Signed,
		/// The public key that may sign: ed25519:0x… or p256:0x…
		#[arg(long, conflicts_with = "to_key", required_unless_present = "to_key")]
		to: Option<String>,
		/// The same, by its key file.
		#[arg(long)]
		to_key: Option<String>,
		/// From when on it may not, such as 2027-01-31T00:00:00Z.
		#[arg(long)]
		until: DateTime<Utc>,
	},
	/// Name the key for which messages to a device are to be encrypted.
	Agree {
		#[command(flatten)]
		signed: Signed,
		/// The X25519 public key: 32 bytes in hex digits.
		#[arg(long, value_name = "HEX")]
		public_key: String,
	},
	/// Say which firmware a device runs.
	Firmware {
		#[command(flatten)]
		signed: Signed,
		#[command(flatten)]
		firmware: Firmware,
	},
	/// End the use of a key: of a stolen one, also where the root key is out of reach.
	Revoke {
		/// Which key.
		which: Which,
		#[command(flatten)]
		by: By,
	},
	/// Give a device a new root key, which opens a new epoch.
	Rotate {
		#[command(flatten)]
		signed: Signed,
		/// The new root key.
		#[arg(long)]
		new_key: String,
	},
	/// Approve a new root key for a device that lost its own.
	///
	/// Provider and operator run the same command with their keys; where these are one member, a
	/// supervisor does too. The last approval puts the key in force.
	Recover {
		/// The new root key.
		#[arg(long)]
		new_key: String,
		#[command(flatten)]
		by: By,
	},
	/// End an open recovery.
	CancelRecovery(By),
	/// Show the keys that a device had at the end of a block.
	KeysAt {
		/// The device: its DID or its number.
		device: String,
		/// Number of the block.
		#[arg(long)]
		block: u32,
	},
}

/// A key that can be revoked.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in super::super) enum Which {
	/// The one that the root key let sign.
	SigningKey,
	/// The one for which messages are encrypted.
	KeyAgreement,
}

impl Command {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Keygen { out, key_type } => {
				let key = DeviceKey::generate(key_type)?;
				key.save(&out)?;
				let public = public_text(&key.public());
				let value = json!({ "public": public, "file": out });
				context
					.out
					.result(&value, || format!("{public}\nThe secret is in {}.", out.display()));
			},
			Self::Delegate { signed, to, to_key, until } => {
				let delegate = match (to, to_key) {
					(Some(public), _) => parse_public(&public)?,
					(None, Some(file)) => DeviceKey::from_argument(&file)?.public(),
					(None, None) => return Err(Error::input("name the key with --to or --to-key")),
				};
				let until = millis("--until", until)?;
				let (chain, device, root, key) = signed.find(context).await?;
				let number = chain.delegate(&device, &root, delegate, until, &key).await?;
				let delegate = public_text(&delegate);
				let value = json!({ "delegation": number, "key": delegate });
				context.out.result(&value, || {
					format!("{delegate} may sign until {} (delegation {number})", time_text(until))
				});
			},
			Self::Agree { signed, public_key } => {
				let agreed = X25519Key(hex_bytes::parse("X25519 key", &public_key)?);
				if agreed.is_small_order() {
					return Err(Error::input(
						"WeakKey: anybody can read what is encrypted for this key",
					));
				}
				let (chain, device, root, key) = signed.find(context).await?;
				let number = chain.set_key_agreement(&device, &root, agreed, &key).await?;
				let agreed = hex_bytes::encode(agreed.0);
				let value = json!({ "statement": number, "key": agreed });
				context.out.result(&value, || {
					format!("messages to {} are to be encrypted for x25519:{agreed}", device.did)
				});
			},
			Self::Firmware { signed, firmware } => {
				let Some(hash) = firmware.hash()? else {
					return Err(Error::input("name it with --firmware or --firmware-file"));
				};
				let (chain, device, root, key) = signed.find(context).await?;
				let number = chain.update_firmware(&device, &root, hash, &key).await?;
				let hash = hex_bytes::encode(hash);
				let value = json!({ "statement": number, "firmware": hash });
				context.out.result(&value, || format!("{} runs the firmware {hash}", device.did));
			},
			Self::Revoke { which, by } => {
				let (revocable, words) = match which {
					Which::SigningKey => (Revocable::SigningKey, "the root key signs"),
					Which::KeyAgreement => {
						(Revocable::KeyAgreement, "no messages are to be encrypted for it")
					},
				};
				let (chain, device, key) = by.find(context).await?;
				chain.revoke(&device, revocable, &key).await?;
				let device = chain.device(&device.did).await?;
				let value = json!({
					"did": device.did.to_string(),
					"signingKey": public_text(&device.signing_key),
				});
				context.out.result(&value, || format!("{}: {words}", device.did));
			},
			Self::Rotate { signed, new_key } => {
				let new = DeviceKey::from_argument(&new_key)?;
				let (chain, device, old, key) = signed.find(context).await?;
				chain.rotate(&device, &old, &new, &key).await?;
				let device = chain.device(&device.did).await?;
				let root = public_text(&device.root_key);
				let value = json!({ "epoch": device.epoch, "rootKey": root });
				context.out.result(&value, || {
					format!("epoch {} begins with root key {root}", device.epoch)
				});
			},
			Self::Recover { new_key, by } => {
				let new = DeviceKey::from_argument(&new_key)?;
				let (chain, device, key) = by.find(context).await?;
				let complete = chain.recover(&device, &new, &key).await?;
				let epoch = chain.device(&device.did).await?.epoch;
				let root = public_text(&new.public());
				let value = json!({ "complete": complete, "epoch": epoch, "newKey": root });
				context.out.result(&value, || match complete {
					true => format!("epoch {epoch} begins with root key {root}"),
					false => format!(
						"approved {root}\nWho else has a say runs the same command with their --key."
					),
				});
			},
			Self::CancelRecovery(by) => {
				let (chain, device, key) = by.find(context).await?;
				chain.cancel_recovery(&device, &key).await?;
				let did = device.did.to_string();
				context.out.result(&json!({ "did": did }), || {
					format!("{did} keeps its root key {}", public_text(&device.root_key))
				});
			},
			Self::KeysAt { device, block } => {
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				let keys = chain.keys_at(&device, block).await?;
				context.out.result(&keys, || {
					let expires = keys.expires_at.as_ref().map(|time| format!(" until {time}"));
					let mut rows = vec![
						("epoch", keys.epoch.to_string()),
						("root key", keys.root_key.clone()),
						("signing key", keys.signing_key.clone() + &expires.unwrap_or_default()),
					];
					if let Some(key) = keys.key_agreement {
						let key = format!("x25519:{}", hex_bytes::encode(key.0));
						rows.push(("key-agreement key", key));
					}
					out::pairs(rows)
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

fn parse_key_type(text: &str) -> Result<KeyType, String> {
	text.parse()
}
