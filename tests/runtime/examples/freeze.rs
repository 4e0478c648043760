//! Writes what others rely on in this checkout's version of the runtime to `runtime/versions`: with
//! `--release` as a version that was released, and does not change any more.

use std::process::ExitCode;

fn main() -> ExitCode {
	let release = std::env::args().any(|argument| argument == "--release");
	match bot_runtime_tests::versions::freeze(release) {
		Ok(file) => {
			println!("{file}");
			ExitCode::SUCCESS
		},
		Err(error) => {
			eprintln!("freeze: {error}");
			ExitCode::FAILURE
		},
	}
}
