//! Ten thousand malformed requests, half of them over HTTP and half over WebSockets: each is refused
//! under a name, the node needs no more memory afterwards, and goes on.
//!
//! Needs a node that is built: `scripts/test-node` runs it.

use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

use anyhow::{ensure, Context, Result};
use bot_client::chain::number_of;
use bot_node_tests::{
	malformed::{request, Request},
	node::Node,
	wire::{Http, Socket},
};
use futures::future::try_join_all;
use subxt_rpcs::rpc_params;
use tempfile::tempdir;

/// How many requests are sent.
const REQUESTS: u64 = 10_000;

/// How many of them are sent before the node's memory is taken for what it needs.
const WARM_UP: u64 = 2_000;

/// How many connections of each kind send them.
const CONNECTIONS: u64 = 4;

/// How much more memory the node may have after the requests than after the first of them, in MiB.
/// The chain itself goes on meanwhile.
const MORE_MEMORY: u64 = 96;

/// How long a node may take to refuse a request. What it takes is milliseconds; what this finds is a
/// refusal that takes minutes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers that are not as they should be, after which a connection gives up.
const MOST_WRONG: usize = 20;

/// A way to send requests.
enum Connection {
	Http(Http),
	Socket(Box<Socket>),
}

impl Connection {
	async fn refuses(&mut self, number: u64) -> Result<(&'static str, Duration)> {
		let Request { kind, body, answer } = request(number);
		let begin = Instant::now();
		let asking = async {
			match self {
				Self::Http(http) => Ok(http.post(&body).await?.1),
				Self::Socket(socket) => socket.ask(&body).await,
			}
		};
		let told = tokio::time::timeout(PATIENCE, asking);
		let told = told.await.map_err(anyhow::Error::from).flatten();
		let what = || {
			let begin: String = String::from_utf8_lossy(&body).chars().take(300).collect();
			format!("request {number}, {kind}, {} bytes: {begin}", body.len())
		};
		let told = told.with_context(what)?;
		answer.check(&told).map_err(anyhow::Error::msg).with_context(what)?;
		Ok((kind, begin.elapsed()))
	}
}

/// Sends the requests with these numbers, and gives how many of each kind were refused, and the
/// longest time that took.
async fn send(
	url: &str,
	numbers: std::ops::Range<u64>,
) -> Result<BTreeMap<&'static str, (u64, Duration)>> {
	let connections = (0..2 * CONNECTIONS).map(|index| {
		let numbers = numbers.clone();
		async move {
			let mut connection = match index % 2 {
				0 => Connection::Http(Http::new(url)),
				_ => Connection::Socket(Box::new(Socket::connect(url).await?)),
			};
			let (mut refused, mut wrong) = (Vec::new(), Vec::new());
			for number in numbers.filter(|number| number / 18 % (2 * CONNECTIONS) == index) {
				match connection.refuses(number).await {
					Ok(kind) => refused.push(kind),
					Err(error) => wrong.push(error),
				}
				ensure!(wrong.len() < MOST_WRONG, "{wrong:#?}");
			}
			ensure!(wrong.is_empty(), "{wrong:#?}");
			Ok(refused)
		}
	});
	let mut kinds = BTreeMap::<_, (u64, Duration)>::new();
	for (kind, time) in try_join_all(connections).await?.into_iter().flatten() {
		let (count, longest) = kinds.entry(kind).or_default();
		*count += 1;
		*longest = time.max(*longest);
	}
	Ok(kinds)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a built node: run scripts/test-node"]
async fn malformed_requests_are_refused_and_cost_no_memory() -> Result<()> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &["--dev-block-time", "3000"]).await?;
	let begin = Instant::now();
	println!("the node has {} MiB", node.memory()?);
	let mut kinds = send(node.url(), 0..WARM_UP).await?;
	let warm = node.memory()?;
	println!("{WARM_UP} requests, {} s: {warm} MiB", begin.elapsed().as_secs());
	for part in 1..REQUESTS / WARM_UP {
		let numbers = part * WARM_UP..(part + 1) * WARM_UP;
		let end = numbers.end;
		for (kind, (count, longest)) in send(node.url(), numbers).await? {
			let all = kinds.entry(kind).or_default();
			*all = (all.0 + count, all.1.max(longest));
		}
		println!("{end} requests, {} s: {} MiB", begin.elapsed().as_secs(), node.memory()?);
	}
	for (kind, (count, longest)) in &kinds {
		println!("{count:6} {kind}, longest {} ms", longest.as_millis());
	}
	ensure!(kinds.values().map(|(count, _)| count).sum::<u64>() == REQUESTS);

	let after = node.memory()?;
	ensure!(after <= warm + MORE_MEMORY, "{after} MiB, {warm} MiB after the first requests");
	let last = number_of(&chain.at_best().await?)?;
	chain.wait_for_finalized(last).await?;
	let health: serde_json::Value = chain.request("system_health", rpc_params![]).await?;
	println!("the node is up: {health}, block {last}, {after} MiB");
	node.stop().await
}
