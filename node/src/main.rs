//! The BoT node.

use std::process::ExitCode;

#[cfg(feature = "benchmark")]
mod benchmark;
mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
