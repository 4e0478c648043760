//! Sends the batches of a store to the chain, and notes which of them are recorded.
//!
//! Everything is decided by the state of the chain, once in each block: what is recorded is marked,
//! what the window and the rate have room for is sent, and what was sent and is not recorded after
//! some blocks is sent again. So it makes no difference whether a transaction was lost, the node was
//! restarted, or this program was.

use std::collections::BTreeMap;

use bot_primitives::{payload::DataStatement, stream::WINDOW, Rate, SequenceError, StreamHead};
use serde::Serialize;
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{store::Entry, Store};
use crate::{
	chain::{
		attestation::{attest, SentMany, Signed, MAX_STATEMENTS},
		devices::Device,
		number_of, At, Chain,
	},
	evidence::RecordProof,
	DeviceKey, Error, Result,
};

/// After how many blocks a batch that is not recorded is sent again.
const PATIENCE: u32 = 4;

/// For how many blocks nothing of what is on its way may be recorded before the uplink gives up.
const GIVE_UP: u32 = 40;

/// Batches are sent ahead of a block's work by no more than this, so that the node's pool is never
/// flooded.
const MAX_IN_FLIGHT: usize = 32;

/// How often statements that somebody pays for are sent where the blocks had no room for them. Each
/// time costs a fee.
const PAID_TRIES: u32 = 5;

/// How far the sending has come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
	/// The block that was looked at.
	pub block: u32,
	/// Batches recorded.
	pub batches: usize,
	/// Batches that were to be sent.
	pub of_batches: usize,
	/// Readings in the batches recorded.
	pub readings: u64,
}

/// Sends the batches of one device.
pub struct Uplink<'a> {
	chain: &'a Chain,
	store: &'a Store,
	key: &'a DeviceKey,
	device: Device,
}

impl<'a> Uplink<'a> {
	/// Prepares to send the batches in `store`, signed by `key`.
	pub fn new(
		chain: &'a Chain,
		store: &'a Store,
		key: &'a DeviceKey,
		device: Device,
	) -> Result<Self> {
		device.ensure_in_standing()?;
		device.ensure_signing_key(&key.public())?;
		Ok(Self { chain, store, key, device })
	}

	/// The sequence number of the next batch: above those that the chain and the store know.
	pub async fn next_seq(&self) -> Result<u64> {
		let head = self.chain.stream_head(&self.device, &self.chain.at_best().await?).await?;
		self.ensure_chain_knows_what_was_sent(&head)?;
		Ok(head.next_seq.max(self.store.next_seq(self.device.epoch)?))
	}

	/// Sends all that is pending, and tells `progress` of each block in which something was recorded.
	pub async fn send(&self, mut progress: impl FnMut(Progress)) -> Result<Progress> {
		let mut pending = self.load_pending().await?;
		let mut done = Progress { of_batches: pending.len(), ..Progress::default() };
		let mut in_flight = BTreeMap::new();
		let mut idle = 0u32;
		let mut last = 0;
		while !pending.is_empty() {
			let at = self.chain.wait_for_best(last).await?;
			last = number_of(&at)?;
			let recorded = self.mark_recorded(&mut pending, &mut in_flight, &mut done).await?;
			done.block = last;
			if recorded > 0 {
				progress(done);
				idle = 0;
			} else if !in_flight.is_empty() {
				idle = idle.saturating_add(1);
			}
			if idle > GIVE_UP {
				return Err(Error::Invalid(format!(
					"nothing was recorded for {GIVE_UP} blocks; {} batches are left in the store, send \
					 them with `bot attest` later",
					pending.len()
				)));
			}
			self.send_what_there_is_room_for(&at, &pending, &mut in_flight).await?;
		}
		Ok(done)
	}

	/// Sends all that is pending in calls for which `gateway` pays, whatever the device's rate, and tells
	/// `progress` of each.
	pub async fn send_paid(
		&self,
		gateway: &Keypair,
		mut progress: impl FnMut(Progress),
	) -> Result<Progress> {
		let pending: Vec<_> = self.load_pending().await?.into_values().collect();
		let mut done = Progress { of_batches: pending.len(), ..Progress::default() };
		for entries in pending.chunks(MAX_STATEMENTS) {
			let statements = entries
				.iter()
				.map(|entry| Ok(self.sign(entry.load()?.statement()?)))
				.collect::<Result<Vec<_>>>()?;
			let sent = self.attest_many(&statements, gateway).await?;
			done.block = sent.block;
			for (item, entry) in entries.iter().enumerate() {
				if sent.refusals.iter().any(|(refused, _)| *refused == item) {
					continue;
				}
				self.note_recorded(entry, &mut done)?;
			}
			progress(done);
			if let Some((item, refusal)) = sent.refusals.first() {
				let seq = entries.get(*item).map_or(0, |entry| entry.seq);
				return Err(Error::Invalid(format!(
					"the chain refused {} of {} batches, first that under number {seq}: {refusal}; they 					 stay in the store",
					sent.refusals.len(),
					entries.len()
				)));
			}
		}
		Ok(done)
	}

	/// Sends statements again where the block had no room for them.
	async fn attest_many(&self, statements: &[Signed], gateway: &Keypair) -> Result<SentMany> {
		let mut tries = 1;
		loop {
			match self.chain.attest_many(statements.to_vec(), gateway).await {
				Err(error) if error.refusal() == Some("BlockFull") && tries < PAID_TRIES => {
					tries += 1;
				},
				outcome => return outcome,
			}
		}
	}

	/// The pending batches by number. Those of an old epoch, and those whose number something else
	/// has used, get a new one.
	async fn load_pending(&self) -> Result<BTreeMap<u64, Entry>> {
		let mut next_seq = self.next_seq().await?;
		let head = self.chain.stream_head(&self.device, &self.chain.at_finalized().await?).await?;
		let mut pending = BTreeMap::new();
		for entry in self.store.pending()? {
			let is_used = entry.epoch == self.device.epoch && is_used(&head, entry.seq);
			if is_used && self.is_recorded(&entry).await? {
				self.store.mark_sent(&entry)?;
			} else if is_used || entry.epoch != self.device.epoch {
				pending.insert(next_seq, self.store.renumber(&entry, self.device.epoch, next_seq)?);
				next_seq = next_seq.saturating_add(1);
			} else {
				pending.insert(entry.seq, entry);
			}
		}
		Ok(pending)
	}

	/// Whether the record under the batch's number is that of the batch.
	async fn is_recorded(&self, entry: &Entry) -> Result<bool> {
		let batch = entry.load()?;
		let params = rpc_params![self.device.did.to_string(), batch.epoch, batch.seq];
		match self.chain.request::<RecordProof>("attestation_prove", params).await {
			Ok(proof) => Ok(proof.commitment()? == batch.statement()?.commitment),
			// What was not final at a finalized block a moment ago is no record of ours.
			Err(error) if error.refusal() == Some("UnknownRecord") => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// Marks the batches that a final block has recorded.
	async fn mark_recorded(
		&self,
		pending: &mut BTreeMap<u64, Entry>,
		in_flight: &mut BTreeMap<u64, u32>,
		done: &mut Progress,
	) -> Result<usize> {
		let head = self.chain.stream_head(&self.device, &self.chain.at_finalized().await?).await?;
		let recorded: Vec<_> =
			pending.keys().filter(|seq| is_used(&head, **seq)).copied().collect();
		for seq in &recorded {
			let Some(entry) = pending.remove(seq) else { continue };
			if in_flight.remove(seq).is_none() && !self.is_recorded(&entry).await? {
				return Err(Error::Invalid(format!(
					"sequence number {seq} was used by somebody else with the device's key: is another \
					 gateway at work for it? The batch stays in the store"
				)));
			}
			self.note_recorded(&entry, done)?;
		}
		Ok(recorded.len())
	}

	fn note_recorded(&self, entry: &Entry, done: &mut Progress) -> Result<()> {
		self.store.mark_sent(entry)?;
		done.batches = done.batches.saturating_add(1);
		done.readings = done.readings.saturating_add(entry.readings());
		Ok(())
	}

	async fn send_what_there_is_room_for(
		&self,
		at: &At,
		pending: &BTreeMap<u64, Entry>,
		in_flight: &mut BTreeMap<u64, u32>,
	) -> Result<()> {
		let now = number_of(at)?;
		let head = self.chain.stream_head(&self.device, at).await?;
		in_flight.retain(|seq, sent| is_used(&head, *seq) || now.saturating_sub(*sent) < PATIENCE);
		let waiting =
			pending.keys().filter(|seq| !in_flight.contains_key(seq) && !is_used(&head, **seq));
		let on_the_way = in_flight.keys().filter(|seq| !is_used(&head, **seq)).count();
		let room = MAX_IN_FLIGHT.saturating_sub(in_flight.len());
		let pace =
			Pace { rate: self.device.rate, cost: self.chain.cost_of(&self.key.public(), at)? };
		let chosen = choose(head, now.saturating_add(1), pace, on_the_way, waiting.copied(), room);
		for seq in chosen {
			let Some(entry) = pending.get(&seq) else { continue };
			match self.submit(entry.load()?.statement()?, at).await {
				Ok(()) => {
					in_flight.insert(seq, now);
				},
				Err(error) => match error.refusal() {
					// It is in the pool, or in a block already.
					Some("AlreadyImported" | "TooLowPriority" | "Used") => {
						in_flight.insert(seq, now);
					},
					// Too early, or too much at a time: a later block has room.
					Some(
						"OverRate" | "BlockFull" | "TooFar" | "ImmediatelyDropped"
						| "TemporarilyBanned",
					) => break,
					_ => return Err(error),
				},
			}
		}
		Ok(())
	}

	/// Submits one statement.
	pub async fn submit(&self, statement: DataStatement, at: &At) -> Result<()> {
		let Signed { device, statement, signature } = self.sign(statement);
		self.chain.submit_general(&attest(device, statement, signature), at).await
	}

	fn sign(&self, statement: DataStatement) -> Signed {
		let context = self.device.context(self.chain.genesis_hash());
		let signature = self.key.sign(&statement, &context);
		Signed { device: self.device.index, statement, signature }
	}

	/// A chain that does not know what it has recorded is another chain with the same genesis, as a
	/// development chain is after each new start.
	fn ensure_chain_knows_what_was_sent(&self, head: &StreamHead) -> Result<()> {
		let sent = self.store.sent()?;
		let of_epoch = sent.iter().filter(|entry| entry.epoch == self.device.epoch);
		match of_epoch.map(|entry| entry.seq).max() {
			Some(seq) if seq >= head.next_seq => Err(Error::input(format!(
				"the store holds batch {seq} as recorded, and the chain does not know it: is this \
				 chain a new one? Name another directory with --store"
			))),
			_ => Ok(()),
		}
	}
}

/// Whether `seq` was used, by what the head knows. What left the window counts as used.
fn is_used(head: &StreamHead, seq: u64) -> bool {
	matches!(head.with_seq(seq, WINDOW), Err(SequenceError::Used | SequenceError::TooOld))
}

/// How fast a device may go on.
#[derive(Clone, Copy)]
struct Pace {
	rate: Rate,
	/// How many intervals a statement takes up.
	cost: u16,
}

/// Which of the `waiting` numbers the next block `block` has room for, when `on_the_way` others are to
/// be in it: no further ahead than the window, and no more than the rate and `room` allow.
fn choose(
	head: StreamHead,
	block: u32,
	pace: Pace,
	on_the_way: usize,
	waiting: impl Iterator<Item = u64>,
	room: usize,
) -> Vec<u64> {
	let mut rated = head;
	let mut next = || match rated.with_rate(block, pace.rate, pace.cost) {
		Ok(head) => {
			rated = head;
			true
		},
		Err(_) => false,
	};
	if !(0..on_the_way).all(|_| next()) {
		return Vec::new();
	}
	waiting
		.take_while(|seq| *seq < head.next_seq.saturating_add(WINDOW))
		.take(room)
		.take_while(|_| next())
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	const RATE: Rate = Rate { interval: 500, burst: 4 };
	const PACE: Pace = Pace { rate: RATE, cost: 1 };

	#[test]
	fn no_more_is_sent_than_the_rate_allows() {
		let head = StreamHead::new(0);
		let chosen = |on_the_way| choose(head, 10, PACE, on_the_way, 0..10, 32);
		assert_eq!(chosen(0), [0, 1, 2, 3]);
		assert_eq!(chosen(3), [0]);
		assert!(chosen(4).is_empty());
		assert!(chosen(40).is_empty());
		let full = (0..4).fold(head, |head, _| head.with_rate(10, RATE, 1).unwrap());
		assert!(choose(full, 10, PACE, 0, 0..10, 32).is_empty());
		assert_eq!(choose(full, 11, PACE, 0, 4..10, 32), [4, 5]);
		assert_eq!(choose(full, 12, PACE, 0, 4..10, 32), [4, 5, 6, 7]);
		let dear = Pace { cost: 2, ..PACE };
		assert_eq!(choose(head, 10, dear, 0, 0..10, 32), [0, 1]);
	}

	#[test]
	fn no_more_is_sent_than_there_is_room_for() {
		let rate = Pace { rate: Rate { interval: 1, burst: 1_000 }, cost: 1 };
		let head = StreamHead::new(0);
		assert_eq!(choose(head, 10, rate, 0, 0..100, 5), [0, 1, 2, 3, 4]);
		assert_eq!(choose(head, 10, rate, 0, 60..70, 32), [60, 61, 62, 63]);
		assert!(choose(head, 10, rate, 0, 64..70, 32).is_empty());
	}

	#[test]
	fn what_the_window_holds_or_lost_is_used() {
		let head = StreamHead::new(0).with_seq(2, WINDOW).unwrap();
		assert!(!is_used(&head, 0));
		assert!(is_used(&head, 2));
		assert!(!is_used(&head, 3));
		assert!(!is_used(&head, 1_000));
		let head = head.with_seq(66, 1 << 20).unwrap();
		assert!(is_used(&head, 0));
		assert!(!is_used(&head, 65));
	}
}
