//! The main job from end to end, against a real node: members, devices, a sales day, readings,
//! evidence, a restart.
//!
//! Whatever does not come out as it must ends the demo with an error.

mod cast;
mod evidence;
mod machines;
pub mod node;
mod readings;
mod report;
mod sales;

use std::{
	fs,
	path::{Path, PathBuf},
	time::Instant,
};

use crate::{chain::Chain, out::Out, Error, Result};

use cast::Cast;
use machines::Machines;
use node::{Node, NodeOptions};
pub use report::{Expected, Report};

/// Time between two blocks of the demo's chain, in milliseconds: the shortest at which the chain's
/// time stays that of the clock.
const BLOCK_TIME: u32 = 3_000;

/// What the demo is to do.
#[derive(Clone, Debug)]
pub struct Options {
	/// The node's program.
	pub program: PathBuf,
	/// A CSV file in the place of the one that comes with the program.
	pub data: Option<PathBuf>,
	/// Where the chain is kept.
	pub base_path: PathBuf,
	/// Where the node is to answer.
	pub rpc_port: u16,
	/// What is printed, and how.
	pub out: Out,
}

/// What the steps share.
struct Stage {
	out: Out,
	cast: Cast,
	report: Report,
	/// Where files are written.
	dir: PathBuf,
}

impl Stage {
	fn say(&self, text: impl AsRef<str>) {
		self.out.line(&format!("   {}", text.as_ref()));
	}

	fn head(&self, text: &str) {
		self.out.line(&format!("\n{text}"));
	}

	/// Ends the demo unless `refused` failed with the refusal `expected`.
	fn expect<T>(&mut self, what: &str, expected: &str, refused: Result<T>) -> Result<()> {
		let seen = match &refused {
			Ok(_) => "accepted".to_string(),
			Err(error) => error.refusal().map_or_else(|| error.to_string(), Into::into),
		};
		let reason = refused.err().map(|error| error.to_string()).unwrap_or_default();
		self.check(what, expected, &seen, &reason)
	}

	fn check(&mut self, what: &str, expected: &str, seen: &str, reason: &str) -> Result<()> {
		if seen != expected {
			return Err(Error::Invalid(format!(
				"{what}: this had to be refused as {expected}, and was: {seen} {reason}"
			)));
		}
		self.say(format!("refused, as it must be: {what}: {reason}"));
		self.report.refusals.push(Expected {
			what: what.into(),
			expected: expected.into(),
			seen: seen.into(),
		});
		Ok(())
	}

	fn step(&mut self, name: &'static str, begin: Instant) {
		let taken = self.report.step(name, begin);
		self.say(format!("({:.1} s)", taken.as_secs_f64()));
	}
}

/// A chain that still runs after the demo.
pub struct Running {
	/// The node.
	pub node: Node,
	/// Where it answers.
	pub url: String,
	/// What was shown.
	pub report: Report,
}

/// Plays the demo. Afterwards the chain runs on.
pub async fn run(options: Options) -> Result<Running> {
	let Options { program, data, base_path, rpc_port, out } = options;
	let node_options =
		NodeOptions { program, base_path: base_path.clone(), rpc_port, block_time: BLOCK_TIME };
	let mut stage = Stage { out, cast: Cast::new()?, report: Report::default(), dir: base_path };

	stage.head("0. A chain");
	let begin = Instant::now();
	let (node, chain) = start(&stage, &node_options).await?;
	stage.step("0. node started", begin);

	let begin = Instant::now();
	stage.head("1. Members, models, machines");
	let machines = Machines::set_up(&mut stage, &chain).await?;
	stage.step("1. members, models, machines", begin);

	let begin = Instant::now();
	stage.head("2. A sales day");
	sales::play(&mut stage, &chain, &machines).await?;
	stage.step("2. sales day", begin);

	let begin = Instant::now();
	stage.head("3. Readings of a sensor");
	let file = data_file(&stage.dir, data)?;
	let attested = readings::play(&mut stage, &chain, &machines, &file).await?;
	stage.step("3. readings attested", begin);

	let begin = Instant::now();
	stage.head("4. Evidence that needs no node");
	let proved = evidence::export(&mut stage, &chain, &attested).await?;
	drop(chain);
	node.stop().await?;
	stage.say("the node is stopped");
	evidence::verify(&mut stage, &proved)?;
	stage.step("4. evidence verified, no node", begin);

	let begin = Instant::now();
	stage.head("5. The same chain again");
	let (node, chain) = start(&stage, &node_options).await?;
	evidence::prove_again(&mut stage, &chain, &attested, &proved).await?;
	stage.report.members = chain.members().await?.len();
	stage.step("5. restarted, old record proved", begin);
	Ok(Running { node, url: node_options.url(), report: stage.report })
}

async fn start(stage: &Stage, options: &NodeOptions) -> Result<(Node, Chain)> {
	let (node, chain) = Node::start(options.clone()).await?;
	let block = chain.now().await?;
	stage.say(format!(
		"{} runs, answers at {}, at block {} (its log: {})",
		options.program.display(),
		options.url(),
		block.number,
		options.log().display()
	));
	Ok((node, chain))
}

/// The readings that come with the program; see `client/data/NOTICE.md` for their licence.
const DATA: &str = include_str!("../../data/machine_temperature_slice.csv");

fn data_file(dir: &Path, named: Option<PathBuf>) -> Result<PathBuf> {
	if let Some(path) = named {
		return Ok(path);
	}
	let path = dir.join("machine_temperature_slice.csv");
	fs::write(&path, DATA).map_err(|error| Error::file(&path, error))?;
	Ok(path)
}
