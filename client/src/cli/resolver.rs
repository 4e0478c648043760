//! `bot resolver`.

use std::{io, net::SocketAddr, process::ExitCode};

use serde_json::json;
use tokio::net::TcpListener;

use super::Context;
use bot_client::{
	resolver::{self, RemoteNode},
	Error, Result,
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
		let failed = |error: io::Error| Error::input(format!("{}: {error}", self.listen));
		let listener = TcpListener::bind(self.listen).await.map_err(failed)?;
		let url = format!("http://{}", listener.local_addr().map_err(failed)?);
		context.out.result(&json!({ "url": url, "node": context.url }), || {
			format!("DIDs are resolved at {url}/1.0/identifiers/ from {}", context.url)
		});
		resolver::serve(listener, RemoteNode::new(&context.url), super::interrupted()).await?;
		Ok(ExitCode::SUCCESS)
	}
}
