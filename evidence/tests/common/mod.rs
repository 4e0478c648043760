//! Builds evidence from nothing: keys, readings, a block's records, a range of blocks, a header.

#![allow(dead_code, reason = "every test uses a part of it")]

pub(crate) mod council;
#[cfg(feature = "std")]
pub(crate) mod frozen;
#[cfg(feature = "std")]
pub(crate) mod pointer;
pub(crate) mod scale;

use blake2::{digest::consts::U32, Blake2b, Digest};
use bot_evidence::{Anchor, Evidence, EvidenceFile, Reading};
use bot_primitives::{
	key_chain::{KeyChain, SignedDelegation, SignedRotation},
	merkle::{self, SoftSha256},
	payload::{DataStatement, Delegation, Rotation},
	record::{DataBody, RecordKind, SignedRecord, MMR_LEAF_VERSION, MMR_ROOT_ENGINE_ID},
	signer::SecretKey,
	Commitment, DeviceId, Hash256, KeyProtection, MmrLeaf, Network, Record, SigningContext,
};
use codec::{Compact, Decode, Encode};
use mmr_lib::{
	leaf_index_to_pos,
	util::{MemMMR, MemStore},
	Merge,
};
use proptest::prelude::ProptestConfig;

pub(crate) const GENESIS: Hash256 = [0x67; 32];
pub(crate) const RECEIVED_AT: u64 = 1_790_000_000_000;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum KeyType {
	Ed25519,
	P256,
}
pub(crate) use KeyType::{Ed25519, P256};

/// A key made of a fixed seed.
pub(crate) fn key(key_type: KeyType, seed: u8) -> SecretKey {
	match key_type {
		Ed25519 => SecretKey::ed25519([seed; 32]),
		P256 => SecretKey::p256(&[seed; 32]).unwrap(),
	}
}

/// What to build.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
	/// Types of the root keys, one for each epoch.
	pub(crate) roots: Vec<KeyType>,
	/// Type of the delegated key.
	pub(crate) delegated: Option<KeyType>,
	/// Number of readings in the batch, and the one to prove.
	pub(crate) readings: (u32, u32),
	/// Number of records in the block, and the one to prove.
	pub(crate) records: (u32, u32),
	/// Number of blocks before the trusted header, and the one to prove.
	pub(crate) blocks: (u32, u32),
	/// Form of the readings.
	pub(crate) content: u16,
	/// What the reading to prove is, where it is not one of the series.
	pub(crate) sample: Option<Vec<u8>>,
	/// The rotations, from 0, whose old key was lost.
	pub(crate) lost: Vec<u16>,
	/// Sequence number of the record.
	pub(crate) seq: u64,
	/// Counter of the first reading of the batch.
	pub(crate) first_counter: u64,
}

impl Default for Plan {
	fn default() -> Self {
		Self {
			roots: vec![Ed25519],
			delegated: Some(Ed25519),
			readings: (13, 4),
			records: (7, 5),
			blocks: (43, 34),
			content: 110,
			sample: None,
			lost: vec![],
			seq: 7,
			first_counter: 1_000,
		}
	}
}

impl Plan {
	/// The keys of the plan, roots first.
	pub(crate) fn keys(&self) -> Vec<SecretKey> {
		let types = self.roots.iter().chain(&self.delegated);
		types.zip(1..).map(|(key_type, seed)| key(*key_type, seed)).collect()
	}

	/// The key that signs the record.
	pub(crate) fn signer(&self) -> SecretKey {
		self.keys().pop().unwrap()
	}

	pub(crate) fn build(&self) -> (EvidenceFile, Anchor) {
		let keys = self.keys();
		let provider = [0xa1; 32];
		let device_id = DeviceId::derive(&provider, &keys[0].public());
		let context = |epoch| SigningContext { genesis_hash: GENESIS, device_id, epoch };
		let epoch = self.roots.len() as u16 - 1;

		let rotations = (0..epoch)
			.map(|epoch| {
				let [old, new] = [&keys[epoch as usize], &keys[epoch as usize + 1]];
				let rotation = Rotation { new_key: new.public() };
				let sign = |key: &SecretKey| key.sign(&rotation, &context(epoch));
				let by_old = (!self.lost.contains(&epoch)).then(|| sign(old));
				SignedRotation { rotation, by_old, by_new: sign(new) }
			})
			.collect();
		let delegation = self.delegated.map(|_| {
			let key = self.signer().public();
			let delegation = Delegation { number: 1, key, expires_at: RECEIVED_AT + 1 };
			let signature = keys[epoch as usize].sign(&delegation, &context(epoch));
			SignedDelegation { delegation, signature }
		});
		let key_chain = KeyChain { first_root_key: keys[0].public(), rotations, delegation };

		let (count, index) = self.readings;
		let content = |n| match &self.sample {
			Some(sample) if n == index => sample.clone(),
			_ => content(n),
		};
		let leaves: Vec<_> = (0..count)
			.map(|n| merkle::salted_leaf_hash::<SoftSha256>(&salt(n), &content(n)))
			.collect();
		let reading = Reading {
			salt: salt(index),
			content: content(index),
			index,
			path: merkle::path::<SoftSha256>(&leaves, index as usize).unwrap(),
		};

		let commitment = Commitment {
			root: merkle::root::<SoftSha256>(&leaves).unwrap(),
			count,
			first_counter: self.first_counter,
			last_counter: self.first_counter + u64::from(count - 1),
			first_at: RECEIVED_AT - 60_000,
			last_at: RECEIVED_AT - 1_000,
			content: self.content,
		};
		let seq = self.seq;
		let statement = DataStatement { seq, commitment };
		let record = Record {
			kind: RecordKind::Data,
			device_id,
			provider,
			operator: [0xb2; 32],
			model: 3,
			key: self.signer().public(),
			protection: KeyProtection::SecureElement,
			epoch,
			seq,
			body: DataBody { commitment, clock_suspect: false }.encode(),
		};
		let signature = self.signer().sign(&statement, &context(epoch));

		let mut evidence = Evidence {
			genesis_hash: GENESIS,
			reading,
			record: SignedRecord { record, signature },
			key_chain,
			record_index: 0,
			record_path: vec![],
			leaf: leaf_of(self.blocks.1),
			mmr_items: vec![],
			header: vec![],
		};
		let anchor = seal(&mut evidence, self.records, self.blocks);
		(EvidenceFile { network: Network::new(b"dev").unwrap(), evidence }, anchor)
	}

	pub(crate) fn evidence(&self) -> (Evidence, Anchor) {
		let (file, anchor) = self.build();
		(file.evidence, anchor)
	}
}

/// Plans with both types of keys, with and without delegation and rotation.
pub(crate) fn plans() -> Vec<Plan> {
	let plan =
		|roots: &[KeyType], delegated| Plan { roots: roots.to_vec(), delegated, ..Plan::default() };
	vec![
		plan(&[Ed25519], None),
		plan(&[P256], None),
		plan(&[Ed25519], Some(Ed25519)),
		plan(&[P256], Some(Ed25519)),
		plan(&[Ed25519], Some(P256)),
		plan(&[P256, Ed25519], None),
		plan(&[Ed25519, P256, Ed25519], Some(P256)),
	]
}

fn salt(n: u32) -> [u8; 16] {
	blake2_256(&n.encode())[..16].try_into().unwrap()
}

fn content(n: u32) -> Vec<u8> {
	let time = 1_789_999_940 + n;
	format!(r#"[{{"n":"temperature","u":"Cel","v":{}.5,"t":{time}}}]"#, 20 + n).into_bytes()
}

/// The leaf of a block without records.
pub(crate) fn leaf_of(number: u32) -> MmrLeaf {
	MmrLeaf {
		version: MMR_LEAF_VERSION,
		number,
		block_hash: blake2_256(&number.encode()),
		time: RECEIVED_AT,
		count: 0,
		records_root: [0; 32],
	}
}

/// Puts the record of `evidence`, as it is, into a block, and this into a range: everything from the
/// record's path on is made anew.
pub(crate) fn seal(evidence: &mut Evidence, records: (u32, u32), blocks: (u32, u32)) -> Anchor {
	let (count, index) = records;
	let mut hashes: Vec<_> =
		(0..count).map(|n| merkle::leaf_hash::<SoftSha256>(&n.encode())).collect();
	hashes[index as usize] = evidence.record.record.leaf_hash::<SoftSha256>();
	evidence.record_index = index;
	evidence.record_path = merkle::path::<SoftSha256>(&hashes, index as usize).unwrap();
	let records_root = merkle::root::<SoftSha256>(&hashes).unwrap();
	evidence.leaf = MmrLeaf { count, records_root, ..evidence.leaf };
	seal_leaf(evidence, blocks)
}

/// Puts the leaf of `evidence`, as it is, into a range, and the root of this into a header.
pub(crate) fn seal_leaf(evidence: &mut Evidence, blocks: (u32, u32)) -> Anchor {
	let (count, index) = blocks;
	let mut leaves: Vec<_> = (0..count).map(|n| blake2_256(&leaf_of(n).encode())).collect();
	leaves[index as usize] = blake2_256(&evidence.leaf.encode());
	let (root, items) = range(&leaves, index);
	evidence.mmr_items = items;
	evidence.header = header(count, &[consensus(MMR_ROOT_ENGINE_ID, &root)]);
	anchor(evidence)
}

/// The anchor that trusts the header of `evidence`.
pub(crate) fn anchor(evidence: &Evidence) -> Anchor {
	Anchor::HeaderHash(blake2_256(&evidence.header))
}

/// Root of the range over these leaf hashes, and the proof of one of them.
pub(crate) fn range(leaves: &[Hash256], index: u32) -> (Hash256, Vec<Hash256>) {
	let store = MemStore::default();
	let mut range = MemMMR::<_, Blake2>::new(0, &store);
	for leaf in leaves {
		range.push(*leaf).unwrap();
	}
	let proof = range.gen_proof(vec![leaf_index_to_pos(index.into())]).unwrap();
	(range.get_root().unwrap(), proof.proof_items().to_vec())
}

/// A consensus item of a digest.
pub(crate) fn consensus(engine: [u8; 4], data: &[u8]) -> Vec<u8> {
	(4u8, engine, data).encode()
}

/// A header with the digest of a block by Aura, and these items in it.
pub(crate) fn header(number: u32, items: &[Vec<u8>]) -> Vec<u8> {
	let slot = (6u8, *b"aura", 298_333_333u64.encode()).encode();
	let seal = (5u8, *b"aura", vec![0x5eu8; 64]).encode();
	let digest: Vec<_> = [slot].iter().chain(items).chain(&[seal]).cloned().collect();
	let parts = ([0x9au8; 32], Compact(number), [0x57u8; 32], [0xe7u8; 32]).encode();
	[parts, Compact(digest.len() as u32).encode(), digest.concat()].concat()
}

/// A test of this many cases, or of as many as the environment's `PROPTEST_CASES` says. Tests beside
/// `src/` have no place to keep the failing ones.
pub(crate) fn config(cases: u32) -> ProptestConfig {
	let default = ProptestConfig::default();
	let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { cases };
	// Changes that change nothing are left out, however many they are.
	let max_global_rejects = u32::MAX;
	ProptestConfig { cases, failure_persistence: None, max_global_rejects, ..default }
}

pub(crate) struct Blake2;

impl Merge for Blake2 {
	type Item = Hash256;

	fn merge(left: &Hash256, right: &Hash256) -> mmr_lib::Result<Hash256> {
		Ok(blake2_256(&[*left, *right].concat()))
	}
}

pub(crate) fn blake2_256(bytes: &[u8]) -> Hash256 {
	Blake2b::<U32>::digest(bytes).into()
}

/// All that evidence is made of, one part after the other.
type Parts = (
	(Hash256, [u8; 16], Vec<u8>, u32, Vec<Hash256>),
	(SignedRecord, KeyChain, u32, Vec<Hash256>),
	(MmrLeaf, Vec<Hash256>, Vec<u8>),
);

/// The evidence as bytes: every bit of every field, and nothing else.
pub(crate) fn to_bytes(evidence: &Evidence) -> Vec<u8> {
	let Evidence {
		genesis_hash,
		reading: Reading { salt, content, index, path },
		record,
		key_chain,
		record_index,
		record_path,
		leaf,
		mmr_items,
		header,
	} = evidence.clone();
	let parts: Parts = (
		(genesis_hash, salt, content, index, path),
		(record, key_chain, record_index, record_path),
		(leaf, mmr_items, header),
	);
	parts.encode()
}

/// The evidence that these bytes stand for.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Evidence> {
	let (
		(genesis_hash, salt, content, index, path),
		(record, key_chain, record_index, record_path),
		(leaf, mmr_items, header),
	) = Parts::decode(&mut &*bytes).ok()?;
	Some(Evidence {
		genesis_hash,
		reading: Reading { salt, content, index, path },
		record,
		key_chain,
		record_index,
		record_path,
		leaf,
		mmr_items,
		header,
	})
}
