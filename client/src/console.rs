//! The web console: one page without anything external, which a browser runs.
//!
//! It is built from `clients/console` by `npm run build` there.

use std::{future::Future, sync::Arc};

use axum::{
	extract::State,
	http::header,
	response::{Html, IntoResponse},
	routing, Router,
};
use tokio::net::TcpListener;

use crate::{chain::DEFAULT_URL, http, Error, Result};

/// The page as it was built.
const PAGE: &str = include_str!("../console.html");

/// Names the node that the page asks unless its user names another.
const NODE: &str = "<meta name=\"bot-node\" content=\"";

/// The page, asking the node at `url`.
pub fn page(url: &str) -> Result<String> {
	if !["ws://", "wss://"].into_iter().any(|scheme| url.starts_with(scheme)) {
		return Err(Error::input(format!(
			"--url {url}: a browser reaches a node at an address that begins with ws:// or wss://"
		)));
	}
	Ok(PAGE.replacen(&format!("{NODE}{DEFAULT_URL}"), &format!("{NODE}{}", escaped(url)), 1))
}

/// `text` as the value of an attribute in HTML.
fn escaped(text: &str) -> String {
	text.chars().fold(String::new(), |escaped, character| match character {
		'&' => escaped + "&amp;",
		'"' => escaped + "&quot;",
		'<' => escaped + "&lt;",
		_ => escaped + character.encode_utf8(&mut [0; 4]),
	})
}

/// Serves `page` on `listener` until `stop` is done.
pub async fn serve(
	listener: TcpListener,
	page: String,
	stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
	http::serve(listener, router(page), stop).await
}

/// Answers with the page, and with nothing else.
fn router(page: String) -> Router {
	let page = routing::get(answer).with_state(page.into());
	Router::new().route("/", page.clone()).route("/index.html", page)
}

/// The policy of what the page may run stands in the page; what an answer alone can say is here.
async fn answer(State(page): State<Arc<str>>) -> impl IntoResponse {
	let headers = [
		(header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
		(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
		(header::REFERRER_POLICY, "no-referrer"),
		(header::CACHE_CONTROL, "no-cache"),
	];
	(headers, Html(page.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::{
		body::Body,
		http::{HeaderMap, Request},
	};
	use tower::ServiceExt;

	async fn get(uri: &str) -> (u16, HeaderMap) {
		let request = Request::get(uri).body(Body::empty()).unwrap();
		let answer = router(page(DEFAULT_URL).unwrap()).oneshot(request).await.unwrap();
		(answer.status().as_u16(), answer.headers().clone())
	}

	#[test]
	fn the_page_names_the_node() {
		assert_eq!(page(DEFAULT_URL).unwrap(), PAGE);
		let page = page("wss://node.example/?a=\"<b>&").unwrap();
		assert!(page.contains("content=\"wss://node.example/?a=&quot;&lt;b>&amp;\""));
		assert!(!page.contains(&format!("{NODE}{DEFAULT_URL}")));
	}

	#[test]
	fn a_browser_needs_a_web_socket() {
		for url in ["http://127.0.0.1:9944", "127.0.0.1:9944", ""] {
			assert_eq!(page(url).unwrap_err().exit_code(), 2, "{url}");
		}
	}

	#[test]
	fn nothing_external_is_in_the_page() {
		for tag in ["<script src", "<link rel=\"stylesheet\"", "<img", "<iframe", "@import"] {
			assert!(!PAGE.contains(tag), "{tag}");
		}
		assert!(PAGE.contains("default-src 'none'"));
	}

	#[tokio::test]
	async fn there_is_one_page() {
		for uri in ["/", "/index.html"] {
			let (status, headers) = get(uri).await;
			assert_eq!(status, 200);
			assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
			assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "frame-ancestors 'none'");
		}
		assert_eq!(get("/favicon.ico").await.0, 404);
	}
}
