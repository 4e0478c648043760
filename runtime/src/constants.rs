//! Units of money and time, and the limits of a block.

use crate::{Balance, BlockNumber};
use polkadot_sdk::{
	cumulus_primitives_core::relay_chain::MAX_POV_SIZE,
	frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	sp_runtime::Perbill,
};

/// Amounts of the native currency.
pub mod currency {
	use super::Balance;

	/// One BOT, in its smallest unit.
	pub const BOT: Balance = 1_000_000_000_000;
	/// A thousandth of it.
	pub const MILLIBOT: Balance = BOT / 1_000;
	/// A millionth of it.
	pub const MICROBOT: Balance = MILLIBOT / 1_000;

	/// Least balance of an account.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLIBOT;
	/// Deposit for one stored value.
	pub const ITEM_DEPOSIT: Balance = 10 * MILLIBOT;
	/// Deposit for one stored byte.
	pub const BYTE_DEPOSIT: Balance = 10 * MICROBOT;

	/// Deposit for so many values, of so many bytes together.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		let bytes = BYTE_DEPOSIT.saturating_mul(bytes as Balance);
		ITEM_DEPOSIT.saturating_mul(items as Balance).saturating_add(bytes)
	}
}

/// Times, in milliseconds or blocks.
pub mod time {
	use super::BlockNumber;

	/// Length of a slot of the relay chain, in milliseconds.
	pub const RELAY_SLOT_MILLIS: u32 = 6_000;
	/// Length of an Aura slot, in milliseconds: one block each.
	pub const SLOT_MILLIS: u64 = RELAY_SLOT_MILLIS as u64;
	/// Blocks in a minute.
	pub const MINUTES: BlockNumber = 60_000 / RELAY_SLOT_MILLIS;
	/// Blocks in an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// Blocks in a day.
	pub const DAYS: BlockNumber = 24 * HOURS;
}

/// Blocks per parent on the relay chain.
pub const BLOCK_PROCESSING_VELOCITY: u32 = 1;
/// How far behind the tip of the relay chain blocks are built.
pub const RELAY_PARENT_OFFSET: u32 = 0;
/// Blocks that may wait for inclusion: what backing of the next blocks while one is included needs.
pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = (3 + RELAY_PARENT_OFFSET) * BLOCK_PROCESSING_VELOCITY;

/// The part of a block's weight that hooks of pallets are expected to take.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);
/// The part of a block that normal transactions may fill. The rest is for operational ones, and for what
/// a block does by itself: an empty one takes half a millisecond, and what ends a block of records is
/// charged to those who sent them.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(80);
/// What one block may use: the 2 s that validators give a block to be backed, and the largest proof
/// that the relay chain takes.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), MAX_POV_SIZE as u64);
/// This part of a weight, rounded down.
pub fn part_of(weight: Weight, part: Perbill) -> Weight {
	Weight::from_parts(part.mul_floor(weight.ref_time()), part.mul_floor(weight.proof_size()))
}
/// Longest block, in bytes.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;
/// Most records of a block: of as many devices, spread over all of them. The nodes of the state around
/// a device take up to 14 KiB of a validator's memory: the relay chain has to give 512 MiB
/// (`MaxMemoryPages` of 8,192, as Polkadot's does). With its default of 128 MiB, blocks of 11,000 records
/// cannot be validated.
pub const MAX_RECORDS_PER_BLOCK: u32 = 16_384;
