//! The BoT node.

use std::process::ExitCode;

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
