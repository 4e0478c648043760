//! What the README says of stored bytes and deposits.

use crate::{mock::*, *};
use codec::MaxEncodedLen;
use frame::traits::Footprint;

/// The rows of the README's table: item, values, bytes, deposit in hundredths of a thousandth of a
/// BOT, in which the mock's prices are.
fn table() -> Vec<(String, u64, u64, u128)> {
	include_str!("../../README.md")
		.lines()
		.skip_while(|line| !line.starts_with("| item | values |"))
		.skip(2)
		.take_while(|line| line.starts_with('|'))
		.map(|line| {
			let cells: Vec<_> = line.split('|').map(str::trim).collect();
			let number = |cell: usize| cells[cell].replace('.', "").parse::<u64>().unwrap();
			(cells[1].to_owned(), number(2), number(3), number(4).into())
		})
		.collect()
}

#[test]
fn the_table_of_the_readme_is_true() {
	build_and_execute(|| {
		let longest_service = Service {
			kind: BoundedVec::truncate_from(vec![b'k'; 64]),
			endpoint: BoundedVec::truncate_from(vec![b'e'; 256]),
		};
		let name = ServiceId::truncate_from(vec![b'n'; 32]);
		let value = MetadataValue::truncate_from(vec![0; 256]);
		let expected: [(&str, Footprint); 10] = [
			("model", deposits::model::<Test>()),
			("enrolment", deposits::enrolment::<Test>()),
			("device", deposits::device::<Test>()),
			("root key of a later epoch", deposits::root_key::<Test>()),
			("delegation", deposits::delegation::<Test>()),
			("key-agreement key", deposits::key_agreement::<Test>()),
			("transfer", deposits::transfer::<Test>()),
			("recovery", deposits::recovery::<Test>()),
			("service, at most", deposits::named::<Test>(&name, &longest_service)),
			("metadata, at most", deposits::named::<Test>(&name, &value)),
		];
		let rows: Vec<_> = expected
			.map(|(item, footprint)| {
				(item.to_owned(), footprint.count, footprint.size, price(footprint))
			})
			.to_vec();
		assert_eq!(table(), rows);
	});
}

#[test]
fn no_value_is_longer_than_its_deposit_counts() {
	let longest = |footprint: Footprint| usize::try_from(footprint.size).unwrap();
	assert_eq!(longest(deposits::model::<Test>()), ModelOf::<Test>::max_encoded_len());
	assert_eq!(longest(deposits::enrolment::<Test>()), EnrolmentOf::<Test>::max_encoded_len());
	let name = ServiceId::truncate_from(vec![b'n'; 32]);
	let service = Service {
		kind: BoundedVec::truncate_from(vec![b'k'; 64]),
		endpoint: BoundedVec::truncate_from(vec![b'e'; 256]),
	};
	assert_eq!(
		longest(deposits::named::<Test>(&name, &service)),
		ServiceId::max_encoded_len() + DepositedOf::<Test, Service>::max_encoded_len()
	);
}
