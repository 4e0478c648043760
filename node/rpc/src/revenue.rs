//! Agreements, quotes and statements of revenue.

use std::sync::Arc;

use bot_primitives::{DeviceIndex, Millis};
use chrono::{Days, NaiveDate};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use pallet_revenue_share::{
	AgreementId, AgreementInfo, AgreementState, AgreementVersion, Amount, Day, PaymentMeans,
	Payout, ProductClass, Rule, SalesTotal, TermsInfo,
};
use pallet_revenue_share_runtime_api::RevenueShareApi as RevenueShareRuntimeApi;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::{Deserialize, Serialize};

use crate::{
	account, address, block_or_best, did::device, entries, error::Error, AccountId, AssetKind,
	Block, Hash,
};

/// Methods about agreements and what was split under them.
#[rpc(client, server)]
pub trait RevenueApi {
	/// An agreement, and the terms that are in force; before it is active, those that are proposed.
	#[method(name = "revenue_agreement", blocking)]
	fn agreement(&self, agreement: AgreementId, at: Option<Hash>) -> RpcResult<Agreement>;

	/// The agreement that the device `did` sells under now; none where nothing is sold.
	#[method(name = "revenue_agreementOf", blocking)]
	fn agreement_of(&self, did: String, at: Option<Hash>) -> RpcResult<Option<Agreement>>;

	/// Agreements by number: those that there are of the `limit` numbers from `start` on.
	#[method(name = "revenue_list", blocking)]
	fn list(
		&self,
		start: Option<AgreementId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<AgreementList>;

	/// What each payee would be due of a purchase of `amount`, a decimal number, of a product of class
	/// zero: whom deductions go to, then the parties.
	#[method(name = "revenue_quote", blocking)]
	fn quote(
		&self,
		agreement: AgreementId,
		amount: String,
		at: Option<Hash>,
	) -> RpcResult<Vec<QuotedPart>>;

	/// What `payee`, an SS58 address, was due under `agreement`, by version, and by day from `from` to
	/// `to` (`YYYY-MM-DD`; all that are kept where none is named), and how it stands.
	#[method(name = "revenue_statement", blocking)]
	fn statement(
		&self,
		agreement: AgreementId,
		payee: String,
		from: Option<String>,
		to: Option<String>,
		at: Option<Hash>,
	) -> RpcResult<Statement>;
}

/// A part of the list of all agreements.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgreementList {
	/// The agreements, by number.
	pub agreements: Vec<Agreement>,
	/// Where the next part starts; none where this is the last one.
	pub next: Option<AgreementId>,
}

/// An agreement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
	/// Its number.
	pub agreement: AgreementId,
	/// Number of the device whose sales it splits.
	pub device: DeviceIndex,
	/// Who proposed it and runs the device, an SS58 address.
	pub operator: String,
	/// The asset; none for the native currency.
	pub asset: Option<u32>,
	/// Code of the currency.
	pub currency_code: String,
	/// How many digits of an amount are behind the point.
	pub decimals: u8,
	/// How far local time is ahead of UTC, in minutes.
	pub utc_offset_minutes: i16,
	/// Who decides disputes, an SS58 address.
	pub arbiter: String,
	/// How long a report can be disputed, in milliseconds.
	pub dispute_window: Millis,
	/// How far it has come.
	pub state: State,
	/// When it ends or ended, in milliseconds since 1970; none where nobody terminated it.
	pub ends_at: Option<Millis>,
	/// The version of the terms.
	pub version: AgreementVersion,
	/// What is taken off sales before the parties share the rest.
	pub deductions: Vec<Deduction>,
	/// Who shares the rest.
	pub parties: Vec<Party>,
	/// Whose acceptance is missing, as SS58 addresses.
	pub missing: Vec<String>,
}

/// How far an agreement has come.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
	/// It is not active yet.
	Proposed,
	/// The device's sales are split by it, until it ends.
	Active,
	/// Another operator runs the device since.
	Frozen,
	/// It was terminated, and its time is over.
	Ended,
}

/// How a payee gets what it is due of reported sales.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PaidBy {
	/// From the operator's balance on the chain.
	OnChain,
	/// Outside the chain.
	External,
}

/// How much a deduction takes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Takes {
	/// Parts per million of the gross price.
	OfGross(u32),
	/// Parts per million of what the deductions before it leave.
	OfRemainder(u32),
	/// An amount for each piece, a decimal number.
	PerPiece(String),
}

/// What is taken off sales.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deduction {
	/// Who is paid, an SS58 address.
	pub payee: String,
	/// How the payee gets its parts of reported sales.
	pub payout: PaidBy,
	/// How much it is.
	pub rule: Takes,
	/// The class of products that it is taken off; none for every class.
	pub class: Option<ProductClass>,
	/// The means of payment that it is taken off; none for every means.
	pub means: Option<PaymentMeans>,
}

/// A party of an agreement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
	/// Who is paid, an SS58 address.
	pub account: String,
	/// Share of what deductions leave, in parts per million.
	pub share_ppm: u32,
	/// How it gets its parts of reported sales.
	pub payout: PaidBy,
}

/// What a payee would be due of a sale.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuotedPart {
	/// Who would be paid, an SS58 address.
	pub account: String,
	/// How much, a decimal number.
	pub amount: String,
}

/// What a payee was due, and how it stands. Amounts are decimal numbers, in the smallest unit.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// The asset; none for the native currency.
	pub asset: Option<u32>,
	/// Code of the currency.
	pub currency_code: String,
	/// How many digits of an amount are behind the point.
	pub decimals: u8,
	/// All versions that are kept, the oldest first.
	pub versions: Vec<VersionStatement>,
	/// The days that were asked for and are kept, in order.
	pub days: Vec<DayStatement>,
	/// What of reported sales can still be disputed or is in dispute.
	pub pending: String,
	/// What could not be received, and is kept for the payee.
	pub kept: String,
	/// What the operator owes on the chain.
	pub owed: String,
	/// What the operator owes outside the chain.
	pub owed_outside: String,
	/// What the operator says it has paid outside the chain, and the payee has yet to confirm.
	pub stated: String,
	/// What the payee owes, of reversals.
	pub owing: String,
	/// What the payee was paid.
	pub paid: String,
}

/// What a payee was due under one version, from its first day on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionStatement {
	/// The version.
	pub version: AgreementVersion,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: String,
	/// What the payee was due of it.
	pub due: String,
	/// What of that was reversed.
	pub reversed: String,
	/// What of that an arbiter gave back to the operator.
	pub returned: String,
}

/// What a payee was due on one day under one version.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DayStatement {
	/// The day, `YYYY-MM-DD`.
	pub day: String,
	/// The version.
	pub version: AgreementVersion,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: String,
	/// What the payee was due of it.
	pub due: String,
	/// What its parts of earlier sales became less by.
	pub back: String,
}

impl Agreement {
	fn new(
		agreement: AgreementId,
		info: AgreementInfo<AccountId, AssetKind>,
		terms: TermsInfo<AccountId>,
	) -> Self {
		let conditions = info.conditions;
		let deductions = terms.split.deductions.into_iter().map(|deduction| Deduction {
			payee: address(&deduction.payee),
			payout: deduction.payout.into(),
			rule: match deduction.rule {
				Rule::OfGross(ppm) => Takes::OfGross(ppm),
				Rule::OfRemainder(ppm) => Takes::OfRemainder(ppm),
				Rule::PerPiece(amount) => Takes::PerPiece(amount.to_string()),
			},
			class: deduction.class,
			means: deduction.means,
		});
		let parties = terms.split.parties.into_iter().map(|party| Party {
			account: address(&party.account),
			share_ppm: party.share_ppm,
			payout: party.payout.into(),
		});
		Self {
			agreement,
			device: info.device,
			operator: address(&info.operator),
			asset: issued(&conditions.asset),
			currency_code: code(&conditions.currency_code),
			decimals: conditions.decimals,
			utc_offset_minutes: conditions.utc_offset_minutes,
			arbiter: address(&conditions.arbiter),
			dispute_window: conditions.dispute_window,
			state: info.state.into(),
			ends_at: info.ends_at,
			version: info.version,
			deductions: deductions.collect(),
			parties: parties.collect(),
			missing: terms.missing.iter().map(address).collect(),
		}
	}
}

impl From<pallet_revenue_share::Statement<AssetKind>> for Statement {
	fn from(statement: pallet_revenue_share::Statement<AssetKind>) -> Self {
		let versions = statement.versions.into_iter().map(|it| VersionStatement {
			version: it.version,
			quantity: it.quantity,
			gross: it.gross.to_string(),
			due: it.due.to_string(),
			reversed: it.reversed.to_string(),
			returned: it.returned.to_string(),
		});
		let days = statement.days.into_iter().map(|it| DayStatement {
			day: day_text(it.day),
			version: it.version,
			quantity: it.quantity,
			gross: it.gross.to_string(),
			due: it.due.to_string(),
			back: it.back.to_string(),
		});
		let position = statement.position;
		Self {
			agreement: statement.agreement,
			asset: issued(&statement.asset),
			currency_code: code(&statement.currency_code),
			decimals: statement.decimals,
			versions: versions.collect(),
			days: days.collect(),
			pending: statement.pending.to_string(),
			kept: position.kept.to_string(),
			owed: position.owed.to_string(),
			owed_outside: position.owed_outside.to_string(),
			stated: position.stated.to_string(),
			owing: position.owing.to_string(),
			paid: statement.paid.to_string(),
		}
	}
}

impl From<AgreementState> for State {
	fn from(state: AgreementState) -> Self {
		match state {
			AgreementState::Proposed => Self::Proposed,
			AgreementState::Active => Self::Active,
			AgreementState::Frozen => Self::Frozen,
			AgreementState::Ended => Self::Ended,
		}
	}
}

impl From<Payout> for PaidBy {
	fn from(payout: Payout) -> Self {
		match payout {
			Payout::OnChain => Self::OnChain,
			Payout::External => Self::External,
		}
	}
}

fn issued(asset: &AssetKind) -> Option<u32> {
	match asset {
		AssetKind::Native => None,
		AssetKind::WithId(id) => Some(*id),
	}
}

fn code(code: &[u8; 3]) -> String {
	String::from_utf8_lossy(code).into_owned()
}

/// The day as text; its number where the calendar does not reach it.
fn day_text(day: Day) -> String {
	let date = NaiveDate::default().checked_add_days(Days::new(day.into()));
	date.map_or_else(|| day.to_string(), |date| date.format("%Y-%m-%d").to_string())
}

fn day(text: &str) -> Result<Day, Error> {
	let invalid = || Error::InvalidDay(text.into());
	let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| invalid())?;
	let days = date.signed_duration_since(NaiveDate::default()).num_days();
	let day = Day::try_from(days).map_err(|_| invalid())?;
	// The parser takes other forms too, such as single digits.
	(day_text(day) == text).then_some(day).ok_or_else(invalid)
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
	C::Api:
		DeviceDidRuntimeApi<Block, AccountId> + RevenueShareRuntimeApi<Block, AccountId, AssetKind>,
{
	fn found(&self, block: Hash, id: AgreementId) -> Result<Option<Agreement>, Error> {
		let api = self.0.runtime_api();
		let Some(info) = api.agreement(block, id)? else { return Ok(None) };
		let terms = api.terms(block, id, info.version)?;
		Ok(terms.map(|terms| Agreement::new(id, info, terms)))
	}

	fn of_number(&self, id: AgreementId, at: Option<Hash>) -> Result<Agreement, Error> {
		let block = block_or_best(&*self.0, at)?;
		self.found(block, id)?.ok_or(Error::UnknownAgreement(id))
	}

	fn of_device(&self, did: &str, at: Option<Hash>) -> Result<Option<Agreement>, Error> {
		let block = block_or_best(&*self.0, at)?;
		let (_, device) = device(&*self.0, block, did)?;
		match self.0.runtime_api().active_agreement(block, device.index)? {
			Some(id) => self.found(block, id),
			None => Ok(None),
		}
	}

	fn part_of_list(
		&self,
		start: AgreementId,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<AgreementList, Error> {
		let limit = entries(limit)?;
		let block = block_or_best(&*self.0, at)?;
		let end = self.0.runtime_api().next_agreement_id(block)?;
		let next = start.saturating_add(limit).min(end);
		let found = (start..next).filter_map(|id| self.found(block, id).transpose());
		Ok(AgreementList {
			agreements: found.collect::<Result<_, _>>()?,
			next: (next < end).then_some(next),
		})
	}

	fn quote_of(
		&self,
		id: AgreementId,
		amount: String,
		at: Option<Hash>,
	) -> Result<Vec<QuotedPart>, Error> {
		let block = block_or_best(&*self.0, at)?;
		let amount = amount.parse::<Amount>().map_err(|_| Error::InvalidAmount(amount))?;
		let sold = SalesTotal { class: 0, means: PaymentMeans::Chain, quantity: 1, amount };
		let api = self.0.runtime_api();
		let parts = match api.quote(block, id, sold)? {
			Some(parts) => parts,
			None if api.agreement(block, id)?.is_some() => return Err(Error::NothingSold(id)),
			None => return Err(Error::UnknownAgreement(id)),
		};
		let part = |(account, amount): (AccountId, Amount)| QuotedPart {
			account: address(&account),
			amount: amount.to_string(),
		};
		Ok(parts.into_iter().map(part).collect())
	}

	fn statement_of(
		&self,
		id: AgreementId,
		payee: &str,
		from: Option<String>,
		to: Option<String>,
		at: Option<Hash>,
	) -> Result<Statement, Error> {
		let block = block_or_best(&*self.0, at)?;
		let from = from.map_or(Ok(Day::MIN), |text| day(&text))?;
		let to = to.map_or(Ok(Day::MAX), |text| day(&text))?;
		let statement = self.0.runtime_api().statement(block, id, account(payee)?, from, to)?;
		Ok(statement.ok_or(Error::UnknownAgreement(id))?.into())
	}
}

impl<C> RevenueApiServer for RevenueRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api:
		DeviceDidRuntimeApi<Block, AccountId> + RevenueShareRuntimeApi<Block, AccountId, AssetKind>,
{
	fn agreement(&self, agreement: AgreementId, at: Option<Hash>) -> RpcResult<Agreement> {
		Ok(self.of_number(agreement, at)?)
	}

	fn agreement_of(&self, did: String, at: Option<Hash>) -> RpcResult<Option<Agreement>> {
		Ok(self.of_device(&did, at)?)
	}

	fn list(
		&self,
		start: Option<AgreementId>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<AgreementList> {
		Ok(self.part_of_list(start.unwrap_or(0), limit, at)?)
	}

	fn quote(
		&self,
		agreement: AgreementId,
		amount: String,
		at: Option<Hash>,
	) -> RpcResult<Vec<QuotedPart>> {
		Ok(self.quote_of(agreement, amount, at)?)
	}

	fn statement(
		&self,
		agreement: AgreementId,
		payee: String,
		from: Option<String>,
		to: Option<String>,
		at: Option<Hash>,
	) -> RpcResult<Statement> {
		Ok(self.statement_of(agreement, &payee, from, to, at)?)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		mock::{did, hash, refusal, stranger, Chain, AGREEMENT, OPERATOR},
		MAX_ENTRIES,
	};
	use serde_json::json;

	const ADDRESS: &str = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT";

	fn rpc() -> RevenueRpc<Chain> {
		RevenueRpc::new(Arc::new(Chain::default()))
	}

	fn statement(from: Option<&str>, to: Option<&str>, at: Option<Hash>) -> RpcResult<Statement> {
		let text = |day: &str| day.to_owned();
		rpc().statement(AGREEMENT, ADDRESS.into(), from.map(text), to.map(text), at)
	}

	#[test]
	fn agreement_has_the_terms_in_force() {
		let agreement = rpc().agreement(AGREEMENT, None).unwrap();
		assert_eq!((agreement.version, agreement.asset), (1, Some(7)));
		assert_eq!((&agreement.currency_code[..], &agreement.operator[..]), ("EUR", ADDRESS));
		assert_eq!(
			serde_json::to_value(&agreement.deductions).unwrap(),
			json!([{
				"payee": address(&AccountId::new([2; 32])),
				"payout": "external",
				"rule": { "ofGross": 159_664 },
				"class": 1,
				"means": null,
			}])
		);
		assert_eq!(
			serde_json::to_value(&agreement.parties).unwrap(),
			json!([{ "account": ADDRESS, "sharePpm": 1_000_000, "payout": "onChain" }])
		);
		assert_eq!(refusal(rpc().agreement(AGREEMENT + 1, None)), 9030);
		assert_eq!(refusal(rpc().agreement(AGREEMENT, Some(Hash::zero()))), 9010);
	}

	#[test]
	fn a_device_sells_under_its_active_agreement() {
		let agreement_of = |chain: Chain, did: &str| {
			RevenueRpc::new(Arc::new(chain)).agreement_of(did.into(), None)
		};
		let its = agreement_of(Chain::default(), &did()).unwrap().unwrap();
		assert_eq!(its, rpc().agreement(AGREEMENT, None).unwrap());
		let idle = Chain { sells: false, ..Chain::default() };
		assert_eq!(agreement_of(idle, &did()).unwrap(), None);
		assert_eq!(refusal(agreement_of(Chain::default(), "did:bot")), 9001);
		assert_eq!(
			refusal(agreement_of(Chain::default(), &did().replace(":dev:", ":prod:"))),
			9002
		);
		assert_eq!(refusal(agreement_of(Chain::default(), &stranger())), 9003);
		assert_eq!(refusal(rpc().agreement_of(did(), Some(Hash::zero()))), 9010);
	}

	/// The numbers of agreements in a part of the list, and where the next one starts.
	fn numbers(start: Option<u32>, limit: Option<u32>) -> (Vec<AgreementId>, Option<AgreementId>) {
		let AgreementList { agreements, next } = rpc().list(start, limit, None).unwrap();
		(agreements.into_iter().map(|each| each.agreement).collect(), next)
	}

	#[test]
	fn list_passes_over_gaps_and_ends_at_the_last_number() {
		assert_eq!(numbers(None, None), (vec![AGREEMENT], None));
		assert_eq!(numbers(None, Some(3)), (vec![], Some(3)));
		assert_eq!(numbers(Some(3), Some(1)), (vec![AGREEMENT], Some(4)));
		assert_eq!(numbers(Some(4), Some(1)), (vec![], None));
		assert_eq!(numbers(Some(u32::MAX), Some(MAX_ENTRIES)), (vec![], None));
		for limit in [0, MAX_ENTRIES + 1] {
			assert_eq!(refusal(rpc().list(None, Some(limit), None)), 9004);
		}
		assert_eq!(refusal(rpc().list(None, None, Some(Hash::zero()))), 9010);
	}

	#[test]
	fn quote_takes_a_decimal_amount() {
		let most = Amount::MAX.to_string();
		let parts = rpc().quote(AGREEMENT, most.clone(), None).unwrap();
		assert_eq!(parts, [QuotedPart { account: address(&OPERATOR), amount: most }]);
		for wrong in ["", "-1", "1.5", "340282366920938463463374607431768211456"] {
			assert_eq!(refusal(rpc().quote(AGREEMENT, wrong.into(), None)), 9031);
		}
		assert_eq!(refusal(rpc().quote(AGREEMENT, "0".into(), None)), 9034);
		assert_eq!(refusal(rpc().quote(AGREEMENT + 1, "0".into(), None)), 9030);
	}

	#[test]
	fn statement_has_days_and_decimal_amounts() {
		let statement = statement(Some("2026-01-31"), Some("2026-02-01"), Some(hash(1))).unwrap();
		assert_eq!(
			serde_json::to_value(&statement).unwrap(),
			json!({
				"agreement": 3,
				"asset": null,
				"currencyCode": "EUR",
				"decimals": 2,
				"versions": [{
					"version": 1,
					"quantity": 2,
					"gross": "340282366920938463463374607431768211455",
					"due": "90",
					"reversed": "1",
					"returned": "2",
				}],
				"days": [{
					"day": "2026-01-31",
					"version": 1,
					"quantity": 2,
					"gross": "100",
					"due": "90",
					"back": "1",
				}],
				"pending": "3",
				"kept": "4",
				"owed": "5",
				"owedOutside": "6",
				"stated": "7",
				"owing": "0",
				"paid": "62",
			})
		);
	}

	#[test]
	fn statement_is_refused_when_something_is_unknown_or_malformed() {
		assert!(statement(None, None, None).is_ok());
		for day in ["2026-1-31", "2026-02-30", "1969-12-31", "today", ""] {
			assert_eq!(refusal(statement(Some(day), None, None)), 9033);
			assert_eq!(refusal(statement(None, Some(day), None)), 9033);
		}
		assert_eq!(refusal(statement(None, None, Some(Hash::zero()))), 9010);
		let unknown = rpc().statement(AGREEMENT + 1, ADDRESS.into(), None, None, None);
		assert_eq!(refusal(unknown), 9030);
		let nobody = rpc().statement(AGREEMENT, "nobody".into(), None, None, None);
		assert_eq!(refusal(nobody), 9032);
	}
}
