use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Checks that the storage as `broken` leaves it violates invariant `number`.
fn assert_violates(number: u8, broken: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		assert_ok!(Consortium::do_try_state());
		broken();
		let message: &str = Consortium::do_try_state().unwrap_err().into();
		assert!(message.starts_with(&format!("invariant {number}:")), "{message}");
	});
}

fn change(who: AccountId, change: impl FnOnce(&mut MemberOf<Test>)) {
	Members::<Test>::mutate(who, |member| change(member.as_mut().unwrap()));
}

#[test]
fn invariant_1_is_checked() {
	assert_violates(1, || {
		let key = Members::<Test>::counter_storage_final_key();
		frame::deps::sp_io::storage::set(&key, &3u32.encode());
	});
	assert_violates(1, || {
		let member = Members::<Test>::get(DAVE).unwrap();
		(5..=9).for_each(|index| Members::<Test>::insert(nth(index), member.clone()));
	});
}

#[test]
fn invariant_2_is_checked() {
	assert_violates(2, || change(DAVE, |member| member.roles = Roles::default()));
	assert_violates(2, || change(DAVE, |member| member.name = name("\n")));
}

#[test]
fn invariant_3_is_checked() {
	let put = |list: Vec<AccountId>| NotInStanding::<Test>::put(BoundedVec::truncate_from(list));
	assert_violates(3, || put(vec![nth(9), nth(8)]));
	assert_violates(3, || put(vec![nth(9), nth(9)]));
}

#[test]
fn invariant_4_is_checked() {
	assert_violates(4, || change(DAVE, |member| member.suspended = true));
	assert_violates(4, || NotInStanding::<Test>::put(BoundedVec::truncate_from(vec![DAVE])));
}

#[test]
fn invariant_5_is_checked() {
	let put = pallet_collective::Members::<Test>::put::<Vec<AccountId>>;
	assert_violates(5, || put(vec![ALICE, BOB]));
	assert_violates(5, || put(vec![ALICE, BOB, CHARLIE, DAVE]));
	assert_violates(5, || put(vec![BOB, ALICE, CHARLIE]));
}

#[test]
fn invariant_6_is_checked() {
	assert_violates(6, || {
		change(ALICE, |member| member.roles = OBSERVER);
		change(BOB, |member| member.roles = OBSERVER);
		pallet_collective::Members::<Test>::put(vec![CHARLIE]);
	});
}

#[derive(Clone, Debug)]
enum Action {
	Admit(AccountId, Roles),
	SetRoles(AccountId, Roles),
	Suspend(AccountId),
	Reinstate(AccountId),
	Remove(AccountId),
}

impl Action {
	fn any() -> impl Strategy<Value = Self> {
		let who = || (1u8..=12).prop_map(nth);
		// With sets that are empty or have a role that there is not.
		let roles = || (0u8..=16).prop_map(|bits| Roles::decode(&mut &[bits][..]).unwrap());
		prop_oneof![
			3 => (who(), roles()).prop_map(|(who, roles)| Self::Admit(who, roles)),
			1 => (who(), roles()).prop_map(|(who, roles)| Self::SetRoles(who, roles)),
			1 => who().prop_map(Self::Suspend),
			1 => who().prop_map(Self::Reinstate),
			1 => who().prop_map(Self::Remove),
		]
	}

	fn call(self) -> DispatchResult {
		match self {
			Self::Admit(who, roles) => Consortium::admit(council(), who, roles, name("Member")),
			Self::SetRoles(who, roles) => Consortium::set_roles(council(), who, roles),
			Self::Suspend(who) => Consortium::suspend(council(), who),
			Self::Reinstate(who) => Consortium::reinstate(council(), who),
			Self::Remove(who) => Consortium::remove(council(), who),
		}
	}
}

/// The consortium as anybody would write it down.
#[derive(Clone, Debug, PartialEq)]
struct Model {
	roles: BTreeMap<AccountId, Roles>,
	suspended: BTreeSet<AccountId>,
	removed: BTreeSet<AccountId>,
}

impl Model {
	fn genesis() -> Self {
		let roles = genesis_members().into_iter();
		Self {
			roles: roles.map(|(who, bits, _)| (who, Roles::from_bits(bits).unwrap())).collect(),
			suspended: BTreeSet::new(),
			removed: BTreeSet::new(),
		}
	}

	/// The consortium in storage.
	fn stored() -> Self {
		let members: Vec<_> = Members::<Test>::iter().collect();
		let suspended = members.iter().filter(|(_, it)| it.suspended);
		let suspended: BTreeSet<_> = suspended.map(|(who, _)| who.clone()).collect();
		let list = NotInStanding::<Test>::get();
		let removed = list.into_iter().filter(|who| !suspended.contains(who)).collect();
		let roles = members.into_iter().map(|(who, it)| (who, it.roles)).collect();
		Self { roles, suspended, removed }
	}

	fn council(&self) -> Vec<AccountId> {
		let voting = self.roles.iter().filter(|(_, roles)| roles.is_voting());
		voting.map(|(who, _)| who).filter(|who| !self.suspended.contains(who)).cloned().collect()
	}

	fn after(mut self, action: Action) -> Result<Self, Error<Test>> {
		match action {
			Action::Admit(_, roles) | Action::SetRoles(_, roles) if !roles.is_valid() => {
				return Err(Error::InvalidRoles)
			},
			Action::Admit(who, roles) => {
				if self.roles.insert(who.clone(), roles).is_some() {
					return Err(Error::AlreadyMember);
				}
				self.removed.remove(&who);
			},
			Action::SetRoles(who, _)
			| Action::Suspend(who)
			| Action::Reinstate(who)
			| Action::Remove(who)
				if !self.roles.contains_key(&who) =>
			{
				return Err(Error::NotMember)
			},
			Action::SetRoles(who, roles) => drop(self.roles.insert(who, roles)),
			Action::Suspend(who) => {
				if !self.suspended.insert(who) {
					return Err(Error::AlreadySuspended);
				}
			},
			Action::Reinstate(who) => {
				if !self.suspended.remove(&who) {
					return Err(Error::NotSuspended);
				}
			},
			Action::Remove(who) => {
				self.roles.remove(&who);
				self.suspended.remove(&who);
				self.removed.insert(who);
			},
		}
		if self.roles.len() > 8 {
			return Err(Error::TooManyMembers);
		}
		if self.suspended.len() + self.removed.len() > 4 {
			return Err(Error::TooManyNotInStanding);
		}
		if self.council().len() < 2 {
			return Err(Error::TooFewVotingMembers);
		}
		Ok(self)
	}
}

proptest! {
	#[test]
	fn any_calls_do_what_the_model_does(actions in prop::collection::vec(Action::any(), 1..80)) {
		build_and_execute(|| {
			let mut model = Model::genesis();
			for action in actions {
				let before = frame::deps::sp_io::storage::root(StateVersion::V1);
				let result = action.clone().call();
				match model.clone().after(action) {
					Ok(after) => {
						assert_ok!(result);
						model = after;
					},
					Err(error) => {
						assert_eq!(result, Err(error.into()));
						assert_eq!(frame::deps::sp_io::storage::root(StateVersion::V1), before);
					},
				}
				assert_eq!(Model::stored(), model);
				assert_eq!(CouncilMembers::sorted_members(), model.council());
				assert_ok!(Consortium::do_try_state());
			}
		});
	}
}
