//! Requests that no node can carry out, each of another kind than the one before.

use bot_primitives::{DeviceId, Did, Network};
use serde_json::{json, Value};

/// What a node is to answer to a request.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
	/// An error with one of these codes.
	Error(&'static [i64]),
	/// An error of a method that every Substrate node has, with a code of its own.
	AnyError,
	/// A DID resolution result that says why there is no document.
	Unresolved,
	/// A list with an error for each of the calls in a batch.
	Errors(usize),
}

/// A malformed request.
pub struct Request {
	/// What is wrong with it.
	pub kind: &'static str,
	/// The bytes.
	pub body: Vec<u8>,
	/// What the node is to answer.
	pub answer: Answer,
}

/// What a parameter is, and so what it is not.
#[derive(Clone, Copy)]
enum Kind {
	Text,
	Number,
	Hash,
	Options,
}

/// Our methods, and which of their parameters have a type.
const METHODS: [(&str, &[Kind]); 12] = [
	("did_resolve", &[Kind::Text, Kind::Options, Kind::Hash]),
	("did_list", &[Kind::Number, Kind::Number, Kind::Hash]),
	("attestation_stream", &[Kind::Text, Kind::Hash]),
	("attestation_record", &[Kind::Text, Kind::Number, Kind::Number, Kind::Hash]),
	("attestation_recordByHash", &[Kind::Hash, Kind::Hash]),
	("attestation_prove", &[Kind::Text, Kind::Number, Kind::Number, Kind::Hash]),
	("attestation_archive", &[Kind::Number, Kind::Number, Kind::Hash]),
	("revenue_agreement", &[Kind::Number, Kind::Hash]),
	("revenue_agreementOf", &[Kind::Text, Kind::Hash]),
	("revenue_list", &[Kind::Number, Kind::Number, Kind::Hash]),
	("revenue_quote", &[Kind::Number, Kind::Text, Kind::Hash]),
	("revenue_statement", &[Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Hash]),
];

/// Methods about a device of this DID.
const OF_DEVICE: [&str; 4] =
	["attestation_stream", "attestation_record", "attestation_prove", "revenue_agreementOf"];

/// A source of numbers that look like any others, the same for each `seed` (xorshift64*).
struct Source(u64);

impl Source {
	fn new(seed: u64) -> Self {
		Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
	}

	fn next(&mut self) -> u64 {
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
	}

	fn below(&mut self, bound: usize) -> usize {
		let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
		usize::try_from(self.next() % bound).unwrap_or_default()
	}

	fn of<T: Clone>(&mut self, list: &[T]) -> T {
		list[self.below(list.len())].clone()
	}

	fn bytes(&mut self, count: usize) -> Vec<u8> {
		let chunks = (0..count.div_ceil(8)).flat_map(|_| self.next().to_le_bytes());
		chunks.take(count).collect()
	}

	fn hash(&mut self) -> [u8; 32] {
		std::array::from_fn(|_| self.next().to_le_bytes()[0])
	}

	fn hash_text(&mut self) -> String {
		format!("0x{}", hex::encode(self.hash()))
	}

	/// A DID under which nothing was ever registered.
	fn did(&mut self, network: &[u8]) -> String {
		let network = Network::new(network).expect("the labels of this file are labels");
		Did::of_device(network, DeviceId(self.hash())).to_string()
	}

	/// Mostly a long text, now and then one of the length that a node takes at most.
	fn length(&mut self) -> usize {
		match self.below(100) {
			0 => 8 << 20,
			1..=9 => 1 << 20,
			_ => 1 << (7 + self.below(11)),
		}
	}
}

fn call(method: &str, params: impl Into<Value>) -> Vec<u8> {
	let params = params.into();
	json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string().into()
}

/// A request whose parameters are this JSON.
fn raw_call(method: &str, params: &str) -> Vec<u8> {
	format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#).into()
}

const PARSE: Answer = Answer::Error(&[-32700]);
/// What has nothing of a request is told to be no JSON.
const INVALID: Answer = Answer::Error(&[-32600, -32700]);
const PARAMS: Answer = Answer::Error(&[-32602]);

/// The request of this number.
pub fn request(number: u64) -> Request {
	let mut source = Source::new(number);
	let kinds: [fn(&mut Source) -> Request; 18] = [
		no_json,
		no_request,
		unknown_method,
		wrong_type,
		wrong_type,
		wrong_hash,
		unknown_block,
		unknown_did,
		wrong_did,
		unresolved,
		unknown_record,
		huge_text,
		huge_text,
		deep,
		out_of_range,
		no_evidence,
		batch,
		of_every_node,
	];
	let kind = usize::try_from(number).unwrap_or_default() % kinds.len();
	kinds[kind](&mut source)
}

fn no_json(source: &mut Source) -> Request {
	let whole = call("did_list", json!([0, 1]));
	let body = match source.below(4) {
		0 => whole[..1 + source.below(whole.len() - 1)].to_vec(),
		1 => [&b"{\xff\xfe"[..], &source.bytes(64)].concat(),
		2 => {
			let length = source.length();
			format!("\"{}\"", "x".repeat(length)).into()
		},
		_ => [&whole[..whole.len() - 1], b",}"].concat(),
	};
	Request { kind: "not JSON", body, answer: PARSE }
}

fn no_request(source: &mut Source) -> Request {
	let requests = [
		json!({}),
		json!({ "jsonrpc": "1.0", "id": 1, "method": "did_list", "params": [] }),
		json!({ "id": 1, "method": "did_list" }),
		json!({ "jsonrpc": "2.0", "id": 1 }),
		json!({ "jsonrpc": "2.0", "id": 1, "method": 7 }),
		json!({ "jsonrpc": "2.0", "id": [], "method": 7 }),
		json!({ "jsonrpc": "2.0", "id": 1, "result": source.next() }),
		json!([]),
	];
	let body = source.of(&requests).to_string().into();
	Request { kind: "no request", body, answer: INVALID }
}

fn unknown_method(source: &mut Source) -> Request {
	let (method, _) = source.of(&METHODS);
	let name = match source.below(3) {
		0 => format!("{method}_{}", source.next()),
		1 => method.to_uppercase(),
		_ => "m".repeat(source.length()),
	};
	Request {
		kind: "unknown method",
		body: call(&name, json!([])),
		answer: Answer::Error(&[-32601]),
	}
}

/// Parameters of which each is well-formed.
fn well_formed(source: &mut Source, kinds: &[Kind]) -> Vec<Value> {
	let value = |kind: &Kind| match kind {
		Kind::Text => json!("did:bot:dev:11111111111111111111111111111111"),
		Kind::Number => json!(1),
		Kind::Hash => json!(source.hash_text()),
		Kind::Options => json!({}),
	};
	kinds.iter().map(value).collect()
}

fn wrong_type(source: &mut Source) -> Request {
	let (method, kinds) = source.of(&METHODS);
	let mut params = well_formed(source, kinds);
	let place = source.below(params.len());
	let mut wrong = vec![json!(true), json!([]), json!([[null]]), json!({ "x": source.next() })];
	match kinds[place] {
		Kind::Text => wrong.extend([json!(1), json!(-1.5)]),
		Kind::Number => wrong.extend([json!("1"), json!(-1), json!(1.5), json!(1e300)]),
		Kind::Hash => wrong.extend([json!(1), json!("")]),
		Kind::Options => {
			wrong = vec![json!(true), json!("x"), json!(1), json!({ "version": 1 }), json!([[]])];
		},
	}
	params[place] = source.of(&wrong);
	Request { kind: "wrong type", body: call(method, params), answer: PARAMS }
}

fn wrong_hash(source: &mut Source) -> Request {
	let (method, kinds) = source.of(&METHODS);
	let mut params = well_formed(source, kinds);
	let hash = source.hash_text();
	let wrong = [
		hash[..64].to_owned(),
		format!("{hash}00"),
		hash.replace(|digit: char| digit.is_ascii_digit(), "g"),
		format!("0X{}", &hash[2..]),
		"0x".into(),
		format!("0x{}", "0".repeat(source.length())),
	];
	let last = params.len() - 1;
	params[last] = source.of(&wrong).into();
	Request { kind: "wrong hash", body: call(method, params), answer: PARAMS }
}

fn unknown_block(source: &mut Source) -> Request {
	let (method, kinds) = source.of(&METHODS);
	let params = well_formed(source, kinds);
	Request { kind: "unknown block", body: call(method, params), answer: Answer::Error(&[9010]) }
}

fn device_call(source: &mut Source, did: &str) -> Vec<u8> {
	match source.of(&OF_DEVICE) {
		method @ ("attestation_stream" | "revenue_agreementOf") => call(method, json!([did])),
		method => call(method, json!([did, 0, source.next()])),
	}
}

fn unknown_did(source: &mut Source) -> Request {
	let did = source.did(b"dev");
	let body = device_call(source, &did);
	Request { kind: "unknown DID", body, answer: Answer::Error(&[9003]) }
}

fn wrong_did(source: &mut Source) -> Request {
	let did = source.did(b"dev");
	let (did, code): (_, &[i64]) = match source.below(5) {
		0 => (source.did(b"prod"), &[9002]),
		1 => (did.replace("bot", "web"), &[9001]),
		2 => (did[..did.len() - 2 - source.below(20)].into(), &[9001]),
		3 => (did + "11111", &[9001]),
		_ => (did + &"z".repeat(source.length()), &[9001]),
	};
	let body = device_call(source, &did);
	Request { kind: "wrong DID", body, answer: Answer::Error(code) }
}

fn unresolved(source: &mut Source) -> Request {
	let did = source.did(b"dev");
	let long = source.length();
	let (did, options) = match source.below(7) {
		0 => (did, json!({})),
		1 => (source.did(b"prod"), json!({})),
		2 => (format!("{did}?versionId={}", "9".repeat(long)), json!({})),
		3 => (format!("{did}?{}=1", "x".repeat(long)), json!({})),
		4 => (did, json!({ "accept": "x".repeat(long) })),
		5 => (did, json!({ "versionTime": "x".repeat(long) })),
		_ => ("did:".repeat(long / 4), json!({ "versionId": "-1" })),
	};
	let body = call("did_resolve", json!([did, options]));
	Request { kind: "unresolved DID", body, answer: Answer::Unresolved }
}

fn unknown_record(source: &mut Source) -> Request {
	let (body, answer): (_, &[i64]) = match source.below(3) {
		0 => (call("attestation_recordByHash", json!([source.hash_text()])), &[9020]),
		1 => (call("revenue_agreement", json!([1_000_000 + source.below(1_000)])), &[9030]),
		_ => (call("revenue_quote", json!([1_000_000 + source.below(1_000), "1"])), &[9030]),
	};
	Request { kind: "unknown record or agreement", body, answer: Answer::Error(answer) }
}

fn huge_text(source: &mut Source) -> Request {
	let length = source.length();
	let text = source.of(&["z", "1", "9", "é", "\u{0}", "\\\"", "0x"]).repeat(length);
	let (body, answer): (_, &[i64]) = match source.below(6) {
		0 => (call("attestation_stream", json!([text])), &[9001]),
		1 => (call("revenue_statement", json!([0, text])), &[9032]),
		2 => (call("revenue_quote", json!([0, "x".to_string() + &text])), &[9031]),
		3 => {
			let payee = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT";
			(call("revenue_statement", json!([0, payee, text])), &[9033])
		},
		4 => (call("system_accountNextIndex", json!([text])), &[-32602]),
		_ => (call("did_list", json!([text])), &[-32602]),
	};
	// What is longer than a request may be is refused before it is read.
	let answer = if body.len() > 15 << 20 { &[-32007] } else { answer };
	Request { kind: "huge text", body, answer: Answer::Error(answer) }
}

fn deep(source: &mut Source) -> Request {
	let depth = 1 << (7 + source.below(12));
	let (open, close) = source.of(&[("[", "]"), (r#"{"a":"#, "}")]);
	let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
	let (body, answer): (_, &[i64]) = match source.below(4) {
		0 => (raw_call("did_resolve", &deep), &[-32602]),
		1 => (raw_call("attestation_verify", &format!("[{deep}]")), &[-32602, 9040]),
		2 => (call("attestation_verify", json!([deep])), &[9040]),
		_ => (format!(r#"{{"x":{deep}}}"#).into(), &[-32700, -32600]),
	};
	Request { kind: "deep JSON", body, answer: Answer::Error(answer) }
}

fn out_of_range(source: &mut Source) -> Request {
	let number = json!(u64::from(u32::MAX) + 1 + source.next() % 1_000_000);
	let limit = source.of(&[0, 257, 1_000, u32::MAX]);
	let (body, answer): (_, &[i64]) = match source.below(6) {
		0 => (call("did_list", json!([0, limit])), &[9004]),
		1 => (call("attestation_archive", json!([source.below(1_000), limit])), &[9004]),
		2 => (call("did_list", json!([number])), &[-32602]),
		3 => (call("attestation_record", json!(["x", 65_536, 0])), &[-32602]),
		4 => (call("revenue_quote", json!([0, u128::MAX.to_string() + "0"])), &[9031]),
		_ => (call("revenue_agreement", json!([number])), &[-32602]),
	};
	Request { kind: "out of range", body, answer: Answer::Error(answer) }
}

fn no_evidence(source: &mut Source) -> Request {
	let long = source.length();
	let files = [
		json!(null),
		json!({}),
		json!([]),
		json!(source.next()),
		json!(""),
		json!("x".repeat(long)),
		json!({ "type": "x".repeat(long) }),
		json!({ "type": "bot-evidence", "version": 2 }),
		json!(vec![0; long / 8]),
	];
	let trust = [Value::Null, json!(source.hash_text())];
	let params = json!([source.of(&files), source.of(&trust)]);
	let body = call("attestation_verify", params);
	Request { kind: "no evidence file", body, answer: Answer::Error(&[9040]) }
}

fn batch(source: &mut Source) -> Request {
	let calls = 1 + source.below(40);
	let kinds: [fn(&mut Source) -> Request; 5] =
		[unknown_method, wrong_type, wrong_hash, unknown_did, out_of_range];
	let calls = (0..calls).map(|_| {
		let kind = source.of(&kinds);
		String::from_utf8(kind(source).body).unwrap_or_default()
	});
	let calls: Vec<_> = calls.filter(|call| call.len() < 1 << 16).collect();
	let body = format!("[{}]", calls.join(",")).into();
	let answer = if calls.is_empty() { INVALID } else { Answer::Errors(calls.len()) };
	Request { kind: "batch of such", body, answer }
}

fn of_every_node(source: &mut Source) -> Request {
	let length = source.length();
	let bytes = format!("0x{}", hex::encode(source.bytes(length)));
	let body = match source.below(6) {
		0 => call("author_submitExtrinsic", json!([bytes])),
		1 => call("state_call", json!(["DeviceDidApi_device", hex::encode(source.bytes(31))])),
		2 => call("state_call", json!([bytes, "0x"])),
		3 => call("chain_getBlock", json!([bytes])),
		4 => call("payment_queryInfo", json!([bytes])),
		_ => call("state_getKeysPaged", json!(["0x", u32::MAX])),
	};
	Request { kind: "methods of every node", body, answer: Answer::AnyError }
}

impl Answer {
	/// What is wrong with this answer, if anything is.
	pub fn check(self, answer: &str) -> Result<(), String> {
		let json: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
		let is_error = |it: &Value| {
			let message = it["error"]["message"].as_str();
			it["error"]["code"].is_i64() && message.is_some_and(|text| !text.is_empty())
		};
		let code = json["error"]["code"].as_i64();
		let fits = match self {
			Self::Error(codes) => is_error(&json) && code.is_some_and(|code| codes.contains(&code)),
			Self::AnyError => is_error(&json),
			Self::Unresolved => {
				let metadata = &json["result"]["didResolutionMetadata"];
				metadata["error"].is_string() && metadata["errorMessage"].is_string()
			},
			Self::Errors(count) => json
				.as_array()
				.is_some_and(|answers| answers.len() == count && answers.iter().all(is_error)),
		};
		let begin = || answer.chars().take(300).collect::<String>();
		fits.then_some(()).ok_or_else(|| format!("{self:?} was expected: {}", begin()))
	}
}
