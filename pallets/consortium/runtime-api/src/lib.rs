#![cfg_attr(not(feature = "std"), no_std)]
//! Runtime API of the consortium.

extern crate alloc;

use alloc::vec::Vec;
use codec::Codec;
use pallet_consortium::{Member, Membership};
use polkadot_sdk::sp_api;

sp_api::decl_runtime_apis! {
	/// Reads members.
	pub trait ConsortiumApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Whether `who` is a member, or was one; none for an account that never was.
		fn membership(who: AccountId) -> Option<Membership<BlockNumber>>;

		/// All members, in no order.
		fn members() -> Vec<(AccountId, Member<BlockNumber>)>;
	}
}
