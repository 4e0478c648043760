//! `bot attest`: the gateway.

use std::{path::PathBuf, process::ExitCode};

use chrono::FixedOffset;
use serde_json::json;

use super::Context;
use bot_client::{
	gateway::{
		csv::parse_utc_offset, ingest, senml::Series, Batcher, CsvOptions, Ingested, Progress,
		Readings, Store, Uplink,
	},
	member_key::from_argument,
	out::{grouped, note},
	DeviceKey, Error, Result,
};

/// Attest readings of a device.
///
/// Reads a CSV file, salts and batches its readings, keeps every batch in the store, and sends what
/// the chain has not recorded yet. A second run on the same file takes only the rows that are new.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
	/// The device: its DID or its number.
	#[arg(long)]
	device: String,
	/// The key that signs the device's data.
	#[arg(long = "device-key", value_name = "KEY")]
	device_key: String,
	/// The file. Without it, what the store holds is sent.
	#[arg(long)]
	csv: Option<PathBuf>,
	/// Column with the times, YYYY-MM-DD HH:MM:SS.
	#[arg(long, default_value = "timestamp")]
	time_column: String,
	/// Column with the values.
	#[arg(long, default_value = "value")]
	value_column: String,
	/// Offset from UTC of times that come without one.
	#[arg(long, default_value = "+00:00", allow_hyphen_values = true, value_parser = parse_utc_offset)]
	utc_offset: FixedOffset,
	/// Name of the readings in SenML. The value column's name, unless another is given.
	#[arg(long)]
	name: Option<String>,
	/// Unit of the readings in SenML, such as Cel, %RH or kWh.
	#[arg(long)]
	unit: Option<String>,
	/// Readings in one batch.
	#[arg(long, default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..=65_536))]
	batch: u32,
	/// Directory that keeps readings, salts and batches: what the chain does not hold. Without it no
	/// reading can be proved.
	#[arg(long, default_value = "bot-store")]
	store: PathBuf,
	/// Key of an account that pays. Without it nobody pays, and the device's rate says how fast the
	/// chain takes what there is.
	#[arg(long, value_name = "KEY")]
	pay_with: Option<String>,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let key = DeviceKey::from_argument(&self.device_key)?;
		let gateway = self.pay_with.as_deref().map(from_argument).transpose()?;
		let options = CsvOptions {
			time_column: self.time_column.clone(),
			value_column: self.value_column.clone(),
			utc_offset: self.utc_offset,
		};
		if let Some(path) = &self.csv {
			// A file that cannot be read at all is told before a node is looked for.
			Readings::open(path, &options)
				.map_err(|problem| Error::input(format!("{}: {problem}", path.display())))?;
		}

		let chain = context.chain().await?;
		let device = chain.find_device(&self.device).await?;
		let store = Store::open(&self.store, &device.did)?;
		let uplink = Uplink::new(&chain, &store, &key, device.clone())?;
		let ingested = match &self.csv {
			Some(path) => {
				let name = self.name.as_ref().unwrap_or(&self.value_column);
				let series =
					Series::new(&device.did, name, self.unit.as_deref()).map_err(|error| {
						Error::input(format!("{error}; give one with --name or --unit"))
					})?;
				let size = usize::try_from(self.batch).map_err(Error::input)?;
				let seq = uplink.next_seq().await?;
				let mut batcher = Batcher::new(device.epoch, seq, store.next_counter()?, size);
				let on_bad = |bad: &str| note(&format!("left out: {}, {bad}", path.display()));
				ingest(path, &options, &series, &mut batcher, &store, on_bad)?
			},
			None => Ingested::default(),
		};

		let out = context.out;
		let progress = |progress: Progress| {
			out.line(&format!(
				"block {}: {} of {} batches, {} readings recorded",
				progress.block,
				progress.batches,
				progress.of_batches,
				grouped(progress.readings)
			));
		};
		let sent = match &gateway {
			Some(gateway) => uplink.send_paid(gateway, progress).await?,
			None => uplink.send(progress).await?,
		};
		let value = json!({ "device": device.did.to_string(), "file": ingested, "sent": sent });
		out.result(&value, || {
			let mut text = format!(
				"{} readings in {} batches recorded for {}",
				grouped(sent.readings),
				sent.batches,
				device.did
			);
			if ingested.already_read > 0 {
				let rows = grouped(ingested.already_read);
				text += &format!("\n{rows} rows were in the store already, by an earlier run");
			}
			if !ingested.is_clean() {
				text += &format!("\n{} rows were left out, named above", ingested.bad_rows.len());
			}
			text
		});
		Ok(if ingested.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(2) })
	}
}
