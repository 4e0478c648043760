//! What always holds of the records and rates.

use super::*;
use alloc::collections::BTreeMap;
use frame::{deps::sp_runtime::TryRuntimeError, traits::fungible::InspectHold};

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 1. the last block's records have a root where there are some;
	/// 2. the records of the block are as many as are counted;
	/// 3. the rates sold are those that their devices have, none of them unpaid, and their sum is the
	///    one that is kept.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		if let Some(records) = LastRecords::<T>::get() {
			ensure!(records.count > 0 && records.root != [0; 32], "1: records and their root");
		}
		let records = BlockRecords::<T>::decode_len().unwrap_or_default();
		ensure!(
			usize::try_from(BlockRecordCount::<T>::get()) == Ok(records),
			"2: records of the block"
		);
		Self::try_state_of_rates()
	}

	fn try_state_of_rates() -> Result<(), TryRuntimeError> {
		let mut total = 0u64;
		let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (device, SoldRate { rate, payer, deposit }) in SoldRates::<T>::iter() {
			let hot = T::Devices::hot(device).ok_or("3: rates and devices")?;
			ensure!(hot.rate == rate, "3: rates of devices");
			total = total.saturating_add(rate.per_thousand_blocks());
			let held = deposits.entry(payer).or_default();
			*held = held.saturating_add(deposit);
		}
		ensure!(total == TotalSoldRate::<T>::get(), "3: sum of the rates");
		for (payer, deposit) in deposits {
			let held = T::Currency::balance_on_hold(&HoldReason::Rate.into(), &payer);
			ensure!(held == deposit, "3: deposits for rates");
		}
		Ok(())
	}
}
