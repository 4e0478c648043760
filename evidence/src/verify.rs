//! The verification, link by link, from the trusted header down to the reading.

use alloc::vec::Vec;
use bot_primitives::{
	key_chain::KeyChain,
	merkle::{self, SoftSha256},
	payload::{DataStatement, Payload},
	record::{DataBody, RecordKind, SignedRecord},
	AccountBytes, Commitment, DeviceId, Hash256, KeyProtection, Millis, ModelId, PublicKey, Record,
	SigningContext,
};
use codec::DecodeAll;

use crate::{mmr, Anchor, BrokenLink, Evidence, Header};

/// What valid evidence proves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verdict {
	/// Hash of the genesis block of the chain.
	pub genesis_hash: Hash256,
	/// The device that signed.
	pub device_id: DeviceId,
	/// Who made the device.
	pub provider: AccountBytes,
	/// Who ran the device when the chain received the commitment.
	pub operator: AccountBytes,
	/// The device's model.
	pub model: ModelId,
	/// The key that signed.
	pub key: PublicKey,
	/// Whether this is the device's root key or a delegated one.
	pub signer: Signer,
	/// Epochs whose root key the one before did not sign, because it was lost: the chain took it
	/// from the members behind the device, and its word is what there is for it.
	pub recovered_epochs: Vec<u16>,
	/// How the device keeps its keys, as the provider declared.
	pub protection: KeyProtection,
	/// Epoch of the device's keys: how often its root key had been rotated.
	pub epoch: u16,
	/// Sequence number of the commitment in the epoch.
	pub seq: u64,
	/// What the device claims: the batch the reading is of, with its times and the form of its
	/// readings.
	pub commitment: Commitment,
	/// Whether the device's clock looked wrong when the chain received the commitment.
	pub clock_suspect: bool,
	/// Place of the reading in the batch.
	pub reading_index: u32,
	/// The reading, not one byte changed since the device committed to it.
	pub reading: Vec<u8>,
	/// When the chain received the commitment, by the chain's clock.
	pub received_at: Millis,
	/// Number of the block in which it did.
	pub block_number: u32,
	/// Hash of this block.
	pub block_hash: Hash256,
	/// Number of the trusted header.
	pub header_number: u32,
	/// Hash of the trusted header.
	pub header_hash: Hash256,
	/// The chain's time in the trusted header's block, if it is a checkpoint that is trusted.
	pub checkpoint_time: Option<Millis>,
}

/// In what role a key signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Signer {
	/// As the device's root key.
	Root,
	/// As a key to which the root key delegated signing.
	Delegated {
		/// When the delegation ends, by the chain's clock.
		expires_at: Millis,
	},
}

/// Checks `evidence` against `anchor`, and gives what it proves or the first link that is broken.
pub fn verify(evidence: &Evidence, anchor: &Anchor) -> Result<Verdict, BrokenLink> {
	let Evidence { genesis_hash, reading, leaf, .. } = evidence;
	let SignedRecord { record, signature } = &evidence.record;

	let (header, header_hash) = trusted_header(evidence, anchor)?;
	mmr::check(leaf, &evidence.mmr_items, header.number, &header.mmr_root()?)?;
	let checkpoint_time = match anchor {
		Anchor::HeaderHash(_) => None,
		Anchor::Checkpoint(trusted) => {
			let checkpoint = trusted.checkpoint().time;
			if leaf.time > checkpoint {
				return Err(BrokenLink::CheckpointTime { checkpoint, leaf: leaf.time });
			}
			Some(checkpoint)
		},
	};
	merkle::verify::<SoftSha256>(
		record.leaf_hash::<SoftSha256>(),
		evidence.record_index.into(),
		leaf.count.into(),
		&evidence.record_path,
		&leaf.records_root,
	)
	.map_err(BrokenLink::RecordPath)?;

	let (signer, recovered_epochs) =
		check_key_chain(&evidence.key_chain, record, genesis_hash, leaf.time)?;
	let DataBody { commitment, clock_suspect } = match record.kind {
		RecordKind::Data => {
			DataBody::decode_all(&mut record.body.as_slice()).map_err(|_| BrokenLink::RecordBody)?
		},
		RecordKind::Standing
		| RecordKind::SalesReport
		| RecordKind::VendResult
		| RecordKind::RevenueStatement => return Err(BrokenLink::RecordBody),
	};
	let statement = DataStatement { seq: record.seq, commitment };
	let message = statement.signing_bytes(&context(genesis_hash, record, record.epoch));
	if !record.key.verify(message.as_ref(), signature) {
		return Err(BrokenLink::RecordSignature);
	}

	if !commitment.is_consistent() {
		return Err(BrokenLink::Counts);
	}
	merkle::verify::<SoftSha256>(
		merkle::salted_leaf_hash::<SoftSha256>(&reading.salt, &reading.content),
		reading.index.into(),
		commitment.count.into(),
		&reading.path,
		&commitment.root,
	)
	.map_err(BrokenLink::Reading)?;

	Ok(Verdict {
		genesis_hash: *genesis_hash,
		device_id: record.device_id,
		provider: record.provider,
		operator: record.operator,
		model: record.model,
		key: record.key,
		signer,
		recovered_epochs,
		protection: record.protection,
		epoch: record.epoch,
		seq: record.seq,
		commitment,
		clock_suspect,
		reading_index: reading.index,
		reading: reading.content.clone(),
		received_at: leaf.time,
		block_number: leaf.number,
		block_hash: leaf.block_hash,
		header_number: header.number,
		header_hash,
		checkpoint_time,
	})
}

/// The header of the evidence and its hash, if it is the one that `anchor` trusts.
fn trusted_header(evidence: &Evidence, anchor: &Anchor) -> Result<(Header, Hash256), BrokenLink> {
	match anchor {
		Anchor::HeaderHash(hash) => Ok((Header::of_hash(hash, &evidence.header)?, *hash)),
		Anchor::Checkpoint(trusted) => {
			let checkpoint = trusted.checkpoint();
			if evidence.genesis_hash != checkpoint.genesis_hash {
				return Err(BrokenLink::CheckpointChain);
			}
			Ok((checkpoint.header(&evidence.header)?, checkpoint.header_hash))
		},
	}
}

fn context(genesis_hash: &Hash256, record: &Record, epoch: u16) -> SigningContext {
	SigningContext { genesis_hash: *genesis_hash, device_id: record.device_id, epoch }
}

/// Follows the device's keys from its id to the key that signed the record.
fn check_key_chain(
	chain: &KeyChain,
	record: &Record,
	genesis_hash: &Hash256,
	received_at: Millis,
) -> Result<(Signer, Vec<u16>), BrokenLink> {
	let mut recovered_epochs = Vec::new();
	let mut root_key = chain.first_root_key;
	if DeviceId::derive(&record.provider, &root_key) != record.device_id {
		return Err(BrokenLink::DeviceId);
	}
	let found = chain.rotations.len();
	if found != usize::from(record.epoch) {
		return Err(BrokenLink::RotationCount { epoch: record.epoch, found });
	}
	for (epoch, signed) in (0..record.epoch).zip(&chain.rotations) {
		let message = signed.rotation.signing_bytes(&context(genesis_hash, record, epoch));
		match &signed.by_old {
			Some(by_old) if !root_key.verify(message.as_ref(), by_old) => {
				return Err(BrokenLink::RotationByOldKey { epoch });
			},
			Some(_) => {},
			None => recovered_epochs.push(epoch.saturating_add(1)),
		}
		root_key = signed.rotation.new_key;
		if !root_key.verify(message.as_ref(), &signed.by_new) {
			return Err(BrokenLink::RotationByNewKey { epoch });
		}
	}
	let Some(signed) = &chain.delegation else {
		return if root_key == record.key {
			Ok((Signer::Root, recovered_epochs))
		} else {
			Err(BrokenLink::RootKey)
		};
	};
	let message = signed.delegation.signing_bytes(&context(genesis_hash, record, record.epoch));
	if !root_key.verify(message.as_ref(), &signed.signature) {
		return Err(BrokenLink::Delegation);
	}
	if signed.delegation.key != record.key {
		return Err(BrokenLink::DelegatedKey);
	}
	let expires_at = signed.delegation.expires_at;
	if received_at >= expires_at {
		return Err(BrokenLink::DelegationExpired);
	}
	Ok((Signer::Delegated { expires_at }, recovered_epochs))
}
