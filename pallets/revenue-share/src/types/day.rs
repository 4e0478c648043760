//! What was sold on each day, and the statements over all days.

use super::*;
use alloc::vec;

/// How many of the latest days are kept of each version. A day's place is its number modulo this.
pub const MAX_DAYS: u32 = 35;

/// Number of a day, from 1 January 1970, where the agreement says that days begin.
pub type Day = u32;

/// What the chain received of sales on one day under one version of an agreement.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct DayTotal {
	/// The day.
	pub day: Day,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: Amount,
	/// What each payee was due of it.
	pub parts: PerPayee<Amount>,
	/// What each payee's parts, of whatever day, became less by on this day: reversals, and what an
	/// arbiter gave back.
	pub back: PerPayee<Amount>,
}

impl DayTotal {
	/// A day on which nothing was sold, for so many payees.
	pub fn empty(payees: usize) -> Self {
		let parts = PerPayee::truncate_from(vec![0; payees]);
		Self { day: 0, quantity: 0, gross: 0, back: parts.clone(), parts }
	}
}

/// What one payee was due on one day under one version of an agreement.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DayStatement {
	/// The version.
	pub version: AgreementVersion,
	/// The day.
	pub day: Day,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: Amount,
	/// What the payee was due of it.
	pub due: Amount,
	/// What its parts of earlier sales became less by.
	pub back: Amount,
}

/// What one payee was due under one version of an agreement, from its first day on.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct VersionStatement {
	/// The version.
	pub version: AgreementVersion,
	/// How many pieces were sold.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: Amount,
	/// What the payee was due of it.
	pub due: Amount,
	/// What of that was reversed.
	pub reversed: Amount,
	/// What of that an arbiter gave back to the operator.
	pub returned: Amount,
}

/// How a payee of an agreement stands, and how it came about.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Statement<AssetKind> {
	/// Number of the agreement.
	pub agreement: AgreementId,
	/// What amounts are counted in.
	pub asset: AssetKind,
	/// Code of the currency.
	pub currency_code: [u8; 3],
	/// How many digits of an amount are behind the point.
	pub decimals: u8,
	/// All versions that are kept, the oldest first.
	pub versions: Vec<VersionStatement>,
	/// The days that were asked for and are kept, in order.
	pub days: Vec<DayStatement>,
	/// What of reported sales can be disputed or is in dispute, so that nobody owes it yet.
	pub pending: Amount,
	/// How the payee and the operator stand.
	pub position: Position,
	/// What the payee was paid under the versions that are kept: what it was due, less all the above.
	pub paid: Amount,
}
