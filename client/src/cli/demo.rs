//! `bot demo`: the main job from end to end.

use std::{fs, path::PathBuf, process::ExitCode};

use super::Context;
use bot_client::{
	demo::{
		self,
		node::{self, NodeOptions},
		Place,
	},
	gateway::{CsvOptions, Readings},
	interruption::interrupted,
	Error, Result,
};

/// Play the main job from end to end: members, devices, a sales day, readings, evidence. On a new chain
/// of a single node, which is restarted and shows no consensus; or with --read-from on a network.
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
	/// Start no node. Play on the network of the node at --url, which has the accounts of a
	/// development chain, and prove the old record through this other node.
	#[arg(long, value_name = "URL", conflicts_with_all = ["node", "rpc_port"])]
	read_from: Option<String>,
	/// Where files and a new chain are kept: an empty directory, which stays. Without it, a temporary
	/// one.
	#[arg(long)]
	base_path: Option<PathBuf>,
	/// Where the node is to answer. Another port is taken where this one is not free.
	#[arg(long, default_value_t = 9944)]
	rpc_port: u16,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		if let Some(path) = &self.data {
			Readings::open(path, &CsvOptions::default())
				.map_err(|problem| Error::input(format!("{}: {problem}", path.display())))?;
		}
		let base_path = node::empty_directory(self.base_path.as_deref())?;
		let played = self.play(context, base_path.clone()).await;
		// What a failed demo leaves behind tells why it failed.
		if self.base_path.is_none() && played.is_ok() {
			let _ = fs::remove_dir_all(&base_path);
		}
		played
	}

	async fn play(&self, context: &Context, base_path: PathBuf) -> Result<ExitCode> {
		let out = context.out;
		let (place, about) = match &self.read_from {
			Some(read_from) => {
				let (url, read_from) = (context.url.clone(), read_from.clone());
				(Place::Network { url, read_from }, "on a network")
			},
			None => {
				let options = NodeOptions {
					program: node::find_program(self.node.clone())?,
					base_path: base_path.clone(),
					rpc_port: node::free_port(self.rpc_port)?,
					block_time: demo::BLOCK_TIME,
				};
				(Place::NewChain(options), "single node; consensus not shown")
			},
		};
		out.line(&format!("BoT demo: {about}"));
		let options = demo::Options { place, data: self.data.clone(), base_path, out };
		let running = tokio::select! {
			played = demo::run(options) => played?,
			() = interrupted() => return Err(Error::Invalid("the demo was interrupted".into())),
		};
		out.line("");
		out.result(&running.report, || running.report.table());
		let code = ExitCode::from(if running.report.bad_rows > 0 { 2 } else { 0 });
		out.line(about);
		let Some(mut node) = running.node else { return Ok(code) };
		if !self.exit {
			let escaped = running.url.replace(':', "%3A").replace('/', "%2F");
			out.line(&format!(
				"The chain runs on at {}. Look at it with\n  https://polkadot.js.org/apps/?rpc={escaped}#/explorer\nCtrl-C ends it.",
				running.url
			));
			tokio::select! {
				ended = node.ended() => return Err(ended),
				() = interrupted() => {},
			}
		}
		node.stop().await?;
		Ok(code)
	}
}
