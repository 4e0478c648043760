//! Reads which device stands behind each machine of a sales file: a CSV file with the columns
//! `machine,device,agreement,device_key`.
//!
//! ```text
//! machine,device,agreement,device_key
//! VJ300320611,did:bot:dev:5Grw…,0,keys/vj300320611.json
//! VJ300205292,7,1,p256://Seller
//! ```

use std::{
	collections::BTreeSet,
	fs::File,
	io::{BufRead, BufReader},
	path::Path,
};

use bot_primitives::sales::AgreementId;

use crate::table::{shown, FileProblem, Row, ShapeProblem, Table};

/// What the header must have.
const COLUMNS: &str = "; a list of machines has the columns machine,device,agreement,device_key";

/// A machine, and the device that it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Machine {
	/// Its name in sales files.
	pub name: String,
	/// The device: its DID or its number.
	pub device: String,
	/// The agreement that its sales are split by.
	pub agreement: AgreementId,
	/// The key that it signs data with, as `--device-key` names it.
	pub device_key: String,
}

/// The machines of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Machines(Vec<Machine>);

/// Why a list of machines cannot be used. One bad row spoils it all: what it names would be taken for
/// an unknown machine.
#[derive(Debug, thiserror::Error)]
pub enum ListProblem {
	/// The file cannot be read.
	#[error(transparent)]
	File(#[from] FileProblem),
	/// A row has not the columns of the header, or is no text.
	#[error("line {0}: {1}")]
	Shape(u64, ShapeProblem),
	/// Something is not named.
	#[error("line {0}: EmptyField: the row names no {1}")]
	EmptyField(u64, &'static str),
	/// The agreement is no number.
	#[error("line {0}: BadAgreement: `{1}` is no number of an agreement")]
	BadAgreement(u64, String),
	/// Another row has it too.
	#[error("line {0}: Repeated: `{1}` is in another row too")]
	Repeated(u64, String),
}

impl Machines {
	/// Reads the list at `path`.
	pub fn open(path: &Path) -> Result<Self, ListProblem> {
		Self::of(Table::<BufReader<File>>::open(path)?)
	}

	/// Reads a list.
	pub fn of<R: BufRead>(mut table: Table<R>) -> Result<Self, ListProblem> {
		let column = |name| table.required(name, COLUMNS);
		let places =
			[column("machine")?, column("device")?, column("agreement")?, column("device_key")?];
		let (mut machines, mut seen) = (Vec::new(), BTreeSet::new());
		while table.advance()? {
			let line = table.line();
			let row = table.row().map_err(|problem| ListProblem::Shape(line, problem))?;
			let machine = machine(&row, line, places)?;
			for value in [("machine", &machine.name), ("device", &machine.device)] {
				if !seen.insert((value.0, value.1.clone())) {
					return Err(ListProblem::Repeated(line, shown(value.1)));
				}
			}
			machines.push(machine);
		}
		Ok(Self(machines))
	}

	/// The names of all machines.
	pub fn names(&self) -> BTreeSet<String> {
		self.0.iter().map(|machine| machine.name.clone()).collect()
	}

	/// The machines, in the order of the list.
	pub fn iter(&self) -> impl Iterator<Item = &Machine> {
		self.0.iter()
	}
}

fn machine(row: &Row<'_>, line: u64, places: [usize; 4]) -> Result<Machine, ListProblem> {
	let [name, device, agreement, key] = places;
	let text = |place, what| match row.text(place) {
		Ok("") => Err(ListProblem::EmptyField(line, what)),
		Ok(text) => Ok(text),
		Err(problem) => Err(ListProblem::Shape(line, problem)),
	};
	let number = text(agreement, "agreement")?;
	Ok(Machine {
		name: text(name, "machine")?.into(),
		device: text(device, "device")?.into(),
		agreement: number.parse().map_err(|_| ListProblem::BadAgreement(line, shown(number)))?,
		device_key: text(key, "device key")?.into(),
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(text: &str) -> Result<Machines, String> {
		let table = Table::new(text.as_bytes()).map_err(ListProblem::from);
		table.and_then(Machines::of).map_err(|problem| problem.to_string())
	}

	#[test]
	fn a_list_names_device_agreement_and_key_of_each_machine() {
		let list = "device_key,machine,device,agreement\n//A,VJ1,7,3\np256://B,VJ2,8,0\n";
		let machines = read(list).unwrap();
		let first = Machine {
			name: "VJ1".into(),
			device: "7".into(),
			agreement: 3,
			device_key: "//A".into(),
		};
		assert_eq!(machines.iter().next(), Some(&first));
		assert_eq!(machines.names().into_iter().collect::<Vec<_>>(), ["VJ1", "VJ2"]);
	}

	#[test]
	fn a_bad_list_is_named_with_its_line() {
		let header = "machine,device,agreement,device_key\n";
		for (text, problem) in [
			("", "line 1: EmptyFile"),
			("machine,device\n", "line 1: MissingColumn: no column `agreement`"),
			(
				&format!("{header}A,1,0,//A\nB,2,,//B\n"),
				"line 3: EmptyField: the row names no agreement",
			),
			(&format!("{header}A,1,first,//A\n"), "line 2: BadAgreement: `first`"),
			(&format!("{header}A,1,0,//A\nA,2,0,//B\n"), "line 3: Repeated: `A`"),
			(&format!("{header}A,1,0,//A\nB,1,0,//B\n"), "line 3: Repeated: `1`"),
			(&format!("{header}A,1,0\n"), "line 2: RowCutShort"),
		] {
			let found = read(text).err().unwrap();
			assert!(found.starts_with(problem), "{found}");
		}
	}
}
