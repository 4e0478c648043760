//! The flood itself.

use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

use anyhow::{bail, Context, Result};
use bot_client::{chain::number_of, chain::Chain};
use bot_primitives::{
	payload::{DataStatement, Payload},
	record::{DataBody, IndexedRecord},
	SigningContext,
};
use codec::DecodeAll;
use futures::{stream, StreamExt, TryStreamExt};
use tempfile::tempdir;
use tokio::{
	sync::{watch, RwLock},
	time::sleep,
};

use super::{
	honest::{self, Honest},
	kind::{Kind, Victims},
	probe,
	sender::{count, each, submit, Tallies},
	template::{Statement, Template},
};
use crate::{
	device::{register, Signer},
	latencies::Latencies,
	node::Node,
	proof::archive,
};

/// Devices that attest honestly.
const HONEST: usize = 4;

/// Transactions of each kind that are sent one at a time, to see how long a refusal takes.
const ALONE: u32 = 200;

/// Numbers of the flood that the flood itself never comes to.
const FAR: u64 = 1 << 40;

/// How long the idle node is asked.
const IDLE: Duration = Duration::from_secs(3);

/// Blocks within which an honest statement is recorded.
const SOON: u32 = 2;

/// Statements that the rate lets a device make at once, and how many blocks it takes it to make
/// one more. Larger bounds than those of the chain would hide nothing but a broken rate.
const BURST: u64 = 64;
const INTERVAL: u64 = 10;

/// How large a flood is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
	/// How many transactions are sent.
	pub transactions: u64,
	/// How many of them are on their way at a time.
	pub at_a_time: usize,
	/// When the flood ends at the latest.
	pub limit: Duration,
	/// Time between two blocks, in milliseconds.
	pub block_time: u32,
}

/// What came of a flood.
pub struct Outcome {
	/// What became of the transactions, by kind.
	pub tallies: Tallies,
	/// How long the flood took.
	pub taken: Duration,
	/// Blocks that were made meanwhile.
	pub blocks: u32,
	/// Blocks of the chain when it was checked.
	pub height: u32,
	/// How long a request took on the idle node.
	pub idle: Latencies,
	/// How long a request took during the flood.
	pub flooded: Latencies,
	/// What became of the honest devices' statements.
	pub honest: Honest,
	/// Records in the chain, by the flood's kind or for the honest devices none.
	pub records: BTreeMap<Option<Kind>, u64>,
	/// Records with a signature that does not hold, or of a device that was never registered.
	pub invalid: u64,
}

impl Outcome {
	/// What is not as it must be.
	pub fn failures(&self) -> Vec<String> {
		let mut failures = Vec::new();
		if self.invalid > 0 {
			failures.push(format!("{} invalid records are in the chain", self.invalid));
		}
		for kind in [Kind::BadSignature, Kind::WrongSequence, Kind::UnknownDevice] {
			let taken = self.tallies.get(&kind).map_or(0, |tally| tally.taken);
			if taken > 0 {
				failures.push(format!("the pool took {taken}: {}", kind.name()));
			}
		}
		let allowed = BURST.saturating_add(u64::from(self.height) / INTERVAL).saturating_add(2);
		for kind in [Kind::OverRate, Kind::StolenKey] {
			let records = self.records.get(&Some(kind)).copied().unwrap_or_default();
			if records > allowed {
				failures.push(format!(
					"{records} records, {allowed} are what the rate allows: {}",
					kind.name()
				));
			}
		}
		match self.honest.longest() {
			Some(longest) if longest <= SOON && !self.honest.waits.is_empty() => (),
			longest => failures.push(format!(
				"honest statements had to be recorded within {SOON} blocks: {longest:?}"
			)),
		}
		let honest = self.records.get(&None).copied().unwrap_or_default();
		if honest != u64::try_from(self.honest.waits.len()).unwrap_or_default() {
			failures.push(format!("{honest} honest records are in the chain"));
		}
		failures
	}
}

/// Floods a node of its own, and tells `progress` how far that has come.
pub async fn run(options: Options, progress: impl Fn(String)) -> Result<Outcome> {
	let dir = tempdir()?;
	let block_time = options.block_time.to_string();
	let (node, chain) = Node::start(dir.path(), &["--dev-block-time", &block_time]).await?;
	progress(format!("a node answers at {}", node.url()));
	let names: Vec<_> = (0..3 + HONEST).map(|index| format!("//flood-{index}")).collect();
	let signers = register(&chain, &names).await?;
	let [safe, tired, stolen, honest @ ..] = &signers[..] else { bail!("no devices") };
	let first = safe.batch(0)?;
	safe.attest(&chain, &first).await?;
	let used = tire(&chain, tired).await?;
	progress(format!("{} devices are registered, one has used up its rate", signers.len()));
	let victims = Victims {
		genesis_hash: chain.genesis_hash(),
		safe: safe.clone(),
		tired: tired.clone(),
		stolen: stolen.clone(),
		used,
		nobody: u32::try_from(signers.len())?,
	};
	let victims = Arc::new(victims);

	let idle = {
		let (stop, done) = watch::channel(false);
		let asking = tokio::spawn(probe::ask_of(node.url().into(), done));
		sleep(IDLE).await;
		stop.send(true)?;
		asking.await??
	};
	let mut tallies = Tallies::new();
	for kind in Kind::ALL {
		let tally = alone(&chain, &victims, kind).await?;
		tallies.entry(kind).or_default().alone = tally;
	}
	progress("the node was measured while it was idle; the flood begins".into());

	let (stop, done) = watch::channel(false);
	let asking = tokio::spawn(probe::ask_of(node.url().into(), done.clone()));
	let attesting = {
		let (url, honest) = (node.url().to_string(), honest.to_vec());
		tokio::spawn(async move { honest::attest(&url, &honest, done).await })
	};
	let begin_block = number_of(&chain.at_best().await?)?;
	let begin = Instant::now();
	flood(&chain, &victims, options, &mut tallies, &progress).await?;
	let taken = begin.elapsed();
	let blocks = number_of(&chain.at_best().await?)?.saturating_sub(begin_block);
	stop.send(true)?;
	let (flooded, honest_outcome) = (asking.await??, attesting.await??);
	progress("the flood is over; what the chain has recorded is checked".into());

	// What the last blocks recorded is told of once a further one is final.
	chain.wait_for_finalized(number_of(&chain.at_best().await?)?).await?;
	let (records, invalid) = recorded(&chain, &victims, honest).await?;
	let height = number_of(&chain.at_best().await?)?;
	node.stop().await?;
	let honest = honest_outcome;
	Ok(Outcome { tallies, taken, blocks, height, idle, flooded, honest, records, invalid })
}

/// Lets a device attest until its rate is used up, and gives how many numbers it has used.
async fn tire(chain: &Chain, signer: &Signer) -> Result<u64> {
	loop {
		let at = chain.at_best().await?;
		let next = chain.stream_head(&signer.device, &at).await?.next_seq;
		let last = next.saturating_add(BURST);
		for seq in next..last {
			match signer.attest(chain, &signer.batch(seq)?).await {
				Ok(()) => (),
				Err(error) if format!("{error:#}").contains("OverRate") && seq == next => {
					return Ok(next);
				},
				// The pool has what the window has room for.
				Err(_) => break,
			}
		}
		chain.wait_for_best(number_of(&at)?).await?;
	}
}

/// How long the idle node takes to refuse a transaction of this kind.
async fn alone(chain: &Chain, victims: &Victims, kind: Kind) -> Result<Duration> {
	let at = chain.at_best().await?;
	let numbers = FAR..FAR.saturating_add(u64::from(ALONE));
	let statements: Vec<_> = numbers.map(|number| victims.statement(kind, number)).collect();
	let template = Template::new(chain, &at, statements.first().context("a statement")?)?;
	let transactions: Vec<_> =
		statements.iter().map(|statement| template.transaction(statement)).collect();
	let begin = Instant::now();
	for transaction in &transactions {
		submit(chain, transaction).await?;
	}
	Ok(each(begin, ALONE))
}

async fn flood(
	chain: &Chain,
	victims: &Arc<Victims>,
	options: Options,
	tallies: &mut Tallies,
	progress: &impl Fn(String),
) -> Result<()> {
	let example = victims.statement(Kind::BadSignature, FAR.saturating_mul(2));
	let template = Template::new(chain, &chain.at_best().await?, &example)?;
	let template = Arc::new(RwLock::new(template));
	let renewed = renew(chain.clone(), example, template.clone());
	let begin = Instant::now();
	let step = options.transactions.div_ceil(10).max(1);
	let fates = stream::iter(0..options.transactions)
		.take_while(|_| {
			let is_time_left = begin.elapsed() < options.limit;
			async move { is_time_left }
		})
		.map(|number| {
			let (chain, victims, template) = (chain.clone(), victims.clone(), template.clone());
			async move {
				let kind = Kind::of(number);
				let statement: Statement = victims.statement(kind, number);
				let transaction = template.read().await.transaction(&statement);
				anyhow::Ok((number, kind, submit(&chain, &transaction).await?))
			}
		})
		.buffer_unordered(options.at_a_time)
		.try_for_each(|(number, kind, fate)| {
			count(tallies, kind, fate);
			if number % step == step.saturating_sub(1) {
				progress(format!(
					"{} of {} transactions, {:.0} s",
					number.saturating_add(1),
					options.transactions,
					begin.elapsed().as_secs_f32()
				));
			}
			async { Ok(()) }
		});
	tokio::select! {
		done = fates => done,
		failed = renewed => failed,
	}
}

/// Keeps the template young: what is sent is included in later blocks or not at all.
async fn renew(chain: Chain, example: Statement, template: Arc<RwLock<Template>>) -> Result<()> {
	let mut last = 0;
	loop {
		let at = chain.wait_for_best(last).await?;
		last = number_of(&at)?;
		*template.write().await = Template::new(&chain, &at, &example)?;
	}
}

/// The records in the chain by whose they are, and how many of them are not valid.
async fn recorded(
	chain: &Chain,
	victims: &Victims,
	honest: &[Signer],
) -> Result<(BTreeMap<Option<Kind>, u64>, u64)> {
	let mut records = BTreeMap::<_, u64>::new();
	let mut invalid = 0u64;
	for record in archive(chain).await?.into_iter().flat_map(|(_, records)| records) {
		let is_of = |signer: &Signer| record.record.device_id == signer.device.id;
		let whose = if honest.iter().any(is_of) {
			None
		} else if is_of(&victims.safe) {
			Some(Kind::WrongSequence)
		} else if is_of(&victims.tired) {
			Some(Kind::OverRate)
		} else if is_of(&victims.stolen) {
			Some(Kind::StolenKey)
		} else {
			Some(Kind::UnknownDevice)
		};
		let is_valid = is_signed(&record, victims.genesis_hash)
			&& whose != Some(Kind::UnknownDevice)
			&& (whose != Some(Kind::WrongSequence) || record.record.seq == 0);
		if !is_valid {
			invalid = invalid.saturating_add(1);
		}
		let count = records.entry(whose).or_default();
		*count = count.saturating_add(1);
	}
	Ok((records, invalid))
}

fn is_signed(record: &IndexedRecord, genesis_hash: [u8; 32]) -> bool {
	let IndexedRecord { record, signature: Some(signature) } = record else { return false };
	let Ok(body) = DataBody::decode_all(&mut &record.body[..]) else { return false };
	let context = SigningContext { genesis_hash, device_id: record.device_id, epoch: record.epoch };
	let statement = DataStatement { seq: record.seq, commitment: body.commitment };
	record.key.verify(statement.signing_bytes(&context).as_ref(), signature)
}
