//! The council: how members come and go, how the chain is upgraded, what else it decides, and that
//! nobody gets past it.

use bot_primitives::{traits::MemberRoles, Role, Roles};
use bot_runtime::{configs::system::ProxyType, Assets, Consortium, RuntimeCall, System};
use bot_runtime_tests::{
	chain::{Bot, Chain},
	council::{motion, seats, Motion},
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::dispatch::DispatchResult,
	frame_system, pallet_assets, pallet_balances, pallet_collator_selection,
	pallet_collective::{self, Call, Instance1},
	pallet_multisig, pallet_proxy, pallet_utility,
	sp_core::H256,
	sp_io,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie},
	sp_runtime::{
		traits::{BlakeTwo256, Hash},
		DispatchError,
	},
};

type ConsortiumCall = pallet_consortium::Call<Bot>;
type SystemCall = frame_system::Call<Bot>;

/// The council and what it gave: nothing where the motion was not carried.
const DONE: Option<DispatchResult> = Some(Ok(()));
const TOO_FEW: Option<DispatchResult> = Some(Err(DispatchError::BadOrigin));

fn admit(who: Sr25519Keyring, role: Role) -> ConsortiumCall {
	ConsortiumCall::admit {
		who: who.to_account_id(),
		roles: Roles::of([role]),
		name: who.to_string().into_bytes().try_into().unwrap(),
	}
}

fn as_root(call: impl Into<RuntimeCall>) -> ConsortiumCall {
	ConsortiumCall::dispatch_as_root { call: Box::new(call.into()) }
}

/// A chain with four seats in its council, of which two are half, three three quarters.
fn council_of_four() -> Chain {
	let mut chain = Chain::new();
	assert_eq!(motion(&mut chain, admit(Eve, Role::Operator), 2, &[Alice, Bob]), DONE);
	assert_eq!(seats(&mut chain), 4);
	chain
}

/// Expects that half of a council of four changes nothing with `call`, and three of them do.
fn needs_two_thirds(chain: &mut Chain, call: impl Into<RuntimeCall>) {
	let call = call.into();
	// The motion is carried by its own threshold, and changes nothing.
	assert_eq!(motion(chain, call.clone(), 2, &[Alice, Bob]), TOO_FEW, "{call:?}");
	let motion = Motion::new(chain, call.clone(), 3);
	motion.aye(chain, Alice);
	motion.aye(chain, Bob);
	assert_eq!(motion.close(chain), None, "{call:?}");
	motion.aye(chain, Charlie);
	assert_eq!(motion.close(chain), DONE, "{call:?}");
}

#[test]
fn two_thirds_admit_a_member_who_then_votes() {
	let mut chain = council_of_four();
	needs_two_thirds(&mut chain, admit(Dave, Role::Provider));
	chain.with(|| assert!(Consortium::has_role(&Dave.to_account_id(), Role::Provider)));
	assert_eq!(seats(&mut chain), 5);
	let ayes = [Alice, Eve, Bob, Dave];
	assert_eq!(motion(&mut chain, admit(Ferdie, Role::Operator), 4, &ayes), DONE);
	assert_eq!(seats(&mut chain), 6);
}

#[test]
fn two_thirds_change_suspend_reinstate_and_remove_a_member() {
	let mut chain = council_of_four();
	let who = Eve.to_account_id();
	let has = |chain: &mut Chain, role| chain.with(|| Consortium::has_role(&who, role));
	let roles = Roles::of([Role::Supervisor]);
	needs_two_thirds(&mut chain, ConsortiumCall::set_roles { who: who.clone(), roles });
	assert!(has(&mut chain, Role::Supervisor) && !has(&mut chain, Role::Operator));

	needs_two_thirds(&mut chain, ConsortiumCall::suspend { who: who.clone() });
	assert!(!has(&mut chain, Role::Supervisor));
	assert_eq!(seats(&mut chain), 3);
	let reinstate = ConsortiumCall::reinstate { who: who.clone() };
	assert_eq!(motion(&mut chain, reinstate, 2, &[Alice, Bob]), DONE);
	assert!(has(&mut chain, Role::Supervisor));

	needs_two_thirds(&mut chain, ConsortiumCall::remove { who: who.clone() });
	assert!(!has(&mut chain, Role::Supervisor));
	assert_eq!(seats(&mut chain), 3);
}

#[test]
fn an_observer_is_a_member_without_a_vote() {
	let mut chain = Chain::new();
	assert_eq!(motion(&mut chain, admit(Dave, Role::Observer), 2, &[Alice, Bob]), DONE);
	chain.with(|| assert!(Consortium::has_role(&Dave.to_account_id(), Role::Observer)));
	assert_eq!(seats(&mut chain), 3);
}

#[test]
fn two_thirds_set_the_parameters_that_are_in_the_state() {
	let mut chain = council_of_four();
	let bond = 7_000_000_000_000;
	needs_two_thirds(
		&mut chain,
		pallet_collator_selection::Call::<Bot>::set_candidacy_bond { bond },
	);
	chain.with(|| assert_eq!(pallet_collator_selection::CandidacyBond::<Bot>::get(), bond));

	let euro = 7;
	needs_two_thirds(
		&mut chain,
		pallet_assets::Call::<Bot>::force_create {
			id: euro.into(),
			owner: Bob.to_account_id().into(),
			is_sufficient: true,
			min_balance: 1,
		},
	);
	needs_two_thirds(
		&mut chain,
		pallet_assets::Call::<Bot>::force_set_metadata {
			id: euro.into(),
			name: b"Euro".to_vec(),
			symbol: b"EUR".to_vec(),
			decimals: 2,
			is_frozen: false,
		},
	);
	chain.with(|| {
		use polkadot_sdk::frame_support::traits::fungibles::metadata::Inspect;
		assert_eq!(Assets::symbol(euro), b"EUR");
	});
}

#[test]
fn three_quarters_authorize_an_upgrade() {
	let mut chain = Chain::new();
	let authorized = |chain: &mut Chain| chain.with(System::authorized_upgrade).is_some();
	let upgrade = || as_root(SystemCall::authorize_upgrade { code_hash: H256([1; 32]) });
	// Two of three are two thirds.
	assert_eq!(motion(&mut chain, upgrade(), 2, &[Alice, Bob]), TOO_FEW);
	assert!(!authorized(&mut chain));
	assert_eq!(motion(&mut chain, upgrade(), 3, &[Alice, Bob, Charlie]), DONE);
	assert!(authorized(&mut chain));

	// Anyone may hand in the code, but no other.
	let apply = SystemCall::apply_authorized_upgrade { code: vec![2; 32] };
	let refused = chain.try_call(Ferdie, apply);
	assert_eq!(refused, Err(frame_system::Error::<Bot>::Unauthorized.into()));
	assert!(authorized(&mut chain));
}

#[test]
fn the_whole_council_makes_no_other_call_as_root() {
	let mut chain = Chain::new();
	let code = || vec![1; 32];
	let money = 1_000_000_000_000;
	let upgrade = SystemCall::authorize_upgrade { code_hash: H256([1; 32]) };
	let everybody = [Alice, Bob, Charlie];
	let calls: [RuntimeCall; 14] = [
		SystemCall::set_code { code: code() }.into(),
		SystemCall::set_code_without_checks { code: code() }.into(),
		SystemCall::authorize_upgrade_without_checks { code_hash: H256([1; 32]) }.into(),
		SystemCall::set_storage { items: vec![(b":code".to_vec(), code())] }.into(),
		SystemCall::kill_storage { keys: vec![b":code".to_vec()] }.into(),
		SystemCall::kill_prefix { prefix: vec![], subkeys: 1 }.into(),
		SystemCall::set_heap_pages { pages: 64 }.into(),
		pallet_balances::Call::force_transfer {
			source: Dave.to_account_id().into(),
			dest: Alice.to_account_id().into(),
			value: money,
		}
		.into(),
		pallet_balances::Call::force_set_balance {
			who: Alice.to_account_id().into(),
			new_free: money,
		}
		.into(),
		RuntimeCall::Council(Call::set_members { new_members: vec![], prime: None, old_count: 3 }),
		// Not even the call that is allowed, inside of others.
		pallet_utility::Call::batch_all { calls: vec![upgrade.clone().into()] }.into(),
		pallet_utility::Call::dispatch_as {
			as_origin: Box::new(frame_system::RawOrigin::Signed(Dave.to_account_id()).into()),
			call: Box::new(SystemCall::remark { remark: vec![] }.into()),
		}
		.into(),
		as_root(upgrade).into(),
		pallet_collator_selection::Call::set_invulnerables { new: vec![] }.into(),
	];
	let code_of = |chain: &mut Chain| chain.with(|| sp_io::storage::get(b":code"));
	let before = code_of(&mut chain);
	for call in calls {
		let result = motion(&mut chain, as_root(call.clone()), 3, &everybody);
		let not_allowed = pallet_consortium::Error::<Bot>::CallNotAllowed.into();
		assert_eq!(result, Some(Err(not_allowed)), "{call:?}");
		// Nor is the council root by itself.
		if !matches!(call, RuntimeCall::Consortium(_)) {
			assert_ne!(motion(&mut chain, call.clone(), 3, &everybody), DONE, "{call:?}");
		}
		chain.with(|| assert!(System::authorized_upgrade().is_none(), "{call:?}"));
	}
	assert_eq!(code_of(&mut chain), before);
	assert_eq!(seats(&mut chain), 3);
}

#[test]
fn nobody_decides_alone() {
	let mut chain = Chain::new();
	let who = Bob.to_account_id();
	let one_of = |call: RuntimeCall| pallet_multisig::Call::<Bot>::as_multi_threshold_1 {
		other_signatories: vec![Bob.to_account_id()],
		call: Box::new(call),
	};
	let calls: [RuntimeCall; 8] = [
		admit(Dave, Role::Provider).into(),
		ConsortiumCall::remove { who: who.clone() }.into(),
		as_root(SystemCall::authorize_upgrade { code_hash: H256([1; 32]) }).into(),
		SystemCall::authorize_upgrade { code_hash: H256([1; 32]) }.into(),
		RuntimeCall::Council(Call::set_members { new_members: vec![], prime: None, old_count: 3 }),
		pallet_collator_selection::Call::add_invulnerable { who: who.clone() }.into(),
		pallet_collator_selection::Call::set_candidacy_bond { bond: 1 }.into(),
		pallet_assets::Call::force_create {
			id: 9.into(),
			owner: who.into(),
			is_sufficient: true,
			min_balance: 1,
		}
		.into(),
	];
	for call in calls {
		let refused = Err(DispatchError::BadOrigin);
		assert_eq!(chain.try_call(Alice, call.clone()), refused, "{call:?}");
		let batch = pallet_utility::Call::batch_all { calls: vec![call.clone()] };
		assert_eq!(chain.try_call(Alice, batch), refused, "{call:?}");
		assert_eq!(chain.try_call(Alice, one_of(call.clone())), refused, "{call:?}");
		// As one member of the council, which is less than any part that decides.
		let length_bound = call.encoded_size() as u32;
		let execute = Call::execute { proposal: Box::new(call.clone()), length_bound };
		chain.call(Alice, RuntimeCall::Council(execute));
		chain.with(|| {
			let proposal_hash = BlakeTwo256::hash_of(&call);
			System::assert_has_event(
				pallet_collective::Event::<Bot, Instance1>::MemberExecuted {
					proposal_hash,
					result: refused,
				}
				.into(),
			);
		});
	}
	assert_eq!(seats(&mut chain), 3);
	// Who has no seat moves nothing, and votes for nothing.
	let proposal: RuntimeCall = admit(Dave, Role::Provider).into();
	let length_bound = proposal.encoded_size() as u32;
	let propose = Call::propose { threshold: 2, proposal: Box::new(proposal), length_bound };
	let refused = chain.try_call(Dave, RuntimeCall::Council(propose));
	assert_eq!(refused, Err(pallet_collective::Error::<Bot, Instance1>::NotMember.into()));
}

/// Makes a call of Alice through her proxy Dave, and gives what became of it.
fn by_proxy(chain: &mut Chain, call: impl Into<RuntimeCall>) -> DispatchResult {
	let real = Alice.to_account_id().into();
	let call = Box::new(call.into());
	chain.call(Dave, pallet_proxy::Call::proxy { real, force_proxy_type: None, call });
	chain.with(|| {
		let events = System::read_events_for_pallet::<pallet_proxy::Event<Bot>>();
		let mut results = events.into_iter().filter_map(|event| match event {
			pallet_proxy::Event::ProxyExecuted { result } => Some(result),
			_ => None,
		});
		results.next_back().expect("a proxy's call is executed")
	})
}

#[test]
fn a_proxy_makes_the_calls_of_its_kind_alone() {
	let remark = || SystemCall::remark { remark: vec![] };
	let propose = || {
		let proposal: RuntimeCall = admit(Eve, Role::Operator).into();
		let length_bound = proposal.encoded_size() as u32;
		RuntimeCall::Council(Call::propose {
			threshold: 2,
			proposal: Box::new(proposal),
			length_bound,
		})
	};
	let purge = || RuntimeCall::Session(polkadot_sdk::pallet_session::Call::purge_keys {});
	let register = || {
		RuntimeCall::DeviceDid(pallet_device_did::Call::register_model {
			name: b"M-1".to_vec().try_into().unwrap(),
			protection: bot_primitives::KeyProtection::Software,
			description: Default::default(),
		})
	};
	let kinds = [
		(ProxyType::Council, [true, false, false]),
		(ProxyType::Collator, [false, true, false]),
		(ProxyType::Devices, [false, false, true]),
	];
	let filtered =
		|result: DispatchResult| result == Err(frame_system::Error::<Bot>::CallFiltered.into());
	for (proxy_type, allowed) in kinds {
		let mut chain = Chain::new();
		let delegate = Dave.to_account_id().into();
		chain.call(Alice, pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 });
		let calls = [propose(), purge(), register()];
		for (call, allowed) in calls.into_iter().zip(allowed) {
			let result = by_proxy(&mut chain, call.clone());
			assert_eq!(!filtered(result), allowed, "{proxy_type:?} {call:?}");
			// Nor behind another call.
			let batch = pallet_utility::Call::batch_all { calls: vec![call] };
			assert!(filtered(by_proxy(&mut chain, batch)));
		}
		assert!(filtered(by_proxy(&mut chain, remark())));
		let more = pallet_proxy::Call::add_proxy {
			delegate: Ferdie.to_account_id().into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		};
		assert!(filtered(by_proxy(&mut chain, more)));
	}
}
