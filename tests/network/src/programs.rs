//! The programs that the network is made of.

use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Programs {
	/// The validator of the relay chain. Its workers are beside it.
	pub validator: PathBuf,
	/// The node of the parachain, with its collator.
	pub collator: PathBuf,
	/// The command line program.
	pub bot: PathBuf,
}

impl Programs {
	/// The programs that `scripts/build-network` has built: in the directory that the variable
	/// `BOT_NETWORK` names, or in `network` beside this program's.
	pub fn find() -> Result<Self> {
		let this = std::env::current_exe()?;
		let named = std::env::var_os("BOT_NETWORK").map(PathBuf::from);
		// Tests stand in a directory below that of the programs.
		let directories = || this.ancestors().skip(1).take(3);
		let beside = || directories().map(|dir| dir.join("network")).find(|dir| dir.is_dir());
		let network = named
			.or_else(beside)
			.context("the network's programs are not built: run scripts/build-network first")?;
		let bot = directories().map(|dir| dir.join("bot")).find(|program| program.is_file());
		let programs = Self {
			validator: network.join("polkadot"),
			collator: network.join("bot-node"),
			bot: bot.context("no bot beside this program: run scripts/build-network first")?,
		};
		for program in [&programs.validator, &programs.collator] {
			let name = program.display();
			ensure!(program.is_file(), "there is no {name}: run scripts/build-network first");
		}
		Ok(programs)
	}

	/// Where the validator's workers are.
	pub fn workers(&self) -> Option<&Path> {
		self.validator.parent()
	}
}
