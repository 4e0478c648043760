//! What is paid for on the chain and given out by a machine.

use super::*;
use bot_primitives::{DeviceIndex, Hash256, Millis};

/// How far a purchase has come. One that is over is not kept.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum PurchaseState {
	/// The machine has not reported yet.
	#[codec(index = 0)]
	Open,
	/// The machine gave the product out, and the payees could not be paid yet, since the asset cannot
	/// be moved.
	#[codec(index = 1)]
	Dispensed,
	/// The machine did not give the product out, and the money is not back yet, since the holder of a
	/// ticket has yet to claim it, or the asset cannot be moved.
	#[codec(index = 2)]
	Failed,
}

/// Stands for a buyer without an account.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Ticket {
	/// Ed25519 key of which the buyer holds the secret, printed as a QR code, say. It signs
	/// where a refund goes to, so that nobody who sees the claim can turn it to himself.
	pub key: Hash256,
	/// From this time on a refund goes to the payer, by the chain's clock.
	pub claim_by: Millis,
}

/// A purchase: what a machine needs to see before it gives a product out. It holds the price in escrow
/// until it is over.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PurchaseInfo<AccountId, AssetKind> {
	/// The machine.
	pub device: DeviceIndex,
	/// The agreement that the sale is split by.
	pub agreement: AgreementId,
	/// The version of it that was in force when the purchase was paid for: the sale is split by it
	/// even if another one comes in force before the machine reports.
	pub version: AgreementVersion,
	/// The price list that the price is of.
	pub price_list: PriceListId,
	/// Class of the product.
	pub class: ProductClass,
	/// What the price is in.
	pub asset: AssetKind,
	/// The price.
	pub price: Amount,
	/// Of whose balance it is held.
	pub payer: AccountId,
	/// Whom a refund goes to; the payer where there is none.
	pub ticket: Option<Ticket>,
	/// From this time on the machine gives nothing out for it, by the chain's clock.
	pub vend_by: Millis,
	/// From this time on no report of the machine counts, and the purchase is refunded, by the
	/// chain's clock.
	pub report_by: Millis,
	/// How far it has come.
	pub state: PurchaseState,
	/// What is held of the payer's balance for the storage.
	pub deposit: Amount,
}

/// A [`PurchaseInfo`] of a runtime.
pub type PurchaseOf<T> =
	PurchaseInfo<<T as frame_system::Config>::AccountId, <T as Config>::AssetKind>;

/// How far the purchases were looked through for those whose time is over. All of one kind are given
/// the same time, so they run out in the order of their numbers.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Expired {
	/// No purchase below this one without a ticket runs out any more.
	pub without_ticket: PurchaseId,
	/// No purchase below this one with a ticket runs out any more.
	pub with_ticket: PurchaseId,
}
