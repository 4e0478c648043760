//! Arguments that several commands have.

use std::path::{Path, PathBuf};

use bot_primitives::{merkle::SoftSha256, Hash256, Millis, Sha256};
use chrono::{DateTime, Utc};
use subxt_signer::sr25519::Keypair;

use super::Context;
use bot_client::{
	chain::{devices::Device, Chain},
	hex_bytes,
	member_key::from_argument,
	DeviceKey, Error, Result,
};

/// A device, and the member who does something with it.
#[derive(clap::Args, Debug)]
pub(super) struct By {
	/// The device: its DID or its number.
	device: String,
	/// Key of the member who does it, such as the device's operator.
	#[arg(long)]
	key: String,
}

impl By {
	/// Looks the device up.
	pub(super) async fn find(&self, context: &Context) -> Result<(Chain, Device, Keypair)> {
		let key = from_argument(&self.key)?;
		let chain = context.chain().await?;
		let device = chain.find_device(&self.device).await?;
		Ok((chain, device, key))
	}
}

/// A device whose root key signs something, and the member who pays for it.
#[derive(clap::Args, Debug)]
pub(super) struct Signed {
	/// The device's root key.
	#[arg(long, value_name = "KEY")]
	device_key: String,
	#[command(flatten)]
	by: By,
}

impl Signed {
	/// Looks the device up.
	pub(super) async fn find(
		&self,
		context: &Context,
	) -> Result<(Chain, Device, DeviceKey, Keypair)> {
		let root = DeviceKey::from_argument(&self.device_key)?;
		let (chain, device, key) = self.by.find(context).await?;
		Ok((chain, device, root, key))
	}
}

/// A firmware.
#[derive(clap::Args, Debug)]
#[group(id = "image", multiple = false)]
pub(super) struct Firmware {
	/// SHA-256 of the firmware's image.
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	firmware: Option<Hash256>,
	/// The firmware's image.
	#[arg(long, value_name = "FILE")]
	firmware_file: Option<PathBuf>,
}

impl Firmware {
	/// The SHA-256 of its image, if a firmware is named.
	pub(super) fn hash(&self) -> Result<Option<Hash256>> {
		match &self.firmware_file {
			Some(path) => sha256_of(path).map(Some),
			None => Ok(self.firmware),
		}
	}
}

/// SHA-256 of a file.
pub(super) fn sha256_of(path: &Path) -> Result<Hash256> {
	let bytes = std::fs::read(path).map_err(|error| Error::file(path, error))?;
	Ok(SoftSha256::sha256(&[&bytes]))
}

/// Reads a 32-byte hash.
pub(super) fn parse_hash(text: &str) -> Result<Hash256, String> {
	let bytes = hex_bytes::decode(text).map_err(|error| error.to_string())?;
	let len = bytes.len();
	bytes.try_into().map_err(|_| format!("a hash has 32 bytes, not {len}"))
}

/// A time as the chain counts it.
pub(super) fn millis(argument: &str, time: DateTime<Utc>) -> Result<Millis> {
	Millis::try_from(time.timestamp_millis())
		.map_err(|_| Error::input(format!("{argument} is before 1970")))
}
