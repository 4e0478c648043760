//! The records of a block, and the tree over them.

use super::*;
use bot_primitives::{merkle, record::index_key, traits::Records, Record, RecordsFull};
use codec::Encode;
use polkadot_sdk::sp_io;

impl<T: Config> Pallet<T> {
	/// Whether the block takes so many further records.
	pub(crate) fn takes_records(count: u32) -> bool {
		BlockRecordCount::<T>::get().saturating_add(count) <= T::MaxRecordsPerBlock::get()
	}

	/// Counts records that were appended.
	pub(super) fn count_records(count: u32) {
		BlockRecordCount::<T>::mutate(|all| *all = all.saturating_add(count));
	}

	/// Appends a record to the block's, which takes one, indexes it off the chain, and gives its hash.
	/// It is still to be counted.
	pub(super) fn append_record(record: Record, signature: Option<Signature>) -> Hash256 {
		let mut bytes = record.encode();
		let hash = merkle::leaf_hash::<HostSha256>(&bytes);
		// Not `try_append`, which would look at the whole list for its length each time.
		sp_io::storage::append(&BlockRecords::<T>::hashed_key(), hash.encode());
		// An `IndexedRecord`, without encoding the record once more.
		signature.encode_to(&mut bytes);
		sp_io::offchain_index::set(&index_key::record(&hash), &bytes);
		hash
	}

	fn append_one(record: Record, signature: Option<Signature>) -> Result<Hash256, RecordsFull> {
		ensure!(Self::takes_records(1), RecordsFull);
		Self::count_records(1);
		Ok(Self::append_record(record, signature))
	}

	/// Makes the tree over the block's records, and forgets them.
	pub(crate) fn close_block() {
		BlockRecordCount::<T>::kill();
		let hashes = BlockRecords::<T>::take();
		let records = merkle::root::<HostSha256>(&hashes)
			.map(|root| RecordsOfBlock { count: hashes.len().saturated_into(), root });
		if let Some(RecordsOfBlock { root, .. }) = &records {
			sp_io::offchain_index::set(&index_key::hashes(root), &hashes.encode());
		}
		LastRecords::<T>::set(records);
	}

	/// What `count` records add to the end of their block.
	pub fn weight_of_records(count: u32) -> Weight {
		T::WeightInfo::on_finalize(count).saturating_sub(T::WeightInfo::on_finalize(0))
	}

	/// Number and root of the records of the last block that ended.
	pub fn records_of_block() -> RecordsOfBlock {
		LastRecords::<T>::get().unwrap_or_default()
	}

	/// What became of the attestations of the last block that ended, as its events tell. For clients:
	/// the chain itself never reads events.
	pub fn statements_of_block() -> StatementsOfBlock
	where
		<T as frame_system::Config>::RuntimeEvent: TryInto<Event<T>>,
	{
		let mut statements = StatementsOfBlock::default();
		for event in frame_system::Pallet::<T>::read_events_for_pallet() {
			match event {
				Event::Attested { .. } => {
					statements.recorded = statements.recorded.saturating_add(1);
				},
				Event::StatementRefused { refusal, .. } => statements.count_refusal(refusal),
				_ => {},
			}
		}
		statements
	}
}

impl StatementsOfBlock {
	fn count_refusal(&mut self, refusal: Refusal) {
		match self.refused.iter_mut().find(|(reason, _)| *reason == refusal) {
			Some((_, count)) => *count = count.saturating_add(1),
			None => self.refused.push((refusal, 1)),
		}
	}
}

impl<T: Config> Records for Pallet<T> {
	fn takes_record() -> bool {
		Self::takes_records(1)
	}

	fn append_signed(record: Record, signature: Signature) -> Result<Hash256, RecordsFull> {
		Self::append_one(record, Some(signature))
	}

	fn append(record: Record) -> Result<Hash256, RecordsFull> {
		Self::append_one(record, None)
	}
}
