//! Evidence from a chain that has run for long.

use super::*;
use bot_evidence::{Header, Range};

pub(crate) const RECORDS: u32 = 1_000_000;
pub(crate) const BLOCKS: u32 = 10_000;

/// The block with most of the records, in the highest mountain: so both paths are as long as they get.
const LARGE: u32 = 7_777;
const IN_LARGE: u32 = 600_000;

/// How many records are in a block. The first one takes those that do not come out even.
fn records_in(block: u32) -> u32 {
	let others = RECORDS - IN_LARGE;
	match block {
		LARGE => IN_LARGE,
		0 => others - others / (BLOCKS - 1) * (BLOCKS - 2),
		_ => others / (BLOCKS - 1),
	}
}

/// One reading of a device with a P-256 root key and a delegated key, in a batch of 1,024, whose record
/// is one of 1,000,000 in 10,000 blocks.
pub(crate) fn large() -> (EvidenceFile, Anchor) {
	let plan = Plan { roots: vec![P256], readings: (1_024, 77), ..Plan::default() };
	let (mut file, _) = plan.build();
	let evidence = &mut file.evidence;
	let record = evidence.record.record.clone();
	let index = IN_LARGE / 3;
	let mut range = Range::default();
	let mut total = 0;
	for block in 0..BLOCKS {
		let count = records_in(block);
		total += count;
		let hash = |n: u32| {
			let seq = u64::from(block) << 32 | u64::from(n);
			Record { seq, ..record.clone() }.leaf_hash::<SoftSha256>()
		};
		let mut hashes: Vec<_> = (0..count).map(hash).collect();
		if block == LARGE {
			hashes[index as usize] = record.leaf_hash::<SoftSha256>();
			evidence.record_index = index;
			evidence.record_path = merkle::path::<SoftSha256>(&hashes, index as usize).unwrap();
		}
		let records_root = merkle::root::<SoftSha256>(&hashes).unwrap();
		let leaf = MmrLeaf { count, records_root, ..leaf_of(block) };
		range.push(&leaf).unwrap();
		if block == LARGE {
			evidence.leaf = leaf;
		}
	}
	assert_eq!(total, RECORDS);
	evidence.mmr_items = range.proof(LARGE).unwrap();
	evidence.header = header(BLOCKS, &[consensus(MMR_ROOT_ENGINE_ID, &range.root().unwrap())]);
	let decoded = Header::decode(&mut &evidence.header[..]).unwrap();
	assert_eq!(decoded.mmr_root(), Ok(range.root().unwrap()));
	let anchor = anchor(evidence);
	(file, anchor)
}
