//! Who plays in the demo. All of them are development accounts, whose keys everybody knows.

use subxt::utils::AccountId32;
use subxt_signer::sr25519::{dev, Keypair};

use crate::member_key::account;

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
	/// One, who buys drinks and is no member.
	pub buyer: Keypair,
	/// Two, who owns the place where a machine stands and is no member.
	pub landlord: Keypair,
}

impl Default for Cast {
	fn default() -> Self {
		Self {
			founders: [dev::alice(), dev::bob(), dev::charlie()],
			provider: dev::dave(),
			operator: dev::eve(),
			supervisor: dev::ferdie(),
			buyer: dev::one(),
			landlord: dev::two(),
		}
	}
}

impl Cast {
	/// What an account is called in the demo.
	pub fn name(&self, who: &AccountId32) -> String {
		let roles = [
			(&self.provider, "Dave, provider"),
			(&self.operator, "Eve, operator"),
			(&self.supervisor, "Ferdie, supervisor"),
			(&self.landlord, "Two, landlord"),
			(&self.buyer, "One, buyer"),
		];
		let found = roles.iter().find(|(key, _)| account(key) == *who);
		found.map_or_else(|| who.to_string(), |(_, name)| name.to_string())
	}
}
