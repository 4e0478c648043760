//! The program as its users meet it: what it prints, and the codes it ends with. Needs no node.

use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

/// Where nothing answers: port 9 of this machine is not one that a node takes.
const NOWHERE: &str = "ws://127.0.0.1:9";

fn bot(dir: &Path, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_bot"))
		.args(["--url", NOWHERE])
		.args(args)
		.current_dir(dir)
		.output()
		.expect("the program runs")
}

/// Runs the program in an empty directory, and gives its exit code and all that it printed.
fn run(args: &[&str]) -> (i32, String) {
	let dir = tempfile::tempdir().unwrap();
	result(&bot(dir.path(), args))
}

fn result(output: &Output) -> (i32, String) {
	let text = [&output.stdout[..], &output.stderr[..]].concat();
	let text = String::from_utf8(text).unwrap();
	assert!(!text.contains("panicked"), "{text}");
	(output.status.code().unwrap(), text)
}

fn attest_file(text: &str) -> (i32, String) {
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("data.csv"), text).unwrap();
	let args = ["attest", "--device", "0", "--device-key", "//Sensor1", "--csv", "data.csv"];
	result(&bot(dir.path(), &args))
}

#[test]
fn help_and_version_are_there_for_every_command() {
	assert_eq!(run(&["--version"]).0, 0);
	for command in [
		"member",
		"model",
		"device",
		"attest",
		"prove",
		"verify",
		"agreement",
		"purchase",
		"claim",
		"statement",
		"demo",
	] {
		let (code, text) = run(&[command, "--help"]);
		assert_eq!(code, 0, "{text}");
		assert!(text.contains("Usage: bot"), "{text}");
	}
}

#[test]
fn wrong_arguments_are_bad_input() {
	for args in [
		&[][..],
		&["nonsense"],
		&["member", "admit", "//Dave", "--roles", "king", "--name", "Dave", "--key", "//Alice"],
		&["member", "admit", "Dave", "--roles", "provider", "--name", "Dave", "--key", "//Alice"],
		&["member", "suspend", "//Dave"],
		&["model", "register", "--name", "M", "--protection", "vault", "--key", "//Dave"],
		&["device", "keygen"],
		&["device", "keygen", "--out", "key.json", "--type", "rsa"],
		&[
			"device",
			"register",
			"--model",
			"-1",
			"--operator",
			"//Eve",
			"--device-key",
			"//D",
			"--key",
			"//Dave",
		],
		&[
			"device",
			"register",
			"--model",
			"0",
			"--operator",
			"//Eve",
			"--device-key",
			"none.json",
			"--key",
			"//Dave",
		],
		&[
			"device",
			"delegate",
			"0",
			"--device-key",
			"//D",
			"--to",
			"ed25519:0x00",
			"--until",
			"2030-01-01T00:00:00Z",
			"--key",
			"//Eve",
		],
		&[
			"device",
			"delegate",
			"0",
			"--device-key",
			"//D",
			"--to-key",
			"//S",
			"--until",
			"soon",
			"--key",
			"//Eve",
		],
		&["attest", "--device", "0", "--device-key", "//D", "--batch", "0"],
		&["attest", "--device", "0", "--device-key", "//D", "--utc-offset", "CET"],
		&["verify", "evidence.json"],
		&["verify", "evidence.json", "--trust", "0x00"],
		&["agreement", "propose", "--device", "0", "--party", "//Eve", "--key", "//Eve"],
		&[
			"agreement",
			"propose",
			"--device",
			"0",
			"--party",
			"//Eve=60%",
			"--party",
			"//Dave=39%",
			"--key",
			"//Eve",
		],
		&["purchase", "--agreement", "0", "--price", "much", "--key", "//One"],
		&["purchase", "--agreement", "0", "--price", "1", "--key", "no such file"],
		&["demo", "--node", "/no/such/program"],
	] {
		let (code, text) = run(args);
		assert_eq!(code, 2, "{args:?}: {text}");
		assert!(!text.is_empty());
	}
}

#[test]
fn a_node_that_is_not_there_has_its_own_exit_code() {
	for args in [
		&["member", "list"][..],
		&["model", "list"],
		&["device", "show", "0"],
		&["statement", "0"],
		&["attest", "--device", "0", "--device-key", "//D"],
		&["prove", "--device", "0", "--reading", "0"],
		&["purchase", "--agreement", "0", "--price", "1", "--key", "//One"],
	] {
		let (code, text) = run(args);
		assert_eq!(code, 3, "{args:?}: {text}");
		assert!(text.contains(NOWHERE) && text.contains("./scripts/run"), "{text}");
	}
}

#[test]
fn files_that_hold_no_readings_are_named_before_a_node_is_looked_for() {
	for (text, problem) in [
		("", "line 1: EmptyFile"),
		("time,value\n1,2\n", "line 1: MissingColumn"),
		("timestamp,value,value\n", "line 1: AmbiguousColumn"),
	] {
		let (code, text) = attest_file(text);
		assert_eq!(code, 2, "{text}");
		assert!(text.contains("data.csv: ") && text.contains(problem), "{text}");
	}
	let args = ["attest", "--device", "0", "--device-key", "//Sensor1", "--csv", "none.csv"];
	let (code, text) = run(&args);
	assert_eq!(code, 2, "{text}");
	assert!(text.contains("none.csv: CannotOpen"), "{text}");
}

#[test]
fn a_key_is_made_once() {
	let dir = tempfile::tempdir().unwrap();
	let args = ["--json", "device", "keygen", "--out", "key.json", "--type", "p256"];
	let output = bot(dir.path(), &args);
	assert_eq!(output.status.code(), Some(0));
	let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	assert!(json["public"].as_str().unwrap().starts_with("p256:0x"));
	let before = fs::read(dir.path().join("key.json")).unwrap();
	let (code, text) = result(&bot(dir.path(), &args));
	assert_eq!(code, 2);
	assert!(text.contains("key.json"), "{text}");
	assert_eq!(fs::read(dir.path().join("key.json")).unwrap(), before);
}

#[test]
fn errors_come_as_json_where_json_is_asked_for() {
	let dir = tempfile::tempdir().unwrap();
	let output = bot(dir.path(), &["--json", "member", "list"]);
	assert_eq!(output.status.code(), Some(3));
	assert!(output.stdout.is_empty());
	let json: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
	assert_eq!(json["exitCode"], 3);
}

#[test]
fn what_is_no_evidence_file_is_bad_input() {
	let dir = tempfile::tempdir().unwrap();
	let trust = format!("0x{}", "00".repeat(32));
	for text in
		[&b""[..], b"{}", b"not json", b"\xff\xfe", br#"{"type":"bot-evidence","version":1}"#]
	{
		fs::write(dir.path().join("evidence.json"), text).unwrap();
		let (code, text) =
			result(&bot(dir.path(), &["verify", "evidence.json", "--trust", &trust]));
		assert_eq!(code, 2, "{text}");
		assert!(text.contains("evidence.json"), "{text}");
	}
	let (code, _) = run(&["verify", "none.json", "--trust", &trust]);
	assert_eq!(code, 2);
}

/// The evidence of the crate that verifies it, and the header it is to be trusted by.
fn evidence() -> (serde_json::Value, String) {
	let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/test-vectors");
	let read = |name: &str| -> serde_json::Value {
		serde_json::from_slice(&fs::read(vectors.join(name)).unwrap()).unwrap()
	};
	let trust = read("anchors.json")["valid.json"].as_str().unwrap().to_string();
	(read("valid.json"), trust)
}

fn verify(evidence: &serde_json::Value, trust: &str) -> (i32, serde_json::Value) {
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("evidence.json"), evidence.to_string()).unwrap();
	let output = bot(dir.path(), &["--json", "verify", "evidence.json", "--trust", trust]);
	let json = serde_json::from_slice(&output.stdout).unwrap_or_default();
	(output.status.code().unwrap(), json)
}

/// Changes one digit of a hexadecimal text.
fn flip(text: &mut serde_json::Value) {
	let mut digits = text.as_str().unwrap().to_string();
	let last = if digits.pop() == Some('0') { '1' } else { '0' };
	digits.push(last);
	*text = digits.into();
}

#[test]
fn valid_evidence_is_told_with_its_three_times() {
	let (file, trust) = evidence();
	let (code, json) = verify(&file, &trust);
	assert_eq!(code, 0, "{json}");
	assert_eq!(json["valid"], true);
	assert_eq!(json["device"], file["did"]);
	for time in ["claimedByDevice", "receivedByChain", "trustedHeader"] {
		assert!(!json[time].is_null(), "{json}");
	}
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("evidence.json"), file.to_string()).unwrap();
	let (code, text) = result(&bot(dir.path(), &["verify", "evidence.json", "--trust", &trust]));
	assert_eq!(code, 0);
	assert!(text.starts_with("VALID"), "{text}");
}

#[test]
fn five_changes_are_refused_under_five_names() {
	type Change = fn(&mut serde_json::Value);
	let changes: [(&str, Change); 5] = [
		("Reading", |file| {
			let text = &mut file["reading"]["content"]["text"];
			*text = text.as_str().unwrap().replace("24.5", "24.6").into();
		}),
		("RecordSignature", |file| flip(&mut file["signature"]["ed25519"])),
		("RecordPath", |file| flip(&mut file["record_path"][1])),
		("MmrProof", |file| flip(&mut file["mmr_items"][0])),
		("HeaderHash", |file| flip(&mut file["header"]["state_root"])),
	];
	let (valid, trust) = evidence();
	for (name, change) in changes {
		let mut file = valid.clone();
		change(&mut file);
		let (code, json) = verify(&file, &trust);
		assert_eq!((code, json["brokenLink"].as_str()), (1, Some(name)), "{json}");
	}
}
