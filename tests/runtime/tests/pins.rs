//! What must not change, because others rely on it.

use bot_runtime::AllPalletsWithSystem;
use polkadot_sdk::frame_support::traits::PalletsInfoAccess;

#[test]
fn pallets_keep_their_indices_and_names() {
	let pallets: Vec<_> =
		AllPalletsWithSystem::infos().into_iter().map(|info| (info.index, info.name)).collect();
	assert_eq!(
		pallets,
		[
			(0, "System"),
			(1, "ParachainSystem"),
			(2, "Timestamp"),
			(3, "ParachainInfo"),
			(4, "WeightReclaim"),
			(10, "Balances"),
			(11, "TransactionPayment"),
			(12, "Assets"),
			(13, "AssetsHolder"),
			(20, "Authorship"),
			(21, "CollatorSelection"),
			(22, "Session"),
			(23, "Aura"),
			(24, "AuraExt"),
			(40, "Utility"),
			(41, "Multisig"),
			(42, "Proxy"),
			(50, "Council"),
			(51, "Consortium"),
			(60, "DeviceDid"),
			(61, "Attestation"),
			(62, "RevenueShare"),
			(63, "Mmr"),
		]
	);
}

#[test]
fn the_client_has_this_runtimes_metadata() {
	let committed = include_bytes!("../../../client/metadata.scale");
	assert!(
		bot_runtime_tests::metadata() == committed,
		"client/metadata.scale is not of this runtime: run scripts/metadata"
	);
}
