//! `attestation_verify`.

use super::*;
use bot_evidence::EvidenceFile;
use codec::Decode;
use polkadot_sdk::sp_runtime::traits::{BlakeTwo256, Hash as _};
use serde_json::json;

/// A valid evidence file.
const FILE: &str = include_str!("../../../../../evidence/test-vectors/valid.json");

fn file() -> Value {
	serde_json::from_str(FILE).unwrap()
}

/// The hash of the file's header.
fn trusted() -> Hash {
	let file = EvidenceFile::from_json(FILE.as_bytes()).unwrap();
	BlakeTwo256::hash(&file.evidence.header)
}

/// The chain that the file is of.
fn chain_of_file() -> Chain {
	let evidence = EvidenceFile::from_json(FILE.as_bytes()).unwrap().evidence;
	let other_header = crate::Header::decode(&mut &evidence.header[..]).ok();
	Chain { other_header, genesis_hash: evidence.genesis_hash.into(), ..Chain::default() }
}

fn verified(chain: Chain, file: Value, trust: Option<Hash>) -> Verification {
	rpc((chain, Default::default())).verify(file, trust).unwrap()
}

/// The broken link, and the reason.
fn broken(chain: Chain, file: Value, trust: Option<Hash>) -> (String, String) {
	match verified(chain, file, trust) {
		Verification::Broken(broken) => {
			assert!(!broken.valid);
			(broken.broken_link, broken.reason)
		},
		Verification::Valid(valid) => panic!("valid: {valid:?}"),
	}
}

#[test]
fn verify_tells_what_valid_evidence_proves() {
	let evidence = EvidenceFile::from_json(FILE.as_bytes()).unwrap().evidence;
	let verification = verified(Chain::default(), file(), Some(trusted()));
	let Verification::Valid(valid) = &verification else { panic!("{verification:?}") };
	assert!(valid.valid);
	assert_eq!(valid.header_hash, trusted());
	assert_eq!(valid.device_id.0, evidence.record.record.device_id.0);
	assert_eq!(valid.did, file()["did"].as_str().unwrap());
	assert_eq!(valid.seq, evidence.record.record.seq);
	assert_eq!(valid.received_at, evidence.leaf.time);
	assert_eq!(valid.reading, evidence.reading.content.into());

	let value = serde_json::to_value(&verification).unwrap();
	assert_eq!(value["valid"], true);
	assert_eq!(value["blockNumber"], evidence.leaf.number);
	assert_eq!(serde_json::from_value::<Verification>(value).unwrap(), verification);
}

#[test]
fn verify_takes_the_text_of_a_file_too() {
	let text = Value::String(FILE.into());
	let trust = Some(trusted());
	let of_text = verified(Chain::default(), text, trust);
	assert_eq!(of_text, verified(Chain::default(), file(), trust));
}

#[test]
fn verify_without_an_anchor_asks_for_a_final_header_of_this_chain() {
	let verification = verified(chain_of_file(), file(), None);
	assert!(matches!(verification, Verification::Valid(_)), "{verification:?}");

	let other_header = Chain { other_header: None, ..chain_of_file() };
	let (link, reason) = broken(other_header, file(), None);
	assert_eq!(link, "HeaderHash");
	assert!(reason.contains(&format!("{:?}", trusted())), "{reason}");

	let other_genesis = Chain { genesis_hash: hash(0), ..chain_of_file() };
	assert_eq!(broken(other_genesis, file(), None).0, "GenesisHash");
}

#[test]
fn verify_does_not_trust_a_header_that_is_not_final() {
	let chain = Chain { is_final: false, ..chain_of_file() };
	assert_eq!(broken(chain, file(), None).0, "HeaderHash");
}

#[test]
fn verify_names_the_broken_link() {
	let (link, reason) = broken(Chain::default(), file(), Some(Hash::zero()));
	assert_eq!(link, "HeaderHash");
	assert!(reason.starts_with("header: "), "{reason}");

	let mut changed = file();
	changed["reading"]["index"] = json!(changed["reading"]["index"].as_u64().unwrap() + 1);
	let (link, _) = broken(Chain::default(), changed, Some(trusted()));
	assert_eq!(link, "Reading");

	let mut changed = file();
	changed["genesis_hash"] = json!(Hash::repeat_byte(9));
	let (link, _) = broken(Chain::default(), changed, Some(trusted()));
	assert!(["Delegation", "RecordSignature", "RotationByOldKey"].contains(&&link[..]), "{link}");

	let answer = verified(Chain::default(), file(), Some(Hash::zero()));
	let value = serde_json::to_value(&answer).unwrap();
	assert_eq!((&value["valid"], &value["brokenLink"]), (&json!(false), &json!("HeaderHash")));
	assert_eq!(serde_json::from_value::<Verification>(value).unwrap(), answer);
}

#[test]
fn verify_refuses_what_is_no_evidence_file() {
	let mut other_version = file();
	other_version["version"] = json!(99);
	let mut more = file();
	more["more"] = json!(1);
	let mut less = file();
	less.as_object_mut().unwrap().remove("leaf");
	let deep = Value::String("[".repeat(100_000));
	let malformed = [
		Value::Null,
		json!({}),
		json!([]),
		json!(7),
		json!(""),
		json!("{"),
		json!(FILE[1..]),
		other_version,
		more,
		less,
		deep,
	];
	for file in malformed {
		let rpc = rpc((chain_of_file(), Default::default()));
		assert_eq!(refusal(rpc.verify(file, None)), 9040);
	}
}
