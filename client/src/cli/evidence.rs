//! `bot prove` and `bot verify`.

use std::{
	path::{Path, PathBuf},
	process::ExitCode,
	time::Instant,
};

use bot_evidence::{archive::Wanted, Anchor, ProvedRecord, SignedCheckpoint};
use bot_primitives::{DeviceId, Did, Hash256};
use serde_json::json;

use super::{args::parse_hash, progress::Progress, Context};
use bot_client::{
	archive, checkpoint,
	evidence::{self, Proved},
	files::write_whole,
	gateway::{Batch, Store},
	hex_bytes, out, Error, Result,
};

/// Prove a reading into an evidence file, or make the proof in one anew.
///
/// The proof leads to the last final header of the node, or to a checkpoint. With an archive no node
/// is needed; the device is then named by its DID.
#[derive(clap::Args, Debug)]
pub(super) struct ProveArgs {
	/// The device: its DID or its number.
	#[arg(long, required_unless_present = "refresh")]
	device: Option<String>,
	/// Number of the reading: the first one of the device is 0.
	#[arg(long, required_unless_present = "refresh")]
	reading: Option<u64>,
	/// Directory that keeps the device's readings.
	#[arg(long, default_value = "bot-store")]
	store: PathBuf,
	/// An evidence file, to be proved up to another header. All else in it stays as it is.
	#[arg(long, value_name = "FILE", conflicts_with_all = ["device", "reading", "store"])]
	refresh: Option<PathBuf>,
	/// The archive to prove from, up to its checkpoint.
	#[arg(long, value_name = "FILE")]
	archive: Option<PathBuf>,
	/// Prove up to this checkpoint.
	#[arg(long, value_name = "FILE", conflicts_with = "archive")]
	checkpoint: Option<PathBuf>,
	/// The file to write. By default that to be refreshed, or evidence.json.
	#[arg(long)]
	out: Option<PathBuf>,
}

impl ProveArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let at = match &self.checkpoint {
			Some(path) => Some(checkpoint::load(path)?.checkpoint.header_hash),
			None => None,
		};
		let proved = match (&self.refresh, &self.archive) {
			(None, None) => self.prove_by_node(context, at).await?,
			(None, Some(archive)) => self.prove_by_archive(archive)?,
			(Some(file), None) => {
				let file = evidence::load(file)?;
				context.chain().await?.refresh(&file, at).await?
			},
			(Some(file), Some(archive)) => refresh_from_archive(file, archive)?,
		};
		let out = self.out.or(self.refresh).unwrap_or_else(|| PathBuf::from("evidence.json"));
		write_whole(&out, proved.json.as_bytes())?;
		let trust = hex_bytes::encode(proved.header_hash);
		let value = json!({ "file": out, "bytes": proved.json.len(), "trust": trust });
		context.out.result(&value, || {
			let file = out.display();
			format!(
				"wrote {file} ({} bytes)\nVerify it anywhere, without a node:\n  bot verify {file} --trust \
				 {trust}\nThe header's hash is worth as much as where it comes from: take it from a node \
				 you trust, or from a checkpoint that members signed.",
				proved.json.len()
			)
		});
		Ok(ExitCode::SUCCESS)
	}

	async fn prove_by_node(&self, context: &Context, at: Option<Hash256>) -> Result<Proved> {
		let chain = context.chain().await?;
		let device = chain.find_device(self.device.as_deref().unwrap_or_default()).await?;
		let (batch, position) = self.find(&device.did)?;
		chain.prove(&device.did, &batch, position, at).await
	}

	fn prove_by_archive(&self, archive: &Path) -> Result<Proved> {
		let device = self.device.as_deref().unwrap_or_default();
		let did: Did = device.parse().map_err(|error| {
			Error::input(format!(
				"`{device}`: {error}; without a node a device is named by its DID"
			))
		})?;
		let (batch, position) = self.find(&did)?;
		let wanted =
			Wanted { device_id: DeviceId(did.subject), epoch: batch.epoch, seq: batch.seq };
		let (proved, signed) = prove_from(archive, &wanted)?;
		let file = evidence::assemble(&did, &batch, position, proved)?;
		Proved::new(&file, signed.checkpoint.header_hash)
	}

	/// The batch of the reading in the store, and its position there.
	fn find(&self, did: &Did) -> Result<(Batch, usize)> {
		let store = Store::open_to_read(&self.store, did)?;
		let (number, kept) = (self.reading.unwrap_or_default(), self.store.display());
		let (batch, sent) = store
			.find(number)?
			.ok_or_else(|| Error::Invalid(format!("{kept} holds no reading {number} of {did}")))?;
		if !sent {
			return Err(Error::Invalid(format!(
				"reading {number} is in batch {}, which the chain has not recorded yet: send it with \
				 `bot attest`",
				batch.seq
			)));
		}
		let position = batch.position(number).ok_or_else(|| Error::input("no such reading"))?;
		Ok((batch, position))
	}
}

/// What proves a record from an archive.
fn prove_from(archive: &Path, wanted: &Wanted) -> Result<(ProvedRecord, SignedCheckpoint)> {
	let mut progress = Progress::new("read");
	archive::prove(archive, wanted, |done, of| progress.tell(done, of))
}

fn refresh_from_archive(file: &Path, archive: &Path) -> Result<Proved> {
	let old = evidence::load(file)?;
	let record = &old.evidence.record.record;
	let wanted = Wanted { device_id: record.device_id, epoch: record.epoch, seq: record.seq };
	let (proved, signed) = prove_from(archive, &wanted)?;
	Proved::new(&evidence::refresh(&old, proved)?, signed.checkpoint.header_hash)
}

/// Verify an evidence file.
///
/// Trust is in the hash of a header that you know to be final, or in a checkpoint that a quorum of
/// members signed.
#[derive(clap::Args, Debug)]
pub(super) struct VerifyArgs {
	/// The file.
	file: PathBuf,
	/// Hash of a finalized header that you trust: 0x and 64 digits.
	#[arg(
		long,
		value_name = "HEADER_HASH",
		value_parser = parse_hash,
		required_unless_present = "members",
		conflicts_with_all = ["members", "checkpoint"]
	)]
	trust: Option<Hash256>,
	/// The members that you trust.
	#[arg(long, value_name = "FILE", requires = "checkpoint")]
	members: Option<PathBuf>,
	/// The checkpoint that they signed.
	#[arg(long, value_name = "FILE", requires = "members")]
	checkpoint: Option<PathBuf>,
}

impl VerifyArgs {
	pub(super) fn run(self, context: &Context) -> Result<ExitCode> {
		let begin = Instant::now();
		let file = evidence::load(&self.file)?;
		let anchor = match (self.trust, &self.members, &self.checkpoint) {
			(Some(hash), ..) => Anchor::HeaderHash(hash),
			(None, Some(members), Some(checkpoint)) => {
				let members = checkpoint::load_members(members)?;
				match members.trust(&checkpoint::load(checkpoint)?) {
					Ok(trusted) => Anchor::Checkpoint(trusted),
					Err(error) => return Ok(refused(context, error.name(), &error.to_string())),
				}
			},
			_ => {
				return Err(Error::input(
					"name what you trust: a header hash, or members and their checkpoint",
				))
			},
		};
		match evidence::verify(&file, &anchor) {
			Ok(verified) => {
				let micros = begin.elapsed().as_micros();
				context.out.result(&verified, || {
					let rows = out::pairs(verified.rows());
					format!("VALID: not one byte was changed (checked in {micros} µs)\n{rows}")
				});
				Ok(ExitCode::SUCCESS)
			},
			Err(broken) => Ok(refused(context, broken.name(), &broken.to_string())),
		}
	}
}

/// Says which link is broken.
fn refused(context: &Context, name: &str, reason: &str) -> ExitCode {
	let value = json!({ "valid": false, "brokenLink": name, "reason": reason });
	context.out.result(&value, || format!("INVALID: {name}: {reason}"));
	ExitCode::from(1)
}
