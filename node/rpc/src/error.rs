//! What can go wrong, and under which code: the table of `docs/rpc.md`.
//!
//! The codes 9000 to 9099 are those of this module. A code never changes its meaning.

use bot_evidence::FileError;
use bot_primitives::{DidError, Network};
use jsonrpsee::types::ErrorObjectOwned;
use pallet_revenue_share::AgreementId;
use polkadot_sdk::{sp_api::ApiError, sp_blockchain};

use crate::{BlockNumber, Hash, MAX_ENTRIES};

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
	#[error("this node proves and verifies for as many others as it can: ask again")]
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

/// Gives each error its code, under the name of its variant.
macro_rules! codes {
	($($code:literal => $name:ident,)+) => {
		/// Code and name of each error, by code.
		pub const CODES: &[(i32, &str)] = &[$(($code, stringify!($name)),)+];

		impl Error {
			/// The code of the error.
			pub fn code(&self) -> i32 {
				match self {
					$(Self::$name { .. } => $code,)+
				}
			}

			/// The name of the error.
			pub fn name(&self) -> &'static str {
				match self {
					$(Self::$name { .. } => stringify!($name),)+
				}
			}
		}
	};
}

codes! {
	9001 => InvalidDid,
	9002 => WrongNetwork,
	9003 => UnknownDevice,
	9004 => InvalidLimit,
	9005 => NoNetwork,
	9010 => UnknownBlock,
	9011 => BlockNotFinal,
	9012 => BlockTooEarly,
	9013 => DiscardedState,
	9020 => UnknownRecord,
	9021 => RecordNotFinal,
	9022 => IncompleteIndex,
	9023 => PrunedIndex,
	9030 => UnknownAgreement,
	9031 => InvalidAmount,
	9032 => InvalidAccount,
	9033 => InvalidDay,
	9034 => NothingSold,
	9040 => InvalidEvidence,
	9090 => RuntimeApi,
	9091 => Database,
	9092 => Busy,
}

/// Longest message, in characters: it may repeat what the caller sent.
const MAX_MESSAGE: usize = 512;

/// `message`, without its end where it is too long.
pub(crate) fn shortened(message: String) -> String {
	match message.char_indices().nth(MAX_MESSAGE) {
		Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
		None => message,
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code(), shortened(error.to_string()), Some(error.name()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The rows of the table of errors in the documentation: code, name, meaning, what to do.
	fn documented() -> Vec<[&'static str; 4]> {
		let lines = include_str!("../../../docs/rpc.md").lines();
		let cells = |line: &'static str| {
			let row: Vec<_> = line.strip_prefix("| ")?.split(" | ").map(str::trim).collect();
			row[0].parse::<i32>().ok()?;
			Some(<[&str; 4]>::try_from(row).unwrap())
		};
		lines.filter_map(cells).collect()
	}

	#[test]
	fn documentation_has_exactly_these_codes() {
		let rows = documented();
		let ours = rows.iter().filter_map(|[code, name, ..]| {
			let code = code.parse().ok()?;
			(9_000..9_100).contains(&code).then_some((code, name.trim_matches('`')))
		});
		assert_eq!(ours.collect::<Vec<_>>(), CODES);
		assert!(CODES.is_sorted_by(|(one, _), (next, _)| one < next));
		for [code, _, meaning, action] in rows {
			let action = action.trim_end_matches('|').trim();
			assert!(!meaning.is_empty() && !action.is_empty(), "{code}");
		}
	}

	#[test]
	fn refusals_tell_code_name_and_reason() {
		let refusal = ErrorObjectOwned::from(Error::InvalidLimit(0));
		assert_eq!((refusal.code(), refusal.message()), (9004, "the limit 0 is not from 1 to 256"));
		assert_eq!(refusal.data().map(|data| data.get()), Some("\"InvalidLimit\""));
	}

	#[test]
	fn refusals_repeat_little_of_what_was_sent() {
		let refusal = ErrorObjectOwned::from(Error::InvalidDay("ä".repeat(1_000_000)));
		assert_eq!(refusal.message().chars().count(), MAX_MESSAGE + 1);
		assert!(refusal.message().ends_with("ä…"));
		assert_eq!(shortened("ä".repeat(MAX_MESSAGE)), "ä".repeat(MAX_MESSAGE));
	}
}
