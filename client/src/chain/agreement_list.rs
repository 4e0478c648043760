//! The list of all agreements, as the node tells it.

use bot_primitives::{
	sales::{AgreementId, AgreementVersion},
	DeviceIndex,
};
use serde::{Deserialize, Serialize};
use subxt::utils::AccountId32;
use subxt_rpcs::rpc_params;

use super::Chain;
use crate::Result;

/// How many numbers are asked for at a time: the most that a node looks at.
const PART: u32 = 256;

/// An agreement, with the terms in force, or those proposed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedAgreement {
	/// Its number.
	pub agreement: AgreementId,
	/// The device whose sales it splits.
	pub device: DeviceIndex,
	/// How far it has come.
	pub state: String,
	/// The version of the terms.
	pub version: AgreementVersion,
	/// Who runs the device.
	pub operator: AccountId32,
	/// Code of the currency.
	pub currency_code: String,
	/// Who shares what deductions leave.
	pub parties: Vec<ListedParty>,
}

/// A party of an agreement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedParty {
	/// Who is paid.
	pub account: AccountId32,
	/// Its share, in parts per million.
	pub share_ppm: u32,
}

/// The answer of `revenue_list`.
#[derive(Deserialize)]
struct Part {
	agreements: Vec<ListedAgreement>,
	next: Option<AgreementId>,
}

impl Chain {
	/// All agreements at one block, by number.
	pub async fn agreements(&self) -> Result<Vec<ListedAgreement>> {
		let at = self.at_best().await?.block_hash();
		let (mut agreements, mut next) = (Vec::new(), Some(0));
		while let Some(start) = next {
			let part: Part = self.request("revenue_list", rpc_params![start, PART, at]).await?;
			agreements.extend(part.agreements);
			next = part.next;
		}
		Ok(agreements)
	}
}
