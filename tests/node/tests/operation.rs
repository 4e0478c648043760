//! What those who run a node rely on: its metrics, its health, and the commands by which an account
//! becomes a collator.
//!
//! These tests need a node that is built: `scripts/test-node` runs them.

use std::time::{Duration, Instant};

use anyhow::{ensure, Context, Result};
use bot_client::{
	chain::{attestation::Signed, Chain},
	demo::node::free_port,
	gateway::Batch,
};
use bot_node_tests::{
	cli::Bot,
	device::{register_one, Signer},
	http,
	node::Node,
};
use bot_primitives::Refusal;
use serde_json::{json, Value};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::dev;
use tempfile::tempdir;
use tokio::time::sleep;

/// Each command waits for a final block.
const FAST: [&str; 2] = ["--dev-block-time", "250"];

/// How long a metric may take to follow the chain: open purchases are counted every ten seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a node tells its metrics.
struct Metrics(String);

impl Metrics {
	/// The value of a metric, of the one with this reason where there are several. One that never
	/// counted anything is zero.
	fn value(&self, name: &str, reason: Option<&str>) -> Result<u64> {
		let (status, text) = http::request("GET", &self.0, "/metrics")?;
		ensure!(status == 200, "{status}: {text}");
		let is_it = |line: &&str| {
			let labels = line.strip_prefix(name).unwrap_or_default();
			let has_reason = |reason: &str| {
				labels.contains(&format!("reason=\"{reason}\"")) || reason.is_empty()
			};
			labels.starts_with(['{', ' ']) && has_reason(reason.unwrap_or_default())
		};
		let value = text.lines().find(is_it).and_then(|line| line.rsplit(' ').next());
		value.map_or(Ok(0), |value| value.parse().with_context(|| value.to_string()))
	}

	fn refused(&self, reason: Refusal) -> Result<u64> {
		self.value("bot_statements_refused_total", Some(&format!("{reason:?}")))
	}

	/// Waits until a metric has this value.
	async fn wait(&self, name: &str, expected: u64) -> Result<()> {
		let begin = Instant::now();
		loop {
			let value = self.value(name, None)?;
			if value == expected {
				return Ok(());
			}
			ensure!(begin.elapsed() < PATIENCE, "{name} is {value}, and was to be {expected}");
			sleep(Duration::from_millis(100)).await;
		}
	}
}

fn signed(signer: &Signer, chain: &Chain, batch: &Batch) -> Result<Signed> {
	let statement = batch.statement()?;
	let signature = signer.sign(chain, &statement);
	Ok(Signed { device: signer.device.index, statement, signature })
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn metrics_follow_what_becomes_final() -> Result<()> {
	let dir = tempdir()?;
	let port = free_port(0)?;
	let (node, chain) = Node::start_measured(dir.path(), port, &FAST).await?;
	let metrics = Metrics(format!("127.0.0.1:{port}"));
	let (status, _) = http::request("GET", &metrics.0, "/")?;
	ensure!(status == 404, "{status}");
	let signer = register_one(&chain).await?;
	for name in ["bot_attestations_recorded_total", "bot_open_purchases", "bot_proofs_served_total"]
	{
		ensure!(metrics.value(name, None)? == 0, "{name}");
	}

	// One for nothing, and of four that are paid for two that stand and two that do not.
	let batches = [0, 1, 2].map(|seq| signer.batch(seq));
	let [first, second, third] = batches;
	let (first, second, third) = (first?, second?, third?);
	signer.attest(&chain, &first).await?;
	chain.wait_for_finalized(chain.now().await?.number.saturating_add(1)).await?;
	let again = signed(&signer, &chain, &first)?;
	let second = signed(&signer, &chain, &second)?;
	let forged = Signed { signature: again.signature, ..signed(&signer, &chain, &third)? };
	let third = signed(&signer, &chain, &third)?;
	let sent = chain.attest_many(vec![second, again, forged, third], &dev::eve()).await?;
	ensure!(sent.refusals == [(1, Refusal::Used), (2, Refusal::BadSignature)], "{sent:?}");
	metrics.wait("bot_attestations_recorded_total", 3).await?;
	let refused = |reason| metrics.refused(reason);
	ensure!(refused(Refusal::Used)? == 1 && refused(Refusal::BadSignature)? == 1);
	ensure!(refused(Refusal::UnknownDevice)? == 0);
	// What the pool refuses is in no block.
	ensure!(signer.attest(&chain, &first).await.is_err());
	let unknown = Signed { device: 77, ..third };
	chain.attest_many(vec![again, unknown], &dev::eve()).await?;
	metrics.wait("bot_attestations_recorded_total", 3).await?;
	let begin = Instant::now();
	while refused(Refusal::UnknownDevice)? == 0 && begin.elapsed() < PATIENCE {
		sleep(Duration::from_millis(100)).await;
	}
	ensure!(refused(Refusal::Used)? == 2 && refused(Refusal::UnknownDevice)? == 1);

	let prove = |seq: u64| {
		let did = signer.did().to_string();
		chain.request::<Value>("attestation_prove", rpc_params![did, 0, seq])
	};
	prove(0).await?;
	prove(2).await?;
	ensure!(prove(99).await.is_err());
	ensure!(metrics.value("bot_proofs_served_total", None)? == 2);

	let bot = Bot::new(dir.path(), node.url())?;
	purchases(&bot, &signer.did().to_string(), &metrics).await?;
	node.stop().await
}

/// Two purchases, of which one is given out and one fails.
async fn purchases(bot: &Bot, device: &str, metrics: &Metrics) -> Result<()> {
	let parties = ["--party", "//Bob=60%", "--party", "//Alice=40%"];
	let propose = ["agreement", "propose", "--device", device, "--arbiter", "//Charlie"];
	let propose = [&propose[..], &parties, &["--key", "//Bob"]].concat();
	bot.succeed(&propose).await?;
	for key in ["//Bob", "//Alice"] {
		bot.succeed(&["agreement", "accept", "0", "--key", key]).await?;
	}
	bot.succeed(&["agreement", "activate", "0", "--key", "//Bob"]).await?;
	bot.succeed(&["prices", "set", device, "--price", "0=2.00", "--key", "//Bob"]).await?;
	for _ in 0..2 {
		bot.succeed(&["purchase", "--agreement", "0", "--key", "//Eve"]).await?;
	}
	metrics.wait("bot_open_purchases", 2).await?;
	bot.succeed(&["vend", "0", "--device-key", "//node-test"]).await?;
	metrics.wait("bot_open_purchases", 1).await?;
	bot.succeed(&["vend", "1", "--failed", "--device-key", "//node-test"]).await?;
	metrics.wait("bot_open_purchases", 0).await
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn health_is_told_over_http() -> Result<()> {
	let dir = tempdir()?;
	let (node, _) = Node::start(dir.path(), &FAST).await?;
	let (status, body) = http::request("GET", node.address(), "/health")?;
	let health: Value = serde_json::from_str(&body).context(body)?;
	ensure!(status == 200, "{status}");
	ensure!(health == json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false }));
	let (status, body) = http::request("GET", node.address(), "/health/readiness")?;
	ensure!((status, body.as_str()) == (200, ""), "{status}: {body}");
	for path in ["/health", "/health/readiness"] {
		let (status, _) = http::request("POST", node.address(), path)?;
		ensure!(status == 405, "{status}");
	}
	let address = node.address().to_string();
	node.stop().await?;
	ensure!(http::request("GET", &address, "/health").is_err());
	Ok(())
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn the_council_names_a_collator_by_commands_alone() -> Result<()> {
	let dir = tempdir()?;
	let (node, _) = Node::start(dir.path(), &FAST).await?;
	let bot = Bot::new(dir.path(), node.url())?;
	let listed = |collators: &Value| -> Vec<(bool, bool, bool)> {
		let collators = collators.as_array().cloned().unwrap_or_default();
		let standing =
			|it: &Value| (it["named"] == true, it["active"] == true, it["key"] != json!(null));
		collators.iter().map(standing).collect()
	};
	ensure!(listed(&bot.json(0, &["collator", "list"]).await?) == [(true, true, true)]);

	// Nobody makes blocks without a session key.
	let council = ["--key", "//Alice", "--key", "//Bob"];
	let add = ["collator", "add", "//Dave"];
	let told = bot.fail(1, &[&add[..], &council].concat()).await?;
	ensure!(told.contains("ValidatorNotRegistered"), "{told}");
	let told = bot.json(0, &["collator", "set-keys", "--key", "//Dave"]).await?;
	let key = told["key"].as_str().context("a key")?.to_string();
	ensure!(key.len() == 66, "{key}");

	// Two members decide, each on a machine of its own.
	let told = bot.json(0, &[&add[..], &["--key", "//Alice"]].concat()).await?;
	ensure!(told["carried_in"] == json!(null) && told["ayes"] == 1, "{told}");
	let open = bot.json(0, &["council", "list"]).await?;
	ensure!(open[0]["call"] == "CollatorSelection.add_invulnerable", "{open}");
	ensure!(open[0]["threshold"] == 2 && open[1] == json!(null), "{open}");
	let call = open[0]["bytes"].as_str().context("the call")?;
	// The other one votes for what it reads there.
	let told = bot.json(0, &["council", "decide", call, "--key", "//Bob"]).await?;
	ensure!(told["carried_in"].is_u64() && told["ayes"] == 2, "{told}");
	ensure!(bot.json(0, &["council", "list"]).await? == json!([]));
	let collators = bot.json(0, &["collator", "list"]).await?;
	let mut standing = listed(&collators);
	standing.sort_unstable();
	// Dave takes part in the session after next.
	ensure!(standing == [(true, false, true), (true, true, true)], "{collators}");
	ensure!(collators.to_string().contains(&key), "{collators}");

	let told = bot.fail(1, &[&add[..], &council].concat()).await?;
	ensure!(told.contains("AlreadyInvulnerable"), "{told}");
	bot.succeed(&[&["collator", "remove", "//Dave"][..], &council].concat()).await?;
	ensure!(listed(&bot.json(0, &["collator", "list"]).await?) == [(true, true, true)]);
	bot.succeed(&["collator", "purge-keys", "--key", "//Dave"]).await?;
	let told = bot.fail(1, &["collator", "purge-keys", "--key", "//Dave"]).await?;
	ensure!(told.contains("NoKeys"), "{told}");

	let told = bot.fail(2, &["council", "decide", "0xffff", "--key", "//Bob"]).await?;
	ensure!(told.contains("no call of this chain"), "{told}");
	let told = bot.json(0, &["upgrade", "show"]).await?;
	ensure!(told["runtime"]["specName"] == "bot" && told["authorized"] == json!(null), "{told}");
	node.stop().await
}
