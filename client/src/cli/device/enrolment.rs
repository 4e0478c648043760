//! Devices of production runs.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Subcommand;
use serde_json::json;

use super::super::Context;
use bot_client::{
	enrolment::{Proof, Run, Which},
	member_key::{from_argument, parse_account},
	DeviceKey, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
	/// Write the activation file that is handed over with an enrolled device. Needs no node.
	Proof {
		/// The run, as `bot enrol` wrote it.
		#[arg(long)]
		run: PathBuf,
		/// Serial number of the device.
		#[arg(long, conflicts_with = "index", required_unless_present = "index")]
		serial: Option<String>,
		/// Its place in the run, from 0.
		#[arg(long)]
		index: Option<u32>,
		/// The file. Without it, the proof is printed.
		#[arg(long)]
		out: Option<PathBuf>,
	},
	/// Put an enrolled device into use.
	Activate {
		/// The activation file that came with the device.
		#[arg(long)]
		proof: PathBuf,
		/// The device's root key. It signs under whom the device goes into use.
		#[arg(long)]
		device_key: String,
		/// Account of the operator who is to run it.
		#[arg(long)]
		operator: String,
		/// Key of whoever pays for it.
		#[arg(long)]
		key: String,
	},
}

impl Command {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Proof { run, serial, index, out } => {
				let which = match (serial, index) {
					(Some(serial), _) => Which::Serial(serial),
					(None, Some(index)) => Which::Index(index),
					(None, None) => {
						return Err(Error::input("name the device with --serial or --index"))
					},
				};
				let proof = Run::prove(&run, &which)?;
				let text = serde_json::to_string_pretty(&proof).map_err(Error::input)?;
				let Some(out) = out else {
					context.out.result(&proof, || text);
					return Ok(ExitCode::SUCCESS);
				};
				fs::write(&out, text + "\n").map_err(|error| Error::file(&out, error))?;
				let value = json!({
					"enrolment": proof.enrolment,
					"index": proof.index,
					"serial": proof.serial,
					"file": out,
				});
				context.out.result(&value, || {
					format!(
						"device {} of enrolment {}: {}",
						proof.index,
						proof.enrolment,
						out.display()
					)
				});
			},
			Self::Activate { proof, device_key, operator, key } => {
				let proof = Proof::load(&proof)?;
				let device_key = DeviceKey::from_argument(&device_key)?;
				proof.ensure_key(&device_key.public())?;
				let (operator, key) = (parse_account(&operator)?, from_argument(&key)?);
				let chain = context.chain().await?;
				let did = chain.activate(&proof, &device_key, operator, &key).await?;
				let device = chain.device(&did).await?;
				let value = json!({ "did": did.to_string(), "device": device.index });
				context
					.out
					.result(&value, || format!("activated {did} as device {}", device.index));
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}
