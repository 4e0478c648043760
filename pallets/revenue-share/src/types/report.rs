//! Sales reports, and what can follow them: disputes, reversals, payments outside the chain.

use super::*;
use bot_primitives::{sales::SaleLine, Hash256, Millis};

/// How many of the latest reports are kept of each agreement. A report's place is its number modulo
/// this.
pub const MAX_REPORTS: u32 = 32;

/// How far above the next one the number of a report may be.
pub const REPORT_REACH: u32 = 1_024;

/// What was sold by class and means of payment: the totals of a report.
pub type ReportTotals =
	BoundedVec<SalesTotal, ConstU32<{ bot_primitives::sales::MAX_SALES_TOTALS }>>;

/// Hashes beside the way from a line up to its report's root.
pub type LinePath = BoundedVec<Hash256, ConstU32<32>>;

/// What the chain knows of a machine that reports sales. Zero before its first report.
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
pub struct MachineInfo {
	/// Number of the next report.
	pub next_report: u32,
	/// How many numbers below that were never reported.
	pub missing: u32,
	/// Pieces that it ever sold, as its last report says.
	pub lifetime_quantity: u64,
	/// What was ever paid for them, as its last report says.
	pub lifetime_gross: Amount,
	/// The agreement and the version of its last report. Later ones are never under earlier terms.
	pub terms: (AgreementId, AgreementVersion),
}

/// How far a report has come.
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
pub enum ReportState {
	/// It can be disputed, or waits to be settled.
	#[codec(index = 0)]
	Open,
	/// It is in dispute, and the arbiter has yet to decide.
	#[codec(index = 1)]
	Disputed,
	/// The operator owes, or has paid, what everybody is due of it.
	#[codec(index = 2)]
	Settled,
	/// The arbiter gave all or a part of it back to the operator.
	#[codec(index = 3)]
	Returned,
}

/// A report that was accepted.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct ReportInfo {
	/// Its number.
	pub number: u32,
	/// The version of the agreement that it was split by.
	pub version: AgreementVersion,
	/// Root of the tree over its lines.
	pub root: Hash256,
	/// Number of its lines.
	pub lines: u32,
	/// Pieces that its totals say were sold for cash and by card, without those that were reversed.
	pub quantity: u32,
	/// What was paid for these.
	pub gross: Amount,
	/// From when on it can be settled, and not disputed any more, by the chain's clock.
	pub payable_from: Millis,
	/// How far it has come.
	pub state: ReportState,
	/// What each payee is due of it, while it is open.
	pub parts: PerPayee<Amount>,
}

/// A report in dispute.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct DisputeInfo<AccountId> {
	/// The version of the agreement that the report was split by.
	pub version: AgreementVersion,
	/// The operator or the party that disputes it, and pays the deposit.
	pub by: AccountId,
	/// Hash of what is said against it.
	pub evidence: Hash256,
	/// What each payee would be due of the report.
	pub parts: PerPayee<Amount>,
	/// What is held of the operator's balance of the asset, so that it is there when the arbiter
	/// decides.
	pub held: Amount,
	/// From this time on the arbiter does not decide any more, and the report stands, by the chain's
	/// clock.
	pub decide_by: Millis,
	/// What is held of that account's balance for the storage.
	pub deposit: Amount,
}

/// A [`DisputeInfo`] of a runtime.
pub type DisputeOf<T> = DisputeInfo<<T as frame_system::Config>::AccountId>;

/// What was given back of a line of a report.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct ReversalInfo<AccountId> {
	/// How much, of all reversals of the line together.
	pub amount: Amount,
	/// How many pieces: those of the line in proportion, rounded down.
	pub pieces: u32,
	/// The operator, who pays the deposit.
	pub payer: AccountId,
	/// What is held of the operator's balance for the storage.
	pub deposit: Amount,
}

/// A [`ReversalInfo`] of a runtime.
pub type ReversalOf<T> = ReversalInfo<<T as frame_system::Config>::AccountId>;

/// A line of a report, with what proves that it is one.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct ProvenLine {
	/// The line.
	pub line: SaleLine,
	/// Its salt.
	pub salt: [u8; 16],
	/// Its place among the lines, from 0.
	pub index: u32,
	/// The hashes beside the way from it up to the report's root.
	pub path: LinePath,
}

/// A payment outside the chain that the payee has yet to confirm.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PaymentInfo<AccountId> {
	/// Who was paid.
	pub payee: AccountId,
	/// How much.
	pub amount: Amount,
	/// From this time on the operator may confirm it for a payee that is silent, by the chain's
	/// clock.
	pub confirm_by: Millis,
	/// What is held of the operator's balance for the storage.
	pub deposit: Amount,
}

/// A [`PaymentInfo`] of a runtime.
pub type PaymentOf<T> = PaymentInfo<<T as frame_system::Config>::AccountId>;
