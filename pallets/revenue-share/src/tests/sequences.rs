//! Random series of all that can happen under agreements. After each step nothing was created or lost,
//! the ledgers are what follows from the sales that were recorded, and every payee has what its
//! statements say it was paid.

use crate::{deductions::clear, mock::*, *};
use bot_primitives::{
	merkle::{self, SoftSha256},
	sales::{LineKind, SaleLine, VendOutcome},
};
use frame::traits::tokens::Preservation;
use proptest::prelude::{any, prop_oneof, Just, ProptestConfig, Strategy};
use std::collections::BTreeMap;

const SALT: [u8; 16] = [3; 16];
/// Whom the agreements pay. The first has no account at the start, nor has the last.
const PAYEES: [AccountId; 5] = [TAX_OFFICE, party(0), party(1), party(2), party(100)];

#[derive(Clone, Debug)]
enum Step {
	Pass(Millis),
	Buy {
		price: Amount,
		outcome: Option<VendOutcome>,
	},
	Report {
		hide: bool,
		totals: Vec<SalesTotal>,
	},
	Settle,
	PayArrears {
		payee: usize,
	},
	Claim {
		payee: usize,
	},
	/// The payee confirms it, rejects it, or says nothing.
	Pay {
		amount: Amount,
		answer: Option<bool>,
	},
	/// The operator confirms what payees have not answered.
	Confirm,
	Reverse {
		number: u32,
		line: usize,
		amount: Amount,
	},
	/// By a party, or else by the operator.
	Dispute {
		party: Option<usize>,
	},
	Decide {
		part: u8,
	},
	Amend {
		terms: SplitOf<Test>,
		accept: bool,
	},
	Terminate,
	Transfer,
	Renew,
	Spend {
		amount: Amount,
	},
}

fn amounts() -> impl Strategy<Value = Amount> {
	prop_oneof![1..20u128, 1..10_000u128, 1..1_000_000u128]
}

/// As many shares as there can be parties, that sum to all.
fn shares() -> impl Strategy<Value = Vec<u32>> {
	proptest::collection::vec(1..1_000_000 / MAX_PARTIES, 1..MAX_PARTIES as usize).prop_map(
		|mut shares| {
			shares.push(1_000_000 - shares.iter().sum::<u32>());
			shares
		},
	)
}

/// The terms of an agreement: the deductions of [`split_of`] by other rules, or some of them.
fn terms() -> impl Strategy<Value = SplitOf<Test>> {
	let rule = || {
		prop_oneof![
			(1..=split::MILLION).prop_map(Rule::OfGross),
			(1..=split::MILLION).prop_map(Rule::OfRemainder),
			amounts().prop_map(Rule::PerPiece),
		]
	};
	let rules = proptest::collection::vec(proptest::option::of(rule()), 3);
	(shares(), rules, 0..4usize).prop_map(|(shares, rules, count)| {
		let mut split = split_of(&shares);
		for (deduction, rule) in split.deductions.iter_mut().zip(rules) {
			deduction.rule = rule.unwrap_or(deduction.rule);
		}
		split.deductions.truncate(count);
		split
	})
}

fn totals() -> impl Strategy<Value = Vec<SalesTotal>> {
	const MEANS: [PaymentMeans; 3] = [PaymentMeans::Cash, PaymentMeans::Card, PaymentMeans::Chain];
	let sold = proptest::collection::btree_map((0..3u8, 0..3usize), (1..9u32, amounts()), 1..5);
	sold.prop_map(|sold| {
		let total = |((class, means), (quantity, amount))| SalesTotal {
			class,
			means: MEANS[means],
			quantity,
			amount,
		};
		sold.into_iter().map(total).collect()
	})
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let outcome = prop_oneof![
		4 => Just(Some(VendOutcome::Dispensed)),
		1 => Just(Some(VendOutcome::Failed)),
		1 => Just(None),
	];
	let step = prop_oneof![
		6 => prop_oneof![Just(HOUR), Just(DAY), Just(4 * DAY), Just(20 * DAY)].prop_map(Step::Pass),
		8 => (amounts(), outcome).prop_map(|(price, outcome)| Step::Buy { price, outcome }),
		8 => (any::<bool>(), totals()).prop_map(|(hide, totals)| Step::Report { hide, totals }),
		6 => Just(Step::Settle),
		2 => (0..5usize).prop_map(|payee| Step::PayArrears { payee }),
		2 => (0..5usize).prop_map(|payee| Step::Claim { payee }),
		4 => (amounts(), any::<Option<bool>>())
			.prop_map(|(amount, answer)| Step::Pay { amount, answer }),
		2 => Just(Step::Confirm),
		6 => (0..8u32, 0..4usize, amounts())
			.prop_map(|(number, line, amount)| Step::Reverse { number, line, amount }),
		3 => proptest::option::weighted(0.8, 1..5usize).prop_map(|party| Step::Dispute { party }),
		3 => any::<u8>().prop_map(|part| Step::Decide { part }),
		3 => (terms(), any::<bool>()).prop_map(|(terms, accept)| Step::Amend { terms, accept }),
		1 => Just(Step::Terminate),
		1 => Just(Step::Transfer),
		2 => Just(Step::Renew),
		2 => amounts().prop_map(|amount| Step::Spend { amount }),
	];
	proptest::collection::vec(step, 1..60)
}

/// A tax, a bottle's deposit on one class, a fee on cards, and parties, of which the second is paid
/// outside the chain, and the last of four or more has no account.
fn split_of(shares: &[u32]) -> SplitOf<Test> {
	let mut split = shared(shares);
	split.parties[1].payout = Payout::External;
	if shares.len() > 3 {
		split.parties[shares.len() - 1].account = party(100);
	}
	let bottle = Deduction { rule: Rule::PerPiece(25), class: Some(1), ..tax() };
	let card = Deduction {
		payee: party(0),
		rule: Rule::OfRemainder(20_000),
		means: Some(PaymentMeans::Card),
		..tax()
	};
	split.deductions = PerDeduction::truncate_from(vec![tax(), bottle, card]);
	split
}

struct World {
	asset: AssetKind,
	/// The agreement that the steps are about.
	current: AgreementId,
	/// What was sold, in order, by agreement and version.
	sold: Vec<((AgreementId, AgreementVersion), Vec<SalesTotal>)>,
	/// The lines of each report.
	lines: BTreeMap<(AgreementId, u32), Vec<SaleLine>>,
	/// What was reversed, in order, by agreement and version.
	reversed: Vec<((AgreementId, AgreementVersion), Vec<SalesTotal>)>,
	/// What was reversed of each line, by agreement, report and place.
	given_back: BTreeMap<(AgreementId, u32, usize), Amount>,
	/// What each payee had at the start.
	before: BTreeMap<AccountId, Amount>,
	/// What was confirmed to have been paid outside the chain.
	outside: Amount,
	payments: u8,
}

fn wealth(asset: &AssetKind, who: &AccountId) -> Amount {
	<<Test as Config>::Fungibles as fungibles::Inspect<_>>::total_balance(asset.clone(), who)
}

fn issuance(asset: &AssetKind) -> Amount {
	<<Test as Config>::Fungibles as fungibles::Inspect<_>>::total_issuance(asset.clone())
}

impl World {
	fn new(asset: AssetKind, terms: SplitOf<Test>) -> Self {
		let conditions = Conditions { asset: asset.clone(), ..conditions() };
		let current = active_with(conditions, terms);
		let others = (3..MAX_PARTIES as u8).map(party);
		let payees = PAYEES.into_iter().chain(others);
		let before = payees.map(|who| (who.clone(), wealth(&asset, &who))).collect();
		Self {
			asset,
			current,
			sold: Vec::new(),
			lines: BTreeMap::new(),
			reversed: Vec::new(),
			given_back: BTreeMap::new(),
			before,
			outside: 0,
			payments: 0,
		}
	}

	fn operator(&self) -> AccountId {
		agreement(self.current).operator
	}

	fn version(&self) -> AgreementVersion {
		agreement(self.current).version_at(now())
	}

	/// Does a step. What the pallet refuses changes nothing.
	fn apply(&mut self, step: Step) {
		let id = self.current;
		match step {
			Step::Pass(time) => pass(time),
			Step::Buy { price, outcome } => self.buy(price, outcome),
			Step::Report { hide, totals } => self.report(hide, totals),
			Step::Settle => {
				for (agreement, number) in self.lines.keys() {
					let _ = RevenueShare::settle(signed(STRANGER), *agreement, *number);
				}
			},
			Step::PayArrears { payee } => {
				let _ = RevenueShare::pay_arrears(signed(STRANGER), id, PAYEES[payee].clone());
			},
			Step::Claim { payee } => {
				let _ = RevenueShare::claim(signed(STRANGER), id, PAYEES[payee].clone());
			},
			Step::Pay { amount, answer } => self.pay(amount, answer),
			Step::Confirm => self.confirm(),
			Step::Reverse { number, line, amount } => self.reverse(number, line, amount),
			Step::Dispute { party } => {
				let number = self.lines.keys().filter(|it| it.0 == id).map(|it| it.1).max();
				let who = party.map_or_else(|| self.operator(), |party| PAYEES[party].clone());
				let number = number.unwrap_or_default();
				let _ = RevenueShare::dispute(signed(who), id, number, [1; 32]);
			},
			Step::Decide { part } => {
				let dispute = Disputes::<Test>::iter().next();
				if let Some((agreement, number, dispute)) = dispute {
					let all = dispute.parts.iter().sum::<Amount>();
					let paid = all * Amount::from(part) / 255;
					let decided = RevenueShare::decide(signed(ARBITER), agreement, number, paid);
					assert_eq!(decided.is_ok(), now() < dispute.decide_by);
				}
			},
			Step::Amend { terms, accept } => {
				let from = now() + AMENDMENT_NOTICE;
				let who = signed(self.operator());
				let proposed = RevenueShare::amend(who, id, terms, from);
				if accept && proposed.is_ok() {
					accept_all(id, self.version() + 1);
				}
			},
			Step::Terminate => {
				let _ = RevenueShare::terminate(signed(party(0)), id);
			},
			Step::Transfer => {
				let to = match self.operator() == OPERATOR {
					true => OTHER_OPERATOR,
					false => OPERATOR,
				};
				TestDevices::transfer(DEVICE, to);
			},
			Step::Renew => self.renew(),
			Step::Spend { amount } => {
				let _ = <<Test as Config>::Fungibles as fungibles::Mutate<_>>::transfer(
					self.asset.clone(),
					&self.operator(),
					&STRANGER,
					amount * 1_000,
					Preservation::Preserve,
				);
			},
		}
	}

	fn buy(&mut self, price: Amount, outcome: Option<VendOutcome>) {
		let version = self.version();
		let operator = TestDevices::hot(DEVICE).unwrap().operator;
		let purchase = NextPurchaseId::<Test>::get();
		let listed =
			RevenueShare::set_prices(signed(operator), DEVICE, self.asset.clone(), tiers(&[price]));
		if listed.is_err() || RevenueShare::purchase(signed(BUYER), self.current, 0, price).is_err()
		{
			return;
		}
		match outcome {
			Some(outcome) => {
				report(purchase, outcome).unwrap();
			},
			None => {
				pass(3 * DAY);
				RevenueShare::claim_refund(signed(STRANGER), purchase).unwrap();
			},
		}
		if outcome == Some(VendOutcome::Dispensed) {
			let means = PaymentMeans::Chain;
			let total = SalesTotal { class: 0, means, quantity: 1, amount: price };
			self.sold.push(((self.current, version), vec![total]));
		}
	}

	fn report(&mut self, hide: bool, totals: Vec<SalesTotal>) {
		let machine = Machines::<Test>::get(DEVICE);
		let number = machine.next_report + u32::from(hide);
		let terms = (self.current, self.version());
		let lifetime = (machine.lifetime_quantity, machine.lifetime_gross);
		let line = |(line, total): (usize, &SalesTotal)| SaleLine {
			reference: [number as u8; 16],
			line: line as u16,
			product: 1,
			class: total.class,
			means: total.means,
			kind: LineKind::Paid,
			quantity: total.quantity as u16,
			amount: total.amount,
			at: now(),
		};
		let lines = totals.iter().enumerate().map(line).collect::<Vec<_>>();
		let report = SalesReport {
			lines: lines.len() as u32,
			root: merkle::root::<SoftSha256>(&leaves(&lines)).unwrap(),
			..sales_report(terms, number, &totals, lifetime)
		};
		if submit_signed(report, &totals).is_ok() {
			self.lines.insert((self.current, number), lines);
			let off_chain = totals.into_iter().filter(|it| it.means != PaymentMeans::Chain);
			self.sold.push((terms, off_chain.collect()));
		}
	}

	fn pay(&mut self, amount: Amount, answer: Option<bool>) {
		self.payments += 1;
		let (id, operator) = (self.current, self.operator());
		let (payee, reference) = (party(1), [self.payments; 32]);
		let amount = amount.min(position(id, &payee).owed_outside);
		let stated =
			RevenueShare::record_payment(signed(operator), id, payee.clone(), amount, reference);
		if stated.is_err() {
			return;
		}
		match answer {
			Some(true) => {
				RevenueShare::confirm_payment(signed(payee), id, reference).unwrap();
				self.outside += amount;
			},
			Some(false) => RevenueShare::reject_payment(signed(payee), id, reference).unwrap(),
			None => (),
		}
	}

	fn confirm(&mut self) {
		for (id, reference, payment) in Payments::<Test>::iter().collect::<Vec<_>>() {
			let operator = signed(agreement(id).operator);
			let confirmed = RevenueShare::confirm_payment(operator, id, reference);
			assert_eq!(confirmed.is_ok(), payment.confirm_by <= now());
			self.outside += if confirmed.is_ok() { payment.amount } else { 0 };
		}
	}

	fn reverse(&mut self, number: u32, line: usize, amount: Amount) {
		let of_current = self.lines.iter().filter(|(key, _)| key.0 == self.current);
		let Some(((id, number), lines)) = of_current.clone().nth(number as usize) else { return };
		let line = line % lines.len();
		let path = merkle::path::<SoftSha256>(&leaves(lines), line).unwrap();
		let proven = ProvenLine {
			line: lines[line],
			salt: SALT,
			index: line as u32,
			path: LinePath::truncate_from(path),
		};
		let Ok(report) = Pallet::<Test>::report_of(*id, *number) else { return };
		let operator = signed(self.operator());
		if RevenueShare::reverse(operator, *id, *number, proven.clone(), amount).is_err() {
			return;
		}
		let SaleLine { class, means, quantity, amount: all, .. } = proven.line;
		let sum = self.given_back.entry((*id, *number, line)).or_default();
		let pieces = |sum: Amount| Amount::from(quantity) * sum / all;
		let quantity = (pieces(*sum + amount) - pieces(*sum)) as u32;
		*sum += amount;
		let total = SalesTotal { class, means, quantity, amount };
		self.reversed.push(((*id, report.version), vec![total]));
	}

	fn renew(&mut self) {
		let operator = TestDevices::hot(DEVICE).unwrap().operator;
		let renewed = NextAgreementId::<Test>::get();
		if RevenueShare::renew(signed(operator.clone()), self.current).is_err() {
			return;
		}
		accept_all(renewed, 0);
		if RevenueShare::activate(signed(operator), renewed).is_ok() {
			self.current = renewed;
		}
	}

	fn check(&self) {
		RevenueShare::do_try_state().unwrap();
		for (id, version, ledger) in Ledgers::<Test>::iter() {
			assert_eq!(ledger.sales, booked((id, version), &self.sold));
			assert_eq!(ledger.reversals, booked((id, version), &self.reversed));
		}

		let agreements = 0..NextAgreementId::<Test>::get();
		for (who, before) in &self.before {
			let statements = agreements
				.clone()
				.filter_map(|id| RevenueShare::statement(id, who.clone(), Day::MIN, Day::MAX));
			let paid = statements.map(|statement| statement.paid).sum::<Amount>();
			let outside = if *who == party(1) { self.outside } else { 0 };
			assert_eq!(wealth(&self.asset, who) - before + outside, paid, "{who:?}");
		}
	}
}

/// What of these sales, or reversals, is under these terms, booked again from nothing.
fn booked(
	terms: (AgreementId, AgreementVersion),
	totals: &[((AgreementId, AgreementVersion), Vec<SalesTotal>)],
) -> Book {
	let split = Terms::<Test>::get(terms.0, terms.1).unwrap().split;
	let mut book = Pallet::<Test>::empty_ledger(&split).sales;
	for (_, totals) in totals.iter().filter(|(of, _)| *of == terms) {
		clear(&mut book, &split, totals).unwrap();
	}
	book
}

fn leaves(lines: &[SaleLine]) -> Vec<Hash256> {
	lines.iter().map(|line| line.leaf_hash::<SoftSha256>(&SALT)).collect()
}

fn run(asset: AssetKind, terms: SplitOf<Test>, steps: Vec<Step>) {
	new_test_ext().execute_with(|| {
		let mut world = World::new(asset.clone(), terms);
		let issued = issuance(&asset);
		for step in steps {
			world.apply(step);
			world.check();
			assert_eq!(issuance(&asset), issued);
		}
	});
}

proptest::proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn nothing_is_created_or_lost_in_the_native_currency(terms in terms(), steps in steps()) {
		run(conditions().asset, terms, steps);
	}

	#[test]
	fn nothing_is_created_or_lost_in_an_issued_asset(terms in terms(), steps in steps()) {
		run(EURO, terms, steps);
	}
}

#[test]
fn a_series_with_all_steps_does_them() {
	new_test_ext().execute_with(|| {
		let mut world = World::new(EURO, split_of(&[400_000, 300_000, 200_000, 100_000]));
		let sold = [cash(3, 3_000)];
		let report = || Step::Report { hide: true, totals: sold.to_vec() };
		let buy = |outcome| Step::Buy { price: 1_000, outcome };
		for step in [
			buy(Some(VendOutcome::Dispensed)),
			buy(Some(VendOutcome::Failed)),
			buy(None),
			report(),
			report(),
			Step::Dispute { party: Some(1) },
			Step::Decide { part: 100 },
			Step::Pass(4 * DAY),
			Step::Settle,
			Step::Pay { amount: 10, answer: Some(true) },
			Step::Pay { amount: 10, answer: Some(false) },
			Step::Pay { amount: 10, answer: None },
			Step::Reverse { number: 0, line: 0, amount: 77 },
			Step::Amend { terms: split_of(&[250_000; 4]), accept: true },
			Step::Pass(DAY),
			report(),
			Step::Dispute { party: None },
			Step::Pass(ANSWER_WINDOW),
			Step::Settle,
			Step::Confirm,
			Step::Transfer,
			Step::Renew,
			report(),
		] {
			world.apply(step);
			world.check();
		}
		assert_eq!(world.sold.len(), 5);
		assert_eq!(world.current, 1);
		assert_eq!(world.outside, 20);
		assert_eq!(Disputes::<Test>::iter().count(), 0);
		assert_eq!(agreement(0).version, 1);
		assert_eq!(ledger(0, 0).reversals.gross, 77);
		assert!(ledger(0, 0).returned.iter().sum::<Amount>() > 0);
		assert_eq!(Machines::<Test>::get(DEVICE).missing, 4);
		assert_eq!(ledger(1, 0).sales.gross, 3_000);
	});
}
