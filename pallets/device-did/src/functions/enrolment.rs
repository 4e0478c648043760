//! Production runs.

use super::*;
use bot_primitives::{
	merkle::{self, PathError, Sha256},
	EnrolledDevice,
};
use polkadot_sdk::sp_io;

/// SHA-256 by the host.
pub(crate) struct HostSha256;

impl Sha256 for HostSha256 {
	fn sha256(parts: &[&[u8]]) -> Hash256 {
		sp_io::hashing::sha2_256(&parts.concat())
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enrol(
		provider: T::AccountId,
		model: ModelId,
		root: Hash256,
		count: u32,
	) -> DispatchResult {
		Self::model_of(&provider, model)?;
		ensure!(count > 0, Error::<T>::EmptyEnrolment);
		let enrolment = NextEnrolmentId::<T>::get();
		let next = enrolment.checked_add(1).ok_or(Error::<T>::TooManyEnrolments)?;

		let deposit = Self::hold(&provider, deposits::enrolment::<T>())?;
		let since = Self::now().block;
		NextEnrolmentId::<T>::put(next);
		let run = Enrolment { model, root, count, activated: 0, since, deposit };
		Enrolments::<T>::insert(enrolment, run);
		Self::deposit_event(Event::Enrolled { enrolment, model, root, count });
		Ok(())
	}

	pub(crate) fn do_close_enrolment(
		provider: T::AccountId,
		enrolment: EnrolmentId,
	) -> DispatchResult {
		let run = Enrolments::<T>::get(enrolment).ok_or(Error::<T>::UnknownEnrolment)?;
		Self::model_of(&provider, run.model)?;
		Enrolments::<T>::remove(enrolment);
		Self::release(&run.deposit)?;
		Self::deposit_event(Event::EnrolmentClosed { enrolment, activated: run.activated });
		Ok(())
	}

	/// That the tree of `run` holds this device at `index`.
	pub(super) fn ensure_enrolled(
		run: &EnrolmentOf<T>,
		root_key: &PublicKey,
		index: u32,
		serial: Hash256,
		idevid: Option<Hash256>,
		path: &EnrolmentPath,
	) -> Result<(), Error<T>> {
		let device = EnrolledDevice { model: run.model, root_key: *root_key, serial, idevid };
		let leaf = device.leaf_hash::<HostSha256>();
		merkle::verify::<HostSha256>(leaf, index.into(), run.count.into(), path, &run.root).map_err(
			|error| match error {
				PathError::IndexOutOfRange => Error::<T>::IndexOutOfRange,
				PathError::Length => Error::<T>::WrongPathLength,
				PathError::Root => Error::<T>::NotEnrolled,
			},
		)
	}
}
