//! Blocks by order, on a chain that was started with `--seal manual`.

use std::{future::Future, time::Duration};

use anyhow::{Context, Result};
use bot_client::chain::Chain;
use serde::Deserialize;
use subxt::config::substrate::H256;
use subxt_rpcs::rpc_params;
use tokio::time::sleep;

/// Arguments of such a chain.
pub const MANUAL: [&str; 2] = ["--seal", "manual"];

/// Pause between the blocks that are made while others wait for them.
const PAUSE: Duration = Duration::from_millis(50);

#[derive(Deserialize)]
struct Created {
	hash: H256,
}

/// Makes a block on `parent` or else the best block, and finalizes it if told so.
pub async fn seal(chain: &Chain, parent: Option<H256>, finalize: bool) -> Result<H256> {
	let params = rpc_params![true, finalize, parent];
	let created: Created = chain.request("engine_createBlock", params).await?;
	Ok(created.hash)
}

/// Makes `count` final blocks, one after the other, and tells of each hundredth.
pub async fn seal_many(chain: &Chain, count: u32) -> Result<()> {
	for number in 1..=count {
		seal(chain, None, true).await?;
		if number % 100 == 0 {
			println!("{number} of {count} blocks");
		}
	}
	Ok(())
}

/// Makes `count` blocks on `parent`, none of them final, and gives the hash of each.
pub async fn fork(chain: &Chain, mut parent: H256, count: u32) -> Result<Vec<H256>> {
	let mut hashes = Vec::new();
	for _ in 0..count {
		parent = seal(chain, Some(parent), false).await?;
		hashes.push(parent);
	}
	Ok(hashes)
}

/// Finalizes a block, and with it those before it.
pub async fn finalize(chain: &Chain, hash: H256) -> Result<()> {
	let done: bool = chain.request("engine_finalizeBlock", rpc_params![hash, ()]).await?;
	done.then_some(()).context("the block was not finalized")
}

/// Makes final blocks until `work` is done.
pub async fn while_sealing<T>(chain: &Chain, work: impl Future<Output = Result<T>>) -> Result<T> {
	let blocks = async {
		loop {
			seal(chain, None, true).await?;
			sleep(PAUSE).await;
		}
	};
	tokio::select! {
		done = work => done,
		failed = blocks => failed,
	}
}

/// The hash of the block of this number in the best chain.
pub async fn hash_of(chain: &Chain, number: u32) -> Result<H256> {
	let hash: Option<H256> = chain.request("chain_getBlockHash", rpc_params![number]).await?;
	hash.with_context(|| format!("there is no block {number}"))
}
