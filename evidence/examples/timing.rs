//! How long it takes to read and to verify an evidence file, on average over a thousand times.
//!
//! `cargo run --release -p bot-evidence --example timing -- FILE HEADER_HASH`

use bot_evidence::{verify, Anchor, EvidenceFile};
use std::{
	error::Error,
	hint::black_box,
	time::{Duration, Instant},
};

const TIMES: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
	let mut arguments = std::env::args().skip(1);
	let (Some(path), Some(hash)) = (arguments.next(), arguments.next()) else {
		return Err("usage: timing FILE HEADER_HASH".into());
	};
	let text = std::fs::read(path)?;
	let mut trusted = [0; 32];
	hex::decode_to_slice(hash.trim_start_matches("0x"), &mut trusted)?;
	let anchor = Anchor::HeaderHash(trusted);

	let evidence = EvidenceFile::from_json(&text)?.evidence;
	verify(&evidence, &anchor)?;
	let read = average(|| EvidenceFile::from_json(black_box(&text)).is_ok());
	let verified = average(|| verify(black_box(&evidence), &anchor).is_ok());
	println!("file     {:>8} bytes", text.len());
	println!("read     {:>8} µs", read.as_micros());
	println!("verify   {:>8} µs", verified.as_micros());
	Ok(())
}

fn average(mut work: impl FnMut() -> bool) -> Duration {
	let start = Instant::now();
	for _ in 0..TIMES {
		black_box(work());
	}
	start.elapsed() / TIMES
}
