//! Benchmarks, each at its worst case: with as many payees as an agreement can have. The asset is an
//! issued one, where a runtime has any: it costs more than the native currency.

use super::*;
use alloc::vec;
use bot_primitives::{
	merkle,
	payload::Payload,
	sales::{LineKind, SaleLine, TicketClaim},
	PublicKey, Role, Roles, Sha256, SigningContext,
};
use frame::{
	benchmarking::prelude::*,
	traits::{
		fungible::{Mutate, MutateHold},
		fungibles, Authorize,
	},
};
use polkadot_sdk::{
	sp_core::crypto::KeyTypeId,
	sp_io::crypto::{ed25519_generate, ed25519_sign},
};

const SEED: u32 = 0;
const KEY_TYPE: KeyTypeId = KeyTypeId(*b"bot_");
/// Later than any notice of a runtime.
const FAR: Millis = 1 << 50;

fn party<T: Config>(index: u32) -> T::AccountId {
	account("party", index, SEED)
}

/// As many deductions and parties as there can be. Of the parties, the last one has the least share
/// that there is.
fn split_of_all<T: Config>() -> SplitOf<T> {
	let share = (split::MILLION - 1) / (MAX_PARTIES - 1);
	let mut parties = (0..MAX_PARTIES)
		.map(|index| Party {
			account: party::<T>(index),
			share_ppm: share,
			payout: Payout::OnChain,
		})
		.collect::<Vec<_>>();
	parties[0].share_ppm = split::MILLION - 1 - share * (MAX_PARTIES - 2);
	parties[15].share_ppm = 1;
	let deductions = (0..MAX_DEDUCTIONS)
		.map(|index| Deduction {
			payee: account("payee", index, SEED),
			payout: Payout::OnChain,
			rule: Rule::OfRemainder(10_000),
			class: None,
			means: None,
		})
		.collect::<Vec<_>>();
	Split {
		deductions: PerDeduction::truncate_from(deductions),
		parties: PerParty::truncate_from(parties),
	}
}

/// Other parties than those of [`split_of_all`].
fn split_of_others<T: Config>() -> SplitOf<T> {
	let mut split = split_of_all::<T>();
	for (index, party) in (0..).zip(split.parties.iter_mut()) {
		party.account = account("other", index, SEED);
	}
	split
}

fn conditions<T: Config>() -> ConditionsOf<T> {
	Conditions {
		asset: T::BenchmarkHelper::asset(),
		arbiter: account("arbiter", 0, SEED),
		currency_code: *b"EUR",
		decimals: 2,
		utc_offset_minutes: 60,
		dispute_window: MAX_DISPUTE_WINDOW,
	}
}

/// Gives `who` enough of the native currency and of the asset.
fn fund<T: Config>(who: &T::AccountId) {
	T::Currency::set_balance(who, Amount::MAX >> 40);
	set_balance::<T>(who, fungible_minimum::<T>() * 10_000_000);
}

fn agreement_of<T: Config>(id: AgreementId) -> AgreementOf<T> {
	Agreements::<T>::get(id).unwrap()
}

/// An operator with a funded account, and a device that it runs.
fn device<T: Config>() -> (T::AccountId, DeviceIndex) {
	let operator: T::AccountId = whitelisted_caller();
	fund::<T>(&operator);
	T::Members::admit_for_benchmark(&operator, Roles::of([Role::Operator]));
	let device = T::Devices::register_for_benchmark(&operator, PublicKey::Ed25519(new_key()));
	(operator, device)
}

/// Public half of a key that can sign here.
fn new_key() -> [u8; 32] {
	ed25519_generate(KEY_TYPE, None).0
}

/// Signs `payload` by a key of [`new_key`], for a device and an epoch.
fn sign<T: Config>(
	key: [u8; 32],
	payload: &impl Payload,
	device: DeviceIndex,
	epoch: u16,
) -> [u8; 64] {
	let device_id = T::Devices::hot(device).expect("registered").id;
	let context = SigningContext { genesis_hash: Pallet::<T>::genesis_hash(), device_id, epoch };
	let bytes = payload.signing_bytes(&context);
	ed25519_sign(KEY_TYPE, &key.into(), bytes.as_ref()).expect("made here").0
}

fn proposed_on<T: Config>(
	operator: &T::AccountId,
	device: DeviceIndex,
) -> Result<AgreementId, BenchmarkError> {
	let agreement = NextAgreementId::<T>::get();
	Pallet::<T>::do_propose(operator.clone(), device, conditions::<T>(), split_of_all::<T>())?;
	Ok(agreement)
}

fn accept_all<T: Config>(
	agreement: AgreementId,
	version: AgreementVersion,
) -> Result<(), BenchmarkError> {
	let TermsInfo { split, missing, .. } = Terms::<T>::get(agreement, version).unwrap();
	for who in missing {
		Pallet::<T>::do_accept(who, agreement, split.clone())?;
	}
	Ok(())
}

fn accepted<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, device) = device::<T>();
	let agreement = proposed_on::<T>(&operator, device)?;
	accept_all::<T>(agreement, 0)?;
	Ok((operator, agreement))
}

fn active<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, agreement) = accepted::<T>()?;
	Pallet::<T>::do_activate(operator.clone(), agreement)?;
	Ok((operator, agreement))
}

/// Lets a device that `operator` runs sell under an agreement with an amendment that is not agreed.
pub(crate) fn sell_under_an_amended_agreement<T: Config>(
	device: DeviceIndex,
	operator: &T::AccountId,
) {
	fund::<T>(operator);
	let agreement = proposed_on::<T>(operator, device).unwrap();
	accept_all::<T>(agreement, 0).unwrap();
	Pallet::<T>::do_activate(operator.clone(), agreement).unwrap();
	Pallet::<T>::do_amend(operator.clone(), agreement, split_of_others::<T>(), FAR).unwrap();
}

/// As many prices as there can be, of which all payees but the last party are due more than an account
/// needs.
fn prices<T: Config>() -> Tiers {
	let price = Amount::from(split::MILLION).max(fungible_minimum::<T>() * 1_000);
	Tiers::truncate_from(vec![Tier { class: 1, price }; MAX_TIERS as usize])
}

/// A purchase at the last of these prices, and who pays.
fn paid<T: Config>(ticket: Option<Hash256>) -> Result<(T::AccountId, PurchaseId), BenchmarkError> {
	let (operator, agreement) = active::<T>()?;
	let device = agreement_of::<T>(agreement).device;
	Pallet::<T>::do_set_prices(operator, device, T::BenchmarkHelper::asset(), prices::<T>())?;
	let payer: T::AccountId = account("payer", 0, SEED);
	fund::<T>(&payer);
	let id = NextPurchaseId::<T>::get();
	let tier = MAX_TIERS as u8 - 1;
	Pallet::<T>::do_purchase(payer.clone(), agreement, tier, Amount::MAX, ticket)?;
	Ok((payer, id))
}

/// As [`paid`], and the machine has reported.
fn reported<T: Config>(
	ticket: Option<Hash256>,
	state: PurchaseState,
) -> Result<PurchaseId, BenchmarkError> {
	let (_, id) = paid::<T>(ticket)?;
	Purchases::<T>::mutate(id, |purchase| purchase.as_mut().unwrap().state = state);
	Ok(id)
}

/// The report of the machine on a purchase, and its signature.
fn report<T: Config>(id: PurchaseId) -> (VendResult, Signature) {
	let device = Purchases::<T>::get(id).unwrap().device;
	let hot = T::Devices::hot(device).unwrap();
	let PublicKey::Ed25519(key) = hot.signing_key else { unreachable!("made as one") };
	let result = VendResult { purchase: id, outcome: VendOutcome::Dispensed };
	(result, Signature::Ed25519(sign::<T>(key, &result, device, hot.epoch)))
}

/// That a purchase was split, and that all payees but the last have an account now.
fn assert_split<T: Config>(id: PurchaseId) {
	assert!(!Purchases::<T>::contains_key(id));
	assert_paid::<T>();
}

/// What a machine sold for cash, of as many classes as a report can have: enough for every payee.
fn sold<T: Config>() -> ReportTotals {
	let amount = fungible_minimum::<T>() * 1_000;
	let total = |class| SalesTotal { class, means: PaymentMeans::Cash, quantity: 3, amount };
	ReportTotals::truncate_from(
		(0..bot_primitives::sales::MAX_SALES_TOTALS as u8).map(total).collect(),
	)
}

fn line<T: Config>() -> SaleLine {
	SaleLine {
		reference: [7; 16],
		line: 0,
		product: 1,
		class: 0,
		means: PaymentMeans::Cash,
		kind: LineKind::Paid,
		quantity: 3,
		amount: fungible_minimum::<T>() * 1_000,
		at: 0,
	}
}

/// A line in a report of as many lines as there can be.
fn proven_line<T: Config>() -> (ProvenLine, Hash256) {
	let line = line::<T>();
	let salt = [9; 16];
	let path = vec![[5; 32]; 32];
	let leaf = line.leaf_hash::<functions::HostSha256>(&salt);
	let root = path
		.iter()
		.fold(leaf, |hash, other| merkle::node_hash::<functions::HostSha256>(&hash, other));
	(ProvenLine { line, salt, index: 0, path: LinePath::truncate_from(path) }, root)
}

/// A report of what the machine of an agreement sold, after one that was left out, and its signature.
fn sales_report<T: Config>(agreement: AgreementId) -> (SalesReport, ReportTotals, Signature) {
	let totals = sold::<T>();
	let device = agreement_of::<T>(agreement).device;
	let (_, root) = proven_line::<T>();
	Machines::<T>::insert(device, MachineInfo { next_report: 1, ..Default::default() });
	let report = SalesReport {
		number: 2,
		agreement,
		version: 0,
		opened_at: 0,
		closed_at: 1,
		lines: u32::MAX,
		root,
		totals: functions::HostSha256::sha256(&[&totals.encode()]),
		quantity: totals.iter().map(|total| total.quantity).sum(),
		gross: totals.iter().map(|total| total.amount).sum(),
		lifetime_quantity: 1_000,
		lifetime_gross: Amount::MAX >> 1,
	};
	let hot = T::Devices::hot(device).unwrap();
	let PublicKey::Ed25519(key) = hot.signing_key else { unreachable!("made as one") };
	let signature = Signature::Ed25519(sign::<T>(key, &report, device, hot.epoch));
	(report, totals, signature)
}

/// An agreement with a report that is open, number 2.
fn open_report<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, agreement) = active::<T>()?;
	let (report, totals, signature) = sales_report::<T>(agreement);
	let device = agreement_of::<T>(agreement).device;
	Pallet::<T>::do_report(device, report, totals, signature);
	assert_eq!(Reports::<T>::get(agreement, 2).unwrap().parts.len(), MAX_PAYEES as usize);
	Ok((operator, agreement))
}

/// An agreement with a report that a party disputes, number 2.
fn disputed_report<T: Config>() -> Result<AgreementId, BenchmarkError> {
	let (_, agreement) = open_report::<T>()?;
	let party = party::<T>(MAX_PARTIES - 1);
	fund::<T>(&party);
	Pallet::<T>::do_dispute(party, agreement, 2, [1; 32])?;
	Ok(agreement)
}

/// An agreement with a report that is settled, number 2.
fn settled_report<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, agreement) = open_report::<T>()?;
	T::BenchmarkHelper::set_time(FAR);
	Pallet::<T>::do_settle(agreement, 2)?;
	Ok((operator, agreement))
}

/// That all payees but the last party, who is due too little for an account, were paid.
fn assert_paid<T: Config>() {
	let asset = T::BenchmarkHelper::asset();
	for (payee, _) in split_of_all::<T>().payees().take(MAX_PAYEES as usize - 1) {
		assert!(<T::Fungibles as fungibles::Inspect<_>>::balance(asset.clone(), payee) > 0);
	}
}

/// An agreement of which a payee is owed something outside the chain, and has been paid by it.
fn stated_payment<T: Config>() -> Result<(AgreementId, T::AccountId), BenchmarkError> {
	let (operator, agreement) = active::<T>()?;
	let payee = party::<T>(0);
	let position = Position { owed_outside: 100, ..Default::default() };
	Positions::<T>::insert(agreement, &payee, position);
	Pallet::<T>::do_record_payment(operator, agreement, payee.clone(), 50, [1; 32])?;
	Ok((agreement, payee))
}

/// As many days as are kept.
fn fill_days<T: Config>(agreement: AgreementId, version: AgreementVersion) {
	for place in 0..MAX_DAYS {
		let day = DayTotal { day: place, ..DayTotal::empty(MAX_PAYEES as usize) };
		Days::<T>::insert((agreement, version), place, day);
	}
}

/// As many reports as are kept.
fn fill_reports<T: Config>(agreement: AgreementId) {
	for number in 0..MAX_REPORTS {
		let report = ReportInfo {
			number,
			version: 0,
			root: [0; 32],
			lines: 0,
			quantity: 0,
			gross: 0,
			payable_from: 0,
			state: ReportState::Settled,
			parts: Default::default(),
		};
		Reports::<T>::insert(agreement, number, report);
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// Agreements

	#[benchmark]
	fn propose() -> Result<(), BenchmarkError> {
		let (operator, device) = device::<T>();
		let agreement = NextAgreementId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, conditions::<T>(), split_of_all::<T>());

		assert!(Agreements::<T>::contains_key(agreement));
		Ok(())
	}

	/// The last of all parties before and after an amendment.
	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		let split = split_of_others::<T>();
		Pallet::<T>::do_amend(operator, agreement, split.clone(), FAR)?;
		let missing = Terms::<T>::get(agreement, 1).unwrap().missing;
		let (last, others) = missing.split_last().unwrap();
		for who in others {
			Pallet::<T>::do_accept(who.clone(), agreement, split.clone())?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()), agreement, split);

		assert!(agreement_of::<T>(agreement).amendment.unwrap().agreed);
		Ok(())
	}

	/// After another agreement that has ended.
	#[benchmark]
	fn activate() -> Result<(), BenchmarkError> {
		let (operator, before) = active::<T>()?;
		let device = agreement_of::<T>(before).device;
		let agreement = proposed_on::<T>(&operator, device)?;
		accept_all::<T>(agreement, 0)?;
		Agreements::<T>::mutate(before, |it| it.as_mut().unwrap().ends_at = Some(0));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		assert_eq!(agreement_of::<T>(agreement).state, AgreementState::Active);
		assert_eq!(agreement_of::<T>(before).state, AgreementState::Ended);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (operator, agreement) = accepted::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		assert!(!Agreements::<T>::contains_key(agreement));
		Ok(())
	}

	/// After an amendment that has lapsed.
	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		Pallet::<T>::do_amend(operator.clone(), agreement, split_of_others::<T>(), FAR)?;
		Agreements::<T>::mutate(agreement, |it| {
			it.as_mut().unwrap().amendment = Some(Amendment { in_force_from: 0, agreed: false });
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, split_of_others::<T>(), FAR);

		assert_eq!(agreement_of::<T>(agreement).amendment.unwrap().in_force_from, FAR);
		Ok(())
	}

	#[benchmark]
	fn withdraw_amendment() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		Pallet::<T>::do_amend(operator.clone(), agreement, split_of_others::<T>(), FAR)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		assert!(agreement_of::<T>(agreement).amendment.is_none());
		Ok(())
	}

	#[benchmark]
	fn terminate() -> Result<(), BenchmarkError> {
		let (_, agreement) = active::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(party::<T>(MAX_PARTIES - 1)), agreement);

		assert!(agreement_of::<T>(agreement).ends_at.is_some());
		Ok(())
	}

	#[benchmark]
	fn renew() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		Agreements::<T>::mutate(agreement, |it| {
			it.as_mut().unwrap().state = AgreementState::Frozen;
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		assert!(Agreements::<T>::contains_key(agreement + 1));
		Ok(())
	}

	/// The last version, with an amendment that is pending, and all payees owing.
	#[benchmark]
	fn forget() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		Pallet::<T>::do_amend(operator.clone(), agreement, split_of_others::<T>(), FAR)?;
		Agreements::<T>::mutate(agreement, |it| it.as_mut().unwrap().ends_at = Some(0));
		fill_days::<T>(agreement, 0);
		fill_reports::<T>(agreement);
		for (payee, _) in split_of_all::<T>().payees() {
			Positions::<T>::insert(agreement, payee, Position { owing: 1, ..Default::default() });
		}
		T::BenchmarkHelper::set_time(FAR);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		assert!(!Agreements::<T>::contains_key(agreement));
		Ok(())
	}

	/// The payee gets an account.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (_, agreement) = active::<T>()?;
		let asset = T::BenchmarkHelper::asset();
		let payee = party::<T>(0);
		let amount = fungible_minimum::<T>();
		Positions::<T>::insert(agreement, &payee, Position { kept: amount, ..Default::default() });
		set_balance::<T>(&Pallet::<T>::account(), amount * 2);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), agreement, payee.clone());

		assert_eq!(<T::Fungibles as fungibles::Inspect<_>>::balance(asset, &payee), amount);
		Ok(())
	}

	// Reports

	/// The check and the call, one after the other as in a block.
	#[benchmark]
	fn report_sales() -> Result<(), BenchmarkError> {
		let (_, agreement) = active::<T>()?;
		let device = agreement_of::<T>(agreement).device;
		let (report, totals, signature) = sales_report::<T>(agreement);
		let call = Call::<T>::report_sales { device, report, totals: totals.clone(), signature };
		let origin = <T as frame_system::Config>::RuntimeOrigin::from(RawOrigin::Authorized);
		let validity;
		let outcome;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
			outcome = Pallet::<T>::report_sales(origin, device, report, totals, signature);
		}

		assert!(validity.expect("the call has a check").is_ok());
		outcome?;
		assert_eq!(Machines::<T>::get(device).next_report, 3);
		Ok(())
	}

	#[benchmark]
	fn authorize_report_sales() -> Result<(), BenchmarkError> {
		let (_, agreement) = active::<T>()?;
		let device = agreement_of::<T>(agreement).device;
		let (report, totals, signature) = sales_report::<T>(agreement);
		let call = Call::<T>::report_sales { device, report, totals, signature };
		let validity;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
		}

		assert!(validity.expect("the call has a check").is_ok());
		Ok(())
	}

	/// All payees get a new account.
	#[benchmark]
	fn settle() -> Result<(), BenchmarkError> {
		let (operator, agreement) = open_report::<T>()?;
		T::BenchmarkHelper::set_time(FAR);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, 2);

		assert_paid::<T>();
		Ok(())
	}

	/// All payees get a new account.
	#[benchmark]
	fn settle_undecided() -> Result<(), BenchmarkError> {
		let agreement = disputed_report::<T>()?;
		T::BenchmarkHelper::set_time(FAR);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		settle(RawOrigin::Signed(signer), agreement, 2);

		assert_paid::<T>();
		assert!(!Disputes::<T>::contains_key(agreement, 2));
		Ok(())
	}

	/// A part that cannot be received, and arrears that are left.
	#[benchmark]
	fn pay_arrears() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		let payee = party::<T>(0);
		let position = Position { owed: Amount::MAX >> 1, ..Default::default() };
		Positions::<T>::insert(agreement, &payee, position);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, payee.clone());

		assert!(Positions::<T>::get(agreement, payee).owed < Amount::MAX >> 1);
		Ok(())
	}

	#[benchmark]
	fn record_payment() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		let payee = party::<T>(0);
		let position = Position { owed_outside: 100, ..Default::default() };
		Positions::<T>::insert(agreement, &payee, position);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, payee, 50, [1; 32]);

		assert!(Payments::<T>::contains_key(agreement, [1; 32]));
		Ok(())
	}

	#[benchmark]
	fn confirm_payment() -> Result<(), BenchmarkError> {
		let (agreement, payee) = stated_payment::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(payee), agreement, [1; 32]);

		assert!(!Payments::<T>::contains_key(agreement, [1; 32]));
		Ok(())
	}

	#[benchmark]
	fn reject_payment() -> Result<(), BenchmarkError> {
		let (agreement, payee) = stated_payment::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(payee.clone()), agreement, [1; 32]);

		assert_eq!(Positions::<T>::get(agreement, payee).owed_outside, 100);
		Ok(())
	}

	#[benchmark]
	fn reverse() -> Result<(), BenchmarkError> {
		let (operator, agreement) = settled_report::<T>()?;
		let (proven, _) = proven_line::<T>();
		let amount = proven.line.amount;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, 2, proven, amount);

		assert_eq!(Ledgers::<T>::get(agreement, 0).unwrap().reversals.gross, amount);
		Ok(())
	}

	#[benchmark]
	fn release_reversal() -> Result<(), BenchmarkError> {
		let (operator, agreement) = settled_report::<T>()?;
		let (proven, _) = proven_line::<T>();
		Pallet::<T>::do_reverse(operator.clone(), agreement, 2, proven, 1)?;
		Reports::<T>::mutate(agreement, 2, |report| {
			report.as_mut().unwrap().number = 2 + MAX_REPORTS;
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement, 2, 0);

		assert!(!Reversals::<T>::contains_key(agreement, (2, 0)));
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (_, agreement) = open_report::<T>()?;
		let party = party::<T>(MAX_PARTIES - 1);
		fund::<T>(&party);

		#[extrinsic_call]
		_(RawOrigin::Signed(party), agreement, 2, [1; 32]);

		assert!(Disputes::<T>::get(agreement, 2).unwrap().held > 0);
		Ok(())
	}

	/// All but one unit is paid: all payees get a new account.
	#[benchmark]
	fn decide() -> Result<(), BenchmarkError> {
		let agreement = disputed_report::<T>()?;
		let paid = sold::<T>().iter().map(|total| total.amount).sum::<Amount>() - 1;

		#[extrinsic_call]
		_(RawOrigin::Signed(account("arbiter", 0, SEED)), agreement, 2, paid);

		assert_paid::<T>();
		Ok(())
	}

	#[benchmark]
	fn close_period() -> Result<(), BenchmarkError> {
		let (_, agreement) = open_report::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(party::<T>(MAX_PARTIES - 1)), agreement, 0);

		assert_eq!(Ledgers::<T>::get(agreement, 0).unwrap().statements, 1);
		Ok(())
	}

	// Purchases

	/// Instead of as many prices of another operator.
	#[benchmark]
	fn set_prices() -> Result<(), BenchmarkError> {
		let (operator, device) = device::<T>();
		let asset = T::BenchmarkHelper::asset();
		Pallet::<T>::do_set_prices(operator.clone(), device, asset.clone(), prices::<T>())?;
		let before: T::AccountId = account("operator", 0, SEED);
		fund::<T>(&before);
		PriceLists::<T>::mutate(device, |list| {
			let list = list.as_mut().unwrap();
			list.operator = before.clone();
			let reason = HoldReason::PriceList.into();
			T::Currency::hold(&reason, &before, list.deposit)
		})?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), device, asset, prices::<T>());

		assert_eq!(PriceLists::<T>::get(device).unwrap().operator, operator);
		Ok(())
	}

	/// By anybody, so that the device is looked at.
	#[benchmark]
	fn remove_prices() -> Result<(), BenchmarkError> {
		let (operator, device) = device::<T>();
		Pallet::<T>::do_set_prices(operator, device, T::BenchmarkHelper::asset(), prices::<T>())?;
		let nowhere = DeviceIndex::MAX;
		PriceLists::<T>::swap(device, nowhere);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), nowhere);

		assert!(!PriceLists::<T>::contains_key(nowhere));
		Ok(())
	}

	/// The last of all prices.
	#[benchmark]
	fn purchase() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		let device = agreement_of::<T>(agreement).device;
		let asset = T::BenchmarkHelper::asset();
		Pallet::<T>::do_set_prices(operator, device, asset, prices::<T>())?;
		let buyer: T::AccountId = account("buyer", 0, SEED);
		fund::<T>(&buyer);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), agreement, MAX_TIERS as u8 - 1, Amount::MAX);

		assert_eq!(Ledgers::<T>::get(agreement, 0).unwrap().open, 1);
		Ok(())
	}

	/// The last of all prices.
	#[benchmark]
	fn purchase_for() -> Result<(), BenchmarkError> {
		let (operator, agreement) = active::<T>()?;
		let device = agreement_of::<T>(agreement).device;
		let asset = T::BenchmarkHelper::asset();
		Pallet::<T>::do_set_prices(operator, device, asset, prices::<T>())?;
		let payer: T::AccountId = account("payer", 0, SEED);
		fund::<T>(&payer);
		let ticket = new_key();

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), agreement, MAX_TIERS as u8 - 1, Amount::MAX, ticket);

		assert_eq!(Ledgers::<T>::get(agreement, 0).unwrap().open, 1);
		Ok(())
	}

	/// The check and the call, one after the other as in a block. All payees but the last get a new
	/// account.
	#[benchmark]
	fn report_vend() -> Result<(), BenchmarkError> {
		let (_, id) = paid::<T>(Some(new_key()))?;
		let (result, signature) = report::<T>(id);
		let call = Call::<T>::report_vend { result, signature };
		let origin = <T as frame_system::Config>::RuntimeOrigin::from(RawOrigin::Authorized);
		let validity;
		let outcome;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
			outcome = Pallet::<T>::report_vend(origin, result, signature);
		}

		assert!(validity.expect("the call has a check").is_ok());
		outcome?;
		assert_split::<T>(id);
		Ok(())
	}

	#[benchmark]
	fn authorize_report_vend() -> Result<(), BenchmarkError> {
		let (_, id) = paid::<T>(Some(new_key()))?;
		let (result, signature) = report::<T>(id);
		let call = Call::<T>::report_vend { result, signature };
		let validity;

		#[block]
		{
			validity = call.authorize(TransactionSource::InBlock);
		}

		assert!(validity.expect("the call has a check").is_ok());
		Ok(())
	}

	/// After the time of a ticket.
	#[benchmark]
	fn claim_refund() -> Result<(), BenchmarkError> {
		let (_, id) = paid::<T>(Some(new_key()))?;
		T::BenchmarkHelper::set_time(FAR);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), id);

		assert!(!Purchases::<T>::contains_key(id));
		Ok(())
	}

	/// Into a new account.
	#[benchmark]
	fn claim_by_ticket() -> Result<(), BenchmarkError> {
		let ticket = new_key();
		let (_, id) = paid::<T>(Some(ticket))?;
		T::BenchmarkHelper::set_time(FAR);
		let signer: T::AccountId = account("signer", 0, SEED);
		let to: T::AccountId = account("to", 0, SEED);
		let named = TicketClaim { purchase: id, to: to.clone().into() };
		let device = Purchases::<T>::get(id).unwrap().device;
		let signature = sign::<T>(ticket, &named, device, TicketClaim::EPOCH);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), id, to.clone(), signature);

		let asset = T::BenchmarkHelper::asset();
		assert!(<T::Fungibles as fungibles::Inspect<_>>::balance(asset, &to) > 0);
		Ok(())
	}

	/// All payees but the last get a new account.
	#[benchmark]
	fn settle_purchase() -> Result<(), BenchmarkError> {
		let id = reported::<T>(Some(new_key()), PurchaseState::Dispensed)?;
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), id);

		assert_split::<T>(id);
		Ok(())
	}

	/// Each of both kinds has time left, and those before them are over.
	#[benchmark]
	fn expire_none() -> Result<(), BenchmarkError> {
		let (_, first) = paid::<T>(None)?;
		let (_, second) = paid::<T>(Some(new_key()))?;
		let looked_through = Expired { without_ticket: first, with_ticket: second };
		ExpiredPurchases::<T>::put(looked_through);

		#[block]
		{
			Pallet::<T>::expire(Weight::MAX);
		}

		assert_eq!(ExpiredPurchases::<T>::get(), looked_through);
		Ok(())
	}

	/// One of the other kind.
	#[benchmark]
	fn expire_skip() -> Result<(), BenchmarkError> {
		let (_, id) = paid::<T>(Some(new_key()))?;
		let expiry;

		#[block]
		{
			expiry =
				Pallet::<T>::expire_one(id, FAR, |it| it.ticket.is_none().then_some(it.report_by));
		}

		assert_eq!(expiry, functions::Expiry::Skipped);
		Ok(())
	}

	#[benchmark]
	fn expire_refund() -> Result<(), BenchmarkError> {
		let (_, id) = paid::<T>(Some(new_key()))?;
		let expiry;

		#[block]
		{
			expiry = Pallet::<T>::expire_one(id, FAR, |it| it.ticket.map(|ticket| ticket.claim_by));
		}

		assert_eq!(expiry, functions::Expiry::Ended);
		assert!(!Purchases::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::new_test_ext(), mock::Test);
}

fn fungible_minimum<T: Config>() -> Amount {
	<T::Fungibles as fungibles::Inspect<_>>::minimum_balance(T::BenchmarkHelper::asset())
}

fn set_balance<T: Config>(who: &T::AccountId, amount: Amount) {
	<T::Fungibles as fungibles::Mutate<_>>::set_balance(T::BenchmarkHelper::asset(), who, amount);
}
