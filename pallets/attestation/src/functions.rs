//! What the call does, and what the runtime asks.

use super::*;
use bot_primitives::{
	merkle,
	payload::Payload,
	record::{index_key, DataBody, IndexedRecord},
	stream::WINDOW,
	traits::{HotDevice, Records},
	Record, RecordKind, RecordsFull, SequenceError, SigningContext, Standing,
};
use codec::Encode;
use frame::traits::Contains;
use polkadot_sdk::{frame_support::defensive, sp_io};

impl<T: Config> Pallet<T> {
	/// Checks all that could stand against the statement, the signature last, and gives the epoch
	/// of the device's keys.
	pub(crate) fn ensure_acceptable(
		device: DeviceIndex,
		statement: &DataStatement,
		signature: &Signature,
	) -> Result<u16, Refusal> {
		let hot = T::Devices::hot(device).ok_or(Refusal::UnknownDevice)?;
		Self::ensure_standing(&hot)?;
		ensure!(statement.commitment.is_consistent(), Refusal::Inconsistent);
		let call = Call::<T>::attest { device, statement: *statement, signature: *signature };
		let call = <T as Config>::RuntimeCall::from(call).into();
		ensure!(T::BaseCallFilter::contains(&call), Refusal::Filtered);
		ensure!(Self::takes_record(), Refusal::BlockFull);
		Self::next_head(device, &hot, statement)?;

		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let context =
			SigningContext { genesis_hash: genesis.into(), device_id: hot.id, epoch: hot.epoch };
		let bytes = statement.signing_bytes(&context);
		let signed = T::Devices::verify(&hot.signing_key, bytes.as_ref(), signature);
		ensure!(signed, Refusal::BadSignature);
		Ok(hot.epoch)
	}

	fn ensure_standing(hot: &HotDevice<T::AccountId>) -> Result<(), Refusal> {
		match T::Devices::standing_of(hot) {
			Standing::Active => {},
			Standing::Suspended => return Err(Refusal::Suspended),
			Standing::Recalled(_) => return Err(Refusal::Recalled),
			Standing::Retired => return Err(Refusal::Retired),
			Standing::Destroyed | Standing::Compromised => return Err(Refusal::DeviceGone),
		}
		let expired = hot.key_expires_at.is_some_and(|expires_at| expires_at <= T::Time::now());
		ensure!(!expired, Refusal::KeyExpired);
		ensure!(
			T::Members::are_in_standing(&hot.provider, &hot.operator),
			Refusal::MemberNotInStanding
		);
		Ok(())
	}

	/// Whether the block takes a further record.
	fn takes_record() -> bool {
		let taken = BlockRecords::<T>::decode_len().unwrap_or_default();
		u32::try_from(taken).is_ok_and(|taken| taken < T::MaxRecordsPerBlock::get())
	}

	/// The head of the stream before the statement in the epoch of the device's keys, and after it.
	fn next_head(
		device: DeviceIndex,
		hot: &HotDevice<T::AccountId>,
		statement: &DataStatement,
	) -> Result<(StreamHead, StreamHead), Refusal> {
		let before =
			StreamHeads::<T>::get(device).unwrap_or(StreamHead::new(hot.epoch)).in_epoch(hot.epoch);
		let block = frame_system::Pallet::<T>::block_number().saturated_into();
		let after = before
			.with_seq(statement.seq, WINDOW)
			.and_then(|head| head.with_rate(block, hot.rate))
			.map_err(|error| match error {
				SequenceError::Used | SequenceError::TooOld => Refusal::Used,
				SequenceError::TooFar => Refusal::TooFar,
				SequenceError::OverRate => Refusal::OverRate,
			})?;
		Ok((before, after))
	}

	/// Uses the sequence number and records the statement.
	///
	/// Never fails: a call that failed in a block would leave the number unused, and anyone could
	/// repeat it without a fee, for ever.
	pub(crate) fn do_attest(device: DeviceIndex, statement: DataStatement, signature: Signature) {
		let heads = T::Devices::hot(device)
			.ok_or(Refusal::UnknownDevice)
			.and_then(|hot| Ok((Self::next_head(device, &hot, &statement)?, hot)));
		let ((before, after), hot) = match heads {
			Ok(found) => found,
			Err(refusal) => {
				// Nothing runs between the check of the call and the call.
				defensive!("an authorized attestation is acceptable", refusal);
				return;
			},
		};
		StreamHeads::<T>::insert(device, after);

		let DataStatement { seq, commitment } = statement;
		let clock_suspect = commitment.is_clock_suspect(T::Time::now());
		let record = Record {
			kind: RecordKind::Data,
			device_id: hot.id,
			provider: hot.provider.into(),
			operator: hot.operator.into(),
			model: hot.model,
			key: hot.signing_key,
			protection: hot.protection,
			epoch: hot.epoch,
			seq,
			body: DataBody { commitment, clock_suspect }.encode(),
		};
		match Self::append_record(record, Some(signature)) {
			Ok(record) => {
				Self::deposit_event(Event::Attested { device, epoch: hot.epoch, seq, record });
			},
			Err(RecordsFull) => {
				defensive!("a block that takes no record authorizes no attestation");
			},
		}
		if after.unseen > before.unseen {
			let (epoch, total) = (hot.epoch, after.unseen);
			Self::deposit_event(Event::NumbersUnseen { device, epoch, total });
		}
	}

	/// Appends a record to the block's, indexes it off the chain, and gives its hash.
	fn append_record(record: Record, signature: Option<Signature>) -> Result<Hash256, RecordsFull> {
		let hash = record.leaf_hash::<HostSha256>();
		BlockRecords::<T>::try_append(hash).map_err(|()| RecordsFull)?;
		let indexed = IndexedRecord { record, signature };
		sp_io::offchain_index::set(&index_key::record(&hash), &indexed.encode());
		Ok(hash)
	}

	/// Makes the tree over the block's records, and forgets them.
	pub(crate) fn close_block() {
		let hashes = BlockRecords::<T>::take();
		let records = merkle::root::<HostSha256>(&hashes)
			.map(|root| RecordsOfBlock { count: hashes.len().saturated_into(), root });
		if let Some(RecordsOfBlock { root, .. }) = &records {
			sp_io::offchain_index::set(&index_key::hashes(root), &hashes.encode());
		}
		LastRecords::<T>::set(records);
	}

	/// What one record adds to the end of its block.
	pub fn weight_of_record() -> Weight {
		T::WeightInfo::on_finalize(1).saturating_sub(T::WeightInfo::on_finalize(0))
	}

	/// What a signature's type adds to a check that is measured with Ed25519.
	pub(crate) fn weight_of_signature(signature: &Signature) -> Weight {
		match signature {
			Signature::Ed25519(_) => Weight::zero(),
			Signature::EcdsaP256(_) => T::P256Weight::get(),
		}
	}

	/// Head of a device's stream in the epoch of its keys; none where it never attested in that.
	pub fn head_of(device: DeviceIndex) -> Option<StreamHead> {
		let hot = T::Devices::hot(device)?;
		StreamHeads::<T>::get(device).filter(|head| head.epoch == hot.epoch)
	}

	/// Number and root of the records of the last block that ended.
	pub fn records_of_block() -> RecordsOfBlock {
		LastRecords::<T>::get().unwrap_or_default()
	}
}

impl<T: Config> Records for Pallet<T> {
	fn append(record: Record) -> Result<Hash256, RecordsFull> {
		Self::append_record(record, None)
	}
}
