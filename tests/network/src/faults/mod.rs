//! What can happen to a network, each tried on one that works, with what was lost.

mod clock;
mod cut;
mod disk;
mod forged;
mod full_block;
mod kill;
mod pause;
mod upgrade;

use std::{
	path::Path,
	time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bot_client::chain::{number_of, Chain};
use bot_node_tests::device::register;

use crate::{
	ground::Ground,
	load::Load,
	network::{Network, COLLATORS, NODES},
};

/// How long the network may take to be well again.
const RECOVERY_TIMEOUT: Duration = Duration::from_secs(600);

/// Devices that attest while something happens.
const DEVICES: u8 = 4;

/// Something that happens to a network.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub enum Fault {
	/// A block is filled with statements of many devices.
	FullBlock,
	/// A collator is killed again and again while devices attest.
	Kill,
	/// The disk of a collator is lost.
	Disk,
	/// A validator of the relay chain stands still, and goes on.
	Pause,
	/// A member is cut off from all others for two minutes.
	Cut,
	/// The clock of a collator is an hour off.
	Clock,
	/// A member runs a runtime that pays its collator.
	Forged,
	/// The runtime is replaced.
	Upgrade,
}

impl std::fmt::Display for Fault {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let value = clap::ValueEnum::to_possible_value(self);
		f.write_str(value.as_ref().map_or("", |value| value.get_name()))
	}
}

/// What the faults happen to.
pub struct Scene {
	/// The network.
	pub network: Network,
	/// What devices state meanwhile.
	pub load: Load,
}

/// What was seen.
pub struct Outcome {
	/// What was seen of the fault.
	pub seen: String,
	/// Statements that were sent meanwhile.
	pub sent: usize,
	/// Those that are final.
	pub finalized: usize,
	/// How long it took.
	pub taken: Duration,
}

impl Scene {
	/// Starts a network with devices, whose data is kept in `dir`.
	pub async fn set(dir: &Path) -> Result<Self> {
		let nodes = u8::try_from(NODES.len())?;
		let mut network = Network::start(Ground::cables(nodes)?, dir).await?;
		network.wait_for_first_block().await?;
		let chain = network.chain(COLLATORS[0]).await?;
		let names: Vec<_> = (0..DEVICES).map(|number| format!("//network-{number}")).collect();
		let load = Load::new(register(&chain, &names).await?);
		network
			.wait_for_finalized(number_of(&chain.at_finalized().await?)?, RECOVERY_TIMEOUT)
			.await?;
		Ok(Self { network, load })
	}

	/// Lets a fault happen, waits until the network is well again, and checks that nothing is lost.
	pub async fn suffer(&mut self, fault: Fault) -> Result<Outcome> {
		let begin = Instant::now();
		let (sent, finalized) = (self.load.sent(), self.load.finalized());
		self.attest(COLLATORS[0]).await?;
		let seen = match fault {
			Fault::FullBlock => full_block::happen(self).await,
			Fault::Kill => kill::happen(self).await,
			Fault::Disk => disk::happen(self).await,
			Fault::Pause => pause::happen(self).await,
			Fault::Cut => cut::happen(self).await,
			Fault::Clock => clock::happen(self).await,
			Fault::Forged => forged::happen(self).await,
			Fault::Upgrade => upgrade::happen(self).await,
		}?;
		self.attest(COLLATORS[1]).await?;
		let chain = self.network.chain(COLLATORS[1]).await?;
		self.load.wait_for_all(&chain).await?;
		self.network
			.wait_for_finalized(number_of(&chain.at_finalized().await?)?, RECOVERY_TIMEOUT)
			.await?;
		self.load.ensure_nothing_lost(&self.network).await.context("something final is lost")?;
		Ok(Outcome {
			seen,
			sent: self.load.sent().saturating_sub(sent),
			finalized: self.load.finalized().saturating_sub(finalized),
			taken: begin.elapsed(),
		})
	}

	/// Sends a statement of each device to a collator.
	async fn attest(&mut self, number: u8) -> Result<()> {
		let chain = self.network.chain(number).await?;
		self.load.attest(&chain).await
	}

	/// Number of the last block that is final for a collator.
	async fn finalized_by(&self, number: u8) -> Result<u32> {
		finalized(&self.network.chain(number).await?).await
	}
}

/// Number of the last block that is final.
async fn finalized(chain: &Chain) -> Result<u32> {
	Ok(number_of(&chain.at_finalized().await?)?)
}
