//! What always holds of reports, and of what follows them.

use super::*;
use bot_primitives::Hash256;

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 7. a report is at the place of its number, under a version that is kept, and has a part for each
	///    payee as long as it is open; so has a dispute; a report is in dispute where there is one of
	///    its number; and a version counts as open what is open or in
	///    dispute under it, and the purchases;
	/// 8. a position has as much stated as the payments that wait to be confirmed;
	/// 9. what every payee was due, less what was taken back, covers what is pending, kept, owed and
	///    stated of it, and a day's parts sum to what was sold on it;
	/// 10. of every party, operator and payer as much is held as the deposits of disputes, payments and
	///     reversals, and of every operator and asset as much as its disputes say.
	pub(super) fn check_reports() -> Result<(), TryRuntimeError> {
		Self::check_open()?;
		Self::check_payments()?;
		Self::check_dues()?;
		Self::check_days()?;
		Self::check_report_deposits()
	}

	fn check_open() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<(AgreementId, AgreementVersion), u32>::new();
		let mut count = |id, version| {
			let count = open.entry((id, version)).or_default();
			*count = count.saturating_add(1);
		};
		for (id, place, report) in Reports::<T>::iter() {
			ensure!(report.number.checked_rem(MAX_REPORTS) == Some(place), "7: place of a report");
			if report.state == ReportState::Open {
				Self::check_parts(id, report.version, &report.parts)?;
				count(id, report.version);
			}
			ensure!(
				(report.state == ReportState::Disputed)
					== Disputes::<T>::contains_key(id, report.number),
				"7: state and dispute"
			);
		}
		for (id, _, dispute) in Disputes::<T>::iter() {
			Self::check_parts(id, dispute.version, &dispute.parts)?;
			count(id, dispute.version);
		}
		for purchase in Purchases::<T>::iter_values() {
			count(purchase.agreement, purchase.version);
		}
		for (id, version, ledger) in Ledgers::<T>::iter() {
			let count = open.get(&(id, version)).copied().unwrap_or_default();
			ensure!(ledger.open == count, "7: what is open");
		}
		Ok(())
	}

	fn check_parts(
		id: AgreementId,
		version: AgreementVersion,
		parts: &[Amount],
	) -> Result<(), TryRuntimeError> {
		let terms = Terms::<T>::get(id, version).ok_or("7: version of a report")?;
		ensure!(parts.len() == terms.split.payees().count(), "7: a part for each");
		Ok(())
	}

	fn check_payments() -> Result<(), TryRuntimeError> {
		let mut stated = BTreeMap::<(AgreementId, T::AccountId), Amount>::new();
		for (id, _, payment) in Payments::<T>::iter() {
			let sum = stated.entry((id, payment.payee)).or_default();
			*sum = sum.saturating_add(payment.amount);
		}
		for (id, payee, position) in Positions::<T>::iter() {
			let sum = stated.remove(&(id, payee)).unwrap_or_default();
			ensure!(position.stated == sum, "8: stated payments");
		}
		ensure!(stated.is_empty(), "8: payments of no position");
		Ok(())
	}

	fn check_dues() -> Result<(), TryRuntimeError> {
		// Positions outlast the versions that they come from.
		for (id, agreement) in Agreements::<T>::iter().filter(|(_, it)| it.oldest == 0) {
			let versions = 0..=agreement.version_at(Self::now());
			let payees = versions
				.filter_map(|version| Terms::<T>::get(id, version))
				.flat_map(|terms| terms.split.payees().map(|it| it.0.clone()).collect::<Vec<_>>());
			for payee in payees {
				let statement =
					Self::statement_of(id, &payee, Day::MIN, Day::MAX).ok_or("9: statement")?;
				let Position { kept, owed, owed_outside, stated, owing } = statement.position;
				let due = statement.versions.iter().map(|it| it.due);
				let back = statement.versions.iter().flat_map(|it| [it.reversed, it.returned]);
				let rest = [kept, owed, owed_outside, stated, statement.pending, statement.paid];
				let one = sum(due.chain([owing])).ok_or("9: dues")?;
				let other = sum(back.chain(rest)).ok_or("9: dues")?;
				ensure!(one == other, "9: dues");
			}
		}
		Ok(())
	}

	fn check_days() -> Result<(), TryRuntimeError> {
		for ((id, version), place, day) in Days::<T>::iter() {
			ensure!(day.day.checked_rem(MAX_DAYS) == Some(place), "9: place of a day");
			ensure!(Ledgers::<T>::contains_key(id, version), "9: days of no version");
			ensure!(sum(day.parts.iter().copied()) == Some(day.gross), "9: a day's parts");
		}
		Ok(())
	}

	fn check_report_deposits() -> Result<(), TryRuntimeError> {
		let wrong = "10: deposits and holds";
		let disputes = Disputes::<T>::iter_values().map(|it| (it.by, it.deposit));
		Self::check_held(HoldReason::Dispute, disputes, wrong)?;
		let reversals = Reversals::<T>::iter_values().map(|it| (it.payer, it.deposit));
		Self::check_held(HoldReason::Reversal, reversals, wrong)?;
		let operator = |(id, _, payment): (AgreementId, Hash256, PaymentOf<T>)| {
			Some((Agreements::<T>::get(id)?.operator, payment.deposit))
		};
		let payments = Payments::<T>::iter().filter_map(operator);
		Self::check_held(HoldReason::Payment, payments, wrong)?;

		let mut held = BTreeMap::<Vec<u8>, (T::AccountId, T::AssetKind, Amount)>::new();
		for (id, _, dispute) in Disputes::<T>::iter() {
			let agreement = Agreements::<T>::get(id).ok_or("10: disputes of no agreement")?;
			let (operator, asset) = (agreement.operator, agreement.conditions.asset);
			let key = (&operator, &asset).encode();
			let (_, _, sum) = held.entry(key).or_insert((operator, asset, 0));
			*sum = sum.saturating_add(dispute.held);
		}
		for (operator, asset, sum) in held.into_values() {
			let reason = HoldReason::Disputed.into();
			let held =
				<T::Holds as fungibles::InspectHold<_>>::balance_on_hold(asset, &reason, &operator);
			ensure!(held == sum, "10: disputes and holds");
		}
		Ok(())
	}
}
