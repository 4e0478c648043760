//! `bot resolver`.

use std::{net::SocketAddr, process::ExitCode};

use serde_json::json;

use super::Context;
use bot_client::{
	http,
	interruption::interrupted,
	resolver::{self, RemoteNode},
	Result,
};

/// Answer over HTTP what the DIDs of a network stand for, as a driver of the Universal Resolver:
/// GET /1.0/identifiers/{did}. Asks the node for each answer, and takes up again by itself where the
/// node was away. GET /health tells whether the node answers.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
	/// Where to answer. With port 0, at any port that is free.
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
	listen: SocketAddr,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let listener = http::listen(self.listen).await?;
		let url = http::url(&listener)?;
		context.out.result(&json!({ "url": url, "node": context.url }), || {
			format!("DIDs are resolved at {url}/1.0/identifiers/ from {}", context.url)
		});
		resolver::serve(listener, RemoteNode::new(&context.url), interrupted()).await?;
		Ok(ExitCode::SUCCESS)
	}
}
