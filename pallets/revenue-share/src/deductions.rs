//! What is taken off sales before the parties share the rest, and the rest.
//!
//! A deduction is computed of all sales together: of the sum of what it is taken off, rounded down.
//! What a sale adds to it is the difference of two such numbers. A sum only grows and so does a
//! part of it, so no difference is negative, and the payee is never a whole unit away from the exact
//! amount. A deduction takes no more than the sale leaves; what it lacks stays due, and comes off
//! later sales.

use crate::{
	split::{owed, split},
	Book, Deduction, Rule, SalesTotal, Split,
};
use alloc::{vec, vec::Vec};

impl<AccountId> Deduction<AccountId> {
	fn applies_to(&self, sold: &SalesTotal) -> bool {
		self.class.is_none_or(|class| class == sold.class)
			&& self.means.is_none_or(|means| means == sold.means)
	}

	/// What it is computed of for such sales, of which the deductions before leave `left`.
	fn base_of(&self, sold: &SalesTotal, left: u128) -> u128 {
		match self.rule {
			Rule::OfGross(_) => sold.amount,
			Rule::OfRemainder(_) => left,
			Rule::PerPiece(_) => u128::from(sold.quantity),
		}
	}

	/// What is due of such a base; none where it is too large to count.
	pub fn due(&self, base: u128) -> Option<u128> {
		match self.rule {
			Rule::OfGross(ppm) | Rule::OfRemainder(ppm) => Some(owed(ppm, base)?.0),
			Rule::PerPiece(amount) => amount.checked_mul(base),
		}
	}
}

/// Adds what was sold to the book, and gives the part of each payee, deductions first. The parts sum
/// to what was sold. None, and the book is spoilt, where a sum would be too large to count.
pub fn clear<AccountId>(
	book: &mut Book,
	terms: &Split<AccountId>,
	totals: &[SalesTotal],
) -> Option<Vec<u128>> {
	let mut parts = vec![0u128; terms.deductions.len()];
	let mut rest = 0u128;
	for sold in totals {
		book.quantity = book.quantity.checked_add(sold.quantity.into())?;
		book.gross = book.gross.checked_add(sold.amount)?;
		let mut left = sold.amount;
		let deductions = terms.deductions.iter().zip(&mut book.deductions).zip(&mut parts);
		for ((deduction, sum), part) in deductions {
			if !deduction.applies_to(sold) {
				continue;
			}
			sum.base = sum.base.checked_add(deduction.base_of(sold, left))?;
			let taken = deduction.due(sum.base)?.checked_sub(sum.total)?.min(left);
			sum.total = sum.total.checked_add(taken)?;
			*part = part.checked_add(taken)?;
			left = left.checked_sub(taken)?;
		}
		rest = rest.checked_add(left)?;
	}

	let shares = terms.parties.iter().map(|party| party.share_ppm);
	let parties = shares.zip(book.parties.iter().copied()).collect::<Vec<_>>();
	let shared = split(rest, &parties)?;
	for (sum, part) in book.parties.iter_mut().zip(&shared) {
		*sum = sum.checked_add(*part)?;
	}
	parts.extend(shared);
	Some(parts)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		split::tests::shares, DeductionTotal, Party, PaymentMeans, Payout, PerDeduction, PerParty,
	};
	use polkadot_sdk::sp_core::U256;
	use proptest::prelude::*;

	const MEANS: [PaymentMeans; 3] = [PaymentMeans::Cash, PaymentMeans::Card, PaymentMeans::Chain];

	fn deduction(rule: Rule) -> Deduction<u8> {
		Deduction { payee: 0, payout: Payout::OnChain, rule, class: None, means: None }
	}

	fn terms(deductions: Vec<Deduction<u8>>, shares: &[u32]) -> Split<u8> {
		let party =
			|share_ppm: &u32| Party { account: 1, share_ppm: *share_ppm, payout: Payout::OnChain };
		Split {
			deductions: PerDeduction::truncate_from(deductions),
			parties: PerParty::truncate_from(shares.iter().map(party).collect()),
		}
	}

	fn book_of(terms: &Split<u8>) -> Book {
		Book {
			deductions: PerDeduction::truncate_from(vec![
				DeductionTotal::default();
				terms.deductions.len()
			]),
			parties: PerParty::truncate_from(vec![0; terms.parties.len()]),
			..Default::default()
		}
	}

	fn sold(class: u8, means: PaymentMeans, quantity: u32, amount: u128) -> SalesTotal {
		SalesTotal { class, means, quantity, amount }
	}

	fn any_deduction() -> impl Strategy<Value = Deduction<u8>> {
		let ppm = || prop_oneof![0..=1_000_000u32, Just(159_664), Just(1), Just(1_000_000)];
		let rule = prop_oneof![
			ppm().prop_map(Rule::OfGross),
			ppm().prop_map(Rule::OfRemainder),
			prop_oneof![0..100u128, any::<u64>().prop_map(u128::from), Just(u128::MAX)]
				.prop_map(Rule::PerPiece),
		];
		(rule, prop::option::of(0..3u8), prop::option::of(0..3usize)).prop_map(
			|(rule, class, means)| Deduction {
				class,
				means: means.map(|means| MEANS[means]),
				..deduction(rule)
			},
		)
	}

	fn any_sold() -> impl Strategy<Value = SalesTotal> {
		let amount = prop_oneof![0..3u128, 0..1_000u128, 0..u128::MAX / 300, Just(u128::MAX)];
		(0..3u8, 0..3usize, 0..5u32, amount).prop_map(|(class, means, quantity, amount)| {
			sold(class, MEANS[means], quantity, amount)
		})
	}

	proptest! {
		#[test]
		fn parts_sum_to_what_was_sold_and_never_exceed_what_is_due(
			shares in shares(),
			deductions in prop::collection::vec(any_deduction(), 0..=8),
			sales in prop::collection::vec(prop::collection::vec(any_sold(), 1..4), 1..60),
		) {
			let terms = terms(deductions, &shares);
			let mut book = book_of(&terms);
			for totals in sales {
				let mut after = book.clone();
				let gross = totals.iter().try_fold(book.gross, |sum, it| sum.checked_add(it.amount));
				let Some(parts) = clear(&mut after, &terms, &totals) else {
					let counted = |rule| matches!(rule, Rule::PerPiece(_));
					prop_assert!(gross.is_none() || terms.deductions.iter().any(|it| counted(it.rule)));
					continue;
				};
				prop_assert_eq!(after.gross, gross.unwrap());
				prop_assert_eq!(parts.iter().sum::<u128>(), after.gross - book.gross);
				prop_assert_eq!(after.payees().sum::<u128>(), after.gross);
				let before = book.payees().collect::<Vec<_>>();
				let grown = before.iter().zip(&parts).map(|(sum, part)| sum + part);
				prop_assert!(after.payees().eq(grown));
				for (deduction, sum) in terms.deductions.iter().zip(&after.deductions) {
					prop_assert!(sum.total <= deduction.due(sum.base).unwrap());
				}
				let rest = after.parties.iter().sum::<u128>();
				for (share, sum) in shares.iter().zip(&after.parties) {
					let exact = U256::from(*share) * U256::from(rest);
					let paid = U256::from(*sum) * U256::from(1_000_000);
					prop_assert!(exact.max(paid) - exact.min(paid) < U256::from(1_000_000));
				}
				book = after;
			}
		}

		#[test]
		fn a_tax_is_exact_over_any_sales(
			ppm in 0..=1_000_000u32,
			amounts in prop::collection::vec(0..u128::MAX / 100, 1..100),
		) {
			let terms = terms(vec![deduction(Rule::OfGross(ppm))], &[500_000, 500_000]);
			let mut book = book_of(&terms);
			for amount in amounts {
				clear(&mut book, &terms, &[sold(0, PaymentMeans::Cash, 1, amount)]).unwrap();
				let exact = U256::from(book.gross) * U256::from(ppm) / U256::from(1_000_000);
				prop_assert_eq!(U256::from(book.deductions[0].total), exact);
			}
		}
	}

	#[test]
	fn ten_thousand_sales_of_one_unit_leave_nobody_a_unit_away() {
		let shares = [333_333, 333_333, 333_334];
		let terms = terms(vec![deduction(Rule::OfGross(159_664))], &shares);
		let mut book = book_of(&terms);
		for sales in 1..=10_000u128 {
			clear(&mut book, &terms, &[sold(0, PaymentMeans::Cash, 1, 1)]).unwrap();
			let taxes = book.deductions[0].total;
			assert_eq!(taxes, sales * 159_664 / 1_000_000);
			for (share, total) in shares.iter().zip(&book.parties) {
				let exact = u128::from(*share) * (sales - taxes);
				assert!(exact.abs_diff(total * 1_000_000) < 1_000_000);
			}
		}
		assert_eq!(book.payees().sum::<u128>(), 10_000);
	}

	#[test]
	fn deductions_are_taken_in_their_order() {
		let tax = deduction(Rule::OfGross(159_664));
		let bottle = Deduction { class: Some(1), ..deduction(Rule::PerPiece(25)) };
		let fee =
			Deduction { means: Some(PaymentMeans::Card), ..deduction(Rule::OfRemainder(20_000)) };
		let terms = terms(vec![tax, bottle, fee], &[500_000, 500_000]);
		let mut book = book_of(&terms);
		let parts = clear(&mut book, &terms, &[sold(1, PaymentMeans::Card, 2, 1_000)]);
		// 159 of the gross, 2 · 25, and 2 % of the 791 that are left.
		assert_eq!(parts, Some(vec![159, 50, 15, 388, 388]));
		let parts = clear(&mut book, &terms, &[sold(0, PaymentMeans::Cash, 1, 1_000)]);
		assert_eq!(parts, Some(vec![160, 0, 0, 420, 420]));
	}

	#[test]
	fn what_a_deduction_lacks_comes_off_later_sales() {
		let terms = terms(vec![deduction(Rule::PerPiece(25))], &[1_000_000]);
		let mut book = book_of(&terms);
		let mut buy = |amount| clear(&mut book, &terms, &[sold(0, PaymentMeans::Cash, 1, amount)]);
		assert_eq!(buy(10), Some(vec![10, 0]));
		assert_eq!(buy(30), Some(vec![30, 0]));
		assert_eq!(buy(100), Some(vec![35, 65]));
	}

	#[test]
	fn none_where_a_sum_is_too_large() {
		let terms = terms(vec![deduction(Rule::PerPiece(u128::MAX))], &[1_000_000]);
		let sale = |quantity, amount| {
			clear(&mut book_of(&terms), &terms, &[sold(0, PaymentMeans::Cash, quantity, amount)])
		};
		assert_eq!(sale(1, 7), Some(vec![7, 0]));
		assert_eq!(sale(2, 7), None);
		let twice = [sold(0, PaymentMeans::Cash, 0, u128::MAX); 2];
		assert_eq!(clear(&mut book_of(&terms), &terms, &twice), None);
	}
}
