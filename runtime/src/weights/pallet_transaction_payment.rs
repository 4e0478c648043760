pub type WeightInfo<T> = polkadot_sdk::pallet_transaction_payment::weights::SubstrateWeight<T>;
