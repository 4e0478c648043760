//! Benchmarks, each at its worst case: with as many payees as an agreement can have. The asset is an
//! issued one, where a runtime has any: it costs more than the native currency.

use super::*;
use bot_primitives::{PublicKey, Role, Roles};
use frame::{
	benchmarking::prelude::*,
	traits::{
		fungible::{Inspect, Mutate},
		fungibles,
	},
};

const SEED: u32 = 0;
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
	let device = T::Devices::register_for_benchmark(&operator, PublicKey::Ed25519([7; 32]));
	(operator, device)
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
	for who in Terms::<T>::get(agreement, version).unwrap().missing {
		Pallet::<T>::do_accept(who, agreement)?;
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
		Pallet::<T>::do_amend(operator, agreement, split_of_others::<T>(), FAR)?;
		let missing = Terms::<T>::get(agreement, 1).unwrap().missing;
		let (last, others) = missing.split_last().unwrap();
		for who in others {
			Pallet::<T>::do_accept(who.clone(), agreement)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()), agreement);

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
		Positions::<T>::insert(
			agreement,
			&payee,
			Position { kept: amount, ..Default::default() },
		);
		set_balance::<T>(&Pallet::<T>::account(), amount * 2);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), agreement, payee.clone());

		assert_eq!(<T::Fungibles as fungibles::Inspect<_>>::balance(asset, &payee), amount);
		Ok(())
	}

	// Purchases

	/// All payees but the last get a new account, and the part of that one is kept.
	#[benchmark]
	fn purchase() -> Result<(), BenchmarkError> {
		let (_, agreement) = active::<T>()?;
		let buyer: T::AccountId = account("buyer", 0, SEED);
		let price = Amount::from(split::MILLION).max(fungible_minimum::<T>() * 1_000);
		fund::<T>(&buyer);
		set_balance::<T>(&buyer, price * 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), agreement, price);

		assert_eq!(Ledgers::<T>::get(agreement, 0).unwrap().sales.gross, price);
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
