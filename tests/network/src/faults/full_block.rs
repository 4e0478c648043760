//! A block is filled with statements of many devices, and validators back and include it.

use std::time::Duration;

use anyhow::{ensure, Result};
use bot_client::chain::{
	attestation::{attest_many, Signed},
	number_of,
};
use bot_node_tests::{
	device::{register, Signer},
	proof::archive,
};
use futures::future::try_join_all;
use subxt_signer::sr25519::dev;
use tokio::{sync::watch, time::sleep};

use super::{Scene, RECOVERY_TIMEOUT};
use crate::{
	network::{Network, COLLATORS, VALIDATORS},
	relay::Metrics,
};

/// Devices, of which each call holds a statement.
const DEVICES: u16 = 256;
/// Calls: about as many as a block takes.
const CALLS: u64 = 62;
/// Records that a full block holds at least: what its proofs, of at most 8 MiB, surely have room for.
const FULL: usize = 6_400;
/// How often validators are asked what they have measured.
const POLL: Duration = Duration::from_millis(250);

pub(super) async fn happen(scene: &mut Scene) -> Result<String> {
	let chain = scene.network.chain(COLLATORS[0]).await?;
	let names: Vec<_> = (0..DEVICES).map(|number| format!("//full-block-{number}")).collect();
	let signers = register(&chain, &names).await?;
	println!("   {} devices are registered", signers.len());

	let gateway = dev::charlie();
	let mut calls = Vec::new();
	for seq in 0..CALLS {
		let statements = signers.iter().map(|signer| signed(signer, &chain, seq));
		calls.push(attest_many(statements.collect::<Result<_>>()?));
	}
	let (done, is_done) = watch::channel(false);
	let network = &scene.network;
	let (heaviest, ()) = tokio::try_join!(measure(network, is_done), async {
		let mut submitted = Vec::new();
		for call in &calls {
			submitted.push(chain.submit(call, &gateway).await?.finalized());
		}
		println!("   {CALLS} calls of {DEVICES} statements each are in the pool");
		try_join_all(submitted).await?;
		// Approval takes as long as finality, and then it has been measured.
		done.send(true)?;
		Ok(())
	})?;

	let last = number_of(&chain.at_finalized().await?)?;
	scene.network.wait_for_finalized(last, RECOVERY_TIMEOUT).await?;
	let witness = scene.network.chain(COLLATORS[1]).await?;
	let blocks = archive(&witness).await?;
	let fullest = blocks.iter().max_by_key(|(_, records)| records.len());
	let (number, records) =
		fullest.map(|(leaf, records)| (leaf.number, records.len())).unwrap_or_default();
	ensure!(records >= FULL, "the fullest block, {number}, has {records} records");
	let all: usize = blocks.iter().map(|(_, records)| records.len()).sum();
	ensure!(all >= usize::from(DEVICES) * usize::try_from(CALLS)?, "{all} records in all");
	Ok(format!(
		"block {number} holds {records} records, is backed, included and final; by the validators: PoV \
		 {:.0} KiB ({:.0} KiB compressed), validated in {:.2} s",
		heaviest.uncompressed / 1_024.0,
		heaviest.compressed / 1_024.0,
		heaviest.seconds
	))
}

/// The statement of a device under this number.
fn signed(signer: &Signer, chain: &bot_client::chain::Chain, seq: u64) -> Result<Signed> {
	let statement = signer.batch(seq)?.statement()?;
	let signature = signer.sign(chain, &statement);
	Ok(Signed { device: signer.device.index, statement, signature })
}

/// The greatest that validators have measured of one block.
#[derive(Clone, Copy, Debug, Default)]
struct Heaviest {
	/// Time of a validation, in seconds.
	seconds: f64,
	/// Size of a proof of validity, in bytes.
	uncompressed: f64,
	/// The same, as it is sent.
	compressed: f64,
}

/// Looks at the validators' sums until `done`: what one more block has added to a sum is its own.
async fn measure(network: &Network, done: watch::Receiver<bool>) -> Result<Heaviest> {
	let mut heaviest = Heaviest::default();
	let mut last = [Metrics::default(), Metrics::default()];
	for (validator, last) in VALIDATORS.into_iter().zip(&mut last) {
		*last = Metrics::of(network.address(validator)).await?;
	}
	while !*done.borrow() {
		sleep(POLL).await;
		for (validator, last) in VALIDATORS.into_iter().zip(&mut last) {
			let now = Metrics::of(network.address(validator)).await?;
			let one = |name: &str, labels: &[&str]| -> f64 {
				let more = |part: &str| {
					let name = format!("{name}_{part}");
					now.sum(&name, labels) - last.sum(&name, labels)
				};
				// Of several at once none is known by itself, and their mean is less than the greatest.
				more("sum") / more("count").max(1.0)
			};
			let pov = "polkadot_parachain_candidate_validation_pov_size";
			heaviest = Heaviest {
				seconds: heaviest.seconds.max(one("polkadot_pvf_execution_time", &[])),
				uncompressed: heaviest.uncompressed.max(one(pov, &["compressed=\"false\""])),
				compressed: heaviest.compressed.max(one(pov, &["compressed=\"true\""])),
			};
			*last = now;
		}
	}
	Ok(heaviest)
}
