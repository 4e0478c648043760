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
	pub(crate) fn note_sales(
		id: AgreementId,
		version: AgreementVersion,
		totals: &[SalesTotal],
		parts: &[Amount],
	) -> Result<(), Error<T>> {
		Self::change_day(id, version, parts.len(), |day| {
			for sold in totals {
				day.quantity = day.quantity.checked_add(sold.quantity.into())?;
				day.gross = day.gross.checked_add(sold.amount)?;
			}
			add_each(&mut day.parts, parts)
		})
	}

	/// Adds what came off the payees' parts to the day.
	pub(crate) fn note_back(
		id: AgreementId,
		version: AgreementVersion,
		parts: &[Amount],
	) -> Result<(), Error<T>> {
		Self::change_day(id, version, parts.len(), |day| add_each(&mut day.back, parts))
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
		// The number of an amendment that comes to nothing is given to the next one.
		ensure!(version <= agreement.version_at(Self::now()), Error::<T>::UnknownVersion);
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
		let kept = (agreement.oldest..=agreement.version_at(Self::now())).filter_map(|version| {
			let own = Own::of(&Terms::<T>::get(id, version)?.split, payee)?;
			Some((version, own, Ledgers::<T>::get(id, version)?))
		});
		let kept = kept.collect::<Vec<_>>();

		let versions = kept.iter().map(|(version, own, ledger)| VersionStatement {
			version: *version,
			quantity: ledger.sales.quantity,
			gross: ledger.sales.gross,
			due: own.sum(ledger.sales.payees()),
			reversed: own.sum(ledger.reversals.payees()),
			returned: own.sum(ledger.returned.iter().copied()),
		});
		let versions = versions.collect::<Vec<_>>();
		let days = kept.iter().flat_map(|(version, own, _)| {
			let days = (0..MAX_DAYS).filter_map(|place| Days::<T>::get((id, *version), place));
			let asked = days.filter(|total| (from..=to).contains(&total.day));
			asked.map(|total| DayStatement {
				version: *version,
				day: total.day,
				quantity: total.quantity,
				gross: total.gross,
				due: own.sum(total.parts.into_iter()),
				back: own.sum(total.back.into_iter()),
			})
		});
		let mut days = days.collect::<Vec<_>>();
		days.sort_by_key(|day| (day.day, day.version));
		let pending = kept.iter().flat_map(|(version, own, _)| {
			let parts = Self::pending_parts(id, *version).into_iter();
			parts.map(|parts| own.sum(parts.into_iter()))
		});
		let pending = sum(pending);

		let position = Positions::<T>::get(id, payee);
		let Position { kept, owed, owed_outside, stated, owing } = position;
		let due = sum(versions.iter().map(|it| it.due).chain([owing]));
		let back = versions.iter().flat_map(|it| [it.reversed, it.returned]);
		let unpaid = sum(back.chain([kept, owed, owed_outside, stated, pending]));
		let Conditions { asset, currency_code, decimals, .. } = agreement.conditions;
		Some(Statement {
			agreement: id,
			asset,
			currency_code,
			decimals,
			versions,
			days,
			pending,
			position,
			paid: due.saturating_sub(unpaid),
		})
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

/// Which payees of a version are one account: it can be more than one of them.
struct Own(Vec<bool>);

impl Own {
	/// Nothing where the account is none of them.
	fn of<AccountId: PartialEq>(split: &Split<AccountId>, payee: &AccountId) -> Option<Self> {
		let own = split.payees().map(|(it, _)| it == payee).collect::<Vec<_>>();
		own.contains(&true).then_some(Self(own))
	}

	/// What the account has of the payees' amounts.
	fn sum(&self, amounts: impl Iterator<Item = Amount>) -> Amount {
		sum(amounts.zip(&self.0).filter(|(_, is_own)| **is_own).map(|(amount, _)| amount))
	}
}

/// For what is told, and not booked.
fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
	amounts.fold(0, Amount::saturating_add)
}

/// Adds its part to each payee's sum.
pub(super) fn add_each(sums: &mut PerPayee<Amount>, parts: &[Amount]) -> Option<()> {
	for (sum, part) in sums.iter_mut().zip(parts) {
		*sum = sum.checked_add(*part)?;
	}
	Some(())
}
