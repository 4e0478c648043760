//! How a sale is split, exactly.
//!
//! Of `total` units that were sold, a party with `share` parts per million is owed
//! `share · total / 10^6`. Units cannot be divided, so it has been paid this number rounded down or
//! rounded up, after every sale: always within one unit. What was paid is never asked back, and the
//! parts of a sale add up to its price.
//!
//! That is the chairman assignment problem (R. Tijdeman, *Discrete Mathematics* 32, 1980). The next
//! unit of a party may be paid as soon as the party is owed a fraction of it, and must be paid when it
//! is owed all of it. Each unit is thus a job with a release and a deadline, and since a plan that
//! meets all deadlines exists, paying the units with the nearest deadlines first is one.
//!
//! Two simpler ways do not keep the promise:
//! - the difference of two splits by largest remainders asks money back. With shares of 10, 45 and
//!   45 % the first party has one unit after 5 units sold, and none after 6;
//! - the largest arrears first misses deadlines. With shares of 1,000, 120,000, 23,000, 3,000 and
//!   853,000 ppm and sales of one unit each, it has more to pay at the 517th than was sold.

use alloc::vec::Vec;

/// The whole that shares are parts of.
pub const MILLION: u32 = 1_000_000;

const WHOLE: u128 = 1_000_000;

/// What a party with `share` parts per million is owed of `total`, exactly: in whole units, and in
/// parts per million of one more. None where `share` is more than all of it.
///
/// No step overflows for any total: a share of it is at most all of it.
pub fn owed(share: u32, total: u128) -> Option<(u128, u128)> {
	let share = u128::from(share);
	let fractions = share.checked_mul(total % WHOLE)?;
	let units = share.checked_mul(total / WHOLE)?.checked_add(fractions / WHOLE)?;
	Some((units, fractions % WHOLE))
}

/// The parts of a sale of `amount`, for parties with these shares in parts per million, each with what
/// it has been paid of earlier sales. None where the total would overflow, or where no series of
/// splits leads to `parties`.
pub fn split(amount: u128, parties: &[(u32, u128)]) -> Option<Vec<u128>> {
	let total = parties.iter().try_fold(amount, |sum, (_, paid)| sum.checked_add(*paid))?;

	let mut left = amount;
	let mut parts = Vec::with_capacity(parties.len());
	let mut deadlines = Vec::new();
	for (index, (share, paid)) in parties.iter().enumerate() {
		let (units, fraction) = owed(*share, total)?;
		if fraction > 0 && units >= *paid {
			// How many more units have to be sold until the party is owed the next one in full.
			let deadline = WHOLE.checked_sub(fraction)?.div_ceil(u128::from(*share));
			deadlines.push((deadline, index));
		}
		let part = units.saturating_sub(*paid);
		left = left.checked_sub(part)?;
		parts.push(part);
	}

	deadlines.sort_unstable();
	let mut nearest = deadlines.into_iter();
	while left > 0 {
		let (_, index) = nearest.next()?;
		let part = parts.get_mut(index)?;
		*part = part.checked_add(1)?;
		left = left.checked_sub(1)?;
	}
	Some(parts)
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use polkadot_sdk::sp_core::U256;
	use proptest::prelude::*;

	/// Shares of 2 to 16 parties: even and uneven ones, tiny ones, and such as come together at the
	/// same totals.
	pub(crate) fn shares() -> impl Strategy<Value = Vec<u32>> {
		prop_oneof![Just(1), Just(1_000), Just(10_000), Just(62_500)]
			.prop_flat_map(|grain| {
				let grains = MILLION / grain;
				let cut = prop_oneof![1..grains, 1..grains.min(40)];
				(
					Just(grain),
					prop::collection::btree_set(cut, 1..=15),
					any::<prop::sample::Index>(),
				)
			})
			.prop_map(|(grain, cuts, turn)| {
				let ends = cuts.iter().map(|cut| cut * grain).chain([MILLION]);
				let mut start = 0;
				let mut shares = ends
					.map(|end| {
						let share = end - start;
						start = end;
						share
					})
					.collect::<Vec<_>>();
				let count = shares.len();
				shares.rotate_left(turn.index(count));
				shares
			})
	}

	/// Whether `paid` is less than one unit from the exact share of `total`.
	fn is_within_one_unit(share: u32, total: u128, paid: u128) -> bool {
		let exact = U256::from(share) * U256::from(total);
		let paid = U256::from(paid) * U256::from(MILLION);
		let distance = exact.max(paid) - exact.min(paid);
		distance < U256::from(MILLION)
	}

	/// Splits one sale after another, and checks all that is promised after each.
	fn check(shares: &[u32], amounts: impl IntoIterator<Item = u128>) {
		let mut parties = shares.iter().map(|share| (*share, 0)).collect::<Vec<_>>();
		let mut total = 0u128;
		for amount in amounts {
			let Some(after) = total.checked_add(amount) else {
				assert_eq!(split(amount, &parties), None);
				continue;
			};
			total = after;
			let parts = split(amount, &parties).unwrap();
			assert_eq!(parts.iter().sum::<u128>(), amount);
			for ((share, paid), part) in parties.iter_mut().zip(parts) {
				*paid += part;
				assert!(is_within_one_unit(*share, total, *paid), "{shares:?} at {total}");
			}
		}
	}

	proptest! {
		#[test]
		fn any_amount_is_split_exactly(shares in shares(), amount: u128) {
			check(&shares, [amount]);
			check(&shares, [u128::MAX]);
			check(&shares, [amount, u128::MAX - amount, 1]);
			for share in shares {
				let (units, fraction) = owed(share, amount).unwrap();
				let exact = U256::from(share) * U256::from(amount);
				assert_eq!(U256::from(units) * U256::from(MILLION) + U256::from(fraction), exact);
			}
		}

		#[test]
		fn any_sales_are_split_exactly(
			shares in shares(),
			amounts in prop::collection::vec(
				prop_oneof![1..4u128, 1..1_000u128, 1..u128::MAX / 200],
				1..400,
			),
		) {
			check(&shares, amounts);
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(32))]

		#[test]
		fn ten_thousand_sales_of_one_unit_are_split_exactly(shares in shares()) {
			check(&shares, [1; 10_000]);
		}
	}

	#[test]
	fn a_part_is_never_negative() {
		check(&[100_000, 450_000, 450_000], [1; 100]);
	}

	#[test]
	fn no_deadline_is_missed() {
		check(&[1_000, 120_000, 23_000, 3_000, 853_000], [1; 10_000]);
	}

	#[test]
	fn the_nearest_deadline_comes_first_and_then_the_first_party() {
		assert_eq!(split(1, &[(300_000, 0), (700_000, 0)]), Some(vec![0, 1]));
		assert_eq!(split(1, &[(500_000, 0), (500_000, 0)]), Some(vec![1, 0]));
		assert_eq!(split(1, &[(500_000, 1), (500_000, 0)]), Some(vec![0, 1]));
	}

	#[test]
	fn a_price_that_divides_is_split_without_a_rest() {
		let parties = [(600_000, 0), (250_000, 0), (150_000, 0)];
		assert_eq!(split(200, &parties), Some(vec![120, 50, 30]));
	}

	#[test]
	fn none_where_no_split_leads_to_what_was_paid() {
		assert_eq!(split(1, &[(500_000, 9), (500_000, 0)]), None);
		assert_eq!(split(u128::MAX, &[(500_000, 1), (500_000, 0)]), None);
		assert_eq!(split(1, &[(1, 0)]), Some(vec![1]));
		assert_eq!(split(2, &[(1, 0)]), None);
	}
}
