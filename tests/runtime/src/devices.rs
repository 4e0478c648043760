//! Devices on the chain.

use crate::chain::{general, Bot, Chain, START};
use bot_primitives::{
	content,
	payload::{DataStatement, Registration},
	signer::SecretKey,
	Commitment, DeviceId, DeviceIndex, KeyProtection, Signature, SigningContext, StreamHead,
};
use bot_runtime::{RuntimeCall, UncheckedExtrinsic};
use pallet_attestation::types::SignedStatement;
use polkadot_sdk::sp_keyring::Sr25519Keyring::{Alice, Bob};

/// A registered device and its keys.
pub struct Device {
	/// Number of the device.
	pub index: DeviceIndex,
	/// Its key.
	pub key: SecretKey,
	/// What its signatures are bound to.
	pub context: SigningContext,
}

impl Device {
	/// Registers a device with this key, made by Alice and run by Bob.
	pub fn register(chain: &mut Chain, key: SecretKey) -> Self {
		let model = chain.with(|| {
			let next = pallet_device_did::NextModelId::<Bot>::get();
			next.checked_sub(1)
		});
		let model = model.unwrap_or_else(|| {
			chain.call(
				Alice,
				pallet_device_did::Call::register_model {
					name: b"M-1".to_vec().try_into().expect("a short name"),
					protection: KeyProtection::SecureElement,
					description: Default::default(),
				},
			);
			0
		});
		let index = chain.with(pallet_device_did::NextDeviceIndex::<Bot>::get);
		let provider = Alice.to_account_id();
		let context = SigningContext {
			genesis_hash: chain.genesis_hash(),
			device_id: DeviceId::derive(provider.as_ref(), &key.public()),
			epoch: 0,
		};
		let registration = Registration { provider: provider.into(), model };
		chain.call(
			Alice,
			pallet_device_did::Call::register {
				model,
				operator: Bob.to_account_id(),
				root_key: key.public(),
				proof: key.sign(&registration, &context),
			},
		);
		Self { index, key, context }
	}

	/// Registers the device that the tests use.
	pub fn new(chain: &mut Chain) -> Self {
		Self::register(chain, SecretKey::ed25519([1; 32]))
	}

	/// A transaction with the statement `seq` of this device.
	pub fn attest(&self, seq: u64) -> UncheckedExtrinsic {
		let statement = statement(seq);
		self.attest_as(statement, self.key.sign(&statement, &self.context))
	}

	/// A transaction with this statement and signature.
	pub fn attest_as(&self, statement: DataStatement, signature: Signature) -> UncheckedExtrinsic {
		general(RuntimeCall::Attestation(pallet_attestation::Call::attest {
			device: self.index,
			statement,
			signature,
		}))
	}

	/// The statement `seq` of this device, as one of many.
	pub fn sign(&self, seq: u64) -> SignedStatement {
		let statement = statement(seq);
		let signature = self.key.sign(&statement, &self.context);
		SignedStatement { device: self.index, statement, signature }
	}

	/// Head of the device's stream.
	pub fn head(&self, chain: &mut Chain) -> Option<StreamHead> {
		chain.with(|| pallet_attestation::Pallet::<Bot>::head_of(self.index))
	}
}

/// The statement `seq`.
pub fn statement(seq: u64) -> DataStatement {
	DataStatement {
		seq,
		commitment: Commitment {
			root: [9; 32],
			count: 10,
			first_counter: seq * 10,
			last_counter: seq * 10 + 9,
			first_at: START,
			last_at: START + 1_000,
			content: content::SENML_JSON,
		},
	}
}
