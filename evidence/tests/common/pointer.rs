//! Changes of JSON values, each at a JSON pointer (RFC 6901).

use serde_json::{json, Value};

/// What makes `to` of `from`: a list of `{"pointer", "value"}` and `{"pointer", "remove": true}`. What
/// an object with other fields has become stands field by field, a list of another length as a whole.
pub(crate) fn difference(from: &Value, to: &Value) -> Vec<Value> {
	let mut changes = Vec::new();
	compare(from, to, &mut String::new(), &mut changes);
	changes
}

fn compare(from: &Value, to: &Value, pointer: &mut String, changes: &mut Vec<Value>) {
	let mut below = |key: &str, step: &mut dyn FnMut(&mut String, &mut Vec<Value>)| {
		let length = pointer.len();
		pointer.push('/');
		pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
		step(pointer, changes);
		pointer.truncate(length);
	};
	match (from, to) {
		_ if from == to => {},
		(Value::Object(from), Value::Object(to)) => {
			let mut keys: Vec<_> = from.keys().chain(to.keys()).collect();
			keys.sort();
			keys.dedup();
			for key in keys {
				below(key, &mut |at, changes| match (from.get(key), to.get(key)) {
					(Some(from), Some(to)) => compare(from, to, at, changes),
					(_, Some(to)) => changes.push(json!({ "pointer": at, "value": to })),
					(_, None) => changes.push(json!({ "pointer": at, "remove": true })),
				});
			}
		},
		(Value::Array(from), Value::Array(to)) if from.len() == to.len() => {
			for (index, (from, to)) in from.iter().zip(to).enumerate() {
				below(&index.to_string(), &mut |at, changes| compare(from, to, at, changes));
			}
		},
		_ => changes.push(json!({ "pointer": pointer, "value": to })),
	}
}

/// Makes the changes, one after the other.
pub(crate) fn apply(value: &mut Value, changes: &[Value]) {
	for change in changes {
		let pointer = change["pointer"].as_str().unwrap();
		let Some((parent, key)) = pointer.rsplit_once('/') else {
			*value = change["value"].clone();
			continue;
		};
		let key = key.replace("~1", "/").replace("~0", "~");
		let parent = value.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
		match parent {
			Value::Array(items) => {
				items[key.parse::<usize>().unwrap()] = change["value"].clone();
			},
			Value::Object(fields) if change.get("remove") == Some(&json!(true)) => {
				fields.remove(&key).unwrap_or_else(|| panic!("nothing at {pointer}"));
			},
			Value::Object(fields) => {
				fields.insert(key, change["value"].clone());
			},
			other => panic!("{pointer}: {other} has no fields"),
		}
	}
}
