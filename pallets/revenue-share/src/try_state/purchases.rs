//! What always holds of prices and purchases.

use super::*;

/// Sums of amounts that should be on hold, by account and asset.
type Sums<T> =
	BTreeMap<Vec<u8>, (<T as frame_system::Config>::AccountId, <T as Config>::AssetKind, Amount)>;

impl<T: Config> Pallet<T> {
	/// Checks that
	/// - a. a price list has a number below the next one, and prices, all above zero;
	/// - b. a purchase has a number below the next one, a price, deadlines in order, and a version by
	///   which it can be split, which counts it as open; and no more were looked through than there
	///   are;
	/// - c. of every payer and asset as much is held in escrow as the prices of its purchases;
	/// - d. of every payer as much is held as the deposits of its purchases, and of every operator as
	///   those of its price lists.
	pub(super) fn check_purchases() -> Result<(), TryRuntimeError> {
		Self::check_price_lists()?;
		Self::check_open_purchases()?;
		Self::check_escrow()?;
		let purchases = Purchases::<T>::iter_values().map(|it| (it.payer, it.deposit));
		Self::check_held(HoldReason::Purchase, purchases, "d: deposits and holds")?;
		let lists = PriceLists::<T>::iter_values().map(|it| (it.operator, it.deposit));
		Self::check_held(HoldReason::PriceList, lists, "d: deposits and holds")
	}

	fn check_price_lists() -> Result<(), TryRuntimeError> {
		for list in PriceLists::<T>::iter_values() {
			ensure!(list.id < NextPriceListId::<T>::get(), "a: number of a price list");
			let has_prices = !list.tiers.is_empty() && list.tiers.iter().all(|it| it.price > 0);
			ensure!(has_prices, "a: prices");
		}
		Ok(())
	}

	fn check_open_purchases() -> Result<(), TryRuntimeError> {
		let next = NextPurchaseId::<T>::get();
		let Expired { without_ticket, with_ticket } = ExpiredPurchases::<T>::get();
		ensure!(without_ticket.max(with_ticket) <= next, "b: number that was looked through");
		for (id, purchase) in Purchases::<T>::iter() {
			ensure!(id < next, "b: number of a purchase");
			ensure!(purchase.price > 0, "b: price");
			let claim_by = purchase.ticket.map_or(purchase.report_by, |ticket| ticket.claim_by);
			let deadlines = [purchase.vend_by, purchase.report_by, claim_by];
			ensure!(deadlines.is_sorted(), "b: deadlines");
			let (agreement, version) = (purchase.agreement, purchase.version);
			ensure!(Ledgers::<T>::contains_key(agreement, version), "b: version");
		}
		Ok(())
	}

	fn check_escrow() -> Result<(), TryRuntimeError> {
		let mut sums = Sums::<T>::new();
		for PurchaseInfo { payer, asset, price, .. } in Purchases::<T>::iter_values() {
			let key = (&payer, &asset).encode();
			let (_, _, sum) = sums.entry(key).or_insert((payer, asset, 0));
			*sum = sum.saturating_add(price);
		}
		for (payer, asset, sum) in sums.into_values() {
			let held = <T::Holds as fungibles::InspectHold<_>>::balance_on_hold(
				asset,
				&HoldReason::Escrow.into(),
				&payer,
			);
			ensure!(held == sum, "c: prices and holds");
		}
		Ok(())
	}
}
