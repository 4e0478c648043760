//! Agreements on how the sales of a device are split.

use bot_primitives::{
	sales::{AgreementId, AgreementVersion, Amount, PaymentMeans, ProductClass},
	DeviceIndex, Millis,
};
use serde::Serialize;
use subxt::utils::{AccountId32, Static};
use subxt_signer::sr25519::Keypair;

use super::{
	runtime::{
		self,
		types::{
			frame_support::traits::tokens::fungible::union_of::NativeOrWithId,
			pallet_revenue_share::types::agreement as chain,
		},
	},
	At, BoundedVec, Chain,
};
use crate::{
	money::{decimal, units_text},
	Error, Result,
};

/// All shares of an agreement together, in parts per million.
pub const WHOLE: u32 = 1_000_000;

/// Most parties of an agreement.
const MAX_PARTIES: usize = 16;

/// Most deductions of an agreement.
const MAX_DEDUCTIONS: usize = 8;

type ChainConditions = chain::Conditions<AccountId32, NativeOrWithId<u32>>;
type ChainSplit = chain::Split<AccountId32>;

/// What sales are paid in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Asset {
	/// BOT.
	Native,
	/// An issued asset, by its number.
	Issued(u32),
}

impl Asset {
	pub(super) fn to_chain(self) -> NativeOrWithId<u32> {
		match self {
			Self::Native => NativeOrWithId::Native,
			Self::Issued(number) => NativeOrWithId::WithId(number),
		}
	}

	pub(super) fn of_chain(asset: &NativeOrWithId<u32>) -> Self {
		match asset {
			NativeOrWithId::Native => Self::Native,
			NativeOrWithId::WithId(number) => Self::Issued(*number),
		}
	}
}

/// How a payee gets what it is due of reported sales.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Payout {
	/// From the operator's balance on the chain.
	OnChain,
	/// Outside the chain.
	External,
}

/// A party of an agreement.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
	/// Who is paid.
	pub account: AccountId32,
	/// Share of what deductions leave, in parts per million.
	pub share_ppm: u32,
	/// How it gets its parts of reported sales.
	pub payout: Payout,
}

/// How much a deduction takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
	/// Parts per million of the gross price.
	OfGross(u32),
	/// Parts per million of what the deductions before it leave.
	OfRemainder(u32),
	/// An amount for each piece.
	PerPiece(#[serde(with = "decimal")] Amount),
}

/// What is taken off sales before the parties share the rest.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deduction {
	/// Who is paid.
	pub payee: AccountId32,
	/// How the payee gets its parts of reported sales.
	pub payout: Payout,
	/// How much it is.
	pub rule: Rule,
	/// The class of products that it is taken off; every class where none is named.
	pub class: Option<ProductClass>,
	/// The means of payment that it is taken off; every means where none is named.
	pub means: Option<PaymentMeans>,
}

/// How sales are split.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
	/// What is taken off first, in this order.
	pub deductions: Vec<Deduction>,
	/// Who shares the rest.
	pub parties: Vec<Party>,
}

impl Split {
	/// Checks what the chain would refuse with less words.
	pub fn check(&self) -> Result<()> {
		let sum: u64 = self.parties.iter().map(|party| u64::from(party.share_ppm)).sum();
		if sum != u64::from(WHOLE) {
			return Err(Error::input(format!(
				"the shares add up to {sum} parts per million, not to {WHOLE}"
			)));
		}
		if self.parties.len() > MAX_PARTIES || self.deductions.len() > MAX_DEDUCTIONS {
			return Err(Error::input(format!(
				"an agreement has at most {MAX_PARTIES} parties and {MAX_DEDUCTIONS} deductions"
			)));
		}
		Ok(())
	}

	/// Everybody who is paid, deductions first.
	pub fn payees(&self) -> impl Iterator<Item = &AccountId32> {
		let deductions = self.deductions.iter().map(|deduction| &deduction.payee);
		deductions.chain(self.parties.iter().map(|party| &party.account))
	}

	/// Share of a party, in parts per million; zero where it is none.
	pub fn share_of(&self, who: &AccountId32) -> u32 {
		self.parties.iter().find(|party| party.account == *who).map_or(0, |party| party.share_ppm)
	}

	fn to_chain(&self) -> ChainSplit {
		let payout = |payout| match payout {
			Payout::OnChain => chain::Payout::OnChain,
			Payout::External => chain::Payout::External,
		};
		let deduction = |it: &Deduction| chain::Deduction {
			payee: it.payee,
			payout: payout(it.payout),
			rule: match it.rule {
				Rule::OfGross(ppm) => chain::Rule::OfGross(ppm),
				Rule::OfRemainder(ppm) => chain::Rule::OfRemainder(ppm),
				Rule::PerPiece(amount) => chain::Rule::PerPiece(amount),
			},
			class: it.class,
			means: it.means.map(Static),
		};
		let party = |it: &Party| chain::Party {
			account: it.account,
			share_ppm: it.share_ppm,
			payout: payout(it.payout),
		};
		ChainSplit {
			deductions: BoundedVec(self.deductions.iter().map(deduction).collect()),
			parties: BoundedVec(self.parties.iter().map(party).collect()),
		}
	}

	fn of_chain(split: ChainSplit) -> Self {
		let payout = |payout| match payout {
			chain::Payout::OnChain => Payout::OnChain,
			chain::Payout::External => Payout::External,
		};
		let deduction = |it: chain::Deduction<AccountId32>| Deduction {
			payee: it.payee,
			payout: payout(it.payout),
			rule: match it.rule {
				chain::Rule::OfGross(ppm) => Rule::OfGross(ppm),
				chain::Rule::OfRemainder(ppm) => Rule::OfRemainder(ppm),
				chain::Rule::PerPiece(amount) => Rule::PerPiece(amount),
			},
			class: it.class,
			means: it.means.map(|means| means.0),
		};
		let party = |it: chain::Party<AccountId32>| Party {
			account: it.account,
			share_ppm: it.share_ppm,
			payout: payout(it.payout),
		};
		Self {
			deductions: split.deductions.0.into_iter().map(deduction).collect(),
			parties: split.parties.0.into_iter().map(party).collect(),
		}
	}
}

/// What stays the same through all versions of an agreement.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conditions {
	/// What sales are paid and counted in.
	pub asset: Asset,
	/// Who decides disputes.
	pub arbiter: AccountId32,
	/// Code of the currency that the asset stands for.
	pub currency: String,
	/// How many digits of an amount are behind the point.
	pub decimals: u8,
	/// How far local time is ahead of UTC, in minutes.
	pub utc_offset_minutes: i16,
	/// How long a party may dispute a report, in milliseconds.
	pub dispute_window: Millis,
}

impl Conditions {
	/// An amount as people read it.
	pub fn amount_text(&self, amount: Amount) -> String {
		format!("{} {}", units_text(amount, self.decimals), self.currency)
	}

	fn to_chain(&self) -> Result<ChainConditions> {
		let currency_code = self.currency.as_bytes().try_into().map_err(|_| {
			Error::input(format!("`{}` is no code of a currency, such as EUR", self.currency))
		})?;
		Ok(ChainConditions {
			asset: self.asset.to_chain(),
			arbiter: self.arbiter,
			currency_code,
			decimals: self.decimals,
			utc_offset_minutes: self.utc_offset_minutes,
			dispute_window: self.dispute_window,
		})
	}

	fn of_chain(conditions: ChainConditions) -> Self {
		Self {
			asset: Asset::of_chain(&conditions.asset),
			arbiter: conditions.arbiter,
			currency: String::from_utf8_lossy(&conditions.currency_code).into_owned(),
			decimals: conditions.decimals,
			utc_offset_minutes: conditions.utc_offset_minutes,
			dispute_window: conditions.dispute_window,
		}
	}
}

/// A version of an agreement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
	/// Its number.
	pub version: AgreementVersion,
	/// How sales are split.
	pub split: Split,
	/// Whose acceptance is missing.
	pub missing: Vec<AccountId32>,
	/// From when on sales are split so.
	pub in_force_from: Millis,
}

/// An agreement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
	/// Its number.
	pub agreement: AgreementId,
	/// The device whose sales it splits.
	pub device: DeviceIndex,
	/// Who proposed it, and runs the device.
	pub operator: AccountId32,
	/// What stays the same.
	pub conditions: Conditions,
	/// How far it has come.
	pub state: &'static str,
	/// The version in force.
	pub version: AgreementVersion,
	/// When it ends, or ended; none where nobody has terminated it.
	pub ends_at: Option<Millis>,
	/// All versions that are kept, the oldest first, with the one that is proposed.
	pub versions: Vec<Version>,
}

impl Agreement {
	/// Everybody who is or was paid, each once.
	pub fn payees(&self) -> Vec<AccountId32> {
		let mut payees = Vec::new();
		for payee in self.versions.iter().flat_map(|version| version.split.payees()) {
			if !payees.contains(payee) {
				payees.push(*payee);
			}
		}
		payees
	}

	/// How sales are split by the latest version, which may be proposed.
	pub fn latest_split(&self) -> Result<&Split> {
		let latest = self.versions.last().map(|version| &version.split);
		latest
			.ok_or_else(|| Error::unexpected(format!("agreement {} has no terms", self.agreement)))
	}
}

impl Chain {
	/// Proposes how the sales of a device are to be split, and gives the agreement's number.
	pub async fn propose_agreement(
		&self,
		device: DeviceIndex,
		conditions: &Conditions,
		split: &Split,
		operator: &Keypair,
	) -> Result<AgreementId> {
		let (conditions, split) = (conditions.to_chain()?, split.to_chain());
		let call = runtime::tx().revenue_share().propose(device, conditions, split);
		let included = self.call(&call, operator).await?;
		let event =
			included.events.find_first::<runtime::revenue_share::events::AgreementProposed>();
		let event =
			event.ok_or_else(|| Error::unexpected("no event tells the agreement's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.agreement)
	}

	/// Accepts an agreement that is proposed, or its amendment: `split`, and nothing else.
	pub async fn accept_agreement(
		&self,
		agreement: AgreementId,
		split: &Split,
		party: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().accept(agreement, split.to_chain());
		self.call(&call, party).await.map(|_| ())
	}

	/// Splits the sales of the device by an agreement from now on.
	pub async fn activate_agreement(
		&self,
		agreement: AgreementId,
		operator: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().activate(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Gives up an agreement that was not activated.
	pub async fn withdraw_agreement(
		&self,
		agreement: AgreementId,
		operator: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().withdraw(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Proposes new terms for an active agreement.
	pub async fn amend_agreement(
		&self,
		agreement: AgreementId,
		split: &Split,
		in_force_from: Millis,
		operator: &Keypair,
	) -> Result<()> {
		let split = split.to_chain();
		let call = runtime::tx().revenue_share().amend(agreement, split, in_force_from);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Gives up an amendment that not everybody has accepted.
	pub async fn withdraw_amendment(
		&self,
		agreement: AgreementId,
		operator: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().withdraw_amendment(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Ends an agreement, with notice.
	pub async fn terminate_agreement(&self, agreement: AgreementId, by: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().terminate(agreement);
		self.call(&call, by).await.map(|_| ())
	}

	/// Proposes a frozen agreement again, under the operator who runs the device now, and gives the new
	/// one's number.
	pub async fn renew_agreement(
		&self,
		agreement: AgreementId,
		operator: &Keypair,
	) -> Result<AgreementId> {
		let call = runtime::tx().revenue_share().renew(agreement);
		let included = self.call(&call, operator).await?;
		let event =
			included.events.find_first::<runtime::revenue_share::events::AgreementRenewed>();
		let event =
			event.ok_or_else(|| Error::unexpected("no event tells the agreement's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.renewed)
	}

	/// Removes the oldest version of an agreement, or one that has ended, and returns its deposit.
	pub async fn forget_agreement(&self, agreement: AgreementId, operator: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().forget(agreement);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Pays out to a payee what was kept for it.
	pub async fn claim(
		&self,
		agreement: AgreementId,
		payee: AccountId32,
		key: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().claim(agreement, payee);
		self.call(&call, key).await.map(|_| ())
	}

	/// An agreement, with all its versions.
	pub async fn agreement(&self, agreement: AgreementId) -> Result<Agreement> {
		self.agreement_at(agreement, &self.at_best().await?).await
	}

	/// An agreement as it is at a block.
	pub async fn agreement_at(&self, agreement: AgreementId, at: &At) -> Result<Agreement> {
		let address = runtime::storage().revenue_share().agreements();
		let info = self
			.value(at, address, (agreement,))
			.await?
			.ok_or_else(|| Error::Invalid(format!("there is no agreement {agreement}")))?;
		let now = self.time_at(at).await?;

		let in_force = |amendment: &chain::Amendment| {
			let until = info.ends_at.map_or(now, |ends_at| ends_at.min(now));
			amendment.agreed && amendment.in_force_from <= until
		};
		let next = info.version.saturating_add(1);
		let version =
			if info.amendment.as_ref().is_some_and(in_force) { next } else { info.version };
		let last = if info.amendment.is_some() { next } else { info.version };
		let mut versions = Vec::new();
		for version in info.oldest..=last {
			versions.extend(self.version_at(agreement, version, at).await?);
		}
		Ok(Agreement {
			agreement,
			device: info.device,
			operator: info.operator,
			conditions: Conditions::of_chain(info.conditions),
			state: match info.state {
				chain::AgreementState::Proposed => "proposed",
				chain::AgreementState::Active => "active",
				chain::AgreementState::Frozen => "frozen",
				chain::AgreementState::Ended => "ended",
			},
			version,
			ends_at: info.ends_at,
			versions,
		})
	}

	async fn version_at(
		&self,
		agreement: AgreementId,
		version: AgreementVersion,
		at: &At,
	) -> Result<Option<Version>> {
		let address = runtime::storage().revenue_share().terms();
		let terms = self.value(at, address, (agreement, version)).await?;
		Ok(terms.map(|terms| Version {
			version,
			split: Split::of_chain(terms.split),
			missing: terms.missing.0,
			in_force_from: terms.in_force_from,
		}))
	}

	/// The chain's time at a block.
	pub async fn time_at(&self, at: &At) -> Result<Millis> {
		let address = runtime::storage().timestamp().now();
		let now = at.storage().fetch(address, ()).await.map_err(|error| self.failed(error))?;
		now.decode().map_err(|error| self.failed(error))
	}
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
	fn a_split_survives_the_way_to_the_chain() {
		let account = |number| AccountId32([number; 32]);
		let deduction = |rule, class, means| Deduction {
			payee: account(1),
			payout: Payout::External,
			rule,
			class,
			means,
		};
		let party =
			|number, share_ppm, payout| Party { account: account(number), share_ppm, payout };
		let split = Split {
			deductions: vec![
				deduction(Rule::OfGross(159_664), Some(1), None),
				deduction(Rule::OfRemainder(15_000), None, Some(PaymentMeans::Card)),
				deduction(Rule::PerPiece(25), None, None),
			],
			parties: vec![party(2, 600_000, Payout::OnChain), party(1, 400_000, Payout::External)],
		};
		assert_eq!(Split::of_chain(split.to_chain()), split);
		assert!(split.check().is_ok());
		assert_eq!(split.payees().count(), 5);
		assert_eq!([1, 2, 3].map(|number| split.share_of(&account(number))), [400_000, 600_000, 0]);
		let less = Split { parties: vec![party(2, 600_000, Payout::OnChain)], ..split };
		assert!(less.check().is_err());
	}

	#[test]
	fn conditions_survive_the_way_to_the_chain() {
		let conditions = Conditions {
			asset: Asset::Issued(7),
			arbiter: AccountId32([3; 32]),
			currency: "EUR".into(),
			decimals: 2,
			utc_offset_minutes: -300,
			dispute_window: 1_000,
		};
		assert_eq!(Conditions::of_chain(conditions.to_chain().unwrap()), conditions);
		assert_eq!(conditions.amount_text(150), "1.50 EUR");
		let bad = Conditions { currency: "EURO".into(), ..conditions };
		assert_eq!(bad.to_chain().err().map(|error| error.exit_code()), Some(2));
	}
}
