//! What a machine that sells states: what became of a purchase, and what it sold for cash and by card.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

use crate::{merkle, payload::Payload, AccountBytes, Hash256, Millis, Sha256};

/// Number of an agreement on its chain, assigned when it is proposed, dense from 0.
pub type AgreementId = u32;

/// Number of a version of an agreement, from 0.
pub type AgreementVersion = u16;

/// Number of a purchase on its chain, assigned when it is paid for, dense from 0.
pub type PurchaseId = u64;

/// An amount of an asset, in its smallest unit.
pub type Amount = u128;

/// Class of products, by which deductions differ: the parties of an agreement say which is which.
pub type ProductClass = u8;

/// Most totals in a report: as many as there are pairs of a class and a means of payment in use.
pub const MAX_SALES_TOTALS: u32 = 16;

/// What became of a purchase.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum VendOutcome {
	/// The machine gave the product out.
	#[codec(index = 0)]
	Dispensed,
	/// The machine did not.
	#[codec(index = 1)]
	Failed,
}

/// Signed by the key that a machine signs data with: what became of a purchase. A purchase is ended
/// once, so its number keeps the statement from being used again.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct VendResult {
	/// The purchase.
	pub purchase: PurchaseId,
	/// What became of it.
	pub outcome: VendOutcome,
}

impl Payload for VendResult {
	const TAG: crate::payload::Tag = *b"sale:vend:1\0\0\0\0\0";
}

/// Signed by the key of a ticket: where the refund of its purchase goes to. The device is the machine
/// at which the purchase was to be given out.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct TicketClaim {
	/// The purchase.
	pub purchase: PurchaseId,
	/// Account that the refund goes to.
	pub to: AccountBytes,
}

impl TicketClaim {
	/// The epoch that is signed, whatever the epoch of the machine's keys: a ticket has one key.
	pub const EPOCH: u16 = 0;
}

impl Payload for TicketClaim {
	const TAG: crate::payload::Tag = *b"sale:ticket:1\0\0\0";
}

/// How a sale was paid at the machine.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum PaymentMeans {
	/// Coins and notes.
	#[codec(index = 0)]
	Cash,
	/// A card, or what passes for one at a card reader.
	#[codec(index = 1)]
	Card,
	/// A purchase on the chain. A report counts it, since the machine's lifetime totals do; the chain
	/// has split it already.
	#[codec(index = 2)]
	Chain,
}

/// What kind of vend a line of a report is.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum LineKind {
	/// It was paid for: the only kind that counts in totals.
	#[codec(index = 0)]
	Paid,
	/// It was given away.
	#[codec(index = 1)]
	Free,
	/// A vend of the service staff.
	#[codec(index = 2)]
	Test,
	/// The machine gave the money back.
	#[codec(index = 3)]
	Refund,
}

/// One line of a sales report: so many of one product, in one transaction. A leaf of the report's
/// tree, behind a salt of its own.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SaleLine {
	/// Names the transaction at the machine without telling its number: the first 16 bytes of an
	/// HMAC-SHA-256 of the number, under a key that the gateway keeps.
	pub reference: [u8; 16],
	/// Number of the line in its transaction, from 0. A machine states each pair of a reference and
	/// a line once.
	pub line: u16,
	/// What was sold, as the machine numbers it: its column, or selection.
	pub product: u32,
	/// Class of the product.
	pub class: ProductClass,
	/// How it was paid.
	pub means: PaymentMeans,
	/// What kind of vend it is.
	pub kind: LineKind,
	/// How many pieces.
	pub quantity: u16,
	/// What was paid for all of them.
	pub amount: Amount,
	/// When, by the machine's clock.
	pub at: Millis,
}

impl SaleLine {
	/// Hash of the line as a leaf of its report's tree.
	pub fn leaf_hash<H: Sha256>(&self, salt: &[u8; 16]) -> Hash256 {
		self.using_encoded(|line| merkle::salted_leaf_hash::<H>(salt, line))
	}
}

/// What was sold of one class by one means of payment, in paid lines.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SalesTotal {
	/// Class of the products.
	pub class: ProductClass,
	/// How they were paid.
	pub means: PaymentMeans,
	/// How many pieces.
	pub quantity: u32,
	/// What was paid for them.
	pub amount: Amount,
}

/// Signed by the key that a machine signs data with: what it sold for cash and by card since its last
/// report.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct SalesReport {
	/// Number of the report, from 0, whatever the epoch of the machine's keys: one that is not there
	/// shows as a gap.
	pub number: u32,
	/// The agreement that the sales are split by.
	pub agreement: AgreementId,
	/// The version of it.
	pub version: AgreementVersion,
	/// Begin of the period, by the machine's clock.
	pub opened_at: Millis,
	/// End of the period, by the machine's clock.
	pub closed_at: Millis,
	/// Number of lines.
	pub lines: u32,
	/// Root of the RFC 9162 tree over the lines, each behind its salt; zero where there is none.
	pub root: Hash256,
	/// SHA-256 of the SCALE encoding of the totals, `Vec<SalesTotal>` in the order of class and means.
	pub totals: Hash256,
	/// Pieces in all paid lines.
	pub quantity: u32,
	/// What was paid in all paid lines.
	pub gross: Amount,
	/// Pieces that the machine ever sold, this report included: never reset (EVA-DTS VA102).
	pub lifetime_quantity: u64,
	/// What was ever paid for them, this report included: never reset (EVA-DTS VA101).
	pub lifetime_gross: Amount,
}

impl SalesReport {
	/// Whether `totals` are those of the report: the ones it names, in order, each once, none empty,
	/// and together what it says was sold.
	#[cfg(feature = "alloc")]
	pub fn has_totals<H: Sha256>(&self, totals: &[SalesTotal]) -> bool {
		let key = |total: &SalesTotal| (total.class, total.means);
		let sorted = totals.is_sorted_by(|a, b| key(a) < key(b));
		let quantity = totals.iter().try_fold(0u32, |sum, t| sum.checked_add(t.quantity));
		let gross = totals.iter().try_fold(0u128, |sum, t| sum.checked_add(t.amount));
		sorted
			&& totals.iter().all(|total| total.quantity > 0)
			&& quantity == Some(self.quantity)
			&& gross == Some(self.gross)
			&& H::sha256(&[&totals.encode()]) == self.totals
	}

	/// Whether the counts agree among themselves: the lifetime's hold the period's, a period with
	/// pieces has lines, and it ends after it begins.
	pub fn is_consistent(&self) -> bool {
		self.lifetime_quantity >= u64::from(self.quantity)
			&& self.lifetime_gross >= self.gross
			&& (self.quantity == 0 || self.lines > 0)
			&& (self.lines == 0) == (self.root == [0; 32])
			&& self.opened_at <= self.closed_at
	}
}

/// What a payee was due under a version of an agreement, from its first day on.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct PayeeTotal {
	/// The payee's account.
	pub account: AccountBytes,
	/// What it was due of all sales.
	pub due: Amount,
	/// What of that was reversed.
	pub reversed: Amount,
	/// What of that an arbiter gave back to the operator.
	pub returned: Amount,
}

/// Body of a [`RecordKind::RevenueStatement`](crate::RecordKind::RevenueStatement) record: what the
/// chain had counted under a version of an agreement when a period was closed. As a meter, it counts
/// from the version's first day: what the period added is the difference of two statements.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct StatementBody {
	/// The agreement.
	pub agreement: AgreementId,
	/// The version.
	pub version: AgreementVersion,
	/// Number of the period that was closed, from 0.
	pub period: u32,
	/// When it was, by the chain's clock.
	pub closed_at: Millis,
	/// Pieces that were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: Amount,
	/// What each payee was due: whom deductions go to, then the parties, in the order of the terms.
	pub payees: alloc::vec::Vec<PayeeTotal>,
}

impl Payload for SalesReport {
	const TAG: crate::payload::Tag = *b"sale:report:1\0\0\0";
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::merkle::SoftSha256;

	const WATER: SalesTotal =
		SalesTotal { class: 1, means: PaymentMeans::Cash, quantity: 2, amount: 300 };
	const FOOD: SalesTotal =
		SalesTotal { class: 2, means: PaymentMeans::Card, quantity: 1, amount: 150 };

	fn report(totals: &[SalesTotal]) -> SalesReport {
		SalesReport {
			number: 0,
			agreement: 3,
			version: 0,
			opened_at: 1,
			closed_at: 2,
			lines: 2,
			root: [7; 32],
			totals: SoftSha256::sha256(&[&totals.encode()]),
			quantity: 3,
			gross: 450,
			lifetime_quantity: 3,
			lifetime_gross: 450,
		}
	}

	#[test]
	fn a_report_has_its_own_totals_only() {
		let has = |totals: &[SalesTotal]| report(totals).has_totals::<SoftSha256>(totals);
		assert!(has(&[WATER, FOOD]));
		assert!(!report(&[WATER, FOOD]).has_totals::<SoftSha256>(&[WATER]));
		assert!(!has(&[FOOD, WATER]));
		assert!(!has(&[WATER]));
		assert!(!has(&[WATER, WATER, FOOD]));
		assert!(!has(&[WATER, FOOD, SalesTotal { class: 3, quantity: 0, amount: 0, ..FOOD }]));
		assert!(!has(&[WATER, SalesTotal { amount: u128::MAX, ..FOOD }]));
	}

	#[test]
	fn counts_that_disagree_are_found() {
		let good = report(&[WATER, FOOD]);
		assert!(good.is_consistent());
		assert!(!SalesReport { lifetime_quantity: 2, ..good }.is_consistent());
		assert!(!SalesReport { lifetime_gross: 449, ..good }.is_consistent());
		assert!(!SalesReport { lines: 0, ..good }.is_consistent());
		assert!(!SalesReport { root: [0; 32], ..good }.is_consistent());
		assert!(!SalesReport { opened_at: 3, ..good }.is_consistent());
		let empty = SalesReport { lines: 0, root: [0; 32], quantity: 0, gross: 0, ..good };
		assert!(empty.is_consistent());
		assert!(!SalesReport { quantity: 1, ..empty }.is_consistent());
	}
}
