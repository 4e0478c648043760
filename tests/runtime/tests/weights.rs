//! What attestations are charged, and what follows from it. Nothing is timed here: that blocks do not
//! take longer than what they are charged is shown by `scripts/bench attest`.

use bot_primitives::signer::SecretKey;
use bot_runtime::{
	constants::{part_of, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
	System, UncheckedExtrinsic,
};
use bot_runtime_tests::{
	chain::{signed, Bot, Chain},
	devices::Device,
};
use pallet_attestation::{BlockRecordCount, Call, Error, MAX_STATEMENTS};
use polkadot_sdk::{
	frame_support::{dispatch::DispatchClass, traits::Get},
	frame_system,
	sp_keyring::Sr25519Keyring::Eve,
	sp_runtime::BoundedVec,
};
use std::fs;

/// What a second brings of the time that normal transactions may use, in picoseconds: blocks come
/// every 6 s.
fn per_second() -> u64 {
	part_of(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO).ref_time() / 6
}

/// What is charged for a transaction in the end, in picoseconds.
fn charged(chain: &mut Chain, make: impl FnOnce() -> UncheckedExtrinsic) -> u64 {
	let used = || System::block_weight().get(DispatchClass::Normal).ref_time();
	chain.block_with(|apply| {
		let before = used();
		assert_eq!(apply(make()), Ok(Ok(())));
		used() - before
	})
}

fn attestation(chain: &mut Chain) -> u64 {
	let device = Device::new(chain);
	charged(chain, || device.attest(0))
}

fn remark(chain: &mut Chain) -> u64 {
	let remark = vec![7; 32];
	charged(chain, || signed(Eve, frame_system::Call::remark { remark }.into()))
}

/// As many statements as one call takes.
fn many(chain: &mut Chain) -> UncheckedExtrinsic {
	let device = Device::new(chain);
	let statements = (0..u64::from(MAX_STATEMENTS)).map(|seq| device.sign(seq)).collect();
	let statements = BoundedVec::truncate_from(statements);
	chain.with(|| signed(Eve, Call::attest_many { statements }.into()))
}

/// What one of many statements is charged, with its part of what the call is.
fn one_of_many(chain: &mut Chain) -> u64 {
	let many = many(chain);
	charged(chain, || many).div_ceil(MAX_STATEMENTS.into())
}

#[test]
fn a_thousand_attestations_are_taken_in_a_second() {
	let mut chain = Chain::new();
	let (attestation, remark) = (attestation(&mut chain), remark(&mut chain));
	let rate = per_second() / attestation;
	assert!(rate >= 1_000, "{rate} in a second");
	assert!(attestation * 10 <= remark * 8, "{attestation} ps, a remark {remark} ps");
}

#[test]
fn one_of_many_is_charged_a_third_of_a_remark() {
	let mut chain = Chain::new();
	let (one, remark) = (one_of_many(&mut chain), remark(&mut chain));
	let rate = per_second() / one;
	assert!(rate >= 2_600, "{rate} in a second");
	assert!(one * 100 <= remark * 35, "{one} ps, a remark {remark} ps");
}

#[test]
fn a_call_that_a_full_block_refuses_is_charged_little() {
	let mut chain = Chain::new();
	let remark = remark(&mut chain);
	let many = many(&mut chain);
	let used = || System::block_weight().get(DispatchClass::Normal).ref_time();
	let refused = chain.block_with(|apply| {
		let most: u32 = <Bot as pallet_attestation::Config>::MaxRecordsPerBlock::get();
		BlockRecordCount::<Bot>::put(most);
		let before = used();
		let outcome = apply(many);
		assert_eq!(outcome, Ok(Err(Error::<Bot>::BlockFull.into())));
		used() - before
	});
	assert!(refused <= 2 * remark, "{refused} ps, a remark {remark} ps");
}

#[test]
fn every_weight_was_measured() {
	for entry in fs::read_dir("../../runtime/src/weights").unwrap() {
		let path = entry.unwrap().path();
		let text = fs::read_to_string(&path).unwrap();
		let is_list = path.ends_with("mod.rs");
		assert!(is_list || text.contains("Made by `scripts/bench "), "{}", path.display());
	}
}

#[test]
fn rates_are_sold_for_half_of_what_there_is() {
	let mut chain = Chain::new();
	let attestation = attestation(&mut chain);
	let sold = chain.with(<Bot as pallet_attestation::Config>::MaxSoldRate::get);
	let half = part_of(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO).ref_time() / 2;
	let used = u128::from(sold) * u128::from(attestation) / 1_000;
	assert!(used <= half.into(), "{used} ps of {half} ps");
	assert!(used >= u128::from(half) * 9 / 10, "{used} ps of {half} ps");
}

#[test]
fn one_with_p256_counts_for_as_many_as_it_weighs() {
	let mut chain = Chain::new();
	let attestation = attestation(&mut chain);
	let device = Device::register(&mut chain, SecretKey::p256(&[3; 32]).unwrap());
	let p256 = charged(&mut chain, || device.attest(0));
	let cost = u64::from(<Bot as pallet_attestation::Config>::P256Cost::get());
	assert!(p256 <= attestation * cost, "{p256} ps, one with Ed25519 {attestation} ps");
	assert!(p256 > attestation * (cost - 2), "{p256} ps, one with Ed25519 {attestation} ps");
}
