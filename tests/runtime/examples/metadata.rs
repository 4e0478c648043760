//! Writes the runtime's metadata to standard output, as the client is generated from it.

use std::io::Write;

fn main() -> std::io::Result<()> {
	std::io::stdout().write_all(&bot_runtime_tests::metadata())
}
