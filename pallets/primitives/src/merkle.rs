//! The Merkle tree of RFC 9162, section 2.1, over SHA-256.
//!
//! A leaf is hashed behind the byte 0x00 and a node behind 0x01, so neither passes for the other. A
//! root says nothing of the number of its leaves: wherever one is kept here, the number stands
//! beside it.

use crate::Hash256;

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

const LEAF_PREFIX: u8 = 0;
const NODE_PREFIX: u8 = 1;

/// A way to compute SHA-256: in software here, by the host on the chain.
pub trait Sha256 {
	/// SHA-256 of the concatenation of `parts`.
	fn sha256(parts: &[&[u8]]) -> Hash256;
}

/// SHA-256 in software.
pub struct SoftSha256;

impl Sha256 for SoftSha256 {
	fn sha256(parts: &[&[u8]]) -> Hash256 {
		use sha2::Digest;
		let mut hasher = sha2::Sha256::new();
		for part in parts {
			hasher.update(part);
		}
		hasher.finalize().into()
	}
}

/// Hash of a leaf with this content.
pub fn leaf_hash<H: Sha256>(content: &[u8]) -> Hash256 {
	H::sha256(&[&[LEAF_PREFIX], content])
}

/// Hash of a leaf that holds a salted reading: the salt comes first.
pub fn salted_leaf_hash<H: Sha256>(salt: &[u8; 16], content: &[u8]) -> Hash256 {
	H::sha256(&[&[LEAF_PREFIX], salt, content])
}

/// Hash of the node above `left` and `right`.
pub fn node_hash<H: Sha256>(left: &Hash256, right: &Hash256) -> Hash256 {
	H::sha256(&[&[NODE_PREFIX], left, right])
}

/// Root of the tree whose leaves hash to `leaves`, or nothing for an empty tree.
#[cfg(feature = "alloc")]
pub fn root<H: Sha256>(leaves: &[Hash256]) -> Option<Hash256> {
	let mut level: Vec<Hash256> = leaves.to_vec();
	while level.len() > 1 {
		level = parents::<H>(&level);
	}
	level.first().copied()
}

/// A tree that is built leaf by leaf in fixed memory: for devices without an allocator.
#[derive(Clone, Debug, Default)]
pub struct RootBuilder {
	/// Roots of the full trees that the leaves make so far. That at place `n` is over 2^n leaves,
	/// and counts where that bit of `count` is set.
	peaks: [Hash256; 32],
	count: u32,
}

impl RootBuilder {
	/// Adds the next leaf, by its hash. Gives the number of leaves, or nothing where there are
	/// 2^32 − 1 already.
	pub fn push<H: Sha256>(&mut self, leaf: Hash256) -> Option<u32> {
		let count = self.count.checked_add(1)?;
		let mut hash = leaf;
		let mut full = self.count;
		for peak in &mut self.peaks {
			if full & 1 == 0 {
				*peak = hash;
				break;
			}
			hash = node_hash::<H>(peak, &hash);
			full >>= 1;
		}
		self.count = count;
		Some(count)
	}

	/// Number of leaves.
	pub fn count(&self) -> u32 {
		self.count
	}

	/// Root of the tree, or nothing for an empty one.
	pub fn root<H: Sha256>(&self) -> Option<Hash256> {
		let mut root = None;
		let mut left = self.count;
		for peak in &self.peaks {
			if left & 1 == 1 {
				root = Some(root.map_or(*peak, |right| node_hash::<H>(peak, &right)));
			}
			left >>= 1;
		}
		root
	}
}

/// The hashes beside the way from leaf `index` up to the root, from the bottom. Nothing where there
/// is no such leaf.
#[cfg(feature = "alloc")]
pub fn path<H: Sha256>(leaves: &[Hash256], index: usize) -> Option<Vec<Hash256>> {
	leaves.get(index)?;
	let mut level: Vec<Hash256> = leaves.to_vec();
	let mut at = index;
	let mut path = Vec::new();
	while level.len() > 1 {
		// The last node of a level of odd length has no neighbour and goes up as it is.
		if let Some(neighbour) = level.get(at ^ 1) {
			path.push(*neighbour);
		}
		level = parents::<H>(&level);
		at >>= 1;
	}
	Some(path)
}

/// The level above `level`. Pairing from the left and lifting an odd last node gives the same tree
/// as the split at the largest power of two, by which RFC 9162 defines it.
#[cfg(feature = "alloc")]
fn parents<H: Sha256>(level: &[Hash256]) -> Vec<Hash256> {
	level
		.chunks(2)
		.filter_map(|pair| match pair {
			[left, right] => Some(node_hash::<H>(left, right)),
			[lone] => Some(*lone),
			_ => None,
		})
		.collect()
}

/// Why a path does not lead from a leaf to a root.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PathError {
	/// The leaf's index is not below the number of leaves.
	IndexOutOfRange,
	/// The path is shorter or longer than it is for this leaf of a tree of this size.
	Length,
	/// The path leads to another root.
	Root,
}

/// Checks that the leaf `leaf` stands at `index` of the tree of `count` leaves with this `root`: the
/// algorithm of RFC 9162, section 2.1.3.2.
pub fn verify<H: Sha256>(
	leaf: Hash256,
	index: u64,
	count: u64,
	path: &[Hash256],
	root: &Hash256,
) -> Result<(), PathError> {
	if index >= count {
		return Err(PathError::IndexOutOfRange);
	}
	let mut at = index;
	let mut last = count.saturating_sub(1);
	let mut hash = leaf;
	for neighbour in path {
		if last == 0 {
			return Err(PathError::Length);
		}
		if at & 1 == 1 || at == last {
			hash = node_hash::<H>(neighbour, &hash);
			while at & 1 == 0 && at != 0 {
				at >>= 1;
				last >>= 1;
			}
		} else {
			hash = node_hash::<H>(&hash, neighbour);
		}
		at >>= 1;
		last >>= 1;
	}
	if last != 0 {
		return Err(PathError::Length);
	}
	if hash == *root {
		Ok(())
	} else {
		Err(PathError::Root)
	}
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn leaves(count: usize) -> Vec<Hash256> {
		(0..count).map(|n| leaf_hash::<SoftSha256>(&n.to_le_bytes())).collect()
	}

	/// The definition of RFC 9162, section 2.1.1, word for word.
	fn root_by_definition(leaves: &[Hash256]) -> Hash256 {
		if let [leaf] = leaves {
			return *leaf;
		}
		let split = leaves.len().next_power_of_two() / 2;
		node_hash::<SoftSha256>(
			&root_by_definition(&leaves[..split]),
			&root_by_definition(&leaves[split..]),
		)
	}

	fn check(
		leaf: Hash256,
		index: u64,
		count: u64,
		path: &[Hash256],
		root: &Hash256,
	) -> Result<(), PathError> {
		verify::<SoftSha256>(leaf, index, count, path, root)
	}

	#[test]
	fn an_empty_tree_has_no_root_and_no_path() {
		assert_eq!(root::<SoftSha256>(&[]), None);
		assert_eq!(path::<SoftSha256>(&[], 0), None);
		assert_eq!(check([0; 32], 0, 0, &[], &[0; 32]), Err(PathError::IndexOutOfRange));
	}

	#[test]
	fn a_tree_in_fixed_memory_is_the_same() {
		let mut builder = RootBuilder::default();
		assert_eq!(builder.root::<SoftSha256>(), None);
		let leaves = leaves(100);
		for (before, leaf) in leaves.iter().enumerate() {
			assert_eq!(builder.push::<SoftSha256>(*leaf), Some(before as u32 + 1));
			assert_eq!(builder.root::<SoftSha256>(), root::<SoftSha256>(&leaves[..=before]));
		}
		builder.count = u32::MAX;
		assert_eq!(builder.push::<SoftSha256>([0; 32]), None);
	}

	#[test]
	fn a_single_leaf_is_its_own_root() {
		let leaf = leaves(1)[0];
		assert_eq!(root::<SoftSha256>(&[leaf]), Some(leaf));
		assert_eq!(check(leaf, 0, 1, &[], &leaf), Ok(()));
		assert_eq!(check(leaf, 0, 1, &[leaf], &leaf), Err(PathError::Length));
	}

	#[test]
	fn root_of_the_rfc_6962_test_data() {
		// The eight entries and the root are from the Certificate Transparency reference
		// implementation, whose tree RFC 9162 keeps.
		let entries = [
			"",
			"00",
			"10",
			"2021",
			"3031",
			"40414243",
			"5051525354555657",
			"606162636465666768696a6b6c6d6e6f",
		];
		let leaves: Vec<_> =
			entries.iter().map(|e| leaf_hash::<SoftSha256>(&hex::decode(e).unwrap())).collect();
		assert_eq!(
			hex::encode(root::<SoftSha256>(&leaves).unwrap()),
			"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
		);
	}

	proptest! {
		#[test]
		fn root_is_that_of_the_definition(count in 1usize..200) {
			let leaves = leaves(count);
			prop_assert_eq!(root::<SoftSha256>(&leaves), Some(root_by_definition(&leaves)));
		}

		#[test]
		fn every_path_leads_to_the_root(count in 1usize..200, seed: usize) {
			let leaves = leaves(count);
			let index = seed % count;
			let root = root::<SoftSha256>(&leaves).unwrap();
			let path = path::<SoftSha256>(&leaves, index).unwrap();
			prop_assert_eq!(check(leaves[index], index as u64, count as u64, &path, &root), Ok(()));
		}

		#[test]
		fn a_path_fits_one_leaf_at_one_index_of_one_size(
			count in 2usize..200, seed: usize, other in 0u64..400, grow in 1u64..5,
		) {
			let leaves = leaves(count);
			let index = seed % count;
			let root = root::<SoftSha256>(&leaves).unwrap();
			let path = path::<SoftSha256>(&leaves, index).unwrap();
			let (index, count) = (index as u64, count as u64);
			let leaf = leaves[index as usize];
			if other != index {
				prop_assert!(check(leaf, other, count, &path, &root).is_err());
			}
			prop_assert!(check(leaves[(index as usize + 1) % leaves.len()], index, count, &path, &root).is_err());
			prop_assert_eq!(
				check(leaf, index, count, &path[..path.len() - 1], &root),
				Err(PathError::Length)
			);
			let longer = [&path[..], &[root]].concat();
			prop_assert_eq!(check(leaf, index, count, &longer, &root), Err(PathError::Length));
			let far = (count + grow).next_power_of_two() * 2 + index;
			prop_assert!(check(leaf, far, far + 1, &path, &root).is_err());
		}

		#[test]
		fn any_changed_bit_is_found(count in 1usize..64, seed: usize, byte in 0usize..32, bit in 0u8..8) {
			let leaves = leaves(count);
			let index = seed % count;
			let root = root::<SoftSha256>(&leaves).unwrap();
			let path = path::<SoftSha256>(&leaves, index).unwrap();
			for node in 0..path.len() {
				let mut bad = path.clone();
				bad[node][byte] ^= 1 << bit;
				prop_assert_eq!(
					check(leaves[index], index as u64, count as u64, &bad, &root),
					Err(PathError::Root)
				);
			}
			let mut bad = leaves[index];
			bad[byte] ^= 1 << bit;
			prop_assert_eq!(check(bad, index as u64, count as u64, &path, &root), Err(PathError::Root));
		}
	}
}
