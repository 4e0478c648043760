//! The frozen refusals: changes to frozen files, and the link under which every verifier must refuse
//! each.
//!
//! They are made anew by `cargo test -p bot-evidence --test refused -- --ignored`.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, Anchor, Evidence, EvidenceFile, Header};
use bot_primitives::{
	payload::{DataStatement, Registration, Rotation},
	record::{DataBody, MMR_ROOT_ENGINE_ID},
	Commitment, DeviceId, PublicKey, Signature, SigningContext,
};
use codec::{Decode, Encode};
use common::{
	frozen::{anchor_from, anchor_text, anchors, path, read, rotations, vector},
	pointer::{apply, difference},
	*,
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs};

/// What a refusal names instead of a link where the file is refused before it is verified.
const FILE: &str = "File";

/// Names of the links that no file can have broken: it holds header and body as fields, so that what
/// is made of these always decodes.
const OUT_OF_REACH: [&str; 2] = ["HeaderEncoding", "RecordBody"];

/// Names of all links.
const LINKS: [&str; 22] = [
	"HeaderHash",
	"HeaderEncoding",
	"MmrRootMissing",
	"MmrRootRepeated",
	"MmrRootLength",
	"LeafVersion",
	"LeafNumber",
	"MmrProofLength",
	"MmrProof",
	"RecordPath",
	"DeviceId",
	"RotationCount",
	"RotationByOldKey",
	"RotationByNewKey",
	"Delegation",
	"DelegatedKey",
	"DelegationExpired",
	"RootKey",
	"RecordBody",
	"RecordSignature",
	"Counts",
	"Reading",
];

/// Collects refusals.
#[derive(Default)]
struct Refusals(Vec<Value>);

impl Refusals {
	/// `base` with its JSON changed.
	fn text(&mut self, link: &str, base: &str, name: &str, change: impl FnOnce(&mut Value)) {
		let from = read(base);
		let mut to = from.clone();
		change(&mut to);
		self.push(link, base, name, &from, &to, None);
	}

	/// `base` with its evidence changed; what was trusted still is.
	fn bad(&mut self, link: &str, base: &str, name: &str, change: impl FnOnce(&mut Evidence)) {
		self.forged(link, base, name, |evidence| {
			let anchor = anchor(evidence);
			change(evidence);
			anchor
		});
	}

	/// `base` with its evidence changed, and what is to be trusted then.
	fn forged(
		&mut self,
		link: &str,
		base: &str,
		name: &str,
		change: impl FnOnce(&mut Evidence) -> Anchor,
	) {
		let (mut file, trusted) = vector(base);
		let trust = change(&mut file.evidence);
		let to = serde_json::from_str(&file.to_json().unwrap()).unwrap();
		let trust = (trust != trusted).then(|| anchor_text(&trust));
		self.push(link, base, name, &read(base), &to, trust);
	}

	fn push(
		&mut self,
		link: &str,
		base: &str,
		name: &str,
		from: &Value,
		to: &Value,
		trust: Option<String>,
	) {
		let changes = difference(from, to);
		let mut refusal = json!({ "name": name, "base": base, "changes": changes, "link": link });
		if let Some(trust) = trust {
			refusal["trust"] = trust.into();
		}
		self.0.push(refusal);
	}
}

fn refusals() -> Vec<Value> {
	let mut all = Refusals::default();
	forms(&mut all);
	headers(&mut all);
	blocks(&mut all);
	records(&mut all);
	rotated(&mut all);
	delegations(&mut all);
	statements(&mut all);
	readings(&mut all);
	all.0
}

/// Files that are none.
fn forms(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	let mut file = |name: &str, change: fn(&mut Value)| all.text(FILE, BASE, name, change);
	file("not an object", |json| *json = json!([]));
	file("another type", |json| json["type"] = "bot-evidences".into());
	file("another version", |json| json["version"] = 2.into());
	file("a version that is text", |json| json["version"] = "1".into());
	file("an extra field at the top", |json| json["extra"] = Value::Null);
	file("an extra field in the reading", |json| json["reading"]["extra"] = 0.into());
	file("an extra field in the record", |json| json["record"]["extra"] = 0.into());
	file("an extra field in the commitment", |json| {
		json["record"]["body"]["data"]["commitment"]["extra"] = 0.into()
	});
	file("an extra field in the leaf", |json| json["leaf"]["extra"] = 0.into());
	file("an extra field in the header", |json| json["header"]["extra"] = 0.into());
	file("an extra field in the key chain", |json| json["key_chain"]["extra"] = 0.into());
	file("an extra field in the delegation", |json| {
		json["key_chain"]["delegation"]["delegation"]["extra"] = 0.into()
	});
	file("an extra field in a digest item", |json| {
		json["header"]["digest"][0]["pre_runtime"]["extra"] = 0.into()
	});
	file("a field that is missing", |json| {
		json["record"].as_object_mut().unwrap().remove("model");
	});
	file("a delegation that is left out and not null", |json| {
		json["key_chain"].as_object_mut().unwrap().remove("delegation");
	});
	all.text(FILE, "valid-rotations.json", "a signature that is null and not left out", |json| {
		json["key_chain"]["rotations"][0]["by_old"] = Value::Null
	});
	let mut file = |name: &str, change: fn(&mut Value)| all.text(FILE, BASE, name, change);
	file("a null where a number must be", |json| json["record"]["seq"] = Value::Null);
	file("a number that is text", |json| json["record"]["seq"] = "7".into());
	file("a number below zero", |json| json["record_index"] = (-1).into());
	file("a number with a fraction", |json| json["record_index"] = 5.5.into());
	file("a u16 out of range", |json| json["record"]["epoch"] = 65_536.into());
	file("a u32 out of range", |json| json["reading"]["index"] = (1u64 << 32).into());
	file("a u8 out of range", |json| json["leaf"]["version"] = 256.into());
	file("a number where true or false must be", |json| {
		json["record"]["body"]["data"]["clock_suspect"] = 0.into()
	});
	file("digits in upper case", |json| {
		json["genesis_hash"] = format!("0x{}", "AB".repeat(32)).into()
	});
	file("digits without 0x", |json| json["genesis_hash"] = "67".repeat(32).into());
	file("0X in upper case", |json| json["genesis_hash"] = format!("0X{}", "67".repeat(32)).into());
	file("a hash of 31 bytes", |json| {
		json["genesis_hash"] = format!("0x{}", "67".repeat(31)).into()
	});
	file("a hash of 33 bytes", |json| {
		json["genesis_hash"] = format!("0x{}", "67".repeat(33)).into()
	});
	file("an odd number of digits", |json| {
		json["genesis_hash"] = format!("0x6{}", "67".repeat(31)).into()
	});
	file("a digit that is none", |json| {
		json["genesis_hash"] = format!("0xg7{}", "67".repeat(31)).into()
	});
	file("a space among the digits", |json| {
		json["genesis_hash"] = format!("0x{} ", "67".repeat(32)).into()
	});
	file("a signature of 63 bytes", |json| {
		json["signature"] = json!({ "ed25519": format!("0x{}", "00".repeat(63)) })
	});
	file("a compressed P-256 key of 32 bytes", |json| {
		json["record"]["key"] = json!({ "ecdsa_p256": format!("0x{}", "02".repeat(32)) })
	});
	file("a salt of 15 bytes", |json| {
		json["reading"]["salt"] = format!("0x{}", "00".repeat(15)).into()
	});
	file("a key of an unknown type", |json| {
		json["record"]["key"] = json!({ "sr25519": format!("0x{}", "00".repeat(32)) })
	});
	file("a key of two types", |json| {
		json["record"]["key"]["ecdsa_p256"] = format!("0x{}", "02".repeat(33)).into()
	});
	file("a key of no type", |json| json["record"]["key"] = json!({}));
	file("content of two kinds", |json| json["reading"]["content"]["hex"] = "0x".into());
	file("content that is bare text", |json| json["reading"]["content"] = "21.5".into());
	file("a body of an unknown kind", |json| json["record"]["body"] = json!({ "standing": {} }));
	file("an unknown protection", |json| json["record"]["protection"] = "vault".into());
	file("an unknown digest item", |json| json["header"]["digest"][0] = json!({ "post": "0x" }));
	file("a digest item that is null", |json| json["header"]["digest"][0] = Value::Null);
	file("a path that is no list", |json| json["record_path"] = json!({}));
	file("a DID of another method", |json| {
		json["did"] = json["did"].as_str().unwrap().replace(":bot:", ":web:").into()
	});
	file("a network label with capitals", |json| {
		json["did"] = json["did"].as_str().unwrap().replace(":dev:", ":Dev:").into()
	});
	file("a network label of 17 characters", |json| {
		json["did"] = json["did"].as_str().unwrap().replace(":dev:", ":12345678901234567:").into()
	});
	file("no network label", |json| {
		json["did"] = json["did"].as_str().unwrap().replace(":dev:", "::").into()
	});
	file("a DID with another spelling of the id", |json| {
		json["did"] = json["did"].as_str().unwrap().replace(":dev:", ":dev:1").into()
	});
	file("a DID with a path", |json| {
		json["did"] = format!("{}/x", json["did"].as_str().unwrap()).into()
	});
	file("a DID of another device", |json| {
		json["did"] = "did:bot:dev:11111111111111111111111111111111".into()
	});
	file("a device that is not the DID's", |json| {
		json["record"]["device_id"] = format!("0x{}", "11".repeat(32)).into()
	});
}

/// The root in the header of `evidence`.
fn root_of(evidence: &Evidence) -> [u8; 32] {
	Header::decode(&mut &evidence.header[..]).unwrap().mmr_root().unwrap()
}

/// Trusts a header of this number and these digest items.
fn trust_header(evidence: &mut Evidence, number: u32, items: &[Vec<u8>]) -> Anchor {
	evidence.header = header(number, items);
	anchor(evidence)
}

fn headers(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	let change = |change: fn(&mut Header)| {
		move |evidence: &mut Evidence| {
			let mut header = Header::decode(&mut &evidence.header[..]).unwrap();
			change(&mut header);
			evidence.header = header.encode();
		}
	};
	all.bad("HeaderHash", BASE, "another parent", change(|h| h.parent_hash[0] ^= 1));
	all.bad("HeaderHash", BASE, "another header number", change(|h| h.number += 1));
	all.bad("HeaderHash", BASE, "another state root", change(|h| h.state_root[31] ^= 128));
	all.bad("HeaderHash", BASE, "another digest", change(|h| h.digest.swap(0, 1)));
	all.bad("HeaderHash", BASE, "a digest without items", change(|h| h.digest.clear()));
	all.forged("HeaderHash", BASE, "another header is trusted", |_| Anchor::HeaderHash([0; 32]));

	let with =
		|items: Vec<Vec<u8>>| move |evidence: &mut Evidence| trust_header(evidence, 43, &items);
	let root = consensus(MMR_ROOT_ENGINE_ID, &[7; 32]);
	let pre_runtime = (6u8, MMR_ROOT_ENGINE_ID, vec![7u8; 32]).encode();
	let seal = (5u8, MMR_ROOT_ENGINE_ID, vec![7u8; 32]).encode();
	let others = vec![consensus(*b"BOTm", &[7; 32]), pre_runtime, seal, vec![8]];
	all.forged("MmrRootMissing", BASE, "no root in the digest", with(vec![]));
	all.forged("MmrRootMissing", BASE, "roots of other engines and kinds", with(others));
	all.forged("MmrRootRepeated", BASE, "two roots", with(vec![root.clone(), root.clone()]));
	let lengths = vec![consensus(MMR_ROOT_ENGINE_ID, &[]), root.clone()];
	all.forged("MmrRootRepeated", BASE, "two roots, one of them empty", with(lengths));
	for length in [0, 31, 33, 64] {
		let root = consensus(MMR_ROOT_ENGINE_ID, &vec![7; length]);
		let name = format!("a root of {length} bytes");
		all.forged("MmrRootLength", BASE, &name, with(vec![root]));
	}
	all.forged("MmrProof", BASE, "a root over other blocks", with(vec![root]));
}

fn blocks(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	for version in [1, 255] {
		let name = format!("a leaf of version {version}");
		all.forged("LeafVersion", BASE, &name, |evidence| {
			evidence.leaf.version = version;
			seal_leaf(evidence, Plan::default().blocks)
		});
	}
	for number in [43, 44, u32::MAX] {
		let name = format!("block {number} under header 43");
		all.bad("LeafNumber", BASE, &name, |evidence| evidence.leaf.number = number);
	}
	all.forged("LeafNumber", BASE, "a header with a range of no leaf", |evidence| {
		evidence.leaf.number = 0;
		evidence.mmr_items.clear();
		let root = consensus(MMR_ROOT_ENGINE_ID, &root_of(evidence));
		trust_header(evidence, 0, &[root])
	});

	let count = |number: u32| {
		move |evidence: &mut Evidence| {
			let root = consensus(MMR_ROOT_ENGINE_ID, &root_of(evidence));
			trust_header(evidence, number, &[root])
		}
	};
	all.forged("MmrProofLength", BASE, "a smaller leaf count", count(40));
	all.forged("MmrProofLength", BASE, "a far larger leaf count", count(u32::MAX));
	// In a range of 48 leaves the proof of leaf 34 is as long as in one of 43, and leads elsewhere.
	all.forged("MmrProof", BASE, "a leaf count that asks for as many hashes", count(48));
	all.bad("MmrProofLength", BASE, "no block proof", |e| e.mmr_items.clear());
	all.bad("MmrProofLength", BASE, "a block proof without its last hash", |e| {
		e.mmr_items.pop();
	});
	all.bad("MmrProofLength", BASE, "a block proof without its first hash", |e| {
		e.mmr_items.remove(0);
	});
	all.bad("MmrProofLength", BASE, "a block proof with a hash more", |e| {
		e.mmr_items.push([0; 32])
	});
	all.bad("MmrProofLength", BASE, "mountains to the right one by one", |evidence| {
		let leaf = |n: u32| blake2_256(&leaf_of(n).encode());
		let two = blake2_256(&[leaf(40), leaf(41)].concat());
		evidence.mmr_items.pop();
		evidence.mmr_items.extend([two, leaf(42)]);
	});
	all.bad("MmrProofLength", BASE, "a leaf in another mountain", |e| e.leaf.number = 42);
	all.forged("MmrProofLength", BASE, "a range of one leaf, and a proof of hashes", |evidence| {
		evidence.leaf.number = 0;
		count(1)(evidence)
	});
	for item in 0..5 {
		let name = format!("hash {item} of the block proof changed");
		all.bad("MmrProof", BASE, &name, |evidence| evidence.mmr_items[item][item] ^= 1);
	}
	all.bad("MmrProof", BASE, "hashes of the block proof in another order", |evidence| {
		evidence.mmr_items.swap(1, 2)
	});
	all.bad("MmrProof", BASE, "the mountains to the right the other way round", |evidence| {
		let leaf = |n: u32| blake2_256(&leaf_of(n).encode());
		let two = blake2_256(&[leaf(40), leaf(41)].concat());
		evidence.mmr_items[4] = blake2_256(&[two, leaf(42)].concat());
	});
	all.bad("MmrProof", BASE, "the neighbour's leaf number", |e| e.leaf.number = 35);
	all.bad("MmrProof", BASE, "another block hash", |e| e.leaf.block_hash[0] ^= 1);
	all.bad("MmrProof", BASE, "another time of the block", |e| e.leaf.time += 1);
	all.bad("MmrProof", BASE, "another count of records", |e| e.leaf.count += 1);
	all.bad("MmrProof", BASE, "another root of records", |e| e.leaf.records_root[31] ^= 1);
	const ONE_MOUNTAIN: &str = "valid-recovered.json";
	all.bad("MmrProofLength", ONE_MOUNTAIN, "one mountain, and a hash to its right", |evidence| {
		evidence.mmr_items.push([0; 32])
	});
	all.bad("MmrProof", ONE_MOUNTAIN, "one mountain, the first hash changed", |evidence| {
		evidence.mmr_items[0][0] ^= 1
	});
	const LAST: &str = "valid-rotations.json";
	all.bad("LeafNumber", LAST, "the last leaf made the next one", |e| e.leaf.number += 1);
	all.bad("MmrProofLength", LAST, "the last leaf without a mountain", |evidence| {
		evidence.mmr_items.pop();
	});
}

fn records(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	all.bad("RecordPath", BASE, "a hash of the record's path changed", |evidence| {
		evidence.record_path[0][0] ^= 1
	});
	all.bad("RecordPath", BASE, "no path of the record", |e| e.record_path.clear());
	all.bad("RecordPath", BASE, "a path of the record with a hash more", |evidence| {
		evidence.record_path.push([0; 32])
	});
	all.bad("RecordPath", BASE, "a path of the record with a hash less", |evidence| {
		evidence.record_path.pop();
	});
	all.bad("RecordPath", BASE, "the neighbour's index", |e| e.record_index = 4);
	all.bad("RecordPath", BASE, "an index at the count", |e| e.record_index = 7);
	all.bad("RecordPath", BASE, "the largest index", |e| e.record_index = u32::MAX);
	all.forged("RecordPath", BASE, "a block without records", |evidence| {
		evidence.leaf.count = 0;
		seal_leaf(evidence, Plan::default().blocks)
	});
	all.forged("RecordPath", BASE, "an empty tree with an empty path", |evidence| {
		evidence.leaf = leaf_of(34);
		evidence.record_index = 0;
		evidence.record_path.clear();
		seal_leaf(evidence, Plan::default().blocks)
	});
	all.forged("RecordPath", BASE, "a wrong count of records", |evidence| {
		evidence.leaf.count = 6;
		seal_leaf(evidence, Plan::default().blocks)
	});
	all.forged("RecordPath", BASE, "a node in the place of a record", |evidence| {
		evidence.record_index = 2;
		evidence.record_path.remove(0);
		evidence.leaf.count = 4;
		seal_leaf(evidence, Plan::default().blocks)
	});
	all.bad("RecordPath", BASE, "another operator", |e| e.record.record.operator[0] ^= 1);
	all.bad("RecordPath", BASE, "another model", |e| e.record.record.model += 1);
	all.bad("RecordPath", BASE, "another sequence number", |e| e.record.record.seq += 1);
	all.bad("RecordPath", BASE, "another epoch", |e| e.record.record.epoch += 1);
	all.text("RecordPath", BASE, "another protection", |json| {
		json["record"]["protection"] = "software".into()
	});
	all.text("RecordPath", BASE, "a suspect clock", |json| {
		json["record"]["body"]["data"]["clock_suspect"] = true.into()
	});
	all.text("RecordPath", BASE, "another time of the last reading", |json| {
		json["record"]["body"]["data"]["commitment"]["last_at"] = 1.into()
	});
	all.text("RecordPath", "valid-rotations.json", "a number rounded to a float", |json| {
		json["record"]["seq"] = (1u64 << 53).into()
	});
	all.text("RecordPath", "valid-rotations.json", "a counter rounded to a float", |json| {
		json["record"]["body"]["data"]["commitment"]["first_counter"] =
			(u64::MAX - 999 - (u64::MAX - 999) % 2_048).into()
	});

	let key = key(P256, 9).public();
	all.bad("DeviceId", BASE, "another first key", |e| e.key_chain.first_root_key = key);
	all.forged("DeviceId", BASE, "another provider", |evidence| {
		evidence.record.record.provider[0] ^= 1;
		reseal(evidence)
	});
	all.forged("DeviceId", BASE, "another device", |evidence| {
		evidence.record.record.device_id = DeviceId([0x11; 32]);
		reseal(evidence)
	});
}

/// Puts the record of `evidence`, as it is, into the block and the range of the default plan: a chain
/// of the forger's own.
fn reseal(evidence: &mut Evidence) -> Anchor {
	let plan = Plan::default();
	seal(evidence, plan.records, plan.blocks)
}

/// As [`reseal`], for the plan with rotations.
fn reseal_rotated(evidence: &mut Evidence) -> Anchor {
	evidence.leaf.number = 34;
	reseal(evidence)
}

fn context(evidence: &Evidence) -> SigningContext {
	let record = &evidence.record.record;
	SigningContext { genesis_hash: GENESIS, device_id: record.device_id, epoch: record.epoch }
}

fn flip(signature: &mut Signature) {
	let (Signature::Ed25519(bytes) | Signature::EcdsaP256(bytes)) = signature;
	bytes[40] ^= 1;
}

fn rotated(all: &mut Refusals) {
	const BASE: &str = "valid-rotations.json";
	let mut forged = |link: &str, name: &str, change: &dyn Fn(&mut Evidence)| {
		all.forged(link, BASE, name, |evidence| {
			change(evidence);
			reseal_rotated(evidence)
		});
	};
	forged("RotationCount", "no rotation in epoch 2", &|e| e.key_chain.rotations.clear());
	forged("RotationCount", "a rotation less than the epoch", &|e| {
		e.key_chain.rotations.pop();
	});
	forged("RotationCount", "a rotation more than the epoch", &|e| e.record.record.epoch = 1);
	forged("RotationCount", "the largest epoch", &|e| e.record.record.epoch = u16::MAX);
	for at in [0, 1] {
		forged("RotationByOldKey", &format!("rotation {at}: bad signature of the old key"), &|e| {
			flip(e.key_chain.rotations[at].by_old.as_mut().unwrap())
		});
		forged("RotationByNewKey", &format!("rotation {at}: bad signature of the new key"), &|e| {
			flip(&mut e.key_chain.rotations[at].by_new)
		});
	}
	forged("RotationByOldKey", "rotations in another order", &|e| e.key_chain.rotations.swap(0, 1));
	forged("RotationByOldKey", "a rotation to another key", &|e| {
		e.key_chain.rotations[1].rotation.new_key = key(Ed25519, 9).public()
	});
	forged("RotationByNewKey", "a rotation to another key, its old signature left out", &|e| {
		e.key_chain.rotations[1].by_old = None;
		e.key_chain.rotations[1].rotation.new_key = key(Ed25519, 9).public();
	});
	forged("RotationByOldKey", "rotation 0: a signature of the other type", &|e| {
		e.key_chain.rotations[0].by_old = Some(Signature::Ed25519([1; 64]))
	});
	let weak_points = [
		("all zero", [0; 32]),
		("the neutral element", {
			let mut point = [0; 32];
			point[0] = 1;
			point
		}),
		("the neutral element with the sign bit", {
			let mut point = [0; 32];
			(point[0], point[31]) = (1, 128);
			point
		}),
		("of order two", {
			let mut point = [0xff; 32];
			(point[0], point[31]) = (0xec, 0x7f);
			point
		}),
	];
	for (which, point) in weak_points {
		forged("RotationByNewKey", &format!("a rotation to a key of small order: {which}"), &|e| {
			// `R` and `s` for which the check without this rule holds: with s = 0, R = −kA is of small
			// order, and the cofactor makes that the neutral element.
			let mut signature = [0; 64];
			signature[0] = 1;
			let context = SigningContext { epoch: 1, ..context(e) };
			let rotation = Rotation { new_key: PublicKey::Ed25519(point) };
			let signed = &mut e.key_chain.rotations[1];
			signed.rotation = rotation;
			signed.by_old = Some(rotations().keys()[1].sign(&rotation, &context));
			signed.by_new = Signature::Ed25519(signature);
		});
	}
}

fn delegations(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	fn delegation(evidence: &mut Evidence) -> &mut bot_primitives::key_chain::SignedDelegation {
		evidence.key_chain.delegation.as_mut().unwrap()
	}
	let other = key(Ed25519, 9).public();
	all.bad("Delegation", BASE, "bad signature of the delegation", |evidence| {
		flip(&mut delegation(evidence).signature)
	});
	all.bad("Delegation", BASE, "another number of the delegation", |evidence| {
		delegation(evidence).delegation.number += 1
	});
	all.bad("Delegation", BASE, "a later end of the delegation", |evidence| {
		delegation(evidence).delegation.expires_at += 1
	});
	all.bad("Delegation", BASE, "a delegation to another key", |evidence| {
		delegation(evidence).delegation.key = other
	});
	all.forged("Delegation", "valid-rotations.json", "a delegation of another epoch", |evidence| {
		let context = SigningContext { epoch: 1, ..context(evidence) };
		let signed = delegation(evidence);
		signed.signature = rotations().keys()[2].sign(&signed.delegation, &context);
		reseal_rotated(evidence)
	});
	all.forged(
		"DelegatedKey",
		BASE,
		"a record of a key that is not the delegated one",
		|evidence| {
			evidence.record.record.key = other;
			reseal(evidence)
		},
	);
	for late in [1, 1_000] {
		let name = format!("a delegation that ended {} ms before", late - 1);
		all.forged("DelegationExpired", BASE, &name, |evidence| {
			evidence.leaf.time = RECEIVED_AT + late;
			seal_leaf(evidence, Plan::default().blocks)
		});
	}
	all.bad("RootKey", BASE, "a delegated key without its delegation", |evidence| {
		evidence.key_chain.delegation = None
	});
	all.forged(
		"RootKey",
		"valid-zip215.json",
		"a record of a key that is not the root",
		|evidence| {
			evidence.record.record.key = other;
			reseal(evidence)
		},
	);
}

fn set_commitment(evidence: &mut Evidence, change: impl FnOnce(&mut Commitment)) {
	let record = &mut evidence.record.record;
	let mut body = DataBody::decode(&mut &record.body[..]).unwrap();
	change(&mut body.commitment);
	record.body = body.encode();
	let statement = DataStatement { seq: record.seq, commitment: body.commitment };
	evidence.record.signature = Plan::default().signer().sign(&statement, &context(evidence));
}

fn statements(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	const ROOT: &str = "valid-zip215.json";
	const P256_ROOT: &str = "valid-p256.json";
	all.bad("RecordSignature", BASE, "bad signature of the record", |evidence| {
		flip(&mut evidence.record.signature)
	});
	all.bad("RecordSignature", BASE, "a signature of the other type", |evidence| {
		evidence.record.signature = Signature::EcdsaP256([1; 64])
	});
	all.bad("RecordSignature", BASE, "a signature of zeros", |evidence| {
		evidence.record.signature = Signature::Ed25519([0; 64])
	});
	all.bad("RecordSignature", BASE, "an Ed25519 s above the order", |evidence| {
		let Signature::Ed25519(bytes) = &mut evidence.record.signature else { panic!() };
		// The order of the group is 2^252 + this.
		let order = 27_742_317_777_372_353_535_851_937_790_883_648_493u128;
		let mut carry = 0u32;
		let added = [&order.to_le_bytes()[..], &[0; 15], &[0x10]].concat();
		for (byte, order) in bytes[32..].iter_mut().zip(added) {
			let sum = u32::from(*byte) + u32::from(order) + carry;
			(*byte, carry) = (sum as u8, sum >> 8);
		}
	});
	all.bad("RecordSignature", P256_ROOT, "bad signature of the record, P-256", |evidence| {
		flip(&mut evidence.record.signature)
	});
	all.bad("RecordSignature", P256_ROOT, "a P-256 s in the upper half", |evidence| {
		let Signature::EcdsaP256(bytes) = &mut evidence.record.signature else { panic!() };
		let low = p256::ecdsa::Signature::from_slice(bytes).unwrap();
		let (r, s) = low.split_scalars();
		let high = p256::ecdsa::Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
		*bytes = high.to_bytes().into();
	});
	all.bad("RecordSignature", P256_ROOT, "a P-256 signature of zeros", |evidence| {
		evidence.record.signature = Signature::EcdsaP256([0; 64])
	});
	all.forged("RecordSignature", BASE, "another number than was signed", |evidence| {
		evidence.record.record.seq += 1;
		reseal(evidence)
	});
	all.forged("RecordSignature", BASE, "another commitment than was signed", |evidence| {
		evidence.record.record.body[0] ^= 1;
		reseal(evidence)
	});
	all.forged("RecordSignature", ROOT, "a signature of another purpose", |evidence| {
		let registration = Registration { provider: [0xa1; 32], model: 3 };
		evidence.record.signature = key(Ed25519, 1).sign(&registration, &context(evidence));
		reseal(evidence)
	});
	all.bad("RecordSignature", ROOT, "another chain", |evidence| evidence.genesis_hash[0] ^= 1);
	all.bad("Delegation", BASE, "another chain, with a delegation", |evidence| {
		evidence.genesis_hash[0] ^= 1
	});
	all.forged("Counts", BASE, "counters closer than the readings", |evidence| {
		set_commitment(evidence, |commitment| commitment.last_counter -= 1);
		reseal(evidence)
	});
	all.forged("Counts", BASE, "counters that run backwards", |evidence| {
		set_commitment(evidence, |commitment| {
			(commitment.first_counter, commitment.last_counter) = (1_000, 0)
		});
		reseal(evidence)
	});
	all.forged("Counts", BASE, "a batch of no readings", |evidence| {
		set_commitment(evidence, |commitment| commitment.count = 0);
		reseal(evidence)
	});
}

fn readings(all: &mut Refusals) {
	const BASE: &str = "valid.json";
	let mut bad = |name: &str, change: fn(&mut Evidence)| {
		all.bad("Reading", BASE, name, change);
	};
	bad("a digit of the reading", |e| {
		let at = e.reading.content.windows(4).position(|text| text == b"24.5").unwrap();
		e.reading.content[at] = b'3';
	});
	bad("a space after the reading", |e| e.reading.content.push(b' '));
	bad("an empty reading", |e| e.reading.content.clear());
	bad("another salt", |e| e.reading.salt[15] ^= 128);
	bad("a byte moved from the salt into the reading", |e| {
		let last = e.reading.salt[15];
		e.reading.salt.copy_within(0..15, 1);
		e.reading.content.insert(0, last);
	});
	bad("a hash of the reading's path changed", |e| e.reading.path[3][31] ^= 1);
	bad("the neighbour's index of the reading", |e| e.reading.index = 5);
	bad("an index of the reading at the count", |e| e.reading.index = 13);
	bad("the largest index of the reading", |e| e.reading.index = u32::MAX);
	bad("no path of the reading", |e| e.reading.path.clear());
	bad("a path of the reading with a hash more", |e| e.reading.path.push([0; 32]));
	bad("a path of the reading with a hash less", |e| {
		e.reading.path.pop();
	});
	all.text("Reading", "valid-rotations.json", "a letter written otherwise", |json| {
		let text = json["reading"]["content"]["text"].as_str().unwrap();
		json["reading"]["content"]["text"] = text.replace('ß', "ss").into();
	});
	all.text("Reading", "valid-recovered.json", "bytes that are replaced by a mark", |json| {
		json["reading"]["content"] = json!({ "text": "\u{fffd}\0\u{1}" });
	});
}

/// Under which name a file with these changes is refused.
fn refused(refusal: &Value) -> &'static str {
	let base = refusal["base"].as_str().unwrap();
	let mut file = read(base);
	apply(&mut file, refusal["changes"].as_array().unwrap());
	let Ok(file) = EvidenceFile::from_json(file.to_string().as_bytes()) else { return FILE };
	let trust = refusal.get("trust").and_then(Value::as_str);
	let anchor = anchor_from(trust.unwrap_or(&anchors()[base]));
	verify(&file.evidence, &anchor).map_or_else(|broken| broken.name(), |_| "none")
}

#[test]
fn frozen_refusals_are_refused_under_their_names() {
	let refusals = read("refused.json");
	let refusals = refusals.as_array().unwrap();
	for refusal in refusals {
		assert_eq!(refused(refusal), refusal["link"], "{}", refusal["name"]);
	}
	let names: BTreeSet<_> = refusals.iter().map(|refusal| refusal["name"].as_str()).collect();
	assert_eq!(names.len(), refusals.len(), "names are not unique");
	println!("{} refusals", refusals.len());
}

#[test]
fn every_link_in_reach_has_a_refusal() {
	let refusals = read("refused.json");
	let links: BTreeSet<_> = refusals
		.as_array()
		.unwrap()
		.iter()
		.map(|refusal| refusal["link"].as_str().unwrap())
		.collect();
	for link in LINKS.iter().chain(&[FILE]) {
		assert_eq!(links.contains(link), !OUT_OF_REACH.contains(link), "{link}");
	}
}

#[test]
fn frozen_refusals_are_those_made_today() {
	assert_eq!(read("refused.json"), Value::from(refusals()));
}

#[test]
#[ignore = "writes the frozen refusals"]
fn write_frozen_refusals() {
	let refusals = refusals();
	for refusal in &refusals {
		assert_eq!(refused(refusal), refusal["link"], "{}", refusal["name"]);
	}
	let text = serde_json::to_string_pretty(&refusals).unwrap() + "\n";
	fs::write(path("refused.json"), text).unwrap();
}
