//! What calls and blocks cost.

mod attest;
mod block;
mod fleet;
mod report;
mod storage;
mod workload;

use clap::Subcommand;
use polkadot_sdk::{
	frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE},
	sc_cli::{self, SubstrateCli},
	sp_runtime::traits::HashingFor,
};

use crate::{
	cli::Cli,
	command::runner,
	service::{Block, HostFunctions},
};

/// What is measured.
#[derive(Debug, Subcommand)]
pub enum Benchmark {
	/// Fill blocks with attestations and with other transactions, and compare what they cost.
	Attest(attest::AttestCmd),

	#[command(flatten)]
	Frame(BenchmarkCmd),
}

impl Benchmark {
	/// Measures.
	pub fn run(&self, cli: &Cli) -> sc_cli::Result<()> {
		let chain_spec =
			|chain: &Option<String>| chain.as_ref().map(|id| cli.load_spec(id)).transpose();
		match self {
			Self::Attest(cmd) => runner(cli, cmd)?.sync_run(|config| cmd.run(config)),
			Self::Frame(BenchmarkCmd::Pallet(cmd)) => cmd
				.run_with_spec::<HashingFor<Block>, HostFunctions>(chain_spec(
					&cmd.shared_params.chain,
				)?),
			Self::Frame(BenchmarkCmd::Overhead(cmd)) => cmd
				.run_with_default_builder_and_spec::<Block, HostFunctions>(chain_spec(
					&cmd.shared_params.chain,
				)?),
			Self::Frame(BenchmarkCmd::Storage(cmd)) => {
				runner(cli, cmd)?.sync_run(|config| storage::run(cmd, config))
			},
			Self::Frame(BenchmarkCmd::Machine(cmd)) => runner(cli, cmd)?
				.sync_run(|config| cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
			// `block` runs blocks without recording a proof, whose size the runtime writes into its
			// state.
			Self::Frame(BenchmarkCmd::Block(_) | BenchmarkCmd::Extrinsic(_)) => {
				Err("this node has the benchmarks attest, pallet, overhead, storage and machine"
					.into())
			},
		}
	}
}
