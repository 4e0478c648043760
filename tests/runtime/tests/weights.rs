//! What attestations are charged, and what follows from it. Nothing is timed here: that blocks do not
//! take longer than what they are charged is shown by `scripts/bench attest`.

use bot_primitives::signer::SecretKey;
use bot_runtime::{
	constants::{part_of, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
	System, UncheckedExtrinsic,
};
use bot_runtime_tests::{
	chain::{Bot, Chain},
	devices::Device,
};
use polkadot_sdk::frame_support::dispatch::DispatchClass;

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
