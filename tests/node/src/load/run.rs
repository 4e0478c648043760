//! The load itself.

use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bot_client::{chain::number_of, chain::Chain, gateway::Batch};
use futures::future::try_join_all;
use serde_json::json;
use tempfile::tempdir;
use tokio::sync::watch;

use super::{
	lane::{drive, Answer, Request},
	Kind,
};
use crate::{
	device::{register, Signer},
	flood::honest,
	latencies::Latencies,
	node::Node,
	proof::ensure_proved,
	wire::Socket,
};

/// Devices that are asked for.
const DEVICES: usize = 32;

/// Devices that are registered at a time.
const AT_A_TIME: usize = 6;

/// Records of each of them.
const RECORDS: u64 = 4;

/// Devices that attest meanwhile, so that the blocks are not empty.
const ATTESTING: usize = 4;

/// From the moment when all is ready to the first request.
const RUN_UP: Duration = Duration::from_millis(500);

/// How large a load is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
	/// Requests of `did_resolve` in a second.
	pub resolve: u32,
	/// Requests of `attestation_prove` in a second.
	pub prove: u32,
	/// How many seconds the load lasts.
	pub seconds: u32,
	/// Over how many connections it comes.
	pub connections: usize,
	/// Time between two blocks, in milliseconds.
	pub block_time: u32,
}

impl Options {
	fn rate(&self, kind: Kind) -> u32 {
		match kind {
			Kind::Resolve => self.resolve,
			Kind::Prove => self.prove,
		}
	}
}

/// What became of the requests of one kind.
pub struct Part {
	/// What was asked.
	pub kind: Kind,
	/// How many were sent in a second.
	pub rate: u32,
	/// How many were answered in a second.
	pub reached: f64,
	/// How long the answers took.
	pub latencies: Latencies,
	/// How often each error came.
	pub errors: BTreeMap<String, u64>,
}

/// What came of a load.
pub struct Outcome {
	/// By what was asked.
	pub parts: Vec<Part>,
	/// Blocks that were made meanwhile.
	pub blocks: u32,
	/// Statements that were recorded meanwhile.
	pub statements: usize,
	/// Processors that the node took up, on average.
	pub node_processors: f64,
	/// Processors that this program took up, on average.
	pub own_processors: f64,
	/// The node's memory before and afterwards, in MiB.
	pub memory: [u64; 2],
}

/// Puts the load on a node of its own, and tells `progress` how far that has come.
pub async fn run(options: Options, progress: impl Fn(String)) -> Result<Outcome> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &["--dev-block-time", "500"]).await?;
	let names: Vec<_> = (0..DEVICES + ATTESTING).map(|index| format!("//load-{index}")).collect();
	let mut signers = Vec::new();
	for names in names.chunks(AT_A_TIME) {
		signers.extend(register(&chain, names).await?);
	}
	let (devices, attesting) = signers.split_at(DEVICES);
	attest(&chain, devices).await?;
	drop(chain);
	node.stop().await?;

	// The same chain at the pace of the load.
	let block_time = options.block_time.to_string();
	let (node, chain) = Node::start(dir.path(), &["--dev-block-time", &block_time]).await?;
	progress(format!("{DEVICES} devices with {RECORDS} records each; the load begins"));
	let params = Params::new(devices);
	let (stop, done) = watch::channel(false);
	let honest = {
		let (url, attesting) = (node.url().to_string(), attesting.to_vec());
		tokio::spawn(async move { honest::attest(&url, &attesting, done).await })
	};
	let mut sockets = Vec::new();
	for _ in 0..options.connections {
		sockets.push(Socket::connect(node.url()).await?);
	}
	let first_block = number_of(&chain.at_best().await?)?;
	let memory = node.memory()?;
	let processors = [node.processor_time()?, own_processor_time()?];
	let begin = Instant::now() + RUN_UP;
	let lanes = lanes(&options, &params).into_iter().zip(sockets);
	let lanes = lanes.map(|(requests, socket)| {
		tokio::spawn(async move { drive(socket, requests, begin).await })
	});
	let answers = try_join_all(lanes).await?.into_iter().collect::<Result<Vec<_>>>()?;
	let elapsed = begin.elapsed().as_secs_f64();
	let [of_node, own] = processors;
	let node_processors = (node.processor_time()? - of_node).as_secs_f64() / elapsed;
	let own_processors = (own_processor_time()? - own).as_secs_f64() / elapsed;
	let blocks = number_of(&chain.at_best().await?)?.saturating_sub(first_block);
	stop.send(true)?;
	let statements = honest.await??.waits.len();
	let memory = [memory, node.memory()?];
	node.stop().await?;

	let answers: Vec<_> = answers.into_iter().flatten().collect();
	let parts = Kind::ALL.map(|kind| part(kind, options.rate(kind), &answers)).into();
	Ok(Outcome { parts, blocks, statements, node_processors, own_processors, memory })
}

/// Makes the records, and sees that they are proved.
async fn attest(chain: &Chain, devices: &[Signer]) -> Result<()> {
	let mut last: Vec<(&Signer, Batch)> = Vec::new();
	for seq in 0..RECORDS {
		last.clear();
		for device in devices {
			let batch = device.batch(seq)?;
			device.attest(chain, &batch).await?;
			last.push((device, batch));
		}
		let best = number_of(&chain.at_best().await?)?;
		chain.wait_for_finalized(best.saturating_add(1)).await?;
	}
	for (device, batch) in &last {
		ensure_proved(chain, &device.did(), batch).await?;
	}
	Ok(())
}

/// What requests ask for: parameters, as JSON.
struct Params {
	resolve: Vec<Arc<str>>,
	prove: Vec<Arc<str>>,
}

impl Params {
	fn new(devices: &[Signer]) -> Self {
		let text = |params: serde_json::Value| Arc::from(params.to_string());
		let did = |device: &Signer| device.did().to_string();
		let resolve = devices.iter().map(|device| text(json!([did(device)]))).collect();
		let records = devices.iter().flat_map(|device| (0..RECORDS).map(move |seq| (device, seq)));
		let prove = records
			.map(|(device, seq)| text(json!([did(device), device.device.epoch, seq])))
			.collect();
		Self { resolve, prove }
	}

	fn of(&self, kind: Kind, number: usize) -> Arc<str> {
		let list = match kind {
			Kind::Resolve => &self.resolve,
			Kind::Prove => &self.prove,
		};
		list[number % list.len()].clone()
	}
}

/// The requests of each connection, in the order of their times.
fn lanes(options: &Options, params: &Params) -> Vec<Vec<Request>> {
	let mut requests: Vec<_> = Kind::ALL
		.into_iter()
		.flat_map(|kind| {
			let rate = options.rate(kind);
			let count = rate.saturating_mul(options.seconds);
			(0..count).map(move |number| {
				let at = Duration::from_secs(1) * number / rate;
				Request { kind, at, params: params.of(kind, number.try_into().unwrap_or(0)) }
			})
		})
		.collect();
	requests.sort_by_key(|request| request.at);
	let mut lanes: Vec<_> = (0..options.connections).map(|_| Vec::new()).collect();
	for (number, request) in requests.into_iter().enumerate() {
		lanes[number % options.connections].push(request);
	}
	lanes
}

fn part(kind: Kind, rate: u32, answers: &[Answer]) -> Part {
	let answers: Vec<_> = answers.iter().filter(|answer| answer.kind == kind).collect();
	let good: Vec<_> = answers.iter().filter(|answer| answer.error.is_none()).collect();
	let mut errors = BTreeMap::new();
	for error in answers.iter().filter_map(|answer| answer.error.clone()) {
		*errors.entry(error).or_default() += 1;
	}
	let last = good.iter().map(|answer| answer.came).max().unwrap_or_default().as_secs_f64();
	let count = f64::from(u32::try_from(good.len()).unwrap_or(u32::MAX));
	Part {
		kind,
		rate,
		reached: if good.is_empty() { 0.0 } else { count / last.max(0.001) },
		latencies: Latencies::new(good.iter().map(|answer| answer.latency).collect()),
		errors,
	}
}

/// How long this program has been on a processor.
fn own_processor_time() -> Result<Duration> {
	crate::node::processor_time(std::process::id()).context("this program")
}
