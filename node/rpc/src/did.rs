//! Resolution of DIDs.

use std::{collections::BTreeMap, sync::Arc};

use bot_primitives::{DeviceId, Did, Millis, PublicKey};
use chrono::{DateTime, SecondsFormat};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_device_did::DeviceInfo;
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::{Deserialize, Serialize};

use crate::{block_or_best, error::Error, AccountId, Block, BlockNumber, Hash};

/// What the terms of a document mean.
const CONTEXT: [&str; 2] =
	["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"];

/// Media type of a document.
const CONTENT_TYPE: &str = "application/did+ld+json";

/// Methods about DIDs.
#[rpc(client, server)]
pub trait DidApi {
	/// The DID resolution result of `did`.
	///
	/// A DID that is malformed or was never registered is an answer, not an error: it stands in
	/// `didResolutionMetadata.error`.
	#[method(name = "did_resolve", blocking)]
	fn resolve(&self, did: String, at: Option<Hash>) -> RpcResult<Resolution>;
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
}

/// Why a DID could not be resolved.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ResolutionError {
	/// It is no DID of the method `bot`.
	InvalidDid,
	/// Nothing was ever registered under it on this network.
	NotFound,
}

/// What there is to know of a document.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DocumentMetadata {
	/// Block of the registration.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub created_block: Option<BlockNumber>,
	/// Block of the last change.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub updated_block: Option<BlockNumber>,
	/// Whether the device is gone for good.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub deactivated: Option<bool>,
	/// Number of the last change.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub version_id: Option<String>,
}

/// A DID document (W3C DID Core, section 5).
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Document {
	/// What its terms mean.
	#[serde(rename = "@context")]
	pub context: Vec<String>,
	/// The DID of the device.
	pub id: String,
	/// The DID of the member who runs the device.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub controller: Option<String>,
	/// The keys of the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub verification_method: Vec<VerificationMethod>,
	/// Id of the key that signs data.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub assertion_method: Vec<String>,
	/// Id of the key that delegates.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub capability_delegation: Vec<String>,
}

/// A key in a document.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationMethod {
	/// The DID, and the key as its fragment.
	pub id: String,
	/// Always `Multikey`.
	#[serde(rename = "type")]
	pub kind: String,
	/// The DID of the device.
	pub controller: String,
	/// The key.
	pub public_key_multibase: String,
	/// From this time on the key is not accepted.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub expires: Option<String>,
}

/// `key` as a Multikey (W3C Controlled Identifiers, section 2.2.2).
fn multikey(key: &PublicKey) -> String {
	let bytes = match key {
		PublicKey::Ed25519(key) => [&[0xed, 0x01], &key[..]].concat(),
		PublicKey::EcdsaP256(point) => [&[0x80, 0x24], &point[..]].concat(),
	};
	format!("z{}", bs58::encode(bytes).into_string())
}

/// `time` as XML Schema has it; none where the calendar does not reach that far.
fn date_time(time: Millis) -> Option<String> {
	let time = DateTime::from_timestamp_millis(time.try_into().ok()?)?;
	Some(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

impl From<ResolutionError> for Resolution {
	fn from(error: ResolutionError) -> Self {
		Self {
			did_resolution_metadata: ResolutionMetadata { content_type: None, error: Some(error) },
			..Default::default()
		}
	}
}

impl Resolution {
	fn of_device(did: &Did, device: &DeviceInfo<AccountId>) -> Self {
		let deactivated = device.hot.state.is_final();
		let document = if deactivated {
			Document::without_keys(did)
		} else {
			Document::of_device(did, device)
		};
		Self {
			did_document: Some(document),
			did_resolution_metadata: ResolutionMetadata {
				content_type: Some(CONTENT_TYPE.into()),
				error: None,
			},
			did_document_metadata: DocumentMetadata {
				created_block: Some(device.registered.block),
				updated_block: Some(device.updated.block),
				deactivated: Some(deactivated),
				version_id: Some(device.version.to_string()),
			},
		}
	}
}

impl Document {
	fn without_keys(did: &Did) -> Self {
		Self {
			context: CONTEXT.map(Into::into).to_vec(),
			id: did.to_string(),
			..Default::default()
		}
	}

	fn of_device(did: &Did, device: &DeviceInfo<AccountId>) -> Self {
		let controller = Did { network: did.network, subject: device.hot.operator.clone().into() };
		let root = VerificationMethod::new(did, &device.root_key, None);
		let signing =
			VerificationMethod::new(did, &device.hot.signing_key, device.hot.key_expires_at);
		let (root_id, signing_id) = (root.id.clone(), signing.id.clone());
		// Without a delegation the root key signs, and stands here once.
		let keys = BTreeMap::from([(root_id.clone(), root), (signing_id.clone(), signing)]);
		Self {
			controller: Some(controller.to_string()),
			verification_method: keys.into_values().collect(),
			assertion_method: vec![signing_id],
			capability_delegation: vec![root_id],
			..Self::without_keys(did)
		}
	}
}

impl VerificationMethod {
	fn new(did: &Did, key: &PublicKey, expires_at: Option<Millis>) -> Self {
		let key = multikey(key);
		Self {
			id: format!("{did}#{key}"),
			kind: "Multikey".into(),
			controller: did.to_string(),
			public_key_multibase: key,
			expires: expires_at.and_then(date_time),
		}
	}
}

/// The server's side of [`DidApiServer`].
pub struct DidRpc<C>(Arc<C>);

impl<C> DidRpc<C> {
	/// Answers from `client`.
	pub fn new(client: Arc<C>) -> Self {
		Self(client)
	}
}

impl<C> DidRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: DeviceDidRuntimeApi<Block, AccountId>,
{
	fn resolution(&self, did: &str, at: Option<Hash>) -> Result<Resolution, Error> {
		let block = block_or_best(&*self.0, at)?;
		let Ok(did) = did.parse::<Did>() else { return Ok(ResolutionError::InvalidDid.into()) };
		let api = self.0.runtime_api();
		if api.network(block)? != Some(did.network) {
			return Ok(ResolutionError::NotFound.into());
		}
		Ok(match api.device(block, DeviceId(did.subject))? {
			Some(device) => Resolution::of_device(&did, &device),
			None => ResolutionError::NotFound.into(),
		})
	}
}

impl<C> DidApiServer for DidRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api: DeviceDidRuntimeApi<Block, AccountId>,
{
	fn resolve(&self, did: String, at: Option<Hash>) -> RpcResult<Resolution> {
		Ok(self.resolution(&did, at)?)
	}
}

/// The device that `did` names.
pub(crate) fn device<C>(
	client: &C,
	block: Hash,
	did: &str,
) -> Result<(DeviceId, DeviceInfo<AccountId>), Error>
where
	C: ProvideRuntimeApi<Block>,
	C::Api: DeviceDidRuntimeApi<Block, AccountId>,
{
	let did: Did = did.parse()?;
	let api = client.runtime_api();
	let network = api.network(block)?;
	if network != Some(did.network) {
		return Err(Error::WrongNetwork(did.network));
	}
	let id = DeviceId(did.subject);
	Ok((id, api.device(block, id)?.ok_or(Error::UnknownDevice)?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{device_id, hash, network, refusal, root_key, Chain};
	use bot_primitives::DeviceState;
	use serde_json::{json, to_value};

	fn rpc(chain: Chain) -> DidRpc<Chain> {
		DidRpc::new(Arc::new(chain))
	}

	fn did() -> String {
		Did::of_device(network(), device_id()).to_string()
	}

	#[test]
	fn resolve_gives_the_document_of_a_device() {
		let did = did();
		// The keys are those of two examples of the did:key specification, and so is their form.
		let root = format!("{did}#z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
		let signing = format!("{did}#zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
		let mut methods = [
			json!({
				"id": root,
				"type": "Multikey",
				"controller": did,
				"publicKeyMultibase": root.split_once('#').unwrap().1,
			}),
			json!({
				"id": signing,
				"type": "Multikey",
				"controller": did,
				"publicKeyMultibase": signing.split_once('#').unwrap().1,
				"expires": "2027-01-15T08:00:00Z",
			}),
		];
		methods.sort_by_key(|method| method["id"].to_string());
		let answer = rpc(Chain::default()).resolve(did.clone(), None).unwrap();
		assert_eq!(
			to_value(&answer).unwrap(),
			json!({
				"didDocument": {
					"@context": [
						"https://www.w3.org/ns/did/v1",
						"https://w3id.org/security/multikey/v1",
					],
					"id": did,
					"controller": "did:bot:dev:4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi",
					"verificationMethod": methods,
					"assertionMethod": [signing],
					"capabilityDelegation": [root],
				},
				"didResolutionMetadata": { "contentType": "application/did+ld+json" },
				"didDocumentMetadata": {
					"createdBlock": 1,
					"updatedBlock": 2,
					"deactivated": false,
					"versionId": "3",
				},
			})
		);
		assert_eq!(rpc(Chain::default()).resolve(did, Some(hash(1))).unwrap(), answer);
	}

	#[test]
	fn resolve_gives_one_key_when_nothing_is_delegated() {
		let mut chain = Chain::default();
		chain.device.hot.signing_key = root_key();
		chain.device.hot.key_expires_at = None;
		let document = rpc(chain).resolve(did(), None).unwrap().did_document.unwrap();
		assert_eq!(document.verification_method.len(), 1);
		assert_eq!(document.assertion_method, document.capability_delegation);
	}

	#[test]
	fn resolve_gives_no_keys_when_the_device_is_gone() {
		let mut chain = Chain::default();
		chain.device.hot.state = DeviceState::Destroyed;
		let answer = rpc(chain).resolve(did(), None).unwrap();
		assert_eq!(answer.did_document_metadata.deactivated, Some(true));
		let document = to_value(answer.did_document.unwrap()).unwrap();
		assert_eq!(document, json!({ "@context": CONTEXT, "id": did() }));
	}

	#[test]
	fn resolve_tells_invalid_from_not_found() {
		let resolve = |did: String| {
			let answer = rpc(Chain::default()).resolve(did, None).unwrap();
			assert_eq!(answer.did_document, None);
			to_value(answer).unwrap()["didResolutionMetadata"].clone()
		};
		let stranger = Did::of_device(network(), DeviceId([3; 32])).to_string();
		assert_eq!(resolve(stranger), json!({ "error": "notFound" }));
		assert_eq!(resolve(did().replace(":dev:", ":prod:")), json!({ "error": "notFound" }));
		assert_eq!(resolve("did:bot:dev:0".into()), json!({ "error": "invalidDid" }));
		assert_eq!(resolve(String::new()), json!({ "error": "invalidDid" }));
	}

	#[test]
	fn resolve_is_refused_when_the_block_is_unknown() {
		assert_eq!(refusal(rpc(Chain::default()).resolve(did(), Some(Hash::zero()))), 9010);
	}

	#[test]
	fn expiry_beyond_the_calendar_is_left_out() {
		assert_eq!(date_time(0), Some("1970-01-01T00:00:00Z".into()));
		assert_eq!(date_time(Millis::MAX), None);
	}
}
