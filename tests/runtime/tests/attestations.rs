//! Many statements in one call, and rates, in the composed runtime.

use bot_primitives::{signer::SecretKey, OrderedIndex, Rate, Role, Roles};
use bot_runtime::{Attestation, Balances, RuntimeCall, RuntimeEvent, RuntimeHoldReason, System};
use bot_runtime_tests::{
	chain::{Bot, Chain},
	devices::Device,
};
use pallet_attestation::{types::SignedStatement, Call, Event, HoldReason, SoldRates};
use polkadot_sdk::{
	frame_support::traits::fungible::InspectHold,
	pallet_utility,
	sp_keyring::Sr25519Keyring::{Bob, Charlie, Eve},
	sp_runtime::{BoundedVec, DispatchError},
};

fn many(statements: Vec<SignedStatement>) -> Call<Bot> {
	Call::attest_many { statements: BoundedVec::truncate_from(statements) }
}

fn events(chain: &mut Chain) -> Vec<Event<Bot>> {
	let ours = |record| match record {
		RuntimeEvent::Attestation(event) => Some(event),
		_ => None,
	};
	chain.with(|| System::read_events_no_consensus().filter_map(|r| ours(r.event)).collect())
}

#[test]
fn a_gateway_that_is_no_member_pays_for_many() {
	let mut chain = Chain::new();
	let devices = [1, 2].map(|n| Device::register(&mut chain, SecretKey::ed25519([n; 32])));
	let before = chain.with(|| Balances::free_balance(Eve.to_account_id()));
	let statements = (0..4).flat_map(|seq| devices.each_ref().map(|device| device.sign(seq)));
	chain.call(Eve, many(statements.collect()));
	let attested = |event: &Event<Bot>| matches!(event, Event::Attested { .. });
	assert_eq!(events(&mut chain).iter().filter(|event| attested(event)).count(), 8);
	assert!(chain.with(|| Balances::free_balance(Eve.to_account_id())) < before);
	for device in &devices {
		assert_eq!(device.head(&mut chain).unwrap().next_seq, 4);
	}
}

#[test]
fn a_statement_counts_once_whoever_brings_it() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	assert!(chain.block(vec![device.attest(0)])[0].is_ok());
	chain.call(Eve, many(vec![device.sign(0), device.sign(1)]));
	assert_eq!(device.head(&mut chain).unwrap().next_seq, 2);
	assert!(chain.validate(device.attest(1)).is_err());
	assert!(chain.validate(device.attest(2)).is_ok());
}

#[test]
fn the_feeless_call_cannot_be_made_by_others() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let SignedStatement { device: index, statement, signature } = device.sign(0);
	let attest = || RuntimeCall::from(Call::attest { device: index, statement, signature });
	assert_eq!(chain.try_call(Eve, attest()), Err(DispatchError::BadOrigin));
	let batch = pallet_utility::Call::batch_all { calls: vec![attest()] };
	assert_eq!(chain.try_call(Eve, batch), Err(DispatchError::BadOrigin));
	assert_eq!(device.head(&mut chain), None);
	// The one that is paid for can be part of others.
	let batch = pallet_utility::Call::batch_all { calls: vec![many(vec![device.sign(0)]).into()] };
	chain.call(Eve, batch);
	assert_eq!(device.head(&mut chain).unwrap().next_seq, 1);
}

#[test]
fn a_rate_is_bought_used_and_ends_with_the_operator() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	let held = |chain: &mut Chain| {
		let reason = RuntimeHoldReason::from(HoldReason::Rate);
		chain.with(|| Balances::balance_on_hold(&reason, &Bob.to_account_id()))
	};
	let index = device.index;
	let hot = |chain: &mut Chain| {
		chain.with(|| pallet_device_did::HotDevices::<Bot>::get(OrderedIndex::from(index)).unwrap())
	};
	let default = hot(&mut chain).rate;
	let rate = Rate { interval: 500, burst: 2 };
	chain.call(Bob, Call::buy_rate { device: device.index, rate });
	assert_eq!(hot(&mut chain).rate, rate);
	assert_eq!(Some(held(&mut chain)), chain.with(|| Attestation::rate_deposit(rate)));

	// Two in each block, and no third one.
	for block in 0..3 {
		let numbers = [0, 1, 2].map(|n| device.attest(block * 2 + n));
		let outcomes = chain.block(numbers.to_vec());
		assert!(outcomes[0].is_ok() && outcomes[1].is_ok() && outcomes[2].is_err());
	}

	chain.with(|| {
		pallet_consortium::Members::<Bot>::mutate(Charlie.to_account_id(), |member| {
			member.as_mut().unwrap().roles = Roles::of([Role::Operator]);
		});
	});
	let (device, to) = (device.index, Charlie.to_account_id());
	chain.call(Bob, pallet_device_did::Call::offer_transfer { device, to });
	chain.call(Charlie, pallet_device_did::Call::accept_transfer { device });
	assert_eq!((hot(&mut chain).rate, held(&mut chain)), (default, 0));
	assert!(chain.with(|| SoldRates::<Bot>::get(device).is_none()));
}

#[test]
fn no_more_is_sold_than_half_a_block() {
	let mut chain = Chain::new();
	let all = chain.with(<Bot as pallet_attestation::Config>::MaxSoldRate::get);
	// A thousand in each block.
	let rate = Rate { interval: 1, burst: 1 };
	let count = u8::try_from(all / rate.per_thousand_blocks()).unwrap();
	let mut buy = |n: u8| {
		let device = Device::register(&mut chain, SecretKey::ed25519([n; 32])).index;
		chain.try_call(Bob, Call::buy_rate { device, rate })
	};
	for n in 1..=count {
		assert_eq!(buy(n), Ok(()));
	}
	assert_eq!(buy(count + 1), Err(pallet_attestation::Error::<Bot>::SoldOut.into()));
}
