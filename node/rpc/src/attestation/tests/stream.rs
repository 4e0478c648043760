//! `attestation_stream`.

use super::*;
use bot_primitives::stream::WINDOW;

#[test]
fn stream_shows_what_is_missing() {
	let (mut chain, storage) = node();
	let head = [4, 5, 7]
		.into_iter()
		.fold(StreamHead::new(0), |head, seq| head.with_seq(seq, WINDOW).unwrap());
	chain.head = Some(StreamHead { tat: 9_000, unseen: 2, ..head });
	let stream = rpc((chain, storage)).stream(did(), None).unwrap();
	let expected = Stream {
		device: 6,
		epoch: 0,
		next_seq: 8,
		unseen: 2,
		missing: vec![0, 1, 2, 3, 6],
		tat: 9_000,
	};
	assert_eq!(stream, expected);
	assert_eq!(
		serde_json::to_value(&stream).unwrap(),
		serde_json::json!({
			"device": 6,
			"epoch": 0,
			"nextSeq": 8,
			"unseen": 2,
			"missing": [0, 1, 2, 3, 6],
			"tat": 9_000,
		})
	);
}

#[test]
fn stream_is_empty_before_the_first_attestation() {
	let mut chain = node().0;
	chain.device.hot.epoch = 2;
	let stream = rpc((chain, Default::default())).stream(did(), Some(hash(2))).unwrap();
	assert_eq!((stream.epoch, stream.next_seq, stream.unseen), (2, 0, 0));
	assert!(stream.missing.is_empty());
}

#[test]
fn stream_is_refused_when_did_or_block_is_wrong() {
	let stream = |did: String, at| refusal(rpc(node()).stream(did, at));
	assert_eq!(stream("did:bot:dev".into(), None), 9001);
	assert_eq!(stream(did().replace(":dev:", ":prod:"), None), 9002);
	assert_eq!(stream(stranger(), None), 9003);
	assert_eq!(stream(did(), Some(hash(0))), 9003);
	assert_eq!(stream(did(), Some(Hash::zero())), 9010);
}

#[test]
fn stream_is_refused_when_the_state_is_discarded() {
	let (mut chain, storage) = node();
	chain.pruned_before = 5;
	let rpc = rpc((chain, storage));
	assert_eq!(refusal(rpc.stream(did(), Some(hash(4)))), 9013);
	assert!(rpc.stream(did(), Some(hash(5))).is_ok());
}

#[test]
fn stream_shows_a_past_epoch_at_a_block_of_it() {
	let (mut chain, storage) = node();
	chain.device.hot.epoch = 1;
	chain.device.updated.block = 6;
	let mut before = chain.past[0].clone();
	before.updated.block = 2;
	chain.past.push(before);
	let rpc = rpc((chain, storage));
	assert_eq!(rpc.stream(did(), Some(hash(5))).unwrap().epoch, 0);
	assert_eq!(rpc.stream(did(), None).unwrap().epoch, 1);
}
