//! Devices and their keys.

use std::{path::PathBuf, process::ExitCode};

use bot_primitives::{Millis, ModelId, Rate};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use serde_json::json;

use super::Context;
use bot_client::{
	chain::devices::Device,
	device_key::{parse_public, public_text},
	evidence::time_text,
	member_key::{account_text, from_argument, parse_account},
	out, DeviceKey, Error, KeyType, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Make a key, and write it to a file that only its owner can read.
	Keygen {
		/// The file. One that is there is not written over.
		#[arg(long)]
		out: PathBuf,
		/// Type of the key.
		#[arg(long = "type", default_value = "ed25519", value_parser = parse_key_type)]
		key_type: KeyType,
	},
	/// Register a device.
	Register {
		/// Number of its model.
		#[arg(long)]
		model: ModelId,
		/// Account of the operator who is to run it.
		#[arg(long)]
		operator: String,
		/// Its root key, which proves that it is there.
		#[arg(long)]
		device_key: String,
		/// Key of the provider.
		#[arg(long)]
		key: String,
	},
	/// Let another key sign a device's data until a time.
	Delegate {
		/// The device: its DID or its number.
		device: String,
		/// Its root key.
		#[arg(long)]
		device_key: String,
		/// The public key that may sign: ed25519:0x… or p256:0x…
		#[arg(long, conflicts_with = "to_key", required_unless_present = "to_key")]
		to: Option<String>,
		/// The same, by its key file.
		#[arg(long)]
		to_key: Option<String>,
		/// From when on it may not, such as 2027-01-31T00:00:00Z.
		#[arg(long)]
		until: DateTime<Utc>,
		/// Key of the device's provider or operator.
		#[arg(long)]
		key: String,
	},
	/// Give a device a new root key, which opens a new epoch.
	Rotate {
		/// The device: its DID or its number.
		device: String,
		/// Its root key.
		#[arg(long)]
		device_key: String,
		/// The new root key.
		#[arg(long)]
		new_key: String,
		/// Key of the device's provider or operator.
		#[arg(long)]
		key: String,
	},
	/// Declare a device gone for good.
	Destroy {
		/// The device: its DID or its number.
		device: String,
		/// Key of the device's provider or operator.
		#[arg(long)]
		key: String,
	},
	/// Show a device: with --json, its DID document.
	Show {
		/// The device: its DID or its number.
		device: String,
	},
	/// List the devices.
	List,
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
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
			Self::Register { model, operator, device_key, key } => {
				let (device_key, key) =
					(DeviceKey::from_argument(&device_key)?, from_argument(&key)?);
				let operator = parse_account(&operator)?;
				let chain = context.chain().await?;
				let (did, sent) = chain.submit_device(model, operator, &device_key, &key).await?;
				sent.finalized().await?;
				let device = chain.device(&did).await?;
				let value = json!({ "did": did.to_string(), "device": device.index });
				context
					.out
					.result(&value, || format!("registered {did} as device {}", device.index));
			},
			Self::Delegate { device, device_key, to, to_key, until, key } => {
				let (root, key) = (DeviceKey::from_argument(&device_key)?, from_argument(&key)?);
				let delegate = match (to, to_key) {
					(Some(public), _) => parse_public(&public)?,
					(None, Some(file)) => DeviceKey::from_argument(&file)?.public(),
					(None, None) => return Err(Error::input("name the key with --to or --to-key")),
				};
				let until = Millis::try_from(until.timestamp_millis())
					.map_err(|_| Error::input("--until is before 1970"))?;
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				let number = chain.delegate(&device, &root, delegate, until, &key).await?;
				let value = json!({ "delegation": number, "key": public_text(&delegate) });
				context.out.result(&value, || {
					format!(
						"{} may sign until {} (delegation {number})",
						public_text(&delegate),
						time_text(until)
					)
				});
			},
			Self::Rotate { device, device_key, new_key, key } => {
				let old = DeviceKey::from_argument(&device_key)?;
				let (new, key) = (DeviceKey::from_argument(&new_key)?, from_argument(&key)?);
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.rotate(&device, &old, &new, &key).await?;
				let device = chain.device(&device.did).await?;
				let value =
					json!({ "epoch": device.epoch, "rootKey": public_text(&device.root_key) });
				context.out.result(&value, || {
					format!(
						"epoch {} begins with root key {}",
						device.epoch,
						public_text(&device.root_key)
					)
				});
			},
			Self::Destroy { device, key } => {
				let key = from_argument(&key)?;
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.destroy(&device, &key).await?;
				let did = device.did.to_string();
				context.out.result(&json!({ "did": did }), || format!("{did} is gone for good"));
			},
			Self::Show { device } => {
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				let document = chain.resolve(&device.did).await?;
				let stream = chain.stream(&device.did).await?;
				context.out.result(&document, || {
					let mut rows = rows(&device);
					rows.push(("next number", stream.next_seq.to_string()));
					rows.push((
						"missing, unseen",
						format!("{:?}, {}", stream.missing, stream.unseen),
					));
					out::pairs(rows)
				});
			},
			Self::List => {
				let devices = context.chain().await?.devices().await?;
				let value: Vec<_> = devices
					.iter()
					.map(|device| json!({ "device": device.index, "did": device.did.to_string() }))
					.collect();
				context.out.result(&value, || {
					let rows = devices.iter().map(|device| {
						[
							device.index.to_string(),
							device.did.to_string(),
							device.model.to_string(),
							format!("{:?}", device.state),
							account_text(&device.operator),
						]
					});
					out::table(["device", "DID", "model", "state", "operator"], rows)
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

fn rows(device: &Device) -> Vec<(&'static str, String)> {
	let expires = device.key_expires_at.map(|time| format!(" until {}", time_text(time)));
	vec![
		("DID", device.did.to_string()),
		("number", device.index.to_string()),
		("state", format!("{:?}", device.state)),
		("model", device.model.to_string()),
		("provider", account_text(&device.provider)),
		("operator", account_text(&device.operator)),
		("root key", public_text(&device.root_key)),
		("signing key", public_text(&device.signing_key) + &expires.unwrap_or_default()),
		("key protection", format!("{:?}, as the provider declared", device.protection)),
		("epoch", device.epoch.to_string()),
		("rate", rate_text(device.rate)),
		("registered in block", device.registered_at.to_string()),
	]
}

fn rate_text(rate: Rate) -> String {
	let (blocks, part) = (rate.interval / 1_000, rate.interval % 1_000);
	format!("once in {blocks}.{part:03} blocks, up to {} at once", rate.burst)
}

fn parse_key_type(text: &str) -> Result<KeyType, String> {
	text.parse()
}
