//! Floods a node with transactions that the chain must refuse, and shows what that does to others.
//!
//! It starts a node of its own on this machine, sends a bounded number of transactions within a
//! bounded time, and stops the node again.

use std::{process::ExitCode, time::Duration};

use bot_node_tests::flood::{run, Kind, Options, Outcome};
use clap::Parser;
use comfy_table::{presets::ASCII_MARKDOWN, Table};

/// Floods a node of its own with transactions that the chain must refuse.
#[derive(Debug, Parser)]
struct Arguments {
	/// How many transactions are sent.
	#[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
	transactions: u64,

	/// How many of them are on their way at a time.
	#[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=256))]
	at_a_time: u16,

	/// After how many seconds the flood ends, however many were sent.
	#[arg(long, default_value_t = 1_200)]
	seconds: u64,

	/// Time between two blocks, in milliseconds.
	#[arg(long, default_value_t = 3_000)]
	block_time: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let options = Options {
		transactions: arguments.transactions,
		at_a_time: arguments.at_a_time.into(),
		limit: Duration::from_secs(arguments.seconds),
		block_time: arguments.block_time,
	};
	let outcome = match run(options, |progress| println!("{progress}")).await {
		Ok(outcome) => outcome,
		Err(error) => {
			eprintln!("the flood did not come to its end: {error:#}");
			return ExitCode::FAILURE;
		},
	};
	print(&outcome);
	let failures = outcome.failures();
	for failure in &failures {
		println!("FAILED: {failure}");
	}
	if failures.is_empty() {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}

fn table<const N: usize>(header: [&str; N]) -> Table {
	let mut table = Table::new();
	table.load_preset(ASCII_MARKDOWN).set_header(header);
	table
}

fn print(outcome: &Outcome) {
	let mut kinds = table([
		"kind",
		"sent",
		"refused",
		"refused as",
		"taken by the pool",
		"in the chain",
		"refused before the signature",
		"ms to refuse one, idle",
	]);
	let mut sent = 0u64;
	for kind in Kind::ALL {
		let tally = outcome.tallies.get(&kind).cloned().unwrap_or_default();
		sent = sent.saturating_add(tally.sent);
		let reasons: Vec<_> =
			tally.refused.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
		let records = outcome.records.get(&Some(kind)).copied().unwrap_or_default();
		kinds.add_row([
			format!("{} ({:?})", kind.name(), kind.refusal()),
			tally.sent.to_string(),
			tally.refused.values().sum::<u64>().to_string(),
			reasons.join(", "),
			tally.taken.to_string(),
			records.to_string(),
			if kind.is_refused_before_the_signature() { "yes" } else { "no" }.into(),
			format!("{:.2}", tally.alone.as_secs_f64() * 1_000.0),
		]);
	}
	println!("{kinds}");
	println!(
		"That a refusal comes before the signature is counted in the tests of pallet-attestation; here it \
		 shows as time."
	);
	let seconds = outcome.taken.as_secs_f64();
	println!(
		"{sent} transactions in {seconds:.1} s ({:.0}/s), {} blocks",
		f64::from(u32::try_from(sent).unwrap_or(u32::MAX)) / seconds.max(0.001),
		outcome.blocks
	);

	let mut others = table(["RPC system_health", "requests", "p50 ms", "p99 ms", "longest ms"]);
	for (name, latencies) in [("idle", &outcome.idle), ("flooded", &outcome.flooded)] {
		let within =
			|thousandth| format!("{:.2}", latencies.within(thousandth).as_secs_f64() * 1_000.0);
		others.add_row([
			name.into(),
			latencies.count().to_string(),
			within(500),
			within(990),
			within(1_000),
		]);
	}
	println!("{others}");
	let waits = &outcome.honest.waits;
	let within = |blocks| waits.iter().flatten().filter(|wait| **wait <= blocks).count();
	println!(
		"honest statements: {}, of which {} recorded in the next block and {} within two; invalid \
		 records: {}",
		waits.len(),
		within(1),
		within(2),
		outcome.invalid
	);
}
