//! What was measured, as a table and as JSON.

use std::{fmt, time::Duration};

use polkadot_sdk::frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight};
use serde::Serialize;

use super::block::FullBlock;

/// Time between two blocks, in seconds.
const BLOCK_SECONDS: f64 = 6.0;

/// What was measured on one chain.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	/// Devices in its state.
	pub devices: u32,
	/// How often each block was executed and validated. Times are medians.
	pub repeat: u32,
	/// One for each kind of transaction. The first is what the others are compared with.
	pub rows: Vec<Row>,
}

/// What a block full of one kind of transaction costs. An item is a transaction, or in a transaction
/// with many attestations one of them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
	/// The kind.
	pub name: String,
	/// Transactions in the block.
	pub transactions: u32,
	/// Items in the block.
	pub items: u32,
	/// Items in a second, one block in 6 s.
	pub items_per_second: f64,
	/// Weight charged for an item after what it did not use was given back, in microseconds.
	pub charged_micros: f64,
	/// Time to execute the block on import, for an item, in microseconds.
	pub import_micros: f64,
	/// Time to validate the block on the relay chain, for an item, in microseconds.
	pub validate_micros: f64,
	/// Bytes of proof that an item is charged before it runs.
	pub declared_proof_bytes: f64,
	/// Bytes of proof that it is charged in the end.
	pub charged_proof_bytes: f64,
	/// Bytes of proof that it takes, as the relay chain gets them.
	pub proof_bytes: f64,
	/// Time to execute the whole block on import, in milliseconds.
	pub block_import_millis: f64,
	/// Time to validate the whole block on the relay chain, in milliseconds.
	pub block_validate_millis: f64,
	/// Weight charged for the whole block, inherents and hooks included, in milliseconds.
	pub block_charged_millis: f64,
}

impl Row {
	/// What was measured of `block`, of which one transaction is declared to weigh `declared`.
	pub fn new(
		block: &FullBlock,
		declared: Weight,
		import: Duration,
		validation: Duration,
	) -> Self {
		let items = f64::from(block.items());
		let micros = |picos: u64| picos as f64 / WEIGHT_REF_TIME_PER_MICROS as f64;
		Self {
			name: block.workload.name(),
			transactions: block.transactions,
			items: block.items(),
			items_per_second: items / BLOCK_SECONDS,
			charged_micros: micros(block.charged.ref_time()) / items,
			import_micros: import.as_secs_f64() * 1e6 / items,
			validate_micros: validation.as_secs_f64() * 1e6 / items,
			declared_proof_bytes: declared.proof_size() as f64 / f64::from(block.workload.items()),
			charged_proof_bytes: block.charged.proof_size() as f64 / items,
			proof_bytes: block.proof_bytes as f64 / items,
			block_import_millis: import.as_secs_f64() * 1e3,
			block_validate_millis: validation.as_secs_f64() * 1e3,
			block_charged_millis: micros(block.charged_in_all.ref_time()) / 1e3,
		}
	}
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Some(first) = self.rows.first() else { return Ok(()) };
		writeln!(
			f,
			"\n{} devices; blocks full of one kind of transaction; median of {}; for an item:",
			self.devices, self.repeat
		)?;
		writeln!(
			f,
			"{:38} {:>7} {:>8} {:>9} {:>6} {:>9} {:>6} {:>9} {:>9} {:>9} {:>7}",
			"",
			"items",
			"items/s",
			"charged",
			"to 1st",
			"import",
			"to 1st",
			"validate",
			"declared",
			"charged",
			"proof",
		)?;
		writeln!(
			f,
			"{:38} {:>7} {:>8} {:>9} {:>6} {:>9} {:>6} {:>9} {:>9} {:>9} {:>7}",
			"", "", "", "us", "", "us", "", "us", "proof B", "proof B", "B",
		)?;
		for row in &self.rows {
			writeln!(
				f,
				"{:38} {:>7} {:>8.0} {:>9.1} {:>6.2} {:>9.1} {:>6.2} {:>9.1} {:>9.0} {:>9.0} {:>7.0}",
				row.name,
				row.items,
				row.items_per_second,
				row.charged_micros,
				row.charged_micros / first.charged_micros,
				row.import_micros,
				row.import_micros / first.import_micros,
				row.validate_micros,
				row.declared_proof_bytes,
				row.charged_proof_bytes,
				row.proof_bytes,
			)?;
		}
		writeln!(f, "\nthe whole block, in ms: charged, import, validate")?;
		for row in &self.rows {
			writeln!(
				f,
				"{:38} {:>9.0} {:>9.0} {:>9.0}",
				row.name,
				row.block_charged_millis,
				row.block_import_millis,
				row.block_validate_millis,
			)?;
		}
		Ok(())
	}
}

/// The median of some times; of two in the middle the longer one.
pub fn median(mut times: Vec<Duration>) -> Duration {
	times.sort();
	times.get(times.len() / 2).copied().unwrap_or_default()
}
