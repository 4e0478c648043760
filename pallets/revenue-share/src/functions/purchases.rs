//! Purchases on the chain.

use super::*;
use frame::traits::fungibles::MutateHold;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_purchase(
		buyer: T::AccountId,
		id: AgreementId,
		price: Amount,
	) -> DispatchResult {
		ensure!(price > 0, Error::<T>::ZeroPrice);
		let (agreement, version) = Self::selling(id)?;
		let asset = agreement.conditions.asset;
		T::Holds::hold(asset.clone(), &HoldReason::Escrow.into(), &buyer, price)?;
		let sold = SalesTotal { class: 0, means: PaymentMeans::Chain, quantity: 1, amount: price };
		let Booking { parts } = Self::book(id, version, &[sold])?;
		Self::deposit_event(Event::SaleSplit { agreement: id, version, price });
		Self::pay_from_hold(id, asset, HoldReason::Escrow, &buyer, parts)
	}
}
