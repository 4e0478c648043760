//! The program `bot`: members, devices, attestations, evidence and sales of a BoT chain.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
	let cli = cli::Cli::from_arguments();
	let json = cli.json;
	let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => runtime,
		Err(error) => return cli::fail(json, &bot_client::Error::input(error)),
	};
	match runtime.block_on(cli.run()) {
		Ok(code) => code,
		Err(error) => cli::fail(json, &error),
	}
}
