//! Random series of calls, against a plain model.

use crate::{mock::*, split::tests::shares, *};
use proptest::prelude::{prop_oneof, Just, ProptestConfig, Strategy};
use std::collections::BTreeMap;

/// Parties with a number from here on start without an account.
const NEWCOMERS: u8 = 100;
const BUYERS: [AccountId; 2] = [BUYER, STRANGER];

#[derive(Clone, Debug)]
enum Step {
	Propose { device: DeviceIndex, shares: Vec<u32>, first: u8 },
	Accept { agreement: AgreementId, nth: usize },
	AcceptAll { agreement: AgreementId },
	Activate { agreement: AgreementId },
	Withdraw { agreement: AgreementId },
	Purchase { agreement: AgreementId, buyer: usize, price: Balance, times: u32 },
	Claim { agreement: AgreementId, nth: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let agreement = || 0..6u32;
	let first = prop_oneof![Just(0u8), Just(NEWCOMERS - 8), Just(NEWCOMERS)];
	let price = prop_oneof![0..3u128, 1..100u128, 1..10_000_000u128, Just(START)];
	let step = prop_oneof![
		2 => (0..3u32, shares(), first)
			.prop_map(|(device, shares, first)| Step::Propose { device, shares, first }),
		1 => (agreement(), 0..18usize).prop_map(|(agreement, nth)| Step::Accept { agreement, nth }),
		4 => agreement().prop_map(|agreement| Step::AcceptAll { agreement }),
		4 => agreement().prop_map(|agreement| Step::Activate { agreement }),
		1 => agreement().prop_map(|agreement| Step::Withdraw { agreement }),
		8 => (agreement(), 0..2usize, price, prop_oneof![Just(1u32), 1..60u32]).prop_map(
			|(agreement, buyer, price, times)| Step::Purchase { agreement, buyer, price, times }
		),
		2 => (agreement(), 0..18usize).prop_map(|(agreement, nth)| Step::Claim { agreement, nth }),
	];
	proptest::collection::vec(step, 1..60)
}

struct Agreement {
	device: DeviceIndex,
	parties: Vec<Party<AccountId>>,
	accepted: Vec<bool>,
	active: bool,
	sales: u64,
	gross: Balance,
	totals: Vec<Balance>,
	unclaimed: Vec<Balance>,
}

/// What the pallet should do, told without storage, currency or the split itself: of the split it
/// knows that each party's total is the exact share rounded down or up.
struct Model {
	balances: BTreeMap<AccountId, Balance>,
	agreements: BTreeMap<AgreementId, Agreement>,
	next: AgreementId,
}

impl Model {
	fn new() -> Self {
		let funded = BUYERS.into_iter().chain((0..20).map(party)).map(|who| (who, START));
		Self { balances: funded.collect(), agreements: BTreeMap::new(), next: 0 }
	}

	fn balance(&self, who: &AccountId) -> Balance {
		self.balances.get(who).copied().unwrap_or_default()
	}

	/// Gives `amount` to `who`, unless that is too little to open an account.
	fn receive(&mut self, who: &AccountId, amount: Balance) -> bool {
		let balance = self.balance(who) + amount;
		let received = amount == 0 || balance >= MINIMUM;
		if received && amount > 0 {
			self.balances.insert(who.clone(), balance);
		}
		received
	}

	fn propose(&mut self, device: DeviceIndex, parties: &PartiesOf<Test>) -> DispatchResult {
		ensure!(device < 2, Error::<Test>::UnknownDevice);
		let count = parties.len();
		let agreement = Agreement {
			device,
			parties: parties.to_vec(),
			accepted: vec![false; count],
			active: false,
			sales: 0,
			gross: 0,
			totals: vec![0; count],
			unclaimed: vec![0; count],
		};
		self.agreements.insert(self.next, agreement);
		self.next += 1;
		Ok(())
	}

	fn agreement(&mut self, id: AgreementId) -> Result<&mut Agreement, DispatchError> {
		Ok(self.agreements.get_mut(&id).ok_or(Error::<Test>::UnknownAgreement)?)
	}

	fn accept(&mut self, id: AgreementId, who: &AccountId) -> DispatchResult {
		let agreement = self.agreement(id)?;
		let nth = agreement.parties.iter().position(|party| party.account == *who);
		let nth = nth.ok_or(Error::<Test>::NotParty)?;
		ensure!(!agreement.accepted[nth], Error::<Test>::AlreadyAccepted);
		agreement.accepted[nth] = true;
		Ok(())
	}

	fn activate(&mut self, id: AgreementId) -> DispatchResult {
		let agreement = self.agreement(id)?;
		let device = agreement.device;
		ensure!(agreement.accepted.iter().all(|accepted| *accepted), Error::<Test>::NotAccepted);
		ensure!(
			!self.agreements.values().any(|other| other.device == device && other.active),
			Error::<Test>::AlreadyActive
		);
		self.agreement(id)?.active = true;
		Ok(())
	}

	fn withdraw(&mut self, id: AgreementId) -> DispatchResult {
		ensure!(!self.agreement(id)?.active, Error::<Test>::AlreadyActive);
		self.agreements.remove(&id);
		Ok(())
	}

	fn purchase(&mut self, id: AgreementId, buyer: &AccountId, price: Balance) -> DispatchResult {
		ensure!(price > 0, Error::<Test>::ZeroPrice);
		ensure!(self.agreement(id)?.active, Error::<Test>::NotActive);
		let balance = self.balance(buyer);
		ensure!(balance >= price + MINIMUM, DispatchError::Token(TokenError::FundsUnavailable));
		self.balances.insert(buyer.clone(), balance - price);

		let statement = RevenueShare::statement(id).unwrap();
		let gross = self.agreement(id)?.gross + price;
		assert_eq!(statement.parties.iter().map(|party| party.total).sum::<Balance>(), gross);
		for (nth, party) in statement.parties.into_iter().enumerate() {
			let exact = Balance::from(party.share_ppm) * gross;
			assert!(party.total * 1_000_000 < exact + 1_000_000);
			assert!(exact < (party.total + 1) * 1_000_000);
			let part = party.total - self.agreement(id)?.totals[nth];
			let received = self.receive(&party.account, part);
			let agreement = self.agreement(id)?;
			agreement.totals[nth] = party.total;
			agreement.unclaimed[nth] += if received { 0 } else { part };
		}
		let agreement = self.agreement(id)?;
		agreement.gross = gross;
		agreement.sales += 1;
		Ok(())
	}

	fn claim(&mut self, id: AgreementId, who: &AccountId) -> DispatchResult {
		let agreement = self.agreement(id)?;
		let nth = agreement.parties.iter().position(|party| party.account == *who);
		let nth = nth.ok_or(Error::<Test>::NotParty)?;
		let amount = agreement.unclaimed[nth];
		ensure!(amount > 0, Error::<Test>::NothingToClaim);
		ensure!(self.receive(who, amount), DispatchError::Token(TokenError::BelowMinimum));
		self.agreement(id)?.unclaimed[nth] = 0;
		Ok(())
	}

	/// Account of the party at this place; a stranger to the agreement where there is none.
	fn account(&self, id: AgreementId, nth: usize) -> AccountId {
		let parties = self.agreements.get(&id).map(|agreement| &agreement.parties);
		parties.and_then(|it| it.get(nth)).map_or(PROVIDER, |party| party.account.clone())
	}

	fn check(&self) {
		for (who, balance) in &self.balances {
			assert_eq!(Balances::balance(who), *balance, "{who:?}");
		}
		assert_eq!(Agreements::<Test>::iter().count(), self.agreements.len());
		let mut deposits = 0;
		for (id, expected) in &self.agreements {
			let agreement = RevenueShare::agreement(*id).unwrap();
			deposits += agreement.deposit;
			let accepted = expected.accepted.iter().all(|accepted| *accepted);
			let state = match (accepted, expected.active) {
				(_, true) => AgreementState::Active,
				(true, _) => AgreementState::Accepted,
				_ => AgreementState::Proposed,
			};
			assert_eq!((agreement.device, agreement.state), (expected.device, state));
			assert!(agreement.parties.iter().map(|it| it.accepted).eq(expected.accepted.clone()));
			let statement = RevenueShare::statement(*id).unwrap();
			assert_eq!((statement.sales, statement.gross), (expected.sales, expected.gross));
			let parties = statement.parties.iter();
			assert!(parties.clone().map(|it| it.total).eq(expected.totals.clone()));
			assert!(parties.map(|it| it.unclaimed).eq(expected.unclaimed.clone()));
		}
		assert_eq!(held(&OPERATOR), deposits);
		let kept = self.agreements.values().flat_map(|agreement| &agreement.unclaimed);
		assert_eq!(Balances::balance(&RevenueShare::account()), MINIMUM + kept.sum::<Balance>());
		RevenueShare::do_try_state().unwrap();
	}
}

/// Does one step, and expects of the pallet what the model says.
fn apply(model: &mut Model, step: Step) {
	let signed = RuntimeOrigin::signed;
	match step {
		Step::Propose { device, shares, first } => {
			let mut parties = parties(&shares);
			(first..).zip(parties.iter_mut()).for_each(|(n, it)| it.account = party(n));
			let result = RevenueShare::propose(signed(OPERATOR), device, parties.clone());
			assert_eq!(result, model.propose(device, &parties));
		},
		Step::Accept { agreement, nth } => {
			let who = model.account(agreement, nth);
			let result = RevenueShare::accept(signed(who.clone()), agreement);
			assert_eq!(result, model.accept(agreement, &who));
		},
		Step::AcceptAll { agreement } => {
			for nth in 0..16 {
				apply(model, Step::Accept { agreement, nth });
			}
		},
		Step::Activate { agreement } => {
			let result = RevenueShare::activate(signed(OPERATOR), agreement);
			assert_eq!(result, model.activate(agreement));
		},
		Step::Withdraw { agreement } => {
			let result = RevenueShare::withdraw(signed(OPERATOR), agreement);
			assert_eq!(result, model.withdraw(agreement));
		},
		Step::Purchase { agreement, buyer, price, times } => {
			for _ in 0..times {
				let buyer = &BUYERS[buyer];
				let result = RevenueShare::purchase(signed(buyer.clone()), agreement, price);
				let expected = model.purchase(agreement, buyer, price);
				// Which of the two depends on the order of the parts.
				let result = match result {
					Err(DispatchError::Token(TokenError::NotExpendable)) => {
						Err(TokenError::FundsUnavailable.into())
					},
					other => other,
				};
				assert_eq!(result, expected);
			}
		},
		Step::Claim { agreement, nth } => {
			let who = model.account(agreement, nth);
			let result = RevenueShare::claim(signed(PROVIDER), agreement, who.clone());
			assert_eq!(result, model.claim(agreement, &who));
		},
	}
}

proptest::proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn any_series_of_calls_does_what_the_model_says(steps in steps()) {
		new_test_ext().execute_with(|| {
			TestDevices::add(&OPERATOR);
			let issuance = Balances::total_issuance();
			let mut model = Model::new();
			for step in steps {
				apply(&mut model, step);
				model.check();
				assert_eq!(Balances::total_issuance(), issuance);
			}
		});
	}
}

proptest::proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn a_thousand_sales_of_one_unit_are_split_exactly(shares in shares(), first in 80..120u8) {
		new_test_ext().execute_with(|| {
			let issuance = Balances::total_issuance();
			let mut model = Model::new();
			for step in [
				Step::Propose { device: DEVICE, shares, first },
				Step::AcceptAll { agreement: 0 },
				Step::Activate { agreement: 0 },
				Step::Purchase { agreement: 0, buyer: 0, price: 1, times: 1_000 },
			] {
				apply(&mut model, step);
			}
			model.check();
			assert_eq!(RevenueShare::statement(0).unwrap().gross, 1_000);
			assert_eq!(Balances::total_issuance(), issuance);
		});
	}
}
