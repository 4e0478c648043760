//! DID URLs, as far as they name what to resolve.

use std::{borrow::Cow, str::FromStr};

use bot_primitives::{Did, DidError};
use percent_encoding::percent_decode_str;

use super::version::{Version, VersionError};

/// A DID, and the version of its document that the query of a DID URL names.
#[derive(Debug, PartialEq)]
pub(super) struct DidUrl {
	/// The DID.
	pub(super) did: Did,
	/// The version.
	pub(super) version: Option<Version>,
}

/// Why a text is no DID URL that can be resolved.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(super) enum DidUrlError {
	/// It has not the form of a DID.
	#[error("not a DID: `did:<method>:<id>` is one")]
	NotADid,
	/// It is a DID of another method.
	#[error("only DIDs of the method `bot` are resolved here")]
	OtherMethod,
	/// It is a malformed DID of the method `bot`.
	#[error(transparent)]
	Did(DidError),
	/// It names a resource behind the DID.
	#[error("a DID URL with a path names no DID document")]
	Path,
	/// It asks for something else than a version.
	#[error("the query parameter `{0}` is unknown: there are `versionId` and `versionTime`")]
	UnknownParameter(String),
	/// It has a parameter twice.
	#[error("the query names `{0}` twice")]
	Repeated(String),
	/// It names a version that cannot be one.
	#[error("in the query, {0}")]
	Version(#[from] VersionError),
}

impl FromStr for DidUrl {
	type Err = DidUrlError;

	fn from_str(text: &str) -> Result<Self, DidUrlError> {
		// A fragment names a part of the document, which is the same without it.
		let text = text.split_once('#').map_or(text, |(text, _)| text);
		let (text, query) = text.split_once('?').unwrap_or((text, ""));
		let (text, path) = text.find('/').map_or((text, ""), |at| text.split_at(at));
		let did = text.parse().map_err(|error| match error {
			DidError::Method if is_did(text) => DidUrlError::OtherMethod,
			DidError::Method => DidUrlError::NotADid,
			error => DidUrlError::Did(error),
		})?;
		if !path.is_empty() {
			return Err(DidUrlError::Path);
		}

		let (mut id, mut time) = (None, None);
		for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
			let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
			let name = decoded(name);
			let slot = match &*name {
				"versionId" => &mut id,
				"versionTime" => &mut time,
				_ => return Err(DidUrlError::UnknownParameter(name.into())),
			};
			if slot.replace(decoded(value)).is_some() {
				return Err(DidUrlError::Repeated(name.into()));
			}
		}
		Ok(Self { did, version: Version::new(id.as_deref(), time.as_deref())? })
	}
}

/// What stands in a query, without its percent-encoding (RFC 3986, section 2.1).
fn decoded(text: &str) -> Cow<'_, str> {
	percent_decode_str(text).decode_utf8_lossy()
}

/// Whether `text` is a DID of any method (W3C DID Core, section 3.1).
fn is_did(text: &str) -> bool {
	let parts = text.strip_prefix("did:").and_then(|rest| rest.split_once(':'));
	let Some((method, id)) = parts else { return false };
	let in_method = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
	let in_id =
		|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':');
	let is_encoded = |part: &str| {
		part.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
	};
	!method.is_empty()
		&& method.bytes().all(in_method)
		&& !id.is_empty()
		&& !id.ends_with(':')
		&& id.split('%').skip(1).all(is_encoded)
		&& id.bytes().all(|byte| byte == b'%' || in_id(byte))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{device_id, network};

	fn did() -> Did {
		Did::of_device(network(), device_id())
	}

	fn parse(rest: &str) -> Result<Option<Version>, DidUrlError> {
		let url: DidUrl = format!("{}{rest}", did()).parse()?;
		assert_eq!(url.did, did());
		Ok(url.version)
	}

	#[test]
	fn a_query_names_a_version() {
		let time = Some(Version::Time(1_800_000_000));
		for (rest, version) in [
			("", None),
			("?", None),
			("#key", None),
			("#/?versionId=x", None),
			("?versionId=2", Some(Version::Number(2))),
			("?versionId=2#key", Some(Version::Number(2))),
			("?&version%49d=%32&", Some(Version::Number(2))),
			("?versionTime=2027-01-15T08:00:00Z", time),
			("?versionTime=2027-01-15T08%3A00%3a00Z", time),
		] {
			assert_eq!(parse(rest), Ok(version), "{rest}");
		}
	}

	#[test]
	fn what_names_no_document_is_refused() {
		let unknown = |name: &str| DidUrlError::UnknownParameter(name.into());
		for (rest, error) in [
			("/", DidUrlError::Path),
			("/path?versionId=2#key", DidUrlError::Path),
			("?service=files", unknown("service")),
			("?versionid=2", unknown("versionid")),
			("?versionId=2&%68l=x", unknown("hl")),
			("?versionId=2&versionId=2", DidUrlError::Repeated("versionId".into())),
			("?versionId", VersionError::Number.into()),
			("?versionId=%ff", VersionError::Number.into()),
			("?versionTime=now", VersionError::Time.into()),
			("?versionId=2&versionTime=2027-01-15T08:00:00Z", VersionError::Both.into()),
		] {
			assert_eq!(parse(rest), Err(error), "{rest}");
		}
	}

	#[test]
	fn a_did_of_another_method_is_not_malformed() {
		let parse = |text: &str| text.parse::<DidUrl>().unwrap_err();
		for other in ["did:web:example.com", "did:key:z6Mk", "did:a1:b:%41::c", "did:x:y?z=1"] {
			assert_eq!(parse(other), DidUrlError::OtherMethod, "{other}");
		}
		for malformed in [
			"",
			"did",
			"did:",
			"did:x",
			"did:x:",
			"did::y",
			"did:X:y",
			"did:x:y:",
			"did:x:y z",
			"did:x:%4",
			"did:x:%g1",
			"did:x:%é",
			"DID:x:y",
			"bot:dev:x",
			"?versionId=1",
		] {
			assert_eq!(parse(malformed), DidUrlError::NotADid, "{malformed}");
		}
		assert_eq!(parse("did:bot:x"), DidUrlError::Did(DidError::Network));
		assert_eq!(parse("did:bot:dev:0/path"), DidUrlError::Did(DidError::Id));
	}
}
