//! Random input is refused, and never a reason to panic.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{
	archive::{prove, Wanted, ARCHIVE_TAG},
	verify, Anchor, Cosignature, Evidence, EvidenceFile, MemberSignature, Members,
	SignedCheckpoint,
};
use bot_primitives::{record::MMR_ROOT_ENGINE_ID, DeviceId, PublicKey, Signature};
use codec::{Decode, Encode};
use common::{council::*, *};
use proptest::{collection::vec, prelude::*};
use std::sync::LazyLock;

/// The default plan's file, which takes longer to make than to verify.
static VALID: LazyLock<(EvidenceFile, Anchor)> = LazyLock::new(|| Plan::default().build());

/// The evidence of all plans.
static PLANS: LazyLock<Vec<Evidence>> =
	LazyLock::new(|| plans().iter().map(|plan| plan.evidence().0).collect());

/// The beginning of an archive: all that comes before its blocks.
static BEGIN: LazyLock<Vec<u8>> = LazyLock::new(|| {
	let (evidence, _) = valid();
	let signed = signed(checkpoint_of(&evidence)).encode();
	[&ARCHIVE_TAG[..], &signed, &evidence.header.encode()].concat()
});

static MEMBERS: LazyLock<Members> = LazyLock::new(members);

/// The default plan's evidence.
fn valid() -> (Evidence, Anchor) {
	let (file, anchor) = VALID.clone();
	(file.evidence, anchor)
}

fn public_key() -> impl Strategy<Value = PublicKey> {
	prop_oneof![
		any::<[u8; 32]>().prop_map(PublicKey::Ed25519),
		(0u8..6, any::<[u8; 32]>()).prop_map(|(tag, x)| {
			let mut point = [tag; 33];
			point[1..].copy_from_slice(&x);
			PublicKey::EcdsaP256(point)
		}),
		Just(key(Ed25519, 1).public()),
	]
}

fn signature() -> impl Strategy<Value = Signature> {
	let halves = || prop_oneof![any::<[u8; 32]>(), Just([0; 32]), Just([0xff; 32])];
	(any::<bool>(), halves(), halves()).prop_map(|(p256, a, b)| {
		let bytes = [a, b].concat().try_into().unwrap();
		if p256 {
			Signature::EcdsaP256(bytes)
		} else {
			Signature::Ed25519(bytes)
		}
	})
}

/// Any JSON value, with the names of the format among its keys.
fn json() -> impl Strategy<Value = serde_json::Value> {
	let key = prop_oneof![
		"[a-z]{0,4}",
		prop::sample::select(vec![
			"type", "version", "reading", "content", "text", "ed25519", "data"
		])
		.prop_map(str::to_owned),
	];
	let leaf = prop_oneof![
		Just(serde_json::Value::Null),
		any::<bool>().prop_map(Into::into),
		any::<i64>().prop_map(Into::into),
		any::<f64>().prop_map(Into::into),
		"(0x)?[0-9a-fA-F]{0,70}".prop_map(Into::into),
		".*".prop_map(Into::into),
	];
	leaf.prop_recursive(4, 32, 8, move |inner| {
		prop_oneof![
			vec(inner.clone(), 0..4).prop_map(Into::into),
			vec((key.clone(), inner), 0..4)
				.prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
		]
	})
}

/// Puts `new` in the place of the `at`th value of `value`, counted from the top.
fn replace(value: &mut serde_json::Value, at: &mut usize, new: &serde_json::Value) {
	if *at == 0 {
		*value = new.clone();
	}
	*at = at.wrapping_sub(1);
	match value {
		serde_json::Value::Array(items) => items.iter_mut().for_each(|item| replace(item, at, new)),
		serde_json::Value::Object(fields) => {
			fields.values_mut().for_each(|field| replace(field, at, new))
		},
		_ => (),
	}
}

proptest! {
	#![proptest_config(config(1_000))]

	/// Under a header of any number, any leaf with any proof.
	#[test]
	fn any_block_proof_is_refused(
		number: u32, before in 0u32..100, root: [u8; 32], time: u64, count: u32,
		items in vec(any::<[u8; 32]>(), 0..70),
	) {
		let (mut evidence, _) = valid();
		evidence.leaf.number = number.saturating_sub(before);
		evidence.leaf.time = time;
		evidence.leaf.count = count;
		evidence.mmr_items = items;
		evidence.header = header(number, &[consensus(MMR_ROOT_ENGINE_ID, &root)]);
		prop_assert!(verify(&evidence, &anchor(&evidence)).is_err());
	}

	/// Any header that somebody trusts.
	#[test]
	fn any_header_is_refused(header in vec(any::<u8>(), 0..300)) {
		let (mut evidence, _) = valid();
		evidence.header = header;
		prop_assert!(verify(&evidence, &anchor(&evidence)).is_err());
	}

	/// Any record with any keys, which a chain of the forger's own commits to.
	#[test]
	fn any_record_is_refused(
		plan in 0..PLANS.len(), field in 0usize..9, key in public_key(), other in signature(),
		epoch in 0u16..4, hash: [u8; 32], body in vec(any::<u8>(), 0..100), seq: u64,
	) {
		let mut evidence = PLANS[plan].clone();
		let valid = evidence.clone();
		let record = &mut evidence.record.record;
		let chain = &mut evidence.key_chain;
		match field {
			0 => record.key = key,
			1 => record.epoch = epoch,
			2 => record.seq = seq,
			3 => record.body = body,
			4 => record.provider = hash,
			5 => evidence.record.signature = other,
			6 => chain.first_root_key = key,
			7 => chain.rotations.iter_mut().for_each(|signed| signed.rotation.new_key = key),
			_ => chain.delegation.iter_mut().for_each(|signed| signed.delegation.key = key),
		}
		prop_assume!(evidence != valid);
		let anchor = seal(&mut evidence, (1, 0), (1, 0));
		prop_assert!(verify(&evidence, &anchor).is_err());
	}

	/// Any reading, at any place of the batch.
	#[test]
	fn any_reading_is_refused(
		salt: [u8; 16], content in vec(any::<u8>(), 0..100), index: u32,
		path in vec(any::<[u8; 32]>(), 0..70),
	) {
		let (mut evidence, anchor) = valid();
		evidence.reading = bot_evidence::Reading { salt, content, index, path };
		prop_assert!(verify(&evidence, &anchor).is_err());
	}

	#[test]
	fn any_bytes_are_refused(bytes in vec(any::<u8>(), 0..2_000)) {
		if let Some(evidence) = from_bytes(&bytes) {
			prop_assert!(verify(&evidence, &anchor(&evidence)).is_err());
		}
		prop_assert!(EvidenceFile::from_json(&bytes).is_err());
	}

	#[test]
	fn any_json_is_refused(value in json()) {
		prop_assert!(EvidenceFile::from_json(value.to_string().as_bytes()).is_err());
	}

	/// A file in which one value, whichever, is another one.
	#[test]
	fn any_value_in_a_file_is_refused(at in 0usize..120, new in json()) {
		let (file, anchor) = VALID.clone();
		let valid: serde_json::Value = serde_json::from_str(&file.to_json().unwrap()).unwrap();
		let mut changed = valid.clone();
		replace(&mut changed, &mut at.clone(), &new);
		prop_assume!(changed != valid);
		if let Ok(file) = EvidenceFile::from_json(changed.to_string().as_bytes()) {
			prop_assert!(verify(&file.evidence, &anchor).is_err());
		}
	}

	/// The proof of a block, changed in a way that keeps most of it.
	#[test]
	fn changed_block_proofs_are_refused(
		count in 1u32..200, seed: prop::sample::Index, kind in 0usize..8, number: u32,
		at: prop::sample::Index, other: [u8; 32],
	) {
		let place = (count, seed.index(count as usize) as u32);
		let (mut evidence, anchor) = Plan { blocks: place, ..Plan::default() }.evidence();
		let valid = evidence.clone();
		let items = &mut evidence.mmr_items;
		let at = |length: usize| at.index(length.max(1));
		match kind {
			0 => { items.pop(); },
			1 => items.insert(at(items.len()), other),
			2 => items.truncate(at(items.len())),
			3 if !items.is_empty() => { let at = at(items.len()); items[at] = other; },
			4 if !items.is_empty() => { let at = at(items.len()); items.swap(0, at); },
			5 => items.extend(valid.mmr_items.clone()),
			6 => evidence.leaf.number = number,
			_ => evidence.leaf.number = number % count,
		}
		prop_assume!(evidence != valid);
		prop_assert!(verify(&evidence, &anchor).is_err());
	}

	/// The text of a file with some bytes put in, taken out or changed.
	#[test]
	fn a_mangled_file_is_refused_or_the_same(
		edits in vec((any::<prop::sample::Index>(), 0u8..3, any::<u8>()), 1..6),
	) {
		let (file, anchor) = VALID.clone();
		let mut text = file.to_json().unwrap().into_bytes();
		for (at, kind, byte) in edits {
			let at = at.index(text.len());
			match kind {
				0 => text[at] = byte,
				1 => text.insert(at, byte),
				_ => { text.remove(at); },
			}
		}
		if let Ok(mangled) = EvidenceFile::from_json(&text) {
			if verify(&mangled.evidence, &anchor).is_ok() {
				prop_assert_eq!(mangled.evidence, file.evidence);
			}
		}
	}

	/// Checkpoints and members of any text, and checkpoints with any signatures.
	#[test]
	fn any_checkpoint_is_refused(
		bytes in vec(any::<u8>(), 0..500), value in json(), member in 0usize..5,
		signature in any::<[u8; 32]>(), other in any::<[u8; 32]>(), sr25519: bool,
	) {
		prop_assert!(SignedCheckpoint::from_json(&bytes).is_err());
		prop_assert!(Members::from_json(&bytes).is_err());
		prop_assert!(SignedCheckpoint::from_json(value.to_string().as_bytes()).is_err());
		prop_assert!(Members::from_json(value.to_string().as_bytes()).is_err());
		if let Ok(signed) = SignedCheckpoint::decode(&mut &bytes[..]) {
			prop_assert!(MEMBERS.trust(&signed).is_err());
		}
		let account = MEMBERS.members()[member].account;
		let bytes = [signature, other].concat().try_into().unwrap();
		let signature = if sr25519 {
			MemberSignature::Sr25519(bytes)
		} else {
			MemberSignature::Ed25519(bytes)
		};
		let cosignature = Cosignature { account, signature };
		prop_assert!(!cosignature.is_over(&checkpoint_of(&valid().0)));
	}

	/// Archives of any bytes, behind a beginning that is one.
	#[test]
	fn any_archive_is_refused(bytes in vec(any::<u8>(), 0..2_000)) {
		let wanted = Wanted { device_id: DeviceId([0; 32]), epoch: 0, seq: 0 };
		for begin in [&[][..], &BEGIN[..16], &BEGIN] {
			let bytes = [begin, &bytes].concat();
			prop_assert!(prove(&bytes[..], &wanted, |_, _| ()).is_err());
		}
	}
}
