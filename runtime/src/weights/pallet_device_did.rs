use polkadot_sdk::frame_support::weights::Weight;
pub struct WeightInfo<T>(core::marker::PhantomData<T>);
impl<T> pallet_device_did::WeightInfo for WeightInfo<T> {
	fn register_model() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn register() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn delegate() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn rotate() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn destroy() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn verify_p256() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
}
