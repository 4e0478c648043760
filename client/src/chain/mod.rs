//! The connection to a node, and what is asked of it.

pub mod agreement_list;
pub mod agreements;
pub mod attached;
pub mod attestation;
pub mod collators;
pub mod council;
pub mod devices;
pub mod enrolments;
pub mod keys;
pub mod models;
pub mod purchases;
pub mod refusal;
pub mod runtime;
pub mod sales;
pub mod standing;
pub mod statements;
pub mod submit;
pub mod transfer;
pub mod upgrade;

use std::{future::Future, time::Duration};

use bot_primitives::{Hash256, Network};
use serde::{de::DeserializeOwned, Deserialize};
use subxt::{
	backend::{BlockRef, LegacyBackend},
	config::substrate::H256,
	storage::Address,
	OnlineClient, OnlineClientAtBlock, SubstrateConfig,
};
use subxt_rpcs::{
	client::{RpcClient, RpcParams},
	rpc_params,
};

use crate::{hex_bytes, Error, Result};

pub use submit::{Inclusion, Submitted};

use runtime::types::bounded_collections::bounded_vec::BoundedVec;

/// Where a node of this machine answers.
pub const DEFAULT_URL: &str = "ws://127.0.0.1:9944";

/// How long the node may take to answer at all.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the chain may take for a block before it is taken to stand still.
const BLOCK_TIMEOUT: Duration = Duration::from_secs(60);

/// How often the node is asked for a new block.
const POLL: Duration = Duration::from_millis(200);

/// What the chain's types are.
pub type Config = SubstrateConfig;

/// The chain at one block.
pub type At = OnlineClientAtBlock<Config>;

/// The number of a block, and its hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Block {
	/// Its number.
	pub number: u32,
	/// Its hash.
	pub hash: H256,
}

/// The part of a header that tells its number, in hexadecimal.
#[derive(Deserialize)]
struct HeaderNumber {
	number: String,
}

/// A connection to a node.
#[derive(Clone)]
pub struct Chain {
	url: String,
	client: OnlineClient<Config>,
	rpc: RpcClient,
}

impl Chain {
	/// Connects to the node at `url`.
	pub async fn connect(url: &str) -> Result<Self> {
		let unreachable = |cause: String| Error::Unreachable { url: url.into(), cause };
		let connect = async {
			let rpc = RpcClient::from_insecure_url(url).await.map_err(|error| error.to_string())?;
			// Of subxt's backends this is the one that says why the pool refused a transaction.
			let backend = LegacyBackend::<Config>::builder().build(rpc.clone());
			let client = OnlineClient::from_backend(backend.into())
				.await
				.map_err(|error| error.to_string())?;
			Ok((rpc, client))
		};
		let (rpc, client) = tokio::time::timeout(CONNECT_TIMEOUT, connect)
			.await
			.map_err(|_| unreachable("it takes too long".into()))?
			.map_err(unreachable)?;
		Ok(Self { url: url.into(), client, rpc })
	}

	/// Where the node answers.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// Hash of the chain's genesis block.
	pub fn genesis_hash(&self) -> Hash256 {
		self.client.genesis_hash().0
	}

	/// The chain at its last finalized block.
	pub async fn at_finalized(&self) -> Result<At> {
		self.client.at_current_block().await.map_err(|error| self.failed(error))
	}

	/// The chain at this block.
	pub async fn at(&self, hash: H256) -> Result<At> {
		self.client.at_block(BlockRef::from_hash(hash)).await.map_err(|error| self.failed(error))
	}

	/// The chain at the block of this number.
	pub async fn at_number(&self, number: u32) -> Result<At> {
		self.client.at_block(number).await.map_err(|error| self.failed(error))
	}

	/// The chain at its best block.
	pub async fn at_best(&self) -> Result<At> {
		let hash: Option<H256> = self.request("chain_getBlockHash", rpc_params![]).await?;
		self.at(hash.ok_or_else(|| Error::unexpected("there is no best block"))?).await
	}

	/// The value of the state at `address` under `keys`, where there is one.
	async fn value<A: Address>(
		&self,
		at: &At,
		address: A,
		keys: A::KeyParts,
	) -> Result<Option<A::Value>> {
		let value = at.storage().try_fetch(address, keys).await;
		let value = value.map_err(|error| self.failed(error))?;
		value.map(|value| value.decode()).transpose().map_err(|error| self.failed(error))
	}

	/// Waits until a block above `number` is final, and gives the last final one.
	pub async fn wait_for_finalized(&self, number: u32) -> Result<At> {
		let wait = async {
			loop {
				let hash: H256 = self.request("chain_getFinalizedHead", rpc_params![]).await?;
				if self.number_at(Some(hash)).await? > number {
					return self.at(hash).await;
				}
				tokio::time::sleep(POLL).await;
			}
		};
		self.no_longer_than_a_block(wait).await
	}

	/// Waits until a block above `number` is the best one, and gives it.
	pub async fn wait_for_best(&self, number: u32) -> Result<At> {
		let wait = async {
			while self.number_at(None).await? <= number {
				tokio::time::sleep(POLL).await;
			}
			self.at_best().await
		};
		self.no_longer_than_a_block(wait).await
	}

	/// The number of a block, or of the best one.
	async fn number_at(&self, hash: Option<H256>) -> Result<u32> {
		let header: Option<HeaderNumber> =
			self.request("chain_getHeader", rpc_params![hash]).await?;
		let header = header.ok_or_else(|| Error::unexpected("a block has no header"))?;
		let digits = header.number.trim_start_matches("0x");
		u32::from_str_radix(digits, 16).map_err(Error::unexpected)
	}

	async fn no_longer_than_a_block<T>(&self, wait: impl Future<Output = Result<T>>) -> Result<T> {
		tokio::time::timeout(BLOCK_TIMEOUT, wait).await.map_err(|_| Error::Unreachable {
			url: self.url.clone(),
			cause: format!("there was no block for {} s", BLOCK_TIMEOUT.as_secs()),
		})?
	}

	/// The label of the network in its DIDs.
	pub async fn network(&self) -> Result<Network> {
		let at = self.at_best().await?;
		let call = runtime::apis().device_did_api().network();
		let network = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		network
			.map(|network| network.0)
			.ok_or_else(|| Error::unexpected("the genesis of this chain names no network"))
	}

	/// Calls a method of the node.
	pub async fn request<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<T> {
		self.rpc.request(method, params).await.map_err(|error| self.rpc_failed(method, error))
	}

	/// Bytes of the values in the state of a block whose keys begin with `prefix`.
	pub async fn state_bytes(&self, prefix: &[u8], at: &At) -> Result<u64> {
		let params = rpc_params![hex_bytes::encode(prefix), at.block_hash()];
		let size: Option<u64> = self.request("state_getStorageSize", params).await?;
		Ok(size.unwrap_or(0))
	}

	/// What became of a request that failed: the node is gone, it refused, or it made no sense.
	fn rpc_failed(&self, method: &str, error: subxt_rpcs::Error) -> Error {
		match error {
			subxt_rpcs::Error::User(error) => Error::Refused(refusal::of_request(method, &error)),
			subxt_rpcs::Error::Deserialization(error) => {
				Error::unexpected(format!("{method}: {error}"))
			},
			error => Error::Unreachable { url: self.url.clone(), cause: error.to_string() },
		}
	}

	/// What became of an operation that failed.
	fn failed(&self, error: impl Into<subxt::Error>) -> Error {
		refusal::of_client(&self.url, error.into())
	}
}

/// Bytes of which the chain takes at most `max`.
fn bounded(what: &str, bytes: &[u8], max: usize) -> Result<BoundedVec<u8>> {
	if bytes.len() > max {
		return Err(Error::input(format!("{what} has {} bytes, {max} are the most", bytes.len())));
	}
	Ok(BoundedVec(bytes.to_vec()))
}

/// The number of the block.
pub fn number_of(at: &At) -> Result<u32> {
	u32::try_from(at.block_number()).map_err(Error::unexpected)
}

/// The block that the chain is looked at.
pub fn block_of(at: &At) -> Result<Block> {
	Ok(Block { number: number_of(at)?, hash: at.block_hash() })
}
