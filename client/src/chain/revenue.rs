//! Agreements, purchases, and what was split.

use serde::{Deserialize, Serialize};
use subxt::{tx::Payload, utils::AccountId32};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{
		self,
		types::{
			bounded_collections::bounded_vec::BoundedVec,
			pallet_revenue_share::types::{AgreementState, Party as ProposedParty},
		},
	},
	Chain, Submitted,
};
use crate::{Error, Result};

/// All shares of an agreement together, in parts per million.
pub const WHOLE: u32 = 1_000_000;

/// A party of an agreement, and its share.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
	/// Who is paid.
	pub account: AccountId32,
	/// Share of each sale, in parts per million.
	pub ppm: u32,
}

/// An agreement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
	/// Its number.
	pub agreement: u32,
	/// The device whose sales it splits.
	pub device: u32,
	/// Who proposed it, and runs the device.
	pub operator: AccountId32,
	/// How far it has come.
	pub state: &'static str,
	/// Its parties.
	pub parties: Vec<AgreementParty>,
}

/// A party of an agreement, and whether it accepted.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgreementParty {
	/// Who is paid.
	pub account: AccountId32,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
	/// Whether it accepted the agreement.
	pub accepted: bool,
}

/// The answer of `revenue_statement`: what was sold under an agreement so far.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
	/// Number of the agreement.
	pub agreement: u32,
	/// How many sales there were.
	pub sales: u64,
	/// All their prices together.
	#[serde(with = "decimal")]
	pub gross: u128,
	/// What each party was due.
	pub parties: Vec<StatementParty>,
}

/// What one party was due so far.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementParty {
	/// Who is paid.
	pub account: AccountId32,
	/// Share of each sale, in parts per million.
	pub share_ppm: u32,
	/// All its parts together.
	#[serde(with = "decimal")]
	pub total: u128,
	/// What of it could not be received and is kept for the party.
	#[serde(with = "decimal")]
	pub unclaimed: u128,
}

impl Statement {
	/// What all parties are due, less what was sold: 0, or something is wrong. In words, since it may
	/// be below zero.
	pub fn difference(&self) -> Result<String> {
		let sum = self.parties.iter().try_fold(0u128, |sum, party| sum.checked_add(party.total));
		let sum = sum.ok_or_else(|| Error::unexpected("the parts add up to more than there is"))?;
		Ok(match sum.checked_sub(self.gross) {
			Some(more) => more.to_string(),
			None => format!("-{}", self.gross.abs_diff(sum)),
		})
	}
}

/// One purchase.
#[derive(Clone, Debug, Serialize)]
pub struct Sale {
	/// Number of the sale under the agreement.
	pub sale: u64,
	/// What was paid.
	pub price: u128,
	/// What each party is due of it.
	pub parts: Vec<u128>,
}

impl Chain {
	/// Proposes how the sales of a device are to be split, and gives the agreement's number.
	pub async fn propose_agreement(
		&self,
		device: u32,
		shares: &[Share],
		operator: &Keypair,
	) -> Result<u32> {
		let party = |share: &Share| ProposedParty { account: share.account, share_ppm: share.ppm };
		let parties = BoundedVec(shares.iter().map(party).collect());
		let call = runtime::tx().revenue_share().propose(device, parties);
		let included = self.call(&call, operator).await?;
		let event =
			included.events.find_first::<runtime::revenue_share::events::AgreementProposed>();
		let event =
			event.ok_or_else(|| Error::unexpected("no event tells the agreement's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.agreement)
	}

	/// Accepts an agreement.
	pub async fn accept_agreement(&self, agreement: u32, party: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().accept(agreement);
		self.call(&call, party).await.map(|_| ())
	}

	/// Splits the sales of the device by an agreement from now on.
	pub async fn activate_agreement(&self, agreement: u32, operator: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().activate(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Gives up an agreement that is not active.
	pub async fn withdraw_agreement(&self, agreement: u32, operator: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().withdraw(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Pays out to a party what was kept for it.
	pub async fn claim(&self, agreement: u32, party: AccountId32, key: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().claim(agreement, party);
		self.call(&call, key).await.map(|_| ())
	}

	/// Submits a purchase. [`Chain::sale`] tells what became of it.
	pub async fn submit_purchase(
		&self,
		agreement: u32,
		price: u128,
		buyer: &Keypair,
	) -> Result<Submitted> {
		self.submit(&purchase_call(agreement, price), buyer).await
	}

	/// Waits for a purchase that was submitted.
	pub async fn sale(&self, submitted: Submitted) -> Result<Sale> {
		let included = submitted.finalized().await?;
		let event = included.events.find_first::<runtime::revenue_share::events::SaleSplit>();
		let event =
			event.ok_or_else(|| Error::unexpected("no event tells how the sale was split"))?;
		let event = event.map_err(|error| self.failed(error))?;
		Ok(Sale { sale: event.sale, price: event.price, parts: event.parts.0 })
	}

	/// An agreement.
	pub async fn agreement(&self, agreement: u32) -> Result<Agreement> {
		let at = self.at_best().await?;
		let call = runtime::apis().revenue_share_api().agreement(agreement);
		let info = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		let unknown = || Error::Invalid(format!("there is no agreement {agreement}"));
		let info = info.ok_or_else(unknown)?;
		Ok(Agreement {
			agreement,
			device: info.device,
			operator: info.operator,
			state: match info.state {
				AgreementState::Proposed => "proposed",
				AgreementState::Accepted => "accepted",
				AgreementState::Active => "active",
			},
			parties: info
				.parties
				.0
				.into_iter()
				.map(|party| AgreementParty {
					account: party.account,
					share_ppm: party.share_ppm,
					accepted: party.accepted,
				})
				.collect(),
		})
	}

	/// What was sold under an agreement so far, as the node tells it.
	pub async fn statement(&self, agreement: u32) -> Result<Statement> {
		self.request("revenue_statement", rpc_params![agreement]).await
	}
}

fn purchase_call(agreement: u32, price: u128) -> impl Payload {
	runtime::tx().revenue_share().purchase(agreement, price)
}

/// Reads shares such as `60%`, `7.5%` or `600000` (parts per million).
pub fn parse_share(text: &str) -> Result<u32> {
	let bad = || {
		Error::input(format!("`{text}` is no share: write 60%, 7.5% or 600000 (parts per million)"))
	};
	let ppm = match text.strip_suffix('%') {
		None => text.parse().map_err(|_| bad())?,
		Some(percent) => {
			let (whole, part) = percent.split_once('.').unwrap_or((percent, ""));
			let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
			if whole.is_empty() || part.len() > 4 || !digits(whole) || !digits(part) {
				return Err(bad());
			}
			format!("{whole}{part:0<4}").parse().map_err(|_| bad())?
		},
	};
	if ppm > WHOLE {
		Err(bad())
	} else {
		Ok(ppm)
	}
}

/// A share as people read it.
pub fn share_text(ppm: u32) -> String {
	let part = format!("{:04}", ppm % 10_000);
	let part = part.trim_end_matches('0');
	let point = if part.is_empty() { "" } else { "." };
	format!("{}{point}{part} %", ppm / 10_000)
}

/// Amounts as decimal text in JSON, whose own numbers end at 2^53.
mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(super) fn serialize<S: Serializer>(amount: &u128, output: S) -> Result<S::Ok, S::Error> {
		output.serialize_str(&amount.to_string())
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<u128, D::Error> {
		String::deserialize(input)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shares_are_read_in_percent_and_in_parts_per_million() {
		for (text, ppm, shown) in [
			("60%", 600_000, "60 %"),
			("7.5%", 75_000, "7.5 %"),
			("33.3333%", 333_333, "33.3333 %"),
			("600000", 600_000, "60 %"),
			("1", 1, "0.0001 %"),
			("100%", 1_000_000, "100 %"),
		] {
			assert_eq!(parse_share(text).unwrap(), ppm);
			assert_eq!(share_text(ppm), shown);
		}
		for bad in ["", "%", "-1", "101%", "1000001", "33.33333%", ".5%", "1.-1%", "half"] {
			assert_eq!(parse_share(bad).err().map(|error| error.exit_code()), Some(2), "{bad}");
		}
	}

	#[test]
	fn the_difference_of_a_statement_is_exact() {
		let statement = |gross: u128, totals: [u128; 2]| Statement {
			agreement: 0,
			sales: 1,
			gross,
			parties: totals
				.map(|total| StatementParty {
					account: AccountId32([0; 32]),
					share_ppm: 500_000,
					total,
					unclaimed: 0,
				})
				.to_vec(),
		};
		assert_eq!(statement(10, [5, 5]).difference().unwrap(), "0");
		assert_eq!(statement(10, [5, 6]).difference().unwrap(), "1");
		assert_eq!(statement(10, [5, 4]).difference().unwrap(), "-1");
		assert!(statement(10, [u128::MAX, 1]).difference().is_err());
		let json = serde_json::to_value(statement(u128::MAX, [1, 2])).unwrap();
		assert_eq!(json["gross"], u128::MAX.to_string());
		assert_eq!(serde_json::from_value::<Statement>(json).unwrap().gross, u128::MAX);
	}
}
