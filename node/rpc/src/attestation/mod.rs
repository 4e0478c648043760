//! Streams of attestations, their records, and proofs of these.

mod archive;
mod prove;
mod record;
mod slots;
#[cfg(test)]
mod tests;
mod verify;

use std::{sync::Arc, thread, time::Duration};

use bot_primitives::{DeviceId, DeviceIndex, StreamHead};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_attestation_runtime_api::AttestationApi as AttestationRuntimeApi;
use pallet_device_did::DeviceInfo;
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use polkadot_sdk::{
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::offchain::OffchainStorage,
	substrate_prometheus_endpoint::{Counter, U64},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
	block_or_best,
	did::device,
	error::Error,
	index::{EvidenceIndex, Place},
	mmr::{Mmr, OffchainMmr},
	AccountId, Block, BlockNumber, Hash,
};
use slots::Slots;

pub use archive::{Archive, ArchivedBlock, ArchivedKeyChain, MAX_ANSWER, MAX_RECORDS, RECORD_LEN};
pub use prove::RecordProof;
pub use record::{
	Body, CommitmentFields, DataFields, FoundRecord, Key, Protection, RecordFields, SignatureBytes,
	StandingChangeFields, StandingFields, Target,
};
pub use slots::{MAX_AT_ONCE, MAX_WAIT, MAX_WAITING};
pub use verify::{BrokenEvidence, Reading, SignedBy, ValidEvidence, Verification};

/// How often, and after which delay, it is seen whether the index has taken up what is final. It
/// does so in the milliseconds after a block became final.
const INDEX_TRIES: u32 = 20;
const INDEX_DELAY: Duration = Duration::from_millis(10);

/// Methods about attestations.
///
/// Of those that prove, archive or verify, a node carries out [`MAX_AT_ONCE`] at a time; [`MAX_WAITING`]
/// more wait for [`MAX_WAIT`] at most.
#[rpc(client, server)]
pub trait AttestationApi {
	/// The state of the stream of the device `did`.
	///
	/// It is that of the epoch in which the device's keys were in block `at`. So a past epoch's last
	/// state, with all that it misses, is that of the last block before the epoch ended, on a node
	/// that keeps the states of old blocks.
	///
	/// `missing` are the numbers in the window that were not used, and may come yet. The numbers that
	/// left the window unused are counted in `unseen` alone. Which of them these are is known to the
	/// index of the records, for any epoch and without old states: `attestation_record` answers 9020
	/// for a number below `nextSeq` that has no record.
	#[method(name = "attestation_stream", blocking)]
	fn stream(&self, did: String, at: Option<Hash>) -> RpcResult<Stream>;

	/// The record with the number `number` in `epoch` of the device `did`, with the signature that
	/// the chain checked and its place. It is of a finalized block, not after the block `at`.
	#[method(name = "attestation_record", blocking)]
	fn record(
		&self,
		did: String,
		epoch: u16,
		// The macro keeps a variable named `seq`.
		#[argument(rename = "seq")] number: u64,
		at: Option<Hash>,
	) -> RpcResult<FoundRecord>;

	/// The record with this hash, of any kind: changes of standing have no number in a stream. Where
	/// the same is recorded more than once, as a recall may be, the place is the last one.
	#[method(name = "attestation_recordByHash", blocking)]
	fn record_by_hash(&self, hash: Hash, at: Option<Hash>) -> RpcResult<FoundRecord>;

	/// All that proves the record with the number `number` in `epoch` of the device `did`, up to the
	/// header `at`, which is finalized.
	#[method(name = "attestation_prove", blocking)]
	fn prove(
		&self,
		did: String,
		epoch: u16,
		#[argument(rename = "seq")] number: u64,
		at: Option<Hash>,
	) -> RpcResult<RecordProof>;

	/// What the evidence file `file` proves, or which of its links is broken. `file` is the file's
	/// JSON, or its text.
	///
	/// The anchor is the header with the hash `trust`; without it, any finalized header of this
	/// node's chain. Who trusts no node verifies with `bot verify` or the library `bot-evidence`.
	#[method(name = "attestation_verify", blocking)]
	fn verify(&self, file: Value, trust: Option<Hash>) -> RpcResult<Verification>;

	/// What the chain recorded in the blocks from `from` on, at most `limit` of them and those before
	/// the finalized header `at` alone: each block's leaf in the Merkle Mountain Range and its
	/// records, with the key chains of the records' keys.
	///
	/// The answer ends early, after a whole block, where there are many records. The next part is
	/// from `from` plus the number of blocks in the answer, with the answer's `headerHash` as `at`;
	/// there is none after an answer without blocks.
	#[method(name = "attestation_archive", blocking)]
	fn archive(&self, from: BlockNumber, limit: u32, at: Option<Hash>) -> RpcResult<Archive>;
}

/// The state of a device's stream.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
	/// Number of the device.
	pub device: DeviceIndex,
	/// Epoch of the device's keys.
	pub epoch: u16,
	/// One above the highest number used.
	pub next_seq: u64,
	/// How many numbers left the window unused.
	pub unseen: u32,
	/// The numbers in the window that were not used.
	pub missing: Vec<u64>,
	/// Theoretical arrival time, in thousandths of a block since genesis.
	pub tat: u64,
}

/// The server's side of [`AttestationApiServer`].
pub struct AttestationRpc<C, S, M> {
	client: Arc<C>,
	index: EvidenceIndex<S>,
	mmr: M,
	slots: Slots,
	proofs: Option<Counter<U64>>,
}

impl<C, S: OffchainStorage> AttestationRpc<C, S, OffchainMmr<C, S>> {
	/// Answers from `client` and from what the off-chain `storage` holds, and counts the proofs that it
	/// gives out in `proofs`.
	pub fn new(client: Arc<C>, storage: S, proofs: Option<Counter<U64>>) -> Self {
		let mmr = OffchainMmr::new(client.clone(), storage.clone());
		Self { client, index: EvidenceIndex::new(storage), mmr, slots: Slots::default(), proofs }
	}
}

impl<C, S, M> AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage,
	M: Mmr,
{
	fn stream_of(&self, did: &str, at: Option<Hash>) -> Result<Stream, Error> {
		let block = block_or_best(&*self.client, at)?;
		let (_, device) = device(&*self.client, block, did)?;
		let head = self.stream_head(block, &device)?;
		Ok(Stream {
			device: device.index,
			epoch: head.epoch,
			next_seq: head.next_seq,
			unseen: head.unseen,
			missing: head.missing().collect(),
			tat: head.tat,
		})
	}

	fn stream_head(
		&self,
		block: Hash,
		device: &DeviceInfo<AccountId>,
	) -> Result<StreamHead, Error> {
		let head = self.client.runtime_api().stream_head(block, device.index)?;
		Ok(head.unwrap_or(StreamHead::new(device.hot.epoch)))
	}

	/// The device that `did` names, and where its record stands.
	fn locate(&self, did: &str, epoch: u16, seq: u64) -> Result<(DeviceId, Place), Error> {
		// All is read at the best block: the past does not depend on it, and the state of an earlier
		// one may be pruned.
		let best = self.client.info().best_hash;
		let (id, device) = device(&*self.client, best, did)?;
		let place = || self.index.place(&id, epoch, seq);
		// A record never moves, so what is found needs no waiting.
		let place = place().or_else(|| {
			self.wait_for_index();
			place()
		});
		match place {
			Some(place) => Ok((id, place)),
			None => Err(self.why_no_place(&device, epoch, seq)?),
		}
	}

	/// Gives the index a moment to take up what is final.
	fn wait_for_index(&self) {
		let finalized = self.client.info().finalized_number;
		for _ in 0..INDEX_TRIES {
			if self.index.progress().indexed >= finalized {
				break;
			}
			thread::sleep(INDEX_DELAY);
		}
	}

	/// Tells a record that the index does not hold yet from one that it does not hold at all.
	fn why_no_place(
		&self,
		device: &DeviceInfo<AccountId>,
		epoch: u16,
		seq: u64,
	) -> Result<Error, Error> {
		let head = self.stream_head(self.client.info().best_hash, device)?;
		let is_used = head.epoch == epoch
			&& seq < head.next_seq
			&& head.missing().all(|unused| unused != seq);
		Ok(if is_used { self.not_indexed() } else { Error::UnknownRecord })
	}

	/// Why the index holds no place of a record that some block has.
	fn not_indexed(&self) -> Error {
		if self.index.progress().indexed >= self.client.info().best_number {
			Error::UnknownRecord
		} else {
			Error::RecordNotFinal
		}
	}
}

impl<C, S, M> AttestationApiServer for AttestationRpc<C, S, M>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api: AttestationRuntimeApi<Block> + DeviceDidRuntimeApi<Block, AccountId>,
	S: OffchainStorage + 'static,
	M: Mmr + Send + Sync + 'static,
{
	fn stream(&self, did: String, at: Option<Hash>) -> RpcResult<Stream> {
		Ok(self.stream_of(&did, at)?)
	}

	fn record(
		&self,
		did: String,
		epoch: u16,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<FoundRecord> {
		Ok(self.numbered_record(&did, epoch, number, at)?)
	}

	fn record_by_hash(&self, hash: Hash, at: Option<Hash>) -> RpcResult<FoundRecord> {
		Ok(self.hashed_record(hash, at)?)
	}

	fn prove(
		&self,
		did: String,
		epoch: u16,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<RecordProof> {
		let _slot = self.slots.take()?;
		let proof = self.proof(&did, epoch, number, at)?;
		if let Some(proofs) = &self.proofs {
			proofs.inc();
		}
		Ok(proof)
	}

	fn verify(&self, file: Value, trust: Option<Hash>) -> RpcResult<Verification> {
		let _slot = self.slots.take()?;
		Ok(self.verification(file, trust)?)
	}

	fn archive(&self, from: BlockNumber, limit: u32, at: Option<Hash>) -> RpcResult<Archive> {
		let _slot = self.slots.take()?;
		Ok(self.part_of_archive(from, limit, at)?)
	}
}
