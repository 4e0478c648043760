//! A driver of the Universal Resolver for the method `bot`: DID resolution over HTTP, answered by a
//! node.
//!
//! `GET /1.0/identifiers/{did}` takes the query parameters `versionId` and `versionTime`, and gives a
//! DID resolution result, or the DID document alone where the header `Accept` asks for one. The
//! status follows W3C DID Resolution: 200; 400 for what is no DID or no option; 404 where nothing was
//! ever registered; 406 for a form that there is none of; 410 with the document of what is gone for
//! good; 501 for another method; 502 where the node does not answer. `GET /health` tells whether it
//! does.

mod accept;
mod answer;
mod node;
#[cfg(test)]
mod tests;

use std::{future::Future, sync::Arc};

use axum::{
	extract::{
		rejection::{PathRejection, QueryRejection},
		Path, Query, Request, State,
	},
	http::{header, HeaderMap, HeaderValue, StatusCode, Uri},
	middleware,
	response::{IntoResponse, Response},
	routing, Router,
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{http, out::note, Result};
use accept::Form;
use answer::{Answer, Problem};

pub use node::{Node, RemoteNode, ResolutionOptions};

/// Longest path and query that is read. A DID has at most 69 characters.
const MAX_URI_LEN: usize = 2_048;

/// Answers requests on `listener` from `node`, until `stop` is done.
pub async fn serve<N: Node>(
	listener: TcpListener,
	node: N,
	stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
	http::serve(listener, router(node), stop).await
}

/// What is answered, and by whom.
pub fn router<N: Node>(node: N) -> Router {
	let identifiers = routing::get(identifier::<N>).options(preflight);
	Router::new()
		.route("/1.0/identifiers/{*did}", identifiers)
		.route("/health", routing::get(health::<N>).options(preflight))
		.layer(middleware::from_fn(short_uri))
		.layer(middleware::map_response(with_headers))
		.with_state(Arc::new(node))
}

async fn identifier<N: Node>(
	State(node): State<Arc<N>>,
	did: Result<Path<String>, PathRejection>,
	query: Result<Query<Vec<(String, String)>>, QueryRejection>,
	headers: HeaderMap,
) -> Answer {
	let Some(form) = accept::form(&headers) else { return Problem::NoSuchForm.into() };
	let Ok(Path(did)) = did else { return Problem::NoDid.into() };
	let Some(options) = query.ok().and_then(|Query(query)| options(form, query)) else {
		return Problem::NoSuchOption.into();
	};
	match node.resolve(&did, &options).await {
		Ok(result) => Answer::new(form, result),
		Err(error) => {
			note(&format!("{did:?} is not resolved: {error}"));
			Problem::from(&error).into()
		},
	}
}

/// The options that a query names; none where it names another one, or one twice.
fn options(form: Form, query: Vec<(String, String)>) -> Option<ResolutionOptions> {
	let mut options = ResolutionOptions { accept: form.document(), ..Default::default() };
	for (name, value) in query {
		let option = match name.as_str() {
			"versionId" => &mut options.version_id,
			"versionTime" => &mut options.version_time,
			_ => return None,
		};
		if option.replace(value).is_some() {
			return None;
		}
	}
	Some(options)
}

async fn health<N: Node>(State(node): State<Arc<N>>) -> Response {
	let (status, health) = match node.network().await {
		Ok(network) => (StatusCode::OK, json!({ "node": true, "network": network })),
		Err(error) => {
			note(&format!("the node is not well: {error}"));
			(StatusCode::SERVICE_UNAVAILABLE, json!({ "node": false }))
		},
	};
	let content_type = [(header::CONTENT_TYPE, "application/json")];
	(status, content_type, health.to_string()).into_response()
}

/// A browser asks first where the header `Accept` has quotes.
async fn preflight() -> impl IntoResponse {
	let headers = [
		(header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
		(header::ACCESS_CONTROL_ALLOW_HEADERS, "accept"),
	];
	(StatusCode::NO_CONTENT, headers)
}

async fn short_uri(uri: Uri, request: Request, next: middleware::Next) -> Response {
	let len = uri.path_and_query().map_or(0, |text| text.as_str().len());
	if len > MAX_URI_LEN {
		return StatusCode::URI_TOO_LONG.into_response();
	}
	next.run(request).await
}

/// Pages of any origin may ask. Nothing is kept, because the next block may change it.
async fn with_headers(mut response: Response) -> Response {
	let headers = response.headers_mut();
	headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
	headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
	headers.insert(header::VARY, HeaderValue::from_static("accept"));
	response
}
