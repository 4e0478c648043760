//! What the demo has shown, in one table.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::out;

/// A refusal that the demo waited for, and the one that came.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
	/// What was tried.
	pub what: String,
	/// Name of the refusal that had to come.
	pub expected: String,
	/// Name of the refusal that came.
	pub seen: String,
}

/// How long a step took.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
	/// What the step was about.
	pub name: &'static str,
	/// Its duration, in seconds.
	pub seconds: f64,
}

/// What the demo has shown.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	/// Members of the consortium at the end.
	pub members: usize,
	/// Models registered.
	pub models: usize,
	/// Devices registered.
	pub devices: usize,
	/// Purchases made.
	pub sales: u64,
	/// What all parties are due, less what was sold.
	pub parties_minus_gross: String,
	/// Readings of the file that were attested.
	pub readings: u64,
	/// Records on the chain.
	pub records: u64,
	/// Rows of the file that were left out.
	pub bad_rows: usize,
	/// Bytes of state that one more record takes.
	pub state_bytes_per_record: u64,
	/// Sequence numbers shown as unseen.
	pub unseen: u32,
	/// Length of the evidence file, in bytes.
	pub evidence_bytes: usize,
	/// Time it takes to verify the file, in microseconds.
	pub verify_micros: u128,
	/// Refusals that had to come, and came.
	pub refusals: Vec<Expected>,
	/// The steps.
	pub steps: Vec<Step>,
}

impl Report {
	/// Notes how long a step took.
	pub fn step(&mut self, name: &'static str, begin: Instant) -> Duration {
		let taken = begin.elapsed();
		self.steps.push(Step { name, seconds: (taken.as_secs_f64() * 10.0).round() / 10.0 });
		taken
	}

	/// The table.
	pub fn table(&self) -> String {
		let mut rows = vec![
			["members".into(), self.members.to_string()],
			["models, devices".into(), format!("{}, {}", self.models, self.devices)],
			["sales".into(), self.sales.to_string()],
			["parties' sum minus gross".into(), self.parties_minus_gross.clone()],
			["records".into(), out::grouped(self.records)],
			["readings of the file attested".into(), out::grouped(self.readings)],
			[
				"rows left out".into(),
				out::grouped(u64::try_from(self.bad_rows).unwrap_or(u64::MAX)),
			],
			["state bytes per record".into(), self.state_bytes_per_record.to_string()],
			["numbers unseen".into(), self.unseen.to_string()],
			["evidence file".into(), format!("{} bytes", self.evidence_bytes)],
			["verified in".into(), format!("{} µs", self.verify_micros)],
		];
		for refusal in &self.refusals {
			let seen = format!("expected {}, seen {}", refusal.expected, refusal.seen);
			rows.push([format!("refused: {}", refusal.what), seen]);
		}
		for step in &self.steps {
			rows.push([step.name.to_string(), format!("{:.1} s", step.seconds)]);
		}
		out::table(["shown", "result"], rows)
	}
}
