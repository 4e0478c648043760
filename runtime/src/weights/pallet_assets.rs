pub type WeightInfo<T> = polkadot_sdk::pallet_assets::weights::SubstrateWeight<T>;
