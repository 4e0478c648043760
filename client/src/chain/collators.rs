//! Collators: who makes the blocks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use subxt::utils::AccountId32;
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{
		self,
		types::{
			bot_runtime::SessionKeys, sp_consensus_aura::sr25519::app_sr25519::Public as AuraKey,
		},
	},
	Chain,
};
use crate::{
	hex_bytes::{self, Hex},
	member_key, Error, Result,
};

/// An account that makes blocks, or is to.
#[derive(Clone, Debug, Serialize)]
pub struct Collator {
	/// The account.
	pub account: AccountId32,
	/// Whether the council lets it make blocks.
	pub named: bool,
	/// Whether it is among those who make the blocks of this session.
	pub active: bool,
	/// The session key that it has on the chain, if any: it takes effect in the session after next.
	pub key: Option<Hex<32>>,
}

/// What a node answers that made session keys.
#[derive(Deserialize)]
struct GeneratedKeys {
	#[serde(with = "hex_bytes")]
	keys: Vec<u8>,
	#[serde(with = "hex_bytes")]
	proof: Vec<u8>,
}

impl Chain {
	/// Those whom the council lets make blocks, and those who make the blocks of this session.
	pub async fn collators(&self) -> Result<Vec<Collator>> {
		let at = self.at_finalized().await?;
		let storage = runtime::storage();
		let named = self.value(&at, storage.collator_selection().invulnerables(), ()).await?;
		let named = named.map(|named| named.0).unwrap_or_default();
		let active = self.value(&at, storage.session().validators(), ()).await?.unwrap_or_default();
		let mut standing: BTreeMap<_, (bool, bool)> = BTreeMap::new();
		for account in named {
			standing.entry(account.0).or_default().0 = true;
		}
		for account in active {
			standing.entry(account.0).or_default().1 = true;
		}
		let mut collators = Vec::new();
		for (account, (named, active)) in standing {
			let account = AccountId32(account);
			let keys = self.value(&at, storage.session().next_keys(), (account,)).await?;
			let key = keys.map(|keys: SessionKeys| Hex(keys.aura.0));
			collators.push(Collator { account, named, active, key });
		}
		Ok(collators)
	}

	/// Lets the node make a session key, which it keeps, and puts that on the chain for the account with
	/// this key, with the proof that the node holds it. Gives the session key.
	///
	/// Nodes do this only for who may call their unsafe methods, by default whoever is on their machine.
	pub async fn set_session_keys(&self, key: &Keypair) -> Result<Hex<32>> {
		let owner = hex_bytes::encode(member_key::account(key).0);
		let generated: GeneratedKeys =
			self.request("author_rotateKeysWithOwner", rpc_params![owner]).await?;
		let aura = generated.keys.try_into();
		let aura: [u8; 32] =
			aura.map_err(|_| Error::unexpected("session keys that are not one of 32 bytes"))?;
		let keys = SessionKeys { aura: AuraKey(aura) };
		self.call(&runtime::tx().session().set_keys(keys, generated.proof), key).await?;
		Ok(Hex(aura))
	}

	/// Takes the session keys of the account with this key off the chain.
	pub async fn purge_session_keys(&self, key: &Keypair) -> Result<()> {
		self.call(&runtime::tx().session().purge_keys(), key).await?;
		Ok(())
	}
}
