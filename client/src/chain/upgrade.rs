//! Upgrades of the runtime, once the council has authorized them.

use serde::{Deserialize, Serialize};
use subxt::config::{substrate::H256, Hasher};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{runtime, Block, Chain};
use crate::{Error, Refusal, Result};

/// The runtime of the chain.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimeVersion {
	/// Its name.
	pub spec_name: String,
	/// Its version: each upgrade has a higher one.
	pub spec_version: u32,
	/// Version of the encoding of transactions.
	pub transaction_version: u32,
}

impl Chain {
	/// The runtime at the best block.
	pub async fn runtime_version(&self) -> Result<RuntimeVersion> {
		self.request("state_getRuntimeVersion", rpc_params![]).await
	}

	/// Hash of a runtime's code, by which the council authorizes it.
	pub async fn code_hash(&self, code: &[u8]) -> Result<H256> {
		Ok(self.at_finalized().await?.hasher().hash(code))
	}

	/// The hash of the code that the council has authorized and nobody applied yet.
	pub async fn authorized_upgrade(&self) -> Result<Option<H256>> {
		let at = self.at_finalized().await?;
		let address = runtime::storage().system().authorized_upgrade();
		let upgrade = self.value(&at, address, ()).await?;
		Ok(upgrade.map(|upgrade| upgrade.code_hash))
	}

	/// Hands in the code of an authorized runtime, which takes over as soon as the relay chain lets it.
	/// Anyone may. Gives the block that has the code.
	pub async fn apply_upgrade(&self, code: Vec<u8>, key: &Keypair) -> Result<Block> {
		let call = runtime::tx().system().apply_authorized_upgrade(code);
		let applied = self.call(&call, key).await?;
		type Rejected = runtime::system::events::RejectedInvalidAuthorizedUpgrade;
		if applied.events.has::<Rejected>() {
			return Err(Error::Refused(Refusal {
				call: "System.apply_authorized_upgrade".into(),
				name: "RejectedInvalidAuthorizedUpgrade".into(),
				reason: "the code is no runtime of this chain, or no later one".into(),
			}));
		}
		self.block_of(&applied).await
	}
}
