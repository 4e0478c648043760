pub type WeightInfo<T> = polkadot_sdk::pallet_balances::weights::SubstrateWeight<T>;
