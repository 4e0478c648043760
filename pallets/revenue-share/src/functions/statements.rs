//! What was sold on each day, and the statements over all days.

use super::*;
use bot_primitives::{
	sales::{PayeeTotal, StatementBody},
	traits::{Devices, Records},
	Record, RecordKind,
};

/// One day, in milliseconds.
const DAY: Millis = 24 * 60 * 60 * 1_000;

impl<T: Config> Pallet<T> {
	/// Adds sales to their day: that on which the chain received them.
	pub(crate) fn note_sales<'a>(
		id: AgreementId,
		version: AgreementVersion,
		totals: impl Iterator<Item = &'a SalesTotal>,
		parts: &[Amount],
	) -> Result<(), Error<T>> {
		Self::change_day(id, version, parts.len(), |day| {
			for sold in totals {
				day.quantity = day.quantity.checked_add(sold.quantity.into())?;
				day.gross = day.gross.checked_add(sold.amount)?;
			}
			add_each(day.parts.iter_mut(), parts)
		})
	}

	/// Adds what came off the payees' parts to the day.
	pub(crate) fn note_back(
		id: AgreementId,
		version: AgreementVersion,
		parts: &[Amount],
	) -> Result<(), Error<T>> {
		Self::change_day(id, version, parts.len(), |day| add_each(day.back.iter_mut(), parts))
	}

	fn change_day(
		id: AgreementId,
		version: AgreementVersion,
		payees: usize,
		change: impl FnOnce(&mut DayTotal) -> Option<()>,
	) -> Result<(), Error<T>> {
		let day = Self::agreement_of(id)?.conditions.day_of(Self::now());
		let place = day.checked_rem(MAX_DAYS).unwrap_or_default();
		let mut total = Days::<T>::get((id, version), place)
			.filter(|total| total.day == day)
			.unwrap_or(DayTotal { day, ..DayTotal::empty(payees) });
		change(&mut total).ok_or(Error::<T>::Overflow)?;
		Days::<T>::insert((id, version), place, total);
		Ok(())
	}

	pub(crate) fn do_close_period(
		who: T::AccountId,
		id: AgreementId,
		version: AgreementVersion,
	) -> DispatchResult {
		let agreement = Self::agreement_of(id)?;
		let split = Self::terms_of(id, version)?.split;
		let may_close = agreement.operator == who || split.has_party(&who);
		ensure!(may_close, Error::<T>::NotParty);
		let hot = T::Devices::hot(agreement.device).ok_or(Error::<T>::UnknownDevice)?;
		let mut ledger = Self::ledger_of(id, version)?;
		let period = ledger.statements;
		ledger.statements = Self::add(period, 1)?;

		let sums = ledger.sales.payees().zip(ledger.reversals.payees()).zip(&ledger.returned);
		let payees = split.payees().zip(sums).map(|((payee, _), ((due, reversed), returned))| {
			PayeeTotal { account: payee.clone().into(), due, reversed, returned: *returned }
		});
		let body = StatementBody {
			agreement: id,
			version,
			period,
			closed_at: Self::now(),
			quantity: ledger.sales.quantity,
			gross: ledger.sales.gross,
			payees: payees.collect(),
		};
		let record = Record {
			operator: agreement.operator.into(),
			..hot.record(RecordKind::RevenueStatement, period.into(), body.encode())
		};
		let record = T::Records::append(record).map_err(|_| Error::<T>::TooManyRecords)?;
		Ledgers::<T>::insert(id, version, ledger);
		Self::deposit_event(Event::PeriodClosed { agreement: id, version, period, record });
		Ok(())
	}

	pub(crate) fn statement_of(
		id: AgreementId,
		payee: &T::AccountId,
		from: Day,
		to: Day,
	) -> Option<Statement<T::AssetKind>> {
		let agreement = Agreements::<T>::get(id)?;
		let position = Positions::<T>::get(id, payee);
		let Conditions { asset, currency_code, decimals, .. } = agreement.conditions.clone();
		let mut statement = Statement {
			agreement: id,
			asset,
			currency_code,
			decimals,
			versions: Vec::new(),
			days: Vec::new(),
			pending: 0,
			position,
			paid: 0,
		};
		for version in agreement.oldest..=agreement.version_at(Self::now()) {
			let (Some(terms), Some(ledger)) =
				(Terms::<T>::get(id, version), Ledgers::<T>::get(id, version))
			else {
				continue;
			};
			let is_payee = terms.split.payees().map(|(it, _)| it == payee).collect::<Vec<_>>();
			if !is_payee.contains(&true) {
				continue;
			}
			let of_payee = |parts: &mut dyn Iterator<Item = Amount>| {
				let own = parts.zip(&is_payee).filter(|(_, is_payee)| **is_payee);
				own.fold(0, |sum: Amount, (part, _)| sum.saturating_add(part))
			};
			statement.versions.push(VersionStatement {
				version,
				quantity: ledger.sales.quantity,
				gross: ledger.sales.gross,
				due: of_payee(&mut ledger.sales.payees()),
				reversed: of_payee(&mut ledger.reversals.payees()),
				returned: of_payee(&mut ledger.returned.iter().copied()),
			});
			for place in 0..MAX_DAYS {
				let day = Days::<T>::get((id, version), place);
				let Some(total) = day.filter(|it| (from..=to).contains(&it.day)) else { continue };
				statement.days.push(DayStatement {
					version,
					day: total.day,
					quantity: total.quantity,
					gross: total.gross,
					due: of_payee(&mut total.parts.iter().copied()),
					back: of_payee(&mut total.back.iter().copied()),
				});
			}
			let pending = Self::pending_parts(id, version)
				.into_iter()
				.map(|parts| of_payee(&mut parts.into_iter()));
			statement.pending = pending.fold(statement.pending, Amount::saturating_add);
		}
		statement.days.sort_by_key(|day| (day.day, day.version));
		let sum =
			|amounts: &mut dyn Iterator<Item = Amount>| amounts.fold(0, Amount::saturating_add);
		let Position { kept, owed, owed_outside, stated, owing } = position;
		let due = sum(&mut statement.versions.iter().map(|it| it.due)).saturating_add(owing);
		let back = sum(&mut statement.versions.iter().flat_map(|it| [it.reversed, it.returned]));
		let unpaid = [kept, owed, owed_outside, stated, statement.pending, back];
		statement.paid = due.saturating_sub(sum(&mut unpaid.into_iter()));
		Some(statement)
	}

	/// The parts of reports that are open or in dispute.
	fn pending_parts(id: AgreementId, version: AgreementVersion) -> Vec<PerPayee<Amount>> {
		let open = (0..MAX_REPORTS)
			.filter_map(|place| Reports::<T>::get(id, place))
			.filter(|report| report.version == version && report.state == ReportState::Open)
			.map(|report| report.parts);
		let disputed = Disputes::<T>::iter_prefix_values(id)
			.filter(|dispute| dispute.version == version)
			.map(|dispute| dispute.parts);
		open.chain(disputed).collect()
	}
}

impl<AccountId, AssetKind> Conditions<AccountId, AssetKind> {
	/// The day of a time, where the agreement says that days begin.
	pub fn day_of(&self, time: Millis) -> Day {
		let minutes = Millis::from(self.utc_offset_minutes.unsigned_abs());
		let offset = minutes.saturating_mul(60_000);
		let local = match self.utc_offset_minutes < 0 {
			true => time.saturating_sub(offset),
			false => time.saturating_add(offset),
		};
		local.checked_div(DAY).unwrap_or_default().saturated_into()
	}
}

fn add_each<'a>(sums: impl Iterator<Item = &'a mut Amount>, parts: &[Amount]) -> Option<()> {
	for (sum, part) in sums.zip(parts) {
		*sum = sum.checked_add(*part)?;
	}
	Some(())
}
