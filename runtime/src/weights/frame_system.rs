pub type WeightInfo<T> = polkadot_sdk::frame_system::weights::SubstrateWeight<T>;
