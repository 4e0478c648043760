//! Sends the reports of stores to the chain, and notes which of them are recorded.
//!
//! The chain takes the reports of a machine in the order of their numbers, and one that comes before
//! its time makes those below it missing for ever. So each machine has one report on its way at a
//! time; several machines have theirs in the same block.

use bot_primitives::{sales::AgreementId, Hash256};
use serde::Serialize;
use subxt_signer::sr25519::Keypair;

use super::{report::Terms, store::SalesStore, KeptReport};
use crate::{
	chain::{
		devices::Device,
		number_of,
		sales::{report_sales, MAX_REPORTS},
		At, Chain,
	},
	DeviceKey, Error, Result,
};

/// After how many blocks a report that is not recorded is sent again.
const PATIENCE: u32 = 4;

/// For how many blocks nothing may be recorded before the uplink gives up.
const GIVE_UP: u32 = 40;

/// What was sent.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sent {
	/// The block that was looked at last.
	pub block: u32,
	/// Reports recorded.
	pub reports: u32,
	/// Lines of these.
	pub lines: u64,
	/// Transactions submitted for them.
	pub transactions: u32,
	/// Reports settled, each by a transaction.
	pub settled: u32,
}

/// Sends the reports of one machine.
pub struct Uplink<'a> {
	chain: &'a Chain,
	store: &'a SalesStore,
	key: DeviceKey,
	device: Device,
	agreement: AgreementId,
	pending: Vec<KeptReport>,
	/// The block after which the first of the pending reports was sent.
	in_flight: Option<u32>,
}

impl<'a> Uplink<'a> {
	/// Prepares to send the reports in `store`, signed by `key`.
	pub fn new(
		chain: &'a Chain,
		store: &'a SalesStore,
		key: DeviceKey,
		device: Device,
		agreement: AgreementId,
	) -> Result<Self> {
		device.ensure_signing_key(&key.public())?;
		let pending = store.pending()?;
		Ok(Self { chain, store, key, device, agreement, pending, in_flight: None })
	}

	/// Whether the chain knows what the store holds as sent. One that does not is another chain with
	/// the same genesis, as a development chain is after each new start.
	pub async fn ensure_chain_knows_what_was_sent(&self) -> Result<()> {
		let next = self.chain.next_report(self.device.index, &self.chain.at_best().await?).await?;
		match self.store.last_sent()? {
			Some(number) if number >= next => Err(Error::input(format!(
				"the store holds report {number} of {} as recorded, and the chain does not know it: is \
				 this chain a new one? Name another directory with --store",
				self.device.did
			))),
			_ => Ok(()),
		}
	}

	/// Marks the reports that a final block has recorded.
	async fn mark_recorded(&mut self, sent: &mut Sent) -> Result<bool> {
		let at = self.chain.at_finalized().await?;
		let next = self.chain.next_report(self.device.index, &at).await?;
		let before = sent.reports;
		while let Some(report) = self.pending.first().filter(|report| report.number < next) {
			self.ensure_ours(report.number, report.root, &at).await?;
			self.store.mark_sent(report.number)?;
			sent.reports = sent.reports.saturating_add(1);
			let lines = u64::try_from(report.lines.len()).unwrap_or(u64::MAX);
			sent.lines = sent.lines.saturating_add(lines);
			self.pending.remove(0);
			self.in_flight = None;
		}
		Ok(sent.reports > before)
	}

	/// The number of a report of ours may have been used by somebody else with the machine's key, or
	/// been passed over.
	async fn ensure_ours(&self, number: u32, root: Hash256, at: &At) -> Result<()> {
		let recorded = self.chain.report_at(self.agreement, number, at).await?;
		if recorded.is_some_and(|recorded| recorded.root == root) {
			return Ok(());
		}
		Err(Error::Invalid(format!(
			"the chain has not this report under number {number} of {}: is another gateway at work \
			 for the machine? The report stays in the store",
			self.device.did
		)))
	}

	/// Sends the next report, unless one is on its way. Whether the chain waits for others to be
	/// settled first.
	async fn send_next(&mut self, at: &At, sent: &mut Sent) -> Result<bool> {
		let now = number_of(at)?;
		let waits = self.in_flight.is_some_and(|since| now.saturating_sub(since) < PATIENCE);
		let Some(report) = self.pending.first().filter(|_| !waits) else { return Ok(false) };
		let agreement = self.chain.agreement_at(self.agreement, at).await?;
		let terms = Terms { agreement: self.agreement, version: agreement.version };
		let report = KeptReport { terms, ..report.clone() };
		// A sale is split by the version that is in force when the chain receives it.
		self.store.put(&report)?;

		let statement = report.statement()?;
		let context = self.device.context(self.chain.genesis_hash());
		let signature = self.key.sign(&statement, &context);
		let call = report_sales(self.device.index, statement, &report.totals()?, signature);
		match self.chain.submit_general(&call, at).await {
			Ok(()) => sent.transactions = sent.transactions.saturating_add(1),
			Err(error) => match error.refusal() {
				// It is in the pool, or in a block already.
				Some("AlreadyImported" | "TooLowPriority" | "Used") => {},
				Some("OverRate") => return Ok(true),
				Some("BlockFull" | "ImmediatelyDropped" | "TemporarilyBanned") => return Ok(false),
				_ => return Err(error),
			},
		}
		self.in_flight = Some(now);
		Ok(false)
	}
}

/// Sends all that is pending, and tells `progress` of each block in which something was recorded.
///
/// With the key of an account that pays for it, reports are settled as soon as nobody can dispute
/// them any more. Without, the chain takes no more than [`MAX_REPORTS`] that nobody has settled.
pub async fn send(
	chain: &Chain,
	uplinks: &mut [Uplink<'_>],
	settle_with: Option<&Keypair>,
	mut progress: impl FnMut(Sent),
) -> Result<Sent> {
	let mut sent = Sent::default();
	let (mut last, mut idle) = (0, 0u32);
	while uplinks.iter().any(|uplink| !uplink.pending.is_empty()) {
		let at = chain.wait_for_best(last).await?;
		last = number_of(&at)?;
		sent.block = last;
		idle = idle.saturating_add(1);
		for uplink in &mut *uplinks {
			if uplink.mark_recorded(&mut sent).await? {
				progress(sent);
				idle = 0;
			}
			if uplink.send_next(&at, &mut sent).await? {
				let settled = settle(chain, uplink, settle_with).await?;
				if settled == 0 {
					return Err(Error::Invalid(format!(
						"{MAX_REPORTS} reports of {} are not settled: the chain takes no more. Settle \
						 them with --settle-with, once nobody can dispute them any more; the others \
						 stay in the store",
						uplink.device.did
					)));
				}
				sent.settled = sent.settled.saturating_add(settled);
				idle = 0;
			}
		}
		if idle > GIVE_UP {
			return Err(Error::Invalid(format!(
				"nothing was recorded for {GIVE_UP} blocks; what is left stays in the store, send it \
				 with `bot report` later"
			)));
		}
	}
	for uplink in uplinks {
		let settled = settle(chain, uplink, settle_with).await?;
		sent.settled = sent.settled.saturating_add(settled);
	}
	Ok(sent)
}

async fn settle(chain: &Chain, uplink: &Uplink<'_>, key: Option<&Keypair>) -> Result<u32> {
	let Some(key) = key else { return Ok(0) };
	let settled = chain.settle_due(uplink.device.index, uplink.agreement, key).await?;
	u32::try_from(settled.len()).map_err(Error::unexpected)
}
