//! What attestations are charged, against what they may be (ARCHITECTURE.md, "Performance").
//!
//! These are the numbers that the benchmarks gave, so nothing is timed here. That they are not below
//! the time that blocks take is shown by `scripts/bench attest`.

use bot_primitives::signer::SecretKey;
use bot_runtime::{
	constants::{part_of, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
	System, UncheckedExtrinsic,
};
use bot_runtime_tests::{
	chain::{signed, Bot, Chain},
	devices::Device,
};
use pallet_attestation::{Call, MAX_STATEMENTS};
use polkadot_sdk::{
	frame_support::dispatch::DispatchClass, frame_system, sp_keyring::Sr25519Keyring::Eve,
	sp_runtime::BoundedVec,
};

/// Seconds from one block to the next.
const BLOCK_SECONDS: u64 = 6;

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

/// One of as many as there can be.
fn one_of_many(chain: &mut Chain) -> u64 {
	let device = Device::register(chain, SecretKey::ed25519([2; 32]));
	let statements = (0..MAX_STATEMENTS.into()).map(|seq| device.sign(seq)).collect();
	let call = Call::<Bot>::attest_many { statements: BoundedVec::truncate_from(statements) };
	charged(chain, || signed(Eve, call.into())) / u64::from(MAX_STATEMENTS)
}

fn remark(chain: &mut Chain) -> u64 {
	let remark = vec![7; 32];
	charged(chain, || signed(Eve, frame_system::Call::remark { remark }.into()))
}

/// How many of them, which are charged so much each, one core takes in a second.
fn per_second(charged: u64) -> u64 {
	part_of(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO).ref_time() / charged / BLOCK_SECONDS
}

#[test]
fn a_thousand_attestations_fit_in_a_second() {
	let mut chain = Chain::new();
	let (attestation, remark) = (attestation(&mut chain), remark(&mut chain));
	assert!(per_second(attestation) >= 1_000, "{attestation} ps");
	assert!(attestation * 10 <= remark * 8, "{attestation} ps, a remark {remark} ps");
}

#[test]
fn twenty_six_hundred_of_many_fit_in_a_second() {
	let mut chain = Chain::new();
	let (item, remark) = (one_of_many(&mut chain), remark(&mut chain));
	assert!(per_second(item) >= 2_600, "{item} ps");
	assert!(item * 100 <= remark * 35, "{item} ps, a remark {remark} ps");
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

#[test]
fn all_weights_were_measured() {
	let weights = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime/src/weights");
	let mut files = 0;
	for file in std::fs::read_dir(weights).unwrap() {
		let path = file.unwrap().path();
		if path.ends_with("mod.rs") {
			continue;
		}
		let text = std::fs::read_to_string(&path).unwrap();
		assert!(text.contains("//! Made by `scripts/bench weights"), "{path:?}");
		assert!(!text.contains("SubstrateWeight"), "{path:?}");
		files += 1;
	}
	assert!(files > 20, "{files}");
}
