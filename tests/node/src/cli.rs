//! The command line program, run as its users run it.

use std::{
	path::{Path, PathBuf},
	process::Output,
};

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use tokio::process::Command;

/// The program `bot`, in a directory of its own.
pub struct Bot {
	program: PathBuf,
	dir: PathBuf,
	url: String,
}

impl Bot {
	/// The program beside the node's, to be run in `dir` against the node at `url`.
	pub fn new(dir: &Path, url: &str) -> Result<Self> {
		let program = crate::node::program()?.with_file_name("bot");
		ensure!(program.is_file(), "no bot beside the node: run scripts/build first");
		Ok(Self { program, dir: dir.into(), url: url.into() })
	}

	/// Runs it with these arguments.
	pub async fn run(&self, args: &[&str]) -> Result<Output> {
		let mut command = Command::new(&self.program);
		command.current_dir(&self.dir).args(["--url", &self.url]).args(args);
		command.output().await.with_context(|| self.program.display().to_string())
	}

	/// Runs it, which is to succeed, and gives what it printed.
	pub async fn succeed(&self, args: &[&str]) -> Result<String> {
		let Output { status, stdout, stderr } = self.run(args).await?;
		let told = String::from_utf8(stdout)?;
		let noted = String::from_utf8_lossy(&stderr);
		ensure!(status.success(), "bot {}: {status}\n{told}{noted}", args.join(" "));
		Ok(told)
	}

	/// Runs it, which is to end with `code`, and gives the JSON that it printed.
	pub async fn json(&self, code: i32, args: &[&str]) -> Result<Value> {
		let Output { status, stdout, stderr } = self.run(&[&["--json"], args].concat()).await?;
		let told = String::from_utf8_lossy(&stdout);
		let noted = String::from_utf8_lossy(&stderr);
		ensure!(status.code() == Some(code), "bot {}: {status}\n{told}{noted}", args.join(" "));
		serde_json::from_slice(&stdout).with_context(|| format!("bot {}: {told}", args.join(" ")))
	}

	/// Runs it, which is to end with `code`, and gives what it printed and noted.
	pub async fn fail(&self, code: i32, args: &[&str]) -> Result<String> {
		let Output { status, stdout, stderr } = self.run(args).await?;
		let told = [String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)].concat();
		ensure!(status.code() == Some(code), "bot {}: {status}\n{told}", args.join(" "));
		Ok(told)
	}
}
