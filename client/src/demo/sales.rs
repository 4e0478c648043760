//! Step 2: a sales day. Three parties, ten drinks, and not one unit lost.

use subxt::ext::futures::future;

use super::{machines::Machines, Stage};
use crate::{
	chain::{
		revenue::{share_text, Share},
		Chain,
	},
	member_key::account,
	money, Error, Result,
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

/// Agrees on shares, buys ten drinks, and checks the statement.
pub(super) async fn play(stage: &mut Stage, chain: &Chain, machines: &Machines) -> Result<()> {
	let cast = &stage.cast;
	let device = chain.device(&machines.seller).await?;
	let shares = [(&cast.operator, 600_000), (&cast.provider, 325_000), (&cast.landlord, 75_000)]
		.map(|(key, ppm)| Share { account: account(key), ppm });
	let agreement = chain.propose_agreement(device.index, &shares, &cast.operator).await?;
	let parties = [&cast.operator, &cast.provider, &cast.landlord];
	future::try_join_all(parties.map(|party| chain.accept_agreement(agreement, party))).await?;
	chain.activate_agreement(agreement, &cast.operator).await?;
	let terms: Vec<_> = shares
		.iter()
		.map(|share| format!("{} {}", cast.name(&share.account), share_text(share.ppm)))
		.collect();
	stage.say(format!(
		"agreement {agreement} over machine {}: {}; accepted by all three, active",
		device.index,
		terms.join("; ")
	));

	let mut sales = Vec::new();
	for price in PRICES {
		let submitted = chain.submit_purchase(agreement, money::parse(price)?, &cast.buyer).await?;
		sales.push(chain.sale(submitted));
	}
	let sales = future::try_join_all(sales).await?;
	for sale in &sales {
		let parts: Vec<_> = sale.parts.iter().map(|part| money::text(*part)).collect();
		stage.say(format!(
			"drink {:2} for {}: {}",
			sale.sale,
			money::text(sale.price),
			parts.join(" + ")
		));
	}

	let statement = chain.statement(agreement).await?;
	for party in &statement.parties {
		stage.say(format!(
			"{} ({}) is due {}",
			cast.name(&party.account),
			share_text(party.share_ppm),
			money::text(party.total)
		));
	}
	let difference = statement.difference()?;
	stage.say(format!(
		"{} sales, gross {}; parties' sum minus gross = {difference}",
		statement.sales,
		money::text(statement.gross)
	));
	let paid: u128 = sales.iter().map(|sale| sale.price).sum();
	let as_expected = difference == "0" && statement.gross == paid && statement.sales == 10;
	if !as_expected {
		return Err(Error::Invalid(format!("the statement is wrong: {statement:?}")));
	}
	stage.report.sales = statement.sales;
	stage.report.parties_minus_gross = difference;
	Ok(())
}
