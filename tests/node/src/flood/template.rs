//! Transactions made from one another: all of a block differ only in what they state.

use anyhow::{ensure, Result};
use bot_client::chain::{attestation::attest, At, Chain};
use bot_primitives::{payload::DataStatement, DeviceIndex, Signature};
use codec::Encode;

/// What a transaction of a device states.
pub struct Statement {
	/// Number of the device.
	pub device: DeviceIndex,
	/// What it states.
	pub statement: DataStatement,
	/// The signature over it.
	pub signature: Signature,
}

impl Statement {
	fn encoded(&self) -> Vec<u8> {
		(self.device, self.statement, self.signature).encode()
	}
}

/// What all transactions begin with that can be included after one block.
pub struct Template(Vec<u8>);

impl Template {
	/// That of the blocks after `at`, taken from the transaction of `example`.
	pub fn new(chain: &Chain, at: &At, example: &Statement) -> Result<Self> {
		let Statement { device, statement, signature } = example;
		let mut bytes = chain.general_transaction(&attest(*device, *statement, *signature), at)?;
		let tail = example.encoded();
		ensure!(bytes.ends_with(&tail), "a transaction ends with what it states");
		bytes.truncate(bytes.len().saturating_sub(tail.len()));
		Ok(Self(bytes))
	}

	/// The transaction of `statement`, whose signature is of the same type as the example's.
	pub fn transaction(&self, statement: &Statement) -> String {
		bot_client::hex_bytes::encode([&self.0[..], &statement.encoded()].concat())
	}
}
