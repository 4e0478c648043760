//! The network: two validators of the relay chain, and the collators of three members.

use std::{
	collections::BTreeMap,
	fs,
	net::Ipv4Addr,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bot_client::chain::{number_of, Chain};

use crate::{
	address::{
		listen, node_key, peer, peer_port, relay_peer_port, METRICS_PORT, RELAY_RPC_PORT, RPC_PORT,
	},
	ground::Ground,
	node::{wait_until, Node, Start},
	programs::Programs,
	relay::Relay,
	specs::Specs,
};

/// How long a node may take to answer.
const START_TIMEOUT: Duration = Duration::from_secs(180);

/// How long the parachain's first block may take to be final.
const FIRST_BLOCK_TIMEOUT: Duration = Duration::from_secs(900);

/// The nodes, by their numbers.
pub const NODES: [u8; 5] = [1, 2, 3, 4, 5];
/// The validators of the relay chain.
pub const VALIDATORS: [u8; 2] = [1, 2];
/// The collators: those of Alice, of Bob and of Charlie.
pub const COLLATORS: [u8; 3] = [3, 4, 5];

/// The owner of a node, as command lines name it.
fn owner(number: u8) -> &'static str {
	match number {
		1 | 3 => "alice",
		2 | 4 => "bob",
		_ => "charlie",
	}
}

/// The network, while it runs. Its nodes are killed when this is dropped.
pub struct Network {
	// Nodes are dropped before what they stand on.
	nodes: BTreeMap<u8, Node>,
	ground: Ground,
	programs: Programs,
	specs: Specs,
	dir: PathBuf,
	begin: Instant,
}

impl Network {
	/// Starts the network, whose data is kept in `dir`, and waits until the nodes answer.
	pub async fn start(ground: Ground, dir: &Path) -> Result<Self> {
		let programs = Programs::find()?;
		let specs = Specs::write(&programs, &dir.join("specs"))?;
		let dir = dir.to_path_buf();
		let begin = Instant::now();
		let mut network = Self { nodes: BTreeMap::new(), ground, programs, specs, dir, begin };
		// A collator that asks validators ends where none answers.
		for numbers in [&VALIDATORS[..], &COLLATORS] {
			for number in numbers {
				network.start_node(*number)?;
			}
			for number in numbers {
				network.wait_for_answer(*number).await?;
			}
		}
		Ok(network)
	}

	/// Time since the first node was started.
	pub fn age(&self) -> Duration {
		self.begin.elapsed()
	}

	/// The programs that it is made of.
	pub fn programs(&self) -> &Programs {
		&self.programs
	}

	/// Where its data is kept.
	pub fn dir(&self) -> &Path {
		&self.dir
	}

	/// The specifications of its chains.
	pub fn specs(&self) -> &Specs {
		&self.specs
	}

	/// What it stands on.
	pub fn ground(&self) -> &Ground {
		&self.ground
	}

	/// What a node is called.
	pub fn name(&self, number: u8) -> String {
		let kind = if VALIDATORS.contains(&number) { "validator" } else { "collator" };
		format!("{kind}-{}", owner(number))
	}

	/// Where a node is.
	pub fn address(&self, number: u8) -> Ipv4Addr {
		self.ground.address(number)
	}

	/// Where a node answers.
	pub fn url(&self, number: u8) -> String {
		format!("ws://{}:{RPC_PORT}", self.address(number))
	}

	/// A node.
	pub fn node(&mut self, number: u8) -> Result<&mut Node> {
		let name = self.name(number);
		self.nodes.get_mut(&number).with_context(|| format!("{name} does not run"))
	}

	/// The log of a node, which may have ended.
	pub fn log(&self, number: u8) -> PathBuf {
		self.base_path(number).with_extension("log")
	}

	fn base_path(&self, number: u8) -> PathBuf {
		self.dir.join(self.name(number))
	}

	/// How a node is started.
	pub fn how_to_start(&self, number: u8) -> Start {
		let args = if VALIDATORS.contains(&number) {
			self.validator_args(number)
		} else {
			self.collator_args(number)
		};
		let program = if VALIDATORS.contains(&number) {
			&self.programs.validator
		} else {
			&self.programs.collator
		};
		Start {
			number,
			name: self.name(number),
			program: program.clone(),
			args,
			env: Vec::new(),
			base_path: self.base_path(number),
		}
	}

	/// Starts a node, with its data if there is any.
	pub fn start_node(&mut self, number: u8) -> Result<()> {
		self.start_node_as(&self.how_to_start(number))
	}

	/// Starts a node in this way.
	pub fn start_node_as(&mut self, start: &Start) -> Result<()> {
		let node = Node::start(&self.ground, start)?;
		self.nodes.insert(start.number, node);
		Ok(())
	}

	/// Takes a node out of the network: it runs on until it is dropped.
	pub fn take_node(&mut self, number: u8) -> Result<Node> {
		let name = self.name(number);
		self.nodes.remove(&number).with_context(|| format!("{name} does not run"))
	}

	/// Deletes the data of a node that does not run.
	pub fn delete_data(&self, number: u8) -> Result<()> {
		Ok(fs::remove_dir_all(self.base_path(number))?)
	}

	/// Options that every node has.
	fn common_args(&self, number: u8, chain: &Path) -> Vec<String> {
		let ip = self.address(number);
		let text = |text: &str| text.to_string();
		vec![
			format!("--{}", owner(number)),
			text("--name"),
			self.name(number),
			text("--chain"),
			chain.display().to_string(),
			text("--base-path"),
			self.base_path(number).display().to_string(),
			text("--node-key"),
			hex::encode(node_key(number)),
			text("--listen-addr"),
			listen(ip, peer_port(number)),
			text("--public-addr"),
			listen(ip, peer_port(number)),
			text("--experimental-rpc-endpoint"),
			// With `cors` named, even for all, only hosts called localhost would be answered.
			format!("listen-addr={ip}:{RPC_PORT},methods=unsafe"),
			text("--no-telemetry"),
			text("--no-mdns"),
		]
	}

	fn bootnodes(&self, of: &[u8], number: u8) -> Vec<String> {
		let others = of.iter().filter(|other| **other != number);
		others
			.flat_map(|other| ["--bootnodes".into(), peer(self.address(*other), *other)])
			.collect()
	}

	fn validator_args(&self, number: u8) -> Vec<String> {
		let mut args = self.common_args(number, &self.specs.relay);
		args.extend(self.bootnodes(&VALIDATORS, number));
		args.extend(
			["--validator", "--insecure-validator-i-know-what-i-do", "--no-hardware-benchmarks"]
				.map(String::from),
		);
		if let Some(workers) = self.programs.workers() {
			args.extend(["--workers-path".into(), workers.display().to_string()]);
		}
		args.extend(self.metrics_args());
		args
	}

	/// Metrics are told at every address that a node has: at loopback that is one for all.
	fn metrics_args(&self) -> Vec<String> {
		match self.ground {
			Ground::Loopback => vec!["--no-prometheus".into()],
			Ground::Cables { .. } => {
				let port = METRICS_PORT.to_string();
				vec!["--prometheus-external".into(), "--prometheus-port".into(), port]
			},
		}
	}

	fn collator_args(&self, number: u8) -> Vec<String> {
		let ip = self.address(number);
		let mut args = self.common_args(number, &self.specs.parachain);
		args.push("--collator".into());
		args.extend(self.bootnodes(&COLLATORS, number));
		args.push("--no-prometheus".into());
		// The first follows the relay chain by itself, the others ask validators.
		let follows = number == COLLATORS[0];
		if !follows {
			for validator in VALIDATORS {
				args.extend(["--relay-chain-rpc-urls".into(), self.url(validator)]);
			}
		}
		args.extend(["--".into(), "--chain".into(), self.specs.relay.display().to_string()]);
		args.extend(["--listen-addr".into(), listen(ip, relay_peer_port(number))]);
		args.extend(["--public-addr".into(), listen(ip, relay_peer_port(number))]);
		args.extend(["--node-key".into(), hex::encode(node_key(number))]);
		args.extend(self.bootnodes(&VALIDATORS, number));
		args.extend(["--no-prometheus", "--no-telemetry", "--no-mdns"].map(String::from));
		if follows {
			let endpoint = format!("listen-addr={ip}:{RELAY_RPC_PORT}");
			args.extend(["--experimental-rpc-endpoint".into(), endpoint]);
		}
		args
	}

	/// Waits until a node answers.
	pub async fn wait_for_answer(&mut self, number: u8) -> Result<()> {
		let (name, url) = (self.name(number), self.url(number));
		let node = self.node(number)?;
		wait_until(&format!("{name} answers"), START_TIMEOUT, async || {
			node.ensure_running()?;
			Ok(subxt_rpcs::client::RpcClient::from_insecure_url(&url).await.ok().map(|_| ()))
		})
		.await
	}

	/// The parachain, as a collator tells it.
	pub async fn chain(&self, number: u8) -> Result<Chain> {
		Ok(Chain::connect(&self.url(number)).await?)
	}

	/// The relay chain, as a validator tells it.
	pub async fn relay(&self, number: u8) -> Result<Relay> {
		Relay::connect(self.address(number)).await
	}

	/// Waits until a block of the parachain after the first is final for every collator.
	pub async fn wait_for_first_block(&mut self) -> Result<()> {
		self.wait_for_finalized(1, FIRST_BLOCK_TIMEOUT).await
	}

	/// Waits until every collator that runs has this block or a later one finalized.
	pub async fn wait_for_finalized(&mut self, block: u32, patience: Duration) -> Result<()> {
		for number in COLLATORS {
			if self.nodes.contains_key(&number) {
				self.wait_for_finalized_by(number, block, patience).await?;
			}
		}
		Ok(())
	}

	/// Waits until this collator has this block or a later one finalized.
	pub async fn wait_for_finalized_by(
		&mut self,
		number: u8,
		block: u32,
		patience: Duration,
	) -> Result<()> {
		let chain = self.chain(number).await?;
		let what = format!("block {block} is final for {}", self.name(number));
		wait_until(&what, patience, async || {
			for node in self.nodes.values_mut() {
				node.ensure_running()?;
			}
			let finalized = number_of(&chain.at_finalized().await?)?;
			Ok((finalized >= block).then_some(()))
		})
		.await
	}

	/// Memory that each node and its workers have in use, in bytes.
	pub fn memory(&self) -> Result<BTreeMap<u8, u64>> {
		self.nodes.iter().map(|(number, node)| Ok((*number, node.memory()?))).collect()
	}

	/// Stops the nodes: collators first, so that none misses its relay chain.
	pub async fn stop(mut self) -> Result<()> {
		for number in COLLATORS.into_iter().chain(VALIDATORS) {
			if let Some(node) = self.nodes.remove(&number) {
				node.stop().await?;
			}
		}
		Ok(())
	}
}
