//! Proofs of leaves of the Merkle Mountain Range.

use std::{ops::Range, sync::Arc};

use polkadot_sdk::{
	sp_api::{ApiExt, ProvideRuntimeApi},
	sp_blockchain::HeaderBackend,
	sp_core::offchain::{storage::OffchainDb, OffchainDbExt, OffchainStorage},
	sp_mmr_primitives::MmrApi,
};

use crate::{error::Error, Block, BlockNumber, Hash};

/// A leaf as it is encoded, and the nodes that lead from it to the root.
pub type ProvedLeaf = (Vec<u8>, Vec<Hash>);

/// Proves leaves. A trait, because a mocked runtime API reads no off-chain storage.
pub trait Mmr {
	/// The leaf for block `number`, and what leads from it to the root in the header of block `by`.
	fn prove(&self, number: BlockNumber, by: BlockNumber) -> Result<ProvedLeaf, Error>;

	/// The leaves for the blocks `numbers`, each as it is encoded. The header of block `by` commits to
	/// them.
	fn leaves(&self, numbers: Range<BlockNumber>, by: BlockNumber) -> Result<Vec<Vec<u8>>, Error>;
}

/// The Merkle Mountain Range of the chain, whose nodes are in the off-chain storage.
pub struct OffchainMmr<C, S> {
	client: Arc<C>,
	storage: OffchainDb<S>,
}

impl<C, S> OffchainMmr<C, S> {
	/// The one whose nodes are in `storage`.
	pub fn new(client: Arc<C>, storage: S) -> Self {
		Self { client, storage: OffchainDb::new(storage) }
	}
}

impl<C, S> OffchainMmr<C, S>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: MmrApi<Block, Hash, BlockNumber>,
	S: OffchainStorage + 'static,
{
	/// The leaves for these blocks, and what leads from them to the root in the header of block `by`.
	fn generate(
		&self,
		numbers: Range<BlockNumber>,
		by: BlockNumber,
	) -> Result<(Vec<Vec<u8>>, Vec<Hash>), Error> {
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(self.storage.clone()));
		// A leaf goes by the number of the block that appended it, which is the next one.
		let appended_by = numbers.map(|number| number.saturating_add(1)).collect();
		let (leaves, proof) = api
			.generate_proof(self.client.info().best_hash, appended_by, Some(by))?
			.map_err(|_| Error::IncompleteIndex("nodes of the Merkle Mountain Range"))?;
		Ok((leaves.into_iter().map(|leaf| leaf.0).collect(), proof.items))
	}

	/// mmr-gadget moves the nodes of a block that was finalized just now from one key to another. What
	/// is found under neither key while that happens is found the second time.
	fn generate_again(
		&self,
		numbers: Range<BlockNumber>,
		by: BlockNumber,
	) -> Result<(Vec<Vec<u8>>, Vec<Hash>), Error> {
		self.generate(numbers.clone(), by).or_else(|_| self.generate(numbers, by))
	}
}

impl<C, S> Mmr for OffchainMmr<C, S>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: MmrApi<Block, Hash, BlockNumber>,
	S: OffchainStorage + 'static,
{
	fn prove(&self, number: BlockNumber, by: BlockNumber) -> Result<ProvedLeaf, Error> {
		let (leaves, nodes) = self.generate_again(number..number.saturating_add(1), by)?;
		Ok((leaves.into_iter().next().unwrap_or_default(), nodes))
	}

	fn leaves(&self, numbers: Range<BlockNumber>, by: BlockNumber) -> Result<Vec<Vec<u8>>, Error> {
		Ok(self.generate_again(numbers, by)?.0)
	}
}
