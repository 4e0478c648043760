//! The hot path: statements of devices.

use super::*;
use bot_primitives::{
	content,
	payload::Payload,
	record::DataBody,
	stream::WINDOW,
	traits::{DeviceStreams, Devices, HotDevice},
	RecordKind, SequenceError, SigningContext, Standing,
};
use codec::Encode;
use frame::traits::Contains;
use polkadot_sdk::frame_support::defensive;

/// On which terms a statement comes in.
#[derive(Clone, Copy)]
enum Terms {
	/// For nothing, so within the device's rate.
	Feeless,
	/// Somebody pays for it.
	Paid,
}

/// What stands for or against a statement whichever device makes it: read once in a call.
struct Circumstances<T: Config> {
	genesis_hash: Hash256,
	now: Millis,
	recalls: <T::Devices as Devices<T::AccountId>>::Recalls,
	not_in_standing: <T::Members as MemberRoles<T::AccountId>>::NotInStanding,
}

impl<T: Config> Circumstances<T> {
	fn new() -> Self {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		Self {
			genesis_hash: genesis.into(),
			now: T::Time::now(),
			recalls: T::Devices::recalls(),
			not_in_standing: T::Members::not_in_standing(),
		}
	}
}

/// A statement of a device, and the stream after it.
struct Due<T: Config> {
	device: DeviceIndex,
	hot: HotDevice<T::AccountId>,
	after: StreamHead,
}

impl<T: Config> Pallet<T> {
	/// Checks all that could stand against a feeless statement, the signature last, and gives the
	/// epoch of the device's keys.
	pub(crate) fn ensure_acceptable(
		device: DeviceIndex,
		statement: &DataStatement,
		signature: &Signature,
	) -> Result<u16, Refusal> {
		let call = Call::<T>::attest { device, statement: *statement, signature: *signature };
		let call = <T as Config>::RuntimeCall::from(call).into();
		ensure!(T::BaseCallFilter::contains(&call), Refusal::Filtered);
		ensure!(Self::takes_records(1), Refusal::BlockFull);
		let due =
			Self::ensure_due(&Circumstances::new(), device, statement, signature, Terms::Feeless)?;
		Ok(due.hot.epoch)
	}

	/// Uses the sequence number and records the statement.
	///
	/// Never fails: a call that failed in a block would leave the number unused, and anyone could
	/// repeat it without a fee, for ever.
	pub(crate) fn do_attest(device: DeviceIndex, statement: DataStatement, signature: Signature) {
		let due = T::Devices::hot(device)
			.ok_or(Refusal::UnknownDevice)
			.and_then(|hot| Self::due(device, hot, &statement, &signature, Terms::Feeless));
		match due {
			Ok(due) => {
				Self::record(due, statement, signature, T::Time::now());
				Self::count_records(1);
			},
			// Nothing runs between the check of the call and the call.
			Err(refusal) => {
				defensive!("an authorized attestation is acceptable", refusal);
			},
		}
	}

	/// Records the statements that nothing stands against, and tells what stands against the others.
	pub(crate) fn do_attest_many(statements: &[SignedStatement]) {
		let circumstances = Circumstances::new();
		let mut recorded = 0u32;
		for (item, signed) in (0u32..).zip(statements) {
			let SignedStatement { device, statement, signature } = *signed;
			match Self::ensure_due(&circumstances, device, &statement, &signature, Terms::Paid) {
				Ok(due) => {
					Self::record(due, statement, signature, circumstances.now);
					recorded = recorded.saturating_add(1);
				},
				Err(refusal) => {
					let seq = statement.seq;
					Self::deposit_event(Event::StatementRefused { item, device, seq, refusal });
				},
			}
		}
		Self::count_records(recorded);
	}

	/// Checks all that could stand against a statement, the signature last, because it costs the most.
	fn ensure_due(
		circumstances: &Circumstances<T>,
		device: DeviceIndex,
		statement: &DataStatement,
		signature: &Signature,
		terms: Terms,
	) -> Result<Due<T>, Refusal> {
		let hot = T::Devices::hot(device).ok_or(Refusal::UnknownDevice)?;
		Self::ensure_standing(circumstances, &hot)?;
		ensure!(statement.commitment.is_consistent(), Refusal::Inconsistent);
		ensure!(content::is_registered(statement.commitment.content), Refusal::UnknownContent);
		let due = Self::due(device, hot, statement, signature, terms)?;

		let Circumstances { genesis_hash, .. } = *circumstances;
		let HotDevice { id: device_id, epoch, signing_key, .. } = &due.hot;
		let context = SigningContext { genesis_hash, device_id: *device_id, epoch: *epoch };
		let bytes = statement.signing_bytes(&context);
		let signed = T::Devices::verify(signing_key, bytes.as_ref(), signature);
		ensure!(signed, Refusal::BadSignature);
		Ok(due)
	}

	fn ensure_standing(
		circumstances: &Circumstances<T>,
		hot: &HotDevice<T::AccountId>,
	) -> Result<(), Refusal> {
		let Circumstances { now, recalls, not_in_standing, .. } = circumstances;
		match T::Devices::standing_of(recalls, hot) {
			Standing::Active => {},
			Standing::Suspended => return Err(Refusal::Suspended),
			Standing::Recalled(_) => return Err(Refusal::Recalled),
			Standing::Retired => return Err(Refusal::Retired),
			Standing::Destroyed | Standing::Compromised => return Err(Refusal::DeviceGone),
		}
		let expired = hot.key_expires_at.is_some_and(|expires_at| expires_at <= *now);
		ensure!(!expired, Refusal::KeyExpired);
		ensure!(
			T::Members::are_in_standing(not_in_standing, &hot.provider, &hot.operator),
			Refusal::MemberNotInStanding
		);
		Ok(())
	}

	/// The stream of the device after the statement, in the epoch of the device's keys.
	fn due(
		device: DeviceIndex,
		hot: HotDevice<T::AccountId>,
		statement: &DataStatement,
		signature: &Signature,
		terms: Terms,
	) -> Result<Due<T>, Refusal> {
		let before = hot.stream.in_epoch(hot.epoch);
		let after = match terms {
			Terms::Feeless => {
				let block = frame_system::Pallet::<T>::block_number().saturated_into();
				before
					.with_seq(statement.seq, WINDOW)
					.and_then(|head| head.with_rate(block, hot.rate, Self::cost_of(signature)))
			},
			Terms::Paid => before.with_seq(statement.seq, PAID_REACH),
		}
		.map_err(|error| match error {
			SequenceError::Used | SequenceError::TooOld => Refusal::Used,
			SequenceError::TooFar => Refusal::TooFar,
			SequenceError::OverRate => Refusal::OverRate,
		})?;
		Ok(Due { device, hot, after })
	}

	/// Uses the sequence number of a statement, and records it. The record is still to be counted.
	fn record(due: Due<T>, statement: DataStatement, signature: Signature, now: Millis) {
		let Due { device, hot, after } = due;
		let before = hot.stream.in_epoch(hot.epoch);
		let DataStatement { seq, commitment } = statement;
		let clock_suspect = commitment.is_clock_suspect(now);
		let epoch = hot.epoch;
		let body = DataBody { commitment, clock_suspect }.encode();
		let record = hot.record(RecordKind::Data, seq, body);
		T::Devices::keep_stream(device, hot, after);
		let record = Self::append_record(record, Some(signature));
		Self::deposit_event(Event::Attested { device, epoch, seq, record });
		if after.unseen > before.unseen {
			let total = after.unseen;
			Self::deposit_event(Event::NumbersUnseen { device, epoch, total });
		}
	}

	/// How many intervals of its rate a statement takes up: as many as its check is dearer than one
	/// with Ed25519.
	fn cost_of(signature: &Signature) -> u16 {
		match signature {
			Signature::Ed25519(_) => 1,
			Signature::EcdsaP256(_) => T::P256Cost::get(),
		}
	}

	/// The check of the call, less what the weight of every extrinsic holds for a signer, since that is
	/// measured with signed ones.
	fn weight_of_check() -> Weight {
		T::WeightInfo::authorize_attest().saturating_sub(T::SignerWeight::get())
	}

	/// The check of the call, with this signature.
	pub(crate) fn weight_of_authorize_attest(signature: &Signature) -> Weight {
		Self::weight_of_check().saturating_add(Self::weight_of_signature(signature))
	}

	/// What the call adds to its check.
	///
	/// Both are measured together, as a block does both, because the call reads again what its check
	/// has read.
	pub(crate) fn weight_of_attest() -> Weight {
		T::WeightInfo::attest()
			.saturating_sub(T::SignerWeight::get())
			.saturating_sub(Self::weight_of_check())
			.saturating_add(Self::weight_of_records(1))
	}

	pub(crate) fn weight_of_attest_many(statements: &[SignedStatement]) -> Weight {
		let count = statements.len().saturated_into();
		statements.iter().fold(
			T::WeightInfo::attest_many(count).saturating_add(Self::weight_of_records(count)),
			|weight, signed| weight.saturating_add(Self::weight_of_signature(&signed.signature)),
		)
	}
}
