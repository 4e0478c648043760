//! The command line: arguments in, one command run, results out.

mod agreement;
mod archive;
mod args;
mod attest;
mod checkpoint;
mod collator;
mod console;
mod council;
mod demo;
mod device;
mod enrolment;
mod evidence;
mod examples;
mod manual;
mod member;
mod model;
mod progress;
mod purchase;
mod recall;
mod resolver;
mod sales;
mod settlement;
mod statement;
mod upgrade;

use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};
use serde_json::json;

use bot_client::{
	chain::{Chain, DEFAULT_URL},
	out::{note, Out},
	Error, Result,
};

/// Members, devices, attestations, evidence and sales of a BoT chain.
///
/// Keys of members (--key) are //Alice and the like, or the path of a file that holds a secret
/// phrase. Keys of devices are //Name (Ed25519) or p256://Name for development, or the path of a
/// key file made by `bot device keygen`. Exit codes: 0 done, 1 refused or invalid, 2 bad input,
/// 3 no node.
#[derive(Debug, Parser)]
#[command(name = "bot", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
	/// Where the node answers.
	#[arg(long, global = true, value_name = "URL", default_value = DEFAULT_URL)]
	pub(crate) url: String,

	/// Print results as JSON.
	#[arg(long, global = true)]
	pub(crate) json: bool,

	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Members of the consortium.
	#[command(subcommand)]
	Member(member::Command),
	/// Motions of the council.
	#[command(subcommand)]
	Council(council::Command),
	/// Collators: who makes the blocks.
	#[command(subcommand)]
	Collator(collator::Command),
	/// Upgrades of the runtime.
	#[command(subcommand)]
	Upgrade(upgrade::Command),
	/// Models of devices.
	#[command(subcommand)]
	Model(model::Command),
	/// Enrol a production run.
	Enrol(enrolment::EnrolArgs),
	/// Production runs that are enrolled.
	#[command(subcommand)]
	Enrolment(enrolment::Command),
	/// Devices: their keys, their standing, and what is said of them.
	#[command(subcommand)]
	Device(device::Command),
	/// Recalls of devices.
	#[command(subcommand)]
	Recall(recall::Command),
	/// Attest readings of a device, as a gateway does.
	Attest(attest::Args),
	/// Prove a reading into an evidence file.
	Prove(evidence::ProveArgs),
	/// Verify an evidence file. Needs no node.
	Verify(evidence::VerifyArgs),
	/// Checkpoints: headers that members vouch for.
	#[command(subcommand)]
	Checkpoint(checkpoint::Command),
	/// Export what proofs are made of, for when there is no node any more.
	Archive(archive::Args),
	/// Agreements on the sales of a device.
	#[command(subcommand)]
	Agreement(agreement::Command),
	/// What devices charge.
	#[command(subcommand)]
	Prices(purchase::PricesCommand),
	/// Pay for something that the device of an agreement sells.
	Purchase(purchase::PurchaseArgs),
	/// Report, as a machine, what became of a purchase.
	Vend(purchase::VendArgs),
	/// Give a purchase back that was not given out.
	Refund(purchase::RefundArgs),
	/// Pay out what was kept for a payee that could not receive it.
	Claim(purchase::ClaimArgs),
	/// Report what machines sold for cash and by card.
	Report(sales::ReportArgs),
	/// Compare the files of machines with what the chain has of their sales.
	Reconcile(sales::ReconcileArgs),
	/// What follows the reports of machines: payments, reversals, disputes.
	#[command(subcommand)]
	Settlement(settlement::Command),
	/// Show what was sold under an agreement, and how each payee stands.
	Statement(statement::StatementArgs),
	/// Answer over HTTP what the DIDs of a network stand for.
	Resolver(resolver::Args),
	/// Serve the web console: a page that shows a chain in a browser.
	Console(console::Args),
	/// Play the main job from end to end.
	Demo(demo::Args),
	/// Print completions for a shell.
	Completions(manual::CompletionsArgs),
	/// Write the manual pages of all commands.
	Manual(manual::ManualArgs),
}

/// What every command needs.
struct Context {
	url: String,
	out: Out,
}

impl Context {
	async fn chain(&self) -> Result<Chain> {
		Chain::connect(&self.url).await
	}
}

impl Cli {
	/// What the arguments of the program say. Ends the program where they say nothing that it can do.
	pub(crate) fn from_arguments() -> Self {
		let matches = examples::command().get_matches();
		Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
	}

	/// Runs the command.
	pub(crate) async fn run(self) -> Result<ExitCode> {
		let Self { url, json, command } = self;
		let context = Context { url, out: Out { json } };
		match command {
			Command::Member(command) => command.run(&context).await,
			Command::Council(command) => command.run(&context).await,
			Command::Collator(command) => command.run(&context).await,
			Command::Upgrade(command) => command.run(&context).await,
			Command::Model(command) => command.run(&context).await,
			Command::Enrol(args) => args.run(&context).await,
			Command::Enrolment(command) => command.run(&context).await,
			Command::Device(command) => command.run(&context).await,
			Command::Recall(command) => command.run(&context).await,
			Command::Attest(args) => args.run(&context).await,
			Command::Prove(args) => args.run(&context).await,
			Command::Verify(args) => args.run(&context),
			Command::Checkpoint(command) => command.run(&context).await,
			Command::Archive(args) => args.run(&context).await,
			Command::Agreement(command) => command.run(&context).await,
			Command::Prices(command) => command.run(&context).await,
			Command::Purchase(args) => args.run(&context).await,
			Command::Vend(args) => args.run(&context).await,
			Command::Refund(args) => args.run(&context).await,
			Command::Claim(args) => args.run(&context).await,
			Command::Report(args) => args.run(&context).await,
			Command::Reconcile(args) => args.run(&context).await,
			Command::Settlement(command) => command.run(&context).await,
			Command::Statement(args) => args.run(&context).await,
			Command::Resolver(args) => args.run(&context).await,
			Command::Console(args) => args.run(&context).await,
			Command::Demo(args) => args.run(&context).await,
			Command::Completions(args) => Ok(args.run()),
			Command::Manual(args) => args.run(&context),
		}
	}
}

/// Says why the command failed, and gives its exit code.
pub(crate) fn fail(json: bool, error: &Error) -> ExitCode {
	let code = error.exit_code();
	if json {
		let error =
			json!({ "error": error.to_string(), "refusal": error.refusal(), "exitCode": code });
		note(&error.to_string());
	} else {
		note(&format!("error: {error}"));
	}
	ExitCode::from(code)
}
