//! What was sold under an agreement, and what of it each payee was due.

use super::*;

/// How much is sold under one version of an agreement at most: so little that what a payee is due under
/// all versions can be counted, together with what it owes.
pub const MAX_GROSS: Amount = Amount::MAX >> (AgreementVersion::BITS + 1);

/// What one deduction has come to.
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
pub struct DeductionTotal {
	/// What it was computed of: an amount, or pieces.
	pub base: Amount,
	/// What its payee was due.
	pub total: Amount,
}

/// Sums over all sales, or all reversals, of one version of an agreement. Each starts at zero and only
/// grows.
#[derive(
	Clone,
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
pub struct Book {
	/// How many pieces.
	pub quantity: u64,
	/// What was paid for them.
	pub gross: Amount,
	/// What was taken off, by deduction.
	pub deductions: PerDeduction<DeductionTotal>,
	/// What the parties were due of the rest.
	pub parties: PerParty<Amount>,
}

impl Book {
	/// What each payee was due, deductions first.
	pub fn payees(&self) -> impl Iterator<Item = Amount> + '_ {
		let deductions = self.deductions.iter().map(|deduction| deduction.total);
		deductions.chain(self.parties.iter().copied())
	}
}

/// All that was sold under one version of an agreement. Apart from the terms, since each sale changes
/// it; of one size from the proposal on, so that a sale stores nothing new.
#[derive(
	Clone,
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
pub struct Ledger {
	/// What was sold.
	pub sales: Book,
	/// What of it was reversed.
	pub reversals: Book,
	/// What of the payees' parts an arbiter gave back to the operator.
	pub returned: PerPayee<Amount>,
	/// How many purchases and reports are not finished.
	pub open: u32,
	/// How many statements were made.
	pub statements: u32,
}

impl Ledger {
	/// Counts one more purchase or report that is not finished: the version is kept until it is.
	pub fn begin(&mut self) -> Option<()> {
		self.open = self.open.checked_add(1)?;
		Some(())
	}

	/// Counts one that is finished.
	pub fn finish(&mut self) -> Option<()> {
		self.open = self.open.checked_sub(1)?;
		Some(())
	}
}

/// How a payee and the operator of an agreement stand. What was paid is not kept: it is what the
/// payee was due, less all this.
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
pub struct Position {
	/// What could not be received and is kept for the payee by the pallet's account.
	pub kept: Amount,
	/// What the operator owes on the chain: arrears.
	pub owed: Amount,
	/// What the operator owes outside the chain.
	pub owed_outside: Amount,
	/// What of that the operator says it has paid, and the payee has yet to confirm: not part of the
	/// above any more.
	pub stated: Amount,
	/// What the payee owes, of reversals of what it was paid. Taken off what it is due next.
	pub owing: Amount,
}

impl Position {
	/// Adds to what the operator owes; first comes off what the payee owes.
	pub fn owe(&mut self, amount: Amount, payout: Payout) -> Option<()> {
		let netted = amount.min(self.owing);
		self.owing = self.owing.checked_sub(netted)?;
		let owed = match payout {
			Payout::OnChain => &mut self.owed,
			Payout::External => &mut self.owed_outside,
		};
		*owed = owed.checked_add(amount.checked_sub(netted)?)?;
		Some(())
	}

	/// Takes back of what the operator owes; what is more than that, the payee owes.
	pub fn take_back(&mut self, amount: Amount) -> Option<()> {
		let mut left = amount;
		for owed in [&mut self.owed, &mut self.owed_outside] {
			let netted = left.min(*owed);
			*owed = owed.checked_sub(netted)?;
			left = left.checked_sub(netted)?;
		}
		self.owing = self.owing.checked_add(left)?;
		Some(())
	}
}
