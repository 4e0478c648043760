//! What the calls do, and what the view functions and the runtime API tell.

mod agreements;
mod disputes;
mod ledger;
mod machine;
mod payouts;
mod prices;
mod purchases;
mod queries;
mod reports;
mod reversals;
mod statements;

pub use machine::invalid_transaction;
pub(crate) use machine::HostSha256;
#[cfg(test)]
pub(crate) use machine::LONGEVITY;
#[cfg(feature = "runtime-benchmarks")]
pub(crate) use purchases::Expiry;

use super::*;
use frame::traits::Time;

impl<T: Config> Pallet<T> {
	/// The account that keeps what payees could not receive.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The chain's time.
	pub(crate) fn now() -> Millis {
		T::Time::now()
	}

	pub(crate) fn add<Number: CheckedAdd>(a: Number, b: Number) -> Result<Number, Error<T>> {
		a.checked_add(&b).ok_or(Error::<T>::Overflow)
	}

	/// The deposit for so many items, of so many bytes together.
	pub(crate) fn deposit_for(items: u32, bytes: usize) -> Result<Amount, Error<T>> {
		let items = T::ItemDeposit::get().checked_mul(items.into());
		let bytes = T::ByteDeposit::get().checked_mul(bytes.saturated_into());
		items.zip(bytes).and_then(|(a, b)| a.checked_add(b)).ok_or(Error::<T>::Overflow)
	}
}
