//! Benchmarks, at the worst case.

use super::*;
use bot_primitives::Role;
use frame::benchmarking::prelude::*;

const VOTING: Roles = Roles::of([Role::Provider]);
const NOT_VOTING: Roles = Roles::of([Role::Observer]);

/// What the benchmarks need of the council.
pub trait BenchmarkHelper {
	/// Puts as many motions before the council as it can hold, each with a vote of every one of its
	/// members.
	fn fill_council_with_motions();
}

fn candidate<T: Config>() -> T::AccountId {
	account("candidate", 0, 0)
}

fn name() -> Name {
	BoundedVec::truncate_from(alloc::vec![b'x'; 64])
}

/// Admits members until there are `count`, and gives each of them a vote. Returns one of them.
fn fill_members<T: Config>(count: u32) -> Result<T::AccountId, BenchmarkError> {
	for who in Members::<T>::iter_keys().collect::<Vec<_>>() {
		Pallet::<T>::do_set_roles(who, VOTING)?;
	}
	for index in Members::<T>::count()..count {
		Pallet::<T>::do_admit(account("member", index, 0), VOTING, name())?;
	}
	let who = T::CouncilMembers::sorted_members().pop();
	who.ok_or(BenchmarkError::Stop("there are no members"))
}

/// Puts accounts that are no members on the list of those not in standing until it has `count`.
pub(crate) fn fill_not_in_standing<T: Config>(count: u32) {
	NotInStanding::<T>::mutate(|list| {
		for index in list.len().saturated_into()..count {
			list.force_push(account("former member", index, 0));
		}
		list.sort();
	});
}

fn origin_of<T: Config, Who: EnsureOrigin<T::RuntimeOrigin>>(
) -> Result<T::RuntimeOrigin, BenchmarkError> {
	Who::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let who = candidate::<T>();
		fill_members::<T>(T::MaxMembers::get() - 1)?;
		NotInStanding::<T>::mutate(|list| list.force_push(who.clone()));
		fill_not_in_standing::<T>(T::MaxNotInStanding::get());
		T::BenchmarkHelper::fill_council_with_motions();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), VOTING, name());

		assert!(T::CouncilMembers::contains(&who));
		Ok(())
	}

	#[benchmark]
	fn set_roles() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let who = fill_members::<T>(T::MaxMembers::get())?;
		T::BenchmarkHelper::fill_council_with_motions();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), NOT_VOTING);

		assert!(!T::CouncilMembers::contains(&who));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let who = fill_members::<T>(T::MaxMembers::get())?;
		fill_not_in_standing::<T>(T::MaxNotInStanding::get() - 1);
		T::BenchmarkHelper::fill_council_with_motions();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(!T::CouncilMembers::contains(&who));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let who = fill_members::<T>(T::MaxMembers::get())?;
		Pallet::<T>::do_suspend(who.clone())?;
		fill_not_in_standing::<T>(T::MaxNotInStanding::get());
		T::BenchmarkHelper::fill_council_with_motions();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(T::CouncilMembers::contains(&who));
		Ok(())
	}

	#[benchmark]
	fn remove() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::CouncilOrigin>()?;
		let who = fill_members::<T>(T::MaxMembers::get())?;
		fill_not_in_standing::<T>(T::MaxNotInStanding::get() - 1);
		T::BenchmarkHelper::fill_council_with_motions();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(!Members::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn dispatch_as_root() -> Result<(), BenchmarkError> {
		let origin = origin_of::<T, T::RootOrigin>()?;
		let call = frame_system::Call::authorize_upgrade { code_hash: Default::default() };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Box::new(call.into()));

		System::<T>::assert_last_event(Event::<T>::DispatchedAsRoot { result: Ok(()) }.into());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::new_test_ext(), mock::Test);
}
