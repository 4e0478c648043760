pub type WeightInfo<T> = polkadot_sdk::pallet_collective::weights::SubstrateWeight<T>;
