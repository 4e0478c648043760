//! An upgrade of the runtime, as the council makes it.

use std::path::PathBuf;

use anyhow::{ensure, Context, Result};
use bot_client::{
	chain::{
		runtime::{self, types},
		At, Chain,
	},
	member_key::account,
};
use polkadot_sdk::sp_maybe_compressed_blob::{compress_strongly, CODE_BLOB_BOMB_LIMIT};
use serde::Deserialize;
use subxt::{
	config::{substrate::H256, Hasher},
	ext::scale_encode::EncodeAsType,
};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::{dev, Keypair};

type RuntimeCall = types::bot_runtime::RuntimeCall;

/// The most that the motion may cost when it is carried.
const MOTION_WEIGHT: types::sp_weights::weight_v2::Weight =
	types::sp_weights::weight_v2::Weight { ref_time: 50_000_000_000, proof_size: 256 * 1_024 };

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
	spec_version: u32,
}

/// The runtime that `scripts/next-runtime` has made and the variable `BOT_NEXT_RUNTIME` names,
/// compressed as on any chain: the relay chain bounds its size.
pub fn next_runtime() -> Result<Vec<u8>> {
	let path = std::env::var_os("BOT_NEXT_RUNTIME").map(PathBuf::from);
	let path = path.context("BOT_NEXT_RUNTIME names no runtime: see scripts/next-runtime")?;
	let code = std::fs::read(&path).with_context(|| path.display().to_string())?;
	compress_strongly(&code, CODE_BLOB_BOMB_LIMIT).context("the runtime is too large")
}

/// The version of the runtime at the best block.
pub async fn spec_version(chain: &Chain) -> Result<u32> {
	let version: Version = chain.request("state_getRuntimeVersion", rpc_params![]).await?;
	Ok(version.spec_version)
}

/// Lets the whole council authorize `code` as the next runtime, and applies it.
pub async fn upgrade(chain: &Chain, code: Vec<u8>) -> Result<()> {
	let code_hash = chain.at_finalized().await?.hasher().hash(&code);
	let authorize =
		RuntimeCall::System(types::frame_system::pallet::Call::authorize_upgrade { code_hash });
	let call = RuntimeCall::Consortium(types::pallet_consortium::pallet::Call::dispatch_as_root {
		call: Box::new(authorize),
	});
	decide(chain, call, &[dev::alice(), dev::bob(), dev::charlie()]).await?;
	chain.call(&runtime::tx().system().apply_authorized_upgrade(code), &dev::alice()).await?;
	Ok(())
}

/// Moves `call`, votes for it with all these keys, and closes the motion.
async fn decide(chain: &Chain, call: RuntimeCall, keys: &[Keypair]) -> Result<()> {
	let at = chain.at_finalized().await?;
	let metadata = at.metadata_ref();
	let bytes = call.encode_as_type(metadata.outer_enums().call_enum_ty(), metadata.types())?;
	let hash = at.hasher().hash(&bytes);
	let length = u32::try_from(bytes.len())?;
	let first = keys.first().context("somebody moves")?;
	let threshold = u32::try_from(keys.len())?;
	chain.call(&runtime::tx().council().propose(threshold, call, length), first).await?;
	let index = index_of(&chain.at_finalized().await?, hash).await?;
	for key in keys {
		chain
			.call(&runtime::tx().council().vote(hash, index, true), key)
			.await
			.with_context(|| account(key).to_string())?;
	}
	let close = runtime::tx().council().close(hash, index, MOTION_WEIGHT, length);
	let closed = chain.call(&close, first).await?;
	let mut events = closed.events.iter();
	let executed = events.find_map(|event| {
		let event = event.ok()?;
		let is_it = (event.pallet_name(), event.event_name()) == ("Council", "Executed");
		// The hash of the call, and then a `Result`.
		is_it.then(|| event.field_bytes().get(32).copied())?
	});
	ensure!(executed == Some(0), "the motion was not carried out: {executed:?}");
	Ok(())
}

/// The number of a motion.
async fn index_of(at: &At, hash: H256) -> Result<u32> {
	let address = runtime::storage().council().voting();
	let votes = at.storage().try_fetch(address, (hash,)).await?.context("the motion is there")?;
	Ok(votes.decode()?.index)
}
