//! The frozen vectors of every format, for firmware and for verifiers in other languages.
//!
//! They are made anew by `cargo test -p bot-primitives --features sign --test vectors -- --ignored`.
//! A change that alters one is a new version of its format, with a new tag.

#![cfg(all(feature = "sign", feature = "std"))]

use blake2::{digest::consts::U32, Blake2b, Digest};
use bot_primitives::{
	enrolment::serial_commitment,
	merkle::{self, SoftSha256},
	payload::{
		Activation, DataStatement, Delegation, FirmwareUpdate, KeyAgreement, Payload, Registration,
		Rotation,
	},
	record::{DataBody, MMR_LEAF_VERSION},
	signer::SecretKey,
	standing::{StandingBody, StandingChange},
	stream::WINDOW,
	Commitment, DeviceId, DeviceState, Did, EnrolledDevice, Hash256, KeyProtection, MmrLeaf,
	Network, RecallReason, RecallTarget, Record, RecordKind, SigningContext, StreamHead, X25519Key,
};
use codec::Encode;
use serde_json::{json, Map, Value};
use std::{fs, path::PathBuf};

const PROVIDER: [u8; 32] = [0xa1; 32];

const COMMITMENT: Commitment = Commitment {
	root: [0xc0; 32],
	count: 1_024,
	first_counter: 70_000,
	last_counter: 71_023,
	first_at: 1_790_000_000_000,
	last_at: 1_790_000_060_000,
	content: 110,
};

const ED25519_SEED: [u8; 32] = [0x11; 32];
const P256_SCALAR: [u8; 32] = [0x22; 32];

fn ed25519() -> SecretKey {
	SecretKey::ed25519(ED25519_SEED)
}

fn p256() -> SecretKey {
	SecretKey::p256(&P256_SCALAR).unwrap()
}

fn hex_of(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn scale(value: &impl Encode) -> String {
	hex_of(value.encode())
}

fn keys() -> Value {
	json!({
		"ed25519": {
			"seed": hex_of(ED25519_SEED),
			"public_scale": scale(&ed25519().public()),
		},
		"ecdsa_p256": {
			"scalar": hex_of(P256_SCALAR),
			"public_scale": scale(&p256().public()),
		},
	})
}

fn device_id(key: &SecretKey) -> DeviceId {
	DeviceId::derive(&PROVIDER, &key.public())
}

fn device_ids() -> Value {
	let of = |key: SecretKey| {
		let id = device_id(&key);
		json!({
			"provider": hex_of(PROVIDER),
			"root_key_scale": scale(&key.public()),
			"device_id": hex_of(id),
			"network": "dev",
			"did": Did::of_device(Network::new(b"dev").unwrap(), id).to_string(),
		})
	};
	json!([of(ed25519()), of(p256())])
}

/// What is signed of `payload`, and both signatures over it: the same bytes by either type of key.
fn signed<P: Payload>(payload: &P, epoch: u16, fields: Value) -> Value {
	let context =
		SigningContext { genesis_hash: [0x67; 32], device_id: device_id(&ed25519()), epoch };
	let bytes = payload.signing_bytes(&context);
	let sign = |key: SecretKey| {
		let signature = key.sign_bytes(bytes.as_ref());
		assert!(key.public().verify(bytes.as_ref(), &signature));
		scale(&signature)
	};
	json!({
		"tag": hex_of(P::TAG),
		"genesis_hash": hex_of(context.genesis_hash),
		"device_id": hex_of(context.device_id),
		"epoch": epoch,
		"body": fields,
		"signing_bytes": hex_of(bytes),
		"signatures_scale": { "ed25519": sign(ed25519()), "ecdsa_p256": sign(p256()) },
	})
}

fn commitment_fields(commitment: &Commitment) -> Value {
	json!({
		"root": hex_of(commitment.root),
		"count": commitment.count,
		"first_counter": commitment.first_counter,
		"last_counter": commitment.last_counter,
		"first_at": commitment.first_at,
		"last_at": commitment.last_at,
		"content": commitment.content,
	})
}

fn payloads() -> Value {
	let registration = Registration { provider: PROVIDER, model: 3 };
	let delegation = Delegation { number: 1, key: p256().public(), expires_at: 1_800_000_000_000 };
	let rotation = Rotation { new_key: p256().public() };
	let statement = DataStatement { seq: 7, commitment: COMMITMENT };
	let activation = Activation { enrolment: 2, index: 5, operator: [0xb2; 32] };
	let agreement = KeyAgreement { number: 2, key: X25519Key([0x33; 32]) };
	let firmware = FirmwareUpdate { number: 3, firmware: [0xf1; 32] };
	json!({
		"activation": signed(&activation, 0, json!({
			"enrolment": activation.enrolment,
			"index": activation.index,
			"operator": hex_of(activation.operator),
		})),
		"key_agreement": signed(&agreement, 1, json!({
			"number": agreement.number,
			"key": hex_of(agreement.key.0),
		})),
		"firmware_update": signed(&firmware, 1, json!({
			"number": firmware.number,
			"firmware": hex_of(firmware.firmware),
		})),
		"registration": signed(&registration, 0, json!({
			"provider": hex_of(registration.provider),
			"model": registration.model,
		})),
		"delegation": signed(&delegation, 1, json!({
			"number": delegation.number,
			"key_scale": scale(&delegation.key),
			"expires_at": delegation.expires_at,
		})),
		"rotation": signed(&rotation, 1, json!({ "new_key_scale": scale(&rotation.new_key) })),
		"data_statement": signed(&statement, 0x0102, json!({
			"seq": statement.seq,
			"commitment": commitment_fields(&statement.commitment),
		})),
	})
}

fn record(key: SecretKey, protection: KeyProtection, clock_suspect: bool) -> Value {
	let body = DataBody { commitment: COMMITMENT, clock_suspect };
	let record = Record {
		kind: RecordKind::Data,
		device_id: device_id(&ed25519()),
		provider: PROVIDER,
		operator: [0xb2; 32],
		model: 3,
		key: key.public(),
		protection,
		epoch: 0x0102,
		seq: 7,
		body: body.encode(),
	};
	json!({
		"kind": "data",
		"device_id": hex_of(record.device_id),
		"provider": hex_of(record.provider),
		"operator": hex_of(record.operator),
		"model": record.model,
		"key_scale": scale(&record.key),
		"protection": format!("{protection:?}"),
		"epoch": record.epoch,
		"seq": record.seq,
		"commitment": commitment_fields(&COMMITMENT),
		"clock_suspect": clock_suspect,
		"body": hex_of(&record.body),
		"scale": scale(&record),
		"leaf_hash": hex_of(record.leaf_hash::<SoftSha256>()),
	})
}

fn mmr_leaf() -> Value {
	let leaf = MmrLeaf {
		version: MMR_LEAF_VERSION,
		number: 0x0102_0304,
		block_hash: [0xb1; 32],
		time: 1_790_000_000_000,
		count: 5,
		records_root: [0x5e; 32],
	};
	json!({
		"version": leaf.version,
		"number": leaf.number,
		"block_hash": hex_of(leaf.block_hash),
		"time": leaf.time,
		"count": leaf.count,
		"records_root": hex_of(leaf.records_root),
		"scale": scale(&leaf),
		"blake2b_256": hex_of(Blake2b::<U32>::digest(leaf.encode())),
	})
}

fn stream_heads() -> Value {
	let heads = [0, 1, 0, 3, 70].into_iter().scan(StreamHead::new(2), |head, seq| {
		let accepted = head.with_seq(seq, WINDOW + 10);
		*head = accepted.unwrap_or(*head);
		Some(json!({
			"seq": seq,
			"accepted": accepted.is_ok(),
			"next_seq": head.next_seq,
			"window": format!("{:#018x}", head.window),
			"unseen": head.unseen,
			"tat": head.tat,
			"epoch": head.epoch,
			"missing": head.missing().collect::<Vec<_>>(),
			"scale": scale(head),
		}))
	});
	let steps: Vec<_> = heads.collect();
	json!({ "new_scale": scale(&StreamHead::new(2)), "reach": WINDOW + 10, "steps": steps })
}

fn hashes(hashes: &[Hash256]) -> Value {
	hashes.iter().map(hex_of).collect()
}

/// Trees of salted readings: the salt of number `n` is 16 bytes of `n`, its content is `n` as text.
fn trees() -> Value {
	let tree = |count: u8| {
		let leaves: Vec<_> = (0..count)
			.map(|n| merkle::salted_leaf_hash::<SoftSha256>(&[n; 16], n.to_string().as_bytes()))
			.collect();
		let paths: Vec<_> = (0..leaves.len())
			.map(|index| hashes(&merkle::path::<SoftSha256>(&leaves, index).unwrap()))
			.collect();
		json!({
			"count": count,
			"leaf_hashes": hashes(&leaves),
			"root": hex_of(merkle::root::<SoftSha256>(&leaves).unwrap()),
			"paths": paths,
		})
	};
	[1, 2, 3, 5, 7, 8, 13].into_iter().map(tree).collect()
}

/// A production run of five devices: the serial number of number `n` is `n` as text, its salt 16
/// bytes of `n`; odd ones have a certificate.
fn enrolment() -> Value {
	let devices: Vec<_> = (0..5u8)
		.map(|n| EnrolledDevice {
			model: 3,
			root_key: SecretKey::ed25519([n; 32]).public(),
			serial: serial_commitment::<SoftSha256>(&[n; 16], n.to_string().as_bytes()),
			idevid: (!n.is_multiple_of(2)).then_some([n; 32]),
		})
		.collect();
	let leaves: Vec<_> = devices.iter().map(EnrolledDevice::leaf_hash::<SoftSha256>).collect();
	let listed: Vec<_> = devices
		.iter()
		.zip(&leaves)
		.map(|(device, leaf)| {
			json!({
				"root_key_scale": scale(&device.root_key),
				"serial": hex_of(device.serial),
				"idevid": device.idevid.map(hex_of),
				"scale": scale(device),
				"leaf_hash": hex_of(leaf),
			})
		})
		.collect();
	json!({
		"model": 3,
		"count": listed.len(),
		"devices": listed,
		"root": hex_of(merkle::root::<SoftSha256>(&leaves).unwrap()),
	})
}

/// Bodies of records of standing.
fn standing() -> Value {
	let by = [0xb2; 32];
	let recall = |target, expires_at| StandingChange::Recalled {
		target,
		reason: RecallReason::Safety,
		expires_at,
	};
	let body = |name: &str, change| json!({ "change": name, "by": hex_of(by), "scale": scale(&StandingBody { by, change }) });
	json!([
		body("state: destroyed", StandingChange::State(DeviceState::Destroyed)),
		body("state: suspended", StandingChange::State(DeviceState::Suspended)),
		body("recalled: model 3, safety", recall(RecallTarget::Model(3), None)),
		body(
			"recalled: firmware f1…, safety, until 1800000000000",
			recall(RecallTarget::Firmware([0xf1; 32]), Some(1_800_000_000_000)),
		),
		body(
			"lifted: provider a1…",
			StandingChange::RecallLifted(RecallTarget::Provider(PROVIDER)),
		),
	])
}

fn vectors() -> Map<String, Value> {
	let parts = [
		("keys", keys()),
		("device_ids", device_ids()),
		("payloads", payloads()),
		(
			"commitment",
			json!({ "fields": commitment_fields(&COMMITMENT), "scale": scale(&COMMITMENT) }),
		),
		(
			"records",
			json!([
				record(ed25519(), KeyProtection::Software, false),
				record(p256(), KeyProtection::SecureElement, true),
			]),
		),
		("mmr_leaf", mmr_leaf()),
		("stream_head", stream_heads()),
		("trees", trees()),
		("enrolment", enrolment()),
		("standing", standing()),
	];
	parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect()
}

fn path() -> PathBuf {
	["test-vectors", "vectors.json"].iter().collect()
}

#[test]
fn formats_are_those_of_the_frozen_vectors() {
	let frozen: Map<String, Value> =
		serde_json::from_str(&fs::read_to_string(path()).unwrap()).unwrap();
	let computed = vectors();
	for (name, part) in &computed {
		assert_eq!(Some(part), frozen.get(name), "{name}");
	}
	assert_eq!(frozen.len(), computed.len());
}

#[test]
#[ignore = "writes the frozen vectors"]
fn write_frozen_vectors() {
	let text = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
	fs::write(path(), text).unwrap();
}
