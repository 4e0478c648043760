//! Models of devices.

use std::{path::PathBuf, process::ExitCode};

use bot_primitives::{KeyProtection, ModelId};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::{
	args::{sha256_of, Firmware},
	Context,
};
use bot_client::{
	chain::models::{Description, ThingDescription},
	hex_bytes::{self, Hex},
	idevid,
	member_key::{account_text, from_argument},
	out, Error, Result,
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
		#[command(flatten)]
		told: Told,
		/// Key of the provider.
		#[arg(long)]
		key: String,
	},
	/// Change what is told of a model. What is not named stays as it is.
	Update {
		/// Number of the model.
		model: ModelId,
		#[command(flatten)]
		told: Told,
		/// Key of the provider.
		#[arg(long)]
		key: String,
	},
	/// List the models.
	List,
}

/// What a provider tells of a model.
#[derive(clap::Args, Debug)]
pub(super) struct Told {
	/// URI of its Thing Description (W3C Web of Things).
	#[arg(long, value_name = "URI", requires = "thing_description_file")]
	thing_description: Option<String>,
	/// The Thing Description itself, of which the chain keeps the SHA-256.
	#[arg(long, value_name = "FILE", requires = "thing_description")]
	thing_description_file: Option<PathBuf>,
	#[command(flatten)]
	firmware: Firmware,
	/// Certificate (DER or PEM) of the authority that signs the devices' IDevID certificates.
	#[arg(long, value_name = "FILE")]
	issuing_ca: Option<PathBuf>,
}

impl Told {
	fn description(self) -> Result<Description> {
		let thing_description = match (self.thing_description, self.thing_description_file) {
			(Some(uri), Some(path)) => {
				Some(ThingDescription { uri, sha256: Hex(sha256_of(&path)?) })
			},
			_ => None,
		};
		let fingerprint = |path: PathBuf| {
			idevid::fingerprint(&path)
				.map(Hex)
				.map_err(|error| Error::input(format!("{}: {error}", path.display())))
		};
		Ok(Description {
			thing_description,
			firmware: self.firmware.hash()?.map(Hex),
			issuing_ca: self.issuing_ca.map(fingerprint).transpose()?,
		})
	}
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
			Self::Register { name, protection, told, key } => {
				let (description, key) = (told.description()?, from_argument(&key)?);
				let protection = match protection {
					Protection::Software => KeyProtection::Software,
					Protection::SecureElement => KeyProtection::SecureElement,
				};
				let chain = context.chain().await?;
				let sent = chain.submit_model(&name, protection, &description, &key).await?;
				let model = chain.model(sent).await?;
				context.out.result(&json!({ "model": model }), || {
					format!("registered `{name}` as model {model}")
				});
			},
			Self::Update { model, told, key } => {
				let (description, key) = (told.description()?, from_argument(&key)?);
				let told = context.chain().await?.update_model(model, description, &key).await?;
				let value = json!({ "model": model, "description": told });
				context.out.result(&value, || {
					let thing = told.thing_description.map(|thing| thing.uri);
					let hash = |hash: Option<Hex<32>>| hash.map(|hash| hex_bytes::encode(hash.0));
					let none = || "none".into();
					out::pairs([
						("model", model.to_string()),
						("Thing Description", thing.unwrap_or_else(none)),
						("firmware", hash(told.firmware).unwrap_or_else(none)),
						("issuing CA", hash(told.issuing_ca).unwrap_or_else(none)),
					])
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
