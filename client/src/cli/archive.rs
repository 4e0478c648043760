//! `bot archive`: what outlives the nodes.

use std::{
	fs::{self, File},
	io::BufWriter,
	path::PathBuf,
	process::ExitCode,
};

use serde_json::json;

use super::{progress::Progress, Context};
use bot_client::{checkpoint, out::grouped, Error, Result};

/// Export the records and leaves of all blocks below a checkpoint.
///
/// From the archive, evidence can be made when there is no node any more: with the readings, and
/// `bot prove --archive`.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
	/// The checkpoint.
	#[arg(long, value_name = "FILE")]
	checkpoint: PathBuf,
	/// The file to write.
	#[arg(long)]
	out: PathBuf,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		// The archive keeps the signatures, and nobody can mend them later.
		let name = self.checkpoint.display().to_string();
		let signed = checkpoint::collect(vec![(name, checkpoint::load(&self.checkpoint)?)])?;
		let chain = context.chain().await?;
		// Under another name until it is whole, so that there is never half an archive.
		let part = self.out.with_extension("part");
		let file = File::create(&part).map_err(|error| Error::file(&part, error))?;
		let mut progress = Progress::new("written");
		let archived =
			chain.archive(&signed, BufWriter::new(&file), |done, of| progress.tell(done, of)).await;
		let archived = match archived {
			Ok(archived) => archived,
			Err(error) => {
				drop(file);
				// What is left of it is of no use; that it cannot be removed is no other failure.
				let _ = fs::remove_file(&part);
				return Err(error);
			},
		};
		file.sync_all().map_err(|error| Error::file(&part, error))?;
		let bytes = file.metadata().map_err(|error| Error::file(&part, error))?.len();
		fs::rename(&part, &self.out).map_err(|error| Error::file(&self.out, error))?;
		let value = json!({ "file": self.out, "bytes": bytes, "archived": archived });
		context.out.result(&value, || {
			format!(
				"wrote {} ({} bytes): {} records in {} blocks, with {} key chains",
				self.out.display(),
				grouped(bytes),
				grouped(archived.records),
				grouped(archived.blocks.into()),
				archived.key_chains
			)
		});
		Ok(ExitCode::SUCCESS)
	}
}
