//! `docs/rpc.md`, read by a program.

use anyhow::{ensure, Context, Result};
use serde_json::Value;

const TEXT: &str = include_str!("../../../docs/rpc.md");

/// A parameter of a method.
#[derive(Clone, Debug)]
pub struct Parameter {
	/// Its name.
	pub name: String,
	/// What it is, such as `hash`.
	pub kind: String,
	/// Whether it may be left out.
	pub optional: bool,
}

/// A method.
#[derive(Clone, Debug)]
pub struct Method {
	/// Its name.
	pub name: String,
	/// Its parameters, in order.
	pub parameters: Vec<Parameter>,
	/// The parameters of the example.
	pub request: Value,
	/// The result of the example.
	pub result: Value,
}

/// The methods.
pub fn methods() -> Result<Vec<Method>> {
	let (_, sections) = TEXT.split_once("\n## Methods\n").context("no methods")?;
	let (sections, _) = sections.split_once("\n## ").context("nothing after the methods")?;
	sections.split("\n### `").skip(1).map(method).collect()
}

fn method(section: &str) -> Result<Method> {
	let (name, text) = section.split_once("`\n").context("no name")?;
	let parameter = |row: [&str; 3]| {
		let [name, kind, _] = row;
		let kind = kind.split_once(", ").map_or((kind, false), |(kind, _)| (kind, true));
		Parameter { name: name.trim_matches('`').into(), kind: kind.0.into(), optional: kind.1 }
	};
	let parameters = rows::<3>(text).filter(|row| row[0].starts_with('`')).map(parameter);
	let mut examples = text.split("```json\n").skip(1);
	let mut example = |what: &str| {
		let text = examples.next().and_then(|text| text.split_once("```"));
		let (text, _) = text.with_context(|| format!("{name} has no {what}"))?;
		serde_json::from_str::<Value>(text).with_context(|| format!("{what} of {name}"))
	};
	let (request, result) = (example("request")?, example("result")?);
	ensure!(request["jsonrpc"] == "2.0" && request["method"] == name, "{request}");
	Ok(Method {
		name: name.into(),
		parameters: parameters.collect(),
		request: request["params"].clone(),
		result: result.get("result").with_context(|| format!("{name}: {result}"))?.clone(),
	})
}

/// Code and name of each error.
pub fn errors() -> Vec<(i32, &'static str)> {
	let row =
		|[code, name, _, _]: [&'static str; 4]| Some((code.parse().ok()?, name.trim_matches('`')));
	rows(TEXT).filter_map(row).collect()
}

/// The rows of tables with `N` columns.
fn rows<const N: usize>(text: &str) -> impl Iterator<Item = [&str; N]> {
	text.lines().filter_map(|line| {
		let row = line.strip_prefix("| ")?.strip_suffix('|')?;
		let cells: Vec<_> = row.split(" | ").map(str::trim).collect();
		cells.try_into().ok()
	})
}
