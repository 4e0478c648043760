//! Models of devices.

use std::process::ExitCode;

use bot_primitives::KeyProtection;
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::Context;
use bot_client::{
	member_key::{account_text, from_argument},
	out, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// Register a model.
	Register {
		/// Name of the model.
		#[arg(long)]
		name: String,
		/// How its devices keep their keys.
		#[arg(long, value_enum)]
		protection: Protection,
		/// Key of the provider.
		#[arg(long)]
		key: String,
	},
	/// List the models.
	List,
}

/// How devices keep their keys.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Protection {
	/// In memory, where the device's software can read them.
	Software,
	/// In a chip that signs and never gives them away.
	SecureElement,
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Register { name, protection, key } => {
				let key = from_argument(&key)?;
				let protection = match protection {
					Protection::Software => KeyProtection::Software,
					Protection::SecureElement => KeyProtection::SecureElement,
				};
				let chain = context.chain().await?;
				let model = chain.model(chain.submit_model(&name, protection, &key).await?).await?;
				context.out.result(&json!({ "model": model }), || {
					format!("registered `{name}` as model {model}")
				});
			},
			Self::List => {
				let models = context.chain().await?.models().await?;
				context.out.result(&models, || {
					let rows = models.iter().map(|model| {
						[
							model.model.to_string(),
							model.name.clone(),
							format!("{:?}", model.protection),
							account_text(&model.provider),
						]
					});
					out::table(["model", "name", "key protection", "provider"], rows)
				});
			},
		}
		Ok(ExitCode::SUCCESS)
	}
}
