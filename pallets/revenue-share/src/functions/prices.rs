//! What machines charge.

use super::*;
use frame::traits::{fungible::MutateHold, tokens::Precision};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_prices(
		operator: T::AccountId,
		device: DeviceIndex,
		asset: T::AssetKind,
		tiers: Tiers,
	) -> DispatchResult {
		Self::ensure_operates(&operator, device)?;
		ensure!(!tiers.is_empty(), Error::<T>::NoPrices);
		ensure!(tiers.iter().all(|tier| tier.price > 0), Error::<T>::ZeroPrice);
		let id = NextPriceListId::<T>::get();
		let next = Self::add(id, 1)?;

		// The old list first: its deposit is there for the new one.
		if let Some(list) = PriceLists::<T>::take(device) {
			Self::release_deposit_of(&list)?;
		}
		let mut list = PriceList { id, operator, asset, tiers, deposit: 0 };
		list.deposit = Self::deposit_for(1, (device, &list).encoded_size())?;
		T::Currency::hold(&HoldReason::PriceList.into(), &list.operator, list.deposit)?;

		NextPriceListId::<T>::put(next);
		PriceLists::<T>::insert(device, &list);
		let PriceList { asset, tiers, .. } = list;
		Self::deposit_event(Event::PricesSet { device, price_list: id, asset, tiers });
		Ok(())
	}

	pub(crate) fn do_remove_prices(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let list = PriceLists::<T>::take(device).ok_or(Error::<T>::NoPrices)?;
		// Nobody can have use for the prices of a device that is gone.
		let is_gone = || T::Devices::hot(device).is_none_or(|hot| hot.state.is_final());
		ensure!(list.operator == who || is_gone(), Error::<T>::NotPriceSetter);
		Self::release_deposit_of(&list)?;
		Self::deposit_event(Event::PricesRemoved { device, price_list: list.id });
		Ok(())
	}

	fn release_deposit_of(list: &PriceListOf<T>) -> DispatchResult {
		let reason = HoldReason::PriceList.into();
		T::Currency::release(&reason, &list.operator, list.deposit, Precision::Exact)?;
		Ok(())
	}
}
