//! Sends transactions, and counts what became of them.

use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

use bot_client::{chain::Chain, Error};
use subxt_rpcs::rpc_params;

use super::kind::Kind;

/// What became of the transactions of one kind.
#[derive(Clone, Debug, Default)]
pub struct Tally {
	/// How many were sent.
	pub sent: u64,
	/// How many the pool took.
	pub taken: u64,
	/// How many were refused, by the reason that the pool gives.
	pub refused: BTreeMap<String, u64>,
	/// How long the node took to refuse one, one at a time.
	pub alone: Duration,
}

/// What became of a transaction.
pub enum Fate {
	/// It is in the pool.
	Taken,
	/// It was refused, for this reason.
	Refused(String),
}

/// Submits a transaction.
pub async fn submit(chain: &Chain, transaction: &str) -> anyhow::Result<Fate> {
	let params = rpc_params![transaction];
	match chain.request::<String>("author_submitExtrinsic", params).await {
		Ok(_) => Ok(Fate::Taken),
		Err(Error::Refused(refusal)) if refusal.name == "Custom" => {
			Ok(Fate::Refused(refusal.reason))
		},
		Err(Error::Refused(refusal)) => Ok(Fate::Refused(refusal.name)),
		Err(error) => Err(error.into()),
	}
}

/// What became of the transactions, by kind.
pub type Tallies = BTreeMap<Kind, Tally>;

/// Adds what became of one.
pub fn count(tallies: &mut Tallies, kind: Kind, fate: Fate) {
	let tally = tallies.entry(kind).or_default();
	tally.sent = tally.sent.saturating_add(1);
	match fate {
		Fate::Taken => tally.taken = tally.taken.saturating_add(1),
		Fate::Refused(reason) => {
			let refused = tally.refused.entry(reason).or_default();
			*refused = refused.saturating_add(1);
		},
	}
}

/// How long `work` took for each of `count`.
pub fn each(begin: Instant, count: u32) -> Duration {
	begin.elapsed().checked_div(count).unwrap_or_default()
}
