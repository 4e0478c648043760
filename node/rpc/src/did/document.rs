//! DID documents, and what they are made of.

use bot_primitives::Did;
use pallet_device_did::DeviceInfo;
use serde::{Deserialize, Serialize};

use super::key::{Key, VerificationMethod};
use crate::{address, AccountId, Hash};

/// What the terms of a document mean.
pub(super) const CONTEXT: [&str; 3] = [
	"https://www.w3.org/ns/did/v1",
	"https://w3id.org/security/multikey/v1",
	"https://w3id.org/security/jwk/v1",
];

/// How many hexadecimal digits of a genesis hash stand for a chain of the namespace `polkadot`
/// (CAIP-13).
const CHAIN_REFERENCE_LEN: usize = 32;

/// A DID document (W3C DID Core, section 5).
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Document {
	/// What its terms mean; empty in plain JSON.
	#[serde(rename = "@context", skip_serializing_if = "Vec::is_empty")]
	pub context: Vec<String>,
	/// The DID of the device or member.
	pub id: String,
	/// Other DIDs of the member.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub also_known_as: Vec<String>,
	/// The DID of the member who runs the device.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub controller: Option<String>,
	/// The keys of the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub verification_method: Vec<VerificationMethod>,
	/// Ids of the key that signs data.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub assertion_method: Vec<String>,
	/// Ids of the key for which messages are encrypted.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub key_agreement: Vec<String>,
	/// Ids of the key that delegates.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub capability_delegation: Vec<String>,
	/// The services of the device.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub service: Vec<Service>,
}

/// A service of a device.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
	/// The DID, and the name of the service as its fragment.
	pub id: String,
	/// What kind of service it is.
	#[serde(rename = "type")]
	pub kind: String,
	/// Where it is.
	pub service_endpoint: String,
}

impl Document {
	/// The document of what is gone.
	pub(super) fn of_nobody(did: &Did) -> Self {
		Self { id: did.to_string(), ..Self::default() }
	}

	/// The document of a device; none where one of its keys is no key of its type.
	pub(super) fn of_device(did: &Did, device: &DeviceInfo<AccountId>) -> Option<Self> {
		let hot = &device.hot;
		let controller = Did { network: did.network, subject: hot.operator.clone().into() };
		let root = Key::Signature(device.root_key).methods(did, None)?;
		let signing = Key::Signature(hot.signing_key).methods(did, hot.key_expires_at)?;
		let agreement = match device.key_agreement {
			Some(key) => Key::Agreement(key).methods(did, None)?.to_vec(),
			None => Vec::new(),
		};
		let mut document = Self {
			controller: Some(controller.to_string()),
			assertion_method: ids(&signing),
			key_agreement: ids(&agreement),
			capability_delegation: ids(&root),
			service: services(did, device),
			..Self::of_nobody(did)
		};
		// Without a delegation the root key signs, and stands here once.
		let delegated = signing.into_iter().filter(|_| hot.signing_key != device.root_key);
		document.verification_method = root.into_iter().chain(delegated).chain(agreement).collect();
		Some(document)
	}

	/// The document of a member of the chain that began with the block `genesis`.
	pub(super) fn of_member(did: &Did, account: &AccountId, genesis: Hash) -> Self {
		let chain: String = format!("{genesis:x}").chars().take(CHAIN_REFERENCE_LEN).collect();
		let account = address(account);
		Self {
			also_known_as: vec![format!("did:pkh:polkadot:{chain}:{account}")],
			..Self::of_nobody(did)
		}
	}
}

fn ids(methods: &[VerificationMethod]) -> Vec<String> {
	methods.iter().map(|method| method.id.clone()).collect()
}

fn services(did: &Did, device: &DeviceInfo<AccountId>) -> Vec<Service> {
	let text = String::from_utf8_lossy;
	device
		.services
		.iter()
		.map(|(id, service)| Service {
			id: format!("{did}#{}", text(id)),
			kind: text(&service.kind).into(),
			service_endpoint: text(&service.endpoint).into(),
		})
		.collect()
}
