//! Statements of devices, and how often devices may make them.

use bot_primitives::{payload::DataStatement, DeviceIndex, PublicKey, Rate, Refusal, Signature};
use subxt::tx::Payload;
use subxt_signer::sr25519::Keypair;

use super::{
	devices::Device,
	runtime::{self, types::pallet_attestation::types::SignedStatement},
	At, BoundedVec, Chain,
};
use crate::{Error, Result};

/// Most statements in one call that somebody pays for.
pub const MAX_STATEMENTS: usize = 256;

/// A statement that a device has signed.
#[derive(Clone, Copy, Debug)]
pub struct Signed {
	/// Number of the device.
	pub device: DeviceIndex,
	/// What it states.
	pub statement: DataStatement,
	/// The signature.
	pub signature: Signature,
}

/// What became of many statements.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SentMany {
	/// Number of the block that holds them.
	pub block: u32,
	/// Those that were not recorded, by their place, and what stands against them.
	pub refusals: Vec<(usize, Refusal)>,
}

/// The call that records a statement of a device, for nothing.
pub fn attest(device: DeviceIndex, statement: DataStatement, signature: Signature) -> impl Payload {
	runtime::tx().attestation().attest(device, statement.into(), signature.into())
}

/// The call that records up to [`MAX_STATEMENTS`] statements, for which its sender pays.
pub fn attest_many(statements: Vec<Signed>) -> impl Payload {
	let statements = statements
		.into_iter()
		.map(|signed| SignedStatement {
			device: signed.device,
			statement: signed.statement.into(),
			signature: signed.signature.into(),
		})
		.collect();
	runtime::tx().attestation().attest_many(BoundedVec(statements))
}

impl Chain {
	/// Records up to [`MAX_STATEMENTS`] statements, for which `gateway` pays.
	pub async fn attest_many(
		&self,
		statements: Vec<Signed>,
		gateway: &Keypair,
	) -> Result<SentMany> {
		let included = self.call(&attest_many(statements), gateway).await?;
		let refusals = included
			.events
			.find::<runtime::attestation::events::StatementRefused>()
			.map(|event| {
				let event = event.map_err(|error| self.failed(error))?;
				let item = usize::try_from(event.item).map_err(Error::unexpected)?;
				Ok((item, event.refusal.0))
			})
			.collect::<Result<_>>()?;
		Ok(SentMany { block: self.block_of(&included).await?.number, refusals })
	}

	/// How many intervals of its rate a statement takes up that this key signs.
	pub fn cost_of(&self, key: &PublicKey, at: &At) -> Result<u16> {
		match key {
			PublicKey::Ed25519(_) => Ok(1),
			PublicKey::EcdsaP256(_) => at
				.constants()
				.entry(runtime::constants().attestation().p256_cost())
				.map_err(|error| self.failed(error)),
		}
	}

	/// Buys a rate for a device, and gives the deposit that is held for it. `operator` runs the device.
	pub async fn buy_rate(&self, device: &Device, rate: Rate, operator: &Keypair) -> Result<u128> {
		let call = runtime::tx().attestation().buy_rate(device.index, rate.into());
		let included = self.call(&call, operator).await?;
		let event = included.events.find_first::<runtime::attestation::events::RateSold>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the rate"))?;
		Ok(event.map_err(|error| self.failed(error))?.deposit)
	}

	/// Returns the rate that was bought for a device.
	pub async fn return_rate(&self, device: &Device, by: &Keypair) -> Result<()> {
		let call = runtime::tx().attestation().return_rate(device.index);
		self.call(&call, by).await.map(|_| ())
	}
}
