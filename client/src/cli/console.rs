//! `bot console`.

use std::{net::SocketAddr, process::ExitCode};

use serde_json::json;

use super::Context;
use bot_client::{console, http, interruption::interrupted, Result};

/// Serve the web console: one page that shows devices and their standing, what is recorded, streams
/// with their gaps, agreements and statements; verifies evidence files; and tells a buyer about a
/// machine. The browser asks the node that --url names, which has to answer there, and this program
/// serves the page alone. Any file server does as well.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
	/// Where to answer. With port 0, at any port that is free.
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
	listen: SocketAddr,
}

impl Args {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let page = console::page(&context.url)?;
		let listener = http::listen(self.listen).await?;
		let url = http::url(&listener)?;
		context.out.result(&json!({ "url": url, "node": context.url }), || {
			format!(
				"The console is at {url}/ and reads from {}. Ctrl-C ends it.\nThe code at a machine leads to {url}/#/machine/<DID>",
				context.url
			)
		});
		console::serve(listener, page, interrupted()).await?;
		Ok(ExitCode::SUCCESS)
	}
}
