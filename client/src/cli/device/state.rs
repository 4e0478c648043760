//! Whether a device may act.

use std::process::ExitCode;

use bot_primitives::DeviceState;
use clap::Subcommand;
use serde_json::json;

use super::super::{args::By, Context};
use bot_client::{chain::standing::standing_name, hex_bytes, Result};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
	/// Stop a device, as its operator.
	Suspend(By),
	/// Let a suspended device go on, as its operator.
	Resume(By),
	/// Take a device out of use.
	Retire(By),
	/// Put a retired device to use again, as its provider.
	Reactivate(By),
	/// Declare a device gone for good.
	Destroy(By),
	/// Declare that others may hold a device's root key. It is gone for good.
	Compromised(By),
}

impl Command {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let (by, state) = match self {
			Self::Suspend(by) => (by, DeviceState::Suspended),
			Self::Resume(by) | Self::Reactivate(by) => (by, DeviceState::Active),
			Self::Retire(by) => (by, DeviceState::Retired),
			Self::Destroy(by) => (by, DeviceState::Destroyed),
			Self::Compromised(by) => (by, DeviceState::Compromised),
		};
		let (chain, device, key) = by.find(context).await?;
		let record = chain.set_state(&device, state, &key).await?;
		let standing = standing_name(chain.device(&device.did).await?.standing);
		let value = json!({
			"did": device.did.to_string(),
			"standing": standing,
			"record": hex_bytes::encode(record),
		});
		context.out.result(&value, || {
			let end = if state.is_final() { ", and gone for good" } else { "" };
			format!("{} is {standing}{end}", device.did)
		});
		Ok(ExitCode::SUCCESS)
	}
}
