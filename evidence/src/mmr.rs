//! The chain's Merkle Mountain Range, hashed as pallet-mmr hashes it.

use alloc::vec;
use bot_primitives::{record::MMR_LEAF_VERSION, Hash256, MmrLeaf};
use codec::Encode;
use mmr_lib::{
	helper::{get_peaks, pos_height_in_tree},
	leaf_index_to_mmr_size, leaf_index_to_pos, Merge, MerkleProof,
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
