//! `bot-network`: runs the network of a consortium, with the main job on it or with what can go wrong.

use std::{
	path::{Path, PathBuf},
	process::{ExitCode, Stdio},
	time::Duration,
};

use anyhow::{ensure, Context, Result};
use bot_client::{
	chain::{number_of, Chain},
	evidence,
	interruption::interrupted,
};
use bot_evidence::{Anchor, Header};
use bot_network_tests::{
	faults::{Fault, Scene},
	ground::Ground,
	network::{Network, COLLATORS, NODES, VALIDATORS},
	node::wait_until,
	programs::Programs,
	specs::Specs,
};
use bot_node_tests::sealing::hash_of;
use clap::{Args, Parser, ValueEnum};
use codec::DecodeAll;
use comfy_table::{presets::UTF8_FULL_CONDENSED, Table};
use subxt::config::substrate::H256;
use tokio::process::Command;

/// How long the relay chain may take to finalize what the demo has made.
const FINALITY_TIMEOUT: Duration = Duration::from_secs(180);

/// A consortium's network on this machine: two validators of a relay chain, and the collators of three
/// members.
#[derive(Debug, Parser)]
#[command(name = "bot-network", version)]
enum Cli {
	/// Run the main job through one member's node, and verify its evidence through another's.
	Run(RunOptions),
	/// Write the specifications of both chains, as their nodes start from them.
	Specs {
		/// The directory that they are written to.
		dir: PathBuf,
	},
	/// Let things happen to a network, and check that nothing is lost which was final.
	Test(TestOptions),
}

#[derive(Debug, Args)]
struct RunOptions {
	/// Stop the network after the main job, and end with its exit code.
	#[arg(long)]
	exit: bool,
	/// Attest this sensor CSV in the place of the one that ships.
	#[arg(long, value_name = "FILE")]
	data: Option<PathBuf>,
	#[command(flatten)]
	place: Place,
}

#[derive(Debug, Args)]
struct TestOptions {
	/// What is to happen, in this order. Without it, everything.
	faults: Vec<Fault>,
	#[command(flatten)]
	place: Place,
}

#[derive(Debug, Args)]
struct Place {
	/// Where the nodes keep their data and logs: an empty directory, which stays. Without it, a
	/// temporary one.
	#[arg(long, value_name = "DIR")]
	base_path: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
	let done = match Cli::parse() {
		Cli::Run(options) => options.place.within(async |dir| play(&options, dir).await).await,
		Cli::Specs { dir } => specs(&dir),
		Cli::Test(options) => {
			options.place.within(async |dir| test(&options.faults, dir).await).await
		},
	};
	match done {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("bot-network: {error:#}");
			ExitCode::FAILURE
		},
	}
}

impl Place {
	/// Does something in the directory, which is removed afterwards if it is a temporary one and all
	/// went well: otherwise the logs in it tell why.
	async fn within(&self, work: impl AsyncFnOnce(&Path) -> Result<()>) -> Result<()> {
		let dir = bot_client::demo::node::empty_directory(self.base_path.as_deref())?;
		// However it ends, the nodes end with it.
		tokio::select! {
			done = work(&dir) => done.with_context(|| format!("the logs are in {}", dir.display()))?,
			() = interrupted() => (),
		}
		if self.base_path.is_none() {
			std::fs::remove_dir_all(&dir)?;
		}
		Ok(())
	}
}

fn specs(dir: &Path) -> Result<()> {
	let Specs { parachain, relay } = Specs::write(&Programs::find()?, dir)?;
	println!("{}\n{}", parachain.display(), relay.display());
	Ok(())
}

/// Lets faults happen one after another to one network.
async fn test(faults: &[Fault], dir: &Path) -> Result<()> {
	let faults = if faults.is_empty() { Fault::value_variants() } else { faults };
	println!("Starting 2 validators and 3 collators; their data and logs are in {}", dir.display());
	let mut scene = Scene::set(dir).await?;
	println!("The network works, {} after the start", minutes(scene.network.age()));
	let mut table = Table::new();
	table.load_preset(UTF8_FULL_CONDENSED);
	table.set_header(["what happened", "seen", "statements", "final", "lost", "taken"]);
	for fault in faults {
		println!("\n{fault}");
		let outcome = scene.suffer(*fault).await.with_context(|| fault.to_string())?;
		println!("   {}", outcome.seen);
		println!(
			"   {} of {} statements are final, nothing is lost ({})",
			outcome.finalized,
			outcome.sent,
			minutes(outcome.taken)
		);
		table.add_row([
			fault.to_string(),
			outcome.seen,
			outcome.sent.to_string(),
			outcome.finalized.to_string(),
			outcome.sent.saturating_sub(outcome.finalized).to_string(),
			minutes(outcome.taken),
		]);
	}
	println!("\n{table}");
	println!("{}", nodes(&scene.network)?);
	scene.network.stop().await
}

async fn play(options: &RunOptions, dir: &Path) -> Result<()> {
	println!("Starting 2 validators and 3 collators; their data and logs are in {}", dir.display());
	let mut network = Network::start(Ground::Loopback, dir).await?;
	println!("{}", nodes(&network)?);
	println!("Waiting for the parachain's first final block (2 to 4 minutes)");
	network.wait_for_first_block().await?;
	println!("Blocks of the parachain are final, {} after the start", minutes(network.age()));

	let [first, second, _] = COLLATORS;
	println!(
		"\nThe main job, through {}; read through {}",
		network.name(first),
		network.name(second)
	);
	demo(&network, options, dir, first, second).await?;
	verify(&network, dir, second).await?;
	println!("{}", nodes(&network)?);
	println!("All of it took {}", minutes(network.age()));
	if !options.exit {
		println!("The network runs on. Ctrl-C ends it.");
		std::future::pending::<()>().await;
	}
	network.stop().await
}

/// The nodes, and what each has in use.
fn nodes(network: &Network) -> Result<Table> {
	let memory = network.memory()?;
	let mut table = Table::new();
	table.load_preset(UTF8_FULL_CONDENSED);
	table.set_header(["node", "chain", "answers at", "memory, MiB"]);
	let mebibytes = |bytes: u64| (bytes / (1_024 * 1_024)).to_string();
	for number in NODES {
		let chain = if VALIDATORS.contains(&number) { "relay chain" } else { "parachain" };
		table.add_row([
			network.name(number),
			chain.into(),
			network.url(number),
			memory.get(&number).copied().map(mebibytes).unwrap_or_default(),
		]);
	}
	let all = memory.values().sum();
	table.add_row(["all".into(), String::new(), String::new(), mebibytes(all)]);
	Ok(table)
}

/// Runs the main job against the node `at`, its records proved at last through the node `other`.
async fn demo(
	network: &Network,
	options: &RunOptions,
	dir: &Path,
	at: u8,
	other: u8,
) -> Result<()> {
	let mut command = Command::new(&network.programs().bot);
	command
		.args(["--url", &network.url(at), "demo", "--exit"])
		.args(["--read-from", &network.url(other)])
		.arg("--base-path")
		.arg(dir.join("demo"))
		.stdin(Stdio::null())
		.kill_on_drop(true);
	if let Some(data) = &options.data {
		command.arg("--data").arg(data);
	}
	let status = command.status().await?;
	ensure!(status.success(), "the main job: {status}");
	Ok(())
}

/// Verifies the demo's evidence against what validators of the relay chain have finalized.
async fn verify(network: &Network, dir: &Path, at: u8) -> Result<()> {
	let relay = network.relay(VALIDATORS[1]).await?;
	let chain: Chain = network.chain(at).await?;
	let file = evidence::load(&dir.join("demo").join("evidence-again.json"))?;
	let header = Header::decode_all(&mut &file.evidence.header[..])?;
	let made_at = header.number;
	// From here on trust is in the validators alone.
	let what = format!("the relay chain finalizes block {made_at} of the parachain");
	let head = wait_until(&what, FINALITY_TIMEOUT, async || {
		let head = relay.parachain_head().await?;
		Ok((head.number >= made_at).then_some(head))
	})
	.await?;
	let proved = chain.refresh(&file, Some(head.hash.0)).await?;
	let path = dir.join("demo").join("evidence-relay.json");
	std::fs::write(&path, &proved.json)?;
	let verified = evidence::verify(&evidence::load(&path)?, &Anchor::HeaderHash(head.hash.0))?;
	println!(
		"\nevidence from {} is valid against header {} ({}), which the relay chain has finalized:",
		network.name(at),
		head.number,
		verified.trusted_header_hash
	);
	println!("{}", bot_client::out::pairs(verified.rows()));
	// Every member's node has the same chain.
	for number in COLLATORS {
		let chain = network.chain(number).await?;
		network_agrees(&chain, head.number, head.hash)
			.await
			.with_context(|| network.name(number))?;
		let finalized = number_of(&chain.at_finalized().await?)?;
		println!(
			"{}: the same block {}, finalized up to {finalized}",
			network.name(number),
			head.number
		);
	}
	Ok(())
}

/// Checks that a node has this block in its chain.
async fn network_agrees(chain: &Chain, number: u32, hash: H256) -> Result<()> {
	let told = hash_of(chain, number).await?;
	ensure!(told == hash, "its block {number} is {told:?}");
	Ok(())
}

/// A duration as minutes and seconds.
fn minutes(duration: Duration) -> String {
	format!("{}:{:02}", duration.as_secs() / 60, duration.as_secs() % 60)
}
