//! `bot report` and `bot reconcile`: the sales of machines, from their files to the chain and back.

use std::{
	collections::BTreeMap,
	path::PathBuf,
	process::ExitCode,
	time::{Duration, Instant},
};

use bot_primitives::sales::{Amount, ProductClass};
use chrono::FixedOffset;
use serde::Serialize;
use serde_json::json;

use super::{args::parse_class, Context};
use bot_client::{
	chain::{agreements::Conditions, devices::Device, Chain},
	gateway::csv::parse_utc_offset,
	member_key::from_argument,
	money::units_text,
	out::{self, grouped, note},
	sales::{
		self, fresh, reconcile, store::counters, Audit, ColumnMap, Counters, Finding, KeptReport,
		Machine, Machines, Period, Refused, Sale, SalesFile, SalesOptions, SalesStore, Sent, Sides,
		Terms, Uplink,
	},
	DeviceKey, Error, Result,
};

/// A sales file, and how it is to be read.
#[derive(clap::Args, Debug)]
pub(super) struct FileArgs {
	/// Which device stands behind each machine of the file: a CSV file with the columns
	/// machine,device,agreement,device_key.
	#[arg(long, alias = "device-keys", value_name = "FILE")]
	machines: PathBuf,
	/// Which column holds what, where it is not that of the usual payment system: field=Column,…;
	/// `field=` where there is none. Fields: status, machine, transaction, product, selection,
	/// category, date, processed, means, price, quantity, mapped-price, mapped-quantity, total,
	/// transaction-total.
	#[arg(long, value_name = "COLUMNS", default_value = "", hide_default_value = true)]
	map: ColumnMap,
	/// The class of a category, such as Food=2. Where none is given, all products are of class 0.
	#[arg(long = "class", value_name = "CATEGORY=CLASS", value_parser = parse_class)]
	classes: Vec<(String, ProductClass)>,
	/// Offset from UTC of the dates.
	#[arg(long, default_value = "+00:00", allow_hyphen_values = true, value_parser = parse_utc_offset)]
	utc_offset: FixedOffset,
	/// Most decimals of a price.
	#[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=18))]
	decimals: u8,
	/// Directory that keeps reports, salts and what blinds the transactions: what the chain does not
	/// hold.
	#[arg(long, default_value = "bot-store")]
	store: PathBuf,
}

impl FileArgs {
	fn machines(&self) -> Result<Machines> {
		Machines::open(&self.machines)
			.map_err(|problem| Error::input(format!("{}: {problem}", self.machines.display())))
	}

	/// Reads the file. One that cannot be read is an error.
	fn read(&self, path: &std::path::Path, machines: &Machines) -> Result<SalesFile> {
		let options = SalesOptions {
			columns: self.map.clone(),
			utc_offset: self.utc_offset,
			decimals: self.decimals,
			classes: self.classes.iter().cloned().collect(),
			machines: Some(machines.names()),
		};
		let mut file = SalesFile::open(path, &options);
		match file.problem.take() {
			Some(problem) => Err(Error::input(format!("{}: {problem}", path.display()))),
			None => Ok(file),
		}
	}

	/// How many units of the agreement's currency the last decimal of a price is.
	fn factor(&self, conditions: &Conditions) -> Result<Amount> {
		let finer = conditions.decimals.checked_sub(self.decimals);
		let factor = finer.and_then(|finer| Amount::from(10u8).checked_pow(finer.into()));
		factor.ok_or_else(|| {
			Error::input(format!(
				"the agreement counts with {} decimals, the file with up to {}",
				conditions.decimals, self.decimals
			))
		})
	}
}

/// The sales of one machine in the currency of its agreement.
fn sales_of(file: &SalesFile, machine: &Machine, factor: Amount) -> Result<Vec<Sale>> {
	let sales = file.sales.iter().filter(|sale| sale.machine == machine.name);
	sales.map(|sale| finer(sale, factor)).collect()
}

fn finer(sale: &Sale, factor: Amount) -> Result<Sale> {
	let finer = sale.clone().finer(factor);
	finer.ok_or_else(|| Error::input(format!("line {}: PriceTooLarge", sale.row)))
}

/// Report what machines sold for cash and by card.
///
/// Reads a sales file, leaves out bad rows by name, makes the good ones of each machine into reports,
/// keeps these in the store, and sends what the chain has not recorded yet, signed by the machine and
/// without a fee. A second run on the same file, or on the same file grown, takes only what is new.
#[derive(clap::Args, Debug)]
pub(super) struct ReportArgs {
	/// The sales file. Without it, what the store holds is sent.
	#[arg(long)]
	csv: Option<PathBuf>,
	#[command(flatten)]
	file: FileArgs,
	/// Report nothing where any row is bad.
	#[arg(long)]
	strict: bool,
	/// How long the period of a report is: day, week or month.
	#[arg(long, default_value_t = Period::Day)]
	period: Period,
	/// Keep the reports in the store, and send nothing.
	#[arg(long)]
	no_send: bool,
	/// Key of an account that settles reports, and pays the fees for that, as soon as nobody can
	/// dispute them any more.
	#[arg(long, value_name = "KEY")]
	settle_with: Option<String>,
}

/// A machine that reports.
struct Reporter<'a> {
	machine: &'a Machine,
	key: DeviceKey,
	device: Device,
	conditions: Conditions,
	terms: Terms,
	store: SalesStore,
	sales: Vec<Sale>,
	kept: Vec<KeptReport>,
}

/// What was sold, by machine and means of payment.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
	machine: String,
	means: String,
	lines: u64,
	quantity: u64,
	/// What was paid, as it is written in the file.
	amount: String,
}

impl ReportArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let begin = Instant::now();
		let settle_with = self.settle_with.as_deref().map(from_argument).transpose()?;
		let machines = self.file.machines()?;
		let keys: Vec<_> = machines
			.iter()
			.map(|machine| DeviceKey::from_argument(&machine.device_key))
			.collect::<Result<_>>()?;
		let file = match &self.csv {
			Some(path) => self.file.read(path, &machines)?,
			None => SalesFile::default(),
		};
		let mut refused = self.name_refused(&file.refused);
		self.ensure_lenient(refused)?;

		let chain = context.chain().await?;
		let mut reporters = Vec::new();
		for (machine, key) in machines.iter().zip(keys) {
			reporters.push(self.reporter(&chain, machine, key, &file).await?);
		}
		let mut new = Vec::new();
		let mut already = 0usize;
		for reporter in &reporters {
			let rows: Vec<_> = reporter.sales.iter().collect();
			let decimals = reporter.conditions.decimals;
			let (sales, known, altered) = fresh(&rows, &reporter.kept, decimals);
			already = already.saturating_add(known);
			refused = refused.saturating_add(self.name_refused(&altered));
			new.push(sales);
		}
		self.ensure_lenient(refused)?;

		let mut rows = Vec::new();
		let mut made = 0usize;
		for (reporter, sales) in reporters.iter().zip(&new) {
			made = made.saturating_add(self.keep(reporter, sales)?);
			rows.extend(count(reporter, sales));
		}
		let sent = match self.no_send {
			true => Sent::default(),
			false => send(context, &chain, &reporters, settle_with.as_ref()).await?,
		};
		let taken = begin.elapsed();
		let value = json!({
			"new": rows,
			"alreadyReported": already,
			"leftOut": refused,
			"reportsMade": made,
			"sent": sent,
			"seconds": taken.as_secs_f64(),
		});
		context.out.result(&value, || report_text(rows, already, refused, made, &sent, taken));
		Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
	}

	/// Names the rows that are left out, and tells how many they are.
	fn name_refused(&self, refused: &[Refused]) -> usize {
		let path = self.csv.as_deref().unwrap_or(std::path::Path::new("")).display();
		refused.iter().for_each(|refused| note(&format!("left out: {path}, {refused}")));
		refused.len()
	}

	fn ensure_lenient(&self, refused: usize) -> Result<()> {
		if self.strict && refused > 0 {
			return Err(Error::input(format!(
				"{refused} rows are bad, named above: with --strict nothing is reported"
			)));
		}
		Ok(())
	}

	async fn reporter<'a>(
		&self,
		chain: &Chain,
		machine: &'a Machine,
		key: DeviceKey,
		file: &SalesFile,
	) -> Result<Reporter<'a>> {
		let device = chain.find_device(&machine.device).await?;
		device.ensure_signing_key(&key.public())?;
		let agreement = chain.agreement(machine.agreement).await?;
		if agreement.device != device.index {
			return Err(Error::input(format!(
				"agreement {} is over device {}, and the machine {} is device {}",
				machine.agreement, agreement.device, machine.name, device.index
			)));
		}
		let store = SalesStore::open(&self.file.store, &device.did)?;
		let sales = sales_of(file, machine, self.file.factor(&agreement.conditions)?)?;
		let kept = store.kept()?;
		Ok(Reporter {
			machine,
			key,
			device,
			terms: Terms { agreement: machine.agreement, version: agreement.version },
			conditions: agreement.conditions,
			store,
			sales,
			kept,
		})
	}

	/// Makes new sales into reports in the store, and tells how many.
	fn keep(&self, reporter: &Reporter<'_>, new: &[&Sale]) -> Result<usize> {
		let Reporter { terms, store, kept, .. } = reporter;
		let counters: Counters = counters(kept)?;
		let period = (self.period, self.file.utc_offset);
		let reports = sales::reports(new, *terms, period, kept, counters, &store.blinder()?)?;
		reports.iter().try_for_each(|report| store.put(report))?;
		Ok(reports.len())
	}
}

async fn send(
	context: &Context,
	chain: &Chain,
	reporters: &[Reporter<'_>],
	settle_with: Option<&subxt_signer::sr25519::Keypair>,
) -> Result<Sent> {
	let mut uplinks = Vec::new();
	for Reporter { machine, key, device, store, .. } in reporters {
		let (key, device) = (key.clone(), device.clone());
		let uplink = Uplink::new(chain, store, key, device, machine.agreement)?;
		uplink.ensure_chain_knows_what_was_sent().await?;
		uplinks.push(uplink);
	}
	sales::uplink::send(chain, &mut uplinks, settle_with, |sent| {
		context.out.line(&format!(
			"block {}: {} reports with {} lines recorded",
			sent.block,
			grouped(sent.reports.into()),
			grouped(sent.lines)
		));
	})
	.await
}

fn count(reporter: &Reporter<'_>, sales: &[&Sale]) -> Vec<Row> {
	let mut sums = BTreeMap::<_, (u64, u64, Amount)>::new();
	for sale in sales {
		let (lines, quantity, amount) = sums.entry(sale.means).or_default();
		*lines = lines.saturating_add(1);
		*quantity = quantity.saturating_add(sale.quantity.into());
		*amount = amount.saturating_add(sale.amount);
	}
	let row = |(means, (lines, quantity, amount))| Row {
		machine: reporter.machine.name.clone(),
		means: format!("{means:?}"),
		lines,
		quantity,
		amount: units_text(amount, reporter.conditions.decimals),
	};
	sums.into_iter().map(row).collect()
}

fn report_text(
	rows: Vec<Row>,
	already: usize,
	refused: usize,
	made: usize,
	sent: &Sent,
	taken: Duration,
) -> String {
	let count = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
	let mut text = format!("new sales, in {} reports:", count(made));
	if !rows.is_empty() {
		let rows = rows.into_iter().map(|row| {
			[row.machine, row.means, grouped(row.lines), grouped(row.quantity), row.amount]
		});
		text += "\n";
		text += &out::table(["machine", "means", "lines", "pieces", "amount"], rows);
	}
	text += &format!(
		"\n{} reports with {} lines recorded by {} transactions without a fee, {} settled; {:.1} s",
		grouped(sent.reports.into()),
		grouped(sent.lines),
		grouped(sent.transactions.into()),
		grouped(sent.settled.into()),
		taken.as_secs_f64()
	);
	if already > 0 {
		text += &format!("\n{} rows were reported by an earlier run", count(already));
	}
	if refused > 0 {
		text += &format!("\n{} rows were left out, named above", count(refused));
	}
	text
}

/// Compare the files of machines with what the chain has of their sales.
///
/// Lists sales that are missing, duplicated or altered, reports that are hidden, and totals of the
/// machine's audit file that all of this does not explain. Exit code 1 where anything is found.
#[derive(clap::Args, Debug)]
pub(super) struct ReconcileArgs {
	/// The sales file.
	#[arg(long)]
	csv: PathBuf,
	#[command(flatten)]
	file: FileArgs,
	/// Compare this machine only.
	#[arg(long, value_name = "NAME")]
	machine: Option<String>,
	/// The EVA-DTS audit file of a machine, which its ID101 names unless --machine does.
	#[arg(long, value_name = "FILE")]
	dts: Option<PathBuf>,
}

/// What was found of one machine.
#[derive(Serialize)]
struct Found {
	machine: String,
	reports: usize,
	findings: Vec<Finding>,
}

impl ReconcileArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let machines = self.file.machines()?;
		let file = self.file.read(&self.csv, &machines)?;
		let audit = self.audit(&machines)?;
		let is_wanted =
			|machine: &&Machine| self.machine.as_ref().is_none_or(|wanted| *wanted == machine.name);
		let wanted: Vec<_> = machines.iter().filter(is_wanted).collect();
		if wanted.is_empty() {
			return Err(Error::input("--machine names none of the list"));
		}

		let chain = context.chain().await?;
		let mut found = Vec::new();
		for machine in wanted {
			let audit = audit.as_ref().filter(|(name, _)| *name == machine.name);
			let audit = audit.map(|(_, audit)| audit);
			found.push(self.compare(&chain, machine, &file, audit).await?);
		}
		// Rows of which the machine is not known are of none of them.
		let lost: Vec<_> =
			file.refused.iter().filter(|refused| refused.transaction.is_none()).collect();
		let agrees = lost.is_empty() && found.iter().all(|found| found.findings.is_empty());
		let lost: Vec<_> = lost.iter().map(ToString::to_string).collect();
		let value = json!({ "machines": found, "unreadable": lost, "agrees": agrees });
		context.out.result(&value, || found_text(&found, &lost));
		Ok(if agrees { ExitCode::SUCCESS } else { ExitCode::from(1) })
	}

	/// Reads the audit file, and finds whose it is.
	fn audit(&self, machines: &Machines) -> Result<Option<(String, Audit)>> {
		let Some(path) = &self.dts else { return Ok(None) };
		let bytes = std::fs::read(path).map_err(|error| Error::file(path, error))?;
		let bad =
			|what: &dyn std::fmt::Display| Error::input(format!("{}: {what}", path.display()));
		let (audit, segments) =
			Audit::read(&bytes, self.file.decimals).map_err(|problem| bad(&problem))?;
		segments.iter().for_each(|segment| {
			note(&format!("left out: {}, {segment}", path.display()));
		});
		let name = self.machine.clone().or_else(|| audit.serial.clone());
		let name = name.filter(|name| machines.names().contains(name)).ok_or_else(|| {
			bad(&"UnknownMachine: its ID101 names none of the list; name it with --machine")
		})?;
		Ok(Some((name, audit)))
	}

	async fn compare(
		&self,
		chain: &Chain,
		machine: &Machine,
		file: &SalesFile,
		audit: Option<&Audit>,
	) -> Result<Found> {
		let device = chain.find_device(&machine.device).await?;
		let conditions = chain.agreement(machine.agreement).await?.conditions;
		let factor = self.file.factor(&conditions)?;
		let kept = SalesStore::open_to_read(&self.file.store, &device.did)?.kept()?;
		let reports = chain.sales_reports(&device).await?;
		let on_chain: Vec<_> = reports.iter().map(Into::into).collect();

		let sales = sales_of(file, machine, factor)?;
		let refused = file.refused.iter().filter(|refused| {
			refused.transaction.as_ref().is_some_and(|(name, _)| *name == machine.name)
		});
		let refused = refused
			.map(|refused| {
				let sale = refused.sale.as_ref().map(|sale| finer(sale, factor)).transpose()?;
				Ok(Refused { sale, ..refused.clone() })
			})
			.collect::<Result<Vec<_>>>()?;
		let audit = audit.map(|audit| {
			let finer = audit.clone().finer(factor);
			finer.ok_or_else(|| Error::input("the audit file's values are too large"))
		});
		let findings = reconcile(&Sides {
			sales: &sales.iter().collect::<Vec<_>>(),
			refused: &refused.iter().collect::<Vec<_>>(),
			chain: &on_chain,
			kept: &kept,
			audit: audit.transpose()?.as_ref(),
			decimals: conditions.decimals,
		})?;
		Ok(Found { machine: machine.name.clone(), reports: reports.len(), findings })
	}
}

fn found_text(found: &[Found], lost: &[String]) -> String {
	let mut lines = Vec::new();
	for Found { machine, reports, findings } in found {
		let reports = grouped(u64::try_from(*reports).unwrap_or(u64::MAX));
		let verdict = match findings.len() {
			0 => "all agrees".into(),
			1 => "1 finding".into(),
			count => format!("{count} findings"),
		};
		lines.push(format!("{machine}: {reports} reports on the chain, {verdict}"));
		lines.extend(findings.iter().map(|finding| format!("  {finding}")));
	}
	lines.extend(lost.iter().map(|lost| format!("of no machine: {lost}")));
	lines.join("\n")
}
