//! `bot completions` and `bot manual`: what shells and readers know of the program.

use std::{
	fs, io,
	path::{Path, PathBuf},
	process::ExitCode,
};

use bot_client::{Error, Result};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::json;

use super::{examples, Context};

/// Print completions for a shell.
#[derive(clap::Args, Debug)]
pub(super) struct CompletionsArgs {
	/// The shell.
	shell: Shell,
}

/// Write the manual pages of all commands.
#[derive(clap::Args, Debug)]
pub(super) struct ManualArgs {
	/// The directory for them.
	#[arg(long)]
	out: PathBuf,
}

impl CompletionsArgs {
	pub(super) fn run(self) -> ExitCode {
		clap_complete::generate(self.shell, &mut examples::command(), "bot", &mut io::stdout());
		ExitCode::SUCCESS
	}
}

impl ManualArgs {
	pub(super) fn run(self, context: &Context) -> Result<ExitCode> {
		let file = |error| Error::file(&self.out, error);
		fs::create_dir_all(&self.out).map_err(file)?;
		let mut program = examples::command();
		// Gives the commands what they have of the program: its version, and the options for all.
		program.build();
		let pages = write_pages(&self.out, &program, "bot").map_err(file)?;
		let told = json!({ "pages": pages, "out": self.out });
		context.out.result(&told, || format!("{pages} manual pages are in {}", self.out.display()));
		Ok(ExitCode::SUCCESS)
	}
}

/// Writes the page of `command` and those of the commands below it, and gives how many.
fn write_pages(out: &Path, command: &Command, name: &str) -> io::Result<usize> {
	let command = command.clone().name(name.to_owned()).display_name(name);
	fs::write(out.join(format!("{name}.1")), page(&command)?)?;
	let mut pages = 1;
	for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
		pages += write_pages(out, below, &format!("{name}-{}", below.get_name()))?;
	}
	Ok(pages)
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
	let mut page = Vec::new();
	Man::new(command.clone()).section("1").manual("BoT").render(&mut page)?;
	let text = String::from_utf8_lossy(&page);
	// What follows the help of a command are its examples.
	Ok(text.replace(".SH EXTRA\nExamples:", ".SH EXAMPLES\n").into_bytes())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_command_has_a_page_with_its_examples() {
		let dir = tempfile::tempdir().unwrap();
		let mut program = examples::command();
		program.build();
		let pages = write_pages(dir.path(), &program, "bot").unwrap();
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), pages);
		let page = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
		let device = page("bot-device.1");
		assert!(device.contains(".SH EXAMPLES") && !device.contains("Examples:"), "{device}");
		assert!(device.contains("bot device register"), "{device}");
		assert!(page("bot-device-rate-buy.1").contains("interval"));
		assert!(page("bot.1").contains("bot demo"));
	}
}
