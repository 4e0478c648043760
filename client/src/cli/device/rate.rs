//! How often a device may attest.

use std::process::ExitCode;

use bot_primitives::Rate;
use clap::Subcommand;
use serde_json::json;

use super::{
	super::{args::By, Context},
	rate_text,
};
use bot_client::{money, Result};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
	/// Buy a rate for a device, as its operator. A deposit is held until it is returned.
	Buy {
		/// Time that one attestation takes up, in thousandths of a block: 1000 for one in each block.
		#[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
		interval: u32,
		/// How many attestations may come at once after a long enough pause.
		#[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..))]
		burst: u16,
		#[command(flatten)]
		by: By,
	},
	/// Return the rate that was bought for a device. The deposit is released.
	Return(By),
}

impl Command {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Buy { interval, burst, by } => {
				let rate = Rate { interval, burst };
				let (chain, device, key) = by.find(context).await?;
				let deposit = chain.buy_rate(&device, rate, &key).await?;
				let did = device.did.to_string();
				let value = json!({ "did": did, "rate": rate, "deposit": deposit.to_string() });
				context.out.result(&value, || {
					let deposit = money::text(deposit);
					format!("{did} may attest {}; {deposit} are held", rate_text(rate))
				});
			},
			Self::Return(by) => {
				let (chain, device, key) = by.find(context).await?;
				chain.return_rate(&device, &key).await?;
				let rate = chain.device(&device.did).await?.rate;
				let did = device.did.to_string();
				context.out.result(&json!({ "did": did, "rate": rate }), || {
					format!("{did} may attest {}", rate_text(rate))
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}
