pub type WeightInfo<T> = polkadot_sdk::pallet_collator_selection::weights::SubstrateWeight<T>;
