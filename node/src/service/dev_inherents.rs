//! What a development chain takes for the time, and for a relay chain.

use std::{
	error::Error,
	future::{ready, Ready},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::{SystemTime, UNIX_EPOCH},
};

use bot_runtime::constants::{time::SLOT_MILLIS, BLOCK_PROCESSING_VELOCITY};
use codec::{Decode, Encode};
use polkadot_sdk::{
	cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider,
	cumulus_primitives_core::{
		relay_chain::{HeadData, UpgradeGoAhead},
		CollectCollationInfo, ParaId, RelayParentOffsetApi,
	},
	sc_client_api::StorageProvider,
	sp_api::ProvideRuntimeApi,
	sp_core::storage::StorageKey,
	sp_io::hashing::twox_128,
	sp_timestamp,
};

use super::{Client, Hash};

/// Most blocks in one slot that the runtime's consensus hook allows.
const BLOCKS_PER_SLOT: u32 = BLOCK_PROCESSING_VELOCITY + 1;

/// What the runtime keeps of the last block's slot: its number, and how many blocks it has.
type SlotInfo = (u64, u32);

/// How far the chain's time may be ahead of the clock before the log says so, in milliseconds.
const NOTABLE_MILLIS: u64 = 1_000;

/// Time of the next block, in milliseconds.
///
/// It is `now`, unless the runtime would refuse that: it is later than the parent's time, not in an
/// earlier slot than the parent, and not in a slot that already has all its blocks.
fn next_timestamp(now: u64, parent: u64, slot: Option<SlotInfo>) -> u64 {
	let time = now.max(parent.saturating_add(1));
	let first_free = match slot {
		Some((slot, count)) if count >= BLOCKS_PER_SLOT => slot.saturating_add(1),
		Some((slot, _)) => slot,
		None => 0,
	};
	time.max(first_free.saturating_mul(SLOT_MILLIS))
}

/// The value of a storage item of the runtime that has one value.
fn storage_value<T: Decode>(
	client: &Client,
	at: Hash,
	pallet: &str,
	item: &str,
) -> Result<Option<T>, Box<dyn Error + Send + Sync>> {
	let key = [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat();
	let value = client.storage(at, &StorageKey(key))?;
	Ok(value.map(|data| T::decode(&mut &data.0[..])).transpose()?)
}

/// The inherents of a block of a development chain.
pub type Inherents = (sp_timestamp::InherentDataProvider, MockValidationDataInherentDataProvider);

/// Makes the inherents of the block after the one with the given hash.
pub fn provider(
	client: Arc<Client>,
	para_id: ParaId,
) -> impl Fn(Hash, ()) -> Ready<Result<Inherents, Box<dyn Error + Send + Sync>>> + Send + Sync {
	let told = AtomicBool::new(false);
	move |parent, ()| ready(inherents(&client, para_id, parent, &told))
}

fn inherents(
	client: &Client,
	para_id: ParaId,
	parent: Hash,
	told: &AtomicBool,
) -> Result<Inherents, Box<dyn Error + Send + Sync>> {
	let header = client.header(parent)?.ok_or("the parent of the next block is unknown")?;
	let api = client.runtime_api();

	let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
	let last = storage_value(client, parent, "Timestamp", "Now")?.unwrap_or_default();
	let slot_info = storage_value(client, parent, "AuraExt", "RelaySlotInfo")?;
	let timestamp = next_timestamp(now, last, slot_info);
	let ahead = timestamp.saturating_sub(now);
	if ahead >= NOTABLE_MILLIS && !told.swap(true, Ordering::Relaxed) {
		log::warn!(
			target: "dev",
			"The time on the chain is {ahead} ms ahead of the clock: blocks come faster than \
			{BLOCKS_PER_SLOT} in {SLOT_MILLIS} ms, or the clock was set back. This is said once.",
		);
	}

	let is_upgrade_pending =
		api.collect_collation_info(parent, &header)?.new_validation_code.is_some();
	let mock = MockValidationDataInherentDataProvider {
		current_para_block: header.number.saturating_add(1),
		para_id,
		current_para_block_head: Some(HeadData(header.encode())),
		// The number of the relay parent is its slot, however many blocks there are.
		relay_blocks_per_para_block: 0,
		relay_offset: u32::try_from(timestamp / SLOT_MILLIS)?,
		relay_parent_offset: api.relay_parent_offset(parent)?,
		para_blocks_per_relay_epoch: 10,
		upgrade_go_ahead: is_upgrade_pending.then_some(UpgradeGoAhead::GoAhead),
		..Default::default()
	};
	Ok((sp_timestamp::InherentDataProvider::new(timestamp.into()), mock))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A moment at the start of a slot.
	const START: u64 = 298_000_000 * SLOT_MILLIS;

	/// A chain as the runtime sees it: its consensus hook, `pallet-timestamp` and `pallet-aura`.
	#[derive(Default)]
	struct Chain {
		time: u64,
		slot: Option<SlotInfo>,
	}

	impl Chain {
		/// Makes a block when the clock shows `now`, and gives the block's time.
		fn block(&mut self, now: u64) -> u64 {
			let time = next_timestamp(now, self.time, self.slot);
			assert!(time > self.time, "the time on the chain goes on");
			let slot = time / SLOT_MILLIS;
			let count = match self.slot {
				Some((last, _)) if slot < last => panic!("the slot goes back"),
				Some((last, count)) if slot == last => count + 1,
				_ => 1,
			};
			assert!(count <= BLOCKS_PER_SLOT, "too many blocks in a slot");
			self.time = time;
			self.slot = Some((slot, count));
			time
		}
	}

	#[test]
	fn first_block_is_of_now() {
		assert_eq!(Chain::default().block(START + 17), START + 17);
	}

	#[test]
	fn intervals_from_half_a_slot_on_stay_on_the_clock() {
		for interval in [SLOT_MILLIS / 2, 3_001, 4_500, SLOT_MILLIS, 7_000, 20_000] {
			for offset in [0, 1, 2_999, 3_000, 5_999] {
				let mut chain = Chain::default();
				for number in 0..1_000 {
					let now = START + offset + number * interval;
					assert_eq!(chain.block(now), now);
				}
			}
		}
	}

	#[test]
	fn shorter_intervals_run_ahead_by_two_blocks_a_slot() {
		let mut chain = Chain::default();
		let times: Vec<_> = (0..6).map(|number| chain.block(START + number)).collect();
		let ahead = START + SLOT_MILLIS;
		let further = START + 2 * SLOT_MILLIS;
		assert_eq!(times, [START, START + 1, ahead, ahead + 1, further, further + 1]);
	}

	#[test]
	fn a_chain_that_ran_ahead_waits_for_the_clock() {
		let mut chain = Chain::default();
		for _ in 0..100 {
			chain.block(START);
		}
		let ahead = chain.time;
		assert_eq!(chain.block(ahead + SLOT_MILLIS), ahead + SLOT_MILLIS);
	}

	#[test]
	fn a_restart_after_a_pause_is_back_on_the_clock() {
		let mut chain = Chain::default();
		chain.block(START);
		let later = START + 86_400_000 + 1_234;
		assert_eq!(chain.block(later), later);
	}

	#[test]
	fn a_clock_set_back_stops_neither_the_time_nor_the_chain() {
		let mut chain = Chain::default();
		chain.block(START);
		for number in 0..1_000 {
			chain.block(START - 3_600_000 + number * SLOT_MILLIS);
		}
	}

	#[test]
	fn any_clock_makes_blocks_that_the_runtime_takes() {
		let mut chain = Chain::default();
		let mut now = START;
		// A linear congruential generator: steps between two minutes back and two minutes on.
		let mut state = 1u64;
		for _ in 0..10_000 {
			state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			now = now + (state >> 33) % 240_000 - 120_000;
			chain.block(now);
		}
	}
}
