//! The node answers as `docs/rpc.md` says: the same methods, parameters, answers and errors.
//!
//! Needs a node that is built: `scripts/test-node` runs it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure, Context, Result};
use bot_client::{
	chain::{
		agreements::{Asset, Conditions, Party, Payout, Split},
		purchases::Tier,
		Chain,
	},
	member_key::account,
	money,
};
use bot_node_tests::{
	device::{register_one, Signer},
	documentation::{errors, methods, Method},
	node::Node,
	proof::record,
	sealing::{hash_of, seal, seal_many, while_sealing, MANUAL},
	wire::{Http, Socket},
};
use bot_primitives::sales::VendOutcome;
use serde_json::{json, Map, Value};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::dev;
use tempfile::tempdir;

/// Codes that cannot be provoked on this chain: its genesis names the network, its index is complete,
/// runtime and database answer, how busy it is depends on the machine, nothing panics, and a limit of
/// calls would stop the test. The tests of `bot-rpc` have those of our methods.
const NOT_PROVOKED: [i32; 7] = [9005, 9022, 9090, 9091, 9092, -32603, -32999];

/// Blocks whose states and records the node keeps.
const KEPT: &str = "32";

/// A chain on which every method has something to tell.
struct Scene {
	url: String,
	chain: Chain,
	http: Http,
	signer: Signer,
	/// What stands for the parameter of this name.
	values: BTreeMap<&'static str, Value>,
	/// The errors that were provoked.
	seen: BTreeSet<i32>,
}

impl Scene {
	async fn new(node: &Node, chain: Chain) -> Result<Self> {
		let signer = while_sealing(&chain, register_one(&chain)).await?;
		let mut scene = Self {
			url: node.url().into(),
			http: Http::new(node.url()),
			chain,
			signer,
			values: BTreeMap::new(),
			seen: BTreeSet::new(),
		};
		scene.attest().await?;
		scene.sell().await?;
		seal_many(&scene.chain, 2).await?;
		let last: String = scene.chain.request("chain_getFinalizedHead", rpc_params![]).await?;
		scene.values.insert("at", json!(last));
		Ok(scene)
	}

	async fn attest(&mut self) -> Result<()> {
		let (chain, did) = (&self.chain, self.signer.did());
		let batch = self.signer.batch(0)?;
		self.signer.attest(chain, &batch).await?;
		seal_many(chain, 2).await?;
		let proved = chain.prove(&did, &batch, 0, None).await?;
		let found = record(chain, &did, &batch).await?;
		self.values.extend([
			("did", json!(did.to_string())),
			("epoch", json!(0)),
			("seq", json!(0)),
			("hash", json!(found.record_hash)),
			("from", json!(found.block_number)),
			("file", json!(proved.json)),
			("trust", json!(bot_client::hex_bytes::encode(proved.header_hash))),
		]);
		Ok(())
	}

	/// Agrees on the device's sales and sells something; before anything can be sold, that is refused.
	async fn sell(&mut self) -> Result<()> {
		let (operator, provider, buyer) = (dev::bob(), dev::alice(), dev::charlie());
		let party =
			|key, share_ppm| Party { account: account(key), share_ppm, payout: Payout::OnChain };
		let split = Split {
			deductions: Vec::new(),
			parties: vec![party(&operator, 600_000), party(&provider, 400_000)],
		};
		let conditions = Conditions {
			asset: Asset::Native,
			arbiter: account(&buyer),
			currency: "BOT".into(),
			decimals: money::BOT_DECIMALS,
			utc_offset_minutes: 0,
			dispute_window: 0,
		};
		let machine = self.signer.device.clone();
		let propose = self.chain.propose_agreement(machine.index, &conditions, &split, &operator);
		let agreement = while_sealing(&self.chain, async { Ok(propose.await?) }).await?;
		self.refuse(9034, "revenue_quote", json!([agreement, "100"])).await?;
		let chain = &self.chain;
		while_sealing(chain, async {
			for party in [&operator, &provider] {
				chain.accept_agreement(agreement, &split, party).await?;
			}
			chain.activate_agreement(agreement, &operator).await?;
			let tiers = [Tier { class: 0, price: 1_000_000_000_001 }];
			chain.set_prices(machine.index, Asset::Native, &tiers, &operator).await?;
			let paid = chain.submit_purchase(agreement, 0, u128::MAX, None, &buyer).await?;
			let paid = chain.paid(paid).await?;
			chain.vend(&machine, &self.signer.key, paid.purchase, VendOutcome::Dispensed).await?;
			Ok(())
		})
		.await?;
		self.values.extend([
			("agreement", json!(agreement)),
			("payee", json!(account(&provider).to_string())),
		]);
		Ok(())
	}

	/// What the node answers to this call, over HTTP.
	async fn call(&mut self, method: &str, params: Value) -> Result<Result<Value, Value>> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let (status, answer) = self.http.post(request.to_string().as_bytes()).await?;
		ensure!(status == 200, "{method}: {status} {answer}");
		let mut answer: Value = serde_json::from_str(&answer)?;
		Ok(match answer.get_mut("error") {
			Some(error) => Err(error.take()),
			None => Ok(answer["result"].take()),
		})
	}

	/// Makes a call that the node refuses with this code, under the name that is documented for it.
	async fn refuse(&mut self, code: i32, method: &str, params: Value) -> Result<()> {
		match self.call(method, params.clone()).await? {
			Ok(answer) => bail!("{method} {params}: {answer}, not {code}"),
			Err(error) => self.is_refusal(code, &error),
		}
	}

	/// Sees that `error` is the one of this code, under the name that is documented for it.
	fn is_refusal(&mut self, code: i32, error: &Value) -> Result<()> {
		ensure!(error["code"] == code, "{error}, not {code}");
		ensure!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{error}");
		let name = errors().into_iter().find(|row| row.0 == code);
		let (_, name) = name.with_context(|| format!("{code} is not documented"))?;
		if code > 0 {
			ensure!(error["data"] == name, "{error}, not {name}");
		}
		self.seen.insert(code);
		Ok(())
	}

	/// The parameters of the documented example, with this chain's values.
	fn parameters(&self, method: &Method) -> Result<Map<String, Value>> {
		let mut parameters = method.request.as_object().context("an object")?.clone();
		for (name, value) in &mut parameters {
			if let Some(live) = self.values.get(name.as_str()) {
				*value = live.clone();
			}
		}
		Ok(parameters)
	}
}

/// Where `live` has another form than `documented`: other fields, or values of other types.
fn differences(path: &str, documented: &Value, live: &Value) -> Vec<String> {
	match (documented, live) {
		(Value::Object(documented), Value::Object(live)) => {
			let names: BTreeSet<_> = documented.keys().chain(live.keys()).collect();
			let of = |name: &String| match (documented.get(name), live.get(name)) {
				(Some(documented), Some(live)) => {
					differences(&format!("{path}.{name}"), documented, live)
				},
				(Some(_), None) => vec![format!("{path}.{name} is documented")],
				_ => vec![format!("{path}.{name} is not documented")],
			};
			names.into_iter().flat_map(of).collect()
		},
		(Value::Array(documented), Value::Array(live)) => {
			match (documented.first(), live.first()) {
				(Some(documented), Some(live)) => {
					differences(&format!("{path}[0]"), documented, live)
				},
				(None, None) => vec![],
				_ => vec![format!("{path} is empty in one of them")],
			}
		},
		(Value::Null, Value::Null)
		| (Value::Bool(_), Value::Bool(_))
		| (Value::Number(_), Value::Number(_))
		| (Value::String(_), Value::String(_)) => vec![],
		_ => vec![format!("{path}: {documented} is documented, {live} is the answer")],
	}
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn methods_answer_as_documented() -> Result<()> {
	let dir = tempdir()?;
	let (node, chain) = Node::start(dir.path(), &MANUAL).await?;
	let mut scene = Scene::new(&node, chain).await?;

	let listed: Value = scene.chain.request("rpc_methods", rpc_params![]).await?;
	let listed = listed["methods"].as_array().context("methods")?.iter();
	let ours = |name: &&str| {
		["did_", "attestation_", "revenue_"].iter().any(|prefix| name.starts_with(prefix))
	};
	let listed: BTreeSet<_> = listed.filter_map(Value::as_str).filter(ours).collect();
	let documented = methods()?;
	let names: BTreeSet<_> = documented.iter().map(|method| &method.name[..]).collect();
	ensure!(names == listed, "documented are {names:?}, the node has {listed:?}");

	let mut differing = Vec::new();
	for method in &documented {
		let by_name = scene.parameters(method)?;
		let answer = scene.call(&method.name, by_name.clone().into()).await?;
		let answer = answer.map_err(anyhow::Error::msg).with_context(|| method.name.clone())?;
		let differences = differences("result", &method.result, &answer);
		if !differences.is_empty() {
			println!("{}: {answer:#}", method.name);
			differing.extend(differences.into_iter().map(|it| format!("{}: {it}", method.name)));
		}

		// The same in the documented order; what is optional is null.
		let in_order = method.parameters.iter();
		let in_order = in_order.map(|it| by_name.get(&it.name).cloned().unwrap_or_default());
		let again = scene.call(&method.name, in_order.collect()).await?;
		ensure!(again.as_ref() == Ok(&answer), "{}: {again:?} was {answer}", method.name);

		for parameter in &method.parameters {
			let name = &parameter.name;
			let mut changed = by_name.clone();
			changed.insert(name.clone(), json!([true]));
			let code = if name == "file" { 9040 } else { -32602 };
			scene.refuse(code, &method.name, changed.clone().into()).await?;
			changed.remove(name);
			let without = scene.call(&method.name, changed.clone().into()).await?;
			ensure!(without.is_ok() == parameter.optional, "{}.{name}: {without:?}", method.name);
			if parameter.kind == "hash" {
				changed.insert(name.clone(), json!(format!("0x{}", "ee".repeat(32))));
				match (&name[..], scene.call(&method.name, changed.clone().into()).await?) {
					("at", Err(error)) => scene.is_refusal(9010, &error)?,
					("hash", Err(error)) => scene.is_refusal(9020, &error)?,
					("trust", Ok(answer)) => ensure!(answer["brokenLink"] == "HeaderHash"),
					(_, answer) => bail!("{}.{name}: {answer:?}", method.name),
				}
			}
			if name == "at" {
				changed.insert(name.clone(), scene.values["at"].clone());
				let at = scene.call(&method.name, changed.into()).await?;
				ensure!(at.is_ok(), "{} at a block: {at:?}", method.name);
			}
		}
	}
	ensure!(differing.is_empty(), "{differing:#?}");
	node.stop().await
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn errors_are_those_documented() -> Result<()> {
	let dir = tempdir()?;
	let limits = [
		["--state-pruning", KEPT],
		["--evidence-pruning", KEPT],
		["--rpc-max-request-size", "2"],
		["--rpc-max-response-size", "3"],
		["--rpc-max-batch-request-len", "8"],
	];
	let args = [&MANUAL[..], limits.as_flattened()].concat();
	let (node, chain) = Node::start(dir.path(), &args).await?;
	let mut scene = Scene::new(&node, chain).await?;
	let did = scene.values["did"].as_str().context("a DID")?.to_owned();
	let hash = scene.values["hash"].clone();
	let nobody = format!("0x{}", "ee".repeat(32));
	let stranger = "did:bot:dev:11111111111111111111111111111111";

	scene.refuse(9001, "attestation_stream", json!(["did:web:example.com"])).await?;
	scene.refuse(9002, "attestation_stream", json!([did.replace(":dev:", ":prod:")])).await?;
	scene.refuse(9003, "attestation_stream", json!([stranger])).await?;
	for limit in [0, 257, u32::MAX] {
		scene.refuse(9004, "did_list", json!([0, limit])).await?;
		scene.refuse(9004, "revenue_list", json!([0, limit])).await?;
		scene.refuse(9004, "attestation_archive", json!([0, limit])).await?;
	}
	scene.refuse(9010, "did_resolve", json!([did, null, nobody])).await?;
	scene.refuse(9020, "attestation_record", json!([did, 0, 7])).await?;
	scene.refuse(9020, "attestation_recordByHash", json!([nobody])).await?;
	scene.refuse(9030, "revenue_agreement", json!([77])).await?;
	scene.refuse(9031, "revenue_quote", json!([0, "-1"])).await?;
	scene.refuse(9032, "revenue_statement", json!([0, "nobody"])).await?;
	let payee = scene.values["payee"].clone();
	scene.refuse(9033, "revenue_statement", json!([0, payee, "2026-02-30"])).await?;
	scene.refuse(9040, "attestation_verify", json!([{}])).await?;

	// A record in a block that is not final, and one in a block that does not commit to it yet.
	let found: Value = scene.chain.request("attestation_recordByHash", rpc_params![hash]).await?;
	scene.refuse(9012, "attestation_prove", json!([did, 0, 0, found["blockHash"]])).await?;
	let next = scene.signer.batch(1)?;
	scene.signer.attest(&scene.chain, &next).await?;
	let last = seal(&scene.chain, None, false).await?;
	scene.refuse(9011, "attestation_prove", json!([did, 0, 0, last])).await?;
	scene.refuse(9021, "attestation_prove", json!([did, 0, 1])).await?;

	protocol(&mut scene).await?;

	let number = u32::try_from(found["blockNumber"].as_u64().context("a number")?)?;
	let old = hash_of(&scene.chain, number).await?;
	seal_many(&scene.chain, 2 * KEPT.parse::<u32>()?).await?;
	scene.refuse(9013, "attestation_stream", json!([did, old])).await?;
	scene.refuse(9023, "attestation_archive", json!([number, 1])).await?;

	let documented: BTreeSet<_> = errors().into_iter().map(|(code, _)| code).collect();
	let expected: BTreeSet<_> =
		documented.into_iter().filter(|code| !NOT_PROVOKED.contains(code)).collect();
	ensure!(scene.seen == expected, "{:?} were provoked, not {expected:?}", scene.seen);
	println!("{} of the documented errors were provoked: {:?}", expected.len(), expected);
	node.stop().await
}

/// What is wrong before it comes to a method.
async fn protocol(scene: &mut Scene) -> Result<()> {
	scene.refuse(-32601, "did_forget", json!([])).await?;
	scene.refuse(-32602, "did_list", json!(["first"])).await?;
	let code = "0x3a636f6465";
	scene.refuse(-32008, "state_getStorage", json!([code])).await?;
	let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "did_list" });
	let batch = Value::from(vec![call; 9]).to_string();
	let long = json!({ "jsonrpc": "2.0", "id": 1, "method": "x", "params": ["x".repeat(3 << 20)] });
	for (code, request) in [
		(-32700, "{".to_string()),
		(-32600, r#"{"jsonrpc":"2.0","id":1}"#.to_string()),
		(-32010, batch),
		(-32007, long.to_string()),
	] {
		let (_, over_http) = scene.http.post(request.as_bytes()).await?;
		let over_socket = Socket::connect(&scene.url).await?.ask(request.as_bytes()).await?;
		for answer in [over_http, over_socket] {
			let answer: Value = serde_json::from_str(&answer)?;
			scene.is_refusal(code, &answer["error"])?;
		}
	}
	Ok(())
}
