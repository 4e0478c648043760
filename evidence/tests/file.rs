//! Evidence files: what is written comes back, and nothing else is taken.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, EvidenceFile, FileError};
use bot_primitives::{record::DataBody, DidError, Network};
use codec::{Decode, Encode};
use common::*;

fn text() -> String {
	Plan::default().build().0.to_json().unwrap()
}

/// Why the default plan's file is refused with `from` replaced by `to`, once.
fn refusal(from: &str, to: &str) -> FileError {
	let text = text();
	assert!(text.contains(from), "{from}");
	EvidenceFile::from_json(text.replacen(from, to, 1).as_bytes()).unwrap_err()
}

#[test]
fn files_come_back_as_they_were() {
	for plan in plans() {
		let (file, _) = plan.build();
		let text = file.to_json().unwrap();
		assert_eq!(EvidenceFile::from_json(text.as_bytes()).unwrap(), file);
	}
}

#[test]
fn headers_with_every_digest_item_come_back() {
	let (mut file, _) = Plan::default().build();
	file.evidence.header = header(43, &[vec![0, 4, 9], vec![8], consensus(*b"test", &[])]);
	let text = file.to_json().unwrap();
	assert_eq!(EvidenceFile::from_json(text.as_bytes()).unwrap(), file);
}

#[test]
fn readings_are_text_where_they_can_be() {
	let written = |content: &[u8], format| {
		let (mut file, _) = Plan { content: format, ..Plan::default() }.build();
		file.evidence.reading.content = content.to_vec();
		let text = file.to_json().unwrap();
		assert_eq!(EvidenceFile::from_json(text.as_bytes()).unwrap(), file);
		let json: serde_json::Value = serde_json::from_str(&text).unwrap();
		json["reading"]["content"].to_string()
	};
	assert_eq!(written(b"21.5\n\xc2\xb0C", 110), r#"{"text":"21.5\n°C"}"#);
	assert_eq!(written(b"21.5", 42), r#"{"hex":"0x32312e35"}"#);
	assert_eq!(written(b"\xff", 110), r#"{"hex":"0xff"}"#);
	assert_eq!(written(b"\x1f", 110), r#"{"hex":"0x1f"}"#);
	assert_eq!(written(b"", 42), r#"{"hex":"0x"}"#);
}

#[test]
fn a_changed_digit_of_the_reading_is_named() {
	let (file, anchor) = Plan::default().build();
	let text = file.to_json().unwrap().replacen(":24.5,", ":25.5,", 1);
	let changed = EvidenceFile::from_json(text.as_bytes()).unwrap();
	let broken = verify(&changed.evidence, &anchor).unwrap_err().to_string();
	assert_eq!(broken, "reading: it does not lead to the root that the device signed");
}

#[test]
fn other_types_and_versions_are_told() {
	assert!(
		matches!(refusal("bot-evidence", "bot-devidence"), FileError::Type { found, .. } if found == "bot-devidence")
	);
	assert!(matches!(
		refusal("\"version\": 1", "\"version\": 2"),
		FileError::Version { found: 2, .. }
	));
	let newer = refusal("\"version\": 1", "\"version\": 2, \"checkpoint\": {}");
	assert!(matches!(newer, FileError::Version { found: 2, .. }));
}

#[test]
fn dids_of_other_devices_are_told() {
	let (file, _) = Plan::default().build();
	let did = |text: &str| refusal("did:bot:dev:", text);
	assert!(matches!(did("did:web:dev:"), FileError::Did(DidError::Method)));
	assert!(matches!(did("did:bot:Dev:"), FileError::Did(DidError::Network)));
	assert!(matches!(did("did:bot:dev:1"), FileError::Did(DidError::Id)));
	let device_id = hex::encode(file.evidence.record.record.device_id.0);
	let other = refusal(&device_id, &device_id.replace('a', "b"));
	assert!(matches!(other, FileError::OtherDevice));
}

#[test]
fn network_is_that_of_the_did() {
	let text = text().replacen("did:bot:dev:", "did:bot:test7:", 1);
	let file = EvidenceFile::from_json(text.as_bytes()).unwrap();
	assert_eq!(file.network, Network::new(b"test7").unwrap());
}

/// What the message about a refused file must say.
#[test]
fn fields_of_another_form_are_told() {
	let cases = [
		("\"version\": 1,", "\"version\": 1, \"extra\": 0,", "unknown field `extra`"),
		("\"index\"", "\"Index\"", "unknown field `Index`"),
		("\"model\": 3,", "", "missing field `model`"),
		("\"model\": 3,", "\"model\": 3, \"model\": 3,", "duplicate field `model`"),
		("\"model\": 3", "\"model\": \"3\"", "invalid type: string \"3\", expected u32"),
		(
			"\"model\": 3",
			"\"model\": 4294967296",
			"invalid value: integer `4294967296`, expected u32",
		),
		("\"model\": 3", "\"model\": -1", "invalid value: integer `-1`, expected u32"),
		("\"model\": 3", "\"model\": 3.0", "invalid type: floating point `3.0`, expected u32"),
		("\"model\": 3", "\"model\": null", "invalid type: null, expected u32"),
		("\"clock_suspect\": false", "\"clock_suspect\": 0", "expected a boolean"),
		("0x6767", "0x67", "31 bytes, where 32 must be"),
		("0x6767", "0x676", "Odd number of digits"),
		("0x6767", "6767", "no 0x before the digits"),
		("0xb2b2", "0xB2b2", "hexadecimal digits in upper case"),
		("0x6767", "0xg767", "Invalid character 'g'"),
		("\"text\": \"", "\"text\": \"\\ud800", "hex escape"),
		("\"data\": {", "\"date\": {", "unknown variant `date`, expected `data`"),
		("\"secure_element\"", "\"SecureElement\"", "unknown variant `SecureElement`"),
		("\"ed25519\"", "\"ed448\"", "unknown variant `ed448`"),
		("\"pre_runtime\"", "\"post_runtime\"", "unknown variant `post_runtime`"),
		("\"text\": ", "\"hex\": \"0x\", \"text\": ", "expected value"),
		("\"delegation\": {", "\"delegated\": {", "unknown field `delegated`"),
		("\"number\": 34", "\"number\": 34, \"hash\": 1", "unknown field `hash`"),
		("\"engine\": ", "\"size\": 1, \"engine\": ", "unknown field `size`"),
	];
	for (from, to, message) in cases {
		let refusal = refusal(from, to).to_string();
		assert!(refusal.contains(message), "{from} -> {to}: {refusal}");
		assert!(refusal.contains(" at line "), "{refusal}");
	}
}

#[test]
fn files_that_are_cut_short_or_too_long_are_told() {
	let text = text();
	for length in [0, 1, 100, text.len() - 3] {
		assert!(matches!(
			EvidenceFile::from_json(&text.as_bytes()[..length]),
			Err(FileError::Json { .. })
		));
	}
	let longer = [text.as_bytes(), b"{}"].concat();
	assert!(matches!(EvidenceFile::from_json(&longer), Err(FileError::Json { .. })));
	let deep = "[".repeat(100_000);
	assert!(matches!(EvidenceFile::from_json(deep.as_bytes()), Err(FileError::Json { .. })));
}

#[test]
fn a_delegation_is_not_left_out_but_null() {
	let plan = Plan { delegated: None, ..Plan::default() };
	let text = plan.build().0.to_json().unwrap();
	let without = text.replacen(",\n    \"delegation\": null", "", 1);
	assert_ne!(text, without);
	let refusal = EvidenceFile::from_json(without.as_bytes()).unwrap_err().to_string();
	assert!(refusal.contains("missing field `delegation`"), "{refusal}");
}

#[test]
fn evidence_that_is_none_is_not_written() {
	let (file, _) = Plan::default().build();
	let mut bad = file.clone();
	bad.evidence.header.push(0);
	assert!(matches!(bad.to_json(), Err(FileError::Header)));
	let mut bad = file;
	bad.evidence.record.record.body.push(0);
	assert!(matches!(bad.to_json(), Err(FileError::Body)));
}

#[test]
fn counters_keep_all_their_digits() {
	let (mut file, _) = Plan::default().build();
	let record = &mut file.evidence.record.record;
	let mut body = DataBody::decode(&mut &record.body[..]).unwrap();
	body.commitment.last_counter = u64::MAX;
	record.body = body.encode();
	record.seq = (1 << 53) + 1;
	let text = file.to_json().unwrap();
	assert_eq!(EvidenceFile::from_json(text.as_bytes()).unwrap(), file);
}
