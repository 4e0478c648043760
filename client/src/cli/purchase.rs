//! What machines charge, and what is paid for on the chain.

use std::process::ExitCode;

use bot_primitives::sales::{ProductClass, VendOutcome};
use clap::Subcommand;
use serde_json::json;

use super::Context;
use bot_client::{
	chain::{
		agreements::{Agreement, Asset},
		purchases::{ticket_key, Ended, Purchase, Tier},
		Chain,
	},
	evidence::time_text,
	member_key::{account_text, from_argument, parse_account},
	money::{parse_units, units_text, BOT_DECIMALS},
	out, DeviceKey, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum PricesCommand {
	/// Set what a device charges, instead of what it charged before.
	Set {
		/// The device: its DID or its number.
		device: String,
		/// A price and the class of the products that have it, such as 0=1.50. A buyer names its
		/// place, from 0.
		#[arg(long = "price", value_name = "CLASS=AMOUNT", required = true)]
		prices: Vec<String>,
		/// Number of the issued asset that the prices are in. Without, it is BOT.
		#[arg(long, value_name = "NUMBER")]
		asset: Option<u32>,
		/// Decimals of the asset: 2, or 12 of BOT, unless another number is given.
		#[arg(long)]
		decimals: Option<u8>,
		/// Key of the device's operator.
		#[arg(long)]
		key: String,
	},
	/// Show what a device charges.
	Show {
		/// The device: its DID or its number.
		device: String,
	},
	/// Remove what a device charges.
	Remove {
		/// The device: its DID or its number.
		device: String,
		/// Key of the operator who set it.
		#[arg(long)]
		key: String,
	},
}

impl PricesCommand {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		match self {
			Self::Set { device, prices, asset, decimals, key } => {
				let key = from_argument(&key)?;
				let of_asset = if asset.is_some() { 2 } else { BOT_DECIMALS };
				let decimals = decimals.unwrap_or(of_asset);
				let tiers: Result<Vec<_>> =
					prices.iter().map(|text| parse_tier(text, decimals)).collect();
				let (tiers, asset) = (tiers?, asset.map_or(Asset::Native, Asset::Issued));
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.set_prices(device.index, asset, &tiers, &key).await?;
				show(context, &chain, device.index).await
			},
			Self::Show { device } => {
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				show(context, &chain, device.index).await
			},
			Self::Remove { device, key } => {
				let key = from_argument(&key)?;
				let chain = context.chain().await?;
				let device = chain.find_device(&device).await?;
				chain.remove_prices(device.index, &key).await?;
				let value = json!({ "device": device.index, "prices": null });
				context.out.result(&value, || format!("device {} has no prices", device.index));
				Ok(ExitCode::SUCCESS)
			},
		}
	}
}

async fn show(context: &Context, chain: &Chain, device: u32) -> Result<ExitCode> {
	let prices = chain.prices(device).await?;
	let prices = prices.ok_or_else(|| Error::Invalid(format!("device {device} has no prices")))?;
	context.out.result(&prices, || {
		let rows = prices.tiers.iter().enumerate().map(|(place, tier)| {
			[place.to_string(), tier.class.to_string(), price_text(tier.price, prices.asset)]
		});
		let table = out::table(["tier", "class", "price"], rows);
		format!("price list {} of device {device}\n{table}", prices.price_list)
	});
	Ok(ExitCode::SUCCESS)
}

/// A price, where no agreement tells its decimals.
fn price_text(price: u128, asset: Asset) -> String {
	match asset {
		Asset::Native => format!("{} BOT", units_text(price, BOT_DECIMALS)),
		Asset::Issued(number) => format!("{price} units of asset {number}"),
	}
}

fn parse_tier(text: &str, decimals: u8) -> Result<Tier> {
	let bad = |why: &str| Error::input(format!("`{text}` is no price such as 0=1.50: {why}"));
	let (class, price) = text.split_once('=').ok_or_else(|| bad("it names no class"))?;
	let class: ProductClass =
		class.parse().map_err(|_| bad("a class is a number from 0 to 255"))?;
	let price = parse_units(price, decimals).map_err(|problem| bad(&problem.to_string()))?;
	Ok(Tier { class, price })
}

/// Pay for something that the device of an agreement sells. The price is held until the machine has
/// reported.
#[derive(clap::Args, Debug)]
pub(super) struct PurchaseArgs {
	/// Number of the agreement.
	#[arg(long)]
	agreement: u32,
	/// Place of the price in the device's list, from 0.
	#[arg(long, default_value_t = 0)]
	tier: u8,
	/// The most that may be paid, such as 1.50. Without, it is what the device charges now.
	#[arg(long, value_name = "AMOUNT")]
	max_price: Option<String>,
	/// Key of a ticket, for a buyer without an account: refunds go where it signs. An Ed25519 device
	/// key, as `bot device keygen` makes it.
	#[arg(long, value_name = "KEY")]
	ticket: Option<String>,
	/// Key of the payer.
	#[arg(long)]
	key: String,
}

impl PurchaseArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let key = from_argument(&self.key)?;
		let ticket = self.ticket.as_deref().map(DeviceKey::from_argument).transpose()?;
		let ticket = ticket.as_ref().map(ticket_key).transpose()?;
		let parse_max = |decimals| {
			let parsed = self.max_price.as_deref().map(|text| parse_units(text, decimals));
			parsed.transpose().map_err(|problem| Error::input(format!("--max-price: {problem}")))
		};
		// What can be told without a node is told without one.
		parse_max(18)?;
		let chain = context.chain().await?;
		let agreement = chain.agreement(self.agreement).await?;
		let max_price = match parse_max(agreement.conditions.decimals)? {
			Some(price) => price,
			None => listed(&chain, &agreement, self.tier).await?,
		};
		let submitted =
			chain.submit_purchase(self.agreement, self.tier, max_price, ticket, &key).await?;
		let purchase = chain.paid(submitted).await?;
		context.out.result(&purchase, || purchase_text(&purchase, &agreement));
		Ok(ExitCode::SUCCESS)
	}
}

/// What the device of an agreement charges at a place of its list.
async fn listed(chain: &Chain, agreement: &Agreement, tier: u8) -> Result<u128> {
	let device = agreement.device;
	let prices = chain.prices(device).await?;
	let tier = prices.as_ref().and_then(|prices| prices.tiers.get(usize::from(tier)));
	let tier = tier.ok_or_else(|| {
		Error::Invalid(format!("device {device} has no such price: see `bot prices show {device}`"))
	})?;
	Ok(tier.price)
}

fn purchase_text(purchase: &Purchase, agreement: &Agreement) -> String {
	format!(
		"purchase {} at device {} for {}, held until the machine reports\n{}",
		purchase.purchase,
		purchase.device,
		agreement.conditions.amount_text(purchase.price),
		out::pairs([
			("given out before", time_text(purchase.vend_by)),
			("refunded from", time_text(purchase.report_by)),
		])
	)
}

/// Report, as a machine, what became of a purchase.
#[derive(clap::Args, Debug)]
pub(super) struct VendArgs {
	/// Number of the purchase.
	purchase: u64,
	/// The machine did not give the product out.
	#[arg(long)]
	failed: bool,
	/// The key that signs the machine's data.
	#[arg(long = "device-key", value_name = "KEY")]
	device_key: String,
}

impl VendArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let key = DeviceKey::from_argument(&self.device_key)?;
		let outcome = if self.failed { VendOutcome::Failed } else { VendOutcome::Dispensed };
		let chain = context.chain().await?;
		let purchase = open(&chain, self.purchase).await?;
		let machine = chain.find_device(&purchase.device.to_string()).await?;
		machine.ensure_signing_key(&key.public())?;
		let ended = chain.vend(&machine, &key, self.purchase, outcome).await?;
		let agreement = chain.agreement(purchase.agreement).await?;
		let value = json!({
			"purchase": self.purchase,
			"outcome": outcome,
			"ended": ended,
		});
		context.out.result(&value, || ended_text(&purchase, &ended, &agreement));
		Ok(ExitCode::SUCCESS)
	}
}

/// Give a purchase back that was not given out.
///
/// Without a ticket it goes to the payer; with one, to any account that its holder names.
#[derive(clap::Args, Debug)]
pub(super) struct RefundArgs {
	/// Number of the purchase.
	purchase: u64,
	/// Key of its ticket.
	#[arg(long, value_name = "KEY", requires = "to")]
	ticket: Option<String>,
	/// Account that the refund goes to.
	#[arg(long, value_name = "ACCOUNT", requires = "ticket")]
	to: Option<String>,
	/// Key of whoever pays the fee.
	#[arg(long)]
	key: String,
}

impl RefundArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let key = from_argument(&self.key)?;
		let ticket = self.ticket.as_deref().map(DeviceKey::from_argument).transpose()?;
		let to = self.to.as_deref().map(parse_account).transpose()?;
		let chain = context.chain().await?;
		let purchase = open(&chain, self.purchase).await?;
		let ended = match ticket.zip(to) {
			None => chain.claim_refund(self.purchase, &key).await?,
			Some((ticket, to)) => {
				let machine = chain.find_device(&purchase.device.to_string()).await?;
				chain.claim_by_ticket(&machine, self.purchase, to, &ticket, &key).await?
			},
		};
		let agreement = chain.agreement(purchase.agreement).await?;
		let value = json!({ "purchase": self.purchase, "ended": ended });
		context.out.result(&value, || ended_text(&purchase, &ended, &agreement));
		Ok(ExitCode::SUCCESS)
	}
}

async fn open(chain: &Chain, number: u64) -> Result<Purchase> {
	let purchase = chain.purchase(number).await?;
	purchase.ok_or_else(|| Error::Invalid(format!("there is no purchase {number}, or it is over")))
}

fn ended_text(purchase: &Purchase, ended: &Ended, agreement: &Agreement) -> String {
	let amount = |amount| agreement.conditions.amount_text(amount);
	let number = purchase.purchase;
	match ended {
		Ended::Split { parts } => {
			let split = agreement.versions.iter().find(|it| it.version == purchase.version);
			let payees = split.into_iter().flat_map(|version| version.split.payees());
			let rows = payees.zip(parts).map(|(payee, part)| [account_text(payee), amount(*part)]);
			let table = out::table(["payee", "part"], rows);
			format!("purchase {number} for {}, split\n{table}", amount(purchase.price))
		},
		Ended::Refunded { to, amount: back } => {
			format!("purchase {number}: {} went back to {}", amount(*back), account_text(to))
		},
		Ended::Held => format!("purchase {number}: {} is still held", amount(purchase.price)),
	}
}

/// Pay out what was kept for a payee that could not receive it.
#[derive(clap::Args, Debug)]
pub(super) struct ClaimArgs {
	/// Number of the agreement.
	#[arg(long)]
	agreement: u32,
	/// Account of the payee.
	#[arg(long)]
	party: String,
	/// Key of whoever pays the fee.
	#[arg(long)]
	key: String,
}

impl ClaimArgs {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let (party, key) = (parse_account(&self.party)?, from_argument(&self.key)?);
		context.chain().await?.claim(self.agreement, party, &key).await?;
		let value = json!({ "agreement": self.agreement, "party": party });
		context.out.result(&value, || format!("paid out to {}", account_text(&party)));
		Ok(ExitCode::SUCCESS)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn prices_are_read_with_their_class() {
		assert_eq!(parse_tier("2=1.50", 2).unwrap(), Tier { class: 2, price: 150 });
		for bad in ["1.50", "x=1", "256=1", "0=-1", "0=1.505", "0="] {
			assert_eq!(parse_tier(bad, 2).err().map(|error| error.exit_code()), Some(2), "{bad}");
		}
	}
}
