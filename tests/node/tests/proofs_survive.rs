//! What a node has proved it proves again: after a restart, after it was killed, without the states
//! of old blocks, a thousand blocks later, and whatever became of blocks that were not final.
//!
//! These tests need a node that is built: `scripts/test-node` runs them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{ensure, Result};
use bot_client::{
	chain::{number_of, Chain},
	gateway::Batch,
};
use bot_node_tests::{
	device::{register, register_one, Signer},
	node::Node,
	proof::{archive, ensure_proved, record, refusal_of_record, Found},
	sealing::{finalize, fork, hash_of, seal, seal_many, while_sealing, MANUAL},
};
use bot_primitives::Did;
use subxt_rpcs::rpc_params;
use tempfile::tempdir;
use tokio::time::sleep;

/// The number of the last finalized block.
async fn finalized(chain: &Chain) -> Result<u32> {
	Ok(number_of(&chain.at_finalized().await?)?)
}

/// Attests one batch in a final block, and one block more, which commits to it.
async fn attest_one(chain: &Chain, signer: &Signer, seq: u64) -> Result<Batch> {
	let batch = signer.batch(seq)?;
	signer.attest(chain, &batch).await?;
	seal_many(chain, 2).await?;
	Ok(batch)
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn a_record_survives_a_restart() -> Result<()> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	let signer = while_sealing(&chain, register_one(&chain)).await?;
	let batch = attest_one(&chain, &signer, 0).await?;
	let before = ensure_proved(&chain, &signer.did(), &batch).await?;
	let height = finalized(&chain).await?;
	drop(chain);
	node.stop().await?;

	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	ensure!(finalized(&chain).await? == height, "the chain goes on where it stopped");
	ensure!(ensure_proved(&chain, &signer.did(), &batch).await? == before);
	let next = attest_one(&chain, &signer, 1).await?;
	ensure_proved(&chain, &signer.did(), &next).await?;
	ensure!(ensure_proved(&chain, &signer.did(), &batch).await? == before);
	node.stop().await
}

/// A number below `bound` that nobody foresees.
fn some_number(bound: u64) -> Result<u64> {
	let nanos = SystemTime::now().duration_since(UNIX_EPOCH)?.subsec_nanos();
	Ok(u64::from(nanos) / 1_000 % bound)
}

/// Times that the node is killed.
const KILLS: usize = 20;

/// Devices that attest meanwhile.
const DEVICES: usize = 3;

/// Records of earlier rounds that are proved again after each kill; in the end all are.
const OLD: usize = 3;

/// A record that the node told to be final.
struct Told {
	signer: usize,
	batch: Batch,
	found: Found,
}

/// Asks for proofs over a connection of its own until the node is gone, and gives how many it had.
async fn read_until_gone(chain: Chain, records: Vec<(Did, u64)>) -> u64 {
	let mut answers = 0;
	for (did, seq) in records.iter().cycle() {
		let params = rpc_params![did.to_string(), 0, seq];
		match chain.request::<serde_json::Value>("attestation_prove", params).await {
			Ok(_) => answers += 1,
			Err(error) if error.refusal().is_some() => (),
			Err(_) => break,
		}
	}
	answers
}

/// Attests twice with each device and waits until the node tells that to be final.
async fn attest_and_wait(chain: &Chain, signers: &[Signer], told: &mut Vec<Told>) -> Result<()> {
	for _ in 0..2 {
		let mut sent = Vec::new();
		for (index, signer) in signers.iter().enumerate() {
			let head = chain.stream_head(&signer.device, &chain.at_best().await?).await?;
			let batch = signer.batch(head.next_seq)?;
			signer.attest(chain, &batch).await?;
			sent.push((index, batch));
		}
		// The block that is being made may be without them; the one after it is not, and a number that
		// waits in the pool cannot be used again.
		chain.wait_for_finalized(finalized(chain).await?.saturating_add(2)).await?;
		for (index, batch) in sent {
			// Its proof takes a further block: whatever is told to be final must stay.
			if let Ok(found) = record(chain, &signers[index].did(), &batch).await {
				told.push(Told { signer: index, batch, found });
			}
		}
	}
	Ok(())
}

/// Sees that what the state says was used is in the index too, told to anyone or not.
async fn ensure_indexed(chain: &Chain, signer: &Signer) -> Result<u64> {
	let head = chain.stream_head(&signer.device, &chain.at_finalized().await?).await?;
	let missing: Vec<_> = head.missing().collect();
	let used: Vec<_> = (0..head.next_seq).filter(|seq| !missing.contains(seq)).collect();
	for seq in &used {
		record(chain, &signer.did(), &signer.batch(*seq)?).await?;
	}
	Ok(used.len().try_into()?)
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn no_final_record_is_lost_when_the_node_is_killed() -> Result<()> {
	let args = ["--dev-block-time", "250"];
	let dir = tempdir()?;
	let (mut node, mut chain) = Node::start(dir.path(), &args).await?;
	let names: Vec<_> = (0..DEVICES).map(|index| format!("//killed-{index}")).collect();
	let signers = register(&chain, &names).await?;
	let mut told: Vec<Told> = Vec::new();
	for round in 1..=KILLS {
		let known = told.iter().map(|it| (signers[it.signer].did(), it.batch.seq)).collect();
		let reading = tokio::spawn(read_until_gone(Chain::connect(node.url()).await?, known));
		let before = told.len();
		attest_and_wait(&chain, &signers, &mut told).await?;
		// Blocks are made, and more statements are on their way, while the node is killed.
		for signer in &signers {
			let head = chain.stream_head(&signer.device, &chain.at_best().await?).await?;
			signer.attest(&chain, &signer.batch(head.next_seq)?).await?;
		}
		let last = finalized(&chain).await?;
		let delay = some_number(600)?;
		sleep(Duration::from_millis(delay)).await;
		drop(chain);
		node.kill().await?;
		let answers = reading.await?;

		(node, chain) = Node::start(dir.path(), &args).await?;
		let at = finalized(&chain).await?;
		ensure!(
			at >= last,
			"the last final block was {last} before the kill, and is {at} after it"
		);
		chain.wait_for_finalized(at.saturating_add(1)).await?;
		let old = (0..before).step_by((before / OLD).max(1));
		for index in old.chain(before..told.len()) {
			ensure_still_proved(&chain, &signers, &told[index]).await?;
		}
		let mut indexed = 0;
		for signer in &signers {
			indexed += ensure_indexed(&chain, signer).await?;
		}
		println!(
			"kill {round} of {KILLS}, {delay} ms after the last statement: block {last} was final, and \
			 {at} is; {answers} proofs were answered meanwhile; {} records told, {indexed} indexed",
			told.len()
		);
	}
	ensure!(told.len() >= KILLS, "records were told to be final: {}", told.len());
	for it in &told {
		ensure_still_proved(&chain, &signers, it).await?;
	}
	archive(&chain).await?;
	node.stop().await
}

/// Sees that a record is proved, and where it was.
async fn ensure_still_proved(chain: &Chain, signers: &[Signer], told: &Told) -> Result<()> {
	let again = ensure_proved(chain, &signers[told.signer].did(), &told.batch).await?;
	ensure!(again == told.found, "{again:?} was {:?}", told.found);
	Ok(())
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn a_record_is_proved_a_thousand_blocks_later_without_the_states_of_old_blocks() -> Result<()>
{
	let dir = tempdir()?;
	let args = [&MANUAL[..], &["--state-pruning", "16"]].concat();
	let (node, chain) = Node::start(dir.path(), &args).await?;
	let signer = while_sealing(&chain, register_one(&chain)).await?;
	let did = signer.did();
	let batch = attest_one(&chain, &signer, 0).await?;
	let before = ensure_proved(&chain, &did, &batch).await?;
	seal_many(&chain, 1_000).await?;
	let old = hash_of(&chain, before.block_number).await?;
	let state: bot_client::Result<serde_json::Value> =
		chain.request("attestation_stream", rpc_params![did.to_string(), old]).await;
	let refusal = state.err().and_then(|error| error.refusal().map(String::from));
	ensure!(refusal.as_deref() == Some("DiscardedState"), "{refusal:?}");
	ensure!(ensure_proved(&chain, &did, &batch).await? == before);
	drop(chain);
	node.stop().await?;

	let (node, chain) = Node::start(dir.path(), &args).await?;
	ensure!(ensure_proved(&chain, &did, &batch).await? == before);
	let blocks = archive(&chain).await?;
	let records: usize = blocks.iter().map(|(_, records)| records.len()).sum();
	ensure!((blocks.len(), records) == (usize::try_from(finalized(&chain).await?)?, 1));
	node.stop().await
}

/// Whether `batch` is recorded in the finalized chain by now, and nothing else is told of it.
async fn ensure_only_what_is_final(chain: &Chain, signer: &Signer, batch: &Batch) -> Result<bool> {
	let blocks = archive(chain).await?;
	let is_of = |record: &bot_primitives::record::IndexedRecord| {
		let record = &record.record;
		record.device_id == signer.device.id && record.seq == batch.seq
	};
	let count = blocks.iter().flat_map(|(_, records)| records).filter(|r| is_of(r)).count();
	match count {
		0 => {
			let refusal = refusal_of_record(chain, &signer.did(), batch).await?;
			ensure!(["RecordNotFinal", "UnknownRecord"].contains(&&refusal[..]), "{refusal}");
			Ok(false)
		},
		1 => {
			ensure_proved(chain, &signer.did(), batch).await?;
			Ok(true)
		},
		_ => anyhow::bail!("{count} records under one number"),
	}
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn only_what_is_final_is_proved_when_blocks_are_replaced() -> Result<()> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	let names = ["//fork-0", "//fork-1"].map(String::from);
	let signers = while_sealing(&chain, register(&chain, &names)).await?;
	let [first, second] = &signers[..] else { anyhow::bail!("two devices were registered") };
	let old = attest_one(&chain, first, 0).await?;
	let at = ensure_proved(&chain, &first.did(), &old).await?;
	let root_number = finalized(&chain).await?;
	let root = hash_of(&chain, root_number).await?;

	// Three blocks, of which the first two record a statement each; none is final.
	let lost = first.batch(1)?;
	first.attest(&chain, &lost).await?;
	let mut replaced = fork(&chain, root, 1).await?;
	let moved = second.batch(0)?;
	second.attest(&chain, &moved).await?;
	replaced.extend(fork(&chain, replaced[0], 2).await?);
	for (signer, batch) in [(first, &lost), (second, &moved)] {
		let head = chain.stream_head(&signer.device, &chain.at_best().await?).await?;
		ensure!(head.next_seq == batch.seq + 1, "the fork has recorded {}", batch.seq);
		ensure!(refusal_of_record(&chain, &signer.did(), batch).await? == "RecordNotFinal");
	}

	// After a restart the pool is empty: the first block of a longer fork holds no statement, where
	// that of the other one did.
	drop(chain);
	node.stop().await?;
	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	ensure!(finalized(&chain).await? == root_number);
	let branch = fork(&chain, root, 5).await?;
	finalize(&chain, branch[0]).await?;
	ensure!(finalized(&chain).await? == root_number + 1);
	ensure!(hash_of(&chain, root_number + 1).await? == branch[0] && branch[0] != replaced[0]);
	ensure!(ensure_proved(&chain, &first.did(), &old).await? == at);
	for (signer, batch) in [(first, &lost), (second, &moved)] {
		let is_final = ensure_only_what_is_final(&chain, signer, batch).await?;
		ensure!(!is_final, "{:?}", record(&chain, &signer.did(), batch).await);
	}

	// The pool brings back what was replaced, or else the gateway does: it is in other blocks now.
	seal_many(&chain, 3).await?;
	for (signer, batch) in [(first, &lost), (second, &moved)] {
		if !ensure_only_what_is_final(&chain, signer, batch).await? {
			signer.attest(&chain, batch).await?;
			seal_many(&chain, 2).await?;
		}
		ensure!(ensure_only_what_is_final(&chain, signer, batch).await?);
		let found = record(&chain, &signer.did(), batch).await?;
		ensure!(!found.block_hash.is_some_and(|hash| replaced.contains(&hash)));
		println!(
			"the record that was in block {} is final in block {}",
			root_number + 1 + u32::from(signer.device.index != first.device.index),
			found.block_number
		);
	}
	ensure!(ensure_proved(&chain, &first.did(), &old).await? == at);

	// A fork that is final although the best chain is longer.
	let root = seal(&chain, None, true).await?;
	let root_number = finalized(&chain).await?;
	let longer = fork(&chain, root, 3).await?;
	let shorter = fork(&chain, root, 2).await?;
	finalize(&chain, shorter[1]).await?;
	seal_many(&chain, 2).await?;
	for (number, block) in (root_number.saturating_add(1)..).zip(&longer) {
		ensure!(
			hash_of(&chain, number).await? != *block,
			"block {number} is that of the longer fork"
		);
	}
	for (signer, batch) in [(first, &old), (first, &lost), (second, &moved)] {
		ensure_proved(&chain, &signer.did(), batch).await?;
	}
	let records: usize = archive(&chain).await?.iter().map(|(_, records)| records.len()).sum();
	ensure!(records == 3, "{records} records");
	node.stop().await
}
