use crate::{mock::*, *};
use frame::testing_prelude::*;

#[test]
fn the_label_of_the_network_comes_from_genesis() {
	build_and_execute(|| assert_eq!(DeviceDid::network().unwrap().as_str(), "test"));
}

#[test]
#[should_panic(expected = "is not 1 to 16 characters")]
fn a_wrong_label_stops_the_chain() {
	let _ = GenesisConfig::<Test> { network: "Not A Label".into(), ..Default::default() }
		.build_storage();
}
