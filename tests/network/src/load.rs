//! Statements of devices that go on while nodes fail, and what became of them.

use std::time::Duration;

use anyhow::{ensure, Context, Result};
use bot_client::{chain::Chain, gateway::Batch, Error};
use bot_node_tests::{
	device::Signer,
	proof::{ensure_proved, record, Found},
};

use crate::{
	network::{Network, COLLATORS},
	node::wait_until,
};

/// How long a statement may take to be final: its gateway sends it again meanwhile.
const FINALITY_TIMEOUT: Duration = Duration::from_secs(600);

/// A statement that was sent.
#[derive(Clone, Debug)]
struct Sent {
	signer: usize,
	batch: Batch,
	found: Option<Found>,
}

/// What devices state, in the order in which they do.
pub struct Load {
	signers: Vec<Signer>,
	next_seq: u64,
	sent: Vec<Sent>,
}

impl Load {
	/// The statements of these devices, which have made none yet.
	pub fn new(signers: Vec<Signer>) -> Self {
		Self { signers, next_seq: 0, sent: Vec::new() }
	}

	/// Statements that were sent.
	pub fn sent(&self) -> usize {
		self.sent.len()
	}

	/// Statements that were seen to be final.
	pub fn finalized(&self) -> usize {
		self.sent.iter().filter(|sent| sent.found.is_some()).count()
	}

	/// Sends one statement of each device to a node.
	pub async fn attest(&mut self, chain: &Chain) -> Result<()> {
		for (signer, device) in self.signers.iter().enumerate() {
			let batch = device.batch(self.next_seq)?;
			device.attest(chain, &batch).await?;
			self.sent.push(Sent { signer, batch, found: None });
		}
		self.next_seq = self.next_seq.saturating_add(1);
		Ok(())
	}

	/// Sends again, to this node, what is not seen to be final. What is on its way is refused then, and
	/// that is no loss.
	pub async fn send_again(&self, chain: &Chain) -> Result<()> {
		for sent in self.sent.iter().filter(|sent| sent.found.is_none()) {
			let device = self.signers.get(sent.signer).context("a device")?;
			match device.attest(chain, &sent.batch).await {
				Ok(()) => (),
				Err(error) => {
					let refused = error.downcast_ref::<Error>().and_then(Error::refusal);
					ensure!(refused.is_some(), "{error:#}");
				},
			}
		}
		Ok(())
	}

	/// Looks which statements are final, as a node tells it.
	pub async fn look(&mut self, chain: &Chain) -> Result<()> {
		for sent in self.sent.iter_mut().filter(|sent| sent.found.is_none()) {
			let did = self.signers.get(sent.signer).context("a device")?.did();
			sent.found = record(chain, &did, &sent.batch).await.ok();
		}
		Ok(())
	}

	/// Waits until every statement is final for this node; what was lost on its way is sent again.
	pub async fn wait_for_all(&mut self, chain: &Chain) -> Result<()> {
		let mut rounds = 0_u32;
		wait_until("every statement is final", FINALITY_TIMEOUT, async || {
			self.look(chain).await?;
			if self.finalized() == self.sent() {
				return Ok(Some(()));
			}
			rounds = rounds.saturating_add(1);
			// A minute and a half, within which a statement is final where nothing fails.
			if rounds.is_multiple_of(180) {
				self.send_again(chain).await?;
			}
			Ok(None)
		})
		.await
	}

	/// Checks that every node proves each statement that ever was final, where it was recorded at first.
	pub async fn ensure_nothing_lost(&self, network: &Network) -> Result<()> {
		for number in COLLATORS {
			let name = network.name(number);
			let chain = network.chain(number).await.with_context(|| name.clone())?;
			for sent in &self.sent {
				let Some(found) = &sent.found else { continue };
				let did = self.signers.get(sent.signer).context("a device")?.did();
				let again = ensure_proved(&chain, &did, &sent.batch)
					.await
					.with_context(|| format!("{name}: number {} of {did}", sent.batch.seq))?;
				ensure!(again == *found, "{name} tells {again:?}, it was {found:?}");
			}
		}
		Ok(())
	}
}
