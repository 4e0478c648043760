//! Metrics of our own, beside those of every Substrate node.

use std::{
	sync::Arc,
	time::{Duration, Instant},
};

use futures::StreamExt;
use pallet_attestation_runtime_api::AttestationApi;
use pallet_revenue_share_runtime_api::RevenueShareApi;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents,
	sc_service::{Configuration, Error as ServiceError, TaskManager},
	sp_api::{ApiError, ProvideRuntimeApi},
	substrate_prometheus_endpoint::{
		register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64,
	},
};

use super::{Client, Hash};

const LOG_TARGET: &str = "metrics";

/// How often open purchases are counted at most, because each is looked at.
const COUNT_INTERVAL: Duration = Duration::from_secs(10);

/// What this node has seen of the chain since it was started.
struct Metrics {
	recorded: Counter<U64>,
	refused: CounterVec<U64>,
	open_purchases: Gauge<U64>,
}

/// Where the node has a Prometheus endpoint, starts the task that keeps the metrics, and gives the
/// counter of proofs, which is for who gives these out.
pub fn start(
	config: &Configuration,
	task_manager: &TaskManager,
	client: &Arc<Client>,
) -> Result<Option<Counter<U64>>, ServiceError> {
	let Some(registry) = config.prometheus_registry() else { return Ok(None) };
	let metrics = Metrics::register(registry)?;
	let proofs = Counter::new("bot_proofs_served_total", "Proofs of records that were given out")?;
	task_manager.spawn_handle().spawn_blocking(
		"chain-metrics",
		None,
		metrics.follow(client.clone()),
	);
	Ok(Some(register(proofs, registry)?))
}

impl Metrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let recorded = Counter::new(
			"bot_attestations_recorded_total",
			"Attestations recorded in blocks that became final",
		)?;
		let refused = Opts::new(
			"bot_statements_refused_total",
			"Statements refused in blocks that became final, by reason",
		);
		let open_purchases =
			Gauge::new("bot_open_purchases", "Purchases that hold their price in escrow")?;
		Ok(Self {
			recorded: register(recorded, registry)?,
			refused: register(CounterVec::new(refused, &["reason"])?, registry)?,
			open_purchases: register(open_purchases, registry)?,
		})
	}

	/// Counts what is in the blocks that become final.
	async fn follow(self, client: Arc<Client>) {
		let mut finality = client.finality_notification_stream();
		let mut purchases_counted: Option<Instant> = None;
		while let Some(finalized) = finality.next().await {
			for hash in finalized.tree_route.iter().chain([&finalized.hash]) {
				if let Err(error) = self.count_statements(&client, *hash) {
					log::warn!(
						target: LOG_TARGET,
						"The statements of block {hash} are not counted: {error}",
					);
				}
			}
			if purchases_counted.is_none_or(|at| at.elapsed() >= COUNT_INTERVAL) {
				match client.runtime_api().open_purchases(finalized.hash) {
					Ok(count) => self.open_purchases.set(count.into()),
					Err(error) => {
						log::warn!(target: LOG_TARGET, "Open purchases are not counted: {error}");
					},
				}
				purchases_counted = Some(Instant::now());
			}
		}
	}

	fn count_statements(&self, client: &Client, block: Hash) -> Result<(), ApiError> {
		let statements = client.runtime_api().statements_of_block(block)?;
		self.recorded.inc_by(statements.recorded.into());
		for (reason, count) in statements.refused {
			self.refused.with_label_values(&[&format!("{reason:?}")]).inc_by(count.into());
		}
		Ok(())
	}
}
