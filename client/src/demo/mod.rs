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

/// Time between two blocks of a new chain, in milliseconds: the shortest at which the chain's time stays
/// that of the clock.
pub const BLOCK_TIME: u32 = 3_000;

/// Where the demo is played.
#[derive(Clone, Debug)]
pub enum Place {
	/// On a new chain, by a node that is started for it, and restarted at the end.
	NewChain(NodeOptions),
	/// On a network that runs, and that has the accounts of a development chain.
	Network {
		/// The node that everything is sent to.
		url: String,
		/// The node that proves the record at the end.
		read_from: String,
	},
}

/// What the demo is to do.
#[derive(Clone, Debug)]
pub struct Options {
	/// Where it is played.
	pub place: Place,
	/// A CSV file in the place of the one that comes with the program.
	pub data: Option<PathBuf>,
	/// Where files are written, and a new chain is kept.
	pub base_path: PathBuf,
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
	/// The node, where the demo has started it.
	pub node: Option<Node>,
	/// Where it answers.
	pub url: String,
	/// What was shown.
	pub report: Report,
}

/// Plays the demo. Afterwards the chain runs on.
pub async fn run(options: Options) -> Result<Running> {
	let Options { place, data, base_path, out } = options;
	let mut stage = Stage { out, cast: Cast::new()?, report: Report::default(), dir: base_path };

	stage.head("0. A chain");
	let begin = Instant::now();
	let (node, chain) = match &place {
		Place::NewChain(options) => {
			let (node, chain) = start(&stage, options).await?;
			(Some(node), chain)
		},
		Place::Network { url, .. } => (None, connect(&stage, url).await?),
	};
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
	if let Some(node) = node {
		node.stop().await?;
		stage.say("the node is stopped");
	}
	evidence::verify(&mut stage, &proved)?;
	stage.step("4. evidence verified, no node", begin);

	let begin = Instant::now();
	let (node, chain, url) = match place {
		Place::NewChain(options) => {
			stage.head("5. The same chain again");
			let (node, chain) = start(&stage, &options).await?;
			(Some(node), chain, options.url())
		},
		Place::Network { read_from, .. } => {
			stage.head("5. The same chain, by another node");
			(None, connect(&stage, &read_from).await?, read_from)
		},
	};
	evidence::prove_again(&mut stage, &chain, &attested, &proved).await?;
	stage.report.members = chain.members().await?.len();
	stage.step("5. old record proved again", begin);
	Ok(Running { node, url, report: stage.report })
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

async fn connect(stage: &Stage, url: &str) -> Result<Chain> {
	let chain = Chain::connect(url).await?;
	stage.say(format!("a node answers at {url}, at block {}", chain.now().await?.number));
	Ok(chain)
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
