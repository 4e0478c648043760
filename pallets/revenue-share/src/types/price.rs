//! What machines charge.

use super::*;

/// How many prices a list has at most.
pub const MAX_TIERS: u32 = 64;

/// Number of a price list on its chain, assigned when it is set, dense from 0. Each change makes a new
/// list.
pub type PriceListId = u32;

/// One price of a machine. It does not say of what: nothing on the chain ties a product to an account.
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
pub struct Tier {
	/// Class of the products that have it, by which deductions differ.
	pub class: ProductClass,
	/// The price of one, at least one unit of the list's asset.
	pub price: Amount,
}

/// The prices of a machine, at least one. A buyer names the place of a price, from 0.
pub type Tiers = BoundedVec<Tier, ConstU32<MAX_TIERS>>;

/// What a machine charges.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PriceList<AccountId, AssetKind> {
	/// Number of the list.
	pub id: PriceListId,
	/// The operator who set it. It has no effect under another one.
	pub operator: AccountId,
	/// What the prices are in.
	pub asset: AssetKind,
	/// The prices.
	pub tiers: Tiers,
	/// What is held of the operator's balance for the list.
	pub deposit: Amount,
}

/// A [`PriceList`] of a runtime.
pub type PriceListOf<T> =
	PriceList<<T as frame_system::Config>::AccountId, <T as Config>::AssetKind>;
