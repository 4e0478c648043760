//! Random purchases and what becomes of them, against a plain model.

use crate::{mock::*, *};
use bot_primitives::DeviceState;
use frame::traits::fungibles::Inspect;
use proptest::prelude::{any, prop_oneof, Just, ProptestConfig, Strategy};
use std::collections::BTreeMap;
use VendOutcome::{Dispensed, Failed};

const BUYERS: [AccountId; 2] = [BUYER, STRANGER];
const HOLDER: AccountId = AccountId::new([200; 32]);
const ASSETS: [AssetKind; 2] = [AssetKind::Native, EURO];
/// What each device charges. One cannot be received by an account that has to be opened for it, and
/// one nobody can pay.
const PRICES: [Amount; 4] = [1, 9, 1_234_567, START * 10];

#[derive(Clone, Debug)]
enum Step {
	/// Of the two devices, one sells under an agreement in each asset.
	Buy {
		device: DeviceIndex,
		buyer: usize,
		tier: u8,
		max_price: Amount,
		ticket: bool,
	},
	Report {
		purchase: PurchaseId,
		outcome: VendOutcome,
	},
	Pass {
		time: Millis,
	},
	Idle,
	ClaimRefund {
		purchase: PurchaseId,
	},
	ClaimByTicket {
		purchase: PurchaseId,
		own: bool,
	},
	Settle {
		purchase: PurchaseId,
	},
	/// The issued asset can be moved, or not.
	Freeze {
		frozen: bool,
	},
	/// The second device is gone for good.
	Destroy,
	/// Another operator runs the second device.
	Transfer,
	/// The parties of the first agreement change their shares.
	Amend {
		share: u32,
	},
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let purchase = || 0..16u64;
	let outcome = prop_oneof![2 => Just(Dispensed), 1 => Just(Failed)];
	let time = prop_oneof![
		2 => 0..HOUR,
		1 => Just(REPORT_WINDOW - 1),
		1 => Just(REPORT_WINDOW),
		1 => Just(TICKET_WINDOW),
	];
	let max_price = prop_oneof![4 => Just(Amount::MAX), 1 => 0..2_000_000u128];
	let step = prop_oneof![
		8 => (0..2u32, 0..2usize, 0..5u8, max_price, any::<bool>()).prop_map(
			|(device, buyer, tier, max_price, ticket)| {
				Step::Buy { device, buyer, tier, max_price, ticket }
			}
		),
		8 => (purchase(), outcome).prop_map(|(purchase, outcome)| {
			Step::Report { purchase, outcome }
		}),
		3 => time.prop_map(|time| Step::Pass { time }),
		2 => Just(Step::Idle),
		2 => purchase().prop_map(|purchase| Step::ClaimRefund { purchase }),
		3 => (purchase(), prop_oneof![4 => Just(true), 1 => Just(false)])
			.prop_map(|(purchase, own)| Step::ClaimByTicket { purchase, own }),
		1 => purchase().prop_map(|purchase| Step::Settle { purchase }),
		1 => any::<bool>().prop_map(|frozen| Step::Freeze { frozen }),
		1 => prop_oneof![Just(Step::Destroy), Just(Step::Transfer)],
		1 => (1..1_000_000u32).prop_map(|share| Step::Amend { share }),
	];
	proptest::collection::vec(step, 1..80)
}

struct Paid {
	device: DeviceIndex,
	payer: AccountId,
	price: Amount,
	deposit: Amount,
	has_ticket: bool,
	version: AgreementVersion,
	report_by: Millis,
	claim_by: Millis,
	state: PurchaseState,
	/// Whether the chain looked at it when its time was over, and left it.
	left: bool,
}

/// What the pallet should do, told without holds, queues or splits.
struct Model {
	/// What each account can spend, by asset.
	spendable: BTreeMap<(DeviceIndex, AccountId), Amount>,
	open: BTreeMap<PurchaseId, Paid>,
	next: PurchaseId,
	/// What was split, by agreement and version.
	split: BTreeMap<(AgreementId, AgreementVersion), Amount>,
	frozen: bool,
}

/// What a call does: nothing, with an error, or something.
type Done = Result<(), DispatchError>;

impl Model {
	/// The agreement of each device has its number.
	fn new() -> Self {
		let who = || BUYERS.into_iter().chain([HOLDER]);
		let spendable = |device: DeviceIndex| {
			who().map(move |who| ((device, who.clone()), spendable(device, &who)))
		};
		Self {
			spendable: spendable(0).chain(spendable(1)).collect(),
			open: BTreeMap::new(),
			next: 0,
			split: BTreeMap::new(),
			frozen: false,
		}
	}

	fn spendable(&mut self, asset: DeviceIndex, who: &AccountId) -> &mut Amount {
		self.spendable.get_mut(&(asset, who.clone())).unwrap()
	}

	fn is_movable(&self, device: DeviceIndex) -> bool {
		device == 0 || !self.frozen
	}

	fn paid(&self, id: PurchaseId) -> Result<&Paid, DispatchError> {
		Ok(self.open.get(&id).ok_or(Error::<Test>::UnknownPurchase)?)
	}

	fn is_undelivered(&self, id: PurchaseId) -> bool {
		let paid = &self.open[&id];
		let is_gone = TestDevices::hot(paid.device).unwrap().state.is_final();
		match paid.state {
			PurchaseState::Open => is_gone || paid.report_by <= now(),
			PurchaseState::Failed => true,
			PurchaseState::Dispensed => false,
		}
	}

	fn ensure_movable(&self, device: DeviceIndex) -> Done {
		let error = polkadot_sdk::pallet_assets::Error::<Test>::AssetNotLive;
		ensure!(self.is_movable(device), error);
		Ok(())
	}

	fn end(&mut self, id: PurchaseId) -> Paid {
		let paid = self.open.remove(&id).unwrap();
		*self.spendable(0, &paid.payer) += paid.deposit;
		paid
	}

	fn refund(&mut self, id: PurchaseId) -> Done {
		self.ensure_movable(self.open[&id].device)?;
		let paid = self.end(id);
		*self.spendable(paid.device, &paid.payer) += paid.price;
		Ok(())
	}

	fn split(&mut self, id: PurchaseId) -> Done {
		self.ensure_movable(self.open[&id].device)?;
		let paid = self.end(id);
		*self.split.entry((paid.device, paid.version)).or_default() += paid.price;
		Ok(())
	}

	fn report(&mut self, id: PurchaseId, outcome: VendOutcome) -> bool {
		let Some(paid) = self.open.get_mut(&id) else { return false };
		let hot = TestDevices::hot(paid.device).unwrap();
		let reportable =
			paid.state == PurchaseState::Open && now() < paid.report_by && !hot.state.is_final();
		if !reportable {
			return false;
		}
		let has_ticket = paid.has_ticket;
		// What cannot be moved now stays.
		match outcome {
			Dispensed => {
				paid.state = PurchaseState::Dispensed;
				let _ = self.split(id);
			},
			Failed => {
				paid.state = PurchaseState::Failed;
				if !has_ticket {
					let _ = self.refund(id);
				}
			},
		}
		true
	}

	fn claim_refund(&mut self, id: PurchaseId) -> Done {
		let paid = self.paid(id)?;
		let is_payers = !paid.has_ticket || paid.claim_by <= now();
		ensure!(self.is_undelivered(id) && is_payers, Error::<Test>::NotRefundable);
		self.refund(id)
	}

	fn claim_by_ticket(&mut self, id: PurchaseId, own: bool) -> Done {
		let paid = self.paid(id)?;
		let (device, price) = (paid.device, paid.price);
		ensure!(paid.has_ticket, Error::<Test>::NoTicket);
		ensure!(self.is_undelivered(id), Error::<Test>::NotRefundable);
		ensure!(own, Error::<Test>::WrongTicket);
		let received = spendable(device, &HOLDER) + price >= MINIMUM;
		ensure!(received, DispatchError::Token(TokenError::CannotCreate));
		self.ensure_movable(device)?;
		self.end(id);
		*self.spendable(device, &HOLDER) += price;
		Ok(())
	}

	fn settle(&mut self, id: PurchaseId) -> Done {
		let dispensed = self.paid(id)?.state == PurchaseState::Dispensed;
		ensure!(dispensed, Error::<Test>::NotDispensed);
		self.split(id)
	}

	/// Each purchase is looked at once after its time.
	fn idle(&mut self) {
		let ids = self.open.keys().copied().collect::<Vec<_>>();
		for id in ids {
			let paid = self.open.get_mut(&id).unwrap();
			let over = if paid.has_ticket { paid.claim_by } else { paid.report_by };
			if paid.left || now() < over {
				continue;
			}
			paid.left = true;
			if paid.state != PurchaseState::Dispensed {
				let _ = self.refund(id);
			}
		}
	}

	fn check(&self) {
		let open = Purchases::<Test>::iter().collect::<BTreeMap<_, _>>();
		assert!(open.keys().eq(self.open.keys()));
		for (id, paid) in &self.open {
			assert_eq!(open[id].state, paid.state);
		}
		for ((asset, who), expected) in &self.spendable {
			assert_eq!(spendable(*asset, who), *expected, "{who:?} of {asset}");
		}
		for (asset, who) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
			let paid = self.open.values();
			let prices = paid
				.filter(|it| it.device == asset as DeviceIndex && it.payer == BUYERS[who])
				.map(|it| it.price);
			assert_eq!(escrow(ASSETS[asset].clone(), &BUYERS[who]), prices.sum::<Amount>());
		}
		for ((id, version), gross) in &self.split {
			assert_eq!(ledger(*id, *version).sales.gross, *gross);
		}
		RevenueShare::do_try_state().unwrap();
	}
}

fn spendable(device: DeviceIndex, who: &AccountId) -> Amount {
	<Test as Config>::Fungibles::balance(ASSETS[device as usize].clone(), who)
}

/// What all payees have together, kept parts included.
fn received(device: DeviceIndex) -> Amount {
	let payees = (0..2).map(party).chain([TAX_OFFICE, RevenueShare::account()]);
	payees.map(|who| spendable(device, &who)).sum()
}

fn issued() -> [Amount; 2] {
	ASSETS.map(<Test as Config>::Fungibles::total_issuance)
}

/// Does one step, and expects of the pallet what the model says.
fn apply(model: &mut Model, step: Step) {
	match step {
		Step::Buy { device, buyer, tier, max_price, ticket } => {
			let payer = BUYERS[buyer].clone();
			let result = match ticket {
				true => RevenueShare::purchase_for(
					signed(payer.clone()),
					device,
					tier,
					max_price,
					ticket_key(),
				),
				false => RevenueShare::purchase(signed(payer.clone()), device, tier, max_price),
			};
			let price = PRICES.get(usize::from(tier)).copied();
			let hot = TestDevices::hot(device).unwrap();
			let expected = if agreement(device).state != AgreementState::Active {
				Err(Error::<Test>::NotActive.into())
			} else if hot.state != DeviceState::Active {
				Err(Error::<Test>::DeviceNotActive.into())
			} else if price.is_none() {
				Err(Error::<Test>::UnknownTier.into())
			} else if price > Some(max_price) {
				Err(Error::<Test>::PriceTooHigh.into())
			} else if model.frozen && device == 1 {
				// A frozen asset: what exactly the currency says of it is its own matter.
				assert!(result.is_err());
				result
			} else if price > Some(START) {
				Err(TokenError::FundsUnavailable.into())
			} else {
				Ok(())
			};
			assert_eq!(result, expected);
			if result.is_ok() {
				let info = RevenueShare::open_purchase(model.next).unwrap();
				let paid = Paid {
					device,
					payer: payer.clone(),
					price: price.unwrap(),
					deposit: info.deposit,
					has_ticket: ticket,
					version: agreement(device).version_at(now()),
					report_by: now() + REPORT_WINDOW,
					claim_by: now() + REPORT_WINDOW + TICKET_WINDOW,
					state: PurchaseState::Open,
					left: false,
				};
				*model.spendable(device, &payer) -= paid.price;
				*model.spendable(0, &payer) -= paid.deposit;
				model.open.insert(model.next, paid);
				model.next += 1;
			}
		},
		Step::Report { purchase, outcome } => {
			let result = report(purchase, outcome);
			assert_eq!(result.is_ok(), model.report(purchase, outcome));
		},
		Step::Pass { time } => pass(time),
		Step::Idle => {
			RevenueShare::on_idle(System::block_number(), Weight::MAX);
			model.idle();
		},
		Step::ClaimRefund { purchase } => {
			let result = RevenueShare::claim_refund(signed(PROVIDER), purchase);
			assert_eq!(result, model.claim_refund(purchase));
		},
		Step::ClaimByTicket { purchase, own } => {
			let signature = ticket_claim(purchase, if own { &HOLDER } else { &PROVIDER });
			let result =
				RevenueShare::claim_by_ticket(signed(PROVIDER), purchase, HOLDER, signature);
			assert_eq!(result, model.claim_by_ticket(purchase, own));
		},
		Step::Settle { purchase } => {
			let result = RevenueShare::settle_purchase(signed(PROVIDER), purchase);
			assert_eq!(result, model.settle(purchase));
		},
		Step::Freeze { frozen } => {
			let result = match frozen {
				true => Assets::freeze_asset(signed(PROVIDER), 1),
				false => Assets::thaw_asset(signed(PROVIDER), 1),
			};
			assert_eq!(result.is_ok(), frozen != model.frozen);
			model.frozen = frozen;
		},
		Step::Destroy => TestDevices::destroy(1),
		Step::Transfer => TestDevices::transfer(1, OTHER_OPERATOR),
		Step::Amend { share } => {
			let (id, from) = (0, now() + AMENDMENT_NOTICE);
			let split = taxed(&[share, 1_000_000 - share]);
			if RevenueShare::amend(signed(OPERATOR), id, split, from).is_ok() {
				let version = agreement(id).version + 1;
				accept_all(id, version);
			}
		},
	}
}

proptest::proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn any_series_of_purchases_does_what_the_model_says(steps in steps()) {
		new_test_ext().execute_with(|| {
			TestDevices::add(&OPERATOR);
			for (device, asset) in (0..).zip(ASSETS) {
				let conditions = Conditions { asset: asset.clone(), ..conditions() };
				let split = taxed(&[600_000, 400_000]);
				let id = NextAgreementId::<Test>::get();
				RevenueShare::propose(signed(OPERATOR), device, conditions, split).unwrap();
				accept_all(id, 0);
				RevenueShare::activate(signed(OPERATOR), id).unwrap();
				set_prices(device, asset, &PRICES);
			}
			let issuance = issued();
			let before = [0, 1].map(received);
			let mut model = Model::new();
			for step in steps {
				apply(&mut model, step);
				model.check();
				assert_eq!(issued(), issuance);
				for device in 0..2u32 {
					let split = model.split.iter().filter(|((id, _), _)| *id == device);
					let sum = split.map(|(_, gross)| gross).sum::<Amount>();
					assert_eq!(received(device), before[device as usize] + sum);
				}
			}
		});
	}
}
