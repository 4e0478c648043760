//! JSON-RPC as bytes: what no library would send.

use anyhow::{bail, Context, Result};
use futures::{future::ready, Sink, SinkExt, Stream, StreamExt};
use tokio::{
	io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
	net::TcpStream,
};
use tokio_tungstenite::{
	client_async_with_config,
	tungstenite::{protocol::WebSocketConfig, Error, Message},
	WebSocketStream,
};

/// The host and port of `url`.
fn address(url: &str) -> &str {
	url.split_once("://").map_or(url, |(_, address)| address)
}

/// A WebSocket.
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
	/// Connects to the node at `url`.
	pub async fn connect(url: &str) -> Result<Self> {
		let stream = TcpStream::connect(address(url)).await?;
		stream.set_nodelay(true)?;
		let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
		let (socket, _) = client_async_with_config(url, stream, Some(config)).await?;
		Ok(Self(socket))
	}

	/// The two directions of it.
	pub fn split(
		self,
	) -> (impl Sink<Message, Error = Error> + Unpin, impl Stream<Item = Message> + Unpin) {
		let (sender, receiver) = self.0.split();
		(sender, receiver.filter_map(|message| ready(message.ok())))
	}

	/// Sends a message, of any bytes.
	pub async fn send(&mut self, message: &[u8]) -> Result<()> {
		let message = match std::str::from_utf8(message) {
			Ok(text) => Message::text(text),
			Err(_) => Message::binary(message.to_vec()),
		};
		Ok(self.0.send(message).await?)
	}

	/// The next message.
	pub async fn receive(&mut self) -> Result<String> {
		loop {
			match self.0.next().await.context("the node closed the connection")?? {
				Message::Text(text) => return Ok(text.as_str().into()),
				Message::Close(reason) => bail!("the node closed the connection: {reason:?}"),
				_ => (),
			}
		}
	}

	/// The answer to a message, where no other is on its way.
	pub async fn ask(&mut self, message: &[u8]) -> Result<String> {
		self.send(message).await?;
		self.receive().await
	}
}

/// HTTP on one connection, which is renewed where the node closed it.
pub struct Http {
	address: String,
	stream: Option<BufReader<TcpStream>>,
}

impl Http {
	/// Posts to the node at `url`.
	pub fn new(url: &str) -> Self {
		Self { address: address(url).into(), stream: None }
	}

	/// Posts `body`, and gives the status and the body of the answer.
	pub async fn post(&mut self, body: &[u8]) -> Result<(u16, String)> {
		if let Some(stream) = self.stream.take() {
			// The node may have closed it meanwhile.
			if let Ok(answer) = self.post_over(stream, body).await {
				return Ok(answer);
			}
		}
		let stream = BufReader::new(TcpStream::connect(&self.address).await?);
		self.post_over(stream, body).await
	}

	async fn post_over(
		&mut self,
		mut stream: BufReader<TcpStream>,
		body: &[u8],
	) -> Result<(u16, String)> {
		let head = format!(
			"POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
			self.address,
			body.len()
		);
		stream.get_mut().write_all(head.as_bytes()).await?;
		// A node that takes no more of the body says so before it was sent.
		let sent = stream.get_mut().write_all(body).await;
		let answer = read_answer(&mut stream).await;
		if answer.is_err() {
			sent?;
		}
		let (status, length, closes) = answer?;
		let mut answer = vec![0; length];
		stream.read_exact(&mut answer).await?;
		if !closes {
			self.stream = Some(stream);
		}
		Ok((status, String::from_utf8(answer)?))
	}
}

/// The status of an answer, the length of its body, and whether the connection ends with it.
async fn read_answer(stream: &mut BufReader<TcpStream>) -> Result<(u16, usize, bool)> {
	let mut line = String::new();
	stream.read_line(&mut line).await?;
	let status = line.split(' ').nth(1).with_context(|| format!("no status in {line:?}"))?;
	let (status, mut length, mut closes) = (status.parse()?, 0, false);
	loop {
		line.clear();
		stream.read_line(&mut line).await?;
		let Some((name, value)) = line.trim_end().split_once(':') else {
			return Ok((status, length, closes));
		};
		match name.to_ascii_lowercase().as_str() {
			"content-length" => length = value.trim().parse()?,
			"connection" => closes = value.trim().eq_ignore_ascii_case("close"),
			_ => (),
		}
	}
}
