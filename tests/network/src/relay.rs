//! What the relay chain says of the parachain.

use std::{net::Ipv4Addr, time::Duration};

use anyhow::{Context, Result};
use bot_client::{chain::Block, hex_bytes};
use bot_evidence::Header;
use codec::{Decode, DecodeAll, Encode};
use subxt::config::{
	substrate::{BlakeTwo256, H256},
	Hasher,
};
use subxt_rpcs::{client::RpcClient, rpc_params};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	time::timeout,
};

use crate::{
	address::{METRICS_PORT, RPC_PORT},
	specs::PARA_ID,
};

/// How long a validator may take to tell its metrics.
const METRICS_TIMEOUT: Duration = Duration::from_secs(10);

/// The relay chain, as one of its validators tells it.
#[derive(Clone)]
pub struct Relay {
	rpc: RpcClient,
}

/// What a parachain's block is validated with.
#[derive(Decode)]
struct ValidationData {
	parent_head: Vec<u8>,
	_relay_parent_number: u32,
	_relay_parent_storage_root: [u8; 32],
	_max_pov_size: u32,
}

/// What is to be taken for the parachain's head: the last one included, also where a core is occupied.
const TIMED_OUT: u8 = 1;

impl Relay {
	/// Connects to the validator at this address.
	pub async fn connect(ip: Ipv4Addr) -> Result<Self> {
		Ok(Self { rpc: RpcClient::from_insecure_url(format!("ws://{ip}:{RPC_PORT}")).await? })
	}

	/// Hash of its last finalized block.
	pub async fn finalized(&self) -> Result<H256> {
		Ok(self.rpc.request("chain_getFinalizedHead", rpc_params![]).await?)
	}

	/// The parachain's block that the last finalized block of the relay chain includes.
	pub async fn parachain_head(&self) -> Result<Block> {
		let at = self.finalized().await?;
		let params = (PARA_ID, TIMED_OUT).encode();
		let answer: String = self
			.rpc
			.request(
				"state_call",
				rpc_params![
					"ParachainHost_persisted_validation_data",
					hex_bytes::encode(&params),
					at
				],
			)
			.await?;
		let data = Option::<ValidationData>::decode(&mut &hex_bytes::decode(&answer)?[..])?;
		let data = data.context("the relay chain has no such parachain")?;
		let number = Header::decode_all(&mut &data.parent_head[..])?.number;
		Ok(Block { number, hash: BlakeTwo256.hash(&data.parent_head) })
	}
}

/// What a validator has measured.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Vec<(String, f64)>);

impl Metrics {
	/// Those of the validator at this address.
	pub async fn of(ip: Ipv4Addr) -> Result<Self> {
		let ask = async {
			let mut stream = TcpStream::connect((ip, METRICS_PORT)).await?;
			let request = "GET /metrics HTTP/1.0\r\nConnection: close\r\n\r\n";
			stream.write_all(request.as_bytes()).await?;
			let mut answer = String::new();
			stream.read_to_string(&mut answer).await?;
			std::io::Result::Ok(answer)
		};
		let text = timeout(METRICS_TIMEOUT, ask).await??;
		let values = text.lines().filter_map(|line| {
			let (name, value) = line.rsplit_once(' ')?;
			Some((name.to_string(), value.parse().ok()?))
		});
		Ok(Self(values.collect()))
	}

	/// The sum of those whose name begins so, with all these labels.
	pub fn sum(&self, name: &str, labels: &[&str]) -> f64 {
		let is_it = |told: &str| {
			told.split('{').next() == Some(name) && labels.iter().all(|label| told.contains(label))
		};
		self.0.iter().filter(|(told, _)| is_it(told)).map(|(_, value)| value).sum()
	}
}
