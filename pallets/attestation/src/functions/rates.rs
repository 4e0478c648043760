//! How often devices may attest, and what operators pay for more.

use super::*;
use bot_primitives::{
	traits::{DeviceRates, Devices, HotDevice, MemberRoles, OnTransfer},
	Rate, Role,
};
use frame::traits::{fungible::MutateHold, tokens::Precision, EnsureAdd, EnsureMul, EnsureSub};
use polkadot_sdk::frame_support::defensive;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_buy_rate(
		who: T::AccountId,
		device: DeviceIndex,
		rate: Rate,
	) -> DispatchResult {
		let hot = Self::known(device)?;
		ensure!(!hot.state.is_final(), Error::<T>::DeviceGone);
		let is_operator = hot.operator == who && T::Members::has_role(&who, Role::Operator);
		ensure!(is_operator, Error::<T>::NotOperator);
		let is_valid = rate.interval > 0 && (1..=T::MaxBurst::get()).contains(&rate.burst);
		ensure!(is_valid, Error::<T>::InvalidRate);

		// The old one first: its part of the whole, and its deposit, are there for the new one.
		if let Some(sold) = SoldRates::<T>::take(device) {
			Self::take_back(&sold)?;
		}
		let total = TotalSoldRate::<T>::get().ensure_add(rate.per_thousand_blocks())?;
		ensure!(total <= T::MaxSoldRate::get(), Error::<T>::SoldOut);
		let deposit = Self::deposit_for(rate)?;
		T::Currency::hold(&HoldReason::Rate.into(), &who, deposit)?;
		TotalSoldRate::<T>::put(total);
		SoldRates::<T>::insert(device, SoldRate { rate, payer: who.clone(), deposit });
		T::Devices::set_rate(device, Some(rate));
		Self::deposit_event(Event::RateSold { device, rate, payer: who, deposit });
		Ok(())
	}

	pub(crate) fn do_return_rate(who: T::AccountId, device: DeviceIndex) -> DispatchResult {
		let hot = Self::known(device)?;
		let sold = SoldRates::<T>::take(device).ok_or(Error::<T>::NotSold)?;
		// The rate of a device that is gone is of use to others only.
		ensure!(sold.payer == who || hot.state.is_final(), Error::<T>::NotOperator);
		Self::end_rate(device, sold)
	}

	/// The deposit for a rate.
	pub fn deposit_for(rate: Rate) -> Result<BalanceOf<T>, DispatchError> {
		let count = BalanceOf::<T>::try_from(rate.per_thousand_blocks())
			.map_err(|_| ArithmeticError::Overflow)?;
		let price = T::RateDeposit::get().ensure_mul(count)?;
		Ok(T::RateDepositBase::get().ensure_add(price)?)
	}

	fn known(device: DeviceIndex) -> Result<HotDevice<T::AccountId>, Error<T>> {
		T::Devices::hot(device).ok_or(Error::<T>::UnknownDevice)
	}

	/// Gives what was paid back, and the device the rate of a new one.
	fn end_rate(device: DeviceIndex, sold: SoldRateOf<T>) -> DispatchResult {
		Self::take_back(&sold)?;
		T::Devices::set_rate(device, None);
		Self::deposit_event(Event::RateReturned { device, payer: sold.payer });
		Ok(())
	}

	fn take_back(sold: &SoldRateOf<T>) -> DispatchResult {
		let SoldRate { rate, payer, deposit } = sold;
		let total = TotalSoldRate::<T>::get().ensure_sub(rate.per_thousand_blocks())?;
		TotalSoldRate::<T>::put(total);
		T::Currency::release(&HoldReason::Rate.into(), payer, *deposit, Precision::BestEffort)?;
		Ok(())
	}
}

/// A rate is its operator's: the next one begins with that of a new device.
impl<T: Config> OnTransfer<T::AccountId> for Pallet<T> {
	fn on_transfer(device: DeviceIndex, _: &T::AccountId, _: &T::AccountId) {
		let Some(sold) = SoldRates::<T>::take(device) else { return };
		if let Err(error) = Self::end_rate(device, sold) {
			defensive!("what was held can be released", error);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark(device: DeviceIndex, from: &T::AccountId) {
		crate::benchmarking::fund::<T>(from);
		let rate = Rate { interval: 1_000, burst: 1 };
		Self::do_buy_rate(from.clone(), device, rate).expect("the device's operator buys");
	}
}
