//! `bot prove` and `bot verify`.

use std::{fs, path::PathBuf, process::ExitCode, time::Instant};

use bot_primitives::Hash256;
use serde_json::json;

use super::{args::parse_hash, Context};
use bot_client::{
	evidence::{self, name_of},
	gateway::Store,
	hex_bytes, out, Error, Result,
};

/// Prove a reading into an evidence file.
#[derive(clap::Args, Debug)]
pub(super) struct ProveArgs {
	/// The device: its DID or its number.
	#[arg(long)]
	device: String,
	/// Number of the reading: the first one of the device is 0.
	#[arg(long)]
	reading: u64,
	/// Directory that keeps the device's readings.
	#[arg(long, default_value = "bot-store")]
	store: PathBuf,
	/// The file to write.
	#[arg(long, default_value = "evidence.json")]
	out: PathBuf,
}

impl ProveArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let chain = context.chain().await?;
		let device = chain.find_device(&self.device).await?;
		let store = Store::open_to_read(&self.store, &device.did)?;
		let (number, kept) = (self.reading, self.store.display());
		let (batch, sent) = store.find(number)?.ok_or_else(|| {
			Error::Invalid(format!("{kept} holds no reading {number} of {}", device.did))
		})?;
		if !sent {
			return Err(Error::Invalid(format!(
				"reading {number} is in batch {}, which the chain has not recorded yet: send it with \
				 `bot attest`",
				batch.seq
			)));
		}
		let position = batch.position(number).ok_or_else(|| Error::input("no such reading"))?;
		let proved = chain.prove(&device.did, &batch, position).await?;
		fs::write(&self.out, &proved.json).map_err(|error| Error::file(&self.out, error))?;
		let trust = hex_bytes::encode(proved.header_hash);
		let value = json!({ "file": self.out, "bytes": proved.json.len(), "trust": trust });
		context.out.result(&value, || {
			let file = self.out.display();
			format!(
				"wrote {file} ({} bytes)\nVerify it anywhere, without a node:\n  bot verify {file} --trust \
				 {trust}\nThe header's hash is worth as much as where it comes from: take it from a node \
				 you trust.",
				proved.json.len()
			)
		});
		Ok(ExitCode::SUCCESS)
	}
}

/// Verify an evidence file.
#[derive(clap::Args, Debug)]
pub(super) struct VerifyArgs {
	/// The file.
	file: PathBuf,
	/// Hash of a finalized header that you trust: 0x and 64 digits.
	#[arg(long, value_name = "HEADER_HASH", value_parser = parse_hash)]
	trust: Hash256,
}

impl VerifyArgs {
	pub(super) fn run(self, context: &Context) -> Result<ExitCode> {
		let begin = Instant::now();
		let file = evidence::load(&self.file)?;
		match evidence::verify(&file, self.trust) {
			Ok(verified) => {
				let micros = begin.elapsed().as_micros();
				context.out.result(&verified, || {
					let rows = out::pairs(verified.rows());
					format!("VALID: not one byte was changed (checked in {micros} µs)\n{rows}")
				});
				Ok(ExitCode::SUCCESS)
			},
			Err(broken) => {
				let name = name_of(&broken);
				let value =
					json!({ "valid": false, "brokenLink": name, "reason": broken.to_string() });
				context.out.result(&value, || format!("INVALID: {name}: {broken}"));
				Ok(ExitCode::from(1))
			},
		}
	}
}
