//! JSON-RPC of the BoT node.
//!
//! Each method calls runtime APIs and puts their answer into JSON, so that `state_call` on any node
//! tells the same. The exceptions are the methods of [`attestation`] about records, which need the
//! [off-chain index](index) of the node, and `attestation_verify`, which needs no chain at all where
//! the caller names what it trusts.
//!
//! | method | answer |
//! |---|---|
//! | `did_resolve(did, options?, at?)` | the DID resolution result of a device or member |
//! | `did_list(start?, limit?, at?)` | the DIDs of devices by number, in parts |
//! | `attestation_stream(did, at?)` | the state of a device's stream |
//! | `attestation_record(did, epoch, seq, at?)` | a record, its signature and its place |
//! | `attestation_recordByHash(hash, at?)` | the same, of a record of any kind |
//! | `attestation_prove(did, epoch, seq, at?)` | all that an evidence file holds but the reading |
//! | `attestation_verify(file, trust?)` | what an evidence file proves, or where it is broken |
//! | `attestation_archive(from, limit, at?)` | the records of whole blocks, in parts |
//! | `revenue_agreement(agreement, at?)` | an agreement, and the terms in force |
//! | `revenue_agreementOf(did, at?)` | the agreement that a device sells under now |
//! | `revenue_list(start?, limit?, at?)` | agreements by number, in parts |
//! | `revenue_quote(agreement, amount, at?)` | what each payee would be due of a sale |
//! | `revenue_statement(agreement, payee, from?, to?, at?)` | what a payee was due, by version and day, and how it stands |
//!
//! `at` is the hash of the block to read at: the best block where it is left out, and for records and
//! proofs the last finalized one. Accounts are SS58 addresses, amounts decimal strings, bytes are
//! hexadecimal. Parameters, examples, limits and errors stand in `docs/rpc.md`.

use polkadot_sdk::{sp_blockchain, sp_core, sp_runtime};
use sp_blockchain::HeaderBackend;
use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Header as _},
	AccountId32, OpaqueExtrinsic,
};

use error::Error;

pub mod attestation;
pub mod did;
pub mod error;
pub mod index;
mod mmr;
pub mod revenue;

#[cfg(test)]
mod mock;

/// Account of the chain.
pub type AccountId = AccountId32;
/// Amount of the chain's currency.
pub type Balance = u128;
/// What something can be paid in: the native currency, or an issued asset.
pub type AssetKind = polkadot_sdk::frame_support::traits::fungible::NativeOrWithId<u32>;
/// Number of a block.
pub type BlockNumber = u32;
/// Hash of a block.
pub type Hash = sp_core::H256;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// Block of the chain. What its extrinsics say is the runtime's business, so a runtime upgrade
/// changes nothing here.
pub type Block = generic::Block<Header, OpaqueExtrinsic>;

/// Largest number of entries in one answer of a list.
pub const MAX_ENTRIES: u32 = 256;

/// Number of entries in one answer of a list where the caller names none.
const DEFAULT_ENTRIES: u32 = 64;

/// How many entries the caller asks for.
fn entries(limit: Option<u32>) -> Result<u32, Error> {
	let limit = limit.unwrap_or(DEFAULT_ENTRIES);
	(1..=MAX_ENTRIES).contains(&limit).then_some(limit).ok_or(Error::InvalidLimit(limit))
}

/// Address format of the chain's accounts.
const SS58_FORMAT: u16 = 42;

/// Longest address: base58 of two bytes for its format, an account, and two bytes of its hash. What is
/// longer is not decoded, which takes time with the square of its length.
const MAX_ADDRESS: usize = 50;

/// `account` as text.
fn address(account: &AccountId) -> String {
	account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_FORMAT))
}

/// The account whose address `text` is, in the format of any chain.
pub fn account(text: &str) -> Result<AccountId, Error> {
	let address = Some(text).filter(|text| text.len() <= MAX_ADDRESS);
	let account = address.and_then(|text| AccountId::from_ss58check_with_version(text).ok());
	account.map(|(id, _)| id).ok_or_else(|| Error::InvalidAccount(text.into()))
}

/// `at` if it is a block that the node has, or without it the best block.
fn block_or_best<C: HeaderBackend<Block>>(client: &C, at: Option<Hash>) -> Result<Hash, Error> {
	match at {
		None => Ok(client.info().best_hash),
		Some(hash) => client.number(hash)?.map(|_| hash).ok_or(Error::UnknownBlock(hash)),
	}
}

/// The header of `at` if that is a finalized block, or without it of the last finalized one.
fn finalized_or_last<C: HeaderBackend<Block>>(
	client: &C,
	at: Option<Hash>,
) -> Result<Header, Error> {
	let info = client.info();
	let hash = at.unwrap_or(info.finalized_hash);
	let header = client.header(hash)?.ok_or(Error::UnknownBlock(hash))?;
	let is_final =
		*header.number() <= info.finalized_number && client.hash(*header.number())? == Some(hash);
	if is_final {
		Ok(header)
	} else {
		Err(Error::BlockNotFinal(hash))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn addresses_in_every_format_are_short_and_read() {
		let id = AccountId::new([0xff; 32]);
		for format in [0, 42, 63, 16_383] {
			let text = id.to_ss58check_with_version(Ss58AddressFormat::custom(format));
			assert!(text.len() <= MAX_ADDRESS, "{text}");
			assert_eq!(account(&text).ok(), Some(id.clone()));
		}
	}

	/// To decode it would take hours.
	#[test]
	fn a_long_text_is_refused_as_an_account() {
		assert_eq!(account(&"z".repeat(10_000_000)).map_err(|error| error.code()), Err(9032));
	}
}
