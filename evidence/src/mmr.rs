//! The chain's Merkle Mountain Range, hashed as pallet-mmr hashes it.

use alloc::{vec, vec::Vec};
use bot_primitives::{record::MMR_LEAF_VERSION, Hash256, MmrLeaf};
use codec::Encode;
use mmr_lib::{
	helper::{get_peaks, pos_height_in_tree},
	leaf_index_to_mmr_size, leaf_index_to_pos, Error, MMRStoreReadOps, MMRStoreWriteOps, Merge,
	MerkleProof, MMR,
};

use crate::{blake2_256, BrokenLink};

struct Blake2Merge;

impl Merge for Blake2Merge {
	type Item = Hash256;

	fn merge(left: &Hash256, right: &Hash256) -> mmr_lib::Result<Hash256> {
		Ok(blake2_256(&[left, right]))
	}
}

/// Checks that `items` lead from `leaf` to `root`, which the header of number `header` holds.
///
/// The range in that header has one leaf for each block before it, so its size is `header` and the
/// leaf stands at the number of its own block: neither is taken from the evidence's word.
pub(crate) fn check(
	leaf: &MmrLeaf,
	items: &[Hash256],
	header: u32,
	root: &Hash256,
) -> Result<(), BrokenLink> {
	if leaf.version != MMR_LEAF_VERSION {
		return Err(BrokenLink::LeafVersion { found: leaf.version });
	}
	if leaf.number >= header {
		return Err(BrokenLink::LeafNumber { leaf: leaf.number, header });
	}
	let size = leaf_index_to_mmr_size(u64::from(header).saturating_sub(1));
	let position = leaf_index_to_pos(u64::from(leaf.number));
	// The library also takes proofs in which the mountains to the right come one by one. Only the
	// one form that the chain gives is taken here.
	let expected = proof_length(size, position);
	if items.len() != expected {
		return Err(BrokenLink::MmrProofLength { expected, found: items.len() });
	}
	let leaf_hash = leaf.using_encoded(|leaf| blake2_256(&[leaf]));
	let proof = MerkleProof::<_, Blake2Merge>::new(size, items.to_vec());
	match proof.verify(*root, vec![(position, leaf_hash)]) {
		Ok(true) => Ok(()),
		_ => Err(BrokenLink::MmrProof),
	}
}

/// Number of hashes that prove the leaf at `position` in a range of `size` nodes: one for each
/// mountain to the left, one for each level below the top of the leaf's own, and one for all the
/// mountains to the right together.
fn proof_length(size: u64, position: u64) -> usize {
	let peaks = get_peaks(size);
	let left = peaks.iter().filter(|peak| **peak < position).count();
	let height = peaks.get(left).map_or(0, |peak| usize::from(pos_height_in_tree(*peak)));
	let right = usize::from(left.saturating_add(1) < peaks.len());
	left.saturating_add(height).saturating_add(right)
}

/// The chain's Merkle Mountain Range, built from its leaves: for those who hold them all. Takes 64
/// bytes of memory for each leaf.
pub struct Range {
	range: MMR<Hash256, Blake2Merge, Nodes>,
	leaves: u32,
}

/// The nodes of a range, in the order in which they are made.
#[derive(Default)]
struct Nodes(Vec<Hash256>);

impl MMRStoreReadOps<Hash256> for Nodes {
	fn get_elem(&self, position: u64) -> mmr_lib::Result<Option<Hash256>> {
		Ok(usize::try_from(position).ok().and_then(|position| self.0.get(position).copied()))
	}
}

impl MMRStoreWriteOps<Hash256> for Nodes {
	fn append(&mut self, position: u64, nodes: Vec<Hash256>) -> mmr_lib::Result<()> {
		if usize::try_from(position) != Ok(self.0.len()) {
			return Err(Error::InconsistentStore);
		}
		self.0.extend(nodes);
		Ok(())
	}
}

impl Default for Range {
	fn default() -> Self {
		Self { range: MMR::new(0, Nodes::default()), leaves: 0 }
	}
}

impl Range {
	/// Adds the leaf of the next block. Nothing where there are 2^32 − 1 leaves already.
	pub fn push(&mut self, leaf: &MmrLeaf) -> Option<()> {
		let leaves = self.leaves.checked_add(1)?;
		self.range.push(leaf.using_encoded(|leaf| blake2_256(&[leaf]))).ok()?;
		self.range.commit().ok()?;
		self.leaves = leaves;
		Some(())
	}

	/// Number of leaves.
	pub fn len(&self) -> u32 {
		self.leaves
	}

	/// Whether there are no leaves.
	pub fn is_empty(&self) -> bool {
		self.leaves == 0
	}

	/// Root over all leaves, or nothing where there are none.
	pub fn root(&self) -> Option<Hash256> {
		self.range.get_root().ok()
	}

	/// What leads from the leaf of block `number` to the root, in the form in which evidence holds it.
	/// Nothing where there is no such leaf.
	pub fn proof(&self, number: u32) -> Option<Vec<Hash256>> {
		if number >= self.leaves {
			return None;
		}
		let proof = self.range.gen_proof(vec![leaf_index_to_pos(number.into())]).ok()?;
		Some(proof.proof_items().to_vec())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn leaf(number: u32) -> MmrLeaf {
		MmrLeaf {
			version: MMR_LEAF_VERSION,
			number,
			block_hash: [7; 32],
			time: 0,
			count: 0,
			records_root: [0; 32],
		}
	}

	#[test]
	fn every_leaf_of_a_range_leads_to_its_root() {
		let mut range = Range::default();
		assert!(range.is_empty());
		assert_eq!(range.root(), None);
		for count in 1..70u32 {
			range.push(&leaf(count - 1)).unwrap();
			assert_eq!(range.len(), count);
			let root = range.root().unwrap();
			for number in 0..count {
				let items = range.proof(number).unwrap();
				assert_eq!(
					check(&leaf(number), &items, count, &root),
					Ok(()),
					"{number} of {count}"
				);
			}
			assert_eq!(range.proof(count), None);
		}
	}
}
