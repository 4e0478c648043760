//! DID resolution: what is asked, and what is answered.

use bot_primitives::{Network, RecallReason, Standing};
use pallet_device_did::DeviceInfo;
use polkadot_sdk::sp_api::ApiError;
use serde::{Deserialize, Serialize};

use super::{
	document::{Document, CONTEXT},
	time::date_time,
	url::DidUrlError,
	version::VersionError,
};
use crate::{
	error::{shortened, Error},
	AccountId, BlockNumber,
};

/// What a resolution is asked for beside the DID (W3C DID Resolution, section 4.1).
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ResolutionOptions {
	/// Media type of the document: `application/did+ld+json`, where it is left out, or
	/// `application/did+json`.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub accept: Option<String>,
	/// Number of the version of a device's document.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_id: Option<String>,
	/// Time, in UTC and whole seconds, at which the version of a device's document held.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_time: Option<String>,
}

/// A DID resolution result (W3C DID Resolution, section 4).
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
	/// The document; none where the DID could not be resolved.
	pub did_document: Option<Document>,
	/// How the resolution went.
	pub did_resolution_metadata: ResolutionMetadata,
	/// What there is to know of the document.
	pub did_document_metadata: DocumentMetadata,
}

/// How a resolution went.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ResolutionMetadata {
	/// Media type of the document.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub content_type: Option<String>,
	/// Why there is no document.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error: Option<ResolutionError>,
	/// The same in a sentence.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error_message: Option<String>,
}

/// Why there is no document (W3C DID Specification Registries, section 8.1).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ResolutionError {
	/// The DID is malformed.
	InvalidDid,
	/// What follows the DID is malformed, or names no document.
	InvalidDidUrl,
	/// Nothing was ever registered under the DID on this network, or not that version.
	NotFound,
	/// There are no documents of that media type.
	RepresentationNotSupported,
	/// It is a DID of another method.
	MethodNotSupported,
	/// The options are malformed, or do not go together.
	InvalidOptions,
	/// This node could not find out.
	InternalError,
}

/// What there is to know of a document.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DocumentMetadata {
	/// Time of the registration.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub created: Option<String>,
	/// Time of the last change; none before the first.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub updated: Option<String>,
	/// Whether the device or the membership is gone for good. It tells of the present, also with
	/// the document of another version.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub deactivated: Option<bool>,
	/// Number of the version.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_id: Option<String>,
	/// Number of the next version that a block ended with; none where there is none, and where no
	/// version was asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub next_version_id: Option<String>,
	/// Block of the registration, or of the admission of the member.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub created_block: Option<BlockNumber>,
	/// Block of the last change; none before the first.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub updated_block: Option<BlockNumber>,
	/// Whether the device may act; none where a version was asked for, since a recall makes none.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub standing: Option<String>,
	/// Why the device is recalled, where it is.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub recall_reason: Option<String>,
}

impl DocumentMetadata {
	/// What there is to know of this state of a device.
	pub(super) fn of_device(device: &DeviceInfo<AccountId>) -> Self {
		let updated = Some(device.updated).filter(|_| device.version > 1);
		Self {
			created: date_time(device.registered.time),
			updated: updated.and_then(|updated| date_time(updated.time)),
			deactivated: Some(device.hot.state.is_final()),
			version_id: Some(device.version.to_string()),
			created_block: Some(device.registered.block),
			updated_block: updated.map(|updated| updated.block),
			..Self::default()
		}
	}

	/// The same, with whether the device may act.
	pub(super) fn with_standing(self, standing: Standing) -> Self {
		let (standing, reason) = match standing {
			Standing::Active => ("active", None),
			Standing::Suspended => ("suspended", None),
			Standing::Recalled(reason) => ("recalled", Some(reason)),
			Standing::Retired => ("retired", None),
			Standing::Destroyed => ("destroyed", None),
			Standing::Compromised => ("compromised", None),
		};
		let reason = reason.map(|reason| match reason {
			RecallReason::Safety => "safety",
			RecallReason::Security => "security",
			RecallReason::Malfunction => "malfunction",
			RecallReason::Regulation => "regulation",
			RecallReason::Other => "other",
		});
		Self { standing: Some(standing.into()), recall_reason: reason.map(Into::into), ..self }
	}
}

/// How a document is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Representation {
	/// JSON-LD, which says what its terms mean.
	JsonLd,
	/// Plain JSON.
	Json,
}

impl Representation {
	const JSON_LD: &str = "application/did+ld+json";
	const JSON: &str = "application/did+json";
	/// The one media type of W3C DID Core 1.1, whose documents are JSON-LD.
	const DID: &str = "application/did";

	/// The one of the media type `accept`.
	pub(super) fn accepted(accept: Option<&str>) -> Result<Self, Failure> {
		let Some(accept) = accept else { return Ok(Self::JsonLd) };
		let is = |media_type: &str| accept.eq_ignore_ascii_case(media_type);
		if is(Self::JSON_LD) || is(Self::DID) {
			Ok(Self::JsonLd)
		} else if is(Self::JSON) {
			Ok(Self::Json)
		} else {
			Err(Failure::Representation(accept.into()))
		}
	}

	/// The result of a resolution that gave `document`.
	pub(super) fn resolution(self, document: Document, metadata: DocumentMetadata) -> Resolution {
		let (content_type, context) = match self {
			Self::JsonLd => (Self::JSON_LD, CONTEXT.map(Into::into).to_vec()),
			Self::Json => (Self::JSON, Vec::new()),
		};
		Resolution {
			did_document: Some(Document { context, ..document }),
			did_resolution_metadata: ResolutionMetadata {
				content_type: Some(content_type.into()),
				..Default::default()
			},
			did_document_metadata: metadata,
		}
	}
}

/// Why there is no document, precisely.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
	/// What is to be resolved is malformed.
	#[error("{0}")]
	DidUrl(#[from] DidUrlError),
	/// The DID URL and the options name different versions.
	#[error("the query and the options name different versions")]
	Contradiction,
	/// The options name a version that cannot be one.
	#[error("{0}")]
	Version(#[from] VersionError),
	/// The options name a version and the call a block.
	#[error("a version and a block hash exclude each other")]
	VersionAndBlock,
	/// The DID is a member's, and the resolution is asked for a version.
	#[error("the documents of members have no versions: name a block hash")]
	MemberVersion,
	/// There are no documents of this media type.
	#[error("there are no documents of the media type {0:?}")]
	Representation(String),
	/// The DID belongs to another network.
	#[error("this node is not of the network `{}`", .0.as_str())]
	WrongNetwork(Network),
	/// The chain knows nothing of the DID.
	#[error("neither a device nor a member was ever registered under this DID")]
	Unregistered,
	/// The device never had this version, or no block ended with it.
	#[error("no block ended with this version")]
	UnknownVersion,
	/// The chain knows a key of the device that is no key of its type.
	#[error("the device has a key that is not on its curve")]
	MalformedKey,
	/// The node did not answer.
	#[error("{0}")]
	Node(#[from] Error),
}

impl From<ApiError> for Failure {
	fn from(error: ApiError) -> Self {
		Self::Node(error.into())
	}
}

impl Failure {
	fn code(&self) -> ResolutionError {
		match self {
			Self::DidUrl(DidUrlError::NotADid | DidUrlError::Did(_)) => ResolutionError::InvalidDid,
			Self::DidUrl(DidUrlError::OtherMethod) => ResolutionError::MethodNotSupported,
			Self::DidUrl(_) | Self::Contradiction => ResolutionError::InvalidDidUrl,
			Self::Version(_) | Self::VersionAndBlock | Self::MemberVersion => {
				ResolutionError::InvalidOptions
			},
			Self::Representation(_) => ResolutionError::RepresentationNotSupported,
			Self::WrongNetwork(_) | Self::Unregistered | Self::UnknownVersion => {
				ResolutionError::NotFound
			},
			Self::MalformedKey | Self::Node(_) => ResolutionError::InternalError,
		}
	}
}

impl From<Failure> for Resolution {
	fn from(failure: Failure) -> Self {
		Self {
			did_resolution_metadata: ResolutionMetadata {
				content_type: None,
				error: Some(failure.code()),
				error_message: Some(shortened(failure.to_string())),
			},
			..Default::default()
		}
	}
}
