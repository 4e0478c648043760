pub type WeightInfo<T> = polkadot_sdk::pallet_utility::weights::SubstrateWeight<T>;
