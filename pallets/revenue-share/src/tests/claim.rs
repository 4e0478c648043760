use crate::{mock::*, *};
use frame::testing_prelude::*;

/// An agreement of which five units are kept for a party without an account.
fn kept(conditions: ConditionsOf<Test>) -> AgreementId {
	let mut split = shared(&[500_000; 2]);
	split.parties[1].account = party(100);
	let id = active_with(conditions, split);
	sell(id, 10);
	assert_eq!(Positions::<Test>::get(id, party(100)).kept, 5);
	id
}

fn claim(id: AgreementId, payee: AccountId) -> DispatchResult {
	RevenueShare::claim(signed(STRANGER), id, payee)
}

#[test]
fn pays_out_what_was_kept() {
	build_and_execute(|| {
		let id = kept(conditions());
		sell(id, 12);
		assert_ok!(claim(id, party(100)));
		System::assert_last_event(
			Event::PartClaimed { agreement: id, payee: party(100), amount: 11 }.into(),
		);
		assert_eq!(balance(&party(100)), 11);
		assert_eq!(balance(&RevenueShare::account()), MINIMUM);
		assert_noop!(claim(id, party(100)), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn fails_when_there_is_nothing_or_it_still_cannot_be_received() {
	build_and_execute(|| {
		let id = kept(conditions());
		assert_noop!(claim(id, party(100)), TokenError::BelowMinimum);
		assert_noop!(claim(id, party(0)), Error::<Test>::NothingToClaim);
		assert_noop!(claim(id + 1, party(100)), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn works_in_an_issued_asset() {
	build_and_execute(|| {
		let id = kept(Conditions { asset: EURO, ..conditions() });
		assert_eq!(Assets::balance(1, RevenueShare::account()), MINIMUM + 5);
		assert_noop!(claim(id, party(100)), TokenError::BelowMinimum);
		sell(id, 12);
		assert_ok!(claim(id, party(100)));
		assert_eq!(Assets::balance(1, party(100)), 11);
	});
}
