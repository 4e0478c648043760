//! What the view functions and the runtime API tell.

use super::*;
use crate::deductions::clear;

impl<T: Config> Pallet<T> {
	/// The agreement that a device's sales are split by now.
	pub(crate) fn active_agreement_of(device: DeviceIndex) -> Option<AgreementId> {
		let id = ActiveAgreement::<T>::get(device)?;
		Agreements::<T>::get(id)?.is_open(Self::now()).then_some(id)
	}

	/// What each payee would be due of `sold`, were it sold now.
	pub(crate) fn quote_of(
		id: AgreementId,
		sold: SalesTotal,
	) -> Option<Vec<(T::AccountId, Amount)>> {
		let agreement = Agreements::<T>::get(id)?;
		let now = Self::now();
		if !agreement.is_open(now) {
			return None;
		}
		let version = agreement.version_at(now);
		let split = Terms::<T>::get(id, version)?.split;
		let mut book = Ledgers::<T>::get(id, version)?.sales;
		let parts = clear(&mut book, &split, &[sold])?;
		Some(split.payees().map(|(payee, _)| payee.clone()).zip(parts).collect())
	}

	/// How many purchases hold their price in escrow. It looks at each of them, so it is for clients
	/// alone.
	pub fn open_purchases() -> u32 {
		Purchases::<T>::iter_keys().count().saturated_into()
	}
}
