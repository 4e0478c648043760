//! A node as a child process.

use std::{
	fs::{self, OpenOptions},
	net::TcpListener,
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};

use tokio::{
	process::{Child, Command},
	time::{sleep, timeout, Instant},
};

use crate::{chain::Chain, Error, Result};

/// How long a node may take to answer.
const START_TIMEOUT: Duration = Duration::from_secs(120);

/// How long a node may take to end.
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// How a node is started.
#[derive(Clone, Debug)]
pub struct NodeOptions {
	/// The program.
	pub program: PathBuf,
	/// Where it keeps its data and its log.
	pub base_path: PathBuf,
	/// Where it answers.
	pub rpc_port: u16,
	/// Time between two blocks, in milliseconds.
	pub block_time: u32,
}

impl NodeOptions {
	/// Where the node answers.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	/// Where the node writes its log.
	pub fn log(&self) -> PathBuf {
		self.base_path.join("node.log")
	}
}

/// A node that runs. It is stopped when this is dropped.
pub struct Node {
	child: Child,
	options: NodeOptions,
}

impl Node {
	/// Starts a node and waits until it answers.
	pub async fn start(options: NodeOptions) -> Result<(Self, Chain)> {
		let log = options.log();
		let file = OpenOptions::new().create(true).append(true).open(&log);
		let file = file.map_err(|error| Error::file(&log, error))?;
		let copy = file.try_clone().map_err(|error| Error::file(&log, error))?;
		let child = Command::new(&options.program)
			.args(["--dev", "--no-prometheus", "--no-telemetry"])
			.args(["--listen-addr", "/ip4/127.0.0.1/tcp/0"])
			.arg("--base-path")
			.arg(&options.base_path)
			.args(["--rpc-port", &options.rpc_port.to_string()])
			.args(["--dev-block-time", &options.block_time.to_string()])
			.stdin(Stdio::null())
			.stdout(file)
			.stderr(copy)
			.kill_on_drop(true)
			.spawn()
			.map_err(|error| Error::file(&options.program, error))?;
		let mut node = Self { child, options };
		let chain = node.wait_for_answer().await?;
		Ok((node, chain))
	}

	async fn wait_for_answer(&mut self) -> Result<Chain> {
		let begin = Instant::now();
		loop {
			if let Some(status) = self.child.try_wait().map_err(Error::input)? {
				return Err(self.failed(&format!("the node ended ({status})")));
			}
			match Chain::connect(&self.options.url()).await {
				Ok(chain) => return Ok(chain),
				Err(_) if begin.elapsed() < START_TIMEOUT => {
					sleep(Duration::from_millis(200)).await
				},
				Err(_) => {
					let seconds = START_TIMEOUT.as_secs();
					return Err(self.failed(&format!("the node did not answer for {seconds} s")));
				},
			}
		}
	}

	fn failed(&self, what: &str) -> Error {
		let log = self.options.log();
		let text = fs::read_to_string(&log).unwrap_or_default();
		let lines: Vec<_> = text.lines().collect();
		let last = lines.get(lines.len().saturating_sub(10)..).unwrap_or_default();
		let url = self.options.url();
		let cause = format!("{what}; the end of its log {}:\n{}", log.display(), last.join("\n"));
		Error::Unreachable { url, cause }
	}

	/// Asks the node to end, and waits until it has.
	pub async fn stop(mut self) -> Result<()> {
		if let Some(pid) = self.child.id() {
			terminate(pid);
		}
		match timeout(STOP_TIMEOUT, self.child.wait()).await {
			Ok(ended) => ended.map(|_| ()).map_err(Error::input),
			Err(_) => self.child.kill().await.map_err(Error::input),
		}
	}

	/// Waits until the node ends by itself.
	pub async fn ended(&mut self) -> Error {
		let _ = self.child.wait().await;
		self.failed("the node ended")
	}
}

#[cfg(unix)]
fn terminate(pid: u32) {
	use rustix::process::{kill_process, Pid, Signal};
	let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
	if let Some(pid) = pid {
		// A process that has just ended by itself cannot be asked to.
		let _ = kill_process(pid, Signal::TERM);
	}
}

#[cfg(not(unix))]
fn terminate(_: u32) {}

/// The program of the node: beside this one, unless another was named.
pub fn find_program(named: Option<PathBuf>) -> Result<PathBuf> {
	let beside = || {
		let program = std::env::current_exe().ok()?;
		Some(program.parent()?.join(format!("bot-node{}", std::env::consts::EXE_SUFFIX)))
	};
	let program = named.or_else(beside).unwrap_or_else(|| "bot-node".into());
	if program.is_file() {
		return Ok(program);
	}
	Err(Error::input(format!(
		"no node at {}: build it with `cargo build -p bot-node`, or name it with --node",
		program.display()
	)))
}

/// `wanted` if it is free, or another port that is.
pub fn free_port(wanted: u16) -> Result<u16> {
	let bind = |port| TcpListener::bind(("127.0.0.1", port));
	let listener = bind(wanted).or_else(|_| bind(0)).map_err(Error::input)?;
	Ok(listener.local_addr().map_err(Error::input)?.port())
}

/// An empty directory: the one named, or a new one among the temporary files.
pub fn empty_directory(named: Option<&Path>) -> Result<PathBuf> {
	let path = match named {
		Some(path) => path.to_path_buf(),
		None => std::env::temp_dir().join(format!("bot-demo-{}", std::process::id())),
	};
	fs::create_dir_all(&path).map_err(|error| Error::file(&path, error))?;
	let mut entries = fs::read_dir(&path).map_err(|error| Error::file(&path, error))?;
	if entries.next().is_some() {
		return Err(Error::input(format!(
			"{} is not empty: the demo begins with a new chain, name another directory",
			path.display()
		)));
	}
	Ok(path)
}
