//! What attestations leave in the state: nothing.

use bot_primitives::{OrderedIndex, Rate, StreamHead};
use bot_runtime_tests::{
	chain::{Bot, Chain},
	devices::Device,
};
use polkadot_sdk::sp_io;

/// Bytes of all keys and values of the pallets that a device has state in.
fn bytes_of_devices(chain: &mut Chain) -> usize {
	chain.with(|| {
		let prefixes =
			["DeviceDid", "Attestation"].map(|pallet| sp_io::hashing::twox_128(pallet.as_bytes()));
		let (mut bytes, mut key) = (0, Vec::new());
		while let Some(next) = sp_io::storage::next_key(&key) {
			if prefixes.iter().any(|prefix| next.starts_with(prefix)) {
				bytes += next.len() + sp_io::storage::get(&next).map_or(0, |value| value.len());
			}
			key = next;
		}
		bytes
	})
}

#[test]
fn a_thousand_attestations_leave_the_same_bytes() {
	let mut chain = Chain::new();
	let device = Device::new(&mut chain);
	chain.with(|| {
		pallet_device_did::HotDevices::<Bot>::mutate(OrderedIndex::from(device.index), |hot| {
			hot.as_mut().unwrap().rate = Rate { interval: 10, burst: 100 };
		});
	});
	let attest = |chain: &mut Chain, seqs: std::ops::Range<u64>| {
		let extrinsics = seqs.map(|seq| device.attest(seq)).collect();
		assert!(chain.block(extrinsics).iter().all(|outcome| *outcome == Ok(Ok(()))));
	};
	attest(&mut chain, 0..1);
	let before = bytes_of_devices(&mut chain);
	for block in 0..20 {
		attest(&mut chain, block * 50 + 1..block * 50 + 51);
	}
	let head = device.head(&mut chain).unwrap();
	assert_eq!(head, StreamHead { next_seq: 1_001, tat: head.tat, ..StreamHead::new(0) });
	assert_eq!(bytes_of_devices(&mut chain), before);
}
