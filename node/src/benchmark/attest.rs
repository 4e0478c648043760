//! `benchmark attest`.

use std::{fs, path::PathBuf};

use bot_runtime::{configs::system::RuntimeBlockWeights, UncheckedExtrinsic};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, GetDispatchInfo},
		weights::Weight,
	},
	sc_cli::{self, CliConfiguration, ImportParams, SharedParams},
	sc_service::Configuration,
	sp_blockchain::HeaderBackend,
};

use super::{
	block::{error, FullBlock, Validator},
	fleet::{Chain, Fleet},
	report::{median, Report, Row},
	workload::Workload,
};

/// Fills blocks with attestations and with other transactions, and compares what they cost.
///
/// Each block is filled up to the limits of normal transactions, on a chain in memory that begins
/// with many devices. Then all blocks are executed in turns, as a node executes them on import, and
/// validated as the relay chain's validators do. What stands beside each other was measured in the
/// same minutes.
#[derive(Debug, clap::Parser)]
pub struct AttestCmd {
	/// Number of devices that the chain begins with. Given several times, everything is measured for
	/// each.
	#[arg(long, value_name = "NUMBER", default_values_t = [100_000])]
	pub devices: Vec<u32>,

	/// How often each block is executed and validated.
	#[arg(long, value_name = "TIMES", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
	pub repeat: u32,

	/// Write the numbers to this file too, as JSON.
	#[arg(long, value_name = "FILE")]
	pub json: Option<PathBuf>,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub shared_params: SharedParams,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub import_params: ImportParams,
}

impl CliConfiguration for AttestCmd {
	fn shared_params(&self) -> &SharedParams {
		&self.shared_params
	}

	fn import_params(&self) -> Option<&ImportParams> {
		Some(&self.import_params)
	}
}

impl AttestCmd {
	/// Measures, and prints the tables.
	pub fn run(&self, config: Configuration) -> sc_cli::Result<()> {
		let code = bot_runtime::WASM_BINARY
			.ok_or("this build has no runtime: build again without SKIP_WASM_BUILD")?;
		eprintln!("compiling the runtime as a validator does");
		let validator = Validator::new(code)?;
		let mut reports = Vec::new();
		for devices in &self.devices {
			let report = self.measure(&config, &validator, *devices)?;
			println!("{report}");
			reports.push(report);
		}
		if let Some(path) = &self.json {
			let json = serde_json::to_string_pretty(&reports).map_err(error)?;
			fs::write(path, json + "\n")?;
			println!("{} has the numbers as JSON", path.display());
		}
		Ok(())
	}

	fn measure(
		&self,
		config: &Configuration,
		validator: &Validator,
		devices: u32,
	) -> sc_cli::Result<Report> {
		eprintln!("{devices} devices: building the state");
		let fleet = Fleet::new(devices)?;
		let chain = Chain::new(config, &fleet)?;
		let mut blocks = Vec::new();
		for workload in Workload::ALL {
			eprintln!("{devices} devices: filling a block with {}", workload.name());
			blocks.push(FullBlock::new(&chain, &fleet, workload)?);
		}
		let mut imports = vec![Vec::new(); blocks.len()];
		let mut validations = vec![Vec::new(); blocks.len()];
		for round in 1..=self.repeat {
			for (block, (imports, validations)) in
				blocks.iter().zip(imports.iter_mut().zip(&mut validations))
			{
				let (name, repeat) = (block.workload.name(), self.repeat);
				eprintln!(
					"{devices} devices: executing and validating, {round} of {repeat}: {name}"
				);
				imports.push(block.import(&chain)?);
				validations.push(validator.validate(&block.candidate())?);
			}
		}
		let rows = blocks
			.iter()
			.zip(imports.into_iter().zip(validations))
			.map(|(block, (imports, validations))| {
				let genesis = chain.client.info().genesis_hash;
				let transaction = block.workload.transaction(0, &fleet, genesis)?;
				Ok(Row::new(block, declared(&transaction), median(imports), median(validations)))
			})
			.collect::<sc_cli::Result<Vec<_>>>()?;
		Ok(Report { devices, repeat: self.repeat, rows })
	}
}

/// What a transaction is charged before it runs, from which what it did not use is given back.
fn declared(transaction: &UncheckedExtrinsic) -> Weight {
	let base = RuntimeBlockWeights::get().get(DispatchClass::Normal).base_extrinsic;
	base.saturating_add(transaction.get_dispatch_info().total_weight())
}
