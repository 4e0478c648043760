//! Devices that go from one operator to another.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::super::{args::By, Context};
use bot_client::{
	member_key::{account_text, parse_account},
	Result,
};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
	/// Offer a device to another operator.
	Offer {
		/// Account of the other operator.
		#[arg(long)]
		to: String,
		#[command(flatten)]
		by: By,
	},
	/// Take over a device that is offered.
	Accept(By),
	/// Withdraw or decline an offer of a device.
	CancelTransfer(By),
}

impl Command {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Offer { to, by } => {
				let to = parse_account(&to)?;
				let (chain, device, key) = by.find(context).await?;
				chain.offer_transfer(&device, to, &key).await?;
				let value = json!({ "did": device.did.to_string(), "to": to });
				context.out.result(&value, || {
					format!("{} is offered to {}", device.did, account_text(&to))
				});
			},
			Self::Accept(by) => {
				let (chain, device, key) = by.find(context).await?;
				chain.accept_transfer(&device, &key).await?;
				let operator = chain.device(&device.did).await?.operator;
				let value = json!({ "did": device.did.to_string(), "operator": operator });
				context.out.result(&value, || {
					format!("{} is run by {}", device.did, account_text(&operator))
				});
			},
			Self::CancelTransfer(by) => {
				let (chain, device, key) = by.find(context).await?;
				chain.cancel_transfer(&device, &key).await?;
				let did = device.did.to_string();
				context
					.out
					.result(&json!({ "did": did }), || format!("{did} is not on offer any more"));
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}
