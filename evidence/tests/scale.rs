//! Evidence stays small, however long the chain has run. How long its verification takes is measured
//! by `examples/timing.rs`.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{verify, EvidenceFile};
use common::scale::large;

#[test]
fn a_file_is_shorter_than_8_kib_at_a_million_records_in_ten_thousand_blocks() {
	let (file, anchor) = large();
	assert_eq!((file.evidence.record_path.len(), file.evidence.mmr_items.len()), (20, 14));
	let text = file.to_json().unwrap();
	println!("{} bytes", text.len());
	assert!(text.len() < 8 * 1_024, "{} bytes", text.len());
	let read = EvidenceFile::from_json(text.as_bytes()).unwrap();
	assert_eq!(read, file);
	assert!(verify(&read.evidence, &anchor).is_ok());
}
