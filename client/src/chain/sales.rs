//! Reports of machines, and what follows them.

use bot_primitives::{
	record::RecordKind,
	sales::{AgreementId, Amount, SalesReport, SalesTotal},
	DeviceIndex, Hash256, Millis, Signature,
};
use codec::DecodeAll;
use serde::Serialize;
use subxt::{
	tx::Payload,
	utils::{AccountId32, Static},
};
use subxt_signer::sr25519::Keypair;

use super::{
	devices::Device,
	number_of,
	runtime::{self, types::pallet_revenue_share::types::report as chain},
	At, BoundedVec, Chain,
};
use crate::{money::decimal, sales::KeptReport, Error, Result};

/// How many of the latest reports of an agreement the chain keeps.
pub const MAX_REPORTS: u32 = 32;

/// A report that the chain keeps.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	/// Its number.
	pub number: u32,
	/// The version of the agreement that it was split by.
	pub version: u16,
	/// Root of the tree over its lines.
	#[serde(with = "crate::hex_bytes")]
	pub root: Hash256,
	/// Number of its lines.
	pub lines: u32,
	/// From when on it can be settled.
	pub payable_from: Millis,
	/// How far it has come.
	pub state: ReportState,
}

/// How far a report has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ReportState {
	/// It can be disputed, or waits to be settled.
	Open,
	/// A party disputes it.
	Disputed,
	/// The operator owes, or has paid, what everybody is due of it.
	Settled,
	/// The arbiter gave all or a part of it back to the operator.
	Returned,
}

/// A report that a party disputes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dispute {
	/// Number of the report.
	pub number: u32,
	/// The party.
	pub by: AccountId32,
	/// Hash of what it says against the report.
	#[serde(with = "crate::hex_bytes")]
	pub evidence: Hash256,
	/// What everybody would be due of the report.
	#[serde(with = "decimal")]
	pub amount: Amount,
	/// From this time on the arbiter does not decide any more, and the report stands.
	pub decide_by: Millis,
}

/// The call by which a machine reports sales, for nothing.
pub fn report_sales(
	device: DeviceIndex,
	report: SalesReport,
	totals: &[SalesTotal],
	signature: Signature,
) -> impl Payload {
	let totals = BoundedVec(totals.iter().copied().map(Static).collect());
	runtime::tx().revenue_share().report_sales(device, report.into(), totals, signature.into())
}

impl Chain {
	/// Number of the next report of a machine, at a block.
	pub async fn next_report(&self, device: DeviceIndex, at: &At) -> Result<u32> {
		let call = runtime::apis().revenue_share_api().machine(device);
		let machine = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		Ok(machine.next_report)
	}

	/// A report of an agreement at a block; nothing where it is not kept.
	pub async fn report_at(
		&self,
		agreement: AgreementId,
		number: u32,
		at: &At,
	) -> Result<Option<Report>> {
		let call = runtime::apis().revenue_share_api().report(agreement, number);
		let info = at.runtime_apis().call(call).await.map_err(|error| self.failed(error))?;
		Ok(info.map(|info| Report {
			number: info.number,
			version: info.version,
			root: info.root,
			lines: info.lines,
			payable_from: info.payable_from,
			state: match info.state {
				chain::ReportState::Open => ReportState::Open,
				chain::ReportState::Disputed => ReportState::Disputed,
				chain::ReportState::Settled => ReportState::Settled,
				chain::ReportState::Returned => ReportState::Returned,
			},
		}))
	}

	/// The reports of an agreement that are kept, in the order of their numbers.
	pub async fn reports(
		&self,
		device: DeviceIndex,
		agreement: AgreementId,
	) -> Result<Vec<Report>> {
		let at = self.at_best().await?;
		let next = self.next_report(device, &at).await?;
		let mut reports = Vec::new();
		for number in next.saturating_sub(MAX_REPORTS)..next {
			reports.extend(self.report_at(agreement, number, &at).await?);
		}
		Ok(reports)
	}

	/// The reports of an agreement that are in dispute, in the order of their numbers.
	pub async fn disputes(&self, agreement: AgreementId) -> Result<Vec<Dispute>> {
		let at = self.at_best().await?;
		let address = runtime::storage().revenue_share().disputes();
		let mut entries =
			at.storage().iter(address, (agreement,)).await.map_err(|error| self.failed(error))?;
		let mut disputes = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let key = entry.key().map_err(|error| self.failed(error))?;
			let (_, number) = key.decode().map_err(|error| self.failed(error))?;
			let info = entry.value().decode().map_err(|error| self.failed(error))?;
			let amount =
				info.parts.0.iter().try_fold(0, |sum: Amount, part| sum.checked_add(*part));
			disputes.push(Dispute {
				number,
				by: info.by,
				evidence: info.evidence,
				amount: amount.ok_or_else(|| Error::unexpected("a report is too large"))?,
				decide_by: info.decide_by,
			});
		}
		disputes.sort_by_key(|dispute| dispute.number);
		Ok(disputes)
	}

	/// Settles the reports of an agreement that nobody can dispute any more, and those whose dispute
	/// nobody decided in time, and gives their numbers.
	pub async fn settle_due(
		&self,
		device: DeviceIndex,
		agreement: AgreementId,
		key: &Keypair,
	) -> Result<Vec<u32>> {
		let now = self.time_at(&self.at_best().await?).await?;
		let reports = self.reports(device, agreement).await?.into_iter();
		let open = reports.filter(|it| it.state == ReportState::Open && it.payable_from <= now);
		let disputes = self.disputes(agreement).await?.into_iter();
		let undecided = disputes.filter(|it| it.decide_by <= now).map(|it| it.number);
		let mut submitted = Vec::new();
		for number in undecided.chain(open.map(|it| it.number)) {
			let call = runtime::tx().revenue_share().settle(agreement, number);
			submitted.push((number, self.submit(&call, key).await?));
		}
		let mut settled = Vec::new();
		for (number, submitted) in submitted {
			submitted.finalized().await?;
			settled.push(number);
		}
		Ok(settled)
	}

	/// All sales reports of a machine that final blocks have recorded, in the order of their numbers.
	pub async fn sales_reports(&self, device: &Device) -> Result<Vec<SalesReport>> {
		let mut at = self.at_finalized().await?;
		loop {
			let next = self.next_report(device.index, &at).await?;
			let reports = self.reports_below(device, number_of(&at)?).await?;
			// What the block itself has recorded is proved by the one after it.
			if reports.last().map_or(0, |last| last.number.saturating_add(1)) == next {
				return Ok(reports);
			}
			at = self.wait_for_finalized(number_of(&at)?).await?;
		}
	}

	async fn reports_below(&self, device: &Device, end: u32) -> Result<Vec<SalesReport>> {
		let mut reports = Vec::new();
		self.for_each_record(end, |record| {
			if record.kind == RecordKind::SalesReport && record.device_id == device.id {
				let report = SalesReport::decode_all(&mut record.body.as_slice());
				reports.push(report.map_err(|error| {
					Error::unexpected(format!("the body of a sales report: {error}"))
				})?);
			}
			Ok(())
		})
		.await?;
		reports.sort_by_key(|report| report.number);
		Ok(reports)
	}

	/// Pays a payee what the operator owes it on the chain, as far as the operator's balance goes.
	pub async fn pay_arrears(
		&self,
		agreement: AgreementId,
		payee: AccountId32,
		key: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().pay_arrears(agreement, payee);
		self.call(&call, key).await.map(|_| ())
	}

	/// States a payment outside the chain, by the hash of its reference.
	pub async fn record_payment(
		&self,
		agreement: AgreementId,
		payee: AccountId32,
		amount: Amount,
		reference: Hash256,
		operator: &Keypair,
	) -> Result<()> {
		let call =
			runtime::tx().revenue_share().record_payment(agreement, payee, amount, reference);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Confirms a payment outside the chain, as its payee; as the operator where the payee was silent.
	pub async fn confirm_payment(
		&self,
		agreement: AgreementId,
		reference: Hash256,
		by: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().confirm_payment(agreement, reference);
		self.call(&call, by).await.map(|_| ())
	}

	/// Rejects a payment outside the chain that did not arrive.
	pub async fn reject_payment(
		&self,
		agreement: AgreementId,
		reference: Hash256,
		by: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().reject_payment(agreement, reference);
		self.call(&call, by).await.map(|_| ())
	}

	/// Gives back what was paid for the line at the place `index` of a report, or a part of it.
	pub async fn reverse(
		&self,
		agreement: AgreementId,
		report: &KeptReport,
		index: usize,
		amount: Amount,
		operator: &Keypair,
	) -> Result<()> {
		let (line, path) = report.proven_line(index)?;
		let proven = chain::ProvenLine {
			line: line.sale_line().into(),
			salt: line.salt,
			index: u32::try_from(index).map_err(Error::input)?,
			path: BoundedVec(path),
		};
		let call = runtime::tx().revenue_share().reverse(agreement, report.number, proven, amount);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Disputes a report, as the operator or a party, by the hash of what is said against it.
	pub async fn dispute(
		&self,
		agreement: AgreementId,
		number: u32,
		evidence: Hash256,
		party: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().dispute(agreement, number, evidence);
		self.call(&call, party).await.map(|_| ())
	}

	/// Decides how much of a disputed report is paid, as the arbiter.
	pub async fn decide_dispute(
		&self,
		agreement: AgreementId,
		number: u32,
		paid: Amount,
		arbiter: &Keypair,
	) -> Result<()> {
		let call = runtime::tx().revenue_share().decide(agreement, number, paid);
		self.call(&call, arbiter).await.map(|_| ())
	}

	/// Closes a period of a version of an agreement, and gives its number.
	pub async fn close_period(
		&self,
		agreement: AgreementId,
		version: u16,
		key: &Keypair,
	) -> Result<u32> {
		let call = runtime::tx().revenue_share().close_period(agreement, version);
		let included = self.call(&call, key).await?;
		let event = included.events.find_first::<runtime::revenue_share::events::PeriodClosed>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the period's number"))?;
		Ok(event.map_err(|error| self.failed(error))?.period)
	}
}
