//! Collators: an account makes blocks when a node holds its session key and the council names it, and
//! in no other way.

use bot_runtime::{constants::time::HOURS, AccountId, Runtime, SessionKeys, System};
use bot_runtime_tests::{
	chain::Chain,
	council::{motion, seats},
};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::dispatch::DispatchResult,
	pallet_aura, pallet_collator_selection, pallet_collective, pallet_session,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve},
	sp_runtime::{DispatchError, ModuleError},
	sp_session::OpaqueGeneratedSessionKeys,
};

type Call = pallet_collator_selection::Call<Runtime>;
type Event = pallet_collator_selection::Event<Runtime>;
type SessionCall = pallet_session::Call<Runtime>;

const DONE: Option<DispatchResult> = Some(Ok(()));

/// The name of the error of a module, if it is one.
fn error_of(result: DispatchResult) -> Option<&'static str> {
	match result {
		Err(DispatchError::Module(ModuleError { message, .. })) => message,
		_ => None,
	}
}

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

/// Makes blocks up to the one of this number.
fn go_to(chain: &mut Chain, number: u32) {
	while chain.header().number < number {
		chain.block(vec![]);
	}
}

#[test]
fn two_thirds_name_a_collator_that_makes_blocks_from_the_session_after_next_on() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	assert_eq!(decide(&mut chain, add(Dave)), Ok(()));
	assert_eq!(named(&mut chain).len(), 2);
	go_to(&mut chain, 2 * HOURS - 1);
	assert_eq!((authorities(&mut chain), last_block_of(&mut chain, Dave)), (1, 0));
	go_to(&mut chain, 2 * HOURS + 2);
	assert_eq!(authorities(&mut chain), 2);
	// They take turns.
	let last = [Alice, Dave].map(|who| last_block_of(&mut chain, who));
	assert!(last.contains(&(2 * HOURS + 1)) && last.contains(&(2 * HOURS + 2)), "{last:?}");

	// And one that is removed makes none from the session after next on.
	assert_eq!(decide(&mut chain, remove(Dave)), Ok(()));
	go_to(&mut chain, 4 * HOURS + 2);
	assert_eq!(authorities(&mut chain), 1);
	assert!(last_block_of(&mut chain, Dave) < 4 * HOURS);
	assert_eq!(last_block_of(&mut chain, Alice), 4 * HOURS + 2);
}

#[test]
fn a_third_of_the_council_names_nobody() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	assert_eq!(motion(&mut chain, add(Dave), 2, &[Alice]), None);
	// Nor where the motion itself asks for no more.
	let account = Dave.to_account_id();
	let proposal: bot_runtime::RuntimeCall = Call::add_invulnerable { who: account }.into();
	let length_bound = proposal.encoded_size() as u32;
	let alone = pallet_collective::Call::propose {
		threshold: 1,
		proposal: Box::new(proposal),
		length_bound,
	};
	chain.call(Alice, bot_runtime::RuntimeCall::Council(alone));
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
	let refused = |chain: &mut Chain, who, call| error_of(chain.try_call(who, call));
	// The proof is for one account.
	assert_eq!(refused(&mut chain, Eve, set(&keys, &proof)), Some("InvalidProof"));
	// And for one key.
	let (others, others_proof) = generate(&mut chain, Dave);
	assert_eq!(refused(&mut chain, Dave, set(&others, &proof)), Some("InvalidProof"));
	let alices = SessionKeys { aura: Alice.public().into() };
	assert_eq!(refused(&mut chain, Dave, set(&alices, &proof)), Some("InvalidProof"));
	for bad in [&[][..], &proof[1..], &[0; 64], &[&proof[..], &[0]].concat()] {
		assert_eq!(refused(&mut chain, Dave, set(&keys, bad)), Some("InvalidProof"));
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
	assert_eq!(error_of(decide(&mut chain, add(Dave))), Some("ValidatorNotRegistered"));
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
	assert_eq!(error_of(register), Some("TooManyCandidates"));
	// Nor where the council asks for candidates.
	assert_eq!(decide(&mut chain, Call::set_desired_candidates { max: 10 }), Ok(()));
	let register = chain.try_call(Dave, Call::register_as_candidate {});
	assert_eq!(error_of(register), Some("TooManyCandidates"));
}

#[test]
fn the_last_collator_stays() {
	let mut chain = Chain::new();
	let too_few = Some("TooFewEligibleCollators");
	assert_eq!(error_of(decide(&mut chain, remove(Alice))), too_few);
	let none = Call::set_invulnerables { new: vec![] };
	assert_eq!(error_of(decide(&mut chain, none)), too_few);
	assert_eq!(named(&mut chain), [Alice.to_account_id()]);
	assert_eq!(error_of(decide(&mut chain, remove(Dave))), Some("NotInvulnerable"));
}

#[test]
fn a_collator_is_no_member_and_a_member_no_collator() {
	let mut chain = Chain::new();
	set_keys(&mut chain, Dave);
	assert_eq!(decide(&mut chain, add(Dave)), Ok(()));
	assert_eq!(error_of(decide(&mut chain, add(Dave))), Some("AlreadyInvulnerable"));
	assert_eq!(seats(&mut chain), 3);
	// A member that is removed by the consortium still makes blocks until the council says so.
	let remove = pallet_consortium::Call::<Runtime>::remove { who: Alice.to_account_id() };
	assert_eq!(motion(&mut chain, remove, 3, &[Alice, Bob, Charlie]), DONE);
	assert_eq!(seats(&mut chain), 2);
	assert!(named(&mut chain).contains(&Alice.to_account_id()));
}
