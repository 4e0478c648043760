//! Statements of revenue.

use std::sync::Arc;

use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_revenue_share::AgreementId;
use pallet_revenue_share_runtime_api::RevenueShareApi as RevenueShareRuntimeApi;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::{Deserialize, Serialize};

use crate::{address, block_or_best, error::Error, AccountId, Balance, Block, Hash};

/// Methods about agreements and what was split under them.
#[rpc(client, server)]
pub trait RevenueApi {
	/// What was sold under `agreement` so far, and what of it went to each party.
	#[method(name = "revenue_statement", blocking)]
	fn statement(&self, agreement: AgreementId, at: Option<Hash>) -> RpcResult<Statement>;
}

/// What was sold under an agreement so far.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// How many sales there were.
	pub sales: u64,
	/// All their prices together, a decimal number.
	pub gross: String,
	/// What each party was due, in the order of the agreement.
	pub parties: Vec<Party>,
}

/// What one party was due so far.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
	/// Who is paid, an SS58 address.
	pub account: String,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
	/// All its parts together, a decimal number.
	pub total: String,
	/// What of it could not be received and is kept for the party, a decimal number.
	pub unclaimed: String,
}

impl From<pallet_revenue_share::Statement<AccountId, Balance>> for Statement {
	fn from(statement: pallet_revenue_share::Statement<AccountId, Balance>) -> Self {
		let party = |party: pallet_revenue_share::PartyStatement<AccountId, Balance>| Party {
			account: address(&party.account),
			share_ppm: party.share_ppm,
			total: party.total.to_string(),
			unclaimed: party.unclaimed.to_string(),
		};
		Self {
			agreement: statement.agreement,
			sales: statement.sales,
			gross: statement.gross.to_string(),
			parties: statement.parties.into_iter().map(party).collect(),
		}
	}
}

/// The server's side of [`RevenueApiServer`].
pub struct RevenueRpc<C>(Arc<C>);

impl<C> RevenueRpc<C> {
	/// Answers from `client`.
	pub fn new(client: Arc<C>) -> Self {
		Self(client)
	}
}

impl<C> RevenueRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: RevenueShareRuntimeApi<Block, AccountId, Balance>,
{
	fn statement_of(&self, agreement: AgreementId, at: Option<Hash>) -> Result<Statement, Error> {
		let block = block_or_best(&*self.0, at)?;
		let statement = self.0.runtime_api().statement(block, agreement)?;
		Ok(statement.ok_or(Error::UnknownAgreement(agreement))?.into())
	}
}

impl<C> RevenueApiServer for RevenueRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api: RevenueShareRuntimeApi<Block, AccountId, Balance>,
{
	fn statement(&self, agreement: AgreementId, at: Option<Hash>) -> RpcResult<Statement> {
		Ok(self.statement_of(agreement, at)?)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{hash, refusal, Chain, AGREEMENT};
	use serde_json::json;

	fn rpc() -> RevenueRpc<Chain> {
		RevenueRpc::new(Arc::new(Chain::default()))
	}

	#[test]
	fn statement_has_addresses_and_decimal_amounts() {
		let statement = rpc().statement(AGREEMENT, None).unwrap();
		assert_eq!(
			serde_json::to_value(&statement).unwrap(),
			json!({
				"agreement": 3,
				"sales": 2,
				"gross": "340282366920938463463374607431768211455",
				"parties": [{
					"account": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
					"sharePpm": 1_000_000,
					"total": "340282366920938463463374607431768211455",
					"unclaimed": "0",
				}],
			})
		);
		assert_eq!(rpc().statement(AGREEMENT, Some(hash(1))).unwrap(), statement);
	}

	#[test]
	fn statement_is_refused_when_there_is_no_such_agreement_or_block() {
		assert_eq!(refusal(rpc().statement(AGREEMENT + 1, None)), 9030);
		assert_eq!(refusal(rpc().statement(AGREEMENT, Some(Hash::zero()))), 9010);
	}
}
