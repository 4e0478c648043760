//! What is always true of the storage.

use alloc::collections::BTreeSet;

use super::*;
use crate::types::is_printable;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks that:
	///
	/// 1. the number of members is the one that was counted, and at most [`Config::MaxMembers`];
	/// 2. every member has roles that there are, and a name that can be shown;
	/// 3. the list of those not in standing is in order, with nobody twice;
	/// 4. of the members, those that are suspended are on that list, and no others;
	/// 5. the council is the unsuspended voting members;
	/// 6. these are at least [`Config::MinVotingMembers`], unless there are no members.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let members: Vec<_> = Members::<T>::iter().collect();
		let count = Members::<T>::count();
		ensure!(
			members.len().saturated_into::<u32>() == count && count <= T::MaxMembers::get(),
			"invariant 1: members and their count"
		);
		ensure!(
			members.iter().all(|(_, it)| it.roles.is_valid() && is_printable(&it.name)),
			"invariant 2: roles and names"
		);
		let list = NotInStanding::<T>::get();
		ensure!(list.is_sorted_by(|a, b| a < b), "invariant 3: order of those not in standing");
		ensure!(
			members.iter().all(|(who, it)| it.suspended == list.contains(who)),
			"invariant 4: suspended members and those not in standing"
		);
		let council = T::CouncilMembers::sorted_members();
		let seated: BTreeSet<_> =
			members.iter().filter(|(_, it)| it.is_seated()).map(|(who, _)| who).collect();
		ensure!(council.iter().eq(seated), "invariant 5: the council");
		ensure!(
			members.is_empty() || Self::is_large_enough(&council),
			"invariant 6: number of voting members"
		);
		Ok(())
	}
}
