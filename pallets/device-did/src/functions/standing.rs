//! Whether devices may act.

use super::*;
use alloc::vec::Vec;
use bot_primitives::{
	standing::{StandingBody, StandingChange},
	traits::{HotDevice, Records},
	DeviceState, RecallReason, RecallTarget, Record, RecordKind,
};
use codec::Encode;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_state(
		by: T::AccountId,
		device: DeviceIndex,
		state: DeviceState,
	) -> DispatchResult {
		let Managed { mut hot, mut details, as_provider, as_operator } =
			Self::managed_by(&by, device)?;
		use DeviceState::{Active, Compromised, Destroyed, Retired, Suspended};
		let may = match (hot.state, state) {
			(Active, Suspended) | (Suspended, Active) => as_operator,
			(Retired, Active) => as_provider,
			(Active | Suspended, Retired)
			| (Active | Suspended | Retired, Destroyed | Compromised) => true,
			_ => return Err(Error::<T>::InvalidTransition.into()),
		};
		ensure!(may, Error::<T>::NotAuthorized);

		// What was offered or asked for was so in another state.
		Self::end_transfer(device)?;
		Self::end_recovery(device)?;
		Self::touch(&mut details);
		hot.state = state;
		let body = StandingBody { by: by.clone().into(), change: StandingChange::State(state) };
		let seq = details.version.into();
		let record = Self::record(hot.record(RecordKind::Standing, seq, body.encode()))?;
		HotDevices::<T>::insert(OrderedIndex::from(device), hot);
		Details::<T>::insert(device, details);
		Self::deposit_event(Event::StateChanged { device, state, by, record });
		Ok(())
	}

	pub(crate) fn do_recall(
		by: T::AccountId,
		target: RecallTarget,
		reason: RecallReason,
		expires_at: Option<Millis>,
	) -> DispatchResult {
		ensure!(T::Members::has_role(&by, Role::Supervisor), Error::<T>::NotSupervisor);
		if let RecallTarget::Model(model) = target {
			ensure!(Models::<T>::contains_key(model), Error::<T>::UnknownModel);
		}
		let now = T::Time::now();
		let recall = Recall { target, reason, expires_at };
		ensure!(recall.is_in_force(now), Error::<T>::Expired);

		let mut recalls = Recalls::<T>::get();
		recalls.retain(|other| other.target != target && other.is_in_force(now));
		recalls.try_push(recall).map_err(|_| Error::<T>::TooManyRecalls)?;
		Recalls::<T>::put(recalls);
		let change = StandingChange::Recalled { target, reason, expires_at };
		let record = Self::record_recall(by.clone(), change)?;
		Self::deposit_event(Event::Recalled { target, reason, expires_at, by, record });
		Ok(())
	}

	pub(crate) fn do_lift_recall(by: T::AccountId, target: RecallTarget) -> DispatchResult {
		ensure!(T::Members::has_role(&by, Role::Supervisor), Error::<T>::NotSupervisor);
		let mut recalls = Recalls::<T>::get();
		let before = recalls.len();
		recalls.retain(|recall| recall.target != target);
		ensure!(recalls.len() < before, Error::<T>::NotRecalled);

		Recalls::<T>::put(recalls);
		let record = Self::record_recall(by.clone(), StandingChange::RecallLifted(target))?;
		Self::deposit_event(Event::RecallLifted { target, by, record });
		Ok(())
	}

	fn record_recall(by: T::AccountId, change: StandingChange) -> Result<Hash256, Error<T>> {
		Self::record(Record {
			kind: RecordKind::Standing,
			device_id: DeviceId([0; 32]),
			provider: [0; 32],
			operator: [0; 32],
			model: 0,
			key: PublicKey::Ed25519([0; 32]),
			protection: KeyProtection::Software,
			epoch: 0,
			seq: 0,
			body: StandingBody { by: by.into(), change }.encode(),
		})
	}

	fn record(record: Record) -> Result<Hash256, Error<T>> {
		T::Records::append(record).map_err(|_| Error::<T>::TooManyRecords)
	}

	/// Why a device is recalled; none where it is not.
	pub(super) fn recall_reason(
		recalls: &[Recall],
		hot: &HotDevice<T::AccountId>,
	) -> Option<RecallReason> {
		if recalls.is_empty() {
			return None;
		}
		let provider: AccountBytes = hot.provider.clone().into();
		let operator: AccountBytes = hot.operator.clone().into();
		let concerns = |target: &RecallTarget| match target {
			RecallTarget::Model(model) => *model == hot.model,
			RecallTarget::Firmware(firmware) => hot.firmware == Some(*firmware),
			RecallTarget::Provider(account) => *account == provider,
			RecallTarget::Member(account) => [provider, operator].contains(account),
		};
		recalls.iter().find(|recall| concerns(&recall.target)).map(|recall| recall.reason)
	}

	pub(super) fn recalls_in_force() -> Vec<Recall> {
		let mut recalls = Recalls::<T>::get().into_inner();
		if !recalls.is_empty() {
			let now = T::Time::now();
			recalls.retain(|recall| recall.is_in_force(now));
		}
		recalls
	}
}
