//! A node as a child process, which can be killed.

use std::{
	fs::{self, OpenOptions},
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};

use anyhow::{bail, Context, Result};
use bot_client::{chain::Chain, demo::node::free_port};
use rustix::process::{kill_process, Pid, Signal};
use tokio::{
	process::{Child, Command},
	time::{sleep, timeout},
};

/// How long a node may take to answer.
const START_TIMEOUT: Duration = Duration::from_secs(120);

/// How long a node may take to end.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);

/// A node that runs. It is killed when this is dropped.
pub struct Node {
	child: Child,
	url: String,
	log: PathBuf,
}

impl Node {
	/// Starts a development chain with these arguments beside the usual ones, or goes on with the one
	/// in `base_path`, and waits until it answers.
	pub async fn start(base_path: &Path, args: &[&str]) -> Result<(Self, Chain)> {
		Self::launch(base_path, &[&["--no-prometheus"], args].concat()).await
	}

	/// The same, with its metrics at this port.
	pub async fn start_measured(
		base_path: &Path,
		port: u16,
		args: &[&str],
	) -> Result<(Self, Chain)> {
		let port = port.to_string();
		Self::launch(base_path, &[&["--prometheus-port", &port], args].concat()).await
	}

	async fn launch(base_path: &Path, args: &[&str]) -> Result<(Self, Chain)> {
		let program = program()?;
		let port = free_port(0)?;
		let log = base_path.join("node.log");
		let file = OpenOptions::new().create(true).append(true).open(&log)?;
		let child = Command::new(&program)
			.args(["--dev", "--no-telemetry"])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0"])
			.args(["--rpc-port", &port.to_string()])
			.arg("--base-path")
			.arg(base_path)
			.args(args)
			.stdin(Stdio::null())
			.stdout(file.try_clone()?)
			.stderr(file)
			.kill_on_drop(true)
			.spawn()
			.with_context(|| program.display().to_string())?;
		let mut node = Self { child, url: format!("ws://127.0.0.1:{port}"), log };
		let chain = node.wait_for_answer().await?;
		Ok((node, chain))
	}

	async fn wait_for_answer(&mut self) -> Result<Chain> {
		let begin = Instant::now();
		loop {
			if let Some(status) = self.child.try_wait()? {
				bail!("the node ended ({status}):\n{}", self.end_of_log());
			}
			match Chain::connect(&self.url).await {
				Ok(chain) => return Ok(chain),
				Err(_) if begin.elapsed() < START_TIMEOUT => {
					sleep(Duration::from_millis(100)).await
				},
				Err(error) => bail!("{error}\n{}", self.end_of_log()),
			}
		}
	}

	/// Where it answers.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// Host and port of the same.
	pub fn address(&self) -> &str {
		self.url.trim_start_matches("ws://")
	}

	/// How long it has been on a processor.
	pub fn processor_time(&self) -> Result<Duration> {
		processor_time(self.child.id().context("the node ended by itself")?)
	}

	/// How much memory it has, in MiB.
	pub fn memory(&self) -> Result<u64> {
		let id = self.child.id().context("the node ended by itself")?;
		let status = fs::read_to_string(format!("/proc/{id}/status"))?;
		let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
		let kibibytes = line.and_then(|line| line.split_whitespace().next());
		Ok(kibibytes.context("a process has memory")?.parse::<u64>()? / 1_024)
	}

	/// The last lines of its log.
	pub fn end_of_log(&self) -> String {
		let text = fs::read_to_string(&self.log).unwrap_or_default();
		let lines: Vec<_> = text.lines().collect();
		lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
	}

	/// Kills it at once: it writes nothing more.
	pub async fn kill(mut self) -> Result<()> {
		Ok(self.child.kill().await?)
	}

	/// Asks it to end, and waits until it has.
	pub async fn stop(mut self) -> Result<()> {
		let pid = self.child.id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?));
		kill_process(pid.context("the node ended by itself")?, Signal::TERM)?;
		let status =
			timeout(STOP_TIMEOUT, self.child.wait()).await.context("it does not end")??;
		if !status.success() {
			bail!("the node ended ({status}):\n{}", self.end_of_log());
		}
		Ok(())
	}
}

/// How long a process has been on a processor.
pub(crate) fn processor_time(id: u32) -> Result<Duration> {
	let status = fs::read_to_string(format!("/proc/{id}/stat"))?;
	// The name, in parentheses, may hold anything; times are the 14th and 15th field, in hundredths.
	let (_, fields) = status.rsplit_once(") ").context("a process has a name")?;
	let times = fields.split(' ').skip(11).take(2).map(str::parse::<u64>);
	let hundredths = times.sum::<Result<u64, _>>()?;
	Ok(Duration::from_millis(hundredths.saturating_mul(10)))
}

/// The node's program: what the variable `BOT_NODE` names, or the one beside this program.
pub(crate) fn program() -> Result<PathBuf> {
	if let Some(program) = std::env::var_os("BOT_NODE") {
		return Ok(program.into());
	}
	let this = std::env::current_exe()?;
	// Tests stand in a directory below that of the programs.
	let beside = this.ancestors().skip(1).take(2).map(|dir| dir.join("bot-node"));
	let program = beside.into_iter().find(|program| program.is_file());
	program.context("no bot-node beside this program: run scripts/build first")
}
