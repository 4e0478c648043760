//! Sales by nothing but the command line program: from the file of a payment system to the
//! statements, and what files and chain do not agree on.
//!
//! Needs a node that is built: `scripts/test-node` runs it.

use std::{collections::BTreeSet, fs, path::PathBuf};

use anyhow::{ensure, Context, Result};
use bot_node_tests::{
	cli::Bot,
	device::{register, Signer},
	node::Node,
};
use serde_json::{json, Value};
use tempfile::{tempdir, TempDir};

/// What two machines sold, as a payment system tells it: transactions with several lines, one taken up
/// days late, one before its date.
const SALES: &str = include_str!("../../../client/tests/data/sales.csv");

/// The audit file of the first machine, which agrees with that.
const AUDIT: &str = include_str!("../../../client/tests/data/audit.dts");

const MACHINES: [&str; 2] = ["VJ900000001", "VJ900000002"];
const KEYS: [&str; 2] = ["//Hall1", "//Hall2"];

/// Arguments that name the sales file and the machines.
const FILES: [&str; 4] = ["--csv", "sales.csv", "--machines", "machines.csv"];

/// Two machines on a chain of their own, each under the agreement of its number.
struct Scene {
	dir: TempDir,
	_node: Node,
	bot: Bot,
	machines: Vec<Signer>,
}

impl Scene {
	async fn new() -> Result<Self> {
		let dir = tempdir()?;
		// Each command waits for a final block.
		let (node, chain) = Node::start(dir.path(), &["--dev-block-time", "250"]).await?;
		let bot = Bot::new(dir.path(), node.url())?;
		let machines = register(&chain, &KEYS.map(String::from)).await?;
		let list = machines.iter().zip(MACHINES).zip(KEYS).enumerate();
		let rows = list.map(|(agreement, ((machine, name), key))| {
			format!("{name},{},{agreement},{key}\n", machine.did())
		});
		let list = rows.fold("machine,device,agreement,device_key\n".to_string(), |a, b| a + &b);
		fs::write(dir.path().join("machines.csv"), list)?;
		let scene = Self { dir, _node: node, bot, machines };
		scene.write("sales.csv", SALES)?;
		Ok(scene)
	}

	fn write(&self, name: &str, text: &str) -> Result<()> {
		Ok(fs::write(self.dir.path().join(name), text)?)
	}

	/// Agrees on the sales of a machine, by its number.
	async fn agree(&self, machine: usize, window: &str, parties: [&str; 2]) -> Result<()> {
		let did = self.machines[machine].did().to_string();
		let agreement = machine.to_string();
		let [one, other] = parties;
		let terms = ["--party", one, "--party", other, "--dispute-window", window];
		let propose = ["agreement", "propose", "--device", &did, "--arbiter", "//Charlie"];
		let proposed = [&propose[..], &terms, &["--key", "//Bob"]].concat();
		let proposed = self.bot.json(0, &proposed).await?;
		ensure!(proposed["agreement"] == machine && proposed["state"] == "proposed", "{proposed}");
		for key in parties.map(account) {
			self.bot.succeed(&["agreement", "accept", &agreement, "--key", key]).await?;
		}
		let activate = ["agreement", "activate", &agreement, "--key", "//Bob"];
		let active = self.bot.json(0, &activate).await?;
		ensure!(active["state"] == "active", "{active}");
		Ok(())
	}

	/// Where a machine's reports are kept in this state.
	fn reports(&self, machine: usize, state: &str) -> PathBuf {
		let did = self.machines[machine].did().to_string();
		let name = did.trim_start_matches("did:bot:").replace(':', "-");
		self.dir.path().join("bot-store").join(name).join("sales").join(state)
	}

	/// How a payee of an agreement stands.
	async fn statement(&self, agreement: &str, payee: &str) -> Result<Value> {
		let told = self.bot.json(0, &["statement", agreement, "--payee", payee]).await?;
		told.get(0).cloned().context("one statement")
	}

	/// What does not agree with `csv`: of which machine, what, and in which row, transaction and report.
	async fn findings(&self, csv: &str) -> Result<BTreeSet<String>> {
		let files = ["reconcile", "--csv", csv, "--machines", "machines.csv"];
		let told = self.bot.json(1, &files).await?;
		ensure!(told["agrees"] == false && told["unreadable"] == json!([]), "{told}");
		let machines = told["machines"].as_array().context("machines")?;
		let of = |machine: &Value| {
			let name = machine["machine"].clone();
			let findings = machine["findings"].as_array().cloned().unwrap_or_default();
			findings.into_iter().map(move |it| {
				format!(
					"{name} {} {} {} {}",
					it["name"], it["row"], it["transaction"], it["report"]
				)
			})
		};
		Ok(machines.iter().flat_map(of).collect())
	}
}

/// The account of a party, as it is named with its share.
fn account(party: &str) -> &str {
	party.split('=').next().unwrap_or(party)
}

/// An amount of BOT, as JSON has it.
fn bot_units(amount: u128) -> Value {
	json!((amount * 1_000_000_000_000).to_string())
}

fn change(text: &str, from: &str, to: &str) -> Result<String> {
	ensure!(text.contains(from), "no `{from}` in the file");
	Ok(text.replace(from, to))
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn what_is_missing_altered_repeated_and_hidden_is_named() -> Result<()> {
	let scene = Scene::new().await?;
	let bot = &scene.bot;
	scene.agree(0, "0s", ["//Bob=60%", "//Alice=40%"]).await?;
	scene.agree(1, "0s", ["//Bob=33.3333%", "//Eve=66.6667%"]).await?;

	// A report of the second machine is kept, and held back.
	let made = bot.json(0, &[&["report", "--no-send"], &FILES[..]].concat()).await?;
	let sold = |machine: &str, means: &str, lines: u32, quantity: u32, amount: &str| {
		json!({
			"machine": machine,
			"means": means,
			"lines": lines,
			"quantity": quantity,
			"amount": amount,
		})
	};
	let expected = json!([
		sold(MACHINES[0], "Cash", 4, 5, "11.00"),
		sold(MACHINES[0], "Card", 4, 4, "7.75"),
		sold(MACHINES[1], "Cash", 3, 3, "5.25"),
		sold(MACHINES[1], "Card", 1, 1, "2.75"),
	]);
	ensure!(made["new"] == expected && made["reportsMade"] == 8, "{made}");
	let hidden = "r0000000001.json";
	let aside = scene.dir.path().join(hidden);
	fs::rename(scene.reports(1, "pending").join(hidden), &aside)?;
	let send = ["report", "--machines", "machines.csv", "--settle-with", "//Charlie"];
	let sent = bot.json(0, &send).await?;
	let counts = ["reports", "lines", "transactions", "settled"].map(|it| sent["sent"][it].clone());
	ensure!(counts == [7, 11, 7, 7], "{sent}");
	fs::rename(&aside, scene.reports(1, "sent").join(hidden))?;
	let again = bot.json(0, &[&["report"], &FILES[..]].concat()).await?;
	ensure!(again["alreadyReported"] == 12 && again["reportsMade"] == 0, "{again}");

	// To the cent: 60 % and 40 % of 18.75, and nothing left over.
	let told = bot.succeed(&["statement", "0"]).await?;
	for amount in ["9 pieces, gross 18.75 BOT", "11.25", "7.50", "payees' sum minus gross: 0"] {
		ensure!(told.contains(amount), "{told}");
	}
	let first = ["reconcile", "--machine", MACHINES[0], "--dts", "audit.dts"];
	let first = [&first[..], &FILES].concat();
	scene.write("audit.dts", AUDIT)?;
	let told = bot.json(0, &first).await?;
	ensure!(told["agrees"] == true && told["machines"][0]["reports"] == 5, "{told}");
	scene.write("audit.dts", &change(AUDIT, "VA1*1875*9", "VA1*2025*10")?)?;
	let told = bot.json(1, &first).await?;
	let finding = &told["machines"][0]["findings"];
	ensure!(finding.as_array().is_some_and(|it| it.len() == 1), "{told}");
	ensure!(finding[0]["name"] == "Unexplained", "{told}");
	ensure!(finding[0]["what"] == "all paid vends (VA1): +1 pieces, +1.50", "{told}");

	let hidden = r#""VJ900000002" "HiddenReport" null null 1"#;
	ensure!(scene.findings("sales.csv").await? == [hidden.to_string()].into());
	let mut rows: Vec<_> = SALES.lines().collect();
	let removed = rows.remove(1);
	ensure!(removed.contains(",20001,"), "{removed}");
	let repeated = rows[rows.len() - 2];
	ensure!(repeated.contains(",20009,"), "{repeated}");
	rows.push(repeated);
	let dearer = "120,2.75,1,120,2.75,1,2.75,2.75,3/8/2022";
	let altered = change(&rows.join("\n"), "120,2.5,1,120,2.5,1,2.5,2.5,3/8/2022", dearer)?;
	scene.write("tampered.csv", &altered)?;
	let found = scene.findings("tampered.csv").await?;
	let expected = [
		r#""VJ900000001" "MissingInFile" null "20001" 0"#,
		r#""VJ900000001" "Altered" 8 "20007" 2"#,
		r#""VJ900000001" "Duplicated" 13 "20009" null"#,
		hidden,
	];
	ensure!(found == expected.map(String::from).into(), "{found:?}");
	Ok(())
}

#[tokio::test]
#[ignore = "needs a built node: run scripts/test-node"]
async fn an_agreement_lives_by_commands_alone() -> Result<()> {
	let scene = Scene::new().await?;
	let bot = &scene.bot;
	scene.agree(0, "0s", ["//Alice=50%", "//Eve=50%,external"]).await?;
	scene.agree(1, "72h", ["//Alice=60%", "//Eve=40%"]).await?;
	let row = |machine: &str| {
		format!(
			"Processed,{machine},Hall,Hall,Watch,Goods,7,\"Tuesday, March 1, 2022\",Cash,1,1000,1,1,\
			 1000,1,1000,1000,3/1/2022\n"
		)
	};
	let header = SALES.lines().next().context("a header")?;
	scene.write("sales.csv", &(header.to_string() + "\n" + &MACHINES.map(row).concat()))?;
	bot.succeed(&[&["report"], &FILES[..]].concat()).await?;

	dispute(&scene).await?;
	arrears(&scene).await?;
	outside(&scene).await?;
	tickets(&scene).await?;
	let reverse = ["settlement", "reverse", "0", "0", "--line", "0", "--amount", "100"];
	bot.succeed(&[&reverse[..], &["--key", "//Bob"]].concat()).await?;
	let alice = scene.statement("0", "//Alice").await?;
	ensure!(alice["owing"] == bot_units(50), "{alice}");
	let closed = bot.json(0, &["settlement", "close", "0", "--key", "//Eve"]).await?;
	ensure!(closed["period"] == 0, "{closed}");

	let parties = ["--party", "//Alice=50%", "--party", "//Eve=30%", "--party", "//Ferdie=20%"];
	let amend = ["agreement", "amend", "1", "--from", "2100-01-01T00:00:00Z", "--key", "//Bob"];
	bot.succeed(&[&amend[..], &parties].concat()).await?;
	let other = ["agreement", "accept", "1", "--share", "31%", "--key", "//Eve"];
	let told = bot.fail(1, &other).await?;
	ensure!(told.contains("30 % by what is proposed"), "{told}");
	for (key, share) in [("//Alice", "50%"), ("//Eve", "30%"), ("//Ferdie", "20%")] {
		bot.succeed(&["agreement", "accept", "1", "--share", share, "--key", key]).await?;
	}
	let told = bot.json(0, &["agreement", "show", "1"]).await?;
	ensure!(told["version"] == 0 && told["versions"][1]["missing"] == json!([]), "{told}");
	let told = bot.json(0, &["agreement", "list"]).await?;
	let listed = told.as_array().context("a list")?;
	ensure!(
		listed.len() > 1 && listed[0]["agreement"] == 0 && listed[0]["state"] == "active",
		"{told}"
	);
	let device = listed[1]["device"].to_string();
	let told = bot.json(0, &["agreement", "list", "--device", &device]).await?;
	ensure!(told == json!([listed[1]]), "{told}");
	bot.fail(1, &["agreement", "list", "--device", "4000"]).await?;
	let told = bot.json(0, &["agreement", "terminate", "0", "--key", "//Alice"]).await?;
	ensure!(told["endsAt"].is_u64() && told["state"] == "active", "{told}");
	Ok(())
}

/// A party disputes a report of 1,000 BOT, and the arbiter has 600 of it paid.
async fn dispute(scene: &Scene) -> Result<()> {
	let bot = &scene.bot;
	scene.write("evidence.txt", "The watch came back.")?;
	let dispute = ["settlement", "dispute", "1", "0", "--evidence", "evidence.txt"];
	bot.succeed(&[&dispute[..], &["--key", "//Eve"]].concat()).await?;
	let told = bot.json(0, &["settlement", "reports", "1"]).await?;
	ensure!(told[0]["state"] == "disputed", "{told}");
	let told = bot.json(0, &["settlement", "disputes", "1"]).await?;
	ensure!(told[0]["number"] == 0 && told[0]["amount"] == bot_units(1_000), "{told}");
	let settled = bot.json(0, &["settlement", "settle", "1", "--key", "//Charlie"]).await?;
	ensure!(settled["settled"] == json!([]), "{settled}");
	let alice = scene.statement("1", "//Alice").await?;
	ensure!(alice["pending"] == bot_units(600) && alice["paid"] == bot_units(0), "{alice}");
	let decide = ["settlement", "decide", "1", "0", "--paid", "600.00", "--key"];
	let told = bot.fail(1, &[&decide[..], &["//Bob"]].concat()).await?;
	ensure!(told.contains("NotArbiter"), "{told}");
	bot.succeed(&[&decide[..], &["//Charlie"]].concat()).await?;
	for (party, paid) in [("//Alice", 360), ("//Eve", 240)] {
		let told = scene.statement("1", party).await?;
		ensure!(told["paid"] == bot_units(paid) && told["pending"] == bot_units(0), "{told}");
	}
	Ok(())
}

/// The operator has too little to pay, and pays once it has its money back.
async fn arrears(scene: &Scene) -> Result<()> {
	let bot = &scene.bot;
	let did = scene.machines[0].did().to_string();
	// Nearly all that the operator has: the price of a purchase that fails.
	bot.succeed(&["prices", "set", &did, "--price", "0=999300", "--key", "//Bob"]).await?;
	let paid = bot.json(0, &["purchase", "--agreement", "0", "--key", "//Bob"]).await?;
	ensure!(paid["purchase"] == 0, "{paid}");
	let settled = bot.json(0, &["settlement", "settle", "0", "--key", "//Charlie"]).await?;
	ensure!(settled["settled"] == json!([0]), "{settled}");
	let alice = scene.statement("0", "//Alice").await?;
	ensure!(alice["owed"] != bot_units(0) && alice["paid"] != bot_units(500), "{alice}");
	let pay = ["settlement", "pay", "0", "--payee", "//Alice", "--key", "//Charlie"];
	let told = bot.fail(1, &pay).await?;
	ensure!(told.contains("OperatorCannotPay"), "{told}");
	let vend = ["vend", "0", "--failed", "--device-key", KEYS[0]];
	let vended = bot.json(0, &vend).await?;
	ensure!(vended["outcome"] == "Failed", "{vended}");
	bot.succeed(&pay).await?;
	let alice = scene.statement("0", "//Alice").await?;
	ensure!(alice["owed"] == bot_units(0) && alice["paid"] == bot_units(500), "{alice}");
	Ok(())
}

/// Payments by a bank: one is confirmed, one did not arrive and is made again.
async fn outside(scene: &Scene) -> Result<()> {
	let bot = &scene.bot;
	let record = |reference, amount| {
		let payment = ["settlement", "record", "0", "--reference", reference, "--amount", amount];
		[&payment[..], &["--payee", "//Eve", "--key", "//Bob"]].concat()
	};
	let answer = |answer, reference, key| {
		["settlement", answer, "0", "--reference", reference, "--key", key]
	};
	bot.succeed(&record("R-1", "200.00")).await?;
	let eve = scene.statement("0", "//Eve").await?;
	ensure!(eve["stated"] == bot_units(200) && eve["owedOutside"] == bot_units(300), "{eve}");
	let told = bot.fail(1, &answer("confirm", "R-1", "//Bob")).await?;
	ensure!(told.contains("TooSoon"), "{told}");
	bot.succeed(&answer("confirm", "R-1", "//Eve")).await?;
	bot.succeed(&record("R-2", "300.00")).await?;
	bot.succeed(&answer("reject", "R-2", "//Eve")).await?;
	let eve = scene.statement("0", "//Eve").await?;
	ensure!(eve["paid"] == bot_units(200) && eve["owedOutside"] == bot_units(300), "{eve}");
	bot.succeed(&record("R-3", "300.00")).await?;
	bot.succeed(&answer("confirm", "R-3", "//Eve")).await?;
	let eve = scene.statement("0", "//Eve").await?;
	ensure!(eve["paid"] == bot_units(500) && eve["stated"] == bot_units(0), "{eve}");
	Ok(())
}

/// A buyer without an account has its money back, and another one its bottle.
async fn tickets(scene: &Scene) -> Result<()> {
	let bot = &scene.bot;
	let did = scene.machines[0].did().to_string();
	bot.succeed(&["prices", "set", &did, "--price", "0=2.00", "--key", "//Bob"]).await?;
	let buy = ["purchase", "--agreement", "0", "--ticket", "//Ticket", "--key", "//Charlie"];
	for purchase in [1, 2] {
		let paid = bot.json(0, &buy).await?;
		ensure!(paid["purchase"] == purchase && paid["price"] == bot_units(2), "{paid}");
	}
	bot.succeed(&["vend", "1", "--failed", "--device-key", KEYS[0]]).await?;
	let refund = ["refund", "1", "--ticket", "//Ticket", "--to", "//Ferdie", "--key", "//Charlie"];
	let told = bot.succeed(&refund).await?;
	ensure!(told.contains("went back to") && told.contains("Ferdie"), "{told}");
	bot.fail(1, &refund).await?;
	let told = bot.succeed(&["vend", "2", "--device-key", KEYS[0]]).await?;
	ensure!(told.contains("split"), "{told}");
	Ok(())
}
