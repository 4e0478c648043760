//! Devices that go on attesting while the node is flooded.

use std::time::Duration;

use anyhow::{Context, Result};
use bot_client::{
	chain::{number_of, Chain},
	gateway::Batch,
};
use tokio::{sync::watch, time::sleep};

use crate::{device::Signer, proof};

/// Statements that one device may send at once, and so in one flood.
const MOST: u64 = 60;

/// Blocks that a statement may take to be recorded before it counts as lost.
const PATIENCE: u32 = 10;

/// How often it is seen whether there is a new block.
const POLL: Duration = Duration::from_millis(200);

/// What became of the statements of honest devices.
#[derive(Clone, Debug, Default)]
pub struct Honest {
	/// For each statement, how many blocks there were from the best one when it was sent to the one
	/// that recorded it; none where it was not recorded.
	pub waits: Vec<Option<u32>>,
}

impl Honest {
	/// The longest wait; none where a statement was not recorded.
	pub fn longest(&self) -> Option<u32> {
		self.waits.iter().copied().collect::<Option<Vec<_>>>()?.into_iter().max()
	}
}

struct Sent {
	signer: usize,
	batch: Batch,
	at: u32,
}

/// Attests with each device once in each block until `done`, and waits for what is on its way.
pub async fn attest(url: &str, signers: &[Signer], done: watch::Receiver<bool>) -> Result<Honest> {
	let chain = Chain::connect(url).await?;
	let mut honest = Honest::default();
	let mut on_the_way: Vec<Sent> = Vec::new();
	let mut last = 0;
	let mut seq = 0;
	loop {
		let best = number_of(&chain.at_best().await?)?;
		if best == last {
			sleep(POLL).await;
			continue;
		}
		last = best;
		let mut waiting = Vec::new();
		for sent in std::mem::take(&mut on_the_way) {
			let signer = signers.get(sent.signer).context("a device")?;
			match proof::record(&chain, &signer.did(), &sent.batch).await {
				Ok(found) => honest.waits.push(Some(found.block_number.saturating_sub(sent.at))),
				Err(_) if best.saturating_sub(sent.at) < PATIENCE => waiting.push(sent),
				Err(_) => honest.waits.push(None),
			}
		}
		on_the_way = waiting;
		if *done.borrow() || seq >= MOST {
			if on_the_way.is_empty() {
				return Ok(honest);
			}
			continue;
		}
		for (index, signer) in signers.iter().enumerate() {
			let batch = signer.batch(seq)?;
			// A block may have come while the others were sent.
			let at = number_of(&chain.at_best().await?)?;
			signer.attest(&chain, &batch).await?;
			on_the_way.push(Sent { signer: index, batch, at });
		}
		seq = seq.saturating_add(1);
	}
}
