//! Whatever single bit of valid evidence is flipped, it is not valid any more.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, Anchor, EvidenceFile};
use common::*;
use proptest::prelude::*;

/// The longest chain of keys of both types, so that every field is there.
fn full() -> (EvidenceFile, Anchor) {
	Plan { roots: vec![P256, Ed25519], delegated: Some(P256), ..Plan::default() }.build()
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
	let mut bytes = bytes.to_vec();
	bytes[bit / 8] ^= 1 << (bit % 8);
	bytes
}

/// Whether these are the bytes of evidence, and it is valid.
fn is_valid(bytes: &[u8], anchor: &Anchor) -> bool {
	from_bytes(bytes).is_some_and(|evidence| verify(&evidence, anchor).is_ok())
}

/// Whether this is the text of an evidence file, and it is valid.
fn is_valid_file(text: &[u8], anchor: &Anchor) -> bool {
	EvidenceFile::from_json(text).is_ok_and(|file| verify(&file.evidence, anchor).is_ok())
}

#[test]
fn every_flipped_bit_of_the_evidence_is_found() {
	let (file, anchor) = full();
	let bytes = to_bytes(&file.evidence);
	assert!(is_valid(&bytes, &anchor));
	for bit in 0..bytes.len() * 8 {
		assert!(!is_valid(&flipped(&bytes, bit), &anchor), "bit {bit} of {}", bytes.len() * 8);
	}
}

/// The network label in the DID is the file's claim: with another one it is another claim, about the
/// same evidence. All else is bound.
#[test]
fn every_flipped_bit_of_the_file_is_found() {
	let (file, anchor) = full();
	let text = file.to_json().unwrap();
	assert!(is_valid_file(text.as_bytes(), &anchor));
	let label = text.find("did:bot:").unwrap() + "did:bot:".len();
	let label = label..label + file.network.as_str().len();
	let mut claims = 0u32;
	for bit in 0..text.len() * 8 {
		let bad = flipped(text.as_bytes(), bit);
		if label.contains(&(bit / 8)) {
			if let Ok(other) = EvidenceFile::from_json(&bad) {
				assert_ne!(other.network, file.network);
				assert_eq!(other.evidence, file.evidence);
				claims += 1;
			}
			continue;
		}
		let at = String::from_utf8_lossy(&bad[(bit / 8).saturating_sub(20)..=bit / 8]).into_owned();
		assert!(!is_valid_file(&bad, &anchor), "bit {} after {at:?}", bit % 8);
	}
	assert!(claims > 0);
}

proptest! {
	#![proptest_config(config(256))]

	#[test]
	fn flipped_bits_of_any_evidence_are_found(
		plan in 0..plans().len(), blocks in 1u32..50, seed: prop::sample::Index,
		bits in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
	) {
		let blocks = (blocks, seed.index(blocks as usize) as u32);
		let (evidence, anchor) = Plan { blocks, ..plans()[plan].clone() }.evidence();
		let bytes = to_bytes(&evidence);
		let mut bad = bytes.clone();
		for bit in bits {
			bad = flipped(&bad, bit.index(bytes.len() * 8));
		}
		prop_assume!(bad != bytes);
		prop_assert!(!is_valid(&bad, &anchor));
	}
}
