//! Holds the lines of a transaction against its total, and finds lines that are there twice.

use std::collections::{BTreeMap, BTreeSet};

use bot_primitives::sales::Amount;

use super::csv::{Refused, RowProblem, Sale};
use crate::money::units_text;

/// Parts the sales that stand from those that do not go with the rest of their transaction.
///
/// Two equal lines of one transaction are two lines where the total says so, and else one line that
/// is there twice. Lines that do not make the total are all left out: which one is wrong cannot be
/// told. A transaction of which a row is `refused` is not held against its total.
pub(super) fn check(
	sales: Vec<Sale>,
	refused: &[Refused],
	decimals: u8,
) -> (Vec<Sale>, Vec<Refused>) {
	let incomplete: BTreeSet<_> =
		refused.iter().filter_map(|refused| refused.transaction.clone()).collect();
	let mut transactions: BTreeMap<_, Vec<Sale>> = BTreeMap::new();
	for sale in sales {
		let key = (sale.machine.clone(), sale.transaction.clone());
		transactions.entry(key).or_default().push(sale);
	}
	let (mut good, mut doubtful) = (Vec::new(), Vec::new());
	for (key, lines) in transactions {
		let total = common_total(&lines).filter(|_| !incomplete.contains(&key));
		let (lines, repeated) = part_repeated(lines, total);
		doubtful.extend(repeated);
		match mismatch(&lines, incomplete.contains(&key)) {
			None => good.extend(lines),
			Some(sum) => doubtful.extend(lines.into_iter().map(|sale| {
				let total = sale.transaction_total.unwrap_or_default();
				let problem = RowProblem::TransactionMismatch {
					lines: units_text(sum, decimals),
					total: units_text(total, decimals),
				};
				refuse(sale, problem)
			})),
		}
	}
	good.sort_by_key(|sale| sale.row);
	(good, doubtful)
}

/// The total on which all lines agree.
fn common_total(lines: &[Sale]) -> Option<Amount> {
	let total = lines.first()?.transaction_total?;
	lines.iter().all(|line| line.transaction_total == Some(total)).then_some(total)
}

/// Takes out lines that are there twice: with a total no more of them than needed to come down to
/// it, without one all.
fn part_repeated(lines: Vec<Sale>, total: Option<Amount>) -> (Vec<Sale>, Vec<Refused>) {
	let mut sum = sum_of(&lines);
	let (mut kept, mut repeated) = (Vec::new(), Vec::new());
	let mut later = lines;
	while let Some(line) = later.pop() {
		let is_too_much = total.is_none_or(|total| sum.is_none_or(|sum| sum > total));
		let first = later.iter().find(|earlier| earlier.is_same_line(&line));
		match first.map(|first| first.row).filter(|_| is_too_much) {
			Some(row) => {
				sum = sum.and_then(|sum| sum.checked_sub(line.amount));
				repeated.push(refuse(line, RowProblem::DuplicateLine(row)));
			},
			None => kept.push(line),
		}
	}
	kept.reverse();
	(kept, repeated)
}

/// What the lines make, where it is not what their totals say.
fn mismatch(lines: &[Sale], is_incomplete: bool) -> Option<Amount> {
	if is_incomplete {
		return None;
	}
	let sum = sum_of(lines).unwrap_or(Amount::MAX);
	let differs = |line: &Sale| line.transaction_total.is_some_and(|total| total != sum);
	lines.iter().any(differs).then_some(sum)
}

fn sum_of(lines: &[Sale]) -> Option<Amount> {
	lines.iter().try_fold(0, |sum: Amount, line| sum.checked_add(line.amount))
}

fn refuse(sale: Sale, problem: RowProblem) -> Refused {
	let transaction = Some((sale.machine.clone(), sale.transaction.clone()));
	Refused { row: sale.row, problem, transaction, sale: Some(sale) }
}

impl Sale {
	/// Whether another row says the same of the same transaction.
	pub fn is_same_line(&self, other: &Self) -> bool {
		(&self.machine, &self.transaction) == (&other.machine, &other.transaction)
			&& self.contents() == other.contents()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::{names, sale};

	fn with_total(row: u64, selection: u32, amount: Amount, total: Amount) -> Sale {
		Sale { selection, transaction_total: Some(total), ..sale(row, "T", amount) }
	}

	fn checked(sales: Vec<Sale>) -> (Vec<u64>, Vec<String>) {
		let (good, refused) = check(sales, &[], 2);
		(good.iter().map(|sale| sale.row).collect(), names(&refused))
	}

	#[test]
	fn lines_that_make_their_total_stand() {
		let lines = vec![with_total(2, 1, 150, 350), with_total(3, 2, 200, 350)];
		assert_eq!(checked(lines), (vec![2, 3], vec![]));
	}

	#[test]
	fn the_total_tells_two_pieces_from_one_row_twice() {
		let twice = |total| vec![with_total(2, 1, 150, total), with_total(3, 1, 150, total)];
		assert_eq!(checked(twice(300)), (vec![2, 3], vec![]));
		assert_eq!(checked(twice(150)), (vec![2], vec!["line 3: DuplicateLine".into()]));
		let thrice = vec![
			with_total(2, 1, 150, 300),
			with_total(3, 1, 150, 300),
			with_total(4, 1, 150, 300),
		];
		assert_eq!(checked(thrice), (vec![2, 3], vec!["line 4: DuplicateLine".into()]));
	}

	#[test]
	fn without_a_total_an_equal_line_is_one_too_many() {
		let lines = vec![sale(2, "T", 150), sale(3, "T", 150), sale(4, "U", 150)];
		assert_eq!(checked(lines), (vec![2, 4], vec!["line 3: DuplicateLine".into()]));
	}

	#[test]
	fn lines_that_do_not_make_their_total_are_left_out_together() {
		let lines = vec![
			with_total(2, 1, 150, 350),
			with_total(3, 2, 210, 350),
			Sale { transaction: "U".into(), ..with_total(4, 1, 100, 100) },
		];
		let mismatch = |line| format!("line {line}: TransactionMismatch");
		assert_eq!(checked(lines), (vec![4], vec![mismatch(2), mismatch(3)]));
		let disagree = vec![with_total(2, 1, 150, 350), with_total(3, 2, 200, 360)];
		assert_eq!(checked(disagree).0, Vec::<u64>::new());
	}

	#[test]
	fn a_transaction_with_a_refused_row_is_not_held_against_its_total() {
		let refused = refuse(sale(3, "T", 1), RowProblem::UnlinkedStatus);
		let (good, doubtful) = check(vec![with_total(2, 1, 150, 350)], &[refused], 2);
		assert_eq!((good.len(), doubtful.len()), (1, 0));
	}
}
