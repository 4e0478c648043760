//! How long it takes to read and to verify an evidence file, on average over a thousand times.
//!
//! `cargo run --release -p bot-evidence --example timing -- FILE HEADER_HASH`
//!
//! Without arguments the file is made: of a chain with 1,000,000 records in 10,000 blocks, and verified
//! by a header hash, and by a checkpoint that four members signed.

#[path = "../tests/common/mod.rs"]
mod common;

use bot_evidence::{verify, Anchor, EvidenceFile};
use common::{
	council::{checkpoint_of, members, signed},
	scale::large,
};
use std::{
	error::Error,
	hint::black_box,
	time::{Duration, Instant},
};

const TIMES: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
	let mut arguments = std::env::args().skip(1);
	let (text, anchor) = match (arguments.next(), arguments.next()) {
		(Some(path), Some(hash)) => {
			let mut trusted = [0; 32];
			hex::decode_to_slice(hash.trim_start_matches("0x"), &mut trusted)?;
			(std::fs::read(path)?, Anchor::HeaderHash(trusted))
		},
		(None, _) => {
			let (file, anchor) = large();
			(file.to_json()?.into_bytes(), anchor)
		},
		(Some(_), None) => return Err("usage: timing [FILE HEADER_HASH]".into()),
	};

	let evidence = EvidenceFile::from_json(&text)?.evidence;
	verify(&evidence, &anchor)?;
	println!("file         {:>6} bytes", text.len());
	measure("read", || EvidenceFile::from_json(black_box(&text)).is_ok());
	measure("verify", || verify(black_box(&evidence), &anchor).is_ok());
	if evidence.genesis_hash == common::GENESIS {
		let (members, checkpoint) = (members(), signed(checkpoint_of(&evidence)));
		members.trust(&checkpoint)?;
		measure("quorum of 4", || members.trust(black_box(&checkpoint)).is_ok());
	}
	Ok(())
}

/// Prints how long `work` takes.
fn measure(what: &str, mut work: impl FnMut() -> bool) {
	let start = Instant::now();
	for _ in 0..TIMES {
		black_box(work());
	}
	let average: Duration = start.elapsed() / TIMES;
	println!("{what:<12} {:>6} µs", average.as_micros());
}
