//! Devices that attest.

use anyhow::{Context, Result};
use bot_client::{
	chain::{attestation::attest, devices::Device, models::Description, Chain},
	gateway::{Batch, SaltedReading},
	member_key::account,
	DeviceKey, KeyType,
};
use bot_primitives::{payload::DataStatement, Did, KeyProtection, Signature};
use futures::future::try_join_all;
use subxt_signer::sr25519::dev;

/// A device, and the key that signs for it.
#[derive(Clone)]
pub struct Signer {
	/// The device.
	pub device: Device,
	/// Its root key.
	pub key: DeviceKey,
}

/// Registers devices with these development keys, made by Alice and run by Bob.
pub async fn register(chain: &Chain, names: &[String]) -> Result<Vec<Signer>> {
	let (provider, operator) = (dev::alice(), account(&dev::bob()));
	let submitted = chain
		.submit_model("Test device", KeyProtection::Software, &Description::default(), &provider)
		.await?;
	let model = chain.model(submitted).await?;
	let mut registered = Vec::new();
	let mut submitted = Vec::new();
	for name in names {
		let key = DeviceKey::development(KeyType::Ed25519, name)?;
		let (did, sent) = chain.submit_device(model, operator, &key, &provider).await?;
		registered.push((did, key));
		submitted.push(sent.finalized());
	}
	try_join_all(submitted).await?;
	let mut signers = Vec::new();
	for (did, key) in registered {
		signers.push(Signer { device: chain.device(&did).await?, key });
	}
	Ok(signers)
}

/// Registers one device.
pub async fn register_one(chain: &Chain) -> Result<Signer> {
	let signers = register(chain, &["//node-test".into()]).await?;
	signers.into_iter().next().context("one device was registered")
}

impl Signer {
	/// Its DID.
	pub fn did(&self) -> Did {
		self.device.did
	}

	/// A batch of three readings, which no other batch has.
	pub fn batch(&self, seq: u64) -> Result<Batch> {
		let first = seq.saturating_mul(3);
		let counters = first..first.saturating_add(3);
		let readings = counters
			.map(|counter| SaltedReading::new(counter, 1, format!("[{{\"v\":{counter}}}]")))
			.collect::<Result<_, _>>()?;
		Batch::new(self.device.epoch, seq, readings).context("a batch of three readings")
	}

	/// The device's signature over `statement`.
	pub fn sign(&self, chain: &Chain, statement: &DataStatement) -> Signature {
		self.key.sign(statement, &self.device.context(chain.genesis_hash()))
	}

	/// Attests `batch`: the node has it in its pool afterwards.
	pub async fn attest(&self, chain: &Chain, batch: &Batch) -> Result<()> {
		let statement = batch.statement()?;
		let call = attest(self.device.index, statement, self.sign(chain, &statement));
		Ok(chain.submit_general(&call, &chain.at_best().await?).await?)
	}
}
