//! One connection, and the requests that go over it.

use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

use anyhow::{bail, Context, Result};
use futures::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::time::{sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::Kind;
use crate::wire::Socket;

/// How long the last answers may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request, and when it is sent.
pub struct Request {
	/// What is asked.
	pub kind: Kind,
	/// When, after the begin.
	pub at: Duration,
	/// The parameters, as JSON.
	pub params: Arc<str>,
}

/// What became of a request.
pub struct Answer {
	/// What was asked.
	pub kind: Kind,
	/// When the answer came, after the begin.
	pub came: Duration,
	/// How long after its time that was.
	pub latency: Duration,
	/// The error, if it was one.
	pub error: Option<String>,
}

#[derive(Deserialize)]
struct Reply<'a> {
	id: usize,
	#[serde(borrow)]
	result: Option<&'a RawValue>,
	#[serde(borrow)]
	error: Option<&'a RawValue>,
}

impl Reply<'_> {
	/// The error, where the reply is one, or the DID was not resolved.
	fn error(&self) -> Option<String> {
		let unresolved = self.result.filter(|it| it.get().starts_with(r#"{"didDocument":null"#));
		self.error.or(unresolved).map(|error| error.get().into())
	}
}

/// Sends the requests over `socket`, each at its time after `begin`, and waits for all answers.
pub async fn drive(socket: Socket, requests: Vec<Request>, begin: Instant) -> Result<Vec<Answer>> {
	let (mut sender, mut receiver) = socket.split();
	let sending = async {
		for (id, Request { kind, at, params }) in requests.iter().enumerate() {
			let method = kind.method();
			let text =
				format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#);
			sleep_until((begin + *at).into()).await;
			sender.send(Message::text(text)).await.context("the node closed the connection")?;
		}
		anyhow::Ok(())
	};
	let receiving = async {
		let mut answers = BTreeMap::new();
		let end = requests.last().map(|last| begin + last.at + PATIENCE);
		while answers.len() < requests.len() {
			let left = end.unwrap_or(begin).saturating_duration_since(Instant::now());
			let message = timeout(left, receiver.next()).await.ok().flatten();
			let Some(message) = message else {
				bail!(
					"{} of {} requests have no answer",
					requests.len() - answers.len(),
					requests.len()
				)
			};
			let came = begin.elapsed();
			let Message::Text(text) = message else { continue };
			let reply: Reply = serde_json::from_str(&text).with_context(|| text.to_string())?;
			let request = requests.get(reply.id).context("an answer to no request")?;
			let latency = came.saturating_sub(request.at);
			let answer = Answer { kind: request.kind, came, latency, error: reply.error() };
			answers.insert(reply.id, answer);
		}
		Ok(answers.into_values().collect())
	};
	let ((), answers) = tokio::try_join!(sending, receiving)?;
	Ok(answers)
}
