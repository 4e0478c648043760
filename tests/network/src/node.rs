//! A node as a child process: started, killed, paused, and looked at.

use std::{
	ffi::OsString,
	fs::{self, OpenOptions},
	path::{Path, PathBuf},
	process::{ExitStatus, Stdio},
	time::{Duration, Instant},
};

use anyhow::{bail, Context, Result};
use rustix::process::{kill_process, Pid, Signal};
use tokio::{
	process::Child,
	time::{sleep, timeout},
};

use crate::ground::Ground;

/// How long a node may take to end.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);

/// How a node is started.
#[derive(Clone, Debug)]
pub struct Start {
	/// Its number, from which its place follows.
	pub number: u8,
	/// What it is called.
	pub name: String,
	/// Its program.
	pub program: PathBuf,
	/// What the program is told.
	pub args: Vec<String>,
	/// What is set in its environment.
	pub env: Vec<(OsString, OsString)>,
	/// Where it keeps its data.
	pub base_path: PathBuf,
}

/// A node that runs. It is killed when this is dropped.
#[derive(Debug)]
pub struct Node {
	child: Child,
	log: PathBuf,
	name: String,
}

impl Node {
	/// Starts a node. Its log goes on with that of its last run.
	pub fn start(ground: &Ground, start: &Start) -> Result<Self> {
		fs::create_dir_all(&start.base_path)?;
		let log = start.base_path.with_extension("log");
		let file = OpenOptions::new().create(true).append(true).open(&log)?;
		let child = ground
			.command(start.number, &start.program)
			.args(&start.args)
			.envs(start.env.iter().cloned())
			.stdin(Stdio::null())
			.stdout(file.try_clone()?)
			.stderr(file)
			.kill_on_drop(true)
			.spawn()
			.with_context(|| start.program.display().to_string())?;
		Ok(Self { child, log, name: start.name.clone() })
	}

	/// Its process.
	pub fn pid(&self) -> Result<Pid> {
		let pid = self.child.id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?));
		pid.with_context(|| format!("{} has ended", self.name))
	}

	/// Fails where it has ended by itself.
	pub fn ensure_running(&mut self) -> Result<()> {
		if let Some(status) = self.child.try_wait()? {
			bail!("{} ended ({status}):\n{}", self.name, self.log.tail(20));
		}
		Ok(())
	}

	/// Its log.
	pub fn log(&self) -> &Path {
		&self.log
	}

	/// Kills it at once: it writes nothing more.
	pub async fn kill(mut self) -> Result<()> {
		Ok(self.child.kill().await?)
	}

	/// Asks it to end, and waits until it has.
	pub async fn stop(mut self) -> Result<ExitStatus> {
		kill_process(self.pid()?, Signal::TERM)?;
		let ended = timeout(STOP_TIMEOUT, self.child.wait()).await;
		Ok(ended.with_context(|| format!("{} does not end", self.name))??)
	}

	/// Stops its clockwork, and that of its workers: it answers nobody until it goes on.
	pub fn pause(&self) -> Result<()> {
		self.signal_all(Signal::STOP)
	}

	/// Lets it go on.
	pub fn resume(&self) -> Result<()> {
		self.signal_all(Signal::CONT)
	}

	fn signal_all(&self, signal: Signal) -> Result<()> {
		for pid in family(self.pid()?)? {
			kill_process(pid, signal)?;
		}
		Ok(())
	}

	/// Memory that it and its workers have in use, in bytes.
	pub fn memory(&self) -> Result<u64> {
		family(self.pid()?)?.into_iter().map(resident).sum()
	}
}

/// The end of a text file.
pub trait Tail {
	/// Its last lines.
	fn tail(&self, lines: usize) -> String;
	/// Those of its lines that hold one of these texts.
	fn lines_with(&self, texts: &[&str]) -> Vec<String>;
}

impl Tail for Path {
	fn tail(&self, count: usize) -> String {
		let text = fs::read_to_string(self).unwrap_or_default();
		let lines: Vec<_> = text.lines().collect();
		lines.get(lines.len().saturating_sub(count)..).unwrap_or_default().join("\n")
	}

	fn lines_with(&self, texts: &[&str]) -> Vec<String> {
		let text = fs::read_to_string(self).unwrap_or_default();
		let has_one = |line: &&str| texts.iter().any(|text| line.contains(text));
		text.lines().filter(has_one).map(String::from).collect()
	}
}

/// A process, and those that it has started.
fn family(pid: Pid) -> Result<Vec<Pid>> {
	let mut parents = Vec::new();
	for entry in fs::read_dir("/proc")? {
		let name = entry?.file_name();
		let Some(child) = name.to_str().and_then(|name| Pid::from_raw(name.parse().ok()?)) else {
			continue;
		};
		// One that has ended meanwhile has no parent any more.
		let Ok(stat) = fs::read_to_string(format!("/proc/{}/stat", child.as_raw_nonzero())) else {
			continue;
		};
		// After the name, which may hold spaces: the state, and the parent.
		let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
		let parent = parent.and_then(|parent| Pid::from_raw(parent.parse().ok()?));
		parents.extend(parent.map(|parent| (parent, child)));
	}
	let mut family = vec![pid];
	let mut place = 0;
	while let Some(of) = family.get(place).copied() {
		family.extend(parents.iter().filter(|(parent, _)| *parent == of).map(|(_, child)| child));
		place += 1;
	}
	Ok(family)
}

/// Memory that a process has to itself, and its part of what it shares, in bytes.
fn resident(pid: Pid) -> Result<u64> {
	let path = format!("/proc/{}/smaps_rollup", pid.as_raw_nonzero());
	let Ok(text) = fs::read_to_string(path) else {
		// A worker that has ended.
		return Ok(0);
	};
	let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
	let kibibytes =
		line.and_then(|line| line.split_whitespace().next()).context("no memory told")?;
	Ok(kibibytes.parse::<u64>()?.saturating_mul(1_024))
}

/// Waits until `is_done` says so, and gives what it says.
pub async fn wait_until<T, F>(what: &str, patience: Duration, mut is_done: F) -> Result<T>
where
	F: AsyncFnMut() -> Result<Option<T>>,
{
	let begin = Instant::now();
	loop {
		if let Some(done) = is_done().await? {
			return Ok(done);
		}
		if begin.elapsed() > patience {
			bail!("not within {} s: {what}", patience.as_secs());
		}
		sleep(Duration::from_millis(500)).await;
	}
}
