//! What each command does.

use polkadot_sdk::{sc_chain_spec::ChainSpec, sc_cli, sc_service};
use sc_cli::{CliConfiguration, Runner, SubstrateCli};
use sc_service::{config::DatabaseSource, Configuration, PartialComponents};

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
			path => chain_spec::ChainSpec::from_json_file(path.into())?,
		}))
	}
}

/// Runs a command with the node's configuration, in which the off-chain index is always on: what
/// it misses when a block is executed is missing for good.
pub(crate) fn runner<C: CliConfiguration>(cli: &Cli, cmd: &C) -> sc_cli::Result<Runner<Cli>> {
	let mut runner = cli.create_runner(cmd)?;
	let config = runner.config_mut();
	config.offchain_worker.indexing_enabled = true;
	// Every build of the node has ParityDB, and so all can work on the same database.
	if cmd.database()?.is_none() {
		let path = config.base_path.config_dir(config.chain_spec.id());
		config.database = DatabaseSource::ParityDb { path: path.join("paritydb").join("full") };
	}
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
		#[cfg(not(feature = "collator"))]
		Some(Subcommand::PurgeChain(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(config.database))
		},
		#[cfg(feature = "collator")]
		Some(Subcommand::PurgeChain(cmd)) => runner(&cli, cmd)?.sync_run(|config| {
			if cmd.parachain && !cmd.relaychain {
				return cmd.base.run(config.database);
			}
			let relay_config = parachain::relay_chain_config(&config, &cli.relay_chain)?;
			cmd.run(config, relay_config)
		}),
		#[cfg(feature = "collator")]
		Some(Subcommand::ExportGenesisHead(cmd)) => runner(&cli, cmd)?.sync_run(|config| {
			let PartialComponents { client, .. } = partial(&config)?;
			cmd.run::<Block, _>(client)
		}),
		#[cfg(feature = "collator")]
		Some(Subcommand::ExportGenesisWasm(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(&*config.chain_spec))
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
		None if run_options(&cli).shared_params.dev => {
			let (seal, pruning) = (dev::Sealing::from(&cli), cli.evidence_pruning);
			runner(&cli, run_options(&cli))?.run_node_until_exit(|config| async move {
				dev::start(config, seal, pruning).map_err(sc_cli::Error::Service)
			})
		},
		#[cfg(feature = "collator")]
		None => parachain::run(&cli),
		#[cfg(not(feature = "collator"))]
		None => Err(
			"this build runs development chains only: start it with --dev, or build it with the \
			feature `collator`"
				.into(),
		),
	}
}

/// The options of every Substrate node.
#[cfg(not(feature = "collator"))]
fn run_options(cli: &Cli) -> &sc_cli::RunCmd {
	&cli.run
}

/// The options of every Substrate node.
#[cfg(feature = "collator")]
fn run_options(cli: &Cli) -> &sc_cli::RunCmd {
	&cli.run.base
}

#[cfg(feature = "collator")]
mod parachain {
	//! The node of a parachain.

	use polkadot_sdk::{
		sc_cli::{self, SubstrateCli},
		sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker},
		sc_service::Configuration,
	};

	use super::runner;
	use crate::{
		chain_spec,
		cli::Cli,
		service::{collator, relay_chain::RelayChainCli, Block, Hash},
	};

	/// The configuration of the part that follows the relay chain.
	pub(super) fn relay_chain_config(
		config: &Configuration,
		options: &[String],
	) -> sc_cli::Result<Configuration> {
		let chain = chain_spec::Extensions::of(&*config.chain_spec);
		let cli = RelayChainCli::new(config, options, chain.relay_chain);
		SubstrateCli::create_configuration(&cli, &cli, config.tokio_handle.clone())
	}

	/// Runs the node.
	pub(super) fn run(cli: &Cli) -> sc_cli::Result<()> {
		let collator_options = cli.run.collator_options();
		let pruning = cli.evidence_pruning;
		runner(cli, &cli.run.normalize())?.run_node_until_exit(|config| async move {
			let relay_config = relay_chain_config(&config, &cli.relay_chain)?;
			let started = match config.network.network_backend {
				NetworkBackendType::Libp2p => {
					collator::start::<NetworkWorker<Block, Hash>>(
						config,
						relay_config,
						collator_options,
						pruning,
					)
					.await
				},
				NetworkBackendType::Litep2p => {
					collator::start::<Litep2pNetworkBackend>(
						config,
						relay_config,
						collator_options,
						pruning,
					)
					.await
				},
			};
			started.map_err(sc_cli::Error::Service)
		})
	}
}
