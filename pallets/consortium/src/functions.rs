//! What the calls do, and what other pallets are told.

use bot_primitives::traits::MemberRoles;
use core::slice;

use super::*;
use crate::types::is_printable;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(who: T::AccountId, roles: Roles, name: Name) -> DispatchResult {
		Self::add_member(&who, roles, name)?;
		Self::set_in_standing(&who, true)?;
		Self::set_seated(&who, roles.is_voting())?;
		Self::deposit_event(Event::MemberAdmitted { who, roles });
		Ok(())
	}

	pub(crate) fn do_set_roles(who: T::AccountId, new_roles: Roles) -> DispatchResult {
		ensure!(new_roles.is_valid(), Error::<T>::InvalidRoles);
		let mut member = Self::member_of(&who)?;
		let old_roles = core::mem::replace(&mut member.roles, new_roles);
		Members::<T>::insert(&who, &member);
		Self::set_seated(&who, member.is_seated())?;
		Self::deposit_event(Event::RolesChanged { who, old_roles, new_roles });
		Ok(())
	}

	pub(crate) fn do_suspend(who: T::AccountId) -> DispatchResult {
		let member = Self::member_of(&who)?;
		ensure!(!member.suspended, Error::<T>::AlreadySuspended);
		Members::<T>::insert(&who, Member { suspended: true, ..member });
		Self::set_in_standing(&who, false)?;
		Self::set_seated(&who, false)?;
		Self::deposit_event(Event::MemberSuspended { who });
		Ok(())
	}

	pub(crate) fn do_reinstate(who: T::AccountId) -> DispatchResult {
		let mut member = Self::member_of(&who)?;
		ensure!(member.suspended, Error::<T>::NotSuspended);
		member.suspended = false;
		Members::<T>::insert(&who, &member);
		Self::set_in_standing(&who, true)?;
		Self::set_seated(&who, member.is_seated())?;
		Self::deposit_event(Event::MemberReinstated { who });
		Ok(())
	}

	pub(crate) fn do_remove(who: T::AccountId) -> DispatchResult {
		Self::member_of(&who)?;
		Members::<T>::remove(&who);
		Self::set_in_standing(&who, false)?;
		Self::set_seated(&who, false)?;
		Self::deposit_event(Event::MemberRemoved { who });
		Ok(())
	}

	pub(crate) fn do_dispatch_as_root(
		call: <T as frame_system::Config>::RuntimeCall,
	) -> DispatchResult {
		ensure!(T::RootCalls::contains(&call), Error::<T>::CallNotAllowed);
		let result = call.dispatch(frame_system::RawOrigin::Root.into());
		let result = result.map(|_| ()).map_err(|failed| failed.error);
		Self::deposit_event(Event::DispatchedAsRoot { result });
		Ok(())
	}

	/// Makes `members` the first members and seats those who vote. A chain that is only built to be
	/// looked at has none.
	pub(crate) fn build_genesis(members: &[(T::AccountId, u8, String)]) {
		let mut council = Vec::new();
		for (who, bits, name) in members {
			let admitted = Self::add_genesis_member(who, *bits, name);
			assert!(admitted.is_ok(), "genesis of the consortium: {who:?} ({name}): {admitted:?}");
			if admitted.is_ok_and(Roles::is_voting) {
				council.push(who.clone());
			}
		}
		assert!(
			members.is_empty() || Self::is_large_enough(&council),
			"genesis of the consortium: {:?}",
			Error::<T>::TooFewVotingMembers
		);
		council.sort();
		T::Council::initialize_members(&council);
	}

	fn add_genesis_member(who: &T::AccountId, bits: u8, name: &str) -> Result<Roles, Error<T>> {
		let roles = Roles::from_bits(bits).ok_or(Error::<T>::InvalidRoles)?;
		let name = name.as_bytes().to_vec().try_into().map_err(|_| Error::<T>::InvalidName)?;
		Self::add_member(who, roles, name)?;
		Ok(roles)
	}

	fn add_member(who: &T::AccountId, roles: Roles, name: Name) -> Result<(), Error<T>> {
		ensure!(roles.is_valid(), Error::<T>::InvalidRoles);
		ensure!(is_printable(&name), Error::<T>::InvalidName);
		ensure!(!Members::<T>::contains_key(who), Error::<T>::AlreadyMember);
		ensure!(Members::<T>::count() < T::MaxMembers::get(), Error::<T>::TooManyMembers);
		let since = frame_system::Pallet::<T>::block_number();
		Members::<T>::insert(who, Member { roles, name, suspended: false, since });
		Ok(())
	}

	fn member_of(who: &T::AccountId) -> Result<MemberOf<T>, Error<T>> {
		Members::<T>::get(who).ok_or(Error::<T>::NotMember)
	}

	/// Takes `who` off the list of those not in standing, or puts it there.
	fn set_in_standing(who: &T::AccountId, in_standing: bool) -> DispatchResult {
		NotInStanding::<T>::try_mutate(|list| {
			match (list.binary_search(who), in_standing) {
				(Ok(at), true) => drop(list.remove(at)),
				(Err(at), false) => list
					.try_insert(at, who.clone())
					.map_err(|_| Error::<T>::TooManyNotInStanding)?,
				_ => (),
			}
			Ok(())
		})
	}

	/// Gives `who` a seat in the council, or takes it away with its votes on open motions.
	fn set_seated(who: &T::AccountId, seated: bool) -> DispatchResult {
		let mut council = T::CouncilMembers::sorted_members();
		match (council.binary_search(who), seated) {
			(Err(at), true) => {
				council.insert(at, who.clone());
				T::Council::change_members_sorted(slice::from_ref(who), &[], &council);
			},
			(Ok(at), false) => {
				council.remove(at);
				ensure!(Self::is_large_enough(&council), Error::<T>::TooFewVotingMembers);
				T::Council::change_members_sorted(&[], slice::from_ref(who), &council);
			},
			_ => (),
		}
		Ok(())
	}

	/// Whether the council may be left with these members.
	pub(crate) fn is_large_enough(council: &[T::AccountId]) -> bool {
		council.len().saturated_into::<u32>() >= T::MinVotingMembers::get()
	}
}

impl<T: Config> MemberRoles<T::AccountId> for Pallet<T> {
	fn roles_of(who: &T::AccountId) -> Roles {
		let member = Members::<T>::get(who).filter(|member| !member.suspended);
		member.map(|member| member.roles).unwrap_or_default()
	}

	type NotInStanding = BoundedVec<T::AccountId, T::MaxNotInStanding>;

	fn not_in_standing() -> Self::NotInStanding {
		NotInStanding::<T>::get()
	}

	fn are_in_standing(
		not_in_standing: &Self::NotInStanding,
		provider: &T::AccountId,
		operator: &T::AccountId,
	) -> bool {
		[provider, operator].into_iter().all(|who| not_in_standing.binary_search(who).is_err())
	}

	/// Also fills the list of those not in standing, so that reading it costs the most it can.
	#[cfg(feature = "runtime-benchmarks")]
	fn admit_for_benchmark(who: &T::AccountId, roles: Roles) {
		if Members::<T>::contains_key(who) {
			Self::do_set_roles(who.clone(), roles).unwrap();
		} else {
			Self::do_admit(who.clone(), roles, b"benchmark".to_vec().try_into().unwrap()).unwrap();
		}
		benchmarking::fill_not_in_standing::<T>(T::MaxNotInStanding::get());
	}
}
