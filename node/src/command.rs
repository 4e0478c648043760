//! What each command does.

use polkadot_sdk::{sc_chain_spec::ChainSpec, sc_cli, sc_service};
use sc_cli::{CliConfiguration, Runner, SubstrateCli};
use sc_service::{Configuration, GenericChainSpec, PartialComponents};

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	service::{self, dev, Block},
};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"BoT Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"The node of the BoT consortium chain. `bot-node --dev` runs a complete chain in one process."
			.into()
	}

	fn author() -> String {
		"the BoT consortium".into()
	}

	fn support_url() -> String {
		"the maintainers of your consortium's node".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		Ok(Box::new(match id {
			"" | "dev" | "development" => chain_spec::development()?,
			"local" | "local_testnet" => chain_spec::local_testnet()?,
			path => GenericChainSpec::from_json_file(path.into())?,
		}))
	}
}

/// Runs a command with the node's configuration, in which the off-chain index is always on: what
/// it misses when a block is executed is missing for good.
pub(crate) fn runner<C: CliConfiguration>(cli: &Cli, cmd: &C) -> sc_cli::Result<Runner<Cli>> {
	let mut runner = cli.create_runner(cmd)?;
	runner.config_mut().offchain_worker.indexing_enabled = true;
	Ok(runner)
}

/// The parts of a node, for the commands that work on its database.
fn partial(config: &Configuration) -> sc_cli::Result<service::Partial> {
	Ok(service::new_partial(config)?)
}

/// Runs what the command line says.
pub fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args();

	#[allow(deprecated, reason = "tools still call `build-spec`")]
	match &cli.subcommand {
		Some(Subcommand::BuildSpec(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::PurgeChain(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(config.database))
		},
		Some(Subcommand::CheckBlock(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } = partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = partial(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } = partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Some(Subcommand::ExportState(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = partial(&config)?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Some(Subcommand::Revert(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } = partial(&config)?;
			Ok((cmd.run(client, backend, None), task_manager))
		}),
		Some(Subcommand::ChainInfo(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		},
		#[cfg(feature = "benchmark")]
		Some(Subcommand::Benchmark(cmd)) => cmd.run(&cli),
		None if cli.run.shared_params.dev => {
			let (seal, pruning) = (dev::Sealing::from(&cli), cli.evidence_pruning);
			runner(&cli, &cli.run)?.run_node_until_exit(|config| async move {
				dev::start(config, seal, pruning).map_err(sc_cli::Error::Service)
			})
		},
		None => Err("this build runs development chains only: start it with --dev".into()),
	}
}
