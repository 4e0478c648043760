pub type WeightInfo<T> = polkadot_sdk::pallet_timestamp::weights::SubstrateWeight<T>;
