//! What is answered, and with which status.

use axum::{
	http::{header::CONTENT_TYPE, StatusCode},
	response::{IntoResponse, Response},
};
use serde_json::{json, Value};

use super::accept::{Form, FORMS};
use crate::Error;

/// The answer to a request.
pub(super) struct Answer {
	status: StatusCode,
	content_type: &'static str,
	body: Value,
}

impl Answer {
	/// The resolution result of a node, in this form. What went wrong is told by a whole result,
	/// whatever was asked for.
	pub(super) fn new(form: Form, mut result: Value) -> Self {
		let Some(status) = status_of(&result) else { return Problem::NodeIsStrange.into() };
		let (content_type, body) = match form {
			Form::Result(content_type) => (content_type, result),
			Form::Document(content_type) if result["didDocument"].is_object() => {
				(content_type, result["didDocument"].take())
			},
			Form::Document(_) => (FORMS[0].content_type(), result),
		};
		Self { status, content_type, body }
	}
}

impl IntoResponse for Answer {
	fn into_response(self) -> Response {
		let Self { status, content_type, body } = self;
		(status, [(CONTENT_TYPE, content_type)], body.to_string()).into_response()
	}
}

/// The status of a resolution result; none where it is none.
fn status_of(result: &Value) -> Option<StatusCode> {
	let metadata = result.get("didResolutionMetadata")?.as_object()?;
	let document = result.get("didDocument").is_some_and(Value::is_object);
	Some(match metadata.get("error").map(Value::as_str) {
		None if !document => return None,
		None if result["didDocumentMetadata"]["deactivated"] == true => StatusCode::GONE,
		None => StatusCode::OK,
		Some(Some("invalidDid" | "invalidDidUrl" | "invalidOptions")) => StatusCode::BAD_REQUEST,
		Some(Some("notFound")) => StatusCode::NOT_FOUND,
		Some(Some("representationNotSupported")) => StatusCode::NOT_ACCEPTABLE,
		Some(Some("methodNotSupported")) => StatusCode::NOT_IMPLEMENTED,
		Some(_) => StatusCode::INTERNAL_SERVER_ERROR,
	})
}

/// Why the node was not asked, or gave no result.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Problem {
	/// There is none of the forms that the client takes.
	NoSuchForm,
	/// The path is no text.
	NoDid,
	/// The query names another option, or one twice.
	NoSuchOption,
	/// The node does not answer.
	NodeIsGone,
	/// The node's answer is none.
	NodeIsStrange,
	/// The node refused to answer.
	NodeRefused,
}

impl From<&Error> for Problem {
	fn from(error: &Error) -> Self {
		match error {
			Error::Unreachable { .. } => Self::NodeIsGone,
			Error::Unexpected(_) => Self::NodeIsStrange,
			Error::Refused(_) | Error::Invalid(_) | Error::Input(_) => Self::NodeRefused,
		}
	}
}

impl From<Problem> for Answer {
	fn from(problem: Problem) -> Self {
		use Problem::*;
		let (status, error, message) = match problem {
			NoSuchForm => (
				StatusCode::NOT_ACCEPTABLE,
				"representationNotSupported",
				"there is none of the media types in Accept",
			),
			NoDid => (StatusCode::BAD_REQUEST, "invalidDid", "the path is not UTF-8"),
			NoSuchOption => (
				StatusCode::BAD_REQUEST,
				"invalidOptions",
				"the query takes versionId and versionTime, each once",
			),
			NodeIsGone => (StatusCode::BAD_GATEWAY, "internalError", "the node does not answer"),
			NodeIsStrange => {
				(StatusCode::BAD_GATEWAY, "internalError", "the node's answer makes no sense")
			},
			NodeRefused => {
				(StatusCode::INTERNAL_SERVER_ERROR, "internalError", "the node refused to answer")
			},
		};
		let body = json!({
			"didDocument": null,
			"didResolutionMetadata": { "error": error, "errorMessage": message },
			"didDocumentMetadata": {},
		});
		Self { status, content_type: FORMS[0].content_type(), body }
	}
}
