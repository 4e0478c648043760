//! Which column of a sales file holds what.

use std::{fmt, str::FromStr};

/// What a column of a sales file can hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Field {
	/// Whether the payment system knows what was sold: `Processed`, or `Unlinked`.
	Status,
	/// The machine, as the payment system names it.
	Machine,
	/// The transaction, which may have several lines.
	Transaction,
	/// What was sold, in words.
	Product,
	/// What was sold, as the machine numbers it.
	Selection,
	/// The category of the product, which stands for its class.
	Category,
	/// When it was sold.
	Date,
	/// When the payment system took it up, which may be days later, or the day before.
	Processed,
	/// How it was paid: cash, or a word for a card.
	Means,
	/// Price of one piece, as the machine reported it.
	Price,
	/// How many pieces, as the machine reported it.
	Quantity,
	/// Price of one piece, as the payment system has it.
	MappedPrice,
	/// How many pieces, as the payment system has it.
	MappedQuantity,
	/// What was paid for the line.
	Total,
	/// What was paid for the transaction.
	TransactionTotal,
}

/// Every field: its name in a map, the column that holds it unless another is named, and whether a
/// file must have it.
const FIELDS: [(Field, &str, &str, bool); 15] = [
	(Field::Status, "status", "Status", false),
	(Field::Machine, "machine", "Device ID", true),
	(Field::Transaction, "transaction", "Transaction", true),
	(Field::Product, "product", "Product", false),
	(Field::Selection, "selection", "RCoil", false),
	(Field::Category, "category", "Category", false),
	(Field::Date, "date", "TransDate", true),
	(Field::Processed, "processed", "Prcd Date", false),
	(Field::Means, "means", "Type", true),
	(Field::Price, "price", "RPrice", true),
	(Field::Quantity, "quantity", "RQty", true),
	(Field::MappedPrice, "mapped-price", "MPrice", false),
	(Field::MappedQuantity, "mapped-quantity", "MQty", false),
	(Field::Total, "total", "LineTotal", false),
	(Field::TransactionTotal, "transaction-total", "TransTotal", false),
];

/// Names of the columns, each of which the file must have. Written as `field=Column,field=Column`; a
/// field that is not named has the column that the files of the usual payment system have, and
/// `field=` says that the file has no such column.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ColumnMap(Vec<Option<String>>);

/// Why a text is no column map.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum MapProblem {
	/// A part is not `field=Column`.
	#[error("`{0}` is not of the form field=Column")]
	NotAPair(String),
	/// There is no such field.
	#[error("there is no field `{0}`; the fields are {fields}", fields = names())]
	UnknownField(String),
	/// No file can do without it.
	#[error("every sales file has a `{0}`: name its column")]
	Required(&'static str),
}

fn names() -> String {
	FIELDS.map(|(_, name, _, _)| name).join(", ")
}

impl ColumnMap {
	/// The column that holds a field, where the file has one.
	pub fn column(&self, field: Field) -> Option<&str> {
		let place = FIELDS.iter().position(|(known, ..)| *known == field)?;
		self.0.get(place)?.as_deref()
	}
}

impl Default for ColumnMap {
	fn default() -> Self {
		Self(FIELDS.map(|(_, _, column, _)| Some(column.into())).to_vec())
	}
}

impl FromStr for ColumnMap {
	type Err = MapProblem;

	fn from_str(text: &str) -> Result<Self, MapProblem> {
		let mut map = Self::default();
		for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
			let (name, column) =
				pair.split_once('=').ok_or_else(|| MapProblem::NotAPair(pair.into()))?;
			let (name, column) = (name.trim(), column.trim());
			let mut fields = FIELDS.iter().zip(&mut map.0);
			let ((_, name, _, required), slot) = fields
				.find(|((_, known, _, _), _)| *known == name)
				.ok_or_else(|| MapProblem::UnknownField(name.into()))?;
			if column.is_empty() && *required {
				return Err(MapProblem::Required(name));
			}
			*slot = (!column.is_empty()).then(|| column.into());
		}
		Ok(map)
	}
}

impl fmt::Display for ColumnMap {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let pair = |((_, name, _, _), column): (&(Field, &str, &str, bool), &Option<String>)| {
			format!("{name}={}", column.as_deref().unwrap_or_default())
		};
		f.write_str(&FIELDS.iter().zip(&self.0).map(pair).collect::<Vec<_>>().join(","))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_map_names_what_differs() {
		let map: ColumnMap = "machine=Terminal, total=,date=Sold at".parse().unwrap();
		assert_eq!(map.column(Field::Machine), Some("Terminal"));
		assert_eq!(map.column(Field::Total), None);
		assert_eq!(map.column(Field::Date), Some("Sold at"));
		assert_eq!(map.column(Field::Price), Some("RPrice"));
		assert_eq!(map.to_string().parse(), Ok(map));
		assert_eq!("".parse(), Ok(ColumnMap::default()));
	}

	#[test]
	fn a_bad_map_is_named() {
		for (text, problem) in [
			("machine", MapProblem::NotAPair("machine".into())),
			("colour=Red", MapProblem::UnknownField("colour".into())),
			("price=", MapProblem::Required("price")),
		] {
			assert_eq!(text.parse::<ColumnMap>(), Err(problem));
		}
	}
}
