//! Step 2: a sales day. Three parties, ten drinks, one that stuck, and not one unit lost.

use bot_primitives::sales::VendOutcome;
use subxt::ext::futures::future;

use super::{machines::Machines, Stage};
use crate::{
	chain::{
		agreements::{share_text, Asset, Conditions, Party, Payout, Split},
		devices::Device,
		purchases::{Ended, Purchase, Tier},
		statements::{difference, Statement},
		Chain,
	},
	member_key::account,
	money, DeviceKey, Error, KeyType, Result,
};

/// What the drinks cost. Prices that do not divide evenly show what happens to the rest.
const PRICES: [&str; 10] = [
	"1.20",
	"1.50",
	"2.00",
	"1.20",
	"0.85",
	"2.30",
	"1.333333333333",
	"1.50",
	"0.000000000007",
	"1.20",
];

/// The place of the drink that sticks in the machine.
const STUCK: u8 = 2;

/// Agrees on shares, sells ten drinks, refunds an eleventh, and checks the statements.
pub(super) async fn play(stage: &mut Stage, chain: &Chain, machines: &Machines) -> Result<()> {
	let machine = chain.device(&machines.seller).await?;
	let key = DeviceKey::development(KeyType::Ed25519, "//Drinks1")?;
	let agreement = agree(stage, chain, &machine).await?;

	let prices: Vec<_> = PRICES.into_iter().map(money::parse).collect::<Result<_>>()?;
	let tiers: Vec<_> = prices.iter().map(|price| Tier { class: 0, price: *price }).collect();
	chain.set_prices(machine.index, Asset::Native, &tiers, &stage.cast.operator).await?;

	let buyer = &stage.cast.buyer;
	let mut sold = Vec::new();
	for (place, price) in (0u8..).zip(&prices) {
		sold.push(chain.submit_purchase(agreement, place, *price, None, buyer).await?);
	}
	let stuck = chain.submit_purchase(agreement, STUCK, u128::MAX, None, buyer).await?;
	let sold = future::try_join_all(sold.into_iter().map(|sent| chain.paid(sent))).await?;
	let stuck = chain.paid(stuck).await?;
	stage.say(format!("the buyer pays for {} drinks; the prices are held", sold.len() + 1));

	let dispensed = sold
		.iter()
		.map(|it| chain.vend(&machine, &key, it.purchase, VendOutcome::Dispensed))
		.collect::<Vec<_>>();
	let ended = future::try_join_all(dispensed).await?;
	for (purchase, ended) in sold.iter().zip(&ended) {
		say_split(stage, purchase, ended)?;
	}
	refund(stage, chain, &machine, &key, &stuck).await?;
	let again = chain.vend(&machine, &key, stuck.purchase, VendOutcome::Dispensed).await;
	stage.expect("a second report on the same drink", "Used", again)?;
	check(stage, chain, agreement, &sold).await
}

/// The operator proposes shares, all three accept, and the machine sells by them.
async fn agree(stage: &Stage, chain: &Chain, machine: &Device) -> Result<u32> {
	let cast = &stage.cast;
	let shares = [(&cast.operator, 600_000), (&cast.provider, 325_000), (&cast.landlord, 75_000)];
	let party =
		|(key, share_ppm)| Party { account: account(key), share_ppm, payout: Payout::OnChain };
	let split = Split { deductions: Vec::new(), parties: shares.map(party).to_vec() };
	let conditions = Conditions {
		asset: Asset::Native,
		arbiter: account(&cast.supervisor),
		currency: "BOT".into(),
		decimals: money::BOT_DECIMALS,
		utc_offset_minutes: 0,
		dispute_window: 0,
	};
	let agreement =
		chain.propose_agreement(machine.index, &conditions, &split, &cast.operator).await?;
	let parties = [&cast.operator, &cast.provider, &cast.landlord];
	let accept = |party| chain.accept_agreement(agreement, &split, party);
	future::try_join_all(parties.map(accept)).await?;
	chain.activate_agreement(agreement, &cast.operator).await?;
	let terms: Vec<_> = split
		.parties
		.iter()
		.map(|party| format!("{} {}", cast.name(&party.account), share_text(party.share_ppm)))
		.collect();
	stage.say(format!(
		"agreement {agreement} over machine {}: {}; accepted by all three, active",
		machine.index,
		terms.join("; ")
	));
	Ok(agreement)
}

fn say_split(stage: &Stage, purchase: &Purchase, ended: &Ended) -> Result<()> {
	let Ended::Split { parts } = ended else {
		return Err(Error::Invalid(format!("drink {} was not split", purchase.purchase)));
	};
	let parts: Vec<_> = parts.iter().map(|part| money::text(*part)).collect();
	stage.say(format!(
		"drink {:2} for {}, given out: {}",
		purchase.purchase,
		money::text(purchase.price),
		parts.join(" + ")
	));
	Ok(())
}

/// The machine says that a drink stuck, and the buyer has all of the price back.
async fn refund(
	stage: &Stage,
	chain: &Chain,
	machine: &Device,
	key: &DeviceKey,
	stuck: &Purchase,
) -> Result<()> {
	let ended = chain.vend(machine, key, stuck.purchase, VendOutcome::Failed).await?;
	let buyer = account(&stage.cast.buyer);
	if ended != (Ended::Refunded { to: buyer, amount: stuck.price }) {
		return Err(Error::Invalid(format!("the drink that stuck was not refunded: {ended:?}")));
	}
	stage.say(format!(
		"drink {:2} for {} stuck: the buyer has all of it back",
		stuck.purchase,
		money::text(stuck.price)
	));
	Ok(())
}

async fn check(stage: &mut Stage, chain: &Chain, agreement: u32, sold: &[Purchase]) -> Result<()> {
	let mut statements: Vec<Statement> = Vec::new();
	for payee in chain.agreement(agreement).await?.payees() {
		let statement = chain.statement(agreement, payee, (0, u32::MAX)).await?;
		stage.say(format!(
			"{} is due {}, and has it",
			stage.cast.name(&payee),
			money::text(statement.net()?)
		));
		statements.push(statement);
	}
	let difference = difference(&statements)?;
	let all_paid = statements.iter().all(|it| it.net().is_ok_and(|net| net == it.paid));
	let version = statements.first().and_then(|statement| statement.versions.first());
	let version = version.ok_or_else(|| Error::Invalid("no statement tells the sales".into()))?;
	stage.say(format!(
		"{} sales, gross {}; parties' sum minus gross = {difference}",
		version.quantity,
		money::text(version.gross)
	));
	let paid: u128 = sold.iter().map(|sale| sale.price).sum();
	let as_expected =
		difference == "0" && all_paid && version.gross == paid && version.quantity == 10;
	if !as_expected {
		return Err(Error::Invalid(format!("the statements are wrong: {statements:?}")));
	}
	stage.report.sales = version.quantity;
	stage.report.parties_minus_gross = difference;
	Ok(())
}
