#![cfg_attr(not(feature = "std"), no_std)]
#![doc = include_str!("../README.md")]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

use alloc::{boxed::Box, string::String, vec::Vec};

use bot_primitives::Roles;

use frame::{
	prelude::*,
	traits::{ChangeMembers, InitializeMembers, SortedMembers},
};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod functions;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{Member, MemberOf, Membership, Name};
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros write both; what a call does stands in `functions`, without them"
)]
#[frame::pallet]
pub mod pallet {
	use super::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The council. It has no other source of members than this pallet, and no prime.
		type Council: ChangeMembers<Self::AccountId> + InitializeMembers<Self::AccountId>;

		/// The members that [`Config::Council`] has now.
		type CouncilMembers: SortedMembers<Self::AccountId>;

		/// Who decides on members: two thirds of the council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may make a call as root: three quarters of the council.
		type RootOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The calls that may be made as root: at least `System::authorize_upgrade`, for otherwise
		/// the chain could never be upgraded.
		type RootCalls: Contains<<Self as frame_system::Config>::RuntimeCall>;

		/// The greatest number of members. The council must take as many.
		#[pallet::constant]
		type MaxMembers: Get<u32>;

		/// The greatest number of accounts that are not in standing. DO NOT REDUCE: the list in
		/// storage could not be read any more.
		#[pallet::constant]
		type MaxNotInStanding: Get<u32>;

		/// The number of voting members that must remain unsuspended.
		#[pallet::constant]
		type MinVotingMembers: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// What the benchmarks need of the council.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The members, by their account.
	// Blake2_128Concat, because anybody can choose an account.
	#[pallet::storage]
	pub type Members<T: Config> = CountedStorageMap<_, Blake2_128Concat, T::AccountId, MemberOf<T>>;

	/// The accounts that are suspended or were removed, in order. An account leaves when it is
	/// reinstated or admitted again.
	// One value, because it is read each time a device acts. Whitelisted as what every block reads
	// once.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type NotInStanding<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxNotInStanding>, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account was made a member.
		MemberAdmitted {
			/// The member.
			who: T::AccountId,
			/// Its roles.
			roles: Roles,
		},
		/// A member was given other roles.
		RolesChanged {
			/// The member.
			who: T::AccountId,
			/// The roles it had.
			old_roles: Roles,
			/// The roles it has now.
			new_roles: Roles,
		},
		/// A member was suspended.
		MemberSuspended {
			/// The member.
			who: T::AccountId,
		},
		/// A suspended member was reinstated.
		MemberReinstated {
			/// The member.
			who: T::AccountId,
		},
		/// A member was removed.
		MemberRemoved {
			/// The account that was a member.
			who: T::AccountId,
		},
		/// A call was made as root.
		DispatchedAsRoot {
			/// What became of it.
			result: DispatchResult,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account is a member already.
		AlreadyMember,
		/// The member is suspended already.
		AlreadySuspended,
		/// The call is none of those that may be made as root.
		CallNotAllowed,
		/// The name is empty or blank, not UTF-8, or has characters that do not show.
		InvalidName,
		/// The set of roles is empty, or has a role that there is not.
		InvalidRoles,
		/// The account is no member.
		NotMember,
		/// The member is not suspended.
		NotSuspended,
		/// Fewer voting members would remain unsuspended than there must be.
		TooFewVotingMembers,
		/// There are as many members as there can be.
		TooManyMembers,
		/// The list of suspended and removed accounts is full.
		TooManyNotInStanding,
	}

	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first members: account, roles as the bits of [`Roles`], and name.
		pub members: Vec<(T::AccountId, u8, String)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(&self.members);
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The member with this account.
		pub fn member(who: T::AccountId) -> Option<MemberOf<T>> {
			Members::<T>::get(who)
		}

		/// Whether the account is a member, or was one; none where it never was.
		pub fn membership(who: T::AccountId) -> Option<Membership<BlockNumberFor<T>>> {
			match Members::<T>::get(&who) {
				Some(member) => Some(Membership::Member(member)),
				None => NotInStanding::<T>::get().contains(&who).then_some(Membership::Removed),
			}
		}

		/// All members, in no order.
		pub fn members() -> Vec<(T::AccountId, MemberOf<T>)> {
			Members::<T>::iter().collect()
		}

		/// The accounts that are suspended or were removed.
		pub fn not_in_standing() -> Vec<T::AccountId> {
			NotInStanding::<T>::get().into_inner()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let (min, max) = (T::MinVotingMembers::get(), T::MaxMembers::get());
			assert!(min > 0, "a council of nobody would let everything pass");
			assert!(min <= max, "MinVotingMembers is greater than MaxMembers");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::try_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Make `who` a member with these roles.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CouncilOrigin`].
		///
		/// ## Details
		///
		/// A member with a role other than observer gets a seat in the council. An account that was
		/// removed earlier is in standing again.
		///
		/// ## Errors
		///
		/// - [`Error::InvalidRoles`]: no role is given, or one that there is not.
		/// - [`Error::InvalidName`]: the name cannot be shown.
		/// - [`Error::AlreadyMember`]: `who` is a member; see [`Pallet::set_roles`] and
		///   [`Pallet::reinstate`].
		/// - [`Error::TooManyMembers`]: a member must be removed first.
		///
		/// ## Events
		///
		/// - [`Event::MemberAdmitted`]
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::admit())]
		pub fn admit(
			origin: OriginFor<T>,
			who: T::AccountId,
			roles: Roles,
			name: Name,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_admit(who, roles, name)
		}

		/// Give a member other roles in place of those it has.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CouncilOrigin`].
		///
		/// ## Details
		///
		/// An unsuspended member gets or loses its seat in the council with its last role other than
		/// observer. A suspended one stays suspended.
		///
		/// ## Errors
		///
		/// - [`Error::InvalidRoles`]: no role is given, or one that there is not.
		/// - [`Error::NotMember`]: `who` is no member.
		/// - [`Error::TooFewVotingMembers`]: `who` would lose its vote, and too few would remain.
		///
		/// ## Events
		///
		/// - [`Event::RolesChanged`]
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_roles())]
		pub fn set_roles(origin: OriginFor<T>, who: T::AccountId, roles: Roles) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_roles(who, roles)
		}

		/// Suspend a member: neither it nor its devices may act until it is reinstated.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CouncilOrigin`].
		///
		/// ## Details
		///
		/// The member keeps its roles and loses its seat in the council and its votes on open
		/// motions.
		///
		/// ## Errors
		///
		/// - [`Error::NotMember`]: `who` is no member.
		/// - [`Error::AlreadySuspended`]: `who` is suspended already.
		/// - [`Error::TooManyNotInStanding`]: an account must leave that list first.
		/// - [`Error::TooFewVotingMembers`]: too few voting members would remain.
		///
		/// ## Events
		///
		/// - [`Event::MemberSuspended`]
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_suspend(who)
		}

		/// End the suspension of a member.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CouncilOrigin`].
		///
		/// ## Errors
		///
		/// - [`Error::NotMember`]: `who` is no member; one that was removed is admitted again.
		/// - [`Error::NotSuspended`]: `who` is not suspended.
		///
		/// ## Events
		///
		/// - [`Event::MemberReinstated`]
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_reinstate(who)
		}

		/// Remove a member: neither it nor its devices may act until it is admitted again.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::CouncilOrigin`].
		///
		/// ## Errors
		///
		/// - [`Error::NotMember`]: `who` is no member.
		/// - [`Error::TooManyNotInStanding`]: an account must leave that list first.
		/// - [`Error::TooFewVotingMembers`]: too few voting members would remain.
		///
		/// ## Events
		///
		/// - [`Event::MemberRemoved`]
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::remove())]
		pub fn remove(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_remove(who)
		}

		/// Make `call` as root.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::RootOrigin`].
		///
		/// ## Details
		///
		/// When `call` fails, it changes nothing, and the event says why.
		///
		/// ## Errors
		///
		/// - [`Error::CallNotAllowed`]: `call` is not in [`Config::RootCalls`].
		///
		/// ## Events
		///
		/// - [`Event::DispatchedAsRoot`]
		#[pallet::call_index(5)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(T::WeightInfo::dispatch_as_root().saturating_add(info.call_weight), info.class)
		})]
		pub fn dispatch_as_root(
			origin: OriginFor<T>,
			call: Box<<T as frame_system::Config>::RuntimeCall>,
		) -> DispatchResult {
			T::RootOrigin::ensure_origin(origin)?;
			Self::do_dispatch_as_root(*call)
		}
	}
}
