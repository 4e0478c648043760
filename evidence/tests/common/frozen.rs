//! The frozen evidence files: how each is made, and where they are.

use super::*;
use curve25519_dalek::{constants::EIGHT_TORSION, EdwardsPoint, Scalar};
use sha2::{Digest as _, Sha512};
use std::{collections::BTreeMap, fs, path::PathBuf, sync::LazyLock};

use bot_evidence::Header;
use bot_primitives::{payload::Payload, Signature};

/// Name of each file, and what it holds.
static VECTORS: LazyLock<[(&str, (EvidenceFile, Anchor)); 5]> = LazyLock::new(|| {
	[
		("valid.json", Plan::default().build()),
		("valid-p256.json", p256().build()),
		("valid-rotations.json", rotations().build()),
		("valid-recovered.json", recovered()),
		("valid-zip215.json", zip215()),
	]
});

/// Name of each file, and what it holds.
pub(crate) fn vectors() -> &'static [(&'static str, (EvidenceFile, Anchor))] {
	&*VECTORS
}

/// One file of [`vectors`].
pub(crate) fn vector(name: &str) -> (EvidenceFile, Anchor) {
	vectors().iter().find(|(file, _)| *file == name).unwrap().1.clone()
}

/// The smallest trees, a root key that signs, a reading that is not text.
fn p256() -> Plan {
	Plan {
		roots: vec![Ed25519, P256],
		delegated: None,
		readings: (1, 0),
		records: (1, 0),
		blocks: (10_000, 0),
		content: 42,
		..Plan::default()
	}
}

/// Rotations to and from both types of keys, the last place in every tree, numbers beyond those of
/// 64-bit floats, and text beyond ASCII.
pub(crate) fn rotations() -> Plan {
	Plan {
		roots: vec![P256, Ed25519, P256],
		readings: (1_000, 999),
		records: (300, 299),
		blocks: (20_000, 19_999),
		sample: Some("[{\"n\":\"Temperatur \\\"außen\\\"\",\"u\":\"°C\",\n\t\"v\":-3.5}] 🌡".into()),
		seq: (1 << 53) + 1,
		first_counter: u64::MAX - 999,
		..Plan::default()
	}
}

/// A root key that was lost, a range that is one mountain, bytes that are not UTF-8 where text is
/// announced, and every kind of digest item.
fn recovered() -> (EvidenceFile, Anchor) {
	let plan = Plan {
		roots: vec![Ed25519, P256, Ed25519],
		delegated: Some(P256),
		readings: (4, 2),
		records: (8, 0),
		blocks: (64, 17),
		sample: Some(vec![0xff, 0, 1]),
		lost: vec![0],
		..Plan::default()
	};
	let (mut file, _) = plan.build();
	let root = Header::decode(&mut &file.evidence.header[..]).unwrap().mmr_root().unwrap();
	let items = [
		vec![0, 4, 9],
		consensus(*b"test", &[7; 100]),
		vec![8],
		consensus(MMR_ROOT_ENGINE_ID, &root),
	];
	file.evidence.header = header(64, &items);
	let anchor = anchor(&file.evidence);
	(file, anchor)
}

/// A signature that ZIP 215 accepts and RFC 8032's check without the cofactor does not: its `R` has a
/// part of small order.
fn zip215() -> (EvidenceFile, Anchor) {
	let plan = Plan { delegated: None, ..Plan::default() };
	let (mut file, anchor) = plan.build();
	let record = &file.evidence.record.record;
	let commitment = DataBody::decode(&mut &record.body[..]).unwrap().commitment;
	let context =
		SigningContext { genesis_hash: GENESIS, device_id: record.device_id, epoch: record.epoch };
	let message = DataStatement { seq: record.seq, commitment }.signing_bytes(&context);

	let mut secret: [u8; 32] = Sha512::digest([1; 32])[..32].try_into().unwrap();
	secret[0] &= 248;
	secret[31] = secret[31] & 127 | 64;
	let secret = Scalar::from_bytes_mod_order(secret);
	let key = EdwardsPoint::mul_base(&secret);
	let public = key.compress();
	assert_eq!(record.key, bot_primitives::PublicKey::Ed25519(public.0));

	let nonce = Scalar::from(7u8);
	let r = EdwardsPoint::mul_base(&nonce) + EIGHT_TORSION[1];
	let hash =
		Sha512::new().chain_update(r.compress().0).chain_update(public.0).chain_update(message);
	let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
	let s = nonce + challenge * secret;
	assert_ne!(EdwardsPoint::mul_base(&s), r + challenge * key, "valid without the cofactor");
	let bytes = [r.compress().0, s.to_bytes()].concat().try_into().unwrap();
	file.evidence.record.signature = Signature::Ed25519(bytes);
	(file, anchor)
}

/// Where a frozen file is.
pub(crate) fn path(name: &str) -> PathBuf {
	["test-vectors", name].iter().collect()
}

/// What a frozen file holds.
pub(crate) fn read(name: &str) -> serde_json::Value {
	serde_json::from_slice(&fs::read(path(name)).unwrap()).unwrap()
}

/// The header hash to trust for each file.
pub(crate) fn anchors() -> BTreeMap<String, String> {
	serde_json::from_slice(&fs::read(path("anchors.json")).unwrap()).unwrap()
}

/// The anchor that this text stands for.
pub(crate) fn anchor_from(text: &str) -> Anchor {
	let mut hash = [0; 32];
	hex::decode_to_slice(text.strip_prefix("0x").unwrap(), &mut hash).unwrap();
	Anchor::HeaderHash(hash)
}

/// The text that stands for this anchor.
pub(crate) fn anchor_text(anchor: &Anchor) -> String {
	let Anchor::HeaderHash(hash) = anchor else { panic!("{anchor:?}") };
	format!("0x{}", hex::encode(hash))
}
