//! `benchmark database`: what a read and a write of the state cost where a validator of the relay
//! chain checks a block, with all that it needs of the state in memory.
//!
//! The method is that of `benchmark storage --mode validate-block` of frame-benchmarking-cli, which can
//! be used only where that crate's own runtime was compiled into the node: the same runtime reads or
//! writes keys of a proof, and once more does nothing with them; the difference is divided by their
//! number.

use std::{
	fs,
	path::PathBuf,
	time::{Duration, Instant},
};

use bot_primitives::OrderedIndex;
use bot_runtime::Runtime;
use codec::Encode;
use pallet_device_did::HotDevices;
use polkadot_sdk::{
	sc_cli::{self, CliConfiguration, ImportParams, SharedParams},
	sc_executor_common::wasm_runtime::WasmInstance,
	sc_service::Configuration,
	sp_api::CallApiAt,
	sp_blockchain::HeaderBackend,
	sp_core::storage::ChildInfo,
	sp_runtime::traits::HashingFor,
	sp_state_machine::{backend::AsTrieBackend, Backend, TrieBackendBuilder},
	sp_trie::{recorder::Recorder, StorageProof},
};

use super::{
	block::{error, Validator},
	fleet::{Chain, Fleet},
	report::median,
};
use crate::service::{Block, Hash};

/// Measures a read and a write in the state of a chain with many devices, as in the validation of a
/// block.
#[derive(Debug, clap::Parser)]
pub struct DatabaseCmd {
	/// The runtime of the crate frame-storage-access-test-runtime, with its feature
	/// `runtime-benchmarks`.
	#[arg(long, value_name = "FILE")]
	pub access_runtime: PathBuf,

	/// Number of devices that the chain begins with.
	#[arg(long, value_name = "NUMBER", default_value_t = 1_000_000)]
	pub devices: u32,

	/// How many values are read and written, spread over all devices: about as many as in a full
	/// block.
	#[arg(long, value_name = "NUMBER", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
	pub keys: u32,

	/// How often it is measured. What is printed is the median.
	#[arg(long, value_name = "TIMES", default_value_t = 21, value_parser = clap::value_parser!(u32).range(1..))]
	pub repeat: u32,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub shared_params: SharedParams,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub import_params: ImportParams,
}

impl CliConfiguration for DatabaseCmd {
	fn shared_params(&self) -> &SharedParams {
		&self.shared_params
	}

	fn import_params(&self) -> Option<&ImportParams> {
		Some(&self.import_params)
	}
}

/// A key of the state, and what it holds.
type Entry = (Vec<u8>, Vec<u8>);

/// What the runtime is asked to do: `StorageAccessParams` of frame-storage-access-test-runtime 0.13.
#[derive(Clone, Encode)]
struct Access {
	state_root: Hash,
	storage_proof: StorageProof,
	payload: Payload,
	is_dry_run: bool,
}

#[derive(Clone, Encode)]
enum Payload {
	Read(Vec<(Vec<u8>, Option<ChildInfo>)>),
	Write((Vec<Entry>, Option<ChildInfo>)),
}

impl DatabaseCmd {
	/// Measures, and prints the nanoseconds of a read and of a write.
	pub fn run(&self, config: Configuration) -> sc_cli::Result<()> {
		let code = fs::read(&self.access_runtime)
			.map_err(|cause| error(format!("{}: {cause}", self.access_runtime.display())))?;
		let runtime = Validator::new(&code)?;
		eprintln!("{} devices: building the state", self.devices);
		let chain = Chain::new(&config, &Fleet::new(self.devices)?)?;
		let values = self.values(&chain)?;
		let (state_root, storage_proof) = prove(&chain, &values)?;

		let read = Payload::Read(values.iter().map(|(key, _)| (key.clone(), None)).collect());
		let changed = values
			.into_iter()
			.map(|(key, value)| (key, value.into_iter().map(|byte| !byte).collect()))
			.collect();
		let write = Payload::Write((changed, None));
		for (name, payload) in [("read", read), ("write", write)] {
			let access = Access {
				state_root,
				storage_proof: storage_proof.clone(),
				payload,
				is_dry_run: false,
			};
			let nanos = self.nanos(&runtime, name, &access)?;
			println!("{name} {nanos}");
		}
		Ok(())
	}

	/// The keys that are accessed, with what they hold.
	fn values(&self, chain: &Chain) -> sc_cli::Result<Vec<Entry>> {
		let state = chain.client.state_at(chain.client.info().genesis_hash).map_err(error)?;
		let step = (self.devices / self.keys).max(1);
		(0..self.devices)
			.step_by(usize::try_from(step).map_err(error)?)
			.map(|device| {
				let key = HotDevices::<Runtime>::hashed_key_for(OrderedIndex::from(device));
				let value = state.storage(&key).map_err(error)?;
				Ok((key, value.ok_or("a device is not there")?))
			})
			.collect()
	}

	fn nanos(&self, runtime: &Validator, name: &str, access: &Access) -> sc_cli::Result<u64> {
		let count = match &access.payload {
			Payload::Read(keys) => keys.len(),
			Payload::Write((values, _)) => values.len(),
		};
		let dry = Access { is_dry_run: true, ..access.clone() }.encode();
		let wet = access.encode();
		let mut instance = runtime.instance()?;
		let mut times = Vec::new();
		for round in 1..=self.repeat {
			eprintln!("{name} of {count} values, {round} of {}", self.repeat);
			let nothing = call(&mut *instance, &dry)?;
			times.push(call(&mut *instance, &wet)?.saturating_sub(nothing));
		}
		let count = u128::try_from(count).map_err(error)?;
		u64::try_from(median(times).as_nanos().div_ceil(count)).map_err(error)
	}
}

/// Root of the state, and the proof of `values` in it.
fn prove(chain: &Chain, values: &[Entry]) -> sc_cli::Result<(Hash, StorageProof)> {
	let state = chain.client.state_at(chain.client.info().genesis_hash).map_err(error)?;
	let recorder = Recorder::<HashingFor<Block>>::default();
	let recording =
		TrieBackendBuilder::wrap(state.as_trie_backend()).with_recorder(recorder.clone()).build();
	for (key, _) in values {
		recording.storage(key).map_err(error)?;
	}
	Ok((*recording.root(), recorder.drain_storage_proof()))
}

fn call(instance: &mut dyn WasmInstance, params: &[u8]) -> sc_cli::Result<Duration> {
	let start = Instant::now();
	instance.call_export("validate_block", params).map_err(error)?;
	Ok(start.elapsed())
}
