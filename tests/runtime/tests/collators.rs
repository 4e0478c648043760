//! Collators: an account makes blocks when a node holds its session key and the council names it, and
//! in no other way.

use bot_runtime::{constants::time::HOURS, AccountId, Runtime, RuntimeCall, SessionKeys, System};
use bot_runtime_tests::{
	chain::Chain,
	council::{motion, seats},
};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::dispatch::DispatchResult,
	pallet_aura, pallet_collator_selection, pallet_collective, pallet_session,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve},
	sp_runtime::DispatchError,
	sp_session::OpaqueGeneratedSessionKeys,
};

type Call = pallet_collator_selection::Call<Runtime>;
type Error = pallet_collator_selection::Error<Runtime>;
type Event = pallet_collator_selection::Event<Runtime>;
type SessionCall = pallet_session::Call<Runtime>;

const DONE: Option<DispatchResult> = Some(Ok(()));

/// Carries a motion with two thirds of the council.
fn decide(chain: &mut Chain, call: Call) -> DispatchResult {
	assert_eq!(seats(chain), 3);
	motion(chain, call, 2, &[Alice, Bob]).unwrap()
}

fn add(who: Sr25519Keyring) -> Call {
	Call::add_invulnerable { who: who.to_account_id() }
}

fn remove(who: Sr25519Keyring) -> Call {
	Call::remove_invulnerable { who: who.to_account_id() }
}

/// Session keys that a node makes and keeps, and the proof that it holds those of `owner`.
fn generate(chain: &mut Chain, owner: Sr25519Keyring) -> (SessionKeys, Vec<u8>) {
	let question = (owner.to_account_id().encode(), None::<Vec<u8>>);
	let generated: OpaqueGeneratedSessionKeys =
		chain.ask("SessionKeys_generate_session_keys", question);
	(SessionKeys::decode(&mut &generated.keys[..]).unwrap(), generated.proof)
}

/// Gives `who` session keys of a node of its own.
fn set_keys(chain: &mut Chain, who: Sr25519Keyring) -> SessionKeys {
	let (keys, proof) = generate(chain, who);
	chain.call(who, SessionCall::set_keys { keys: keys.clone(), proof });
	keys
}

fn named(chain: &mut Chain) -> Vec<AccountId> {
	chain.with(|| pallet_collator_selection::Invulnerables::<Runtime>::get().into_inner())
}

fn authorities(chain: &mut Chain) -> usize {
	chain.with(|| pallet_aura::Authorities::<Runtime>::get().len())
}

/// The last block that `who` made, if it made one.
fn last_block_of(chain: &mut Chain, who: Sr25519Keyring) -> u32 {
	let last = pallet_collator_selection::LastAuthoredBlock::<Runtime>::get;
	chain.with(|| last(who.to_account_id()))
}

/// Goes to the end of this session: its last block is the next one's first.
fn end_session(chain: &mut Chain, number: u32) {
	chain.skip_to(number * HOURS - 1);
	chain.block(vec![]);
}

#[test]
fn two_thirds_name_a_collator_that_makes_blocks_from_the_session_after_next_on() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	assert_eq!(decide(&mut chain, add(Dave)), Ok(()));
	assert_eq!(named(&mut chain).len(), 2);
	end_session(&mut chain, 1);
	assert_eq!(authorities(&mut chain), 1);
	end_session(&mut chain, 2);
	assert_eq!((authorities(&mut chain), last_block_of(&mut chain, Dave)), (2, 0));
	// They take turns.
	let begin = chain.header().number;
	chain.block(vec![]);
	chain.block(vec![]);
	let mut last = [Alice, Dave].map(|who| last_block_of(&mut chain, who));
	last.sort();
	assert_eq!(last, [begin + 1, begin + 2]);

	// And one that is removed makes none from the session after next on.
	assert_eq!(decide(&mut chain, remove(Dave)), Ok(()));
	end_session(&mut chain, 3);
	assert_eq!(authorities(&mut chain), 2);
	end_session(&mut chain, 4);
	assert_eq!(authorities(&mut chain), 1);
	chain.block(vec![]);
	chain.block(vec![]);
	assert!(last_block_of(&mut chain, Dave) < 4 * HOURS);
	assert_eq!(last_block_of(&mut chain, Alice), chain.header().number);
}

#[test]
fn a_third_of_the_council_names_nobody() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	// Nor where the motion itself asks for no more.
	let proposal = RuntimeCall::from(add(Dave));
	let length_bound = proposal.encoded_size() as u32;
	let proposal = Box::new(proposal);
	let alone = pallet_collective::Call::propose { threshold: 1, proposal, length_bound };
	chain.call(Alice, RuntimeCall::Council(alone));
	assert_eq!(motion(&mut chain, add(Dave), 2, &[Alice]), None);
	assert_eq!(chain.try_call(Alice, add(Dave)), Err(DispatchError::BadOrigin));
	assert_eq!(named(&mut chain), [Alice.to_account_id()]);
}

#[test]
fn who_does_not_hold_a_key_cannot_set_it() {
	let mut chain = Chain::new();
	let (keys, proof) = generate(&mut chain, Dave);
	let set = |keys: &SessionKeys, proof: &[u8]| SessionCall::set_keys {
		keys: keys.clone(),
		proof: proof.to_vec(),
	};
	let refused = |chain: &mut Chain, who, call| chain.try_call(who, call);
	let invalid = Err(pallet_session::Error::<Runtime>::InvalidProof.into());
	// The proof is for one account.
	assert_eq!(refused(&mut chain, Eve, set(&keys, &proof)), invalid);
	// And for one key.
	let (others, others_proof) = generate(&mut chain, Dave);
	assert_eq!(refused(&mut chain, Dave, set(&others, &proof)), invalid);
	let alices = SessionKeys { aura: Alice.public().into() };
	assert_eq!(refused(&mut chain, Dave, set(&alices, &proof)), invalid);
	for bad in [&[][..], &proof[1..], &[0; 64], &[&proof[..], &[0]].concat()] {
		assert_eq!(refused(&mut chain, Dave, set(&keys, bad)), invalid);
	}
	let has_keys = |chain: &mut Chain| {
		let keys = pallet_session::NextKeys::<Runtime>::get;
		chain.with(|| keys(Dave.to_account_id()))
	};
	assert!(has_keys(&mut chain).is_none());
	// The proof itself was right.
	chain.call(Dave, set(&keys, &proof));
	assert_eq!(has_keys(&mut chain).map(|keys| keys.encode()), Some(keys.encode()));
	// Keys can be replaced, and taken back.
	chain.call(Dave, set(&others, &others_proof));
	assert_eq!(has_keys(&mut chain).map(|keys| keys.encode()), Some(others.encode()));
	chain.call(Dave, SessionCall::purge_keys {});
	assert!(has_keys(&mut chain).is_none());
}

#[test]
fn nobody_is_named_without_session_keys() {
	let mut chain = Chain::new();
	assert_eq!(decide(&mut chain, add(Dave)), Err(Error::ValidatorNotRegistered.into()));
	set_keys(&mut chain, Eve);
	// Of many at once those without keys are left out, and told.
	let new = [Alice, Dave, Eve].map(|who| who.to_account_id()).to_vec();
	assert_eq!(decide(&mut chain, Call::set_invulnerables { new }), Ok(()));
	let mut expected = [Alice, Eve].map(|who| who.to_account_id()).to_vec();
	expected.sort();
	assert_eq!(named(&mut chain), expected);
	let account_id = Dave.to_account_id();
	let skipped = Event::InvalidInvulnerableSkipped { account_id };
	chain.with(|| System::assert_has_event(skipped.into()));
}

#[test]
fn nobody_becomes_a_collator_by_a_bond() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	let register = chain.try_call(Dave, Call::register_as_candidate {});
	assert_eq!(register, Err(Error::TooManyCandidates.into()));
	// Nor where the council asks for candidates.
	assert_eq!(decide(&mut chain, Call::set_desired_candidates { max: 10 }), Ok(()));
	let register = chain.try_call(Dave, Call::register_as_candidate {});
	assert_eq!(register, Err(Error::TooManyCandidates.into()));
}

#[test]
fn the_last_collator_stays() {
	let mut chain = Chain::new();
	let too_few = Err(Error::TooFewEligibleCollators.into());
	assert_eq!(decide(&mut chain, remove(Alice)), too_few);
	let none = Call::set_invulnerables { new: vec![] };
	assert_eq!(decide(&mut chain, none), too_few);
	assert_eq!(named(&mut chain), [Alice.to_account_id()]);
}

#[test]
fn a_collator_is_no_member_and_a_member_no_collator() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	assert_eq!(decide(&mut chain, add(Dave)), Ok(()));
	assert_eq!(decide(&mut chain, add(Dave)), Err(Error::AlreadyInvulnerable.into()));
	assert_eq!(seats(&mut chain), 3);
	// A member that is removed by the consortium still makes blocks until the council says so.
	let remove = pallet_consortium::Call::<Runtime>::remove { who: Alice.to_account_id() };
	assert_eq!(motion(&mut chain, remove, 3, &[Alice, Bob, Charlie]), DONE);
	assert_eq!(seats(&mut chain), 2);
	assert!(named(&mut chain).contains(&Alice.to_account_id()));
}
