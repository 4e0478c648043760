//! Arguments that several commands have.

use std::path::{Path, PathBuf};

use bot_primitives::{
	merkle::SoftSha256,
	sales::{PaymentMeans, ProductClass},
	Hash256, Millis, Sha256,
};
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

/// Reads a duration such as 72h, 30m or 10s.
pub(super) fn parse_duration(text: &str) -> Result<Millis, String> {
	let bad = || format!("`{text}` is no duration such as 3d, 72h, 30m or 10s");
	let unit = match text.chars().last() {
		Some('d') => 24 * 60 * 60 * 1_000,
		Some('h') => 60 * 60 * 1_000,
		Some('m') => 60 * 1_000,
		Some('s') => 1_000,
		_ => return Err(bad()),
	};
	let number = text.get(..text.len().saturating_sub(1)).and_then(|text| text.parse().ok());
	number.and_then(|number: Millis| number.checked_mul(unit)).ok_or_else(bad)
}

/// Reads a means of payment.
pub(super) fn parse_means(text: &str) -> Result<PaymentMeans, String> {
	match text {
		"cash" => Ok(PaymentMeans::Cash),
		"card" => Ok(PaymentMeans::Card),
		"chain" => Ok(PaymentMeans::Chain),
		_ => Err(format!("`{text}` is no means of payment: cash, card or chain")),
	}
}

/// Reads a pair such as NAME=NUMBER.
pub(super) fn parse_class(text: &str) -> Result<(String, ProductClass), String> {
	let pair = text.rsplit_once('=');
	let pair = pair.and_then(|(name, class)| Some((name.to_string(), class.parse().ok()?)));
	pair.ok_or_else(|| {
		format!("`{text}` is not of the form NAME=CLASS, with a class from 0 to 255")
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn durations_are_read_with_their_unit() {
		assert_eq!(parse_duration("3d"), Ok(259_200_000));
		assert_eq!(parse_duration("72h"), Ok(259_200_000));
		assert_eq!(parse_duration("30m"), Ok(1_800_000));
		assert_eq!(parse_duration("0s"), Ok(0));
		for bad in ["", "h", "72", "-1h", "1.5h", "1w", "99999999999999999d", "3°"] {
			assert!(parse_duration(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn classes_are_read_with_their_name() {
		assert_eq!(parse_class("Non Carbonated=2"), Ok(("Non Carbonated".into(), 2)));
		assert_eq!(parse_class("=0"), Ok((String::new(), 0)));
		assert!(parse_class("Food").is_err() && parse_class("Food=256").is_err());
	}
}
