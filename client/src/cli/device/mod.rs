//! Devices.

mod attached;
mod enrolment;
mod idevid;
mod keys;
mod rate;
mod state;
mod transfer;

use std::process::ExitCode;

use bot_primitives::{ModelId, Rate};
use clap::Subcommand;
use serde_json::json;

use super::Context;
use bot_client::{
	chain::{devices::Device, standing::standing_name},
	device_key::public_text,
	evidence::time_text,
	hex_bytes,
	member_key::{account_text, from_argument, parse_account},
	out, DeviceKey, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	#[command(flatten)]
	Keys(keys::Command),
	/// Register a device.
	Register(Register),
	#[command(flatten)]
	Enrolment(enrolment::Command),
	#[command(flatten)]
	State(state::Command),
	#[command(flatten)]
	Transfer(transfer::Command),
	/// How often a device may attest without anybody paying for it.
	#[command(subcommand)]
	Rate(rate::Command),
	/// Services of a device, as in its DID document.
	#[command(subcommand)]
	Service(attached::Service),
	/// What else is said of a device.
	#[command(subcommand)]
	Metadata(attached::Metadata),
	/// Check the certificate that a device got in its factory. Needs no node, unless a device is named.
	VerifyIdevid(idevid::Args),
	/// Show a device: with --json, its DID document.
	Show {
		/// The device: its DID or its number.
		device: String,
	},
	/// List the devices.
	List,
}

#[derive(clap::Args, Debug)]
pub(super) struct Register {
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
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Keys(command) => command.run(context).await,
			Self::Register(args) => args.run(context).await,
			Self::Enrolment(command) => command.run(context).await,
			Self::State(command) => command.run(context).await,
			Self::Transfer(command) => command.run(context).await,
			Self::Rate(command) => command.run(context).await,
			Self::Service(command) => command.run(context).await,
			Self::Metadata(command) => command.run(context).await,
			Self::VerifyIdevid(args) => args.run(context).await,
			Self::Show { device } => show(context, &device).await,
			Self::List => list(context).await,
		}
	}
}

impl Register {
	async fn run(self, context: &Context) -> Result<ExitCode> {
		let device_key = DeviceKey::from_argument(&self.device_key)?;
		let (operator, key) = (parse_account(&self.operator)?, from_argument(&self.key)?);
		let chain = context.chain().await?;
		let (did, sent) = chain.submit_device(self.model, operator, &device_key, &key).await?;
		sent.finalized().await?;
		let device = chain.device(&did).await?;
		let value = json!({ "did": did.to_string(), "device": device.index });
		context.out.result(&value, || format!("registered {did} as device {}", device.index));
		Ok(ExitCode::SUCCESS)
	}
}

async fn show(context: &Context, device: &str) -> Result<ExitCode> {
	let chain = context.chain().await?;
	let device = chain.find_device(device).await?;
	let document = chain.resolve(&device.did).await?;
	let stream = chain.stream(&device.did).await?;
	context.out.result(&document, || {
		let mut rows = rows(&device);
		rows.push(("next number", stream.next_seq.to_string()));
		rows.push(("missing, unseen", format!("{:?}, {}", stream.missing, stream.unseen)));
		out::pairs(rows)
	});
	Ok(ExitCode::SUCCESS)
}

async fn list(context: &Context) -> Result<ExitCode> {
	let devices = context.chain().await?.devices().await?;
	let value: Vec<_> = devices
		.iter()
		.map(|device| {
			json!({
				"device": device.index,
				"did": device.did.to_string(),
				"standing": standing_name(device.standing),
			})
		})
		.collect();
	context.out.result(&value, || {
		let rows = devices.iter().map(|device| {
			[
				device.index.to_string(),
				device.did.to_string(),
				device.model.to_string(),
				standing_name(device.standing),
				account_text(&device.operator),
			]
		});
		out::table(["device", "DID", "model", "standing", "operator"], rows)
	});
	Ok(ExitCode::SUCCESS)
}

fn rows(device: &Device) -> Vec<(&'static str, String)> {
	let expires = device.key_expires_at.map(|time| format!(" until {}", time_text(time)));
	let mut rows = vec![
		("DID", device.did.to_string()),
		("number", device.index.to_string()),
		("standing", standing_name(device.standing)),
		("model", device.model.to_string()),
		("provider", account_text(&device.provider)),
		("operator", account_text(&device.operator)),
		("root key", public_text(&device.root_key)),
		("signing key", public_text(&device.signing_key) + &expires.unwrap_or_default()),
		("key protection", format!("{:?}, as the provider declared", device.protection)),
		("epoch", device.epoch.to_string()),
		("rate", rate_text(device.rate)),
		("registered in block", device.registered_at.to_string()),
	];
	if let Some(key) = device.key_agreement {
		rows.push(("key-agreement key", format!("x25519:{}", hex_bytes::encode(key.0))));
	}
	if let Some(firmware) = device.firmware {
		rows.push(("firmware", hex_bytes::encode(firmware)));
	}
	if let Some(place) = device.place {
		rows.push(("enrolment, place", format!("{}, {}", place.enrolment, place.index)));
		rows.extend(place.idevid.map(|hash| ("IDevID certificate", hex_bytes::encode(hash))));
	}
	for [id, kind, endpoint] in &device.services {
		rows.push(("service", format!("{id}: {kind} at {endpoint}")));
	}
	for (name, value) in &device.metadata {
		rows.push(("metadata", format!("{name}: {}", value_text(value))));
	}
	rows
}

fn value_text(value: &[u8]) -> String {
	match std::str::from_utf8(value) {
		Ok(text) => text.escape_debug().to_string(),
		Err(_) => hex_bytes::encode(value),
	}
}

fn rate_text(rate: Rate) -> String {
	let (blocks, part) = (rate.interval / 1_000, rate.interval % 1_000);
	format!("once in {blocks}.{part:03} blocks, up to {} at once", rate.burst)
}
