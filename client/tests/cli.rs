//! The program as its users meet it: what it prints, and the codes it ends with. Needs no node.

use std::{
	fs,
	io::{Read, Write},
	net::{TcpListener, TcpStream},
	path::Path,
	process::{Command, Output, Stdio},
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
		"council",
		"collator",
		"upgrade",
		"model",
		"enrol",
		"enrolment",
		"device",
		"recall",
		"attest",
		"prove",
		"verify",
		"checkpoint",
		"archive",
		"agreement",
		"prices",
		"purchase",
		"vend",
		"refund",
		"claim",
		"report",
		"reconcile",
		"settlement",
		"statement",
		"resolver",
		"console",
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
		&["council", "decide", "no call", "--key", "//Alice"],
		&["council", "decide", "0x00"],
		&["collator", "add", "Dave", "--key", "//Alice"],
		&["collator", "set-keys", "--key", "Dave"],
		&["upgrade", "authorize", "none.wasm", "--key", "//Alice"],
		&["upgrade", "apply", "none.wasm", "--key", "//Alice"],
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
		&["agreement", "propose", "--device", "0", "--arbiter", "//One", "--key", "//Eve"],
		&[
			"agreement",
			"propose",
			"--device",
			"0",
			"--party",
			"//Eve=60%",
			"--party",
			"//Dave=39%",
			"--arbiter",
			"//One",
			"--key",
			"//Eve",
		],
		&[
			"agreement",
			"propose",
			"--device",
			"0",
			"--party",
			"//Eve=100%",
			"--deduct",
			"//Two=19%",
			"--arbiter",
			"//One",
			"--key",
			"//Eve",
		],
		&["agreement", "amend", "0", "--party", "//Eve=100%", "--from", "soon", "--key", "//Eve"],
		&["prices", "set", "0", "--price", "1.50", "--key", "//Eve"],
		&["purchase", "--agreement", "0", "--max-price", "much", "--key", "//One"],
		&["purchase", "--agreement", "0", "--key", "no such file"],
		&["vend", "0", "--device-key", "no such file"],
		&["refund", "0", "--ticket", "//T", "--key", "//One"],
		&["report", "--machines", "no such file"],
		&["report", "--machines", "machines.csv", "--period", "year"],
		&["report", "--machines", "machines.csv", "--map", "colour=Red"],
		&["reconcile", "--machines", "no such file", "--csv", "sales.csv"],
		&["statement", "0", "--from", "soon"],
		&["demo", "--node", "/no/such/program"],
	] {
		let (code, text) = run(args);
		assert_eq!(code, 2, "{args:?}: {text}");
		assert!(!text.is_empty());
	}
}

#[test]
fn every_command_of_the_registry_is_there() {
	for commands in [
		["device", "proof"],
		["device", "activate"],
		["device", "agree"],
		["device", "firmware"],
		["device", "revoke"],
		["device", "recover"],
		["device", "cancel-recovery"],
		["device", "keys-at"],
		["device", "suspend"],
		["device", "resume"],
		["device", "retire"],
		["device", "reactivate"],
		["device", "destroy"],
		["device", "compromised"],
		["device", "offer"],
		["device", "accept"],
		["device", "cancel-transfer"],
		["device", "service"],
		["device", "metadata"],
		["device", "verify-idevid"],
		["model", "update"],
		["enrolment", "list"],
		["enrolment", "show"],
		["enrolment", "close"],
		["recall", "add"],
		["recall", "lift"],
		["recall", "list"],
	] {
		let (code, text) = run(&[commands[0], commands[1], "--help"]);
		assert_eq!(code, 0, "{text}");
		let usage = format!("Usage: bot {} {}", commands[0], commands[1]);
		assert!(text.contains(&usage), "{text}");
	}
}

#[test]
fn wrong_arguments_to_the_registry_are_bad_input() {
	let hash = format!("0x{}", "00".repeat(32));
	for args in [
		&["enrol", "--manifest", "none.csv", "--key", "//Dave"][..],
		&["enrol", "--manifest", "none.csv", "--model", "0"],
		&["enrol", "--manifest", "none.csv", "--model", "0", "--dry-run"],
		&["enrol", "--run", "none.run", "--key", "//Dave"],
		&["enrol", "--run", "none.run", "--model", "0", "--key", "//Dave"],
		&["device", "proof", "--run", "none.run"],
		&["device", "proof", "--run", "none.run", "--index", "0"],
		&["device", "proof", "--run", "none.run", "--index", "0", "--serial", "A"],
		&[
			"device",
			"activate",
			"--proof",
			"none.json",
			"--device-key",
			"//D",
			"--operator",
			"//Eve",
			"--key",
			"//Eve",
		],
		&["device", "revoke", "root-key", "0", "--key", "//Eve"],
		&["device", "firmware", "0", "--device-key", "//D", "--key", "//Eve"],
		&["device", "firmware", "0", "--device-key", "//D", "--key", "//Eve", "--firmware", "0x00"],
		&[
			"device",
			"firmware",
			"0",
			"--device-key",
			"//D",
			"--key",
			"//Eve",
			"--firmware-file",
			"none.bin",
		],
		&["device", "agree", "0", "--device-key", "//D", "--key", "//Eve", "--public-key", "0x00"],
		&["device", "agree", "0", "--device-key", "//D", "--key", "//Eve", "--public-key", &hash],
		&["device", "keys-at", "0"],
		&["device", "offer", "0", "--to", "Eve", "--key", "//Eve"],
		&["device", "suspend", "0"],
		&["device", "service", "set", "0", "--id", "web", "--key", "//Eve"],
		&["device", "verify-idevid", "--cert", "none.pem", "--root", "none.pem"],
		&[
			"model",
			"update",
			"0",
			"--thing-description",
			"https://example.com/td",
			"--key",
			"//Dave",
		],
		&["model", "update", "0", "--issuing-ca", "none.pem", "--key", "//Dave"],
		&["recall", "add", "--reason", "safety", "--key", "//Frank"],
		&["recall", "add", "--model", "0", "--reason", "boredom", "--key", "//Frank"],
		&[
			"recall", "add", "--model", "0", "--member", "//Eve", "--reason", "other", "--key",
			"//F",
		],
		&["recall", "lift", "--firmware", "0x00", "--key", "//Frank"],
		&["recall", "lift", "--member", "Eve", "--key", "//Frank"],
	] {
		let (code, text) = run(args);
		assert_eq!(code, 2, "{args:?}: {text}");
		assert!(!text.is_empty());
	}
}

/// The public key of a development key.
fn public(name: &str) -> String {
	bot_client::device_key::public_text(
		&bot_client::DeviceKey::from_argument(name).unwrap().public(),
	)
}

fn enrol(dir: &Path, manifest: &[u8]) -> (i32, String) {
	fs::write(dir.join("manifest.csv"), manifest).unwrap();
	let args = ["--json", "enrol", "--manifest", "manifest.csv", "--model", "3", "--dry-run"];
	result(&bot(dir, &args))
}

#[test]
fn bad_manifests_are_named_with_their_line() {
	let (one, two) = (public("//One"), public("p256://Two"));
	let weak = format!("ed25519:0x{}", "00".repeat(32));
	for (rows, problem) in [
		(String::new(), "line 2: NoRows"),
		("A\n".into(), "line 2: RowCutShort"),
		(format!(",{one}\n"), "line 2: EmptySerial"),
		("A,key\n".into(), "line 2: BadKey"),
		(format!("A,{weak}\n"), "line 2: WeakKey"),
		(format!("A,{one}\nA,{two}\n"), "line 3: DuplicateSerial"),
		(format!("A,{one}\nB,{one}\n"), "line 3: DuplicateKey"),
	] {
		let dir = tempfile::tempdir().unwrap();
		let (code, text) = enrol(dir.path(), format!("serial,public_key\n{rows}").as_bytes());
		assert_eq!(code, 2, "{text}");
		assert!(text.contains("manifest.csv: ") && text.contains(problem), "{text}");
		assert!(!dir.path().join("manifest.run").exists());
	}
	let dir = tempfile::tempdir().unwrap();
	for (text, problem) in [
		(&b""[..], "line 1: EmptyFile"),
		(b"serial,key\n", "line 1: MissingColumn"),
		(b"\xff\xfes\0", "line 1: NotText"),
	] {
		let (code, text) = enrol(dir.path(), text);
		assert_eq!(code, 2, "{text}");
		assert!(text.contains("manifest.csv: ") && text.contains(problem), "{text}");
	}
}

#[test]
fn a_run_is_kept_before_it_is_sent() {
	let dir = tempfile::tempdir().unwrap();
	let manifest = format!("serial,public_key\nA,{}\nB,{}\n", public("//A"), public("//B"));
	let (code, text) = enrol(dir.path(), manifest.as_bytes());
	assert_eq!(code, 0, "{text}");
	let json: serde_json::Value = serde_json::from_str(&text).unwrap();
	assert_eq!((&json["count"], &json["enrolment"]), (&2.into(), &serde_json::Value::Null));
	let (code, text) = enrol(dir.path(), manifest.as_bytes());
	assert_eq!(code, 2);
	assert!(text.contains("manifest.run is there already"), "{text}");
	let send = ["enrol", "--run", "manifest.run", "--key", "//Dave"];
	let (code, text) = result(&bot(dir.path(), &send));
	assert_eq!(code, 3, "{text}");
	assert!(text.contains("bot enrol --run manifest.run"), "{text}");
	// As if the chain had it.
	let run = dir.path().join("manifest.run");
	let enrolled = format!("{{\"enrolment\":5,\"genesis\":\"0x{}\"}}\n", "11".repeat(32));
	fs::write(&run, fs::read_to_string(&run).unwrap() + &enrolled).unwrap();
	let prove = ["device", "proof", "--run", "manifest.run", "--serial", "B", "--out", "B.json"];
	let (code, text) = result(&bot(dir.path(), &prove));
	assert_eq!(code, 0, "{text}");
	let proof: serde_json::Value =
		serde_json::from_slice(&fs::read(dir.path().join("B.json")).unwrap()).unwrap();
	assert_eq!((&proof["index"], &proof["enrolment"]), (&1.into(), &5.into()));
	assert_eq!((&proof["root"], &proof["model"]), (&json["root"], &3.into()));
	let unknown = ["device", "proof", "--run", "manifest.run", "--serial", "C"];
	assert_eq!(result(&bot(dir.path(), &unknown)).0, 1);

	let activate = |key| {
		let args = ["device", "activate", "--proof", "B.json", "--device-key", key];
		let by = ["--operator", "//Eve", "--key", "//Eve"];
		result(&bot(dir.path(), &[&args[..], &by].concat()))
	};
	let (code, text) = activate("//A");
	assert_eq!(code, 2);
	assert!(text.contains("not the one that the device is enrolled with"), "{text}");
	assert_eq!(activate("//B").0, 3);
}

#[test]
fn a_factory_certificate_is_checked_without_a_node() {
	use rcgen::{
		BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DnType, IsCa,
		KeyPair,
	};
	let mut root = CertificateParams::default();
	root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
	let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
	let mut device = CertificateParams::default();
	device.distinguished_name = Default::default();
	device.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), "SN-1");
	let certify = |params: &CertificateParams| {
		params.signed_by(&KeyPair::generate().unwrap(), &root).unwrap()
	};
	let good = certify(&device);
	let mut unknown = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
	unknown.set_criticality(true);
	device.custom_extensions.push(unknown);
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("root.pem"), root.pem()).unwrap();
	fs::write(dir.path().join("good.der"), good.der()).unwrap();
	fs::write(dir.path().join("critical.pem"), certify(&device).pem()).unwrap();
	let check = |cert, more: &[&str]| {
		let args = ["--json", "device", "verify-idevid", "--cert", cert, "--root", "root.pem"];
		let (code, text) = result(&bot(dir.path(), &[&args[..], more].concat()));
		let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
		(code, json)
	};
	let (code, json) = check("good.der", &[]);
	assert_eq!((code, &json["valid"], &json["serialNumber"]), (0, &true.into(), &"SN-1".into()));
	let key = json["publicKey"].as_str().unwrap().to_string();
	assert!(key.starts_with("p256:0x"), "{key}");
	assert_eq!(check("good.der", &["--public-key", &key]).0, 0);
	for (cert, more, failure) in [
		("good.der", &["--public-key", &public("//A")][..], "AnotherKey"),
		("good.der", &["--at", "4096-01-02T00:00:00Z"], "Expired"),
		("good.der", &["--at", "1974-01-01T00:00:00Z"], "NotValidYet"),
		("critical.pem", &[], "UnsupportedExtension"),
		("root.pem", &[], "IsACa"),
	] {
		let (code, json) = check(cert, more);
		assert_eq!((code, json["failure"].as_str()), (1, Some(failure)), "{json}");
	}
	assert_eq!(check("good.der", &["--device", "0"]).0, 3);
	assert_eq!(check("good.der", &["--at", "1900-01-01T00:00:00Z"]).0, 2);
}

#[test]
fn a_node_that_is_not_there_has_its_own_exit_code() {
	for args in [
		&["member", "list"][..],
		&["model", "list"],
		&["device", "show", "0"],
		&["device", "suspend", "0", "--key", "//Eve"],
		&["device", "keys-at", "0", "--block", "1"],
		&["enrolment", "list"],
		&["recall", "list"],
		&["statement", "0"],
		&["attest", "--device", "0", "--device-key", "//D"],
		&["prove", "--device", "0", "--reading", "0"],
		&["purchase", "--agreement", "0", "--key", "//One"],
		&["vend", "0", "--device-key", "//D"],
		&["prices", "show", "0"],
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
	let vectors = Path::new("../evidence/test-vectors");
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

/// Where a made-up file is, for a program that runs elsewhere.
fn data(name: &str) -> String {
	std::path::absolute(format!("tests/data/{name}")).unwrap().display().to_string()
}

const MACHINES: &str = "machine,device,agreement,device_key\n\
	VJ900000001,0,0,//Drinks1\nVJ900000002,1,1,//Drinks2\n";

/// Reports a file in an empty directory with a list of two machines.
fn report(csv: &str, more: &[&str]) -> (i32, String) {
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("machines.csv"), MACHINES).unwrap();
	let args = ["report", "--machines", "machines.csv", "--csv", csv];
	result(&bot(dir.path(), &[&args[..], more].concat()))
}

#[test]
fn bad_sales_are_named_with_their_lines() {
	let names = [
		"line 3: NegativePrice: `-1.5`",
		"line 4: TooManyDecimals: `1.505`",
		"line 5: UnknownMachine",
		"line 6: UnlinkedStatus",
		"line 7: DuplicateLine: line 2",
		"line 9: NotText",
	];
	// The good rows go on, as far as there is a node; with --strict nothing does.
	for (more, expected) in [(&[][..], 3), (&["--strict"], 2)] {
		let (code, text) = report(&data("bad.csv"), more);
		assert_eq!(code, expected, "{text}");
		for name in names {
			assert!(text.contains(name), "{name}: {text}");
		}
		assert_eq!(text.matches("left out").count(), names.len(), "{text}");
	}
}

#[test]
fn sales_files_that_cannot_be_read_are_named_before_a_node_is_looked_for() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("sales.csv");
	let header = fs::read_to_string(data("sales.csv")).unwrap();
	let header = header.lines().next().unwrap();
	for (text, problem) in [
		("", "line 1: EmptyFile"),
		(header, "line 2: NoRows"),
		(&header.replace("RPrice", "Cost"), "line 1: MissingColumn: no column `RPrice`"),
	] {
		fs::write(&path, text).unwrap();
		let (code, text) = report(path.to_str().unwrap(), &[]);
		assert_eq!(code, 2, "{text}");
		assert!(text.contains(problem), "{text}");
	}
	let (code, text) = report(&data("sales.csv"), &[]);
	assert_eq!(code, 3, "a good file is read, and a node is looked for: {text}");
}

#[test]
fn an_audit_file_is_that_of_a_machine_of_the_list() {
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join("machines.csv"), MACHINES).unwrap();
	fs::write(dir.path().join("other.dts"), "ID1*OTHER\nVA1*1*1\n").unwrap();
	let reconcile = |dts: &str| {
		let csv = data("sales.csv");
		let args = ["reconcile", "--machines", "machines.csv", "--csv", &csv, "--dts", dts];
		result(&bot(dir.path(), &args))
	};
	let (code, text) = reconcile("other.dts");
	assert_eq!(code, 2, "{text}");
	assert!(text.contains("UnknownMachine: its ID101"), "{text}");
	let (code, text) = reconcile(&data("audit.dts"));
	assert_eq!(code, 3, "{text}");
}

#[test]
fn what_cannot_be_listened_on_is_bad_input() {
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let taken = taken.local_addr().unwrap().to_string();
	for command in ["console", "resolver"] {
		let (code, text) = run(&[command, "--listen", &taken]);
		assert_eq!(code, 2, "{text}");
		assert!(text.contains(&taken) && text.contains("another program answers there"), "{text}");
		// Addresses for documentation (RFC 5737) are no machine's.
		let (code, text) = run(&[command, "--listen", "192.0.2.1:8090"]);
		assert_eq!(code, 2, "{text}");
		assert!(text.contains("this machine has no such address"), "{text}");
		assert_eq!(run(&[command, "--listen", "somewhere"]).0, 2);
	}
}

#[test]
fn console_needs_a_node_that_a_browser_reaches() {
	let (code, text) = run(&["console", "--listen", "127.0.0.1:0", "--url", "http://127.0.0.1:9"]);
	assert_eq!(code, 2, "{text}");
	assert!(text.contains("ws://"), "{text}");
}

#[test]
fn console_serves_its_page() {
	let mut console = Command::new(env!("CARGO_BIN_EXE_bot"))
		.args(["--url", NOWHERE, "--json", "console", "--listen", "127.0.0.1:0"])
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let printed = serde_json::Deserializer::from_reader(console.stdout.take().unwrap());
	let started: serde_json::Value = printed.into_iter().next().unwrap().unwrap();
	assert_eq!(started["node"], NOWHERE);

	let address = started["url"].as_str().unwrap().strip_prefix("http://").unwrap();
	let mut stream = TcpStream::connect(address).unwrap();
	stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
	let mut page = String::new();
	stream.read_to_string(&mut page).unwrap();
	console.kill().unwrap();
	console.wait().unwrap();
	assert!(page.starts_with("HTTP/1.0 200"), "{page}");
	assert!(page.contains(&format!("content=\"{NOWHERE}\"")), "it asks the node that --url names");
}
