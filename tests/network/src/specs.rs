//! The specifications of both chains: the parachain is registered in the relay chain's genesis.

use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
};

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};

use crate::programs::Programs;

/// Number of the parachain, as in the runtime's presets.
pub const PARA_ID: u32 = 2_000;

/// Memory that a validator gives a block of the parachain, in pages of 64 KiB: what the validators of
/// Polkadot give. A block full of records of many devices needs more than the 2,048 of a chain whose
/// configuration says nothing.
const MEMORY_PAGES: u32 = 8_192;

/// The files of the specifications.
#[derive(Clone, Debug)]
pub struct Specs {
	/// That of the relay chain, raw.
	pub relay: PathBuf,
	/// That of the parachain, raw.
	pub parachain: PathBuf,
}

impl Specs {
	/// Writes them to `dir`.
	pub fn write(programs: &Programs, dir: &Path) -> Result<Self> {
		fs::create_dir_all(dir)?;
		let parachain = dir.join("local.json");
		export(&programs.collator, "local", &parachain)?;
		let relay = dir.join("relay.json");
		let plain = dir.join("relay-plain.json");
		let mut spec: Value = serde_json::from_str(&tell(
			&programs.validator,
			&["export-chain-spec", "--chain", "rococo-local"],
		)?)?;
		register(&mut spec, programs)?;
		fs::write(&plain, serde_json::to_string_pretty(&spec)?)?;
		export(&programs.validator, &plain.display().to_string(), &relay)?;
		Ok(Self { relay, parachain })
	}
}

/// Puts the parachain into the genesis of the relay chain.
fn register(spec: &mut Value, programs: &Programs) -> Result<()> {
	let genesis = spec
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.context("the relay chain's specification has no patch of its runtime's genesis")?;
	genesis["paras"]["paras"] = json!([[
		PARA_ID,
		{
			"genesis_head": tell(&programs.collator, &["export-genesis-head", "--chain", "local"])?,
			"validation_code": tell(&programs.collator, &["export-genesis-wasm", "--chain", "local"])?,
			"parachain": true,
		}
	]]);
	let parameters = json!([{ "MaxMemoryPages": MEMORY_PAGES }]);
	genesis["configuration"]["config"]["executor_params"] = parameters;
	Ok(())
}

/// Writes the raw specification of a chain.
fn export(program: &Path, chain: &str, to: &Path) -> Result<()> {
	let to = to.display().to_string();
	tell(program, &["export-chain-spec", "--raw", "--chain", chain, "--output", &to])?;
	Ok(())
}

/// What a program tells.
fn tell(program: &Path, args: &[&str]) -> Result<String> {
	let name = program.display();
	let output = Command::new(program).args(args).output().with_context(|| name.to_string())?;
	let noted = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.success(), "{name} {}: {noted}", args.join(" "));
	Ok(String::from_utf8(output.stdout)?)
}
