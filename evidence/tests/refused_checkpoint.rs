//! The frozen checkpoint with its members, and what every verifier must refuse around it.
//!
//! They are made anew by `cargo test -p bot-evidence --test refused_checkpoint -- --ignored`.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{
	account_to_text, verify, Anchor, Checkpoint, EvidenceFile, MemberSignature, Members,
	SignedCheckpoint,
};
use common::{
	council::*,
	frozen::{path, read, vector},
	pointer::{apply, difference},
	*,
};
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs};

/// What a refusal names where a file is refused before anything is verified.
const FILE: &str = "File";

const EVIDENCE: &str = "valid.json";
const CHECKPOINT: &str = "checkpoint.json";
const MEMBERS: &str = "members.json";

/// Names that only a checkpoint can bring, and one that it shares with the other anchor.
const LINKS: [&str; 7] = [
	"OtherChain",
	"Quorum",
	"CheckpointChain",
	"CheckpointNumber",
	"CheckpointRoot",
	"CheckpointTime",
	"HeaderHash",
];

fn frozen_checkpoint() -> SignedCheckpoint {
	signed(checkpoint_of(&vector(EVIDENCE).0.evidence))
}

/// Collects refusals.
#[derive(Default)]
struct Refusals(Vec<Value>);

impl Refusals {
	/// With one of the files changed.
	fn changed(&mut self, link: &str, of: &str, name: &str, change: impl FnOnce(&mut Value)) {
		let from = read(of);
		let mut to = from.clone();
		change(&mut to);
		self.push(link, of, name, &from, &to);
	}

	/// With another checkpoint, signed by as many as must.
	fn signed(&mut self, link: &str, name: &str, change: impl FnOnce(&mut Checkpoint)) {
		let mut checkpoint = frozen_checkpoint().checkpoint;
		change(&mut checkpoint);
		self.file(link, name, &signed(checkpoint));
	}

	/// With another checkpoint file.
	fn file(&mut self, link: &str, name: &str, file: &SignedCheckpoint) {
		let to = serde_json::from_str(&file.to_json().unwrap()).unwrap();
		self.push(link, CHECKPOINT, name, &read(CHECKPOINT), &to);
	}

	fn push(&mut self, link: &str, of: &str, name: &str, from: &Value, to: &Value) {
		self.0.push(
			json!({ "name": name, "base": of, "changes": difference(from, to), "link": link }),
		);
	}
}

fn refusals() -> Vec<Value> {
	let mut all = Refusals::default();
	forms(&mut all);
	quorums(&mut all);
	all.signed("HeaderHash", "another header", |c| c.header_hash[0] ^= 1);
	all.signed("CheckpointNumber", "another number", |c| c.number += 1);
	all.signed("CheckpointRoot", "another root", |c| c.mmr_root[0] ^= 1);
	all.signed("CheckpointTime", "a time before the record's block", |c| c.time = RECEIVED_AT - 1);
	all.signed("OtherChain", "another chain", |c| c.genesis_hash[0] ^= 1);
	all.changed("OtherChain", MEMBERS, "members of another chain", |file| {
		file["genesis_hash"] = format!("0x{}", "11".repeat(32)).into()
	});
	all.changed("CheckpointChain", EVIDENCE, "evidence of another chain", |file| {
		file["genesis_hash"] = format!("0x{}", "11".repeat(32)).into()
	});
	all.changed("HeaderHash", EVIDENCE, "evidence with another header", |file| {
		file["header"]["state_root"] = format!("0x{}", "11".repeat(32)).into()
	});
	all.changed("MmrProof", EVIDENCE, "evidence with another proof", |file| {
		file["mmr_items"][0] = format!("0x{}", "11".repeat(32)).into()
	});
	all.0
}

fn forms(all: &mut Refusals) {
	let mut file =
		|of: &str, name: &str, change: fn(&mut Value)| all.changed(FILE, of, name, change);
	file(CHECKPOINT, "a checkpoint of another type", |json| json["type"] = "bot-evidence".into());
	file(CHECKPOINT, "a checkpoint of another version", |json| json["version"] = 2.into());
	file(CHECKPOINT, "an extra field in the file", |json| json["quorum"] = 1.into());
	file(CHECKPOINT, "an extra field in the checkpoint", |json| {
		json["checkpoint"]["extra"] = 0.into()
	});
	file(CHECKPOINT, "an extra field in a signature", |json| {
		json["signatures"][0]["name"] = "A".into()
	});
	file(CHECKPOINT, "a signature of another scheme", |json| {
		json["signatures"][0]["signature"] = json!({ "ecdsa": format!("0x{}", "00".repeat(64)) })
	});
	file(CHECKPOINT, "a signature of 65 bytes", |json| {
		json["signatures"][0]["signature"] = json!({ "sr25519": format!("0x{}", "00".repeat(65)) })
	});
	file(CHECKPOINT, "upper-case digits in the checkpoint", |json| {
		json["checkpoint"]["mmr_root"] = format!("0x{}", "AB".repeat(32)).into()
	});
	file(CHECKPOINT, "an account with a bad checksum", |json| {
		json["signatures"][0]["account"] = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ".into()
	});
	file(CHECKPOINT, "no signatures at all", |json| {
		json.as_object_mut().unwrap().remove("signatures");
	});
	file(MEMBERS, "members of another type", |json| json["type"] = "bot-checkpoint".into());
	file(MEMBERS, "a quorum of none", |json| json["quorum"] = 0.into());
	file(MEMBERS, "a quorum above the members", |json| json["quorum"] = 6.into());
	file(MEMBERS, "no members", |json| json["members"] = json!([]));
	file(MEMBERS, "a member twice", |json| json["members"][1] = json["members"][0].clone());
	file(MEMBERS, "a member twice, in two spellings", |json| {
		let account = council()[0].account();
		json["members"][1]["account"] = format!("0x{}", hex::encode(account)).into()
	});
	file(MEMBERS, "a member without a key", |json| {
		json["members"][0]["account"] = format!("0x{}", "00".repeat(32)).into()
	});
	file(MEMBERS, "a member without a name", |json| {
		json["members"][0].as_object_mut().unwrap().remove("name");
	});
	file(MEMBERS, "a member's account in upper case", |json| {
		json["members"][0]["account"] = format!("0x{}", "AB".repeat(32)).into()
	});
}

fn quorums(all: &mut Refusals) {
	let frozen = frozen_checkpoint();
	let mut quorum = |name: &str, change: &dyn Fn(&mut SignedCheckpoint)| {
		let mut file = frozen.clone();
		change(&mut file);
		all.file("Quorum", name, &file);
	};
	quorum("no signatures", &|file| file.signatures.clear());
	quorum("a signature too few", &|file| {
		file.signatures.pop();
	});
	for at in 0..4 {
		quorum(&format!("signature {at} changed"), &|file| {
			let (MemberSignature::Ed25519(bytes) | MemberSignature::Sr25519(bytes)) =
				&mut file.signatures[at].signature;
			bytes[40] ^= 1;
		});
	}
	quorum("one signature twice", &|file| file.signatures[1] = file.signatures[0]);
	quorum("one member twice, as it is and wrapped", &|file| {
		file.signatures[1] = council()[0].sign_wrapped(&file.checkpoint)
	});
	quorum("a stranger instead of a member", &|file| {
		file.signatures[3] = MemberKey::ed25519(9).sign(&file.checkpoint)
	});
	quorum("a signature under another member's account", &|file| {
		file.signatures[3].account = council()[4].account()
	});
	quorum("an sr25519 signature called Ed25519", &|file| {
		let MemberSignature::Sr25519(bytes) = file.signatures[0].signature else { panic!() };
		file.signatures[0].signature = MemberSignature::Ed25519(bytes);
	});
	quorum("an sr25519 signature without its mark", &|file| {
		let MemberSignature::Sr25519(bytes) = &mut file.signatures[0].signature else { panic!() };
		bytes[63] &= 127;
	});
	quorum("a signature over the fields without the tag", &|file| {
		let message = file.checkpoint.signing_bytes();
		file.signatures[0].signature = council()[0].sign_bytes(&message[16..]);
	});
	quorum("a signature half wrapped", &|file| {
		let message = [b"<Bytes>", &file.checkpoint.signing_bytes()[..]].concat();
		file.signatures[0].signature = council()[0].sign_bytes(&message);
	});
	quorum("another time than was signed", &|file| file.checkpoint.time += 1);
	all.changed("Quorum", MEMBERS, "a larger quorum", |file| file["quorum"] = 5.into());
	all.changed("Quorum", MEMBERS, "a member who signed was removed", |file| {
		file["members"].as_array_mut().unwrap().remove(0);
	});
}

/// Under which name the files are refused, with these changes to one of them.
fn refused(base: &str, changes: &[Value]) -> &'static str {
	let text = |name: &str| {
		let mut file = read(name);
		if name == base {
			apply(&mut file, changes);
		}
		file.to_string().into_bytes()
	};
	let Ok(file) = EvidenceFile::from_json(&text(EVIDENCE)) else { return FILE };
	let Ok(signed) = SignedCheckpoint::from_json(&text(CHECKPOINT)) else { return FILE };
	let Ok(members) = Members::from_json(&text(MEMBERS)) else { return FILE };
	let trusted = match members.trust(&signed) {
		Ok(trusted) => trusted,
		Err(error) => return error.name(),
	};
	verify(&file.evidence, &Anchor::Checkpoint(trusted))
		.map_or_else(|broken| broken.name(), |_| "none")
}

#[test]
fn the_frozen_checkpoint_is_trusted() {
	assert_eq!(refused("", &[]), "none");
}

#[test]
fn the_frozen_checkpoint_and_members_are_what_is_written_today() {
	let text = |name| fs::read_to_string(path(name)).unwrap();
	assert_eq!(text(CHECKPOINT), frozen_checkpoint().to_json().unwrap());
	assert_eq!(text(MEMBERS), members().to_json().unwrap());
	assert!(text(CHECKPOINT).contains(&account_to_text(&council()[0].account())));
}

#[test]
fn frozen_refusals_are_refused_under_their_names() {
	let refusals = read("refused-checkpoint.json");
	let refusals = refusals.as_array().unwrap();
	let mut links = BTreeSet::new();
	for refusal in refusals {
		let base = refusal["base"].as_str().unwrap();
		let link = refused(base, refusal["changes"].as_array().unwrap());
		assert_eq!(link, refusal["link"], "{}", refusal["name"]);
		links.insert(link);
	}
	assert!(LINKS.iter().all(|link| links.contains(link)), "{links:?}");
	let names: BTreeSet<_> = refusals.iter().map(|refusal| refusal["name"].as_str()).collect();
	assert_eq!(names.len(), refusals.len(), "names are not unique");
	println!("{} refusals", refusals.len());
}

#[test]
fn frozen_refusals_are_those_made_today() {
	assert_eq!(read("refused-checkpoint.json"), Value::from(refusals()));
}

#[test]
#[ignore = "writes the frozen files"]
fn write_frozen_files() {
	fs::write(path(CHECKPOINT), frozen_checkpoint().to_json().unwrap()).unwrap();
	fs::write(path(MEMBERS), members().to_json().unwrap()).unwrap();
	let text = serde_json::to_string_pretty(&refusals()).unwrap() + "\n";
	fs::write(path("refused-checkpoint.json"), text).unwrap();
}
