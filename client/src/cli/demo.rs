//! `bot demo`: the main job from end to end.

use std::{fs, path::PathBuf, process::ExitCode};

use super::Context;
use bot_client::{
	demo::{self, node},
	gateway::{CsvOptions, Readings},
	Error, Result,
};

/// Play the main job from end to end on a new chain: members, devices, a sales day, readings,
/// evidence, a restart. Single node: consensus is not shown.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
	/// The node's program. The one beside this program, unless another is named.
	#[arg(long)]
	node: Option<PathBuf>,
	/// A CSV file with the columns `timestamp` and `value`, in the place of the one that comes with
	/// the program.
	#[arg(long)]
	data: Option<PathBuf>,
	/// End after the demo, with its exit code. Otherwise the chain runs on until Ctrl-C.
	#[arg(long)]
	exit: bool,
	/// Where the chain is kept: an empty directory, which stays. Without it, a temporary one.
	#[arg(long)]
	base_path: Option<PathBuf>,
	/// Where the node is to answer. Another port is taken where this one is not free.
	#[arg(long, default_value_t = 9944)]
	rpc_port: u16,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let program = node::find_program(self.node.clone())?;
		if let Some(path) = &self.data {
			Readings::open(path, &CsvOptions::default())
				.map_err(|problem| Error::input(format!("{}: {problem}", path.display())))?;
		}
		let base_path = node::empty_directory(self.base_path.as_deref())?;
		let played = self.play(context, program, base_path.clone()).await;
		// What a failed demo leaves behind tells why it failed.
		if self.base_path.is_none() && played.is_ok() {
			let _ = fs::remove_dir_all(&base_path);
		}
		played
	}

	async fn play(
		&self,
		context: &Context,
		program: PathBuf,
		base_path: PathBuf,
	) -> Result<ExitCode> {
		let out = context.out;
		out.line("BoT demo: single node; consensus not shown");
		let options = demo::Options {
			program,
			data: self.data.clone(),
			base_path,
			rpc_port: node::free_port(self.rpc_port)?,
			out,
		};
		let mut running = tokio::select! {
			played = demo::run(options) => played?,
			() = super::interrupted() => return Err(Error::Invalid("the demo was interrupted".into())),
		};
		out.line("");
		out.result(&running.report, || running.report.table());
		let code = ExitCode::from(if running.report.bad_rows > 0 { 2 } else { 0 });
		out.line("single node; consensus not shown");
		if !self.exit {
			let escaped = running.url.replace(':', "%3A").replace('/', "%2F");
			out.line(&format!(
				"The chain runs on at {}. Look at it with\n  https://polkadot.js.org/apps/?rpc={escaped}#/explorer\nCtrl-C ends it.",
				running.url
			));
			tokio::select! {
				ended = running.node.ended() => return Err(ended),
				() = super::interrupted() => {},
			}
		}
		running.node.stop().await?;
		Ok(code)
	}
}
