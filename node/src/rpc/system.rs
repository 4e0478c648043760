//! The methods about accounts that every Substrate node has, with a bound on what they decode.

use std::sync::Arc;

use async_trait::async_trait;
use bot_rpc::{account, AccountId, Hash};
use jsonrpsee::{core::RpcResult, Extensions};
use polkadot_sdk::{
	sp_core::Bytes,
	substrate_frame_rpc_system::{self as stock, SystemApiServer},
};
use serde::{de::Error as _, Deserialize, Deserializer};

use crate::service::{Block, Client, TransactionPool};

/// Number of an account's transactions.
type Nonce = u32;

/// An account, by its address. That of the SDK decodes an address of any length, in a time that grows
/// with its square, so that one request of the length that a node takes would keep it busy for days.
#[derive(Clone)]
pub(super) struct Address(AccountId);

impl<'de> Deserialize<'de> for Address {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		account(&text).map(Self).map_err(|_| D::Error::custom("no SS58 address of an account"))
	}
}

/// The methods of the SDK behind that bound.
pub(super) struct System(stock::System<TransactionPool, Client, Block>);

impl System {
	/// Answers from `client` and `pool`.
	pub(super) fn new(client: Arc<Client>, pool: Arc<TransactionPool>) -> Self {
		Self(stock::System::new(client, pool))
	}
}

#[async_trait]
impl SystemApiServer<Hash, Address, Nonce> for System {
	async fn nonce(&self, Address(account): Address) -> RpcResult<Nonce> {
		SystemApiServer::<Hash, AccountId, Nonce>::nonce(&self.0, account).await
	}

	async fn dry_run(
		&self,
		extensions: &Extensions,
		extrinsic: Bytes,
		at: Option<Hash>,
	) -> RpcResult<Bytes> {
		let system = &self.0;
		SystemApiServer::<Hash, AccountId, Nonce>::dry_run(system, extensions, extrinsic, at).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn addresses_are_bounded() {
		let address = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT";
		let read = |text: &str| serde_json::from_value::<Address>(text.into());
		assert!(read(address).is_ok_and(|Address(account)| account == AccountId::new([1; 32])));
		for wrong in ["", &address[1..], &"z".repeat(10_000_000)] {
			let error = read(wrong).err().unwrap().to_string();
			assert_eq!(error, "no SS58 address of an account");
		}
	}
}
