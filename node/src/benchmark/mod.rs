//! What calls and blocks cost.

mod attest;
mod block;
mod database;
mod fleet;
mod report;
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
	Attest(Box<attest::AttestCmd>),

	/// Measure a read and a write of the state, as in the validation of a block.
	Database(Box<database::DatabaseCmd>),

	#[command(flatten)]
	Frame(Box<BenchmarkCmd>),
}

impl Benchmark {
	/// Measures.
	pub fn run(&self, cli: &Cli) -> sc_cli::Result<()> {
		let chain_spec =
			|chain: &Option<String>| chain.as_ref().map(|id| cli.load_spec(id)).transpose();
		let cmd = match self {
			Self::Attest(cmd) => return runner(cli, &**cmd)?.sync_run(|config| cmd.run(config)),
			Self::Database(cmd) => return runner(cli, &**cmd)?.sync_run(|config| cmd.run(config)),
			Self::Frame(cmd) => cmd,
		};
		match &**cmd {
			BenchmarkCmd::Pallet(cmd) => cmd.run_with_spec::<HashingFor<Block>, HostFunctions>(
				chain_spec(&cmd.shared_params.chain)?,
			),
			BenchmarkCmd::Overhead(cmd) => cmd
				.run_with_default_builder_and_spec::<Block, HostFunctions>(chain_spec(
					&cmd.shared_params.chain,
				)?),
			BenchmarkCmd::Machine(cmd) => runner(cli, cmd)?
				.sync_run(|config| cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
			// `block` runs blocks without recording a proof, whose size the runtime writes into its
			// state.
			BenchmarkCmd::Block(_) | BenchmarkCmd::Extrinsic(_) | BenchmarkCmd::Storage(_) => {
				Err("this node has the benchmarks attest, database, pallet, overhead and machine"
					.into())
			},
		}
	}
}
