//! Production runs.

use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};

use bot_primitives::{EnrolmentId, ModelId};
use clap::Subcommand;
use serde_json::json;
use subxt_signer::sr25519::Keypair;

use super::Context;
use bot_client::{
	chain::enrolments::Enrolment,
	enrolment::{run::Enrolled, Manifest, Run},
	hex_bytes,
	member_key::{account_text, from_argument},
	out::{self, grouped, note},
	Error, Result,
};

/// Enrol a production run: one hash on the chain for any number of devices.
///
/// Reads a manifest with the columns serial,public_key[,idevid_sha256|idevid_file][,salt] and keeps
/// the run in a file, from which `bot device proof` makes what is handed over with each device. A run
/// that was kept and not sent is sent with --run.
#[derive(clap::Args, Debug)]
pub(super) struct EnrolArgs {
	/// The manifest.
	#[arg(long, value_name = "CSV", required_unless_present = "run", requires = "model")]
	manifest: Option<PathBuf>,
	/// Number of the devices' model.
	#[arg(long, conflicts_with = "run")]
	model: Option<ModelId>,
	/// A run that was kept before.
	#[arg(long, conflicts_with_all = ["manifest", "out"])]
	run: Option<PathBuf>,
	/// Where the run is kept. Beside the manifest, with the ending `run`, unless another place is
	/// given.
	#[arg(long)]
	out: Option<PathBuf>,
	/// Keep the run, and send nothing.
	#[arg(long)]
	dry_run: bool,
	/// Key of the provider.
	#[arg(long, required_unless_present = "dry_run")]
	key: Option<String>,
}

impl EnrolArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let key = self.key.as_deref().map(from_argument).transpose()?;
		let (path, run) = self.read()?;
		let enrolled = match (key, self.dry_run) {
			(Some(key), false) => Some(enrol(context, &path, &run, &key).await?),
			_ => None,
		};
		let root = hex_bytes::encode(run.root);
		let value = json!({
			"enrolment": enrolled,
			"model": run.model,
			"root": root,
			"count": run.count,
			"run": path,
		});
		context.out.result(&value, || {
			let number = enrolled.map_or("none yet".into(), |number| number.to_string());
			out::pairs([
				("enrolment", number),
				("root", root),
				("devices", grouped(run.count.into())),
				("kept in", path.display().to_string()),
			])
		});
		Ok(ExitCode::SUCCESS)
	}

	/// The run, and where it is kept.
	fn read(&self) -> Result<(PathBuf, Run)> {
		let (path, model) = match (&self.run, &self.manifest, self.model) {
			(Some(path), ..) => return Ok((path.clone(), Run::load(path)?)),
			(None, Some(path), Some(model)) => (path, model),
			_ => return Err(Error::input("name the manifest and its model, or a run")),
		};
		let manifest = Manifest::open(path)
			.map_err(|problem| Error::input(format!("{}: {problem}", path.display())))?;
		let out = self.out.clone().unwrap_or_else(|| path.with_extension("run"));
		let progress = |count: u32| note(&format!("{} devices", grouped(count.into())));
		let run = Run::write(manifest, model, &out, progress)?;
		Ok((out, run))
	}
}

/// Enrols the run that is kept at `path`, unless the chain has it already.
async fn enrol(context: &Context, path: &Path, run: &Run, key: &Keypair) -> Result<EnrolmentId> {
	let send = async {
		let chain = context.chain().await?;
		let genesis = chain.genesis_hash();
		if let Some(enrolled) = run.enrolled.filter(|enrolled| enrolled.genesis == genesis) {
			return Err(Error::Invalid(format!(
				"{} is enrolled already, under the number {}",
				path.display(),
				enrolled.enrolment
			)));
		}
		// It may have been sent by a program that was stopped before it could note so.
		let there = chain.enrolments().await?.into_iter().find(|other| other.is_of(run));
		let enrolment = match there {
			Some(there) => there.enrolment,
			None => chain.enrol(run, key).await?,
		};
		Run::mark_enrolled(path, Enrolled { enrolment, genesis })?;
		Ok(enrolment)
	};
	let sent = send.await;
	if sent.is_err() && run.enrolled.is_none() {
		note(&format!("the run is kept: send it with `bot enrol --run {}`", path.display()));
	}
	sent
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// List the enrolments that are open.
	List,
	/// Show an enrolment.
	Show {
		/// Its number.
		enrolment: EnrolmentId,
	},
	/// End an enrolment: no further device of it can be activated.
	Close {
		/// Its number.
		enrolment: EnrolmentId,
		/// Key of the provider.
		#[arg(long)]
		key: String,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::List => {
				let enrolments = context.chain().await?.enrolments().await?;
				context.out.result(&enrolments, || {
					let rows = enrolments.iter().map(|enrolment| {
						[
							enrolment.enrolment.to_string(),
							enrolment.model.to_string(),
							grouped(enrolment.count.into()),
							grouped(enrolment.activated.into()),
							hex_bytes::encode(enrolment.root.0),
						]
					});
					out::table(["enrolment", "model", "devices", "activated", "root"], rows)
				});
			},
			Self::Show { enrolment } => {
				let enrolment = context.chain().await?.enrolment(enrolment).await?;
				context.out.result(&enrolment, || text(&enrolment));
			},
			Self::Close { enrolment, key } => {
				let key = from_argument(&key)?;
				let activated = context.chain().await?.close_enrolment(enrolment, &key).await?;
				let value = json!({ "enrolment": enrolment, "activated": activated });
				context.out.result(&value, || {
					let activated = grouped(activated.into());
					format!("enrolment {enrolment} is closed; {activated} devices were activated")
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

fn text(enrolment: &Enrolment) -> String {
	out::pairs([
		("enrolment", enrolment.enrolment.to_string()),
		("model", enrolment.model.to_string()),
		("root", hex_bytes::encode(enrolment.root.0)),
		("devices", grouped(enrolment.count.into())),
		("activated", grouped(enrolment.activated.into())),
		("since block", enrolment.since.to_string()),
		("paid by", account_text(&enrolment.payer)),
	])
}
