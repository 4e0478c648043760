//! What machines charge, and what is paid for on the chain.

use bot_primitives::{
	payload::SigningContext,
	sales::{AgreementId, Amount, ProductClass, PurchaseId, TicketClaim, VendOutcome, VendResult},
	DeviceIndex, Hash256, Millis, PublicKey, Signature,
};
use serde::Serialize;
use subxt::{tx::Payload, utils::AccountId32};
use subxt_signer::sr25519::Keypair;

use super::{
	agreements::Asset,
	devices::Device,
	runtime::{
		self,
		types::pallet_revenue_share::types::{price::Tier as ChainTier, purchase as chain},
	},
	BoundedVec, Chain, Inclusion, Submitted,
};
use crate::{hex_bytes, money::decimal, DeviceKey, Error, Result};

/// Most prices of a machine.
const MAX_TIERS: usize = 64;

/// A price of a machine, by its place in the list.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Tier {
	/// Class of the products that have it.
	pub class: ProductClass,
	/// The price.
	#[serde(with = "decimal")]
	pub price: Amount,
}

/// What a machine charges.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Prices {
	/// Number of the list.
	pub price_list: u32,
	/// What the prices are in.
	pub asset: Asset,
	/// The prices.
	pub tiers: Vec<Tier>,
}

/// A purchase that was paid for: what the machine needs to know of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
	/// Its number.
	pub purchase: PurchaseId,
	/// The machine.
	pub device: DeviceIndex,
	/// The agreement that it is split by.
	pub agreement: AgreementId,
	/// The version of it.
	pub version: u16,
	/// The price list that the price is of.
	pub price_list: u32,
	/// Class of the product.
	pub class: ProductClass,
	/// What the price is in.
	pub asset: Asset,
	/// The price, which is held.
	#[serde(with = "decimal")]
	pub price: Amount,
	/// Of whose balance it is held.
	pub payer: AccountId32,
	/// The key of its ticket, where there is one.
	#[serde(serialize_with = "ticket_text", skip_serializing_if = "Option::is_none")]
	pub ticket: Option<Hash256>,
	/// From this time on the machine gives nothing out for it.
	pub vend_by: Millis,
	/// From this time on it is refunded.
	pub report_by: Millis,
	/// How far it has come.
	pub state: &'static str,
}

fn ticket_text<S: serde::Serializer>(
	ticket: &Option<Hash256>,
	output: S,
) -> std::result::Result<S::Ok, S::Error> {
	output.serialize_str(&ticket.map(hex_bytes::encode).unwrap_or_default())
}

/// How a purchase ended, or how far the machine's report brought it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ended {
	/// The price was split.
	Split {
		/// What each payee was due: deductions first, then parties.
		#[serde(serialize_with = "amounts")]
		parts: Vec<Amount>,
	},
	/// The price went back.
	Refunded {
		/// Who received it.
		to: AccountId32,
		/// How much it was.
		#[serde(with = "decimal")]
		amount: Amount,
	},
	/// The price is still held: the holder of a ticket has yet to claim it, or the asset cannot be
	/// moved.
	Held,
}

fn amounts<S: serde::Serializer>(
	amounts: &[Amount],
	output: S,
) -> std::result::Result<S::Ok, S::Error> {
	output.collect_seq(amounts.iter().map(Amount::to_string))
}

/// The call by which a machine reports what became of a purchase, for nothing.
pub fn report_vend(result: VendResult, signature: Signature) -> impl Payload {
	runtime::tx().revenue_share().report_vend(result.into(), signature.into())
}

impl Chain {
	/// Sets what a device charges.
	pub async fn set_prices(
		&self,
		device: DeviceIndex,
		asset: Asset,
		tiers: &[Tier],
		operator: &Keypair,
	) -> Result<()> {
		if tiers.len() > MAX_TIERS {
			return Err(Error::input(format!("a machine has at most {MAX_TIERS} prices")));
		}
		let tier = |tier: &Tier| ChainTier { class: tier.class, price: tier.price };
		let tiers = BoundedVec(tiers.iter().map(tier).collect());
		let call = runtime::tx().revenue_share().set_prices(device, asset.to_chain(), tiers);
		self.call(&call, operator).await.map(|_| ())
	}

	/// Removes what a device charges.
	pub async fn remove_prices(&self, device: DeviceIndex, operator: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().remove_prices(device);
		self.call(&call, operator).await.map(|_| ())
	}

	/// What a device charges; nothing where no prices are set.
	pub async fn prices(&self, device: DeviceIndex) -> Result<Option<Prices>> {
		let address = runtime::storage().revenue_share().price_lists();
		let at = self.at_best().await?;
		let Some(list) = self.value(&at, address, (device,)).await? else { return Ok(None) };
		let tier = |tier: ChainTier| Tier { class: tier.class, price: tier.price };
		Ok(Some(Prices {
			price_list: list.id,
			asset: Asset::of_chain(&list.asset),
			tiers: list.tiers.0.into_iter().map(tier).collect(),
		}))
	}

	/// Submits a purchase of the price at the place `tier`. [`Chain::paid`] tells what became of it.
	pub async fn submit_purchase(
		&self,
		agreement: AgreementId,
		tier: u8,
		max_price: Amount,
		ticket: Option<Hash256>,
		payer: &Keypair,
	) -> Result<Submitted> {
		let calls = runtime::tx().revenue_share();
		match ticket {
			None => self.submit(&calls.purchase(agreement, tier, max_price), payer).await,
			Some(ticket) => {
				let call = calls.purchase_for(agreement, tier, max_price, ticket);
				self.submit(&call, payer).await
			},
		}
	}

	/// Waits for a purchase that was submitted.
	pub async fn paid(&self, submitted: Submitted) -> Result<Purchase> {
		let included = submitted.finalized().await?;
		let event = included.events.find_first::<runtime::revenue_share::events::PurchasePaid>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells of the purchase"))?;
		let event = event.map_err(|error| self.failed(error))?;
		Ok(purchase(event.purchase, event.info))
	}

	/// A purchase that is not over; nothing where it is.
	pub async fn purchase(&self, number: PurchaseId) -> Result<Option<Purchase>> {
		let address = runtime::storage().revenue_share().purchases();
		let at = self.at_best().await?;
		let info = self.value(&at, address, (number,)).await?;
		Ok(info.map(|info| purchase(number, info)))
	}

	/// Reports what became of a purchase, signed by the machine, and waits until it is in a final
	/// block.
	pub async fn vend(
		&self,
		machine: &Device,
		key: &DeviceKey,
		purchase: PurchaseId,
		outcome: VendOutcome,
	) -> Result<Ended> {
		let result = VendResult { purchase, outcome };
		let signature = key.sign(&result, &machine.context(self.genesis_hash()));
		let call = report_vend(result, signature);
		let events = self
			.include_general(&call, |events| {
				let reported = events.find::<runtime::revenue_share::events::VendReported>();
				reported.flatten().any(|event| event.purchase == purchase)
			})
			.await?;
		for event in events.find::<runtime::revenue_share::events::PurchaseSplit>() {
			let event = event.map_err(|error| self.failed(error))?;
			if event.purchase == purchase {
				return Ok(Ended::Split { parts: event.parts.0 });
			}
		}
		for event in events.find::<runtime::revenue_share::events::PurchaseRefunded>() {
			let event = event.map_err(|error| self.failed(error))?;
			if event.purchase == purchase {
				return Ok(Ended::Refunded { to: event.to, amount: event.amount });
			}
		}
		Ok(Ended::Held)
	}

	/// Gives the payer of a purchase all of it back, where that is due.
	pub async fn claim_refund(&self, purchase: PurchaseId, key: &Keypair) -> Result<Ended> {
		let call = runtime::tx().revenue_share().claim_refund(purchase);
		self.refunded(self.call(&call, key).await?)
	}

	/// Gives all of a purchase to the account that its ticket's key names, where a refund is due.
	pub async fn claim_by_ticket(
		&self,
		machine: &Device,
		purchase: PurchaseId,
		to: AccountId32,
		ticket: &DeviceKey,
		key: &Keypair,
	) -> Result<Ended> {
		let context = SigningContext {
			genesis_hash: self.genesis_hash(),
			device_id: machine.id,
			epoch: TicketClaim::EPOCH,
		};
		let Signature::Ed25519(signature) =
			ticket.sign(&TicketClaim { purchase, to: to.0 }, &context)
		else {
			return Err(Error::input("the key of a ticket is an Ed25519 key"));
		};
		let call = runtime::tx().revenue_share().claim_by_ticket(purchase, to, signature);
		self.refunded(self.call(&call, key).await?)
	}

	/// Splits a purchase that was given out when its asset could not be moved.
	pub async fn settle_purchase(&self, purchase: PurchaseId, key: &Keypair) -> Result<()> {
		let call = runtime::tx().revenue_share().settle_purchase(purchase);
		self.call(&call, key).await.map(|_| ())
	}

	fn refunded(&self, included: Inclusion) -> Result<Ended> {
		let event =
			included.events.find_first::<runtime::revenue_share::events::PurchaseRefunded>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells of the refund"))?;
		let event = event.map_err(|error| self.failed(error))?;
		Ok(Ended::Refunded { to: event.to, amount: event.amount })
	}
}

/// The public key of a ticket.
pub fn ticket_key(ticket: &DeviceKey) -> Result<Hash256> {
	match ticket.public() {
		PublicKey::Ed25519(key) => Ok(key),
		PublicKey::EcdsaP256(_) => Err(Error::input("the key of a ticket is an Ed25519 key")),
	}
}

fn purchase(
	number: PurchaseId,
	info: chain::PurchaseInfo<
		AccountId32,
		runtime::types::frame_support::traits::tokens::fungible::union_of::NativeOrWithId<u32>,
	>,
) -> Purchase {
	Purchase {
		purchase: number,
		device: info.device,
		agreement: info.agreement,
		version: info.version,
		price_list: info.price_list,
		class: info.class,
		asset: Asset::of_chain(&info.asset),
		price: info.price,
		payer: info.payer,
		ticket: info.ticket.map(|ticket| ticket.key),
		vend_by: info.vend_by,
		report_by: info.report_by,
		state: match info.state {
			chain::PurchaseState::Open => "open",
			chain::PurchaseState::Dispensed => "dispensed",
			chain::PurchaseState::Failed => "failed",
		},
	}
}
