//! What can go wrong, and under which code.
//!
//! | code | error | what to do |
//! |---|---|---|
//! | 9001 | [`Error::InvalidDid`] | correct the DID |
//! | 9002 | [`Error::WrongNetwork`] | ask a node of the network that the DID names |
//! | 9003 | [`Error::UnknownDevice`] | - |
//! | 9004 | [`Error::InvalidLimit`] | ask for 1 to 256 |
//! | 9005 | [`Error::NoNetwork`] | - |
//! | 9010 | [`Error::UnknownBlock`] | name another block, or none |
//! | 9011 | [`Error::BlockNotFinal`] | name a finalized block, or none |
//! | 9012 | [`Error::BlockTooEarly`] | name a later block, or none |
//! | 9013 | [`Error::DiscardedState`] | ask an archive node |
//! | 9020 | [`Error::UnknownRecord`] | ask a node that keeps an older index |
//! | 9021 | [`Error::RecordNotFinal`] | ask again after the next finalized block |
//! | 9022 | [`Error::IncompleteIndex`] | ask another node |
//! | 9023 | [`Error::PrunedIndex`] | begin after that block, or ask a node that keeps an older index |
//! | 9030 | [`Error::UnknownAgreement`] | - |
//! | 9031 | [`Error::InvalidAmount`] | - |
//! | 9032 | [`Error::InvalidAccount`] | - |
//! | 9033 | [`Error::InvalidDay`] | - |
//! | 9034 | [`Error::NothingSold`] | - |
//! | 9040 | [`Error::InvalidEvidence`] | correct the file |
//! | 9090 | [`Error::RuntimeApi`] | - |
//! | 9091 | [`Error::Database`] | - |
//! | 9092 | [`Error::Busy`] | ask again |
//!
//! The codes 9000 to 9099 are those of this module. A code never changes its meaning.

use bot_evidence::FileError;
use bot_primitives::{DidError, Network};
use jsonrpsee::types::ErrorObjectOwned;
use pallet_revenue_share::AgreementId;
use polkadot_sdk::{sp_api::ApiError, sp_blockchain};

use crate::{attestation::MAX_AT_ONCE, BlockNumber, Hash, MAX_ENTRIES};

/// Why a method gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The DID is malformed.
	#[error("invalid DID: {0}")]
	InvalidDid(#[from] DidError),
	/// The DID belongs to another network.
	#[error("this node is not of the network `{}`", .0.as_str())]
	WrongNetwork(Network),
	/// No device was ever registered under the DID.
	#[error("no such device")]
	UnknownDevice,
	/// So many entries are not given at once, or none are asked for.
	#[error("the limit {0} is not from 1 to {MAX_ENTRIES}")]
	InvalidLimit(u32),
	/// The genesis of the chain gave no label for DIDs.
	#[error("this network has no label, so its devices have no DIDs")]
	NoNetwork,
	/// The node has no such block.
	#[error("the block {0:?} is unknown")]
	UnknownBlock(Hash),
	/// The block is not finalized, so nothing can be proved with it.
	#[error("the block {0:?} is not finalized")]
	BlockNotFinal(Hash),
	/// The record is of a later block, or of the block itself, which does not commit to it yet.
	#[error("the record is of block {0}: name a later block")]
	BlockTooEarly(BlockNumber),
	/// The node has the block, but not its state any more.
	#[error(
		"this node has discarded the state of that block: ask an archive node (`--state-pruning \
		 archive`)"
	)]
	DiscardedState,
	/// The node knows of no such record.
	#[error("no such record in the index of this node: never accepted, or pruned")]
	UnknownRecord,
	/// The record is accepted, but no finalized block commits to it yet.
	#[error("not final yet, retry after the next finalized block")]
	RecordNotFinal,
	/// The node lacks a part of its off-chain index, as one does that did not execute the blocks.
	#[error("the index of this node lacks {0}")]
	IncompleteIndex(&'static str),
	/// The node has deleted the records of these blocks from its index.
	#[error("this node keeps no records of the blocks up to {0} (`--evidence-pruning`)")]
	PrunedIndex(BlockNumber),
	/// There is no agreement of this number.
	#[error("no agreement {0}")]
	UnknownAgreement(AgreementId),
	/// What was given is no amount.
	#[error("{0} is no amount: a decimal number below 2^128")]
	InvalidAmount(String),
	/// What was given is no account.
	#[error("{0} is no account: an SS58 address")]
	InvalidAccount(String),
	/// What was given is no day.
	#[error("{0} is no day: YYYY-MM-DD, from 1970-01-01 on")]
	InvalidDay(String),
	/// Nothing can be sold under the agreement now, or not for that much.
	#[error("nothing can be sold for that under agreement {0} now")]
	NothingSold(AgreementId),
	/// What was given is no evidence file.
	#[error("{0}")]
	InvalidEvidence(#[from] FileError),
	/// The runtime did not answer.
	#[error("the runtime did not answer: {0}")]
	RuntimeApi(ApiError),
	/// The node's database did not answer.
	#[error("the database did not answer: {0}")]
	Database(#[from] sp_blockchain::Error),
	/// The node is busy with as many requests of this kind as it takes at a time.
	#[error("this node proves and verifies for {MAX_AT_ONCE} others already: ask again")]
	Busy,
}

impl From<ApiError> for Error {
	fn from(error: ApiError) -> Self {
		match error {
			// Every method looks for the block itself before it calls the runtime.
			ApiError::UnknownBlock(_) => Self::DiscardedState,
			error => Self::RuntimeApi(error),
		}
	}
}

impl Error {
	/// The code of the error.
	pub fn code(&self) -> i32 {
		match self {
			Self::InvalidDid(_) => 9001,
			Self::WrongNetwork(_) => 9002,
			Self::UnknownDevice => 9003,
			Self::InvalidLimit(_) => 9004,
			Self::NoNetwork => 9005,
			Self::UnknownBlock(_) => 9010,
			Self::BlockNotFinal(_) => 9011,
			Self::BlockTooEarly(_) => 9012,
			Self::DiscardedState => 9013,
			Self::UnknownRecord => 9020,
			Self::RecordNotFinal => 9021,
			Self::IncompleteIndex(_) => 9022,
			Self::PrunedIndex(_) => 9023,
			Self::UnknownAgreement(_) => 9030,
			Self::InvalidAmount(_) => 9031,
			Self::InvalidAccount(_) => 9032,
			Self::InvalidDay(_) => 9033,
			Self::NothingSold(_) => 9034,
			Self::InvalidEvidence(_) => 9040,
			Self::RuntimeApi(_) => 9090,
			Self::Database(_) => 9091,
			Self::Busy => 9092,
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code(), error.to_string(), None::<()>)
	}
}
