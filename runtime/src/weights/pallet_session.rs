pub type WeightInfo<T> = polkadot_sdk::pallet_session::weights::SubstrateWeight<T>;
