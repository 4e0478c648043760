//! Archives: evidence is made from them, and from nothing that is not the whole of one.

#![cfg(feature = "std")]

mod common;

use bot_evidence::{
	archive::{prove, ArchiveError, ArchiveWriter, ArchivedChain, Wanted, ARCHIVE_TAG},
	verify, Anchor, BrokenLink, Checkpoint, Evidence, ProvedRecord, Range, SignedCheckpoint,
};
use bot_primitives::{
	merkle::{self, SoftSha256},
	record::{IndexedRecord, RecordKind, MMR_ROOT_ENGINE_ID},
	MmrLeaf,
};
use codec::Encode;
use common::{council::*, *};

/// A chain: its blocks, what leads to the keys, and its evidence, up to a checkpoint.
struct Chain {
	blocks: Vec<(MmrLeaf, Vec<IndexedRecord>)>,
	chains: Vec<ArchivedChain>,
	evidence: Vec<Evidence>,
	header: Vec<u8>,
	signed: SignedCheckpoint,
}

/// Records of two devices, one of them in two epochs, in the blocks 3, 4 and 10 of 11; the first of block 4 is no device's.
fn chain() -> Chain {
	let evidence: Vec<_> = [plans()[1].clone(), plans()[0].clone(), plans()[6].clone()]
		.iter()
		.map(|plan| plan.evidence().0)
		.collect();
	let indexed = |evidence: &Evidence| IndexedRecord {
		record: evidence.record.record.clone(),
		signature: Some(evidence.record.signature),
	};
	let mut standing = indexed(&evidence[1]);
	standing.record.kind = RecordKind::Standing;
	standing.signature = None;

	let mut blocks: Vec<_> = (0..11).map(|number| (leaf_of(number), vec![])).collect();
	blocks[0].0.block_hash = GENESIS;
	blocks[3].1 = vec![indexed(&evidence[0])];
	blocks[4].1 = vec![standing, indexed(&evidence[1])];
	blocks[10].1 = vec![indexed(&evidence[2])];
	let mut range = Range::default();
	for (leaf, records) in &mut blocks {
		let hashes: Vec<_> =
			records.iter().map(|indexed| indexed.record.leaf_hash::<SoftSha256>()).collect();
		leaf.count = records.len() as u32;
		leaf.records_root = merkle::root::<SoftSha256>(&hashes).unwrap_or_default();
		range.push(leaf).unwrap();
	}
	let chains = evidence
		.iter()
		.map(|evidence| ArchivedChain {
			device_id: evidence.record.record.device_id,
			epoch: evidence.record.record.epoch,
			key: evidence.record.record.key,
			chain: evidence.key_chain.clone(),
		})
		.collect();
	let header = header(11, &[consensus(MMR_ROOT_ENGINE_ID, &range.root().unwrap())]);
	let signed = signed(Checkpoint {
		genesis_hash: GENESIS,
		number: 11,
		header_hash: blake2_256(&header),
		mmr_root: range.root().unwrap(),
		time: RECEIVED_AT,
	});
	Chain { blocks, chains, evidence, header, signed }
}

impl Chain {
	/// The archive of this chain, as it is, without a check.
	fn bytes(&self) -> Vec<u8> {
		let mut bytes = [ARCHIVE_TAG.to_vec(), self.signed.encode(), self.header.encode()].concat();
		for (leaf, records) in &self.blocks {
			leaf.encode_to(&mut bytes);
			records.iter().for_each(|record| record.encode_to(&mut bytes));
		}
		(self.chains.len() as u32).encode_to(&mut bytes);
		self.chains.iter().for_each(|chain| chain.encode_to(&mut bytes));
		bytes
	}

	/// The archive of this chain, as it is written.
	fn written(&self) -> Result<Vec<u8>, ArchiveError> {
		let mut writer = ArchiveWriter::new(Vec::new(), &self.signed, &self.header)?;
		for (leaf, records) in &self.blocks {
			writer.block(leaf, records)?;
		}
		for chain in &self.chains {
			writer.key_chain(chain.clone());
		}
		writer.finish()
	}

	/// Why this is neither written nor read.
	fn refused(&self) -> String {
		let written = self.written().unwrap_err();
		let read = read(&self.bytes(), &self.wanted(0)).unwrap_err();
		assert_eq!(written.name(), read.name(), "{written}, {read}");
		read.name().into()
	}

	fn wanted(&self, number: usize) -> Wanted {
		let record = &self.evidence[number].record.record;
		Wanted { device_id: record.device_id, epoch: record.epoch, seq: record.seq }
	}
}

fn read(bytes: &[u8], wanted: &Wanted) -> Result<(ProvedRecord, SignedCheckpoint), ArchiveError> {
	prove(bytes, wanted, |_, _| ())
}

#[test]
fn evidence_is_made_from_an_archive() {
	let chain = chain();
	let archive = chain.written().unwrap();
	for (number, (block, index)) in [(3, 0), (4, 1), (10, 0)].into_iter().enumerate() {
		let (proved, signed) = read(&archive, &chain.wanted(number)).unwrap();
		assert_eq!(signed, chain.signed);
		let evidence = proved.evidence(chain.evidence[number].reading.clone());
		assert_eq!((evidence.leaf.number, evidence.record_index), (block, index));
		let header_hash = Anchor::HeaderHash(signed.checkpoint.header_hash);
		let checkpoint = Anchor::Checkpoint(members().trust(&signed).unwrap());
		for anchor in [header_hash, checkpoint] {
			let verdict = verify(&evidence, &anchor).unwrap();
			assert_eq!(verdict.reading, chain.evidence[number].reading.content);
		}
	}
}

#[test]
fn an_archive_is_laid_out_as_the_format_says() {
	let mut chain = chain();
	chain.chains.sort_by_key(|chain| (chain.device_id, chain.epoch, chain.key).encode());
	assert_eq!(chain.written().unwrap(), chain.bytes());
}

#[test]
fn progress_is_told_block_by_block() {
	let chain = chain();
	let mut told = vec![];
	prove(&chain.bytes()[..], &chain.wanted(0), |done, of| told.push((done, of))).unwrap();
	assert_eq!(told, (1..=11).map(|done| (done, 11)).collect::<Vec<_>>());
}

#[test]
fn a_writer_counts_what_it_writes_and_keeps_each_chain_once() {
	let chain = chain();
	let mut writer = ArchiveWriter::new(Vec::new(), &chain.signed, &chain.header).unwrap();
	for (leaf, records) in &chain.blocks {
		writer.block(leaf, records).unwrap();
	}
	for archived in chain.chains.iter().chain(&chain.chains) {
		writer.key_chain(archived.clone());
	}
	assert_eq!((writer.blocks(), writer.records(), writer.key_chains()), (11, 4, 3));
	assert_eq!(writer.finish().unwrap(), chain.written().unwrap());
}

#[test]
fn what_is_not_in_the_archive_is_told() {
	let chain = chain();
	let archive = chain.written().unwrap();
	let mut wanted = chain.wanted(0);
	wanted.seq += 1;
	assert!(matches!(read(&archive, &wanted), Err(ArchiveError::UnknownRecord)));
	let mut without = chain;
	without.chains.remove(0);
	let archive = without.written().unwrap();
	assert!(matches!(read(&archive, &without.wanted(0)), Err(ArchiveError::NoKeyChain)));
	assert!(read(&archive, &without.wanted(1)).is_ok());
}

#[test]
fn headers_that_are_not_the_checkpoints_are_told() {
	let refused = |change: fn(&mut Chain)| {
		let mut chain = chain();
		change(&mut chain);
		match read(&chain.bytes(), &chain.wanted(0)) {
			Err(ArchiveError::Header(broken)) => broken,
			other => panic!("{other:?}"),
		}
	};
	let found = blake2_256(&header(11, &[]));
	assert_eq!(refused(|c| c.header = header(11, &[])), BrokenLink::HeaderHash { found });
	let number = BrokenLink::CheckpointNumber { checkpoint: 10, header: 11 };
	assert_eq!(refused(|c| c.signed.checkpoint.number = 10), number);
	assert_eq!(refused(|c| c.signed.checkpoint.mmr_root[0] ^= 1), BrokenLink::CheckpointRoot);
	let mut chain = chain();
	chain.header.clear();
	assert_eq!(chain.refused(), "Header");
}

#[test]
fn blocks_that_are_not_those_of_the_chain_are_told() {
	let refused = |change: fn(&mut Chain)| {
		let mut chain = chain();
		change(&mut chain);
		chain.refused()
	};
	assert_eq!(refused(|c| c.blocks.swap(2, 3)), "Leaf");
	assert_eq!(refused(|c| c.blocks[0].0.block_hash[0] ^= 1), "Genesis");
	assert_eq!(refused(|c| c.signed.checkpoint.genesis_hash[0] ^= 1), "Genesis");
	assert_eq!(refused(|c| c.blocks[3].1[0].record.seq += 1), "Records");
	assert_eq!(refused(|c| c.blocks[4].1.swap(0, 1)), "Records");
	assert_eq!(refused(|c| c.blocks[7].0.records_root[0] ^= 1), "Records");
	assert_eq!(refused(|c| c.blocks[7].0.time += 1), "Root");
	assert_eq!(refused(|c| c.blocks[7].0.block_hash[0] ^= 1), "Root");
	let empty = |c: &mut Chain| {
		c.blocks[3].1.clear();
		(c.blocks[3].0.count, c.blocks[3].0.records_root) = (0, [0; 32]);
	};
	assert_eq!(refused(empty), "Root");
}

#[test]
fn blocks_too_few_and_too_many_are_not_written() {
	let mut fewer = chain();
	fewer.blocks.pop();
	let written = fewer.written();
	assert!(matches!(written, Err(ArchiveError::Blocks { expected: 11, found: 10 })));
	let mut more = chain();
	more.blocks.push((leaf_of(11), vec![]));
	let written = more.written();
	assert!(matches!(written, Err(ArchiveError::Blocks { expected: 11, found: 12 })));
	let mut without = chain();
	without.blocks[4].1.pop();
	assert!(matches!(without.written(), Err(ArchiveError::Records { block: 4 })));
}

#[test]
fn an_archive_that_is_cut_short_anywhere_or_too_long_is_refused() {
	let chain = chain();
	let archive = chain.written().unwrap();
	for length in 0..archive.len() {
		match read(&archive[..length], &chain.wanted(0)) {
			Err(ArchiveError::Encoding { .. }) => {},
			other => panic!("{length}: {other:?}"),
		}
	}
	let longer = [&archive[..], &[0]].concat();
	assert!(matches!(read(&longer, &chain.wanted(0)), Err(ArchiveError::TooLong)));
	assert!(matches!(read(&[7; 100], &chain.wanted(0)), Err(ArchiveError::Tag)));
}

/// Whatever bit of an archive is flipped: it is refused, or the evidence from it is as it was, or it
/// is not valid. Signatures and key chains are no part of what the leaves commit to, so flips in
/// these show in the evidence.
#[test]
fn every_flipped_bit_is_found_or_does_no_harm() {
	let chain = chain();
	let archive = chain.written().unwrap();
	let reading = &chain.evidence[1].reading;
	let evidence = |bytes: &[u8]| {
		let (proved, signed) = read(bytes, &chain.wanted(1)).ok()?;
		Some((proved.evidence(reading.clone()), signed))
	};
	let (whole, signed) = evidence(&archive).unwrap();
	let mut same = 0u32;
	for bit in 0..archive.len() * 8 {
		let mut bad = archive.clone();
		bad[bit / 8] ^= 1 << (bit % 8);
		let Some((evidence, claimed)) = evidence(&bad) else { continue };
		if evidence == whole {
			same += 1;
			continue;
		}
		let anchor = Anchor::HeaderHash(signed.checkpoint.header_hash);
		assert!(verify(&evidence, &anchor).is_err(), "bit {bit}");
		assert_eq!(claimed, signed, "bit {bit}");
	}
	// Flips in the checkpoint's time and signatures, and in signatures and chains of other records.
	assert!(same > 0);
}
