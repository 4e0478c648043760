//! Members of the consortium, and the motions by which the council decides on them.

use bot_primitives::Roles;
use serde::Serialize;
use subxt::{
	config::Hasher,
	error::DispatchError,
	ext::{futures::future, scale_encode::EncodeAsType},
	utils::AccountId32,
};
use subxt_signer::sr25519::Keypair;

use super::{
	refusal,
	runtime::{self, types},
	At, Block, Chain, Inclusion,
};
use crate::{member_key, Error, Refusal, Result};

type RuntimeCall = types::bot_runtime::RuntimeCall;
type ConsortiumCall = types::pallet_consortium::pallet::Call;
type Weight = types::sp_weights::weight_v2::Weight;

/// The most that a motion may cost when it is carried: a twentieth of a second and 256 KiB of proof.
/// What it does not use is not paid.
const MOTION_WEIGHT: Weight = Weight { ref_time: 50_000_000_000, proof_size: 256 * 1_024 };

/// A member of the consortium.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
	/// Its account.
	pub account: AccountId32,
	/// Its name.
	pub name: String,
	/// What it may do, unless it is suspended.
	pub roles: Vec<String>,
	/// Whether it is suspended.
	pub suspended: bool,
	/// Whether it has a seat in the council.
	pub seated: bool,
	/// The block in which it was admitted.
	pub since: u32,
}

/// A change of the membership.
#[derive(Clone, Debug)]
pub enum Change {
	/// Make an account a member.
	Admit {
		/// The account.
		who: AccountId32,
		/// What it may do.
		roles: Roles,
		/// Its name.
		name: String,
	},
	/// Give a member other roles.
	SetRoles {
		/// The member.
		who: AccountId32,
		/// What it may do from now on.
		roles: Roles,
	},
	/// Suspend a member.
	Suspend(AccountId32),
	/// End a suspension.
	Reinstate(AccountId32),
	/// Remove a member.
	Remove(AccountId32),
}

impl Change {
	fn into_call(self) -> RuntimeCall {
		RuntimeCall::Consortium(match self {
			Self::Admit { who, roles, name } => ConsortiumCall::admit {
				who,
				roles: roles.into(),
				name: types::bounded_collections::bounded_vec::BoundedVec(name.into_bytes()),
			},
			Self::SetRoles { who, roles } => ConsortiumCall::set_roles { who, roles: roles.into() },
			Self::Suspend(who) => ConsortiumCall::suspend { who },
			Self::Reinstate(who) => ConsortiumCall::reinstate { who },
			Self::Remove(who) => ConsortiumCall::remove { who },
		})
	}

	/// The call that makes the change.
	pub fn call_name(&self) -> &'static str {
		match self {
			Self::Admit { .. } => "Consortium.admit",
			Self::SetRoles { .. } => "Consortium.set_roles",
			Self::Suspend(_) => "Consortium.suspend",
			Self::Reinstate(_) => "Consortium.reinstate",
			Self::Remove(_) => "Consortium.remove",
		}
	}
}

/// How a motion stands.
#[derive(Clone, Debug, Serialize)]
pub struct Motion {
	/// Hash of the call that was moved.
	pub hash: String,
	/// Votes for it.
	pub ayes: usize,
	/// Votes that carry it.
	pub threshold: u32,
	/// Seats in the council when it was looked at.
	pub seats: usize,
	/// The block in which it was carried, if it was.
	pub carried_in: Option<u32>,
}

/// How many of `seats` are two thirds or more.
pub fn two_thirds(seats: usize) -> u32 {
	u32::try_from(seats.saturating_mul(2).div_ceil(3)).unwrap_or(u32::MAX)
}

impl Chain {
	/// The members of the consortium, by the block of their admission.
	pub async fn members(&self) -> Result<Vec<Member>> {
		let at = self.at_best().await?;
		let address = runtime::storage().consortium().members();
		let mut entries =
			at.storage().iter(address, ()).await.map_err(|error| self.failed(error))?;
		let mut members = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let key = entry.key().map_err(|error| self.failed(error))?;
			let (account,) = key.decode().map_err(|error| self.failed(error))?;
			let member = entry.value().decode().map_err(|error| self.failed(error))?;
			members.push(Member {
				account,
				name: String::from_utf8_lossy(&member.name.0).into_owned(),
				roles: member.roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect(),
				suspended: member.suspended,
				seated: !member.suspended && member.roles.is_voting(),
				since: member.since,
			});
		}
		members.sort_by_key(|member| (member.since, member.account.0));
		Ok(members)
	}

	/// Moves `change` in the name of those with these keys: proposes it if it is not moved yet, votes
	/// for it, and closes the motion when there are votes enough.
	///
	/// So each member can do the same on a machine of its own: the first proposes, the last carries.
	pub async fn decide(&self, change: Change, keys: &[Keypair]) -> Result<Motion> {
		let call_name = change.call_name();
		let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
			return Err(Error::input("nobody to vote: name at least one key with --key"));
		};
		let at = self.at_finalized().await?;
		let call = change.into_call();
		let metadata = at.metadata_ref();
		let bytes = call
			.encode_as_type(metadata.outer_enums().call_enum_ty(), metadata.types())
			.map_err(Error::unexpected)?;
		let hash = at.hasher().hash(&bytes);
		let length = u32::try_from(bytes.len()).map_err(Error::input)?;

		if self.votes(&at, hash).await?.is_none() {
			let threshold = two_thirds(self.seats(&at).await?.len());
			let propose = runtime::tx().council().propose(threshold, call, length);
			self.call(&propose, first).await?;
		}
		let moved = || Error::unexpected("the motion is gone: it was closed meanwhile");
		let votes = self.votes(&self.at_finalized().await?, hash).await?.ok_or_else(moved)?;
		let vote = runtime::tx().council().vote(hash, votes.index, true);
		let mut submitted = Vec::new();
		for key in keys {
			if !votes.ayes.contains(&member_key::account(key)) {
				submitted.push(self.submit(&vote, key).await?.finalized());
			}
		}
		future::try_join_all(submitted).await?;

		let at = self.at_finalized().await?;
		let votes = self.votes(&at, hash).await?.ok_or_else(moved)?;
		let mut motion = Motion {
			hash: format!("{hash:?}"),
			ayes: votes.ayes.len(),
			threshold: votes.threshold,
			seats: self.seats(&at).await?.len(),
			carried_in: None,
		};
		if motion.ayes >= usize::try_from(votes.threshold).unwrap_or(usize::MAX) {
			let close = runtime::tx().council().close(hash, votes.index, MOTION_WEIGHT, length);
			let closed = self.call(&close, last).await?;
			self.ensure_executed(call_name, &closed).await?;
			motion.carried_in = Some(self.block_of(&closed).await?.number);
		}
		Ok(motion)
	}

	/// Whether the council has this member, and how many seats it has.
	async fn seats(&self, at: &At) -> Result<Vec<AccountId32>> {
		let address = runtime::storage().council().members();
		let members =
			at.storage().try_fetch(address, ()).await.map_err(|error| self.failed(error))?;
		match members {
			Some(members) => members.decode().map_err(|error| self.failed(error)),
			None => Ok(Vec::new()),
		}
	}

	async fn votes(
		&self,
		at: &At,
		hash: subxt::config::HashFor<super::Config>,
	) -> Result<Option<types::pallet_collective::Votes<AccountId32, u32>>> {
		let address = runtime::storage().council().voting();
		let votes = at.storage().try_fetch(address, (hash,)).await;
		match votes.map_err(|error| self.failed(error))? {
			Some(votes) => votes.decode().map(Some).map_err(|error| self.failed(error)),
			None => Ok(None),
		}
	}

	/// A motion that is carried may still fail, which its event alone tells.
	async fn ensure_executed(&self, call: &str, closed: &Inclusion) -> Result<()> {
		for event in closed.events.iter() {
			let event = event.map_err(|error| self.failed(error))?;
			if (event.pallet_name(), event.event_name()) != ("Council", "Executed") {
				continue;
			}
			// The hash of the call, and then a `Result`.
			let result = event.field_bytes().get(32..).unwrap_or_default();
			let Some(error) = result.strip_prefix(&[1]) else { return Ok(()) };
			let metadata = self.at(closed.block).await?.metadata();
			let error = DispatchError::decode_from(error, metadata).map_err(|e| self.failed(e))?;
			return Err(Error::Refused(refusal::of_dispatch(call, &error)));
		}
		Err(Error::Refused(Refusal {
			call: call.into(),
			name: "Disapproved".into(),
			reason: "the council voted against it".into(),
		}))
	}

	/// The block after which a change is in force.
	pub async fn now(&self) -> Result<Block> {
		super::block_of(&self.at_finalized().await?)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_thirds_of_a_council_are_rounded_up() {
		let thresholds: Vec<_> = (1..=7).map(two_thirds).collect();
		assert_eq!(thresholds, [1, 2, 2, 3, 4, 4, 5]);
	}
}
