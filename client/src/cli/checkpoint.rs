//! `bot checkpoint`: what members say about a header, and who says it.

use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};

use bot_evidence::{CosignatureState, SignedCheckpoint};
use clap::Subcommand;
use serde_json::json;

use super::Context;
use bot_client::{
	checkpoint::{self, Described, DescribedSignature},
	files::write_whole,
	member_key::from_argument,
	out, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Sign a checkpoint, as a member.
	///
	/// Without --file it is the last final header of the node. With --file it is the checkpoint of
	/// another member, to whose signatures this one is added: but only if the node at --url has that
	/// header too, final, and says the same about it.
	Sign {
		/// Key of the member.
		#[arg(long)]
		key: String,
		/// The checkpoint to cosign.
		#[arg(long)]
		file: Option<PathBuf>,
		/// Cosign without asking a node whether it is true.
		#[arg(long, requires = "file")]
		offline: bool,
		/// The file to write. By default FILE, or checkpoint.json where there is none.
		#[arg(long)]
		out: Option<PathBuf>,
	},
	/// Put the signatures of several files together. All have to be of the same checkpoint.
	Collect {
		/// The files.
		#[arg(required = true, value_name = "FILE")]
		files: Vec<PathBuf>,
		/// The file to write.
		#[arg(long)]
		out: PathBuf,
	},
	/// Tell whether a quorum of members signed a checkpoint. Needs no node.
	Verify {
		/// The checkpoint.
		file: PathBuf,
		/// The members that you trust.
		#[arg(long, value_name = "FILE")]
		members: PathBuf,
	},
	/// Write the members who vote, as the node has them, into a file for verifiers.
	///
	/// The file is worth as much as the node that it comes from.
	Members {
		/// How many have to say the same. By default two thirds.
		#[arg(long)]
		quorum: Option<u32>,
		/// The file to write.
		#[arg(long, default_value = "members.json")]
		out: PathBuf,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Sign { key, file, offline, out } => {
				sign(context, &key, file.as_deref(), offline, out).await
			},
			Self::Collect { files, out } => collect(context, &files, &out),
			Self::Verify { file, members } => verify(context, &file, &members),
			Self::Members { quorum, out } => members(context, quorum, &out).await,
		}
	}
}

async fn sign(
	context: &Context,
	key: &str,
	file: Option<&Path>,
	offline: bool,
	out: Option<PathBuf>,
) -> Result<ExitCode> {
	let key = from_argument(key)?;
	let mut signed = match file {
		None => {
			let checkpoint = context.chain().await?.checkpoint().await?;
			SignedCheckpoint { checkpoint, signatures: vec![] }
		},
		Some(file) => {
			let signed = checkpoint::load(file)?;
			if !offline {
				context.chain().await?.confirm(&signed.checkpoint).await?;
			}
			signed
		},
	};
	let cosignature = checkpoint::sign(&signed.checkpoint, &key);
	signed.signatures.retain(|other| other.account != cosignature.account);
	signed.signatures.push(cosignature);
	let out = out
		.or_else(|| file.map(Path::to_path_buf))
		.unwrap_or_else(|| PathBuf::from("checkpoint.json"));
	write(context, &signed, &out)
}

fn collect(context: &Context, files: &[PathBuf], out: &Path) -> Result<ExitCode> {
	let parts: Result<Vec<_>> = files
		.iter()
		.map(|file| Ok((file.display().to_string(), checkpoint::load(file)?)))
		.collect();
	write(context, &checkpoint::collect(parts?)?, out)
}

fn write(context: &Context, signed: &SignedCheckpoint, out: &Path) -> Result<ExitCode> {
	write_whole(out, signed.to_json().map_err(Error::input)?.as_bytes())?;
	let described = Described::new(signed, None);
	let value = json!({ "file": out, "checkpoint": described });
	context.out.result(&value, || {
		let rows = out::pairs(described.rows());
		format!("wrote {}\n{rows}", out.display())
	});
	Ok(ExitCode::SUCCESS)
}

fn verify(context: &Context, file: &Path, members: &Path) -> Result<ExitCode> {
	let (signed, members) = (checkpoint::load(file)?, checkpoint::load_members(members)?);
	let trusted = members.trust(&signed);
	let described = Described::new(&signed, Some(&members));
	let failure = trusted.err();
	let is_valid = |one: &&DescribedSignature| one.state == Some(CosignatureState::Valid);
	let valid = described.signatures.iter().filter(is_valid).count();
	let value = json!({
		"valid": failure.is_none(),
		"brokenLink": failure.map(|error| error.name()),
		"reason": failure.map(|error| error.to_string()),
		"quorum": members.quorum(),
		"checkpoint": described,
	});
	context.out.result(&value, || {
		let rows = out::pairs(described.rows());
		match failure {
			None => format!(
				"VALID: {valid} of {} members signed it, and {} had to\n{rows}",
				members.members().len(),
				members.quorum()
			),
			Some(error) => format!("INVALID: {}: {error}\n{rows}", error.name()),
		}
	});
	Ok(if failure.is_none() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn members(context: &Context, quorum: Option<u32>, out: &Path) -> Result<ExitCode> {
	let members = context.chain().await?.trusted_members(quorum).await?;
	write_whole(out, members.to_json().map_err(Error::input)?.as_bytes())?;
	let count = members.members().len();
	let value = json!({ "file": out, "members": count, "quorum": members.quorum() });
	context.out.result(&value, || {
		format!(
			"wrote {}: {} of {count} members have to say the same\nIt is worth as much as the node that it \
			 comes from.",
			out.display(),
			members.quorum()
		)
	});
	Ok(ExitCode::SUCCESS)
}
