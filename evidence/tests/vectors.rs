//! The frozen evidence files, which every verifier must accept.
//!
//! They are made anew by `cargo test -p bot-evidence --test vectors -- --ignored`. A change that
//! alters one is a new version of the format.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, Anchor, EvidenceFile};
use common::*;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Name of each file, and what it holds.
fn vectors() -> [(&'static str, Plan); 2] {
	let simple = Plan { content: 110, ..Plan::default() };
	let rotated = Plan {
		roots: vec![Ed25519, P256],
		delegated: None,
		readings: (1, 0),
		records: (1, 0),
		blocks: (10_000, 0),
		content: 42,
	};
	[("valid.json", simple), ("valid-p256.json", rotated)]
}

fn path(name: &str) -> PathBuf {
	[env!("CARGO_MANIFEST_DIR"), "test-vectors", name].iter().collect()
}

/// The header hash to trust for each file.
fn anchors() -> BTreeMap<String, String> {
	serde_json::from_slice(&fs::read(path("anchors.json")).unwrap()).unwrap()
}

fn anchor_of(name: &str) -> Anchor {
	let mut hash = [0; 32];
	hex::decode_to_slice(anchors()[name].strip_prefix("0x").unwrap(), &mut hash).unwrap();
	Anchor::HeaderHash(hash)
}

#[test]
fn frozen_files_are_valid() {
	for (name, plan) in vectors() {
		let text = fs::read(path(name)).unwrap();
		let file = EvidenceFile::from_json(&text).unwrap();
		let verdict = verify(&file.evidence, &anchor_of(name)).unwrap();
		assert_eq!(verdict.key, plan.signer().public());
		assert_eq!(verdict.reading, file.evidence.reading.content);
	}
	assert_eq!(anchors().len(), vectors().len());
}

#[test]
fn frozen_files_are_what_is_written_today() {
	for (name, plan) in vectors() {
		let (file, anchor) = plan.build();
		assert_eq!(fs::read_to_string(path(name)).unwrap(), file.to_json().unwrap());
		assert_eq!(anchor_of(name), anchor);
	}
}

#[test]
#[ignore = "writes the frozen files"]
fn write_frozen_files() {
	let mut anchors = BTreeMap::new();
	for (name, plan) in vectors() {
		let (file, Anchor::HeaderHash(hash)) = plan.build() else { unreachable!() };
		fs::write(path(name), file.to_json().unwrap()).unwrap();
		anchors.insert(name, format!("0x{}", hex::encode(hash)));
	}
	let text = serde_json::to_string_pretty(&anchors).unwrap() + "\n";
	fs::write(path("anchors.json"), text).unwrap();
}
