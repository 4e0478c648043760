//! What a node tells over plain HTTP.

use std::{
	io::{Read, Write},
	net::TcpStream,
};

use anyhow::{Context, Result};

/// Status and body of the answer to a request without a body at `address`, a host and a port.
pub fn request(method: &str, address: &str, path: &str) -> Result<(u16, String)> {
	let mut stream = TcpStream::connect(address).with_context(|| address.to_string())?;
	// The server ends the connection after the answer, as HTTP/1.0 says.
	write!(stream, "{method} {path} HTTP/1.0\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n")?;
	let mut answer = String::new();
	stream.read_to_string(&mut answer)?;
	let (head, body) = answer.split_once("\r\n\r\n").context("an answer has a head")?;
	let status = head.split(' ').nth(1).context("an answer has a status")?;
	Ok((status.parse()?, body.into()))
}
