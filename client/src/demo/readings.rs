//! Step 3: a file of readings, salted, batched and attested; a replay refused; a number unseen.

use std::path::Path;

use bot_primitives::{stream::WINDOW, Did};

use super::{machines::Machines, Stage};
use crate::{
	chain::{devices::Device, runtime, At, Chain},
	gateway::{ingest, senml::Series, Batch, Batcher, CsvOptions, SaltedReading, Store, Uplink},
	out, Error, Result,
};

/// Readings in one batch.
const BATCH: usize = 1_024;

/// What was attested.
pub(super) struct Attested {
	/// The sensor.
	pub(super) did: Did,
	/// One of its batches.
	pub(super) batch: Batch,
	/// Place of one reading in the batch.
	pub(super) position: usize,
}

/// Reads `file` as a gateway would and attests all of it.
pub(super) async fn play(
	stage: &mut Stage,
	chain: &Chain,
	machines: &Machines,
	file: &Path,
) -> Result<Attested> {
	let did = machines.sensor;
	let device = chain.device(&did).await?;
	let store = Store::open(&stage.dir.join("store"), &did)?;
	let uplink = Uplink::new(chain, &store, &machines.sensor_key, device.clone())?;

	// Number 0 is left out, as if the first batch had been lost on its way.
	let skipped = uplink.next_seq().await?;
	let begin = skipped.saturating_add(1);
	let mut batcher = Batcher::new(device.epoch, begin, store.next_counter()?, BATCH);
	let series = Series::new(&did, "temperature", None).map_err(Error::input)?;
	let options = CsvOptions::default();
	let out = stage.out;
	let on_bad = |bad: &str| out.line(&format!("   left out: {}, {bad}", file.display()));
	let ingested = ingest(file, &options, &series, &mut batcher, &store, on_bad)?;
	stage.report.bad_rows = ingested.bad_rows.len();
	if ingested.readings == 0 {
		return Err(Error::input(format!("{} holds no reading to attest", file.display())));
	}
	stage.say(format!(
		"{} readings of {} are salted and in {} batches, kept in {}",
		out::grouped(ingested.readings),
		file.display(),
		ingested.batches,
		stage.dir.join("store").display()
	));

	let mut first = None;
	let done = uplink
		.send(|progress| {
			first.get_or_insert(progress);
			out.line(&format!(
				"   block {}: {} of {} batches, {} readings recorded",
				progress.block,
				progress.batches,
				progress.of_batches,
				out::grouped(progress.readings)
			));
		})
		.await?;
	if done.readings != ingested.readings || !store.pending()?.is_empty() {
		return Err(Error::Invalid(format!(
			"{} of {} readings were recorded",
			done.readings, ingested.readings
		)));
	}
	stage.report.readings = done.readings;
	stage.report.records = u64::try_from(done.batches).unwrap_or(u64::MAX);
	stage.say("all are recorded, none is lost");

	let entries = store.sent()?;
	let first_entry = entries.first().ok_or_else(|| Error::unexpected("no batch was sent"))?;
	let batch = first_entry.load()?;
	refuse_replay(stage, chain, &uplink, &batch).await?;

	show_skipped(stage, chain, &device, &uplink, &store, skipped).await?;

	let first = first.ok_or_else(|| Error::unexpected("no batch was recorded"))?;
	let before = stream_bytes(chain, &chain.at_number(first.block).await?).await?;
	let after = stream_bytes(chain, &chain.at_finalized().await?).await?;
	let more = stage.report.records.abs_diff(u64::try_from(first.batches).unwrap_or_default());
	stage.report.state_bytes_per_record = after.abs_diff(before).div_ceil(more.max(1));
	stage.say(format!(
		"state of the devices and their streams: {before} bytes after {} records, {after} bytes after {}",
		first.batches, stage.report.records
	));

	let position = batch.readings.len() / 2;
	Ok(Attested { did, batch, position })
}

/// Bytes of what the state has of devices with the heads of their streams, keys not counted: there are
/// as many keys as devices.
async fn stream_bytes(chain: &Chain, at: &At) -> Result<u64> {
	let address = runtime::storage().device_did().hot_devices();
	let entry = at.storage().entry(address).map_err(Error::unexpected)?;
	chain.state_bytes(&entry.key_prefix(), at).await
}

async fn refuse_replay(
	stage: &mut Stage,
	chain: &Chain,
	uplink: &Uplink<'_>,
	batch: &Batch,
) -> Result<()> {
	let replayed = uplink.submit(batch.statement()?, &chain.at_best().await?).await;
	stage.expect("a batch sent a second time", "Used", replayed)
}

/// Shows a number that was skipped: missing as long as the window holds it, unseen afterwards.
async fn show_skipped(
	stage: &mut Stage,
	chain: &Chain,
	device: &Device,
	uplink: &Uplink<'_>,
	store: &Store,
	skipped: u64,
) -> Result<()> {
	let stream = chain.stream(&device.did).await?;
	stage.say(format!(
		"number {skipped} was skipped: the window shows missing {:?}, unseen {}",
		stream.missing, stream.unseen
	));
	if stream.missing != [skipped] || stream.unseen != 0 {
		return Err(Error::Invalid(format!("only number {skipped} had to be missing: {stream:?}")));
	}

	// One more reading, as far ahead as it may be, moves the window past the skipped number.
	let ahead = stream.next_seq.saturating_add(WINDOW).saturating_sub(1);
	let counter = store.next_counter()?;
	let reading = SaltedReading::new(counter, now()?, "[]".into())?;
	let batch = Batch::new(device.epoch, ahead, vec![reading]);
	store.put(&batch.ok_or_else(|| Error::unexpected("a batch of one reading"))?)?;
	uplink.send(|_| ()).await?;
	stage.report.records = stage.report.records.saturating_add(1);

	let stream = chain.stream(&device.did).await?;
	stage.say(format!(
		"after number {ahead} the window has moved past number {skipped}: unseen {}, for good",
		stream.unseen
	));
	if stream.unseen != 1 {
		return Err(Error::Invalid(format!("one number had to be unseen: {stream:?}")));
	}
	stage.report.unseen = stream.unseen;
	Ok(())
}

fn now() -> Result<u64> {
	u64::try_from(chrono::Utc::now().timestamp_millis()).map_err(Error::input)
}
