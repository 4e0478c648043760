//! What the calls do, and what other pallets and the runtime API ask.

mod attached;
mod enrolment;
mod keys;
mod models;
mod queries;
mod recovery;
mod registration;
mod standing;
mod transfer;

#[cfg(feature = "runtime-benchmarks")]
pub(crate) use enrolment::HostSha256;

use super::*;
use bot_primitives::{key::KeyError, payload::Payload, traits::Devices, Role, SigningContext};
use frame::traits::{tokens::Precision, Footprint};

/// A device that `who` may manage, and by which right.
struct Managed<T: Config> {
	hot: HotDeviceOf<T>,
	details: DeviceDetailsOf<T>,
	as_provider: bool,
	as_operator: bool,
}

impl<T: Config> Pallet<T> {
	/// What is known of a device.
	fn known(device: DeviceIndex) -> Result<(HotDeviceOf<T>, DeviceDetailsOf<T>), Error<T>> {
		let hot =
			HotDevices::<T>::get(OrderedIndex::from(device)).ok_or(Error::<T>::UnknownDevice)?;
		let details = Details::<T>::get(device).ok_or(Error::<T>::UnknownDevice)?;
		Ok((hot, details))
	}

	/// What is known of a device that is not gone and that `who` may manage.
	fn managed_by(who: &T::AccountId, device: DeviceIndex) -> Result<Managed<T>, Error<T>> {
		let (hot, details) = Self::known(device)?;
		ensure!(!hot.state.is_final(), Error::<T>::DeviceGone);
		// A suspended or removed member manages nothing, whatever it made or runs.
		let as_provider = hot.provider == *who && T::Members::has_role(who, Role::Provider);
		let as_operator = hot.operator == *who && T::Members::has_role(who, Role::Operator);
		ensure!(as_provider || as_operator, Error::<T>::NotAuthorized);
		Ok(Managed { hot, details, as_provider, as_operator })
	}

	fn now() -> Moment<BlockNumberFor<T>> {
		Moment { block: frame_system::Pallet::<T>::block_number(), time: T::Time::now() }
	}

	/// Marks a change, and gives the block of it.
	fn touch(details: &mut DeviceDetailsOf<T>) -> BlockNumberFor<T> {
		details.updated = Self::now();
		// A counter that stops at four billion changes harms nobody.
		details.version = details.version.saturating_add(1);
		details.updated.block
	}

	/// Holds the deposit for `footprint` from `payer`.
	pub(crate) fn hold(
		payer: &T::AccountId,
		footprint: Footprint,
	) -> Result<DepositOf<T>, DispatchError> {
		let amount = Self::price(footprint)?;
		T::Currency::hold(&HoldReason::Storage.into(), payer, amount)?;
		Ok(Deposit { payer: payer.clone(), amount })
	}

	/// Gives a deposit back to who paid it.
	fn release(deposit: &DepositOf<T>) -> DispatchResult {
		let Deposit { payer, amount } = deposit;
		T::Currency::release(&HoldReason::Storage.into(), payer, *amount, Precision::BestEffort)?;
		Ok(())
	}

	/// The deposit for `footprint`.
	pub fn price(footprint: Footprint) -> Result<BalanceOf<T>, DispatchError> {
		let times = |price: BalanceOf<T>, count: u64| {
			let count = BalanceOf::<T>::try_from(count).map_err(|_| ArithmeticError::Overflow)?;
			price.ensure_mul(count)
		};
		Ok(times(T::ItemDeposit::get(), footprint.count)?
			.ensure_add(times(T::ByteDeposit::get(), footprint.size)?)?)
	}

	fn ensure_usable(key: &PublicKey) -> DispatchResult {
		key.check().map_err(|error| match error {
			KeyError::SmallOrder => Error::<T>::WeakKey,
			KeyError::NotOnCurve => Error::<T>::KeyNotOnCurve,
		})?;
		Ok(())
	}

	fn ensure_signed_by(
		key: &PublicKey,
		device_id: DeviceId,
		epoch: u16,
		payload: &impl Payload,
		signature: &Signature,
	) -> DispatchResult {
		let bytes = payload.signing_bytes(&Self::signing_context(device_id, epoch));
		ensure!(
			<Self as Devices<_>>::verify(key, bytes.as_ref(), signature),
			Error::<T>::BadSignature
		);
		Ok(())
	}

	fn signing_context(device_id: DeviceId, epoch: u16) -> SigningContext {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		SigningContext { genesis_hash: genesis.into(), device_id, epoch }
	}

	/// What a key's type adds to the weight of a call that takes a key: an Ed25519 key is measured
	/// with the call, a point of P-256 has to be found on its curve, which costs less than to verify
	/// a signature with it.
	pub(crate) fn weight_of_key(key: &PublicKey) -> Weight {
		match key {
			PublicKey::Ed25519(_) => Weight::zero(),
			PublicKey::EcdsaP256(_) => T::WeightInfo::verify_p256(),
		}
	}

	/// What a signature's type adds to the weight of a call that checks it: an Ed25519 signature is
	/// measured with the call.
	pub(crate) fn weight_of_signature(signature: &Signature) -> Weight {
		match signature {
			Signature::Ed25519(_) => Weight::zero(),
			Signature::EcdsaP256(_) => T::WeightInfo::verify_p256(),
		}
	}
}

/// Whether `uri` has the form of a URI (RFC 3986): a scheme, a colon, and characters that may stand
/// in one.
fn is_uri(uri: &[u8]) -> bool {
	let Some(colon) = uri.iter().position(|byte| *byte == b':') else { return false };
	let (scheme, rest) = uri.split_at(colon);
	let in_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
	let in_rest = |byte: &u8| {
		byte.is_ascii_graphic()
			&& !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
	};
	scheme.first().is_some_and(u8::is_ascii_alphabetic)
		&& scheme.iter().all(in_scheme)
		&& rest.len() > 1
		&& rest.iter().all(in_rest)
}

/// Whether `text` is UTF-8 that can be shown: not empty, without control characters.
fn is_text(text: &[u8]) -> bool {
	core::str::from_utf8(text)
		.is_ok_and(|text| !text.is_empty() && !text.chars().any(char::is_control))
}
