//! Motions of the council.

use crate::chain::{Bot, Chain};
use bot_runtime::{Hash, RuntimeCall, System};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{dispatch::DispatchResult, weights::Weight},
	pallet_collective::{Call, Event, Instance1, Members, ProposalCount},
	sp_keyring::Sr25519Keyring::{self, Alice, Dave},
	sp_runtime::traits::{BlakeTwo256, Hash as _},
};

/// Number of seats in the council.
pub fn seats(chain: &mut Chain) -> usize {
	chain.with(|| Members::<Bot, Instance1>::get().len())
}

/// A motion that was made.
pub struct Motion {
	hash: Hash,
	index: u32,
	length_bound: u32,
}

impl Motion {
	/// Proposes `call` in the name of Alice.
	pub fn new(chain: &mut Chain, call: impl Into<RuntimeCall>, threshold: u32) -> Self {
		let call = call.into();
		let length_bound =
			u32::try_from(call.encoded_size()).expect("a call is no longer than a block");
		let hash = BlakeTwo256::hash_of(&call);
		let index = chain.with(ProposalCount::<Bot, Instance1>::get);
		let proposal = Box::new(call);
		chain
			.call(Alice, RuntimeCall::Council(Call::propose { threshold, proposal, length_bound }));
		Self { hash, index, length_bound }
	}

	/// Votes for it in the name of `who`.
	pub fn aye(&self, chain: &mut Chain, who: Sr25519Keyring) {
		let vote = Call::vote { proposal: self.hash, index: self.index, approve: true };
		chain.call(who, RuntimeCall::Council(vote));
	}

	/// Closes it in the name of Dave, and gives what became of the call, or nothing where the votes
	/// are too few to close the motion.
	pub fn close(&self, chain: &mut Chain) -> Option<DispatchResult> {
		let close = Call::close {
			proposal_hash: self.hash,
			index: self.index,
			proposal_weight_bound: Weight::from_parts(1_000_000_000_000, 5_000_000),
			length_bound: self.length_bound,
		};
		chain.try_call(Dave, RuntimeCall::Council(close)).ok()?;
		let events = chain.with(System::read_events_for_pallet::<Event<Bot, Instance1>>);
		let result = events.into_iter().find_map(|event| match event {
			Event::Executed { result, .. } => Some(result),
			_ => None,
		});
		Some(result.expect("a motion that is carried is executed"))
	}
}

/// Proposes `call`, has `ayes` vote for it, and closes the motion: see [`Motion::close`].
pub fn motion(
	chain: &mut Chain,
	call: impl Into<RuntimeCall>,
	threshold: u32,
	ayes: &[Sr25519Keyring],
) -> Option<DispatchResult> {
	let motion = Motion::new(chain, call, threshold);
	for who in ayes {
		motion.aye(chain, *who);
	}
	motion.close(chain)
}
