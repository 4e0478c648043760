//! The part of the node that follows the relay chain: what its command line says.

use std::path::PathBuf;

use clap::Parser;
use polkadot_sdk::{
	polkadot_cli, sc_chain_spec::ChainSpec, sc_cli, sc_service, sc_telemetry::TelemetryEndpoints,
};
use sc_cli::{
	CliConfiguration, DefaultConfigurationValues, ImportParams, KeystoreParams, NetworkParams,
	RpcEndpoint, SharedParams, SubstrateCli,
};
use sc_service::{
	config::{PrometheusConfig, RpcMethods, TransactionPoolOptions},
	BasePath, Configuration, Role,
};

use crate::cli::Cli;

/// The command line of the relay chain's node: what stands after `--`.
#[derive(Debug)]
pub struct RelayChainCli {
	run: polkadot_cli::RunCmd,
	/// Where its database is, unless told otherwise.
	base_path: PathBuf,
	/// The relay chain, unless told otherwise: empty where it is not known.
	chain: String,
}

impl RelayChainCli {
	/// The command line with these arguments, of the relay chain of the parachain of `config`.
	pub fn new(config: &Configuration, args: &[String], chain: String) -> Self {
		let program = Self::executable_name();
		Self {
			run: polkadot_cli::RunCmd::parse_from(std::iter::once(&program).chain(args)),
			base_path: config.base_path.path().join("polkadot"),
			chain,
		}
	}
}

impl SubstrateCli for RelayChainCli {
	fn impl_name() -> String {
		Cli::impl_name()
	}

	fn impl_version() -> String {
		Cli::impl_version()
	}

	fn description() -> String {
		Cli::description()
	}

	fn author() -> String {
		Cli::author()
	}

	fn support_url() -> String {
		Cli::support_url()
	}

	fn copyright_start_year() -> i32 {
		Cli::copyright_start_year()
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		if id.is_empty() {
			return Err(
				"the relay chain is not named: add `-- --chain FILE`, with its specification"
					.into(),
			);
		}
		polkadot_cli::Cli::from_iter([Self::executable_name()].iter()).load_spec(id)
	}
}

/// Ports that the parachain's part of the node does not use.
impl DefaultConfigurationValues for RelayChainCli {
	fn p2p_listen_port() -> u16 {
		30_334
	}

	fn rpc_listen_port() -> u16 {
		9_945
	}

	fn prometheus_listen_port() -> u16 {
		9_616
	}
}

impl CliConfiguration<Self> for RelayChainCli {
	fn shared_params(&self) -> &SharedParams {
		self.run.base.shared_params()
	}

	fn import_params(&self) -> Option<&ImportParams> {
		self.run.base.import_params()
	}

	fn network_params(&self) -> Option<&NetworkParams> {
		self.run.base.network_params()
	}

	fn keystore_params(&self) -> Option<&KeystoreParams> {
		self.run.base.keystore_params()
	}

	fn base_path(&self) -> sc_cli::Result<Option<BasePath>> {
		let told = self.shared_params().base_path()?;
		Ok(told.or_else(|| Some(self.base_path.clone().into())))
	}

	fn rpc_addr(&self, default_listen_port: u16) -> sc_cli::Result<Option<Vec<RpcEndpoint>>> {
		self.run.base.rpc_addr(default_listen_port)
	}

	fn prometheus_config(
		&self,
		default_listen_port: u16,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<PrometheusConfig>> {
		self.run.base.prometheus_config(default_listen_port, chain_spec)
	}

	fn chain_id(&self, is_dev: bool) -> sc_cli::Result<String> {
		let told = self.run.base.chain_id(is_dev)?;
		Ok(if told.is_empty() { self.chain.clone() } else { told })
	}

	fn role(&self, is_dev: bool) -> sc_cli::Result<Role> {
		self.run.base.role(is_dev)
	}

	fn transaction_pool(&self, is_dev: bool) -> sc_cli::Result<TransactionPoolOptions> {
		self.run.base.transaction_pool(is_dev)
	}

	fn rpc_methods(&self) -> sc_cli::Result<RpcMethods> {
		self.run.base.rpc_methods()
	}

	fn rpc_max_connections(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_max_connections()
	}

	fn rpc_cors(&self, is_dev: bool) -> sc_cli::Result<Option<Vec<String>>> {
		self.run.base.rpc_cors(is_dev)
	}

	fn telemetry_endpoints(
		&self,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<TelemetryEndpoints>> {
		self.run.base.telemetry_endpoints(chain_spec)
	}

	fn node_name(&self) -> sc_cli::Result<String> {
		self.run.base.node_name()
	}
}
