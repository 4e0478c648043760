//! Resolution of DIDs on a small chain. Every answer is checked against the published schema.

use super::{document::CONTEXT, *};
use crate::{
	mock::{
		device_info, did, hash, key_agreement, network, numbered_id, refusal, root_key, Chain,
		BEST, OPERATOR,
	},
	MAX_ENTRIES,
};
use boon::{Compiler, Schemas};
use bot_primitives::{DeviceState, PublicKey, RecallReason, Standing};
use pallet_device_did::{Moment, Service as DeviceService};
use serde_json::{from_str, json, to_value, Value};

const SCHEMA: &str = include_str!("../../../../docs/schemas/did-resolution.schema.json");

fn rpc(chain: Chain) -> DidRpc<Chain> {
	DidRpc::new(Arc::new(chain))
}

fn member() -> String {
	Did { network: network(), subject: OPERATOR.into() }.to_string()
}

/// Whether the schema allows `result`.
fn is_valid(result: &Value) -> bool {
	let name = "did-resolution.schema.json";
	let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
	compiler.enable_format_assertions();
	compiler.add_resource(name, from_str(SCHEMA).unwrap()).unwrap();
	let schema = compiler.compile(name, &mut schemas).unwrap();
	schemas.validate(result, schema).is_ok()
}

/// The answer, with the options as a caller writes them.
fn resolve(chain: &Chain, did: &str, options: Value, at: Option<Hash>) -> Value {
	let options = serde_json::from_value(options).unwrap();
	let answer = rpc(chain.clone()).resolve(did.into(), options, at).unwrap();
	let answer = to_value(answer).unwrap();
	assert!(is_valid(&answer), "{answer:#}");
	answer
}

/// The answer where nothing but the DID is given.
fn resolved(chain: &Chain, did: &str) -> Value {
	resolve(chain, did, Value::Null, None)
}

/// The error and its sentence, of an answer that has nothing else.
fn failure(answer: Value) -> (String, String) {
	let metadata = &answer["didResolutionMetadata"];
	let text = |name: &str| metadata[name].as_str().unwrap().to_string();
	let (error, message) = (text("error"), text("errorMessage"));
	let expected = json!({
		"didDocument": null,
		"didResolutionMetadata": { "error": error, "errorMessage": message },
		"didDocumentMetadata": {},
	});
	assert_eq!(answer, expected);
	(error, message)
}

/// A chain on which the device was registered in block 1, changed in block 4, and twice in block 6.
fn changed() -> Chain {
	let time = |block: BlockNumber| 1_700_000_000_000 + u64::from(block) * 6_000;
	let moment = |block| Moment { block, time: time(block) };
	let state = |version, block| DeviceInfo {
		registered: moment(1),
		updated: moment(block),
		version,
		..device_info()
	};
	let mut first = state(1, 1);
	first.hot.signing_key = root_key();
	first.hot.key_expires_at = None;
	Chain { device: state(4, 6), past: vec![first, state(2, 4)], ..Chain::default() }
}

#[test]
fn resolve_gives_the_document_of_a_device() {
	let did = did();
	// The keys are those of two examples of the did:key specification, and so are their forms.
	let root = format!("{did}#z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
	let signing = format!("{did}#zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
	let root_jwk = format!("{did}#9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw");
	let signing_jwk = format!("{did}#G_96kD3GBXg7fuqEEJsKY1YHracLxBDq7pdwv2DgxdM");
	let answer = resolved(&Chain::default(), &did);
	let expected = json!({
		"didDocument": {
			"@context": CONTEXT,
			"id": did,
			"controller": member(),
			"verificationMethod": [
				{
					"id": root,
					"type": "Multikey",
					"controller": did,
					"publicKeyMultibase": root.split_once('#').unwrap().1,
				},
				{
					"id": root_jwk,
					"type": "JsonWebKey",
					"controller": did,
					"publicKeyJwk": {
						"kty": "OKP",
						"crv": "Ed25519",
						"x": "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik",
					},
				},
				{
					"id": signing,
					"type": "Multikey",
					"controller": did,
					"publicKeyMultibase": signing.split_once('#').unwrap().1,
					"expires": "2027-01-15T08:00:00Z",
				},
				{
					"id": signing_jwk,
					"type": "JsonWebKey",
					"controller": did,
					"publicKeyJwk": {
						"kty": "EC",
						"crv": "P-256",
						"x": "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI",
						"y": "hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU",
					},
					"expires": "2027-01-15T08:00:00Z",
				},
			],
			"assertionMethod": [signing, signing_jwk],
			"capabilityDelegation": [root, root_jwk],
		},
		"didResolutionMetadata": { "contentType": "application/did+ld+json" },
		"didDocumentMetadata": {
			"created": "2023-11-14T22:13:20Z",
			"updated": "2023-11-14T22:13:26Z",
			"deactivated": false,
			"versionId": "3",
			"createdBlock": 1,
			"updatedBlock": 2,
			"standing": "active",
		},
	});
	assert_eq!(answer, expected);
	assert_eq!(resolve(&Chain::default(), &did, Value::Null, Some(hash(2))), expected);
	assert_eq!(resolved(&Chain::default(), &format!("{did}#key")), expected);
}

#[test]
fn resolve_gives_one_key_when_nothing_is_delegated() {
	let mut chain = Chain::default();
	chain.device.hot.signing_key = root_key();
	chain.device.hot.key_expires_at = None;
	let document = &resolved(&chain, &did())["didDocument"];
	let methods = document["verificationMethod"].as_array().unwrap();
	let ids: Value = methods.iter().map(|method| method["id"].clone()).collect();
	assert_eq!(ids.as_array().unwrap().len(), 2);
	assert_eq!(document["assertionMethod"], ids);
	assert_eq!(document["capabilityDelegation"], ids);
}

#[test]
fn resolve_gives_the_key_agreement_key() {
	let mut chain = Chain::default();
	chain.device.key_agreement = Some(key_agreement());
	let document = &resolved(&chain, &did())["didDocument"];
	let methods = document["verificationMethod"].as_array().unwrap();
	let [multikey, jwk] = &methods[4..] else { panic!("{methods:?}") };
	assert_eq!(document["keyAgreement"], json!([multikey["id"], jwk["id"]]));
	assert_eq!(
		jwk["publicKeyJwk"],
		json!({
			"kty": "OKP",
			"crv": "X25519",
			"x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo",
		})
	);
	assert!(methods[4..].iter().all(|method| method.get("expires").is_none()));
}

#[test]
fn resolve_gives_services() {
	let mut chain = Chain::default();
	let bounded = |text: &str| text.as_bytes().to_vec();
	let service = DeviceService {
		kind: bounded("WotThing").try_into().unwrap(),
		endpoint: bounded("https://example.com/td").try_into().unwrap(),
	};
	chain.device.services = vec![(bounded("td").try_into().unwrap(), service)];
	assert_eq!(
		resolved(&chain, &did())["didDocument"]["service"],
		json!([{
			"id": format!("{}#td", did()),
			"type": "WotThing",
			"serviceEndpoint": "https://example.com/td",
		}])
	);
}

#[test]
fn resolve_gives_no_keys_when_the_device_is_gone() {
	for (state, standing, text) in [
		(DeviceState::Destroyed, Standing::Destroyed, "destroyed"),
		(DeviceState::Compromised, Standing::Compromised, "compromised"),
	] {
		let mut chain = Chain::default();
		chain.device.hot.state = state;
		chain.device.standing = standing;
		let answer = resolved(&chain, &did());
		assert_eq!(answer["didDocument"], json!({ "@context": CONTEXT, "id": did() }));
		assert_eq!(answer["didDocumentMetadata"]["deactivated"], true);
		assert_eq!(answer["didDocumentMetadata"]["standing"], text);
	}
}

#[test]
fn resolve_keeps_the_keys_of_a_device_that_may_come_back() {
	let document = resolved(&Chain::default(), &did())["didDocument"].clone();
	let recalled = |reason| (DeviceState::Active, Standing::Recalled(reason));
	for ((state, standing), text, reason) in [
		((DeviceState::Suspended, Standing::Suspended), "suspended", Value::Null),
		((DeviceState::Retired, Standing::Retired), "retired", Value::Null),
		(recalled(RecallReason::Safety), "recalled", json!("safety")),
		(recalled(RecallReason::Security), "recalled", json!("security")),
		(recalled(RecallReason::Malfunction), "recalled", json!("malfunction")),
		(recalled(RecallReason::Regulation), "recalled", json!("regulation")),
		(recalled(RecallReason::Other), "recalled", json!("other")),
	] {
		let mut chain = Chain::default();
		chain.device.hot.state = state;
		chain.device.standing = standing;
		let answer = resolved(&chain, &did());
		assert_eq!(answer["didDocument"], document);
		let metadata = &answer["didDocumentMetadata"];
		assert_eq!(metadata["deactivated"], false);
		assert_eq!((&metadata["standing"], &metadata["recallReason"]), (&json!(text), &reason));
	}
}

#[test]
fn resolve_gives_the_document_of_a_member() {
	let chain = Chain::default();
	let did = member();
	let genesis = hex::encode(hash(0));
	let account = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT";
	let document = json!({
		"id": did,
		"alsoKnownAs": [format!("did:pkh:polkadot:{}:{account}", &genesis[..32])],
	});
	let answer = resolve(&chain, &did, json!({ "accept": "application/did+json" }), None);
	assert_eq!(answer["didDocument"], document);
	assert_eq!(answer["didDocumentMetadata"], json!({ "createdBlock": 1, "deactivated": false }));
	assert_eq!(resolved(&chain, &did)["didDocument"]["@context"], json!(CONTEXT));

	let removed = Chain { membership: Some(Membership::Removed), ..chain };
	let answer = resolved(&removed, &did);
	assert_eq!(answer["didDocument"], json!({ "@context": CONTEXT, "id": did }));
	assert_eq!(answer["didDocumentMetadata"], json!({ "deactivated": true }));
}

#[test]
fn documents_of_members_have_no_versions() {
	for options in [json!({ "versionId": "1" }), json!({ "versionTime": "2027-01-15T08:00:00Z" })] {
		let (error, message) = failure(resolve(&Chain::default(), &member(), options, None));
		assert_eq!(error, "invalidOptions");
		assert!(message.contains("have no versions"), "{message}");
	}
	let nobody = Chain { membership: None, ..Chain::default() };
	let answer = resolve(&nobody, &member(), json!({ "versionId": "1" }), None);
	assert_eq!(failure(answer).0, "notFound");
}

#[test]
fn resolve_writes_the_representation_that_is_accepted() {
	let chain = Chain::default();
	let accept = |media_type: &str| resolve(&chain, &did(), json!({ "accept": media_type }), None);
	let json_ld = resolved(&chain, &did());
	for media_type in ["application/did+ld+json", "application/did", "Application/DID+LD+JSON"] {
		assert_eq!(accept(media_type), json_ld);
	}

	let plain = accept("application/did+json");
	assert_eq!(plain["didResolutionMetadata"]["contentType"], "application/did+json");
	let mut document = json_ld["didDocument"].clone();
	document.as_object_mut().unwrap().remove("@context").unwrap();
	assert_eq!(plain["didDocument"], document);

	for media_type in ["", "*/*", "text/html", "application/did+cbor", "application/json"] {
		let (error, message) = failure(accept(media_type));
		assert_eq!(error, "representationNotSupported");
		assert!(message.contains(&format!("{media_type:?}")), "{message}");
	}
}

#[test]
fn resolve_tells_why_there_is_no_document() {
	let did = did();
	let stranger = Did::of_device(network(), DeviceId([3; 32])).to_string();
	for (did, error) in [
		(stranger, "notFound"),
		(did.replace(":dev:", ":prod:"), "notFound"),
		("did:bot:dev:0".into(), "invalidDid"),
		("did:bot:DEV:0".into(), "invalidDid"),
		("did:bot:dev:0?versionId=1".into(), "invalidDid"),
		("device".into(), "invalidDid"),
		(String::new(), "invalidDid"),
		("did:web:example.com".into(), "methodNotSupported"),
		("did:web:example.com/path?versionId=x".into(), "methodNotSupported"),
		(format!("{did}/path"), "invalidDidUrl"),
		(format!("{did}?service=td"), "invalidDidUrl"),
		(format!("{did}?versionId=one"), "invalidDidUrl"),
		(format!("{did}?versionTime=now"), "invalidDidUrl"),
	] {
		assert_eq!(failure(resolved(&Chain::default(), &did)).0, error, "{did}");
	}
	let unlabelled = Chain { network: None, ..Chain::default() };
	assert_eq!(failure(resolved(&unlabelled, &did)).0, "notFound");
	let early = resolve(&Chain::default(), &did, Value::Null, Some(hash(0)));
	assert_eq!(failure(early).0, "notFound");
}

#[test]
fn resolve_tells_options_that_cannot_be_met() {
	let time = "2027-01-15T08:00:00Z";
	for options in [
		json!({ "versionId": "" }),
		json!({ "versionId": "01" }),
		json!({ "versionTime": "2027-01-15" }),
		json!({ "versionTime": "2027-01-15T08:00:00+01:00" }),
		json!({ "versionId": "1", "versionTime": time }),
	] {
		let answer = resolve(&changed(), &did(), options.clone(), None);
		assert_eq!(failure(answer).0, "invalidOptions", "{options}");
	}
	for options in [json!({ "versionId": "1" }), json!({ "versionTime": time })] {
		let answer = resolve(&changed(), &did(), options, Some(hash(BEST)));
		assert_eq!(failure(answer).0, "invalidOptions");
	}
	let url = format!("{}?versionId=1", did());
	let answer = resolve(&changed(), &url, Value::Null, Some(hash(BEST)));
	assert_eq!(failure(answer).0, "invalidOptions");
}

#[test]
fn resolve_finds_versions_by_number() {
	let chain = changed();
	let version = |number: &str| resolve(&chain, &did(), json!({ "versionId": number }), None);
	let metadata = |answer: &Value| answer["didDocumentMetadata"].clone();

	let first = version("1");
	assert_eq!(
		metadata(&first),
		json!({
			"created": "2023-11-14T22:13:26Z",
			"deactivated": false,
			"versionId": "1",
			"nextVersionId": "2",
			"createdBlock": 1,
		})
	);
	assert_eq!(first["didDocument"]["verificationMethod"].as_array().unwrap().len(), 2);
	let second = version("2");
	assert_eq!(second["didDocument"]["verificationMethod"].as_array().unwrap().len(), 4);
	assert_eq!(metadata(&second)["nextVersionId"], "4");
	assert_eq!(
		metadata(&version("4")),
		json!({
			"created": "2023-11-14T22:13:26Z",
			"updated": "2023-11-14T22:13:56Z",
			"deactivated": false,
			"versionId": "4",
			"createdBlock": 1,
			"updatedBlock": 6,
		})
	);
	for number in ["0", "3", "5", "4294967295"] {
		assert_eq!(failure(version(number)).0, "notFound");
	}
}

#[test]
fn resolve_finds_versions_by_time() {
	let chain = changed();
	let version = |time: &str| resolve(&chain, &did(), json!({ "versionTime": time }), None);
	for (time, number) in [
		("2023-11-14T22:13:26Z", "1"),
		("2023-11-14T22:13:43Z", "1"),
		("2023-11-14T22:13:44Z", "2"),
		("2023-11-14T22:13:55Z", "2"),
		("2023-11-14T22:13:56Z", "4"),
		("9999-12-31T23:59:59Z", "4"),
	] {
		let answer = version(time);
		assert_eq!(answer["didDocumentMetadata"]["versionId"], number, "{time}");
		// The number names the same.
		assert_eq!(answer, resolve(&chain, &did(), json!({ "versionId": number }), None));
	}
	assert_eq!(failure(version("2023-11-14T22:13:25Z")).0, "notFound");
	assert_eq!(failure(version("1900-01-01T00:00:00Z")).0, "notFound");
}

#[test]
fn a_did_url_names_a_version_as_the_options_do() {
	let chain = changed();
	let first = resolve(&chain, &did(), json!({ "versionId": "1" }), None);
	let url = format!("{}?versionId=1", did());
	assert_eq!(resolved(&chain, &url), first);
	assert_eq!(resolve(&chain, &url, json!({ "versionId": "1" }), None), first);
	assert_eq!(resolved(&chain, &format!("{}?versionTime=2023-11-14T22%3A13%3A26Z", did())), first);

	for options in [json!({ "versionId": "2" }), json!({ "versionTime": "2023-11-14T22:13:26Z" })] {
		let (error, message) = failure(resolve(&chain, &url, options, None));
		assert_eq!(error, "invalidDidUrl");
		assert!(message.contains("different versions"), "{message}");
	}
}

#[test]
fn versions_from_before_the_end_have_keys_and_are_deactivated() {
	let mut chain = changed();
	chain.device.hot.state = DeviceState::Compromised;
	let answer = resolve(&chain, &did(), json!({ "versionId": "2" }), None);
	assert_eq!(answer["didDocumentMetadata"]["deactivated"], true);
	assert!(answer["didDocument"]["assertionMethod"].is_array());
	let answer = resolve(&chain, &did(), json!({ "versionId": "4" }), None);
	assert_eq!(answer["didDocument"], json!({ "@context": CONTEXT, "id": did() }));
}

#[test]
fn discarded_states_are_told_from_versions_that_never_were() {
	let chain = Chain { pruned_before: 5, ..changed() };
	let version = |number: &str| resolve(&chain, &did(), json!({ "versionId": number }), None);
	// Of version 2 the states of block 4 and 5 are such, and one of them is kept.
	assert_eq!(version("2")["didDocumentMetadata"]["versionId"], "2");
	let (error, message) = failure(version("1"));
	assert_eq!(error, "internalError");
	assert!(message.contains("--state-pruning archive"), "{message}");
	assert_eq!(failure(version("5")).0, "notFound");

	let answer = resolve(&chain, &did(), Value::Null, Some(hash(4)));
	assert_eq!(failure(answer), (error, message));
}

#[test]
fn a_malformed_key_on_the_chain_is_an_internal_error() {
	let mut chain = Chain::default();
	chain.device.hot.signing_key = PublicKey::EcdsaP256([0xff; 33]);
	assert_eq!(failure(resolved(&chain, &did())).0, "internalError");
}

#[test]
fn resolve_is_refused_when_the_block_is_unknown() {
	let answer = rpc(Chain::default()).resolve(did(), None, Some(Hash::zero()));
	assert_eq!(refusal(answer), 9010);
}

#[tokio::test]
async fn methods_take_parameters_as_callers_write_them() {
	let module = rpc(changed()).into_rpc();
	let call = async |method: &str, parameters: Value| -> Value {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
		let (answer, _) = module.raw_json_request(&request.to_string(), 1).await.unwrap();
		from_str(&answer).unwrap()
	};
	let resolve = async |parameters: Value| call("did_resolve", parameters).await;
	let version = |answer: Value| {
		answer["result"]["didDocumentMetadata"]["versionId"].as_str().unwrap_or_default().to_owned()
	};
	let invalid = |answer: Value| answer["error"]["code"] == -32_602;

	assert_eq!(version(resolve(json!([did()])).await), "4");
	assert_eq!(version(resolve(json!([did(), null, hash(4)])).await), "2");
	assert_eq!(version(resolve(json!([did(), {}])).await), "4");
	assert_eq!(version(resolve(json!([did(), { "versionId": "1" }])).await), "1");
	assert_eq!(version(resolve(json!({ "did": did(), "at": hash(1) })).await), "1");
	assert!(invalid(resolve(json!([did(), { "version": "1" }])).await));
	assert!(invalid(resolve(json!([did(), { "versionId": 1 }])).await));
	assert!(invalid(resolve(json!([did(), hash(4)])).await));
	assert!(invalid(resolve(json!([])).await));
	let list = call("did_list", json!([])).await;
	assert_eq!(list["result"], json!({ "dids": [], "next": null }));
}

#[test]
fn the_schema_refuses_what_is_no_resolution_result() {
	let answer = resolved(&changed(), &did());
	let change = |path: &str, value: Value| {
		let mut changed = answer.clone();
		let (parent, name) = path.rsplit_once('/').unwrap();
		let parent = changed.pointer_mut(parent).unwrap();
		parent.as_object_mut().unwrap().insert(name.into(), value);
		changed
	};
	assert!(is_valid(&change("/didDocumentMetadata/versionId", json!("5"))));
	for (path, value) in [
		("/more", json!(1)),
		("/didDocument", Value::Null),
		("/didDocument/authentication", json!([])),
		("/didDocument/id", json!("did:web:example.com")),
		("/didDocument/assertionMethod", json!([])),
		("/didDocument/@context", json!([])),
		("/didDocument/verificationMethod/0/publicKeyMultibase", json!("z0")),
		("/didDocument/verificationMethod/1/publicKeyJwk/y", json!("")),
		("/didDocument/verificationMethod/2/expires", json!("soon")),
		("/didDocument/verificationMethod/3/publicKeyJwk/kty", json!("OKP")),
		("/didResolutionMetadata/error", json!("notFound")),
		("/didResolutionMetadata/contentType", json!("application/did+json")),
		("/didDocumentMetadata/created", json!("2023-13-14T22:13:26Z")),
		("/didDocumentMetadata/updated", json!("2023-11-14T22:13:26+00:00")),
		("/didDocumentMetadata/versionId", json!("0")),
		("/didDocumentMetadata/standing", json!("recalled")),
		("/didDocumentMetadata/recallReason", json!("safety")),
	] {
		assert!(!is_valid(&change(path, value)), "{path}");
	}
}

#[test]
fn list_gives_all_dids_in_parts() {
	let rpc = rpc(Chain { listed: 70, ..Chain::default() });
	let list = |start, limit| rpc.list(start, limit, None).unwrap();
	let dids = |numbers: std::ops::Range<DeviceIndex>| -> Vec<String> {
		numbers.map(|number| Did::of_device(network(), numbered_id(number)).to_string()).collect()
	};
	assert_eq!(list(None, None), DidList { dids: dids(0..64), next: Some(64) });
	assert_eq!(list(Some(64), None), DidList { dids: dids(64..70), next: None });
	assert_eq!(list(Some(60), Some(10)), DidList { dids: dids(60..70), next: None });
	assert_eq!(list(Some(60), Some(9)), DidList { dids: dids(60..69), next: Some(69) });
	assert_eq!(list(None, Some(MAX_ENTRIES)), DidList { dids: dids(0..70), next: None });
	for start in [70, DeviceIndex::MAX] {
		assert_eq!(list(Some(start), None), DidList { dids: vec![], next: None });
	}
}

#[test]
fn list_names_what_it_refuses() {
	let list = |chain, limit, at| refusal(rpc(chain).list(None, limit, at));
	for limit in [0, MAX_ENTRIES + 1, u32::MAX] {
		assert_eq!(list(Chain::default(), Some(limit), None), 9004);
	}
	assert_eq!(list(Chain::default(), None, Some(Hash::zero())), 9010);
	assert_eq!(list(Chain { network: None, ..Chain::default() }, None, None), 9005);
}
