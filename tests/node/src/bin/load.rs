//! Asks a node at fixed rates, and shows how fast it answers.
//!
//! It starts a node of its own on this machine, and stops it again.

use std::process::ExitCode;

use bot_node_tests::load::{run, Options, Outcome};
use clap::Parser;
use comfy_table::{presets::ASCII_MARKDOWN, Table};

/// Asks a node of its own at fixed rates, and shows how fast it answers.
#[derive(Debug, Parser)]
struct Arguments {
	/// Requests of `did_resolve` in a second.
	#[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
	resolve: u32,

	/// Requests of `attestation_prove` in a second.
	#[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
	prove: u32,

	/// How many seconds the load lasts.
	#[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3_600))]
	seconds: u32,

	/// Over how many connections it comes.
	#[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=90))]
	connections: u16,

	/// Time between two blocks, in milliseconds.
	#[arg(long, default_value_t = 6_000)]
	block_time: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let options = Options {
		resolve: arguments.resolve,
		prove: arguments.prove,
		seconds: arguments.seconds,
		connections: arguments.connections.into(),
		block_time: arguments.block_time,
	};
	match run(options, |progress| println!("{progress}")).await {
		Ok(outcome) => {
			print(&outcome);
			let is_clean = outcome.parts.iter().all(|part| part.errors.is_empty());
			ExitCode::from(u8::from(!is_clean))
		},
		Err(error) => {
			eprintln!("the load did not come to its end: {error:#}");
			ExitCode::FAILURE
		},
	}
}

fn print(outcome: &Outcome) {
	let mut table = Table::new();
	let header =
		["method", "asked/s", "answered/s", "answers", "errors", "p50 ms", "p99 ms", "longest ms"];
	table.load_preset(ASCII_MARKDOWN).set_header(header);
	for part in &outcome.parts {
		let within = |thousandth| {
			format!("{:.2}", part.latencies.within(thousandth).as_secs_f64() * 1_000.0)
		};
		table.add_row([
			part.kind.method().into(),
			part.rate.to_string(),
			format!("{:.0}", part.reached),
			part.latencies.count().to_string(),
			part.errors.values().sum::<u64>().to_string(),
			within(500),
			within(990),
			within(1_000),
		]);
	}
	println!("{table}");
	for part in &outcome.parts {
		for (error, count) in &part.errors {
			println!("{count} times from {}: {error}", part.kind.method());
		}
	}
	let [before, after] = outcome.memory;
	println!(
		"meanwhile {} blocks and {} statements; processors taken up: {:.2} by the node, {:.2} by this \
		 program; memory of the node: {before} MiB before, {after} MiB after",
		outcome.blocks, outcome.statements, outcome.node_processors, outcome.own_processors
	);
}
