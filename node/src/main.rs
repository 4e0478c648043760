//! The BoT node.

use std::process::ExitCode;

#[cfg(feature = "benchmark")]
mod benchmark;
mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

/// Gives memory back that requests of megabytes, in many threads, have had; glibc's does not.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
