use polkadot_sdk::frame_support::weights::Weight;
pub struct WeightInfo<T>(core::marker::PhantomData<T>);
impl<T> pallet_revenue_share::WeightInfo for WeightInfo<T> {
	fn propose() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn accept() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn activate() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn purchase() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn claim() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
}
