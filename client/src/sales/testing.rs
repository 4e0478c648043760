//! What the tests of this module share.

use std::path::PathBuf;

use bot_primitives::sales::{LineKind, PaymentMeans};
use proptest::prelude::*;

use super::{
	csv::{Refused, Sale},
	lines::Blinder,
	period::Period,
	report::{reports, Counters, KeptReport, Terms},
};
use crate::money::units_text;

/// The columns of the usual payment system.
pub(super) const HEADER: &str = "Status,Device ID,Location,Machine,Product,Category,Transaction,\
	TransDate,Type,RCoil,RPrice,RQty,MCoil,MPrice,MQty,LineTotal,TransTotal,Prcd Date";

/// A made-up file.
pub(super) fn file(name: &str) -> PathBuf {
	["tests", "data", name].iter().collect()
}

/// One piece of selection 7, paid in cash to the machine `M`.
pub(super) fn sale(row: u64, transaction: &str, amount: u128) -> Sale {
	Sale {
		row,
		machine: "M".into(),
		transaction: transaction.into(),
		product: "Water".into(),
		selection: 7,
		class: 0,
		means: PaymentMeans::Cash,
		kind: LineKind::Paid,
		quantity: 1,
		amount,
		at: 86_400_000,
		processed_at: 86_400_000,
		transaction_total: None,
		remark: None,
	}
}

/// One report with all these sales.
pub(super) fn kept_report(number: u32, sales: &[Sale]) -> KeptReport {
	let sales: Vec<_> = sales.iter().collect();
	let blinder = Blinder::new(&[1; 32]).unwrap();
	let counters = Counters { number, ..Counters::default() };
	let period = (Period::Month, "+00:00".parse().unwrap());
	let terms = Terms { agreement: 0, version: 0 };
	reports(&sales, terms, period, &[], counters, &blinder).unwrap().remove(0)
}

/// The names of what was refused, each with its line.
pub(super) fn names(refused: &[Refused]) -> Vec<String> {
	let name = |refused: &Refused| {
		refused.to_string().splitn(3, ':').take(2).collect::<Vec<_>>().join(":")
	};
	refused.iter().map(name).collect()
}

/// Sales of the machine `M` in the order of a file, in transactions of one to three lines, over a
/// quarter of a year. No two are equal.
pub(super) fn random_sales() -> impl Strategy<Value = Vec<Sale>> {
	let line = (1u128..10_000, 1u16..5, any::<bool>(), 0u8..3);
	let transaction = (19_000u64..19_090, 0u64..10, prop::collection::vec(line, 1..4));
	prop::collection::vec(transaction, 1..40).prop_map(|transactions| {
		let mut sales = Vec::new();
		for (number, (day, delay, lines)) in transactions.into_iter().enumerate() {
			let total =
				lines.iter().map(|(price, quantity, ..)| price * u128::from(*quantity)).sum();
			for (selection, (price, quantity, cash, class)) in lines.into_iter().enumerate() {
				sales.push(Sale {
					row: sales.len() as u64 + 2,
					transaction: format!("{}", 1_000 + number),
					selection: 100 + selection as u32,
					class,
					means: if cash { PaymentMeans::Cash } else { PaymentMeans::Card },
					quantity,
					amount: price * u128::from(quantity),
					at: day * 86_400_000,
					processed_at: (day + delay) * 86_400_000,
					transaction_total: Some(total),
					..sale(0, "", 0)
				});
			}
		}
		sales
	})
}

/// A file with these sales, whose categories are the numbers of their classes.
pub(super) fn as_csv(sales: &[Sale]) -> String {
	let mut text = HEADER.to_string();
	for sale in sales {
		let date = |at: u64, form: &str| {
			let at = chrono::DateTime::from_timestamp_millis(at.try_into().unwrap()).unwrap();
			at.format(form).to_string()
		};
		let price = units_text(sale.amount / u128::from(sale.quantity), 2);
		let means = if sale.means == PaymentMeans::Cash { "Cash" } else { "Credit" };
		let total = sale.transaction_total.unwrap_or(sale.amount);
		text += &format!(
			"\nProcessed,{},Mall,Mall x1,{},{},{},\"{}\",{means},{selection},{price},{quantity},\
			 {selection},{price},{quantity},{},{},{}",
			sale.machine,
			sale.product,
			sale.class,
			sale.transaction,
			date(sale.at, "%A, %B %-d, %Y"),
			units_text(sale.amount, 2),
			units_text(total, 2),
			date(sale.processed_at, "%-m/%-d/%Y"),
			selection = sale.selection,
			quantity = sale.quantity,
		);
	}
	text
}
