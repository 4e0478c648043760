//! The published schemas take every frozen file, and refuse what is none as far as a schema can.

#![cfg(feature = "std")]

mod common;

use boon::{Compiler, SchemaIndex, Schemas};
use common::{
	frozen::{read, vectors},
	pointer::apply,
	*,
};
use serde_json::Value;
use std::path::PathBuf;

/// What is refused as a file and not by its schema: the id in the DID, and the lists of members.
const BEYOND_A_SCHEMA: [&str; 7] = [
	"a DID of another device",
	"a device that is not the DID's",
	"a quorum above the members",
	"a member twice",
	"a member twice, in two spellings",
	"a member without a key",
	"an account with a bad checksum",
];

struct Schema(Schemas, SchemaIndex);

impl Schema {
	fn new(name: &str) -> Self {
		let file = format!("{name}.schema.json");
		let path: PathBuf = ["..", "docs", "schemas", &file].iter().collect();
		let schema = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
		let mut compiler = Compiler::new();
		compiler.add_resource(&file, schema).unwrap();
		let mut schemas = Schemas::new();
		let index = compiler.compile(&file, &mut schemas).unwrap();
		Self(schemas, index)
	}

	/// The schema of a frozen file.
	fn of(file: &str) -> Self {
		Self::new(match file {
			"checkpoint.json" => "evidence-checkpoint",
			"members.json" => "evidence-members",
			_ => "evidence",
		})
	}

	fn check(&self, file: &Value) -> Result<(), String> {
		self.0.validate(file, self.1).map_err(|error| error.to_string())
	}
}

#[test]
fn frozen_files_are_valid() {
	for name in vectors().iter().map(|(name, _)| *name).chain(["checkpoint.json", "members.json"]) {
		assert_eq!(Schema::of(name).check(&read(name)), Ok(()), "{name}");
	}
}

#[test]
fn written_files_are_valid() {
	let schema = Schema::new("evidence");
	for plan in plans() {
		let file = plan.build().0.to_json().unwrap();
		assert_eq!(schema.check(&serde_json::from_str(&file).unwrap()), Ok(()), "{plan:?}");
	}
}

/// A file with a broken link is a file nevertheless.
#[test]
fn refusals_of_files_are_those_of_the_schemas() {
	let mut refused = 0u32;
	for refusals in [read("refused.json"), read("refused-checkpoint.json")] {
		for refusal in refusals.as_array().unwrap() {
			let base = refusal["base"].as_str().unwrap();
			let name = refusal["name"].as_str().unwrap();
			let mut file = read(base);
			apply(&mut file, refusal["changes"].as_array().unwrap());
			let is_file = refusal["link"] != "File" || BEYOND_A_SCHEMA.contains(&name);
			let checked = Schema::of(base).check(&file);
			assert_eq!(checked.is_ok(), is_file, "{name}: {checked:?}");
			refused += u32::from(!is_file);
		}
	}
	assert!(refused > 50, "{refused}");
}

/// Takes each field of `value` away, and puts another beside each, one at a time.
fn changed(value: &Value) -> Vec<Value> {
	let below = |child: &Value, put: &dyn Fn(Value) -> Value| -> Vec<Value> {
		changed(child).into_iter().map(put).collect()
	};
	match value {
		Value::Object(fields) => {
			let mut more = fields.clone();
			more.insert("extra".into(), Value::Null);
			let mut all = vec![more.into()];
			for (key, child) in fields {
				let mut without = fields.clone();
				without.remove(key);
				all.push(without.into());
				all.extend(below(child, &|child| {
					let mut fields = fields.clone();
					fields.insert(key.clone(), child);
					fields.into()
				}));
			}
			all
		},
		Value::Array(items) => {
			let mut all = vec![];
			for (index, child) in items.iter().enumerate() {
				all.extend(below(child, &|child| {
					let mut items = items.clone();
					items[index] = child;
					items.into()
				}));
			}
			all
		},
		_ => vec![],
	}
}

#[test]
fn every_field_is_needed_and_no_other_is_taken() {
	for name in ["valid-rotations.json", "checkpoint.json", "members.json"] {
		let schema = Schema::of(name);
		let file = read(name);
		let changed = changed(&file);
		assert!(changed.len() > 10);
		for other in changed {
			let rotations = |file: &Value| file.pointer("/key_chain/rotations").cloned();
			// The one field that may be missing: the signature of a key that was lost.
			let lost = rotations(&file) != rotations(&other)
				&& other.to_string().matches("by_old").count() == 1
				&& !other.to_string().contains("extra");
			let checked = schema.check(&other);
			assert_eq!(checked.is_ok(), lost, "{name}: {other}");
		}
	}
}
