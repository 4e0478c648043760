//! The command line.

use std::str::FromStr;

use clap::{Parser, Subcommand as ClapSubcommand, ValueEnum};
#[cfg(feature = "collator")]
use polkadot_sdk::cumulus_client_cli::{
	ExportGenesisHeadCommand, ExportGenesisWasmCommand, PurgeChainCmd, RunCmd,
};
use polkadot_sdk::sc_cli::{
	BuildSpecCmd, ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, RevertCmd,
};
#[cfg(not(feature = "collator"))]
use polkadot_sdk::sc_cli::{PurgeChainCmd, RunCmd};

/// The command line of the node.
#[derive(Debug, Parser)]
pub struct Cli {
	/// What to do. Without it the node runs.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Options of every node.
	#[command(flatten)]
	pub run: RunCmd,

	/// When a development chain makes a block.
	#[arg(long, value_enum, default_value_t = Seal::Interval, requires = "dev")]
	pub seal: Seal,

	/// Time between two blocks of a development chain, in milliseconds.
	///
	/// Below 3000 the time on the chain runs ahead of the clock.
	#[arg(
		long,
		value_name = "MS",
		default_value_t = 6_000,
		requires = "dev",
		value_parser = clap::value_parser!(u64).range(1..)
	)]
	pub dev_block_time: u64,

	/// How long the off-chain index keeps records: `archive`, or for this many finalized blocks.
	///
	/// A record that is gone from the index cannot be proved by this node.
	#[arg(long, value_name = "BLOCKS", default_value = "archive")]
	pub evidence_pruning: EvidencePruning,

	/// After `--`, options of the node's part that follows the relay chain, such as `-- --chain FILE`.
	#[cfg(feature = "collator")]
	#[arg(last = true, value_name = "RELAY_CHAIN_OPTIONS")]
	pub relay_chain: Vec<String>,
}

/// When a development chain makes a block.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Seal {
	/// At fixed intervals.
	Interval,
	/// As soon as there is a transaction.
	Instant,
	/// When the RPC method `engine_createBlock` is called.
	Manual,
}

/// How long the off-chain index keeps records.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EvidencePruning {
	/// For ever.
	Archive,
	/// For this many finalized blocks.
	Blocks(u32),
}

impl EvidencePruning {
	/// For how many finalized blocks records are kept, where there is a bound.
	pub fn kept(self) -> Option<u32> {
		match self {
			Self::Archive => None,
			Self::Blocks(blocks) => Some(blocks),
		}
	}
}

impl FromStr for EvidencePruning {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match (text, text.parse()) {
			("archive", _) => Ok(Self::Archive),
			// A record is provable from the next block on.
			(_, Ok(0)) => Err("at least 1 block is kept".into()),
			(_, Ok(blocks)) => Ok(Self::Blocks(blocks)),
			_ => Err("neither `archive` nor a number of blocks".into()),
		}
	}
}

/// What the program does beside running the node.
#[derive(Debug, ClapSubcommand)]
pub enum Subcommand {
	/// Build a chain specification. Superseded by `export-chain-spec`.
	#[deprecated(note = "kept for the tools that call it")]
	BuildSpec(BuildSpecCmd),

	/// Export a chain specification.
	ExportChainSpec(ExportChainSpecCmd),

	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Remove the whole chain from the disk.
	PurgeChain(PurgeChainCmd),

	/// Validate a block of the database.
	CheckBlock(CheckBlockCmd),

	/// Export blocks.
	ExportBlocks(ExportBlocksCmd),

	/// Import blocks.
	ImportBlocks(ImportBlocksCmd),

	/// Export the state of a block as a chain specification.
	ExportState(ExportStateCmd),

	/// Revert the chain to an earlier block. Finalized blocks stay.
	Revert(RevertCmd),

	/// Export the header of the genesis block, with which a relay chain registers the parachain.
	#[cfg(feature = "collator")]
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(ExportGenesisHeadCommand),

	/// Export the runtime of the genesis block, by which a relay chain validates the parachain's blocks.
	#[cfg(feature = "collator")]
	ExportGenesisWasm(ExportGenesisWasmCommand),

	/// Show the best and the last finalized block of the database.
	ChainInfo(ChainInfoCmd),

	/// Measure what calls and blocks cost.
	#[cfg(feature = "benchmark")]
	#[command(subcommand)]
	Benchmark(Box<crate::benchmark::Benchmark>),
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn run_options_have_defaults() {
		let cli = Cli::parse_from(["bot-node", "--dev"]);
		assert_eq!(cli.seal, Seal::Interval);
		assert_eq!(cli.dev_block_time, 6_000);
		assert_eq!(cli.evidence_pruning, EvidencePruning::Archive);
	}

	#[test]
	fn evidence_pruning_takes_archive_or_a_number() {
		assert_eq!("archive".parse(), Ok(EvidencePruning::Archive));
		assert_eq!("256".parse(), Ok(EvidencePruning::Blocks(256)));
		for bad in ["", "0", "-1", "all", "4294967296"] {
			assert!(bad.parse::<EvidencePruning>().is_err(), "{bad}");
		}
	}

	#[test]
	fn seal_modes_need_a_development_chain() {
		assert!(Cli::try_parse_from(["bot-node", "--dev", "--seal", "instant"]).is_ok());
		assert!(Cli::try_parse_from(["bot-node", "--seal", "instant"]).is_err());
		assert!(Cli::try_parse_from(["bot-node", "--dev", "--dev-block-time", "0"]).is_err());
	}
}
