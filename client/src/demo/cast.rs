//! Who plays in the demo. All of them are development accounts, whose keys everybody knows.

use subxt::utils::AccountId32;
use subxt_signer::sr25519::{dev, Keypair};

use crate::{
	member_key::{account, from_argument},
	Result,
};

/// The accounts that play in the demo.
pub struct Cast {
	/// Alice, Bob and Charlie, the founders of the consortium.
	pub founders: [Keypair; 3],
	/// Dave, who makes machines.
	pub provider: Keypair,
	/// Eve, who runs them.
	pub operator: Keypair,
	/// Ferdie, who supervises their safety.
	pub supervisor: Keypair,
	/// Who buys drinks, and is no member.
	pub buyer: Keypair,
	/// Who owns the place where a machine stands, and is no member.
	pub landlord: Keypair,
}

impl Cast {
	/// The accounts that the development chain gives money to.
	pub fn new() -> Result<Self> {
		Ok(Self {
			founders: [dev::alice(), dev::bob(), dev::charlie()],
			provider: dev::dave(),
			operator: dev::eve(),
			supervisor: dev::ferdie(),
			buyer: from_argument("//Alice//stash")?,
			landlord: from_argument("//Bob//stash")?,
		})
	}

	/// What an account is called in the demo.
	pub fn name(&self, who: &AccountId32) -> String {
		let roles = [
			(&self.provider, "Dave, provider"),
			(&self.operator, "Eve, operator"),
			(&self.supervisor, "Ferdie, supervisor"),
			(&self.landlord, "landlord"),
			(&self.buyer, "buyer"),
		];
		let found = roles.iter().find(|(key, _)| account(key) == *who);
		found.map_or_else(|| who.to_string(), |(_, name)| name.to_string())
	}
}
