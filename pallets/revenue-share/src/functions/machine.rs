//! What machines sign: checks, and records.

use super::*;
use bot_primitives::{
	payload::Payload,
	traits::{Devices, HotDevice, MemberRoles, Records},
	Hash256, RecordKind, RecordsFull, Refusal, Sha256, Signature, SigningContext,
};
use frame::deps::sp_runtime::transaction_validity::TransactionValidityWithRefund;
use polkadot_sdk::sp_io;

/// SHA-256 by the host.
pub(crate) struct HostSha256;

impl Sha256 for HostSha256 {
	fn sha256(parts: &[&[u8]]) -> Hash256 {
		sp_io::hashing::sha2_256(&parts.concat())
	}
}

impl<T: Config> Pallet<T> {
	/// Checks that the machine may be believed and that the statement is its own, the signature last,
	/// because it costs the most.
	///
	/// A machine that is suspended, recalled or retired may still tell what happened. Others may hold
	/// the key of one that is gone.
	pub(crate) fn ensure_signed_by_machine(
		hot: &HotDevice<T::AccountId>,
		payload: &impl Payload,
		signature: &Signature,
	) -> Result<(), Refusal> {
		ensure!(!hot.state.is_final(), Refusal::DeviceGone);
		let now = Self::now();
		let expired = hot.key_expires_at.is_some_and(|expires_at| expires_at <= now);
		ensure!(!expired, Refusal::KeyExpired);
		let not_in_standing = T::Members::not_in_standing();
		ensure!(
			T::Members::are_in_standing(&not_in_standing, &hot.provider, &hot.operator),
			Refusal::MemberNotInStanding
		);
		ensure!(T::Records::takes_record(), Refusal::BlockFull);

		let context = SigningContext {
			genesis_hash: Self::genesis_hash(),
			device_id: hot.id,
			epoch: hot.epoch,
		};
		let bytes = payload.signing_bytes(&context);
		let signed = T::Devices::verify(&hot.signing_key, bytes.as_ref(), signature);
		ensure!(signed, Refusal::BadSignature);
		Ok(())
	}

	/// Records a statement that [`Self::ensure_signed_by_machine`] let in, and gives the record's hash.
	pub(crate) fn record_signed(
		kind: RecordKind,
		hot: HotDevice<T::AccountId>,
		seq: u64,
		body: &impl Encode,
		signature: Signature,
	) -> Result<Hash256, RecordsFull> {
		let record = hot.record(kind, seq, body.encode());
		T::Records::append_signed(record, signature)
	}

	pub(crate) fn genesis_hash() -> Hash256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into()
	}

	/// What a signature's type adds to a check that is measured with Ed25519.
	pub(crate) fn weight_of_signature(signature: &Signature) -> Weight {
		match signature {
			Signature::Ed25519(_) => Weight::zero(),
			Signature::EcdsaP256(_) => T::P256Weight::get(),
		}
	}
}

/// How many blocks a machine's statement stays in the pool.
pub(crate) const LONGEVITY: TransactionLongevity = 64;

/// What the pool is told of a machine's statement that was checked: `prefix` and `tag` name it, so that
/// it is there once.
pub(super) fn validity(
	checked: Result<(), Refusal>,
	prefix: &'static str,
	tag: impl Encode,
) -> TransactionValidityWithRefund {
	checked.map_err(invalid_transaction)?;
	ValidTransaction::with_tag_prefix(prefix)
		.priority(0)
		.and_provides(tag)
		.longevity(LONGEVITY)
		.propagate(true)
		.build()
		.map(|validity| (validity, Weight::zero()))
}

/// The pool's name for a refusal.
pub fn invalid_transaction(refusal: Refusal) -> InvalidTransaction {
	match refusal {
		Refusal::Used => InvalidTransaction::Stale,
		Refusal::OverRate => InvalidTransaction::Future,
		// The one refusal that lets a block's author keep the transaction for the next block.
		Refusal::BlockFull => InvalidTransaction::ExhaustsResources,
		Refusal::Filtered => InvalidTransaction::Call,
		Refusal::BadSignature => InvalidTransaction::BadProof,
		other => InvalidTransaction::Custom(other.number().unwrap_or_default()),
	}
}
