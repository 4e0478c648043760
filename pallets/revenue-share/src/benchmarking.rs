//! Benchmarks, each at its worst case: with as many parties as an agreement can have.

use super::*;
use bot_primitives::{PublicKey, Role, Roles};
use frame::benchmarking::prelude::*;

const SEED: u32 = 0;

fn party<T: Config>(index: u32) -> T::AccountId {
	account("party", index, SEED)
}

/// Of all parties the last one has the least share that there is.
fn parties<T: Config>() -> PartiesOf<T> {
	let share = (split::MILLION - 1) / (MAX_PARTIES - 1);
	let mut parties = (0..MAX_PARTIES)
		.map(|index| Party { account: party::<T>(index), share_ppm: share })
		.collect::<Vec<_>>();
	parties[0].share_ppm = split::MILLION - 1 - share * (MAX_PARTIES - 2);
	parties[15].share_ppm = 1;
	PerParty::truncate_from(parties)
}

fn fund<T: Config>(who: &T::AccountId) {
	let deposit = T::ItemDeposit::get() * 3 + T::ByteDeposit::get() * 10_000;
	T::Currency::set_balance(who, deposit + T::Currency::minimum_balance() * 1_000);
}

/// An operator with a funded account, and a device that it runs.
fn device<T: Config>() -> (T::AccountId, DeviceIndex) {
	let operator: T::AccountId = whitelisted_caller();
	fund::<T>(&operator);
	T::Members::admit_for_benchmark(&operator, Roles::of([Role::Operator]));
	let device = T::Devices::register_for_benchmark(&operator, PublicKey::Ed25519([7; 32]));
	(operator, device)
}

fn proposed<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, device) = device::<T>();
	let agreement = NextAgreementId::<T>::get();
	Pallet::<T>::do_propose(operator.clone(), device, parties::<T>())?;
	Ok((operator, agreement))
}

fn accepted<T: Config>() -> Result<(T::AccountId, AgreementId), BenchmarkError> {
	let (operator, agreement) = proposed::<T>()?;
	for index in 0..MAX_PARTIES {
		Pallet::<T>::do_accept(party::<T>(index), agreement)?;
	}
	Ok((operator, agreement))
}

fn active<T: Config>() -> Result<AgreementId, BenchmarkError> {
	let (operator, agreement) = accepted::<T>()?;
	Pallet::<T>::do_activate(operator, agreement)?;
	Ok(agreement)
}

/// A price of which all parties receive their parts, except the last: its part is not zero, and too
/// small to open an account with.
fn price_that_one_cannot_receive<T: Config>() -> Balance {
	Balance::from(split::MILLION).max(T::Currency::minimum_balance() * 100)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose() -> Result<(), BenchmarkError> {
		let (operator, device) = device::<T>();
		let agreement = NextAgreementId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), device, parties::<T>());

		assert!(Agreements::<T>::contains_key(agreement));
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let (_, agreement) = proposed::<T>()?;
		for index in 0..MAX_PARTIES - 1 {
			Pallet::<T>::do_accept(party::<T>(index), agreement)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(party::<T>(MAX_PARTIES - 1)), agreement);

		let state = Agreements::<T>::get(agreement).map(|agreement| agreement.state);
		assert_eq!(state, Some(AgreementState::Accepted));
		Ok(())
	}

	#[benchmark]
	fn activate() -> Result<(), BenchmarkError> {
		let (operator, agreement) = accepted::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), agreement);

		let state = Agreements::<T>::get(agreement).map(|agreement| agreement.state);
		assert_eq!(state, Some(AgreementState::Active));
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

	/// All parties but one get a new account, and the part of that one is kept.
	#[benchmark]
	fn purchase() -> Result<(), BenchmarkError> {
		let agreement = active::<T>()?;
		let buyer: T::AccountId = account("buyer", 0, SEED);
		let price = price_that_one_cannot_receive::<T>();
		T::Currency::set_balance(&buyer, price * 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), agreement, price);

		let parties = SalesTotals::<T>::get(agreement).unwrap().parties;
		assert!(parties.iter().take(15).all(|due| due.total > 0 && due.unclaimed == 0));
		assert!(parties[15].unclaimed > 0 || T::Currency::minimum_balance() == 1);
		Ok(())
	}

	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let agreement = active::<T>()?;
		let last = party::<T>(MAX_PARTIES - 1);
		let amount = T::Currency::minimum_balance();
		SalesTotals::<T>::mutate(agreement, |total| {
			total.as_mut().unwrap().parties[15] = PartyTotal { total: amount, unclaimed: amount };
		});
		T::Currency::set_balance(&Pallet::<T>::account(), amount * 2);
		let signer: T::AccountId = account("signer", 0, SEED);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), agreement, last.clone());

		assert_eq!(T::Currency::balance(&last), amount);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::new_test_ext(), mock::Test);
}
