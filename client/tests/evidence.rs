//! Checkpoints and archives, as users of the program meet them. Needs no node: the chain is made up
//! here, and signed by development keys.

use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

use bot_client::{
	checkpoint,
	gateway::{Batch, SaltedReading, Store},
	member_key,
};
use bot_evidence::{
	archive::{ArchiveWriter, ArchivedChain},
	Checkpoint, DigestItem, Header, Member, Members, Range, SignedCheckpoint,
};
use bot_primitives::{
	key_chain::KeyChain,
	merkle::{self, SoftSha256},
	record::{DataBody, IndexedRecord, RecordKind, MMR_LEAF_VERSION, MMR_ROOT_ENGINE_ID},
	signer::SecretKey,
	DeviceId, Did, KeyProtection, MmrLeaf, Network, Record, SigningContext,
};
use codec::Encode;
use serde_json::Value;
use subxt::config::{substrate::BlakeTwo256, Hasher};

/// Where nothing answers.
const NOWHERE: &str = "ws://127.0.0.1:9";

const GENESIS: [u8; 32] = [0x67; 32];
const TIME: u64 = 1_790_000_000_000;

/// The blocks of the chain, and the one with the record.
const BLOCKS: u32 = 300;
const RECORDED: u32 = 77;

fn bot(dir: &Path, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_bot"))
		.args(["--url", NOWHERE])
		.args(args)
		.current_dir(dir)
		.output()
		.expect("the program runs")
}

/// The exit code, and all that was printed.
fn run(dir: &Path, args: &[&str]) -> (i32, String) {
	let output = bot(dir, args);
	let text = String::from_utf8([&output.stdout[..], &output.stderr[..]].concat()).unwrap();
	assert!(!text.contains("panicked"), "{text}");
	(output.status.code().unwrap(), text)
}

/// The exit code, and the result.
fn json(dir: &Path, args: &[&str]) -> (i32, Value) {
	let output = bot(dir, &[&["--json"], args].concat());
	let text = [&output.stdout[..], &output.stderr[..]].concat();
	let json = serde_json::from_slice(&output.stdout)
		.unwrap_or_else(|_| Value::from(String::from_utf8(text).unwrap()));
	(output.status.code().unwrap(), json)
}

/// A directory that holds what was left of a chain: the store of a gateway with one batch of five
/// readings, `chain.archive`, `checkpoint.json` and `members.json`.
struct Remains {
	dir: tempfile::TempDir,
	did: Did,
}

impl Remains {
	fn path(&self) -> &Path {
		self.dir.path()
	}

	fn new() -> Self {
		let dir = tempfile::tempdir().unwrap();
		let key = SecretKey::ed25519([7; 32]);
		let provider = [0xa1; 32];
		let device_id = DeviceId::derive(&provider, &key.public());
		let did = Did::of_device(Network::new(b"dev").unwrap(), device_id);

		let reading =
			|n| SaltedReading::new(n, TIME - 1_000 + n, format!("[{{\"v\":{n}}}]")).unwrap();
		let batch = Batch::new(0, 3, (0..5).map(reading).collect()).unwrap();
		let store = Store::open(&dir.path().join("store"), &did).unwrap();
		store.mark_sent(&store.put(&batch).unwrap()).unwrap();

		let statement = batch.statement().unwrap();
		let context = SigningContext { genesis_hash: GENESIS, device_id, epoch: 0 };
		let body = DataBody { commitment: statement.commitment, clock_suspect: false };
		let record = IndexedRecord {
			record: Record {
				kind: RecordKind::Data,
				device_id,
				provider,
				operator: [0xb2; 32],
				model: 0,
				key: key.public(),
				protection: KeyProtection::Software,
				epoch: 0,
				seq: batch.seq,
				body: body.encode(),
			},
			signature: Some(key.sign(&statement, &context)),
		};
		let blocks: Vec<_> = (0..BLOCKS)
			.map(|number| {
				let records = if number == RECORDED { vec![record.clone()] } else { vec![] };
				let hashes: Vec<_> =
					records.iter().map(|one| one.record.leaf_hash::<SoftSha256>()).collect();
				let leaf = MmrLeaf {
					version: MMR_LEAF_VERSION,
					number,
					block_hash: if number == 0 { GENESIS } else { [9; 32] },
					time: TIME,
					count: records.len() as u32,
					records_root: merkle::root::<SoftSha256>(&hashes).unwrap_or_default(),
				};
				(leaf, records)
			})
			.collect();
		let mut range = Range::default();
		blocks.iter().for_each(|(leaf, _)| range.push(leaf).unwrap());
		let mmr_root = range.root().unwrap();
		let header = Header {
			parent_hash: [9; 32],
			number: BLOCKS,
			state_root: [5; 32],
			extrinsics_root: [6; 32],
			digest: vec![DigestItem::Consensus {
				engine: MMR_ROOT_ENGINE_ID,
				data: mmr_root.to_vec(),
			}],
		}
		.encode();

		let checkpoint = Checkpoint {
			genesis_hash: GENESIS,
			number: BLOCKS,
			header_hash: BlakeTwo256.hash(&header).0,
			mmr_root,
			time: TIME + 6_000,
		};
		let keys =
			["//Alice", "//Bob", "//Charlie"].map(|uri| member_key::from_argument(uri).unwrap());
		let signatures =
			keys.iter().take(2).map(|key| checkpoint::sign(&checkpoint, key)).collect();
		let signed = SignedCheckpoint { checkpoint, signatures };
		let member = |key| Member { account: member_key::account(key).0, name: "A member".into() };
		let members = Members::new(GENESIS, 2, keys.iter().map(member).collect()).unwrap();
		fs::write(dir.path().join("checkpoint.json"), signed.to_json().unwrap()).unwrap();
		fs::write(dir.path().join("members.json"), members.to_json().unwrap()).unwrap();

		let file = fs::File::create(dir.path().join("chain.archive")).unwrap();
		let mut writer = ArchiveWriter::new(file, &signed, &header).unwrap();
		for (leaf, records) in &blocks {
			writer.block(leaf, records).unwrap();
		}
		writer.key_chain(ArchivedChain {
			device_id,
			epoch: 0,
			key: key.public(),
			chain: KeyChain { first_root_key: key.public(), rotations: vec![], delegation: None },
		});
		writer.finish().unwrap();
		Self { dir, did }
	}

	/// Proves a reading from an archive.
	fn prove(&self, archive: &str, reading: &str) -> (i32, Value) {
		let did = self.did.to_string();
		let args = ["prove", "--device", &did, "--reading", reading, "--store", "store"];
		json(self.path(), &[&args[..], &["--archive", archive]].concat())
	}

	/// Verifies evidence by the members' checkpoint.
	fn verify(&self, file: &str) -> (i32, Value) {
		let anchor = ["--members", "members.json", "--checkpoint", "checkpoint.json"];
		json(self.path(), &[&["verify", file], &anchor[..]].concat())
	}

	/// Changes a JSON file.
	fn change(&self, name: &str, change: impl FnOnce(&mut Value)) {
		let path = self.path().join(name);
		let mut file = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
		change(&mut file);
		fs::write(path, file.to_string()).unwrap();
	}
}

#[test]
fn evidence_is_made_and_verified_without_any_node() {
	let remains = Remains::new();
	let (code, proved) = remains.prove("chain.archive", "3");
	assert_eq!(code, 0, "{proved}");
	let (code, verified) = remains.verify("evidence.json");
	assert_eq!(code, 0, "{verified}");
	assert_eq!(verified["valid"], true);
	assert_eq!(verified["reading"], r#"[{"v":3}]"#);
	assert_eq!(verified["block"], RECORDED);
	assert_eq!(verified["trustedHeader"], BLOCKS);
	assert_eq!(verified["checkpointTime"], "2026-09-21T14:13:26Z");
	let trust = proved["trust"].as_str().unwrap();
	let (code, text) = run(remains.path(), &["verify", "evidence.json", "--trust", trust]);
	assert_eq!(code, 0, "{text}");
	let before = fs::read(remains.path().join("evidence.json")).unwrap();
	let refresh = ["prove", "--refresh", "evidence.json", "--archive", "chain.archive"];
	assert_eq!(run(remains.path(), &refresh).0, 0);
	assert_eq!(fs::read(remains.path().join("evidence.json")).unwrap(), before);
}

#[test]
fn an_old_file_gets_the_proof_of_the_archive_and_keeps_the_rest() {
	let remains = Remains::new();
	assert_eq!(remains.prove("chain.archive", "3").0, 0);
	let whole: Value =
		serde_json::from_slice(&fs::read(remains.path().join("evidence.json")).unwrap()).unwrap();
	remains.change("evidence.json", |file| {
		file["header"]["number"] = 299.into();
		file["mmr_items"] = serde_json::json!([]);
	});
	assert_eq!(remains.verify("evidence.json").1["brokenLink"], "HeaderHash");
	let refresh = ["prove", "--refresh", "evidence.json", "--archive", "chain.archive", "--out"];
	let (code, text) = run(remains.path(), &[&refresh[..], &["new.json"]].concat());
	assert_eq!(code, 0, "{text}");
	let fresh: Value =
		serde_json::from_slice(&fs::read(remains.path().join("new.json")).unwrap()).unwrap();
	assert_eq!(fresh, whole);

	// What the archive does not say of it is refused, and nothing is written.
	remains.change("evidence.json", |file| file["leaf"]["time"] = 1.into());
	let (code, text) = run(remains.path(), &[&refresh[..], &["other.json"]].concat());
	assert_eq!(code, 1, "{text}");
	assert!(text.contains("another block leaf than the file"), "{text}");
	assert!(!remains.path().join("other.json").exists());
	remains.change("evidence.json", |file| {
		file["leaf"]["time"] = TIME.into();
		file["reading"]["salt"] = format!("0x{}", "00".repeat(16)).into();
	});
	let (code, text) = run(remains.path(), &[&refresh[..], &["other.json"]].concat());
	assert_eq!(code, 1, "{text}");
	assert!(text.contains("no evidence: Reading"), "{text}");
}

#[test]
fn what_an_archive_does_not_hold_is_told() {
	let remains = Remains::new();
	let (code, text) = remains.prove("chain.archive", "5");
	assert_eq!(code, 1, "{text}");
	let (code, text) = remains.prove("none.archive", "3");
	assert_eq!(code, 2, "{text}");
	assert!(text.to_string().contains("none.archive"), "{text}");
	let (code, text) = remains.prove("members.json", "3");
	assert_eq!(code, 2, "{text}");
	assert!(text.to_string().contains("Tag"), "{text}");
	let args = ["prove", "--device", "0", "--reading", "3", "--archive", "chain.archive"];
	let (code, text) = run(remains.path(), &args);
	assert_eq!(code, 2, "{text}");
	assert!(text.contains("without a node a device is named by its DID"), "{text}");

	let bytes = fs::read(remains.path().join("chain.archive")).unwrap();
	fs::write(remains.path().join("cut.archive"), &bytes[..bytes.len() - 1]).unwrap();
	let (code, text) = remains.prove("cut.archive", "3");
	assert_eq!(code, 2, "{text}");
	assert!(text.to_string().contains("Encoding: key chain"), "{text}");
	let mut changed = bytes;
	// A byte of the record, which is found by the one place where its body is.
	let operator = changed.windows(32).position(|bytes| bytes == [0xb2; 32]).unwrap();
	changed[operator] ^= 1;
	fs::write(remains.path().join("bad.archive"), changed).unwrap();
	let (code, text) = remains.prove("bad.archive", "3");
	assert_eq!(code, 1, "{text}");
	assert!(text.to_string().contains("Records: block 77"), "{text}");
	assert!(!remains.path().join("evidence.json").exists());
}

#[test]
fn a_checkpoint_without_its_quorum_is_refused_under_its_name() {
	let remains = Remains::new();
	assert_eq!(remains.prove("chain.archive", "0").0, 0);
	let verify = ["checkpoint", "verify", "checkpoint.json", "--members", "members.json"];
	let (code, result) = json(remains.path(), &verify);
	assert_eq!((code, &result["valid"]), (0, &true.into()), "{result}");
	assert_eq!(result["checkpoint"]["signatures"][0]["state"], "valid");
	let (code, text) = run(remains.path(), &verify);
	assert_eq!(code, 0);
	assert!(text.starts_with("VALID: 2"), "{text}");

	remains.change("checkpoint.json", |file| {
		file["signatures"][1] = file["signatures"][0].clone();
	});
	let (code, result) = json(remains.path(), &verify);
	assert_eq!((code, &result["brokenLink"]), (1, &"Quorum".into()), "{result}");
	assert_eq!(result["checkpoint"]["signatures"][1]["state"], "repeated");
	let (code, result) = remains.verify("evidence.json");
	assert_eq!((code, &result["brokenLink"]), (1, &"Quorum".into()), "{result}");

	remains.change("members.json", |file| {
		file["genesis_hash"] = format!("0x{}", "11".repeat(32)).into()
	});
	let (code, result) = remains.verify("evidence.json");
	assert_eq!((code, &result["brokenLink"]), (1, &"OtherChain".into()), "{result}");
	remains.change("members.json", |file| file["quorum"] = 4.into());
	let (code, text) = run(remains.path(), &verify);
	assert_eq!(code, 2, "{text}");
	assert!(text.contains("a quorum of 4 among 3 members"), "{text}");
}

#[test]
fn signatures_are_added_and_collected() {
	let remains = Remains::new();
	let dir = remains.path();
	let sign = ["checkpoint", "sign", "--key", "//Charlie", "--file", "checkpoint.json"];
	let (code, text) = run(dir, &sign);
	assert_eq!(code, 3, "a node is asked whether it is true: {text}");
	let offline = [&sign[..], &["--offline", "--out", "charlie.json"]].concat();
	let (code, result) = json(dir, &offline);
	assert_eq!(code, 0, "{result}");
	assert_eq!(result["checkpoint"]["signatures"].as_array().unwrap().len(), 3);

	remains.change("checkpoint.json", |file| {
		file["signatures"].as_array_mut().unwrap().pop();
	});
	let collect = ["checkpoint", "collect", "checkpoint.json", "charlie.json", "--out", "all.json"];
	let (code, result) = json(dir, &collect);
	assert_eq!(code, 0, "{result}");
	assert_eq!(result["checkpoint"]["signatures"].as_array().unwrap().len(), 3);
	remains.change("members.json", |file| file["quorum"] = 3.into());
	let verify = ["checkpoint", "verify", "all.json", "--members", "members.json"];
	assert_eq!(run(dir, &verify).0, 0);

	remains.change("charlie.json", |file| file["checkpoint"]["number"] = 299.into());
	let (code, text) = run(dir, &collect);
	assert_eq!(code, 1, "{text}");
	assert!(text.contains("charlie.json is of another checkpoint"), "{text}");
	let (code, text) = run(dir, &["checkpoint", "collect", "none.json", "--out", "all.json"]);
	assert_eq!(code, 2, "{text}");
}

#[test]
fn wrong_arguments_are_bad_input() {
	let remains = Remains::new();
	let trust = format!("0x{}", "00".repeat(32));
	for args in [
		&["verify", "evidence.json"][..],
		&["verify", "evidence.json", "--members", "members.json"],
		&["verify", "evidence.json", "--checkpoint", "checkpoint.json"],
		&[
			"verify",
			"evidence.json",
			"--trust",
			&trust,
			"--members",
			"members.json",
			"--checkpoint",
			"checkpoint.json",
		],
		&["prove"],
		&["prove", "--device", "0"],
		&["prove", "--refresh", "evidence.json", "--reading", "0"],
		&["prove", "--refresh", "none.json", "--archive", "chain.archive"],
		&["checkpoint", "sign"],
		&["checkpoint", "sign", "--key", "//Alice", "--offline"],
		&["checkpoint", "sign", "--key", "//Alice", "--file", "members.json"],
		&["checkpoint", "collect", "--out", "all.json"],
		&["checkpoint", "verify", "checkpoint.json"],
		&["checkpoint", "verify", "members.json", "--members", "checkpoint.json"],
		&["archive", "--out", "a"],
		&["archive", "--checkpoint", "members.json", "--out", "a"],
	] {
		let (code, text) = run(remains.path(), args);
		assert_eq!(code, 2, "{args:?}: {text}");
		assert!(!text.is_empty());
	}
	let (code, text) = run(
		remains.path(),
		&["archive", "--checkpoint", "checkpoint.json", "--out", "new.archive"],
	);
	assert_eq!(code, 3, "{text}");
	assert!(!remains.path().join("new.archive").exists());
	remains.change("checkpoint.json", |file| file["checkpoint"]["time"] = 1.into());
	let (code, text) = run(
		remains.path(),
		&["archive", "--checkpoint", "checkpoint.json", "--out", "new.archive"],
	);
	assert_eq!(code, 1, "{text}");
	assert!(text.contains("checkpoint.json: the signature of 5Grwva"), "{text}");
}
