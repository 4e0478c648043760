use crate::{mock::*, *};
use bot_primitives::Roles;
use frame::testing_prelude::*;

fn purchase(who: AccountId, agreement: AgreementId, price: Balance) -> DispatchResult {
	RevenueShare::purchase(RuntimeOrigin::signed(who), agreement, price)
}

fn received(n: u8) -> Balance {
	Balances::balance(&party(n)) - START
}

/// Parties of which the last has no account, with these shares.
fn one_without_account(shares: &[u32]) -> PartiesOf<Test> {
	let mut parties = parties(shares);
	parties.last_mut().unwrap().account = party(100);
	parties
}

/// An active agreement whose last party has no account.
fn active_for_one_without_account(shares: &[u32]) -> AgreementId {
	active(one_without_account(shares))
}

#[test]
fn splits_the_price_at_once() {
	build_and_execute(|| {
		let id = active(parties(&[600_000, 250_000, 150_000]));
		for sale in [1, 2] {
			assert_ok!(purchase(BUYER, id, 200));
			System::assert_last_event(
				Event::SaleSplit {
					agreement: id,
					sale,
					price: 200,
					parts: PerParty::truncate_from(vec![120, 50, 30]),
				}
				.into(),
			);
		}
		assert_eq!([0, 1, 2].map(received), [240, 100, 60]);
		assert_eq!(Balances::balance(&BUYER), START - 400);
		assert_eq!(Balances::balance(&RevenueShare::account()), MINIMUM);
	});
}

#[test]
fn rounding_evens_out_over_the_sales() {
	build_and_execute(|| {
		let id = active(parties(&[333_333, 333_333, 333_334]));
		for _ in 0..1_000 {
			assert_ok!(purchase(BUYER, id, 1));
		}
		assert_eq!([0, 1, 2].map(received), [333, 333, 334]);
	});
}

#[test]
fn a_part_that_cannot_be_received_is_kept() {
	build_and_execute(|| {
		let id = active_for_one_without_account(&[700_000, 250_000, 50_000]);
		assert_ok!(purchase(BUYER, id, 100));
		System::assert_has_event(
			Event::PartKept { agreement: id, sale: 1, party: party(100), amount: 5 }.into(),
		);
		System::assert_last_event(
			Event::SaleSplit {
				agreement: id,
				sale: 1,
				price: 100,
				parts: PerParty::truncate_from(vec![70, 25, 5]),
			}
			.into(),
		);
		assert_eq!([0, 1].map(received), [70, 25]);
		assert_eq!(Balances::balance(&party(100)), 0);
		assert_eq!(Balances::balance(&RevenueShare::account()), MINIMUM + 5);
		assert_eq!(RevenueShare::statement(id).unwrap().parties[2].unclaimed, 5);

		// The next part opens an account, and the first is still kept.
		assert_ok!(purchase(BUYER, id, 200));
		assert_eq!(Balances::balance(&party(100)), 10);
		assert_eq!(RevenueShare::statement(id).unwrap().parties[2].unclaimed, 5);
	});
}

#[test]
fn a_party_can_buy() {
	build_and_execute(|| {
		let id = active(parties(&[600_000, 400_000]));
		assert_ok!(purchase(party(0), id, 100));
		assert_eq!(Balances::balance(&party(0)), START - 40);
		assert_eq!(received(1), 40);
	});
}

#[test]
fn a_buyer_keeps_the_existential_deposit() {
	build_and_execute(|| {
		let id = active_for_one_without_account(&[500_000, 500_000]);
		Balances::set_balance(&BUYER, 100);
		assert_noop!(purchase(BUYER, id, 91), TokenError::NotExpendable);
		assert_noop!(purchase(BUYER, id, 101), TokenError::FundsUnavailable);
		assert_ok!(purchase(BUYER, id, 90));
		assert_eq!(Balances::balance(&BUYER), MINIMUM);
	});
}

#[test]
fn a_party_that_buys_must_have_the_price() {
	build_and_execute(|| {
		let id = active(parties(&[600_000, 400_000]));
		Balances::set_balance(&party(0), 100);
		assert_noop!(purchase(party(0), id, 1_000), TokenError::FundsUnavailable);
	});
}

#[test]
fn fails_when_the_price_is_zero() {
	build_and_execute(|| {
		let id = active(parties(&[500_000; 2]));
		assert_noop!(purchase(BUYER, id, 0), Error::<Test>::ZeroPrice);
	});
}

#[test]
fn fails_when_there_is_no_active_agreement() {
	build_and_execute(|| {
		let id = accepted(parties(&[500_000; 2]));
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotActive);
		assert_noop!(purchase(BUYER, id + 1, 1), Error::<Test>::UnknownAgreement);
	});
}

#[test]
fn fails_when_the_device_may_not_sell() {
	build_and_execute(|| {
		let id = active(parties(&[500_000; 2]));
		for member in [PROVIDER, OPERATOR] {
			let roles = Members::roles_of(&member);
			Members::set(member.clone(), Roles::default());
			assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotInStanding);
			Members::set(member, roles);
		}
		assert_ok!(purchase(BUYER, id, 1));
		TestDevices::transfer(DEVICE, OTHER_OPERATOR);
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::NotDeviceOperator);
		TestDevices::transfer(DEVICE, OPERATOR);
		TestDevices::recall();
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::DeviceNotActive);
		TestDevices::destroy(DEVICE);
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::DeviceNotActive);
	});
}

#[test]
fn fails_when_the_totals_would_overflow() {
	build_and_execute(|| {
		let id = active(parties(&[500_000; 2]));
		SalesTotals::<Test>::mutate(id, |total| {
			let total = total.as_mut().unwrap();
			total.gross = Balance::MAX - 1;
			total.parties.iter_mut().for_each(|due| due.total = Balance::MAX / 2);
		});
		assert_noop!(purchase(BUYER, id, 2), Error::<Test>::Overflow);
		assert_ok!(purchase(BUYER, id, 1));
		SalesTotals::<Test>::mutate(id, |total| {
			*total = Some(SalesTotal {
				sales: u64::MAX,
				parties: PerParty::truncate_from(vec![PartyTotal::default(); 2]),
				..Default::default()
			});
		});
		assert_noop!(purchase(BUYER, id, 1), Error::<Test>::Overflow);
	});
}
