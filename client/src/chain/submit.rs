//! Sends calls: signed ones of members, and feeless ones that a device's signature authorises.

use subxt::{
	client::OfflineClientAtBlockT,
	config::{DefaultExtrinsicParamsBuilder, HashFor},
	error::ExtrinsicError,
	events::Events,
	extrinsics::ExtrinsicEvents,
	tx::{Payload, TransactionProgress, TransactionsClient},
	utils::{AccountId32, MultiSignature},
};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{number_of, refusal, At, Block, Chain, Config};
use crate::{hex_bytes, member_key, Error, Refusal, Result};

/// For how many blocks a transaction can be included.
const MORTALITY: u64 = 32;

/// The same, as blocks are counted.
const MORTALITY_BLOCKS: u32 = 32;

/// A transaction that a node has taken into its pool.
pub struct Submitted {
	url: String,
	call: String,
	progress: TransactionProgress<Config, subxt::client::OnlineClientAtBlockImpl<Config>>,
}

/// A call that was included in a final block and did what it should.
pub struct Inclusion {
	/// Hash of the block.
	pub block: HashFor<Config>,
	/// The events of the call.
	pub events: ExtrinsicEvents<Config>,
}

impl Submitted {
	/// Waits until the transaction is in a final block.
	pub async fn finalized(self) -> Result<Inclusion> {
		let Self { url, call, progress } = self;
		let wait = async {
			let included = progress.wait_for_finalized().await?;
			let events = included.wait_for_success().await?;
			Ok(Inclusion { block: included.block_hash(), events })
		};
		wait.await.map_err(|error| refusal::of_progress(&url, &call, error))
	}
}

impl Chain {
	/// Submits a call of the member with this key, and waits until it is in a final block.
	pub async fn call<P: Payload>(&self, call: &P, key: &Keypair) -> Result<Inclusion> {
		self.submit(call, key).await?.finalized().await
	}

	/// Submits a call of the member with this key. The calls of one member are included in the order
	/// in which they were submitted.
	pub async fn submit<P: Payload>(&self, call: &P, key: &Keypair) -> Result<Submitted> {
		let name = name_of(call);
		let at = self.at_finalized().await?;
		// The node's answer counts the transactions in its pool; the state of a block does not.
		let account = member_key::account(key);
		let nonce = self.request("system_accountNextIndex", rpc_params![&account]).await?;
		let params = mortal(at.block_number(), at.block_hash()).nonce(nonce).build();
		let submit = async {
			at.tx().create_signable_offline(call, params)?.sign(key)?.submit_and_watch().await
		};
		let progress =
			submit.await.map_err(|error| refusal::of_submission(&self.url, &name, error))?;
		Ok(Submitted { url: self.url.clone(), call: name, progress })
	}

	/// A feeless call as a general transaction: version 5, without a signer. It can be included in
	/// the blocks after `at`.
	///
	/// The bytes differ from block to block. A node's pool does not look at bytes again that it
	/// refused within half an hour, so what is sent again is made again at a later block.
	pub fn general_transaction<P: Payload>(&self, call: &P, at: &At) -> Result<Vec<u8>> {
		encode_general(&at.tx(), call, at.block_number(), at.block_hash())
			.map_err(|error| refusal::of_submission(&self.url, &name_of(call), error))
	}

	/// Submits a feeless call. That the node takes it says that the chain would accept it now.
	pub async fn submit_general<P: Payload>(&self, call: &P, at: &At) -> Result<()> {
		let transaction = self.general_transaction(call, at)?;
		let params = rpc_params![hex_bytes::encode(&transaction)];
		let submitted = self.rpc.request::<HashFor<Config>>("author_submitExtrinsic", params).await;
		submitted.map(|_| ()).map_err(|error| match error {
			subxt_rpcs::Error::User(error) => {
				Error::Refused(refusal::of_statement(&name_of(call), &error))
			},
			error => self.rpc_failed(&name_of(call), error),
		})
	}

	/// Submits a feeless call, and waits for the final block whose events tell that it was included.
	pub async fn include_general<P: Payload>(
		&self,
		call: &P,
		is_included: impl Fn(&Events<Config>) -> bool,
	) -> Result<Events<Config>> {
		let mut last = number_of(&self.at_finalized().await?)?;
		self.submit_general(call, &self.at_best().await?).await?;
		let end = last.saturating_add(2 * MORTALITY_BLOCKS);
		while last < end {
			let to = number_of(&self.wait_for_finalized(last).await?)?;
			for number in last.saturating_add(1)..=to {
				let at = self.at_number(number).await?;
				let events = at.events().fetch().await.map_err(|error| self.failed(error))?;
				if is_included(&events) {
					return Ok(events);
				}
			}
			last = to;
		}
		let (call, name) = (name_of(call), "Dropped".into());
		let reason = "no block included it in time".into();
		Err(Error::Refused(Refusal { call, name, reason }))
	}

	/// The number and hash of the block of an inclusion.
	pub async fn block_of(&self, inclusion: &Inclusion) -> Result<Block> {
		let at = self.at(inclusion.block).await?;
		Ok(Block { number: number_of(&at)?, hash: inclusion.block })
	}
}

fn name_of(call: &impl Payload) -> String {
	format!("{}.{}", call.pallet_name(), call.call_name())
}

/// Encodes a general transaction that can be included after the block of this number and hash.
fn encode_general<P: Payload, C: OfflineClientAtBlockT<Config>>(
	transactions: &TransactionsClient<Config, C>,
	call: &P,
	number: u64,
	hash: HashFor<Config>,
) -> Result<Vec<u8>, ExtrinsicError> {
	// A busy node's pool follows its chain a moment later, and refuses what is made at a block that it
	// does not know yet. The block before will do: there is no signature that binds its hash.
	let params = mortal(number.saturating_sub(1), hash).build();
	let mut signable = transactions.create_v5_signable_offline(call, params)?;
	// There is no extension that takes a signature, so these go nowhere.
	let (nobody, none) = (AccountId32([0; 32]), MultiSignature::Sr25519([0; 64]));
	Ok(signable.sign_with_account_and_signature(&nobody, &none)?.into_encoded())
}

fn mortal(number: u64, hash: HashFor<Config>) -> DefaultExtrinsicParamsBuilder<Config> {
	DefaultExtrinsicParamsBuilder::new().mortal_from_unchecked(MORTALITY, number, hash)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::attestation::attest;
	use bot_primitives::{payload::DataStatement, Commitment, Signature};
	use codec::{Compact, Decode};
	use subxt::{config::substrate::SpecVersionForRange, Metadata, OfflineClient};

	const METADATA: &[u8] = include_bytes!("../../metadata.scale");

	fn call() -> impl Payload {
		let commitment = Commitment {
			root: [5; 32],
			count: 1,
			first_counter: 0,
			last_counter: 0,
			first_at: 1,
			last_at: 1,
			content: 110,
		};
		attest(7, DataStatement { seq: 3, commitment }, Signature::Ed25519([9; 64]))
	}

	/// The transaction as it is made at the block of this number.
	fn encode(number: u64) -> (Vec<u8>, Vec<u8>) {
		let metadata = Metadata::decode(&mut &*METADATA).unwrap();
		let range = SpecVersionForRange {
			block_range: 0..u64::MAX,
			spec_version: 1,
			transaction_version: 1,
		};
		let config = Config::builder()
			.set_genesis_hash([1; 32].into())
			.set_metadata_for_spec_versions([(1, metadata.into())])
			.set_spec_version_for_block_ranges([range])
			.build();
		let at = OfflineClient::new_with_config(config).at_block(number).unwrap();
		let transaction = encode_general(&at.tx(), &call(), number, [2; 32].into()).unwrap();
		(transaction, at.tx().call_data(&call()).unwrap())
	}

	#[test]
	fn a_feeless_call_is_a_general_transaction_of_version_5() {
		let (transaction, call) = encode(10);
		let input = &mut &transaction[..];
		let Compact(length) = Compact::<u32>::decode(input).unwrap();
		assert_eq!(usize::try_from(length), Ok(input.len()));
		// The kind of transaction with its version, and the version of the extensions.
		assert_eq!(input[..2], [0b0100_0101, 0]);
		assert!(input.ends_with(&call));
	}

	#[test]
	fn a_call_has_other_bytes_in_each_block() {
		let encoded: std::collections::BTreeSet<_> = (10..10 + MORTALITY).map(encode).collect();
		assert_eq!(encoded.len(), usize::try_from(MORTALITY).unwrap());
	}
}
