//! Agreements, and their terms.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use super::*;
use bot_primitives::{DeviceIndex, Millis};

/// How many parties an agreement has at most.
pub const MAX_PARTIES: u32 = 16;

/// How many deductions an agreement has at most.
pub const MAX_DEDUCTIONS: u32 = 8;

/// How many payees an agreement has at most: whom deductions go to, and parties.
pub const MAX_PAYEES: u32 = MAX_DEDUCTIONS + MAX_PARTIES;

/// How many accounts accept an amendment at most: the parties before and after it.
pub const MAX_ACCEPTING: u32 = 2 * MAX_PARTIES;

/// Most digits behind the point of an amount.
pub const MAX_DECIMALS: u8 = 18;

/// How far a local time can be ahead of UTC, in minutes.
pub const UTC_OFFSETS: core::ops::RangeInclusive<i16> = -720..=840;

/// Longest time in which a report can be disputed: 30 days.
pub const MAX_DISPUTE_WINDOW: Millis = 30 * 24 * 60 * 60 * 1_000;

/// One value for each party, in the order of the terms.
pub type PerParty<Value> = BoundedVec<Value, ConstU32<MAX_PARTIES>>;

/// One value for each deduction, in the order of the terms.
pub type PerDeduction<Value> = BoundedVec<Value, ConstU32<MAX_DEDUCTIONS>>;

/// One value for each payee: deductions first, then parties, in the order of the terms.
pub type PerPayee<Value> = BoundedVec<Value, ConstU32<MAX_PAYEES>>;

/// How a payee gets what it is due of reported sales. Of purchases on the chain, everybody is paid on
/// the chain at once.
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
pub enum Payout {
	/// From the operator's balance on the chain.
	#[codec(index = 0)]
	OnChain,
	/// Outside the chain. The operator records the reference of the payment, the payee confirms it.
	#[codec(index = 1)]
	External,
}

/// Who gets which share.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Party<AccountId> {
	/// Who is paid.
	pub account: AccountId,
	/// Share of what deductions leave, in parts per million.
	pub share_ppm: u32,
	/// How it gets its parts of reported sales.
	pub payout: Payout,
}

/// How much a deduction takes.
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
pub enum Rule {
	/// Parts per million of the gross price: a tax, say. A tax of 19 % that prices include is
	/// 159,664 parts per million of them.
	#[codec(index = 0)]
	OfGross(u32),
	/// Parts per million of what the deductions before it leave.
	#[codec(index = 1)]
	OfRemainder(u32),
	/// An amount for each piece: a bottle's deposit, say.
	#[codec(index = 2)]
	PerPiece(Amount),
}

/// What is taken off sales before the parties share the rest.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deduction<AccountId> {
	/// Who is paid.
	pub payee: AccountId,
	/// How the payee gets its parts of reported sales.
	pub payout: Payout,
	/// How much it is.
	pub rule: Rule,
	/// The class of products that it is taken off; every class where none is named.
	pub class: Option<ProductClass>,
	/// The means of payment that it is taken off; every means where none is named.
	pub means: Option<PaymentMeans>,
}

/// How sales are split, as it is proposed.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Split<AccountId> {
	/// What is taken off first, in this order. A deduction never takes more than is left: what it
	/// lacks, it takes off later sales.
	pub deductions: PerDeduction<Deduction<AccountId>>,
	/// Who shares the rest.
	pub parties: PerParty<Party<AccountId>>,
}

impl<AccountId> Split<AccountId> {
	/// Everybody who is paid, deductions first, each with the way it is paid.
	pub fn payees(&self) -> impl Iterator<Item = (&AccountId, Payout)> {
		let deductions = self.deductions.iter().map(|it| (&it.payee, it.payout));
		deductions.chain(self.parties.iter().map(|it| (&it.account, it.payout)))
	}

	/// Whether `who` is a party.
	pub fn has_party(&self, who: &AccountId) -> bool
	where
		AccountId: PartialEq,
	{
		self.parties.iter().any(|party| party.account == *who)
	}
}

/// A [`Split`] of a runtime.
pub type SplitOf<T> = Split<<T as frame_system::Config>::AccountId>;

/// The terms of one version of an agreement.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct TermsInfo<AccountId> {
	/// How sales are split.
	pub split: Split<AccountId>,
	/// Whose acceptance is missing: of the first version its parties', of an amendment those of the
	/// parties before and after it. Nobody's once the terms are agreed.
	pub missing: BoundedVec<AccountId, ConstU32<MAX_ACCEPTING>>,
	/// From when on sales are split so, by the chain's clock, if the terms are agreed by then. Of the
	/// first version, when the agreement was activated.
	pub in_force_from: Millis,
	/// What is held of the operator's balance for the terms and their ledger.
	pub deposit: Amount,
}

impl<AccountId> TermsInfo<AccountId> {
	/// Whether everybody accepted.
	pub fn is_agreed(&self) -> bool {
		self.missing.is_empty()
	}
}

/// A [`TermsInfo`] of a runtime.
pub type TermsOf<T> = TermsInfo<<T as frame_system::Config>::AccountId>;

/// What stays the same through all versions of an agreement.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Conditions<AccountId, AssetKind> {
	/// What sales are paid and counted in.
	pub asset: AssetKind,
	/// Who decides disputes: neither the operator nor a payee.
	pub arbiter: AccountId,
	/// Code of the currency that the asset stands for, ISO 4217: three capital letters.
	pub currency_code: [u8; 3],
	/// How many digits of an amount are behind the point where it is shown to people. 0 to 18.
	pub decimals: u8,
	/// Where days begin: how far local time is ahead of UTC, in minutes. −720 to 840.
	pub utc_offset_minutes: i16,
	/// How long after its arrival a party may dispute a report, in milliseconds. Nothing of a report
	/// is paid before. At most 30 days.
	pub dispute_window: Millis,
}

impl<AccountId, AssetKind> Conditions<AccountId, AssetKind> {
	/// Whether all numbers are such as they may be.
	pub fn are_in_range(&self) -> bool {
		self.currency_code.iter().all(u8::is_ascii_uppercase)
			&& self.decimals <= MAX_DECIMALS
			&& UTC_OFFSETS.contains(&self.utc_offset_minutes)
			&& self.dispute_window <= MAX_DISPUTE_WINDOW
	}
}

/// The [`Conditions`] of a runtime.
pub type ConditionsOf<T> =
	Conditions<<T as frame_system::Config>::AccountId, <T as Config>::AssetKind>;

/// How far an agreement has come.
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
pub enum AgreementState {
	/// It is not active yet.
	#[codec(index = 0)]
	Proposed,
	/// The device's sales are split by it, until it ends.
	#[codec(index = 1)]
	Active,
	/// Another operator runs the device since. What was sold before is ended under it.
	#[codec(index = 2)]
	Frozen,
	/// It was terminated, and its time is over.
	#[codec(index = 3)]
	Ended,
}

/// An amendment that is proposed or agreed, and not in force yet.
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
pub struct Amendment {
	/// From when on its version is in force, if it is agreed by then.
	pub in_force_from: Millis,
	/// Whether everybody accepted.
	pub agreed: bool,
}

/// An agreement. Its terms are kept by version.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct AgreementInfo<AccountId, AssetKind> {
	/// The device whose sales it splits.
	pub device: DeviceIndex,
	/// Who proposed it, and runs the device.
	pub operator: AccountId,
	/// What stays the same through all versions.
	pub conditions: Conditions<AccountId, AssetKind>,
	/// How far it has come.
	pub state: AgreementState,
	/// The oldest version that is kept.
	pub oldest: AgreementVersion,
	/// The version in force when the agreement last changed: see
	/// [`version_at`](Self::version_at).
	pub version: AgreementVersion,
	/// The next version.
	pub amendment: Option<Amendment>,
	/// When it ends, or ended, by the chain's clock; none where nobody has terminated it.
	pub ends_at: Option<Millis>,
	/// What is held of the operator's balance for the agreement, without its terms.
	pub deposit: Amount,
}

/// An [`AgreementInfo`] of a runtime.
pub type AgreementOf<T> =
	AgreementInfo<<T as frame_system::Config>::AccountId, <T as Config>::AssetKind>;

impl<AccountId, AssetKind> AgreementInfo<AccountId, AssetKind> {
	/// The version in force at a time not before the agreement's last change. After its end, the last
	/// one that was.
	pub fn version_at(&self, now: Millis) -> AgreementVersion {
		let came = |it: &Amendment| it.agreed && it.in_force_from <= self.until_end(now);
		match self.amendment.as_ref().is_some_and(came) {
			true => self.version.saturating_add(1),
			false => self.version,
		}
	}

	/// Takes the version in force at `now` for the version, and forgets an amendment whose time went
	/// by without agreement. Gives the version that such an amendment would have been.
	pub fn advance(&mut self, now: Millis) -> Option<AgreementVersion> {
		let now = self.until_end(now);
		let amendment = self.amendment.filter(|it| it.in_force_from <= now)?;
		self.amendment = None;
		let next = self.version.saturating_add(1);
		if amendment.agreed {
			self.version = next;
			return None;
		}
		Some(next)
	}

	fn until_end(&self, now: Millis) -> Millis {
		self.ends_at.map_or(now, |ends_at| ends_at.min(now))
	}

	/// Whether it splits sales that are made at `now`.
	pub fn is_open(&self, now: Millis) -> bool {
		self.state == AgreementState::Active && self.ends_at.is_none_or(|ends_at| now < ends_at)
	}
}
