//! What machines report that they sold for cash and by card.

use super::{ledger::Cleared, machine::validity, *};
use bot_primitives::{
	sales::SalesReport, traits::HotDevice, RecordKind, RecordsFull, Refusal, Signature,
};
use frame::{
	deps::sp_runtime::transaction_validity::TransactionValidityWithRefund, traits::Contains,
};
use polkadot_sdk::frame_support::defensive;

/// A report that nothing stands against, and what it changes.
struct DueReport {
	/// When it can be settled.
	payable_from: Millis,
	/// What was known of the machine before.
	before: MachineInfo,
	/// The ledger with the sales in it.
	ledger: Ledger,
	/// What it adds to the ledger: all but what the chain has split itself.
	sold: Vec<SalesTotal>,
	/// Pieces of that.
	quantity: u32,
	/// What was paid for them.
	gross: Amount,
	/// What each payee is due.
	parts: PerPayee<Amount>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn authorize_report_sales(
		_: TransactionSource,
		device: &DeviceIndex,
		report: &SalesReport,
		totals: &ReportTotals,
		signature: &Signature,
	) -> TransactionValidityWithRefund {
		let checked = Self::ensure_reportable(*device, report, totals, signature);
		validity(checked, "BotSales", (device, report.number))
	}

	/// Checks all that could stand against a report, the signature last.
	pub(crate) fn ensure_reportable(
		device: DeviceIndex,
		report: &SalesReport,
		totals: &ReportTotals,
		signature: &Signature,
	) -> Result<(), Refusal> {
		let call = Call::<T>::report_sales {
			device,
			report: *report,
			totals: totals.clone(),
			signature: *signature,
		};
		let call = <T as Config>::RuntimeCall::from(call).into();
		ensure!(T::BaseCallFilter::contains(&call), Refusal::Filtered);
		Self::due_report(device, report, totals)?;
		let hot = T::Devices::hot(device).ok_or(Refusal::UnknownDevice)?;
		Self::ensure_signed_by_machine(&hot, report, signature)
	}

	/// Books the sales of a report that [`Self::ensure_reportable`] let in.
	///
	/// Never fails: a call that failed in a block would leave the number unused, and anyone could
	/// repeat it without a fee, for ever.
	pub(crate) fn do_report(
		device: DeviceIndex,
		report: SalesReport,
		totals: ReportTotals,
		signature: Signature,
	) {
		let due = T::Devices::hot(device)
			.ok_or(Refusal::UnknownDevice)
			.and_then(|hot| Ok((hot, Self::due_report(device, &report, &totals)?)));
		match due {
			Ok((hot, due)) => Self::accept_report(device, hot, report, due, signature),
			// Nothing runs between the check of the call and the call.
			Err(refusal) => {
				defensive!("an authorized report is acceptable", refusal);
			},
		}
	}

	fn due_report(
		device: DeviceIndex,
		report: &SalesReport,
		totals: &ReportTotals,
	) -> Result<DueReport, Refusal> {
		let before = Machines::<T>::get(device);
		ensure!(report.number >= before.next_report, Refusal::Used);
		let reach = before.next_report.saturating_add(REPORT_REACH);
		ensure!(report.number < reach, Refusal::TooFar);
		let consistent = report.is_consistent() && report.has_totals::<HostSha256>(totals);
		ensure!(consistent, Refusal::Inconsistent);

		let id = report.agreement;
		let agreement = Agreements::<T>::get(id).ok_or(Refusal::UnknownAgreement)?;
		ensure!(agreement.device == device, Refusal::UnknownAgreement);
		ensure!((id, report.version) >= before.terms, Refusal::WrongVersion);
		ensure!(Self::is_reportable(&agreement, report), Refusal::WrongVersion);
		let last = Reports::<T>::get(id, place_of(report.number));
		let is_open = last.is_some_and(|it| it.state == ReportState::Open);
		ensure!(!is_open, Refusal::OverRate);

		let sold = totals.iter().filter(|it| it.means != PaymentMeans::Chain).copied();
		let sold = sold.collect::<Vec<_>>();
		let (quantity, gross) = sum(&sold).ok_or(Refusal::Overflow)?;
		let cleared = Self::cleared(id, report.version, &sold);
		let Cleared { mut ledger, parts, .. } = cleared.map_err(|error| match error {
			Error::UnknownVersion => Refusal::WrongVersion,
			_ => Refusal::Overflow,
		})?;
		ledger.begin().ok_or(Refusal::Overflow)?;
		let payable_from = Self::now().saturating_add(agreement.conditions.dispute_window);
		Ok(DueReport { payable_from, before, ledger, sold, quantity, gross, parts })
	}

	/// Whether the version is in force, or was, less than the grace ago.
	fn is_reportable(agreement: &AgreementOf<T>, report: &SalesReport) -> bool {
		let now = Self::now();
		let in_grace = |since: Millis| now < since.saturating_add(T::ReportGrace::get());
		let version = agreement.version_at(now);
		let is_kept = report.version >= agreement.oldest;
		let is_late = agreement.ends_at.is_some_and(|ends_at| now >= ends_at);
		if agreement.state == AgreementState::Proposed || !is_kept {
			return false;
		}
		if report.version == version {
			return !is_late || agreement.ends_at.is_some_and(in_grace);
		}
		let next = Terms::<T>::get(report.agreement, version);
		report.version.checked_add(1) == Some(version)
			&& next.is_some_and(|terms| in_grace(terms.in_force_from))
	}

	fn accept_report(
		device: DeviceIndex,
		hot: HotDevice<T::AccountId>,
		report: SalesReport,
		due: DueReport,
		signature: Signature,
	) {
		let DueReport { payable_from, before, ledger, sold, parts, .. } = due;
		let SalesReport { number, agreement, version, root, lines, quantity, gross, .. } = report;
		let missing = number.saturating_sub(before.next_report);
		let after = MachineInfo {
			next_report: number.saturating_add(1),
			missing: before.missing.saturating_add(missing),
			lifetime_quantity: report.lifetime_quantity,
			lifetime_gross: report.lifetime_gross,
			terms: (agreement, version),
		};
		Machines::<T>::insert(device, after);
		Ledgers::<T>::insert(agreement, version, ledger);
		if let Err(error) = Self::note_sales(agreement, version, &sold, &parts) {
			defensive!("a day's sums are below the ledger's", error);
		}
		let state = ReportState::Open;
		let info = ReportInfo {
			number,
			version,
			root,
			lines,
			quantity: due.quantity,
			gross: due.gross,
			payable_from,
			state,
			parts,
		};
		Reports::<T>::insert(agreement, place_of(number), info);

		if missing > 0 {
			let first = before.next_report;
			Self::deposit_event(Event::ReportsMissing { device, first, count: missing });
		}
		let known = before != MachineInfo::default();
		let expected_quantity = before.lifetime_quantity.saturating_add(quantity.into());
		let expected_gross = before.lifetime_gross.saturating_add(gross);
		let stated = (report.lifetime_quantity, report.lifetime_gross);
		if known && stated != (expected_quantity, expected_gross) {
			Self::deposit_event(Event::LifetimeGap {
				device,
				number,
				expected_quantity,
				expected_gross,
				stated_quantity: report.lifetime_quantity,
				stated_gross: report.lifetime_gross,
			});
		}
		match Self::record_signed(RecordKind::SalesReport, hot, number.into(), &report, signature) {
			Ok(record) => Self::deposit_event(Event::SalesReported {
				agreement,
				version,
				device,
				number,
				quantity,
				gross,
				record,
			}),
			Err(RecordsFull) => {
				defensive!("a block that takes no record has no report due");
			},
		}
	}

	/// The report with this number, if it is kept, and its place.
	pub(crate) fn report_of(id: AgreementId, number: u32) -> Result<ReportInfo, Error<T>> {
		Reports::<T>::get(id, place_of(number))
			.filter(|report| report.number == number)
			.ok_or(Error::<T>::UnknownReport)
	}

	/// Changes how far a report has come, where it is still kept, and takes its parts.
	pub(crate) fn close_report(id: AgreementId, number: u32, state: ReportState) {
		if let Ok(mut report) = Self::report_of(id, number) {
			report.state = state;
			report.parts.clear();
			Reports::<T>::insert(id, place_of(number), report);
		}
	}

	/// What the call adds to its check.
	pub(crate) fn weight_of_report() -> Weight {
		T::WeightInfo::report_sales()
			.saturating_sub(T::WeightInfo::authorize_report_sales())
			.saturating_add(T::RecordWeight::get())
	}
}

fn sum(totals: &[SalesTotal]) -> Option<(u32, Amount)> {
	totals.iter().try_fold((0u32, 0), |(quantity, gross): (u32, Amount), total| {
		Some((quantity.checked_add(total.quantity)?, gross.checked_add(total.amount)?))
	})
}

/// Where the report with this number is kept.
pub(super) fn place_of(number: u32) -> u32 {
	number.checked_rem(MAX_REPORTS).unwrap_or_default()
}
