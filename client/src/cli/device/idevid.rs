//! `bot device verify-idevid`.

use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::{args::millis, Context};
use bot_client::{
	device_key::{parse_public, public_text},
	evidence::time_text,
	hex_bytes,
	idevid::{self, Certificate, Expected, Identity},
	out, Error, Result,
};

#[derive(clap::Args, Debug)]
pub(in super::super) struct Args {
	/// The device's certificate, DER or PEM. Others in the same PEM file are taken for its chain.
	#[arg(long)]
	cert: PathBuf,
	/// Certificates between the device's and the root.
	#[arg(long, num_args = 1..)]
	chain: Vec<PathBuf>,
	/// Certificates of the authorities that you trust.
	#[arg(long, value_name = "CA_FILE")]
	root: PathBuf,
	/// The time at which the chain is to be valid. Now, unless another is given.
	#[arg(long)]
	at: Option<DateTime<Utc>>,
	/// The key that the certificate is to be for: ed25519:0x… or p256:0x…
	#[arg(long, conflicts_with = "device")]
	public_key: Option<String>,
	/// The device that the certificate is to be of, by its DID or number. Needs a node.
	#[arg(long)]
	device: Option<String>,
}

impl Args {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let mut above = read(&self.cert)?;
		let certificate = above.remove(0);
		for path in &self.chain {
			above.extend(read(path)?);
		}
		let roots = read(&self.root)?;
		let at = millis("--at", self.at.unwrap_or_else(Utc::now))?;
		let expected = self.expected(context).await?;

		let identity = Identity::read(&certificate).map_err(Error::input)?;
		let checked = idevid::verify(&certificate, &above, &roots, at, expected.as_ref());
		let sha256 = hex_bytes::encode(identity.sha256);
		let key = identity.key.as_ref().map(public_text);
		let value = json!({
			"valid": checked.is_ok(),
			"failure": checked.as_ref().err().map(idevid::Failure::name),
			"reason": checked.as_ref().err().map(ToString::to_string),
			"at": time_text(at),
			"subject": identity.subject,
			"serialNumber": identity.serial_number,
			"sha256": sha256,
			"publicKey": key,
			"isExpected": expected.map(|_| checked.is_ok()),
		});
		context.out.result(&value, || {
			let verdict = match &checked {
				Ok(()) => format!("VALID at {}", time_text(at)),
				Err(failure) => format!("INVALID: {failure}"),
			};
			let none = || "none".into();
			let rows = out::pairs([
				("subject", identity.subject.clone()),
				("serial number", identity.serial_number.clone().unwrap_or_else(none)),
				("SHA-256", sha256),
				("public key", key.unwrap_or_else(|| "of no type that devices have".into())),
			]);
			format!("{verdict}\n{rows}")
		});
		Ok(ExitCode::from(u8::from(checked.is_err())))
	}

	async fn expected(&self, context: &Context) -> Result<Option<Expected>> {
		if let Some(key) = &self.public_key {
			return parse_public(key).map(|key| Some(Expected::Key(key)));
		}
		let Some(device) = &self.device else { return Ok(None) };
		let device = context.chain().await?.find_device(device).await?;
		Ok(Some(Expected::Device {
			provider: device.provider.0,
			id: device.id,
			idevid: device.place.and_then(|place| place.idevid),
		}))
	}
}

/// The certificates in a file: at least one.
fn read(path: &Path) -> Result<Vec<Certificate>> {
	idevid::read(path).map_err(|error| Error::input(format!("{}: {error}", path.display())))
}
