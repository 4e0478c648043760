//! Services and metadata of a device.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::super::{args::By, Context};
use bot_client::Result;

#[derive(Debug, Subcommand)]
pub(in super::super) enum Service {
	/// Set a service: a new one, or another value for one that is there.
	Set {
		/// Id of the service: the fragment of its URL.
		#[arg(long)]
		id: String,
		/// Its type.
		#[arg(long = "type")]
		kind: String,
		/// URI of the place where it is.
		#[arg(long)]
		endpoint: String,
		#[command(flatten)]
		by: By,
	},
	/// Remove a service.
	Remove {
		/// Id of the service.
		#[arg(long)]
		id: String,
		#[command(flatten)]
		by: By,
	},
}

#[derive(Debug, Subcommand)]
pub(in super::super) enum Metadata {
	/// Set a piece of metadata: a new one, or another value for one that is there.
	Set {
		/// Its name.
		#[arg(long)]
		name: String,
		/// Its value.
		#[arg(long)]
		value: String,
		#[command(flatten)]
		by: By,
	},
	/// Remove a piece of metadata.
	Remove {
		/// Its name.
		#[arg(long)]
		name: String,
		#[command(flatten)]
		by: By,
	},
}

impl Service {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Set { id, kind, endpoint, by } => {
				let (chain, device, key) = by.find(context).await?;
				chain.set_service(&device, &id, &kind, &endpoint, &key).await?;
				let url = format!("{}#{id}", device.did);
				let value = json!({ "id": url, "type": kind, "serviceEndpoint": endpoint });
				context.out.result(&value, || format!("{url} is at {endpoint}"));
			},
			Self::Remove { id, by } => {
				let (chain, device, key) = by.find(context).await?;
				chain.remove_service(&device, &id, &key).await?;
				let url = format!("{}#{id}", device.did);
				context.out.result(&json!({ "id": url }), || format!("{url} is removed"));
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}

impl Metadata {
	pub(in super::super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Set { name, value, by } => {
				let (chain, device, key) = by.find(context).await?;
				chain.set_metadata(&device, &name, value.as_bytes(), &key).await?;
				let did = device.did.to_string();
				let result = json!({ "did": did, "name": name, "value": value });
				context.out.result(&result, || format!("{did}: {name} is {value}"));
			},
			Self::Remove { name, by } => {
				let (chain, device, key) = by.find(context).await?;
				chain.remove_metadata(&device, &name, &key).await?;
				let did = device.did.to_string();
				context.out.result(&json!({ "did": did, "name": name }), || {
					format!("{did}: {name} is removed")
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}
