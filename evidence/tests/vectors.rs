//! The frozen evidence files, which every verifier must accept.
//!
//! They are made anew by `cargo test -p bot-evidence --test vectors -- --ignored`. A change that
//! alters one is a new version of the format.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, EvidenceFile};
use common::frozen::*;
use std::{collections::BTreeMap, fs};

#[test]
fn frozen_files_are_valid() {
	let anchors = anchors();
	for (name, (made, _)) in vectors() {
		let text = fs::read(path(name)).unwrap();
		let file = EvidenceFile::from_json(&text).unwrap();
		let verdict = verify(&file.evidence, &anchor_from(&anchors[*name])).unwrap();
		assert_eq!(verdict.key, made.evidence.record.record.key);
		assert_eq!(verdict.reading, file.evidence.reading.content);
	}
	assert_eq!(anchors.len(), vectors().len());
}

#[test]
fn frozen_files_are_what_is_written_today() {
	let anchors = anchors();
	for (name, (file, anchor)) in vectors() {
		assert_eq!(fs::read_to_string(path(name)).unwrap(), file.to_json().unwrap());
		assert_eq!(anchors[*name], anchor_text(anchor));
	}
}

#[test]
#[ignore = "writes the frozen files"]
fn write_frozen_files() {
	let mut anchors = BTreeMap::new();
	for (name, (file, anchor)) in vectors() {
		fs::write(path(name), file.to_json().unwrap()).unwrap();
		anchors.insert(*name, anchor_text(anchor));
	}
	let text = serde_json::to_string_pretty(&anchors).unwrap() + "\n";
	fs::write(path("anchors.json"), text).unwrap();
}
