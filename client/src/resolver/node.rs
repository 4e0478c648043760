//! The node that is asked.

use std::{future::Future, time::Duration};

use serde::Serialize;
use serde_json::Value;
use subxt_rpcs::rpc_params;
use tokio::{
	sync::{Mutex, Semaphore},
	time::timeout,
};

use crate::{chain::Chain, Error, Result};

/// How long an answer may take, with a new connection where one is needed.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// How many requests the node is asked at one time; others wait. A connection takes 256.
const MAX_REQUESTS: usize = 128;

/// What a resolution is asked for beside the DID (W3C DID Resolution, section 4.1).
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolutionOptions {
	/// Media type of the document.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub accept: Option<&'static str>,
	/// The version of this number.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_id: Option<String>,
	/// The version at this time.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_time: Option<String>,
}

/// What the resolver needs of a node.
pub trait Node: Send + Sync + 'static {
	/// The DID resolution result of `did`.
	fn resolve(
		&self,
		did: &str,
		options: &ResolutionOptions,
	) -> impl Future<Output = Result<Value>> + Send;

	/// The label of the network in its DIDs.
	fn network(&self) -> impl Future<Output = Result<String>> + Send;
}

/// A node that is reached over JSON-RPC. A connection that broke is made anew when it is needed.
pub struct RemoteNode {
	url: String,
	connection: Mutex<Option<Chain>>,
	requests: Semaphore,
}

impl RemoteNode {
	/// The node at `url`. Needs none there yet.
	pub fn new(url: &str) -> Self {
		let requests = Semaphore::new(MAX_REQUESTS);
		Self { url: url.into(), connection: Mutex::default(), requests }
	}

	/// The connection, and whether it was there before.
	async fn connection(&self) -> Result<(Chain, bool)> {
		let mut connection = self.connection.lock().await;
		if let Some(chain) = &*connection {
			return Ok((chain.clone(), true));
		}
		let chain = Chain::connect(&self.url).await?;
		*connection = Some(chain.clone());
		Ok((chain, false))
	}

	/// Asks the node. A connection kept from before may have broken since: then a new one is asked.
	async fn ask<T, F>(&self, question: impl Fn(Chain) -> F) -> Result<T>
	where
		F: Future<Output = Result<T>>,
	{
		let mut kept = false;
		let answer = self.attempt(&question, &mut kept).await;
		if kept && matches!(answer, Err(Error::Unreachable { .. })) {
			return self.attempt(&question, &mut kept).await;
		}
		answer
	}

	async fn attempt<T, F>(&self, question: impl Fn(Chain) -> F, kept: &mut bool) -> Result<T>
	where
		F: Future<Output = Result<T>>,
	{
		let attempt = async {
			let _permit = self.requests.acquire().await.map_err(Error::unexpected)?;
			let (chain, was_kept) = self.connection().await?;
			*kept = was_kept;
			question(chain).await
		};
		let answer = timeout(ANSWER_TIMEOUT, attempt).await.unwrap_or_else(|_| {
			let cause = format!("it took longer than {} s", ANSWER_TIMEOUT.as_secs());
			Err(Error::Unreachable { url: self.url.clone(), cause })
		});
		if matches!(answer, Err(Error::Unreachable { .. })) {
			*self.connection.lock().await = None;
		}
		answer
	}
}

impl Node for RemoteNode {
	async fn resolve(&self, did: &str, options: &ResolutionOptions) -> Result<Value> {
		self.ask(
			|chain| async move { chain.request("did_resolve", rpc_params![did, options]).await },
		)
		.await
	}

	async fn network(&self) -> Result<String> {
		self.ask(|chain| async move { Ok(chain.network().await?.as_str().into()) }).await
	}
}
