//! Members of the consortium, and the motions by which the council decides.

use bot_primitives::Roles;
use serde::Serialize;
use subxt::{
	config::{substrate::H256, Hasher},
	error::DispatchError,
	ext::{futures::future, scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::AccountId32,
	Metadata,
};
use subxt_signer::sr25519::Keypair;

use super::{
	refusal,
	runtime::{self, types},
	At, Block, Chain, Inclusion,
};
use crate::{hex_bytes, member_key, Error, Refusal, Result};

/// A call of the chain.
pub type RuntimeCall = types::bot_runtime::RuntimeCall;
type CollatorCall = types::pallet_collator_selection::pallet::Call;
type ConsortiumCall = types::pallet_consortium::pallet::Call;
type SystemCall = types::frame_system::pallet::Call;
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

/// What the council can decide.
#[derive(Debug)]
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
	/// Let an account make blocks.
	AddCollator(AccountId32),
	/// Let an account make no more blocks.
	RemoveCollator(AccountId32),
	/// Authorize the upgrade to the runtime whose code has this hash.
	Upgrade(H256),
	/// Any other call.
	Call(Box<RuntimeCall>),
}

impl Change {
	fn into_call(self) -> RuntimeCall {
		let membership = match self {
			Self::AddCollator(who) => {
				return RuntimeCall::CollatorSelection(CollatorCall::add_invulnerable { who })
			},
			Self::RemoveCollator(who) => {
				return RuntimeCall::CollatorSelection(CollatorCall::remove_invulnerable { who })
			},
			Self::Upgrade(code_hash) => {
				let call = RuntimeCall::System(SystemCall::authorize_upgrade { code_hash });
				ConsortiumCall::dispatch_as_root { call: Box::new(call) }
			},
			Self::Call(call) => return *call,
			Self::Admit { who, roles, name } => ConsortiumCall::admit {
				who,
				roles: roles.into(),
				name: types::bounded_collections::bounded_vec::BoundedVec(name.into_bytes()),
			},
			Self::SetRoles { who, roles } => ConsortiumCall::set_roles { who, roles: roles.into() },
			Self::Suspend(who) => ConsortiumCall::suspend { who },
			Self::Reinstate(who) => ConsortiumCall::reinstate { who },
			Self::Remove(who) => ConsortiumCall::remove { who },
		};
		RuntimeCall::Consortium(membership)
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

/// How many of `seats` are three quarters or more.
pub fn three_quarters(seats: usize) -> u32 {
	u32::try_from(seats.saturating_mul(3).div_ceil(4)).unwrap_or(u32::MAX)
}

/// How many of `seats` the chain asks for, for this call.
fn threshold(call: &RuntimeCall, seats: usize) -> u32 {
	match call {
		RuntimeCall::Consortium(ConsortiumCall::dispatch_as_root { .. }) => three_quarters(seats),
		_ => two_thirds(seats),
	}
}

/// A motion that is open, and what it is about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenMotion {
	/// Hash of the call that was moved.
	pub hash: String,
	/// Name of the call.
	pub call: String,
	/// The call, SCALE-encoded, in hexadecimal.
	pub bytes: String,
	/// What the call says, for people to read.
	pub arguments: String,
	/// Who voted for it.
	pub ayes: Vec<AccountId32>,
	/// Who voted against it.
	pub nays: Vec<AccountId32>,
	/// Votes that carry it.
	pub threshold: u32,
	/// The block in which it lapses.
	pub ends_in: u32,
}

impl Chain {
	/// The motions that are open, in the order in which they were made.
	pub async fn open_motions(&self) -> Result<Vec<OpenMotion>> {
		let at = self.at_finalized().await?;
		let address = runtime::storage().council().proposal_of();
		let mut entries =
			at.storage().iter(address, ()).await.map_err(|error| self.failed(error))?;
		let mut motions = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.map_err(|error| self.failed(error))?;
			let key = entry.key().map_err(|error| self.failed(error))?;
			let (hash,) = key.decode().map_err(|error| self.failed(error))?;
			let Some(votes) = self.votes(&at, hash).await? else { continue };
			let bytes = entry.value().bytes();
			let call: RuntimeCall = entry.value().decode().map_err(|error| self.failed(error))?;
			let motion = OpenMotion {
				hash: format!("{hash:?}"),
				call: call_name(at.metadata_ref(), bytes)?,
				bytes: hex_bytes::encode(bytes),
				arguments: format!("{call:?}"),
				ayes: votes.ayes,
				nays: votes.nays,
				threshold: votes.threshold,
				ends_in: votes.end,
			};
			motions.push((votes.index, motion));
		}
		motions.sort_by_key(|(index, _)| *index);
		Ok(motions.into_iter().map(|(_, motion)| motion).collect())
	}

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
		let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
			return Err(Error::input("nobody to vote: name at least one key with --key"));
		};
		let at = self.at_finalized().await?;
		let call = change.into_call();
		let metadata = at.metadata_ref();
		let bytes = call
			.encode_as_type(metadata.outer_enums().call_enum_ty(), metadata.types())
			.map_err(Error::unexpected)?;
		let call_name = call_name(metadata, &bytes)?;
		let hash = at.hasher().hash(&bytes);
		let length = u32::try_from(bytes.len()).map_err(Error::input)?;

		if self.votes(&at, hash).await?.is_none() {
			let threshold = threshold(&call, self.seats(&at).await?.len());
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
			self.ensure_executed(&call_name, &closed).await?;
			motion.carried_in = Some(self.block_of(&closed).await?.number);
		}
		Ok(motion)
	}

	/// The call that these bytes encode, of the runtime at the last finalized block.
	pub async fn decode_call(&self, bytes: &[u8]) -> Result<RuntimeCall> {
		let at = self.at_finalized().await?;
		let metadata = at.metadata_ref();
		let input = &mut &*bytes;
		RuntimeCall::decode_as_type(input, metadata.outer_enums().call_enum_ty(), metadata.types())
			.ok()
			.filter(|_| input.is_empty())
			.ok_or_else(|| Error::input("these bytes are no call of this chain"))
	}

	/// The members of the council.
	async fn seats(&self, at: &At) -> Result<Vec<AccountId32>> {
		let address = runtime::storage().council().members();
		Ok(self.value(at, address, ()).await?.unwrap_or_default())
	}

	async fn votes(
		&self,
		at: &At,
		hash: subxt::config::HashFor<super::Config>,
	) -> Result<Option<types::pallet_collective::Votes<AccountId32, u32>>> {
		let address = runtime::storage().council().voting();
		self.value(at, address, (hash,)).await
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

/// The name of the call that these bytes encode, such as `Consortium.admit`.
fn call_name(metadata: &Metadata, bytes: &[u8]) -> Result<String> {
	let name = || {
		let (pallet, call) = (bytes.first()?, bytes.get(1)?);
		let pallet = metadata.pallet_by_call_index(*pallet)?;
		let call = pallet.call_variant_by_index(*call)?;
		Some(format!("{}.{}", pallet.name(), call.name))
	};
	name().ok_or_else(|| Error::unexpected("the chain has no such call"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_thirds_of_a_council_are_rounded_up() {
		let thresholds: Vec<_> = (1..=7).map(two_thirds).collect();
		assert_eq!(thresholds, [1, 2, 2, 3, 4, 4, 5]);
	}

	#[test]
	fn an_upgrade_needs_three_quarters_of_a_council() {
		let thresholds = |change: Change| {
			let call = change.into_call();
			(1..=9).map(|seats| threshold(&call, seats)).collect::<Vec<_>>()
		};
		assert_eq!(thresholds(Change::Upgrade([1; 32].into())), [1, 2, 3, 3, 4, 5, 6, 6, 7]);
		let who = AccountId32([1; 32]);
		assert_eq!(thresholds(Change::AddCollator(who)), [1, 2, 2, 3, 4, 4, 5, 6, 6]);
	}
}
