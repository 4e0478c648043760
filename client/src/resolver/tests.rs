//! The resolver before a node that is none.

use std::sync::Mutex;

use axum::{
	body::{to_bytes, Body},
	http::{Method, Request},
};
use serde_json::Value;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	sync::oneshot,
	time::timeout,
};
use tower::ServiceExt;

use super::*;
use crate::{http::STOP_TIMEOUT, Error, Refusal};

const DID: &str = "did:bot:dev:CDtpg3NHFAu6fmpegGDX56toN8TyVSzzEcoQVcxmzqrp";

type Asked = Arc<Mutex<Vec<(String, ResolutionOptions)>>>;

/// Gives one answer to all, and notes what it was asked.
struct Fake<F> {
	answer: F,
	asked: Asked,
}

impl<F: Fn() -> Result<Value> + Send + Sync + 'static> Node for Fake<F> {
	async fn resolve(&self, did: &str, options: &ResolutionOptions) -> Result<Value> {
		self.asked.lock().unwrap().push((did.into(), options.clone()));
		(self.answer)()
	}

	async fn network(&self) -> Result<String> {
		(self.answer)().map(|_| "dev".into())
	}
}

struct Reply {
	status: u16,
	headers: HeaderMap,
	text: String,
	asked: Vec<(String, ResolutionOptions)>,
}

impl Reply {
	fn json(&self) -> Value {
		serde_json::from_str(&self.text).unwrap()
	}

	fn content_type(&self) -> &str {
		self.headers[header::CONTENT_TYPE].to_str().unwrap()
	}

	fn error(&self) -> (u16, String) {
		let json = self.json();
		assert_eq!(self.content_type(), "application/did-resolution");
		assert_eq!(json["didDocument"], Value::Null);
		(self.status, json["didResolutionMetadata"]["error"].as_str().unwrap().into())
	}
}

async fn send(
	answer: impl Fn() -> Result<Value> + Send + Sync + 'static,
	method: Method,
	uri: &str,
	accept: Option<&str>,
) -> Reply {
	let asked = Asked::default();
	let mut request = Request::builder().method(method).uri(uri);
	if let Some(accept) = accept {
		request = request.header(header::ACCEPT, accept);
	}
	let request = request.body(Body::empty()).unwrap();
	let response = router(Fake { answer, asked: asked.clone() }).oneshot(request).await.unwrap();
	let (status, headers) = (response.status().as_u16(), response.headers().clone());
	let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
	let asked = asked.lock().unwrap().clone();
	Reply { status, headers, text: String::from_utf8(body.to_vec()).unwrap(), asked }
}

async fn get(answer: Result<Value, &'static str>, uri: &str, accept: Option<&str>) -> Reply {
	let answer = move || answer.clone().map_err(Error::unexpected);
	send(answer, Method::GET, uri, accept).await
}

fn path() -> String {
	format!("/1.0/identifiers/{DID}")
}

fn resolved() -> Value {
	json!({
		"didDocument": { "id": DID },
		"didResolutionMetadata": { "contentType": "application/did+ld+json" },
		"didDocumentMetadata": { "deactivated": false, "versionId": "3" },
	})
}

fn unresolved(error: &str) -> Value {
	json!({
		"didDocument": null,
		"didResolutionMetadata": { "error": error },
		"didDocumentMetadata": {},
	})
}

#[tokio::test]
async fn the_whole_result_is_given() {
	for accept in [None, Some("*/*"), Some("application/did-resolution")] {
		let reply = get(Ok(resolved()), &path(), accept).await;
		assert_eq!((reply.status, reply.json()), (200, resolved()));
		assert_eq!(reply.content_type(), "application/did-resolution");
		assert_eq!(reply.asked, [(DID.into(), ResolutionOptions::default())]);
	}
}

#[tokio::test]
async fn the_document_alone_is_given_where_it_is_asked_for() {
	for media_type in ["application/did+ld+json", "application/did+json", "application/did"] {
		let reply = get(Ok(resolved()), &path(), Some(media_type)).await;
		assert_eq!((reply.status, reply.json()), (200, json!({ "id": DID })));
		assert_eq!(reply.content_type(), media_type);
		assert_eq!(reply.asked[0].1.accept, Some(media_type));
		let reply = get(Ok(unresolved("notFound")), &path(), Some(media_type)).await;
		assert_eq!(reply.error(), (404, "notFound".into()));
	}
}

#[tokio::test]
async fn every_error_has_its_status() {
	for (error, status) in [
		("invalidDid", 400),
		("invalidDidUrl", 400),
		("invalidOptions", 400),
		("notFound", 404),
		("representationNotSupported", 406),
		("methodNotSupported", 501),
		("internalError", 500),
		("anotherOne", 500),
	] {
		let reply = get(Ok(unresolved(error)), &path(), None).await;
		assert_eq!(reply.error(), (status, error.into()));
	}
}

#[tokio::test]
async fn what_is_gone_for_good_is_told_with_its_document() {
	let mut gone = resolved();
	gone["didDocumentMetadata"]["deactivated"] = true.into();
	let reply = get(Ok(gone.clone()), &path(), None).await;
	assert_eq!((reply.status, reply.json()), (410, gone.clone()));
	let reply = get(Ok(gone), &path(), Some("application/did")).await;
	assert_eq!((reply.status, reply.json()), (410, json!({ "id": DID })));
}

#[tokio::test]
async fn options_and_encoded_dids_reach_the_node() {
	let uri = "/1.0/identifiers/did%3Abot%3Adev%3A1%23key?versionId=2&versionTime=2026-01-01T00%3A00%3A00Z";
	let reply = get(Ok(resolved()), uri, None).await;
	let options = ResolutionOptions {
		accept: None,
		version_id: Some("2".into()),
		version_time: Some("2026-01-01T00:00:00Z".into()),
	};
	let as_json = json!({ "versionId": "2", "versionTime": "2026-01-01T00:00:00Z" });
	assert_eq!(serde_json::to_value(&options).unwrap(), as_json);
	assert_eq!(reply.asked, [("did:bot:dev:1#key".into(), options)]);
	let reply = get(Ok(unresolved("invalidDid")), "/1.0/identifiers/no/did/at//all", None).await;
	assert_eq!(reply.asked[0].0, "no/did/at//all");
}

#[tokio::test]
async fn bad_requests_do_not_reach_the_node() {
	let with = |query: &str| format!("{}?{query}", path());
	for (uri, error) in [
		("/1.0/identifiers/%ff".into(), "invalidDid"),
		(with("noCache=true"), "invalidOptions"),
		(with("versionId=1&versionId=2"), "invalidOptions"),
	] {
		let reply = get(Ok(resolved()), &uri, None).await;
		assert_eq!(reply.error(), (400, error.into()), "{uri}");
		assert!(reply.asked.is_empty(), "{uri}");
	}
	let reply = get(Ok(resolved()), &path(), Some("text/plain")).await;
	assert_eq!(reply.error(), (406, "representationNotSupported".into()));
	assert!(reply.asked.is_empty());

	for uri in [format!("/1.0/identifiers/{}", "a".repeat(2_048)), with(&"a".repeat(2_048))] {
		let reply = get(Ok(resolved()), &uri, None).await;
		assert_eq!((reply.status, reply.asked.len()), (414, 0));
	}
	for uri in ["/", "/1.0/identifiers", "/1.0/identifiers/", "/1.0/other"] {
		let reply = get(Ok(resolved()), uri, None).await;
		assert_eq!((reply.status, reply.asked.len()), (404, 0), "{uri}");
	}
	let reply = send(|| Ok(resolved()), Method::POST, &path(), None).await;
	assert_eq!((reply.status, reply.asked.len()), (405, 0));
}

#[tokio::test]
async fn a_node_that_fails_is_told_without_its_address() {
	let unreachable = || {
		let (url, cause) = ("ws://secret".into(), "refused".into());
		Err(Error::Unreachable { url, cause })
	};
	let refused = || {
		let (call, name) = ("did_resolve".into(), "Busy".into());
		let refusal = Refusal { call, name, reason: String::new() };
		Err(Error::Refused(refusal))
	};
	let reply = send(unreachable, Method::GET, &path(), Some("application/did")).await;
	assert_eq!(reply.error(), (502, "internalError".into()));
	assert!(!reply.text.contains("secret"));
	let reply = send(refused, Method::GET, &path(), None).await;
	assert_eq!(reply.error(), (500, "internalError".into()));
	for strange in
		[Ok(json!(7)), Ok(json!({})), Ok(json!({ "didResolutionMetadata": {} })), Err("x")]
	{
		let reply = get(strange, &path(), None).await;
		assert_eq!(reply.error(), (502, "internalError".into()));
	}
}

#[tokio::test]
async fn health_tells_whether_the_node_answers() {
	let reply = get(Ok(resolved()), "/health", None).await;
	assert_eq!((reply.status, reply.json()), (200, json!({ "node": true, "network": "dev" })));
	let reply = get(Err("gone"), "/health", None).await;
	assert_eq!((reply.status, reply.json()), (503, json!({ "node": false })));
}

#[tokio::test]
async fn pages_of_any_origin_may_ask() {
	for uri in [path(), "/nowhere".into(), "/health".into(), path() + "?unknown=1"] {
		let reply = get(Ok(resolved()), &uri, None).await;
		assert_eq!(reply.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*", "{uri}");
		assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store", "{uri}");
	}
	let reply = send(|| Ok(resolved()), Method::OPTIONS, &path(), None).await;
	assert_eq!((reply.status, reply.asked.len()), (204, 0));
	assert_eq!(reply.headers[header::ACCESS_CONTROL_ALLOW_HEADERS], "accept");
}

#[tokio::test]
async fn it_answers_on_a_socket_and_ends_when_asked() {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	let node = Fake { answer: || Ok(resolved()), asked: Asked::default() };
	let (stop, stopped) = oneshot::channel::<()>();
	let served = tokio::spawn(serve(listener, node, async {
		let _ = stopped.await;
	}));
	let ask = |request: &'static [u8]| async move {
		let mut stream = TcpStream::connect(address).await.unwrap();
		stream.write_all(request).await.unwrap();
		let mut reply = String::new();
		stream.read_to_string(&mut reply).await.unwrap();
		reply
	};
	assert!(ask(b"GET /health HTTP/1.0\r\n\r\n").await.starts_with("HTTP/1.0 200"));
	assert!(ask(b"nonsense\r\n\r\n").await.starts_with("HTTP/1.1 400"));
	let _says_nothing = TcpStream::connect(address).await.unwrap();
	stop.send(()).unwrap();
	let ended = timeout(STOP_TIMEOUT * 2, served).await;
	ended.expect("it ends in time").unwrap().unwrap();
}

#[tokio::test]
async fn without_a_node_it_says_so_and_tries_again() {
	let node = RemoteNode::new("ws://127.0.0.1:9");
	for _ in 0..2 {
		let answer = node.resolve(DID, &ResolutionOptions::default()).await;
		assert!(matches!(answer, Err(Error::Unreachable { .. })), "{answer:?}");
	}
}
